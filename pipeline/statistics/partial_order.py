"""A partial order from pairs: who is above whom, by way of others too, and the fewest pairs that say all of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.statistics.types import BoolArray, IntArray


@dataclass(frozen=True, eq=False)
class PartialOrder:
    """The smallest partial order that holds a relation, or what forbids one.

    ``above`` : (n, n) true where the first is above the second, directly or by way of others. ``covers`` : the pairs of
    it that do not follow from others (the lines of a Hasse diagram). ``layer`` : (n,) 1 for a unit with nobody above it,
    otherwise one more than the deepest unit above it. ``in_cycle`` : (n,) units that are above themselves by way of
    others; where there are any, there is no order, ``covers`` is empty and ``layer`` 0.
    """

    above: BoolArray
    covers: BoolArray
    layer: IntArray
    in_cycle: BoolArray


def partial_order(relation: BoolArray) -> PartialOrder:
    r"""Close a relation under transitivity, and reduce it to the pairs that say the same.

    .. math:: C = R \cup R^2 \cup R^3 \cup \dots, \quad H = C \setminus C^2

    Parameters
    ----------
    relation : (n, n) true where the first is ahead of the second, such as :func:`uncertainty.order_robust`.

    Returns
    -------
    PartialOrder. The closure may hold pairs that the relation does not: that a is robustly ahead of b and b of c does
    not make a robustly ahead of c. Say so where it is shown.

    Raises
    ------
    ValueError : a relation that is not square.

    Notes
    -----
    Of order-robust pairs with a share s, a cycle needs at least 1 / (1 - s) units, for in every draw one of its pairs
    is the other way round: 20 units at 0.95. So a cycle is rare, but it can be.

    References
    ----------
    Aho, Garey, Ullman (1972), The transitive reduction of a directed graph, SIAM Journal on Computing 1(2), 131-137,
    doi:10.1137/0201008.

    >>> chain = np.array([[False, True, True], [False, False, True], [False, False, False]])
    >>> found = partial_order(chain)
    >>> found.covers.sum(), found.layer.tolist()
    (np.int64(2), [1, 2, 3])
    """
    relation = np.asarray(relation, dtype=bool)
    if relation.ndim != 2 or relation.shape[0] != relation.shape[1]:
        raise ValueError(f"a relation between units needs a square table; got shape {relation.shape}")
    above = _closed(relation)
    in_cycle = np.diagonal(above).copy()
    if in_cycle.any():
        return PartialOrder(above, np.zeros_like(above), np.zeros(len(above), dtype=np.int64), in_cycle)
    return PartialOrder(above, above & ~_followed(above, above), _layers(above), in_cycle)


def _closed(relation: BoolArray) -> BoolArray:
    closed = relation
    while True:
        longer = closed | _followed(closed, closed)
        if (longer == closed).all():
            return closed
        closed = longer


def _followed(first: BoolArray, second: BoolArray) -> BoolArray:
    """Pairs that are joined by a step of each relation; counts below 2^24 are exact in single precision."""
    return np.asarray(first.astype(np.float32) @ second.astype(np.float32) > 0.5)


def _layers(above: BoolArray) -> IntArray:
    layer = np.ones(len(above), dtype=np.int64)
    for unit in np.argsort(above.sum(axis=0), kind="stable"):  # who is above a unit has fewer above itself
        if above[:, unit].any():
            layer[unit] = 1 + layer[above[:, unit]].max()
    return layer
