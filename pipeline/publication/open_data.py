"""Open data of a publication: every table as CSV and Parquet, the data package, SDMX, and JSON for the web page.

CSV is UTF-8 **without** a byte-order mark: that is what Frictionless, SDMX tools, R and pandas expect, and what the
chain's own tables are. Whoever uses a spreadsheet opens the workbook beside it, in which codes stay text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.data import store
from pipeline.publication import addresses, data_package, json_data, open_tables, sdmx
from pipeline.publication.open_tables import OpenTable
from pipeline.publication.published_run import LANGUAGES, PublishedRun

ARROW = {
    "text": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "rank": pa.float64(),
    "flag": pa.bool_(),
}
SDMX = "sdmx"


def write(run: PublishedRun, folder: Path, *, languages: Sequence[str], boundaries: Path | None) -> None:
    """Write ``<folder>/data``; the same for every language, since it speaks both.

    Raises
    ------
    SchemaError : the run lacks a table, or one has two rows with the same key.
    """
    target = folder / addresses.DATA
    (target / SDMX).mkdir(parents=True, exist_ok=True)
    tables = open_tables.tables(run)
    texts = {f"{item.name}.csv": store.to_text(item.frame, item.contract) for item in tables}
    for name, text in texts.items():
        _write(target / name, text)
    for item in tables:
        pq.write_table(arrow(item), target / f"{item.name}.parquet", compression="zstd")
    for name, text in run.documents.items():
        _write(target / name, text)
    _write(target / "datapackage.json", _json(data_package.package(run, tables, texts)))
    _write(target / "README.md", data_package.readme(run, tables))
    _write(target / "index.json", _json(json_data.index(run), indent=None))
    _write(target / "index.schema.json", _json(json_data.SCHEMA))
    for name, text in sdmx.files(run).items():
        _write(target / SDMX / name, text)


def arrow(item: OpenTable) -> pa.Table:
    """A table in the types of its contract, with the description of every column; what is missing is null.

    No index and no note of pandas goes along, so equal tables are equal bytes.
    """
    columns, fields = [], []
    for name, kind in item.contract.columns.items():
        columns.append(_column(item.frame[name], kind))
        about = {
            f"description_{language}": open_tables.column_words(item.name, name, language) for language in LANGUAGES
        }
        fields.append(pa.field(name, ARROW[kind], metadata=about))
    return pa.Table.from_arrays(columns, schema=pa.schema(fields))


def _column(column: pd.Series, kind: str) -> pa.Array:
    if kind == "text":
        cells = column.astype(object).where(column.notna() & (column != ""), None)
        return pa.array([None if cell is None else str(cell) for cell in cells], type=pa.string())
    return pa.array(column.astype(store.PANDAS_TYPES[kind]), type=ARROW[kind], from_pandas=True)


def _json(content: object, *, indent: int | None = 1) -> str:
    separators = None if indent else (",", ":")
    return json.dumps(content, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
