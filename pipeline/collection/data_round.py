"""One data round: for which edition, by when, what was asked of whom; ``round.yaml`` in the round's folder.

::

    round.yaml               this model
    .gitignore               keeps forms and returns, which name people to contact, out of git
    forms/<unit>.xlsx        what is sent; can be made again, the same bytes
    returns/                 what came back, as it came
    intakes/0001/            one immutable intake: values.csv refused.csv comments.csv intake.yaml
    to-send-back/            return sheets: what each unit has to mend
    totals.csv               what sources print for all units together (`round_totals`); whoever knows it writes it
    frozen/<source>.yaml     the digest of all intakes up to one: what an edition cites; later intakes need a new one

Contacts stand in the forms alone, which are not kept in git.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import yaml

from pipeline.collection.form_field import FormField
from pipeline.data import yaml_text
from pipeline.errors import DataError
from pipeline.framework.edition import check_name
from pipeline.framework.model import Model

FILE, FORMS, RETURNS, INTAKES = "round.yaml", "forms", "returns", "intakes"
EVIDENCE = "evidence"
"""A folder within the returns or beside a form; what lies under it is never read as a form."""

SEND_BACK, FROZEN = "to-send-back", "frozen"
FORM_VERSION = 1
"""Of the layout of a form; a reader refuses forms of another one."""

PARTIAL = ".partial-"
ASKED = ("code", "name_vi", "unit_of_measure", "unit_of_measure_vi", "value_type", "low", "high", "part_of")
"""What makes two frameworks ask the same."""


class Round(Model):
    """What was asked of whom, and by when."""

    edition: str
    name: str
    opened: datetime.date
    due: datetime.date
    form_version: int
    framework_digest: str
    units: tuple[str, ...]
    indicators: tuple[str, ...]
    last: str | None = None
    """The edition whose values stand beside the questions, and against which answers are held."""

    def form_id(self, unit_code: str) -> str:
        """The identity of one unit's form: 16 digits of a digest of everything that makes it this form."""
        text = "\n".join((self.edition, self.name, str(self.form_version), self.framework_digest, unit_code))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def opened(
    edition: str,
    name: str,
    fields: Sequence[FormField],
    *,
    units: Sequence[str],
    on: datetime.date,
    due: datetime.date,
    last: str | None = None,
) -> Round:
    """A new round.

    Raises
    ------
    DataError : nothing is asked of the units; it is due before it is opened.
    ParameterError : a name that cannot be a folder's.
    """
    check_name(name, what="round")
    if not fields:
        raise DataError(
            f"edition {edition}: an indicator that the units supply is needed for a round, found none. Set the column "
            "supplier of framework.csv to `unit` where they do"
        )
    if due < on:
        raise DataError(f"round {name}: it must be due after it is opened ({on}), found {due}. Give a later --due")
    return Round(
        edition=edition,
        name=name,
        opened=on,
        due=due,
        form_version=FORM_VERSION,
        framework_digest=digest(fields),
        units=tuple(units),
        indicators=tuple(field.code for field in fields),
        last=last,
    )


def digest(fields: Sequence[FormField]) -> str:
    """SHA-256 of what a framework asks, without anybody's last values."""
    asked = [{name: asdict(field)[name] for name in ASKED} for field in fields]
    text = json.dumps(asked, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def write(round_: Round, folder: Path) -> None:
    """Write ``round.yaml``."""
    text = yaml.safe_dump(round_.model_dump(mode="json"), allow_unicode=True, sort_keys=False, width=120)
    write_text(folder / FILE, text)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, replacing one that is there."""
    partial = path.with_name(f"{PARTIAL}{path.name}")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def read(folder: Path) -> Round:
    """Read a round.

    Raises
    ------
    DataError : the folder has no round.
    FrameworkError : its file contradicts the model.
    """
    path = folder / FILE
    if not path.is_file():
        raise DataError(f"{folder}: a round's folder with {FILE} is expected, found none. `pii forms make` makes one")
    return Round.read(yaml_text.read(path), where=FILE)


@contextmanager
def told_plainly(folder: Path) -> Iterator[None]:
    """What the system refuses, such as a full disk or a folder without rights, in one sentence.

    Raises
    ------
    DataError : in place of an error of the system.
    """
    try:
        yield
    except OSError as error:
        what = f" ({Path(str(error.filename)).name})" if error.filename else ""
        raise DataError(
            f"{folder}: a folder that can be read and written is expected, found: {error.strerror or error}{what}. Mend "
            "that and run again; nothing half-written was kept"
        ) from error


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """An empty folder beside ``target`` that becomes it when the block ends, and is removed where the block fails.

    Raises
    ------
    DataError : something is there already; what was taken in is never replaced.
    """
    target = target.absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DataError(f"{target}: a new or empty folder is expected, found one that holds something. Name another")
    partial = target.with_name(f"{PARTIAL}{target.name}")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        with told_plainly(target):
            partial.mkdir(parents=True)
            yield partial
            if target.exists():
                target.rmdir()
            os.rename(partial, target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
