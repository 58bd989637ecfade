"""``pii round freeze``: a round as it stands becomes a raw source, which an edition cites by name and digest.

The source has one table of values, one row a unit, and one that says for every value which intake, file and cell it comes
from. Later intakes change nothing of it: a late correction is a further source, and `pii compare` shows what it does.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from pipeline.collection import data_round, intake, round_lock, round_state
from pipeline.collection.data_round import Round
from pipeline.collection.form_field import FormField
from pipeline.collection.round_state import RoundState
from pipeline.data import digests, project, yaml_text
from pipeline.errors import DataError
from pipeline.framework.edition import Edition, check_name

VALUES, CELLS, SOURCE = "values", "cells", "source.yaml"
UNIT_COLUMN, CODE_COLUMN = "unit", "code"


@dataclass(frozen=True)
class Frozen:
    """A raw source that was made from a round."""

    folder: Path
    digest: str
    n_values: int
    n_open: int

    def told(self, root: Path) -> list[str]:
        """Lines to read."""
        return [
            f"source: {project.shown(self.folder, root)}  ({self.n_values} values, {self.n_open} cells without one)",
            f"its digest: {self.digest}",
            f"an edition takes a value from it by `table: {self.folder.name}/{VALUES}`, `column:` the indicator's code",
        ]


def freeze(folder: Path, source: str, *, root: Path, on: datetime.date) -> Frozen:
    """Make ``data/raw/<source>`` from the round as it stands, and ``frozen/<source>.yaml`` in the round.

    Raises
    ------
    DataError : no intake yet; an intake that was changed; a source of that name.
    ParameterError : a name that cannot be a folder's.
    """
    check_name(source, what="source")
    data_round.read(folder)
    with round_lock.held(folder):
        check(folder)
        return _freeze(folder, source, root, on)


def _freeze(folder: Path, source: str, root: Path, on: datetime.date) -> Frozen:
    state = round_state.of(folder)
    numbers = intake.numbers_of(folder)
    if not numbers:
        raise DataError(
            f"round {state.round.name}: an intake is needed before it is frozen, there is none. Run `pii forms read`"
        )
    edition = intake.edition_of(state.round, root=root)
    fields = intake.fields_of(state.round, root=root)
    digest = digest_of(folder)
    tables = {VALUES: _values(state, edition), CELLS: _cells(state, edition)}
    target = project.raw_folder(root, source)
    files = {f"{name}.csv": text for name, text in tables.items()}
    sha256 = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
    files[SOURCE] = _yaml(_about(source, state.round, edition, fields, sha256, digest=digest, last=numbers[-1], on=on))
    if not _is_there(target, files):  # it is where a command was killed before it had written what follows
        with data_round.written_whole(target) as partial:
            for name, text in files.items():
                (partial / name).write_bytes(text.encode())
    of_intakes = {f"{number:04d}": _digest_of_one(folder, number) for number in numbers}
    cited: dict[str, object] = {"source": source, "digest": digest, "frozen_on": on.isoformat(), "intakes": of_intakes}
    (folder / data_round.FROZEN).mkdir(exist_ok=True)
    data_round.write_text(folder / data_round.FROZEN / f"{source}.yaml", _yaml(cited))
    n_values = int(state.values["value"].notna().sum())
    return Frozen(target, digest, n_values, len(state.values) - n_values)


def _is_there(target: Path, files: Mapping[str, str]) -> bool:
    """Whether the source was written before, with the same bytes."""
    return all(
        (target / name).is_file() and (target / name).read_bytes() == text.encode() for name, text in files.items()
    )


def digest_of(folder: Path) -> str:
    """SHA-256 over what every intake says of itself, in their order; each says the digests of its tables."""
    lines = [f"{number:04d} {_digest_of_one(folder, number)}" for number in intake.numbers_of(folder)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _digest_of_one(folder: Path, number: int) -> str:
    return digests.of_file(intake.folder_of(folder, number) / intake.ABOUT)


def check(folder: Path) -> None:
    """Whether the intakes that were frozen are still what they were.

    Raises
    ------
    DataError : the first that is not, by the source that was made from it.
    """
    numbers = intake.numbers_of(folder)
    for path, record in _records(folder):
        recorded = record.get("intakes")
        if not isinstance(recorded, dict):
            raise DataError(f"{data_round.FROZEN}/{path.name}: the intakes are expected, found none. Restore the file")
        for name, digest in recorded.items():
            if int(name) not in numbers or _digest_of_one(folder, int(name)) != digest:
                raise DataError(
                    f"intake {int(name)}: what was frozen as {path.stem} is never changed, and its digest is not the one "
                    "recorded. Restore it from a copy"
                )


def cited(folder: Path) -> list[dict[str, str]]:
    """``source`` and ``digest`` of everything that was frozen of a round, by which editions cite it."""
    return [{"source": path.stem, "digest": str(record.get("digest", ""))} for path, record in _records(folder)]


def _records(folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    frozen = folder / data_round.FROZEN
    paths = sorted(frozen.glob("*.yaml")) if frozen.is_dir() else []
    return [(path, yaml_text.read(path, where=f"{data_round.FROZEN}/{path.name}")) for path in paths]


def _values(state: RoundState, edition: Edition) -> str:
    """One row a unit, by name; a cell without a value is empty."""
    wide = state.values.pivot(index="unit_code", columns="code", values="value")
    rows = [
        [unit.name_vi, *(_written(wide.at[unit.unit_code, code]) for code in state.round.indicators)]
        for unit in edition.units.units
    ]
    return _csv([UNIT_COLUMN, *state.round.indicators], rows)


def _written(value: float) -> str:
    """The shortest text that is read back as the same number; empty where there is none."""
    return "" if pd.isna(value) else repr(float(value)).removesuffix(".0")


def _cells(state: RoundState, edition: Edition) -> str:
    names = {unit.unit_code: unit.name_vi for unit in edition.units.units}
    columns = ["code", "state", "value", "intake", "file", "sheet_cell", "notes"]
    rows = []
    for row in state.values.itertuples():
        number = "" if pd.isna(row.intake) else str(int(row.intake))
        rows.append(
            [
                names[row.unit_code],
                row.code,
                row.state,
                _written(row.value),
                number,
                row.file,
                row.sheet_cell,
                row.notes,
            ]
        )
    return _csv([UNIT_COLUMN, *columns], rows)


def _csv(header: list[str], rows: list[list[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([header, *rows])
    return buffer.getvalue()


def _about(
    source: str,
    round_: Round,
    edition: Edition,
    fields: tuple[FormField, ...],
    sha256: Mapping[str, str],
    *,
    digest: str,
    last: int,
    on: datetime.date,
) -> dict[str, object]:
    """``source.yaml``: what the tables are, and where they come from."""
    measures = "; ".join(dict.fromkeys(field.unit_of_measure for field in fields if field.unit_of_measure))
    values: dict[str, object] = {
        "file": f"{VALUES}.csv",
        "title": f"Values supplied in round {round_.name} of {round_.edition}",
        "unit_of_measure": measures or "as the framework says",
        "years": str(edition.about.year),
        "sha256": sha256[f"{VALUES}.csv"],
        "columns": [UNIT_COLUMN, *round_.indicators],
        "note": f"Digest of the round {digest}, intakes 1 to {last}; {CELLS}.csv has the cell that each value was read from.",
    }
    cells: dict[str, object] = {
        "file": f"{CELLS}.csv",
        "title": f"Where every value of round {round_.name} comes from",
        "unit_of_measure": "none",
        "sha256": sha256[f"{CELLS}.csv"],
        "columns": [UNIT_COLUMN, "code", "state", "value", "intake", "file", "sheet_cell", "notes"],
        "lookup": True,
    }
    return {
        "source": source,
        "producer": "the units that are ranked, by forms of the data round",
        "licence": "as agreed in the round with those who supplied the values",
        "obtained": f"pii forms read, then pii round freeze; round {round_.name}, opened {round_.opened}, due {round_.due}",
        "obtained_on": on,
        **({"fictitious": True} if edition.about.fictitious else {}),
        "unit_column": UNIT_COLUMN,
        "tables": {VALUES: values, CELLS: cells},
    }


def _yaml(content: dict[str, object]) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
