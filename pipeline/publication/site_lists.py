"""Lists of pages: the units by region, and the chapters of the book."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from pipeline.publication import addresses, site_home
from pipeline.publication.page import Page, link
from pipeline.publication.published_run import PublishedRun
from pipeline.publication.site_book import Chapter
from pipeline.publication.templating import render
from pipeline.reporting import collation, labels, words


def units(run: PublishedRun, language: str) -> Page:
    """Every unit with its rank and range, by region, names in the order of the Vietnamese alphabet."""
    own = run.edition.units
    rows = {row.unit_code: row for row in site_home.standings(run, language)}
    regions = []
    for code, name in labels.region_names(own, language).items():
        inside = [unit for unit in own.units if unit.region_code == code]
        inside.sort(key=lambda unit: collation.sort_key(unit.name(language)))
        here = addresses.PROVINCES
        listed = [
            (unit.name(language), link(here, addresses.unit_page(unit.unit_code)), rows.get(unit.unit_code))
            for unit in inside
        ]
        regions.append((name, listed))
    body = render("site/units.html", language=language, regions=regions)
    return Page(words.word("menu_provinces", language), body)


def book(chapters: Sequence[Chapter], language: str) -> Page:
    """The chapters with the question that each answers (HTML of `site_book.prose`)."""
    listed = [
        (item.title, link(addresses.BOOK, addresses.chapter_page(item.step)), Markup(item.question))
        for item in chapters
    ]
    body = render("site/book.html", language=language, chapters=listed)
    return Page(words.word("menu_book", language), body)
