"""The index with each of its components taken from one of two sides: the states between two results.

=================== ===============================================================================================
``own_data``        the prepared values of one unit, and its own other rounds
``others_data``     the same of all other units
``framework``       indicators, tree, nominal weights, directions, transformations, goalposts, targets, judgements
``method``          every option, preparation included, and the seed
``units``           which units are ranked, and their regions
=================== ===============================================================================================

What is computed from a state's rows belongs to nobody: imputed values, estimated transformations, goalposts and weights
read off the scores are computed anew in every state. What one side lacks is missing (an indicator it does not have or
has in another unit of measure, a unit that is not the same there), and the method treats it as it treats any missing
value, with two exceptions: an indicator on which no two units of a state between the sides differ (because one unit
alone has it, say) is left blank there, since there is nothing to compare; and a unit without any value is not ranked.

Where one side's units are made from those of the other, the data of each side are made for the units of both: a merger
alone is then a change of ``units`` and of nothing else.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pandas as pd

from pipeline.construction import comparison, imputation_setting, imputers, matrix, normalisation, treatment, tree
from pipeline.construction import weights as weighing
from pipeline.construction.comparison import Pair, Side, Tables
from pipeline.errors import MethodError, listed
from pipeline.framework import admissibility
from pipeline.framework.edition import Edition
from pipeline.framework.options import Preparation
from pipeline.statistics import ranking
from pipeline.statistics.types import FloatArray

PLAYERS = ("own_data", "others_data", "framework", "method", "units")
STEPS = ("preparation", "imputation", "treatment", "normalisation", "aggregation", "ranking")
"""Groups of options that the index depends on."""

DRAWN = ("predictive_mean_matching", "iterative")
"""Imputations that depend on the seed."""


class State(NamedTuple):
    """The side, 0 before and 1 after, that each component is taken from."""

    own: int
    others: int
    framework: int
    method: int
    units: int


BEFORE, AFTER = State(0, 0, 0, 0, 0), State(1, 1, 1, 1, 1)


@dataclass(frozen=True)
class Place:
    """A unit's rank among ``n``; one without a score stands behind all that have one, and is marked."""

    rank: Fraction
    n: int
    scored: bool

    @property
    def position(self) -> Fraction:
        return comparison.position(self.rank, self.n)


