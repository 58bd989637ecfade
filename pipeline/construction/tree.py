"""Aggregation up the hierarchy, for one table or a batch of replicates, with any weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pipeline.construction import matrix
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.method import Method
from pipeline.statistics import aggregation, weighting
from pipeline.statistics.types import FloatArray

Weights = Mapping[str, FloatArray]
"""Weights of the children of each aggregate, in the order of the framework: (n_children,) or (n_batch, n_children)."""


def parents(framework: Hierarchy) -> list[str]:
    """Codes of the aggregates, lower levels first."""
    aggregates = [node for node in framework.tree if node.role == "aggregate"]
    return [node.code for node in sorted(aggregates, key=lambda node: node.level or 0)]


def weights(edition: Edition, *, method: Method | None = None) -> Weights:
    """The framework's weights, or equal ones within each parent."""
    equal = (method or edition.method).aggregation.weighting == "equal"
    framework = edition.framework
    return {
        code: np.array([1.0 if equal else float(child.weight or 0.0) for child in framework.children(code)])
        for code in parents(framework)
    }


def weights_without(edition: Edition, codes: Sequence[str]) -> Weights:
    """The weights with zero for the nodes named: their parents are then computed as if they were not there."""
    found = {code: own.copy() for code, own in weights(edition).items()}
    for code in codes:
        parent = edition.framework.node(code).parent or ""
        siblings = [child.code for child in edition.framework.children(parent)]
        found[parent][siblings.index(code)] = 0.0
    return found


def aggregate(
    scores: FloatArray, edition: Edition, *, method: Method | None = None, weights_by_parent: Weights | None = None
) -> dict[str, FloatArray]:
    """Scores of every node.

    Parameters
    ----------
    scores : (..., n_units, n_indicators) normalised scores, columns in the order of the framework.
    weights_by_parent : other than the method's; a leading batch axis goes with that of ``scores``.

    Returns
    -------
    Code of each node -> (..., n_units).

    Raises
    ------
    MethodError : the mean does not admit the scores (a geometric mean of a zero without a floor).

    Notes
    -----
    A mean runs over the children that are there: leaving a missing child out implies the mean of its siblings
    (shadow imputation). A sum with a missing child is missing.
    """
    method = method or edition.method
    framework = edition.framework
    used = weights(edition, method=method) if weights_by_parent is None else weights_by_parent
    nodes = {code: scores[..., column] for column, code in enumerate(framework.indicator_codes)}
    for code in parents(framework):
        children = [child.code for child in framework.children(code)]
        with matrix.named_columns(f"aggregation to {code}", children):
            nodes[code] = _combine(np.stack([nodes[child] for child in children], axis=-1), used[code], method)
    return nodes


def _combine(children: FloatArray, own: FloatArray, method: Method) -> FloatArray:
    match method.aggregation.aggregation:
        case "arithmetic":
            return aggregation.arithmetic_mean(children, weights=own)
        case "geometric":
            return aggregation.geometric_mean(children, weights=own, floor=method.aggregation.geometric_floor)
        case "sum":
            return aggregation.weighted_sum(children, weights=own)


def effective_weights(edition: Edition) -> pd.DataFrame:
    """Weight as declared, share within the parent, and the product of the shares up to the root: ``weights.csv``.

    The effective weight is what one point of a node's score adds to the index under arithmetic means. It is a rate of
    exchange, not an importance.
    """
    framework, own = edition.framework, weights(edition)
    effective = {framework.root.code: 1.0}
    rows = [
        {
            "code": framework.root.code,
            "parent": "",
            "level": framework.root.level,
            "weight": 1.0,
            "share": 1.0,
            "effective": 1.0,
        }
    ]
    for code in reversed(parents(framework)):
        shares = weighting.to_shares(own[code])
        for child, weight, share in zip(framework.children(code), own[code], shares, strict=True):
            effective[child.code] = effective[code] * share
            rows.append(
                {
                    "code": child.code,
                    "parent": code,
                    "level": child.level,
                    "weight": weight,
                    "share": share,
                    "effective": effective[child.code],
                }
            )
    return pd.DataFrame(rows)
