"""Regression imputation: lines, ridges, patterns of blanks, and what it refuses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.statistics import chained_imputation, regression_imputation

NAN = np.nan


def table(seed, *, n=24, k=4, blanks=10):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(n, k)) @ rng.normal(size=(k, k)) + rng.normal(size=k) * 5
    values.ravel()[rng.choice(n * k, size=blanks, replace=False)] = NAN
    return values


def test_a_blank_on_a_line_is_on_the_line():
    values = np.array([[1.0, 12.0], [2.0, 14.0], [3.0, 16.0], [6.0, NAN]])
    found = regression_imputation.ridge_prediction(values, ridge=0.0)
    assert found.values[3, 1] == pytest.approx(22.0)
    assert found.residual_sd[3, 1] == pytest.approx(0.0, abs=1e-12)
    assert found.n_units[3, 1] == 3
    assert found.imputed.sum() == 1


def test_a_ridge_draws_the_slope_towards_zero_as_worked_by_hand():
    """x = 1, 2, 3 has SD 1, so z = -1, 0, 1 and z'z = 2; y - 14 = -2, 0, 2 gives z'y = 4, and with r = 2 a slope of 1."""
    values = np.array([[1.0, 12.0], [2.0, 14.0], [3.0, 16.0], [6.0, NAN]])
    found = regression_imputation.ridge_prediction(values, ridge=2.0)
    assert found.values[3, 1] == pytest.approx(14.0 + 4.0 * 1.0)  # z of the last unit is 4
    # residuals -1, 0, 1; freedom 3 - 1 - 2 / (2 + 2) = 1.5
    assert found.residual_sd[3, 1] == pytest.approx(np.sqrt(2.0 / 1.5))


def test_every_pattern_learns_from_what_its_own_units_have():
    """U6 has the first indicator only, which five units know beside the third; U7 has two, which four units know."""
    first = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
    second = [0.0, NAN, 1.0, 0.0, 3.0, NAN, 1.0]
    third = [10.0, 20.0, 30.0, 40.0, 50.0, NAN, NAN]
    values = np.column_stack([first, second, third])
    values[1, 1] = 2.0
    values[0, 1] = NAN
    found = regression_imputation.ridge_prediction(values, ridge=1e-9)
    assert found.n_units[5, 2] == 5
    assert found.n_units[6, 2] == 4
    assert found.values[5:, 2] == pytest.approx([60.0, 70.0])


def test_a_unit_with_nothing_else_keeps_its_blanks():
    values = np.array([[1.0, 12.0], [2.0, 14.0], [3.0, 16.5], [NAN, NAN]])
    found = regression_imputation.ridge_prediction(values, ridge=1.0)
    assert np.isnan(found.values[3]).all()
    assert not found.imputed.any()


def test_a_regressor_without_range_has_no_say():
    values = np.array([[7.0, 12.0], [7.0, 14.0], [7.0, 16.0], [9.0, NAN]])
    assert regression_imputation.ridge_prediction(values, ridge=0.0).values[3, 1] == pytest.approx(14.0)


def test_the_estimate_is_that_of_the_chained_equations():
    values = table(3, blanks=0)
    values[0, 2] = NAN
    others, y = np.delete(values, 2, axis=1), values[1:, 2]
    z = (others - others[1:].mean(axis=0)) / others[1:].std(axis=0, ddof=1)
    fit = chained_imputation.ridge_regression(z[1:], y, ridge=2.0, rng=np.random.default_rng(0))
    found = regression_imputation.ridge_prediction(values, ridge=2.0)
    assert found.values[0, 2] == pytest.approx(fit.estimate[0] + z[0] @ fit.estimate[1:], rel=1e-12)


@pytest.mark.parametrize(
    ("values", "ridge", "words"),
    [
        (np.ones(3), 1.0, r"one table \(n_units, n_indicators\); found 1 axes"),
        (np.ones((2, 2)), -1.0, "a ridge must be 0 or more; found -1.0"),
        (np.array([[1.0, 2.0], [2.0, 3.0], [3.0, NAN]]), 0.0, "2 units leave 0 degrees of freedom .* columns \\[1\\]"),
        (np.array([[1.0, NAN], [2.0, 3.0], [3.0, NAN]]), 0.0, "what predicts it; found 1 in columns \\[1\\]"),
        (
            np.array([[1.0, 2.0, 2.0], [2.0, 4.0, 1.0], [3.0, 6.0, 5.0], [4.0, 8.0, 1.0], [5.0, 10.0, NAN]]),
            0.0,
            "2 regressors on 4 units cannot be told apart: give a ridge above 0",
        ),
    ],
)
def test_what_cannot_be_fitted_is_refused(values, ridge, words):
    with pytest.raises(ValueError, match=words):
        regression_imputation.ridge_prediction(values, ridge=ridge)


@given(seed=st.integers(0, 1000))
def test_neither_the_order_of_units_nor_of_indicators_matters(seed):
    values, rng = table(seed), np.random.default_rng(seed)
    rows, columns = rng.permutation(len(values)), rng.permutation(values.shape[1])
    one = regression_imputation.ridge_prediction(values, ridge=2.0)
    other = regression_imputation.ridge_prediction(values[rows][:, columns], ridge=2.0)
    np.testing.assert_allclose(other.values, one.values[rows][:, columns], rtol=1e-9)


@given(seed=st.integers(0, 1000))
def test_another_unit_of_measure_gives_the_same_value_in_it_and_inputs_stay(seed):
    values = table(seed)
    before = values.copy()
    one = regression_imputation.ridge_prediction(values, ridge=2.0)
    other = regression_imputation.ridge_prediction(values * 1000.0 + 7.0, ridge=2.0)
    np.testing.assert_allclose(other.values, one.values * 1000.0 + 7.0, rtol=1e-9, atol=1e-6)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(one.values[~one.imputed & ~np.isnan(values)], values[~np.isnan(values)])
