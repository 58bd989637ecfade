"""Power means: harmonic and generalised, over what is present."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import aggregation, minimum_availability, power_means

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
HALVES = np.array([1.0, 1.0])
ROUNDING = 1e-12  # relative: a mean of a few scores, and a power and a root of it
ROOT = 1e-11  # relative: the root of a small power multiplies the rounding by its order, 10 at most here


def harmonic(scores, weights, floor=None):
    return power_means.harmonic_mean(scores, weights=weights, floor=floor)


def generalised(scores, weights, power, floor=None):
    return power_means.generalised_mean(scores, weights=weights, power=power, floor=floor)


def of_power(power):
    return lambda scores, weights: generalised(scores, weights, power)


every_mean = pytest.mark.parametrize("mean", [harmonic, *[of_power(p) for p in (-3.0, -1.0, 0.0, 0.5, 1.0, 2.0, 8.0)]])
tables = hnp.arrays(np.float64, (4, 3), elements=st.integers(1, 100) | st.just(np.nan))
weight_sets = hnp.arrays(np.float64, 3, elements=st.integers(1, 9))


def test_half_the_way_at_three_and_half_at_six_is_four_on_average():
    assert harmonic(np.array([[3.0, 6.0]]), HALVES) == pytest.approx(4.0)


def test_a_weighted_harmonic_mean_counts_a_double_weight_twice():
    assert harmonic(np.array([[2.0, 8.0]]), np.array([2.0, 1.0])) == pytest.approx(8 / 3)  # 3 / (1/2 + 1/2 + 1/8)


def test_the_mean_of_power_two_of_one_and_seven_is_five():
    assert generalised(np.array([[1.0, 7.0]]), HALVES, 2.0) == pytest.approx(5.0)  # (1 + 49) / 2 = 25


def test_a_floor_lifts_a_zero_and_nothing_else():
    scores = np.array([[0.0, 6.0], [3.0, 6.0]])
    assert harmonic(scores, HALVES, floor=2.0).tolist() == pytest.approx([3.0, 4.0])
    assert generalised(scores, HALVES, -1.0, floor=2.0).tolist() == pytest.approx([3.0, 4.0])


def test_a_zero_counts_as_a_score_where_its_power_is_defined():
    assert generalised(np.array([[0.0, 8.0], [0.0, 0.0]]), HALVES, 0.5).tolist() == [2.0, 0.0]


def test_powers_of_one_zero_and_minus_one_are_the_three_means():
    scores, weights = np.array([[2.0, 8.0, 5.0], [np.nan, 8.0, 1.0]]), np.array([1.0, 2.0, 3.0])
    np.testing.assert_array_equal(
        generalised(scores, weights, 1.0), aggregation.arithmetic_mean(scores, weights=weights)
    )
    np.testing.assert_array_equal(
        generalised(scores, weights, 0.0), aggregation.geometric_mean(scores, weights=weights, floor=None)
    )
    np.testing.assert_allclose(generalised(scores, weights, -1.0), harmonic(scores, weights), rtol=ROUNDING)


def test_a_power_near_zero_is_near_the_geometric_mean():
    near = generalised(np.array([[4.0, 9.0]]), HALVES, 1e-6)
    assert near == pytest.approx(6.0, rel=1e-6)  # the first term of the difference is p/2 times the variance of logs


def test_a_large_power_comes_close_to_the_highest_and_does_not_overflow():
    scores = np.array([[10.0, 90.0]])
    assert generalised(scores, HALVES, 5000.0) == pytest.approx(90.0, rel=1e-3)
    assert generalised(scores, HALVES, -5000.0) == pytest.approx(10.0, rel=1e-3)


@every_mean
def test_a_missing_score_is_left_out_and_is_no_zero(mean):
    scores = np.array([[np.nan, 80.0], [np.nan, np.nan]])
    np.testing.assert_allclose(mean(scores, HALVES), [80.0, np.nan], rtol=ROOT)


@every_mean
def test_present_scores_of_no_weight_give_no_score(mean):
    assert np.isnan(mean(np.array([[50.0, np.nan]]), np.array([0.0, 1.0]))).all()


@every_mean
@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets)
def test_a_mean_stays_between_the_lowest_and_the_highest_score(mean, scores, weights):
    found = mean(scores, weights)
    known = ~np.isnan(scores).all(axis=1)
    np.testing.assert_array_equal(~np.isnan(found), known)
    assert (found[known] >= np.nanmin(scores[known], axis=1) * (1 - ROOT)).all()
    assert (found[known] <= np.nanmax(scores[known], axis=1) * (1 + ROOT)).all()


@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets)
def test_a_mean_rises_with_its_power(scores, weights):
    means = np.stack([generalised(scores, weights, p) for p in (-4.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 6.0)])
    steps = np.diff(means, axis=0)
    assert not (steps < -ROOT * 100).any()


@every_mean
@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets, data=st.data())
def test_order_does_not_matter_and_inputs_stay(mean, scores, weights, data):
    before = scores.copy(), weights.copy()
    units, columns = data.draw(st.permutations(range(4))), data.draw(st.permutations(range(3)))
    np.testing.assert_array_equal(mean(scores[units], weights), mean(scores, weights)[units])
    np.testing.assert_allclose(mean(scores[:, columns], weights[columns]), mean(scores, weights), rtol=ROOT)
    np.testing.assert_array_equal(scores, before[0])
    np.testing.assert_array_equal(weights, before[1])


@every_mean
@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets, column=st.integers(0, 2))
def test_a_better_score_never_makes_the_whole_worse(mean, scores, weights, column):
    better = scores.copy()
    better[:, column] += 5.0
    assert not (mean(better, weights) - mean(scores, weights) < -1e-9).any()  # rounding at scores of up to 100


@every_mean
@settings(deadline=None, max_examples=30)
@given(
    scores=hnp.arrays(np.float64, (3, 4, 3), elements=st.integers(1, 100) | st.just(np.nan)),
    weights=hnp.arrays(np.float64, (3, 3), elements=st.integers(1, 9)),
)
def test_a_batch_is_bit_for_bit_its_loop(mean, scores, weights):
    both = np.stack([mean(table, w) for table, w in zip(scores, weights, strict=True)])
    np.testing.assert_array_equal(mean(scores, weights), both)
    np.testing.assert_array_equal(mean(np.asfortranarray(scores), weights), both)


@pytest.mark.parametrize(
    ("mean", "score"),
    [
        (harmonic, 0.0),
        (harmonic, -3.0),
        (of_power(-2.0), 0.0),
        (of_power(-2.0), -3.0),
        (of_power(0.0), 0.0),
        (of_power(0.5), -3.0),
        (of_power(2.0), -3.0),
    ],
)
def test_a_score_without_its_power_is_refused_by_its_column_and_offered_a_floor(mean, score):
    with pytest.raises(ValueError, match=rf"found {score} in columns \[1\]: give a floor"):
        mean(np.array([[4.0, score], [np.nan, 9.0]]), HALVES)


def test_a_power_of_one_takes_any_score():
    assert generalised(np.array([[4.0, -3.0]]), HALVES, 1.0) == pytest.approx(0.5)


@pytest.mark.parametrize("floor", [0.0, -1.0, np.nan])
def test_a_floor_that_is_not_positive_is_refused(floor):
    with pytest.raises(ValueError, match="floor above 0; found"):
        harmonic(np.array([[4.0, 9.0]]), HALVES, floor=floor)
    with pytest.raises(ValueError, match="floor above 0; found"):
        generalised(np.array([[4.0, 9.0]]), HALVES, 2.0, floor=floor)


@pytest.mark.parametrize("power", [np.nan, np.inf])
def test_a_power_that_is_no_number_is_refused(power):
    with pytest.raises(ValueError, match="finite power; found"):
        generalised(np.array([[4.0, 9.0]]), HALVES, power)


@every_mean
def test_wrong_weights_are_refused(mean):
    with pytest.raises(ValueError, match=r"0 or more; found -1.0 in columns \[1\]"):
        mean(np.array([[4.0, 9.0]]), np.array([1.0, -1.0]))
    with pytest.raises(ValueError, match=r"each of 2 columns; found weights of shape \(3,\)"):
        mean(np.array([[4.0, 9.0]]), np.ones(3))


def arithmetic(scores, weights):
    return aggregation.arithmetic_mean(scores, weights=weights)


def complete_only(scores, weights):
    masked = minimum_availability.masked_where_sparse(scores, minimum_share=1.0)
    return generalised(masked, weights, 2.0)


@needs_coinr
@pytest.mark.parametrize(
    ("table", "by_level"),
    [
        ("agg_hmean", (harmonic,) * 3),
        ("agg_NA_hmean", (harmonic,) * 3),
        ("agg_genmean_p2", (of_power(2.0),) * 3),
        ("agg_genmean_p0p5", (of_power(0.5),) * 3),
        ("agg_genmean_pm1", (of_power(-1.0),) * 3),
        ("agg_NA_genmean_p2", (complete_only,) * 3),
        ("agg_mix_a_g_a", (arithmetic, of_power(0.0), arithmetic)),
        ("agg_mix_a_g_h", (arithmetic, of_power(0.0), harmonic)),
        ("agg_mix_para", (arithmetic, of_power(2.0), of_power(0.0))),
    ],
)
def test_every_aggregate_of_the_tree_is_that_of_coinr(table, by_level):
    """COINr 1.1.14, Aggregate(f_ag = "a_hmean" | "a_genmean" | one for each level), tables agg_*."""
    expected = pd.read_csv(COINR / f"{table}.csv", index_col="uCode", float_precision="round_trip")
    tree = pd.read_csv(COINR / "raw_ASEM_iMeta.csv", index_col="iCode")
    children = tree[tree["Parent"].notna()].groupby("Parent").groups
    assert len(children) == 11  # 8 pillars, 2 sub-indices, 1 index
    for parent, codes in children.items():
        mean = by_level[int(tree.loc[parent, "Level"]) - 2]
        found = mean(expected[codes].to_numpy(), tree.loc[codes, "Weight"].to_numpy())
        np.testing.assert_allclose(found, expected[parent], rtol=ROUNDING, err_msg=str(parent))


@needs_coinr
def test_the_weighted_harmonic_mean_of_the_vignette_is_that_of_coinr():
    """COINr 1.1.14, Aggregate(Xh, f_ag = "a_hmean", f_ag_para = list(w = c(1, 1, 2, 1))), agg_df_hmean_vignette."""
    table = pd.read_csv(COINR / "agg_df_hmean_vignette.csv", float_precision="round_trip")
    found = harmonic(table.drop(columns="y").to_numpy(), np.array([1.0, 1.0, 2.0, 1.0]))
    np.testing.assert_allclose(found, table["y"], rtol=ROUNDING)


@needs_coinr
@pytest.mark.parametrize(
    ("call", "mean"),
    [
        ("a_hmean_eq", harmonic),
        ("a_hmean_seq", harmonic),
        ("a_genmean_2_seq", of_power(2.0)),
        ("a_genmean_m1_seq", of_power(-1.0)),
        ("a_genmean_0p5_seq", of_power(0.5)),
    ],
)
def test_means_of_vectors_are_those_of_coinr_but_for_negative_scores(call, mean):
    """COINr 1.1.14 vectors; with negative scores it returns a number, or NaN, where here the scores are refused."""
    vectors = pd.read_csv(COINR / "vectors_in.csv", float_precision="round_trip").groupby("vec")["x"]
    calls = pd.read_csv(COINR / "vectors_out.csv", na_values=["NaN"], low_memory=False)
    expected = calls[calls["fn"] == call].set_index("vec")["value"].astype(float)
    assert len(expected) >= 15
    for name, value in expected.items():
        scores = vectors.get_group(name).to_numpy()[np.newaxis]
        weights = np.ones(scores.size) if call.endswith("_eq") else np.arange(1.0, scores.size + 1)
        if call.startswith("a_genmean"):
            scores = minimum_availability.masked_where_sparse(scores, minimum_share=1.0)
        if (scores < 0).any():
            with pytest.raises(ValueError, match="give a floor"):
                mean(scores, weights)
            continue
        np.testing.assert_allclose(mean(scores, weights), value, rtol=ROUNDING, err_msg=str(name))
