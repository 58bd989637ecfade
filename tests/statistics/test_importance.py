"""Importance: weights, selection and shares of R2 by hand and over all orders of entry, refusals."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics import importance, regression


def noisy(seed: int, n: int, k: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, k))
    return x @ np.arange(1.0, k + 1) + rng.standard_normal(n), x


def r2_of(y: np.ndarray, x: np.ndarray) -> float:
    return regression.ordinary_least_squares(y, x, confidence=0.95, max_regressors=15).r2


def test_implied_weights_are_never_negative_and_sum_to_one():
    rng = np.random.default_rng(4)
    x = rng.standard_normal((63, 3))
    found = importance.implied_weights(2 * x[:, 0] + x[:, 1] - x[:, 2], x, method="non-negative")
    assert found.weights[2] == 0
    assert found.weights.sum() == pytest.approx(1)
    assert found.weights[0] > found.weights[1] > 0


def test_an_outcome_against_all_pillars_implies_no_weights():
    x = np.arange(10.0)[:, np.newaxis]
    found = importance.implied_weights(-x[:, 0], x, method="non-negative")
    assert np.isnan(found.weights).all()
    assert found.coefficients.tolist() == [0]


def test_a_pillar_that_matters_is_always_selected_and_one_that_hurts_hardly_ever():
    rng = np.random.default_rng(5)
    x = rng.standard_normal((63, 3))
    y = x[:, 0] - 0.8 * x[:, 1] + 0.3 * rng.standard_normal(63)
    found = importance.selection_frequency(y, x, n_resamples=200, rng=rng)
    assert found.frequency_share[0] == 1
    assert found.frequency_share[1] == 0
    assert (found.n_fitted, found.n_resamples, found.n) == (200, 200, 63)


def test_a_resample_without_range_is_left_out_and_counted():
    x = np.array([[0.0], [0], [0], [1]])
    found = importance.selection_frequency(np.array([0.0, 1, 2, 5]), x, n_resamples=200, rng=np.random.default_rng(0))
    assert 100 < found.n_fitted < 180  # the only 1 is drawn with chance 1 - (3/4)^4 = 0.68
    assert 0 <= found.frequency_share[0] <= 1


def test_lmg_of_two_regressors_is_the_mean_of_both_orders():
    y, x = noisy(6, 40, 2)
    alone = [np.corrcoef(x[:, j], y)[0, 1] ** 2 for j in range(2)]
    both = r2_of(y, x)
    found = importance.lmg_importance(y, x)
    assert found.parts.tolist() == pytest.approx([(alone[0] + both - alone[1]) / 2, (alone[1] + both - alone[0]) / 2])


def test_lmg_agrees_with_the_mean_over_all_orders_of_entry():
    y, x = noisy(7, 30, 4)
    gains = np.zeros(4)
    for order in itertools.permutations(range(4)):
        reached = 0.0
        for place, j in enumerate(order):
            explained = r2_of(y, x[:, order[: place + 1]])
            gains[j] += (explained - reached) / 24
            reached = explained
    np.testing.assert_allclose(importance.lmg_importance(y, x).parts, gains, atol=1e-10)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 5))
def test_lmg_parts_are_not_negative_and_sum_to_r2(seed, k):
    y, x = noisy(seed, 15, k)
    before = x.copy()
    found = importance.lmg_importance(y, x)
    np.testing.assert_array_equal(x, before)
    assert found.parts.min() > -1e-10
    assert found.parts.sum() == pytest.approx(found.r2)
    assert found.r2 == pytest.approx(r2_of(y, x))


def test_identical_regressors_share_alike():
    y, x = noisy(8, 20, 1)
    found = importance.lmg_importance(y, np.repeat(x, 2, axis=1))
    assert found.parts[0] == pytest.approx(found.parts[1])


def test_what_cannot_be_divided_is_refused_by_name():
    y, x = noisy(3, 20, 3)
    with pytest.raises(ValueError, match="at most 8 regressors; got 9"):
        importance.lmg_importance(y, np.random.default_rng(0).standard_normal((20, 9)))
    with pytest.raises(ValueError, match="must be 'non-negative'; got 'ridge'"):
        importance.implied_weights(y, x, method="ridge")
    with pytest.raises(ValueError, match="at least one resample; got 0"):
        importance.selection_frequency(y, x, n_resamples=0, rng=np.random.default_rng(0))
