"""Rows of the tables of an intake, from what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.collection import remark_text
from pipeline.collection.cell_reading import Remark
from pipeline.collection.form_reading import FormReading
from pipeline.collection.line_reading import LineReading
from pipeline.errors import DataError


def as_evidence(form: FormReading) -> FormReading:
    """A document that lies beside the forms and that one of them names is no form, and nobody has to mend it."""
    return replace(form, refusal=None, notes=(Remark("file_is_evidence"),)) if form.refusal else form


def of_value(form: FormReading, line: LineReading, found: Sequence[dict[str, str]]) -> dict[str, object]:
    notes = [*line.reading.notes]
    if any(not row["sha256"] for row in found if row["code"] == line.code):
        notes.append(Remark("evidence_missing"))
    outcome = line.reading.outcome
    return {
        "unit_code": form.unit_code,
        "code": line.code,
        "outcome": "noted" if outcome == "accepted" and notes else outcome,
        "value": line.reading.value,
        "raw": line.raw,
        "file": form.file,
        "sheet_cell": line.place,
        "notes": " ".join(note.key for note in notes),
        "said_vi": " ".join(remark_text.sentence(note, "vi") for note in notes),
        "said_en": " ".join(remark_text.sentence(note, "en") for note in notes),
        "evidence": "; ".join(line.evidence),
        "note": line.note,
    }


def of_refusal(form: FormReading, line: LineReading) -> dict[str, object]:
    refusal = line.reading.refusal
    if refusal is None:
        raise DataError(f"{form.file}, {line.place}: a refused line needs its reason, found none")
    return {
        "unit_code": form.unit_code,
        "code": line.code,
        "file": form.file,
        "sheet_cell": line.place,
        "remark": refusal.key,
        "said_vi": remark_text.sentence(refusal, "vi"),
        "said_en": remark_text.sentence(refusal, "en"),
    }


def of_comment(form: FormReading, line: LineReading) -> dict[str, object]:
    return {"unit_code": form.unit_code, "code": line.code, "file": form.file, "comment": line.comment}


def of_file(form: FormReading) -> dict[str, object]:
    said = form.refusal
    return {
        "file": form.file,
        "sha256": form.sha256,
        "kind": form.kind,
        "unit_code": form.unit_code,
        "outcome": "refused" if said else "noted" if form.notes else "accepted",
        "notes": " ".join(note.key for note in form.notes),
        "said_vi": remark_text.sentence(said, "vi") if said else "",
        "said_en": remark_text.sentence(said, "en") if said else "",
    }
