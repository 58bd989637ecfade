"""What an imputation may look at, and what it says of each filling."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from pipeline.construction import matrix, rounds
from pipeline.framework import sourcing
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.framework.options import Imputation
from pipeline.statistics import imputation
from pipeline.statistics.fitted_transformation import Fitted
from pipeline.statistics.types import BoolArray, FloatArray, IntArray

BY_OTHERS = ("hot_deck", "regression", "em", "predictive_mean_matching", "iterative", "k_nearest")
"""Choices in which indicators predict each other: whose indicators, ``imputation_within`` says."""

SCALED = ("mean", "mean_by_region", *BY_OTHERS)
"""Choices whose result depends on the scale on which they work; a median or a neighbour's value does not."""


@dataclass(frozen=True)
class Run:
    """One model that was fitted: to which node's indicators, in how many iterations, and whether it settled."""

    node: str
    n_indicators: int
    n_blank: int
    iterations: int
    converged: bool


@dataclass(frozen=True, eq=False)
class Filling:
    """Values and filled cells (n_units, n_indicators), with what is known of each filling; NaN where nothing is.

    ``lag`` is the age of the round it comes from, in years. ``error`` is what to expect of it, in the indicator's own
    unit of measure: of an own round the root mean square of changes over that lag, of a regression the residual SD, of EM
    the conditional SD, of multiple imputation the SD over its draws. ``n`` counts what stands behind: changes, units
    learned from, or donors.
    """

    values: FloatArray
    imputed: BoolArray
    lag: FloatArray
    error: FloatArray
    n: FloatArray
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, eq=False)
class Setting:
    """What an imputation may look at beside the values: their labels, the units' own rounds, edition, method, seed."""

    codes: tuple[str, ...]
    units: tuple[str, ...]
    rounds: rounds.Rounds
    edition: Edition
    method: Method
    seed: int
    done: dict[tuple[str, bytes], Filling] = field(default_factory=dict)
    """Fillings by node and values: the same blanks, seen again beside others, are not filled anew."""
    fits: dict[tuple[bytes, bytes], tuple[Fitted, FloatArray]] = field(default_factory=dict)
    """Transformations by columns and values, with the transformed values: the same for every choice of imputation."""

    @property
    def options(self) -> Imputation:
        return self.method.imputation

    @cached_property
    def regions(self) -> IntArray:
        return matrix.groups(self.edition, list(self.units))

    @cached_property
    def directions(self) -> IntArray:
        return np.array([self.edition.framework.node(code).direction for code in self.codes], dtype=int)

    @cached_property
    def parents(self) -> IntArray:
        """The node directly above each indicator, as a number."""
        return _numbered([self.edition.framework.node(code).parent or "" for code in self.codes])

    @cached_property
    def tables(self) -> IntArray:
        """The raw table of each indicator, as a number: what goes missing together."""
        table_of = {code: name for name, codes in tables_of(self.edition).items() for code in codes}
        return _numbered([table_of[code] for code in self.codes])

    @cached_property
    def is_transformed(self) -> bool:
        """Whether the choice has a scale to choose and the method chooses the transformed one."""
        return self.options.imputation_scale == "transformed" and self.options.imputation in SCALED

    @cached_property
    def families(self) -> tuple[tuple[str, IntArray], ...]:
        """The columns that predict each other, with the node that they stand under: pillars, or the whole index."""
        framework = self.edition.framework
        pillars = framework.with_role("pillar") if self.options.imputation_within == "pillar" else ()
        if not pillars or self.options.imputation not in BY_OTHERS:
            return ((framework.root.code, np.arange(len(self.codes))),)
        above = [framework.ancestor(code, "pillar") or framework.root for code in self.codes]
        return tuple(
            (node.code, np.flatnonzero([own.code == node.code for own in above]))
            for node in (*pillars, framework.root)
            if node in above
        )


def setting(
    values: pd.DataFrame, panel: pd.DataFrame, edition: Edition, *, method: Method | None = None, seed: int
) -> Setting:
    """The setting of a matrix.

    Parameters
    ----------
    values : ranked units x indicators, prepared. panel : the table ``panel.csv``.
    """
    return Setting(
        codes=tuple(values.columns),
        units=tuple(values.index),
        rounds=rounds.of(panel, values),
        edition=edition,
        method=method or edition.method,
        seed=seed,
    )


def plain(
    found: imputation.Imputed,
    *,
    lag: FloatArray | None = None,
    error: FloatArray | None = None,
    n: FloatArray | IntArray | None = None,
    runs: tuple[Run, ...] = (),
) -> Filling:
    """A filling of which no more is known than is given."""
    nothing = np.full(found.values.shape, np.nan)
    counted = nothing if n is None else np.where(found.imputed, n, np.nan)
    return Filling(
        found.values,
        found.imputed,
        nothing if lag is None else lag,
        nothing if error is None else error,
        counted,
        runs,
    )


def tables_of(edition: Edition) -> dict[str, list[str]]:
    """Indicators by the raw table of their first column (of a ratio, the numerator's).

    That is what goes missing together: a denominator such as population is shared by all and never blank alone.
    """
    tables: dict[str, list[str]] = {}
    for code in edition.framework.indicator_codes:
        tables.setdefault(next(sourcing.columns(edition.sources.indicators[code].value)).table, []).append(code)
    return tables


def _numbered(names: list[str]) -> IntArray:
    return np.unique(names, return_inverse=True)[1]
