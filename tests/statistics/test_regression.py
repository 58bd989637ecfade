"""Regression: lines by hand, certified and published numbers, closed forms against refitting, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics import regression

# Longley (1967), JASA 62(319), 819-841: deflator, GNP, unemployed, armed forces, population,
# year -> employed; as in NIST StRD "Longley" and in statsmodels.datasets.longley.
LONGLEY = np.array(
    [[83.0, 234289, 2356, 1590, 107608, 1947, 60323], [88.5, 259426, 2325, 1456, 108632, 1948, 61122],
     [88.2, 258054, 3682, 1616, 109773, 1949, 60171], [89.5, 284599, 3351, 1650, 110929, 1950, 61187],
     [96.2, 328975, 2099, 3099, 112075, 1951, 63221], [98.1, 346999, 1932, 3594, 113270, 1952, 63639],
     [99.0, 365385, 1870, 3547, 115094, 1953, 64989], [100.0, 363112, 3578, 3350, 116219, 1954, 63761],
     [101.2, 397469, 2904, 3048, 117388, 1955, 66019], [104.6, 419180, 2822, 2857, 118734, 1956, 67857],
     [108.4, 442769, 2936, 2798, 120445, 1957, 68169], [110.8, 444546, 4681, 2637, 121950, 1958, 66513],
     [112.6, 482704, 3813, 2552, 123366, 1959, 68655], [114.2, 502601, 3931, 2514, 125368, 1960, 69564],
     [115.7, 518173, 4806, 2572, 127852, 1961, 69331], [116.9, 554894, 4007, 2827, 130081, 1962, 70551]]
)  # fmt: skip


def noisy(seed: int, n: int, k: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, k))
    return x @ np.arange(1.0, k + 1) + rng.standard_normal(n), x


def fit(y: np.ndarray, x: np.ndarray, *, confidence: float = 0.95, max_regressors: int = 15) -> regression.Fit:
    return regression.ordinary_least_squares(y, x, confidence=confidence, max_regressors=max_regressors)


def test_an_exact_line_is_found_exactly():
    x = np.array([[0.0], [1], [2], [3], [5]])
    found = fit(2 + 3 * x[:, 0], x)
    assert found.coefficients.tolist() == pytest.approx([2, 3])
    assert (found.r2, found.adjusted_r2) == (pytest.approx(1), pytest.approx(1))
    assert found.standardised.tolist() == pytest.approx([1])
    assert np.abs(found.residuals).max() < 1e-12


def test_the_longley_coefficients_agree_with_those_certified_by_nist():
    found = fit(LONGLEY[:, 6], LONGLEY[:, :6])
    certified = [-3482258.63459582, 15.0618722713733, -0.0358191792925910, -2.02022980381683, -1.03322686717359,
                 -0.0511041056535807, 1829.15146461355]  # fmt: skip
    assert found.coefficients.tolist() == pytest.approx(
        certified, rel=1e-6
    )  # condition number 5e9: ten digits are lost
    assert found.r2 == pytest.approx(0.995479004577296, rel=1e-9)


def test_standard_errors_are_hc3_by_its_formula_and_intervals_take_t():
    y, x = noisy(0, 30, 2)
    found = fit(y, x, confidence=0.9)
    design = np.column_stack([np.ones(30), x])
    inverse = np.linalg.inv(design.T @ design)
    scaled = (found.residuals / (1 - found.leverage)) ** 2
    hc3 = np.sqrt(np.diag(inverse @ (design.T * scaled) @ design @ inverse))
    np.testing.assert_allclose(found.standard_errors, hc3, rtol=1e-9)
    np.testing.assert_allclose(found.high - found.coefficients, 1.703288 * hc3, rtol=1e-6)  # t(0.95; 27), by table


def test_a_unit_with_a_missing_value_is_left_out_and_keeps_its_place():
    y, x = noisy(1, 12, 1)
    y[3], x[7, 0] = np.nan, np.nan
    found = fit(y, x)
    assert found.n == 10
    assert np.flatnonzero(np.isnan(found.fitted)).tolist() == [3, 7]
    assert np.nansum(found.leverage) == pytest.approx(2)  # as many as coefficients


def test_variance_inflation_of_two_regressors_by_hand():
    found = regression.variance_inflation(np.array([[1.0, 2], [2, 1], [3, 4], [4, 3], [5, 5], [np.nan, 0]]))
    assert found.factors.tolist() == pytest.approx([1 / (1 - 0.64)] * 2)  # r = 0.8
    assert found.n == 5


def test_variance_inflation_of_longley_agrees_with_the_published_factors():
    found = regression.variance_inflation(LONGLEY[:, :6])
    inverse = np.linalg.inv(np.corrcoef(LONGLEY[:, :6], rowvar=False))
    np.testing.assert_allclose(found.factors, np.diag(inverse), rtol=1e-6)  # the same by another road
    # two decimals as R prints them for this data set
    assert found.factors.tolist() == pytest.approx([135.53, 1788.51, 33.62, 3.59, 399.15, 758.98], abs=0.005)


def test_a_sum_of_others_has_infinite_inflation():
    _, x = noisy(2, 20, 2)
    assert np.isinf(regression.variance_inflation(np.column_stack([x, x.sum(axis=1)])).factors).all()


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_dropping_a_unit_in_closed_form_is_fitting_without_it(seed, k):
    y, x = noisy(seed, 12, k)
    found = regression.leave_one_out(y, x)
    design = np.column_stack([np.ones(12), x])
    whole = np.linalg.lstsq(design, y, rcond=None)[0]
    variance = np.square(y - design @ whole).sum() / (12 - k - 1)
    for i in range(12):
        refitted = np.linalg.lstsq(np.delete(design, i, axis=0), np.delete(y, i), rcond=None)[0]
        np.testing.assert_allclose(found.coefficients[i], refitted, atol=1e-8)
        moved = np.square(design @ (whole - refitted)).sum() / ((k + 1) * variance)  # Cook's definition
        assert found.cooks_distance[i] == pytest.approx(moved, rel=1e-6)


def test_a_unit_that_alone_decides_a_coefficient_is_refused_by_the_fit_and_undefined_without_it():
    x = np.array([[0.0], [0], [0], [1]])
    y = np.array([1.0, 2, 3, 9])
    with pytest.raises(ValueError, match=r"leverage 1\): \[3\]"):
        fit(y, x)
    found = regression.leave_one_out(y, x)
    assert np.isnan(found.coefficients[3]).all()
    assert np.isfinite(found.coefficients[:3]).all()


def test_what_cannot_be_fitted_is_refused_by_name():
    y, x = noisy(3, 20, 3)
    with pytest.raises(ValueError, match="at most 2 regressors are allowed; got 3"):
        fit(y, x, max_regressors=2)
    with pytest.raises(ValueError, match="3 regressors need at least 5 complete units; got 4"):
        fit(y[:4], x[:4])
    with pytest.raises(ValueError, match="a regressor is a sum of others"):
        fit(y, np.column_stack([x, x.sum(axis=1)]))
    with pytest.raises(ValueError, match="every outcome needs a range"):
        fit(np.ones(20), x)
    with pytest.raises(
        ValueError, match=r"every regressor needs a range among the complete units; none in columns \[3\]"
    ):
        fit(y, np.column_stack([x, np.ones(20)]))
    with pytest.raises(ValueError, match="confidence must lie between 0 and 1; got 95"):
        fit(y, x, confidence=95)
    with pytest.raises(ValueError, match="an outcome per unit"):
        regression.leave_one_out(y[:5], x)
    with pytest.raises(ValueError, match="at least two complete units are needed; got 0"):
        regression.variance_inflation(np.full((4, 2), np.nan))
