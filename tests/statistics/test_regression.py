"""Regression: lines by hand, certified and published numbers, closed forms against refitting, refusals."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.statistics import regression

# Longley (1967): deflator, GNP, unemployed, armed forces, population, year -> employed; as in NIST StRD "Longley".
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
    found = regression.variance_inflation(LONGLEY[:, :6])  # as car::vif and textbooks print them
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


def test_implied_weights_are_never_negative_and_sum_to_one():
    rng = np.random.default_rng(4)
    x = rng.standard_normal((63, 3))
    found = regression.implied_weights(2 * x[:, 0] + x[:, 1] - x[:, 2], x, method="non-negative")
    assert found.weights[2] == 0
    assert found.weights.sum() == pytest.approx(1)
    assert found.weights[0] > found.weights[1] > 0


def test_an_outcome_against_all_pillars_implies_no_weights():
    x = np.arange(10.0)[:, np.newaxis]
    found = regression.implied_weights(-x[:, 0], x, method="non-negative")
    assert np.isnan(found.weights).all()
    assert found.coefficients.tolist() == [0]


def test_a_pillar_that_matters_is_always_selected_and_one_that_hurts_hardly_ever():
    rng = np.random.default_rng(5)
    x = rng.standard_normal((63, 3))
    y = x[:, 0] - 0.8 * x[:, 1] + 0.3 * rng.standard_normal(63)
    found = regression.selection_frequency(y, x, n_resamples=200, rng=rng)
    assert found.frequency_share[0] == 1
    assert found.frequency_share[1] == 0
    assert (found.n_fitted, found.n_resamples, found.n) == (200, 200, 63)


def test_a_resample_without_range_is_left_out_and_counted():
    x = np.array([[0.0], [0], [0], [1]])
    found = regression.selection_frequency(np.array([0.0, 1, 2, 5]), x, n_resamples=200, rng=np.random.default_rng(0))
    assert 100 < found.n_fitted < 180  # the only 1 is drawn with chance 1 - (3/4)^4 = 0.68
    assert 0 <= found.frequency_share[0] <= 1


def test_lmg_of_two_regressors_is_the_mean_of_both_orders():
    y, x = noisy(6, 40, 2)
    alone = [np.corrcoef(x[:, j], y)[0, 1] ** 2 for j in range(2)]
    both = fit(y, x).r2
    found = regression.lmg_importance(y, x)
    assert found.parts.tolist() == pytest.approx([(alone[0] + both - alone[1]) / 2, (alone[1] + both - alone[0]) / 2])


def test_lmg_agrees_with_the_mean_over_all_orders_of_entry():
    y, x = noisy(7, 30, 4)
    gains = np.zeros(4)
    for order in itertools.permutations(range(4)):
        reached = 0.0
        for place, j in enumerate(order):
            explained = fit(y, x[:, order[: place + 1]]).r2
            gains[j] += (explained - reached) / 24
            reached = explained
    np.testing.assert_allclose(regression.lmg_importance(y, x).parts, gains, atol=1e-10)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 5))
def test_lmg_parts_are_not_negative_and_sum_to_r2(seed, k):
    y, x = noisy(seed, 15, k)
    before = x.copy()
    found = regression.lmg_importance(y, x)
    np.testing.assert_array_equal(x, before)
    assert found.parts.min() > -1e-10
    assert found.parts.sum() == pytest.approx(found.r2)
    assert found.r2 == pytest.approx(fit(y, x).r2)


def test_identical_regressors_share_alike():
    y, x = noisy(8, 20, 1)
    found = regression.lmg_importance(y, np.repeat(x, 2, axis=1))
    assert found.parts[0] == pytest.approx(found.parts[1])


def test_performance_is_against_the_prediction_band_of_statsmodels():
    from statsmodels.regression.linear_model import OLS

    rng = np.random.default_rng(9)
    level = np.exp(rng.normal(4, 0.5, 34))
    scores = 10 + 5 * np.log(level) + rng.normal(0, 2, 34)
    found = regression.performance_given_level(scores, level, confidence=0.9)
    design = np.column_stack([np.ones(34), np.log(level)])
    golden = OLS(scores, design).fit().get_prediction(design).summary_frame(alpha=0.1)
    for ours, column in [(found.expected, "mean"), (found.low, "obs_ci_lower"), (found.high, "obs_ci_upper"),
                         (found.trend_low, "mean_ci_lower"), (found.trend_high, "mean_ci_upper")]:  # fmt: skip
        np.testing.assert_allclose(ours, golden[column], rtol=1e-9)


def test_a_unit_far_above_the_trend_is_above_and_one_without_a_level_is_undefined():
    level = np.append(np.exp(np.arange(20.0)), np.nan)
    scores = np.append(np.arange(20.0) + np.tile([0.1, -0.1], 10), 5)
    scores[4], scores[11] = 9, 6
    found = regression.performance_given_level(scores, level, confidence=0.9)
    assert found.verdicts[4] == "above"
    assert found.verdicts[11] == "below"
    assert found.verdicts[20] == "undefined"
    assert (found.verdicts.count("within"), found.n) == (18, 20)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6), st.floats(0.01, 1e6))
def test_the_unit_of_measure_of_the_level_changes_no_verdict(seed, factor):
    rng = np.random.default_rng(seed)
    level = np.exp(rng.standard_normal(20))
    scores = rng.standard_normal(20)
    plain = regression.performance_given_level(scores, level, confidence=0.8)
    other = regression.performance_given_level(scores, factor * level, confidence=0.8)
    np.testing.assert_allclose(plain.low, other.low, atol=1e-8)


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
    with pytest.raises(ValueError, match="at most 8 regressors; got 9"):
        regression.lmg_importance(y, np.random.default_rng(0).standard_normal((20, 9)))
    with pytest.raises(ValueError, match="must be 'non-negative'; got 'ridge'"):
        regression.implied_weights(y, x, method="ridge")
    with pytest.raises(ValueError, match="at least one resample; got 0"):
        regression.selection_frequency(y, x, n_resamples=0, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"must be positive to have a logarithm; got \[0\.\]"):
        regression.performance_given_level(y, np.append(np.ones(19), 0), confidence=0.9)
    with pytest.raises(ValueError, match="at least two complete units are needed; got 0"):
        regression.variance_inflation(np.full((4, 2), np.nan))
