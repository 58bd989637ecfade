"""Outranking: which unit beats which, indicator by indicator? Only the order of the scores counts, not their distance.

The work goes indicator by indicator over one matrix of units by units; nothing of units by units by indicators is held.
"""

from __future__ import annotations

import numpy as np

from pipeline.statistics import weighting
from pipeline.statistics.types import FloatArray

_ROUNDING = 1e-9  # shares of weight that differ by less are equal: sums of the same weights in another order


def outranking_matrix(scores: FloatArray, *, weights: FloatArray) -> FloatArray:
    r"""Add up for each pair of units the weight of the indicators on which the first is ahead, ties half.

    .. math:: A_{il} = \frac{\sum_{j \in P_{il}} w_j \left(1[s_{ij} > s_{lj}] + \tfrac12 1[s_{ij} = s_{lj}]\right)}
       {\sum_{j \in P_{il}} w_j}, \quad P_{il} = \{j : \text{both present}\}

    Parameters
    ----------
    scores : (..., n_units, k), higher is better; NaN is missing. Scales may differ between indicators.
    weights : (k,) or (..., k) with the leading axes of the replicates; none negative; any scale.

    Returns
    -------
    (..., n_units, n_units) shares, 0 to 1; row against column; A and its transpose sum to 1 off the diagonal, which is
    0. NaN for a pair that shares no indicator of positive weight.

    Raises
    ------
    ValueError : weights that are negative, missing, all zero or not k.

    Notes
    -----
    Scores tie only when they are equal to the last bit. COINr (``outrankMatrix``) agrees where nothing is missing.
    With missing scores it fills the upper triangle and takes the lower as one minus it, so the weight of an indicator
    that either unit lacks goes to the later row: the result depends on the order of the units. Here a pair is compared
    on what both have.

    References
    ----------
    Munda, Nardo (2009), Noncompensatory/nonlinear composite indicators for ranking countries: a defensible setting,
    Applied Economics 41(12), 1513-1523, doi:10.1080/00036840601019364.

    >>> outranking_matrix(np.array([[9.0, 1.0], [5.0, 3.0], [5.0, np.nan]]), weights=np.array([3.0, 1.0]))
    array([[0.  , 0.75, 1.  ],
           [0.25, 0.  , 0.5 ],
           [0.  , 0.5 , 0.  ]])
    """
    shares = _shares(weights, k=scores.shape[-1])
    net = _net_weight(scores, shares)
    common = _common_weight(scores, shares)
    ahead = 0.5 + np.divide(net, 2.0 * common, out=np.full(net.shape, np.nan), where=common > 0)
    units = np.arange(scores.shape[-2])
    ahead[..., units, units] = 0.0
    return np.asarray(ahead)


def copeland(scores: FloatArray, *, weights: FloatArray) -> FloatArray:
    r"""Count for each unit the others that it beats less those that beat it, a beat being more than half the weight.

    .. math:: y_i = \#\{l : A_{il} > \tfrac12\} - \#\{l : A_{il} < \tfrac12\}

    Parameters
    ----------
    scores : (..., n_units, k), higher is better; NaN is missing. Scales may differ between indicators.
    weights : (k,) or (..., k) with the leading axes of the replicates; none negative; any scale.

    Returns
    -------
    (..., n_units) whole numbers as floats, -(n - 1) to n - 1, summing to 0; NaN for a unit without a score of positive
    weight, which is no opponent to others either.

    Raises
    ------
    ValueError : weights that are negative, missing, all zero or not k.

    Notes
    -----
    Halves are compared with a tolerance of 1e-9. A pair that shares no indicator counts neither way; with many of
    those, scores count different numbers of opponents. Relative to the units: one that leaves can change the order of
    two others. COINr (``a_copeland``) agrees where nothing is missing; see :func:`outranking_matrix` for what it does
    otherwise. 1,000 units and 6 indicators take some hundredths of a second.

    References
    ----------
    Munda, Nardo (2009), Applied Economics 41(12), 1513-1523, doi:10.1080/00036840601019364; Copeland (1951), A
    reasonable social welfare function, University of Michigan.

    >>> copeland(np.array([[9.0, 1.0], [5.0, 3.0], [np.nan, np.nan], [4.0, 2.0]]), weights=np.array([3.0, 1.0]))
    array([ 2.,  0., nan, -2.])
    """
    shares = _shares(weights, k=scores.shape[-1])
    net = _net_weight(scores, shares)
    won = np.count_nonzero(net > _ROUNDING, axis=-1)
    lost = np.count_nonzero(net < -_ROUNDING, axis=-1)
    known = ((shares[..., np.newaxis, :] > 0) & ~np.isnan(scores)).any(axis=-1)
    return np.where(known, (won - lost).astype(float), np.nan)


def dominant_pairs(outranking: FloatArray) -> FloatArray:
    r"""Count the pairs of units in which one is ahead on every indicator: no weights can turn them round.

    .. math:: D = \#\{(i, l) : A_{il} = 1\}

    Parameters
    ----------
    outranking : (..., n_units, n_units) as from :func:`outranking_matrix`.

    Returns
    -------
    (...) counts as floats; of n (n - 1) / 2 pairs. Pairs that cannot be compared do not count.

    Notes
    -----
    Indicators of weight 0, and those that either unit lacks, are not looked at. A tie on any indicator is no dominance
    here, as in COINr (``outrankMatrix``, ``nDominant``), which however compares with 1 to the last bit.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567.

    >>> float(dominant_pairs(np.array([[0.0, 1.0, 0.75], [0.0, 0.0, 0.5], [0.25, 0.5, 0.0]])))
    1.0
    """
    return np.asarray(np.count_nonzero(outranking > 1.0 - _ROUNDING, axis=(-2, -1)), dtype=float)


def _shares(weights: FloatArray, *, k: int) -> FloatArray:
    """Check the weights and scale them to sum to 1."""
    if weights.ndim == 0 or weights.shape[-1] != k:
        raise ValueError(f"outranking needs one weight for each of {k} columns; found weights of shape {weights.shape}")
    return weighting.to_shares(weights)


def _common_weight(scores: FloatArray, shares: FloatArray) -> FloatArray:
    """Sum, in the order of the indicators, the weight of those that both row and column have."""
    common: FloatArray = np.zeros((*scores.shape[:-1], scores.shape[-2]))
    missing = np.isnan(scores)
    for j in range(scores.shape[-1]):
        absent = missing[..., j]
        weight = shares[..., j, np.newaxis, np.newaxis]
        common = common + (
            weight * ~(absent[..., :, np.newaxis] | absent[..., np.newaxis, :]) if absent.any() else weight
        )
    return common


def _net_weight(scores: FloatArray, shares: FloatArray) -> FloatArray:
    """Sum the weight on which the row is ahead of the column less that on which it is behind."""
    ahead: FloatArray = np.zeros(())
    for j in range(scores.shape[-1]):
        column = scores[..., j]
        wins = column[..., :, np.newaxis] > column[..., np.newaxis, :]
        ahead = ahead + shares[..., j, np.newaxis, np.newaxis] * wins
    return np.asarray(ahead - np.swapaxes(ahead, -1, -2))
