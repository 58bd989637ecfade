"""Smoothing: the mean of one variable given another, as a penalised spline or a Gaussian process.

Both are the same sum: basis functions of x whose coefficients are drawn towards a straight line (spline) or towards the
mean (Gaussian process). Resamples and replicates stand in the leading axes, so that a bootstrap needs no loop.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from pipeline.statistics.types import FloatArray

Smoother = Literal["spline_reml", "spline_gcv", "gaussian_process"]

_PENALTIES = 10.0 ** np.linspace(-6.0, 6.0, 73)  # tried, relative to the size of the basis: from a curve to a line
_LENGTHS = (0.1, 0.15, 0.25, 0.4, 0.6, 1.0, 1.6, 2.5)  # of a Gaussian process, in ranges of x
_JITTER = 1e-8  # keeps the covariance of inducing points positive definite
_RIDGE = 1e-12  # relative: a resample of one unit many times still has a solution
_LEAST_UNITS = 5  # with fewer there is no curve to be told from a line


@dataclass(frozen=True)
class Smoothing:
    """By what, and over how many even segments of the range of x."""

    smoother: Smoother
    n_segments: int


@dataclass(frozen=True, eq=False)
class Fitted:
    """How x was smoothed, so that resamples can be smoothed alike."""

    low: float  # ends of x
    high: float
    n_segments: int
    length: float  # of a Gaussian process, in ranges of x; NaN for a spline
    penalty: FloatArray  # (k, k), chosen
    values: FloatArray  # (n_units,) the mean of y at each x
    freedom: float  # effective degrees of freedom, from 2 (a line; 1: the mean alone) up


def fit(x: FloatArray, y: FloatArray, *, how: Smoothing) -> Fitted:
    r"""Smooth y over x, the amount of smoothing chosen from the data.

    .. math:: \min_b \sum_i \left(y_i - \sum_j b_j B_j(x_i)\right)^2 + \lambda\, b' P b

    Parameters
    ----------
    x, y : (n_units,) without missing values, at least five units; each with a range.
    how : ``spline_reml`` and ``spline_gcv`` are cubic B-splines on even segments with second differences of the
        coefficients penalised, lambda by restricted maximum likelihood or by generalised cross-validation;
        ``gaussian_process`` has a squared exponential covariance on evenly spread inducing points, its length and noise
        by marginal likelihood. At least one segment; inducing points are three more.

    Returns
    -------
    Fitted. Under the greatest penalty a spline is the least-squares line, a Gaussian process the mean.

    Raises
    ------
    ValueError : an unknown smoother, fewer than five units, x or y without range, no segments.

    Notes
    -----
    Lambda is taken from a fixed grid of twelve decades, so there is no randomness and no failed search. REML is the
    steadier at small n: generalised cross-validation now and then takes noise for a curve.

    References
    ----------
    Eilers, Marx (1996), Flexible smoothing with B-splines and penalties, Statistical Science 11(2), 89-121,
    doi:10.1214/ss/1038425655. Reiss, Ogden (2009), Smoothing parameter selection for a class of semiparametric linear
    models, JRSS-B 71(2), 505-523, doi:10.1111/j.1467-9868.2008.00695.x. Gaussian processes for this purpose: Becker et
    al. (2017), Ecological Indicators 80, 12-22, doi:10.1016/j.ecolind.2017.03.056.

    >>> x = np.linspace(0.0, 1.0, 9)
    >>> found = fit(x, 3.0 * x + 1.0, how=Smoothing("spline_reml", 4))
    >>> found.values.round(3).tolist()[:3], round(found.freedom, 2)
    ([1.0, 1.375, 1.75], 2.0)
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    _check(x, y, how)
    scale = y.std()
    standard = (y - y.mean()) / scale
    lengths = _LENGTHS if how.smoother == "gaussian_process" else (np.nan,)
    tried = [_fit_with(x, standard, length, how) for length in lengths]
    _, best = min(tried, key=lambda found: found[0])
    return replace(best, values=y.mean() + scale * best.values)


def refit(fitted: Fitted, x: FloatArray, y: FloatArray, *, weights: FloatArray) -> FloatArray:
    r"""Smooth other values as much as before: resamples of the units, or another draw of x.

    .. math:: \hat b = (B' W B + \lambda P)^{-1} B' W y

    Parameters
    ----------
    fitted : how, from :func:`fit`.
    x : (..., n_units), y : (..., n_units) without missing values. Beyond the ends of the x that was fitted the curve
        ends as it stands there.
    weights : (..., n_units) not negative, how often each unit counts; the counts of a bootstrap resample.

    Returns
    -------
    (..., n_units) the smoothed y.

    Raises
    ------
    ValueError : a negative weight.

    Notes
    -----
    Lambda is kept: chosen anew, it would take the repeated units of a resample for a curve.

    >>> x = np.linspace(0.0, 1.0, 9)
    >>> found = fit(x, 3.0 * x + 1.0, how=Smoothing("spline_reml", 4))
    >>> refit(found, x, 2.0 + x, weights=np.ones(9)).round(3).tolist()[:3]
    [2.0, 2.125, 2.25]
    """
    if not (weights >= 0).all():
        raise ValueError(f"smoothing needs weights of 0 or more; found {weights.min()}")
    columns = _basis(x, fitted.low, fitted.high, fitted.n_segments, fitted.length)
    level = (weights * y).sum(axis=-1, keepdims=True) / weights.sum(axis=-1, keepdims=True)
    return np.asarray(level + _smoothed(columns, y - level, weights, fitted.penalty))


