"""Figures of a comparison of two editions or runs: who moved, and why."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, style, words
from pipeline.reporting.tables_compare import MERGED, RANKED, SUM, causes, measure_of

PALE = "#a9c9e2"
UP, DOWN, STILL = style.ACCENT, style.CONTRAST, style.QUIET
COLOURS = dict(zip(("own_data", "others_data", "framework", "method", "units"), style.CATEGORIES[:5], strict=True))


@style.house
def ranks(
    changes: pd.DataFrame, sides: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str
) -> style.Chart:
    """Rank of every unit on both sides, in the order of the later one; positions where n differs."""
    title = words.word("compare_ranks_title", language)
    own = changes if changes.empty else changes[changes["code"] == framework.root.code]
    own = own if own.empty else own[own["kind"].isin([RANKED, MERGED]) & own["position_after"].notna()]
    if own.empty:
        return style.empty(title, words.word("compare_ranks_empty", language))
    own = own.sort_values(["position_after", "unit_code"]).reset_index(drop=True)
    before, after = (str(sides.loc[sides["side"] == name, "name"].iloc[0]) for name in ("before", "after"))
    in_places = measure_of(changes, framework) == "places"
    ends = [f"rank_{name}" if in_places else f"position_{name}" for name in ("before", "after")]
    note = words.word("compare_ranks_note", language).format(before=before, after=after)
    figure = style.chart(8.6, 2.0 + 0.19 * len(own), title=title, note=note)
    axes = figure.add_subplot()
    for row, item in own.iterrows():
        _dumbbell(axes, int(str(row)), *(float(item[end]) for end in ends), composite=item["kind"] == MERGED)
        axes.text(1.01, row, _ends(item, language), transform=axes.get_yaxis_transform(), va="center", fontsize=7.0)
    style.rows_axis(axes, [labels.unit(units, code, language) for code in own["unit_code"]], size=7.5)
    style.grid(axes)
    _axis(axes, in_places, len(own), language)
    merged = bool((own["kind"] == MERGED).any())
    style.legend_above(axes, _legend_of_ranks(merged, before, after, language))
    return figure


def _dumbbell(axes: Axes, row: int, before: float, after: float, *, composite: bool) -> None:
    colour = STILL if before == after or np.isnan(before) else UP if after < before else DOWN
    axes.hlines(row, min(before, after), max(before, after), color=colour, linewidth=2.0, alpha=0.6, zorder=1)
    axes.scatter(before, row, s=24, marker="D" if composite else "o", color=PALE, linewidth=0, zorder=2)
    axes.scatter(after, row, s=24, color=colour if before != after else style.INK, linewidth=0, zorder=3)


def _ends(item: pd.Series, language: str) -> str:
    known = [numbers.rank(item[name], language=language) for name in ("rank_before", "rank_after")]
    return " → ".join(text or "–" for text in known)


def _axis(axes: Axes, in_places: bool, n: int, language: str) -> None:
    if in_places:
        step = 10 if n > 25 else 5 if n > 12 else 1
        ticks = [1, *range(step, n + 1, step)] if step > 1 else list(range(1, n + 1))
        axes.set_xticks(ticks, [numbers.integer(value, language=language) for value in ticks])
        axes.set_xlabel(words.word("rank", language))
        return
    axes.xaxis.set_major_formatter(lambda value, _: numbers.percent(value, language=language))
    axes.set_xlabel(words.word("compare_position_axis", language))


def _legend_of_ranks(merged: bool, before: str, after: str, language: str) -> list[Line2D]:
    def dot(colour: str, text: str, marker: str = "o") -> Line2D:
        return Line2D([], [], linestyle="", marker=marker, color=colour, label=text, markersize=6)

    handles = [
        dot(PALE, before),
        dot(UP, f"{after}: {words.word('compare_up', language).lower()}"),
        dot(DOWN, f"{after}: {words.word('compare_down', language).lower()}"),
        dot(style.INK, f"{after}: {words.word('compare_still', language).lower()}"),
    ]
    return [*handles, dot(PALE, words.word("compare_composite", language), "D")] if merged else handles


@style.house
def attribution(
    attribution: pd.DataFrame, changes: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str
) -> style.Chart:
    """The change of every unit's rank, divided by cause: what raised it to the right, what lowered it to the left."""
    title = words.word("compare_attribution_title", language)
    measure = measure_of(changes, framework)
    wide = causes(attribution, measure)
    if wide.empty:
        return style.empty(title, words.word("table_compare_attribution_empty", language))
    note = words.word("compare_attribution_figure_note", language)
    figure = style.chart(9.0, 2.2 + 0.19 * len(wide), title=title, note=note)
    axes = figure.add_subplot()
    scaled = wide * (100.0 if measure == "position" else 1.0)
    players = [name for name in wide.columns if name != SUM and scaled[name].abs().max() > 0]
    _stack(axes, scaled[players])
    axes.scatter(scaled[SUM], np.arange(len(wide)), marker="D", s=22, color=style.INK, edgecolor=style.PAPER, zorder=4)
    axes.margins(x=0.04)
    axes.axvline(0.0, color=style.INK, linewidth=0.8)
    for row, value in enumerate(scaled[SUM]):
        axes.text(
            1.01, row, _net(value, measure, language), transform=axes.get_yaxis_transform(), va="center", fontsize=7.0
        )
    style.rows_axis(axes, [labels.unit(units, code, language) for code in wide.index], size=7.5)
    style.grid(axes)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    axes.set_xlabel(words.word("compare_places_axis" if measure == "places" else "compare_percent_axis", language))
    observed = Line2D([], [], linestyle="", marker="D", color=style.INK, markersize=5)
    observed.set_label(words.word("compare_observed", language))
    bars = [Patch(color=COLOURS[name], label=words.word(f"player_{name}", language)) for name in players]
    style.legend_above(axes, [*bars, observed])
    return figure


def _stack(axes: Axes, parts: pd.DataFrame) -> None:
    """Bars that add up on either side of zero."""
    up, down = np.zeros(len(parts)), np.zeros(len(parts))
    rows = np.arange(len(parts))
    for name in parts.columns:
        values = parts[name].to_numpy(dtype=float)
        left = np.where(values >= 0, up, down)
        axes.barh(rows, values, left=left, height=0.74, color=COLOURS[name], linewidth=0)
        up, down = up + np.maximum(values, 0), down + np.minimum(values, 0)


def _net(value: float, measure: str, language: str) -> str:
    text = numbers.number(value, language=language, digits=1 if measure == "position" or value % 1 else 0)
    return f"+{text}" if value > 0 else text
