"""The states between two results."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.construction.coalitions import AFTER, BEFORE, Coalitions, Place, State
from pipeline.construction.comparison import Pair, Side
from pipeline.framework.concordance import Concordance

ROLES = ("indicator", "index")
OLD = {"U1": (10.0, 0.0), "U2": (0.0, 10.0), "U3": (4.0, 4.0)}
NEW = OLD | {"U3": (6.0, 9.0)}


@pytest.fixture
def make(tiny, sided):
    def made(values, codes="ab", **edition):
        own = tiny.edition(tree={"0": tuple(codes)}, roles=ROLES, units=tuple(values), **edition)
        return sided(own, tiny.table(values, codes=codes), name=str(id(values)))

    return made


def test_the_first_and_the_last_state_are_the_two_results(make):
    pair = Pair(make(OLD, nodes={"a": {"weight": 2}}), make(NEW, nodes={"b": {"weight": 2}}))
    coalitions = Coalitions(pair)
    for unit in OLD:
        for state, side in zip((BEFORE, AFTER), pair.sides, strict=True):
            assert coalitions.place(unit, state) == Place(Fraction(side.ranks.at[unit, "0"]), 3, True)


def test_equal_components_make_equal_states(make):
    coalitions = Coalitions(Pair(make(OLD), make(NEW)))
    assert coalitions.canonical("U3", State(1, 0, 1, 1, 1)) == State(1, 1, 0, 0, 0)  # nobody else has changed
    assert coalitions.canonical("U1", State(1, 0, 1, 0, 0)) == BEFORE  # U1 has not
    assert coalitions.canonical("U1", State(0, 1, 0, 0, 0)) == State(1, 1, 0, 0, 0)


def test_each_distinct_state_is_computed_once(make, monkeypatch):
    coalitions = Coalitions(Pair(make(OLD), make(NEW)))
    computed = []
    whole = coalitions._computed
    monkeypatch.setattr(coalitions, "_computed", lambda unit, state: computed.append(state) or whole(unit, state))
    for unit in OLD:
        for bits in range(8):
            coalitions.place(unit, State(bits & 1, bits >> 1 & 1, bits >> 2, 0, 0))
    assert sorted(computed) == [BEFORE, State(1, 1, 0, 0, 0)]


def test_a_unit_without_a_score_stands_behind_all_that_have_one(make):
    """In the later framework U1 to U3 have nothing of their earlier data."""
    later = make({"U1": (1.0,), "U2": (2.0,), "U3": (3.0,)}, codes="c")
    coalitions = Coalitions(Pair(make(OLD), later))
    found = coalitions.place("U1", State(0, 1, 1, 0, 0))  # its own data are the earlier ones
    assert found == Place(Fraction(3), 3, False)
    assert found.position == 1


def test_an_indicator_that_one_unit_alone_has_counts_as_missing_between_the_sides(make):
    """With its later data U2 alone would have `c`; what counts is `a`, in which it is last."""
    before = make({unit: own[:1] for unit, own in OLD.items()}, codes="a")
    after = make({"U1": (10.0, 0.0), "U2": (0.0, 10.0), "U3": (4.0, 4.0)}, codes="ac")
    assert Coalitions(Pair(before, after)).place("U2", State(1, 0, 1, 0, 0)) == Place(Fraction(3), 3, True)


MERGED = {"U1": (10.0, 0.0), "U2": (0.0, 10.0), "U3": (5.0, 6.0)}  # U3 and U4, as one
FOUR = OLD | {"U4": (6.0, 8.0)}


@pytest.fixture
def merger() -> Concordance:
    rows = [
        {"old_code": old, "new_code": new, "share": 1} for old, new in zip(FOUR, ("U1", "U2", "U3", "U3"), strict=True)
    ]
    return Concordance.read({"name": "map", "rows": rows}, where="map.csv")


def beside(before: Side, after: Side, *, earlier: Side, later: Side) -> tuple[Side, Side]:
    """Both sides with their data on the units of the other: ``earlier`` of after, ``later`` of before."""
    return replace(before, elsewhere=earlier.tables), replace(after, elsewhere=later.tables)


def test_a_merger_alone_is_a_change_of_units_and_of_nothing_else(make, merger):
    before, after = make(FOUR), make(MERGED)
    pair = Pair(*beside(before, after, earlier=make(MERGED), later=make(FOUR)), merger)
    coalitions = Coalitions(pair)
    assert {name: coalitions.differs(name) for name in ("own_data", "others_data", "units")} == {
        "own_data": False,
        "others_data": False,
        "units": True,
    }
    for state in (State(0, 0, 0, 0, 1), State(1, 0, 1, 0, 1)):
        assert coalitions.place("U1", state) == Place(Fraction(after.ranks.at["U1", "0"]), 3, True)


def test_without_the_data_on_the_units_of_both_a_merger_is_a_change_of_data_as_well(make, merger):
    assert Coalitions(Pair(make(FOUR), make(MERGED), merger)).differs("others_data")


def test_a_merger_and_other_data_are_told_apart(make, merger):
    """Only U2 has other data; on the new units as on the old ones."""
    newer = {"U2": (3.0, 10.0)}
    before, after = make(FOUR), make(MERGED | newer)
    pair = Pair(*beside(before, after, earlier=make(MERGED), later=make(FOUR | newer)), merger)
    coalitions = Coalitions(pair)
    assert coalitions._changed == {"U2"}
    assert coalitions.canonical("U2", State(1, 0, 0, 0, 1)) == State(1, 1, 0, 0, 1)
