"""Cell formats of the workbook: numbers as a Vietnamese or English reader writes them, a colour and a letter for marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pipeline.reporting import numbers, words

COLOURS = {
    "earlier_year": "#CFE3F2",
    "structural_zero": "#D9DDE1",
    "not_published": "#FBE3AE",
    "source_fault": "#F4BFA6",
    "imputed": "#DCCBEF",
    "treated": "#BFE3D0",
    "approximate": "#F6D9E8",
}
"""Fill of a cell by what is special about its value; the legend stands on the cover."""

FIXED = {"number": 2, "integer": 0}
GENERAL = {"rank": "General", "year": "0", "share": "0.00%"}
SIGNIFICANT, MOST_DIGITS = 4, 6
LOCALES = {"vi": "[$-42A]", "en": "[$-409]"}
"""Language of a number format: LibreOffice then writes 1.234,56 whatever the machine's; Excel goes by the machine."""


class Formats:
    """The formats of one workbook, each made once.

    Parameters
    ----------
    book : open workbook of XlsxWriter.
    language : of the letters and of the separators of numbers.
    """

    def __init__(self, book: Any, language: str) -> None:
        self._book, self._language = book, language
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def number(self, kind: str, digits: int, mark: str) -> Any:
        """Of a number; a marked one has its colour, and its letter behind the number."""
        code = GENERAL.get(kind) or decimals(digits)
        if code != "General" and kind != "year":
            code = LOCALES[self._language] + code
        look: dict[str, object] = {"num_format": code}
        if mark:
            letter = words.word(f"mark_{mark}", self._language)
            look = {"num_format": f'{code}" {letter}"', "bg_color": COLOURS[mark]}
        return self._format(look)

    def blank(self, mark: str) -> Any:
        """Of a marked cell without a value."""
        return self._format({"bg_color": COLOURS[mark]})

    def named(self, name: str) -> Any:
        """Of a text by its part in the workbook."""
        return self._format(NAMED[name])

    def _format(self, look: dict[str, object]) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(BASE | look)
        return self._made[key]


BASE: dict[str, object] = {"font_name": "Arial", "font_size": 10, "valign": "top"}
NAMED: dict[str, dict[str, object]] = {
    "text": {"text_wrap": True},
    "year": {"num_format": "0", "align": "left"},
    "title": {"bold": True, "font_size": 14},
    "subtitle": {"italic": True, "font_color": "#55606B"},
    "warning": {"bold": True, "font_color": "#B23C0A", "text_wrap": True},
    "header": {"bold": True, "text_wrap": True, "bg_color": "#E8EEF3", "bottom": 1, "valign": "bottom"},
}


def decimals(digits: int) -> str:
    """The number format with as many decimals.

    >>> decimals(0), decimals(2)
    ('#,##0', '#,##0.00')
    """
    return "#,##0" + (f".{'0' * digits}" if digits else "")


def digits(kind: str, cells: Sequence[object]) -> int:
    """Decimals of a column: those of its kind, or for values as many as its typical size needs, none for whole numbers.

    >>> digits("value", [123.45, 98.2]), digits("value", [0.012, 0.5, 0.3]), digits("value", [3.0, 4, None])
    (1, 4, 0)
    """
    if kind in FIXED:
        return FIXED[kind]
    own = sorted(abs(float(str(cell))) for cell in cells if not numbers.missing(cell))
    if not own or all(cell.is_integer() for cell in own):
        return 0
    typical = max(own[len(own) // 2], own[-1] / 100)
    before = math.floor(math.log10(typical)) + 1 if typical > 0 else 1
    return min(max(SIGNIFICANT - before, 0), MOST_DIGITS)


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula, not even after a detour through CSV: an apostrophe goes before it.

    >>> safe("=1+1"), safe("\\t@SUM(A1)"), safe("Hà Nội")
    ("'=1+1", "'@SUM(A1)", 'Hà Nội')

    References
    ----------
    OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection.
    """
    stripped = text.lstrip("\t\r\n")
    return f"'{stripped}" if stripped.startswith(("=", "+", "-", "@")) else stripped
