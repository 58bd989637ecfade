"""Figures of weights and importance: importance beside weight, and the weights that would mean what they say."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from pipeline.framework.hierarchy import Hierarchy
from pipeline.reporting import labels, numbers, style, words

COLOURS = {"clear": style.GOOD, "borderline": style.DOUBTFUL, "fail": style.POOR, "undefined": style.QUIET}
BAND = "#e8eef3"
BARS = (
    ("nominal", style.INK, "optimised_nominal"),
    ("realised", style.QUIET, "optimised_realised"),
    ("optimised", style.ACCENT, "optimised_found"),
    ("reached", "#8fbfe0", "optimised_importance"),
)


@style.house
def importance(
    weights_page: pd.DataFrame, framework: Hierarchy, *, importance_gap: float, below: bool = False, language: str
) -> style.Chart:
    """Share of variance beside the weight, correlation ratio and isolated effect; of the pillars, or of what is below."""
    title = words.word("importance_below_title" if below else "importance_title", language)
    frame = _rows(weights_page, framework, below)
    if frame.empty:
        return style.empty(title, words.word("empty_importance", language))
    note = words.word("importance_note", language).format(
        gap=numbers.percent(importance_gap, language=language),
        n=numbers.integer(frame["n"].max(), language=language),
    )
    figure = style.chart(11.5, 2.9 + (0.27 if below else 0.42) * len(frame), title=title, note=note)
    left, right = figure.subplots(1, 2, sharey=True)
    _beside_weight(left, frame, importance_gap)
    _effects(right, frame)
    for number in range(1, len(frame)):
        if frame["parent"].iloc[number] != frame["parent"].iloc[number - 1]:
            for axes in (left, right):
                axes.axhline(number - 0.5, color=style.GRID, linewidth=1.0)
    style.rows_axis(left, [labels.node(framework, code, language, width=44) for code in frame["code"]])
    right.tick_params(axis="y", length=0)
    right.spines["left"].set_visible(False)
    for axes, name in ((left, "importance_left"), (right, "importance_right")):
        axes.xaxis.set_major_formatter(lambda value, _: numbers.percent(value, language=language))
        axes.set_xlabel(words.word(name, language))
        style.grid(axes)
    _legends(left, right, frame, language)
    return figure


def _rows(page: pd.DataFrame, framework: Hierarchy, below: bool) -> pd.DataFrame:
    if page.empty:
        return page
    known = page.dropna(subset="covariance_share")
    places = {node.code: place for place, node in enumerate(framework.nodes)}
    level = min((node.level or 0 for node in framework.pillars), default=0)
    known = known[known["level"].astype(int) < level] if below else known[known["level"].astype(int) >= level]
    order = known["parent"].map(places) * len(places) + known["code"].map(places)
    return known.iloc[np.argsort(order.to_numpy(), kind="stable")].reset_index(drop=True)


def _beside_weight(axes: Axes, frame: pd.DataFrame, gap: float) -> None:
    for row, item in enumerate(frame.to_dict("records")):
        weight, colour = float(item["nominal"]), COLOURS.get(item["verdict"], style.QUIET)
        axes.barh(row, 2 * gap * weight, left=(1 - gap) * weight, height=0.62, color=BAND, linewidth=0, zorder=1)
        axes.hlines(row, item["covariance_low"], item["covariance_high"], color=colour, linewidth=2.4, zorder=3)
        axes.plot([item["covariance_share"]], [row], marker="o", color=colour, markersize=6, zorder=4)
        axes.plot([weight], [row], marker="|", color=style.INK, markersize=13, markeredgewidth=2.0, zorder=5)
    axes.set_xlim(left=min(0.0, float(frame["covariance_low"].min())) - 0.01)


def _effects(axes: Axes, frame: pd.DataFrame) -> None:
    for row, item in enumerate(frame.to_dict("records")):
        axes.hlines(row, item["importance_low"], item["importance_high"], color=style.ACCENT, linewidth=2.0, alpha=0.55)
        axes.plot([item["r2"]], [row], marker="D", color="none", markeredgecolor=style.INK, markersize=6.5)
        axes.plot([item["importance"]], [row], marker="o", color=style.ACCENT, markersize=5.5)
        if not np.isnan(item["isolated"]):
            axes.hlines(row, item["isolated_low"], item["isolated_high"], color=style.QUIET, linewidth=2.0)
            axes.plot([item["isolated"]], [row], marker="s", color=style.QUIET, markersize=5.0)
    axes.set_xlim(-0.02, 1.02)


def _legends(left: Axes, right: Axes, frame: pd.DataFrame, language: str) -> None:
    found = [name for name in COLOURS if name in set(frame["verdict"])]
    dots = [_dot("o", COLOURS[name], words.coded("verdict", name, language)) for name in found]
    weight = _dot("|", style.INK, words.word("legend_weight", language))
    weight.set_markeredgewidth(2.0)
    style.legend_above(left, [weight, *dots])
    linear = Line2D(
        [],
        [],
        linestyle="",
        marker="D",
        color="none",
        markeredgecolor=style.INK,
        label=words.word("legend_linear", language),
    )
    main = _dot("o", style.ACCENT, words.word("legend_main", language))
    isolated = _dot("s", style.QUIET, words.word("legend_isolated", language))
    style.legend_above(right, [main, linear, isolated])


def _dot(marker: str, colour: str, label: str) -> Line2D:
    return Line2D([], [], linestyle="", marker=marker, color=colour, markersize=6.5, label=label)


@style.house
def optimised_weights(
    importance_weights: pd.DataFrame, importance_parents: pd.DataFrame, framework: Hierarchy, *, language: str
) -> style.Chart:
    """Stated weight, importance today, optimised weight and the importance it reaches, of every pillar."""
    title = words.word("optimised_weights_title", language)
    codes = [node.code for node in framework.pillars]
    frame = importance_weights
    if not frame.empty:
        frame = frame[frame["code"].isin(codes)].dropna(subset="optimised")
        frame = frame.sort_values("code", key=lambda own: own.map({code: n for n, code in enumerate(codes)}))
    if frame.empty:
        return style.empty(title, words.word("empty_optimised_weights", language))
    own = importance_parents[importance_parents["code"].isin(frame["parent"])]
    verdict = "optimised_reached" if own["reached"].astype(bool).all() else "optimised_not_reached"
    note = words.word("optimised_weights_note", language).format(verdict=words.word(verdict, language))
    figure = style.chart(9.5, 2.4 + 0.78 * len(frame), title=title, note=note)
    axes = figure.add_subplot()
    for place, (name, colour, _) in enumerate(BARS):
        rows = np.arange(len(frame)) + 0.2 * (place - 1.5)
        axes.barh(rows, frame[name], height=0.18, color=colour)
        for row, value in zip(rows, frame[name], strict=True):
            axes.text(value, row, f" {numbers.percent(value, language=language)}", va="center", fontsize=7.5)
    axes.margins(x=0.1)
    style.rows_axis(axes, [labels.wrap(labels.node(framework, code, language), 36) for code in frame["code"]])
    axes.xaxis.set_major_formatter(lambda value, _: numbers.percent(value, language=language))
    style.grid(axes)
    style.legend_above(axes, [Patch(color=colour, label=words.word(key, language)) for _, colour, key in BARS])
    return figure
