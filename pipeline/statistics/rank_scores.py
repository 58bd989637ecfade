"""Rank scores: normalisation by order alone, so that outliers and units of measure no longer matter.

``ranking`` gives places, 1 for the best; here the best has the highest number, because a score says more is better.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from scipy import stats

from pipeline.statistics import directions
from pipeline.statistics.types import FloatArray, IntArray

Ties = Literal["min", "average", "max", "dense"]


def rank(values: FloatArray, *, direction: IntArray, ties: Ties) -> FloatArray:
    r"""Score each unit by its rank among those that have the indicator, 1 for the worst.

    .. math:: s_i = 1 + \#\{k : x_k < x_i\} \text{ for } \texttt{min}, \quad x_k > x_i \text{ where less is better}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing and not counted.
    direction : (n_indicators,) +1 more is better, -1 less is better.
    ties : ``min`` 1 2 2 4, ``average`` 1 2.5 2.5 4, ``max`` 1 3 3 4, ``dense`` 1 2 2 3.

    Returns
    -------
    (..., n_units, n_indicators) from 1 to the number of units that have the indicator; NaN where the value is missing.
    Where all values are equal all scores are: zero range needs no exception.

    Raises
    ------
    ValueError : a word for ties that is none of the four, a number of directions that does not fit, another direction.

    Notes
    -----
    Distances between values are lost, and an indicator with blanks has a shorter scale than one without: a
    ``normalisation.percentile_rank`` does not. COINr's ``n_rank`` agrees; its ``first`` would score equal values by
    the order of the rows and is not offered.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5, doi:10.1787/9789264043466-en.

    >>> rank(np.array([[7.0], [7.0], [np.nan], [1.0], [9.0]]), direction=np.array([1]), ties="min").ravel()
    array([ 2.,  2., nan,  1.,  4.])
    """
    if ties not in get_args(Ties):
        raise ValueError(f"rank scores need ties to be one of {', '.join(get_args(Ties))}; found {ties!r}")
    missing = np.isnan(values)
    turned = np.where(missing, np.inf, directions.turn(values, direction))
    return np.where(missing, np.nan, stats.rankdata(turned, method=ties, axis=-2))


def borda(values: FloatArray, *, direction: IntArray, ties: Ties) -> FloatArray:
    r"""Score each unit by the number of units that it is ahead of: the Borda count.

    .. math:: s_i = \#\{k : x_k < x_i\} \text{ for } \texttt{min}, \quad x_k > x_i \text{ where less is better}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing and not counted.
    direction : (n_indicators,) +1 more is better, -1 less is better.
    ties : as in ``rank``: ``min`` counts the units left behind, ``average`` adds half of those equal to it.

    Returns
    -------
    (..., n_units, n_indicators) from 0 (worst) to one less than the number of units that have the indicator; NaN where
    the value is missing.

    Raises
    ------
    ValueError : as in ``rank``.

    Notes
    -----
    One less than ``rank``. Scores of 0 are inadmissible under a geometric mean. COINr's ``n_borda`` agrees.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.7, doi:10.1787/9789264043466-en.

    >>> borda(np.array([[7.0], [7.0], [1.0], [9.0]]), direction=np.array([-1]), ties="average").ravel()
    array([1.5, 1.5, 3. , 0. ])
    """
    return rank(values, direction=direction, ties=ties) - 1.0