class Coalitions:
    """Computes places in every state, each distinct one once."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        codes = self._codes()
        self._rows = [_rows_of(side, side.tables, codes, pair.same_measures) for side in pair.sides]
        self._rows_elsewhere = [_rows_of(side, side.elsewhere, codes, pair.same_measures) for side in pair.sides]
        units = {unit for side in pair.sides for unit in side.screened}
        self._changed = {unit for unit in units if not self._is_same(unit)}
        before, after = pair.sides
        self.same_framework = _of_framework(before.edition) == _of_framework(after.edition)
        self.same_method = _of_method(before) == _of_method(after)
        self.same_ranked = _of_units(before, pair) == _of_units(after, pair)
        self._editions: dict[tuple[int, int, int], Edition] = {}
        self._prepared: dict[tuple[int, int, int, int], tuple[pd.DataFrame, Tables]] = {}
        self._ranks: dict[Hashable, dict[str, float]] = {}

    def place(self, unit: str, state: State) -> Place:
        """Where a unit stands in a state.

        Raises
        ------
        MethodError : the framework of one side does not admit the method, or the values, of the other.
        """
        ranks = self._ranks_in(unit, self.canonical(unit, state))
        n = sum(not np.isnan(rank) for rank in ranks.values())
        own = ranks.get(unit, np.nan)
        return Place(Fraction(n + 1), n + 1, False) if np.isnan(own) else Place(Fraction(own), n, True)

    def canonical(self, unit: str, state: State) -> State:
        """The same state with 0 for every component that is equal on both sides, so that equal states are one."""
        own, others, framework, method, units = state
        if not self._changed - {unit}:
            others = own
        if unit not in self._changed:
            own = others
        if not self._changed:
            own = others = 0
        return State(
            own,
            others,
            0 if self.same_framework else framework,
            0 if self.same_method else method,
            0 if self.same_ranked else units,
        )

    def differs(self, player: str) -> bool:
        """Whether a component differs between the sides at all."""
        match player:
            case "framework":
                return not self.same_framework
            case "method":
                return not self.same_method
            case "units":
                return not self.same_ranked
            case _:
                return bool(self._changed)

    def _codes(self) -> set[str]:
        """Everything whose values the index can depend on: indicators, and the outcome that regression weighs by."""
        found: set[str] = set()
        for side in self.pair.sides:
            outcome = side.edition.about.regression_outcome
            found |= {*side.edition.framework.indicator_codes, *([outcome] if outcome else [])}
        return found

    def _is_same(self, unit: str) -> bool:
        """Whether both sides know the same of a unit; where they are rebuilt from each other, on the units of either."""
        if self.pair.rebuilt:
            own = zip(self.pair.sides, self._rows, reversed(self._rows_elsewhere), strict=True)
            return all(rows.get(unit) == others.get(unit) for side, rows, others in own if unit in side.screened)
        before, after = (rows.get(unit) for rows in self._rows)
        return unit in self.pair.same_units and before == after

    def _ranks_in(self, unit: str, state: State) -> dict[str, float]:
        key = (state, unit if state.own != state.others else None)
        if key not in self._ranks:
            self._ranks[key] = self._computed(unit, state)
        return self._ranks[key]

    def _computed(self, unit: str, state: State) -> dict[str, float]:
        """Ranks of the index in one state, by unit; NaN without a score."""
        edition = self._edition(state)
        values, tables = self._of_others(unit, state)
        if state not in (self.canonical(unit, BEFORE), self.canonical(unit, AFTER)):
            values = values.where(np.broadcast_to(values.max() > values.min(), values.shape))
        seed = self.pair.sides[state.method].seed
        kept = values.loc[values.notna().any(axis=1), values.notna().any(axis=0)]
        if kept.empty:
            return dict.fromkeys(values.index, float("nan"))
        units, codes = [str(code) for code in kept.index], [str(code) for code in kept.columns]
        treated = treatment.treat_batch(_filled(kept, tables.panel, edition, seed), codes, edition)
        scores = np.full((len(units), len(values.columns)), np.nan)
        scores[:, values.columns.get_indexer(codes)] = normalisation.normalise_batch(
            treated, codes, edition, units=units
        )
        outcome = weighing.outcome(tables.values, edition, units=units)
        nodes = tree.aggregate(scores, edition, outcome=outcome, units=units)
        ranks = ranking.rank(nodes[edition.framework.root.code], ties=edition.method.ranking.ties)
        return dict(zip(units, ranks.tolist(), strict=True))

    def _of_others(self, unit: str, state: State) -> tuple[pd.DataFrame, Tables]:
        """The prepared matrix and the tables of a state, one unit's rows being its own side's."""
        values, tables = self._side(state.others, state)
        if state.own == state.others:
            return values, tables
        own, own_tables = self._side(state.own, state)
        mixed = values.copy()
        mixed.loc[unit] = own.loc[unit]
        return mixed, Tables(
            values=_exchanged(tables.values, own_tables.values, unit),
            panel=_exchanged(tables.panel, own_tables.panel, unit),
        )

    def _side(self, side: int, state: State) -> tuple[pd.DataFrame, Tables]:
        """The prepared matrix and the tables of one side's data, as far as they mean something in a state."""
        key = (side, state.framework, state.method, state.units)
        if key not in self._prepared:
            edition, units = self._edition(state), self.pair.sides[state.units].screened
            moved = side != state.units and self.pair.rebuilt
            known = self.pair.sides[side].elsewhere if moved else self.pair.sides[side].tables
            own = known[edition.method.preparation]
            usable = set(units) if moved or side == state.units else self.pair.same_units
            shared = None if side == state.framework else self.pair.same_measures
            kept = Tables(*(_usable(frame, usable, shared) for frame in (own.values, own.panel)))
            self._prepared[key] = matrix.prepared(kept.values, edition, edition.method, units=units), kept
        return self._prepared[key]

    def _edition(self, state: State) -> Edition:
        """The framework of one side under the method of one side, for the units of one side."""
        key = (state.framework, state.method, state.units)
        if key not in self._editions:
            framework, method, units = (self.pair.sides[number] for number in key)
            faults = list(
                admissibility.tree_faults(framework.edition.framework, method.method.aggregation, method.method.ranking)
            )
            if faults:
                raise MethodError(
                    f"the framework of {framework.name} under the method of {method.name}: {listed(faults)}"
                )
            parts = {name: getattr(framework.edition, name) for name in Edition.model_fields}
            changed = {"method": method.method, "units": units.edition.units}
            self._editions[key] = Edition.model_construct(**{**parts, **changed})
        return self._editions[key]


