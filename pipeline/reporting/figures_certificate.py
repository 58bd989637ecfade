"""Figure of the certificate: how far apart at most, item by item, beside what is allowed."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from pipeline.reporting import style, words
from pipeline.reporting.tables_certificate import small

DECADES = range(-16, 1, 2)  # of the axis: from the last digit of a double to one


@style.house
def differences(items: pd.DataFrame, *, language: str) -> style.Chart:
    """A dot for every item on a logarithmic scale, and a tick for every tolerance, by oracle and stage."""
    title = words.word("certificate_title", language)
    compared = items[items["passed"].notna()]
    if compared.empty:
        return style.empty(title, words.word("certificate_empty", language))
    groups = list(compared.groupby(["oracle", "stage"], sort=True))
    figure = style.chart(11.0, 2.2 + 0.24 * len(groups), title=title, note=words.word("certificate_note", language))
    axes = figure.add_subplot()
    equal = DECADES[0] - 2.0
    for row, (_, own) in enumerate(groups):
        _row(axes, row, own, equal=equal)
    style.rows_axis(axes, [_name(oracle, stage, language) for (oracle, stage), _ in groups], size=7.5)
    axes.axvline(equal + 1.0, color=style.QUIET, linewidth=0.8)
    marks = [equal, *DECADES]
    axes.set_xticks(marks, [words.word("equal", language), *(small(10.0**d, language=language) for d in DECADES)])
    axes.set_xlim(equal - 0.8, DECADES[-1] + 0.6)
    axes.set_xlabel(words.word("certificate_axis", language))
    style.grid(axes)
    style.legend_above(axes, _handles(language))
    return figure


def _name(oracle: str, stage: str, language: str) -> str:
    return f"{words.coded('oracle', oracle, language)}: {words.coded('certified', stage, language)}"


def _row(axes: Axes, row: int, own: pd.DataFrame, *, equal: float) -> None:
    """Dots spread a little up and down, so that items which agree alike are seen apart."""
    apart = own["max_abs_diff"].to_numpy(dtype=float)
    with np.errstate(divide="ignore"):
        place = np.where(apart > 0, np.clip(np.log10(apart), equal + 1.3, DECADES[-1] + 0.4), equal)
    order = np.arange(len(own))
    alone = len(own) == 1
    sway = np.zeros(1) if alone else 0.28 * (((order * 7) % 11) / 5.0 - 1.0)
    spread = np.where((apart > 0) | alone, 0.0, 0.45 * (((order * 5) % 13) / 6.0 - 1.0))
    passed = own["passed"].to_numpy(dtype=bool)
    for verdict, colour in ((True, style.ACCENT), (False, style.POOR)):
        chosen = passed == verdict
        axes.scatter(
            (place + spread)[chosen], (row + sway)[chosen], s=11, color=colour, alpha=0.6, linewidth=0, zorder=3
        )
    allowed = own["tolerance"].to_numpy(dtype=float)
    ticks = np.unique(np.log10(allowed[allowed > 0]))
    axes.vlines(ticks, row - 0.38, row + 0.38, color=style.CONTRAST, linewidth=1.4, zorder=2)


def _handles(language: str) -> list[Line2D]:
    dots = [
        Line2D([], [], linestyle="", marker="o", markersize=4, color=colour, label=words.word(key, language))
        for key, colour in (("item_passed", style.ACCENT), ("item_failed", style.POOR))
    ]
    tick = Line2D([], [], linestyle="", marker="|", markersize=9, color=style.CONTRAST)
    tick.set_label(words.word("item_tolerance", language))
    return [*dots, tick]
