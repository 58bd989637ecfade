"""The figure of the weights page: how far weightings differ, pillar by pillar."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from pipeline.framework.hierarchy import Hierarchy
from pipeline.reporting import labels, numbers, style, words
from pipeline.reporting.tables_weights import effective, in_order

COLOURS = {"decided": style.ACCENT, "experts": style.CONTRAST, "data": style.QUIET}
MARKERS = {"decided": ("D", "o", "s", "^"), "experts": ("o", "s", "^"), "data": ("o", "s", "^", "v", "P", "X")}
BAND = 0.84  # of a row's height, shared by the weightings


@style.house
def weight_variants(
    weight_variants: pd.DataFrame, weight_shifts: pd.DataFrame, framework: Hierarchy, *, language: str
) -> style.Chart:
    """Effective weights of the pillars, a dot for every weighting; those from the data in grey, not importance."""
    title = words.word("weight_variants_title", language)
    wide = effective(weight_variants, framework)
    if wide.empty:
        return style.empty(title, words.word("empty_weight_variants", language))
    frame = in_order(weight_shifts)
    lacking = [words.coded("weighting", name, language) for name in frame["variant"] if name not in wide.index]
    said = "; ".join(lacking) or words.word("weight_variants_all", language)
    note = words.word("weight_variants_note", language).format(lacking=said)
    looks = [look for look in _looks(frame) if look[0] in wide.index]
    figure = style.chart(10.5, 3.2 + 0.09 * len(looks) * len(wide.columns), title=title, note=note)
    axes = figure.add_subplot()
    handles = [
        _dots(axes, wide.loc[variant], marker, colour, BAND * ((number + 0.5) / len(looks) - 0.5), language)
        for number, (variant, marker, colour) in enumerate(looks)
    ]
    for row in range(1, len(wide.columns)):
        axes.axhline(row - 0.5, color=style.GRID, linewidth=1.0)
    style.rows_axis(axes, [labels.node(framework, str(code), language, width=48) for code in wide.columns])
    axes.set_xlim(left=-0.01)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.percent(value, language=language))
    axes.set_xlabel(words.word("weight_variants_axis", language))
    style.grid(axes)
    style.legend_above(axes, handles, columns=3)
    return figure


def _looks(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Marker and colour of every weighting, the same in every edition whichever are feasible there."""
    seen = dict.fromkeys(COLOURS, 0)
    looks = []
    for variant, kind in zip(frame["variant"], frame["kind"], strict=True):
        marker = MARKERS[kind][seen[kind] % len(MARKERS[kind])]
        seen[kind] += 1
        looks.append((variant, marker, style.INK if variant == "nominal" else COLOURS[kind]))
    return looks


def _dots(axes: Axes, weights: pd.Series, marker: str, colour: str, offset: float, language: str) -> Line2D:
    """The dots of one weighting, and its entry of the legend."""
    rows = [row + offset for row in range(len(weights))]
    axes.scatter(weights, rows, marker=marker, s=26, color=colour, linewidth=0, zorder=3)
    label = words.coded("weighting", weights.name, language)
    return Line2D([], [], linestyle="", marker=marker, color=colour, markersize=5.5, label=label)
