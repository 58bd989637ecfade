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
    admitted = floored(scores, floor=floor, zero=False, mean="a geometric mean")
    return np.exp(_mean_of_present(np.log(admitted), unit_weights))


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
    return _sum_of_products(scores, unit_weights)


def floored(scores: FloatArray, *, floor: float | None, zero: bool, mean: str) -> FloatArray:
    """Lift scores to the floor of a mean that not every score has; without a floor, refuse those that it does not have.

    Parameters
    ----------
    scores : (..., n_units, k); NaN is missing and stays.
    floor : positive, or None.
    zero : whether the mean is defined for a score of 0.
    mean : what it is for, such as "a geometric mean", for the message.

    Returns
    -------
    (..., n_units, k) the scores, none below the floor.

    Raises
    ------
    ValueError : a floor that is not positive; without one, a negative score, or a 0 where the mean has none.

    >>> floored(np.array([[0.0, 9.0, np.nan]]), floor=1.0, zero=False, mean="a geometric mean")
    array([[ 1.,  9., nan]])
    """
    if floor is not None:
        if not floor > 0:
            raise ValueError(f"{mean} needs a floor above 0; found {floor}")
        return np.maximum(scores, floor)
    wrong = scores < 0 if zero else scores <= 0
    if wrong.any():
        columns = np.unique(np.nonzero(wrong)[-1]).tolist()
        raise ValueError(
            f"{mean} needs every score {'of 0 or more' if zero else 'above 0'}; found {scores[wrong].min()} in columns "
            f"{columns}: give a floor, or normalise to a scale that starts above 0"
        )
    return scores


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
    """Average over what is present; only units with a blank, which no product survives, are looked at twice."""
    product = _sum_of_products(scores, weights)
    mean = _quotient(product, _sum_of_products(np.ones(weights.shape[-1]), weights))
    blank = np.isnan(product)
    if blank.any():
        shape = (*blank.shape, scores.shape[-1])
        own = np.broadcast_to(scores, shape)[blank]
        present = ~np.isnan(own)
        effective = np.where(present, np.broadcast_to(weights, shape)[blank], 0.0)
        mean[blank] = _quotient(_sum_of_products(np.where(present, own, 0.0), effective), effective.sum(axis=-1))
    return mean


def _sum_of_products(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Add up scores times weights along the last axis, reading the scores once and writing no table of products.

    Not a matrix product: in that the bits of a unit may depend on the units beside it, and so on the order of units and
    the grouping of replicates. In C order each unit is summed alone, in the same steps.
    """
    return np.asarray(np.einsum("...k,...k->...", np.ascontiguousarray(scores), np.ascontiguousarray(weights)))


def _quotient(product: FloatArray, total: FloatArray) -> FloatArray:
    """Divide by the sum of the weights; NaN where nothing has a weight."""
    return np.asarray(np.divide(product, total, out=np.full(product.shape, np.nan), where=total > 0))
