"""Uncertainty: hand-sized ranks, parity with COINr's draws, blocks that do not depend on their grouping."""

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import uncertainty

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.exists(), reason="the numbers by COINr lie outside the repository")


def test_quantiles_of_ranks_are_ranks_that_occurred():
    ranks = np.array([[3.0], [1], [2], [10]])
    found = uncertainty.summarise_ranks(ranks, low=0.05, high=0.95)
    assert (found.median[0], found.low[0], found.high[0], found.mean[0], found.n[0]) == (2, 1, 10, 4, 4)


def test_the_seventh_of_a_hundred_ranks_is_the_seven_percent_quantile():
    ranks = np.arange(1.0, 101)[:, np.newaxis]  # 0.07 * 100 is 7.000000000000001 in floats
    assert uncertainty.summarise_ranks(ranks, low=0.07, high=0.95).low[0] == 7


def test_a_draw_without_a_rank_is_left_out_and_counted():
    ranks = np.array([[1.0, np.nan], [2, np.nan], [np.nan, np.nan]])
    found = uncertainty.summarise_ranks(ranks, low=0.05, high=0.95)
    assert found.n.tolist() == [2, 0]
    assert found.mean[0] == 1.5
    assert np.isnan([found.median[1], found.low[1], found.high[1], found.mean[1]]).all()


def test_a_tie_counts_for_neither_unit():
    found = uncertainty.probability_ahead(np.array([[1.0, 1], [1, 2], [1, 2], [2, 1]]), better="low")
    assert (found.share[0, 1], found.share[1, 0]) == (0.5, 0.25)
    assert np.isnan(np.diag(found.share)).all()


def test_more_is_better_where_scores_are_given():
    found = uncertainty.probability_ahead(np.array([[80.0, 20], [70, 30]]), better="high")
    assert (found.share[0, 1], found.share[1, 0]) == (1.0, 0.0)


def test_units_never_ranked_together_have_no_share():
    found = uncertainty.probability_ahead(np.array([[1.0, np.nan], [np.nan, 1]]), better="low")
    assert np.isnan(found.share).all()
    assert not uncertainty.order_robust(found, share=0.95).any()


def test_nineteen_draws_of_twenty_are_robust_and_eighteen_are_not():
    first = np.where(np.arange(20) < 1, 3.0, 1.0)
    third = np.where(np.arange(20) < 2, 0.0, 4.0)
    pairs = uncertainty.probability_ahead(np.column_stack([first, np.full(20, 2.0), third]), better="low")
    robust = uncertainty.order_robust(pairs, share=0.95)
    assert robust[0, 1]  # 19 of 20
    assert not robust[1, 2]  # 18 of 20


def test_robust_order_is_not_transitive():
    draws = np.repeat([[1.0, 2, 3], [3, 1, 2], [2, 3, 1]], 1, axis=0)  # each beats the next in two of three
    robust = uncertainty.order_robust(uncertainty.probability_ahead(draws, better="low"), share=0.6)
    assert robust[0, 1]
    assert robust[1, 2]
    assert not robust[0, 2]


def test_blocks_cover_every_draw_once():
    cut = uncertainty.blocks(600, size=256)
    assert np.concatenate([np.arange(600)[block] for block in cut]).tolist() == list(range(600))
    assert uncertainty.blocks(0, size=256) == ()


def test_a_block_draws_the_same_bits_however_many_blocks_there_are():
    few, many = uncertainty.block_generators(7, 2), uncertainty.block_generators(7, 9)
    for first, second in zip(few, many[:2], strict=True):
        np.testing.assert_array_equal(first.random(5), second.random(5))


def test_zero_is_a_seed():
    first, second = (uncertainty.block_generators(0, 1)[0].random(5) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first, uncertainty.block_generators(1, 1)[0].random(5))


@needs_coinr
def test_rank_statistics_agree_with_coinr_get_sensitivity():
    ranks = pd.read_csv(COINR / "ua_N500_Ranks.csv", index_col="uCode").drop(columns="Nominal")
    golden = pd.read_csv(COINR / "ua_N500_RankStats.csv", index_col="uCode").loc[ranks.index]
    found = uncertainty.summarise_ranks(ranks.to_numpy(float).T, low=0.05, high=0.95)
    np.testing.assert_allclose(found.mean, golden["Mean"], atol=1e-9)
    for ours, column in [(found.median, "Median"), (found.low, "Q5"), (found.high, "Q95")]:
        assert (np.abs(ours - golden[column]) < 1).all()  # R interpolates (type 7), a rank that occurred is next to it
        assert (ours == golden[column]).mean() > 0.9


draws = hnp.arrays(
    float,
    hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=8),
    elements=st.integers(1, 9) | st.just(np.nan),
)


@settings(deadline=None, max_examples=60)
@given(draws)
def test_quantiles_agree_with_numpy_and_inputs_stay_as_they_are(ranks):
    before = ranks.copy()
    found = uncertainty.summarise_ranks(ranks, low=0.05, high=0.95)
    np.testing.assert_array_equal(ranks, before)
    for unit in range(ranks.shape[1]):
        present = ranks[np.isfinite(ranks[:, unit]), unit]
        if present.size:
            expected = np.quantile(present, [0.5, 0.05, 0.95], method="inverted_cdf")
            assert [found.median[unit], found.low[unit], found.high[unit]] == expected.tolist()


@settings(deadline=None, max_examples=60)
@given(draws)
def test_shares_ahead_and_ties_sum_to_one(ranks):
    found = uncertainty.probability_ahead(ranks, better="low")
    ties = (ranks[:, :, np.newaxis] == ranks[:, np.newaxis, :]).sum(axis=0)
    np.testing.assert_array_equal(found.ahead + found.ahead.T + ties, found.n)
    robust = uncertainty.order_robust(found, share=0.95)
    assert not (robust & robust.T).any()


@settings(deadline=None, max_examples=30)
@given(draws, st.integers(1, 4))
def test_counts_are_the_same_in_any_grouping_of_draws(ranks, size):
    whole = uncertainty.probability_ahead(ranks, better="low").ahead
    parts = [
        uncertainty.probability_ahead(ranks[b], better="low").ahead for b in uncertainty.blocks(len(ranks), size=size)
    ]
    np.testing.assert_array_equal(np.sum(parts, axis=0), whole)


def test_wrong_arguments_are_refused_by_name():
    ranks = np.array([[1.0, 2]])
    with pytest.raises(ValueError, match="needs 0 < low <= high < 1; got low=5, high=95"):
        uncertainty.summarise_ranks(ranks, low=5, high=95)
    with pytest.raises(ValueError, match="at least one draw is needed"):
        uncertainty.summarise_ranks(ranks[:0], low=0.05, high=0.95)
    with pytest.raises(ValueError, match="better must be 'low'"):
        uncertainty.probability_ahead(ranks, better="more")
    with pytest.raises(ValueError, match=r"share above 0\.5"):
        uncertainty.order_robust(uncertainty.probability_ahead(ranks, better="low"), share=0.5)
    with pytest.raises(ValueError, match="size >= 1; got 5 and 0"):
        uncertainty.blocks(5, size=0)
    with pytest.raises(ValueError, match="whole seed >= 0 and n_blocks >= 0; got None"):
        uncertainty.block_generators(None, 3)
