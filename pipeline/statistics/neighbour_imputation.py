"""Neighbour imputation: a blank takes what the units most like it have really observed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipeline.statistics import imputation, observed
from pipeline.statistics.types import BoolArray, FloatArray, IntArray

Statistic = Literal["mean", "median"]
TIE = 1e-12  # relative: two distances that differ by rounding only are one


@dataclass(frozen=True, eq=False)
class Donated(imputation.Imputed):
    """Values, the cells filled, and per filled cell how many donors gave and how far the farthest of them is.

    The distance is in standard deviations per indicator; NaN, and 0 donors, in cells that were not filled.
    """

    n_donors: IntArray
    distance: FloatArray


def hot_deck(values: FloatArray, *, n_neighbours: int, min_shared: int, statistic: Statistic) -> Donated:
    r"""Fill a blank from the nearest units that observed the indicator, near by their other indicators.

    .. math:: d_{ik}^2 = \frac{1}{|O_{ik}|} \sum_{l \in O_{ik}} \left(\frac{x_{il} - x_{kl}}{s_l}\right)^2, \quad
        O_{ik} = \{l : x_{il}, x_{kl} \text{ both observed}\}

    Parameters
    ----------
    values : (n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    n_neighbours : number of donors of a cell; 1 is the nearest-neighbour hot deck.
    min_shared : least number of indicators that a donor must share with the unit, so that nobody is near by accident.
    statistic : ``mean`` or ``median`` of the donors' values.

    Returns
    -------
    Donated: (n_units, n_indicators) each. Fewer donors than asked for give what there is; a blank without any stays
    NaN, unmarked.

    Raises
    ------
    ValueError : values that are not two-dimensional, fewer than 1 neighbour or shared indicator, or another statistic.

    Notes
    -----
    A donor must have observed the cell itself; imputed values are never passed on, so neither the order of units nor of
    indicators matters. All units as far as the last donor give as well (a tie is not broken by order). An indicator
    without spread does not count in the distance. COINr has no such method; scikit-learn's ``KNNImputer`` does not
    standardise, breaks ties by order and falls back to the mean (see ``learned_imputation.k_nearest``).

    References
    ----------
    Andridge, Little (2010), A review of hot deck imputation for survey non-response, International Statistical Review
    78(1), doi:10.1111/j.1751-5823.2010.00103.x.

    >>> values = np.array([[1.0, 10.0], [1.1, np.nan], [9.0, 90.0]])
    >>> hot_deck(values, n_neighbours=1, min_shared=1, statistic="mean").values[1]
    array([ 1.1, 10. ])
    """
    _check(values, n_neighbours=n_neighbours, min_shared=min_shared, statistic=statistic)
    summarise = observed.mean if statistic == "mean" else observed.median
    spread = observed.sd(values)
    scale = np.where(spread > 0, spread, np.nan)
    stand_in, distance = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    n_donors = np.zeros(values.shape, dtype=np.int64)
    for unit in np.flatnonzero(np.isnan(values).any(axis=1)).tolist():
        blank = np.isnan(values[unit])
        apart = _distances(values, unit, scale, min_shared=min_shared)
        donors = _donors(apart[:, np.newaxis], ~np.isnan(values[:, blank]), n_neighbours=n_neighbours)
        stand_in[unit, blank] = summarise(np.where(donors, values[:, blank], np.nan))[0]
        n_donors[unit, blank] = donors.sum(axis=0)
        farthest = np.where(donors, apart[:, np.newaxis], -1.0).max(axis=0)
        distance[unit, blank] = np.where(farthest < 0, np.nan, farthest)
    filled = observed.fill(values, stand_in)
    return Donated(filled.values, filled.imputed, n_donors, distance)


def _distances(values: FloatArray, unit: int, scale: FloatArray, *, min_shared: int) -> FloatArray:
    """Root mean square difference to each unit, (n_units,), in SD; infinite to itself and who shares too few."""
    squares = ((values - values[unit]) / scale) ** 2
    shared = np.count_nonzero(~np.isnan(squares), axis=1)
    apart = np.sqrt(np.nansum(squares, axis=1) / np.maximum(shared, 1))
    apart[(shared < min_shared) | (np.arange(len(values)) == unit)] = np.inf
    return apart


def _donors(apart: FloatArray, has_value: BoolArray, *, n_neighbours: int) -> BoolArray:
    """Say which units give to each blank: the nearest that have the value, and those as near as the last of them."""
    able = np.where(has_value, apart, np.inf)
    last = np.sort(able, axis=0)[min(n_neighbours, len(able)) - 1]
    return np.asarray(np.isfinite(able) & (able <= last * (1 + TIE)))


def _check(values: FloatArray, *, n_neighbours: int, min_shared: int, statistic: str) -> None:
    """Refuse anything but one table, and numbers below 1."""
    if values.ndim != 2:
        raise ValueError(f"a hot deck needs one table (n_units, n_indicators); found {values.ndim} axes")
    if n_neighbours < 1 or min_shared < 1:
        raise ValueError(
            f"a hot deck needs at least 1 neighbour and 1 shared indicator; found {n_neighbours} and {min_shared}"
        )
    if statistic not in ("mean", "median"):
        raise ValueError(f"a hot deck takes the mean or the median of the donors; found {statistic!r}")
