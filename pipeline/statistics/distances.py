"""Distances: normalisation by how far a unit stands from the best unit, from a unit of reference, or from a target.

Every function here turns the direction. Each distance is measured from the worst value of the data, so the scores move
with that value: goalposts (``scaling``) do not.
"""

from __future__ import annotations

import numpy as np

from pipeline.statistics import directions
from pipeline.statistics.normalisation import ZeroRange
from pipeline.statistics.types import BoolArray, FloatArray, IntArray


def to_maximum(
    values: FloatArray, *, direction: IntArray, factor: float, zero_range: ZeroRange = "error"
) -> FloatArray:
    r"""Score units by their distance to the best unit.

    .. math:: s = f\left(1 - \frac{\max x - x}{\max x - \min x}\right), \quad
        f\left(1 - \frac{x - \min x}{\max x - \min x}\right) \text{ where less is better}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    direction : (n_indicators,) +1 more is better, -1 less is better.
    factor : positive: the score of the best unit (1 or 100).
    zero_range : what to do where all observed values of an indicator are equal: ``error`` refuses, ``middle`` gives
        factor/2.

    Returns
    -------
    (..., n_units, n_indicators) scores from 0 (worst) to factor (best); NaN where the value is missing.

    Raises
    ------
    ValueError : an indicator with zero range, a factor of 0 or less, a direction other than +1 and -1.

    Notes
    -----
    The same numbers as min-max from 0 to factor, under the name that the Handbook's distances have. COINr's
    ``n_dist2max`` agrees, with factor 1, and gives NaN for zero range.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> to_maximum(np.array([[20.0], [30.0], [60.0]]), direction=np.array([1]), factor=100.0).ravel()
    array([  0.,  25., 100.])
    """
    turned, worst = _turned_and_worst(values, direction, factor)
    best = np.fmax.reduce(turned, axis=-2, keepdims=True)
    flat = best == worst
    if zero_range == "error":
        directions.refuse_columns(flat, "a distance needs values that differ; found one value only")
    span = np.where(flat, 1.0, best - worst)
    return np.where(flat & ~np.isnan(turned), factor / 2.0, factor * (1.0 - (best - turned) / span))


def to_reference(values: FloatArray, *, direction: IntArray, reference: int, factor: float, cap: bool) -> FloatArray:
    r"""Score units by their distance to one of them: to the country, or to a leading province.

    .. math:: s = f\left(1 - \frac{x_r - x}{x_r - \min x}\right), \quad
        f\left(1 - \frac{x - x_r}{\max x - x_r}\right) \text{ where less is better}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    direction : (n_indicators,) +1 more is better, -1 less is better.
    reference : row of the unit of reference, 0 for the first.
    factor : positive: the score of the reference (1 or 100).
    cap : whether units ahead of the reference get its score, or more.

    Returns
    -------
    (..., n_units, n_indicators) scores from 0 (worst), factor for the reference; NaN where the value is missing.

    Raises
    ------
    ValueError : a row that is not there, an indicator that the reference lacks or in which it is the worst (zero range
        included), a factor of 0 or less, a direction other than +1 and -1.

    Notes
    -----
    COINr's ``n_dist2ref`` agrees; it gives a whole column of NA where the reference is missing, and infinities or NaN
    where it is the worst, so that an indicator drops out unseen. Its ``iref`` counts from 1.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> values = np.array([[20.0], [40.0], [60.0]])
    >>> to_reference(values, direction=np.array([1]), reference=1, factor=100.0, cap=False).ravel()
    array([  0., 100., 200.])
    """
    turned, worst = _turned_and_worst(values, direction, factor)
    if not 0 <= reference < values.shape[-2]:
        raise ValueError(f"the row of the reference must be from 0 to {values.shape[-2] - 1}; found {reference}")
    goal = turned[..., reference : reference + 1, :]
    directions.refuse_columns(np.isnan(goal) & ~np.isnan(worst), "a reference needs every indicator; found none")
    _refuse_not_ahead(goal <= worst, "the unit of reference")
    return _share(turned, worst, goal, cap=cap) * factor


def to_target(values: FloatArray, *, direction: IntArray, target: FloatArray, factor: float, cap: bool) -> FloatArray:
    r"""Score units by how much of the way from the worst unit to a target they have gone.

    .. math:: s = f\,\frac{x - \min x}{t - \min x}, \quad f\,\frac{\max x - x}{\max x - t} \text{ where less is better}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    direction : (n_indicators,) +1 more is better, -1 less is better.
    target : (n_indicators,) or (..., n_indicators) in the same units, as it stands in the data (never flipped).
    factor : positive: the score on the target (1 or 100).
    cap : whether units beyond the target get its score, or more.

    Returns
    -------
    (..., n_units, n_indicators) scores from 0 (worst), factor on the target; NaN where the value is missing.

    Raises
    ------
    ValueError : a missing target, a target that is not ahead of the worst value (above the least where more is better,
        below the greatest where less is), a factor of 0 or less, a direction other than +1 and -1.

    Notes
    -----
    Zero range is no exception while the target lies ahead: all units have 0. COINr's ``n_dist2targ`` agrees; behind
    the worst value it warns and gives scores that fall as the values rise, which is refused here.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> values, target = np.array([[20.0], [40.0], [70.0]]), np.array([60.0])
    >>> to_target(values, direction=np.array([1]), target=target, factor=100.0, cap=True).ravel()
    array([  0.,  50., 100.])
    """
    turned, worst = _turned_and_worst(values, direction, factor)
    directions.refuse_columns(np.isnan(target), "a distance to a target needs one; found none")
    goal = (target * direction)[..., np.newaxis, :]
    _refuse_not_ahead(goal <= worst, "a target")
    return _share(turned, worst, goal, cap=cap) * factor


def _turned_and_worst(values: FloatArray, direction: IntArray, factor: float) -> tuple[FloatArray, FloatArray]:
    """Turn the values, check the factor, and find the worst observed value: (..., 1, n_indicators)."""
    if not factor > 0:
        raise ValueError(f"a distance needs a factor above 0; found {factor}")
    turned = directions.turn(values, direction)
    return turned, np.fmin.reduce(turned, axis=-2, keepdims=True)


def _refuse_not_ahead(behind: BoolArray, what: str) -> None:
    """Refuse a goal from which no distance can be measured."""
    directions.refuse_columns(behind, f"{what} must be ahead of the worst value; found it there or behind")


def _share(turned: FloatArray, worst: FloatArray, goal: FloatArray, *, cap: bool) -> FloatArray:
    """Give the share of the way from the worst value to the goal."""
    share = (turned - worst) / (goal - worst)
    return np.minimum(share, 1.0) if cap else share
