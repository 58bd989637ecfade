"""Values made for other units than those of the raw tables, with a record of every value that is not simply taken over.

Done for every indicator and data year by itself, before the year rule and imputation: all parts of a unit are of one
year. The rules are described in `pipeline.framework.rebuild`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.errors import DataError, FrameworkError, listed
from pipeline.framework import observation, rebuild
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.statistics import reallocation
from pipeline.statistics.reallocation import Reallocated
from pipeline.statistics.types import BoolArray, FloatArray

RECORD = [
    *("unit_code", "code", "year", "rule", "weight", "n_parts", "n_present", "coverage", "part_low", "part_high"),
    "approximate",
]
CHECKS = ["code", "part", "unit_code", "year", "expected", "found", "missing", "difference", "tolerance", "within"]
RULES = ["code", "rule", "weight", "note_vi", "note_en", "approximate", "refused"]
VALUE, NUMERATOR, DENOMINATOR, PUBLISHED = "value", "numerator", "denominator", "published"
CELLS = ["value", "status", "origin"]


@dataclass(frozen=True)
class Parts:
    """One node's cells on the old units in one data year: frames by unit code with value, status and origin.

    ``whole`` : in the node's unit of measure. ``numerator``, ``denominator`` : of the top ratio of its source, and
    ``factor`` to the unit of measure. ``weight`` : what the rule names, of the same year.
    """

    whole: pd.DataFrame
    numerator: pd.DataFrame | None = None
    denominator: pd.DataFrame | None = None
    weight: pd.DataFrame | None = None
    factor: float = 1.0


@dataclass(frozen=True)
class Rebuilt:
    """One node on the new units in one data year.

    ``cells`` : by unit code, with value, status and origin. ``record`` : a row for every unit that is made of several
    old ones or of a piece of one, see ``rebuilt.csv``. ``checks`` : that nothing was lost in what was added up, see
    ``rebuilt_checks.csv``.
    """

    cells: pd.DataFrame
    record: pd.DataFrame
    checks: pd.DataFrame


class Rebuilder:
    """Makes the values of an edition's units from those of the units before."""

    def __init__(self, edition: Edition) -> None:
        concordance, about = edition.concordance, edition.about.rebuilt
        if concordance is None or about is None:
            raise FrameworkError(f"edition {edition.id}: nothing to rebuild without `rebuilt` in edition.yaml. Add it")
        self.edition = edition
        self.coverage = about.coverage
        self.old, self.new = edition.raw_units.codes, edition.units.codes
        rows, columns = ({code: n for n, code in enumerate(codes)} for codes in (self.new, self.old))
        self.shares: FloatArray = np.zeros((len(self.new), len(self.old)))
        for own in concordance.rows:
            self.shares[rows[own.new_code], columns[own.old_code]] = own.share
        predecessors = {code: concordance.predecessor(code) for code in self.new}
        self.predecessors = {new: old for new, old in predecessors.items() if old is not None}
        self.changed: BoolArray = np.array([code not in self.predecessors for code in self.new])
        self.divided: BoolArray = np.any((self.shares > 0) & (self.shares < 1), axis=1)

    def rebuild(self, node: Node, parts: Parts, year: int) -> Rebuilt:
        """Values of one node for the new units.

        A unit that was taken over whole keeps value, status and origin exactly. Of any other the status is the weakest
        among its parts', or E where the value is approximate: an average, a piece of a divided unit, or a ratio or
        average of which a part is missing. A structural zero is one only where every part is.

        Raises
        ------
        DataError : denominators or weights of a unit that add up to zero, or are negative.
        """
        self._check_amounts(node, parts, year)
        found = self._found(node, parts)
        self._check_divisors(node, found, year)
        present = self._present(parts)
        approximate = ~np.isnan(found.values) & self.changed & self._is_approximate(node, found)
        made = pd.DataFrame(
            {
                "value": found.values * (1.0 if parts.numerator is None else parts.factor),
                "status": self._statuses(found, parts, present, approximate),
                "origin": self._origins(found, parts, present),
            },
            index=pd.Index(self.new, name="unit_code", dtype=object),
        )
        kept = parts.whole.loc[list(self.predecessors.values()), CELLS].set_axis(list(self.predecessors))
        made.loc[kept.index, CELLS] = kept
        return Rebuilt(
            cells=made,
            record=self._record(node, parts, found, approximate, year),
            checks=self._checks(node, parts, year),
        )

    def _found(self, node: Node, parts: Parts) -> Reallocated:
        """The figures of all new units by the node's rule."""
        whole = self._array(parts.whole)
        if node.rebuild == "sum":
            return reallocation.total(whole, shares=self.shares)
        if node.rebuild == "maximum":
            return reallocation.maximum(whole, shares=self.shares)
        if parts.numerator is not None and parts.denominator is not None:
            terms = self._array(parts.numerator), self._array(parts.denominator)
            return reallocation.ratio(*terms, shares=self.shares, coverage=self.coverage)
        if parts.weight is None:
            raise DataError(f"{_of(node)}: rebuild rule {node.rebuild!r} needs numerator and denominator, or a weight")
        return reallocation.average(whole, self._array(parts.weight), shares=self.shares, coverage=self.coverage)

    def _array(self, cells: pd.DataFrame) -> FloatArray:
        return cells["value"].reindex(self.old).to_numpy(dtype=float)

    def _is_approximate(self, node: Node, found: Reallocated) -> BoolArray:
        return np.asarray(self.divided | (found.n_present < found.n_parts) | (node.rebuild == rebuild.APPROXIMATE))

    def _present(self, parts: Parts) -> BoolArray:
        """Which parts of which new units have all that the rule needs, (n_new, n_old)."""
        known = np.all([~np.isnan(self._array(cells)) for cells in _components(parts)], axis=0)
        return np.asarray((self.shares > 0) & known)

    def _statuses(self, found: Reallocated, parts: Parts, present: BoolArray, approximate: BoolArray) -> list[str]:
        of_parts = observation.weakest([list(cells["status"].reindex(self.old)) for cells in _components(parts)])
        statuses = []
        for row, value in enumerate(found.values):
            if np.isnan(value):
                statuses.append(observation.MISSING_STATUS)
            elif approximate[row]:
                statuses.append(observation.ESTIMATED)
            else:
                statuses.append(max(of_parts[present[row]], key=observation.WEAKEST_LAST.find))
        return statuses

    def _origins(self, found: Reallocated, parts: Parts, present: BoolArray) -> list[str]:
        origin = parts.whole["origin"].reindex(self.old).to_numpy(dtype=object)
        zero, faulty = origin == observation.STRUCTURAL_ZERO, origin == observation.SOURCE_FAULT
        origins = []
        for row, value in enumerate(found.values):
            given = self.shares[row] > 0
            if np.isnan(value):
                only_faults = faulty[given & ~present[row]].all()
                origins.append(observation.SOURCE_FAULT if only_faults else observation.NOT_PUBLISHED)
            else:
                origins.append(observation.STRUCTURAL_ZERO if zero[given].all() else observation.PUBLISHED)
        return origins

    def _record(self, node: Node, parts: Parts, found: Reallocated, approximate: BoolArray, year: int) -> pd.DataFrame:
        whole = self._array(parts.whole)
        lines = []
        for row in np.flatnonzero(self.changed):
            own = whole[(self.shares[row] > 0) & ~np.isnan(whole)]
            low, high = (float(own.min()), float(own.max())) if len(own) else (np.nan, np.nan)
            counts = int(found.n_parts[row]), int(found.n_present[row]), float(found.coverage[row])
            about = (self.new[row], node.code, year, node.rebuild, node.rebuild_weight)
            lines.append((*about, *counts, low, high, bool(approximate[row])))
        return pd.DataFrame(lines, columns=RECORD)

    def _checks(self, node: Node, parts: Parts, year: int) -> pd.DataFrame:
        """Every amount that was added up: of the old units, of the new ones, and in new ones that lack a part."""
        amounts = {VALUE: parts.whole} if node.rebuild == "sum" else {}
        if node.rebuild == "ratio" and parts.numerator is not None and parts.denominator is not None:
            amounts = {NUMERATOR: parts.numerator, DENOMINATOR: parts.denominator}
        lines = []
        for part, cells in amounts.items():
            before = self._array(cells)
            after = reallocation.total(before, shares=self.shares).values
            in_parts = reallocation.total(np.nan_to_num(before), shares=self.shares).values[np.isnan(after)]
            sums = [reallocation.exact_sum(own) for own in (before, after, in_parts)]
            difference = float(sums[1] + sums[2] - sums[0])
            tolerance = reallocation.rounding(before)
            within = abs(difference) <= tolerance
            lines.append((node.code, part, "", year, *map(float, sums), difference, tolerance, within))
        return pd.DataFrame(lines, columns=CHECKS)

    def _check_amounts(self, node: Node, parts: Parts, year: int) -> None:
        cells = parts.denominator if parts.numerator is not None else parts.weight
        if cells is None:
            return
        negative = [code for code, value in zip(self.old, self._array(cells), strict=True) if value < 0]
        if negative:
            names = listed(f"{self.edition.raw_units.by_code[code].name_vi} ({code})" for code in negative)
            raise DataError(
                f"{_of(node)}, {year}: denominators and weights of 0 or more are expected, found less for {names}. "
                "Choose another in sources.yaml, or correct the source through corrections.yaml"
            )

    def _check_divisors(self, node: Node, found: Reallocated, year: int) -> None:
        zero = [self.new[row] for row in np.flatnonzero(found.weight == 0)]
        if zero:
            names = listed(f"{self.edition.units.by_code[code].name_vi} ({code})" for code in zero)
            raise DataError(
                f"{_of(node)}, {year}: a denominator or weight other than zero is expected, found a sum of 0 for {names}. "
                "Choose another in sources.yaml, or correct the source through corrections.yaml"
            )


