"""The contract of every processed table: its columns, their types, and the key by which its rows are sorted.

Declared by chapter in ``schema_index`` and ``schema_review``, beside the chapters in ``schema_beside``, and for data
rounds in ``schema_collection``.
"""

from __future__ import annotations

from pipeline.data import schema_beside, schema_collection, schema_index, schema_review
from pipeline.data.table_schema import ColumnType, TableSchema
from pipeline.errors import SchemaError, nearest

__all__ = ["ONLY_IN", "RAW", "TABLES", "ColumnType", "TableSchema", "schema_of"]

RAW = "raw"
"""In READS, in the place of a table: this chapter reads the edition's raw tables."""

ONLY_IN = "ONLY_IN"
"""What a chapter declares beside READS and WRITES that is not part of every run; see `chain.steps`."""

_ALL = (*schema_index.TABLES, *schema_review.TABLES, *schema_beside.TABLES, *schema_collection.TABLES)

TABLES: dict[str, TableSchema] = {table.name: table for table in _ALL}


def schema_of(name: str) -> TableSchema:
    """The contract of one table.

    Raises
    ------
    SchemaError : a table that is not declared here.
    """
    if name not in TABLES:
        raise SchemaError(
            f"table {name!r} has no schema; {nearest(name, sorted(TABLES))}. Declare it in data/schema.py"
        )
    return TABLES[name]
