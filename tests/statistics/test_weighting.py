"""Weighting: shares and draws around them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import weighting

some_weights = hnp.arrays(np.float64, st.integers(1, 6), elements=st.integers(0, 20)).filter(lambda w: w.sum() > 0)


def test_shares_keep_the_proportions_and_sum_to_one():
    assert weighting.to_shares(np.array([1.0, 1.0, 2.0])).tolist() == [0.25, 0.25, 0.5]


def test_each_set_of_weights_of_a_batch_is_scaled_by_itself():
    assert weighting.to_shares(np.array([[1.0, 3.0], [5.0, 5.0]])).tolist() == [[0.25, 0.75], [0.5, 0.5]]


@settings(deadline=None, max_examples=50)
@given(weights=some_weights)
def test_shares_sum_to_one_and_leave_the_weights_alone(weights):
    before = weights.copy()
    shares = weighting.to_shares(weights)
    np.testing.assert_array_equal(weights, before)
    assert shares.sum() == pytest.approx(1.0, rel=1e-12)  # rounding of at most six terms
    assert ((shares == 0) == (weights == 0)).all()


@pytest.mark.parametrize("wrong", [-1.0, np.nan, np.inf])
def test_a_weight_that_is_no_number_of_zero_or_more_is_refused_by_its_column(wrong):
    with pytest.raises(ValueError, match=r"0 or more; found .* in columns \[1\]"):
        weighting.to_shares(np.array([1.0, wrong]))


def test_weights_that_are_all_zero_are_refused():
    with pytest.raises(ValueError, match="positive sum; found 2 weights that are all 0"):
        weighting.to_shares(np.zeros(2))


@settings(deadline=None, max_examples=50)
@given(weights=some_weights, concentration=st.sampled_from([0.5, 10.0, 1000.0]), seed=st.integers(0, 9))
def test_draws_lie_on_the_simplex_and_a_zero_weight_stays_zero(weights, concentration, seed):
    rng = np.random.default_rng(seed)
    draws = weighting.dirichlet(weights, concentration=concentration, n_draws=5, rng=rng)
    assert draws.shape == (5, weights.size)
    assert (draws >= 0).all()
    assert (draws[:, weights == 0] == 0).all()
    np.testing.assert_allclose(draws.sum(axis=1), 1.0, rtol=1e-12)  # rounding of at most six terms


def test_draws_have_the_nominal_mean_and_the_stated_variance():
    nominal, concentration, n_draws = np.array([0.5, 0.3, 0.2]), 40.0, 20_000
    draws = weighting.dirichlet(nominal, concentration=concentration, n_draws=n_draws, rng=np.random.default_rng(11))
    variance = nominal * (1 - nominal) / (concentration + 1)
    assert np.abs(draws.mean(axis=0) - nominal).max() < 5 * np.sqrt(variance / n_draws).max()  # five standard errors
    np.testing.assert_allclose(draws.var(axis=0), variance, rtol=0.05)  # its standard error is about 1 %


def test_the_same_seed_draws_the_same_weights_and_zero_is_a_seed():
    draws = [
        weighting.dirichlet(np.ones(3), concentration=9.0, n_draws=4, rng=np.random.default_rng(0)) for _ in range(2)
    ]
    np.testing.assert_array_equal(*draws)


def test_a_single_component_always_has_all_the_weight():
    draws = weighting.dirichlet(np.array([3.0]), concentration=2.0, n_draws=3, rng=np.random.default_rng(0))
    assert draws == pytest.approx(1.0)  # numpy divides a gamma draw by itself, which may round


def test_no_draws_are_an_empty_set_of_draws():
    assert weighting.dirichlet(np.ones(2), concentration=1.0, n_draws=0, rng=np.random.default_rng(0)).shape == (0, 2)


@pytest.mark.parametrize("concentration", [0.0, -1.0, np.nan])
def test_a_concentration_that_is_not_positive_is_refused(concentration):
    with pytest.raises(ValueError, match="positive concentration; found"):
        weighting.dirichlet(np.ones(2), concentration=concentration, n_draws=1, rng=np.random.default_rng(0))


def test_a_negative_number_of_draws_is_refused():
    with pytest.raises(ValueError, match="0 or more; found -1"):
        weighting.dirichlet(np.ones(2), concentration=1.0, n_draws=-1, rng=np.random.default_rng(0))


def test_the_spread_tells_the_range_and_the_middle_ninety_per_cent():
    draws = np.arange(101.0)[:, np.newaxis] / 100  # 0.00, 0.01, ..., 1.00
    spread = weighting.spread(draws)
    found = [spread.minimum.item(), spread.p05.item(), spread.p95.item(), spread.maximum.item()]
    assert found == pytest.approx([0.0, 0.05, 0.95, 1.0])


def test_renormalised_draws_spread_beyond_the_range_they_were_drawn_from():
    raw = np.random.default_rng(5).uniform(0.1, 0.3, size=(4000, 5))
    spread = weighting.spread(weighting.to_shares(raw))
    assert spread.minimum.min() < 0.1  # method review: U[0.1, 0.3] spans 0.08-0.41 after renormalising
    assert spread.maximum.max() > 0.3


def test_a_spread_of_no_draws_is_refused():
    with pytest.raises(ValueError, match="at least one draw; found 0"):
        weighting.spread(np.empty((0, 2)))


def test_a_spread_over_a_missing_weight_is_refused_by_its_column():
    with pytest.raises(ValueError, match=r"missing ones in columns \[1\]"):
        weighting.spread(np.array([[0.5, np.nan]]))


def test_uniform_weights_are_shares_of_their_ranges():
    drawn = weighting.uniform(low=np.full(5, 0.1), high=np.full(5, 0.3), n_draws=20_000, rng=np.random.default_rng(0))
    np.testing.assert_allclose(drawn.sum(axis=1), 1.0, rtol=1e-12)
    np.testing.assert_allclose(drawn.mean(axis=0), 0.2, atol=0.002)
    assert drawn.min() < 0.1 < 0.3 < drawn.max()  # rescaling leaves the range that was asked for
    assert 0.1 / 1.3 <= drawn.min() <= drawn.max() <= 0.3 / 0.7  # its limits: one at an end, the others at the other


def test_uniform_weights_with_equal_ends_are_fixed():
    drawn = weighting.uniform(
        low=np.array([2.0, 6.0]), high=np.array([2.0, 6.0]), n_draws=3, rng=np.random.default_rng(0)
    )
    assert drawn.tolist() == [[0.25, 0.75]] * 3


@pytest.mark.parametrize(
    ("low", "high"), [([0.2, 0.1], [0.1, 0.3]), ([-0.1, 0.1], [0.1, 0.3])], ids=["wrong order", "negative"]
)
def test_uniform_weights_need_ends_in_order_that_are_not_negative(low, high):
    with pytest.raises(ValueError, match=r"uniform weights need 0 <= low <= high"):
        weighting.uniform(low=np.array(low), high=np.array(high), n_draws=1, rng=np.random.default_rng(0))


def test_uniform_weights_need_two_ends_each():
    with pytest.raises(ValueError, match="two ends for each weight"):
        weighting.uniform(low=np.zeros(2), high=np.ones(3), n_draws=1, rng=np.random.default_rng(0))
