"""Figures of the partial order of robust pairs, and of how rank ranges settle with the number of draws."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection

from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, style, words


@style.house
def order(order: pd.DataFrame, uncertainty: pd.DataFrame, units: Units, *, language: str) -> style.Chart:
    """Units by nominal rank and by layer, joined to those directly below them."""
    title = words.word("order_title", language)
    if order.empty or uncertainty.empty:
        return style.empty(title, words.word("table_order_empty", language))
    ranked = uncertainty.dropna(subset=["rank"]).sort_values(["rank", "unit_code"])["unit_code"]
    frame = order.set_index("unit_code").reindex(ranked)
    row = {code: number for number, code in enumerate(frame.index)}
    layer = frame["layer"].astype(int)
    lines = [
        [(layer[code], row[code]), (layer[other], row[other])]
        for code, below in frame["covers"].fillna("").items()
        for other in str(below).split()
    ]
    note = words.word("order_note", language)
    figure = style.chart(9.0, 2.2 + 0.185 * len(frame), title=title, note=note)
    axes = figure.add_subplot()
    axes.add_collection(LineCollection(lines, colors=style.MUTED, linewidths=0.5, alpha=0.45))
    axes.scatter(layer, range(len(frame)), s=26, color=style.ACCENT, linewidth=0, zorder=3)
    style.rows_axis(axes, [labels.unit(units, code, language) for code in frame.index], size=7.5)
    axes.set_xlim(0.5, layer.max() + 0.5)
    axes.set_xticks(range(1, layer.max() + 1))
    axes.set_xlabel(words.word("order_layer", language))
    style.grid(axes)
    return figure


@style.house
def convergence(convergence: pd.DataFrame, *, allowed: float, language: str) -> style.Chart:
    """Mean width of the ranges, and the largest change of an end or median, against the number of draws."""
    title = words.word("convergence_title", language)
    if convergence.empty:
        return style.empty(title, words.word("table_convergence_empty", language))
    places = numbers.number(allowed, language=language, digits=0 if float(allowed).is_integer() else 1)
    figure = style.chart(9.0, 3.4, title=title, note=words.word("convergence_note", language).format(places=places))
    left, right = figure.subplots(1, 2)
    steps = np.arange(len(convergence))
    names = [numbers.integer(count, language=language) for count in convergence["n_draws"]]
    for axes, name, key in (
        (left, "mean_width", "convergence_width"),
        (right, "largest_change", "convergence_change"),
    ):
        values = convergence[name].to_numpy(dtype=float, na_value=np.nan)
        axes.plot(steps, values, marker="o", markersize=5, color=style.ACCENT)
        axes.set_xticks(steps, names)
        axes.set_xlim(-0.25, len(steps) - 0.75)
        axes.set_xlabel(words.word("n_draws", language))
        axes.set_title(words.word(key, language), loc="left", fontsize=style.SMALL_SIZE, color=style.INK)
        axes.set_ylim(0.0, max(np.nanmax(values, initial=0.0) * 1.15, allowed * 1.3, 0.5))
        axes.yaxis.set_major_formatter(lambda value, _: numbers.number(value, language=language, digits=1))
        style.grid(axes, axis="y")
    right.axhline(allowed, color=style.CONTRAST, linewidth=1.0, linestyle="--")
    told = words.word("convergence_allowed", language)
    right.text(-0.2, allowed, told, va="bottom", fontsize=style.SMALL_SIZE, color=style.CONTRAST)
    return figure
