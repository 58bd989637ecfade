"""The figure of sizes: does an indicator grow with a size that it is not divided by?"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from pipeline.framework.hierarchy import Hierarchy
from pipeline.reporting import labels, numbers, style, words

MARKERS = ("o", "s", "^", "D", "v")
BAND = 0.6  # of a row's height, shared by the sizes
BEYOND = "#fbeee6"
RING = 95.0  # area of the mark round a flagged dot, in square points


@style.house
def size_correlations(
    sizes: pd.DataFrame, framework: Hierarchy, *, size_correlation: float, language: str
) -> style.Chart:
    """Each indicator's correlation with every size; hollow where it is divided by it, ringed where it is flagged."""
    title = words.word("sizes_title", language)
    if sizes.empty:
        return style.empty(title, words.word("empty_sizes", language))
    known = sizes.dropna(subset=["r"])
    indicators = [node for node in framework.indicators if node.code in set(sizes["code"])]
    found = [node.code for node in framework.sizes if node.code in set(sizes["size"])]
    note = words.word("sizes_note", language).format(
        limit=numbers.number(size_correlation, language=language), n=_range_of(sizes["n"], language)
    )
    figure = style.chart(10.0, 2.5 + 0.27 * len(indicators), title=title, note=note)
    axes = figure.add_subplot()
    _draw_limits(axes, size_correlation)
    place = {node.code: float(row) for row, node in enumerate(indicators)}
    shift = {code: BAND * ((number + 0.5) / len(found) - 0.5) for number, code in enumerate(found)}
    rows = known["code"].map(place) + known["size"].map(shift)
    for number, code in enumerate(found):
        own = known["size"] == code
        _draw_dots(axes, known[own], rows[own], *_look(number))
    flagged = known["flagged"].astype(bool)
    axes.scatter(known.loc[flagged, "r"], rows[flagged], s=RING, facecolor="none", edgecolor=style.CONTRAST, zorder=4)
    _separate_groups(axes, [node.parent or "" for node in indicators])
    style.rows_axis(axes, [labels.node(framework, node.code, language, width=64) for node in indicators])
    axes.set_xlim(-1.05, 1.05)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    axes.set_xlabel(words.word("size_axis", language))
    style.grid(axes)
    handles = [_handle(*_look(number), labels.node(framework, code, language)) for number, code in enumerate(found)]
    ring = Line2D([], [], linestyle="", marker="o", markersize=9, markerfacecolor="none", color=style.CONTRAST)
    ring.set_label(words.word("size_flagged", language))
    style.legend_above(axes, [*handles, ring], columns=2)
    return figure


def _look(number: int) -> tuple[str, str]:
    """Marker and colour of one size."""
    return MARKERS[number % len(MARKERS)], style.CATEGORIES[number % len(style.CATEGORIES)]


def _range_of(counts: pd.Series, language: str) -> str:
    low, high = (numbers.integer(value, language=language) for value in (counts.min(), counts.max()))
    return low if low == high else f"{low}–{high}"


def _draw_limits(axes: Axes, limit: float) -> None:
    for side in (-1.0, 1.0):
        axes.axvspan(side * limit, side * 1.1, color=BEYOND, zorder=0)
        axes.axvline(side * limit, color=style.CONTRAST, linewidth=1.0, linestyle=(0, (4, 3)))
    axes.axvline(0.0, color=style.QUIET, linewidth=0.8)


def _draw_dots(axes: Axes, own: pd.DataFrame, rows: pd.Series, marker: str, colour: str) -> None:
    faces = [style.PAPER if divided else colour for divided in own["divided_by"].astype(bool)]
    axes.scatter(own["r"], rows, marker=marker, s=24, c=faces, edgecolor=colour, linewidth=1.1, zorder=3)


def _separate_groups(axes: Axes, groups: list[str]) -> None:
    for row in range(1, len(groups)):
        if groups[row] != groups[row - 1]:
            axes.axhline(row - 0.5, color=style.GRID, linewidth=1.0)


def _handle(marker: str, colour: str, label: str) -> Line2D:
    return Line2D([], [], linestyle="", marker=marker, color=colour, markersize=5.5, label=label)
