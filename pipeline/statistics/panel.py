"""Panel: several editions as one object, so that a score means the same in each of them.

An edition is one more leading axis: (n_editions, ..., n_units, n_indicators). A unit that an edition lacks has a row of
NaN there.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pipeline.statistics import directions
from pipeline.statistics.types import FloatArray


def goalposts(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    r"""Find the least and greatest value of each indicator over all editions: goalposts for all of them.

    .. math:: l_j = \min_{t,i} x_{tij}, \quad h_j = \max_{t,i} x_{tij}

    Parameters
    ----------
    values : (n_editions, ..., n_units, n_indicators) in one unit of measure per indicator for all editions; NaN is
        missing.

    Returns
    -------
    low, high : (..., n_indicators) in the same units, low < high: the goalposts to store with the method and to give to
        ``scaling.goalposts`` or ``normalisation.min_max``.

    Raises
    ------
    ValueError : fewer than three axes, an indicator without values in any edition, or with zero range over all.

    Notes
    -----
    An edition added later may go beyond them: keep the stored ones, and say which cells are truncated
    (``scaling.beyond_goalposts``), or recompute every edition. COINr's ``Normalise`` of a purse with ``global = TRUE``
    gives the same scores, and stores no goalposts.

    References
    ----------
    Hollanders, Es-Sadki (2017), European Innovation Scoreboard 2017: Methodology Report, section 5 (minimum and maximum
    over all years); OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.5,
    doi:10.1787/9789264043466-en.

    >>> low, high = goalposts(np.array([[[1.0], [5.0]], [[np.nan], [9.0]]]))
    >>> low, high
    (array([1.]), array([9.]))
    """
    _require_panel(values)
    low = np.fmin.reduce(np.fmin.reduce(values, axis=0), axis=-2)
    high = np.fmax.reduce(np.fmax.reduce(values, axis=0), axis=-2)
    directions.refuse_columns(~(low < high), "panel goalposts need values that differ; found one value or none")
    return low, high


def as_one(values: FloatArray, *, normalise: Callable[[FloatArray], FloatArray]) -> FloatArray:
    r"""Normalise all editions together, as if a unit in another edition were another unit.

    .. math:: s_{tij} = f_{(t,i),j}(x)

    Parameters
    ----------
    values : (n_editions, n_units, n_indicators) in one unit of measure per indicator for all editions; NaN is missing.
    normalise : any normalisation with its options bound, from (n_units, n_indicators) to the same shape.

    Returns
    -------
    (n_editions, n_units, n_indicators) scores comparable between editions; NaN where the value is missing.

    Raises
    ------
    ValueError : other than three axes, and whatever the normalisation refuses.

    Notes
    -----
    For z-scores, ranks and the other normalisations without goalposts. Comparable within this panel only: one more
    edition changes every score, also of the editions already published. COINr's ``Normalise`` of a purse with
    ``global = TRUE`` agrees; with ``global = FALSE`` each edition is normalised by itself, which is what leading axes
    do here anyway.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> as_one(np.array([[[1.0], [2.0]], [[3.0], [np.nan]]]), normalise=lambda x: x - np.nanmean(x)).ravel()
    array([-1.,  0.,  1., nan])
    """
    _require_panel(values)
    if values.ndim != 3:
        raise ValueError(f"normalising as one needs editions, units and indicators; found {values.ndim} axes")
    return normalise(values.reshape(-1, values.shape[-1])).reshape(values.shape)


def _require_panel(values: FloatArray) -> None:
    """Refuse what has no axis of editions."""
    if values.ndim < 3:
        raise ValueError(f"a panel needs an axis of editions before units and indicators; found {values.ndim} axes")
