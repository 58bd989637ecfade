"""The score of one node from the scores of its children: any function, with its numbers, and the least availability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipeline.statistics import (
    aggregation,
    compensation,
    frontier,
    minimum_availability,
    ordered_averages,
    outranking,
    power_means,
    weighting,
)
from pipeline.statistics.types import BoolArray, FloatArray

HIGHER_IS_BETTER = 1  # the only step that turns a direction is normalisation
NEEDS_A_CHILD = ("copeland", "benefit_of_the_doubt")  # a mean says by itself that nothing has a weight


@dataclass(frozen=True)
class Rule:
    """The function of a node with the numbers that it may need, each from the method; numbers of others count nothing.

    ``floor`` is the least score of a mean that needs positive ones, ``least_available`` the share of the children,
    counted, that a score needs.
    """

    function: Literal[
        "arithmetic",
        "sum",
        "geometric",
        "harmonic",
        "power",
        "mazziotta_pareto",
        "mean_min",
        "ordered",
        "copeland",
        "benefit_of_the_doubt",
    ]
    floor: float | None
    power: float
    penalty: float
    smoothness: float
    orness: float
    share_range: float
    least_available: float


def blanked(children: FloatArray, *, weights: FloatArray, least_available: float) -> FloatArray:
    """Blank the children of units that have too few of those that count; one of weight 0 is no part of the node.

    Parameters
    ----------
    children : (..., n_units, k) scores; NaN is missing.
    weights : (k,) or (..., k) with the leading axes of the replicates.
    least_available : share of the children with a weight, 0-1; 0 asks for nothing.

    Returns
    -------
    (..., n_units, k) with the leading axes of both.

    >>> blanked(np.array([[1.0, np.nan], [1.0, 2.0]]), weights=np.ones(2), least_available=0.6)
    array([[nan, nan],
           [ 1.,  2.]])
    """
    if least_available <= 0:
        return children
    batch = np.broadcast_shapes(children.shape[:-2], weights.shape[:-1])
    tables = np.broadcast_to(children, (*batch, *children.shape[-2:]))
    counted = np.broadcast_to(weights > 0, (*batch, weights.shape[-1]))
    sparse = np.empty(tables.shape[:-1], dtype=bool)
    for pattern in np.unique(counted.reshape(-1, counted.shape[-1]), axis=0):
        replicates = (counted == pattern).all(axis=-1)
        sparse[replicates] = _too_sparse(tables[replicates][..., pattern], least_available)
    return np.where(sparse[..., np.newaxis], np.nan, tables)


def score(children: FloatArray, *, weights: FloatArray, rule: Rule) -> FloatArray:
    """Score of one node, without a look at what is available: see :func:`blanked`.

    Parameters
    ----------
    children : (..., n_units, k) scores; NaN is missing.
    weights : (k,) or (..., k) with the leading axes of the replicates; either may have leading axes that the other
        lacks. A child of weight 0 is no part.

    Returns
    -------
    (..., n_units), on the scale of the scores under every mean; weights times scores under ``sum``; wins less losses
    under ``copeland``; a share of the best, 0-1, under ``benefit_of_the_doubt``. NaN where no child counts.

    Raises
    ------
    ValueError : scores or weights that the function does not admit.

    >>> plain = {"power": 1.0, "penalty": 0.5, "smoothness": 0.0, "orness": 0.4, "share_range": 0.5}
    >>> rule = Rule(function="geometric", floor=1.0, least_available=0.0, **plain)
    >>> score(np.array([[4.0, 9.0], [0.0, 9.0]]), weights=np.ones(2), rule=rule).round(6)
    array([6., 3.])
    """
    if rule.function not in NEEDS_A_CHILD:
        return _applied(children, weights, rule)
    idle = ~(weights > 0).any(axis=-1, keepdims=True)
    found = _applied(children, np.where(idle, 1.0, weights), rule)
    return np.where(idle, np.nan, found)


def _applied(children: FloatArray, weights: FloatArray, rule: Rule) -> FloatArray:
    match rule.function:
        case "arithmetic":
            return aggregation.arithmetic_mean(children, weights=weights)
        case "sum":
            return aggregation.weighted_sum(children, weights=weights)
        case "geometric":
            return aggregation.geometric_mean(children, weights=weights, floor=rule.floor)
        case "harmonic":
            return power_means.harmonic_mean(children, weights=weights, floor=rule.floor)
        case "power":
            return power_means.generalised_mean(children, weights=weights, power=rule.power, floor=rule.floor)
        case "mazziotta_pareto":
            return compensation.mazziotta_pareto(children, weights=weights, direction=HIGHER_IS_BETTER)
        case "mean_min":
            return compensation.mean_min(children, weights=weights, penalty=rule.penalty, smoothness=rule.smoothness)
        case "ordered":
            places = ordered_averages.position_weights(children.shape[-1], orness=rule.orness)
            return ordered_averages.ordered_weighted_average(children, weights=weights, position_weights=places)
        case "copeland":
            return outranking.copeland(children, weights=weights)
        case _:
            return _doubted(children, weights, share_range=rule.share_range, floor=rule.floor)


def _doubted(children: FloatArray, weights: FloatArray, *, share_range: float, floor: float | None) -> FloatArray:
    r"""Benefit of the doubt with shares around the nominal ones; equal replicates are computed once.

    .. math:: L_j = \max(0, w_j (1 - \rho)), \quad U_j = \min(1, w_j (1 + \rho))

    A child of weight 0 has the share 0 and is no part of the node, not even where it is missing.
    """
    batch = np.broadcast_shapes(children.shape[:-2], weights.shape[:-1])
    tables = np.broadcast_to(children, (*batch, *children.shape[-2:]))
    shares = np.broadcast_to(weighting.to_shares(weights), (*batch, weights.shape[-1]))
    scores, known = np.empty(tables.shape[:-1]), {}
    for place in np.ndindex(batch):
        table, share = tables[place], shares[place]
        key = table.tobytes() + share.tobytes()
        if key not in known:
            counted = share > 0
            known[key] = frontier.benefit_of_the_doubt(
                table[:, counted],
                least_share=np.clip(share[counted] * (1.0 - share_range), 0.0, 1.0),
                greatest_share=np.clip(share[counted] * (1.0 + share_range), 0.0, 1.0),
                floor=floor,
            ).scores
        scores[place] = known[key]
    return scores


def _too_sparse(children: FloatArray, least_available: float) -> BoolArray:
    masked = minimum_availability.masked_where_sparse(children, minimum_share=least_available)
    return np.asarray(np.isnan(masked).all(axis=-1))
