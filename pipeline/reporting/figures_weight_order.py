"""Figures of the order that weights cannot change."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.colors import ListedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, style, words

LEVELS = ("order_open", "order_within", "order_any")
COLOURS = (style.GRID, "#8fbcdc", style.ACCENT)


@style.house
def weight_dominance(dominance: pd.DataFrame, units: Units, *, language: str) -> style.Chart:
    """Units by units, best first: the order of which pairs holds under all weights in bounds, or under any weights."""
    title = words.word("weight_dominance_title", language)
    if dominance.empty:
        return style.empty(title, words.word("empty_weight_order", language))
    level = dominance["ahead_within_bounds"].astype(int) + dominance["ahead_under_any"].astype(int)
    wide = dominance.assign(level=level).pivot(index="unit_code", columns="other", values="level").fillna(0)
    wins = wide.sum(axis=1) - wide.sum(axis=0)
    order = list(wins.sort_values(ascending=False, kind="stable").index)
    matrix = wide.reindex(index=order, columns=order).to_numpy(dtype=float)
    names = [labels.unit(units, code, language) for code in order]
    side = 2.6 + 0.135 * len(order)
    figure = style.chart(side + 1.0, side, title=title, note=words.word("weight_dominance_note", language))
    axes = figure.add_subplot()
    axes.imshow(matrix, cmap=ListedColormap(COLOURS), vmin=0, vmax=2, interpolation="nearest", aspect="equal")
    axes.set_xticks(range(len(order)), names, rotation=90, fontsize=5.5)
    axes.set_yticks(range(len(order)), names, fontsize=5.5)
    axes.tick_params(length=0)
    axes.set_xlabel(words.word("weight_dominance_behind", language))
    axes.set_ylabel(words.word("weight_dominance_ahead", language))
    handles = [
        Patch(color=colour, label=words.word(key, language)) for key, colour in zip(LEVELS, COLOURS, strict=True)
    ]
    style.legend_above(axes, handles, columns=1)
    return figure


@style.house
def weight_stability(weight_stability: pd.DataFrame, framework: Hierarchy, *, language: str) -> style.Chart:
    """How far each weight may go, the others in proportion, before two units change places."""
    title = words.word("weight_stability_title", language)
    if weight_stability.empty:
        return style.empty(title, words.word("empty_weight_order", language))
    frame = weight_stability
    figure = style.chart(9.5, 2.4 + 0.42 * len(frame), title=title, note=words.word("weight_stability_note", language))
    axes = figure.add_subplot()
    rows = np.arange(len(frame))
    axes.hlines(rows, frame["low"], frame["high"], color=style.ACCENT, linewidth=6.0, zorder=2)
    axes.scatter(frame["nominal"], rows, marker="D", s=26, color=style.CONTRAST, linewidth=0, zorder=3)
    style.rows_axis(axes, [labels.node(framework, code, language, width=46) for code in frame["code"]])
    reach = (frame["high"] - frame["low"]).max()
    axes.set_xlim(frame["low"].min() - 0.5 * reach, frame["high"].max() + 0.5 * reach)
    axes.locator_params(axis="x", nbins=6)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.percent(value, language=language, digits=2))
    axes.set_xlabel(words.word("weight_axis", language))
    style.grid(axes)
    handles = [
        Line2D([], [], color=style.ACCENT, linewidth=5.0, label=words.word("stable_range", language)),
        Line2D([], [], linestyle="", marker="D", color=style.CONTRAST, label=words.word("nominal_weight", language)),
    ]
    style.legend_above(axes, handles)
    return figure
