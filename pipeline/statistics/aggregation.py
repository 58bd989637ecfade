"""Aggregation: how do the scores of one group become one score?

The two means go over what is present, with the weights renormalised. That *is* an imputation, called shadow
imputation: the absent score is given the value of the mean of the others. Show it beside explicit imputation.
"""

from __future__ import annotations

import numpy as np

from pipeline.statistics.types import FloatArray


def arithmetic_mean(scores: FloatArray, *, weights: FloatArray) -> FloatArray:
    r"""Average the scores of each unit: a weak score can be made up for by a strong one.

    .. math:: y_i = \frac{\sum_{j \in P_i} w_j s_{ij}}{\sum_{j \in P_i} w_j}, \quad P_i = \{j : s_{ij} \text{ present}\}

    Parameters
    ----------
    scores : (..., n_units, k) on one common scale; NaN is missing.
    weights : (k,) or (..., k) with the leading axes of the replicates; none negative; any scale.

    Returns
    -------
    (..., n_units) on the scale of the scores, between the unit's lowest and highest; NaN where nothing is present or
    where all that is present has weight 0.

    Raises
    ------
    ValueError : a weight that is negative or missing, or a number of weights other than k.

    Notes
    -----
    Missing scores are left out and the weights of the others renormalised: shadow imputation by the unit's own mean.
    COINr does the same (``a_amean``); a threshold of availability is the business of ``screening``.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.6, doi:10.1787/9789264043466-en.

    >>> arithmetic_mean(np.array([[40.0, 80.0], [np.nan, 80.0], [np.nan, np.nan]]), weights=np.array([3.0, 1.0]))
    array([50., 80., nan])
    """
    unit_weights = _along_units(weights, k=scores.shape[-1])
    return _mean_of_present(scores, unit_weights)


def geometric_mean(scores: FloatArray, *, weights: FloatArray, floor: float | None) -> FloatArray:
    r"""Average the logarithms of the scores of each unit: a weak score is made up for only in part.

    .. math:: y_i = \exp\left(\frac{\sum_{j \in P_i} w_j \ln \max(s_{ij}, f)}{\sum_{j \in P_i} w_j}\right)

    Parameters
    ----------
    scores : (..., n_units, k) on one common ratio scale; NaN is missing.
    weights : (k,) or (..., k) with the leading axes of the replicates; none negative; any scale.
    floor : least score, positive, on the scale of the scores: lower ones count as the floor. None: there is no floor,
        and every score present must be above 0.

    Returns
    -------
    (..., n_units) on the scale of the scores, never above the arithmetic mean of the floored scores; NaN where nothing
    is present or where all that is present has weight 0.

    Raises
    ------
    ValueError : a score of 0 or less without a floor, a floor that is not positive, or weights that are wrong.

    Notes
    -----
    Missing scores are left out and the weights of the others renormalised: shadow imputation by the unit's own mean.
    COINr (``a_gmean``) has no floor and stops; its examples normalise to 1-100 instead. The floor moves ranks: at 63
    units one of 0.01 instead of 1 moved some by 12 places, so vary it.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.6, doi:10.1787/9789264043466-en.

    >>> scores = np.array([[4.0, 9.0], [0.0, 9.0], [np.nan, 9.0]])
    >>> geometric_mean(scores, weights=np.array([1.0, 1.0]), floor=1.0).round(6)
    array([6., 3., 9.])
    """
    unit_weights = _along_units(weights, k=scores.shape[-1])
    if floor is None:
        _require_positive(scores)
        return np.exp(_mean_of_present(np.log(scores), unit_weights))
    if not floor > 0:
        raise ValueError(f"a geometric mean needs a floor above 0; found {floor}")
    return np.exp(_mean_of_present(np.log(np.maximum(scores, floor)), unit_weights))


def weighted_sum(scores: FloatArray, *, weights: FloatArray) -> FloatArray:
    r"""Add the scores of each unit up, each times its weight as given.

    .. math:: y_i = \sum_j w_j s_{ij}

    Parameters
    ----------
    scores : (..., n_units, k); NaN is missing.
    weights : (k,) or (..., k) with the leading axes of the replicates; none negative; *not* rescaled.

    Returns
    -------
    (..., n_units); NaN where any score is missing, even one of weight 0: a sum with a hole is not comparable.

    Raises
    ------
    ValueError : a weight that is negative or missing, or a number of weights other than k.

    Notes
    -----
    The rule of indices published as totals (PAPI: plain sums; PCI: sums with weights in per cent). COINr has no such
    function.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.6, doi:10.1787/9789264043466-en.

    >>> weighted_sum(np.array([[4.0, 5.0], [np.nan, 5.0]]), weights=np.array([1.0, 2.0]))
    array([14., nan])
    """
    unit_weights = _along_units(weights, k=scores.shape[-1])
    return np.asarray(np.ascontiguousarray(scores * unit_weights).sum(axis=-1))


def _along_units(weights: FloatArray, *, k: int) -> FloatArray:
    """Check the weights and give them an axis for the units: (..., 1, k)."""
    if weights.ndim == 0 or weights.shape[-1] != k:
        raise ValueError(
            f"aggregation needs one weight for each of {k} columns; found weights of shape {weights.shape}"
        )
    wrong = ~np.isfinite(weights) | (weights < 0)
    if wrong.any():
        columns = np.unique(np.nonzero(wrong)[-1]).tolist()
        raise ValueError(
            f"weights need to be numbers that are 0 or more; found {weights[wrong][0]} in columns {columns}"
        )
    return weights[..., np.newaxis, :]


def _mean_of_present(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Average over what is present; the copies in C order make a sum the same however replicates are grouped."""
    present = ~np.isnan(scores)
    effective = np.ascontiguousarray(np.where(present, weights, 0.0))
    total = effective.sum(axis=-1)
    product = np.ascontiguousarray(effective * np.where(present, scores, 0.0)).sum(axis=-1)
    return np.asarray(np.divide(product, total, out=np.full(total.shape, np.nan), where=total > 0))


def _require_positive(scores: FloatArray) -> None:
    """Refuse scores that have no logarithm, and say what to do."""
    wrong = scores <= 0
    if wrong.any():
        columns = np.unique(np.nonzero(wrong)[-1]).tolist()
        raise ValueError(
            f"a geometric mean needs every score above 0; found {scores[wrong].min()} in columns {columns}: "
            "give a floor, or normalise to a scale that starts above 0"
        )
