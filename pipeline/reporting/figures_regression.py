"""Figures of the chapter on regression: what the pillars say about an outcome, and performance given development."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from pipeline.framework.hierarchy import Hierarchy, Node
from pipeline.framework.units import Units
from pipeline.reporting import direct_labels, labels, numbers, style, words

CONSTANTS = ("const", "Intercept", "intercept", "constant")
STANDING_COLOURS = {"above": style.GOOD, "within": style.QUIET, "below": style.POOR}


@style.house
def regression(terms: pd.DataFrame, fit: pd.DataFrame, framework: Hierarchy, *, language: str) -> style.Chart:
    """Coefficients of each outcome on the pillars with robust intervals, n and R2; the constant is left out.

    ``terms`` is ``regression.csv``, ``fit`` is ``regression_fit.csv``.
    """
    title = words.word("coefficients_title", language)
    terms = _terms(terms)
    if terms.empty:
        return style.empty(title, words.word("empty_regression", language))
    outcomes = list(dict.fromkeys(terms["outcome"]))
    longest = int(terms.groupby("outcome").size().max())
    size = 9.5, 1.7 + len(outcomes) * (0.8 + 0.42 * longest)
    figure = style.chart(*size, title=title, note=words.word("coefficients_note", language))
    panels = figure.subplots(len(outcomes), 1, squeeze=False).ravel()
    for axes, outcome in zip(panels, outcomes, strict=True):
        own = terms[terms["outcome"] == outcome].reset_index(drop=True)
        axes.axvline(0.0, color=style.INK, linewidth=0.9)
        for row, (_, item) in enumerate(own.iterrows()):
            _coefficient(axes, row, item, language)
        style.rows_axis(axes, [labels.wrap(labels.node(framework, term, language), 40) for term in own["term"]])
        style.grid(axes)
        axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
        axes.set_title(_outcome_title(fit, outcome, framework, language), fontsize=9.0)
    panels[-1].set_xlabel(words.word("coefficient_axis", language))
    return figure


def _outcome_title(fit: pd.DataFrame, outcome: str, framework: Hierarchy, language: str) -> str:
    own = fit[fit["outcome"] == outcome] if not fit.empty else fit
    if own.empty:
        return labels.node(framework, outcome, language)
    row = own.to_dict("records")[0]
    n, r2 = numbers.integer(row["n"], language=language), numbers.number(row["r2"], language=language)
    return f"{labels.regressed(framework, row, language)} (n = {n}; R² = {r2})"


def _terms(terms: pd.DataFrame) -> pd.DataFrame:
    return terms if terms.empty else terms[~terms["term"].isin(CONSTANTS)]


def _coefficient(axes: Axes, row: int, item: pd.Series, language: str) -> None:
    clear = item["low"] > 0 or item["high"] < 0
    colour = style.ACCENT if clear else style.QUIET
    axes.hlines(row, item["low"], item["high"], color=colour, linewidth=2.4)
    axes.plot([item["coefficient"]], [row], marker="o", color=colour, markersize=7)
    found = numbers.p_value(item["p"], language=language)
    text = f"p {found}" if found.startswith("<") else f"p = {found}"
    axes.text(1.01, row, text, transform=axes.get_yaxis_transform(), va="center", fontsize=7.5)


@style.house
def implied_weights(terms: pd.DataFrame, framework: Hierarchy, *, language: str) -> style.Chart:
    """Weights that a regression implies beside the nominal ones, with the frequency of selection."""
    title = words.word("implied_weights_title", language)
    terms = _terms(terms)
    if terms.empty:
        return style.empty(title, words.word("empty_regression", language))
    first = terms[terms["outcome"] == terms["outcome"].iloc[0]].reset_index(drop=True)
    figure = style.chart(9.5, 2.3 + 0.62 * len(first), title=title, note=words.word("implied_weights_note", language))
    axes = figure.add_subplot()
    shown = (
        ("nominal_weight", style.INK, "nominal_weight"),
        ("implied_weight", style.QUIET, "implied_weight"),
        ("lmg", "#c9b27c", "lmg"),
    )
    for place, (column, colour, _) in enumerate(shown):
        heights = first[column].to_numpy(dtype=float)
        rows = np.arange(len(first)) + 0.26 * (place - 1)
        axes.barh(rows, np.nan_to_num(heights), height=0.24, color=colour)
        for row, value in zip(rows, heights, strict=True):
            text = numbers.percent(value, language=language) or words.word("no_value", language)
            axes.text(max(np.nan_to_num(value), 0.0), row, f" {text}", va="center", fontsize=7.5)
    for row, share in enumerate(first["selection_frequency"]):
        text = words.word("selected_in", language).format(share=numbers.percent(share, language=language) or "–")
        axes.text(1.01, row, text, transform=axes.get_yaxis_transform(), va="center", fontsize=7.5, color=style.MUTED)
    axes.axvline(0.0, color=style.QUIET, linewidth=0.8)
    axes.margins(x=0.1)
    style.rows_axis(axes, [labels.wrap(labels.node(framework, term, language), 36) for term in first["term"]])
    axes.xaxis.set_major_formatter(lambda value, _: numbers.percent(value, language=language))
    style.grid(axes)
    style.legend_above(axes, [Patch(color=colour, label=words.word(key, language)) for _, colour, key in shown])
    return figure


@style.house
def performance(performance: pd.DataFrame, units: Units, *, outcome: Node | None = None, language: str) -> style.Chart:
    """Index score against the level of development (log axis), with the band expected at each level.

    ``outcome`` is the node that measures the level, for the name of the axis.
    """
    title = words.word("performance_title", language)
    frame = performance.dropna(subset=["level", "score"]) if not performance.empty else performance
    if frame.empty:
        return style.empty(title, words.word("empty_performance", language))
    frame = frame.sort_values("level")
    note = words.word("performance_note", language).format(n=numbers.integer(len(frame), language=language))
    figure = style.chart(10.0, 7.0, title=title, note=note)
    axes = figure.add_subplot()
    level = frame["level"].to_numpy(dtype=float)
    axes.set_xscale("log")
    axes.fill_between(level, frame["low"], frame["high"], color="#e8eef3", linewidth=0)
    axes.plot(level, frame["expected"], color=style.QUIET, linewidth=1.4)
    for verdict, colour in STANDING_COLOURS.items():
        own = frame[frame["verdict"] == verdict]
        axes.scatter(own["level"], own["score"], s=30, color=colour, linewidth=0, zorder=3)
    _level_axis(axes, level, language)
    axes.yaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    axes.set_xlabel(_level_name(outcome, language))
    axes.set_ylabel(words.word("index_score_used", language))
    style.grid(axes, axis="both")
    style.legend_above(axes, _standing_legend(language))
    _label_units(figure, axes, frame, units, language)
    return figure


def _level_name(outcome: Node | None, language: str) -> str:
    name = words.word("development_level", language)
    if outcome is not None:
        name = f"{outcome.name(language)} ({labels.measure(outcome, language)})"
    return words.word("level_axis", language).format(name=name)


def _level_axis(axes: Axes, level: np.ndarray, language: str) -> None:
    steps = np.array([1.0, 1.5, 2.0, 3.0, 5.0, 7.0])
    powers = 10.0 ** np.arange(np.floor(np.log10(level.min())), np.ceil(np.log10(level.max())) + 1)
    ticks = (powers[:, np.newaxis] * steps).ravel()
    inside = ticks[(ticks >= level.min() * 0.9) & (ticks <= level.max() * 1.1)]
    axes.set_xticks(inside, [numbers.measured(value, language=language) for value in inside])
    axes.set_xticks([], minor=True)


def _standing_legend(language: str) -> list[Line2D | Patch]:
    dots: list[Line2D | Patch] = [
        Line2D([], [], linestyle="", marker="o", color=colour, label=words.coded("standing", verdict, language))
        for verdict, colour in STANDING_COLOURS.items()
    ]
    return [*dots, Patch(color="#e8eef3", label=words.word("expected_band", language))]


def _label_units(figure: style.Chart, axes: Axes, frame: pd.DataFrame, units: Units, language: str) -> None:
    distance = (frame["score"] - frame["expected"]).abs()
    outside = frame["verdict"].isin(("above", "below"))
    order = frame.assign(first=outside, distance=distance).sort_values(["first", "distance"], ascending=False)
    names = [labels.unit(units, code, language) for code in order["unit_code"]]
    direct_labels.place(
        figure, axes, order["level"].to_numpy(dtype=float), order["score"].to_numpy(dtype=float), names, size=7.0
    )
