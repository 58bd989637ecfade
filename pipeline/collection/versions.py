"""Two forms that one unit sent at the same time: where they agree, and where nobody knows which counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.collection.cell_reading import Reading, Remark
from pipeline.collection.form_reading import FormReading

SAID_NONE = ("none_by_state", "missing_mark")
"""Notes by which a unit says that it has no figure."""

SAYS_NOTHING = ("blank", None)


def agreed(readings: Sequence[FormReading]) -> list[FormReading]:
    """Where two files of one unit say different things of an indicator, neither is taken: nobody knows which counts.

    A blank says nothing, and contradicts nothing.
    """
    by_unit: dict[str, list[FormReading]] = {}
    for reading in readings:
        if reading.refusal is None:
            by_unit.setdefault(reading.unit_code, []).append(reading)
    disputed = {
        (unit, code): ", ".join(form.file for form in forms)
        for unit, forms in by_unit.items()
        for code in {line.code for form in forms for line in form.lines}
        if len({_says(form, code) for form in forms} - {SAYS_NOTHING}) > 1
    }
    twice = {unit: [form.file for form in forms] for unit, forms in by_unit.items() if len(forms) > 1}
    return [_with_others(_without(reading, disputed), twice.get(reading.unit_code, ())) for reading in readings]


def _with_others(form: FormReading, files: Sequence[str]) -> FormReading:
    """Noted where the unit sent other forms at the same time."""
    others = [file for file in files if file != form.file]
    if not others or form.refusal is not None:
        return form
    return replace(form, notes=(*form.notes, Remark("form_sent_twice", {"found": ", ".join(others[:5])})))


def _says(form: FormReading, code: str) -> tuple[str, float | None]:
    """What a form says of an indicator: a value, that there is none, or something that is refused."""
    found = next(line.reading for line in form.lines if line.code == code)
    if found.outcome == "missing":
        return ("none", None) if says_none(note.key for note in found.notes) else SAYS_NOTHING
    return ("value" if found.outcome in ("accepted", "noted") else found.outcome, found.value)


def says_none(notes: Iterable[str]) -> bool:
    """Whether notes of a cell without a value say that there is no figure; a blank cell says nothing."""
    return any(note in SAID_NONE for note in notes)


def _without(form: FormReading, disputed: dict[tuple[str, str], str]) -> FormReading:
    lines = []
    for line in form.lines:
        files = disputed.get((form.unit_code, line.code))
        if files is not None and line.reading.refusal is None:
            line = replace(line, reading=Reading(None, line.reading.notes, Remark("two_versions", {"found": files})))
        lines.append(line)
    return replace(form, lines=tuple(lines))
