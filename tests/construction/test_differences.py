"""What two sides were made from: a row for each thing that is not the same, and none for what is."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.construction import differences
from pipeline.construction.comparison import Pair
from pipeline.data import schema
from pipeline.framework.concordance import Concordance
from pipeline.framework.rebuild import Rebuilt

ROLES = ("indicator", "pillar", "index")
TREE = {"0": ("1", "2"), "1": ("a", "b"), "2": ("c",)}
VALUES = {"U1": (10.0, 0.0, 1.0), "U2": (0.0, 9.0, 2.0), "U3": (4.0, 3.0, 3.0)}


@pytest.fixture
def make(tiny, sided):
    def made(values=VALUES, tree=TREE, origin=None, years=None, **edition):
        own = tiny.edition(tree=tree, roles=ROLES, units=tuple(values), **edition)
        codes = [node.code for node in own.framework.indicators]
        side = sided(own, tiny.table(values, codes=list(codes)), origin=origin)
        for code, year in (years or {}).items():
            side.own.values.loc[side.own.values["code"] == code, "data_year"] = year
        return side

    return made


def found(before, after, part: str) -> list[tuple[str, ...]]:
    table = differences.differences(Pair(before, after))
    own = table[table["part"] == part]
    return [tuple(row) for row in own[["kind", "code", "unit_code", "before", "after"]].itertuples(index=False)]


def test_equal_sides_differ_in_nothing(make):
    assert differences.differences(Pair(make(), make())).empty


def test_the_columns_are_those_of_the_table(make):
    table = differences.differences(Pair(make(), make(id="other")))
    assert list(table.columns) == list(schema.schema_of("compare_differences.csv").columns)


def test_values_are_changed_new_or_gone_and_blanks_are_none(make):
    nan = float("nan")
    before = make(VALUES | {"U3": (4.0, nan, 3.0)})
    after = make(VALUES | {"U1": (10.5, 0.0, 1.0), "U2": (0.0, 9.0, nan), "U3": (4.0, 3.0, 3.0)})
    assert found(before, after, "data") == [
        ("changed", "a", "U1", "10", "10.5"),
        ("new", "b", "U3", "", "3"),
        ("gone", "c", "U2", "2", ""),
        ("data_year", "b", "", "2024: 2", "2024: 3"),
        ("data_year", "c", "", "2024: 3", "2024: 2"),
    ]


def test_a_value_that_stays_may_have_another_origin_and_year(make):
    later = make(origin={("U1", "a"): "earlier_year"}, years={"c": 2023})
    assert found(make(), later, "data") == [
        ("origin", "a", "U1", "published", "earlier_year"),
        ("data_year", "c", "", "2024: 3", "2023: 3"),
    ]


def test_nodes_come_go_and_move(make):
    moved = {"0": ("1", "2"), "1": ("a",), "2": ("c", "b")}
    assert found(make(), make(tree=moved), "framework") == [("moved", "b", "", "1", "2")]
    less = make({unit: own[:2] for unit, own in VALUES.items()}, tree={"0": ("1",), "1": ("a", "b")})
    assert found(make(), less, "framework") == [("gone", "2", "", "2 vi", ""), ("gone", "c", "", "c vi", "")]


@pytest.mark.parametrize(
    ("field", "value", "before", "after"),
    [
        ("weight", 2.5, "1", "2.5"),
        ("direction", -1, "1", "-1"),
        ("transformation", "log1p", "none", "log1p"),
        ("name_vi", "tên", "a vi", "tên"),
        ("supplier", "NSO", "", "NSO"),
    ],
)
def test_attributes_of_nodes_stand_old_beside_new(make, field, value, before, after):
    assert found(make(), make(nodes={"a": {field: value}}), "framework") == [(field, "a", "", before, after)]


def test_goalposts_differ_end_by_end(make):
    later = make(nodes={"a": {"goalpost_low": 0.0, "goalpost_high": 20.0}})
    assert found(make(), later, "framework") == [
        ("goalpost_low", "a", "", "", "0"),
        ("goalpost_high", "a", "", "", "20"),
    ]


def test_options_differ_and_one_without_effect_is_marked(make):
    later = make(method={"normalisation": "rank", "z_sd": 2.0, "winsorise_max_points": 3})
    rows = {row[1]: (row[0], *row[3:]) for row in found(make(), later, "method")}
    assert rows == {
        "normalisation": ("option", "min_max", "rank"),
        "winsorise_max_points": ("inert", "", "3"),
        "z_sd": ("inert", "1", "2"),
    }


def test_units_come_go_and_lose_their_rank(make):
    fewer = {"U1": VALUES["U1"], "U2": VALUES["U2"], "U9": VALUES["U3"]}
    assert found(make(), make(fewer), "units") == [("gone", "", "U3", "x", ""), ("new", "", "U9", "", "x")]
    blank = make(VALUES | {"U3": (4.0, float("nan"), 3.0)}, screening={"share": 1.0})
    assert found(make(), blank, "units") == [("ranked", "", "U3", "true", "false")]


def test_rules_of_screening_and_alternatives_differ_entry_by_entry(make):
    later = make(screening={"pillar_floor": {"1": 1}}, alternatives={"weight_samples": 32})
    assert found(make(), later, "screening") == [("rule", "pillar_floor.1", "", "", "1")]
    assert found(make(), later, "alternatives") == [("choice", "weight_samples", "", "64", "32")]


def test_the_edition_itself_differs(make):
    assert ("field", "year", "", "2024", "2025") in found(make(), make(year=2025), "edition")


def test_a_source_differs_as_a_whole(make):
    (row,) = found(make(), make(tables={"a": "t/other"}), "data")
    assert row[:2] == ("source", "a")
    assert "t/other" in row[4]


def test_numbers_are_written_as_they_are_stored():
    assert [differences._text(value) for value in (0.1, 3.0, 1e300, float("nan"), None, True, ["x"])] == [
        *("0.1", "3", "1e+300", "", "", "true", '["x"]')
    ]
    assert differences._text(pd.NA) == ""


def test_years_of_merged_units_are_those_of_the_ones_that_stayed(make):
    """U3 became part of U2: two values of two years on each side, not three and two."""
    rows = [{"old_code": old, "new_code": new, "share": 1} for old, new in (("U1", "U1"), ("U2", "U2"), ("U3", "U2"))]
    merger = Concordance.read({"name": "map", "rows": rows}, where="map.csv")
    after = make({unit: VALUES[unit] for unit in ("U1", "U2")})
    table = differences.differences(Pair(make(), after, merger))
    assert set(table["part"]) == {"units"}


@pytest.fixture
def rebuilt(make):
    """An edition that is made from other units; nothing but its name matters here."""
    edition = make().edition
    about = edition.about.model_copy(update={"rebuilt": Rebuilt(concordance="map", coverage=1)})
    return edition.model_copy(update={"about": about})


def of(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame([(part, "x", code, "", "", "") for part, code in rows], columns=differences.COLUMNS)


def players(**differs: bool) -> pd.DataFrame:
    return pd.DataFrame({"player": list(differs), "differs": list(differs.values())})


def test_only_the_units_differ_where_nothing_else_does_neither_in_what_is_declared_nor_in_the_data(rebuilt, make):
    units = players(own_data=False, units=True)
    assert differences.only_units(of(("units", ""), ("edition", "id")), units, rebuilt)
    assert not differences.only_units(of(("units", ""), ("method", "ties")), units, rebuilt)
    assert not differences.only_units(of(("units", "")), players(own_data=True, units=True), rebuilt)
    assert not differences.only_units(of(("units", "")), units, make().edition)


def test_what_cannot_be_rebuilt_goes_with_the_units(rebuilt):
    nodes = [
        node.model_copy(update={"rebuild": "refused"}) if node.code == "c" else node
        for node in rebuilt.full_framework.nodes
    ]
    whole = rebuilt.full_framework.model_copy(update={"nodes": tuple(nodes)})
    edition = type(rebuilt).model_construct(
        **{name: getattr(rebuilt, name) for name in type(rebuilt).model_fields} | {"full_framework": whole}
    )
    assert differences.only_units(of(("framework", "c"), ("data", "c")), players(units=True), edition)
