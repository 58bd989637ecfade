"""Quantile regression: the exact linear programme, plain medians, coverage of the rough intervals, refusals."""

import numpy as np
import pytest
from scipy import optimize

from pipeline.statistics import quantile_regression


def noisy(seed: int, n: int, k: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = 50 + 10 * rng.standard_normal((n, k))
    return x @ np.arange(1.0, k + 1) + 5 * rng.standard_normal(n), x


def fitted(y, x, quantile=0.5):
    return quantile_regression.quantile_regression(y, x, quantile=quantile, confidence=0.95)


def least_loss(y, x, quantile):
    """The least loss there is, by a linear programme."""
    n = len(y)
    design = np.column_stack([np.ones(n), x])
    k = design.shape[1]
    costs = np.concatenate([np.zeros(2 * k), np.full(n, quantile), np.full(n, 1 - quantile)])
    rows = np.hstack([design, -design, np.eye(n), -np.eye(n)])
    return optimize.linprog(costs, A_eq=rows, b_eq=y, method="highs").fun


@pytest.mark.parametrize("quantile", [0.25, 0.5, 0.75])
def test_the_loss_is_the_least_that_a_linear_programme_finds(quantile):
    y, x = noisy(1, 63, 3)
    found = fitted(y, x, quantile)
    rest = y - found.coefficients[0] - x @ found.coefficients[1:]
    assert (rest * (quantile - (rest < 0))).sum() == pytest.approx(least_loss(y, x, quantile), rel=1e-4)
    assert 0 < found.fit < 1


def test_the_median_line_of_two_groups_goes_through_their_medians():
    x = np.repeat([0.0, 1.0], 5)[:, np.newaxis]
    y = np.array([1.0, 2, 3, 4, 90, 5, 6, 7, 8, 90])
    assert fitted(y, x).coefficients == pytest.approx([3, 4], abs=1e-3)


def test_a_slope_that_grows_with_the_quantile_is_found():
    rng = np.random.default_rng(2)
    x = rng.uniform(1, 10, (400, 1))
    y = 2 * x[:, 0] + x[:, 0] * rng.standard_normal(400)
    low, high = (fitted(y, x, quantile) for quantile in (0.1, 0.9))
    assert low.coefficients[1] == pytest.approx(2 - 1.28, abs=0.35)  # quantiles of the standard normal
    assert high.coefficients[1] == pytest.approx(2 + 1.28, abs=0.35)


def test_the_interval_holds_the_true_slope_about_as_often_as_it_says():
    inside = 0
    for seed in range(100):
        y, x = noisy(100 + seed, 63, 2)
        found = fitted(y, x)
        inside += found.low[2] <= 2 <= found.high[2]
    assert inside >= 88  # 95 expected, standard deviation 2.2; the sandwich is a rough one


def test_a_missing_value_leaves_its_unit_out():
    y, x = noisy(3, 30, 1)
    whole = y.copy()
    whole[4] = np.nan
    assert fitted(whole, x).coefficients == pytest.approx(fitted(np.delete(y, 4), np.delete(x, 4, 0)).coefficients)
    assert fitted(whole, x).n == 29


@pytest.mark.parametrize(
    ("quantile", "told"), [(0.0, "between 0 and 1"), (1.0, "between 0 and 1"), (0.05, "fewer than 3 on one side")]
)
def test_a_quantile_that_these_units_cannot_carry_is_refused(quantile, told):
    y, x = noisy(4, 30, 2)
    with pytest.raises(ValueError, match=told):
        fitted(y, x, quantile)
