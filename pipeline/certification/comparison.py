"""One table of ours beside one of the oracle's: how many values, how far apart at most, and is that near enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.errors import listed
from pipeline.statistics.types import FloatArray


@dataclass(frozen=True)
class Tolerance:
    """How far a value may be from the oracle's, absolute plus (unless it is a rounding) relative, and why so far."""

    value: float
    reason: str
    relative: bool = True


NUMBERS = Tolerance(
    1e-9, "The oracle's figures have 17 significant digits; ours are summed in another order, which moves the last few."
)
EXACT = Tolerance(0.0, "Counts, places, flags, years and words are not rounded: they agree or they do not.")


@dataclass(frozen=True)
class Agreement:
    """What a comparison found; `fault` names the first places that do not agree."""

    n_values: int
    max_abs_diff: float
    passed: bool
    fault: str = ""


def compare(found: pd.DataFrame, expected: pd.DataFrame, tolerance: Tolerance, *, partial: bool = False) -> Agreement:
    r"""Compare every cell of our table with the oracle's.

    .. math:: |f - e| \le t + t\,|e|

    Parameters
    ----------
    found : our table; the names of its index are the key columns of the oracle's, no name: rows by their position.
    expected : the oracle's table as read.
    partial : leave out the rows and columns that only the oracle has.

    Returns
    -------
    Agreement. Rows or columns that only one table has fail, whatever the cells say. A missing value agrees with a
    missing one only, an infinite one with an equal one; a word must be the same word, else the difference is infinite.

    >>> ours = pd.DataFrame({"score": [1.0, 2.0]}, index=pd.Index(["b", "a"], name="unit"))
    >>> theirs = pd.DataFrame({"unit": ["a", "b"], "score": [2.0, 1.5]})
    >>> compare(ours, theirs, NUMBERS)
    Agreement(n_values=2, max_abs_diff=0.5, passed=False, fault='b, score: 1.0 here, 1.5 there')
    """
    keys = [name for name in found.index.names if name is not None]
    table = expected.set_index(keys) if keys else expected.reset_index(drop=True)
    if partial:
        table = table.loc[table.index.isin(found.index), table.columns.isin(found.columns)]
    fault = _shape_fault(found, table)
    if fault:
        return Agreement(n_values=0, max_abs_diff=np.inf, passed=False, fault=fault)
    found = found.reindex(index=table.index, columns=table.columns)
    differences = _differences(found, table)
    allowed = tolerance.value * (1.0 + tolerance.relative * np.abs(_finite(table)))
    wrong = ~(differences <= allowed)
    return Agreement(
        n_values=table.size,
        max_abs_diff=float(differences.max(initial=0.0)),
        passed=not wrong.any(),
        fault=_fault(found, table, wrong),
    )


def _shape_fault(found: pd.DataFrame, table: pd.DataFrame) -> str:
    """Say which rows or columns only one of the tables has."""
    for what, ours, theirs in (("rows", found.index, table.index), ("columns", found.columns, table.columns)):
        if not (ours.is_unique and theirs.is_unique):
            return f"{what} must be named once; {listed(ours[ours.duplicated()].union(theirs[theirs.duplicated()]))}"
        only = ours.symmetric_difference(theirs)
        if len(only):
            return f"{what} that only one of the tables has: {listed(only)}"
    return ""


def _differences(found: pd.DataFrame, table: pd.DataFrame) -> FloatArray:
    """Absolute differences cell by cell: 0 for equal words, missing values and infinities, infinite for unequal."""
    differences = np.zeros(table.shape)
    for place, column in enumerate(table.columns):
        ours, theirs = found[column], table[column]
        if pd.api.types.is_numeric_dtype(theirs) and pd.api.types.is_numeric_dtype(ours):
            differences[:, place] = _distance(ours.to_numpy(dtype=float), theirs.to_numpy(dtype=float))
        else:
            same = ours.astype(object).fillna("").astype(str) == theirs.astype(object).fillna("").astype(str)
            differences[:, place] = np.where(same, 0.0, np.inf)
    return differences


def _distance(ours: FloatArray, theirs: FloatArray) -> FloatArray:
    equal = (ours == theirs) | (np.isnan(ours) & np.isnan(theirs))
    with np.errstate(invalid="ignore"):
        distance = np.abs(ours - theirs)
    return np.where(equal, 0.0, np.where(np.isnan(distance), np.inf, distance))


def _finite(table: pd.DataFrame) -> FloatArray:
    """The numbers of a table, 0 where it has a word, nothing or an infinity."""
    numeric = [pd.api.types.is_numeric_dtype(kind) for kind in table.dtypes]
    values = np.zeros(table.shape)
    values[:, numeric] = table.loc[:, numeric].to_numpy(dtype=float)
    return np.where(np.isfinite(values), values, 0.0)


def _fault(found: pd.DataFrame, table: pd.DataFrame, wrong: np.ndarray) -> str:
    """Name the cells that do not agree."""
    places = []
    for row, column in np.argwhere(wrong)[:11]:
        key = table.index[row]
        name = "/".join(map(str, key)) if isinstance(key, tuple) else str(key)
        cells = f"{found.iloc[row, column]} here, {table.iloc[row, column]} there"
        places.append(f"{name}, {table.columns[column]}: {cells}")
    return listed(places)
