"""Two makings of one table: numbers within a tolerance, everything else exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.data import schema, store
from pipeline.errors import SchemaError, listed

NUMBER = "number"
SHOWN = 3  # cells named of one column, then their number


@dataclass(frozen=True)
class TableComparison:
    """How a table compares.

    ``largest`` is the largest difference between two numbers and ``where`` its place; ``differences`` are the sentences
    on what is outside the tolerance.
    """

    name: str
    n_rows: int
    identical: bool
    largest: float = 0.0
    where: str = ""
    differences: tuple[str, ...] = ()

    def told(self) -> str:
        """One line to read."""
        if self.differences:
            return f"{self.name}: differs: {'; '.join(self.differences)}"
        if self.identical:
            return f"{self.name}: {self.n_rows} rows, the same bytes"
        place = f" ({self.where})" if self.where else ""
        return f"{self.name}: {self.n_rows} rows, largest difference {self.largest:.1e}{place}"


def compare(recorded: Path, rebuilt: Path, *, tolerance: float) -> TableComparison:
    """Compare one table by its schema.

    Parameters
    ----------
    tolerance : a number may differ by it, and by its share of the recorded number: ``|a - b| <= t + t |a|``. Texts,
        flags, whole numbers and ranks may not differ, nor may a number be missing on one side.

    A table without a schema is compared byte by byte.
    """
    name, rows = recorded.name, max(recorded.read_bytes().count(b"\n") - 1, 0)
    if not rebuilt.is_file():
        return TableComparison(name, rows, identical=False, differences=("it was not made",))
    if recorded.read_bytes() == rebuilt.read_bytes():
        return TableComparison(name, rows, identical=True)
    if name not in schema.TABLES:
        return TableComparison(name, rows, identical=False, differences=("other bytes",))
    try:
        before, after = store.read_table(recorded), store.read_table(rebuilt)
    except SchemaError as error:
        return TableComparison(name, rows, identical=False, differences=(str(error),))
    return _compare(before, after, schema.schema_of(name), tolerance)


def _compare(
    before: pd.DataFrame, after: pd.DataFrame, declared: schema.TableSchema, tolerance: float
) -> TableComparison:
    key = list(declared.key)
    keys = [frame[key].astype(str).agg("/".join, axis=1).tolist() for frame in (before, after)]
    if keys[0] != keys[1]:
        gone, new = (sorted(set(one) - set(other)) for one, other in (keys, keys[::-1]))
        said = f"rows {'/'.join(key)} not made: {listed(gone) or 'none'}; new: {listed(new) or 'none'}"
        return TableComparison(declared.name, len(before), identical=False, differences=(said,))
    largest, where = 0.0, ""
    differences = []
    for column, kind in declared.columns.items():
        pairs = list(zip(keys[0], before[column].tolist(), after[column].tolist(), strict=True))
        other = [f"{place} {was} -> {now}" for place, was, now in pairs if not _agree(was, now, kind, tolerance)]
        if other:
            differences.append(f"column {column}: {_first(other)}")
        if kind == NUMBER:
            apart, place = max(((_apart(was, now), place) for place, was, now in pairs), default=(0.0, ""))
            if apart > largest:
                largest, where = apart, f"{column} of {place}"
    return TableComparison(declared.name, len(before), False, largest, where, tuple(differences))


def _agree(was: Any, now: Any, kind: str, tolerance: float) -> bool:
    if pd.isna(was) or pd.isna(now):
        return bool(pd.isna(was) and pd.isna(now))
    if kind != NUMBER:
        return bool(was == now)
    return was == now or _apart(was, now) <= tolerance * (1.0 + abs(was))


def _apart(was: float, now: float) -> float:
    """The distance of two numbers; none where one is missing, or both are the same infinity."""
    return 0.0 if was == now or math.isnan(was) or math.isnan(now) else abs(was - now)


def _first(said: list[str]) -> str:
    return "; ".join(said[:SHOWN]) + (f"; and {len(said) - SHOWN} more" if len(said) > SHOWN else "")
