"""Figures of what the index adds: against each pillar, outcomes on conditions, and what is owed to compensation."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import direct_labels, labels, numbers, style, words

NULL_BAND = "#dfe4e8"


@style.house
def added_value(added_value: pd.DataFrame, framework: Hierarchy, *, language: str) -> style.Chart:
    """Share of units ranked otherwise than in each pillar, with its interval, beside what the correlation gives."""
    title = words.word("added_value_title", language)
    frame = added_value if added_value.empty else added_value.dropna(subset="share").reset_index(drop=True)
    if frame.empty:
        return style.empty(title, words.word("empty_added_value", language))
    note = words.word("added_value_note", language).format(
        least=numbers.integer(np.ceil(frame["least"].max() - 1e-9), language=language),
        n=numbers.integer(frame["n"].max(), language=language),
    )
    figure = style.chart(9.5, 2.4 + 0.42 * len(frame), title=title, note=note)
    axes = figure.add_subplot()
    for row, item in enumerate(frame.to_dict("records")):
        axes.barh(
            row, item["null_high"] - item["null_low"], left=item["null_low"], height=0.6, color=NULL_BAND, linewidth=0
        )
        axes.plot([item["null_share"]], [row], marker="D", color=style.MUTED, markersize=6)
        axes.hlines(row, item["low"], item["high"], color=style.ACCENT, linewidth=2.4)
        axes.plot([item["share"]], [row], marker="o", color=style.ACCENT, markersize=6.5)
        text = numbers.percent(item["share"], language=language)
        axes.text(1.01, row, text, transform=axes.get_yaxis_transform(), va="center", fontsize=7.5)
    style.rows_axis(axes, [labels.wrap(labels.node(framework, code, language), 40) for code in frame["code"]])
    axes.set_xlim(0.0, 1.0)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.percent(value, language=language))
    axes.set_xlabel(words.word("added_value_axis", language))
    style.grid(axes)
    observed = Line2D([], [], marker="o", color=style.ACCENT, label=words.word("legend_observed", language))
    null = Line2D([], [], linestyle="", marker="D", color=style.MUTED, label=words.word("legend_null", language))
    style.legend_above(axes, [observed, null, Patch(color=NULL_BAND, label=words.word("legend_null_range", language))])
    return figure


@style.house
def efficiency(
    efficiency: pd.DataFrame, units: Units, *, efficiency_floors: tuple[float, float], language: str
) -> style.Chart:
    """Efficiency of every unit, joined with what another arbitrary floor makes of it."""
    title = words.word("efficiency_title", language)
    frame = efficiency if efficiency.empty else efficiency.dropna(subset="efficiency")
    if frame.empty:
        return style.empty(title, words.word("empty_efficiency", language))
    frame = frame.sort_values(["efficiency", "efficiency_other", "unit_code"], ascending=[False, False, True])
    first, other = (numbers.measured(floor, language=language) for floor in efficiency_floors)
    note = words.word("efficiency_note", language).format(
        n=numbers.integer(len(frame), language=language), first=first, other=other
    )
    figure = style.chart(9.0, 2.2 + 0.2 * len(frame), title=title, note=note)
    axes = figure.add_subplot()
    rows = np.arange(len(frame))
    axes.hlines(rows, frame["efficiency"], frame["efficiency_other"], color=style.QUIET, linewidth=1.6)
    axes.scatter(frame["efficiency_other"], rows, s=26, facecolor=style.PAPER, edgecolor=style.CONTRAST, zorder=3)
    axes.scatter(frame["efficiency"], rows, s=26, color=style.ACCENT, linewidth=0, zorder=4)
    style.rows_axis(axes, [labels.unit(units, code, language) for code in frame["unit_code"]], size=7.0)
    axes.set_xlim(right=1.02)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    axes.set_xlabel(words.word("efficiency", language))
    style.grid(axes)
    handles = [
        Line2D([], [], linestyle="", marker="o", markersize=6, color=style.ACCENT, label=_floor(first, language)),
        Line2D(
            [],
            [],
            linestyle="",
            marker="o",
            markersize=6,
            color=style.PAPER,
            markeredgecolor=style.CONTRAST,
            label=_floor(other, language),
        ),
    ]
    style.legend_above(axes, handles)
    return figure


def _floor(floor: str, language: str) -> str:
    return words.word("legend_floor", language).format(floor=floor)


@style.house
def compensation(compensation: pd.DataFrame, units: Units, *, language: str) -> style.Chart:
    """Points that each unit owes to compensation, over its arithmetic mean; named where its rank would fall."""
    title = words.word("compensation_title", language)
    frame = compensation if compensation.empty else compensation.dropna(subset="lost_geometric")
    if frame.empty:
        return style.empty(title, words.word("empty_compensation", language))
    note = words.word("compensation_note", language).format(n=numbers.integer(len(frame), language=language))
    figure = style.chart(9.5, 6.0, title=title, note=note)
    axes = figure.add_subplot()
    falls = frame["flagged"].astype(bool)
    for flag, colour in ((False, style.QUIET), (True, style.CONTRAST)):
        own = frame[falls == flag]
        axes.scatter(own["arithmetic"], own["lost_geometric"], s=30, color=colour, linewidth=0, zorder=3)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    axes.set_xlabel(words.word("compensation_across", language))
    axes.set_ylabel(words.word("compensation_axis", language))
    style.grid(axes, axis="both")
    handles = [
        Line2D([], [], linestyle="", marker="o", color=colour, label=words.coded("falls", flag, language))
        for flag, colour in ((True, style.CONTRAST), (False, style.QUIET))
    ]
    style.legend_above(axes, handles)
    order = frame.assign(first=falls).sort_values(["first", "lost_geometric"], ascending=False)
    names = [labels.unit(units, code, language) for code in order["unit_code"]]
    direct_labels.place(
        figure, axes, order["arithmetic"].to_numpy(float), order["lost_geometric"].to_numpy(float), names, size=7.0
    )
    return figure
