"""The site of one language, built by Sphinx: pages and chapters go in, files come out; no network, no clock.

Any warning of Sphinx is an error. The same content gives the same bytes.
"""

from __future__ import annotations

import functools
import io
import json
import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from pipeline.errors import DataError
from pipeline.publication import addresses, site_extension, site_search
from pipeline.publication.page import Pages
from pipeline.publication.published_run import PublishedRun
from pipeline.publication.site_book import Chapter
from pipeline.reporting import style, words

PUBLICATION = Path(__file__).parent
THEME = "theme"
MESSAGES = {
    "Search Results": "search_results",
    "Searching": "search_searching",
    "Preparing search...": "search_preparing",
    ", in ": "search_in",
    "Search": "search_title",
}
"""What Sphinx's script says, and the catalogue's key for it."""
NOTHING = (
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've "
    "selected enough categories."
)
FOUND = (
    "Search finished, found one page matching the search query.",
    "Search finished, found ${resultCount} pages matching the search query.",
)
NEEDED_BY_SEARCH = (
    "documentation_options.js",
    "doctools.js",
    "sphinx_highlight.js",
    "translations.js",
    "searchtools.js",
    "language_data.js",
)
LEFTOVERS = (
    ".buildinfo",
    ".nojekyll",
    "objects.inv",
    "_sources",
    "_static/basic.css",
    "_static/file.png",
    "_static/minus.png",
    "_static/plus.png",
)


@dataclass(frozen=True, eq=False)
class Site:
    """The site of one language before it is built.

    Parameters
    ----------
    languages : of the whole publication; a page links to itself in the others.
    pages : address without ending -> page.
    chapters : of the book, in order.
    scripts : further files of the folder ``_static``, by name.
    """

    run: PublishedRun
    language: str
    languages: Sequence[str]
    pages: Pages
    chapters: Sequence[Chapter]
    scripts: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The edition's name."""
        about = self.run.edition.about
        return about.name_vi if self.language == "vi" else about.name_en


def build(site: Site, folder: Path) -> None:
    """Build the site into ``folder``, beside what is there already.

    Raises
    ------
    DataError : Sphinx warns or stops, with what it says.
    """
    with tempfile.TemporaryDirectory(prefix="pii-site-") as name:
        work = Path(name)
        sources, built = work / "sources", work / "site" / "html"
        _write_sources(site, sources)
        _write_static(site, work / "static")
        _write_messages(work / "locale", site.language)
        with _day_of(site.run):
            _run_sphinx(site, work, sources, built)
        for leftover in LEFTOVERS:
            _remove(built / leftover)
        for sheet in (built / "_static").glob("mystnb.*.css"):
            sheet.unlink()
        shutil.copytree(built, folder, dirs_exist_ok=True)


def _write_sources(site: Site, folder: Path) -> None:
    """A file for every page and chapter, as Sphinx reads them."""
    files = {
        f"{address}{site_extension.SUFFIX}": {"title": page.title or " ", "body": page.body}
        for address, page in site.pages.items()
    }
    files |= {f"{addresses.chapter_page(item.step)}.ipynb": dict(item.notebook) for item in site.chapters}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _write_static(site: Site, folder: Path) -> None:
    """Fonts, the scripts of single pages, and the colours of the house style as variables of CSS."""
    shutil.copytree(style.FONTS, folder / "fonts")
    for name, text in site.scripts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    names = ("ink", "muted", "grid", "paper", "accent", "contrast", "quiet", "good", "doubtful", "poor")
    colours = "\n".join(f"  --{name}: {getattr(style, name.upper())};" for name in names)
    (folder / "colours.css").write_text(f":root {{\n{colours}\n}}\n", encoding="utf-8")


def _write_messages(folder: Path, language: str) -> None:
    """What Sphinx's search says, from the catalogue."""
    told = {message: words.word(key, language) for message, key in MESSAGES.items()}
    told[NOTHING] = words.word("search_nothing", language)
    counted = [words.word("search_found_one", language), words.word("search_found_many", language)]
    messages: dict[str, Any] = {**told, FOUND[0]: counted}
    content = {"locale": language, "messages": messages, "plural_expr": "n == 1 ? 0 : 1"}
    path = folder / language / "LC_MESSAGES" / "sphinx.js"
    path.parent.mkdir(parents=True)
    path.write_text(f"Documentation.addTranslations({json.dumps(content)});\n", encoding="utf-8")


