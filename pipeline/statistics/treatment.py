"""Treatment: which indicators are skewed by outliers, and what is done about it?

The trigger (skewness and kurtosis) and winsorising; the functions that shorten a tail are in ``transformation``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pipeline.statistics.transformation import TRANSFORMATIONS as TRANSFORMATIONS  # a treatment by name, see there
from pipeline.statistics.types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Treated:
    """Values after winsorising, the cells drawn in, how many per indicator, and whether the trigger now passes."""

    values: FloatArray
    treated: BoolArray
    n_points: IntArray
    passed: BoolArray


@dataclass(frozen=True, eq=False)
class Margins:
    """Distance below each threshold, per indicator; negative is beyond it. None where there is no such threshold."""

    skewness: FloatArray
    kurtosis: FloatArray
    kurtosis_alone: FloatArray | None


def skewness(values: FloatArray) -> FloatArray:
    r"""Measure how lopsided each indicator is, corrected for bias: Excel's SKEW.

    .. math:: G_1 = \frac{\sqrt{n(n-1)}}{n-2}\,
        \frac{\frac1n\sum (x-\bar x)^3}{\left(\frac1n\sum (x-\bar x)^2\right)^{3/2}}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing and left out.

    Returns
    -------
    (..., n_indicators) without unit; NaN with fewer than three observed values or with zero range.

    Notes
    -----
    Type 2 of Joanes and Gill; COINr's ``skew`` and the GII use it.

    References
    ----------
    Joanes, Gill (1998), Comparing measures of sample skewness and kurtosis, The Statistician 47(1), 183-189,
    doi:10.1111/1467-9884.00122.

    >>> skewness(np.array([[1.0], [2.0], [4.0], [np.nan]])).round(6)
    array([0.93522])
    """
    return _skewness(*_standardised(_ordered(values)))


def kurtosis(values: FloatArray) -> FloatArray:
    r"""Measure how heavy the tails of each indicator are, in excess of the normal and corrected for bias: Excel's KURT.

    .. math:: G_2 = \frac{n-1}{(n-2)(n-3)}\left[(n+1)\left(\frac{\frac1n\sum (x-\bar x)^4}
        {\left(\frac1n\sum (x-\bar x)^2\right)^{2}} - 3\right) + 6\right]

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing and left out.

    Returns
    -------
    (..., n_indicators) without unit, 0 for a normal; NaN with fewer than four observed values or with zero range.

    Notes
    -----
    Type 2 of Joanes and Gill; COINr's ``kurt`` and the GII use it.

    References
    ----------
    Joanes, Gill (1998), Comparing measures of sample skewness and kurtosis, The Statistician 47(1), 183-189,
    doi:10.1111/1467-9884.00122.

    >>> kurtosis(np.array([[1.0], [2.0], [3.0], [4.0]])).round(6)
    array([-1.2])
    """
    return _kurtosis(*_standardised(_ordered(values)))


def is_outlying(
    skew: FloatArray,
    kurt: FloatArray,
    *,
    skewness_limit: float,
    kurtosis_limit: float,
    kurtosis_alone_limit: float | None,
) -> BoolArray:
    r"""Say which indicators trip the trigger for outliers.

    .. math:: (|G_1| > a \text{ and } G_2 > b) \quad\text{or}\quad G_2 > c

    Parameters
    ----------
    skew, kurt : (..., n_indicators) from ``skewness`` and ``kurtosis``.
    skewness_limit, kurtosis_limit : a and b, exceeded together (GII 2.25 and 3.5; JRC 2.0 and 3.5).
    kurtosis_alone_limit : c, exceeded alone (JRC 10); None for no such rule (GII).

    Returns
    -------
    (..., n_indicators) True where the trigger trips. A NaN (too few values, zero range) does not trip it, nor does a
    number equal to its limit.

    Notes
    -----
    COINr passes an indicator below a limit and this one at or below it; they differ only at equality.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.4, doi:10.1787/9789264043466-en;
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> is_outlying(np.array([2.3, 2.3, 0.5]), np.array([4.0, 3.0, 12.0]),
    ...             skewness_limit=2.25, kurtosis_limit=3.5, kurtosis_alone_limit=10.0)
    array([ True, False,  True])
    """
    together = (np.abs(skew) > skewness_limit) & (kurt > kurtosis_limit)
    return together if kurtosis_alone_limit is None else together | (kurt > kurtosis_alone_limit)


def margin_to_trigger(
    skew: FloatArray,
    kurt: FloatArray,
    *,
    skewness_limit: float,
    kurtosis_limit: float,
    kurtosis_alone_limit: float | None,
) -> Margins:
    r"""Report how far each indicator stays below each threshold: a trigger decided by 0.01 is not a finding.

    .. math:: a - |G_1|, \quad b - G_2, \quad c - G_2

    Parameters
    ----------
    skew, kurt : (..., n_indicators) from ``skewness`` and ``kurtosis``.
    skewness_limit, kurtosis_limit, kurtosis_alone_limit : as in ``is_outlying``.

    Returns
    -------
    Margins of arrays (..., n_indicators); negative beyond the threshold, NaN where there is no measure. The trigger
    trips where the first two are negative together, or the third is.

    Notes
    -----
    COINr reports the measures and whether they pass, not the margin.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> margin_to_trigger(np.array([-2.5]), np.array([3.0]),
    ...                   skewness_limit=2.25, kurtosis_limit=3.5, kurtosis_alone_limit=None)
    Margins(skewness=array([-0.25]), kurtosis=array([0.5]), kurtosis_alone=None)
    """
    alone = None if kurtosis_alone_limit is None else kurtosis_alone_limit - kurt
    return Margins(skewness=skewness_limit - np.abs(skew), kurtosis=kurtosis_limit - kurt, kurtosis_alone=alone)


def winsorise(
    values: FloatArray,
    *,
    skewness_limit: float,
    kurtosis_limit: float,
    kurtosis_alone_limit: float | None,
    max_points: int,
) -> Treated:
    r"""Draw the most extreme points of an outlying indicator in to the next value, one at a time, until it passes.

    .. math:: x_{(n)} \to x_{(n-1)} \text{ where } G_1 \ge 0, \qquad x_{(1)} \to x_{(2)} \text{ where } G_1 < 0

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing and left out.
    skewness_limit, kurtosis_limit, kurtosis_alone_limit : the trigger, as in ``is_outlying``.
    max_points : the most points of one indicator that may be drawn in, 0 or more.

    Returns
    -------
    Treated: values and treated (..., n_units, n_indicators), n_points and passed (..., n_indicators). An indicator
    that does not trip the trigger is untouched and has passed. One that max_points cannot bring to pass, or that only
    becoming constant would, is returned untreated with passed False: it wants a transformation instead.

    Raises
    ------
    ValueError : a negative max_points.

    Notes
    -----
    The side is chosen anew each time by the sign of the skewness. Points tied on the extreme are drawn in together and
    each counts: one alone would leave the extreme where it is, and the order of units would decide which
    (``tied_points``). COINr takes the same points, and its ``Treat`` likewise goes back to the untreated column before
    its logarithm; its ``winsorise`` by itself returns such a column half treated, lets a tie carry the count past the
    most allowed, and stops with an error on a constant column. Treated points share their value, and so their place,
    with the next one: show each of them. Not neutral at small n: five points are 4 % of 133 units but 15 % of 34.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.4, doi:10.1787/9789264043466-en;
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> column = np.array([[1.0], [2.0], [3.0], [4.0], [5.0], [90.0]])
    >>> treated = winsorise(column, skewness_limit=2.0, kurtosis_limit=3.5, kurtosis_alone_limit=None, max_points=1)
    >>> treated.values.ravel(), treated.n_points, treated.passed
    (array([1., 2., 3., 4., 5., 5.]), array([1]), array([ True]))
    """
    if max_points < 0:
        raise ValueError(f"winsorising needs a most number of points that is 0 or more; found {max_points}")

    def trips(standard: FloatArray, n: IntArray) -> BoolArray:
        return is_outlying(
            _skewness(standard, n),
            _kurtosis(standard, n),
            skewness_limit=skewness_limit,
            kurtosis_limit=kurtosis_limit,
            kurtosis_alone_limit=kurtosis_alone_limit,
        )

    ordered, drawn = _ordered(values), values.copy()
    passed = ~trips(*_standardised(ordered))
    for *replicate, indicator in np.argwhere(~passed):
        column = (*replicate, slice(None), indicator)
        ends = _ends_drawn_in(ordered[(*replicate, indicator)], trips=trips, max_points=max_points)
        if ends is not None:
            drawn[column], passed[(*replicate, indicator)] = np.clip(values[column], *ends), True
    treated = (drawn != values) & ~np.isnan(values)
    return Treated(drawn, treated, np.count_nonzero(treated, axis=-2).astype(np.int64), passed)


def _ends_drawn_in(
    ordered: FloatArray, *, trips: Callable[[FloatArray, IntArray], BoolArray], max_points: int
) -> tuple[float, float] | None:
    """The least and greatest value once an outlying column, sorted, passes; None if too much would have to be drawn in.

    Too much is more than the points allowed, or all spread. Drawing in an end leaves the column sorted: no sort within.
    """
    drawn = ordered.copy()
    observed = drawn[~np.isnan(drawn)]  # a copy, which stays as it was
    first, last = 0, observed.size - 1  # the outermost points that have not been drawn in
    standard, n = _standardised(drawn)
    while trips(standard, n):
        if _skewness(standard, n) >= 0:
            last = int(np.searchsorted(observed, observed[last], side="left")) - 1
            drawn[last + 1 : observed.size] = observed[last]
        else:
            first = int(np.searchsorted(observed, observed[first], side="right"))
            drawn[:first] = observed[first]
        if first + observed.size - 1 - last > max_points or observed[first] == observed[last]:
            return None
        standard, n = _standardised(drawn)
    return float(observed[first]), float(observed[last])


def _ordered(values: FloatArray) -> FloatArray:
    """Each indicator sorted and in one piece, missing values last: (..., n_indicators, n_units).

    So neither the order of units nor the grouping of replicates can change a sum in its last bit and with it the
    trigger.
    """
    return np.sort(np.ascontiguousarray(np.moveaxis(values, -2, -1)), axis=-1)


def _standardised(ordered: FloatArray) -> tuple[FloatArray, IntArray]:
    """Centre and scale by the standard deviation (n), along the last axis, and count: (..., n_units) and (...).

    What has zero range becomes NaN.
    """
    n = np.count_nonzero(~np.isnan(ordered), axis=-1, keepdims=True)
    span = np.fmax.reduce(ordered, axis=-1, keepdims=True) - np.fmin.reduce(ordered, axis=-1, keepdims=True)
    centred = ordered - np.nansum(ordered, axis=-1, keepdims=True) / np.maximum(n, 1)
    relative = centred / np.where(span > 0, span, np.nan)  # before squaring, so that no scale over- or underflows
    scale = np.sqrt(np.nansum(relative**2, axis=-1, keepdims=True) / np.maximum(n, 1))
    return relative / np.where(span > 0, scale, np.nan), n[..., 0]


def _skewness(standard: FloatArray, n: IntArray) -> FloatArray:
    factor = np.sqrt(n * (n - 1)) / np.where(n > 2, n - 2, np.nan)
    return np.asarray(factor * _mean(standard * standard**2, n))


def _kurtosis(standard: FloatArray, n: IntArray) -> FloatArray:
    factor = (n - 1) / np.where(n > 3, (n - 2) * (n - 3), np.nan)
    return np.asarray(factor * ((n + 1) * (_mean((standard**2) ** 2, n) - 3) + 6))


def _mean(standard: FloatArray, n: IntArray) -> FloatArray:
    """Average over the observed units, on the last axis; NaN where there is none."""
    return np.where(np.isnan(standard).all(axis=-1), np.nan, np.nansum(standard, axis=-1) / np.maximum(n, 1))
