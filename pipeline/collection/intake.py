"""``pii forms read``: what came back, read once and kept for ever.

An intake is a numbered folder that is never changed: the values that were accepted, with the file, sheet and cell they
come from; what was refused and why; comments; digests of the forms and of the evidence. A file that an earlier intake
has (by its digest) is not read again. Contacts are not read at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from pipeline.collection import data_round, evidence, form_field, reading_apart, remark_text
from pipeline.collection.cell_reading import Reading, Remark
from pipeline.collection.data_round import Round
from pipeline.collection.form_field import FormField
from pipeline.collection.form_reading import FormReading
from pipeline.collection.line_reading import LineReading
from pipeline.data import digests, params, store
from pipeline.data.schema import schema_of
from pipeline.errors import DataError

VALUES, REFUSED, COMMENTS = "intake_values.csv", "intake_refused.csv", "intake_comments.csv"
FILES, EVIDENCE, ABOUT = "intake_files.csv", "intake_evidence.csv", "intake.yaml"
TABLES = (VALUES, REFUSED, COMMENTS, FILES, EVIDENCE)
LEFT_ALONE = ("~$", ".")  # lock files of office programs, hidden files
FORM_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")

Said = Callable[[str], None]


@dataclass(frozen=True)
class Intake:
    """What one intake took in."""

    number: int
    folder: Path
    n_files: int
    n_accepted: int
    n_noted: int
    n_missing: int
    n_refused: int
    refused_files: tuple[str, ...]

    def told(self) -> list[str]:
        """Lines to read."""
        counts = f"{self.n_accepted} accepted, {self.n_noted} accepted with a note, {self.n_missing} missing"
        lines = [f"intake {self.number}: {self.n_files} files; {counts}, {self.n_refused} refused"]
        return [*lines, *(f"  refused whole: {file}" for file in self.refused_files)]


def take_in(
    folder: Path, *, root: Path, on: datetime.date, n_workers: int = 2, said: Said = lambda sentence: None
) -> Intake | None:
    """Read what is new among the returns of a round; None where nothing is.

    Parameters
    ----------
    folder : of the round, with ``round.yaml`` and ``returns/``.
    on : the day that the intake bears.

    Raises
    ------
    DataError : no round; an edition that no longer asks what the forms ask.
    """
    asked = data_round.read(folder)
    fields = fields_of(asked, root=root)
    returns = folder / data_round.RETURNS
    new = _new_files(returns, known_files(folder))
    if not new:
        return None
    said(f"{len(new)} new files of {returns.name}/")
    readings = reading_apart.read(
        [(path, path.relative_to(returns).as_posix()) for path in new],
        asked=asked,
        fields=fields,
        n_workers=n_workers,
        said=lambda done, of: said(f"read: {done} of {of} files") if done % 10 == 0 or done == of else None,
    )
    return _kept(folder, asked, _agreed(readings), on=on)


def fields_of(asked: Round, *, root: Path) -> tuple[FormField, ...]:
    """What the round asks, by the edition as it is now.

    Raises
    ------
    DataError : the edition asks something else than the forms that went out.
    """
    fields = form_field.fields_of(params.load_edition(asked.edition, root=root))
    now = data_round.digest(fields)
    if now != asked.framework_digest:
        raise DataError(
            f"round {asked.name} of {asked.edition}: the framework must ask what the forms ask (digest "
            f"{asked.framework_digest[:12]}), found {now[:12]}. Restore framework.csv, or open a new round"
        )
    return fields


def numbers_of(folder: Path) -> list[int]:
    """Numbers of the intakes that a round has, in order."""
    found = (folder / data_round.INTAKES).glob("[0-9]*") if (folder / data_round.INTAKES).is_dir() else ()
    return sorted(int(path.name) for path in found if path.name.isdigit() and (path / ABOUT).is_file())


def folder_of(folder: Path, number: int) -> Path:
    """Where an intake lies."""
    return folder / data_round.INTAKES / f"{number:04d}"


def table(folder: Path, number: int, name: str) -> pd.DataFrame:
    """A table of an intake.

    Raises
    ------
    DataError : its bytes are not those that the intake recorded.
    """
    path = folder_of(folder, number) / name
    about = yaml.safe_load((folder_of(folder, number) / ABOUT).read_text(encoding="utf-8"))
    if not path.is_file() or digests.of_file(path) != about["tables"].get(name):
        raise DataError(
            f"intake {number}, {name}: an intake is never changed, and its digest is not the one recorded. Restore it "
            "from a copy"
        )
    return store.read_table(path)


def known_files(folder: Path) -> set[str]:
    """Digests of every form that an intake has taken in."""
    return {digest for number in numbers_of(folder) for digest in table(folder, number, FILES)["sha256"]}


def _new_files(returns: Path, known: set[str]) -> list[Path]:
    """Forms that no intake has, in the order of their names; evidence lies in folders and in other kinds of file."""
    paths = sorted(
        path
        for path in returns.rglob("*")
        if path.is_file() and not path.is_symlink() and not path.name.startswith(LEFT_ALONE)
    )
    forms = [path for path in paths if path.parent == returns or path.suffix.lower() in FORM_ENDINGS]
    return [path for path in forms if digests.of_file(path) not in known and not evidence.is_evidence(path, returns)]


def _agreed(readings: Sequence[FormReading]) -> list[FormReading]:
    """Where two files of one unit say different things of an indicator, neither is taken: nobody knows which counts."""
    by_unit: dict[str, list[FormReading]] = {}
    for reading in readings:
        if reading.refusal is None:
            by_unit.setdefault(reading.unit_code, []).append(reading)
    disputed = {
        (unit, code): ", ".join(form.file for form in forms)
        for unit, forms in by_unit.items()
        for code in {line.code for form in forms for line in form.lines}
        if len({_says(form, code) for form in forms}) > 1
    }
    return [_without(reading, disputed) for reading in readings]


def _says(form: FormReading, code: str) -> tuple[str, float | None]:
    line = next(line for line in form.lines if line.code == code)
    outcome = line.reading.outcome
    return ("value" if outcome in ("accepted", "noted") else outcome, line.reading.value)


def _without(form: FormReading, disputed: dict[tuple[str, str], str]) -> FormReading:
    lines = []
    for line in form.lines:
        files = disputed.get((form.unit_code, line.code))
        if files is not None and line.reading.refusal is None:
            reading = Reading(None, line.reading.notes, Remark("two_versions", {"found": files}))
            line = LineReading(line.code, line.place, reading, line.raw, line.evidence, line.note, line.comment)
        lines.append(line)
    return FormReading(form.file, form.sha256, form.kind, form.unit_code, form.notes, form.refusal, tuple(lines))


def _kept(folder: Path, asked: Round, readings: Sequence[FormReading], *, on: datetime.date) -> Intake:
    """Write the next intake, whole or not at all."""
    number = max(numbers_of(folder), default=0) + 1
    returns = folder / data_round.RETURNS
    lines = [(form, line) for form in readings for line in form.lines]
    found = {form.file: evidence.found(form, returns) for form in readings}
    tables = {
        VALUES: pd.DataFrame([_value_row(form, line, found[form.file]) for form, line in lines]),
        REFUSED: pd.DataFrame([_refused_row(form, line) for form, line in lines if line.reading.refusal]),
        COMMENTS: pd.DataFrame([_comment_row(form, line) for form, line in lines if line.comment]),
        FILES: pd.DataFrame([_file_row(form) for form in readings]),
        EVIDENCE: pd.DataFrame([row for rows in found.values() for row in rows]),
    }
    with data_round.written_whole(folder_of(folder, number)) as partial:
        for name, frame in tables.items():
            store.write_table(
                frame if len(frame) else pd.DataFrame(columns=list(schema_of(name).columns)), partial / name
            )
        about = {
            "round": asked.name,
            "edition": asked.edition,
            "number": number,
            "taken_in": on.isoformat(),
            "framework_digest": asked.framework_digest,
            "tables": {name: digests.of_file(partial / name) for name in sorted(tables)},
        }
        text = yaml.safe_dump(about, allow_unicode=True, sort_keys=False)
        (partial / ABOUT).write_text(text, encoding="utf-8", newline="\n")
    outcomes = list(tables[VALUES]["outcome"]) if len(tables[VALUES]) else []
    return Intake(
        number=number,
        folder=folder_of(folder, number),
        n_files=len(readings),
        n_accepted=outcomes.count("accepted"),
        n_noted=outcomes.count("noted"),
        n_missing=outcomes.count("missing"),
        n_refused=outcomes.count("refused"),
        refused_files=tuple(
            f"{form.file}: {remark_text.sentence(form.refusal, 'en')}" for form in readings if form.refusal
        ),
    )


def _value_row(form: FormReading, line: LineReading, found: Sequence[dict[str, str]]) -> dict[str, object]:
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
        "evidence": "; ".join(line.evidence),
        "note": line.note,
    }


def _refused_row(form: FormReading, line: LineReading) -> dict[str, object]:
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


def _comment_row(form: FormReading, line: LineReading) -> dict[str, object]:
    return {"unit_code": form.unit_code, "code": line.code, "file": form.file, "comment": line.comment}


def _file_row(form: FormReading) -> dict[str, object]:
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
