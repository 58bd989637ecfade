"""Two results side by side: what each was made from, and what of one means the same in the other.

The two sides may be editions or runs. Everything else that compares (``differences``, ``changes``, ``attribution``)
starts from a :class:`Pair`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import pandas as pd

from pipeline.construction import matrix
from pipeline.errors import FrameworkError, listed
from pipeline.framework.concordance import Concordance
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.framework.options import Preparation


@dataclass(frozen=True, eq=False)
class Tables:
    """``values.csv`` and ``panel.csv``, as one preparation makes them."""

    values: pd.DataFrame
    panel: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Side:
    """One edition or run: its parameters, its tables and its result.

    ``tables`` hold the side's raw data under its own preparation and, where that differs, under the other side's: what a
    source says is data, whether an earlier year stands in for a blank is method. ``screening`` and ``scores`` are the
    tables of that name. ``elsewhere`` are ``tables`` made for the other side's units, where one side is rebuilt from the
    units of the other: so a comparison can tell other units from other data.
    """

    name: str
    edition: Edition
    seed: int
    tables: Mapping[Preparation, Tables]
    screening: pd.DataFrame
    scores: pd.DataFrame
    elsewhere: Mapping[Preparation, Tables] = field(default_factory=dict)

    @property
    def method(self) -> Method:
        return self.edition.method

    @property
    def own(self) -> Tables:
        return self.tables[self.method.preparation]

    @cached_property
    def screened(self) -> list[str]:
        """Codes of the units that passed screening: what the index is computed on."""
        return matrix.ranked_units(self.screening)

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """Ranks of every node, units x codes; NaN where a unit is not ranked."""
        return self.scores.pivot(index="unit_code", columns="code", values="rank").astype(float)

    @cached_property
    def points(self) -> pd.DataFrame:
        """Scores of every node, units x codes."""
        return self.scores.pivot(index="unit_code", columns="code", values="score").astype(float)

    @cached_property
    def ranked(self) -> list[str]:
        """Codes of the units that the index ranks."""
        own = self.ranks[self.edition.framework.root.code]
        return sorted(own[own.notna()].index)

    def reason(self, unit: str, language: str) -> str:
        """Why a unit is not ranked."""
        own = self.screening.loc[self.screening["unit_code"] == unit, f"reason_{language}"]
        return "" if own.empty else str(own.iloc[0])


@dataclass(frozen=True, eq=False)
class Pair:
    """Two sides, with the map between their units where one is given."""

    before: Side
    after: Side
    concordance: Concordance | None = None

    def __post_init__(self) -> None:
        if self.concordance is not None:
            _check_covers(self.concordance, self.before, self.after)

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.before, self.after

    @cached_property
    def same_units(self) -> frozenset[str]:
        """Codes that mean the same unit on both sides.

        With a concordance, where all of one old unit and nothing else bears the code; without one, where the code bears
        the same name (one of its two) on both.
        """
        before, after = (side.edition.units.by_code for side in self.sides)
        both = before.keys() & after.keys()
        if self.concordance is not None:
            return frozenset(code for code in both if self.concordance.is_same(code))
        return frozenset(
            code
            for code in both
            if before[code].name_vi == after[code].name_vi or before[code].name_en == after[code].name_en
        )

    @property
    def rebuilt(self) -> bool:
        """Whether the data of each side are known on the units of the other as well."""
        return all(side.elsewhere for side in self.sides)

    @cached_property
    def same_measures(self) -> frozenset[str]:
        """Codes of indicators, outcomes and sizes whose values can stand in for each other: measured in the same unit.

        Where the unit of measure differs, a value of one side is no value of the other, though the code is the same.
        """
        before, after = ({node.code: node for node in side.edition.coded} for side in self.sides)
        both = before.keys() & after.keys()
        return frozenset(code for code in both if before[code].unit_of_measure == after[code].unit_of_measure)

    @cached_property
    def ranked_in_both(self) -> list[str]:
        """Codes of the units that are the same and ranked on both sides."""
        return sorted(self.same_units.intersection(self.before.ranked, self.after.ranked))

    def parts(self, new_code: str) -> tuple[tuple[str, float], ...]:
        """The units of before that a unit of after is made of, where a concordance says that it was merged or divided."""
        if self.concordance is None or self.concordance.is_same(new_code):
            return ()
        return self.concordance.parts(new_code)


def position(rank: Fraction | float, n: int) -> Fraction:
    """Where a rank stands among n, 0 for the first and 1 for the last, exactly: (rank - 1) / (n - 1).

    >>> position(2.5, 4)
    Fraction(1, 2)
    """
    return (Fraction(rank) - 1) / (n - 1) if n > 1 else Fraction(0)


def _check_covers(concordance: Concordance, before: Side, after: Side) -> None:
    """Refuse a concordance that leaves out a unit of one side, and say so where the sides seem to be swapped."""
    old, new = set(before.edition.units.codes), set(after.edition.units.codes)
    lacking = [
        *(f"{code} of {before.name} among the old ones" for code in sorted(old - concordance.old_codes)),
        *(f"{code} of {after.name} among the new ones" for code in sorted(new - concordance.new_codes)),
    ]
    if not lacking:
        return
    swapped = old <= concordance.new_codes and new <= concordance.old_codes
    hint = "Name the older edition first" if swapped else "Complete it, or compare without --concordance"
    raise FrameworkError(
        f"concordance {concordance.name!r}: every unit of both editions is expected in it, missing: {listed(lacking)}. "
        f"{hint}"
    )
