"""The home page: map, league table, what is new, how to cite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.framework.hierarchy import Node
from pipeline.publication import addresses, site_map
from pipeline.publication.page import Page, file, link
from pipeline.publication.published_run import PublishedRun
from pipeline.publication.templating import render
from pipeline.reporting import collation, dates, labels, numbers, sentences_compare, words
from pipeline.reporting.tables_index import range_text

SHOWN_OF_HEAD = 12
MAP = "map"


@dataclass(frozen=True)
class Standing:
    """One row of the league table. Texts are as a reader sees them; ``order_`` is what a column is sorted by."""

    unit_code: str
    name: str
    href: str
    region: str
    rank: str
    order_rank: float
    score: str
    order_score: float
    range: str
    order_range: float
    firm: bool | None
    next: str
    pillars: tuple[tuple[str, str], ...]
    order_name: int
    search: str


def page(run: PublishedRun, language: str, *, known: frozenset[str], with_true_map: bool = False) -> Page:
    """The home page.

    Parameters
    ----------
    known : addresses of the pages that the site has; what it lacks is not linked.
    with_true_map : whether the figures have a map with true boundaries, to be shown above the tiles.
    """
    edition = run.edition
    about = edition.about
    rows = standings(run, language)
    ranked = {row.unit_code for row in rows}
    left = [unit for unit in edition.units.units if unit.unit_code not in ranked]
    body = render(
        "site/home.html",
        language=language,
        about=about,
        note=about.note_vi if language == "vi" else about.note_en,
        facts=_facts(run, len(rows), language),
        map=site_map.tile_map(run, language),
        true_map=file(addresses.HOME, addresses.figure(MAP, "svg")) if with_true_map else "",
        true_map_alt=words.word("boundary_map_title", language).format(name=edition.framework.root.name(language)),
        rows=rows,
        pillars=[_named(node, language, known) for node in edition.framework.pillars],
        with_ranges="uncertainty" in run.tables,
        unranked=[(unit.name(language), _if_known(addresses.unit_page(unit.unit_code), known)) for unit in left],
        unranked_page=_if_known(addresses.UNRANKED, known),
        news=_news(run, language),
        citation=citation(run, language),
        head=run.provenance.head,
        ways=[
            (words.word(key, language), words.word(f"{key}_what", language), link(addresses.HOME, target))
            for target, key in WAYS
            if target in known
        ],
    )
    name = about.name_vi if language == "vi" else about.name_en
    return Page(name, body)


WAYS = (
    *addresses.PARTS,
    (addresses.CERTIFICATE, "certificate_page"),
    (addresses.DOWNLOADS, "menu_downloads"),
)


def standings(run: PublishedRun, language: str) -> list[Standing]:
    """The ranked units, best first."""
    edition, scores = run.edition, run.table("scores")
    framework, units = edition.framework, edition.units
    ranks = scores.pivot(index="unit_code", columns="code", values="rank").astype(float)
    points = scores[scores["code"] == framework.root.code].set_index("unit_code")["score"].astype(float)
    own = ranks[framework.root.code].dropna()
    order = [code for code in labels.ranked_codes(scores, framework) if code in own.index]
    alphabetic = sorted(order, key=lambda code: collation.sort_key(labels.unit(units, code, language)))
    ranges = run.tables["uncertainty"].set_index("unit_code") if "uncertainty" in run.tables else pd.DataFrame()
    firm = _firm(run)
    found = []
    for place, code in enumerate(order):
        name = labels.unit(units, code, language)
        following = order[place + 1] if place + 1 < len(order) else None
        known = code in ranges.index
        low, high = (float(ranges.at[code, end]) if known else 0.0 for end in ("rank_p05", "rank_p95"))
        pillars = [ranks.at[code, node.code] for node in framework.pillars]
        found.append(
            Standing(
                unit_code=code,
                name=name,
                href=link(addresses.HOME, addresses.unit_page(code)),
                region=units.by_code[code].region(language),
                rank=numbers.rank(own[code], language=language),
                order_rank=float(own[code]),
                score=numbers.number(points[code], language=language),
                order_score=float(points[code]),
                range=range_text(ranges, code, language) if known else "",
                order_range=1000.0 * low + high,
                firm=firm.get((code, following)) if following else None,
                next=labels.unit(units, following, language) if following else "",
                pillars=tuple((numbers.rank(rank, language=language), _order(rank)) for rank in pillars),
                order_name=alphabetic.index(code),
                search=f"{name} {units.by_code[code].region(language)} {code}",
            )
        )
    return found


def _order(rank: float) -> str:
    return "" if pd.isna(rank) else repr(float(rank))


def _firm(run: PublishedRun) -> Mapping[tuple[str, str], bool]:
    """Whether the order of two units is robust, either way round."""
    pairs = run.tables.get("pairs")
    if pairs is None or pairs.empty:
        return {}
    told = {
        (str(one), str(other)): bool(robust)
        for one, other, robust in zip(pairs["unit_code"], pairs["other"], pairs["robust"], strict=True)
    }
    return {(other, one): robust for (one, other), robust in told.items()} | told


def _named(node: Node, language: str, known: frozenset[str]) -> dict[str, str | None]:
    return {"name": node.name(language), "href": _if_known(addresses.indicator_page(node.code), known)}


def _if_known(address: str, known: frozenset[str]) -> str | None:
    return link(addresses.HOME, address) if address in known else None


def _facts(run: PublishedRun, n_ranked: int, language: str) -> list[tuple[str, str]]:
    edition = run.edition
    n_units = numbers.integer(len(edition.units.units), language=language)
    facts = [
        ("fact_year", numbers.year(edition.about.year)),
        ("fact_units", f"{numbers.integer(n_ranked, language=language)} / {n_units}"),
        ("fact_indicators", numbers.integer(len(edition.framework.indicators), language=language)),
        ("fact_method", edition.method.name),
    ]
    if run.provenance.released:
        facts.append(("fact_released", dates.short(run.provenance.released, language=language)))
    return [(words.word(key, language), value) for key, value in facts]


def _news(run: PublishedRun, language: str) -> list[str]:
    """What changed since the edition before, in sentences that carry the numbers of the comparison."""
    if run.comparison is None:
        return [words.word("home_news_none", language).format(edition=run.edition.id)]
    edition, tables = run.edition, run.comparison.tables
    told = [words.word("home_news_compared", language).format(before=run.comparison.before)]
    told.append(
        str(sentences_compare.moved(tables["compare_changes"], edition.units, edition.framework, language=language))
    )
    told.append(str(sentences_compare.causes(tables["compare_players"], language=language)))
    return told


def citation(run: PublishedRun, language: str) -> str:
    """How the edition is cited: nothing in it but what the run says of itself."""
    about, came = run.edition.about, run.provenance
    return words.word("citation", language).format(
        name=about.name_vi if language == "vi" else about.name_en,
        edition=run.edition.id,
        method=run.edition.method.name,
        run=came.run,
        day=dates.short(came.released or came.made, language=language),
        head=came.head[:SHOWN_OF_HEAD],
    )
