"""Fixed effects: by hand, against statsmodels with dummies, on simulated truth, and refusals."""

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from pipeline.statistics import panel_regression


def simulated(seed: int, *, n_years=5, n_units=60, slope=2.0) -> tuple[np.ndarray, np.ndarray]:
    """Unit effects that go with the regressor, a common year, and errors that linger within a unit."""
    rng = np.random.default_rng(seed)
    effect = rng.standard_normal(n_units) * 5
    x = effect + rng.standard_normal((n_years, n_units)).cumsum(axis=0)
    lingering = rng.standard_normal((n_years, n_units)).cumsum(axis=0)
    y = slope * x + 3 * effect + rng.standard_normal((n_years, 1)) + lingering
    return y, x[:, :, np.newaxis]


def fitted(y, x, *, year_effects=True):
    return panel_regression.fixed_effects(y, x, year_effects=year_effects, confidence=0.95)


def test_two_rounds_are_the_regression_of_changes_on_changes():
    x = np.array([[1.0, 2, 3, 4], [2, 2, 5, 3]])
    y = np.array([[0.0, 0, 0, 0], [3, 1, 5, -1]])
    found = fitted(y, x[:, :, np.newaxis], year_effects=False)
    dx, dy = x[1] - x[0], y[1] - y[0]
    assert found.coefficients == pytest.approx([dx @ dy / (dx @ dx)])
    assert (found.n, found.n_units, found.n_rounds) == (8, 4, 2)


@pytest.mark.parametrize("year_effects", [False, True])
def test_slopes_and_clustered_errors_are_those_of_statsmodels_with_dummies(year_effects):
    rng = np.random.default_rng(1)
    y, x = rng.standard_normal((4, 12)), rng.standard_normal((4, 12, 2))
    y[0, 3] = np.nan  # unbalanced
    found = fitted(y, x, year_effects=year_effects)
    kept = np.isfinite(y)
    year, unit = np.nonzero(kept)
    dummies = (unit[:, np.newaxis] == np.arange(12)).astype(float)
    if year_effects:
        dummies = np.column_stack([dummies, (year[:, np.newaxis] == [1, 2, 3]).astype(float)])
    model = OLS(y[kept], np.column_stack([x[kept], dummies])).fit(
        cov_type="cluster", cov_kwds={"groups": unit, "use_correction": False}
    )
    n, p = kept.sum(), 2 + 3 * year_effects
    np.testing.assert_allclose(found.coefficients, model.params[:2], rtol=1e-9)
    np.testing.assert_allclose(found.standard_errors, model.bse[:2] * np.sqrt(12 / 11 * (n - 1) / (n - p)), rtol=1e-9)


def test_effects_that_go_with_the_regressor_do_not_bias_the_slope_and_the_interval_covers():
    found = [fitted(*simulated(seed)) for seed in range(200)]
    assert np.mean([fit.coefficients[0] for fit in found]) == pytest.approx(2.0, abs=0.02)
    covered = sum(fit.low[0] <= 2 <= fit.high[0] for fit in found)
    assert 0.90 * 200 <= covered <= 0.99 * 200  # 0.95, standard deviation 0.015
    y, x = simulated(0)
    pooled = np.polyfit(x.ravel(), y.ravel(), 1)[0]
    assert pooled > 2.5  # what a regression across units would say


def test_a_unit_with_one_round_takes_no_part():
    y, x = simulated(3, n_units=10)
    y[1:, 0] = np.nan
    assert fitted(y, x).n_units == 9
    np.testing.assert_allclose(fitted(y, x).coefficients, fitted(y[:, 1:], x[:, 1:]).coefficients, rtol=1e-9)


def test_one_round_or_few_units_cannot_be_estimated():
    y, x = simulated(4, n_units=10)
    with pytest.raises(ValueError, match="need two rounds and 3 units that have them; got 0 rounds"):
        fitted(y[:1], x[:1])
    with pytest.raises(ValueError, match="got 5 rounds and 2 units"):
        fitted(y[:, :2], x[:, :2])


def test_a_regressor_that_stays_within_units_is_refused():
    y, x = simulated(5, n_units=10)
    steady = np.broadcast_to(np.arange(10.0), y.shape)[:, :, np.newaxis]
    with pytest.raises(ValueError, match=r"vary within units; none left in columns \[1\]"):
        fitted(y, np.concatenate([x, steady], axis=2))
    with pytest.raises(ValueError, match="a sum of others within units"):
        fitted(y, np.concatenate([x, 2 * x], axis=2))


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="outcomes by year and unit"):
        fitted(np.zeros((2, 5)), np.zeros((2, 4, 1)))
