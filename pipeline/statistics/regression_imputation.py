"""Regression imputation: a blank is what the unit's own other indicators predict of it.

The same prediction every time, so it understates the spread of what was imputed; for draws take
``chained_imputation``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.statistics import complete_units, imputation, observed
from pipeline.statistics.types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Regressed(imputation.Imputed):
    """Values, the cells filled, and per filled cell the spread of the regression's residuals and its units.

    ``residual_sd`` is in the indicator's own unit of measure, NaN in cells that were not filled; ``n_units`` is 0 there.
    It leaves out that the coefficients are themselves estimates.
    """

    residual_sd: FloatArray
    n_units: IntArray


def ridge_prediction(values: FloatArray, *, ridge: float) -> Regressed:
    r"""Fill a blank by regression on all other indicators that the unit has, with a ridge.

    .. math:: \hat x_{ij} = \bar x_j + z_{i,O_i}^\top \hat\beta, \quad
        \hat\beta = (Z^\top Z + rI)^{-1} Z^\top (x_j - \bar x_j), \quad
        \hat\sigma^2 = \frac{|x_j - \bar x_j - Z\hat\beta|^2}{n - 1 - \mathrm{tr}(Z (Z^\top Z + rI)^{-1} Z^\top)}

    Parameters
    ----------
    values : (n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    ridge : r, 0 or more: as many pseudo-units without correlation, Z being standardised (mean 0, SD 1) on the units that
        the regression learns from: those that observed the blank indicator and everything the unit has.

    Returns
    -------
    Regressed: (n_units, n_indicators) each. A unit that has nothing else to predict from keeps its blank, unmarked.

    Raises
    ------
    ValueError : values that are not two-dimensional, a ridge below 0, or a regression with less than one degree of
        freedom left (with ridge 0: fewer units than regressors and 2), or on regressors of which one is a sum of others.

    Notes
    -----
    Every pattern of blanks has its own regression, on observed values only: no filling is learned from, so the order of
    units and indicators does not matter. A regressor without range among those units has no say. With ridge 0 this is
    ordinary least squares; the freedom is the effective one, so that small ridges go over into none. The estimate is
    that of ``chained_imputation.ridge_regression``. COINr has no such method.

    References
    ----------
    Little, Rubin (2019), Statistical Analysis with Missing Data, 3rd ed., section 4.2.2, doi:10.1002/9781119482260;
    Hoerl, Kennard (1970), Technometrics 12(1), doi:10.1080/00401706.1970.10488634.

    >>> values = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0], [5.0, np.nan]])
    >>> ridge_prediction(values, ridge=0.0).values[3]
    array([ 5., 50.])
    """
    _check(values, ridge=ridge)
    stand_in, spread = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    n_units = np.zeros(values.shape, dtype=np.int64)
    missing = np.isnan(values)
    for pattern in np.unique(missing[missing.any(axis=1)], axis=0):
        if pattern.all():
            continue
        units = np.flatnonzero((missing == pattern).all(axis=1))
        for target in np.flatnonzero(pattern).tolist():
            predicted, sd, n = _predict(values, units, target, ~pattern, ridge=ridge)
            stand_in[units, target], spread[units, target], n_units[units, target] = predicted, sd, n
    filled = observed.fill(values, stand_in)
    return Regressed(filled.values, filled.imputed, spread, n_units)


def _predict(
    values: FloatArray, units: IntArray, target: int, regressors: BoolArray, *, ridge: float
) -> tuple[FloatArray, float, int]:
    """Predict one indicator for units that have the same others: predictions, SD of the residuals, units learned from."""
    learned = ~np.isnan(values[:, target]) & ~np.isnan(values[:, regressors]).any(axis=1)
    n, x, y = int(learned.sum()), values[:, regressors], values[learned, target]
    if n < 2:
        raise ValueError(
            f"a regression needs units that have the indicator and what predicts it; found {n} in columns [{target}]"
        )
    ranging = complete_units.has_range(x[learned])
    centre, scale = observed.mean(x[learned]), observed.sd(x[learned])
    standard = ((x - centre) / np.where(ranging, scale, 1.0))[:, ranging]
    z, level = standard[learned], float(observed.mean(y[:, np.newaxis])[0, 0])
    left, singular, turned = np.linalg.svd(z, full_matrices=False)
    if ridge == 0 and z.shape[1] and not _can_be_told_apart(z, singular):
        raise ValueError(
            f"{z.shape[1]} regressors on {n} units cannot be told apart: give a ridge above 0; found in columns [{target}]"
        )
    freedom = n - 1 - float((singular**2 / (singular**2 + ridge)).sum())
    if freedom < 1:
        raise ValueError(
            f"{n} units leave {freedom:.2g} degrees of freedom for {z.shape[1]} regressors: give a larger ridge, or "
            f"fewer indicators; found in columns [{target}]"
        )
    beta = turned.T @ (singular / (singular**2 + ridge) * (left.T @ (y - level)))
    residual = y - level - z @ beta
    return level + standard[units] @ beta, float(np.sqrt((residual**2).sum() / freedom)), n


def _can_be_told_apart(z: FloatArray, singular: FloatArray) -> bool:
    """Whether no regressor is a sum of others: as many singular values as regressors, all above rounding."""
    n, p = z.shape
    return n > p and bool(singular[-1] > singular[0] * max(n, p) * np.finfo(float).eps)


def _check(values: FloatArray, *, ridge: float) -> None:
    """Refuse anything but one table, and a ridge below 0."""
    if values.ndim != 2:
        raise ValueError(f"a regression needs one table (n_units, n_indicators); found {values.ndim} axes")
    if not (ridge >= 0 and np.isfinite(ridge)):
        raise ValueError(f"a ridge must be 0 or more; found {ridge}")
