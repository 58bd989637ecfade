"""Scores and ranks of an index in many replicates at once: what varies has a batch axis, what does not is known.

A *variant* is one way to prepare, impute, treat, normalise and aggregate, reduced to arrays: the scores that no replicate
changes, and the nodes above them. A *sample* says for every replicate which variant, which completed table, which draw
of the weights it takes, and which indicator it leaves out. Arrays and numbers only, so that another process can do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.statistics import node_scores, ranking, uncertainty
from pipeline.statistics.node_scores import Rule
from pipeline.statistics.types import FloatArray, IntArray, RankArray

SCORES_AT_ONCE = 4_000_000  # numbers held at once by functions that compare each unit with each other one
PAIRWISE = "copeland"
WITHOUT_BATCH = ("arithmetic", "sum", "geometric")  # take one table for all weights


@dataclass(frozen=True, eq=False)
class Node:
    """A node whose score differs between replicates.

    ``children`` : c >= 0 is column c of the known scores, c < 0 the node at place -1 - c, which stands before this one.
    ``weights`` : (k,), or (n_draws + 1, k) a pool of draws with the nominal weights in its last row, which -1 picks.
    ``indicators`` : number of the indicator that each child is, -1 for an aggregate; None where none is ever left out.
    """

    name: str
    children: tuple[int, ...]
    weights: FloatArray
    rule: Rule
    indicators: IntArray | None


@dataclass(frozen=True, eq=False)
class Variant:
    """Known scores (n_tables, n_units, n_known) and the nodes above them, lower ones first, the index last.

    Without nodes the index is the first known column. ``many`` says that replicates take different tables.
    """

    known: FloatArray
    nodes: tuple[Node, ...]
    many: bool


@dataclass(frozen=True, eq=False)
class Sample:
    """What each replicate takes, (n_replicates,) each: places; of weights and left-out indicators -1 is none."""

    variant: IntArray
    table: IntArray
    weights: IntArray
    left_out: IntArray

    def __len__(self) -> int:
        return len(self.variant)

    def __getitem__(self, rows: slice | IntArray) -> Sample:
        return Sample(self.variant[rows], self.table[rows], self.weights[rows], self.left_out[rows])


def scores(variants: Sequence[Variant], sample: Sample, *, block_size: int) -> FloatArray:
    """Index scores of every replicate.

    Parameters
    ----------
    variants : with the same units.
    block_size : replicates computed together. Inside a block those of one variant are, so that the grouping depends on
        the sample alone and never on who computes which block.

    Returns
    -------
    (n_replicates, n_units); NaN where the index has no score.

    Raises
    ------
    ValueError : scores or weights that the function of a node does not admit; names the node.

    Notes
    -----
    The largest array is block_size x n_units x k, for a node of k children that vary themselves; a node above known
    scores alone needs block_size x n_units.

    >>> plain = {"floor": None, "power": 1.0, "penalty": 0.5, "smoothness": 0.0, "orness": 0.4, "share_range": 0.5}
    >>> mean = Rule(function="arithmetic", least_available=0.0, **plain)
    >>> node = Node("index", (0, 1), np.array([[1.0, 0.0], [1.0, 1.0]]), mean, indicators=None)
    >>> variant = Variant(np.array([[[10.0, 20.0], [30.0, 0.0]]]), (node,), many=False)
    >>> zero = np.zeros(2, dtype=int)
    >>> scores([variant], Sample(zero, zero, np.array([0, -1]), zero - 1), block_size=256)
    array([[10., 30.],
           [15., 15.]])
    """
    found = np.empty((len(sample), variants[0].known.shape[1]))
    for rows in uncertainty.blocks(len(sample), size=block_size):
        found[rows] = _block(variants, sample[rows])
    return found


def ranks(variants: Sequence[Variant], sample: Sample, *, block_size: int, ties: ranking.Ties) -> RankArray:
    """Ranks of the index in every replicate, as :func:`ranking.rank` gives them, in single precision.

    Returns
    -------
    (n_replicates, n_units) float32, which holds every whole and half place of up to 8 million units exactly; NaN where
    the index has no score.

    Raises
    ------
    ValueError : as :func:`scores`.
    """
    found = np.empty((len(sample), variants[0].known.shape[1]), dtype=np.float32)
    for rows in uncertainty.blocks(len(sample), size=block_size):
        found[rows] = ranking.rank(_block(variants, sample[rows]), ties=ties)
    return found


def part(variants: Sequence[Variant], sample: Sample) -> tuple[tuple[Variant, ...], Sample]:
    """Only what some replicates take: their variants, completed tables and draws of the weights.

    Parameters
    ----------
    sample : the replicates, in whole blocks of the sample that they are taken from.

    Returns
    -------
    Variants and sample with other places and the same results to the last bit, small enough to be sent.
    """
    taken, variant = np.unique(sample.variant, return_inverse=True)
    drawn, weights = np.unique(sample.weights, return_inverse=True)
    table, kept, pools = sample.table.copy(), [], {}
    for number, own in enumerate(taken):
        whole, rows = variants[own], variant.ravel() == number
        tables = np.zeros(1, dtype=int)
        if whole.many:
            tables, table[rows] = np.unique(sample.table[rows], return_inverse=True)
        nodes = []
        for node in whole.nodes:
            if node.weights.ndim == 2 and id(node.weights) not in pools:
                pools[id(node.weights)] = node.weights[drawn]
            nodes.append(replace(node, weights=pools.get(id(node.weights), node.weights)))
        kept.append(Variant(whole.known[tables], tuple(nodes), whole.many))
    return tuple(kept), Sample(variant.ravel(), table, weights.ravel(), sample.left_out)


def _block(variants: Sequence[Variant], sample: Sample) -> FloatArray:
    found = np.empty((len(sample), variants[0].known.shape[1]))
    for number in np.unique(sample.variant):
        rows = np.flatnonzero(sample.variant == number)
        found[rows] = _of_variant(variants[number], sample[rows])
    return found


def _of_variant(variant: Variant, sample: Sample) -> FloatArray:
    known = variant.known[sample.table] if variant.many else variant.known[0]
    if not variant.nodes:
        return known[..., 0]
    varying: list[FloatArray] = []
    for node in variant.nodes:
        children = _children(node, known, varying)
        try:
            varying.append(_score(children, _weights(node, sample), node.rule, n=len(sample)))
        except ValueError as error:
            raise ValueError(f"aggregation to {node.name}: {error}") from None
    return varying[-1]


def _children(node: Node, known: FloatArray, varying: list[FloatArray]) -> FloatArray:
    """Scores of the children, (n_units, k) where all are known and one table serves every replicate."""
    if min(node.children) >= 0:
        return np.ascontiguousarray(known[..., list(node.children)])
    parts = [known[..., child] if child >= 0 else varying[-1 - child] for child in node.children]
    return np.stack(np.broadcast_arrays(*parts), axis=-1)


def _weights(node: Node, sample: Sample) -> FloatArray:
    own = node.weights if node.weights.ndim == 1 else node.weights[sample.weights]
    if node.indicators is None or not np.isin(sample.left_out, node.indicators[node.indicators >= 0]).any():
        return own
    left_out = (node.indicators >= 0) & (node.indicators == sample.left_out[:, np.newaxis])
    kept = np.where(left_out, 0.0, own)
    if node.rule.function != "sum":  # a mean rescales by itself
        return kept
    left = kept.sum(axis=-1, keepdims=True)
    whole = np.broadcast_to(own, kept.shape).sum(axis=-1, keepdims=True)
    return kept * np.divide(whole, left, out=np.zeros_like(left), where=left > 0)


def _score(children: FloatArray, weights: FloatArray, rule: Rule, *, n: int) -> FloatArray:
    """Score of a node in n replicates, (n, n_units)."""
    present = node_scores.blanked(children, weights=weights, least_available=rule.least_available)
    n_units = present.shape[-2]
    if present.ndim == 2 and weights.ndim == 1:
        return np.broadcast_to(node_scores.score(present, weights=weights, rule=rule), (n, n_units))
    if rule.function in WITHOUT_BATCH:
        return node_scores.score(present, weights=weights, rule=rule)
    tables = np.broadcast_to(present, (n, *present.shape[-2:]))
    each = np.broadcast_to(weights, (n, weights.shape[-1]))
    at_once = max(1, SCORES_AT_ONCE // n_units**2) if rule.function == PAIRWISE else n
    parts = [
        node_scores.score(tables[rows], weights=each[rows], rule=rule)
        for rows in uncertainty.blocks(n, size=min(at_once, n))
    ]
    return np.concatenate(parts)
