"""Figures of the chapter on regression beyond coefficients: prediction, dominance, quantiles, the implied ranking."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import direct_labels, labels, numbers, style, words

FITS = {"ridge": "penalty_axis", "partial_least_squares": "components_axis"}
EVERY, IMPLIED, INTERCEPT = "all", "implied", "intercept"
MOST_NAMED = 24


@style.house
def cross_validation(choices: pd.DataFrame, fit: pd.DataFrame, framework: Hierarchy, *, language: str) -> style.Chart:
    """Error of prediction by penalty and by number of components, with its spread over the divisions."""
    title = words.word("cross_validation_title", language)
    if choices.empty:
        return style.empty(title, words.word("empty_regression", language))
    note = words.word("cross_validation_note", language).format(
        outcome=_outcome(fit, framework, language), n=numbers.integer(choices["n"].iloc[0], language=language)
    )
    figure = style.chart(10.0, 4.4, title=title, note=note)
    panels = figure.subplots(1, 2, sharey=True)
    for axes, (method, axis) in zip(panels, FITS.items(), strict=True):
        own = choices[choices["method"] == method].sort_values("choice")
        place = np.arange(len(own))
        axes.fill_between(place, own["error_low"], own["error_high"], color="#dfe9f1", linewidth=0)
        axes.plot(place, own["error"], color=style.ACCENT, linewidth=1.4, marker="o", markersize=6, mfc=style.PAPER)
        chosen = own["chosen"].to_numpy(dtype=bool)
        axes.plot(place[chosen], own["error"][chosen], "o", color=style.ACCENT, markersize=8)
        for at, error in zip(place[chosen], own["error"][chosen], strict=True):
            text = numbers.percent(error, language=language)
            axes.annotate(text, (at, error), xytext=(0, 9), textcoords="offset points", ha="center", fontsize=8.0)
        axes.set_xticks(place, [numbers.measured(value, language=language) for value in own["choice"]])
        axes.set_title(words.word(f"fit_{method}", language), fontsize=9.0)
        axes.set_xlabel(words.word(axis, language))
        style.grid(axes, axis="y")
    top = max(float(choices["error_high"].max()) * 1.1, 0.1)
    panels[0].set_ylim(0.0, top)
    panels[0].yaxis.set_major_formatter(lambda value, _: numbers.percent(value, language=language))
    panels[0].set_ylabel(words.word("prediction_error", language))
    return figure


def _outcome(fit: pd.DataFrame, framework: Hierarchy, language: str) -> str:
    return labels.regressed(framework, fit.to_dict("records")[0], language)


@style.house
def dominance(added: pd.DataFrame, fit: pd.DataFrame, framework: Hierarchy, *, language: str) -> style.Chart:
    """Part of R2 of each pillar with its interval, and what it adds by the number of others already there."""
    if added.empty:
        return style.empty(
            words.word("dominance_title", language).format(outcome=words.word("outcome_name", language).lower()),
            words.word("empty_regression", language),
        )
    general = added[added["others"] == EVERY].sort_values("added", ascending=False)
    codes = list(general["term"])
    figure = style.chart(
        10.0,
        3.6 + 0.34 * len(codes),
        title=words.word("dominance_title", language).format(outcome=_outcome(fit, framework, language)),
        note=words.word("dominance_note", language).format(n=numbers.integer(general["n"].iloc[0], language=language)),
    )
    bars, lines = figure.subplots(1, 2)
    colours = dict(zip(codes, style.CATEGORIES, strict=False))
    for row, item in enumerate(general.to_dict("records")):
        bars.barh(row, item["added"], height=0.62, color=colours[item["term"]], alpha=0.75)
        bars.hlines(row, item["low"], item["high"], color=style.INK, linewidth=1.6)
        text = numbers.percent(item["added"], language=language)
        bars.text(item["high"], row, f"  {text}", va="center", fontsize=8.0)
    style.rows_axis(bars, [labels.wrap(labels.node(framework, code, language), 26) for code in codes])
    bars.margins(x=0.14)
    bars.set_xlim(left=0.0)
    bars.set_xlabel(words.word("part_of_r2", language))
    bars.xaxis.set_major_formatter(lambda value, _: numbers.percent(value, language=language))
    style.grid(bars)
    _profiles(lines, added[added["others"] != EVERY], colours, language)
    return figure


def _profiles(axes: Axes, conditional: pd.DataFrame, colours: dict[str, str], language: str) -> None:
    first = {}
    for code, colour in colours.items():
        own = conditional[conditional["term"] == code].assign(size=lambda frame: frame["others"].astype(int))
        own = own.sort_values("size")
        axes.plot(own["size"], own["added"], color=colour, marker="o", markersize=5, linewidth=1.6)
        first[code] = float(own["added"].iloc[0])
    for code, height in _apart(first).items():
        axes.text(-0.12, height, code, ha="right", va="center", fontsize=8.0, color=colours[code])
    axes.set_xticks(range(len(colours)))
    axes.margins(x=0.12)
    axes.set_ylim(bottom=0.0)
    axes.set_xlabel(words.word("others_axis", language))
    axes.yaxis.set_major_formatter(lambda value, _: numbers.percent(value, language=language))
    style.grid(axes, axis="y")


def _apart(heights: dict[str, float]) -> dict[str, float]:
    """Heights of labels, from the lowest up, each a line of text above the one below."""
    line = 0.045 * max(heights.values())
    placed: dict[str, float] = {}
    floor = -np.inf
    for code, height in sorted(heights.items(), key=lambda item: item[1]):
        placed[code] = max(height, floor + line)
        floor = placed[code]
    return placed


@style.house
def quantiles(
    quantiles: pd.DataFrame, terms: pd.DataFrame, fit: pd.DataFrame, framework: Hierarchy, *, language: str
) -> style.Chart:
    """Coefficient of each pillar at every quantile beside least squares, ``terms`` being ``regression.csv``."""
    own = quantiles if quantiles.empty else quantiles[quantiles["term"] != INTERCEPT]
    if own.empty:
        title = words.word("quantiles_title", language).format(outcome=words.word("outcome_name", language).lower())
        return style.empty(title, words.word("empty_regression", language))
    codes = list(dict.fromkeys(own["term"]))
    figure = style.chart(
        10.0,
        4.4,
        title=words.word("quantiles_title", language).format(outcome=_outcome(fit, framework, language)),
        note=words.word("quantiles_note", language).format(n=numbers.integer(own["n"].iloc[0], language=language)),
    )
    panels = figure.subplots(1, len(codes), sharey=True, squeeze=False).ravel()
    usual = terms.set_index("term")
    direction = framework.node(str(own["outcome"].iloc[0])).direction
    for axes, code in zip(panels, codes, strict=True):
        rows = own[own["term"] == code].sort_values("quantile")
        place = np.arange(len(rows))
        ends = sorted(direction * usual.loc[code, ["low", "high"]].astype(float))
        axes.axhspan(*ends, color="#eceff2", linewidth=0)
        axes.axhline(direction * float(usual.loc[code, "coefficient"]), color=style.QUIET, linewidth=1.6)
        axes.axhline(0.0, color=style.INK, linewidth=0.8)
        axes.vlines(place, rows["low"], rows["high"], color=style.ACCENT, linewidth=2.2)
        axes.plot(place, rows["coefficient"], "o", color=style.ACCENT, markersize=6)
        axes.set_xticks(place, [numbers.measured(value, language=language) for value in rows["quantile"]])
        axes.set_xlim(-0.6, len(rows) - 0.4)
        axes.set_title(labels.wrap(labels.node(framework, code, language), 17), fontsize=8.0)
        style.grid(axes, axis="y")
    panels[len(panels) // 2].set_xlabel(words.word("quantile_axis", language))
    panels[0].set_ylabel(words.word("coefficient_axis", language))
    panels[0].yaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    return figure


@style.house
def implied_ranks(
    ranks: pd.DataFrame, fit: pd.DataFrame, framework: Hierarchy, units: Units, *, language: str
) -> style.Chart:
    """Each unit's rank under the weights that the outcome implies against its rank under the nominal ones."""
    own = ranks if ranks.empty else ranks[ranks["variant"] == IMPLIED]
    if own.empty:
        title = words.word("implied_ranks_title", language).format(outcome=words.word("outcome_name", language).lower())
        return style.empty(title, words.word("table_implied_shifts_empty", language))
    title = words.word("implied_ranks_title", language).format(outcome=_outcome(fit, framework, language))
    n = len(own)
    note = words.word("implied_ranks_note", language).format(n=numbers.integer(n, language=language))
    figure = style.chart(8.6, 8.2, title=title, note=note)
    axes = figure.add_subplot()
    axes.plot([1, n], [1, n], color=style.QUIET, linewidth=1.0)
    frame = own.assign(moved=(own["rank"].astype(float) - own["rank_nominal"].astype(float)).abs())
    frame = frame.sort_values("moved", ascending=False)
    up = frame["rank"] < frame["rank_nominal"]
    colour = np.where(frame["moved"] == 0, style.QUIET, np.where(up, style.GOOD, style.POOR))
    x, y = frame["rank_nominal"].to_numpy(dtype=float), frame["rank"].to_numpy(dtype=float)
    axes.scatter(x, y, s=26, color=colour, linewidth=0, zorder=3)
    ticks = [1, *range(10, n + 1, 10)]
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks(ticks, [numbers.integer(value, language=language) for value in ticks])
    axes.set_xlim(0, n + 1)
    axes.set_ylim(n + 1, 0)
    axes.set_xlabel(words.word("rank_with_nominal", language))
    axes.set_ylabel(words.word("rank_with_implied", language))
    style.grid(axes, axis="both")
    names = [labels.unit(units, code, language) for code in frame["unit_code"]]
    moved = list(frame["moved"])
    shown = [name if place < MOST_NAMED and moved[place] > 0 else "" for place, name in enumerate(names)]
    handles = [
        Line2D([], [], linestyle="", marker="o", color=colour, label=words.word(key, language))
        for key, colour in (("moves_up", style.GOOD), ("moves_down", style.POOR))
    ]
    style.legend_above(axes, handles)
    direct_labels.place(figure, axes, x, y, shown, size=7.0)
    return figure
