"""Trends: how fast does an indicator change over the years?

Years are axis -3, before units and indicators, as in ``panel_imputation``, which fills gaps beforehand where that is
wanted. A trend over few years is arithmetic, not a forecast.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.statistics.types import BoolArray, FloatArray, IntArray

ROUNDING = 64 * np.finfo(float).eps  # a fitted value this small beside the values themselves is 0


@dataclass(frozen=True, eq=False)
class Span:
    """First and last year with a value, and the share of the years that have one, per unit and indicator."""

    first: FloatArray
    last: FloatArray
    availability_share: FloatArray


def compound_growth(values: FloatArray, *, years: IntArray) -> FloatArray:
    r"""Measure growth per year between the first and the last observed value: the compound annual growth rate.

    .. math:: g = \left(\frac{x_{t_2}}{x_{t_1}}\right)^{1 / (t_2 - t_1)} - 1

    Parameters
    ----------
    values : (..., n_years, n_units, n_indicators) on ratio scales; NaN is missing.
    years : (n_years,) increasing.

    Returns
    -------
    (..., n_units, n_indicators) shares per year, -1 or more: 0.02 is 2 % a year. 0 where the ends are equal, also both
    0; NaN with fewer than two observed values, and where no rate leads from one end to the other (from 0, or across 0).

    Raises
    ------
    ValueError : years that do not increase or do not fit.

    Notes
    -----
    Between two negative ends a positive rate is growth away from 0. The years between the ends are not read. COINr's
    ``CAGR`` agrees, and gives infinities from 0. Its ``get_trends`` multiplies by the direction, so that a falling bad
    grows; here the direction is turned in normalisation only.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> series, years = np.array([[[100.0]], [[np.nan]], [[121.0]]]), np.array([2020, 2021, 2022])
    >>> compound_growth(series, years=years).round(6)
    array([[0.1]])
    """
    span = observed_span(values, years=years)
    start, end = (_at(values, years == year[..., np.newaxis]) for year in (span.first, span.last))
    equal, length = start == end, span.last - span.first
    ratio = np.where((start != 0) & (length > 0), end / np.where(start != 0, start, 1.0), np.nan)
    rate = np.where(ratio >= 0, ratio, np.nan) ** (1.0 / np.where(length > 0, length, 1.0)) - 1.0
    return np.where(equal & (length > 0), 0.0, rate)


def percentage_change(values: FloatArray, *, years: IntArray, per: float) -> FloatArray:
    r"""Measure the change per period by the line of least squares, in percent of its value in the first observed year.

    .. math:: 100\,p\,\frac{\hat b}{\hat a + \hat b\,t_1}

    Parameters
    ----------
    values : (..., n_years, n_units, n_indicators) on ratio scales; NaN is missing.
    years : (n_years,) increasing.
    per : the period, in years, above 0: 1 for a year, 10 for a decade.

    Returns
    -------
    (..., n_units, n_indicators) percent per period; 0 where all observed values are equal; NaN with fewer than two of
    them, and where the line starts at 0.

    Raises
    ------
    ValueError : years that do not increase or do not fit, a period of 0 or less.

    Notes
    -----
    With two values the line goes through both. Where the line starts below 0, a rise has a negative percentage. COINr's
    ``prc_change`` agrees; where the line starts at 0 it divides by a rounding error (-1.1e+17 percent).

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> percentage_change(np.array([[[50.0]], [[55.0]], [[60.0]]]), years=np.array([2020, 2021, 2022]), per=1.0)
    array([[10.]])
    """
    if not per > 0:
        raise ValueError(f"a percentage change needs a period above 0; found {per}")
    span = observed_span(values, years=years)
    present = ~np.isnan(values)
    n = np.maximum(present.sum(axis=-3), 1)
    time = np.where(present, years[:, np.newaxis, np.newaxis], 0.0)
    centre, mean = time.sum(axis=-3) / n, np.nansum(values, axis=-3) / n
    away = np.where(present, years[:, np.newaxis, np.newaxis] - centre[..., np.newaxis, :, :], 0.0)
    squares = (away**2).sum(axis=-3)
    slope = np.nansum(away * (values - mean[..., np.newaxis, :, :]), axis=-3) / np.where(squares > 0, squares, np.nan)
    start = mean + slope * (span.first - centre)
    level = np.fmax.reduce(np.abs(values), axis=-3)
    flat = (squares > 0) & (np.fmax.reduce(values, axis=-3) == np.fmin.reduce(values, axis=-3))
    change = 100.0 * per * slope / np.where(np.abs(start) > ROUNDING * level, start, np.nan)
    return np.where(flat, 0.0, change)


def latest(values: FloatArray, *, n_years: int) -> FloatArray:
    r"""Keep the latest years of each series, counted back from its last observed value, and blank those before.

    .. math:: x_t \text{ for } t_2 - n < t \le t_2, \text{ counted in rows}

    Parameters
    ----------
    values : (..., n_years, n_units, n_indicators) in any unit of measure; NaN is missing.
    n_years : how many rows of years to keep, 1 or more, blanks between them included.

    Returns
    -------
    (..., n_years, n_units, n_indicators) with NaN before the years kept; a series that does not reach so far back is
    blank throughout, so that no trend over fewer years stands beside the others.

    Raises
    ------
    ValueError : fewer than one year.

    Notes
    -----
    COINr's ``get_trends(use_latest)`` agrees, but gives nothing either where the series reaches back exactly so far.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> latest(np.array([1.0, 2.0, 3.0, np.nan])[:, np.newaxis, np.newaxis], n_years=2).ravel()
    array([nan,  2.,  3., nan])
    """
    if n_years < 1:
        raise ValueError(f"the latest years must be 1 or more; found {n_years}")
    rows = np.arange(values.shape[-3])[:, np.newaxis, np.newaxis]
    last = np.where(~np.isnan(values), rows, -1).max(axis=-3, keepdims=True)
    first = last - n_years + 1
    return np.where((first >= 0) & (rows >= first), values, np.nan)


def observed_span(values: FloatArray, *, years: IntArray) -> Span:
    """Say what a trend rests on: first and last year with a value, and the share of the years that have one.

    Parameters
    ----------
    values : (..., n_years, n_units, n_indicators) in any unit of measure; NaN is missing.
    years : (n_years,) increasing.

    Returns
    -------
    Span of arrays (..., n_units, n_indicators); years NaN and share 0 for a series without values.

    Raises
    ------
    ValueError : years that do not increase or do not fit.

    Notes
    -----
    COINr's ``get_trends`` reports the same as ``t_first``, ``t_latest`` and ``Avail``, the years only where there are
    two values.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> span = observed_span(np.array([[[np.nan]], [[4.0]]]), years=np.array([2020, 2021]))
    >>> span.first, span.availability_share
    (array([[2021.]]), array([[0.5]]))
    """
    _check_years(years, values)
    present = ~np.isnan(values)
    dated = np.where(present, years[:, np.newaxis, np.newaxis], np.nan)
    return Span(np.fmin.reduce(dated, axis=-3), np.fmax.reduce(dated, axis=-3), present.mean(axis=-3))


def _check_years(years: IntArray, values: FloatArray) -> None:
    """Refuse years that do not increase, or that are not as many as the axis of years is long."""
    if values.ndim < 3 or years.shape != (values.shape[-3],):
        raise ValueError(f"trends need years before units and indicators; found shapes {years.shape}, {values.shape}")
    if not (np.diff(years) > 0).all():
        raise ValueError(f"years must increase; found {years.tolist()}")


def _at(values: FloatArray, chosen: BoolArray) -> FloatArray:
    """Take one year per series, marked on the last axis of ``chosen``: NaN where none is."""
    picked = np.where(np.moveaxis(chosen, -1, -3), values, np.nan)
    return np.asarray(np.fmax.reduce(picked, axis=-3))
