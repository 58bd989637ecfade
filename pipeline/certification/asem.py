"""COINr's example data ASEM, read once, and what our functions make of its raw values, step by step.

Only the raw tables are read for a step: the denominated values are ours, the imputed ones are made from them, and so
on, so that a fault in an early step is not hidden by starting the next from the oracle's numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from pipeline.certification import coinr_steps
from pipeline.statistics.types import IntArray

Made = TypeVar("Made")
SIZES = ["Area", "Energy", "GDP", "Population"]


def read(path: Path) -> pd.DataFrame:
    """A table as R wrote it: NA and NaN are missing, an empty text is a text."""
    return pd.read_csv(
        path, float_precision="round_trip", keep_default_na=False, na_values=["NA", "NaN"], low_memory=False
    )


def numbered(names: pd.Series) -> IntArray:
    """Names as whole numbers, equal names equal."""
    return np.unique(names.astype(str), return_inverse=True)[1].astype(np.int64)


class Asem:
    """The example: 51 units, 49 indicators, 8 pillars, 2 sub-indices, 1 index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables: dict[str, pd.DataFrame] = {}
        self._made: dict[tuple[str, ...], Any] = {}

    def table(self, name: str) -> pd.DataFrame:
        """One golden table by its id."""
        if name not in self._tables:
            self._tables[name] = read(self.folder / f"{name}.csv")
        return self._tables[name].copy()

    def vectors(self, name: str) -> pd.DataFrame:
        """What one call made of every vector, element by element."""
        table = self.table("vectors_out")
        return table[table["fn"] == name]

    def golden(self, item: str) -> pd.DataFrame:
        """The oracle's table of an item, or its results of a call on vectors."""
        return self.vectors(item) if item in self.calls_on_vectors else self.table(item)

    @cached_property
    def calls_on_vectors(self) -> frozenset[str]:
        """The names of the calls on vectors."""
        return frozenset(self.table("vectors_out")["fn"])

    def once(self, *key: str, make: Callable[[], Made]) -> Made:
        """What several golden tables need and takes a while, made once under a name."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def theirs(self, name: str) -> pd.DataFrame:
        """One of the oracle's tables of units, by unit: for a step that is to start from the oracle's own numbers."""
        return self.table(name).set_index("uCode")

    @cached_property
    def tree(self) -> pd.DataFrame:
        """Level, direction, weight and parent of every node, by code, in the order of the metadata."""
        meta = self.table("raw_ASEM_iMeta")
        return meta[meta["Type"].isin(["Indicator", "Aggregate"])].set_index("iCode")

    @cached_property
    def lineage(self) -> pd.DataFrame:
        """The pillar, sub-index and index above every indicator."""
        parent = self.tree["Parent"]
        pillar = parent[self.codes]
        above = {"Pillar": pillar.to_numpy(), "Sub-index": parent[pillar].to_numpy()}
        above["Index"] = parent[above["Sub-index"]].to_numpy()
        return pd.DataFrame(above, index=pd.Index(self.codes, name="Indicator"))

    @cached_property
    def codes(self) -> list[str]:
        """The indicators, in the order of the data."""
        given = self.table("raw_ASEM_iData").columns
        return [code for code in given if code in self.tree.index and self.tree.at[code, "Type"] == "Indicator"]

    def nodes(self, level: int) -> list[str]:
        """Codes of one level."""
        return self.tree.index[self.tree["Level"] == level].tolist()

    def direction(self, codes: list[str] | pd.Index) -> IntArray:
        """Directions of some indicators."""
        return self.tree.loc[list(codes), "Direction"].to_numpy(dtype=np.int64)

    @cached_property
    def units(self) -> pd.DataFrame:
        """Name, groups and sizes of every unit, by code."""
        data = self.table("raw_ASEM_iData").set_index("uCode").sort_index()
        return data.drop(columns=self.codes)

    @cached_property
    def raw(self) -> pd.DataFrame:
        """Raw values, units by code."""
        return self.table("raw_ASEM_iData").set_index("uCode").sort_index()[self.codes].astype(float)

    @cached_property
    def denominated(self) -> pd.DataFrame:
        """Divided by the denominators that the metadata name."""
        named = self.tree.loc[self.codes, "Denominator"]
        return coinr_steps.denominated(self.raw, self.units[SIZES], named)

    @cached_property
    def imputed(self) -> pd.DataFrame:
        """Missing values replaced by the mean of the unit's continent; all units are then complete and kept."""
        return coinr_steps.group_means(self.denominated, numbered(self.units["EurAsia_group"]))

    @cached_property
    def treated(self) -> pd.DataFrame:
        """Up to five points drawn in, then the logarithm."""
        return coinr_steps.treated(self.imputed, max_points=5).values

    @cached_property
    def normalised(self) -> pd.DataFrame:
        """Min-max, 0 to 100."""
        return coinr_steps.min_max(self.treated, self.direction(self.codes), 0.0, 100.0)

    @cached_property
    def normalised_from_1(self) -> pd.DataFrame:
        """Min-max, 1 to 100, as geometric means want it."""
        return coinr_steps.min_max(self.treated, self.direction(self.codes), 1.0, 100.0)

    @cached_property
    def normalised_with_blanks(self) -> pd.DataFrame:
        """Min-max, 1 to 100, of the denominated values with their blanks."""
        return coinr_steps.min_max(self.denominated, self.direction(self.codes), 1.0, 100.0)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Scores of every node, arithmetic means throughout."""
        return coinr_steps.aggregated(self.normalised, self.tree, coinr_steps.arithmetic)

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """Places of every node, 1 for the best."""
        return coinr_steps.ranked(self.scores)
