"""Where each page and file of a publication lies, relative to its folder, so that links and files cannot disagree.

::

    index.html                          which language?
    <language>/index.html               the site's home; pages below, addressed without ending as the builder wants
    <language>/provinces/<unit>.html    <language>/indicators/<code>.html    <language>/book/<step>.html
    <language>/profiles/<unit>.pdf      <language>/report.pdf
    <language>/figures/<name>.svg .png .csv
    <language>/_static/                 styles, fonts and scripts of the site
    data/                               open data, the same for every language
    workbook.xlsx   audit.html          the workbook; the whole page of the audit
    SHA256SUMS                          digests of the files for download, for ``sha256sum -c``
"""

from __future__ import annotations

HOME, EXPLORER, AUDIT, MISSING, DOWNLOADS = "index", "explorer", "audit", "missing-data", "downloads"
CERTIFICATE, UNRANKED, BOOK = "certificate", "unranked", "book/index"
PROVINCES, INDICATORS = "provinces/index", "indicators/index"
REPORT, WORKBOOK, DATA, FIGURES = "report.pdf", "workbook.xlsx", "data", "figures"
SEARCH, WHOLE_AUDIT, SUMS = "search", "audit.html", "SHA256SUMS"

PARTS = (
    (PROVINCES, "menu_provinces"),
    (INDICATORS, "menu_indicators"),
    (EXPLORER, "menu_explorer"),
    (BOOK, "menu_book"),
    (MISSING, "menu_missing"),
    (AUDIT, "menu_audit"),
)
"""What a reader may go to from every page, and the word for each; the menu and the home page add their own."""


def file_name(code: str) -> str:
    """A code as part of an address: letters and digits stay, anything else becomes ``-``.

    >>> file_name("1.1.2"), file_name("T01")
    ('1-1-2', 'T01')
    """
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in code)


def unit_page(unit_code: str) -> str:
    """The page of a unit."""
    return f"provinces/{file_name(unit_code)}"


def indicator_page(code: str) -> str:
    """The page of an indicator or outcome."""
    return f"indicators/{file_name(code)}"


def chapter_page(step: str) -> str:
    """The page of an executed chapter."""
    return f"book/{step}"


def profile(unit_code: str) -> str:
    """The PDF profile of a unit."""
    return f"profiles/{file_name(unit_code)}.pdf"


def figure(name: str, ending: str) -> str:
    """A figure, its picture (``svg``, ``png``) or its data (``csv``)."""
    return f"{FIGURES}/{name}.{ending}"
