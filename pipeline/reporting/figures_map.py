"""The tile-grid map: a square a province, placed so that the country can be recognised without any boundary file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch, Patch

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Unit, Units
from pipeline.reporting import numbers, style, words

CLASSES = 5
LIGHT_INK_ABOVE = 0.6  # of the shade: dark ink is no longer read easily
NO_RANK = "#e6e6e3"
SEA = "#5f7f99"
ISLANDS = (("hoang_sa", "da nang", 0.6, 2.4), ("truong_sa", "khanh hoa", 1.6, 3.0))
"""Archipelago, the province it belongs to, and its place: rows below that province, columns east of it."""
DOTS = ((0.0, 0.0), (0.28, -0.16), (-0.24, -0.2), (0.1, 0.24), (-0.3, 0.18), (0.36, 0.16), (-0.02, -0.34))


@style.house
def tile_map(
    scores: pd.DataFrame,
    units: Units,
    framework: Hierarchy,
    classes: pd.DataFrame | None = None,
    *,
    code: str | None = None,
    language: str,
) -> style.Chart:
    """Every unit as a tile coloured by its class, or by the fifth of the ranking it falls in where there are no classes.

    For the index, or another node that is classified. Tiles carry the unit's name and rank. The archipelagos of Hoàng Sa
    and Trường Sa are drawn off the coast of the provinces that they belong to, wherever those provinces are on the map.
    """
    shown = framework.root.code if code is None else code
    title = words.word("tile_map_title", language).format(name=framework.node(shown).name(language))
    placed = [item for item in units.units if item.tile_row is not None and item.tile_column is not None]
    own = scores[scores["code"] == shown] if not scores.empty else scores
    if not placed or own.empty:
        return style.empty(title, words.word("empty_tile_map" if not placed else "empty_scores", language))
    ranks = own.set_index("unit_code")["rank"].astype(float)
    shading = by_fifth(ranks, language) if classes is None else by_class(classes, shown, ranks, language)
    rows, columns = _extent(placed)
    islands = archipelagos(placed)
    width = max(columns + (3.4 if islands else 0.6), 6.0)
    figure = style.chart(0.82 * width + 0.4, 0.62 * rows + 2.0, title=title, note=words.word(shading.note, language))
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.set_xlim(-0.6, width - 0.5)
    axes.set_ylim(rows - 0.3, -0.7)
    for item in placed:
        _tile(axes, item, ranks.get(item.unit_code, np.nan), shading.shades.get(item.unit_code), language)
    for key, owner, row, column in islands:
        _island(axes, key, owner, row, column, language)
    style.legend_above(axes, legend(shading, bool(ranks.isna().any()), language), columns=3)
    return figure


@dataclass(frozen=True)
class Shading:
    """How tiles are coloured: the shade of each unit (1 the best and darkest, 0 the palest), legend and note."""

    shades: Mapping[str, float]
    legend: Sequence[tuple[float, str]]
    note: str


def by_fifth(ranks: pd.Series, language: str) -> Shading:
    """Five equal parts of the ranking; the legend names the whole ranks of each."""
    n = int(ranks.notna().sum())
    shades = {str(unit): 1.0 - fifth(rank, n) / (CLASSES - 1) for unit, rank in ranks.dropna().items()}
    places = np.array([fifth(rank, n) for rank in range(1, n + 1)])
    legend = []
    for place in range(CLASSES):
        inside = np.flatnonzero(places == place) + 1
        if len(inside):
            key = "ranks_from_to" if len(inside) > 1 else "rank_of"
            text = words.word(key, language).format(rank=inside[0], first=inside[0], last=inside[-1])
            legend.append((1.0 - place / (CLASSES - 1), text))
    return Shading(shades, legend, "tile_map_note")


def by_class(classes: pd.DataFrame, code: str, ranks: pd.Series, language: str) -> Shading:
    """The classes of one node (``classes.csv``); by fifths where it has none."""
    own = classes if classes.empty else classes[classes["code"] == code].dropna(subset=["class"])
    if own.empty:
        return by_fifth(ranks, language)
    of = int(own["of"].iloc[0])
    shades = {
        str(unit): (float(place) - 1) / (of - 1) for unit, place in zip(own["unit_code"], own["class"], strict=True)
    }
    legend = []
    for row in own.drop_duplicates("class").sort_values("class", ascending=False).to_dict("records"):
        low, high = (numbers.measured(row[end], language=language) for end in ("low", "high"))
        key = "class_lowest" if not low else "class_between" if high else "class_highest"
        text = words.word(key, language).format(place=int(row["class"]), low=low, high=high)
        legend.append(((float(row["class"]) - 1) / (of - 1), text))
    return Shading(shades, legend, "tile_map_note_classes")


def _extent(placed: list[Unit]) -> tuple[int, int]:
    return 1 + max(item.tile_row or 0 for item in placed), 1 + max(item.tile_column or 0 for item in placed)


def fifth(rank: float, n: int) -> int:
    """The fifth of the ranking, 0 the best.

    >>> [fifth(rank, 63) for rank in (1, 13, 14, 63)]
    [0, 0, 1, 4]
    """
    return min(int((rank - 1) * CLASSES // n), CLASSES - 1)


def colour(shade: float | None) -> str:
    """The tile's colour, the darkest at 1."""
    if shade is None:
        return NO_RANK
    red, green, blue, _ = style.SEQUENTIAL(shade)
    return f"#{round(255 * red):02x}{round(255 * green):02x}{round(255 * blue):02x}"


