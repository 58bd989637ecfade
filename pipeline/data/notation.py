"""What a printed number means, by the declared notation and never by guess."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.framework.provenance import Notation

PLAIN = str.maketrans("\u00a0\u202f\u2009\u2212", "   -")
"""No-break, narrow and thin spaces, and the typographic minus sign, as they stand on a keyboard."""


def parse(text: str, notation: Notation, *, missing: Sequence[str] = ("",)) -> float:
    """Read one printed number; a missing marker is NaN.

    ``1.234,56`` is 1234.56 where the decimal mark is declared as "," and the thousands mark as "."; under any other
    notation it is refused. Thousands marks must group by three. A percent sign, a unit of measure or any other text is
    refused.

    Raises
    ------
    ValueError : what was expected, what was found, and what to do.

    >>> parse("1.234,56", Notation(decimal=",", thousands="."))
    1234.56
    >>> parse("..", Notation(), missing=("", ".."))
    nan
    """
    stripped = text.strip()
    if stripped in missing:
        return math.nan
    plain = stripped.translate(PLAIN)
    if not _pattern(notation.decimal, notation.thousands).fullmatch(plain):
        raise ValueError(f'a number is expected, got "{text}". {_advice(notation)}')
    if notation.thousands:
        plain = plain.replace(notation.thousands, "")
    return float(plain.replace(notation.decimal, "."))


@lru_cache
def _pattern(decimal: str, thousands: str) -> re.Pattern[str]:
    whole = r"\d+"
    if thousands:
        whole = rf"(?:\d+|\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+)"
    return re.compile(rf"[+-]?{whole}(?:{re.escape(decimal)}\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def _advice(notation: Notation) -> str:
    marks = f'decimal "{notation.decimal}"' + (f', thousands "{notation.thousands}"' if notation.thousands else "")
    if notation.decimal == ".":
        return (
            f'The file declares English notation ({marks}); if it is Vietnamese, say `decimal: ","` in its source.yaml'
        )
    return f'The file declares Vietnamese notation ({marks}); if it is English, say `decimal: "."` in its source.yaml'
