"""A unit's own other rounds: the table ``panel.csv`` as an array, beside the matrix whose blanks are to be filled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.statistics.types import BoolArray, FloatArray, IntArray

NOW = 0
"""The round of an indicator's newest data year; -1 is the year before, +1 a later one."""


@dataclass(frozen=True, eq=False)
class Rounds:
    """Values and data years (n_rounds, n_units, n_indicators) of rounds in rising order, the present one among them.

    ``carried`` (n_units, n_indicators) marks the cells in which the year rule let an earlier round stand in, and ``age``
    how old that round is, NaN in all others.
    """

    numbers: IntArray
    values: FloatArray
    data_years: FloatArray
    carried: BoolArray
    age: FloatArray

    @property
    def place(self) -> int:
        """Where the present round stands."""
        return int(np.flatnonzero(self.numbers == NOW)[0])

    @property
    def has_later(self) -> bool:
        return self.place < len(self.numbers) - 1

    def until(self, present: FloatArray) -> tuple[FloatArray, IntArray]:
        """Earlier rounds with ``present`` (n_units, n_indicators) as the last, and their numbers."""
        earlier = slice(0, self.place)
        return np.concatenate([self.values[earlier], present[np.newaxis]]), self.numbers[: self.place + 1]

    def around(self, present: FloatArray) -> tuple[FloatArray, IntArray]:
        """All rounds with ``present`` in its place, and their numbers."""
        values = self.values.copy()
        values[self.place] = present
        return values, self.numbers

    def without_carried(self, present: FloatArray) -> FloatArray:
        """The present round as its own sources have it: a value that was carried forward is no value of it."""
        return np.where(self.carried, np.nan, present)

    def years_at(self, lag: FloatArray) -> FloatArray:
        """Data years (n_units, n_indicators) so many years before the present round; NaN where the lag is."""
        found = np.full(lag.shape, np.nan)
        for number in np.unique(lag[~np.isnan(lag)]):
            own = self.data_years[self.numbers == NOW - int(number)]
            found = np.where(lag == number, own[0] if len(own) else np.nan, found)
        return found


def of(panel: pd.DataFrame, values: pd.DataFrame) -> Rounds:
    """The rounds of the units and indicators of a matrix.

    Parameters
    ----------
    panel : the table ``panel.csv``: what each source says of each round, blanks absent and nothing standing in.
    values : ranked units x indicators, the prepared matrix (see :func:`matrix.prepared`).

    Notes
    -----
    A value of the matrix counts as carried where its indicator's own round has none and the unit's latest earlier round
    has this very value; that is what the year rule does (a structural zero is a value of its own round).
    """
    own = panel[panel["code"].isin(values.columns) & panel["unit_code"].isin(values.index)]
    numbers = np.array(sorted({NOW, *own["round"].astype(int)}), dtype=np.int64)
    found = _stacked(own, "value", numbers, values)
    years = _stacked(own, "data_year", numbers, values)
    place = int(np.flatnonzero(numbers == NOW)[0])
    latest, age = _latest(found[:place], numbers[:place])
    present = values.to_numpy(dtype=float)
    carried = np.isnan(found[place]) & (present == latest)
    return Rounds(numbers, found, years, carried, np.where(carried, age, np.nan))


def _stacked(panel: pd.DataFrame, column: str, numbers: IntArray, values: pd.DataFrame) -> FloatArray:
    """One column of the panel as (n_rounds, n_units, n_indicators)."""
    stacked = np.full((len(numbers), *values.shape), np.nan)
    rows = values.index.get_indexer(panel["unit_code"])
    columns = values.columns.get_indexer(panel["code"])
    stacked[np.searchsorted(numbers, panel["round"].astype(int)), rows, columns] = panel[column].astype(float)
    return stacked


def _latest(earlier: FloatArray, numbers: IntArray) -> tuple[FloatArray, FloatArray]:
    """The latest earlier value of each cell and its age in years; NaN where there is none."""
    latest, age = np.full(earlier.shape[1:], np.nan), np.full(earlier.shape[1:], np.nan)
    for number, own in zip(numbers, earlier, strict=True):
        latest, age = np.where(np.isnan(own), latest, own), np.where(np.isnan(own), age, NOW - number)
    return latest, age
