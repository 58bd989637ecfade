"""The figure of targets: what was observed, the path that is required, and where the observed pace would lead."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from pipeline.framework.edition import Edition
from pipeline.framework.targets import Target
from pipeline.reporting import labels, numbers, style, tables_targets, words
from pipeline.statistics import pace

N_SHOWN = 4
"""Units in a row: as many as are read side by side; the table has all."""
LEGEND_SHARE = 0.12
"""Height of the legend beside that of a row of units."""


@style.house
def target_paths(values: pd.DataFrame, units: pd.DataFrame, edition: Edition, *, language: str) -> style.Chart:
    """For each measured target a row of units: observed values, required path, range of the observed pace."""
    heading = words.word("target_paths_title", language)
    measured = [] if edition.targets is None or units.empty else edition.targets.measured
    if not measured:
        return style.empty(heading, words.word("target_paths_empty", language))
    figure = style.chart(9.2, 1.9 + 2.2 * len(measured), title=heading, note=words.word("target_paths_note", language))
    heights = [*[1.0] * len(measured), LEGEND_SHARE]
    rows = np.asarray(figure.subfigures(len(heights), 1, squeeze=False, height_ratios=heights))[:, 0]
    for place, target in enumerate(measured):
        _row(rows[place], target, values, units, edition, language)
    rows[-1].legend(handles=_legend(language), loc="center left", ncols=4, fontsize=style.SMALL_SIZE)
    return figure


def _row(
    row: Figure, target: Target, values: pd.DataFrame, units: pd.DataFrame, edition: Edition, language: str
) -> None:
    """One target: its units share the axis of values."""
    said = f"{tables_targets.title(target, language)} ({tables_targets.wanted(target, language)})"
    row.suptitle(said, x=0.012, ha="left", fontsize=9.5, fontweight="bold")
    axes = row.subplots(1, N_SHOWN, sharex=True, sharey=True)
    own = units[units["target"] == target.code]
    chosen = spread(own)
    for place, panel in enumerate(axes):
        if place >= len(chosen):
            panel.set_visible(False)
            continue
        unit = chosen[place]
        series = values[(values["target"] == target.code) & (values["unit_code"] == unit)]
        _panel(panel, target, series, own[own["unit_code"] == unit].to_dict("records")[0])
        panel.set_title(labels.shorten(labels.unit(edition.units, unit, language), 24), fontsize=8.5)
        panel.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
        panel.xaxis.set_major_formatter(lambda year, _: numbers.year(year))
        panel.yaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
        style.grid(panel, axis="y")


def spread(units: pd.DataFrame) -> list[str]:
    """Up to ``N_SHOWN`` units with a value, evenly spaced from the lowest to the highest score.

    >>> frame = pd.DataFrame({"unit_code": list("abcdefg"), "score": [7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0]})
    >>> spread(frame)
    ['g', 'e', 'c', 'a']
    """
    known = units[units["score"].notna()].sort_values(["score", "unit_code"], kind="stable")["unit_code"].tolist()
    if len(known) <= N_SHOWN:
        return known
    places = np.linspace(0, len(known) - 1, N_SHOWN).round().astype(int)
    return [known[place] for place in places]


def _panel(axes: Axes, target: Target, series: pd.DataFrame, row: Mapping[Hashable, float]) -> None:
    """One unit: dots, dashed path, shaded range, line of the target."""
    for bound in (target.low, target.high):
        if math.isfinite(bound):
            axes.axhline(bound, color=style.GOOD, linewidth=1.2)
    if row["gap"] != 0:
        ahead = np.arange(0, max(int(row["years_left"]), 0) + 1)
        years = row["year"] + ahead
        fast, slow = (_ahead(row, name, ahead, target) for name in ("pace_high", "pace_low"))
        axes.fill_between(years, slow, fast, color=style.QUIET, alpha=0.35, linewidth=0)
        axes.plot(years, _ahead(row, "required", ahead, target), linestyle="--", color=style.CONTRAST, linewidth=1.3)
    axes.plot(series["year"], series["value"], marker="o", markersize=3.5, color=style.INK, linewidth=1.0)
    axes.set_xlim(right=target.year + 0.5)


def _ahead(row: Mapping[Hashable, float], name: str, ahead: np.ndarray, target: Target) -> np.ndarray:
    """Values to come at one pace, as far as the target: beyond it nothing is said, nor is there always room (100 %)."""
    start, change = np.array([[row["value"]]], dtype=float), np.array([[row[name]]], dtype=float)
    path = pace.required_path(start, change, ahead=ahead, path=target.path)[:, 0, 0]
    return np.minimum(path, target.low) if row["gap"] > 0 else np.maximum(path, target.high)


def _legend(language: str) -> list[Line2D | Patch]:
    return [
        Line2D([], [], marker="o", markersize=3.5, color=style.INK, label=words.word("target_observed", language)),
        Line2D([], [], linestyle="--", color=style.CONTRAST, label=words.word("target_path_required", language)),
        Patch(color=style.QUIET, alpha=0.35, label=words.word("target_path_pace", language)),
        Line2D([], [], color=style.GOOD, label=words.word("target_line", language)),
    ]
