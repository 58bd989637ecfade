"""Imputation: what stands in for a missing value, and how good is the stand-in?

Every function returns the completed values together with the cells it filled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.statistics import observed
from pipeline.statistics.types import BoolArray, FloatArray, IntArray

Imputed = observed.Imputed


@dataclass(frozen=True, eq=False)
class HiddenErrors:
    """One entry per hidden cell: where it is, what was true, what was predicted, and the error in SD.

    ``predicted`` and ``error`` are NaN where the method had nothing to say; ``error`` also where the indicator has
    no spread. Both are kept, so that a method that predicts little cannot look good.
    """

    block: IntArray
    unit: IntArray
    indicator: IntArray
    true: FloatArray
    predicted: FloatArray
    error: FloatArray


def none(values: FloatArray) -> Imputed:
    r"""Fill nothing: the choice of the GII, where aggregates go over what is present.

    .. math:: \hat x_{ij} = x_{ij}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.

    Returns
    -------
    Imputed with a copy of the values and no cell marked.

    Notes
    -----
    Leaving blanks to the aggregation is shadow imputation by the mean of the group (see ``aggregation``).

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en.

    >>> none(np.array([[1.0], [np.nan]])).imputed.any()
    np.False_
    """
    return Imputed(values=values.copy(), imputed=np.zeros(values.shape, dtype=np.bool_))


def median_by_group(values: FloatArray, *, group: IntArray) -> Imputed:
    r"""Fill a blank with the median of the observed values of the unit's own group.

    .. math:: \hat x_{ij} = \mathrm{median}\{x_{kj} : g_k = g_i,\ x_{kj} \text{ observed}\}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    group : (n_units,) number of the unit group (region, income) of each unit; one number for all gives the plain
        median.

    Returns
    -------
    Imputed: (..., n_units, n_indicators) both; a blank stays NaN, unmarked, where its group observed nothing.

    Raises
    ------
    ValueError : a group that has not one number per unit.

    Notes
    -----
    An even number of observed values gives the mean of the middle two. COINr's ``i_median_grp`` gives the same numbers.
    A block of blanks from one source is better filled by ``from_earlier``: neighbours know little about a survey.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en.

    >>> median_by_group(np.array([[1.0], [3.0], [np.nan], [np.nan]]), group=np.array([0, 0, 0, 1])).values.ravel()
    array([ 1.,  3.,  2., nan])
    """
    return observed.fill(values, observed.within_groups(values, group=group, statistic=observed.median))


def from_earlier(values: FloatArray, *, earlier: FloatArray) -> Imputed:
    r"""Fill a blank with the same unit's value of an earlier round.

    .. math:: \hat x_{ij}^{t} = x_{ij}^{t-1}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    earlier : same shape, same units, same order; NaN where the earlier round has nothing either.

    Returns
    -------
    Imputed: (..., n_units, n_indicators) both; a blank stays NaN, unmarked, where the earlier round is blank too.

    Raises
    ------
    ValueError : two rounds of different shape.

    Notes
    -----
    No trend is added: a level that moved in between moves the unit against the others, so report the error of one
    round's lag with ``hide_and_predict``. COINr's ``impute_panel`` with ``latest`` agrees on a sorted panel.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.3, doi:10.1787/9789264043466-en.

    >>> from_earlier(np.array([[np.nan, 2.0]]), earlier=np.array([[7.0, 9.0]])).values
    array([[7., 2.]])
    """
    if earlier.shape != values.shape:
        raise ValueError(
            f"two rounds need one shape (units, indicators); found {values.shape} and earlier {earlier.shape}"
        )
    return observed.fill(values, earlier)


def hide_and_predict(
    values: FloatArray, *, blocks: Sequence[BoolArray], impute: Callable[[FloatArray], Imputed]
) -> HiddenErrors:
    r"""Hide known values block by block, impute them, and compare with the truth.

    .. math:: e_{ij} = \frac{\hat x_{ij} - x_{ij}}{\mathrm{sd}_j}

    Parameters
    ----------
    values : (n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    blocks : masks (n_units, n_indicators), True where a block hides. Make them as blanks really come: a whole survey
        of one unit, not one cell. Each block is hidden by itself, on otherwise complete values.
    impute : the method under test, from values with blanks to Imputed.

    Returns
    -------
    HiddenErrors, one entry per hidden cell whose true value is known, in order of block, unit, indicator; cells that
    are blank anyway are passed over. ``error`` is in standard deviations (n - 1) of the indicator's observed values.

    Raises
    ------
    ValueError : values that are not two-dimensional, a mask of another shape or kind, or an imputation that changes
        the shape.

    Notes
    -----
    COINr has no such check. Report rank places beside standard deviations: the second says what the first means.

    References
    ----------
    Little, Rubin (2019), Statistical Analysis with Missing Data, 3rd ed., doi:10.1002/9781119482260.

    >>> hide = np.array([[True], [False], [False]])
    >>> whole = lambda x: median_by_group(x, group=np.array([0, 0, 0]))
    >>> hide_and_predict(np.array([[1.0], [2.0], [3.0]]), blocks=[hide], impute=whole).error
    array([1.5])
    """
    if values.ndim != 2:
        raise ValueError(f"hiding needs one table (n_units, n_indicators); found {values.ndim} axes")
    spread = observed.sd(values)[0]
    deviation = np.where(spread > 0, spread, np.nan)
    parts = [_predict_block(values, mask, impute, number) for number, mask in enumerate(blocks)]
    block, unit, indicator = (np.concatenate([part[i] for part in parts] or [np.empty(0, np.int64)]) for i in range(3))
    predicted = np.concatenate([part[3] for part in parts] or [np.empty(0)])
    true = values[unit, indicator]
    return HiddenErrors(block, unit, indicator, true, predicted, (predicted - true) / deviation[indicator])


def _predict_block(
    values: FloatArray, mask: BoolArray, impute: Callable[[FloatArray], Imputed], number: int
) -> tuple[IntArray, IntArray, IntArray, FloatArray]:
    """Hide one block and say what the method puts in its place: block, unit, indicator, predicted."""
    if mask.shape != values.shape or mask.dtype != np.bool_:
        raise ValueError(
            f"a block needs a truth value for each cell of {values.shape}; block {number} has {mask.dtype} {mask.shape}"
        )
    filled = impute(np.where(mask, np.nan, values)).values
    if filled.shape != values.shape:
        raise ValueError(f"an imputation must keep the shape {values.shape}; block {number} came back {filled.shape}")
    unit, indicator = np.nonzero(mask & ~np.isnan(values))
    return np.full(unit.shape, number, dtype=np.int64), unit, indicator, filled[unit, indicator]
