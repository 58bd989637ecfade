"""Minimum availability: whole rows or nothing."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import aggregation, minimum_availability

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
tables = hnp.arrays(np.float64, (2, 4, 5), elements=st.integers(0, 100) | st.just(np.nan))
shares = st.sampled_from([0.0, 0.2, 0.5, 0.6, 1.0])


def test_two_of_five_are_too_few_for_three_fifths_and_three_are_enough():
    scores = np.array([[1.0, 2.0, np.nan, np.nan, np.nan], [1.0, 2.0, 0.0, np.nan, np.nan]])
    masked = minimum_availability.masked_where_sparse(scores, minimum_share=0.6)
    np.testing.assert_array_equal(masked, [[np.nan] * 5, [1.0, 2.0, 0.0, np.nan, np.nan]])


def test_a_share_is_read_as_it_is_written():
    scores = np.where(np.arange(100) < 7, 1.0, np.nan)[np.newaxis]  # 7 of 100: in floats 0.07 * 100 is more than 7
    assert not np.isnan(minimum_availability.masked_where_sparse(scores, minimum_share=0.07)).all()


@settings(deadline=None, max_examples=50)
@given(scores=tables, share=shares)
def test_rows_stay_as_they_are_or_go_and_the_input_stays(scores, share):
    before = scores.copy()
    masked = minimum_availability.masked_where_sparse(scores, minimum_share=share)
    gone = np.isnan(masked).all(axis=-1)
    np.testing.assert_array_equal(masked[~gone], scores[~gone])
    assert ((~np.isnan(scores)).mean(axis=-1)[gone & ~np.isnan(scores).all(axis=-1)] < share).all()
    np.testing.assert_array_equal(scores, before)
    loop = np.stack([minimum_availability.masked_where_sparse(table, minimum_share=share) for table in scores])
    np.testing.assert_array_equal(masked, loop)


@pytest.mark.parametrize("share", [-0.1, 1.1, 66.0])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(ValueError, match="share between 0 and 1; found"):
        minimum_availability.masked_where_sparse(np.ones((1, 2)), minimum_share=share)


@needs_coinr
@pytest.mark.parametrize(
    ("table", "by_level"),
    [
        ("agg_NA_amean_datthresh_0p6", (0.6, 0.6, 0.6)),
        ("agg_NA_amean_datthresh_0p9", (0.9, 0.9, 0.9)),
        ("agg_NA_amean_datthresh_1", (1.0, 1.0, 1.0)),
        ("agg_NA_amean_datthresh_bylevel", (0.9, 0.5, 0.5)),
    ],
)
def test_every_mean_with_a_threshold_is_that_of_coinr(table, by_level):
    """COINr 1.1.14, Aggregate(coin_na, f_ag = "a_amean", dat_thresh = ...), tables agg_NA_amean_datthresh_*."""
    expected = pd.read_csv(COINR / f"{table}.csv", index_col="uCode", float_precision="round_trip")
    tree = pd.read_csv(COINR / "raw_ASEM_iMeta.csv", index_col="iCode")
    blanked = 0
    for parent, codes in tree[tree["Parent"].notna()].groupby("Parent").groups.items():
        share = by_level[int(tree.loc[parent, "Level"]) - 2]
        masked = minimum_availability.masked_where_sparse(expected[codes].to_numpy(), minimum_share=share)
        found = aggregation.arithmetic_mean(masked, weights=tree.loc[codes, "Weight"].to_numpy())
        np.testing.assert_allclose(found, expected[parent], rtol=1e-12, err_msg=str(parent))  # rounding of a mean
        blanked += np.isnan(found).sum()
    assert blanked > 0 or table.endswith("0p6")
