"""Observed: what the values that are present say of an indicator, and how blanks are filled beside them.

Sums run in sorted order, so that the order of units cannot change a bit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pipeline.statistics.types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Imputed:
    """Values with their blanks filled as far as the method reaches, and which cells were filled."""

    values: FloatArray
    imputed: BoolArray


def mean(values: FloatArray) -> FloatArray:
    r"""Mean of the observed values of each indicator, never outside their range.

    .. math:: \bar x_j = \frac{1}{n_j} \sum_{i\,:\,x_{ij} \text{ observed}} x_{ij}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.

    Returns
    -------
    (..., 1, n_indicators); NaN where nothing is observed.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en.

    >>> mean(np.array([[1.0, np.nan], [4.0, np.nan]]))
    array([[2.5, nan]])
    """
    n = _count(values)
    ordered = np.sort(np.ascontiguousarray(np.moveaxis(values, -2, -1)), axis=-1)
    total = np.where(np.isnan(ordered), 0.0, ordered).sum(axis=-1)
    inside = np.clip(total[..., np.newaxis, :] / np.maximum(n, 1), *_ends(values))
    return np.where(n > 0, inside, np.nan)


def median(values: FloatArray) -> FloatArray:
    r"""Median of the observed values of each indicator; of an even number, the mean of the middle two.

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.

    Returns
    -------
    (..., 1, n_indicators); NaN where nothing is observed.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en.

    >>> median(np.array([[1.0, np.nan], [4.0, np.nan], [9.0, np.nan], [np.nan, np.nan]]))
    array([[ 4., nan]])
    """
    n = _count(values)
    ordered = np.sort(values, axis=-2)  # missing values come last
    lower, upper = (np.take_along_axis(ordered, np.maximum(at, 0), axis=-2) for at in ((n - 1) // 2, n // 2))
    return np.where(n > 0, lower + (upper - lower) / 2, np.nan)


def sd(values: FloatArray) -> FloatArray:
    r"""Standard deviation of the observed values of each indicator.

    .. math:: s_j^2 = \frac{1}{n_j - 1} \sum_{i\,:\,x_{ij} \text{ observed}} (x_{ij} - \bar x_j)^2

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.

    Returns
    -------
    (..., 1, n_indicators); exactly 0 where all observed values are equal, NaN with fewer than two of them.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> sd(np.array([[1.0, 0.1, 7.0], [2.0, 0.1, np.nan], [3.0, 0.1, np.nan]]))
    array([[ 1.,  0., nan]])
    """
    n = _count(values)
    low, high = _ends(values)
    spread = np.sqrt(np.maximum(n, 1) / np.maximum(n - 1, 1) * mean((values - mean(values)) ** 2))
    return np.where(n > 1, np.where(high > low, spread, 0.0), np.nan)


def within_groups(values: FloatArray, *, group: IntArray, statistic: Callable[[FloatArray], FloatArray]) -> FloatArray:
    """Give every unit the statistic of its own group: (..., n_units, n_indicators).

    Parameters
    ----------
    values : (..., n_units, n_indicators); NaN is missing.
    group : (n_units,) number of the unit group of each unit.
    statistic : :func:`mean`, :func:`median` or another that returns (..., 1, n_indicators).

    Raises
    ------
    ValueError : a group that has not one number per unit.

    >>> within_groups(np.array([[1.0], [3.0], [9.0]]), group=np.array([0, 0, 1]), statistic=mean).ravel()
    array([2., 2., 9.])
    """
    if group.shape != values.shape[-2:-1]:
        raise ValueError(f"imputation needs one group for each of {values.shape[-2]} units; found shape {group.shape}")
    found = np.full(values.shape, np.nan)
    for number in np.unique(group):
        members = group == number
        found[..., members, :] = statistic(values[..., members, :])
    return found


def fill(values: FloatArray, stand_in: FloatArray) -> Imputed:
    r"""Put a stand-in where a value is missing and the stand-in is not.

    Parameters
    ----------
    values : (..., n_units, n_indicators); NaN is missing.
    stand_in : array that broadcasts to the same shape; NaN where there is nothing to put.

    Returns
    -------
    Imputed: (..., n_units, n_indicators) both; what is present stays bit for bit.

    Raises
    ------
    ValueError : a stand-in that does not fit the values, or is infinite where it would be used.

    >>> fill(np.array([[1.0, np.nan, np.nan]]), np.array([[9.0, 8.0, np.nan]])).values
    array([[ 1.,  8., nan]])
    """
    if np.broadcast_shapes(values.shape, stand_in.shape) != values.shape:
        raise ValueError(f"a stand-in must fit the values of shape {values.shape}; found shape {stand_in.shape}")
    imputed: BoolArray = np.isnan(values) & ~np.isnan(stand_in)
    filled = np.where(imputed, stand_in, values)
    if np.isinf(filled[imputed]).any():
        columns = np.unique(np.nonzero(imputed & np.isinf(filled))[-1]).tolist()
        raise ValueError(f"a stand-in must be a number; found infinity in columns {columns}")
    return Imputed(values=filled, imputed=imputed)


def _count(values: FloatArray) -> IntArray:
    """Count what is observed, (..., 1, n_indicators)."""
    return np.asarray(np.count_nonzero(~np.isnan(values), axis=-2, keepdims=True), dtype=np.int64)


def _ends(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Least and greatest observed value, (..., 1, n_indicators) each; NaN where nothing is."""
    return np.fmin.reduce(values, axis=-2, keepdims=True), np.fmax.reduce(values, axis=-2, keepdims=True)
