"""Added value: units whose two ranks lie apart, and what a correlation gives by itself."""

import numpy as np
import pytest

from pipeline.statistics import added_value


def test_units_whose_ranks_are_far_enough_apart_are_counted():
    first, second = np.array([1.0, 2, 3, 4, 5]), np.array([3.0, 2, 1, 5, 4])
    found = added_value.share_apart(first, second, least_share=0.4, confidence=0.95)  # two places or more
    assert (found.share, found.least, found.n) == (pytest.approx(0.4), pytest.approx(2.0), 5)
    assert found.low < 0.4 < found.high


def test_a_share_that_makes_a_whole_number_of_places_is_not_lost_to_rounding():
    ranks = np.arange(1.0, 41.0)
    found = added_value.share_apart(ranks, np.roll(ranks, 3), least_share=0.075, confidence=0.95)  # 0.075 x 40 is 3
    assert found.share == 1.0


def test_a_unit_without_a_rank_is_left_out():
    found = added_value.share_apart(np.array([1.0, 2, np.nan]), np.array([2.0, 1, 3]), least_share=0.5, confidence=0.9)
    assert (found.share, found.n) == (1.0, 2)
    assert added_value.share_apart(np.full(2, np.nan), np.ones(2), least_share=0.5, confidence=0.9).n == 0


@pytest.mark.parametrize(("n_units", "share"), [(133, 0.53), (63, 0.25), (34, 0.07)])
def test_ten_places_mean_little_among_few_units(n_units, share):
    """The method review [C]: at r = 0.9, 10 places or more are given in 53, 25 and 7 % of 133, 63 and 34 units."""
    found = added_value.expected_apart(
        0.9, n_units=n_units, least=10.0, n_draws=2000, confidence=0.95, rng=np.random.default_rng(0)
    )
    assert found.share == pytest.approx(share, abs=0.006)  # as printed, to the whole per cent


@pytest.mark.parametrize("n_units", [133, 63, 34])
def test_scaled_to_the_units_the_null_value_is_the_same(n_units):
    found = added_value.expected_apart(
        0.9, n_units=n_units, least=0.075 * n_units, n_draws=2000, confidence=0.95, rng=np.random.default_rng(0)
    )
    assert found.share == pytest.approx(0.53, abs=0.01)
    assert found.low < found.share < found.high


def test_a_correlation_of_one_sets_nobody_apart():
    found = added_value.expected_apart(
        1.0, n_units=30, least=1.0, n_draws=10, confidence=0.9, rng=np.random.default_rng(0)
    )
    assert (found.share, found.high) == (0.0, 0.0)


def test_without_a_correlation_there_is_no_null_value():
    found = added_value.expected_apart(
        np.nan, n_units=30, least=1.0, n_draws=10, confidence=0.9, rng=np.random.default_rng(0)
    )
    assert np.isnan([found.share, found.low, found.high]).all()


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(ValueError, match="two lists of ranks of one length"):
        added_value.share_apart(np.ones(3), np.ones(2), least_share=0.1, confidence=0.9)
    with pytest.raises(ValueError, match="a share above 0 and at most 1; got 0"):
        added_value.share_apart(np.ones(3), np.ones(3), least_share=0.0, confidence=0.9)
    with pytest.raises(ValueError, match="got r = 1.5"):
        added_value.expected_apart(1.5, n_units=3, least=1.0, n_draws=1, confidence=0.9, rng=np.random.default_rng(0))
