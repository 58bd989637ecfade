"""Components and factors: which sets, agreement with the arrays, intervals, and what a small edition cannot say."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import component_analysis, index
from pipeline.statistics import components, factors, pca_weights

PAIRS = {"0": ("1", "2"), "1": ("a", "b", "c", "d"), "2": ("e", "f")}
ROLES = ("indicator", "pillar", "index")


@pytest.fixture(scope="module")
def noise(tiny):
    units = [f"U{number:02d}" for number in range(63)]
    values = np.random.default_rng(1).standard_normal((63, 6))
    edition = tiny.edition(tree=PAIRS, roles=ROLES, units=units, method={"n_resamples": 50})
    return edition, index.build(pd.DataFrame(values, index=units, columns=list("abcdef")), edition).scores


@pytest.fixture(scope="module")
def found(noise):
    edition, scores = noise
    return component_analysis.principal_components(scores, edition, seed=0)


def test_no_set_of_items_is_analysed_twice(tiny):
    sets = {(own.code, own.level): own.items for own in component_analysis.component_sets(tiny.edition())}
    assert sets["2.1", 1] == ["2.1.1", "2.1.2"]
    assert "2" not in {code for code, _ in sets}  # its indicators are those of 2.1
    assert sets["1", 1] == ["1.1.1", "1.1.2", "1.2.1"]
    assert sets["0", 3] == ["1", "2"]
    assert sets["0", 1] == ["1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2"]


def test_eigenvalues_sum_to_the_number_of_items(found):
    sums = found.components.groupby(["code", "level"])["eigenvalue"].sum()
    assert sums.to_dict() == pytest.approx({("0", 1): 6.0, ("0", 2): 2.0, ("1", 1): 4.0, ("2", 1): 2.0})
    assert found.components["kept"].equals(found.components["eigenvalue"] > 1.0)


def test_loadings_agree_with_the_array(noise, found):
    _, scores = noise
    own = found.loadings[(found.loadings["code"] == "1")]
    table = own.pivot(index="item", columns="component", values="loading")
    np.testing.assert_array_equal(table, components.principal_components(scores[list("abcd")].to_numpy()).loadings)


def test_sampling_adequacy_is_there_for_the_group_and_for_each_item(noise, found):
    _, scores = noise
    by_hand = components.kmo(scores[list("abcd")].to_numpy())
    assert found.adequacy.set_index(["code", "level"]).loc[("1", 1), "kmo"] == pytest.approx(by_hand.overall)
    own = found.adequacy_items[found.adequacy_items["code"] == "1"]
    assert own["kmo"].to_numpy() == pytest.approx(by_hand.per_indicator)


def test_rotated_loadings_are_the_varimax_of_what_is_kept_with_their_intervals(noise, found):
    edition, scores = noise
    rotated = component_analysis.rotated_weights(scores[list("abcd")].to_numpy(), edition).loadings
    own = found.rotated[(found.rotated["code"] == "1") & (found.rotated["method"] == "components")]
    table = own.pivot(index="item", columns="component", values="loading")
    np.testing.assert_array_equal(table, rotated)
    assert (own["low"] <= own["high"]).all()
    assert own["n"].eq(50).all()
    assert own.groupby("item")["communality"].first().to_numpy() == pytest.approx((rotated**2).sum(axis=1))


def test_factors_stand_beside_components_without_intervals(noise, found):
    _, scores = noise
    own = found.rotated[(found.rotated["code"] == "1") & (found.rotated["method"] == "factors")]
    by_hand = factors.principal_axis(scores[list("abcd")].to_numpy(), n_factors=1)
    assert own["loading"].to_numpy() == pytest.approx(pca_weights.varimax(by_hand.loadings)[:, 0])
    assert own["low"].isna().all()


def test_two_items_have_no_factor_of_their_own(found):
    assert "factors" not in set(found.rotated.loc[found.rotated["code"] == "2", "method"])


def test_with_more_items_than_units_there_is_no_adequacy_but_there_are_components(toy):
    """Thirteen indicators of ten provinces: their correlations have no inverse."""
    edition = toy.edition.with_method(toy.edition.method.replace({"n_resamples": 20}))
    made = component_analysis.principal_components(toy.index.scores, edition, seed=0)
    whole = made.adequacy.set_index(["code", "level"]).loc[("0", 1)]
    assert whole["n_items"] > whole["n"]
    assert np.isnan(whole["kmo"])
    assert (made.components.query("code == '0' and level == 1")["eigenvalue"] > 1e-9).sum() == whole["n"] - 1


def test_everything_depends_on_the_seed_alone(noise, found):
    edition, scores = noise
    again, other = (component_analysis.principal_components(scores, edition, seed=seed) for seed in (0, 1))
    pd.testing.assert_frame_equal(found.rotated, again.rotated, check_exact=True)
    pd.testing.assert_frame_equal(found.components, again.components, check_exact=True)
    assert not found.rotated["low"].equals(other.rotated["low"])
    assert found.loadings.equals(other.loadings)


def test_all_28_indicators_of_open_2024_have_three_components_above_noise(open_2024):
    edition = open_2024.edition.with_method(open_2024.edition.method.replace({"n_resamples": 200}))
    made = component_analysis.principal_components(open_2024.index.scores, edition, seed=0)
    whole = made.components.query("code == '0' and level == 1")
    assert (int(whole["kept"].sum()), int(whole["above_parallel"].sum())) == (7, 3)
    first = whole["share"].iloc[0]
    assert 0.30 < first < 0.40  # much of the index is one gradient, but not most of its variance
