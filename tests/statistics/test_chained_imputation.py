"""Chained imputation: values that units really have, unbiased where blanks depend on what is observed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import chained_imputation

NAN = np.nan


def match(values, *, seed=0, n_draws=3, n_rounds=2, n_donors=3, ridge=1.0):
    return chained_imputation.predictive_mean_matching(
        values, n_draws=n_draws, n_rounds=n_rounds, n_donors=n_donors, ridge=ridge, rng=np.random.default_rng(seed)
    )


def regress(regressors, outcome, *, ridge, seed=0):
    return chained_imputation.ridge_regression(regressors, outcome, ridge=ridge, rng=np.random.default_rng(seed))


def missing_at_random(*, n, seed, steepness=1.0):
    """y = x + noise, mean 0 and variance 2; the higher x, the more often y is blank."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=n)
    y = x + rng.normal(size=n)
    return np.column_stack([x, np.where(rng.random(n) < 1 / (1 + np.exp(-steepness * x)), NAN, y)]), y


def against_the_truth(*, n, n_tables, steepness):
    """Per table: error of the pooled mean of y, of the mean of the observed alone, and of the slope of y on x."""
    errors = []
    for seed in range(n_tables):
        values, y = missing_at_random(n=n, seed=seed, steepness=steepness)
        tables = match(values, seed=seed, n_draws=4, n_rounds=1, ridge=0.0).values
        slope = np.mean([np.polyfit(*table.T, 1)[0] for table in tables])
        naive = np.nanmean(values[:, 1])
        errors.append((tables[:, :, 1].mean() - y.mean(), naive - y.mean(), slope - np.polyfit(values[:, 0], y, 1)[0]))
    return np.array(errors).T


def test_missing_at_random_leaves_mean_and_slope_unbiased():
    """20 tables of 800 units: within three standard errors of the simulation; the observed alone miss by 0.4."""
    pooled, naive, slope = against_the_truth(n=800, n_tables=20, steepness=1.0)
    assert naive.mean() < -0.35
    assert abs(pooled.mean()) < 3 * pooled.std(ddof=1) / np.sqrt(20)
    assert abs(slope.mean()) < 3 * slope.std(ddof=1) / np.sqrt(20)


def test_where_few_donors_lie_near_the_blanks_most_of_the_error_is_gone_but_not_all():
    """60 tables of 200 units, blank nearly always at the high end: the limit that the docstring names."""
    pooled, naive, _ = against_the_truth(n=200, n_tables=60, steepness=2.0)
    assert -0.25 < pooled.mean() / abs(naive.mean()) < 0.0


def test_the_spread_between_draws_holds_the_uncertainty_of_the_regression():
    """The true mean is in the pooled 95 % interval (Rubin) in at least 52 of 60 tables: three errors below 57."""
    covered = 0
    for seed in range(60):
        values, _ = missing_at_random(n=200, seed=1000 + seed, steepness=0.5)
        tables = match(values, seed=seed, n_draws=10, n_rounds=1, ridge=0.0).values[:, :, 1]
        means, within = tables.mean(axis=1), (tables.var(axis=1, ddof=1) / 200).mean()
        covered += abs(means.mean()) < 2.1 * np.sqrt(within + 1.1 * means.var(ddof=1))
    assert covered >= 52


def test_an_indicator_that_follows_another_is_filled_by_its_nearest():
    x = np.arange(20.0)
    values = np.column_stack([x, 2.0 * x])
    values[[4, 11], 1] = NAN
    found = match(values, n_donors=1, ridge=0.0, n_draws=4)
    assert set(found.values[:, 4, 1]) <= {6.0, 10.0}  # the neighbours of 8 are as near as each other
    assert set(found.values[:, 11, 1]) <= {20.0, 24.0}
    assert len(set(match(values, n_donors=1, ridge=0.0, n_draws=40).values[:, 4, 1])) == 2  # a tie falls at random


