"""An index against an outside ranking: the published example of the interval, missing figures, coverage."""

import numpy as np
import pytest

from pipeline.statistics import external_validity
from pipeline.statistics.association import Estimate


def drawn(seed, n, r=((1, 0.8, 0.6), (0.8, 1, 0.5), (0.6, 0.5, 1))):
    return np.linalg.cholesky(np.array(r)) @ np.random.default_rng(seed).standard_normal((3, n))


def compared(index, outside, benchmark, kind="pearson"):
    return external_validity.against_outside(index, outside, benchmark, kind=kind, confidence=0.95)


def test_the_interval_of_the_difference_is_that_of_the_published_example():
    """Zou (2007), two overlapping correlations: r = 0.396 and 0.179, between them 0.088, n = 66: (-0.093, 0.517)."""

    def estimate(r):
        z = np.arctanh(r) + np.array([-1, 1]) * 1.959964 / np.sqrt(66 - 3)
        return Estimate(r, *np.tanh(z), 66)

    low, high = external_validity._of_difference(estimate(0.396), estimate(0.179), 0.088)
    assert (low, high) == pytest.approx((-0.093, 0.517), abs=1e-3)


def test_only_units_with_all_three_figures_count():
    index, outside, benchmark = drawn(1, 20)
    outside[[0, 1]], benchmark[2], index[3] = np.nan, np.nan, np.nan
    found = compared(index, outside, benchmark)
    assert (found.index.n, found.alone.n) == (16, 16)
    assert found.index.r == pytest.approx(np.corrcoef(index[4:], outside[4:])[0, 1])
    assert found.difference == pytest.approx(found.index.r - found.alone.r)


def test_a_sample_of_the_extremes_has_more_spread_than_all():
    index = np.arange(20.0)
    outside = np.where((index < 3) | (index > 16), index, np.nan)
    assert compared(index, outside, index**2).spread_ratio == pytest.approx(
        np.std(index[(index < 3) | (index > 16)]) / np.std(index)
    )


def test_the_interval_holds_the_true_difference_about_as_often_as_it_says():
    inside = 0
    for seed in range(300):
        found = compared(*drawn(seed, 63))
        inside += found.low <= 0.3 <= found.high  # r with the outside: 0.8 of the index, 0.5 of the benchmark
    assert 0.91 <= inside / 300 <= 0.99


def test_perfect_agreement_has_no_interval_of_a_difference():
    found = compared(np.arange(6.0), np.arange(6.0), np.array([1.0, 0, 3, 2, 5, 4]))
    assert found.index.r == pytest.approx(1)
    assert np.isnan([found.low, found.high]).all() or found.low <= found.difference <= found.high


def test_without_common_units_everything_is_unknown():
    found = compared(np.arange(4.0), np.full(4, np.nan), np.arange(4.0))
    assert found.index.n == 0
    assert np.isnan([found.index.r, found.difference, found.low, found.spread_ratio]).all()


def test_lists_of_different_length_are_refused():
    with pytest.raises(ValueError, match="three vectors of one length"):
        compared(np.zeros(3), np.zeros(4), np.zeros(3))
