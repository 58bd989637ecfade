"""The figure of rest-correlations: does each indicator belong where it stands?"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from pipeline.framework.hierarchy import Hierarchy
from pipeline.reporting import labels, numbers, style, words

VERDICT_COLOURS = {"clear": style.GOOD, "borderline": style.DOUBTFUL, "fail": style.POOR, "undefined": style.QUIET}


@style.house
def rest_correlations(
    correlations: pd.DataFrame, framework: Hierarchy, *, low_correlation: float, kind: str = "pearson", language: str
) -> style.Chart:
    """Each node against its parent computed without it, with interval and threshold; ``kind`` pearson or spearman."""
    title = words.word("rest_correlations_title", language)
    frame = _with_parents(correlations, framework, kind)
    if frame.empty:
        return style.empty(title, words.word("empty_correlations", language))
    order = {node.code: place for place, node in enumerate(framework.tree)}
    frame = frame.assign(place=frame["code"].map(order)).sort_values(["with_code", "place"]).reset_index(drop=True)
    note = words.word("rest_correlations_note", language).format(
        limit=numbers.number(low_correlation, language=language), n=_range_of(frame["n"], language)
    )
    figure = style.chart(10.0, 2.2 + 0.25 * len(frame), title=title, note=note)
    axes = figure.add_subplot()
    axes.axvspan(-1.0, low_correlation, color="#fbeee6", zorder=0)
    axes.axvline(low_correlation, color=style.CONTRAST, linewidth=1.0, linestyle=(0, (4, 3)))
    axes.axvline(0.0, color=style.QUIET, linewidth=0.8)
    _intervals(axes, frame, language)
    _separate_groups(axes, list(frame["with_code"]))
    style.rows_axis(axes, [labels.node(framework, code, language, width=64) for code in frame["code"]])
    lowest = float(np.nanmin(frame[["r", "low"]].to_numpy(dtype=float), initial=0.0))
    axes.set_xlim(min(lowest - 0.05, -0.05), 1.02)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    axes.set_xlabel(words.word("rest_correlation", language))
    style.grid(axes)
    found = [name for name in VERDICT_COLOURS if name in set(frame["verdict"])]
    handles = [_dot("o", VERDICT_COLOURS[name], words.coded("verdict", name, language)) for name in found]
    style.legend_above(axes, handles)
    return figure


def _with_parents(correlations: pd.DataFrame, framework: Hierarchy, kind: str) -> pd.DataFrame:
    if correlations.empty:
        return correlations
    parents = correlations["code"].map({node.code: node.parent for node in framework.tree})
    return correlations[(correlations["kind"] == kind) & (correlations["with_code"] == parents)]


def _range_of(counts: pd.Series, language: str) -> str:
    low, high = (numbers.integer(value, language=language) for value in (counts.min(), counts.max()))
    return low if low == high else f"{low}–{high}"


def _intervals(axes: Axes, frame: pd.DataFrame, language: str) -> None:
    """Estimate and interval of each row, in the colour of its verdict, and the estimate in figures."""
    colours = [VERDICT_COLOURS.get(verdict, style.QUIET) for verdict in frame["verdict"]]
    rows = np.arange(len(frame))
    axes.hlines(rows, frame["low"], frame["high"], colors=colours, linewidth=2.2, alpha=0.55)
    for colour in dict.fromkeys(colours):
        own = np.flatnonzero([other == colour for other in colours])
        axes.plot(frame["r"].iloc[own], own, linestyle="", marker="o", color=colour, markersize=6)
    for row, r in enumerate(frame["r"]):
        text = numbers.number(r, language=language) or "–"
        axes.text(1.01, row, text, transform=axes.get_yaxis_transform(), va="center", fontsize=7.5)


def _separate_groups(axes: Axes, groups: list[str]) -> None:
    for row in range(1, len(groups)):
        if groups[row] != groups[row - 1]:
            axes.axhline(row - 0.5, color=style.GRID, linewidth=1.0)


def _dot(marker: str, colour: str, label: str) -> Line2D:
    return Line2D([], [], linestyle="", marker=marker, color=colour, markersize=6.5, label=label)