def rules(edition: Edition) -> pd.DataFrame:
    """``rebuild_rules.csv``: the rule of every indicator, outcome and size that is not left out; none where none is needed."""
    if edition.about.rebuilt is None:
        return pd.DataFrame(columns=RULES)
    lines = [
        (
            *(node.code, node.rebuild, node.rebuild_weight, node.rebuild_note_vi, node.rebuild_note_en),
            *(node.rebuild == rebuild.APPROXIMATE, node.rebuild == rebuild.REFUSED),
        )
        for node in edition.full_framework.nodes
        if node.role != "aggregate" and node.code not in edition.about.left_out
    ]
    return pd.DataFrame(lines, columns=RULES)


def held_against(code: str, year: int, values: pd.Series, published: pd.Series, *, tolerance: float) -> pd.DataFrame:
    """Rebuilt values beside figures that were published for the new units, a row each, as ``rebuilt_checks.csv`` has them.

    Parameters
    ----------
    values, published : by unit code, in the node's unit of measure; units without a published figure have no row.
    """
    lines = []
    for unit, expected in published.dropna().items():
        found, difference = float(values.get(str(unit), np.nan)), np.nan
        if not np.isnan(found):
            difference = float(reallocation.exact_sum(np.array([found, -float(expected)])))
        within = abs(difference) <= tolerance
        lines.append((code, PUBLISHED, str(unit), year, float(expected), found, 0.0, difference, tolerance, within))
    return pd.DataFrame(lines, columns=CHECKS)


def _components(parts: Parts) -> list[pd.DataFrame]:
    """All frames that a value is made from."""
    if parts.numerator is not None and parts.denominator is not None:
        return [parts.numerator, parts.denominator]
    return [parts.whole] if parts.weight is None else [parts.whole, parts.weight]


def _of(node: Node) -> str:
    return f"{node.role} {node.code}"
