"""Chained imputation: m completed tables, each blank filled by a value that some unit really has.

Multiple imputation shows what the blanks leave open: compute the index once per table and look at the spread.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    completed[:, inner[0], inner[1]], trace[..., indicators] = _chains(
        values[inner], n_rounds=n_rounds, n_donors=n_donors, ridge=ridge, streams=rng.spawn(n_draws)
    )
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
    fit = _fit(regressors[np.newaxis], outcome, ridge=ridge)
    noise = _noise(fit.freedom[0], len(fit.estimate[0]), rng=rng)
    return Regression(np.append(fit.mean, fit.estimate[0]), _drawn(fit, noise[np.newaxis])[0])


@dataclass(frozen=True, eq=False)
class _Fit:
    """Regressions of one outcome, an entry each in the arrays: ``inverse`` (n_fits, p, p) is that of the Cholesky root."""

    n: int
    mean: float
    estimate: FloatArray
    inverse: FloatArray
    freedom: FloatArray
    left: FloatArray


def _fit(regressors: FloatArray, outcome: FloatArray, *, ridge: float) -> _Fit:
    """Regress one outcome (n,) on each of several sets of regressors (n_fits, n, p)."""
    if not ridge >= 0:
        raise ValueError(f"a ridge must be 0 or more; found {ridge}")
    n, p = regressors.shape[1:]
    turned = np.swapaxes(regressors, 1, 2)
    centred = (outcome - outcome.mean())[:, np.newaxis]
    inverse = np.linalg.inv(_root(turned @ regressors + ridge * np.eye(p), n_units=n))
    estimate = np.swapaxes(inverse, 1, 2) @ (inverse @ (turned @ centred))  # A is L L', and this L's inverse
    freedom = n - 1 - (p - ridge * (inverse**2).reshape(len(inverse), -1).sum(axis=1))
    if (freedom < 1).any():
        raise ValueError(
            f"{n} units leave {freedom.min():.2g} degrees of freedom for {p} regressors: give a larger ridge"
        )
    left = ((centred - regressors @ estimate)[..., 0] ** 2).sum(axis=1) + ridge * (estimate[..., 0] ** 2).sum(axis=1)
    return _Fit(n, float(outcome.mean()), estimate[..., 0], np.asarray(inverse, dtype=float), freedom, left)


def _noise(freedom: float, p: int, *, rng: np.random.Generator) -> FloatArray:
    """What a draw from a posterior is made of, (1 + p + 1,): a chi square, then standard normals."""
    drawn = np.empty(p + 2)
    drawn[0] = rng.chisquare(freedom)
    rng.standard_normal(out=drawn[1:])
    return drawn


def _drawn(fit: _Fit, noise: FloatArray) -> FloatArray:
    """Intercept and coefficients drawn from the posterior, (n_streams, 1 + p)."""
    sigma = np.sqrt(fit.left / noise[:, 0])
    slopes = (np.swapaxes(fit.inverse, 1, 2) @ noise[:, 1:-1, np.newaxis])[..., 0]
    intercept = fit.mean + sigma * noise[:, -1] / np.sqrt(fit.n)
    return np.column_stack([intercept, fit.estimate + sigma[:, np.newaxis] * slopes])


def _root(gram: FloatArray, *, n_units: int) -> FloatArray:
    """Lower triangles of the matrices (n_fits, p, p) of regressions, or the sentence that says why there is none."""
    p = gram.shape[-1]
    try:
        lower = np.linalg.cholesky(gram)
    except np.linalg.LinAlgError:
        lower = np.zeros(gram.shape)
    least = np.diagonal(lower, axis1=1, axis2=2).min(axis=1, initial=np.inf) ** 2
    greatest = np.diagonal(gram, axis1=1, axis2=2).max(axis=1, initial=0.0)
    if (least <= p * np.finfo(float).eps * greatest).any():
        raise ValueError(
            f"{p} regressors on {n_units} units cannot be told apart: give a ridge above 0, or a larger one"
        )
    return np.asarray(lower, dtype=np.float64)


def _chains(
    values: FloatArray, *, n_rounds: int, n_donors: int, ridge: float, streams: Sequence[np.random.Generator]
) -> tuple[FloatArray, FloatArray]:
    """Run a chain on each stream: completed tables, and means of the filled cells (n_streams, n_rounds, n_indicators)."""
    missing = np.isnan(values)
    n_missing = missing.sum(axis=0)
    order = [int(j) for j in np.argsort(n_missing, kind="stable") if n_missing[j]]
    tables = np.broadcast_to(values, (len(streams), *values.shape)).copy()
    trace = np.full((len(streams), n_rounds, values.shape[1]), np.nan)
    for j in order:
        known = values[~missing[:, j], j]
        tables[:, missing[:, j], j] = [known[stream.integers(len(known), size=n_missing[j])] for stream in streams]
    for number in range(n_rounds):
        for j in order:
            # the only indicator with blanks is regressed on the same values in every chain
            shown = tables if len(order) > 1 else tables[:1]
            donors = _match(shown, values, j, n_donors=n_donors, ridge=ridge, streams=streams)
            tables[:, missing[:, j], j] = values[donors, j]
            trace[:, number, j] = values[donors, j].mean(axis=1)
    return tables, trace


def _match(
    tables: FloatArray,
    values: FloatArray,
    j: int,
    *,
    n_donors: int,
    ridge: float,
    streams: Sequence[np.random.Generator],
) -> IntArray:
    """Draw a donor for each blank of one indicator, (n_streams, n_blanks): the rows that they stand in."""
    known = ~np.isnan(values[:, j])
    standard, ranging = _standardised(tables, known, j)
    donors = np.empty((len(streams), int((~known).sum())), dtype=np.int64)
    for pattern in np.unique(ranging, axis=0):  # nearly always one: all that have a range, in every chain
        own = np.flatnonzero((ranging == pattern).all(axis=1))
        chains = np.arange(len(streams)) if len(tables) == 1 else own
        donors[chains] = _nearest(
            np.ascontiguousarray(standard[own][..., pattern]),
            values[:, j],
            n_donors=n_donors,
            ridge=ridge,
            streams=[streams[int(chain)] for chain in chains],
        )
    return donors


def _standardised(tables: FloatArray, known: BoolArray, j: int) -> tuple[FloatArray, BoolArray]:
    """All indicators but one, standardised on the units that have it, and which have a range there: others no say."""
    others = np.delete(tables, j, axis=2)
    spread = observed.sd(others[:, known])
    ranging: BoolArray = np.asarray(spread[:, 0] > 0)
    return (others - observed.mean(others[:, known])) / np.where(spread > 0, spread, 1.0), ranging


def _nearest(
    standard: FloatArray,
    outcome: FloatArray,
    *,
    n_donors: int,
    ridge: float,
    streams: Sequence[np.random.Generator],
) -> IntArray:
    """Regress the known part of an outcome, and draw for each blank one of the units with the nearest predictions."""
    blank = np.isnan(outcome)
    known = np.flatnonzero(~blank)
    fit = _fit(standard[:, known], outcome[known], ridge=ridge)
    p, n_blanks = fit.estimate.shape[1], int(blank.sum())
    noise = np.empty((len(streams), p + 2))
    shuffled = np.empty((len(streams), len(known)), dtype=np.int64)
    picked = np.empty((len(streams), n_blanks, 1), dtype=np.int64)
    freedom = np.broadcast_to(fit.freedom, len(streams))
    for chain, stream in enumerate(streams):  # all that a chain draws, in the order in which it draws
        noise[chain] = _noise(freedom[chain], p, rng=stream)
        shuffled[chain] = stream.permutation(len(known))  # ties fall at random
        picked[chain] = stream.integers(n_donors, size=(n_blanks, 1))
    drawn = _drawn(fit, noise)
    predicted = fit.mean + (standard[:, known] @ fit.estimate[..., np.newaxis])[..., 0]
    wanted = drawn[:, :1] + (standard[:, blank] @ drawn[:, 1:, np.newaxis])[..., 0]
    predicted = np.broadcast_to(predicted, shuffled.shape)
    apart = np.abs(np.take_along_axis(predicted, shuffled, axis=1)[:, np.newaxis] - wanted[..., np.newaxis])
    near = np.argpartition(apart, n_donors - 1, axis=2)[..., :n_donors]
    place = np.take_along_axis(near, picked, axis=2)[..., 0]
    return np.asarray(known[np.take_along_axis(shuffled, place, axis=1)])


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
