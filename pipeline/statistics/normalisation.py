"""Normalisation: how does a value become a score?

The only place that turns a direction: after it, more is better everywhere.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from scipy import stats

from pipeline.statistics import directions
from pipeline.statistics.types import BoolArray, FloatArray, IntArray

ZeroRange = Literal["error", "middle"]


def min_max(
    values: FloatArray,
    *,
    direction: IntArray,
    lower: float,
    upper: float,
    low: FloatArray | None = None,
    high: FloatArray | None = None,
    zero_range: ZeroRange = "error",
) -> FloatArray:
    r"""Place values between goalposts, or between the least and greatest of them, on a scale from lower to upper.

    .. math:: s = a + (b - a)\,\mathrm{clip}\left(\frac{x - l}{h - l}, 0, 1\right), \quad
        \frac{h - x}{h - l} \text{ where less is better}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    direction : (n_indicators,) +1 more is better, -1 less is better.
    lower, upper : ends of the scale of scores, lower < upper.
    low, high : (n_indicators,) or (..., n_indicators) goalposts in the indicator's unit of measure, low < high and as
        they stand in the data (never flipped). None, or NaN for one indicator: the least or greatest observed value.
    zero_range : what to do where all observed values of an indicator are equal and no goalposts are given: ``error``
        refuses, ``middle`` gives (lower + upper)/2.

    Returns
    -------
    (..., n_units, n_indicators) scores from lower to upper; NaN where the value is missing, all of them for an
    indicator without values. Values beyond given goalposts get the end of the scale.

    Raises
    ------
    ValueError : an indicator with zero range, goalposts without low < high, lower not below upper, or a direction
        other than +1 and -1.

    Notes
    -----
    COINr multiplies by -1 beforehand and flips the goalposts with it; the scores agree. It gives NaN for zero range,
    which would drop the indicator unseen. Without goalposts, scores of different editions are not comparable.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> values = np.array([[20.0, 1.0], [40.0, 2.0], [np.nan, 5.0]])
    >>> min_max(values, direction=np.array([1, -1]), lower=0.0, upper=100.0)
    array([[  0., 100.],
           [100.,  75.],
           [ nan,   0.]])
    """
    sign = directions.checked(direction, n_indicators=values.shape[-1])
    least = _goalpost(low, otherwise=np.fmin.reduce(values, axis=-2, keepdims=True))
    greatest = _goalpost(high, otherwise=np.fmax.reduce(values, axis=-2, keepdims=True))
    span = greatest - least
    flat = (span == 0) & ~_is_given(low) & ~_is_given(high)
    directions.refuse_columns((span <= 0) & ~flat, "goalposts need low < high; found low at or above high")
    if zero_range == "error":
        directions.refuse_columns(flat, "min-max needs values that differ; found one value only")
    worst, turned_span = np.where(sign > 0, least, greatest), np.where(flat, 1.0, sign * span)
    share = np.subtract(values, worst, dtype=np.float64)
    share /= turned_span
    if flat.any():
        share = np.where(flat, share + 0.5, share)  # 0 where there is a value: it gets the middle
    return _stretch(share, lower=lower, upper=upper)


def z_score(
    values: FloatArray, *, direction: IntArray, mean: float, sd: float, zero_range: ZeroRange = "error"
) -> FloatArray:
    r"""Centre and scale values so that each indicator has the same mean and standard deviation.

    .. math:: s = m + d\,\sigma\,\frac{x - \bar x}{s_x}, \quad s_x^2 = \frac{\sum (x - \bar x)^2}{n - 1}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    direction : (n_indicators,) +1 more is better, -1 less is better.
    mean, sd : mean and standard deviation of the scores; sd positive.
    zero_range : what to do where all observed values of an indicator are equal (or there is one only): ``error``
        refuses, ``middle`` gives the mean.

    Returns
    -------
    (..., n_units, n_indicators) scores without bounds; NaN where the value is missing, all of them for an indicator
    without values.

    Raises
    ------
    ValueError : an indicator with zero range, an sd that is not positive, or a direction other than +1 and -1.

    Notes
    -----
    Scores are negative for about half the units around mean 0: inadmissible under a geometric mean. COINr
    (``n_zscore``) gives the same numbers, and infinities or NaN for zero range.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> z_score(np.array([[1.0], [2.0], [3.0]]), direction=np.array([-1]), mean=50.0, sd=10.0).ravel()
    array([60., 50., 40.])
    """
    sign = directions.checked(direction, n_indicators=values.shape[-1])
    if not sd > 0:
        raise ValueError(f"a z-score needs a target sd above 0; found {sd}")
    n = np.count_nonzero(~np.isnan(values), axis=-2, keepdims=True)
    flat = np.fmax.reduce(values, axis=-2, keepdims=True) == np.fmin.reduce(values, axis=-2, keepdims=True)
    if zero_range == "error":
        directions.refuse_columns(flat, "a z-score needs values that differ; found one value only")
    centred = values - _sum(values) / np.maximum(n, 1)
    spread = np.sqrt(_sum(centred**2) / np.maximum(n - 1, 1))
    standard = np.where(flat, 0.0, centred) / np.where(flat | (n == 0), 1.0, spread)
    return np.where(np.isnan(values), np.nan, mean + sd * sign * standard)


def percentile_rank(values: FloatArray, *, direction: IntArray, lower: float, upper: float) -> FloatArray:
    r"""Place units by the share of the other units that they are ahead of; ties share the average place.

    .. math:: s = a + (b - a)\,\frac{r - 1}{n - 1}, \quad r \text{ average rank, from 1 (worst) to n (best)}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing and not counted in n.
    direction : (n_indicators,) +1 more is better, -1 less is better.
    lower, upper : ends of the scale of scores, lower < upper.

    Returns
    -------
    (..., n_units, n_indicators) scores from lower to upper; NaN where the value is missing. Where all values are equal,
    all have the middle, (lower + upper)/2; a tie at an end keeps the score away from that end.

    Raises
    ------
    ValueError : an indicator with one observed value only (there is nobody to be ahead of), lower not below upper, or
        a direction other than +1 and -1.

    Notes
    -----
    Distances between values are lost. COINr's ``n_prank`` has ties ``min`` unless told ``average``; with that it
    agrees, on the scale 0-1.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> percentile_rank(np.array([[7.0], [7.0], [1.0], [9.0]]), direction=np.array([1]), lower=0.0, upper=90.0).ravel()
    array([45., 45.,  0., 90.])
    """
    sign = directions.checked(direction, n_indicators=values.shape[-1])
    missing = np.isnan(values)
    n = np.count_nonzero(~missing, axis=-2, keepdims=True)
    directions.refuse_columns(n == 1, "a percentile rank needs at least two observed values; found one")
    place = stats.rankdata(np.where(missing, np.inf, values), method="average", axis=-2)
    share = np.where(missing, np.nan, (place - 1) / np.maximum(n - 1, 1))
    return _stretch(np.where(sign > 0, share, 1.0 - share), lower=lower, upper=upper)


def none(values: FloatArray, *, direction: IntArray) -> FloatArray:
    r"""Keep values as they are, for indices whose indicators already share a scale.

    .. math:: s = x

    Parameters
    ----------
    values : (..., n_units, n_indicators) on one common scale; NaN is missing.
    direction : (n_indicators,) +1 throughout: only normalisation turns a sign, and this one does not.

    Returns
    -------
    (..., n_units, n_indicators) a copy.

    Raises
    ------
    ValueError : an indicator where less is better, or a direction other than +1 and -1.

    Notes
    -----
    COINr's ``none`` multiplies a bad by -1 and goes on, which turns a share of 0.3 into -0.3.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> none(np.array([[4.5, np.nan]]), direction=np.array([1, 1]))
    array([[4.5, nan]])
    """
    sign = directions.checked(direction, n_indicators=values.shape[-1])
    directions.refuse_columns(
        sign < 0, "a bad cannot stay unnormalised: without normalisation every direction must be +1; found -1"
    )
    return values.copy()


def _is_given(goalpost: FloatArray | None) -> BoolArray:
    """Say for which indicators a goalpost is given, with an axis for the units."""
    return np.asarray(False) if goalpost is None else ~np.isnan(goalpost[..., np.newaxis, :])


def _goalpost(goalpost: FloatArray | None, *, otherwise: FloatArray) -> FloatArray:
    """Take the goalpost where it is given and the end of the data where it is not: (..., 1, n_indicators)."""
    if goalpost is None:
        return otherwise
    with_units = goalpost[..., np.newaxis, :]
    return np.where(np.isnan(with_units), otherwise, with_units)


def _sum(values: FloatArray) -> FloatArray:
    """Add up what is observed along the units, in sorted order, so that the order of units cannot change a bit."""
    ordered = np.sort(np.ascontiguousarray(np.moveaxis(values, -2, -1)), axis=-1)
    return np.asarray(np.nansum(ordered, axis=-1)[..., np.newaxis, :])


def _stretch(share: FloatArray, *, lower: float, upper: float) -> FloatArray:
    """Turn a share of the way to the better end into a score, in the memory of the share: a table is large."""
    if not lower < upper:
        raise ValueError(f"a scale of scores needs lower < upper; found lower={lower}, upper={upper}")
    share *= upper - lower
    share += lower
    return np.clip(share, lower, upper, out=share)  # values beyond goalposts, and rounding, must not leave the scale
