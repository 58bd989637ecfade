"""Each node beside the aggregates above it, computed again without that node."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pipeline.construction import matrix, tree
from pipeline.construction import weights as weighing
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.statistics.types import FloatArray


def pairs(scores: pd.DataFrame, edition: Edition) -> Iterator[tuple[Node, Node, FloatArray, FloatArray]]:
    """Every node with each aggregate above it: both nodes, the scores of the first, and of the second without it.

    Parameters
    ----------
    scores : units x codes, every node (``scores.csv``).

    Notes
    -----
    A node that is alone below an aggregate has no rest there, and no pair.
    """
    rest = without_each(scores, edition)
    for node in edition.framework.tree:
        for above in ancestors(node, edition):
            others = rest[node.code][above.code]
            if not np.isnan(others).all():
                yield node, above, scores[node.code].to_numpy(dtype=float), others


def ancestors(node: Node, edition: Edition) -> list[Node]:
    """The aggregates above a node, nearest first."""
    above, here = [], node
    while here.parent:
        here = edition.framework.node(here.parent)
        above.append(here)
    return above


def without_each(scores: pd.DataFrame, edition: Edition) -> dict[str, dict[str, FloatArray]]:
    """For each node, every aggregate computed without it: weight zero at its place, in one batch."""
    framework = edition.framework
    removable = [node for node in framework.tree if node.parent]
    nominal = weighing.fixed(edition)
    rows = [tree.weights_without(edition, [node.code]) for node in removable]
    batch = {code: np.stack([row[code] for row in rows]) for code in nominal}
    stacked = np.broadcast_to(
        matrix.array(scores[framework.indicator_codes]), (len(removable), *scores[framework.indicator_codes].shape)
    )
    nodes = tree.aggregate(stacked, edition, weights_by_parent=batch)
    alone = {node.code for node in removable if len(framework.children(node.parent or "")) == 1}
    return {
        node.code: {
            code: np.full(len(scores), np.nan) if node.code in alone and code == node.parent else nodes[code][row]
            for code in nominal
        }
        for row, node in enumerate(removable)
    }
