"""Scores and ranks on both sides, and who stands where when units come, go and merge."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.construction import changes
from pipeline.construction.comparison import Pair
from pipeline.framework.concordance import Concordance

ROLES = ("indicator", "pillar", "index")
TREE = {"0": ("1", "2"), "1": ("a",), "2": ("b",)}
OLD = {"U1": (10.0, 0.0), "U2": (0.0, 9.0), "U3": (4.0, 3.0), "U4": (6.0, 2.0)}  # 1: 1,4,3,2; 2: 4,1,2,3
MERGED = {"U1": (10.0, 0.0), "U2": (0.0, 9.0), "U3": (5.0, 5.0)}
PEOPLE = {"code": "s.1", "role": "size", "name_vi": "dân số", "name_en": "Average population"}


@pytest.fixture
def make(tiny, sided):
    def made(values, name="x", tree=TREE, people=None, **edition):
        own = named(tiny.edition(tree=tree, roles=ROLES, units=tuple(values), **edition))
        codes = [node.code for node in own.framework.indicators]
        side = sided(own, tiny.table(values, codes=codes), name=name)
        return side if people is None else with_people(side, people)

    def named(edition):
        units = [
            unit.model_copy(update={"name_vi": f"{unit.unit_code} vi", "name_en": f"{unit.unit_code} en"})
            for unit in edition.units.units
        ]
        return edition.model_copy(update={"units": edition.units.model_copy(update={"units": tuple(units)})})

    def with_people(side, people):
        """With a size beside the tree, which the index does not depend on."""
        own, edition = side.own, side.edition
        node = type(edition.framework.root).model_validate(PEOPLE)
        whole = edition.full_framework.model_copy(update={"nodes": (*edition.full_framework.nodes, node)})
        edition = type(edition).model_construct(
            **{name: getattr(edition, name) for name in type(edition).model_fields} | {"full_framework": whole}
        )
        rows = tiny.long(pd.DataFrame({"s.1": people}))
        values = pd.concat([own.values, rows], ignore_index=True)
        tables = {edition.method.preparation: type(own)(values, own.panel)}
        return type(side)(side.name, edition, 0, tables, side.screening, side.scores)

    return made


def of(pair: Pair, code: str = "0") -> pd.DataFrame:
    found = changes.changes(pair)
    return found[found["code"] == code].set_index(["unit_code", "kind"])


def test_the_index_and_every_pillar_that_both_have_are_there(make):
    later = make({unit: own[:1] for unit, own in OLD.items()}, tree={"0": ("1",), "1": ("a",)})
    assert changes.changes(Pair(make(OLD), later))["code"].unique().tolist() == ["0", "1"]


def test_places_and_positions_are_counted_upwards(make):
    swapped = OLD | {"U3": (6.0, 3.0), "U4": (4.0, 2.0)}
    row = of(Pair(make(OLD), make(swapped)), "1").loc[("U3", "ranked")]
    assert row[["rank_before", "rank_after", "places"]].tolist() == [3.0, 2.0, 1.0]
    assert row["position"] == pytest.approx(1 / 3)
    assert row[["n_before", "n_after"]].tolist() == [4, 4]


def test_where_n_differs_the_position_says_more_than_the_place(make):
    fewer = {unit: OLD[unit] for unit in ("U1", "U2", "U3")}
    found = of(Pair(make(OLD), make(fewer)), "1")
    last = found.loc[("U2", "ranked")]
    assert last[["rank_before", "rank_after", "places", "position"]].tolist() == [4.0, 3.0, 1.0, 0.0]
    gone = found.loc[("U4", "gone")]
    assert gone["rank_before"] == 2.0
    assert pd.isna(gone["rank_after"])
    assert pd.isna(gone["places"])
    assert gone["reason_en"] == "not in x"


def test_an_unranked_unit_has_the_reason(make):
    blank = OLD | {"U4": (float("nan"), 2.0)}
    found = of(Pair(make(OLD, name="early"), make(blank, name="late", screening={"share": 1.0})))
    row = found.loc[("U4", "unranked")]
    assert row["reason_en"].startswith("late: 0 en: 1 of 2 indicators")
    assert row["rank_before"] > 0
    assert pd.isna(row["rank_after"])


def test_a_code_that_means_another_unit_is_not_compared(make):
    later = make(OLD)
    units = [
        unit.model_copy(update={"name_vi": f"{unit.unit_code} mới", "name_en": "new"})
        for unit in later.edition.units.units
    ]
    edition = later.edition.model_copy(update={"units": later.edition.units.model_copy(update={"units": tuple(units)})})
    later = type(later)("y", edition, 0, later.tables, later.screening, later.scores)
    found = of(Pair(make(OLD), later))
    assert set(found.index.get_level_values("kind")) == {"other"}
    assert found["places"].isna().all()
    assert found["reason_en"].iloc[0] == "the code was U1 en and is new: not comparable"


@pytest.fixture
def merger() -> Concordance:
    rows = [("U1", "U1"), ("U2", "U2"), ("U3", "U3"), ("U4", "U3")]
    content = [{"old_code": old, "new_code": new, "share": 1} for old, new in rows]
    return Concordance.read({"name": "map", "rows": content}, where="map.csv")


def test_a_merged_unit_stands_beside_the_mean_position_of_its_parts_weighted_by_population(make, merger):
    """In pillar 1, U3 is at 2/3 and U4 at 1/3; three times as many live in U4: (2/3 + 3 * 1/3) / 4 = 5/12."""
    people = {"U1": 1.0, "U2": 1.0, "U3": 1.0, "U4": 3.0}
    found = of(Pair(make(OLD, people=people), make(MERGED), merger), "1")
    row = found.loc[("U3", "merged")]
    assert row["position_before"] == pytest.approx(5 / 12)
    assert row["position_after"] == 0.5
    assert row["position"] == pytest.approx(5 / 12 - 1 / 2)
    assert row["score_before"] == pytest.approx((40 + 3 * 60) / 4)
    assert pd.isna(row["rank_before"])
    assert pd.isna(row["places"])
    assert row["reason_en"] == "before: mean position of U3 en, U4 en, weighted by population"
    assert found.loc[("U3", "part"), "reason_en"] == "now in U3 en"
    assert found.loc[("U4", "part"), "rank_before"] == 2.0


def test_without_a_population_the_parts_count_alike(make, merger):
    row = of(Pair(make(OLD), make(MERGED), merger), "1").loc[("U3", "merged")]
    assert row["position_before"] == pytest.approx(1 / 2)
    assert row["reason_en"].endswith("unweighted")


def test_a_part_that_is_not_ranked_is_named(make, merger):
    blank = OLD | {"U4": (float("nan"), 2.0)}
    row = of(Pair(make(blank, screening={"share": 1.0}), make(MERGED), merger), "1").loc[("U3", "merged")]
    assert row["reason_en"] == "before: mean position of U3 en, unweighted; not ranked: U4 en"
    assert row["reason_vi"].endswith("không xếp hạng: U4 vi")
