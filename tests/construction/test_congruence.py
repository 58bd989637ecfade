"""Congruence between rounds and between editions: what is the same, what is not, and what cannot be compared."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import component_analysis, congruence
from pipeline.construction.comparison import Pair

PAIRS = {"0": ("1", "2"), "1": ("a", "b", "c", "d"), "2": ("e", "f")}
ROLES = ("indicator", "pillar", "index")
UNITS = [f"U{number:02d}" for number in range(60)]


@pytest.fixture(scope="module")
def edition(tiny):
    return tiny.edition(tree=PAIRS, roles=ROLES, units=UNITS, method={"n_resamples": 60})


def panel(now, before, codes="abcdef"):
    rows = [
        (unit, code, number, 2024 + number, table[row, column])
        for number, table in ((0, now), (-1, before))
        for row, unit in enumerate(UNITS)
        for column, code in enumerate(codes)
        if table is not None and np.isfinite(table[row, column])
    ]
    return pd.DataFrame(rows, columns=["unit_code", "code", "round", "data_year", "value"])


def shared(seed=0):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((60, 1)) + 0.7 * rng.standard_normal((60, 6))


def only(table, code, level=1, component=1):
    return table[(table["code"] == code) & (table["level"] == level) & (table["component"] == component)].iloc[0]


def test_the_same_values_in_both_rounds_are_wholly_congruent(edition):
    values = shared()
    row = only(congruence.between_rounds(panel(values, values), edition, units=UNITS, seed=0), "1")
    assert row["phi"] == pytest.approx(1.0)
    assert row["low"] == pytest.approx(1.0)
    assert (row["n_items"], row["of"], row["n"], row["verdict"]) == (4, 4, 60, "clear")


def test_a_monotone_change_of_scale_changes_nothing(edition):
    values = shared()
    table = congruence.between_rounds(panel(values, np.exp(values)), edition, units=UNITS, seed=0)
    assert only(table, "1")["phi"] == pytest.approx(1.0)


def test_a_round_in_which_other_indicators_go_together_is_not(edition):
    rng = np.random.default_rng(3)
    now, before = rng.standard_normal((2, 60, 6))
    now[:, [0, 1]] += 3 * rng.standard_normal((60, 1))
    before[:, [2, 3]] += 3 * rng.standard_normal((60, 1))
    row = only(congruence.between_rounds(panel(now, before), edition, units=UNITS, seed=0), "1")
    assert row["phi"] < 0.6
    assert row["verdict"] != "clear"


def test_directions_are_turned_first(tiny):
    turned = tiny.edition(
        tree=PAIRS, roles=ROLES, units=UNITS, nodes={"a": {"direction": -1}}, method={"n_resamples": 20}
    )
    values = shared()
    values[:, 0] *= -1
    table = congruence.between_rounds(panel(values, values), turned, units=UNITS, seed=0)
    assert only(table, "1")["phi"] == pytest.approx(1.0)


def test_a_group_with_fewer_than_three_indicators_in_both_rounds_says_so(edition):
    values, before = shared(), shared()
    before[:, [0, 1]] = np.nan
    table = congruence.between_rounds(panel(values, before), edition, units=UNITS, seed=0)
    row = only(table, "1", component=0)
    assert (row["n_items"], row["of"], row["reason"], row["verdict"]) == (2, 4, "few_items", "undefined")
    assert only(table, "0")["n_items"] == 4  # c, d, e, f


def test_too_few_units_with_both_rounds_says_so(edition):
    values, before = shared(), shared()
    before[5:] = np.nan
    row = only(congruence.between_rounds(panel(values, before), edition, units=UNITS, seed=0), "0", component=0)
    assert (row["n"], row["reason"]) == (5, "few_units")


def test_without_an_earlier_round_every_group_says_so(edition):
    table = congruence.between_rounds(panel(shared(), None), edition, units=UNITS, seed=0)
    assert set(table["reason"]) == {"few_items"}
    assert table["n_items"].eq(0).all()


@pytest.fixture(scope="module")
def made(open_2024):
    edition = open_2024.edition.with_method(open_2024.edition.method.replace({"n_resamples": 10}))
    return edition, component_analysis.principal_components(open_2024.index.scores, edition, seed=0)


def test_an_edition_is_congruent_with_itself(made):
    edition, found = made
    table = congruence.between_editions(found.loadings, found.components, found.loadings, edition, name="open-2024")
    assert table["phi"].to_numpy() == pytest.approx(1.0)
    assert set(table["verdict"]) == {"clear"}


def test_what_is_found_without_resamples_is_what_the_chapter_finds(made, open_2024):
    edition, found = made
    loadings, kept = component_analysis.found_in(open_2024.index.scores, edition)
    assert loadings["loading"].to_numpy() == pytest.approx(found.loadings["loading"].to_numpy())
    assert kept["kept"].tolist() == found.components["kept"].tolist()


def test_two_results_are_compared_over_what_each_ranks(tiny, sided):
    values = np.random.default_rng(3).standard_normal((30, 4))
    units = [f"U{number:02d}" for number in range(30)]
    tree = {"0": ("1",), "1": ("a", "b", "c", "d")}
    edition = tiny.edition(tree=tree, roles=("indicator", "pillar", "index"), units=units)
    table = pd.DataFrame(values, index=units, columns=list("abcd"))
    before, after = sided(edition, table, name="before"), sided(edition, table * 2.0, name="after")
    found = congruence.between_sides(Pair(before, after, None))
    assert set(found["between"]) == {"before"}
    assert found["phi"].dropna().to_numpy() == pytest.approx(1.0)  # doubling changes no correlation


def test_an_indicator_that_does_not_vary_leaves_its_groups_out(edition):
    scores = pd.DataFrame(1.0, index=range(9), columns=[node.code for node in edition.framework.tree])
    loadings, kept = component_analysis.found_in(scores, edition)
    assert loadings.empty
    assert kept.empty


def test_a_group_with_other_items_in_the_other_edition_is_not_compared(made):
    edition, found = made
    other = found.loadings[(found.loadings["item"] != "1.1.1") & (found.loadings["code"] != "5.1")]
    table = congruence.between_editions(found.loadings, found.components, other, edition, name="other")
    reasons = table[table["reason"] != ""].set_index(["code", "level"])["reason"].to_dict()
    assert reasons == {
        ("1.1", 1): "other_items",
        ("1", 1): "other_items",
        ("0", 1): "other_items",
        ("5.1", 1): "no_group",
    }


def test_open_2024_is_congruent_with_its_own_rounds_in_every_group_that_has_them(open_2024):
    edition = open_2024.edition.with_method(open_2024.edition.method.replace({"n_resamples": 100}))
    table = congruence.between_rounds(open_2024.gathered.panel, edition, units=open_2024.units, seed=0)
    first = table[table["component"] == 1].set_index("code")
    assert (first["phi"] > 0.98).all()
    assert set(first["verdict"]) == {"clear"}
    assert table.loc[table["component"] == 0, "code"].tolist() == ["3.1", "4.1"]