def _fit_with(x: FloatArray, y: FloatArray, length: float, how: Smoothing) -> tuple[float, Fitted]:
    """The fit of standardised y under one length, and its criterion."""
    low, high = float(x.min()), float(x.max())
    columns = _basis(x, low, high, how.n_segments, length)
    score, penalty, freedom = _chosen(columns, y, _penalty(columns.shape[-1], length), how.smoother)
    values = _smoothed(columns, y, np.ones(x.size), penalty)
    return score, Fitted(low, high, how.n_segments, length, penalty, values, freedom)


def _smoothed(columns: FloatArray, y: FloatArray, weights: FloatArray, penalty: FloatArray) -> FloatArray:
    products, goals = _normal_equations(columns, y, weights)
    whole = products + penalty
    size = np.trace(whole, axis1=-2, axis2=-1)[..., np.newaxis, np.newaxis]
    coefficients = np.linalg.solve(whole + _RIDGE * size * np.eye(penalty.shape[0]), goals[..., np.newaxis])
    return np.asarray((columns @ coefficients)[..., 0])


def _normal_equations(columns: FloatArray, y: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """B'WB, (..., k, k), and B'Wy, (..., k)."""
    n, k = columns.shape[-2:]
    goals = np.einsum("...n,...nk->...k", weights * y, columns, optimize=True)
    if columns.ndim == 2:  # one basis for all resamples: a single product instead of one for each
        squares = (columns[:, :, np.newaxis] * columns[:, np.newaxis, :]).reshape(n, k * k)
        return (weights @ squares).reshape(*weights.shape[:-1], k, k), goals
    return np.swapaxes(columns, -1, -2) @ (columns * weights[..., np.newaxis]), goals


def _chosen(
    columns: FloatArray, y: FloatArray, penalty: FloatArray, smoother: Smoother
) -> tuple[float, FloatArray, float]:
    """The least criterion over the grid, with the penalty that reaches it and its degrees of freedom."""
    n, k = columns.shape
    products, goals = _normal_equations(columns, y, np.ones(n))
    grid = _PENALTIES * np.trace(products) / np.trace(penalty)
    whole = products + grid[:, np.newaxis, np.newaxis] * penalty
    solved = np.linalg.solve(whole, np.column_stack([goals, products])[np.newaxis])
    coefficients, hat = solved[..., 0], solved[..., 1:]
    freedom = np.trace(hat, axis1=-2, axis2=-1)
    fitted = coefficients @ columns.T
    residual = np.maximum(((y - fitted) ** 2).sum(axis=-1), n * np.finfo(float).eps)
    if smoother == "spline_gcv":
        scores = n * residual / (n - np.minimum(freedom, n - 1e-6)) ** 2
    else:
        rank = np.linalg.matrix_rank(penalty)
        bent = np.einsum("lk,km,lm->l", coefficients, penalty, coefficients) * grid
        determinant = np.linalg.slogdet(whole)[1] - rank * np.log(grid)
        scores = (n - (k - rank)) * np.log(residual + np.maximum(bent, 0.0)) + determinant
    best = int(np.argmin(scores))
    return float(scores[best]), np.asarray(grid[best] * penalty), float(freedom[best])


def _basis(x: FloatArray, low: float, high: float, n_segments: int, length: float) -> FloatArray:
    """Basis functions at x, (..., n_units, k): cubic B-splines on even segments, or those of inducing points."""
    place = np.clip((x - low) / (high - low), 0.0, 1.0)
    if not np.isnan(length):
        points = np.linspace(0.0, 1.0, n_segments + 3)
        values, vectors = np.linalg.eigh(_likeness(points, points, length) + _JITTER * np.eye(points.size))
        columns = _likeness(place, points, length) @ (vectors / np.sqrt(values))
        return np.concatenate([np.ones((*place.shape, 1)), columns], axis=-1)
    knots = np.arange(-3, n_segments)  # each piece begins at a knot and ends four segments on
    steps = place[..., np.newaxis] * n_segments - knots
    return np.asarray(_cubic(steps))


def _cubic(u: FloatArray) -> FloatArray:
    """The cubic B-spline on 0-4 with even knots: (2 - v)^3 / 6 less 4 (1 - v)^3 / 6, each where it is positive."""
    v = np.abs(u - 2.0)
    wide, narrow = np.maximum(2.0 - v, 0.0), np.maximum(1.0 - v, 0.0)
    return np.asarray(
        (wide * wide * wide - 4.0 * narrow * narrow * narrow) / 6.0
    )  # powers would take ten times as long


def _likeness(x: FloatArray, points: FloatArray, length: float) -> FloatArray:
    return np.asarray(np.exp(-(((x[..., np.newaxis] - points) / length) ** 2) / 2.0))


def _penalty(k: int, length: float) -> FloatArray:
    """Second differences of a spline's coefficients; of a Gaussian process all coefficients but the level."""
    if np.isnan(length):
        differences = np.diff(np.eye(k), n=2, axis=0)
        return np.asarray(differences.T @ differences)
    return np.diag(np.r_[0.0, np.ones(k - 1)])


def _check(x: FloatArray, y: FloatArray, how: Smoothing) -> None:
    if how.smoother not in get_args(Smoother):
        raise ValueError(f"a smoother must be one of {', '.join(get_args(Smoother))}; got {how.smoother!r}")
    if x.ndim != 1 or x.shape != y.shape or x.size < _LEAST_UNITS:
        raise ValueError(f"smoothing needs two vectors of one length, 5 or more; got shapes {x.shape} and {y.shape}")
    if how.n_segments < 1:
        raise ValueError(f"smoothing needs at least one segment; got {how.n_segments}")
    if not np.ptp(x) > 0 or not np.ptp(y) > 0:
        raise ValueError("smoothing needs an x and a y with a range; found one that is constant")
