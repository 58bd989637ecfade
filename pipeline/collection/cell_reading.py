"""What one cell says about one field: accepted, accepted with a note, or refused; never guessed at.

A blank or a mark of missing is missing, and never zero. A text is a number only if it can be read in one way
(`written_number`); a unit of measure beside it must be the field's own.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from pipeline.collection import written_number
from pipeline.collection.cell import Cell
from pipeline.collection.form_field import PERCENT, FormField
from pipeline.collection.written_number import Manner
from pipeline.reporting import collation, numbers

Outcome = Literal["accepted", "noted", "missing", "refused"]

MISSING_MARKS = frozenset(
    (
        "-",
        "--",
        "..",
        "...",
        "\u2026",
        "n/a",
        "na",
        "x",
        "?",
        "khong co so lieu",
        "khong co",
        "chua co",
        "chua co so lieu",
    )
)
ZERO_OR_MISSING = frozenset(("khong", "khong phat sinh", "0 phat sinh", "none", "nil"))
ABOUT = re.compile(r"[~\u2248<>\u2264\u2265]\s*=?\s*\d|(?:khoang|gan|hon|tren|duoi|uoc|xap xi)\b")
ABOUT_AFTER = re.compile(r"[+-]?\d[\d.,\s]*(?:[*+?~]|(?:tro len|tro xuong)\b|\(?\s*(?:uoc|khoang|du kien)\b).*")
ERRORS = re.compile(r"#[A-Z/0-9_]{2,12}[!?]?|Err:\d{3}", re.IGNORECASE)
FRACTION = re.compile(
    r"\d+\s*/\s*\d+(?:\s*/\s*\d+)?"
    r"|\d*\s*[\u00bc-\u00be\u2150-\u215e]"
    r"|\d{1,2}\s*-\s*\d{1,2}\s*-\s*\d{2,4}|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d"
)
"""Fractions, also as one sign, and days in their usual forms."""

RANGE = re.compile(r"\d[\d.,]*\s*(?:-|den|toi)\s*\d[\d.,]*")
IN_BRACKETS = re.compile(r"\(\s*[\d.,\s]+\s*\)")
IN_FORMAT = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
"""Of a number format: what is printed as it is, colours and currencies, blanks as wide as a sign, repeated signs."""

SCALED = re.compile(r"[0#?],+(?![0#?,])")
"""A comma after the last digit: 1234567 is shown as 1235."""

MAGNITUDES = ("nghin ty", "trieu", "nghin", "ty")
FIRST_DAY, LAST_DAY = 36526, 54789
"""1 January 2000 and 31 December 2049, as spreadsheet programs count days."""

DAY_ZERO = datetime.date(1899, 12, 30)
WITH_TEXT = re.compile(r"(?P<number>[+-]?\d[\d.,\s]*(?:[eE][+-]?\d+)?)\s*(?P<text>\D.*)")
LARGEST = 1e15
"""A spreadsheet keeps 15 digits: a larger number is not what was typed."""

LONGEST_SHOWN = 40
NOTED_MANNERS: Mapping[Manner, str] = MappingProxyType(
    {"english": "english_notation", "point": "decimal_point", "blanks": "blanks", "scientific": "scientific"}
)


@dataclass(frozen=True)
class Remark:
    """Something said of a cell: a key of the words of collection, and what its sentence shows."""

    key: str
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What a cell says: a value with notes, nothing (missing), or why it is refused."""

    value: float | None = None
    notes: tuple[Remark, ...] = ()
    refusal: Remark | None = None

    @property
    def outcome(self) -> Outcome:
        if self.refusal is not None:
            return "refused"
        if self.value is None:
            return "missing"
        return "noted" if self.notes else "accepted"


