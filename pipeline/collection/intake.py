"""``pii forms read``: what came back, read once and kept for ever.

An intake is a numbered folder that is never changed: the values that were accepted, with the file, sheet and cell they
come from; what was refused and why; comments; digests of the forms and of the evidence. A file that an earlier intake
has (by its digest) is not read again. Contacts are not read at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from pipeline.collection import (
    data_round,
    evidence,
    form_field,
    intake_rows,
    reading_apart,
    remark_text,
    returned_files,
    versions,
)
from pipeline.collection.data_round import Round
from pipeline.collection.form_field import FormField
from pipeline.collection.form_reading import FormReading
from pipeline.data import digests, params, store, yaml_text
from pipeline.data.schema import schema_of
from pipeline.errors import DataError, FrameworkError, listed
from pipeline.framework.edition import Edition

VALUES, REFUSED, COMMENTS = "intake_values.csv", "intake_refused.csv", "intake_comments.csv"
FILES, EVIDENCE, ABOUT = "intake_files.csv", "intake_evidence.csv", "intake.yaml"
TABLES = (VALUES, REFUSED, COMMENTS, FILES, EVIDENCE)

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
    DataError : no round; an edition that no longer asks what the forms ask; an intake that was changed.
    """
    asked = data_round.read(folder)
    fields = fields_of(asked, root=root)
    returns = folder / data_round.RETURNS
    new = _new_files(returns, known_files(folder))
    if not new:
        return None
    said(f"{len(new)} new files of {returns.name}/")
    readings = reading_apart.read(
        new,
        asked=asked,
        fields=fields,
        n_workers=n_workers,
        said=lambda done, of: said(f"read: {done} of {of} files") if done % 10 == 0 or done == of else None,
    )
    for reading in readings:
        if not reading.sha256 and reading.refusal:
            said(f"left for the next intake: {reading.file}: {remark_text.sentence(reading.refusal, 'en')}")
    taken = [reading for reading in readings if reading.sha256]
    return _kept(folder, asked, versions.agreed(taken), {file: path for path, file in new}, on=on) if taken else None


def fields_of(asked: Round, *, root: Path) -> tuple[FormField, ...]:
    """What the round asks, by the edition as it is now.

    Raises
    ------
    DataError : the edition asks something else than the forms that went out.
    """
    return form_field.fields_of(edition_of(asked, root=root))


def edition_of(asked: Round, *, root: Path) -> Edition:
    """The edition of a round as it is now.

    Raises
    ------
    DataError : it asks something else than the forms that went out, or other units.
    """
    edition = params.load_edition(asked.edition, root=root)
    others = sorted(set(edition.units.codes) ^ set(asked.units))
    if others:
        raise DataError(
            f"round {asked.name} of {asked.edition}: the units must be those that were asked, found others: "
            f"{listed(others)}. Restore units.csv, or open a new round"
        )
    now = data_round.digest(form_field.fields_of(edition))
    if now != asked.framework_digest:
        raise DataError(
            f"round {asked.name} of {asked.edition}: the framework must ask what the forms ask (digest "
            f"{asked.framework_digest[:12]}), found {now[:12]}. Restore framework.csv, or open a new round"
        )
    return edition


def numbers_of(folder: Path) -> list[int]:
    """Numbers of the intakes that a round has, in order.

    Raises
    ------
    DataError : one of them is gone.
    """
    found = (folder / data_round.INTAKES).glob("[0-9]*") if (folder / data_round.INTAKES).is_dir() else ()
    numbers = sorted(int(path.name) for path in found if path.name.isascii() and path.name.isdigit())
    gone = set(range(1, max(numbers, default=0) + 1)) - set(numbers)
    if gone:
        raise DataError(
            f"{folder / data_round.INTAKES}: intakes are numbered without gaps, and {min(gone):04d} is not there. Restore "
            "it from a copy"
        )
    return numbers


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
    recorded = _about(folder, number).get("tables")
    if not path.is_file() or not isinstance(recorded, dict) or digests.of_file(path) != recorded.get(name):
        raise DataError(
            f"intake {number}, {name}: an intake is never changed, and its digest is not the one recorded. Restore it "
            "from a copy"
        )
    return store.read_table(path)


def _about(folder: Path, number: int) -> dict[str, object]:
    """What an intake says of itself.

    Raises
    ------
    DataError : it is gone; the intake before it is not the one that it followed.
    """
    where = f"{data_round.INTAKES}/{number:04d}/{ABOUT}"
    try:
        about = yaml_text.read(folder_of(folder, number) / ABOUT, where=where)
    except FrameworkError as error:
        raise DataError(f"intake {number}: {error}") from None
    before = folder_of(folder, number - 1) / ABOUT
    if number > 1 and about.get("previous") != (digests.of_file(before) if before.is_file() else ""):
        raise DataError(
            f"intake {number - 1}, {ABOUT}: an intake is never changed, and its digest is not the one that intake {number} "
            "recorded. Restore it from a copy"
        )
    return about


def known_files(folder: Path) -> set[str]:
    """Digests of every form that an intake has taken in."""
    return {digest for number in numbers_of(folder) for digest in table(folder, number, FILES)["sha256"]}


def _new_files(returns: Path, known: set[str]) -> list[tuple[Path, str]]:
    """Files that no intake has, in the order of their names."""
    return [(path, file) for path, file in returned_files.found(returns) if _digest(path) not in known]


def _digest(path: Path) -> str:
    """Of a file, or nothing where it is gone or may not be read: that is told when it is to be read."""
    try:
        return digests.of_file(path)
    except OSError:
        return ""


def _kept(
    folder: Path, asked: Round, readings: Sequence[FormReading], paths: Mapping[str, Path], *, on: datetime.date
) -> Intake:
    """Write the next intake, whole or not at all."""
    number = max(numbers_of(folder), default=0) + 1
    returns = folder / data_round.RETURNS
    lines = [(form, line) for form in readings for line in form.lines]
    found = {form.file: evidence.found(form, paths[form.file], returns) for form in readings}
    documents = {row["file"] for rows in found.values() for row in rows if row["file"]}
    readings = [intake_rows.as_evidence(form) if form.file in documents else form for form in readings]
    tables = {
        VALUES: pd.DataFrame([intake_rows.of_value(form, line, found[form.file]) for form, line in lines]),
        REFUSED: pd.DataFrame([intake_rows.of_refusal(form, line) for form, line in lines if line.reading.refusal]),
        COMMENTS: pd.DataFrame([intake_rows.of_comment(form, line) for form, line in lines if line.comment]),
        FILES: pd.DataFrame([intake_rows.of_file(form) for form in readings]),
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
            "previous": digests.of_file(folder_of(folder, number - 1) / ABOUT) if number > 1 else "",
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
