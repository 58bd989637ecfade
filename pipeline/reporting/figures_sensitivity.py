"""Figures of the chapter on sensitivity: which choice, and which indicator, moves the ranks?"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from pipeline.framework.alternatives import Alternatives
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, style, words

OVERALL = "mean_rank_shift"  # the output that stands for the whole table; the others are units
TOTAL = "#b9d6ea"  # of the total index, around the first index in full colour


@style.house
def one_at_a_time(
    one_at_a_time: pd.DataFrame, units: Units, alternatives: Alternatives | None = None, *, language: str
) -> style.Chart:
    """Mean and largest shift of rank when one choice is replaced, with the unit that moves most."""
    title = words.word("one_at_a_time_title", language)
    if one_at_a_time.empty:
        return style.empty(title, words.word("empty_one_at_a_time", language))
    frame = one_at_a_time.sort_values(["mean_shift", "factor", "choice"], ascending=[False, True, True])
    names = [
        labels.wrap(
            f"{labels.factor(alternatives, item['factor'], language)}: "
            f"{labels.choice(alternatives, item['factor'], item['choice'], language)}",
            46,
        )
        for _, item in frame.iterrows()
    ]
    return _shifts(frame, names, units, title, words.word("one_at_a_time_note", language), language)


@style.house
def leave_one_out(leave_one_out: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> style.Chart:
    """Mean and largest shift of rank when one indicator is left out, with the unit that moves most."""
    title = words.word("leave_one_out_title", language)
    if leave_one_out.empty:
        return style.empty(title, words.word("empty_leave_one_out", language))
    frame = leave_one_out.sort_values(["mean_shift", "code"], ascending=[False, True])
    names = [labels.node(framework, code, language, width=72) for code in frame["code"]]
    return _shifts(frame, names, units, title, words.word("leave_one_out_note", language), language)


def _shifts(frame: pd.DataFrame, names: list[str], units: Units, title: str, note: str, language: str) -> style.Chart:
    lines = sum(1 + name.count("\n") for name in names)
    figure = style.chart(10.5, 2.1 + 0.27 * lines, title=title, note=note)
    axes = figure.add_subplot()
    _bars(axes, frame, units, language)
    style.rows_axis(axes, names)
    largest = float(np.nanmax(frame["largest_shift"].to_numpy(dtype=float), initial=1.0))
    axes.set_xlim(0.0, largest * 1.28)
    axes.locator_params(axis="x", integer=True)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.integer(value, language=language))
    axes.set_xlabel(words.word("shift_axis", language))
    style.grid(axes)
    handles = [
        Patch(color=style.ACCENT, label=words.word("mean_shift", language)),
        Line2D([], [], linestyle="", marker="D", color=style.CONTRAST, label=words.word("largest_shift", language)),
    ]
    style.legend_above(axes, handles)
    return figure


def _bars(axes: Axes, frame: pd.DataFrame, units: Units, language: str) -> None:
    """Mean and largest shift of each row, and whose the largest is."""
    rows, largest = np.arange(len(frame)), frame["largest_shift"].to_numpy(dtype=float)
    axes.hlines(rows, 0.0, largest, color=style.GRID, linewidth=1.4, zorder=1)
    axes.barh(rows, frame["mean_shift"].to_numpy(dtype=float), height=0.6, color=style.ACCENT, zorder=2)
    axes.scatter(largest, rows, marker="D", s=24, color=style.CONTRAST, linewidth=0, zorder=3)
    for row, place, code in zip(rows, largest, frame["unit_code"], strict=True):
        shown = f"{labels.unit(units, code, language)} {numbers.number(place, language=language, digits=0)}"
        axes.annotate(shown, (place, row), xytext=(6, 0), textcoords="offset points", va="center", fontsize=7.5)


@style.house
def sobol(
    sobol: pd.DataFrame, units: Units | None = None, *, alternatives: Alternatives | None = None, language: str
) -> style.Chart:
    """Sobol indices of every factor: first and total for the mean shift of rank, total for every unit's own rank."""
    title = words.word("sobol_title", language)
    if sobol.empty:
        return style.empty(title, words.word("empty_sobol", language))
    overall = sobol[sobol["output"] == OVERALL]
    factors = list(dict.fromkeys(sobol.sort_values("total", ascending=False)["factor"]))
    if not overall.empty:
        factors = list(overall.sort_values(["total", "factor"], ascending=[False, True])["factor"])
    size = 11.5, 2.4 + 0.55 * len(factors)
    figure = style.chart(*size, title=title, note=words.word("sobol_note", language))
    left, right = figure.subplots(1, 2, sharey=True)
    _indices(left, overall.set_index("factor").reindex(factors), language)
    _by_unit(right, sobol[sobol["output"] != OVERALL], factors, units, language)
    style.rows_axis(left, [labels.wrap(labels.factor(alternatives, name, language), 28) for name in factors])
    for axes, key in ((left, "sobol_overall"), (right, "sobol_by_unit")):
        axes.set_title(words.word(key, language), fontsize=9.0, pad=22)
        axes.axvline(0.0, color=style.QUIET, linewidth=0.8)
        axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        style.grid(axes)
    shown = (("first_index", style.ACCENT), ("total_index", TOTAL))
    style.legend_above(left, [Patch(color=colour, label=words.word(key, language)) for key, colour in shown])
    return figure


def _indices(axes: Axes, own: pd.DataFrame, language: str) -> None:
    for offset, name, colour in ((-0.19, "first", style.ACCENT), (0.19, "total", TOTAL)):
        for row, (_, item) in enumerate(own.iterrows()):
            if np.isnan(item[name]):
                axes.text(
                    0.01, row + offset, words.word("undefined", language), va="center", fontsize=7.0, color=style.MUTED
                )
                continue
            axes.barh(row + offset, item[name], height=0.36, color=colour)
            axes.hlines(row + offset, item[f"{name}_low"], item[f"{name}_high"], color=style.INK, linewidth=1.0)


def _by_unit(axes: Axes, frame: pd.DataFrame, factors: list[str], units: Units | None, language: str) -> None:
    for row, name in enumerate(factors):
        own = frame[frame["factor"] == name].dropna(subset=["total"]).sort_values("total")
        if own.empty:
            axes.text(0.01, row, words.word("undefined", language), va="center", fontsize=7.0, color=style.MUTED)
            continue
        total = own["total"].to_numpy(dtype=float)
        spread = 0.16 * (np.arange(len(total)) % 3 - 1)
        axes.scatter(total, row + spread, s=14, color=style.ACCENT, alpha=0.55, linewidth=0)
        axes.vlines(np.median(total), row - 0.36, row + 0.36, color=style.INK, linewidth=1.6)
        most = "" if units is None else labels.unit(units, own["output"].iloc[-1], language)
        axes.annotate(
            most,
            (total[-1], row),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.0,
            color=style.MUTED,
        )
    reach = float(np.nanmax(frame["total"].to_numpy(dtype=float), initial=0.1))
    axes.set_xlim(min(0.0, float(np.nanmin(frame["total"].to_numpy(dtype=float), initial=0.0))), 1.3 * reach)