def read(cell: Cell, asked: FormField) -> Reading:
    """Read one cell.

    Returns
    -------
    Reading : its remarks are keys of `pipeline.reporting.words_collection`.
    """
    notes = [*([Remark("hidden")] if cell.hidden else []), *([Remark("formula")] if cell.formula else [])]
    if cell.formula and cell.content is None:
        return Reading(refusal=Remark("formula_not_computed"), notes=tuple(notes))
    found = _by_kind(cell, asked)
    if found.refusal is not None or found.value is None:
        return Reading(None, (*notes, *found.notes), found.refusal)
    impossible = _impossible(found.value, asked)
    if impossible is not None:
        return Reading(None, (*notes, *found.notes), impossible)
    return Reading(found.value, (*notes, *found.notes, *_implausible(found.value, asked)))


def _by_kind(cell: Cell, asked: FormField) -> Reading:
    content = cell.content
    if content is None:
        return Reading(notes=(Remark("blank"),))
    if isinstance(content, bool):
        return _refused("truth_value", found=str(content))
    if isinstance(content, datetime.date | datetime.time | datetime.timedelta):
        return _refused("date", found=str(content))
    if isinstance(content, str):
        return _text(content, asked)
    if isinstance(content, float) and not math.isfinite(content):
        return _refused("error_value", found=str(content))
    if abs(content) > LARGEST:
        return _refused("too_large", found=f"{content:.3g}" if isinstance(content, float) else f"{str(content)[:12]}…")
    if PERCENT in IN_FORMAT.sub("", cell.number_format):
        return _percent_format(float(content), asked)
    return _printed_beside(float(content), cell.number_format, asked)


def _printed_beside(content: float, number_format: str, asked: FormField) -> Reading:
    """What the cell's format shows besides the digits: a unit of measure, or thousands left away."""
    if SCALED.search(IN_FORMAT.sub("", number_format.partition(";")[0])):
        return _refused("scaled_format", found=_shown(content))
    parts = IN_FORMAT.findall(number_format.partition(";")[0])
    printed = "".join(text or sign for text, sign in parts).strip()
    if not any(letter.isalpha() or letter == PERCENT for letter in printed):
        return Reading(content)
    if not _is_own_unit(printed, asked):
        return _refused("other_unit", found=printed, expected=asked.unit_of_measure_vi)
    return Reading(content, (Remark("unit_in_cell", {"found": f"{_shown(content)} {printed}"[:LONGEST_SHOWN]}),))


def _percent_format(content: float, asked: FormField) -> Reading:
    """A cell that shows 12 % stores 0.12."""
    shown = f"{_shown(round(content * 100, 10))} %"
    if not asked.is_percent:
        return _refused("percent_elsewhere", found=shown, expected=asked.unit_of_measure_vi)
    return Reading(round(content * 100, 10), (Remark("percent_format", {"found": shown}),))


def _text(content: str, asked: FormField) -> Reading:
    text = written_number.normalised(content)
    folded = collation.search_key(text)
    for stands, reading in (
        (not text, Reading(notes=(Remark("blank"),))),
        (folded in MISSING_MARKS, Reading(notes=(Remark("missing_mark", {"found": text}),))),
        (folded in ZERO_OR_MISSING, _refused("zero_or_missing", found=text)),
        (bool(ERRORS.fullmatch(text)), _refused("error_value", found=text)),
        (bool(ABOUT.match(folded) or ABOUT_AFTER.fullmatch(folded)), _refused("not_exact", found=text)),
        (bool(FRACTION.fullmatch(text)), _refused("fraction_or_date", found=text)),
        (bool(RANGE.fullmatch(folded)), _refused("range", found=text)),
        (bool(IN_BRACKETS.fullmatch(text)), _refused("brackets", found=text)),
    ):
        if stands:
            return reading
    return _number_in_text(text, asked)


