"""Screening with zeros counted as missing, for sources that print 0 where they mean nothing was reported.

An addition to ``screening``: the zeros stay in the data, only the counts change.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from pipeline.statistics import screening
from pipeline.statistics.types import BoolArray, FloatArray, IntArray


def available(values: FloatArray) -> IntArray:
    r"""Count the values of each unit that are neither missing nor zero.

    .. math:: a_i = \#\{j : x_{ij} \text{ is not missing and } x_{ij} \ne 0\}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in any unit of measure; NaN is missing.

    Returns
    -------
    (..., n_units) counts, 0 to n_indicators, to compare with ``screening.required`` instead of
    ``screening.available``.

    Notes
    -----
    A structural zero is a value: this is for screening only, and where a zero is doubtful. COINr's ``get_data_avail``
    has it as the number of indicators less ``N_miss_or_zero``.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> available(np.array([[1.0, 0.0, np.nan], [2.0, -0.0, -3.0]]))
    array([1, 2])
    """
    return np.asarray(np.count_nonzero(~np.isnan(values) & (values != 0), axis=-1), dtype=np.int64)


def enough(values: FloatArray, *, share: float) -> BoolArray:
    r"""Say which units have few enough zeros among the values that they have.

    .. math:: \#\{j : x_{ij} \ne 0\} \ge s\,\#\{j : x_{ij} \text{ is not missing}\}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in any unit of measure; NaN is missing.
    share : the least share of the values present that must not be zero, 0 to 1, read as it is written.

    Returns
    -------
    (..., n_units) True where there are enough; False for a unit without any value.

    Raises
    ------
    ValueError : a share outside 0-1.

    Notes
    -----
    Counts are compared with counts, exactly. COINr's ``Screen(unit_screen = "byzeros")`` compares the shares as floats;
    ``byNAandzeros`` is this together with ``screening.available``.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> enough(np.array([[1.0, 0.0, np.nan], [2.0, 3.0, 0.0], [np.nan, np.nan, np.nan]]), share=0.66)
    array([False,  True, False])
    """
    screening.required(0, share=share)  # refuses a share outside 0-1
    exact, present = Fraction(str(share)), screening.available(values)
    return np.asarray((available(values) * exact.denominator >= exact.numerator * present) & (present > 0))
