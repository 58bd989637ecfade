"""What sources print for all units together, to hold a round's sums against: ``totals.csv`` in the round's folder."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path

from pipeline.collection.plausibility import Total
from pipeline.errors import DataError, listed, nearest

FILE = "totals.csv"
COLUMNS = ["code", "value", "tolerance", "source"]


def read(folder: Path, codes: Sequence[str]) -> tuple[Total, ...]:
    """The printed totals of a round; none where nobody wrote any down.

    Parameters
    ----------
    codes : of the indicators that the round asks.

    Raises
    ------
    DataError : other columns, a code that is not asked or stands twice, no number, no source; all of them at once.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    if rows and list(rows[0]) != COLUMNS:
        raise DataError(f"{FILE}: the columns {', '.join(COLUMNS)} are expected, found {', '.join(map(str, rows[0]))}")
    faults = [fault for number, row in enumerate(rows, start=2) if (fault := _fault(row, number, codes))]
    given = [row["code"] for row in rows]
    faults += [f"code {code!r} stands twice" for code in sorted({code for code in given if given.count(code) > 1})]
    if faults:
        raise DataError(f"{FILE}: one printed total an indicator is expected; {listed(faults)}. Mend the file")
    return tuple(Total(row["code"], float(row["value"]), float(row["tolerance"])) for row in rows)


def _fault(row: dict[str, str], number: int, codes: Sequence[str]) -> str:
    """What is wrong with one row; empty where nothing is."""
    if row["code"] not in codes:
        return f"line {number}: {row['code']!r} is not asked in this round; {nearest(row['code'], codes)}"
    value, tolerance = _number(row["value"]), _number(row["tolerance"])
    if value is None or tolerance is None or tolerance < 0:
        found = f"{row['value']!r}, {row['tolerance']!r}"
        return f"line {number}: a value and a tolerance of 0 or more are expected, found {found}"
    return "" if (row["source"] or "").strip() else f"line {number}: the source that prints the total is not named"


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None
