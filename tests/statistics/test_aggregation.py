"""Aggregation: means over what is present, and plain sums."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import aggregation

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
HALVES = np.array([1.0, 1.0])
ROUNDING = 1e-12  # relative: a mean of a few scores and their logarithms, in double precision


def arithmetic(scores, weights):
    return aggregation.arithmetic_mean(scores, weights=weights)


def geometric(scores, weights):
    return aggregation.geometric_mean(scores, weights=weights, floor=1.0)


def total(scores, weights):
    return aggregation.weighted_sum(scores, weights=weights)


means = pytest.mark.parametrize("mean", [arithmetic, geometric])
everything = pytest.mark.parametrize("aggregate", [arithmetic, geometric, total])
tables = hnp.arrays(np.float64, (4, 3), elements=st.integers(1, 100) | st.just(np.nan))
weight_sets = hnp.arrays(np.float64, 3, elements=st.integers(1, 9))


def test_three_quarters_of_forty_and_a_quarter_of_eighty_are_fifty():
    assert arithmetic(np.array([[40.0, 80.0]]), np.array([3.0, 1.0])) == pytest.approx(50.0)


def test_the_geometric_mean_of_four_and_nine_is_six():
    scores = np.array([[4.0, 9.0]])
    assert aggregation.geometric_mean(scores, weights=HALVES, floor=None) == pytest.approx(6.0)


def test_a_weighted_geometric_mean_counts_a_double_weight_twice():
    scores = np.array([[2.0, 16.0]])
    found = aggregation.geometric_mean(scores, weights=np.array([2.0, 1.0]), floor=None)
    assert found == pytest.approx(4.0)  # the cube root of 2 * 2 * 16


def test_a_floor_lifts_a_zero_and_nothing_else():
    scores = np.array([[0.0, 9.0], [4.0, 9.0]])
    assert aggregation.geometric_mean(scores, weights=HALVES, floor=1.0).tolist() == pytest.approx([3.0, 6.0])


def test_a_sum_takes_the_weights_as_they_are():
    assert total(np.array([[6.0, 5.0]]), np.array([0.5, 2.0])) == 13.0


@means
def test_a_missing_score_is_left_out_and_is_no_zero(mean):
    assert mean(np.array([[np.nan, 80.0]]), np.array([3.0, 1.0])) == pytest.approx(80.0)


@means
def test_leaving_out_is_the_same_as_filling_in_the_mean_of_the_others(mean):
    weights = np.array([1.0, 2.0, 3.0])
    without = mean(np.array([[30.0, np.nan, 60.0]]), weights)
    shadow = mean(np.array([[30.0, without.item(), 60.0]]), weights)
    assert shadow == pytest.approx(without, rel=ROUNDING)


@means
def test_nothing_present_gives_no_score(mean):
    assert np.isnan(mean(np.array([[np.nan, np.nan]]), HALVES)).all()


@means
def test_present_scores_of_no_weight_give_no_score(mean):
    assert np.isnan(mean(np.array([[50.0, np.nan]]), np.array([0.0, 1.0]))).all()


def test_a_sum_with_a_hole_is_missing_even_where_the_weight_is_zero():
    np.testing.assert_array_equal(total(np.array([[np.nan, 5.0], [0.0, 5.0]]), np.array([0.0, 1.0])), [np.nan, 5.0])


@means
@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets)
def test_a_mean_stays_between_the_lowest_and_the_highest_score(mean, scores, weights):
    found = mean(scores, weights)
    known = ~np.isnan(scores).all(axis=1)
    np.testing.assert_array_equal(~np.isnan(found), known)
    assert (found[known] >= np.nanmin(scores[known], axis=1) * (1 - ROUNDING)).all()
    assert (found[known] <= np.nanmax(scores[known], axis=1) * (1 + ROUNDING)).all()


@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets)
def test_the_geometric_mean_is_never_above_the_arithmetic(scores, weights):
    above = geometric(scores, weights) - arithmetic(scores, weights) * (1 + ROUNDING)
    assert not (above > 0).any()


@everything
@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets, data=st.data())
def test_the_order_of_units_does_not_matter_and_inputs_stay(aggregate, scores, weights, data):
    before = scores.copy(), weights.copy()
    order = data.draw(st.permutations(range(4)))
    np.testing.assert_array_equal(aggregate(scores[order], weights), aggregate(scores, weights)[order])
    np.testing.assert_array_equal(scores, before[0])
    np.testing.assert_array_equal(weights, before[1])


@everything
@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets, column=st.integers(0, 2))
def test_a_better_score_never_makes_the_whole_worse(aggregate, scores, weights, column):
    better = scores.copy()
    better[:, column] += 5.0
    gain = aggregate(better, weights) - aggregate(scores, weights)
    assert not (gain < -1e-9).any()  # rounding at scores of up to 100


@everything
@settings(deadline=None, max_examples=50)
@given(
    scores=hnp.arrays(np.float64, (3, 4, 3), elements=st.integers(1, 100) | st.just(np.nan)),
    weights=hnp.arrays(np.float64, (3, 3), elements=st.integers(1, 9)),
)
def test_a_batch_is_bit_for_bit_its_loop(aggregate, scores, weights):
    both = np.stack([aggregate(table, w) for table, w in zip(scores, weights, strict=True)])
    np.testing.assert_array_equal(aggregate(scores, weights), both)
    only_weights = np.stack([aggregate(scores[0], w) for w in weights])
    np.testing.assert_array_equal(aggregate(scores[0], weights), only_weights)
    transposed = np.asfortranarray(scores)  # the layout in memory changes nothing
    np.testing.assert_array_equal(aggregate(transposed, weights), both)


@everything
def test_a_blank_in_one_unit_changes_no_bit_of_another(aggregate):
    scores = np.random.default_rng(0).uniform(1.0, 100.0, (40, 7))
    weights = np.arange(1.0, 8.0)
    with_blank = scores.copy()
    with_blank[3, 2] = np.nan
    others = np.arange(40) != 3
    np.testing.assert_array_equal(aggregate(with_blank, weights)[others], aggregate(scores, weights)[others])
    np.testing.assert_array_equal(aggregate(scores[:1], weights), aggregate(scores, weights)[:1])


def test_a_floor_lifts_what_is_below_it_and_a_blank_stays_blank():
    lifted = aggregation.floored(np.array([[0.0, 9.0, np.nan]]), floor=1.0, zero=False, mean="a mean")
    np.testing.assert_array_equal(lifted, [[1.0, 9.0, np.nan]])


def test_without_a_floor_a_mean_says_which_scores_it_takes():
    scores = np.array([[4.0, 0.0]])
    assert aggregation.floored(scores, floor=None, zero=True, mean="a mean of power 2") is scores
    with pytest.raises(
        ValueError, match=r"a mean of power 2 needs every score of 0 or more; found -1.0 in columns \[1\]"
    ):
        aggregation.floored(scores - 1.0, floor=None, zero=True, mean="a mean of power 2")


@pytest.mark.parametrize("score", [0.0, -3.0])
def test_a_score_without_logarithm_is_refused_by_its_column_and_offered_a_floor(score):
    with pytest.raises(ValueError, match=rf"above 0; found {score} in columns \[1\]: give a floor"):
        aggregation.geometric_mean(np.array([[4.0, score]]), weights=HALVES, floor=None)


@pytest.mark.parametrize("floor", [0.0, -1.0])
def test_a_floor_that_is_not_positive_is_refused(floor):
    with pytest.raises(ValueError, match="floor above 0; found"):
        aggregation.geometric_mean(np.array([[4.0, 9.0]]), weights=HALVES, floor=floor)


@everything
@pytest.mark.parametrize("wrong", [-1.0, np.nan])
def test_a_wrong_weight_is_refused_by_its_column(aggregate, wrong):
    with pytest.raises(ValueError, match=r"0 or more; found .* in columns \[1\]"):
        aggregate(np.array([[4.0, 9.0]]), np.array([1.0, wrong]))


@everything
def test_a_number_of_weights_that_does_not_fit_is_refused(aggregate):
    with pytest.raises(ValueError, match=r"each of 2 columns; found weights of shape \(3,\)"):
        aggregate(np.array([[4.0, 9.0]]), np.ones(3))


def coinr(name: str) -> pd.DataFrame:
    return pd.read_csv(COINR / f"{name}.csv", index_col="uCode", float_precision="round_trip")


@needs_coinr
@pytest.mark.parametrize(
    ("table", "weighted", "aggregate"),
    [
        ("agg_amean", False, arithmetic),
        ("agg_amean_w1", True, arithmetic),
        ("agg_NA_amean", False, arithmetic),
        ("agg_NA_amean_w1", True, arithmetic),
        ("agg_gmean", False, geometric),
        ("agg_gmean_w1", True, geometric),
    ],
)
def test_every_aggregate_of_the_tree_is_that_of_coinr(table, weighted, aggregate):
    """COINr 1.1.14, Aggregate(f_ag = "a_amean" | "a_gmean"), tables agg_*, weights agg_weights_w1 or those of iMeta."""
    scores = coinr(table)
    tree = pd.read_csv(COINR / "raw_ASEM_iMeta.csv", index_col="iCode")
    weights = pd.read_csv(COINR / "agg_weights_w1.csv", index_col="iCode")["Weight"] if weighted else tree["Weight"]
    children = tree[tree["Parent"].notna()].groupby("Parent").groups
    assert len(children) == 11  # 8 pillars, 2 sub-indices, 1 index
    for parent, codes in children.items():
        found = aggregate(scores[codes].to_numpy(), weights[codes].to_numpy())
        np.testing.assert_allclose(found, scores[parent], rtol=ROUNDING, err_msg=str(parent))


@needs_coinr
@pytest.mark.parametrize("call", ["a_amean_seq", "a_gmean_seq"])
def test_means_of_vectors_are_those_of_coinr(call):
    """COINr 1.1.14 vectors, a_amean(x, seq_along(x)) and a_gmean(x, seq_along(x))."""
    vectors = pd.read_csv(COINR / "vectors_in.csv", float_precision="round_trip").groupby("vec")["x"]
    calls = pd.read_csv(COINR / "vectors_out.csv", na_values=["NaN"], low_memory=False)
    expected = calls[calls["fn"] == call].set_index("vec")["value"].astype(float)
    for name, value in expected.items():
        scores = vectors.get_group(name).to_numpy()[np.newaxis]
        weights = np.arange(1.0, scores.size + 1)
        if call == "a_amean_seq":
            found = arithmetic(scores, weights)
        else:
            found = aggregation.geometric_mean(scores, weights=weights, floor=None)
        np.testing.assert_allclose(found, value, rtol=ROUNDING, err_msg=str(name))