def test_34_units_and_40_indicators_are_enough_with_a_ridge():
    rng = np.random.default_rng(8)
    values = rng.normal(size=(34, 1)) + rng.normal(size=(34, 40))
    values[rng.random(values.shape) < 0.05] = NAN
    found = match(values, n_draws=2, n_rounds=3, ridge=3.0)
    assert not np.isnan(found.values).any()
    assert (found.values[0] != found.values[1])[found.imputed].any()


def test_the_trace_is_the_mean_of_the_filled_cells_of_each_round():
    values, _ = missing_at_random(n=50, seed=3)
    found = match(values, n_draws=2, n_rounds=4)
    assert found.trace.shape == (2, 4, 2)
    np.testing.assert_allclose(found.trace[:, -1, 1], found.values[:, found.imputed[:, 1], 1].mean(axis=1))
    assert np.isnan(found.trace[:, :, 0]).all()  # x has no blanks


def test_more_draws_begin_with_the_same_ones():
    values, _ = missing_at_random(n=40, seed=4)
    few, many = match(values, seed=5, n_draws=2), match(values, seed=5, n_draws=6)
    np.testing.assert_array_equal(few.values, many.values[:2])
    np.testing.assert_array_equal(match(values, seed=5, n_draws=2).values, few.values)
    assert (match(values, seed=6, n_draws=2).values != few.values).any()


def test_a_unit_or_an_indicator_without_values_stays_missing():
    values, _ = missing_at_random(n=30, seed=5)
    values = np.column_stack([values, np.full(30, NAN)])
    values[7] = NAN
    found = match(values)
    assert np.isnan(found.values[:, 7]).all()
    assert np.isnan(found.values[:, :, 2]).all()
    assert not found.imputed[7].any()
    assert not found.imputed[:, 2].any()


def test_an_indicator_without_range_has_no_say():
    values, _ = missing_at_random(n=30, seed=6)
    found = match(np.column_stack([values, np.full(30, 7.0)]), ridge=0.0)
    assert not np.isnan(found.values).any()


@settings(deadline=None, max_examples=25)
@given(
    values=hnp.arrays(np.float64, (12, 4), elements=st.integers(-9, 9)),
    blank=hnp.arrays(np.bool_, (12, 4), elements=st.sampled_from([False, False, True])),
    seed=st.integers(0, 99),
)
def test_a_filling_is_always_an_observed_value_and_observed_cells_stay(values, blank, seed):
    blank[:4] = False
    values[:4] = np.arange(16).reshape(4, 4)
    values[blank] = NAN
    before = values.copy()
    found = match(values, seed=seed, n_draws=2)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(found.imputed, blank & ~blank.all(axis=1, keepdims=True))
    for table in found.values:
        np.testing.assert_array_equal(table[~found.imputed], values[~found.imputed])
        for unit, indicator in np.argwhere(found.imputed):
            assert table[unit, indicator] in values[~blank[:, indicator], indicator]


def test_another_order_of_units_gives_the_same_distribution():
    values, _ = missing_at_random(n=60, seed=7)
    order = np.random.default_rng(0).permutation(60)
    means = [match(table, n_draws=150, n_rounds=1).values[:, :, 1].mean(axis=1) for table in (values, values[order])]
    error = np.hypot(*(mean.std(ddof=1) / np.sqrt(150) for mean in means))
    assert abs(means[0].mean() - means[1].mean()) < 4 * error


def test_the_ridge_estimate_is_its_formula():
    z, y = np.random.default_rng(1).normal(size=(15, 3)), np.arange(15.0)
    z = z - z.mean(axis=0)
    expected = np.linalg.solve(z.T @ z + 2.0 * np.eye(3), z.T @ (y - 7.0))
    np.testing.assert_allclose(regress(z, y, ridge=2.0).estimate, [7.0, *expected])


