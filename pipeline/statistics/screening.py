"""Screening: is there enough to score a unit? Counts are compared with counts, never shares with shares."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from pipeline.statistics.types import FloatArray, IntArray


def required(k: int, *, share: float) -> int:
    r"""Count how many of ``k`` indicators a share asks for.

    .. math:: m = \lceil s\,k \rceil

    Parameters
    ----------
    k : number of indicators, 0 or more.
    share : the least share of them, 0 to 1, read as it is written: 0.66 is 66/100, not the nearest binary fraction.

    Returns
    -------
    The least whole number of indicators that makes up the share; 0 where ``k`` is 0.

    Raises
    ------
    ValueError : a negative ``k`` or a share outside 0-1.

    Notes
    -----
    Exact arithmetic: 0.07 of 100 is 7, where floats give 7.000000000000001 and so 8. COINr compares the share
    present with the threshold as floats; the two agree wherever rounding does not decide.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en.

    >>> required(50, share=0.66), required(3, share=0.66), required(100, share=0.07)
    (33, 2, 7)
    """
    if k < 0:
        raise ValueError(f"screening needs a count of indicators that is 0 or more; found {k}")
    if not 0 <= share <= 1:
        raise ValueError(f"screening needs a share between 0 and 1; found {share}")
    return math.ceil(Fraction(str(share)) * k)


def available(values: FloatArray) -> IntArray:
    r"""Count the values that each unit has.

    .. math:: a_i = \#\{j : x_{ij} \text{ is not missing}\}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in any unit of measure; NaN is missing.

    Returns
    -------
    (..., n_units) counts, 0 to n_indicators. A zero is a value and counts; an all-missing unit has 0.

    Notes
    -----
    COINr reports availability as a share, 1 - missing/n_indicators; divide by the number of indicators to compare.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en.

    >>> available(np.array([[1.0, 0.0, np.nan], [np.nan, np.nan, np.nan]]))
    array([2, 0])
    """
    return np.asarray(np.count_nonzero(~np.isnan(values), axis=-1), dtype=np.int64)
