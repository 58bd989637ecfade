"""Learned imputation: scikit-learn's imputers on standardised indicators."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.experimental import enable_iterative_imputer  # noqa: F401  (makes the next import possible)
from sklearn.impute import IterativeImputer

from pipeline.statistics import learned_imputation, neighbour_imputation

tables = hnp.arrays(np.float64, (7, 3), elements=st.integers(-9, 9) | st.just(np.nan))
NAN = np.nan


def iterative(values, *, seed=0, max_rounds=20, tolerance=1e-3, sample=False):
    return learned_imputation.iterative(
        values, max_rounds=max_rounds, tolerance=tolerance, sample=sample, rng=np.random.default_rng(seed)
    )


def k_nearest(values, *, n_neighbours=2, weights="uniform"):
    return learned_imputation.k_nearest(values, n_neighbours=n_neighbours, weights=weights)


def correlated(n_units=34, n_indicators=5, *, seed=2):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(n_units, 1)) + 0.3 * rng.normal(size=(n_units, n_indicators))
    return 50.0 + 10.0 * values


def hidden(values, *, share=0.1, seed=3):
    return np.where(np.random.default_rng(seed).random(values.shape) < share, NAN, values)


def test_without_ties_the_nearest_units_are_those_of_the_hot_deck():
    values = correlated()
    values[[0, 7, 9], [1, 1, 4]] = NAN
    ours = neighbour_imputation.hot_deck(values, n_neighbours=3, min_shared=1, statistic="mean")
    np.testing.assert_allclose(k_nearest(values, n_neighbours=3).values, ours.values, rtol=1e-12)


def test_nearer_units_may_count_more():
    values = np.array([[0.0, NAN], [1.0, 10.0], [-3.0, 50.0]])
    assert k_nearest(values).values[0, 1] == pytest.approx(30.0)
    assert k_nearest(values, weights="distance").values[0, 1] == pytest.approx(20.0)  # (10 / 1 + 50 / 3) / (4 / 3)


def test_the_unit_of_measure_does_not_choose_the_neighbour():
    values = hidden(correlated())
    scale = np.array([1.0, 1e6, 1e-3, 1.0, 1.0])
    np.testing.assert_allclose(k_nearest(values * scale).values, k_nearest(values).values * scale, rtol=1e-9)


def test_rounds_of_regressions_find_a_linear_truth():
    values = correlated()
    values[:, 4] = 2.0 * values[:, 0] - values[:, 1]
    blanks = values.copy()
    blanks[[3, 8], 4] = NAN
    result = iterative(blanks, tolerance=1e-6)
    assert result.converged
    assert 1 <= result.rounds <= 20
    np.testing.assert_allclose(result.values, values, rtol=1e-4)  # the ridge of the evidence is small, not zero


def test_not_converging_is_reported_and_not_raised():
    result = iterative(hidden(correlated()), max_rounds=1, tolerance=1e-12)
    assert not result.converged
    assert result.rounds == 1


def test_a_sample_differs_by_seed_and_only_by_seed():
    values = hidden(correlated())
    once, again, other = (iterative(values, seed=seed, sample=True, max_rounds=3) for seed in (1, 1, 2))
    np.testing.assert_array_equal(once.values, again.values)
    assert (once.values != other.values)[once.imputed].any()
    assert not once.converged


@pytest.mark.parametrize("method", [k_nearest, iterative])
def test_an_indicator_without_values_stays_missing_and_never_becomes_zero(method):
    values = np.column_stack([correlated(8, 2), np.full(8, NAN)])
    values[0, 0] = NAN
    result = method(values)
    assert np.isnan(result.values[:, 2]).all()
    assert result.imputed.sum() == 1


@settings(deadline=None, max_examples=15)
@given(values=tables, kind=st.sampled_from([k_nearest, iterative]))
def test_observed_cells_stay_and_the_mask_is_exact(values, kind):
    values[0] = [1.0, 2.0, 3.0]
    before = values.copy()
    result = kind(values)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(result.imputed, np.isnan(values) & ~np.isnan(result.values))
    np.testing.assert_array_equal(result.values[~result.imputed], values[~result.imputed])


def test_the_order_of_units_does_not_matter_without_ties():
    values, order = hidden(correlated()), np.random.default_rng(1).permutation(34)
    for method in (k_nearest, iterative):
        np.testing.assert_allclose(method(values[order]).values, method(values).values[order], rtol=1e-6)


@pytest.mark.filterwarnings("ignore:.*Early stopping criterion not reached")
@pytest.mark.parametrize("n_indicators", [1, 2, 5, 9])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.3])
def test_rounds_of_regressions_are_those_of_scikit_learn(n_indicators, share):
    values = hidden(correlated(40, n_indicators), share=share)
    values[3, 0] = NAN
    golden = IterativeImputer(max_iter=12, tol=1e-4, skip_complete=True)
    mean, sd = np.nanmean(values, axis=0), np.nanstd(values, axis=0, ddof=1)
    expected = mean + sd * golden.fit_transform((values - mean) / sd)
    result = iterative(values, max_rounds=12, tolerance=1e-4)
    np.testing.assert_allclose(result.values, expected, rtol=1e-10)  # two orders of the same sums
    assert result.rounds == golden.n_iter_


@pytest.mark.parametrize("method", [k_nearest, iterative])
def test_a_batch_and_an_empty_table_are_refused(method):
    with pytest.raises(ValueError, match=r"one table .* found 3 axes"):
        method(np.ones((2, 2, 2)))
    with pytest.raises(ValueError, match="at least one indicator with a value"):
        method(np.full((3, 2), NAN))


def test_no_neighbours_are_refused():
    with pytest.raises(ValueError, match="n_neighbors"):
        k_nearest(np.ones((3, 2)), n_neighbours=0)
