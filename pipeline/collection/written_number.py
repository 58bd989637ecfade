"""A number as somebody wrote it: 1.234,5 in Vietnamese, 1,234.5 in English, with blanks, in full-width digits.

A text is a number only if it can be read in one way. ``1.234`` is 1234 for a Vietnamese reader and 1.234 for a pocket
calculator: such a text is ambiguous, unless its field takes whole numbers only or it begins with a zero.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Manner = Literal["plain", "vietnamese", "english", "point", "blanks", "scientific"]

FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
"""Digits, letters and signs of East Asian keyboards. Not all compatibility forms: ``12²`` is 12 with a mark, never 122."""

BLANKS = dict.fromkeys((0x00A0, 0x202F, 0x2009, 0x2007, 0x3000), " ")
UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD))
"""Signs without width, which come along when a text is copied; those that turn the order of signs round stay."""

DASHES = {"\u2212": "-", "\u2013": "-", "\u2012": "-", "\ufe63": "-", "\u00b4": "'", "\u2019": "'", "\u2044": "/"}
PLAIN = FULL_WIDTH | BLANKS | UNSEEN | str.maketrans(DASHES)
DIGITS = r"\d+"
MARKS: tuple[tuple[str, str, Manner], ...] = ((".", ",", "vietnamese"), (",", ".", "english"))
"""Of thousands and of decimals."""
SCIENTIFIC = re.compile(r"([+-]?\d+(?:[.,]\d+)?)[eE]([+-]?\d{1,3})")


@dataclass(frozen=True)
class Written:
    """A number and the manner in which it was written; ``readings`` are the two numbers that an ambiguous text may be."""

    value: float | None
    manner: Manner = "plain"
    readings: tuple[float, ...] = ()


def normalised(text: str) -> str:
    """Full-width digits, typographic signs and hard blanks as plain ones; outer blanks and leading apostrophes away.

    >>> normalised("  '\uff11\uff12\u00a0345 ")
    '12 345'
    """
    plain = unicodedata.normalize("NFC", text).translate(PLAIN)
    return re.sub(r"\s+", " ", plain).strip().lstrip("'").strip()


def read(text: str, *, whole: bool = False) -> Written | None:
    """Read a text that is a number and nothing else; None if it is none.

    Parameters
    ----------
    text : as `normalised` gives it.
    whole : the field takes whole numbers only, so that ``1.234`` and ``1,234`` can only be 1234.

    >>> read("1.234,5"), read("1,234.5").value, read("12.5").manner
    (Written(value=1234.5, manner='vietnamese', readings=()), 1234.5, 'point')
    >>> read("1.234").value is None, read("1.234").readings, read("1.234", whole=True).value
    (True, (1234.0, 1.234), 1234.0)
    >>> read("0,125").value, read("3/4") is None
    (0.125, True)
    """
    power = SCIENTIFIC.fullmatch(text)
    if power:
        return Written(float(f"{power[1].replace(',', '.')}e{power[2]}"), "scientific")
    sign, body = (text[0], text[1:].strip()) if text[:1] in ("+", "-") else ("", text)
    found = _unsigned(body, whole=whole)
    if found is None or sign != "-":
        return found
    negative = None if found.value is None else -found.value
    return Written(negative, found.manner, tuple(-value for value in found.readings))


def _unsigned(body: str, *, whole: bool) -> Written | None:
    if re.fullmatch(DIGITS, body):
        return Written(float(body))
    blanks = re.fullmatch(r"(\d{1,3}(?: \d{3})+)([.,]\d+)?", body)
    if blanks:
        return Written(float(blanks[1].replace(" ", "") + (blanks[2] or "").replace(",", ".")), "blanks")
    one_mark = re.fullmatch(r"(\d+)([.,])(\d+)", body)
    if one_mark:
        return _one_mark(one_mark[1], one_mark[2], one_mark[3], whole=whole)
    for thousands, decimal, manner in MARKS:
        if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(decimal)}\d+)?", body):
            return Written(float(body.replace(thousands, "").replace(decimal, ".")), manner)
    return None


def _one_mark(before: str, mark: str, after: str, *, whole: bool) -> Written:
    """Digits, one mark, digits: a decimal, or thousands where three digits follow one to three."""
    decimal: Manner = "vietnamese" if mark == "," else "point"
    fraction = float(f"{before}.{after}")
    may_be_thousands = len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0")
    if not may_be_thousands:
        return Written(fraction, decimal)
    thousands = float(before + after)
    if whole:
        return Written(thousands, "vietnamese" if mark == "." else "english")
    return Written(None, decimal, (thousands, fraction))
