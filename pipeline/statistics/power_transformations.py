"""Power transformations: how strongly is a tail shortened? By the power that makes an indicator most nearly normal.

Both are increasing in x at every power. The log-likelihoods are concave in the power (a variance of integrals of
exponentials is log-convex), so each has one maximum and the search cannot stop at another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from pipeline.statistics import directions
from pipeline.statistics.types import FloatArray

MIN_DIFFERENT = 3  # with two different values every power gives the same shape
ROUNDING_SHARE = 1e-9  # of the range: differences below are rounding and may be lost
EXPONENT_LIMIT = 500.0  # exponentials up to here are floats; above, exprel(t) is exp(t)/t to the last bit


@dataclass(frozen=True, eq=False)
class Powered:
    """Values after a power transformation, and the power of each indicator; NaN where there was none to estimate."""

    values: FloatArray
    power: FloatArray


def box_cox(values: FloatArray, *, power: FloatArray | None) -> Powered:
    r"""Take Box and Cox's power, given or of greatest likelihood.

    .. math:: y = \frac{x^\lambda - 1}{\lambda}, \quad \ln x \text{ where } \lambda = 0

    Parameters
    ----------
    values : (..., n_units, n_indicators), all above 0, in each indicator's own unit of measure; NaN is missing.
    power : (n_indicators,) or (..., n_indicators) lambda; None to estimate each one by maximum likelihood.

    Returns
    -------
    Powered: values (..., n_units, n_indicators), increasing in x, NaN where missing; power (..., n_indicators). An
    indicator with fewer than three different values has no power to estimate, and is returned as it is with power NaN.

    Raises
    ------
    ValueError : a value of 0 or less, a power that is not finite, or one so extreme that different values (by more than
        a billionth of the range) become equal floats.

    Notes
    -----
    Scale-free with an estimated power: it does not depend on the unit of measure, nor do min-max scores. Estimated anew
    for other units or another edition: store it. COINr's ``boxcox`` needs the power given, and shifts all values so
    that min x is 1, which makes it depend on the unit of measure; with ``makepos = FALSE`` it agrees, and there takes
    negative values to even powers. Zeros and negative values: ``yeo_johnson``.

    References
    ----------
    Box, Cox (1964), An analysis of transformations, JRSS-B 26(2), 211-252, doi:10.1111/j.2517-6161.1964.tb00553.x.

    >>> box_cox(np.array([[1.0], [4.0], [np.nan]]), power=np.array([0.5])).values.ravel()
    array([ 0.,  2., nan])
    """
    directions.refuse_columns(values <= 0, "a Box-Cox transformation needs values above 0; found less")
    logs = np.log(values)
    powers = _estimated(logs, _box_cox_loss) if power is None else _given(power, values)
    return _powered(values, powers, logs * _rate_of_change(powers, logs))


def yeo_johnson(values: FloatArray, *, power: FloatArray | None) -> Powered:
    r"""Take Yeo and Johnson's power, given or of greatest likelihood: Box-Cox for values of any sign.

    .. math:: y = \frac{(1 + x)^\lambda - 1}{\lambda} \text{ for } x \ge 0, \quad
        -\frac{(1 - x)^{2 - \lambda} - 1}{2 - \lambda} \text{ for } x < 0

    with :math:`\ln(1 + x)` and :math:`-\ln(1 - x)` where the denominator is 0.

    Parameters
    ----------
    values : (..., n_units, n_indicators) of any sign, in each indicator's own unit of measure; NaN is missing.
    power : (n_indicators,) or (..., n_indicators) lambda; None to estimate each one by maximum likelihood.

    Returns
    -------
    Powered, as from ``box_cox``: below 1 it shortens a tail to the right, above 1 one to the left (no reflection is
    needed), and 1 changes nothing.

    Raises
    ------
    ValueError : a power that is not finite, or one so extreme that different values become equal, as in ``box_cox``.

    Notes
    -----
    Not scale-free: 1 is added to the value, so the unit of measure matters as it does for ``transformation.log1p``, and
    0 keeps its place. COINr has none. scipy and scikit-learn maximise the same likelihood.

    References
    ----------
    Yeo, Johnson (2000), A new family of power transformations to improve normality or symmetry, Biometrika 87(4),
    954-959, doi:10.1093/biomet/87.4.954.

    >>> yeo_johnson(np.array([[-3.0], [0.0], [3.0], [np.nan]]), power=np.array([0.5])).values.ravel().round(3)
    array([-4.667,  0.   ,  2.   ,    nan])
    """
    logs = np.sign(values) * np.log1p(np.abs(values))
    powers = _estimated(logs, _yeo_johnson_loss) if power is None else _given(power, values)
    rate = np.where(logs < 0, 2.0 - powers[..., np.newaxis, :], powers[..., np.newaxis, :])
    return _powered(values, powers, logs * special.exprel(np.where(np.isnan(logs), 0.0, rate * np.abs(logs))))


def _rate_of_change(powers: FloatArray, logs: FloatArray) -> FloatArray:
    """(exp(power log) - 1) / (power log): 1 at power 0."""
    return np.asarray(special.exprel(np.where(np.isnan(logs), 0.0, powers[..., np.newaxis, :] * logs)))


def _given(power: FloatArray, values: FloatArray) -> FloatArray:
    """Take a given power for every replicate and indicator."""
    directions.refuse_columns(~np.isfinite(power), "a power must be a finite number; found another")
    return np.broadcast_to(power, (*values.shape[:-2], values.shape[-1])).astype(float)


def _powered(values: FloatArray, powers: FloatArray, transformed: FloatArray) -> Powered:
    """Keep columns without a power as they are, and refuse a power that makes different values equal."""
    kept = np.where(np.isnan(powers)[..., np.newaxis, :], values, transformed)
    order = np.argsort(values, axis=-2)
    before, after = np.take_along_axis(values, order, axis=-2), np.take_along_axis(kept, order, axis=-2)
    span = np.fmax.reduce(values, axis=-2, keepdims=True) - np.fmin.reduce(values, axis=-2, keepdims=True)
    apart = np.diff(before, axis=-2) > ROUNDING_SHARE * span
    lost = apart & ~((after[..., 1:, :] > after[..., :-1, :]) & np.isfinite(after[..., 1:, :]))
    directions.refuse_columns(lost, "the power makes different values equal; another transformation is needed")
    return Powered(kept, powers)


def _estimated(logs: FloatArray, loss: Callable[[float, FloatArray], float]) -> FloatArray:
    """Find the power of least loss for each column."""
    powers = np.full((*logs.shape[:-2], logs.shape[-1]), np.nan)
    for *replicate, indicator in np.ndindex(powers.shape):
        column = np.sort(logs[(*replicate, slice(None), indicator)])
        column = column[~np.isnan(column)]
        if np.unique(column).size >= MIN_DIFFERENT:
            found = optimize.minimize_scalar(loss, args=(column,), bracket=(0.0, 1.0), method="brent")
            powers[(*replicate, indicator)] = found.x
    return powers


def _box_cox_loss(power: float, logs: FloatArray) -> float:
    """Negative log-likelihood per unit: half the log variance of the values, less the log of the Jacobian."""
    distance = logs - logs[0]
    size = _log_magnitude(np.full(logs.shape, power), distance, from_zero=np.full(logs.shape, logs[0]))
    return _half_log_variance(size, np.sign(distance)) - (power - 1.0) * float(logs.mean())


def _yeo_johnson_loss(power: float, logs: FloatArray) -> float:
    """The same for signed logarithms, measured from the one nearest to zero, or from zero between two signs."""
    anchor = float(np.clip(0.0, logs[0], logs[-1]))
    distance = logs - anchor
    below = (distance < 0) | ((distance == 0) & (anchor < 0))
    size = _log_magnitude(
        np.where(below, 2.0 - power, power), np.abs(distance), from_zero=np.full(logs.shape, abs(anchor))
    )
    return _half_log_variance(size, np.sign(distance)) - (power - 1.0) * float(logs.mean())


def _log_magnitude(rate: FloatArray, distance: FloatArray, *, from_zero: FloatArray) -> FloatArray:
    """Log of the integral of exp(rate t) from from_zero over a distance; -inf for none."""
    exponent = rate * distance
    large = exponent > EXPONENT_LIMIT
    ratio = np.log(special.exprel(np.where(large, 0.0, exponent)))
    ratio = np.where(large, exponent - np.log(np.where(large, exponent, 1.0)), ratio)
    length = np.where(distance > 0, np.log(np.where(distance > 0, distance, 1.0)), -np.inf)
    return np.asarray(rate * from_zero + length + ratio)


def _half_log_variance(log_size: FloatArray, sign: FloatArray) -> float:
    """Half the log of the variance (n) of sign times exp(log_size), without leaving the range of floats."""
    largest = float(log_size.max())
    return largest + 0.5 * float(np.log(np.var(sign * np.exp(log_size - largest))))
