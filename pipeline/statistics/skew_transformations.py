"""Skew transformations: shorter tails by other means than the scale-free logarithms of ``transformation``.

Each is increasing in x, so none of them turns a direction; ``power_transformations`` holds those that estimate a power.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pipeline.statistics import directions, transformation
from pipeline.statistics.types import BoolArray, FloatArray, IntArray


def square_root(values: FloatArray) -> FloatArray:
    r"""Take square roots: for counts with zeros and a moderate tail to the right.

    .. math:: y = \sqrt{x}

    Parameters
    ----------
    values : (..., n_units, n_indicators), 0 or more, in each indicator's own unit of measure; NaN is missing.

    Returns
    -------
    (..., n_units, n_indicators) in square roots of that unit; increasing in x; NaN where the value is missing, 0 for 0.

    Raises
    ------
    ValueError : a negative value.

    Notes
    -----
    Scale-free: another unit of measure multiplies by a constant, so min-max scores do not change. The EIS takes it
    where an indicator is skewed; COINr has none by name.

    References
    ----------
    Bartlett (1947), The use of transformations, Biometrics 3(1), 39-52, doi:10.2307/3001536.

    >>> square_root(np.array([[0.0], [9.0], [np.nan]])).ravel()
    array([ 0.,  3., nan])
    """
    directions.refuse_columns(values < 0, "a square root needs values of 0 or more; found less")
    return np.sqrt(values)


def gii_log(
    values: FloatArray,
    *,
    direction: IntArray,
    factor: float | FloatArray,
    low: FloatArray | None = None,
    high: FloatArray | None = None,
) -> FloatArray:
    r"""Take the Global Innovation Index's logarithm, for parity with it.

    .. math:: y = \ln\left(\frac{(f \max x - 1)(x - \min x)}{\max x - \min x} + 1\right), \quad
        -\ln\left(\frac{(f \max x - 1)(\max x - x)}{\max x - \min x} + 1\right) \text{ where less is better}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in the unit of measure that the GII uses; NaN is missing.
    direction : (n_indicators,) +1 more is better, -1 less is better: read, not turned.
    factor : positive, one number or (..., n_indicators): what the values are multiplied by first, 1 where max x is
        above 1 already.
    low, high : (n_indicators,) or (..., n_indicators) the minimum and maximum of the formula; None for the data's own.

    Returns
    -------
    (..., n_units, n_indicators), increasing in x in either direction; from 0 to ln(f max x), or from its negative to 0
    where less is better. NaN where the value is missing; a column with zero range is returned as it is.

    Raises
    ------
    ValueError : an indicator whose f max x is not above 1, a factor of 0 or less, a direction other than +1 and -1, a
        value so far beyond a given minimum or maximum that it has no logarithm.

    Notes
    -----
    Depends on the unit of measure: travel turnover has skewness 3.07 in million and -1.80 in single VND. At f max x = 1
    it is constant and below that decreasing, so both are refused. The GII's own mirrored form is decreasing in x and
    already counts more as better; this one is its negative, and normalisation turns it afterwards, to the same scores.
    COINr's ``log_GII`` returns its input unchanged, a known defect. Prefer ``transformation.log_ct``, which is free of
    scale and origin.

    References
    ----------
    INSEAD, WIPO (2012), The Global Innovation Index 2012, appendix IV, technical notes; Becker et al. (2022), COINr,
    JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> gii_log(np.array([[0.0], [1.0], [np.e]]), direction=np.array([1]), factor=1.0).ravel().round(3)
    array([0.  , 0.49, 1.  ])
    """
    sign = directions.turn(np.ones(values.shape[-1]), direction)
    factors = np.atleast_1d(np.asarray(factor, dtype=float))
    directions.refuse_columns(~(factors > 0), "the GII's logarithm needs a factor above 0")
    least, greatest = transformation.ends(values, low=low, high=high)
    flat = least == greatest
    top = factors[..., np.newaxis, :] * greatest
    directions.refuse_columns(~flat & (top <= 1), "the GII's logarithm needs factor times maximum above 1; found less")
    way = np.where(sign > 0, values - least, greatest - values) / np.where(flat, 1.0, greatest - least)
    gain = np.where(flat, 0.0, top - 1.0) * way
    directions.refuse_columns(gain <= -1, "the GII's logarithm needs values between its bounds; found one beyond")
    return np.where(flat, values, sign * np.log1p(gain))


def reflected(
    values: FloatArray,
    *,
    transform: Callable[[FloatArray], FloatArray],
    columns: BoolArray,
    low: FloatArray | None = None,
    high: FloatArray | None = None,
) -> FloatArray:
    r"""Apply a transformation from the other end: for a long tail to the left, which it would make worse.

    .. math:: y = -f(\min x + \max x - x)

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    transform : any increasing transformation, from an array to an array of the same shape.
    columns : (n_indicators,) or (..., n_indicators) True where to reflect; elsewhere the transformation is applied as
        it is.
    low, high : (n_indicators,) or (..., n_indicators) the minimum and maximum between which values are reflected; None
        for the data's own.

    Returns
    -------
    (..., n_units, n_indicators); increasing in x, because what is reflected is reflected back: the direction of the
    indicator stays what it was. NaN where the value is missing.

    Raises
    ------
    ValueError : whatever the transformation refuses.

    Notes
    -----
    Reflected inside its own range, so values that have a logarithm or root still have one. With
    ``transformation.log_ct`` it is ``transformation.reflected_log``. COINr has no branch for skew to the left.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> reflected(np.array([[0.0], [5.0], [9.0]]), transform=square_root, columns=np.array([True])).ravel()
    array([-3., -2., -0.])
    """
    turned = transform(mirrored(values, columns=columns, low=low, high=high))
    return np.where(columns[..., np.newaxis, :], -turned, turned)


def mirrored(
    values: FloatArray, *, columns: BoolArray, low: FloatArray | None = None, high: FloatArray | None = None
) -> FloatArray:
    """Count the marked columns from the other end of their range, min + max - x; twice gives the values again.

    >>> mirrored(np.array([[0.0], [5.0], [9.0]]), columns=np.array([True])).ravel()
    array([9., 4., 0.])
    """
    least, greatest = transformation.ends(values, low=low, high=high)
    return np.where(columns[..., np.newaxis, :], least + greatest - values, values)
