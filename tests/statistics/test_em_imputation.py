"""EM imputation: the likelihood is the right one, it never decreases, and its maximum is where it should be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import optimize

from pipeline.statistics import em_imputation, simple_imputation

NAN = np.nan
SMALL = np.array(
    [[1.0, 2.1, 0.3], [2.0, 3.9, NAN], [3.0, NAN, 1.1], [4.2, 8.3, 0.2], [NAN, 9.7, 2.0], [6.1, 12.2, NAN],
     [7.0, NAN, NAN], [8.3, 15.1, 1.4], [9.1, 19.0, 2.6], [NAN, NAN, 1.9]]
)  # fmt: skip


def fit(values, *, ridge=1.0, tolerance=1e-8, max_iterations=5000):
    return em_imputation.conditional_mean(values, ridge=ridge, tolerance=tolerance, max_iterations=max_iterations)


def standardised(values):
    mean, sd = np.nanmean(values, axis=0), np.nanstd(values, axis=0, ddof=1)
    return (values - mean) / sd, mean, sd


def log_density(row, mean, covariance):
    left = row - mean
    return -0.5 * (
        len(row) * np.log(2 * np.pi) + np.linalg.slogdet(covariance)[1] + left @ np.linalg.solve(covariance, left)
    )


def penalised(values, mean, covariance, ridge):
    """The objective, written down from its definition: observed cells, and the penalty on the standardised scale."""
    standard, centre, sd = standardised(values)
    mu, sigma = (mean - centre) / sd, covariance / np.outer(sd, sd)
    seen = ~np.isnan(standard)
    total = sum(log_density(row[on], mu[on], sigma[np.ix_(on, on)]) for row, on in zip(standard, seen, strict=True))
    penalty = np.linalg.slogdet(sigma)[1] + np.trace(np.linalg.inv(sigma))
    return total - 0.5 * ridge * penalty - np.log(np.where(np.isnan(values), 1.0, sd)).sum()


def simulated(n_units, n_indicators, *, share, seed):
    """A one-factor table with blanks at random, no unit and no indicator without values."""
    rng = np.random.default_rng(seed)
    values = 20.0 + 5.0 * (rng.normal(size=(n_units, 1)) + rng.normal(size=(n_units, n_indicators)))
    blank = rng.random(values.shape) < share
    blank[:, 0] = False
    return np.where(blank, NAN, values), values


def test_complete_data_have_the_textbook_maximum():
    _, values = simulated(20, 3, share=0.0, seed=0)
    found = fit(values, ridge=0.0)
    np.testing.assert_allclose(found.mean, values.mean(axis=0))
    np.testing.assert_allclose(found.covariance, np.cov(values.T, bias=True))  # divided by n
    assert not found.imputed.any()


def test_complete_data_with_a_ridge_are_shrunk_towards_no_correlation():
    _, values = simulated(20, 3, share=0.0, seed=0)
    sd = values.std(axis=0, ddof=1)
    expected = (19 * np.cov(values.T) + 5.0 * np.diag(sd**2)) / 25.0  # five pseudo-units beside twenty
    np.testing.assert_allclose(fit(values, ridge=5.0).covariance, expected)


def test_monotone_blanks_have_the_closed_form_of_anderson():
    """Anderson (1957), doi:10.1080/01621459.1957.10501379: x complete, y for the first 12 of 30 units."""
    rng = np.random.default_rng(6)
    x = rng.normal(10.0, 3.0, size=30)
    y = 4.0 + 1.5 * x + rng.normal(0.0, 2.0, size=30)
    values = np.column_stack([x, np.where(np.arange(30) < 12, y, NAN)])
    found = fit(values, ridge=0.0, tolerance=1e-12)
    first = np.cov(x[:12], y[:12], bias=True)
    slope = first[0, 1] / first[0, 0]
    mean_y = y[:12].mean() + slope * (x.mean() - x[:12].mean())
    var_y = first[1, 1] + slope**2 * (x.var() - first[0, 0])
    assert found.converged
    np.testing.assert_allclose(found.mean, [x.mean(), mean_y], rtol=1e-9)
    np.testing.assert_allclose(found.covariance, [[x.var(), slope * x.var()], [slope * x.var(), var_y]], rtol=1e-8)
    np.testing.assert_allclose(found.values[12:, 1], mean_y + slope * (x[12:] - x.mean()), rtol=1e-9)
    left = first[1, 1] - slope * first[0, 1]
    np.testing.assert_allclose(found.conditional_sd[12:, 1], np.sqrt(left), rtol=1e-8)


@pytest.mark.parametrize("ridge", [0.0, 1.0, 4.0])
def test_the_maximum_is_that_of_direct_numerical_optimisation(ridge):
    found = fit(SMALL, ridge=ridge, tolerance=1e-11)
    _, centre, sd = standardised(SMALL)
    lower = np.tril_indices(3)

    def parameters(vector):
        root = np.zeros((3, 3))
        root[lower] = vector[3:]
        return centre + sd * vector[:3], (root @ root.T) * np.outer(sd, sd)

    start = np.concatenate([np.zeros(3), np.array([1.0, 0.5, 0.8, 0.2, 0.1, 0.8])])
    best = optimize.minimize(lambda v: -penalised(SMALL, *parameters(v), ridge), start, method="BFGS", tol=1e-7)
    mean, covariance = parameters(best.x)
    assert found.log_likelihood[-1] == pytest.approx(-best.fun, abs=1e-7)  # flat at the top: its square is the error
    np.testing.assert_allclose(found.mean, mean, atol=1e-4)
    np.testing.assert_allclose(found.covariance, covariance, atol=1e-3)


def test_the_path_ends_at_the_penalised_likelihood_of_the_fit():
    found = fit(SMALL, ridge=2.0)
    assert found.log_likelihood[-1] == pytest.approx(penalised(SMALL, found.mean, found.covariance, 2.0), abs=1e-9)
    assert len(found.log_likelihood) == found.iterations + 1


def test_it_converges_with_more_indicators_than_34_units_and_predicts_better_than_the_mean():
    values, truth = simulated(34, 40, share=0.08, seed=1)
    found = fit(values, ridge=10.0, tolerance=1e-5, max_iterations=500)
    assert found.converged
    assert found.iterations < 100
    error, of_the_mean = (
        (table - truth)[found.imputed] for table in (found.values, simple_imputation.mean(values).values)
    )
    assert (error**2).mean() < 0.7 * (of_the_mean**2).mean()


def test_a_small_ridge_converges_too():
    values, _ = simulated(34, 20, share=0.08, seed=1)
    assert fit(values, ridge=1.0, tolerance=1e-4, max_iterations=500).converged


def test_stopping_early_is_reported_and_not_raised():
    found = fit(SMALL, max_iterations=2)
    assert not found.converged
    assert found.iterations == 2
    assert not np.isnan(found.values).any()


def test_without_correlation_a_blank_gets_nearly_the_mean():
    strong = fit(SMALL, ridge=1e7, tolerance=1e-12)
    np.testing.assert_allclose(strong.values[3:7, 0], np.where(np.isnan(SMALL[3:7, 0]), strong.mean[0], SMALL[3:7, 0]),
                               rtol=1e-5)  # fmt: skip


def test_a_unit_without_any_value_stays_blank_and_changes_nothing():
    with_empty = np.vstack([SMALL, np.full(3, NAN)])
    found = fit(with_empty)
    assert np.isnan(found.values[-1]).all()
    assert not found.imputed[-1].any()
    np.testing.assert_allclose(found.values[:-1], fit(SMALL).values, rtol=1e-12)


def test_the_unit_of_measure_does_not_matter():
    scale, shift = np.array([1000.0, 0.01, 1.0]), np.array([5.0, -3.0, 0.0])
    found, plain = fit(SMALL * scale + shift), fit(SMALL)
    np.testing.assert_allclose(found.values, plain.values * scale + shift, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(found.covariance, plain.covariance * np.outer(scale, scale), rtol=1e-6)


@settings(deadline=None, max_examples=15)
@given(
    blank=hnp.arrays(np.bool_, (12, 4), elements=st.sampled_from([False, False, True])),
    ridge=st.sampled_from([0.5, 3.0]),
    order=st.permutations(range(12)),
    seed=st.integers(0, 99),
)
def test_the_path_never_decreases_and_observed_cells_stay(blank, ridge, order, seed):
    blank[[0, 1], :] = False  # every indicator has a range
    values = np.where(blank, NAN, np.random.default_rng(seed).normal(size=(12, 4)))
    before = values.copy()
    found = fit(values, ridge=ridge, tolerance=1e-6)
    np.testing.assert_array_equal(values, before)
    assert (np.diff(found.log_likelihood) > -1e-9 * np.abs(found.log_likelihood[1:])).all()  # rounding
    np.testing.assert_array_equal(found.imputed, np.isnan(values) & ~np.isnan(found.values))
    np.testing.assert_array_equal(found.values[~found.imputed], values[~found.imputed])
    np.testing.assert_array_equal(~np.isnan(found.conditional_sd), found.imputed)
    assert (np.linalg.eigvalsh(found.covariance) > 0).all()
    np.testing.assert_allclose(
        fit(values[order], ridge=ridge, tolerance=1e-6).values, found.values[order], rtol=1e-6, atol=1e-6
    )


@pytest.mark.parametrize(
    ("values", "options", "sentence"),
    [
        (np.ones((2, 2, 2)), {}, r"one table .* found 3 axes"),
        (SMALL, {"ridge": -1.0}, "found ridge=-1.0"),
        (SMALL, {"ridge": NAN}, "found ridge=nan"),
        (SMALL, {"tolerance": 0.0}, "tolerance=0.0"),
        (SMALL, {"max_iterations": 0}, "max_iterations=0"),
        (np.column_stack([SMALL, np.ones(10)]), {}, r"differ in every indicator; found none in columns \[3\]"),
        (np.column_stack([np.full(10, NAN), SMALL]), {}, r"found none in columns \[0\]"),
        (SMALL[:3, :], {"ridge": 0.0}, "more units than indicators; found 3 and 3"),
        (np.column_stack([SMALL[:, 0], SMALL[:, 0]])[[0, 1, 2, 3, 5]], {"ridge": 0.0}, "covariance became singular"),
    ],
)
def test_what_cannot_be_fitted_is_refused(values, options, sentence):
    with pytest.raises(ValueError, match=sentence):
        fit(values, **options)


def correlated(n=60, *, seed=2):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal(n)
    return np.column_stack([x, 2.0 * x + 0.5 * rng.standard_normal(n), rng.standard_normal(n)])


def many(values, *, n_draws=400, seed=0):
    rng = np.random.default_rng(seed)
    return em_imputation.draws(values, ridge=0.5, tolerance=1e-6, max_iterations=500, n_draws=n_draws, rng=rng)


def test_draws_keep_what_is_there_and_leave_a_unit_without_values_blank():
    values = correlated()
    values[3, 1] = values[7, 2] = np.nan
    values[9] = np.nan
    tables = many(values, n_draws=5)
    there = ~np.isnan(values)
    np.testing.assert_array_equal(tables[:, there], np.broadcast_to(values[there], (5, there.sum())))
    assert np.isnan(tables[:, 9]).all()
    assert not np.isnan(tables[:, [3, 7]]).any()


def test_draws_spread_around_what_em_expects_by_more_than_its_conditional_sd():
    """The conditional SD leaves out that the fit is an estimate; the bootstrap of the fit puts that in."""
    values = correlated()
    values[3, 1] = np.nan
    fit = em_imputation.conditional_mean(values, ridge=0.5, tolerance=1e-6, max_iterations=500)
    own = many(values)[:, 3, 1]
    sd = fit.conditional_sd[3, 1]
    assert own.mean() == pytest.approx(fit.values[3, 1], abs=4 * sd / 20)
    assert 0.95 * sd < own.std() < 1.3 * sd


def test_blanks_of_one_unit_are_drawn_together():
    values = correlated(200)
    values[3, :2] = np.nan
    own = many(values)[:, 3, :2]
    assert np.corrcoef(own.T)[0, 1] > 0.9  # as their indicators go together