def _run_sphinx(site: Site, work: Path, sources: Path, built: Path) -> None:
    told = io.StringIO()
    try:
        with patch_docutils(), docutils_namespace(), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # between Sphinx and myst-nb: theirs to mend
            warnings.simplefilter("ignore", PendingDeprecationWarning)
            app = Sphinx(
                srcdir=sources,
                confdir=None,
                outdir=built,
                doctreedir=work / "doctrees",
                buildername="html",
                confoverrides=_options(site, work),
                status=None,
                warning=told,
                freshenv=True,
            )
            app.connect("html-page-context", functools.partial(_add_context, site))
            app.build(force_all=True)
    except SphinxError as error:
        raise DataError(f"site, language {site.language}: Sphinx stops: {error}. Mend what it names") from error
    said = re.sub(r"\x1b\[[0-9;]*m", "", told.getvalue()).replace(str(sources), "").strip()
    if said:
        raise DataError(f"site, language {site.language}: Sphinx must have nothing to warn of, and says: {said}")


def _options(site: Site, work: Path) -> dict[str, Any]:
    """Sphinx's settings."""
    return {
        "extensions": ["myst_nb", site_extension.__name__],
        "project": site.title,
        "language": site.language,
        "root_doc": addresses.HOME,
        "html_theme": THEME,
        "html_theme_path": [str(PUBLICATION)],
        "html_title": site.title,
        "html_static_path": [str(work / "static")],
        "html_copy_source": False,
        "html_permalinks": False,
        "html_use_index": False,
        "html_domain_indices": False,
        "html_show_search_summary": False,
        "html_search_language": site_search.LANGUAGE,
        "locale_dirs": [str(work / "locale")],
        "nb_execution_mode": "off",
        "nb_ipywidgets_js": {},
        "nb_output_stderr": "remove",
        "myst_update_mathjax": False,
        "smartquotes": False,
        "toc_object_entries": False,
        "suppress_warnings": ["toc.not_included", "myst.header"],
    }


def _add_context(
    site: Site, app: Sphinx, address: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """What the theme's templates show beside the page itself."""
    language, others = site.language, [other for other in site.languages if other != site.language]
    steps = [addresses.chapter_page(item.step) for item in site.chapters]
    place = steps.index(address) if address in steps else None
    around = (None, None) if place is None else ((None, *steps)[place], (*steps, None)[place + 1])
    titles = {addresses.chapter_page(item.step): item.title for item in site.chapters}
    about, came = site.run.edition.about, site.run.provenance
    context.update(
        word=functools.partial(words.word, language=language),
        site_title=site.title,
        page_language=language,
        others=[(other, words.word("language_name", other), _across(address, other)) for other in others],
        menu=_menu(site, address),
        note=about.note_vi if language == "vi" else about.note_en,
        edition=site.run.edition.id,
        method=site.run.edition.method.name,
        provenance=came,
        downloads=addresses.DOWNLOADS,
        styles=_styles(),
        needed_by_search=NEEDED_BY_SEARCH,
        is_chapter=place is not None,
        book=addresses.BOOK,
        before=(around[0], titles[around[0]]) if around[0] else None,
        after=(around[1], titles[around[1]]) if around[1] else None,
    )


def _styles() -> list[str]:
    """The style sheets of the theme; the one for all pages comes first."""
    names = sorted(path.name for path in (PUBLICATION / THEME / "static").glob("*.css"))
    return sorted(names, key=lambda name: name != "site.css")


MENU = (
    (addresses.HOME, "menu_home"),
    *addresses.PARTS,
    (addresses.DOWNLOADS, "menu_downloads"),
)


def _menu(site: Site, address: str) -> list[tuple[str, str, bool]]:
    """Address, name and whether the page belongs there; only what the site has."""
    part = address.split("/")[0]
    return [
        (target, words.word(key, site.language), address == target or ("/" in address and part == target.split("/")[0]))
        for target, key in MENU
        if target in site.pages
    ]


def _across(address: str, language: str) -> str:
    """The address of the same page in another language, relative to this page."""
    return "../" * (address.count("/") + 1) + f"{language}/{address}.html"


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _day_of(run: PublishedRun) -> Iterator[None]:
    """The run's day instead of the clock, for whatever would print a date."""
    name, before = "SOURCE_DATE_EPOCH", os.environ.get("SOURCE_DATE_EPOCH")
    os.environ[name] = str(int(datetime.combine(run.provenance.made, time(), UTC).timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
