"""What one line of a form says: the cell of its value, held against what is chosen and written beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.collection import cell_reading
from pipeline.collection.cell import Cell
from pipeline.collection.cell_reading import Reading, Remark
from pipeline.collection.form_field import FormField
from pipeline.collection.returned_form import Line
from pipeline.reporting import collation, words_forms

STATES = {collation.search_key(text): name for name, text in words_forms.STATES.items()}
LONGEST_TEXT, LONGEST_SHOWN = 2000, 40


@dataclass(frozen=True)
class LineReading:
    """What a line says of one indicator; ``place`` is its cell in the file."""

    code: str
    place: str
    reading: Reading
    raw: str = ""
    evidence: tuple[str, ...] = ()
    note: str = ""
    comment: str = ""


def read(line: Line, asked: FormField) -> LineReading:
    """Read one line."""
    if line.refusal is not None:
        own = line.cells.get("value")
        return LineReading(asked.code, cleaned(own.place) if own else "", Reading(refusal=line.refusal))
    value = line.cells["value"]
    return LineReading(
        code=asked.code,
        place=cleaned(value.place),
        reading=_held_against(line, asked, cell_reading.read(value, asked)),
        raw=_text(value),
        evidence=_files(_text(line.cells.get("evidence"))),
        note=_text(line.cells.get("note")),
        comment=_text(line.cells.get("comment")),
    )


def _held_against(line: Line, asked: FormField, found: Reading) -> Reading:
    """The value cell against the state and the unit of measure that were chosen."""
    if found.refusal is not None:
        return found
    if line.cells["value"].elsewhere:
        return Reading(notes=found.notes, refusal=Remark("linked_elsewhere"))
    other = _other_measure(line, asked)
    if other is not None and found.value is not None:
        return Reading(notes=found.notes, refusal=other)
    chosen = _text(line.cells.get("state"))
    state = STATES.get(collation.search_key(chosen))
    if chosen and state is None:
        return _with_note(found, Remark("unknown_state", {"found": chosen[:LONGEST_SHOWN]}))
    return _with_state(found, state)


def _with_state(found: Reading, state: str | None) -> Reading:
    if state == "zero" and found.value is None:
        return Reading(0.0, (Remark("zero_by_state"),))
    if (state == "zero" and found.value != 0) or (state == "none" and found.value is not None):
        return Reading(notes=found.notes, refusal=Remark("state_contradicts", {"found": words_forms.STATES[state]}))
    if state == "figure" and found.value is None:
        return Reading(notes=found.notes, refusal=Remark("figure_announced"))
    if state == "none":
        return Reading(notes=(Remark("none_by_state"),))
    return found


def _with_note(found: Reading, note: Remark) -> Reading:
    return Reading(found.value, (*found.notes, note), found.refusal)


def _other_measure(line: Line, asked: FormField) -> Remark | None:
    chosen = _text(line.cells.get("used_measure"))
    known = {collation.search_key(text) for text in (*asked.measures, words_forms.NO_MEASURE)}
    if not chosen or collation.search_key(chosen) in known:
        return None
    return Remark("other_unit", {"found": chosen[:LONGEST_SHOWN], "expected": asked.unit_of_measure_vi})


def _text(cell: Cell | None) -> str:
    """The content as text, cut where nobody would read on."""
    return "" if cell is None or cell.content is None else cleaned(str(cell.content))[:LONGEST_TEXT]


def cleaned(text: str) -> str:
    """A text that may be shown and stored: what has no sign of its own becomes a blank, and blanks become one.

    >>> cleaned("a\\x1b[2J \\u202eb\\n")
    'a [2J b'
    """
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _files(text: str) -> tuple[str, ...]:
    parts: Sequence[str] = text.replace("\n", ";").split(";")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
