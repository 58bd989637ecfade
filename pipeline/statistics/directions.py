"""Directions: +1 where more is better, -1 where less is; turned by the functions that normalise and by no others."""

from __future__ import annotations

import numpy as np

from pipeline.statistics.types import BoolArray, FloatArray, IntArray


def turn(values: FloatArray, direction: IntArray) -> FloatArray:
    r"""Turn the indicators where less is better, so that more is better everywhere.

    .. math:: y = d\,x

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    direction : (n_indicators,) +1 more is better, -1 less is better.

    Returns
    -------
    (..., n_units, n_indicators) the values with the sign of the direction; NaN where the value is missing.

    Raises
    ------
    ValueError : a number of directions that does not fit, or a direction other than +1 and -1.

    Notes
    -----
    Inside a normalisation only: its goalposts, targets and references stay as they stand in the data, and are turned
    together with the values. COINr's ``Normalise`` turns values in the same way but leaves a target given by hand.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> turn(np.array([[3.0, 3.0], [np.nan, 1.0]]), np.array([1, -1]))
    array([[ 3., -3.],
           [nan, -1.]])
    """
    return values * checked(direction, n_indicators=values.shape[-1])


def checked(direction: IntArray, *, n_indicators: int) -> IntArray:
    """The directions themselves, once there is one for each indicator and each is +1 or -1; ValueError otherwise."""
    if direction.shape != (n_indicators,):
        raise ValueError(
            f"normalisation needs one direction for each of {n_indicators} columns; found shape {direction.shape}"
        )
    refuse_columns(~np.isin(direction, (-1, 1)), "a direction must be +1 or -1; found another number")
    return direction


def turn_bounds(low: FloatArray, high: FloatArray, direction: IntArray) -> tuple[FloatArray, FloatArray]:
    """Turn lower and upper bounds (..., n_indicators) with the values: where less is better they change places."""
    return np.where(direction > 0, low, -high), np.where(direction > 0, high, -low)


def refuse_columns(wrong: BoolArray, sentence: str) -> None:
    """Raise the sentence with the columns, on the last axis, that break it.

    >>> refuse_columns(np.array([False, True]), "a range is needed; found none")
    Traceback (most recent call last):
        ...
    ValueError: a range is needed; found none in columns [1]
    """
    if wrong.any():
        raise ValueError(f"{sentence} in columns {np.unique(np.nonzero(wrong)[-1]).tolist()}")
