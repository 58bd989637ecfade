"""Ranking: which place does a score give? 1 is best."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

import numpy as np
from scipy import stats

from pipeline.statistics.types import FloatArray, RankArray

_COLUMNS_AT_ONCE = 64  # sorted together

Ties = Literal["min", "average", "dense"]


def rank(scores: FloatArray, *, ties: Ties) -> FloatArray:
    r"""Give each unit its place, 1 for the highest score.

    .. math:: r_i = 1 + \#\{k : s_k > s_i\} \text{ for } \texttt{min}

    ``average`` adds half the number of other units with the same score; ``dense`` counts different higher scores.

    Parameters
    ----------
    scores : (..., n_units), higher is better; NaN is missing. Each leading index is ranked by itself.
    ties : ``min`` 1 2 2 4, ``average`` 1 2.5 2.5 4, ``dense`` 1 2 2 3.

    Returns
    -------
    (..., n_units) ranks as floats, so that a unit without a score can have the rank NaN; it takes no place from others.

    Raises
    ------
    ValueError : a word for ties that is none of the three.

    Notes
    -----
    Scores tie only when they are equal to the last bit. COINr ranks with ``min``.

    References
    ----------
    Becker et al. (2022), COINr: An R package for developing composite indicators, JOSS 7(78), 4567,
    doi:10.21105/joss.04567.

    >>> rank(np.array([70.0, 90.0, np.nan, 70.0, 10.0]), ties="min")
    array([ 2.,  1., nan,  2.,  4.])
    """
    if ties not in ("min", "average", "dense"):
        raise ValueError(f"ranking needs ties to be one of min, average, dense; found {ties!r}")
    missing = np.isnan(scores)
    places = stats.rankdata(np.where(missing, np.inf, -scores), method=ties, axis=-1)
    return np.where(missing, np.nan, places)


def rank_quantile(ranks: FloatArray | RankArray, *, q: float) -> FloatArray:
    r"""Find the rank that a unit has or betters in a share ``q`` of the replicates that rank it.

    .. math:: Q_i(q) = \min\{r : F_i(r) \ge q\} = r_{i,(m)}, \quad m = \max(1, \lceil q\,B_i \rceil)

    Parameters
    ----------
    ranks : (n_replicates, ..., n_units) ranks; NaN where a unit was not ranked.
    q : share of the replicates, 0 to 1, read as it is written (0.05 is 5/100 exactly).

    Returns
    -------
    (..., n_units) a rank that occurred, never one between two: whole numbers for ranks with ties ``min``; of an even
    number of replicates the median is the lower of the middle two. NaN for a unit that no replicate ranks.

    Raises
    ------
    ValueError : no replicates, or q outside 0-1.

    Notes
    -----
    The one rule for replicates that leave a unit unranked: they are not counted, B_i is the number of the others. Show
    B_i beside the quantile (``uncertainty.RankSummary.n``), or the quantile would hide them. The inverted distribution
    function, type 1 of Hyndman and Fan. COINr uses type 7 and reports places such as 12.4.

    References
    ----------
    Hyndman, Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4), 361-365,
    doi:10.1080/00031305.1996.10473566.

    >>> rank_quantile(np.array([[1.0, 4.0], [2.0, 3.0], [2.0, 3.0], [9.0, np.nan]]), q=0.5)
    array([2., 3.])
    """
    return rank_quantiles(ranks, q=[q])[0]


def rank_quantiles(ranks: FloatArray | RankArray, *, q: Sequence[float]) -> FloatArray:
    """Several quantiles as :func:`rank_quantile`, from one look at the ranks.

    Parameters
    ----------
    ranks : (n_replicates, ..., n_units) ranks; NaN where a unit was not ranked.
    q : shares of the replicates, 0 to 1 each.

    Returns
    -------
    (n_quantiles, ..., n_units), in double precision whatever the ranks are in.

    Raises
    ------
    ValueError : no replicates, or a share outside 0-1.

    Notes
    -----
    Some columns are sorted at a time, so that the memory is that of the ranks and little more.

    >>> rank_quantiles(np.array([[1.0, 4.0], [2.0, 3.0], [2.0, 3.0]]), q=[0.05, 0.5])
    array([[1., 3.],
           [2., 3.]])
    """
    if not all(0 <= share <= 1 for share in q):
        raise ValueError(f"a rank quantile needs q between 0 and 1; found {list(q) if len(q) > 1 else q[0]}")
    if len(ranks) == 0:
        raise ValueError("a rank quantile needs at least one replicate; found 0")
    flat = ranks.reshape(len(ranks), -1)
    found = np.empty((len(q), flat.shape[1]))
    for start in range(0, flat.shape[1], _COLUMNS_AT_ONCE):
        columns = slice(start, start + _COLUMNS_AT_ONCE)
        ordered = np.sort(flat[:, columns].T, axis=-1)  # unranked come last
        n = np.count_nonzero(~np.isnan(ordered), axis=-1)
        counts, which = np.unique(n, return_inverse=True)
        for number, share in enumerate(q):
            places = np.array([max(1, math.ceil(Fraction(str(share)) * int(count))) - 1 for count in counts])
            found[number, columns] = np.take_along_axis(ordered, places[which][:, np.newaxis], axis=-1)[:, 0]
    return found.reshape(len(q), *ranks.shape[1:])
