"""Raw tables: checked against their description, split into unit and group rows, corrected and parsed."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.data import corrections, project, raw_frame, yaml_text
from pipeline.data.names import UnitNames
from pipeline.data.raw_frame import RawFrame, Rows
from pipeline.errors import CorrectionError, SchemaError, StaleInputError, listed, nearest
from pipeline.framework import edition, observation
from pipeline.framework.provenance import Corrections, RawSource, RawTable


@dataclass(frozen=True)
class Described:
    """A raw source as its folder describes it; no table is read yet."""

    source: RawSource
    corrections: Corrections
    folder: Path
    where: str  # the folder, as messages name it

    def table(self, table_id: str) -> RawTable:
        """The description of one table.

        Raises
        ------
        SchemaError : source.yaml does not know the table.
        """
        if table_id not in self.source.tables:
            known = nearest(table_id, list(self.source.tables))
            raise SchemaError(f"{self.where}/source.yaml: there is no table {table_id!r}; {known}. Correct its name")
        return self.source.tables[table_id]

    def files(self, table_id: str) -> list[Path]:
        """The table's file and the descriptions it is read by."""
        beside = [self.folder / "source.yaml", self.folder / "corrections.yaml"]
        return [self.folder / self.table(table_id).file, *(path for path in beside if path.exists())]


def describe(name: str, *, root: Path) -> Described:
    """Read ``source.yaml`` and, where there is one, ``corrections.yaml`` of one source.

    Raises
    ------
    FrameworkError : a description that is missing, not YAML, or contradicts itself.
    CorrectionError : a correction for a table that the source does not have.
    """
    folder = project.raw_folder(root, edition.check_name(name, what="source"))
    where = project.shown(folder, root)
    description = f"{where}/source.yaml"
    source = RawSource.read(yaml_text.read(folder / "source.yaml", where=description), where=description)
    known = Corrections(corrections=())
    if (folder / "corrections.yaml").exists():
        description = f"{where}/corrections.yaml"
        known = Corrections.read(yaml_text.read(folder / "corrections.yaml", where=description), where=description)
        strange = sorted({item.table for item in known.corrections} - set(source.tables))
        if strange:
            raise CorrectionError(
                f"{description}: tables of source.yaml are expected, found {listed(strange)}. Correct their names"
            )
    return Described(source, known, folder, where)


def read_text(described: Described, table_id: str) -> pd.DataFrame:
    """One table as text, indexed by the line of the file, after its digest and header were checked.

    Raises
    ------
    StaleInputError : the file is not there, or not the one that source.yaml describes.
    SchemaError : not UTF-8, another header, or rows of another length.
    """
    table = described.table(table_id)
    where = f"{described.where}/{table.file}"
    lines = list(csv.reader(io.StringIO(_checked(described.folder / table.file, table, where), newline="")))
    header = tuple(lines[0]) if lines else ()
    if header != table.columns:
        raise SchemaError(
            f"{where}, row 1: the columns {', '.join(table.columns)} are expected, found {', '.join(header)}. "
            "Correct columns in source.yaml if the new header is right"
        )
    rows = {number: line for number, line in enumerate(lines[1:], start=2) if line}
    uneven = [f"row {number} has {len(line)}" for number, line in rows.items() if len(line) != len(header)]
    if uneven:
        raise SchemaError(f"{where}: {len(header)} cells a row are expected, found: {listed(uneven)}. Correct the rows")
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(header), dtype=object)


def _checked(path: Path, table: RawTable, where: str) -> str:
    if not path.is_file():
        raise StaleInputError(f"{where}: source.yaml describes this file, and it is not there. Restore it")
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != table.sha256:
        raise StaleInputError(
            f"{where}: sha256 {table.sha256} is expected (source.yaml), found {digest}. Raw files are never edited: "
            "restore it; or, if the producer has published a new version, describe that in source.yaml with its digest"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SchemaError(f"{where}: UTF-8 is expected, found other bytes at {error.start}. Convert the file") from None


def read(described: Described, table_id: str, *, names: UnitNames) -> RawFrame:
    """One raw table by unit code: corrected, parsed, with status and origin of every cell.

    Blank rows and absent rows are the same: every unit of the edition has a row, unless the table has key columns.

    Raises
    ------
    StaleInputError, SchemaError : see `read_text`; also unknown, ambiguous or duplicate names, missing units of a
        complete table, and text where a number is expected: all of them at once.
    CorrectionError : a correction whose cell no longer reads what it was written for.
    """
    table, source = described.table(table_id), described.source
    where = f"{described.where}/{table.file}"
    if table.lookup:
        raise SchemaError(f"{where}: a list without units (lookup: true) has no values to read. Name another table")
    own = [item for item in described.corrections.corrections if item.table == table_id]
    unit_column = table.unit_column or source.unit_column
    text = read_text(described, table_id)
    _check_columns(text, unit_column, described, table)
    text, corrected = corrections.apply(text, own, unit_column=unit_column, where=f"{described.where}/corrections.yaml")
    rows, faults = raw_frame.split(text, source=source, table=table, names=names)
    values, more = raw_frame.numbers(text, source=source, table=table)
    if faults or more:
        raise SchemaError(f"{where}, {listed([*faults, *more])}")
    printed = raw_frame.before_corrections(values, corrected, source=source, table=table)
    origin = raw_frame.origins(values, corrected, source)
    index, codes = _index(text, rows, table), None if table.key_columns else names.units.codes
    by_unit = _by_unit(values, rows, index, codes)
    return RawFrame(
        table=f"{source.source}/{table_id}",
        values=by_unit,
        as_printed=_by_unit(printed, rows, index, codes),
        status=raw_frame.statuses(by_unit, source=source, columns=table.columns),
        origin=_by_unit(origin, rows, index, codes).fillna(observation.NOT_PUBLISHED),
        group_rows=_group_rows(values, rows),
        headers={raw_frame.bare(column, source): column for column in table.columns},
        column_status={raw_frame.bare(column, source): raw_frame.status_of(column, source) for column in table.columns},
        printed=frozenset(rows.units.values()),
        corrected=corrected,
        digest=table.sha256,
        path=where,
    )


def _check_columns(text: pd.DataFrame, unit_column: str, described: Described, table: RawTable) -> None:
    where = f"{described.where}/source.yaml, file {table.file}"
    if unit_column not in text.columns:
        raise SchemaError(f"{where}: the unit column {unit_column!r} is expected, the table has no such column. Set it")
    names = [raw_frame.bare(column, described.source) for column in table.columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SchemaError(
            f"{where}: each year stands once, found twice (with another suffix): {listed(twice)}. Drop one"
        )


def _index(text: pd.DataFrame, rows: Rows, table: RawTable) -> pd.Index:
    codes = list(rows.units.values())
    if not table.key_columns:
        return pd.Index(codes, name="unit_code", dtype=object)
    keys = [text.loc[list(rows.units), key].str.strip().tolist() for key in table.key_columns]
    return pd.MultiIndex.from_arrays([codes, *keys], names=["unit_code", *table.key_columns])


def _by_unit(frame: pd.DataFrame, rows: Rows, index: pd.Index, codes: list[str] | None) -> pd.DataFrame:
    """The unit rows of a table; all of ``codes``, or where that is None as many as are printed."""
    printed = frame.loc[list(rows.units)].set_axis(index)
    return printed if codes is None else printed.reindex(codes)


def _group_rows(values: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    index = pd.MultiIndex.from_tuples(list(rows.groups.values()), names=["group", "printed"])
    return values.loc[list(rows.groups)].set_axis(index)
