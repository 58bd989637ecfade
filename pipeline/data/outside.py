"""What stands outside the index and is held against it: rankings by others, and the official framework's public part."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.data import sources
from pipeline.data.raw_frame import RawFrame
from pipeline.data.reading import Reader
from pipeline.errors import SchemaError, listed, nearest
from pipeline.framework.edition import Edition
from pipeline.framework.external import External

SCORES = ["external", "unit_code", "value", "n_rows", "n_figures", "lowest", "highest", "pages"]
OFFICIAL = [
    "round",
    "level",
    "code",
    "name_vi",
    "name_en",
    "provider",
    "confidence",
    "back_translated",
    "page",
]
BACK_TRANSLATED = " [dịch ngược]"
"""How the public list marks a Vietnamese name that was translated back from another language."""


def tables(edition: Edition) -> set[str]:
    """Raw tables that are read for what stands outside, as ``<source>/<table id>``."""
    official = edition.about.official_framework
    return {item.table for item in edition.about.external} | ({official} if official else set())


def external_scores(edition: Edition, *, root: Path) -> pd.DataFrame:
    """Figures of the edition's units in every external ranking: ``external_scores.csv``.

    Where several rows of a unit print differing figures, the one printed most often counts, and of equally frequent
    ones the lowest; ``lowest`` and ``highest`` show what was printed, ``pages`` who printed it.

    Raises
    ------
    SchemaError : a table or a column that does not exist, or a unit that is none of the edition's.
    """
    reader = Reader(edition, root=root, units=edition.units)
    frames = [_scores(item, reader) for item in edition.about.external]
    if not frames:
        return pd.DataFrame(columns=SCORES)
    return pd.concat(frames).sort_values(["external", "unit_code"], ignore_index=True)[SCORES]


def _scores(item: External, reader: Reader) -> pd.DataFrame:
    where = f"edition.yaml, external {item.code}"
    _check_exists(item.table, reader, where)
    frame = reader.plain(item.table)
    rows = _rows(frame, item, where)
    found = rows.groupby("unit_code", sort=True).agg(
        value=("value", _most_printed),
        n_rows=("value", "size"),
        n_figures=("value", "nunique"),
        lowest=("value", "min"),
        highest=("value", "max"),
        pages=("page", lambda pages: " ".join(sorted({str(page) for page in pages if page}))),
    )
    return found.reset_index().assign(external=item.code)


def _rows(frame: RawFrame, item: External, where: str) -> pd.DataFrame:
    """Every printed figure of the column that the ranking names, with the page that prints it."""
    keys = list(frame.values.index.names[1:])
    unknown = sorted(set(item.where) - set(keys))
    if item.column not in frame.values.columns or unknown:
        raise SchemaError(
            f"{where}: a column of {item.table} is expected, found {item.column!r} "
            f"({nearest(item.column, list(frame.values.columns))}); rows are picked by {listed(keys) or 'nothing'}, found "
            f"{listed(unknown) or 'only such'}. Correct the names"
        )
    rows = frame.values[[item.column]].rename(columns={item.column: "value"}).reset_index()
    for key, text in item.where.items():
        rows = rows[rows[key] == text]
    page = keys[-1] if keys and keys[-1] not in item.where else None
    return rows.assign(page=rows[page] if page else "").dropna(subset=["value"])


def _most_printed(values: pd.Series) -> float:
    counts = values.value_counts()
    return float(counts.index[counts == counts.max()].min())


def _check_exists(table: str, reader: Reader, where: str) -> None:
    known = reader.described(table).source.tables
    name = table.split("/", 1)[1]
    if name not in known:
        raise SchemaError(
            f"{where}: a table of its source is expected, found {table!r}; {nearest(name, list(known))}. Correct its name"
        )


def official_framework(edition: Edition, *, root: Path) -> pd.DataFrame:
    """Names in the public part of the official framework: ``official_framework.csv``; empty where none is named.

    Raises
    ------
    SchemaError : a table that does not exist, or that lacks the columns of such a list.
    """
    table = edition.about.official_framework
    if table is None:
        return pd.DataFrame(columns=OFFICIAL)
    reader = Reader(edition, root=root, units=edition.units)
    _check_exists(table, reader, "edition.yaml, official_framework")
    text = sources.read_text(reader.described(table), table.split("/", 1)[1])
    absent = [name for name in ("edition", "level", "name_vi", "source_url") if name not in text.columns]
    if absent:
        raise SchemaError(
            f"edition.yaml, official_framework: {table} needs the columns of a list of names, found none called "
            f"{listed(absent)}. Name another table"
        )
    named = text.rename(columns={"edition": "round", "source_url": "page"})
    back = named["name_vi"].str.endswith(BACK_TRANSLATED)
    found = named.assign(back_translated=back, name_vi=named["name_vi"].str.removesuffix(BACK_TRANSLATED).str.strip())
    found = found.assign(round=found["round"].astype(int))[OFFICIAL]
    return found.sort_values(["round", "level", "name_vi"], ignore_index=True)
