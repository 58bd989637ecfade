"""Numbers as a reader of each language writes them: 1.234,56 in Vietnamese, 1,234.56 in English.

A missing number is empty text, never zero.
"""

from __future__ import annotations

import functools
import math
from typing import Any

import pandas as pd

from pipeline.errors import ParameterError

MINUS = "\u2212"


def missing(value: Any) -> bool:
    """Whether a single value is None, NaN, NA or empty text."""
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)) or value == ""


def number(value: Any, *, language: str, digits: int = 2) -> str:
    """A number with a fixed count of decimals.

    >>> number(-1234.5, language="vi")
    '−1.234,50'
    >>> number(1234.5, language="en", digits=1)
    '1,234.5'
    >>> number(float("nan"), language="vi")
    ''
    """
    check(language)
    if missing(value):
        return ""
    if math.isinf(float(value)):
        return "∞" if value > 0 else f"{MINUS}∞"
    text = f"{float(value):,.{digits}f}"
    if float(text.replace(",", "")) == 0.0:
        text = text.removeprefix("-")
    return text.translate(_marks(language)).replace("-", MINUS)


@functools.cache
def _marks(language: str) -> dict[int, int]:
    """Python's marks of thousands and decimals -> those of the language, by the Unicode CLDR."""
    from babel.numbers import get_decimal_symbol, get_group_symbol  # with a language's data a tenth of a second

    return str.maketrans(",.", get_group_symbol(language) + get_decimal_symbol(language))


def integer(value: Any, *, language: str) -> str:
    """A count.

    >>> integer(4000, language="vi")
    '4.000'
    """
    return number(value, language=language, digits=0)


def rank(value: Any, *, language: str) -> str:
    """A place, or the half between two places that equal scores share under average ranks.

    >>> rank(3.0, language="vi"), rank(2.5, language="vi"), rank(2.5, language="en")
    ('3', '2,5', '2.5')
    """
    whole = missing(value) or float(value).is_integer()
    return number(value, language=language, digits=0 if whole else 1)


def year(value: Any) -> str:
    """A year has no thousands mark.

    >>> year(2024)
    '2024'
    """
    return "" if missing(value) else str(int(value))


def percent(share: Any, *, language: str, digits: int = 0) -> str:
    """A share of 0-1 in per cent.

    >>> percent(0.905, language="vi", digits=1)
    '90,5%'
    """
    return "" if missing(share) else f"{number(100.0 * float(share), language=language, digits=digits)}%"


def measured(value: Any, *, language: str, significant: int = 4) -> str:
    """A value in its own unit of measure, with about four significant figures; more where a reader computes with it.

    >>> [measured(v, language="en") for v in (0.01234, 3.14159, 87.65, 1234.6)]
    ['0.01234', '3.142', '87.65', '1,235']
    """
    if missing(value):
        check(language)
        return ""
    size = abs(float(value))
    before = math.floor(math.log10(size)) + 1 if size > 0 else 1
    digits = min(max(significant - before, 0), 6)
    text = number(value, language=language, digits=digits)
    mark = "," if language == "vi" else "."
    return text.rstrip("0").rstrip(mark) if mark in text else text


def p_value(value: Any, *, language: str) -> str:
    """A p-value with three decimals, and a bound where that would read zero.

    >>> p_value(0.00001, language="en")
    '< 0.001'
    """
    if not missing(value) and float(value) < 0.001:
        return f"< {number(0.001, language=language, digits=3)}"
    return number(value, language=language, digits=3)


def check(language: str) -> None:
    """Refuse a language that no catalogue has.

    Raises
    ------
    ParameterError
    """
    if language not in ("vi", "en"):
        raise ParameterError(f"language: 'vi' or 'en' is expected, got {language!r}. Correct LANGUAGE")
