"""Correlation tests: correlations of every pair with the p-values of R."""

from __future__ import annotations

import itertools
import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from pipeline.statistics import correlation_tests

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
tables = hnp.arrays(float, (8, 3), elements=st.integers(-4, 4) | st.just(np.nan))


def of_pair(x, y, kind):
    found = correlation_tests.correlation_tests(np.column_stack([x, y]).astype(float), kind=kind)
    return found.r[0, 1], found.p_values[0, 1], found.n[0, 1]


def test_the_same_order_of_four_units_has_one_chance_in_twelve():
    for kind in ("spearman", "kendall"):
        r, p, n = of_pair([1, 2, 3, 4], [10, 20, 40, 90], kind)
        assert (r, n) == (pytest.approx(1.0), 4)
        assert p == pytest.approx(2 / 24)  # this order and its reverse, of 4! = 24


def test_the_p_value_of_pearson_is_that_of_students_t():
    x, y = np.arange(6.0), np.array([1.0, 3, 2, 5, 4, 4])
    r, p, _ = of_pair(x, y, "pearson")
    expected = stats.pearsonr(x, y)
    assert (r, p) == (pytest.approx(expected.statistic), pytest.approx(expected.pvalue))


def test_spearman_counts_all_orders_of_a_few_units():
    x, y = np.arange(5.0), np.array([2.0, 1, 3, 5, 4])
    distances = [((np.array(order) - x) ** 2).sum() for order in itertools.permutations(range(5))]
    s = ((stats.rankdata(y) - 1 - x) ** 2).sum()
    assert of_pair(x, y, "spearman")[1] == pytest.approx(2 * np.mean(np.array(distances) <= s))


def test_a_reversed_order_is_as_unlikely():
    y = np.array([2.0, 1, 3, 5, 4, 7, 6, 9, 8, 11, 12, 10])
    for kind in ("pearson", "spearman", "kendall"):
        up, down = of_pair(np.arange(12.0), y, kind), of_pair(np.arange(12.0), -y, kind)
        assert up[0] == pytest.approx(-down[0])
        assert up[1] == pytest.approx(down[1])


def test_with_ties_spearman_takes_students_t():
    x, y = np.array([1.0, 1, 2, 3, 4, 5]), np.array([2.0, 1, 3, 3, 5, 4])
    expected = stats.spearmanr(x, y)
    assert of_pair(x, y, "spearman")[:2] == (pytest.approx(expected.statistic), pytest.approx(expected.pvalue))


def test_two_common_units_and_no_range_give_nothing():
    values = np.array([[1.0, 1, 5], [2, np.nan, 5], [3, np.nan, 5], [4, 2, 5]])
    found = correlation_tests.correlation_tests(values, kind="kendall")
    assert np.isnan(found.r[0, 1])
    assert np.isnan(found.p_values[0, 2])
    assert np.isnan(found.p_values[2, 2])
    assert found.p_values[0, 0] == 0.0


@needs_coinr
@pytest.mark.parametrize("kind", ["pearson", "spearman", "kendall"])
def test_p_values_are_those_of_coinr(kind):
    """COINr 1.1.14, get_pvals(get_dset(coin0, "Raw")[-1], method = ...), tables pvals_*_Raw; 1e-9: a series."""
    raw = pd.read_csv(COINR / "newcoin_Raw.csv", index_col="uCode", float_precision="round_trip")
    expected = pd.read_csv(COINR / f"pvals_{kind}_Raw.csv", index_col="row", float_precision="round_trip")
    found = correlation_tests.correlation_tests(raw.to_numpy(dtype=float), kind=kind)
    np.testing.assert_allclose(found.p_values, expected.loc[raw.columns, raw.columns], rtol=1e-9, atol=1e-9)


@settings(deadline=None, max_examples=40)
@given(tables, st.sampled_from(["pearson", "spearman", "kendall"]), st.randoms(use_true_random=False))
def test_order_of_units_does_not_matter_and_inputs_stay_as_they_are(values, kind, random):
    before, order = values.copy(), random.sample(range(8), 8)
    found = correlation_tests.correlation_tests(values, kind=kind)
    shuffled = correlation_tests.correlation_tests(values[order], kind=kind)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_allclose(found.r, shuffled.r, atol=1e-12)
    np.testing.assert_allclose(found.p_values, shuffled.p_values, atol=1e-6)  # near r = 1 Student's t is steep
    known = ~np.isnan(found.p_values)
    assert ((found.p_values[known] >= 0) & (found.p_values[known] <= 1)).all()


def test_another_kind_is_refused_by_name():
    with pytest.raises(ValueError, match="must be one of pearson, spearman, kendall; got 'tau'"):
        correlation_tests.correlation_tests(np.ones((3, 2)), kind="tau")
