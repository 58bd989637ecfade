"""Which order of units does not depend on the exact weights: dominance over all weights within bounds.

No draws: the least advantage of one unit over another among all admissible weights is found exactly, as the linear
programme has one equality constraint and bounds, and fills up the smallest differences first.
"""

import numpy as np

from pipeline.statistics.types import BoolArray, FloatArray

_ROUNDING = 1e-12  # weights that sum to 1 on paper may miss it by so much


def least_advantage(scores: FloatArray, *, low: FloatArray, high: FloatArray) -> FloatArray:
    """Find, for each pair, the least lead of the first unit over the second among all admissible weights.

    .. math:: a_{ij} = \\min_w \\Big\\{ \\sum_k w_k (x_{ik} - x_{jk}) : \\sum_k w_k = 1,\\; l_k \\le w_k \\le u_k \\Big\\}

    Parameters
    ----------
    scores : (n_units, k) scores of the components of one aggregate, more is better; NaN is missing.
    low, high : (k,) bounds of the weights, shares of 1; ``low.sum() <= 1 <= high.sum()``.

    Returns
    -------
    (n_units, n_units) in points of the score: the first unit (first axis) is ahead of or level with the second under
    every admissible weight where it is not negative. NaN where either lacks a component: which weights it would have
    then is not said.

    Raises
    ------
    ValueError : bounds that do not fit the scores, are no shares in order, or admit no weights.

    Notes
    -----
    Of the arithmetic mean only. A linear programme with one equality and bounds is solved by giving every component its
    lower bound and what is left to those with the smallest difference first, up to their upper bounds.

    References
    ----------
    Hazen (1986), Partial information, dominance, and potential optimality in multiattribute utility theory, Operations
    Research 34(2), doi:10.1287/opre.34.2.296.

    >>> scores = np.array([[80.0, 60], [50, 55]])
    >>> least_advantage(scores, low=np.array([0.25, 0.25]), high=np.array([0.75, 0.75])).tolist()
    [[0.0, 11.25], [-23.75, 0.0]]
    """
    scores = np.asarray(scores, dtype=float)
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    _check(scores, low, high)
    slack, room = 1.0 - low.sum(), high - low
    found = np.empty((scores.shape[0], scores.shape[0]))
    for first, own in enumerate(scores):  # one unit against all: never units x units x components at once
        differences = own - scores
        order = np.argsort(differences, axis=1, kind="stable")
        filled = np.minimum(np.cumsum(room[order], axis=1), slack)
        extra = np.diff(filled, axis=1, prepend=0.0)
        found[first] = differences @ low + (extra * np.take_along_axis(differences, order, axis=1)).sum(axis=1)
    return found


def dominance(scores: FloatArray, *, low: FloatArray, high: FloatArray) -> BoolArray:
    """Mark the pairs in which the first unit is ahead of the second under every admissible weight.

    Parameters
    ----------
    scores, low, high : as in :func:`least_advantage`.

    Returns
    -------
    (n_units, n_units): ahead or level throughout, and strictly ahead somewhere. A partial order: transitive, never both
    ways, never the diagonal; false where it cannot be said.

    Raises
    ------
    ValueError : as :func:`least_advantage`.

    Notes
    -----
    With all weights admissible (0 to 1) this is dominance on every component.

    >>> scores = np.array([[80.0, 60], [50, 55], [60, 90]])
    >>> dominance(scores, low=np.zeros(2), high=np.ones(2)).tolist()
    [[False, True, False], [False, False, False], [False, True, False]]
    """
    least = least_advantage(scores, low=low, high=high)
    with np.errstate(invalid="ignore"):
        ahead: BoolArray = (least >= 0.0) & (-least.T > 0.0)
    return ahead


def _check(scores: FloatArray, low: FloatArray, high: FloatArray) -> None:
    if scores.ndim != 2 or low.shape != scores.shape[1:] or high.shape != low.shape:
        raise ValueError(
            "a table of units by components and two bounds a component are needed; got shapes "
            f"{scores.shape}, {low.shape} and {high.shape}"
        )
    if not ((low >= 0).all() and (low <= high).all() and (high <= 1).all()):
        raise ValueError(f"bounds of weights must be shares with low <= high; got low={low}, high={high}")
    if low.sum() > 1 + _ROUNDING or high.sum() < 1 - _ROUNDING:
        raise ValueError(
            f"no weights within the bounds add up to 1: the lower ones to {low.sum():g}, the upper ones to {high.sum():g}"
        )
