"""Scaling: normalisation by numbers fixed beforehand, or by the best value; the distances are in ``distances``.

Every function here turns the direction, so that more is better in what it returns.
"""

from __future__ import annotations

import numpy as np

from pipeline.statistics import directions, normalisation
from pipeline.statistics.types import BoolArray, FloatArray, IntArray


def goalposts(
    values: FloatArray, *, direction: IntArray, low: FloatArray, high: FloatArray, lower: float, upper: float
) -> FloatArray:
    r"""Place values between goalposts that are fixed beforehand; what lies beyond them gets the end of the scale.

    .. math:: s = a + (b - a)\,\mathrm{clip}\left(\frac{x - l}{h - l}, 0, 1\right), \quad
        \frac{h - x}{h - l} \text{ where less is better}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    direction : (n_indicators,) +1 more is better, -1 less is better.
    low, high : (n_indicators,) or (..., n_indicators) goalposts in the indicator's unit of measure, low < high, as they
        stand in the data (never flipped).
    lower, upper : ends of the scale of scores, lower < upper.

    Returns
    -------
    (..., n_units, n_indicators) scores from lower to upper; NaN where the value is missing. Values of zero range have
    a place like any others, because the goalposts do not depend on them.

    Raises
    ------
    ValueError : a missing goalpost, goalposts without low < high, lower not below upper, a direction other than +1/-1.

    Notes
    -----
    ``normalisation.min_max`` with both goalposts required: none is taken from the data unseen, so scores of several
    editions are comparable (``panel.goalposts``). ``beyond_goalposts`` names the truncated cells. COINr's
    ``n_goalposts`` agrees; without truncation (its ``trunc2posts = FALSE``) it is ``scaled``.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en;
    UNDP (2024), Human Development Report 2023/2024, technical notes.

    >>> life = np.array([[20.0], [52.5], [90.0], [np.nan]])
    >>> low, high = np.array([20.0]), np.array([85.0])
    >>> goalposts(life, direction=np.array([1]), low=low, high=high, lower=0.0, upper=100.0).ravel()
    array([  0.,  50., 100.,  nan])
    """
    directions.refuse_columns(np.isnan(low) | np.isnan(high), "fixed goalposts need a low and a high; found none")
    return normalisation.min_max(values, direction=direction, lower=lower, upper=upper, low=low, high=high)


def beyond_goalposts(values: FloatArray, *, low: FloatArray, high: FloatArray) -> BoolArray:
    r"""Say which cells ``goalposts`` truncates: there a better or worse value no longer changes the score.

    .. math:: x < l \quad\text{or}\quad x > h

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    low, high : (n_indicators,) or (..., n_indicators) goalposts in the same units.

    Returns
    -------
    (..., n_units, n_indicators) True where the value lies beyond a goalpost; False where it is missing, and on one.

    Notes
    -----
    COINr truncates without saying where.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> beyond_goalposts(np.array([[85.0], [90.0], [np.nan]]), low=np.array([20.0]), high=np.array([85.0])).ravel()
    array([False,  True, False])
    """
    return np.asarray((values < low[..., np.newaxis, :]) | (values > high[..., np.newaxis, :]))


def scaled(
    values: FloatArray, *, direction: IntArray, low: FloatArray, high: FloatArray, factor: float | FloatArray
) -> FloatArray:
    r"""Shift and stretch values linearly, without truncation: for indicators that come with a scale of their own.

    .. math:: s = f\,\frac{x - l}{h - l}, \quad f\,\frac{h - x}{h - l} \text{ where less is better}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    direction : (n_indicators,) +1 more is better, -1 less is better.
    low, high : (n_indicators,) or (..., n_indicators) ends of the scale in the same units, low < high.
    factor : positive, one number or (n_indicators,): the score at the better end.

    Returns
    -------
    (..., n_units, n_indicators) scores, 0 at the worse end and factor at the better, without bounds; NaN where the
    value is missing.

    Raises
    ------
    ValueError : ends that are missing or without low < high, a factor of 0 or less, a direction other than +1 and -1.

    Notes
    -----
    The GII's way with composite indicators that are 0-100 already. COINr's ``n_scaled`` agrees, with ends from the
    metadata; ends given by hand refer there to values multiplied by -1 where less is better, so that its [l, h] is
    [-h, -l] here and its default 0-100 gives such indicators negative scores.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> likert = np.array([[1.0, 1.0], [5.0, 4.0]])
    >>> low, high = np.array([1.0, 1.0]), np.array([5.0, 5.0])
    >>> scaled(likert, direction=np.array([1, -1]), low=low, high=high, factor=100.0)
    array([[  0., 100.],
           [100.,  25.]])
    """
    turned = directions.turn(values, direction)
    directions.refuse_columns(~(low < high), "a scale needs low < high; found low at or above high, or none")
    directions.refuse_columns(np.atleast_1d(~(np.asarray(factor) > 0)), "a scale needs a factor above 0; found none")
    least, greatest = directions.turn_bounds(low, high, direction)
    return (turned - least[..., np.newaxis, :]) / (greatest - least)[..., np.newaxis, :] * factor


def fraction_of_maximum(values: FloatArray, *, direction: IntArray, factor: float) -> FloatArray:
    r"""Divide by the best value: for ratio scales, where twice the value means twice as much.

    .. math:: s = f\,\frac{x}{\max x}, \quad f\,\frac{\min x}{x} \text{ where less is better}

    Parameters
    ----------
    values : (..., n_units, n_indicators) with a meaningful zero; NaN is missing. All above 0 where less is better;
        where more is better the greatest must be above 0.
    direction : (n_indicators,) +1 more is better, -1 less is better.
    factor : positive: the score of the best unit (1 or 100).

    Returns
    -------
    (..., n_units, n_indicators) scores up to factor, above 0 for values above 0; NaN where the value is missing. Equal
    values all have factor: zero range needs no exception. An indicator without values has no scores.

    Raises
    ------
    ValueError : values without the zero that a ratio needs, a factor of 0 or less, a direction other than +1 and -1.

    Notes
    -----
    Another unit of measure changes nothing, another origin (Celsius, Kelvin) does: not for interval scales. COINr's
    ``n_fracmax`` agrees where more is better; where less is better it divides negatives by negatives, so that the
    worst unit scores highest, and that is not matched.

    References
    ----------
    Hwang, Yoon (1981), Multiple Attribute Decision Making, chapter 2, doi:10.1007/978-3-642-48318-9.

    >>> values = np.array([[10.0, 10.0], [40.0, 40.0], [np.nan, 20.0]])
    >>> fraction_of_maximum(values, direction=np.array([1, -1]), factor=100.0)
    array([[ 25., 100.],
           [100.,  25.],
           [ nan,  50.]])
    """
    best = np.fmax.reduce(directions.turn(values, direction), axis=-2, keepdims=True) * direction
    if not factor > 0:
        raise ValueError(f"a fraction of the maximum needs a factor above 0; found {factor}")
    good = direction > 0
    directions.refuse_columns(good & (best <= 0), "a fraction of the maximum needs a maximum above 0; found none")
    directions.refuse_columns(~good & (values <= 0), "where less is better a fraction needs values above 0; found less")
    return factor * np.where(good, values, best) / np.where(good, best, values)
