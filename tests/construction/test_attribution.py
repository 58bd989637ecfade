"""Why ranks changed: three units and two indicators by hand, and what the shares promise.

::

             a   b    index, weights 2:1    weights 1:2
    U1      10   0    66.7  first           33.3
    U2       0  10    33.3  third           66.7
    U3       4   4    40    second          40         before
    U3       6   9    70                    80         after

The other two span each indicator, so that a score is ten times the value.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from pipeline.construction import attribution
from pipeline.construction.comparison import Pair, position
from pipeline.errors import DataError, MethodError

ROLES = ("indicator", "index")
TREE = {"0": ("a", "b")}
OLD = {"U1": (10.0, 0.0), "U2": (0.0, 10.0), "U3": (4.0, 4.0)}
NEW = OLD | {"U3": (6.0, 9.0)}
FOR_A, FOR_B = {"a": {"weight": 2}}, {"b": {"weight": 2}}


@pytest.fixture
def make(tiny, sided):
    """A side from values of (a, b) by unit."""

    def made(values: Mapping[str, tuple[float, ...]], codes: str = "ab", name: str = "x", **edition: Any):
        origin = edition.pop("origin", None)
        own = tiny.edition(tree={"0": tuple(codes)}, roles=ROLES, units=tuple(values), **edition)
        return sided(own, tiny.table(values, codes=codes), name=name, origin=origin)

    return made


def shares(pair: Pair) -> dict[str, dict[str, Fraction]]:
    """Places by unit and player."""
    found = attribution.attribute(pair)
    return {unit: {player: places for player, (places, _) in own.items()} for unit, own in found.shares.items()}


def assert_adds_up(pair: Pair) -> attribution.Attribution:
    """The shares are the observed change, in places and in positions, exactly."""
    found = attribution.attribute(pair)
    before, after = (side.ranks["0"] for side in pair.sides)
    n = [len(side.ranked) for side in pair.sides]
    for unit, own in found.shares.items():
        parts = [own[player] for player in found.players]
        assert sum(places for places, _ in parts) == own["sum"][0] == Fraction(before[unit]) - Fraction(after[unit])
        observed = position(before[unit], n[0]) - position(after[unit], n[1])
        assert sum(share for _, share in parts) == own["sum"][1] == observed
    return found


def test_weights_and_one_unit_change_and_the_shares_are_those_of_the_two_orders(make):
    """U1 is 1st; after U3's data alone 2nd, after the weights alone and after both 3rd: -1/2 and -3/2."""
    pair = Pair(make(OLD, nodes=FOR_A), make(NEW, nodes=FOR_B))
    found = shares(pair)
    half = Fraction(1, 2)
    assert found["U1"] == {"own_data": 0, "others_data": -half, "framework": -3 * half, "method": 0, "sum": -2}
    assert found["U2"] == {"own_data": 0, "others_data": -half, "framework": 3 * half, "method": 0, "sum": 1}
    assert found["U3"] == {"own_data": 1, "others_data": 0, "framework": 0, "method": 0, "sum": 1}
    assert_adds_up(pair)


def test_positions_are_places_over_n_less_one(make):
    found = attribution.attribute(Pair(make(OLD, nodes=FOR_A), make(NEW, nodes=FOR_B)))
    assert found.shares["U1"]["framework"] == (Fraction(-3, 2), Fraction(-3, 4))


def test_equal_sides_have_no_causes(make):
    found = attribution.attribute(Pair(make(OLD), make(OLD)))
    assert {share for own in found.shares.values() for share in own.values()} == {(0, 0)}
    assert not any(found.differs.values())


def test_a_change_of_method_alone_is_all_method(make):
    """Ranks of the values tie the two indicators; U3 is then in the middle of both."""
    pair = Pair(make(OLD, nodes=FOR_A), make(OLD, nodes=FOR_A, method={"normalisation": "rank"}))
    found = assert_adds_up(pair)
    for own in found.shares.values():
        assert own["method"] == own["sum"]
        assert own["own_data"] == own["others_data"] == own["framework"] == (0, 0)
    assert found.differs == {"own_data": False, "others_data": False, "framework": False, "method": True}


def test_a_name_is_no_cause(make):
    renamed = make(OLD, nodes={"a": {"name_vi": "khác"}})
    assert not any(attribution.attribute(Pair(make(OLD), renamed)).differs.values())


def test_a_change_of_own_data_alone_is_own_for_one_and_others_for_the_rest(make):
    pair = Pair(make(OLD, nodes=FOR_A), make(NEW, nodes=FOR_A))
    found = shares(pair)
    assert found["U3"]["own_data"] == found["U3"]["sum"] == 1
    assert found["U1"]["others_data"] == found["U1"]["sum"] == -1


def test_an_indicator_on_one_side_only_is_framework_and_blank_where_nobody_else_has_it(make):
    """With `b` gone the ranks are those of `a`: 1, 3, 2. In no state does a unit have `b` alone."""
    pair = Pair(make(OLD, nodes=FOR_B), make({unit: own[:1] for unit, own in OLD.items()}, codes="a"))
    found = assert_adds_up(pair)
    assert found.shares["U1"]["sum"][0] == 2
    assert found.differs == {"own_data": True, "others_data": True, "framework": True, "method": False}
    assert set(found.unscored.values()) == {0}


def test_values_in_another_unit_of_measure_are_no_values_of_the_other_side(make):
    """`b` is measured in thousands later: taken for the same, U2 would be far ahead in the states between."""
    thousands = {unit: (a, 1000 * b) for unit, (a, b) in OLD.items()}
    later = make(thousands, nodes={"b": {"unit_of_measure": "thousands"}})
    assert_adds_up(Pair(make(OLD), later))


