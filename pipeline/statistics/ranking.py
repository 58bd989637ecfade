"""Ranking: which place does a score give? 1 is best."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Literal

import numpy as np
from scipy import stats

from pipeline.statistics.types import FloatArray


def rank(scores: FloatArray, *, ties: Literal["min", "average", "dense"]) -> FloatArray:
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


def rank_quantile(ranks: FloatArray, *, q: float) -> FloatArray:
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
    if not 0 <= q <= 1:
        raise ValueError(f"a rank quantile needs q between 0 and 1; found {q}")
    if len(ranks) == 0:
        raise ValueError("a rank quantile needs at least one replicate; found 0")
    n = np.count_nonzero(~np.isnan(ranks), axis=0)
    counts, which = np.unique(n, return_inverse=True)
    places = np.array([max(1, math.ceil(Fraction(str(q)) * int(count))) - 1 for count in counts])
    ordered = np.sort(ranks, axis=0)  # unranked come last
    return np.asarray(np.take_along_axis(ordered, places[which.reshape(n.shape)][np.newaxis], axis=0)[0])
