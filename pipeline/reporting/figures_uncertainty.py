"""Figures of the chapter on uncertainty: how firm is each place over all declared choices?"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import PowerNorm
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, style, words

BAND = "#a9c9e2"


@style.house
def rank_ranges(uncertainty: pd.DataFrame, units: Units, *, n_draws: int | None = None, language: str) -> style.Chart:
    """Nominal rank, median and 90 % range of every unit, ordered by rank; a rank outside its range is marked."""
    title = words.word("rank_ranges_title", language)
    frame = _ordered(uncertainty)
    if frame.empty:
        return style.empty(title, words.word("empty_uncertainty", language))
    draws = numbers.integer(n_draws, language=language)
    note = words.word("rank_ranges_note", language) + (f" {words.word('n_draws', language)}: {draws}." if draws else "")
    figure = style.chart(9.0, 2.2 + 0.185 * len(frame), title=title, note=note)
    axes = figure.add_subplot()
    rows = np.arange(len(frame))
    low, high, median, rank = (
        frame[name].to_numpy(dtype=float, na_value=np.nan) for name in ("rank_p05", "rank_p95", "rank_median", "rank")
    )
    outside = (rank < low) | (rank > high)
    axes.hlines(rows, low, high, color=BAND, linewidth=5.5)
    axes.scatter(median, rows, marker="|", s=60, color=style.ACCENT, linewidth=1.8, zorder=3)
    for chosen, colour in ((~outside, style.INK), (outside, style.CONTRAST)):
        axes.scatter(rank[chosen], rows[chosen], s=17, color=colour, linewidth=0, zorder=4)
    names = [_named(units, item, language) for _, item in frame.iterrows()]
    style.rows_axis(axes, names, size=7.5)
    _rank_axis(axes, "x", len(frame), language)
    axes.set_xlim(0.2, len(frame) + 0.8)
    axes.set_xlabel(words.word("rank", language))
    style.grid(axes)
    style.legend_above(axes, _range_legend(bool(outside.any()), language))
    return figure


def _ordered(uncertainty: pd.DataFrame) -> pd.DataFrame:
    if uncertainty.empty:
        return uncertainty
    return uncertainty.dropna(subset=["rank"]).sort_values(["rank", "unit_code"]).reset_index(drop=True)


def _named(units: Units, item: pd.Series, language: str) -> str:
    return f"{labels.unit(units, item['unit_code'], language)}  {numbers.rank(item['rank'], language=language)}"


def _rank_axis(axes: Axes, which: str, n: int, language: str) -> None:
    step = 10 if n > 25 else 5 if n > 12 else 1
    ticks = [1, *range(step, n + 1, step)] if step > 1 else list(range(1, n + 1))
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_ticks(ticks, [numbers.integer(value, language=language) for value in ticks])


def _range_legend(marked: bool, language: str) -> list[Line2D | Patch]:
    def dot(marker: str, colour: str, key: str) -> Line2D:
        return Line2D([], [], linestyle="", marker=marker, color=colour, label=words.word(key, language))

    handles: list[Line2D | Patch] = [
        dot("o", style.INK, "nominal_rank"),
        dot("|", style.ACCENT, "median_rank"),
        Patch(color=BAND, label=words.word("range_90", language)),
    ]
    return [*handles, dot("o", style.CONTRAST, "rank_outside_range")] if marked else handles


@style.house
def acceptability(
    acceptability: pd.DataFrame, uncertainty: pd.DataFrame, units: Units, *, language: str
) -> style.Chart:
    """Share of draws in which each unit takes each place; units in the order of their nominal rank."""
    title = words.word("acceptability_title", language)
    frame = _ordered(uncertainty)
    if acceptability.empty or frame.empty:
        return style.empty(title, words.word("empty_uncertainty", language))
    n = len(frame)
    table = acceptability.pivot(index="unit_code", columns="rank", values="share")
    step = 0.5 if (table.columns.to_numpy(dtype=float) % 1.0).any() else 1.0  # average ranks lie between two places
    places = np.arange(1.0, n + step / 2, step)
    shares = table.reindex(index=frame["unit_code"], columns=places).fillna(0.0).to_numpy(dtype=float)
    size = 4.6 + 0.115 * n, 2.4 + 0.17 * n
    figure = style.chart(max(size[0], 7.5), size[1], title=title, note=words.word("acceptability_note", language))
    axes = figure.add_subplot()
    image = axes.imshow(
        shares,
        cmap=style.SEQUENTIAL,
        norm=PowerNorm(0.5, vmin=0.0, vmax=max(float(shares.max()), 0.01)),
        extent=(1.0 - step / 2, n + step / 2, n - 0.5, -0.5),
        aspect="auto",
        interpolation="nearest",
    )
    style.rows_axis(axes, [_named(units, item, language) for _, item in frame.iterrows()], size=7.5)
    _rank_axis(axes, "x", n, language)
    axes.set_xlabel(words.word("rank", language))
    bar = figure.colorbar(image, ax=axes, location="bottom", shrink=0.5, aspect=35, pad=0.02)
    bar.set_label(words.word("share_of_draws", language))
    bar.ax.xaxis.set_major_formatter(lambda value, _: numbers.percent(value, language=language))
    bar.outline.set_visible(False)
    return figure


@style.house
def pairs(
    pairs: pd.DataFrame, uncertainty: pd.DataFrame, units: Units, *, robust_share: float, language: str
) -> style.Chart:
    """Share of common draws in which the unit of the row is ahead of the unit of the column."""
    title = words.word("pairs_title", language)
    frame = _ordered(uncertainty)
    if pairs.empty or frame.empty:
        return style.empty(title, words.word("empty_uncertainty", language))
    codes = list(frame["unit_code"])
    table = pairs.pivot(index="unit_code", columns="other", values="share_ahead").reindex(index=codes, columns=codes)
    mirrored = table.astype(float).fillna(1.0 - table.astype(float).T)
    robust = int(pairs.loc[pairs["robust"].fillna(False).astype(bool)].shape[0])
    note = words.word("pairs_note", language).format(
        share=numbers.percent(robust_share, language=language),
        robust=numbers.integer(robust, language=language),
        n=numbers.integer(len(codes) * (len(codes) - 1) // 2, language=language),
    )
    side = 0.155 * len(codes)
    figure = style.chart(max(3.6 + side, 7.5), max(4.0 + side, 5.5), title=title, note=note)
    axes = figure.add_subplot()
    image = axes.imshow(
        mirrored.to_numpy(), cmap=style.DIVERGING, vmin=0.0, vmax=1.0, aspect="auto", interpolation="nearest"
    )
    firm = (mirrored >= robust_share).to_numpy()
    marked = np.argwhere(firm)
    axes.scatter(marked[:, 1], marked[:, 0], s=3.0, color="white", linewidth=0)
    names = [_named(units, item, language) for _, item in frame.iterrows()]
    style.rows_axis(axes, names, size=7.0)
    style.columns_axis(axes, names, size=7.0)
    bar = figure.colorbar(image, ax=axes, location="right", shrink=0.4, aspect=30, pad=0.02)
    bar.set_label(words.word("share_ahead", language))
    bar.ax.yaxis.set_major_formatter(lambda value, _: numbers.percent(value, language=language))
    bar.outline.set_visible(False)
    return figure
