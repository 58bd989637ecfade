"""The site's page of missing data, and that of the units without a rank."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from pipeline.framework import sourcing
from pipeline.publication import addresses, missing_content
from pipeline.publication.page import Page, Pages, link
from pipeline.publication.published_run import PublishedRun
from pipeline.publication.templating import render
from pipeline.reporting import numbers, tables_gaps, words

CHAPTERS = ("02_imputation", "12_missing_data")


def pages(run: PublishedRun, language: str) -> Pages:
    """Both pages, by their addresses."""
    return {addresses.MISSING: _missing(run, language), addresses.UNRANKED: _unranked(run, language)}


def _missing(run: PublishedRun, language: str) -> Page:
    here, cells = addresses.MISSING, missing_content.cells(run, language)
    body = render(
        "missing.html",
        language=language,
        counts=missing_content.counts(run, language),
        cells=cells,
        legend=list({cell.sign.key: cell.sign for cell in cells}.values()),
        units=_unit_links(run, here),
        indicators={cell.code: link(here, addresses.indicator_page(cell.code)) for cell in cells},
        has_page={node.code for node in (*run.edition.framework.tree, *run.edition.framework.outcomes)},
        worth=_worth(run, language),
        shift=_shift(run, language),
        unranked=link(here, addresses.UNRANKED),
        chapters=[
            (words.word(f"chapter_{step}", language), link(here, addresses.chapter_page(step)))
            for step in CHAPTERS
            if step in run.chapters.get(language, {})
        ],
    )
    return Page(title=words.word("missing_heading", language), body=body)


def _unit_links(run: PublishedRun, here: str) -> dict[str, str]:
    return {code: link(here, addresses.unit_page(code)) for code in run.edition.units.codes}


def _worth(run: PublishedRun, language: str) -> Markup | None:
    """What filling each gap would be worth; None where the chapter was not part of the run."""
    if "information_value" not in run.tables:
        return None
    frame = run.table("information_value")
    own = frame.assign(table=_years_named(frame["table"], language))
    found = tables_gaps.information_value(own, run.edition.units, run.edition.framework, language=language)
    return Markup(found.html)


def _years_named(names: pd.Series, language: str) -> pd.Series:
    """Names of raw tables with the word for the data year where that stands."""
    return names.map(lambda name: str(name).replace(sourcing.YEAR, words.word("year_in_name", language)))


def _shift(run: PublishedRun, language: str) -> Markup | None:
    if "delta_shift" not in run.tables:
        return None
    return Markup(tables_gaps.delta_shift(run.table("delta_shift"), run.edition.units, language=language).html)


def _unranked(run: PublishedRun, language: str) -> Page:
    here, found = addresses.UNRANKED, missing_content.unranked(run, language)
    n = len(run.edition.units.codes)
    lead = words.word("unranked_page_lead" if found else "unranked_page_nobody", language).format(
        n=numbers.integer(n, language=language), ranked=numbers.integer(n - len(found), language=language)
    )
    body = render(
        "unranked.html",
        language=language,
        lead=lead,
        found=found,
        rules=missing_content.rules(run, language),
        units=_unit_links(run, here),
        indicators={code: link(here, addresses.indicator_page(code)) for code in run.edition.framework.indicator_codes},
        missing=link(here, addresses.MISSING),
    )
    return Page(title=words.word("unranked_page_heading", language), body=body)
