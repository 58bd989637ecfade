"""Figures of the chapter on data: what is there, what agrees."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from pipeline.framework.hierarchy import Hierarchy, Node
from pipeline.framework.units import Unit, Units
from pipeline.reporting import labels, numbers, style, words

ORIGINS = ("published", "earlier_year", "structural_zero", "not_published", "source_fault")
ORIGIN_COLOURS = ("#cfe3f2", "#0b5fa5", "#6b7785", "#f2b233", "#c2410c")
LABELLED = 12  # more labels than these would cover the points
ROOM = 15.0  # times the reach of the axis, for labels at its ends


@style.house
def availability(
    values: pd.DataFrame, screening: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str
) -> style.Chart:
    """Units by indicators, coloured by where each value comes from; an unranked unit is marked."""
    title = words.word("availability_title", language)
    if values.empty:
        return style.empty(title, words.word("empty_values", language))
    rows, columns = labels.by_region(units), labels.coded(framework)
    kinds = _origin_numbers(values, rows, columns)
    size = 4.4 + 0.24 * len(columns), 3.4 + 0.17 * len(rows)
    figure = style.chart(*size, title=title, note=words.word("availability_note", language))
    axes = figure.add_subplot()
    norm = BoundaryNorm(np.arange(len(ORIGINS) + 1) - 0.5, len(ORIGINS))
    axes.pcolormesh(kinds, cmap=ListedColormap(list(ORIGIN_COLOURS)), norm=norm, edgecolors="white", linewidth=0.6)
    names = [labels.node(framework, item.code, language, width=64) for item in columns]
    style.columns_axis(axes, names, size=7.5, first=0.5)
    _name_units(axes, rows, screening, language)
    _divide_regions(axes, rows, len(columns), language)
    style.legend_above(axes, _origin_legend(kinds, language), columns=3)
    return figure


def _origin_numbers(values: pd.DataFrame, rows: list[Unit], columns: tuple[Node, ...]) -> np.ndarray:
    table = values.pivot(index="unit_code", columns="code", values="origin")
    table = table.reindex(index=[item.unit_code for item in rows], columns=[item.code for item in columns])
    known = {name: place for place, name in enumerate(ORIGINS)}
    absent = known["not_published"]
    return np.array([[known.get(cell, absent) for cell in row] for row in table.to_numpy()])


def _name_units(axes: Axes, rows: list[Unit], screening: pd.DataFrame, language: str) -> None:
    unranked = set() if screening.empty else set(screening.loc[~screening["ranked"].astype(bool), "unit_code"])
    names = [item.name(language) + (" †" if item.unit_code in unranked else "") for item in rows]
    for text, item in zip(style.rows_axis(axes, names, size=7.5, first=0.5), rows, strict=True):
        if item.unit_code in unranked:
            text.set_color(style.CONTRAST)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def _divide_regions(axes: Axes, rows: list[Unit], width: int, language: str) -> None:
    regions = [item.region_code for item in rows]
    for code in dict.fromkeys(regions):
        first, count = regions.index(code), regions.count(code)
        if first:
            axes.axhline(first, color="white", linewidth=3.0)
        name = labels.wrap(rows[first].region(language), 22)
        axes.text(width + 0.4, first + count / 2, name, va="center", fontsize=8.0, color=style.MUTED)


def _origin_legend(kinds: np.ndarray, language: str) -> list[Patch]:
    return [
        Patch(
            facecolor=colour,
            label=f"{words.coded('origin', name, language)}: "
            f"{numbers.integer((kinds == place).sum(), language=language)}",
        )
        for place, (name, colour) in enumerate(zip(ORIGINS, ORIGIN_COLOURS, strict=True))
    ]


@style.house
def crosscheck_differences(crosschecks: pd.DataFrame, units: Units | None = None, *, language: str) -> style.Chart:
    """Published group rows against the same figures computed from their units, in per cent, a row a table."""
    title = words.word("crosscheck_title", language)
    if crosschecks.empty:
        return style.empty(title, words.word("empty_crosschecks", language))
    frame = crosschecks.assign(
        relative=100.0 * crosschecks["difference"] / crosschecks["published"].abs().replace(0.0, np.nan),
        within=crosschecks["within"].astype(bool),
    ).dropna(subset=["relative"])
    tables = sorted(frame["table"].unique())
    counts = words.word("crosscheck_note", language).format(
        out=numbers.integer((~frame["within"]).sum(), language=language),
        n=numbers.integer(len(frame), language=language),
    )
    figure = style.chart(9.5, 2.2 + 0.24 * len(tables), title=title, note=counts)
    axes = figure.add_subplot()
    place = frame["table"].map({name: row for row, name in enumerate(tables)})
    for within, colour in ((True, style.ACCENT), (False, style.CONTRAST)):
        chosen = frame["within"] == within
        axes.scatter(frame.loc[chosen, "relative"], place[chosen], s=26, color=colour, alpha=0.75, linewidth=0)
    axes.set_xscale("symlog", linthresh=0.01, linscale=0.6)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.measured(value, language=language))
    style.rows_axis(axes, tables)
    style.grid(axes)
    axes.set_xlabel(words.word("crosscheck_axis", language))
    _label_outside(axes, frame[~frame["within"]], place, units, language)
    handles = [
        _dot(style.ACCENT, words.word("within_tolerance", language)),
        _dot(style.CONTRAST, words.word("beyond_tolerance", language)),
    ]
    style.legend_above(axes, handles)
    return figure


def _label_outside(axes: Axes, outside: pd.DataFrame, place: pd.Series, units: Units | None, language: str) -> None:
    if outside.empty:
        return
    names = {} if units is None else labels.region_names(units, language)
    regions = names | {"country": words.word("country", language)}
    left, right = axes.get_xlim()
    lowest, highest = outside["relative"].min(), outside["relative"].max()
    axes.set_xlim(left * ROOM if lowest < 0 else left, right * ROOM if highest > 0 else right)
    furthest = outside.reindex(outside["relative"].abs().sort_values(ascending=False).index)
    for _, rows in furthest.head(LABELLED).groupby("table", sort=True):
        first = rows.iloc[0]
        rightward = first["relative"] >= 0
        axes.annotate(
            f"{labels.shorten(regions.get(first['group'], first['group']), 22)} {first['column']}",
            (first["relative"], place[rows.index[0]]),
            xytext=(6 if rightward else -6, 0),
            textcoords="offset points",
            ha="left" if rightward else "right",
            va="center",
            fontsize=7.5,
            color=style.CONTRAST,
        )


def _dot(colour: str, label: str) -> Line2D:
    return Line2D([], [], marker="o", linestyle="", color=colour, markersize=5.5, label=label)
