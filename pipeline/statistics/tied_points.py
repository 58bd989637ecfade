"""Tied points: which extreme points share their value, so that winsorising draws them in together or not at all?"""

from __future__ import annotations

import numpy as np

from pipeline.statistics import treatment
from pipeline.statistics.types import BoolArray, FloatArray, IntArray


def tied(values: FloatArray, *, points: BoolArray) -> IntArray:
    r"""Count the marked points whose value another unit has as well.

    .. math:: \#\{i \text{ marked}: x_i = x_j \text{ for some } j \ne i\}

    Parameters
    ----------
    values : (..., n_units, n_indicators) before winsorising, in each indicator's own unit of measure; NaN is missing.
    points : (..., n_units, n_indicators) those to count: ``treatment.winsorise`` gives the points that it drew in,
        ``at_extreme`` those that it would begin with.

    Returns
    -------
    (..., n_indicators) counts; 0 where no point shares its value. A missing value shares none.

    Notes
    -----
    Units with equal values must stay equal, so a tie on the extreme is drawn in as a whole, each unit counting, and an
    indicator whose tie has more units than may be drawn in is not winsorised. COINr draws ties in as a whole too.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> tied(np.array([[1.0], [9.0], [9.0]]), points=np.array([[False], [True], [True]]))
    array([2])
    """
    order = np.argsort(values, axis=-2)
    again = np.diff(np.take_along_axis(values, order, axis=-2), axis=-2) == 0
    edge = np.zeros((*values.shape[:-2], 1, values.shape[-1]), dtype=bool)
    shared = np.concatenate([edge, again], axis=-2) | np.concatenate([again, edge], axis=-2)
    return np.count_nonzero(shared & np.take_along_axis(points, order, axis=-2), axis=-2).astype(np.int64)


def at_extreme(values: FloatArray) -> BoolArray:
    r"""Mark the points at the end of each indicator's tail: those that winsorising would draw in first.

    .. math:: x_i = \max x \text{ where } G_1 \ge 0, \qquad x_i = \min x \text{ where } G_1 < 0

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.

    Returns
    -------
    (..., n_units, n_indicators) True at the end on the side of the skewness; nowhere True for an empty indicator.

    Notes
    -----
    The side is that of ``treatment.winsorise``, and of COINr.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> at_extreme(np.array([[1.0], [1.0], [2.0], [9.0], [9.0], [np.nan]])).ravel()
    array([False, False, False,  True,  True, False])
    """
    left = (treatment.skewness(values) < 0)[..., np.newaxis, :]
    least, greatest = np.fmin.reduce(values, axis=-2, keepdims=True), np.fmax.reduce(values, axis=-2, keepdims=True)
    return np.asarray(values == np.where(left, least, greatest))