def test_a_unit_that_is_ranked_on_one_side_only_makes_units_a_cause(make):
    """U4 comes in at the top: everybody falls a place, by nothing but who is ranked."""
    more = OLD | {"U4": (10.0, 10.0)}
    pair = Pair(make(OLD, nodes=FOR_A), make(more, nodes=FOR_A))
    found = assert_adds_up(pair)
    assert sorted(found.shares) == ["U1", "U2", "U3"]
    assert found.players[-1] == "units"
    for own in found.shares.values():
        assert own["others_data"][0] + own["units"][0] == -1  # its data must be there and it must be ranked
        assert own["others_data"] == own["units"]


def test_a_unit_that_fails_screening_is_not_attributed(make):
    gone = OLD | {"U4": (float("nan"), float("nan"))}
    pair = Pair(make(OLD | {"U4": (3.0, 3.0)}), make(gone, screening={"share": 0.5}))
    found = assert_adds_up(pair)
    assert "U4" not in found.shares
    assert found.differs["units"]


def test_a_state_without_a_score_puts_the_unit_last_and_counts_it(make):
    """The later framework has `c` instead of `a` and `b`: earlier data have nothing of it."""
    other = make({unit: (sum(own),) for unit, own in NEW.items()}, codes="c")
    found = assert_adds_up(Pair(make(OLD, nodes=FOR_A), other))
    assert all(count > 0 for count in found.unscored.values())


def test_imputed_values_belong_to_the_state_that_they_are_computed_in(make):
    """U3's blank is filled with the median of its region: U1's value, which changed. So U3's change is others' doing."""
    blank = OLD | {"U3": (float("nan"), 4.0)}
    regional = {"imputation": "median", "imputation_within": "index"}
    changed = blank | {"U1": (2.0, 0.0)}
    pair = Pair(make(blank, method=regional), make(changed, method=regional))
    found = assert_adds_up(pair)
    assert found.shares["U3"]["own_data"] == (0, 0)


def test_an_earlier_year_that_stands_in_is_method(make):
    origin = {("U3", "a"): "earlier_year"}
    before = make(OLD, nodes=FOR_A, origin=origin)
    after = make(OLD, nodes=FOR_A, origin=origin, method={"use_earlier_years": False})
    both = {side.method.preparation: side.own for side in (before, after)}
    before, after = (type(s)(s.name, s.edition, s.seed, both, s.screening, s.scores) for s in (before, after))
    found = assert_adds_up(Pair(before, after))
    assert [name for name, own in found.differs.items() if own] == ["method"]


def test_ties_may_stand_between_two_places(make):
    level = {"U1": (10.0, 0.0), "U2": (0.0, 10.0), "U3": (5.0, 5.0)}
    average = {"ties": "average"}
    pair = Pair(make(level, method=average), make(NEW, method=average))
    assert pair.before.ranks.at["U3", "0"] == 2.0
    assert_adds_up(pair)


def test_a_method_that_does_not_suit_the_other_framework_is_named(make):
    node = {"aggregation_at": {"0": "geometric"}, "score_floor": 1.0}
    pair = Pair(make(OLD, name="early"), make(OLD, name="late", nodes=FOR_A, method=node))
    assert_adds_up(pair)  # the node is there on both sides
    none = make(OLD, name="late", method={"normalisation": "none"})
    turned = make(OLD, name="early", nodes={"a": {"direction": -1}})
    with pytest.raises(MethodError, match="normalisation"):
        attribution.attribute(Pair(turned, none))


def test_ranks_that_do_not_follow_from_the_values_are_refused(make):
    before, after = make(OLD, name="early", nodes=FOR_A), make(NEW, nodes=FOR_A)
    wrong = after.scores.assign(rank=after.scores["rank"].where(after.scores["code"] != "0", 4 - after.scores["rank"]))
    false = type(after)("late", after.edition, 0, after.tables, after.screening, wrong)
    with pytest.raises(DataError, match=r"unit U\d: ranks must follow .*late ranks it"):
        attribution.attribute(Pair(before, false))


def test_the_tables_hold_the_exact_fractions_and_the_sum(make):
    found = attribution.attribute(Pair(make(OLD, nodes=FOR_A), make(NEW, nodes=FOR_B)))
    table = found.table().set_index(["unit_code", "player"])
    assert table.loc[("U1", "framework"), ["places_exact", "position_exact"]].tolist() == ["-3/2", "-3/4"]
    exact = pd.Series([Fraction(text) for text in table["places_exact"]], index=table.index)
    parts = exact.drop("sum", level="player").groupby(level="unit_code").sum()
    assert parts.to_dict() == exact.xs("sum", level="player").to_dict()
    summary = found.summary().set_index("player")
    assert summary.at["framework", "mean_places"] == 1.0  # 3/2, 3/2 and 0
    assert summary.at["framework", "largest_places"] == -1.5
    assert summary.at["method", "unit_code"] == ""


def test_without_an_attribution_the_reason_stands_in_the_summary(make):
    found = attribution.impossible(Pair(make(OLD), make(NEW)), "because")
    assert found.table().empty
    assert set(found.summary()["reason"]) == {"because"}
    assert found.summary()["mean_places"].isna().all()


def test_progress_is_told_unit_by_unit(make):
    told: list[tuple[int, int]] = []
    attribution.attribute(Pair(make(OLD), make(NEW)), progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
