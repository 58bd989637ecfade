"""Relative spread: which indicators hardly vary, so that normalisation would stretch next to nothing to 0-100?"""

from __future__ import annotations

import numpy as np

from pipeline.statistics.types import BoolArray, FloatArray


def coefficient_of_variation(values: FloatArray) -> FloatArray:
    r"""Measure the spread of each indicator in relation to its level.

    .. math:: c = \frac{s_x}{|\bar x|}, \quad s_x^2 = \frac{\sum (x - \bar x)^2}{n - 1}

    Parameters
    ----------
    values : (..., n_units, n_indicators) on ratio scales: raw or denominated, not normalised; NaN is missing and left
        out.

    Returns
    -------
    (..., n_indicators) shares of the mean, 0 or more; 0 for zero range. NaN with fewer than two observed values, and
    where there are both positive and negative values: their mean is no level.

    Notes
    -----
    Another unit of measure changes nothing, another origin does. COINr's ``get_stats`` reports the standard deviation
    and the mean, not their ratio.

    References
    ----------
    Pearson (1896), Regression, heredity and panmixia, Phil. Trans. R. Soc. A 187, doi:10.1098/rsta.1896.0007.

    >>> coefficient_of_variation(np.array([[97.0], [98.0], [99.0], [np.nan]])).round(4)
    array([0.0102])
    """
    ordered = np.sort(np.ascontiguousarray(np.moveaxis(values, -2, -1)), axis=-1)  # no order of units in the last bit
    n = np.count_nonzero(~np.isnan(ordered), axis=-1)
    mean = np.nansum(ordered, axis=-1) / np.maximum(n, 1)
    centred = ordered - mean[..., np.newaxis]
    spread = np.sqrt(np.nansum(centred**2, axis=-1) / np.maximum(n - 1, 1))
    least, greatest = np.fmin.reduce(ordered, axis=-1), np.fmax.reduce(ordered, axis=-1)
    level = (n > 1) & ((least >= 0) | (greatest <= 0)) & (mean != 0)
    relative = np.where(least == greatest, 0.0, spread) / np.where(level, np.abs(mean), 1.0)
    return np.where(level, relative, np.where((n > 1) & (least == greatest), 0.0, np.nan))


def near_ceiling(values: FloatArray, *, variation_limit: float) -> BoolArray:
    r"""Flag the indicators that hardly vary: min-max would stretch a difference of 2 % to 0-100.

    .. math:: c < v

    Parameters
    ----------
    values : (..., n_units, n_indicators) on ratio scales, as in ``coefficient_of_variation``.
    variation_limit : v, the least coefficient of variation that needs no flag, above 0 (0.05 is 5 % of the mean).

    Returns
    -------
    (..., n_indicators) True for an indicator to look at: fixed goalposts, another indicator, or a stated reason. False
    where the coefficient is NaN.

    Raises
    ------
    ValueError : a limit of 0 or less.

    Notes
    -----
    A flag, not a rule of exclusion: such indicators sit near the end of their scale (literacy, law and order), and
    their scores are mostly noise. A coefficient equal to the limit is not flagged. COINr has no such flag.

    References
    ----------
    Pearson (1896), Regression, heredity and panmixia, Phil. Trans. R. Soc. A 187, doi:10.1098/rsta.1896.0007.

    >>> near_ceiling(np.array([[97.0, 1.0], [98.0, 4.0], [99.0, 9.0]]), variation_limit=0.05)
    array([ True, False])
    """
    if not variation_limit > 0:
        raise ValueError(f"a limit of the coefficient of variation must be above 0; found {variation_limit}")
    return np.asarray(coefficient_of_variation(values) < variation_limit)
