"""Principal axes: the truth of a one-factor population, parity with statsmodels, Heywood cases, refusals."""

import numpy as np
import pytest
from statsmodels.multivariate.factor import Factor

from pipeline.statistics import factors


def one_factor(loadings, n=4000, seed=0):
    """Values whose correlations are, in the long run, the products of the loadings."""
    rng, loadings = np.random.default_rng(seed), np.asarray(loadings)
    shared, own = rng.standard_normal((n, 1)), rng.standard_normal((n, loadings.size))
    return shared * loadings + own * np.sqrt(1 - loadings**2)


def test_the_loadings_of_a_one_factor_population_come_back():
    truth = np.array([0.8, 0.7, 0.6, 0.5])
    found = factors.principal_axis(one_factor(truth), n_factors=1)
    assert found.loadings[:, 0] == pytest.approx(truth, abs=0.05)  # standard error about 1/sqrt(4000)
    assert found.communalities == pytest.approx(found.loadings[:, 0] ** 2, abs=1e-6)
    assert found.converged
    assert not found.improper


def test_exact_products_give_exact_loadings():
    """Three items whose correlations are 0.8 x 0.6, 0.8 x 0.5, 0.6 x 0.5: one factor fits them without rest."""
    truth = np.array([0.8, 0.6, 0.5])
    r = np.outer(truth, truth) + np.diag(1 - truth**2)
    raw = np.random.default_rng(0).standard_normal((50, 3))
    centred = raw - raw.mean(axis=0)
    white = centred @ np.linalg.inv(np.linalg.cholesky(np.cov(centred, rowvar=False))).T
    found = factors.principal_axis(white @ np.linalg.cholesky(r).T, n_factors=1)
    assert found.loadings[:, 0] == pytest.approx(truth, abs=1e-5)


@pytest.mark.parametrize("n_factors", [1, 2])
def test_principal_axes_agree_with_statsmodels(n_factors):
    rng = np.random.default_rng(3)
    blocks = np.repeat(rng.standard_normal((200, 2)), [3, 4], axis=1)
    values = blocks + 0.5 * rng.standard_normal((200, 1)) + rng.standard_normal((200, 7))
    found = factors.principal_axis(values, n_factors=n_factors)
    peer = Factor(values, n_factor=n_factors, method="pa").fit(maxiter=5000, tol=1e-10)
    # the same up to a rotation, which nothing fixes with two factors
    assert found.loadings @ found.loadings.T == pytest.approx(peer.loadings @ peer.loadings.T, abs=1e-4)
    assert found.communalities == pytest.approx(peer.communality, abs=1e-4)


def test_factor_loadings_are_smaller_than_those_of_the_component():
    values = one_factor([0.7, 0.7, 0.7], n=63)
    r = np.corrcoef(values, rowvar=False)
    component = np.linalg.eigh(r)[1][:, -1] * np.sqrt(np.linalg.eigvalsh(r)[-1])
    assert (np.abs(factors.principal_axis(values, n_factors=1).loadings[:, 0]) < np.abs(component)).all()


def test_a_factor_that_is_one_of_the_indicators_is_called_improper():
    """A pair that nearly coincides and two indicators that hardly go with it: the communality runs to its end."""
    rng = np.random.default_rng(4)
    first = rng.standard_normal(40)
    rows = [first, 0.995 * first + 0.1 * rng.standard_normal(40), 0.9 * first + rng.standard_normal(40) * 1.5]
    values = np.column_stack([*rows, first - 2 * rng.standard_normal(40)])
    found = factors.principal_axis(values, n_factors=2)
    assert found.improper
    assert (found.communalities <= 1.0).all()


def test_with_as_many_indicators_as_units_it_begins_elsewhere_and_still_ends():
    values = np.random.default_rng(5).standard_normal((6, 6)) + np.arange(6.0)[:, np.newaxis]
    assert np.isfinite(factors.principal_axis(values, n_factors=1).loadings).all()


def test_units_with_blanks_are_left_out():
    values = one_factor([0.8, 0.7, 0.6], n=30)
    blank = np.vstack([values, [np.nan, 1.0, 1.0]])
    found = factors.principal_axis(blank, n_factors=1)
    assert found.n == 30
    np.testing.assert_array_equal(found.loadings, factors.principal_axis(values, n_factors=1).loadings)


@pytest.mark.parametrize(("k", "n_factors"), [(2, 1), (4, 0), (4, 4)])
def test_a_number_of_factors_that_does_not_fit_is_refused(k, n_factors):
    with pytest.raises(ValueError, match=f"got {k} indicators and {n_factors} factors"):
        factors.principal_axis(np.random.default_rng(0).standard_normal((9, k)), n_factors=n_factors)


def test_an_indicator_without_range_is_refused():
    values = np.random.default_rng(0).standard_normal((9, 3))
    values[:, 1] = 4.0
    with pytest.raises(ValueError, match=r"every indicator needs a range .* none in columns \[1\]"):
        factors.principal_axis(values, n_factors=1)
