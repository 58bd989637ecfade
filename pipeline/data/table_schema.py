"""The contract of one processed table, and the compact notation in which contracts are declared.

Types: ``text`` (codes keep their zeros), ``number`` (empty is missing), ``integer`` (empty is missing), ``rank`` (a place
or, between two tied ones, a half; written ``3`` and ``2.5``), ``flag`` (``true``/``false``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["text", "number", "integer", "rank", "flag"]


@dataclass(frozen=True)
class TableSchema:
    """Columns with their types, and the columns that identify a row."""

    name: str
    columns: dict[str, ColumnType]
    key: tuple[str, ...]


def table(name: str, columns: str, *, key: str) -> TableSchema:
    """Read the compact notation below: ``column:type column:type``; a column without a type is text."""
    types: dict[str, ColumnType] = {}
    for item in columns.split():
        column, _, kind = item.partition(":")
        types[column] = {"n": "number", "i": "integer", "r": "rank", "f": "flag", "": "text"}[kind]  # type: ignore[assignment]
    return TableSchema(name=name, columns=types, key=tuple(key.split()))


def findings(name: str) -> TableSchema:
    """Findings of one chapter for the audit; see ``construction.finding``."""
    columns = "chapter finding subject value:n low:n high:n n:i threshold:n source verdict"
    return table(name, columns, key="chapter finding subject")
