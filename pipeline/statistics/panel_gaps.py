"""Panel gaps: what stands in for a year that a series lacks? Its own last value, or the line between its neighbours.

Years are axis -3, before units and indicators, as in ``trends``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipeline.statistics import trends
from pipeline.statistics.types import BoolArray, FloatArray

Ends = Literal["missing", "nearest"]


@dataclass(frozen=True, eq=False)
class Interpolated:
    """Values at the years asked for, and which of them were not observed."""

    values: FloatArray
    filled: BoolArray


@dataclass(frozen=True, eq=False)
class Carried:
    """Values with the last observed carried forward, and the year that each of them is of; NaN where there is none."""

    values: FloatArray
    data_year: FloatArray


def interpolate(values: FloatArray, *, years: FloatArray, at: FloatArray, ends: Ends) -> Interpolated:
    r"""Fill a year by the straight line between the nearest observed years of the same unit and indicator.

    .. math:: x_t = x_{t_1} + \frac{t - t_1}{t_2 - t_1}\,(x_{t_2} - x_{t_1}), \quad t_1 < t < t_2

    Parameters
    ----------
    values : (..., n_years, n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    years : (n_years,) increasing.
    at : (n_at,) increasing: the years wanted, which need not be among them.
    ends : before the first and after the last observed year: ``missing`` leaves the blank, ``nearest`` takes that
        value.

    Returns
    -------
    Interpolated: values and filled (..., n_at, n_units, n_indicators). An observed value is returned as it is; a series
    without values stays without.

    Raises
    ------
    ValueError : years that do not increase or do not fit, a word for the ends that is neither of the two.

    Notes
    -----
    A line needs the later year: it cannot be drawn before that one is published. COINr's ``approx_df`` is ``missing``
    (and blanks a series with a single value), its ``impute_panel("linear")`` is ``nearest`` (and stops at one).

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> series, years = np.array([[[1.0]], [[np.nan]], [[4.0]]]), np.array([2020.0, 2021.0, 2023.0])
    >>> interpolate(series, years=years, at=np.array([2021.0, 2023.0, 2024.0]), ends="missing").values.ravel()
    array([ 2.,  4., nan])
    """
    trends.check_years(years, values)
    if ends not in ("missing", "nearest"):
        raise ValueError(f"beyond the ends a value is missing or the nearest; found {ends!r}")
    if at.ndim != 1 or not (np.diff(at) > 0).all():
        raise ValueError(f"the years wanted must increase; found {at.tolist()}")
    series = np.moveaxis(values, -3, -1)
    lines = np.full((*series.shape[:-1], at.size), np.nan)
    beyond = np.nan if ends == "missing" else None
    for cell in np.ndindex(series.shape[:-1]):
        present = ~np.isnan(series[cell])
        if present.any():
            lines[cell] = np.interp(at, years[present], series[cell][present], left=beyond, right=beyond)
    found = np.moveaxis(lines, -1, -3)
    observed = ((at[:, np.newaxis] == years) & ~np.isnan(series)[..., np.newaxis, :]).any(axis=-1)
    return Interpolated(found, ~np.isnan(found) & ~np.moveaxis(observed, -1, -3))


def carry_last(values: FloatArray, *, years: FloatArray, max_age: float) -> Carried:
    r"""Fill a year by the last observed value of the same unit and indicator, unless it is too old.

    .. math:: x_t = x_{t_1}, \quad t_1 = \max\{u \le t : x_u \text{ observed}\}, \quad t - t_1 \le k

    Parameters
    ----------
    values : (..., n_years, n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    years : (n_years,) increasing.
    max_age : k, the most years that a value may be old, 0 or more; infinity for any.

    Returns
    -------
    Carried: values and data_year (..., n_years, n_units, n_indicators). An observed value is returned as it is, with
    its own year.

    Raises
    ------
    ValueError : years that do not increase or do not fit, a negative age.

    Notes
    -----
    A carried value hides change and holds a rank in place: show its year. COINr's ``impute_panel("latest")`` agrees on
    a panel sorted by unit and year; on another it scrambles columns.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> series, years = np.array([[[1.0]], [[np.nan]], [[np.nan]]]), np.array([2020.0, 2021.0, 2023.0])
    >>> found = carry_last(series, years=years, max_age=1.0)
    >>> found.values.ravel(), found.data_year.ravel()
    (array([ 1.,  1., nan]), array([2020., 2020.,   nan]))
    """
    trends.check_years(years, values)
    if not max_age >= 0:
        raise ValueError(f"the most years that a value may be old must be 0 or more; found {max_age}")
    dated = np.where(np.isnan(values), -np.inf, years[:, np.newaxis, np.newaxis])
    last = np.maximum.accumulate(dated, axis=-3)
    recent = np.isfinite(last) & (years[:, np.newaxis, np.newaxis] - last <= max_age)
    row = np.searchsorted(years, np.where(np.isfinite(last), last, years[0]))
    carried = np.take_along_axis(values, row, axis=-3)
    return Carried(np.where(recent, carried, np.nan), np.where(recent, last, np.nan))
