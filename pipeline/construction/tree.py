"""Aggregation up the hierarchy, for one table or a batch of replicates, with any weights and any function at a node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import node_functions
from pipeline.construction import weights as weighing
from pipeline.construction.weights import Weights
from pipeline.errors import MethodError
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics.types import FloatArray


@dataclass(frozen=True, eq=False)
class Realised:
    """Scores of every node by its code, (..., n_units), and the weights that made them."""

    nodes: dict[str, FloatArray]
    weights: Weights


def realised(
    scores: FloatArray,
    edition: Edition,
    *,
    method: Method | None = None,
    weights_by_parent: Weights | None = None,
    outcome: FloatArray | None = None,
    units: Sequence[str] | None = None,
) -> Realised:
    """Scores of every node with the weights behind them.

    Parameters
    ----------
    scores : (..., n_units, n_indicators) normalised scores, columns in the order of the framework.
    weights_by_parent : other than the method's; a leading batch axis goes with that of ``scores``. A batch needs them where the
        method's weights come from the scores: replicates share weights that were computed once.
    outcome : (n_units,) what weights by regression explain.
    units : codes, so that a complaint can name them.

    Raises
    ------
    MethodError : a function or a weighting does not admit the scores (a geometric mean of a zero without a floor).

    Notes
    -----
    Weights that come from scores are computed bottom-up: those of a node from the scores of its children, which are
    aggregates already. A mean runs over the children that are there: leaving a missing child out implies the mean of
    its siblings (shadow imputation); ``least_available`` limits that. A sum with a missing child is missing.
    """
    method, framework = method or edition.method, edition.framework
    own = dict(weighing.fixed(edition, method=method) if weights_by_parent is None else weights_by_parent)
    from_scores = weights_by_parent is None and weighing.is_from_scores(method)
    if from_scores and scores.ndim > 2:
        raise MethodError(
            f"aggregation of a batch: weighting {method.aggregation.weighting!r} is computed from one table of scores. "
            "Compute the weights once with tree.realised and pass them"
        )
    nodes = {code: scores[..., column] for column, code in enumerate(framework.indicator_codes)}
    for code in weighing.parents(framework):
        children = np.stack([nodes[child.code] for child in framework.children(code)], axis=-1)
        if from_scores:
            own[code] = weighing.from_scores(code, children, own[code], edition, method=method, outcome=outcome)
        nodes[code] = node_functions.combine(code, children, own[code], edition, method=method, units=units)
    return Realised(nodes, own)


def aggregate(
    scores: FloatArray,
    edition: Edition,
    *,
    method: Method | None = None,
    weights_by_parent: Weights | None = None,
    outcome: FloatArray | None = None,
    units: Sequence[str] | None = None,
) -> dict[str, FloatArray]:
    """Scores of every node, by its code, (..., n_units): as :func:`realised`, without the weights."""
    found = realised(scores, edition, method=method, weights_by_parent=weights_by_parent, outcome=outcome, units=units)
    return found.nodes


def in_use(edition: Edition, weights: pd.DataFrame) -> Edition:
    """The edition with the weights of ``weights.csv`` in the place of its framework's, under the weighting ``nominal``.

    What comes after the index asks for its weights again (to leave a node out, to show them): computed from other
    scores, or from these but without the outcome, they would be others.
    """
    return edition.with_weights(dict(zip(weights["code"], weights["weight"].astype(float), strict=True)))


def weights_without(edition: Edition, codes: Sequence[str], *, weights: Weights | None = None) -> Weights:
    """Weights with zero for the nodes named: their parents are then computed as if they were not there.

    Parameters
    ----------
    weights : those in use; by default the method's fixed ones.
    """
    found = {code: own.copy() for code, own in (weighing.fixed(edition) if weights is None else weights).items()}
    for code in codes:
        parent = edition.framework.node(code).parent or ""
        siblings = [child.code for child in edition.framework.children(parent)]
        found[parent][..., siblings.index(code)] = 0.0
    return found