def test_draws_of_a_regression_without_ridge_have_the_textbook_mean_and_covariance():
    """Posterior of the normal linear model: mean b, covariance nu / (nu - 2) s2 (Z'Z)^-1 with nu = n - 1 - p."""
    rng = np.random.default_rng(2)
    z = rng.normal(size=(40, 2))
    z = z - z.mean(axis=0)
    y = z @ [1.0, -2.0] + rng.normal(size=40)
    draws = np.array([regress(z, y, ridge=0.0, seed=seed).draw for seed in range(2000)])
    estimate = regress(z, y, ridge=0.0).estimate
    left = y - estimate[0] - z @ estimate[1:]
    covariance = (left @ left / 35) * np.linalg.inv(z.T @ z)  # nu / (nu - 2) x rss / nu, nu = 37
    np.testing.assert_allclose(draws[:, 1:].mean(axis=0), estimate[1:], atol=4 * np.sqrt(covariance.max() / 2000))
    np.testing.assert_allclose(np.cov(draws[:, 1:].T), covariance, atol=0.15 * covariance.max())
    assert draws[:, 0].var() == pytest.approx(left @ left / 35 / 40, rel=0.15)


def test_a_small_ridge_goes_over_into_none():
    z = np.random.default_rng(3).normal(size=(20, 4))
    z, y = z - z.mean(axis=0), np.sin(np.arange(20.0))
    none, small = regress(z, y, ridge=0.0), regress(z, y, ridge=1e-10)
    np.testing.assert_allclose(small.estimate, none.estimate, atol=1e-9)
    np.testing.assert_allclose(small.draw, none.draw, atol=1e-8)


@pytest.mark.parametrize(
    ("values", "options", "sentence"),
    [
        (np.ones((2, 2, 2)), {}, r"one table .* found 3 axes"),
        (np.ones((4, 2)), {"n_draws": 0}, "at least 1 draw, round and donor; found 0, 2 and 3"),
        (np.ones((4, 2)), {"n_rounds": 0}, "found 3, 0 and 3"),
        (np.ones((4, 2)), {"n_donors": 0}, "found 3, 2 and 0"),
        (np.array([[1.0, NAN], [2.0, 1.0], [3.0, 2.0]]), {}, r"at least 3 values to draw from; .* columns \[1\]"),
        (np.array([[1.0, NAN], [2.0, 1.0], [4.0, 2.0], [3.0, 3.0]]), {"ridge": -1.0}, "0 or more; found -1.0"),
    ],
)
def test_what_cannot_be_chained_is_refused(values, options, sentence):
    with pytest.raises(ValueError, match=sentence):
        match(values, **options)


def test_more_regressors_than_units_need_a_ridge():
    values = np.random.default_rng(9).normal(size=(8, 9))
    values[0, 0] = NAN
    with pytest.raises(ValueError, match="8 regressors on 7 units cannot be told apart"):
        match(values, ridge=0.0)
    with pytest.raises(ValueError, match=r"7 units leave .* degrees of freedom for 8 regressors: give a larger ridge"):
        match(values, ridge=0.01)
    assert not np.isnan(match(values, ridge=3.0).values).any()


def test_a_twin_needs_a_ridge():
    x = np.random.default_rng(1).normal(size=12)
    values = np.column_stack([x, x, np.where(np.arange(12) < 2, NAN, x**2)])
    with pytest.raises(ValueError, match="2 regressors on 10 units cannot be told apart"):
        match(values, ridge=0.0)
    assert not np.isnan(match(values, ridge=0.5).values).any()


def test_an_indicator_alone_has_no_say_in_its_own_blanks():
    found = match(np.array([[1.0], [2.0], [3.0], [4.0], [NAN]]), n_donors=2, ridge=0.0)
    assert np.isnan(found.values[:, 4]).all()  # the unit has no value at all


def test_without_a_regressor_any_value_may_stand_in():
    values = np.column_stack([np.array([1.0, 2.0, 3.0, NAN]), np.full(4, 7.0)])
    found = match(values, n_donors=3, n_draws=40, ridge=0.0)
    assert set(found.values[:, 3, 0]) == {1.0, 2.0, 3.0}
