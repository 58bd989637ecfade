"""Small pictures inside a page, drawn as SVG text by templates: the distribution of values, and the tile map.

They take the width of the page, stay readable at 360 px, and carry a text alternative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from markupsafe import Markup

from pipeline.framework.units import Units
from pipeline.publication.templating import render
from pipeline.reporting import figures_map, numbers, style, words
from pipeline.statistics.types import FloatArray

WIDTH, LEFT, RIGHT = 360.0, 14.0, 346.0
BARS_TOP, BARS_FOOT, RUG = 16.0, 104.0, 112.0
TILE = 34.0
ISLAND_COLUMNS, PLAIN_COLUMNS = 3.4, 0.2


@dataclass(frozen=True)
class Bar:
    """One interval of the histogram, in the units of the picture."""

    x: float
    width: float
    y: float
    height: float
    n: int


def distribution(values: FloatArray, *, measure: str, language: str) -> Markup:
    """A histogram with a mark for every value below it and the median, or a sentence where there is no value.

    The number of intervals is Sturges's, ceil(log2 n) + 1, as numpy has it: it only shows, nothing rests on it.

    Parameters
    ----------
    values : (n,) in their unit of measure; NaN is missing and not drawn.

    References
    ----------
    Sturges (1926), Journal of the American Statistical Association 21(153), doi:10.1080/01621459.1926.10502161.
    """
    own = np.sort(values[~np.isnan(values)])
    if not len(own):
        return Markup("<p>{}</p>").format(words.word("distribution_none", language))
    low, high = float(own[0]), float(own[-1])
    counts, edges = np.histogram(own, bins="sturges") if high > low else (np.array([len(own)]), np.array([low, high]))
    bars, most = _bars(counts, edges), int(counts.argmax())

    def written(value: float) -> str:
        return numbers.measured(float(value), language=language)

    median = float(np.median(own))
    alt = words.word("distribution_alt", language).format(
        n=numbers.integer(len(own), language=language),
        low=written(low),
        high=written(high),
        measure=measure,
        median=written(median),
        most=numbers.integer(counts[most], language=language),
        from_=written(edges[most]),
        to=written(edges[most + 1]),
    )
    return _drawn(
        "distribution.svg",
        alt=alt,
        bars=bars,
        marks=[_across(value, low, high) for value in own],
        median=_across(median, low, high),
        ends=(written(low), written(high)),
        between=written(median),
        caption=words.word("distribution_caption", language),
        width=WIDTH,
        top=BARS_TOP,
        foot=BARS_FOOT,
        rug=RUG,
        colours=_colours(),
    )


def _drawn(template: str, **values: object) -> Markup:
    """A picture as markup, which the page that carries it does not escape again."""
    return Markup(render(template, **values))


def _across(value: float, low: float, high: float) -> float:
    share = (value - low) / (high - low) if high > low else 0.5
    return round(LEFT + share * (RIGHT - LEFT), 2)


def _bars(counts: np.ndarray, edges: np.ndarray) -> list[Bar]:
    low, high, tallest = float(edges[0]), float(edges[-1]), int(counts.max())
    bars = []
    for place, n in enumerate(counts):
        left, right = (_across(float(edge), low, high) for edge in edges[place : place + 2])
        if left == right:  # one value alone
            left, right = left - 12.0, right + 12.0
        height = round((BARS_FOOT - BARS_TOP) * int(n) / tallest, 2)
        bars.append(Bar(left, round(right - left, 2), round(BARS_FOOT - height, 2), height, int(n)))
    return bars


def _colours() -> dict[str, str]:
    return {
        "ink": style.INK,
        "muted": style.MUTED,
        "bar": "#8fb8d6",
        "accent": style.ACCENT,
        "contrast": style.CONTRAST,
    }


def tiles(ranks: pd.Series, units: Units, *, name: str, texts: Mapping[str, str], language: str) -> Markup:
    """Every unit as a tile coloured by its fifth of a ranking, with the archipelagos off the coast.

    Parameters
    ----------
    ranks : by unit code; NaN where there is none.
    name : of what is ranked, for the text alternative.
    texts : by unit code, what a tile says when it is pointed at.
    """
    placed = [item for item in units.units if item.tile_row is not None and item.tile_column is not None]
    if not placed:
        return Markup("<p>{}</p>").format(words.word("tiles_none", language))
    shading = figures_map.by_fifth(ranks, language)
    islands = figures_map.archipelagos(placed)
    rows = 1 + max(item.tile_row or 0 for item in placed)
    columns = 1 + max(item.tile_column or 0 for item in placed) + (ISLAND_COLUMNS if islands else PLAIN_COLUMNS)
    drawn = [
        {
            "x": TILE * (item.tile_column or 0),
            "y": TILE * (item.tile_row or 0),
            "fill": figures_map.colour(shading.shades.get(item.unit_code)),
            "ink": "#ffffff" if shading.shades.get(item.unit_code, 0) > figures_map.LIGHT_INK_ABOVE else style.INK,
            "rank": numbers.rank(ranks.get(item.unit_code), language=language) or "–",
            "text": texts.get(item.unit_code, item.name(language)),
        }
        for item in placed
    ]
    return _drawn(
        "tiles.svg",
        tiles=drawn,
        size=TILE,
        width=TILE * columns,
        height=TILE * max([rows, *(row + 2.0 for _, _, row, _ in islands)]),
        islands=[_island(key, row, column, language) for key, _, row, column in islands],
        legend=[(figures_map.colour(shade), text) for shade, text in shading.legend],
        unranked=words.word("not_ranked", language) if ranks.reindex(units.codes).isna().any() else "",
        no_rank=figures_map.NO_RANK,
        sea=figures_map.SEA,
        colours=_colours(),
        alt=_alt(ranks.dropna(), units, name, language),
        caption=words.word("tiles_caption", language),
    )


def _island(key: str, row: float, column: float, language: str) -> dict[str, object]:
    dots = [(TILE * (column + 0.5 + 0.8 * dx), TILE * (row + 0.5 + 0.8 * dy)) for dx, dy in figures_map.DOTS]
    lines = words.word(key, language).split("\n")
    return {
        "dots": [(round(x, 2), round(y, 2)) for x, y in dots],
        "x": round(TILE * (column + 0.5), 2),
        "lines": [(round(TILE * (row + 1.15) + 11 * number, 2), line) for number, line in enumerate(lines)],
    }


def _alt(ranks: pd.Series, units: Units, name: str, language: str) -> str:
    if ranks.empty:
        return words.word("tiles_none", language)
    ordered = ranks.sort_index().sort_values(kind="stable")
    best, worst = (units.by_code[str(ordered.index[place])].name(language) for place in (0, -1))
    return words.word("tiles_alt", language).format(name=name, best=best, worst=worst)
