"""The website: static pages in every language that work from a file share, without a network and without a server.

Sphinx builds it (`site_build`) from pages that modules of this package make as HTML, and from the executed chapters
(`site_book`). Whoever adds pages names its module in `PAGES`; it has ``pages(run, language) -> Pages``.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from pipeline.publication import (
    addresses,
    explorer,
    indicator_pages,
    missing_pages,
    site_book,
    site_build,
    site_home,
    site_lists,
    site_records,
    unit_pages,
)
from pipeline.publication.page import Page, Pages
from pipeline.publication.published_run import PublishedRun
from pipeline.publication.site_book import Chapter
from pipeline.publication.templating import render
from pipeline.reporting import words

FILE_LINK = re.compile(
    r'<a\b[^>]*\bhref="([^"#?:]+\.(?:pdf|xlsx|csv|svg|png|json|parquet|xml))"[^>]*>(.*?)</a>', re.DOTALL
)
"""A link to a file that another part of the publication makes."""

PAGES = (unit_pages, indicator_pages, missing_pages, explorer)


def write(run: PublishedRun, folder: Path, *, languages: Sequence[str], boundaries: Path | None) -> None:
    """Write the site of every language, and the page that asks which one.

    Parameters
    ----------
    folder : of the whole publication; files of other parts that lie there are listed for download.
    boundaries : where it is given and the figures have been made, the home page shows their map with true boundaries.

    Raises
    ------
    SchemaError : a table or chapter that the site needs is missing.
    DataError : Sphinx stops or warns.
    """
    if run.audit is not None:
        shutil.copyfile(run.audit.page, folder / addresses.WHOLE_AUDIT)
    files = site_records.files(folder)
    (folder / addresses.SUMS).write_text(site_records.sums(files), encoding="utf-8", newline="\n")
    for language in languages:
        chapters = site_book.chapters(run.chapters[language], language)
        made = _pages(run, chapters, files, language, languages=languages)
        drawn = (folder / language / addresses.figure(site_home.MAP, "svg")).is_file()
        home = site_home.page(run, language, known=frozenset(made), with_true_map=drawn and boundaries is not None)
        pages = without_dead_links({addresses.HOME: home, **made}, folder / language)
        site = site_build.Site(run, language, tuple(languages), pages, chapters, explorer.scripts())
        site_build.build(site, folder / language)
    (folder / "index.html").write_text(_which_language(run, languages), encoding="utf-8", newline="\n")


def _pages(
    run: PublishedRun,
    chapters: Sequence[Chapter],
    files: Sequence[site_records.Download],
    language: str,
    *,
    languages: Sequence[str],
) -> dict[str, Page]:
    """Every page but the home page and the chapters, by address."""
    pages = {
        addresses.PROVINCES: site_lists.units(run, language),
        addresses.BOOK: site_lists.book(chapters, language),
        addresses.AUDIT: site_records.audit(run, language),
        addresses.CERTIFICATE: site_records.certificate(run, language, languages=languages),
        addresses.DOWNLOADS: site_records.downloads(run, files, language),
    }
    for module in PAGES:
        pages |= module.pages(run, language)
    return pages


def without_dead_links(pages: Pages, folder: Path) -> dict[str, Page]:
    """Pages whose links to files that nobody made (``pii publish --only site``) are plain text.

    Parameters
    ----------
    folder : of the language that the pages belong to.
    """

    # normalised first: a folder on the way ("provinces/..") need not be there yet
    def kept(found: re.Match[str], here: Path) -> str:
        return found[0] if Path(os.path.normpath(here / unquote(found[1]))).is_file() else found[2]

    return {
        address: replace(page, body=FILE_LINK.sub(partial(kept, here=(folder / address).parent), page.body))
        for address, page in pages.items()
    }


def _which_language(run: PublishedRun, languages: Sequence[str]) -> str:
    about = run.edition.about
    told = [
        {
            "code": language,
            "name": words.word("language_name", language),
            "title": about.name_vi if language == "vi" else about.name_en,
            "note": about.note_vi if language == "vi" else about.note_en,
        }
        for language in languages
    ]
    return render("site/languages.html", languages=told)
