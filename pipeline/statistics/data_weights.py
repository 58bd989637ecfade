"""Weights from the data alone: entropy and CRITIC.

Both pay for spread, so a skewed or noisy indicator gains, and both change with every edition. They are shown beside the
nominal weights as a description; nothing in them knows what matters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.statistics.types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class EntropyWeights:
    """Weights from unevenness, and the entropies they come from."""

    weights: FloatArray  # (..., k) they sum to 1
    entropies: FloatArray  # (..., k) 0 all with one unit, 1 the same for every unit
    n: IntArray  # (...) complete units


@dataclass(frozen=True, eq=False)
class CriticWeights:
    """Weights from spread and conflict, and the two."""

    weights: FloatArray  # (..., k) they sum to 1
    spreads: FloatArray  # (..., k) standard deviations of the scores on 0-1
    conflicts: FloatArray  # (..., k) sums of one minus the correlation with each other indicator
    n: IntArray  # (...) complete units


def entropy_weights(scores: FloatArray) -> EntropyWeights:
    r"""Weigh indicators by how unevenly their sums are spread over the units.

    .. math:: w_j = \frac{1 - e_j}{\sum_l (1 - e_l)}, \quad e_j = -\frac{1}{\ln n} \sum_i p_{ij} \ln p_{ij}, \quad
       p_{ij} = \frac{s_{ij}}{\sum_l s_{lj}}

    Parameters
    ----------
    scores : (..., n_units, k), none negative, on ratio scales; NaN is missing, and its unit is left out.

    Returns
    -------
    EntropyWeights. An indicator without range has entropy 1 and weight 0; 0 ln 0 is 0.

    Raises
    ------
    ValueError : a negative score, fewer than two complete units, an indicator that is zero throughout, or none that
        has a range.

    Notes
    -----
    Depends on where the zero of the scale lies: the same values on 0-100 and on 1-100 give other weights. pymcdm 1.4
    sets the entropy of a column that holds a zero to 0, which gives it a full weight; scikit-criteria 0.10 does as
    here. COINr has no such function.

    References
    ----------
    Shannon (1948), Bell System Technical Journal 27(3), 379-423, doi:10.1002/j.1538-7305.1948.tb01338.x; Zeleny (1982),
    Multiple criteria decision making, McGraw-Hill, chapter 7.

    >>> entropy_weights(np.array([[1.0, 2.0, 4.0], [1.0, 2.0, 4.0], [1.0, 5.0, 1.0]])).weights.round(4)
    array([0.    , 0.4366, 0.5634])
    """
    complete, n = _complete(scores)
    if (scores < 0).any():
        columns = np.unique(np.nonzero(scores < 0)[-1]).tolist()
        raise ValueError(f"entropy weights need scores of 0 or more; found {np.nanmin(scores)} in columns {columns}")
    total = np.where(complete, scores, 0.0).sum(axis=-2, keepdims=True)
    if (total <= 0).any():
        columns = np.unique(np.nonzero(total <= 0)[-1]).tolist()
        raise ValueError(f"entropy weights need a score above 0 in every column; found none in columns {columns}")
    part = np.where(complete, scores, 0.0) / total
    terms = part * np.log(part, out=np.zeros_like(part), where=part > 0)
    entropies = np.where(_ranges(scores, complete) > 0, -terms.sum(axis=-2) / np.log(n)[..., np.newaxis], 1.0)
    divergence = np.maximum(1.0 - entropies, 0.0)
    if (divergence.sum(axis=-1) <= 0).any():
        raise ValueError("entropy weights need a column with a range; found none")
    return EntropyWeights(weights=divergence / divergence.sum(axis=-1, keepdims=True), entropies=entropies, n=n)


def critic_weights(scores: FloatArray) -> CriticWeights:
    r"""Weigh indicators by their spread, times how little they agree with the others.

    .. math:: w_j = \frac{C_j}{\sum_l C_l}, \quad C_j = \sigma_j \sum_l (1 - r_{jl})

    with :math:`\sigma_j` the standard deviation of the scores drawn to 0-1 and :math:`r_{jl}` their correlations.

    Parameters
    ----------
    scores : (..., n_units, k), higher is better (the sign of a correlation counts); NaN is missing, and its unit is
        left out.

    Returns
    -------
    CriticWeights. Any affine change of an indicator that keeps its direction changes nothing.

    Raises
    ------
    ValueError : fewer than two complete units, an indicator without range, or indicators that all agree entirely.

    Notes
    -----
    Standard deviations divide by n - 1; the weights do not depend on it. With two indicators the weights are those of
    the spreads alone. pymcdm and scikit-criteria (Pearson) agree. COINr has no such function.

    References
    ----------
    Diakoulaki, Mavrotas, Papayannakis (1995), Determining objective weights in multiple criteria problems: the CRITIC
    method, Computers and Operations Research 22(7), 763-770, doi:10.1016/0305-0548(94)00059-H.

    >>> found = critic_weights(np.array([[0.0, 1.0, 5.0], [1.0, 2.0, 3.0], [2.0, 3.0, 4.0]]))
    >>> found.conflicts.round(6), found.weights.round(6)
    (array([1.5, 1.5, 3. ]), array([0.25, 0.25, 0.5 ]))
    """
    complete, n = _complete(scores)
    span = _ranges(scores, complete)
    if (span <= 0).any():
        columns = np.unique(np.nonzero(span <= 0)[-1]).tolist()
        raise ValueError(f"CRITIC weights need a range in every column; found none in columns {columns}")
    counts = n[..., np.newaxis, np.newaxis]
    drawn = np.where(complete, scores, 0.0) / span[..., np.newaxis, :]
    centred = np.where(complete, drawn - drawn.sum(axis=-2, keepdims=True) / counts, 0.0)
    covariance = np.swapaxes(centred, -1, -2) @ centred / (counts - 1)
    spreads = np.sqrt(np.diagonal(covariance, axis1=-2, axis2=-1))
    correlation = covariance / (spreads[..., np.newaxis] * spreads[..., np.newaxis, :])
    disagreement = np.maximum(1.0 - correlation, 0.0)
    conflicts = np.where(np.eye(span.shape[-1], dtype=bool), 0.0, disagreement).sum(axis=-1)
    content = spreads * conflicts
    if (content.sum(axis=-1) <= 1e-9).any():  # rounding of correlations that are 1
        raise ValueError("CRITIC weights need columns that disagree; found correlations that are all 1")
    return CriticWeights(
        weights=content / content.sum(axis=-1, keepdims=True), spreads=spreads, conflicts=conflicts, n=n
    )


def _complete(scores: FloatArray) -> tuple[BoolArray, IntArray]:
    """Mark the complete units, (..., n_units, 1), and count them, (...)."""
    complete = np.asarray(~np.isnan(scores).any(axis=-1, keepdims=True))
    n = np.asarray(complete.sum(axis=(-2, -1)), dtype=np.int64)
    if (n < 2).any():
        raise ValueError(f"weights from data need at least two complete units; found {n.min()}")
    return complete, n


def _ranges(scores: FloatArray, complete: BoolArray) -> FloatArray:
    """Highest less lowest score of each column among the complete units; 0 where it is no more than rounding."""
    high = np.where(complete, scores, -np.inf).max(axis=-2)
    low = np.where(complete, scores, np.inf).min(axis=-2)
    rounding = 8 * np.finfo(float).eps * np.maximum(np.abs(high), np.abs(low))
    return np.where(high - low > rounding, high - low, 0.0)
