import numpy as np
import pytest

from pipeline.construction import imputation, index, profile


def case(tiny, table=None, *, filled=(), **more):
    """Scores, values and imputed cells of the four units."""
    edition = tiny.edition(method={"n_strengths": 2, **more.pop("method", {})}, **more)
    table = tiny.table() if table is None else table
    values = tiny.long(table)
    mask = table.notna() & False
    for unit, code in filled:
        mask.loc[unit, code] = True
        values.loc[(values["unit_code"] == unit) & (values["code"] == code), "value"] = np.nan
    made = index.build(table, edition)
    return edition, made.table(edition), values, imputation.Imputed(table, mask, "median_by_region", table).table()


def own(table, unit, kind):
    rows = table[(table["unit_code"] == unit) & (table["kind"] == kind)].sort_values("place")
    return rows["code"].tolist()


def test_strengths_are_the_indicators_in_which_a_unit_stands_highest(tiny):
    edition, scores, values, imputed = case(tiny)
    found = profile.strengths(scores, values, imputed, edition)
    assert own(found, "U3", "strength") == ["1.2.1", "1.1.2"]
    assert own(found, "U3", "weakness") == ["1.1.1", "2.1.2"]


def test_of_equal_places_that_with_more_weight_comes_first(tiny):
    """U3 is best in 1.1.2 (an eighth of the index) and 1.2.1 (a quarter)."""
    edition, scores, values, imputed = case(tiny)
    assert own(profile.strengths(scores, values, imputed, edition), "U3", "strength")[0] == "1.2.1"
    edition, scores, values, imputed = case(tiny, nodes={"1.1": {"weight": 9}})
    assert own(profile.strengths(scores, values, imputed, edition), "U3", "strength")[0] == "1.1.2"


def test_an_imputed_value_is_neither_a_strength_nor_a_weakness(tiny):
    edition, scores, values, imputed = case(tiny, filled=[("U3", "1.2.1"), ("U3", "1.1.1")])
    found = profile.strengths(scores, values, imputed, edition)
    codes = own(found, "U3", "strength") + own(found, "U3", "weakness")
    assert not {"1.2.1", "1.1.1"} & set(codes)
    assert len(codes) == 2  # of three known indicators one each


def test_a_missing_value_is_neither_a_strength_nor_a_weakness(tiny):
    table = tiny.table()
    table.loc["U3", "1.2.1"] = np.nan
    edition, scores, values, imputed = case(tiny, table)
    found = profile.strengths(scores, values, imputed, edition)
    assert "1.2.1" not in own(found, "U3", "strength")


@pytest.mark.parametrize("count", [1, 2, 3, 10])
def test_no_indicator_is_both_a_strength_and_a_weakness(tiny, toy, count):
    edition, scores, values, imputed = case(tiny, method={"n_strengths": count})
    for found in (
        profile.strengths(scores, values, imputed, edition),
        profile.strengths(
            toy.index.table(toy.edition),
            toy.gathered.values,
            toy.imputed.table(),
            toy.edition.with_method(toy.edition.method.replace({"n_strengths": count})),
        ),
    ):
        assert not found.duplicated(["unit_code", "code"]).any()


def test_a_unit_in_the_same_place_everywhere_has_no_indicator_twice(tiny):
    """U1 is first in all five: ties everywhere, so that both lists would begin alike."""
    table = tiny.table()
    table.loc["U1"] = 10.0
    edition, scores, values, imputed = case(tiny, table)
    found = profile.strengths(scores, values, imputed, edition)
    first = found[found["unit_code"] == "U1"]
    assert len(first) == 4
    assert first["code"].is_unique
    assert own(found, "U1", "strength") == ["1.2.1", "2.1.1"]  # a quarter of the index each, as 2.1.2


def test_a_strength_of_a_bad_is_a_low_value(tiny):
    edition, scores, values, imputed = case(tiny, nodes={"1.1.1": {"direction": -1}})
    found = profile.strengths(scores, values, imputed, edition)
    assert "1.1.1" in own(found, "U3", "strength")


def test_every_strength_carries_its_rank_score_and_value(tiny):
    edition, scores, values, imputed = case(tiny)
    found = profile.strengths(scores, values, imputed, edition)
    row = found[(found["unit_code"] == "U3") & (found["code"] == "1.2.1")].iloc[0]
    assert (row["place"], row["rank"], row["score"], row["value"]) == (1, 1, 100.0, 8.0)


def test_a_profile_shows_every_node_beside_region_median_best_and_worst(tiny):
    edition, scores, values, _ = case(tiny)
    table = profile.profiles(scores, values, edition).set_index(["unit_code", "code"])
    assert len(table) == 4 * len(edition.framework.tree)
    row = table.loc[("U1", "0")]
    assert (row["score"], row["rank"]) == (75.0, 1)
    assert row["region_mean"] == (75.0 + 56.25) / 2  # U1 and U3 are the region N
    assert row["median"] == (56.25 + 29.375) / 2
    assert (row["best"], row["best_unit"], row["worst"], row["worst_unit"]) == (75.0, "U1", 12.5, "U2")
    assert np.isnan(row["value"])
    assert row["origin"] == ""


def test_best_and_worst_of_an_indicator_are_values(tiny):
    edition, scores, values, _ = case(tiny, nodes={"1.1.1": {"direction": -1}})
    row = profile.profiles(scores, values, edition).set_index(["unit_code", "code"]).loc[("U1", "1.1.1")]
    assert (row["best"], row["best_unit"], row["worst"], row["worst_unit"]) == (0.0, "U3", 10.0, "U1")


def test_an_imputed_value_is_nobodys_best(tiny):
    edition, scores, values, _ = case(tiny, filled=[("U3", "1.2.1")])
    row = profile.profiles(scores, values, edition).set_index(["unit_code", "code"]).loc[("U1", "1.2.1")]
    assert (row["best"], row["best_unit"]) == (4.0, "U1")


def test_of_equal_scores_the_first_unit_is_named(tiny):
    edition, scores, values, _ = case(tiny)
    row = profile.profiles(scores, values, edition).set_index(["unit_code", "code"]).loc[("U4", "1.1")]
    assert (row["best_unit"], row["worst_unit"]) == ("U1", "U4")


def test_a_unit_that_is_not_ranked_has_no_profile(toy):
    table = profile.profiles(toy.index.table(toy.edition), toy.gathered.values, toy.edition)
    assert sorted(set(table["unit_code"])) == toy.units
