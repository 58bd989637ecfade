"""Why a unit's rank changed between two results: its own data, others' data, the framework, the method, who is ranked.

Taking the components from one side to the other one by one, the change that a component makes depends on which others
have gone before. Shapley's value is its mean over all orders; the shares add up to the observed change exactly, because
places and positions are computed as fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from pipeline.construction.coalitions import PLAYERS, Coalitions, Place, State
from pipeline.construction.comparison import Pair
from pipeline.errors import DataError, listed
from pipeline.statistics import shapley

SUM = "sum"
UNITS = "units"
COLUMNS = ["unit_code", "player", "places", "position", "places_exact", "position_exact", "n_unscored"]
SUMMARY = ["player", "differs", "mean_places", "largest_places", "unit_code", "n_unscored", "reason"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Attribution:
    """The shares of every unit that is ranked on both sides: {unit: {player: (places, position)}}, ``sum`` included.

    Places and positions are counted upwards: a unit that rises from 12th to 9th gains 3 places. ``unscored`` counts, per
    unit, the states in which it had no score and stood behind all that had one. ``reason`` says why there is none, where
    the framework of one side does not admit the method or the values of the other.
    """

    players: tuple[str, ...]
    differs: Mapping[str, bool]
    shares: Mapping[str, Mapping[str, tuple[Fraction, Fraction]]]
    unscored: Mapping[str, int]
    reason: str = ""

    def table(self) -> pd.DataFrame:
        """``compare_attribution.csv``: a row per unit and player, and one for their sum."""
        rows = [
            (unit, player, float(places), float(position), str(places), str(position), self.unscored[unit])
            for unit, own in self.shares.items()
            for player, (places, position) in own.items()
        ]
        return pd.DataFrame(rows, columns=COLUMNS)

    def summary(self) -> pd.DataFrame:
        """``compare_players.csv``: whether each component differs, and how many places it moves units by."""
        rows = [self._of(player) for player in self.players]
        return pd.DataFrame(rows, columns=SUMMARY)

    def _of(self, player: str) -> tuple[object, ...]:
        moved = {unit: own[player][0] for unit, own in self.shares.items()}
        if not moved:
            return player, self.differs[player], None, None, "", 0, self.reason
        unit = max(moved, key=lambda code: abs(moved[code]))
        mean = float(sum(abs(places) for places in moved.values()) / len(moved))
        furthest = "" if moved[unit] == 0 else unit
        unscored = sum(count > 0 for count in self.unscored.values())
        return player, self.differs[player], mean, float(moved[unit]), furthest, unscored, ""


def attribute(pair: Pair, *, progress: Progress = lambda done, of: None) -> Attribution:
    """Divide the change of every unit's rank among the components that differ.

    ``units`` is a player where the units that are ranked, or their regions, are not the same on both sides.

    Parameters
    ----------
    progress : is told how many of how many units are done.

    Raises
    ------
    MethodError : the framework of one side does not admit the method, or the values, of the other.
    DataError : ranks that do not follow from a side's own tables.
    """
    coalitions = Coalitions(pair)
    players = _players(coalitions)
    shares, unscored = {}, {}
    for number, unit in enumerate(pair.ranked_in_both, start=1):
        places = [coalitions.place(unit, _state(coalition, players)) for coalition in range(2 ** len(players))]
        _check(unit, places, pair)
        found = shapley.shares(_worth(places))
        own = {player: (found[row, 0], found[row, 1]) for row, player in enumerate(players)}
        shares[unit] = own | {SUM: _total(own)}
        unscored[unit] = sum(not place.scored for place in places)
        progress(number, len(pair.ranked_in_both))
    return Attribution(players, {name: coalitions.differs(name) for name in players}, shares, unscored)


def impossible(pair: Pair, reason: str) -> Attribution:
    """No shares, and the reason why there are none."""
    coalitions = Coalitions(pair)
    players = _players(coalitions)
    return Attribution(players, {name: coalitions.differs(name) for name in players}, {}, {}, reason)


def _players(coalitions: Coalitions) -> tuple[str, ...]:
    return tuple(name for name in PLAYERS if name != UNITS or not coalitions.same_ranked)


def _state(coalition: int, players: tuple[str, ...]) -> State:
    """The state in which the players whose bit is set have gone over to the later side."""
    sides = [coalition >> bit & 1 for bit in range(len(players))]
    return State(*sides, *[0] * (len(PLAYERS) - len(players)))


def _worth(places: list[Place]) -> np.ndarray:
    """Places and positions of every coalition, counted upwards, (2 ** k, 2)."""
    worth = np.empty((len(places), 2), dtype=object)
    for row, place in enumerate(places):
        worth[row] = -place.rank, -place.position
    return worth


def _total(own: Mapping[str, tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    parts = list(own.values())
    return sum((places for places, _ in parts), Fraction(0)), sum((position for _, position in parts), Fraction(0))


def _check(unit: str, places: list[Place], pair: Pair) -> None:
    """Refuse a first or last state that is not the result that was published: the shares would explain another change."""
    faults = []
    for side, place in zip(pair.sides, (places[0], places[-1]), strict=True):
        published = Fraction(side.ranks.at[unit, side.edition.framework.root.code])
        if (published, len(side.ranked)) != (place.rank, place.n):
            faults.append(
                f"{side.name} ranks it {float(published):g} of {len(side.ranked)}, found {float(place.rank):g} of {place.n}"
            )
    if faults:
        raise DataError(
            f"comparison, unit {unit}: ranks must follow from the values and parameters beside them, but {listed(faults)}. "
            "Run the edition again"
        )
