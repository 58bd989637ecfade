"""The score of one aggregate from the scores of its children: the function and the minimum availability of its node."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.construction import matrix
from pipeline.errors import MethodError, listed
from pipeline.framework import admissibility, node_options
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics import node_scores
from pipeline.statistics.types import FloatArray


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
    rule, codes = rule_at(code, edition, method), [child.code for child in edition.framework.children(code)]
    present = node_scores.blanked(children, weights=weights, least_available=rule.least_available)
    check_positive(code, present, rule, edition, method=method, units=units)
    with matrix.named_columns(f"aggregation to {code}", codes):
        return node_scores.score(present, weights=weights, rule=rule)


def rule_at(code: str, edition: Edition, method: Method) -> node_scores.Rule:
    """The function of one node with its numbers."""
    options, framework = method.aggregation, edition.framework
    return node_scores.Rule(
        function=node_options.function_at(code, framework, options),
        floor=node_options.floor_at(code, framework, options),
        power=options.power,
        penalty=options.mean_min_penalty,
        smoothness=options.mean_min_smoothness,
        orness=options.ordered_orness,
        share_range=options.share_range,
        least_available=node_options.least_available_at(code, framework, options),
    )


def check_positive(
    code: str,
    children: FloatArray,
    rule: node_scores.Rule,
    edition: Edition,
    *,
    method: Method,
    units: Sequence[str] | None = None,
) -> None:
    """Refuse a score of zero or less where the function of a node needs positive ones and has no floor.

    Raises
    ------
    MethodError : names the node, the units and the children.
    """
    if rule.floor is None and node_options.needs_positive(rule.function, method.aggregation):
        codes = [child.code for child in edition.framework.children(code)]
        _require_positive(code, rule.function, children, codes, units)


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
