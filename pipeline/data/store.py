"""The one place that reads and writes processed tables.

CSV with all codes as text, sorted rows, fixed columns, LF, shortest round-trip floats, empty = missing; so equal
tables are equal bytes.
"""

from __future__ import annotations

import io
import math
import os
from pathlib import Path

import pandas as pd

from pipeline.data import digests
from pipeline.data.schema import TableSchema, schema_of
from pipeline.errors import SchemaError, listed

PANDAS_TYPES = {"text": "str", "number": "float64", "integer": "Int64", "rank": "float64", "flag": "boolean"}

digest = digests.of_file


def read_table(path: Path) -> pd.DataFrame:
    """Read one processed table by its schema (the file's name is the table's).

    Raises
    ------
    SchemaError : the file is absent, or its columns are not the declared ones.
    """
    schema = schema_of(path.name)
    if not path.is_file():
        raise SchemaError(f"{path.name}: the table is not there ({path}). Run the chapter that writes it first")
    text = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    _check_columns(text, schema)
    return pd.DataFrame({name: _typed(text[name], kind, schema.name) for name, kind in schema.columns.items()})


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Write one processed table by its schema; the file appears whole or not at all.

    Raises
    ------
    SchemaError : other columns than declared, or two rows with the same key.
    """
    content = to_text(frame, schema_of(path.name))
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_text(content, encoding="utf-8", newline="\n")
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def to_text(frame: pd.DataFrame, schema: TableSchema) -> str:
    """The canonical CSV text of a table."""
    _check_columns(frame, schema)
    typed = pd.DataFrame({name: _typed(frame[name], kind, schema.name) for name, kind in schema.columns.items()})
    repeated = typed.duplicated(list(schema.key))
    if repeated.any():
        keys = typed.loc[repeated, list(schema.key)].astype(str).agg("/".join, axis=1)
        raise SchemaError(
            f"table {schema.name}: one row per {'/'.join(schema.key)} is expected, found more for {listed(keys)}"
        )
    ordered = typed.sort_values(list(schema.key), kind="stable")
    for name, kind in schema.columns.items():
        if kind == "flag":
            ordered[name] = ordered[name].map({True: "true", False: "false"})
        if kind == "rank":
            ordered[name] = [_place(cell) for cell in ordered[name]]
    buffer = io.StringIO()
    ordered.to_csv(buffer, index=False, lineterminator="\n")
    return buffer.getvalue()


def _check_columns(frame: pd.DataFrame, schema: TableSchema) -> None:
    if list(frame.columns) != list(schema.columns):
        missing = [name for name in schema.columns if name not in frame.columns]
        extra = [str(name) for name in frame.columns if name not in schema.columns]
        raise SchemaError(
            f"table {schema.name}: the columns {', '.join(schema.columns)} are expected in this order; "
            f"missing: {listed(missing) or 'none'}; not declared: {listed(extra) or 'none'}"
        )


def _typed(column: pd.Series, kind: str, table: str) -> pd.Series:
    try:
        if kind == "text":
            return column.astype("object").where(column.notna(), "").astype(str)
        if kind == "flag":
            flags = {"true": True, "false": False, "": None}
            read = [flags.get(cell, cell) if isinstance(cell, str) else cell for cell in column]
            return pd.Series(read, index=column.index, name=column.name, dtype="boolean")
        number = column
        if (
            column.dtype != "float64"
        ):  # numbers that are numbers are taken as they are: cell by cell takes 50 times as long
            number = pd.Series(
                [_number(cell) for cell in column], index=column.index, name=column.name, dtype="float64"
            )
        if kind == "rank" and (2.0 * number % 1.0 > 0).any():
            raise ValueError(f"found {number[2.0 * number % 1.0 > 0].iloc[0]}, which is neither a place nor a half")
        return number.astype(PANDAS_TYPES[kind])
    except (TypeError, ValueError) as error:
        raise SchemaError(f"table {table}, column {column.name}: {kind} is expected, but {error}") from None


def _place(rank: float) -> str:
    """A rank as text: ``3``, ``2.5``, or nothing."""
    return "" if math.isnan(rank) else f"{rank:.1f}".removesuffix(".0")


def _number(cell: object) -> float:
    """A cell as the nearest double: ``pd.to_numeric`` reads text fast, and misses the last bit of one in six."""
    if isinstance(cell, str):
        if "_" in cell:
            raise ValueError(f"found {cell!r}")
        return float(cell) if cell else math.nan
    return math.nan if pd.isna(cell) else float(cell)  # type: ignore[arg-type]
