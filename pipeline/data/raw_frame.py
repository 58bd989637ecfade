"""One raw table after parsing: unit rows, group rows, and where every cell comes from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.data import names as unit_names
from pipeline.data import notation
from pipeline.data.corrections import Corrected
from pipeline.errors import SchemaError, listed
from pipeline.framework import observation
from pipeline.framework.provenance import RawSource, RawTable

COUNTRY, UNALLOCATED = "country", "unallocated"


@dataclass(frozen=True)
class RawFrame:
    """A raw table by unit code; columns have bare names (``2024`` for ``2024p``).

    ``values``, ``as_printed`` (before corrections), ``status`` (SDMX OBS_STATUS: A normal, P provisional, E estimated,
    O missing) and ``origin`` have the same shape: a row for every unit of the edition, or, in a table with key columns,
    for every printed row. ``group_rows`` is indexed by group ("country", a region code, "unallocated") and printed name.
    """

    table: str
    values: pd.DataFrame
    as_printed: pd.DataFrame
    status: pd.DataFrame
    origin: pd.DataFrame
    group_rows: pd.DataFrame
    headers: Mapping[str, str]  # bare name -> column as in the file
    column_status: Mapping[str, str]  # bare name -> status that the column declares
    printed: frozenset[str]  # codes of the units that have a row
    corrected: tuple[Corrected, ...]
    digest: str
    path: str

    def cells(self, column: str, where: Mapping[str, str]) -> pd.DataFrame:
        """Value, status and origin of one column for every unit; ``where`` picks the rows of a table with keys.

        Raises
        ------
        SchemaError : ``where`` does not name exactly the key columns.
        """
        cells = pd.DataFrame(
            {"value": self.values[column], "status": self.status[column], "origin": self.origin[column]}
        )
        keys = list(self.values.index.names[1:])
        if sorted(keys) != sorted(where):
            raise SchemaError(
                f"{self.path}: a column is picked by the key columns {listed(keys) or 'none'}, but sources.yaml says "
                f"where: {listed(sorted(where)) or 'nothing'}. Name exactly the key columns"
            )
        for key in keys:
            cells = cells[cells.index.get_level_values(key) == where[key]]
        return cells.droplevel(keys) if keys else cells


def bare(column: str, source: RawSource) -> str:
    """A column's name without the status suffix of its year: ``2024p`` is ``2024``; ``5000p`` stays as it is."""
    return column[: -len(suffix)] if (suffix := _suffix(column, source)) else column


def status_of(column: str, source: RawSource) -> str:
    """The SDMX status that a column's suffix declares; A where there is none."""
    return source.status_suffixes.get(_suffix(column, source), "A")


def _suffix(column: str, source: RawSource) -> str:
    for suffix in source.status_suffixes:
        year = column.removesuffix(suffix)[-4:]
        if column.endswith(suffix) and year.isdecimal() and year[:2] in ("19", "20"):
            return suffix
    return ""


@dataclass(frozen=True)
class Rows:
    """Which lines of the file stand for units, and which for groups of them."""

    units: dict[int, str]  # line -> unit code
    groups: dict[int, tuple[str, str]]  # line -> group, printed name


def split(
    text: pd.DataFrame, *, source: RawSource, table: RawTable, names: unit_names.UnitNames
) -> tuple[Rows, list[str]]:
    """Tell unit rows from country, region and unallocated rows; one sentence for each fault."""
    column = table.unit_column or source.unit_column
    printed = text[column].str.strip()
    group_of = dict.fromkeys(source.country_rows, COUNTRY) | dict(source.region_rows)
    group_of |= dict.fromkeys(source.unallocated_rows, UNALLOCATED)
    groups = {int(row): (group_of[name], name) for row, name in printed.items() if name in group_of}
    units: dict[int, str] = {}
    faults: list[str] = []
    for row, name in printed[~printed.isin(group_of)].items():
        try:
            units[int(row)] = names.code(name)
        except SchemaError as fault:
            faults.append(f"row {row}, column {column}: {fault}")
    faults += _duplicates(text, units, table)
    faults += _duplicates(text, {row: group for row, (group, _) in groups.items()}, table)
    absent = [code for code in names.units.codes if code not in set(units.values())]
    if table.complete and absent:
        shown = listed(f"{names.units.by_code[code].name_vi} ({code})" for code in absent)
        faults.append(f"a row for every unit is declared (complete: true), none found for {shown}. Restore the row")
    return Rows(units, groups), faults


def _duplicates(text: pd.DataFrame, keyed: dict[int, str], table: RawTable) -> list[str]:
    lines: dict[tuple[str, ...], list[int]] = {}
    for row, name in keyed.items():
        lines.setdefault((name, *(str(text.at[row, key]).strip() for key in table.key_columns)), []).append(row)
    return [
        f"rows {' and '.join(map(str, rows))} both stand for {' '.join(key)}; one row each is expected. Remove one"
        for key, rows in lines.items()
        if len(rows) > 1
    ]


def numbers(text: pd.DataFrame, *, source: RawSource, table: RawTable) -> tuple[pd.DataFrame, list[str]]:
    """Parse every value column by the declared notation; one sentence for each cell that is no number."""
    written = table.notation or source.notation
    labels = {table.unit_column or source.unit_column, *table.key_columns, *table.text_columns}
    faults: list[str] = []

    def number(row: int, column: str, cell: str) -> float:
        try:
            return notation.parse(cell, written, missing=source.missing_markers)
        except ValueError as fault:
            faults.append(f"row {row}, column {column}: {fault}")
            return math.nan

    parsed = {
        bare(column, source): [number(row, column, cell) for row, cell in text[column].items()]
        for column in text.columns
        if column not in labels
    }
    return pd.DataFrame(parsed, index=text.index, dtype=float), faults


def origins(values: pd.DataFrame, corrected: tuple[Corrected, ...], source: RawSource) -> pd.DataFrame:
    """Where each cell comes from, before any structural zero."""
    found = pd.DataFrame(
        np.where(values.notna(), observation.PUBLISHED, observation.NOT_PUBLISHED),
        index=values.index,
        columns=values.columns,
        dtype=object,
    )
    for item in corrected:
        if item.to_missing:
            found.at[item.row, bare(item.correction.column, source)] = observation.SOURCE_FAULT
    return found


def before_corrections(
    values: pd.DataFrame, corrected: tuple[Corrected, ...], *, source: RawSource, table: RawTable
) -> pd.DataFrame:
    """The values as they were printed; text that is no number is NaN."""
    printed = values.copy()
    for item in corrected:
        try:
            number = notation.parse(
                item.correction.found, table.notation or source.notation, missing=source.missing_markers
            )
        except ValueError:
            number = math.nan
        printed.at[item.row, bare(item.correction.column, source)] = number
    return printed


def statuses(values: pd.DataFrame, *, source: RawSource, columns: tuple[str, ...]) -> pd.DataFrame:
    """The status of each cell: that of its column, or O where it is blank."""
    of_column = {bare(column, source): status_of(column, source) for column in columns}
    present = np.array([of_column[column] for column in values.columns], dtype=object)
    return pd.DataFrame(
        np.where(values.notna(), present, observation.MISSING_STATUS),
        index=values.index,
        columns=values.columns,
        dtype=object,
    )
