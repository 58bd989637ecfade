"""Two sides: what of one means the same in the other."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.construction import comparison
from pipeline.construction.comparison import Pair
from pipeline.errors import FrameworkError
from pipeline.framework.concordance import Concordance

ROLES = ("indicator", "index")
TREE = {"0": ("a", "b")}
VALUES = {"U1": (10.0, 0.0), "U2": (0.0, 10.0), "U3": (4.0, 4.0)}


def concordance(*rows: tuple[str, str]) -> Concordance:
    content = [{"old_code": old, "new_code": new, "share": 1} for old, new in rows]
    return Concordance.read({"name": "map", "rows": content}, where="map.csv")


@pytest.fixture
def make(tiny, sided):
    def made(*units: str, name: str = "x", names: dict[str, str] | None = None, **edition):
        values = {unit: VALUES.get(unit, (5.0, 5.0)) for unit in units}
        own = tiny.edition(tree=TREE, roles=ROLES, units=units, **edition)
        renamed = tuple(
            unit.model_copy(update={"name_vi": new, "name_en": new})
            if (new := (names or {}).get(unit.unit_code))
            else unit
            for unit in own.units.units
        )
        own = own.model_copy(update={"units": own.units.model_copy(update={"units": renamed})})
        return sided(own, tiny.table(values, codes="ab"), name=name)

    return made


def test_a_code_with_the_same_name_is_the_same_unit(make):
    pair = Pair(make("U1", "U2", "U3"), make("U1", "U2", "U4", names={"U2": "another"}))
    assert pair.same_units == {"U1"}


def test_a_concordance_decides_instead_of_the_names(make):
    known = concordance(("U1", "U1"), ("U2", "U2"), ("U3", "U2"))
    pair = Pair(make("U1", "U2", "U3"), make("U1", "U2", names={"U1": "renamed"}), known)
    assert pair.same_units == {"U1"}
    assert pair.parts("U2") == (("U2", 1.0), ("U3", 1.0))
    assert pair.parts("U1") == ()


def test_a_value_in_another_unit_of_measure_is_another_value(make):
    pair = Pair(make("U1", "U2"), make("U1", "U2", nodes={"b": {"unit_of_measure": "km2"}}))
    assert pair.same_measures == {"a", "o.1"}


def test_a_concordance_covers_every_unit(make):
    with pytest.raises(
        FrameworkError, match=r"'map': .*missing: U3 of early among the old ones; U9 of late among the new"
    ):
        Pair(make("U1", "U3", name="early"), make("U1", "U9", name="late"), concordance(("U1", "U1")))


def test_sides_that_are_swapped_are_noticed(make):
    known = concordance(("U1", "U1"), ("U2", "U9"), ("U3", "U9"))
    with pytest.raises(FrameworkError, match="Name the older edition first"):
        Pair(make("U1", "U9"), make("U1", "U2", "U3"), known)


@pytest.mark.parametrize(("rank", "n", "expected"), [(1, 63, 0), (63, 63, 1), (2.5, 4, Fraction(1, 2)), (1, 1, 0)])
def test_a_position_is_exact(rank, n, expected):
    assert comparison.position(rank, n) == expected
