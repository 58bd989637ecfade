"""Outranking: pairs of units, and who wins more of them."""

from __future__ import annotations

import pathlib
import time
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import aggregation, outranking

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
tables = hnp.arrays(np.float64, (5, 3), elements=st.integers(0, 4) | st.just(np.nan))
weight_sets = hnp.arrays(np.float64, 3, elements=st.integers(1, 9))


def matrix(scores, weights):
    return outranking.outranking_matrix(scores, weights=weights)


def copeland(scores, weights):
    return outranking.copeland(scores, weights=weights)


def test_a_pair_shares_the_weight_by_who_is_ahead_and_ties_halve_it():
    found = matrix(np.array([[9.0, 1.0, 5.0], [5.0, 3.0, 5.0]]), np.array([5.0, 3.0, 2.0]))
    np.testing.assert_allclose(found, [[0.0, 0.6], [0.4, 0.0]])  # 0.5 + 0.2 / 2 against 0.3 + 0.2 / 2


def test_a_pair_is_compared_on_what_both_have():
    found = matrix(np.array([[9.0, 1.0], [5.0, np.nan], [np.nan, 2.0]]), np.array([1.0, 3.0]))
    np.testing.assert_allclose(found, [[0.0, 1.0, 0.0], [0.0, 0.0, np.nan], [1.0, np.nan, 0.0]])


def test_copeland_counts_wins_less_losses():
    scores = np.array([[9.0, 9.0, 1.0], [5.0, 5.0, 9.0], [1.0, 1.0, 5.0]])
    assert copeland(scores, np.ones(3)).tolist() == [1.0 + 1.0, 1.0 - 1.0, -2.0]


def test_a_majority_may_go_round_in_a_circle_and_then_all_are_equal():
    scores = np.array([[3.0, 1.0, 2.0], [2.0, 3.0, 1.0], [1.0, 2.0, 3.0]])  # Condorcet
    assert copeland(scores, np.ones(3)).tolist() == [0.0, 0.0, 0.0]


def test_half_the_weight_on_either_side_is_no_win_whatever_the_rounding():
    weights = np.array([0.1, 0.2, 0.3])  # 0.1 + 0.2 is not 0.3 in floats
    assert copeland(np.array([[2.0, 2.0, 1.0], [1.0, 1.0, 2.0]]), weights).tolist() == [0.0, 0.0]


def test_a_unit_without_scores_has_none_and_is_no_opponent():
    found = copeland(np.array([[1.0, 1.0], [np.nan, np.nan], [2.0, np.nan]]), np.ones(2))
    np.testing.assert_array_equal(found, [-1.0, np.nan, 1.0])


def test_present_scores_of_no_weight_give_no_score():
    found = copeland(np.array([[1.0, np.nan], [1.0, 2.0]]), np.array([0.0, 1.0]))
    np.testing.assert_array_equal(found, [np.nan, 0.0])


def test_a_pair_in_which_one_leads_everywhere_is_dominant():
    ahead = matrix(np.array([[3.0, 3.0], [2.0, 2.0], [1.0, 2.0]]), np.array([0.7, 0.3]))
    assert outranking.dominant_pairs(ahead) == 2.0  # the third ties with the second on one


@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets)
def test_the_two_halves_of_a_pair_sum_to_one_and_scores_to_zero(scores, weights):
    ahead = matrix(scores, weights)
    off = ~np.eye(5, dtype=bool) & ~np.isnan(ahead)
    np.testing.assert_allclose((ahead + ahead.T)[off], 1.0, rtol=1e-12)  # rounding of a sum of three shares
    assert (ahead[off] >= -1e-12).all()
    assert (ahead[off] <= 1 + 1e-12).all()
    found = copeland(scores, weights)
    assert np.nansum(found) == 0
    np.testing.assert_array_equal(np.isnan(found), np.isnan(scores).all(axis=1))


@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets, data=st.data())
def test_order_does_not_matter_even_with_scores_missing_and_inputs_stay(scores, weights, data):
    before = scores.copy(), weights.copy()
    units, columns = data.draw(st.permutations(range(5))), data.draw(st.permutations(range(3)))
    found = copeland(scores, weights)
    np.testing.assert_array_equal(copeland(scores[units], weights), found[units])
    np.testing.assert_array_equal(copeland(scores[:, columns], weights[columns]), found)
    np.testing.assert_array_equal(matrix(scores[units], weights), matrix(scores, weights)[np.ix_(units, units)])
    np.testing.assert_array_equal(scores, before[0])
    np.testing.assert_array_equal(weights, before[1])


@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets, unit=st.integers(0, 4), column=st.integers(0, 2))
def test_a_better_score_never_makes_the_whole_worse(scores, weights, unit, column):
    better = scores.copy()
    better[unit, column] += 2.0
    assert not (copeland(better, weights)[unit] < copeland(scores, weights)[unit])


@settings(deadline=None, max_examples=50)
@given(scores=tables, weights=weight_sets)
def test_only_the_order_of_the_scores_counts(scores, weights):
    np.testing.assert_array_equal(copeland(np.exp(scores), weights), copeland(scores, weights))


