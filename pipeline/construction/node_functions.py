"""The score of one aggregate from the scores of its children: the function and the minimum availability of its node."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.construction import matrix
from pipeline.errors import MethodError, listed
from pipeline.framework import admissibility, node_options
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
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


def combine(
    code: str,
    children: FloatArray,
    weights: FloatArray,
    edition: Edition,
    *,
    method: Method,
    units: Sequence[str] | None = None,
) -> FloatArray:
    """Score of one node.

    Parameters
    ----------
    children : (..., n_units, n_children) scores, in the order of the framework; NaN is missing.
    weights : (n_children,) or (..., n_children) with the leading axes of the batch. A child of weight 0 is no part.
    units : codes, so that a complaint can name them; without them it gives their number.

    Returns
    -------
    (..., n_units), on the scale of the scores under every mean; weights times scores under ``sum``; wins less losses,
    from -(n - 1) to n - 1, under ``copeland``; a share of the best, 0-1, under ``benefit_of_the_doubt``. NaN where too
    few of the children are there.

    Raises
    ------
    MethodError : a score of zero or less under a function that needs positive ones, without a floor; scores or weights
        that the function does not admit. Names the node.
    """
    options, codes = method.aggregation, [child.code for child in edition.framework.children(code)]
    needed = node_options.least_available_at(code, edition.framework, options)
    present = _blanked(children, weights, needed) if needed > 0 else children
    floor = node_options.floor_at(code, edition.framework, options)
    function = node_options.function_at(code, edition.framework, options)
    if floor is None and node_options.needs_positive(function, options):
        _require_positive(code, function, present, codes, units)
    with matrix.named_columns(f"aggregation to {code}", codes):
        if function in node_options.MADE_BY:
            return _where_weighed(function, present, weights, method, floor=floor)
        return _applied(function, present, weights, method, floor=floor)


def _where_weighed(
    function: str, children: FloatArray, weights: FloatArray, method: Method, *, floor: float | None
) -> FloatArray:
    """As the means do by themselves: no score where every child has weight 0, as where the only one was left out."""
    idle = ~(weights > 0).any(axis=-1, keepdims=True)
    scores = _applied(function, children, np.where(idle, 1.0, weights), method, floor=floor)
    return np.where(idle, np.nan, scores)


def _applied(
    function: str, children: FloatArray, weights: FloatArray, method: Method, *, floor: float | None
) -> FloatArray:
    options = method.aggregation
    match function:
        case "arithmetic":
            return aggregation.arithmetic_mean(children, weights=weights)
        case "sum":
            return aggregation.weighted_sum(children, weights=weights)
        case "geometric":
            return aggregation.geometric_mean(children, weights=weights, floor=floor)
        case "harmonic":
            return power_means.harmonic_mean(children, weights=weights, floor=floor)
        case "power":
            return power_means.generalised_mean(children, weights=weights, power=options.power, floor=floor)
        case "mazziotta_pareto":
            return compensation.mazziotta_pareto(children, weights=weights, direction=HIGHER_IS_BETTER)
        case "mean_min":
            return compensation.mean_min(
                children, weights=weights, penalty=options.mean_min_penalty, smoothness=options.mean_min_smoothness
            )
        case "ordered":
            places = ordered_averages.position_weights(children.shape[-1], orness=options.ordered_orness)
            return ordered_averages.ordered_weighted_average(children, weights=weights, position_weights=places)
        case "copeland":
            return outranking.copeland(children, weights=weights)
        case _:
            return _doubted(children, weights, share_range=options.share_range, floor=floor)


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


def _blanked(children: FloatArray, weights: FloatArray, needed: float) -> FloatArray:
    """Blank the children of units that have too few of those that count; one of weight 0 is no part of the node."""
    batch = np.broadcast_shapes(children.shape[:-2], weights.shape[:-1])
    tables = np.broadcast_to(children, (*batch, *children.shape[-2:]))
    counted = np.broadcast_to(weights > 0, (*batch, weights.shape[-1]))
    sparse = np.empty(tables.shape[:-1], dtype=bool)
    for pattern in np.unique(counted.reshape(-1, counted.shape[-1]), axis=0):
        replicates = (counted == pattern).all(axis=-1)
        sparse[replicates] = _too_sparse(tables[replicates][..., pattern], needed)
    return np.where(sparse[..., np.newaxis], np.nan, tables)


def _too_sparse(children: FloatArray, needed: float) -> BoolArray:
    masked = minimum_availability.masked_where_sparse(children, minimum_share=needed)
    return np.asarray(np.isnan(masked).all(axis=-1))


def _require_positive(
    code: str, function: str, children: FloatArray, codes: Sequence[str], units: Sequence[str] | None
) -> None:
    """Refuse a score of zero or less without a floor, by unit and child, and offer the floor."""
    if not (children <= 0).any():
        return
    lowest = np.fmin.reduce(children.reshape(-1, *children.shape[-2:]), axis=0)
    named = units or [f"number {row + 1}" for row in range(len(lowest))]
    found = listed(
        f"{lowest[row, column]:g} of unit {named[row]} in {codes[column]}"
        for row, column in zip(*np.nonzero(lowest <= 0), strict=True)
    )
    raise MethodError(
        f"aggregation to {code}: {admissibility.named(function)} needs every score above 0, found {found}. "
        "Set score_floor (such as 1), or a scale_low above 0"
    )
