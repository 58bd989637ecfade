"""Ranking: places, ties, and quantiles of places."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import ranking

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
scores_with_blanks = hnp.arrays(
    np.float64, hnp.array_shapes(min_dims=1, max_dims=2, max_side=8), elements=st.integers(-5, 5) | st.just(np.nan)
)
any_ties = st.sampled_from(["min", "average", "dense"])


@pytest.mark.parametrize(
    ("ties", "expected"), [("min", [1, 2, 2, 4]), ("average", [1, 2.5, 2.5, 4]), ("dense", [1, 2, 2, 3])]
)
def test_equal_scores_rank_equal_in_each_manner(ties, expected):
    assert ranking.rank(np.array([9.0, 7.0, 7.0, 1.0]), ties=ties).tolist() == expected


def test_a_unit_without_a_score_has_no_rank_and_takes_no_place():
    np.testing.assert_array_equal(ranking.rank(np.array([np.nan, 1.0, 3.0]), ties="min"), [np.nan, 2.0, 1.0])


@pytest.mark.parametrize("ties", ["min", "average", "dense"])
def test_units_without_a_score_do_not_tie_with_the_worst_score(ties):
    np.testing.assert_array_equal(ranking.rank(np.array([np.nan, np.nan, -1e300]), ties=ties), [np.nan, np.nan, 1.0])


def test_a_score_of_zero_is_ranked():
    assert ranking.rank(np.array([0.0, -1.0]), ties="min").tolist() == [1.0, 2.0]


@settings(deadline=None, max_examples=50)
@given(scores=scores_with_blanks, ties=any_ties)
def test_a_batch_ranks_like_its_rows_and_leaves_the_scores_alone(scores, ties):
    before = scores.copy()
    together = ranking.rank(scores, ties=ties)
    np.testing.assert_array_equal(scores, before)
    np.testing.assert_array_equal(np.isnan(together), np.isnan(scores))
    for whole, row in zip(np.atleast_2d(together), np.atleast_2d(scores), strict=True):
        np.testing.assert_array_equal(whole, ranking.rank(row, ties=ties))


@settings(deadline=None, max_examples=50)
@given(scores=scores_with_blanks, ties=any_ties, data=st.data())
def test_the_order_of_units_does_not_matter(scores, ties, data):
    order = data.draw(st.permutations(range(scores.shape[-1])))
    np.testing.assert_array_equal(
        ranking.rank(scores[..., order], ties=ties), ranking.rank(scores, ties=ties)[..., order]
    )


@settings(deadline=None, max_examples=50)
@given(scores=scores_with_blanks.filter(lambda x: x.ndim == 1), ties=any_ties)
def test_a_higher_score_has_a_lower_rank(scores, ties):
    ranks = ranking.rank(scores, ties=ties)
    higher = scores[:, np.newaxis] > scores
    assert (ranks[:, np.newaxis] < ranks)[higher].all()


def test_an_unknown_manner_of_ties_is_refused():
    with pytest.raises(ValueError, match="min, average, dense; found 'max'"):
        ranking.rank(np.array([1.0]), ties="max")


def test_a_quantile_of_ranks_is_a_rank_that_occurred():
    ranks = np.array([[1.0], [1.0], [4.0], [9.0]])
    assert [ranking.rank_quantile(ranks, q=q).item() for q in (0.0, 0.25, 0.5, 0.51, 0.75, 1.0)] == [1, 1, 1, 4, 4, 9]


def test_a_quantile_counts_replicates_exactly():
    ranks = np.arange(1.0, 101.0)[:, np.newaxis]
    assert ranking.rank_quantile(ranks, q=0.07) == 7.0  # in floats 0.07 of 100 is above 7, which would give 8


def test_a_replicate_that_does_not_rank_a_unit_is_not_counted():
    ranks = np.array([[1.0, 2.0, np.nan], [np.nan, 2.0, np.nan], [3.0, 9.0, np.nan]])
    assert ranking.rank_quantile(ranks, q=0.5).tolist()[:2] == [1.0, 2.0]  # of 1 and 3 the lower; the middle of three
    assert np.isnan(ranking.rank_quantile(ranks, q=0.5)[2])


@settings(deadline=None, max_examples=50)
@given(
    ranks=hnp.arrays(np.float64, st.tuples(st.integers(1, 30), st.just(3)), elements=st.integers(1, 63)),
    percent=st.integers(0, 100),
)
def test_a_quantile_of_ranks_is_the_inverted_distribution_function(ranks, percent):
    quantile = ranking.rank_quantile(ranks, q=percent / 100)
    n_at_or_better = (ranks <= quantile).sum(axis=0)
    n_better = (ranks < quantile).sum(axis=0)
    assert (100 * n_at_or_better >= percent * len(ranks)).all()
    assert ((100 * n_better < percent * len(ranks)) | (quantile == ranks.min(axis=0))).all()


def test_a_quantile_outside_zero_to_one_is_refused():
    with pytest.raises(ValueError, match="q between 0 and 1; found 95"):
        ranking.rank_quantile(np.array([[1.0]]), q=95)


def test_a_quantile_of_no_replicates_is_refused():
    with pytest.raises(ValueError, match="at least one replicate; found 0"):
        ranking.rank_quantile(np.empty((0, 3)), q=0.5)


@needs_coinr
def test_ranks_of_raw_values_with_blanks_are_those_of_coinr():
    """COINr 1.1.14, rank_df(get_dset(coin0, "Raw")), table rank_df_Raw."""
    raw = pd.read_csv(COINR / "newcoin_Raw.csv", index_col="uCode", float_precision="round_trip")
    expected = pd.read_csv(COINR / "rank_df_Raw.csv", index_col="uCode").loc[raw.index, raw.columns]
    np.testing.assert_array_equal(ranking.rank(raw.to_numpy(dtype=float).T, ties="min").T, expected)


@needs_coinr
def test_ranks_of_vectors_are_those_of_r():
    """COINr 1.1.14 vectors, rank(-x, na.last = "keep", ties.method = "min"), call rank_desc_min."""
    vectors = pd.read_csv(COINR / "vectors_in.csv", float_precision="round_trip").groupby("vec")["x"]
    calls = pd.read_csv(COINR / "vectors_out.csv", na_values=["NaN"], low_memory=False)
    expected = calls[calls["fn"] == "rank_desc_min"].groupby("vec")["value"]
    for name, vector in vectors:
        np.testing.assert_array_equal(
            ranking.rank(vector.to_numpy(), ties="min"), expected.get_group(name).astype(float), err_msg=name
        )