def _filled(values: pd.DataFrame, panel: pd.DataFrame, edition: Edition, seed: int) -> FloatArray:
    array = matrix.array(values)
    if not np.isnan(array).any():
        return array
    return imputers.fill(array, imputation_setting.setting(values, panel, edition, seed=seed)).values


def _usable(frame: pd.DataFrame, units: set[str] | frozenset[str], codes: frozenset[str] | None) -> pd.DataFrame:
    kept = frame["unit_code"].isin(units)
    return frame[kept if codes is None else kept & frame["code"].isin(codes)]


def _exchanged(others: pd.DataFrame, own: pd.DataFrame, unit: str) -> pd.DataFrame:
    return pd.concat([others[others["unit_code"] != unit], own[own["unit_code"] == unit]], ignore_index=True)


def _rows_of(
    side: Side, tables: Mapping[Preparation, Tables], codes: set[str], shared: frozenset[str]
) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is known of each unit in some tables of a side, as something that can be compared.

    A code that is not measured in the same unit on both sides is marked with its side, so that it never compares equal.
    """
    rows: dict[str, list[tuple[object, ...]]] = {}
    for preparation, own in sorted(
        ((key.model_dump_json(), own) for key, own in tables.items()), key=lambda item: item[0]
    ):
        for frame, detail in ((own.values, "origin"), (own.panel, "round")):
            known = frame[frame["code"].isin(codes) & frame["value"].notna()].sort_values(["code", detail])
            cells = zip(known["unit_code"], known["code"], known["value"], known[detail], strict=True)
            for unit, code, value, about in cells:
                mark = "" if code in shared else side.name
                rows.setdefault(unit, []).append((preparation, detail, code, mark, float(value), about))
    return rows


def _of_framework(edition: Edition) -> object:
    """Everything of a framework that can move the index: names and definitions cannot."""
    fields = ("code", "role", "level", "parent", "direction", "weight", "transformation", "target")
    ends = ("goalpost_low", "goalpost_high", "unit_of_measure")
    nodes = [tuple(getattr(node, name) for name in (*fields, *ends)) for node in edition.framework.tree]
    roles = [(level.level, level.role) for level in edition.framework.levels]
    outcome, tables = edition.about.regression_outcome, imputation_setting.tables_of(edition)
    return nodes, roles, edition.experts, edition.goalposts, outcome, tables


def _of_method(side: Side) -> object:
    options = [getattr(side.method, name) for name in STEPS]
    return options, side.seed if side.method.imputation.imputation in DRAWN else None


def _of_units(side: Side, pair: Pair) -> object:
    """Who is ranked, and in which region; a unit that is not the same on the other side is no unit of it."""
    regions = side.edition.units.regions
    return [(code, regions[code], code in pair.same_units or side.name) for code in side.screened]