def _number_in_text(text: str, asked: FormField) -> Reading:
    """A number written as text, alone or with its unit of measure."""
    whole = asked.value_type == "integer"
    alone = written_number.read(text, whole=whole)
    if alone is not None:
        return _written(alone, text, (Remark("number_as_text", {"found": text}),))
    parted = WITH_TEXT.fullmatch(text)
    number = written_number.read(parted["number"].strip(), whole=whole) if parted else None
    if parted is None or number is None or not any(sign.isalpha() or sign == PERCENT for sign in parted["text"]):
        return _refused("not_a_number", found=text, expected=asked.unit_of_measure_vi)
    unit = parted["text"].strip()
    if not _is_own_unit(unit, asked):
        return _refused("other_unit", found=unit, expected=asked.unit_of_measure_vi)
    return _written(number, text, (Remark("unit_in_cell", {"found": text}),))


def _is_own_unit(unit: str, asked: FormField) -> bool:
    """Whether a unit of measure is the field's, in another spelling or by its magnitude alone (``tỷ`` of ``tỷ đồng``)."""
    measures = (*asked.measures, PERCENT) if asked.is_percent else asked.measures
    own = {_folded(measure) for measure in measures}
    begins = (folded for folded in (collation.search_key(measure) for measure in measures))
    own |= {_folded(next((word for word in MAGNITUDES if text.startswith(f"{word} ")), text)) for text in begins}
    return _folded(unit) in own


def _folded(text: str) -> str:
    """Case, marks, blanks and ways of spelling away, for comparing units of measure."""
    key = collation.search_key(text).replace("vnd", "dong").replace(" ", "").rstrip(".")
    return key.replace("ty", "ti")  # tỷ and tỉ


def _written(number: written_number.Written, text: str, notes: tuple[Remark, ...]) -> Reading:
    if any(abs(value) > LARGEST for value in (number.value, *number.readings) if value is not None):
        return _refused("too_large", found=text)
    if number.value is None:
        one, other = (_shown(value) for value in number.readings)
        return _refused("ambiguous", found=text, one=one, other=other)
    manner = NOTED_MANNERS.get(number.manner)
    return Reading(number.value, (*notes, *([Remark(manner, {"value": _shown(number.value)})] if manner else [])))


def _impossible(value: float, asked: FormField) -> Remark | None:
    if asked.value_type == "integer" and not float(value).is_integer():
        return Remark("not_whole", {"found": _shown(value)})
    if asked.least is not None and value < asked.least:
        return Remark("negative", {"found": _shown(value)})
    if asked.is_percent and asked.least is not None and asked.high is not None and asked.high <= 100 < value:
        return Remark("above_hundred", {"found": _shown(value)})
    return None


def _implausible(value: float, asked: FormField) -> tuple[Remark, ...]:
    """Possible, but beyond the plausible bounds: accepted and asked about."""
    low, high = asked.low, asked.high
    if (low is None or value >= low) and (high is None or value <= high):
        return ()
    bounds = {"low": _shown(low) if low is not None else "-∞", "high": _shown(high) if high is not None else "∞"}
    day = _day(value)
    perhaps = (Remark("perhaps_a_day", {"found": _shown(value), "day": day}),) if day else ()
    return (Remark("implausible", {"found": _shown(value), **bounds}), *perhaps)


def _day(value: float) -> str:
    """The day that a program would have stored as this number: 3/5 typed into a cell that is formatted as a number."""
    if not float(value).is_integer() or not FIRST_DAY <= value <= LAST_DAY:
        return ""
    return (DAY_ZERO + datetime.timedelta(days=int(value))).strftime("%d/%m/%Y")


def _refused(key: str, **shown: str) -> Reading:
    short = {name: text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…" for name, text in shown.items()}
    return Reading(refusal=Remark(key, short))


def _shown(value: float) -> str:
    """A number as a Vietnamese reader writes it, with the digits that it has."""
    digits = 0 if float(value).is_integer() else min(len(repr(float(value)).partition(".")[2]), 6)
    return numbers.number(value, language="vi", digits=digits)
