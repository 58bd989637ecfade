"""The tile map of the home page: a square a unit with name and rank, each a link to the unit's page, drawn as SVG text.

It is the map of `pipeline.reporting.figures_map`, with its shades, its legend and its archipelagos.
"""

from __future__ import annotations

from markupsafe import Markup

from pipeline.framework.units import Unit
from pipeline.publication import addresses
from pipeline.publication.page import link
from pipeline.publication.published_run import PublishedRun
from pipeline.publication.templating import render
from pipeline.reporting import figures_map, labels, numbers, style, words

TILE, GAP = 100.0, 4.0
LARGE, SMALL, LETTERS = 18.0, 14.0, 9
WIDE_OF_ISLANDS = 3.2


def tile_map(run: PublishedRun, language: str) -> Markup:
    """The map as inline SVG with its legend; empty where no unit has a place on the grid."""
    edition = run.edition
    placed = [item for item in edition.units.units if item.tile_row is not None and item.tile_column is not None]
    if not placed:
        return Markup("")
    scores = run.table("scores")
    own = scores[scores["code"] == edition.framework.root.code].set_index("unit_code")
    ranks = own["rank"].astype(float)
    shading = figures_map.by_fifth(ranks, language)
    islands = figures_map.archipelagos(placed)
    rows = 1 + max(item.tile_row or 0 for item in placed)
    columns = 1 + max(item.tile_column or 0 for item in placed)
    order = [code for code in labels.ranked_codes(scores, edition.framework) if ranks.notna().get(code, False)]
    ends = [labels.unit(edition.units, code, language) for code in (*order[:1], *order[-1:])]
    name = edition.framework.root.name(language)
    return Markup(
        render(
            "site/tile_map.svg",
            tiles=[
                _tile(item, ranks.get(item.unit_code), shading.shades.get(item.unit_code), language) for item in placed
            ],
            islands=[_island(key, owner, row, column, language) for key, owner, row, column in islands],
            width=TILE * (columns + (WIDE_OF_ISLANDS if islands else 0)),
            height=TILE * max([rows, *(row + 1.9 for _, _, row, _ in islands)]),
            size=TILE - GAP,
            legend=[(figures_map.colour(shade), text) for shade, text in shading.legend],
            unranked=words.word("not_ranked", language) if ranks.isna().any() else "",
            no_rank=figures_map.NO_RANK,
            sea=figures_map.SEA,
            ink=style.INK,
            title=words.word("home_map_title", language).format(name=name),
            description=words.word("home_map_description", language).format(first=ends[0], last=ends[-1])
            if ends
            else "",
            note=words.word(shading.note, language),
            language=language,
        )
    )


def _tile(item: Unit, rank: object, shade: float | None, language: str) -> dict[str, object]:
    x, y = TILE * (item.tile_column or 0), TILE * (item.tile_row or 0)
    name = labels.shorten(item.name(language), 26)
    lines = figures_map.tile_name(name).split("\n")
    middle = y + (42.0 if len(lines) == 1 else 30.0)
    size = LARGE if max(map(len, lines)) <= LETTERS else SMALL
    return {
        "x": x,
        "y": y,
        "centre": x + (TILE - GAP) / 2,
        "lines": [(middle + 20.0 * number, line) for number, line in enumerate(lines)],
        "size": size,
        "rank": numbers.rank(rank, language=language) or "–",
        "rank_y": y + 83.0,
        "fill": figures_map.colour(shade),
        "ink": "#ffffff" if shade is not None and shade > figures_map.LIGHT_INK_ABOVE else style.INK,
        "href": link(addresses.HOME, addresses.unit_page(item.unit_code)),
        "name": item.name(language),
    }


def _island(key: str, owner: Unit, row: float, column: float, language: str) -> dict[str, object]:
    x, y = TILE * (column + 0.5), TILE * (row + 0.5)
    lines = [*words.word(key, language).split("\n"), f"({owner.name(language)})"]
    return {
        "dots": [(round(x + 0.8 * TILE * dx, 1), round(y + 0.8 * TILE * dy, 1)) for dx, dy in figures_map.DOTS],
        "x": round(x, 1),
        "lines": [(round(y + 62.0 + 22.0 * number, 1), line) for number, line in enumerate(lines)],
    }