@settings(deadline=None, max_examples=30)
@given(
    scores=hnp.arrays(np.float64, (3, 4, 3), elements=st.integers(0, 4) | st.just(np.nan)),
    weights=hnp.arrays(np.float64, (3, 3), elements=st.integers(1, 9)),
)
def test_a_batch_is_bit_for_bit_its_loop(scores, weights):
    for function in (matrix, copeland):
        loop = np.stack([function(table, w) for table, w in zip(scores, weights, strict=True)])
        np.testing.assert_array_equal(function(scores, weights), loop)
        only_weights = np.stack([function(scores[0], w) for w in weights])
        np.testing.assert_array_equal(function(scores[0], weights), only_weights)


def test_a_thousand_units_take_a_fraction_of_a_second_and_no_cube():
    scores = np.random.default_rng(1).standard_normal((1000, 6))
    times = []
    for _ in range(5):
        start = time.perf_counter()
        copeland(scores, np.ones(6))
        times.append(time.perf_counter() - start)
    assert min(times) < 0.5  # about 0.03 on an idle core; the bound leaves room for a busy one
    tracemalloc.start()
    copeland(scores, np.ones(6))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6 * 8e6  # a cube of 1000 x 1000 x 6 floats has 48 MB


def test_wrong_weights_are_refused():
    for function in (matrix, copeland):
        with pytest.raises(ValueError, match=r"each of 2 columns; found weights of shape \(3,\)"):
            function(np.ones((2, 2)), np.ones(3))
        with pytest.raises(ValueError, match=r"0 or more; found -1.0 in columns \[1\]"):
            function(np.ones((2, 2)), np.array([1.0, -1.0]))
        with pytest.raises(ValueError, match="all 0"):
            function(np.ones((2, 2)), np.zeros(2))


def golden(name: str, index: str | None = "uCode") -> pd.DataFrame:
    return pd.read_csv(COINR / f"{name}.csv", index_col=index, float_precision="round_trip")


def children() -> tuple[pd.DataFrame, dict]:
    tree = pd.read_csv(COINR / "raw_ASEM_iMeta.csv", index_col="iCode")
    return tree, tree[tree["Parent"].notna()].groupby("Parent").groups


@needs_coinr
def test_the_matrix_its_dominant_pairs_and_the_scores_of_one_pillar_are_those_of_coinr():
    """COINr 1.1.14, outrankMatrix(Xo, w = c(1, 2, 3, 4, 5)) and a_copeland(Xo, w) on five indicators of ConEcFin."""
    scores = golden("norm_n_minmax_1_100")[["Goods", "Services", "FDI", "PRemit", "ForPort"]].to_numpy()
    weights = np.arange(1.0, 6.0)
    ahead = matrix(scores, weights)
    np.testing.assert_allclose(ahead, golden("outrankMatrix_ConEcFin", None), atol=1e-12)  # rounding of five shares
    assert outranking.dominant_pairs(ahead) == golden("outrankMatrix_ConEcFin_stats", None)["nDominant"].item()
    np.testing.assert_array_equal(copeland(scores, weights), golden("copeland_ConEcFin", None)["value"])


@needs_coinr
@pytest.mark.parametrize(
    ("table", "levels"), [("agg_copeland_all", {2, 3, 4}), ("agg_copeland_L1", {2}), ("agg_copeland_top", {4})]
)
def test_every_aggregate_of_the_tree_is_that_of_coinr(table, levels):
    """COINr 1.1.14, Aggregate(f_ag = "a_copeland" at all levels | the lowest | the highest), agg_copeland_*."""
    expected = golden(table)
    tree, groups = children()
    for parent, codes in groups.items():
        counts = int(tree.loc[parent, "Level"]) in levels
        function = copeland if counts else lambda s, w: aggregation.arithmetic_mean(s, weights=w)
        found = function(expected[codes].to_numpy(), tree.loc[codes, "Weight"].to_numpy())
        rounding = 0.0 if counts else 1e-12  # counts are exact; a mean of them rounds, to 1e-15 where it should be 0
        np.testing.assert_allclose(found, expected[parent], rtol=rounding, atol=rounding, err_msg=str(parent))


def coinr_with_missing(scores: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """COINr's rule, written out: the upper triangle from what can be compared, the lower as one minus it."""
    shares = weights / weights.sum()
    n = len(scores)
    ahead = np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1, n):
            ahead[i, j] = shares[scores[i] > scores[j]].sum() + shares[scores[i] == scores[j]].sum() / 2
            ahead[j, i] = 1 - ahead[i, j]
    off = ~np.eye(n, dtype=bool)
    return ((ahead > 0.5 + 1e-9) & off).sum(axis=1) - ((ahead < 0.5 - 1e-9) & off).sum(axis=1)


@needs_coinr
def test_with_scores_missing_coinr_depends_on_the_order_of_the_units_and_is_not_followed():
    """COINr 1.1.14, Aggregate(coin_na, f_ag = "a_copeland"), agg_NA_copeland: reproduced, and refuted by reversing."""
    expected = golden("agg_NA_copeland")
    tree, groups = children()
    differing = 0
    for parent, codes in groups.items():
        scores, weights = expected[codes].to_numpy(), tree.loc[codes, "Weight"].to_numpy()
        theirs = coinr_with_missing(scores, weights)
        np.testing.assert_array_equal(theirs, expected[parent], err_msg=str(parent))
        ours = copeland(scores, weights)
        np.testing.assert_array_equal(copeland(scores[::-1], weights)[::-1], ours)
        if not np.isnan(scores).any():
            np.testing.assert_array_equal(ours, theirs, err_msg=str(parent))
        else:
            differing += (coinr_with_missing(scores[::-1], weights)[::-1] != theirs).any()
    assert differing > 0