def _tile(axes: Axes, item: Unit, rank: float, shade: float | None, language: str) -> None:
    column, row = float(item.tile_column or 0), float(item.tile_row or 0)
    axes.add_patch(
        FancyBboxPatch(
            (column - 0.45, row - 0.44),
            0.9,
            0.88,
            boxstyle="round,pad=0,rounding_size=0.07",
            facecolor=colour(shade),
            edgecolor="#b9c4cd",
            linewidth=0.6,
        )
    )
    ink = "white" if shade is not None and shade > LIGHT_INK_ABOVE else style.INK
    name = tile_name(item.name(language))
    size = 7.6 if max(map(len, name.split("\n"))) <= 9 else 6.6
    axes.text(column, row - 0.08, name, ha="center", va="center", fontsize=size, color=ink, linespacing=1.05)
    axes.text(
        column,
        row + 0.3,
        numbers.rank(rank, language=language) or "–",
        ha="center",
        va="center",
        fontsize=7.0,
        color=ink,
    )


def tile_name(name: str) -> str:
    """A name in two short lines at most.

    >>> tile_name("Thừa Thiên Huế"), tile_name("Bà Rịa - Vũng Tàu"), tile_name("Hà Nội")
    ('Thừa\\nThiên Huế', 'Bà Rịa -\\nVũng Tàu', 'Hà Nội')
    """
    parts = name.replace("-", " - ").split() if "-" in name else name.split()
    if len(name) <= 7 or len(parts) == 1:
        return name
    cuts = [(" ".join(parts[:cut]), " ".join(parts[cut:])) for cut in range(1, len(parts)) if parts[cut] != "-"]
    first, second = min(cuts, key=lambda pair: (max(map(len, pair)), len(pair[1])))
    return f"{first}\n{second}"


def _plain(name: str) -> str:
    """A name without diacritics, in small letters."""
    bare = "".join(mark for mark in unicodedata.normalize("NFD", name) if not unicodedata.combining(mark))
    return bare.replace("đ", "d").replace("Đ", "D").lower()


def archipelagos(placed: list[Unit]) -> list[tuple[str, Unit, float, float]]:
    """Archipelago, the unit that it belongs to, and its row and column on the map, where that unit is on it."""
    places = {key: (down, east) for key, _, down, east in ISLANDS}
    return [
        (key, owner, (owner.tile_row or 0) + places[key][0], (owner.tile_column or 0) + places[key][1])
        for key, owner in island_owners(placed)
    ]


def island_owners(units: Iterable[Unit]) -> list[tuple[str, Unit]]:
    """The archipelagos and the units that they belong to, where these are there."""
    owners = {_plain(item.name_vi): item for item in units}
    return [(key, owners[owner]) for key, owner, *_ in ISLANDS if owner in owners]


def _island(axes: Axes, key: str, owner: Unit, row: float, column: float, language: str) -> None:
    for dx, dy in DOTS:
        axes.add_patch(Circle((column + 0.8 * dx, row + 0.8 * dy), 0.055, facecolor=SEA, edgecolor="none"))
    axes.text(
        column,
        row + 0.5,
        words.word(key, language),
        ha="center",
        va="top",
        fontsize=7.6,
        style="italic",
        color=style.INK,
    )
    axes.text(column, row + 1.08, f"({owner.name(language)})", ha="center", va="top", fontsize=6.8, color=style.MUTED)


def legend(shading: Shading, unranked: bool, language: str) -> list[Patch]:
    """What each colour stands for."""
    handles = [Patch(facecolor=colour(shade), edgecolor="#b9c4cd", label=text) for shade, text in shading.legend]
    if unranked:
        handles.append(Patch(facecolor=NO_RANK, edgecolor="#b9c4cd", label=words.word("not_ranked", language)))
    return handles
