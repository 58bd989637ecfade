"""Figures of the chapter on imputation: what a guess would cost, and how far ranks move when it is drawn again."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, style, words
from pipeline.reporting.tables_imputation import KINDS, concerned

MARKERS = {"block": "s", "cell": "o"}
BANDS = ("#a9c9e2", "#f3cfae")
OFFSET = 0.17  # of a row, between what stands in the same one


@style.house
def imputation_errors(errors: pd.DataFrame, units: Units, *, language: str) -> style.Chart:
    """Hide and predict: the error of every method for cells and for blocks, in standard deviations and in places."""
    title = words.word("imputation_errors_title", language)
    if errors.empty:
        return style.empty(title, words.word("empty_imputation_errors", language))
    refused = errors["reason"].fillna("").ne("")
    applied = errors[~refused]
    order = list(applied.groupby("method")["mean_rank_shift"].mean().sort_values(kind="stable").index)
    note = words.word("imputation_errors_note", language)
    note = note.format(refused=_refused(errors.loc[refused, "method"], language)).strip()
    figure = style.chart(10.5, 2.6 + 0.36 * len(order), title=title, note=note)
    left, right = figure.subplots(1, 2, sharey=True)
    sources = sorted(errors["block"].unique())
    for axes, column, key in ((left, "rmse_sd", "rmse_axis"), (right, "mean_rank_shift", "rank_shift_axis")):
        _draw_errors(axes, applied, column, order, sources)
        axes.set_xlim(left=0.0)
        axes.set_xlabel(words.word(key, language))
        axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
        style.grid(axes)
    style.rows_axis(left, [words.coded("imputation", name, language) for name in order])
    right.tick_params(axis="y", length=0)
    for row in range(len(order)):
        left.axhline(row + 0.5, color=style.GRID, linewidth=0.5)
        right.axhline(row + 0.5, color=style.GRID, linewidth=0.5)
    style.legend_above(left, _error_legend(errors, sources, language))
    return figure


def _draw_errors(axes: Axes, errors: pd.DataFrame, column: str, order: list[str], sources: list[str]) -> None:
    series = [(source, kind) for source in sources for kind in KINDS]
    for number, (source, kind) in enumerate(series):
        own = errors[(errors["block"] == source) & (errors["kind"] == kind)].dropna(subset=[column])
        rows = own["method"].map({name: row for row, name in enumerate(order)}).to_numpy(dtype=float)
        shift = (number - (len(series) - 1) / 2) * min(OFFSET, 0.8 / len(series))
        colour = style.CATEGORIES[sources.index(source) % len(style.CATEGORIES)]
        whole = (own["n_predicted"] == own["n_cells"]).to_numpy(dtype=bool)
        faces = [colour if full else style.PAPER for full in whole]
        axes.scatter(
            own[column], rows + shift, marker=MARKERS[kind], s=30, facecolors=faces, edgecolors=colour, linewidth=1.1
        )


def _error_legend(errors: pd.DataFrame, sources: list[str], language: str) -> list[Line2D]:
    def mark(marker: str, colour: str, label: str) -> Line2D:
        return Line2D([], [], linestyle="", marker=marker, color=colour, markersize=5.5, label=label)

    colours = [
        mark("D", style.CATEGORIES[number % len(style.CATEGORIES)], source) for number, source in enumerate(sources)
    ]
    kinds = [
        mark(MARKERS[kind], style.MUTED, words.coded("hidden", kind, language))
        for kind in KINDS
        if kind in set(errors["kind"])
    ]
    return [*colours, *kinds]


def _refused(methods: pd.Series, language: str) -> str:
    names = ", ".join(words.coded("imputation", name, language) for name in dict.fromkeys(methods))
    return words.word("imputation_errors_refused", language).format(names=names) if names else ""


@style.house
def imputation_ranks(imputation_ranks: pd.DataFrame, units: Units, *, language: str) -> style.Chart:
    """Rank ranges over the completed tables, variant by variant, of the units that they concern."""
    title = words.word("imputation_ranks_title", language)
    frame = imputation_ranks if imputation_ranks.empty else concerned(imputation_ranks)
    if frame.empty:
        return style.empty(title, words.word("empty_imputation_ranks", language))
    order = frame.sort_values(["rank", "unit_code"])["unit_code"].drop_duplicates().tolist()
    drawn = set(frame.loc[frame["n_cells"] > 0, "unit_code"])
    draws = " / ".join(numbers.integer(n, language=language) for n in dict.fromkeys(frame["n"]))
    note = words.word("imputation_ranks_note", language).format(n=draws)
    figure = style.chart(9.5, 2.4 + 0.3 * len(order), title=title, note=note)
    axes = figure.add_subplot()
    variants = sorted(frame["variant"].unique())
    for number, variant in enumerate(variants):
        own = frame[frame["variant"] == variant]
        rows = own["unit_code"].map({code: row for row, code in enumerate(order)}).to_numpy(dtype=float)
        _draw_ranges(axes, own, rows + (number - (len(variants) - 1) / 2) * 2 * OFFSET, number)
    shown = style.rows_axis(axes, [labels.unit(units, code, language) for code in order])
    for text, code in zip(shown, order, strict=True):
        text.set_fontweight("bold" if code in drawn else "normal")
    axes.set_xlabel(words.word("rank", language))
    axes.set_xlim(max(float(frame["rank_low"].min()) - 1.5, 0.2), float(frame["rank_high"].max()) + 1.5)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    style.grid(axes)
    handles = [
        Patch(color=_band(number), label=words.coded("imputation", variant, language))
        for number, variant in enumerate(variants)
    ]
    style.legend_above(axes, handles)
    return figure


def _draw_ranges(axes: Axes, own: pd.DataFrame, rows: np.ndarray, number: int) -> None:
    low, high, median, rank = (
        own[name].to_numpy(dtype=float) for name in ("rank_low", "rank_high", "rank_median", "rank")
    )
    axes.hlines(rows, low, high, color=_band(number), linewidth=5.5)
    axes.scatter(median, rows, marker="|", s=55, color=style.CATEGORIES[number], linewidth=1.8, zorder=3)
    axes.scatter(rank, rows, s=15, color=style.INK, linewidth=0, zorder=4)


def _band(number: int) -> str:
    return BANDS[number % len(BANDS)]
