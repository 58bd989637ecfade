"""True maps: units drawn by their boundaries, shaded as the tile grid is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Unit, Units
from pipeline.reporting import figures_map, numbers, style, words
from pipeline.statistics.types import FloatArray

Polygon = Sequence[FloatArray]
"""Closed rings of longitude and latitude in degrees, each (n_points, 2); the first is the outer one, others are holes."""
Shapes = Mapping[str, Sequence[Polygon]]
"""The polygons of every unit by its code."""

ARCHIPELAGOS = {"hoang_sa": (111.0, 15.7, 113.0, 17.2), "truong_sa": (111.3, 6.5, 117.5, 12.1)}
"""West, south, east and north of each archipelago in degrees: only to see whether a file has it, and where to draw it."""
HEIGHT = 9.0  # inches of the country from north to south, or of its width where that is greater
WIDEST = 9.0
EDGE = "#b9c4cd"
LEAST_LABEL = 0.012  # of the map's height: a smaller unit has its rank in the table only


@style.house
def boundary_map(
    scores: pd.DataFrame,
    units: Units,
    framework: Hierarchy,
    shapes: Shapes,
    classes: pd.DataFrame | None = None,
    *,
    code: str | None = None,
    language: str,
) -> style.Chart:
    """Every unit within its boundaries, coloured by its class or by the fifth of the ranking it falls in, with its rank.

    Longitude and latitude are drawn as they are, a degree of longitude shorter by the cosine of the mean latitude
    (equirectangular projection). Hoàng Sa and Trường Sa are drawn as the file has them; where it lacks them, the sign of the
    tile grid stands at their place, with the province that they belong to.
    """
    shown = framework.root.code if code is None else code
    title = words.word("boundary_map_title", language).format(name=framework.node(shown).name(language))
    own = scores[scores["code"] == shown] if not scores.empty else scores
    if own.empty or not shapes:
        return style.empty(title, words.word("empty_scores", language))
    ranks = own.set_index("unit_code")["rank"].astype(float)
    shading = (
        figures_map.by_fifth(ranks, language)
        if classes is None
        else figures_map.by_class(classes, shown, ranks, language)
    )
    islands = _absent_islands(units, shapes)
    west, south, east, north = _extent(shapes, [key for key, _ in islands])
    ratio = math.cos(math.radians((south + north) / 2.0))
    width, height = (east - west) * ratio, north - south
    scale = min(HEIGHT / height, WIDEST / width)
    note = words.word("boundary_map_note", language)
    figure = style.chart(max(scale * width, 6.0) + 0.4, scale * height + 1.8, title=title, note=note)
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.set_aspect(1.0 / ratio)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    for item in units.units:
        _unit(axes, item, shapes, ranks, shading, height, language)
    for key, owner in islands:
        _island(axes, key, owner, height, language)
    style.legend_above(axes, figures_map.legend(shading, bool(ranks.isna().any()), language), columns=3)
    return figure


def _absent_islands(units: Units, shapes: Shapes) -> list[tuple[str, Unit]]:
    """The archipelagos whose province is among the units and of which the file has nothing."""
    points = np.concatenate([ring for polygons in shapes.values() for rings in polygons for ring in rings])
    absent = []
    for key, owner in figures_map.island_owners(units.units):
        west, south, east, north = ARCHIPELAGOS[key]
        inside = (points[:, 0] >= west) & (points[:, 0] <= east) & (points[:, 1] >= south) & (points[:, 1] <= north)
        if not inside.any():
            absent.append((key, owner))
    return absent


def _extent(shapes: Shapes, islands: Sequence[str]) -> tuple[float, float, float, float]:
    """West, south, east and north of all that is drawn, with a margin."""
    points = np.concatenate([ring for polygons in shapes.values() for rings in polygons for ring in rings])
    boxes = [np.array(ARCHIPELAGOS[key]).reshape(2, 2) for key in islands]
    low = np.min([points.min(axis=0), *(box[0] for box in boxes)], axis=0)
    high = np.max([points.max(axis=0), *(box[1] for box in boxes)], axis=0)
    margin = 0.015 * (high - low).max()
    return (*(low - margin).tolist(), *(high + margin).tolist())


def _unit(
    axes: Axes,
    item: Unit,
    shapes: Shapes,
    ranks: pd.Series,
    shading: figures_map.Shading,
    height: float,
    language: str,
) -> None:
    shade = shading.shades.get(item.unit_code)
    for rings in shapes.get(item.unit_code, ()):
        axes.add_patch(PathPatch(_path(rings), facecolor=figures_map.colour(shade), edgecolor=EDGE, linewidth=0.5))
    largest = max(shapes.get(item.unit_code, ()), key=lambda rings: np.ptp(rings[0], axis=0).min())
    if np.ptp(largest[0], axis=0).min() < LEAST_LABEL * height:
        return
    x, y = inner_point(largest)
    ink = "white" if shade is not None and shade > figures_map.LIGHT_INK_ABOVE else style.INK
    rank = numbers.rank(ranks.get(item.unit_code, np.nan), language=language) or "–"
    axes.text(x, y, rank, ha="center", va="center", fontsize=6.6, color=ink)


def _path(rings: Polygon) -> Path:
    """One path of an outer ring and its holes, which run the other way round so that they stay empty."""
    turned = [ring if (_turn(ring) > 0) == (place == 0) else ring[::-1] for place, ring in enumerate(rings)]
    return Path.make_compound_path(*(Path(ring, closed=True) for ring in turned))


def _turn(ring: FloatArray) -> float:
    x, y = (ring - ring[0]).T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))


def inner_point(rings: Polygon) -> tuple[float, float]:
    """A point inside a polygon and in none of its holes: half way across its widest part at one of nine heights.

    >>> square = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 1.0], [0.0, 1.0], [0.0, 0.0]])
    >>> inner_point([square])
    (1.0, 0.5)
    """
    low, high = rings[0][:, 1].min(), rings[0][:, 1].max()
    middle = (low + high) / 2.0
    best = (-1.0, 0.0, 0.0)
    for height in sorted(low + (high - low) * np.arange(1, 10) / 10.0, key=lambda y: abs(y - middle)):
        at = np.sort(np.concatenate([_crossings(ring, height) for ring in rings]))
        for left, right in zip(at[::2], at[1::2], strict=False):
            if right - left > 1.05 * best[0]:  # a little wider is no reason to leave the middle
                best = (right - left, (left + right) / 2.0, height)
    return float(best[1]), float(best[2])


def _crossings(ring: FloatArray, height: float) -> FloatArray:
    """Where a ring crosses a parallel."""
    (x0, y0), (x1, y1) = ring[:-1].T, ring[1:].T
    crossed = (y0 <= height) != (y1 <= height)
    rise, run = (y1 - y0)[crossed], (x1 - x0)[crossed]
    return x0[crossed] + (height - y0[crossed]) / rise * run


def _island(axes: Axes, key: str, owner: Unit, height: float, language: str) -> None:
    west, south, east, north = ARCHIPELAGOS[key]
    x, y = (west + east) / 2.0, (south + north) / 2.0
    step, size = 0.045 * height, 0.0028 * height
    for dx, dy in figures_map.DOTS:
        axes.add_patch(Circle((x + dx * step, y - dy * step), size, facecolor=figures_map.SEA, edgecolor="none"))
    told = (
        (words.word(key, language), 7.6, "italic", style.INK, -16),
        (f"({owner.name(language)})", 6.8, "normal", style.MUTED, -39),
    )
    for text, points, slant, ink, below in told:
        axes.annotate(
            text,
            (x, y),
            xytext=(0, below),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=points,
            style=slant,
            color=ink,
        )
