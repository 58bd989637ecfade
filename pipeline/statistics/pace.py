"""Targets: how far is it, how fast must it go, how fast did it go, and in which year would it arrive?

A target is an interval of acceptable values: ``low`` to infinity for *at least*, minus infinity to ``high`` for *at
most*, both finite for a range. Years are axis -3, before units and indicators, as in ``trends``. What is said of a year
to come is arithmetic with the observed pace held fixed, not a forecast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipeline.statistics import trends
from pipeline.statistics.types import FloatArray, IntArray

Path = Literal["linear", "geometric"]
"""Equal steps in the unit of measure, or equal shares of the year before."""

LIGHTS = ("met", "on_track", "moderate", "insufficient", "away", "missed", "not_estimable", "no_value")
ROUNDING = 1e-9  # of a year: an arrival this little after the turn of a year is a rounding error


@dataclass(frozen=True, eq=False)
class Pace:
    """Change per year of each series: the middle of all pairwise slopes, the least and the greatest; years observed."""

    middle: FloatArray
    least: FloatArray
    greatest: FloatArray
    n_years: IntArray


def gap(values: FloatArray, *, low: FloatArray, high: FloatArray) -> FloatArray:
    r"""Measure the way that is left to the nearest acceptable value.

    .. math:: l - x \text{ where } x < l, \quad h - x \text{ where } x > h, \quad 0 \text{ between}

    Parameters
    ----------
    values : (..., n_units, n_indicators) each in its own unit of measure; NaN is missing.
    low, high : (n_indicators,) the target, low <= high; infinite on the side that is open.

    Returns
    -------
    (..., n_units, n_indicators) in the unit of measure: positive where more is wanted, negative where less; 0 is met;
    NaN where the value is missing.

    Raises
    ------
    ValueError : a low above its high.

    References
    ----------
    OECD (2019), Measuring Distance to the SDG Targets 2019, doi:10.1787/a8caf3fa-en.

    >>> gap(np.array([[80.0], [100.0]]), low=np.array([95.0]), high=np.array([np.inf])).ravel()
    array([15.,  0.])
    """
    if not (low <= high).all():
        raise ValueError(f"a target needs low <= high; found {low[~(low <= high)]} and {high[~(low <= high)]}")
    return np.where(values < low, low - values, np.where(values > high, high - values, values * 0.0))


def distance_score(values: FloatArray, *, low: FloatArray, high: FloatArray, baseline: FloatArray) -> FloatArray:
    r"""Place values between a stated baseline, 0, and the target, 100.

    .. math:: s = 100\,\mathrm{clip}\left(1 - \frac{|d(x)|}{|d(b)|}, 0, 1\right), \quad d \text{ the gap}

    Parameters
    ----------
    values : (..., n_units, n_indicators) each in its own unit of measure; NaN is missing.
    low, high : (n_indicators,) the target, see :func:`gap`.
    baseline : (n_indicators,) a value that does not meet the target, in the same units.

    Returns
    -------
    (..., n_units, n_indicators) on 0-100: 100 is met, 0 is the baseline or further away; NaN where the value is missing.

    Raises
    ------
    ValueError : a baseline that meets the target; a low above its high.

    Notes
    -----
    For *at least* and *at most* this is goalposts at baseline and target. On the far side of a range the distance
    counts as much as on the side of the baseline.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 5.5 (distance to a reference).

    >>> bounds = {"low": np.array([100.0]), "high": np.array([np.inf])}
    >>> distance_score(np.array([[80.0]]), baseline=np.array([20.0]), **bounds)
    array([[75.]])
    """
    whole = np.abs(gap(baseline, low=low, high=high))
    if not (whole > 0).all():
        raise ValueError(f"a baseline must not meet its target; found {baseline[~(whole > 0)]}")
    return 100.0 * np.clip(1.0 - np.abs(gap(values, low=low, high=high)) / whole, 0.0, 1.0)


def required(
    values: FloatArray, *, low: FloatArray, high: FloatArray, years_left: FloatArray, path: Path
) -> FloatArray:
    r"""Compute the change per year that leads from the last value to the target in its year.

    .. math:: \frac{d(x)}{T - t} \text{ (linear)}, \qquad
        \left(\frac{x + d(x)}{x}\right)^{1 / (T - t)} - 1 \text{ (geometric)}

    Parameters
    ----------
    values : (..., n_units, n_indicators) the last observed values; NaN is missing.
    low, high : (n_indicators,) the target, see :func:`gap`.
    years_left : (..., n_units, n_indicators) from the year of the value to that of the target.
    path : linear in the unit of measure; geometric on ratio scales, as a share of the year before.

    Returns
    -------
    (..., n_units, n_indicators) in the unit of measure per year, or a share per year: 0.02 is 2 % a year. 0 where the
    target is met; NaN where the value is missing, where no year is left, and on a geometric path from or to 0 or less.

    Raises
    ------
    ValueError : a low above its high.

    References
    ----------
    Eurostat (2020), Sustainable development in the European Union, Monitoring report, annex on the assessment method
    (required growth rate); compared with others in Lafortune et al. (2020), doi:10.3390/su12187675.

    >>> bounds = {"low": np.array([100.0]), "high": np.array([np.inf]), "years_left": np.array([[5.0]])}
    >>> required(np.array([[80.0]]), path="linear", **bounds)
    array([[4.]])
    """
    way = gap(values, low=low, high=high)
    left = np.where(years_left > 0, years_left, np.nan)
    if path == "linear":
        return np.where(way == 0, 0.0, way / left)
    end = values + way
    sound = (values > 0) & (end > 0)
    ratio = np.where(sound, end, np.nan) / np.where(sound, values, 1.0)
    return np.where(sound & (way == 0), 0.0, ratio ** (1.0 / left) - 1.0)


def required_path(start: FloatArray, pace: FloatArray, *, ahead: IntArray, path: Path) -> FloatArray:
    r"""Follow a pace from a start through the years ahead.

    .. math:: x + k p \text{ (linear)}, \qquad x (1 + p)^k \text{ (geometric)}

    Parameters
    ----------
    start, pace : (..., n_units, n_indicators) the last values, and the change per year as :func:`required` gives it.
    ahead : (n_years,) years after that of the last value, 0 being the value itself.
    path : see :func:`required`.

    Returns
    -------
    (..., n_years, n_units, n_indicators) in the unit of measure; NaN where start or pace is missing.

    References
    ----------
    Eurostat (2020), as in :func:`required`.

    >>> required_path(np.array([[80.0]]), np.array([[4.0]]), ahead=np.array([0, 5]), path="linear").ravel()
    array([ 80., 100.])
    """
    steps = ahead[:, np.newaxis, np.newaxis].astype(float)
    start, pace = start[..., np.newaxis, :, :], pace[..., np.newaxis, :, :]
    return start + steps * pace if path == "linear" else start * (1.0 + pace) ** steps + 0.0 * pace


def observed(values: FloatArray, *, years: IntArray, least_years: int, path: Path) -> Pace:
    r"""Measure the pace of each series by the slopes of all its pairs of years: their median and their range.

    .. math:: b_{ij} = \frac{x_j - x_i}{t_j - t_i}, \; i < j; \qquad \mathrm{med}\,b_{ij},\; \min b_{ij},\; \max b_{ij}

    Parameters
    ----------
    values : (..., n_years, n_units, n_indicators); NaN is missing.
    years : (n_years,) increasing.
    least_years : observed years below which a pace is not estimable, 3 or more: two points are no trend.
    path : ``geometric`` takes the slopes of the logarithms and gives shares per year, :math:`e^b - 1`.

    Returns
    -------
    Pace of arrays (..., n_units, n_indicators); NaN with too few years, and on a geometric path with a value of 0 or less.

    Raises
    ------
    ValueError : years that do not increase or do not fit; fewer than three years asked for.

    Notes
    -----
    The median is the estimator of Theil and Sen. The range is that of the slopes themselves, not a confidence interval:
    Sen's interval rests on the distribution of Kendall's tau, which has next to no levels at 3 to 6 years.

    References
    ----------
    Sen (1968), Estimates of the regression coefficient based on Kendall's tau, doi:10.1080/01621459.1968.10480934.

    >>> series, years = np.array([10.0, 12.0, 18.0]).reshape(3, 1, 1), np.array([2021, 2022, 2023])
    >>> pace = observed(series, years=years, least_years=3, path="linear")
    >>> float(pace.least[0, 0]), float(pace.middle[0, 0]), float(pace.greatest[0, 0])  # 2, (18 - 10) / 2, 6
    (2.0, 4.0, 6.0)
    """
    if least_years < 3:
        raise ValueError(f"a pace needs 3 observed years or more; found {least_years}")
    n_years = np.asarray((~np.isnan(values)).sum(axis=-3))
    trends.observed_span(values, years=years)  # refuses years that do not fit
    scale = values
    if path == "geometric":
        scale = np.log(np.where(values > 0, values, np.nan))
        scale = np.where((values <= 0).any(axis=-3, keepdims=True), np.nan, scale)  # a rate cannot pass through 0
    first, second = np.triu_indices(len(years), k=1)
    slopes = (scale[..., second, :, :] - scale[..., first, :, :]) / (years[second] - years[first])[:, None, None]
    estimable = (n_years >= least_years) & ~np.isnan(slopes).all(axis=-3)
    if not len(first):  # of one year there are no pairs, and no slope of which there could be a median
        slopes = np.zeros((*values.shape[:-3], 1, *values.shape[-2:]))
    slopes = np.where(estimable[..., np.newaxis, :, :], slopes, 0.0)
    found = [np.where(estimable, part(slopes, axis=-3), np.nan) for part in (np.nanmedian, np.nanmin, np.nanmax)]
    if path == "geometric":
        found = [np.expm1(part) for part in found]
    return Pace(found[0], found[1], found[2], n_years)


def arrival(
    values: FloatArray, pace: FloatArray, *, last_years: FloatArray, low: FloatArray, high: FloatArray, path: Path
) -> FloatArray:
    r"""Compute the year in which a pace held fixed would first meet the target.

    .. math:: \left\lceil t + \frac{d(x)}{p} \right\rceil \text{ (linear)}, \qquad
        \left\lceil t + \frac{\ln (x + d(x)) - \ln x}{\ln (1 + p)} \right\rceil \text{ (geometric)}

    Parameters
    ----------
    values, last_years : (..., n_units, n_indicators) the last observed values and their years; NaN is missing.
    pace : (..., n_units, n_indicators) change per year, as :func:`observed` gives it.
    low, high : (n_indicators,) the target, see :func:`gap`.
    path : see :func:`required`.

    Returns
    -------
    (..., n_units, n_indicators) years; the year of the value where the target is met; infinite where the pace is 0 or
    leads away; NaN where value or pace is missing.

    Raises
    ------
    ValueError : a low above its high.

    Notes
    -----
    A range of years comes from calling it with the least and the greatest pace. A value that passes through a narrow
    target and out again is not followed further.

    References
    ----------
    OECD (2019), as in :func:`gap`.

    >>> bounds = {"low": np.array([100.0]), "high": np.array([np.inf]), "last_years": np.array([[2024.0]])}
    >>> arrival(np.array([[80.0]]), np.array([[6.0]]), path="linear", **bounds)  # 20 / 6 = 3.3 years
    array([[2028.]])
    """
    way = gap(values, low=low, high=high)
    if path == "linear":
        distance, speed = way, pace
    else:
        sound = (values > 0) & (values + way > 0)
        distance = np.log(np.where(sound, values + way, np.nan)) - np.log(np.where(sound, values, np.nan))
        speed = np.log1p(np.where(pace > -1, pace, np.nan))
    towards = distance * speed > 0
    needed = np.where(towards, distance / np.where(towards, speed, 1.0), np.inf)
    known = ~np.isnan(distance) & ~np.isnan(speed)
    reached = np.ceil(last_years + needed - ROUNDING)
    return np.where(known, np.where(way == 0, last_years, reached), np.nan)


def ratio(pace: FloatArray, required: FloatArray) -> FloatArray:
    r"""Hold an observed pace against the required one.

    .. math:: p / r

    Parameters
    ----------
    pace, required : (..., n_units, n_indicators) changes per year, both linear or both geometric.

    Returns
    -------
    (..., n_units, n_indicators) 1 and more is fast enough, below 0 leads away; NaN where either is missing, and where
    nothing is required.

    References
    ----------
    Eurostat (2020), as in :func:`required` (ratio of actual to required growth).

    >>> ratio(np.array([3.0, -1.0]), np.array([4.0, 4.0]))
    array([ 0.75, -0.25])
    """
    return pace / np.where(required != 0, required, np.nan)


def lights(
    way: FloatArray, ratio: FloatArray, *, years_left: FloatArray, on_track: float, moderate: float
) -> np.ndarray:
    """Say in one word how a series stands towards its target.

    Parameters
    ----------
    way : (..., n_units, n_indicators) as :func:`gap` gives it.
    ratio : of the observed to the required pace, see :func:`ratio`.
    years_left : from the year of the value to that of the target.
    on_track, moderate : least ratios of these two lights, 0 < moderate < on_track.

    Returns
    -------
    (..., n_units, n_indicators) words of ``LIGHTS``: ``met``; ``missed``, where no year is left; ``on_track`` and
    ``moderate`` from their ratios on; ``insufficient`` from 0 on; ``away`` below; ``not_estimable`` without a ratio;
    ``no_value`` without a value.

    Raises
    ------
    ValueError : thresholds in another order.

    References
    ----------
    Eurostat (2020), as in :func:`required`: significant progress from 95 % of the required pace, moderate from 60 %,
    insufficient from 0 %.

    >>> rule = {"years_left": np.array([6.0, 6.0]), "on_track": 0.95, "moderate": 0.6}
    >>> lights(np.array([20.0, 0.0]), np.array([0.7, np.nan]), **rule).tolist()
    ['moderate', 'met']
    """
    if not 0 < moderate < on_track:
        raise ValueError(f"lights need 0 < moderate < on_track; found {moderate} and {on_track}")
    cases = [
        np.isnan(way),
        way == 0,
        years_left <= 0,
        np.isnan(ratio),
        ratio >= on_track,
        ratio >= moderate,
        ratio >= 0,
    ]
    words = ["no_value", "met", "missed", "not_estimable", "on_track", "moderate", "insufficient"]
    return np.select(cases, words, default="away")
