"""Figures of the chapter on the index: how scores spread, and who stands where."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from pipeline.framework.hierarchy import Hierarchy, Node
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, style, words

PANELS_A_ROW = 3


@style.house
def score_distribution(scores: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> style.Chart:
    """Scores of the index and of each pillar, a strip a region with its median."""
    title = words.word("score_distribution_title", language)
    if scores.empty:
        return style.empty(title, words.word("empty_scores", language))
    shown = (framework.root, *labels.pillars(framework))
    regions = labels.region_names(units, language)
    rows = -(-len(shown) // PANELS_A_ROW)
    size = 11.5, 1.6 + rows * (1.1 + 0.34 * len(regions))
    figure = style.chart(*size, title=title, note=words.word("score_distribution_note", language))
    panels = figure.subplots(rows, PANELS_A_ROW, sharey=True, squeeze=False).ravel()
    names = [labels.wrap(name, 24) for name in regions.values()]
    for axes, item in zip(panels, shown, strict=False):
        _strips(axes, scores[scores["code"] == item.code], units, list(regions))
        axes.set_title(labels.wrap(labels.node(framework, item.code, language), 34), fontsize=9.0)
        style.rows_axis(axes, names, size=7.5)
        style.grid(axes)
        axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    for axes in panels[len(shown) :]:
        axes.set_axis_off()
    return figure


def _strips(axes: Axes, frame: pd.DataFrame, units: Units, regions: list[str]) -> None:
    for row, region in enumerate(regions):
        members = frame["unit_code"].map(units.regions) == region
        own = np.sort(frame.loc[members, "score"].dropna().to_numpy(dtype=float))
        spread = 0.13 * (np.arange(len(own)) % 3 - 1)  # neighbours side by side
        colour = style.CATEGORIES[row % len(style.CATEGORIES)]
        axes.scatter(own, row + spread, s=16, color=colour, alpha=0.75, linewidth=0)
        if len(own):
            axes.vlines(np.median(own), row - 0.36, row + 0.36, color=style.INK, linewidth=1.6)


@style.house
def league(scores: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> style.Chart:
    """All units from top to bottom: the index as a bar, each pillar as a dot in its own column."""
    title = words.word("league_title", language)
    own = scores[scores["code"] == framework.root.code] if not scores.empty else scores
    if own.empty or own["score"].isna().all():
        return style.empty(title, words.word("empty_scores", language))
    order = labels.ranked_codes(scores, framework)
    pillars = labels.pillars(framework)
    table = labels.wide(scores, "score", units=order, codes=[framework.root.code, *(item.code for item in pillars)])
    ranks = own.set_index("unit_code")["rank"].reindex(order)
    size = 5.2 + 1.35 * len(pillars), 2.2 + 0.19 * len(order)
    figure = style.chart(*size, title=title, note=words.word("league_note", language))
    panels = figure.subplots(1, 1 + len(pillars), sharey=True, width_ratios=[2.6, *[1.0] * len(pillars)], squeeze=False)
    names = [
        f"{labels.unit(units, code, language)}  {numbers.rank(ranks[code], language=language) or '†'}" for code in order
    ]
    _index_bars(panels[0, 0], table[framework.root.code], framework.root.name(language), language)
    for axes, item in zip(panels[0, 1:], pillars, strict=True):
        _pillar_dots(axes, table[item.code], item, language)
    style.rows_axis(panels[0, 0], names, size=7.5)
    return figure


def _index_bars(axes: Axes, column: pd.Series, name: str, language: str) -> None:
    heights = column.to_numpy(dtype=float)
    axes.barh(range(len(heights)), heights, height=0.72, color=style.ACCENT)
    for row, value in enumerate(heights):
        if not np.isnan(value):
            text = numbers.number(value, language=language, digits=1)
            axes.text(value, row, f" {text}", va="center", fontsize=7.0, color=style.INK)
    axes.margins(x=0.14)
    axes.set_title(labels.wrap(name, 34), fontsize=8.5)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    style.grid(axes)


def _pillar_dots(axes: Axes, column: pd.Series, item: Node, language: str) -> None:
    heights = column.to_numpy(dtype=float)
    rows = np.arange(len(heights))
    axes.axvline(float(np.nanmean(heights)) if np.isfinite(heights).any() else 0.0, color=style.QUIET, linewidth=1.0)
    axes.scatter(heights, rows, s=15, color=style.CONTRAST, linewidth=0)
    axes.set_title(labels.wrap(f"{item.code} {item.name(language)}", 15), fontsize=8.0)
    axes.locator_params(axis="x", nbins=3)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    style.grid(axes)


@style.house
def profile_positions(
    scores: pd.DataFrame, unit_code: str, units: Units, framework: Hierarchy, *, language: str
) -> style.Chart:
    """Where one unit stands among all, indicator by indicator: its score in each strip, and its rank."""
    name = labels.unit(units, unit_code, language)
    title = words.word("positions_title", language).format(unit=name)
    nodes = [item for parent in labels.pillars(framework) for item in (parent, *_leaves(framework, parent))]
    own = scores[scores["unit_code"] == unit_code] if not scores.empty else scores
    if own.empty or own["score"].isna().all():
        return style.empty(title, words.word("empty_profile", language).format(unit=name))
    figure = style.chart(10.5, 1.9 + 0.25 * len(nodes), title=title, note=words.word("positions_note", language))
    axes = figure.add_subplot()
    region = units.regions.get(unit_code)
    for row, item in enumerate(nodes):
        _position(axes, row, scores[scores["code"] == item.code], unit_code, units, region, language)
    shown = style.rows_axis(axes, [labels.node(framework, item.code, language, width=64) for item in nodes])
    for text, item in zip(shown, nodes, strict=True):
        text.set_fontweight("bold" if item.role == "aggregate" else "normal")
    style.grid(axes)
    axes.set_xlabel(words.word("score", language))
    axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    style.legend_above(axes, _position_legend(name, language))
    return figure


def _leaves(framework: Hierarchy, parent: Node) -> Sequence[Node]:
    return [framework.by_code[code] for code in framework.leaves(parent.code) if code != parent.code]


def _position(
    axes: Axes, row: int, frame: pd.DataFrame, unit_code: str, units: Units, region: str | None, language: str
) -> None:
    frame = frame.dropna(subset=["score"])
    axes.scatter(frame["score"], [row] * len(frame), marker="|", s=46, color=style.QUIET, linewidth=0.9)
    members = frame["unit_code"].map(units.regions) == region
    if members.any():
        axes.scatter(frame.loc[members, "score"].mean(), row, marker="D", s=18, color=style.INK, linewidth=0, zorder=3)
    own = frame[frame["unit_code"] == unit_code]
    at = axes.get_yaxis_transform()
    if own.empty:
        axes.text(
            1.01, row, words.word("no_value", language), transform=at, va="center", fontsize=7.5, color=style.CONTRAST
        )
        return
    axes.scatter(own["score"], row, s=42, color=style.CONTRAST, linewidth=0, zorder=4)
    place = numbers.rank(own["rank"].iloc[0], language=language)
    text = f"{numbers.number(own['score'].iloc[0], language=language, digits=1)}  ({place}/{len(frame)})"
    axes.text(1.01, row, text, transform=at, va="center", fontsize=7.5)


def _position_legend(name: str, language: str) -> list[Line2D]:
    def mark(marker: str, colour: str, label: str) -> Line2D:
        return Line2D([], [], linestyle="", marker=marker, color=colour, markersize=6, label=label)

    return [
        mark("o", style.CONTRAST, name),
        mark("D", style.INK, words.word("region_mean", language)),
        mark("|", style.QUIET, words.word("other_units", language)),
    ]
