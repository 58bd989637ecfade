"""Ordered averages: weights by the place that a score has among the unit's own scores, best first."""

from __future__ import annotations

import numpy as np

from pipeline.statistics import aggregation, weighting
from pipeline.statistics.types import FloatArray


def ordered_weighted_average(scores: FloatArray, *, weights: FloatArray, position_weights: FloatArray) -> FloatArray:
    r"""Average the sorted scores of each unit: weight goes to places (best, second, ..., worst), and to components.

    .. math:: y_i = \sum_{m} \left(Q(c_{im}) - Q(c_{i,m-1})\right) s_{i(m)}, \quad c_{im} = \sum_{l \le m} w_{(l)}

    with :math:`s_{i(1)} \ge s_{i(2)} \ge \dots`, the weights of the components in the same order and summing to 1 over
    what is present, and Q the line through the points :math:`(m/k, \sum_{l \le m} v_l)` of the position weights v.

    Parameters
    ----------
    scores : (..., n_units, k) on one common scale; NaN is missing.
    weights : (k,) or (..., k) with the leading axes of the replicates: of the components; none negative; any scale.
    position_weights : (k,) of the places, the unit's best score first; none negative; any scale. Equal ones give the
        arithmetic mean, (1, 0, ..., 0) the highest score, (0, ..., 0, 1) the lowest.

    Returns
    -------
    (..., n_units) on the scale of the scores, between the unit's lowest and highest; NaN where nothing is present or
    where all that is present has weight 0.

    Raises
    ------
    ValueError : weights of either kind that are negative, missing, all zero or not k.

    Notes
    -----
    With equal weights of the components and nothing missing this is Yager's OWA, with unequal ones Torra's WOWA; equal
    scores may stand in any order. With scores missing the places that are left share the same Q, so that highest stays
    highest and lowest lowest. COINr has no such function.

    References
    ----------
    Yager (1988), On ordered weighted averaging aggregation operators in multicriteria decisionmaking, IEEE Transactions
    on Systems, Man, and Cybernetics 18(1), 183-190, doi:10.1109/21.87068; Torra (1997), The weighted OWA operator,
    International Journal of Intelligent Systems 12(2), 153-166,
    doi:10.1002/(SICI)1098-111X(199702)12:2<153::AID-INT3>3.0.CO;2-P.

    >>> scores = np.array([[90.0, 30.0, 60.0], [np.nan, 30.0, 60.0]])
    >>> ordered_weighted_average(scores, weights=np.ones(3), position_weights=np.array([0.0, 0.5, 0.5]))
    array([45. , 37.5])
    """
    k = scores.shape[-1]
    places = weighting.to_shares(position_weights)
    if places.shape != (k,):
        raise ValueError(f"ordered averages need one position weight for each of {k} columns; found {places.shape}")
    total = aggregation.arithmetic_mean(np.where(np.isnan(scores), np.nan, 0.0), weights=weights)  # NaN or 0, checked
    present = np.where(np.isnan(scores), 0.0, weights[..., np.newaxis, :])
    order = np.argsort(-scores, axis=-1, kind="stable")  # missing ones last
    best_first = np.take_along_axis(np.broadcast_to(scores, present.shape), np.broadcast_to(order, present.shape), -1)
    share = np.take_along_axis(present, np.broadcast_to(order, present.shape), -1)
    reached = np.cumsum(share, axis=-1)
    whole = np.where(reached[..., -1:] > 0, reached[..., -1:], 1.0)
    read = np.interp(reached / whole, np.arange(k + 1) / k, np.concatenate([[0.0], np.cumsum(places)]))
    step = np.diff(read, axis=-1, prepend=0.0)
    return np.asarray(total + (step * np.where(np.isnan(best_first), 0.0, best_first)).sum(axis=-1))


def position_weights(k: int, *, orness: float) -> FloatArray:
    r"""Give weights to the places of k sorted scores, from one number that says how far they lean to the best.

    .. math:: v_m = Q\left(\frac{m}{k}\right) - Q\left(\frac{m - 1}{k}\right), \quad Q(r) = r^{(1 - \omega) / \omega}

    Parameters
    ----------
    k : number of places, 1 or more.
    orness : omega, between 0 and 1 without the ends: towards 1 the best score counts alone, towards 0 the worst; 0.5
        gives equal weights.

    Returns
    -------
    (k,) weights of the places, best first; none negative; they sum to 1. One place has weight 1.

    Raises
    ------
    ValueError : no place, or an orness of 0 or less or of 1 or more.

    Notes
    -----
    The quantifier itself has the orness asked for, 1/(1 + a) for the exponent a. Cut into k places it leans further
    out: for 0.4, 0.354 at k = 2, 0.368 at k = 3, 0.384 at k = 6, and 0.4 in the limit; only 0.5 is exact at every k.
    :func:`orness` gives what was reached. One quantifier for every k keeps nodes of different size comparable. COINr
    has no such function.

    References
    ----------
    Yager (1996), Quantifier guided aggregation using OWA operators, International Journal of Intelligent Systems 11(1),
    49-73; the orness: Yager (1988), doi:10.1109/21.87068.

    >>> position_weights(3, orness=0.5), position_weights(2, orness=0.25)
    (array([0.33333333, 0.33333333, 0.33333333]), array([0.125, 0.875]))
    """
    if k < 1:
        raise ValueError(f"position weights need at least one place; found {k}")
    if not 0 < orness < 1:
        raise ValueError(f"position weights need an orness between 0 and 1, without the ends; found {orness}")
    return np.asarray(np.diff((np.arange(k + 1) / k) ** ((1.0 - orness) / orness)))


def orness(position_weights: FloatArray) -> float:
    r"""Say how far position weights lean to the best scores: 1 the highest, 0.5 even-handed, 0 the lowest.

    .. math:: \omega = \sum_m v_m \frac{k - m}{k - 1}

    Parameters
    ----------
    position_weights : (k,) of the places, best first; none negative; any scale; at least two.

    Returns
    -------
    The orness, 0 to 1. One minus it is the andness.

    Raises
    ------
    ValueError : fewer than two weights, or weights that ``weighting.to_shares`` refuses.

    Notes
    -----
    Equal weights give 0.5, but so does any symmetric set: the median, or half the best and half the worst.

    References
    ----------
    Yager (1988), IEEE Transactions on Systems, Man, and Cybernetics 18(1), 183-190, doi:10.1109/21.87068.

    >>> orness(np.array([0.0, 0.5, 0.5]))
    0.25
    """
    if position_weights.ndim != 1 or position_weights.size < 2:
        raise ValueError(f"orness needs at least two position weights; found shape {position_weights.shape}")
    return float(weighting.to_shares(position_weights) @ np.linspace(1.0, 0.0, position_weights.size))
