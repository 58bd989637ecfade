"""Chained imputation: m completed tables, each blank filled by a value that some unit really has.

Multiple imputation shows what the blanks leave open: compute the index once per table and look at the spread.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.statistics import imputation, observed
from pipeline.statistics.types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Chained(imputation.Imputed):
    """The completed tables (n_draws, n_units, n_indicators) and the one mask (n_units, n_indicators) of filled cells.

    ``trace`` (n_draws, n_rounds, n_indicators) is the mean of the filled cells of an indicator after each round, NaN
    without any: chains that have mixed cross each other and have no trend.
    """

    trace: FloatArray


@dataclass(frozen=True, eq=False)
class Regression:
    """A ridge regression of one indicator on standardised others: the estimate, and one draw from its posterior."""

    estimate: FloatArray
    draw: FloatArray


def predictive_mean_matching(
    values: FloatArray, *, n_draws: int, n_rounds: int, n_donors: int, ridge: float, rng: np.random.Generator
) -> Chained:
    r"""Fill blanks by chained equations: regress, predict, and take the value of a unit with a near prediction.

    .. math:: \hat y_k = z_k^\top \hat\beta \ (y_k \text{ observed}), \quad \dot y_i = z_i^\top \dot\beta \
        (y_i \text{ missing}), \quad
        x_{ij} = x_{kj}, \ k \text{ drawn among the } d \text{ least } |\hat y_k - \dot y_i|

    Parameters
    ----------
    values : (n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    n_draws : m, the number of completed tables.
    n_rounds : rounds over the indicators with blanks, from the one with fewest blanks on.
    n_donors : d, the number of near units of which one is drawn; every indicator with blanks needs as many values.
    ridge : 0 or more, pseudo-units in the regression on standardised indicators (see ``ridge_regression``).
    rng : source of randomness; each table has its own child, so that the first tables do not depend on their number.

    Returns
    -------
    Chained. A unit or an indicator without any value stays NaN, unmarked, and takes no part.

    Raises
    ------
    ValueError : values that are not two-dimensional, numbers out of range, an indicator with blanks and fewer values
        than donors, or a regression that ``ridge_regression`` refuses.

    Notes
    -----
    Where few donors lie near the blanks (a small n, blanks at one end) fillings stay behind the truth, as in any
    matching. It is of type 1 (estimate for donors, draw for the blank), as in R's mice; ties between donors fall at
    random. Blanks start as random draws from the indicator. The order of units matters only through the random numbers:
    another order gives other draws from the same distribution. COINr has no multiple imputation.

    References
    ----------
    van Buuren (2018), Flexible Imputation of Missing Data, 2nd ed., algorithms 3.1 and 3.3, doi:10.1201/9780429492259;
    Little (1988), J. Bus. Econ. Statist. 6(3), doi:10.1080/07350015.1988.10509663.

    >>> values = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0], [4.0, np.nan]])
    >>> options = {"n_draws": 3, "n_rounds": 2, "n_donors": 1, "ridge": 0.0}
    >>> predictive_mean_matching(values, **options, rng=np.random.default_rng(0)).values[:, 3, 1]
    array([30., 30., 30.])
    """
    _check(values, n_draws=n_draws, n_rounds=n_rounds, n_donors=n_donors)
    missing = np.isnan(values)
    units, indicators = np.flatnonzero(~missing.all(axis=1)), np.flatnonzero(~missing.all(axis=0))
    inner = np.ix_(units, indicators)
    _check_donors(missing[inner], indicators, n_donors=n_donors)
    completed = np.broadcast_to(values, (n_draws, *values.shape)).copy()
    trace = np.full((n_draws, n_rounds, values.shape[1]), np.nan)
    fixed = _fixed(values[inner])
    for draw, child in enumerate(rng.spawn(n_draws)):
        table, path = _chain(values[inner], n_rounds=n_rounds, n_donors=n_donors, ridge=ridge, rng=child, fixed=fixed)
        completed[draw][inner] = table
        trace[draw][:, indicators] = path
    return Chained(values=completed, imputed=missing & ~np.isnan(completed[0]), trace=trace)


def ridge_regression(
    regressors: FloatArray, outcome: FloatArray, *, ridge: float, rng: np.random.Generator
) -> Regression:
    r"""Regress with a ridge, and draw once from the posterior of coefficients and variance.

    .. math:: A = Z^\top Z + rI, \quad \hat\beta = A^{-1} Z^\top (y - \bar y), \quad
        \dot\sigma^2 = \frac{|y - \bar y - Z\hat\beta|^2 + r|\hat\beta|^2}{\chi^2_\nu}, \quad
        \nu = n - 1 - \mathrm{tr}(Z A^{-1} Z^\top), \quad \dot\beta \sim N(\hat\beta, \dot\sigma^2 A^{-1})

    Parameters
    ----------
    regressors : (n, p) complete, without unit of measure: centred on these units, and standardised for the ridge to
        treat them alike.
    outcome : (n,) complete, in any unit of measure.
    ridge : r, 0 or more: the prior is worth this many units without correlation.
    rng : source of randomness.

    Returns
    -------
    Regression: the intercept and the p coefficients, (1 + p,) each.

    Raises
    ------
    ValueError : a ridge below 0, and, which a larger ridge avoids, less than one degree of freedom or regressors of
    which one is a sum of others.

    Notes
    -----
    With ridge 0 this is the normal linear model with a flat prior; the degrees of freedom are the effective ones, so
    that small ridges go over into none. R's mice adds its ridge to the diagonal relative to it and counts n - p.

    References
    ----------
    van Buuren (2018), Flexible Imputation of Missing Data, 2nd ed., algorithm 3.1, doi:10.1201/9780429492259.

    >>> z, y = np.array([[-1.0], [0.0], [1.0], [0.0]]), np.array([1.0, 3.0, 5.0, 3.0])
    >>> ridge_regression(z, y, ridge=2.0, rng=np.random.default_rng(0)).estimate  # 4 / (2 + 2)
    array([3., 1.])
    """
    if not ridge >= 0:
        raise ValueError(f"a ridge must be 0 or more; found {ridge}")
    n, p = regressors.shape
    centred = outcome - outcome.mean()
    lower = _root(regressors.T @ regressors + ridge * np.eye(p), n_units=n)
    inverse = np.linalg.inv(lower)  # A is L L', so its inverse is the square of this
    estimate = inverse.T @ (inverse @ (regressors.T @ centred))
    freedom = n - 1 - (p - ridge * float((inverse**2).sum()))
    if freedom < 1:
        raise ValueError(f"{n} units leave {freedom:.2g} degrees of freedom for {p} regressors: give a larger ridge")
    left = float(((centred - regressors @ estimate) ** 2).sum() + ridge * (estimate**2).sum())
    sigma = np.sqrt(left / rng.chisquare(freedom))
    drawn = estimate + sigma * (inverse.T @ rng.standard_normal(p))
    intercept = outcome.mean() + sigma * rng.standard_normal() / np.sqrt(n)
    return Regression(np.append(outcome.mean(), estimate), np.append(intercept, drawn))


def _root(gram: FloatArray, *, n_units: int) -> FloatArray:
    """Lower triangle of the matrix of a regression, or the sentence that says why there is none."""
    try:
        lower = np.linalg.cholesky(gram)
        singular = lower.size and np.diag(lower).min() ** 2 <= len(gram) * np.finfo(float).eps * gram.diagonal().max()
    except np.linalg.LinAlgError:
        singular = True
    if singular:
        raise ValueError(
            f"{len(gram)} regressors on {n_units} units cannot be told apart: give a ridge above 0, or a larger one"
        )
    return np.asarray(lower, dtype=np.float64)


def _chain(
    values: FloatArray,
    *,
    n_rounds: int,
    n_donors: int,
    ridge: float,
    rng: np.random.Generator,
    fixed: FloatArray | None,
) -> tuple[FloatArray, FloatArray]:
    """Run one chain: the completed table and the means of the filled cells by round, (n_rounds, n_indicators)."""
    missing = np.isnan(values)
    n_missing = missing.sum(axis=0)
    order = [int(j) for j in np.argsort(n_missing, kind="stable") if n_missing[j]]
    table, trace = values.copy(), np.full((n_rounds, values.shape[1]), np.nan)
    for j in order:
        table[missing[:, j], j] = rng.choice(values[~missing[:, j], j], size=n_missing[j])
    for number in range(n_rounds):
        for j in order:
            blank = missing[:, j]
            standard = _standardised(table, missing, j) if fixed is None else fixed
            donors = _match(standard, values[:, j], n_donors=n_donors, ridge=ridge, rng=rng)
            table[blank, j] = values[donors, j]
            trace[number, j] = table[blank, j].mean()
    return table, trace


def _fixed(values: FloatArray) -> FloatArray | None:
    """The regressors of the one indicator with blanks: the same in every round of every chain; None where several."""
    missing = np.isnan(values)
    columns = np.flatnonzero(missing.any(axis=0))
    return _standardised(values, missing, int(columns[0])) if len(columns) == 1 else None


def _standardised(table: FloatArray, missing: BoolArray, j: int) -> FloatArray:
    """All indicators but one, standardised on the units that have it; no range among those, no say."""
    others = np.delete(table, j, axis=1)
    known = others[~missing[:, j]]
    spread = observed.sd(known)
    ranging = spread[0] > 0
    return np.asarray(((others - observed.mean(known)) / np.where(ranging, spread, 1.0))[:, ranging])


def _match(
    standard: FloatArray, outcome: FloatArray, *, n_donors: int, ridge: float, rng: np.random.Generator
) -> IntArray:
    """Draw a donor for each blank of the outcome: the rows they stand in."""
    blank = np.isnan(outcome)
    known = np.flatnonzero(~blank)
    fit = ridge_regression(standard[known], outcome[known], ridge=ridge, rng=rng)
    predicted = fit.estimate[0] + standard[known] @ fit.estimate[1:]
    wanted = fit.draw[0] + standard[blank] @ fit.draw[1:]
    shuffled = rng.permutation(len(known))  # ties fall at random
    apart = np.abs(predicted[shuffled] - wanted[:, np.newaxis])
    nearest = shuffled[np.argpartition(apart, n_donors - 1, axis=1)[:, :n_donors]]
    picked = rng.integers(n_donors, size=(len(nearest), 1))
    return np.asarray(known[np.take_along_axis(nearest, picked, axis=1)[:, 0]])


def _check(values: FloatArray, *, n_draws: int, n_rounds: int, n_donors: int) -> None:
    """Refuse anything but one table, and numbers below 1."""
    if values.ndim != 2:
        raise ValueError(f"chained equations need one table (n_units, n_indicators); found {values.ndim} axes")
    if min(n_draws, n_rounds, n_donors) < 1:
        raise ValueError(
            f"chained equations need at least 1 draw, round and donor; found {n_draws}, {n_rounds} and {n_donors}"
        )


def _check_donors(missing: BoolArray, indicators: IntArray, *, n_donors: int) -> None:
    """Refuse an indicator with blanks and too few values to give."""
    few = missing.any(axis=0) & ((~missing).sum(axis=0) < max(n_donors, 2))
    if few.any():
        raise ValueError(
            f"an indicator with blanks needs at least {max(n_donors, 2)} values to draw from; found fewer in columns "
            f"{indicators[few].tolist()}"
        )
