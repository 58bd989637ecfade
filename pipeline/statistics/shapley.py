"""How a change divides among its causes, whatever the order in which they come."""

from __future__ import annotations

from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray


def shares(worth: NDArray[Any]) -> NDArray[Any]:
    r"""Give each player the mean of what it adds, over all orders in which the players can come.

    .. math:: \phi_j = \sum_{S \not\ni j} \frac{|S|!\,(k - |S| - 1)!}{k!}\,\bigl(v(S \cup \{j\}) - v(S)\bigr)

    Parameters
    ----------
    worth : (2 ** k, ...) what each coalition is worth; in coalition ``c`` player ``j`` takes part where bit ``j`` of the
        number ``c`` is set. So the first row has no player and the last all. Floats, or objects that add and divide
        (``fractions.Fraction``): sums of these are exact.

    Returns
    -------
    (k, ...) the share of each player. Together they are ``worth[-1] - worth[0]``: exactly for fractions, to rounding for
    floats. A player that adds nothing to any coalition has 0; players that add the same to all have the same. NaN where a
    coalition has no worth.

    Raises
    ------
    ValueError : a number of coalitions that is no power of two from 2.

    References
    ----------
    Shapley (1953), A value for n-person games, Contributions to the Theory of Games II, 307-317,
    doi:10.1515/9781400881970-018. Shorrocks (2013), Decomposition procedures for distributional analysis: a unified
    framework based on the Shapley value, Journal of Economic Inequality 11, 99-126, doi:10.1007/s10888-011-9214-z.

    >>> shares(np.array([0.0, 1.0, 3.0, 10.0]))  # alone 1 and 3, together 10: what they make together is halved
    array([4., 6.])
    """
    n_coalitions = len(worth)
    if n_coalitions < 2 or n_coalitions & (n_coalitions - 1):
        raise ValueError(f"shares need the worth of 2, 4, 8, ... coalitions; found {n_coalitions}")
    k = n_coalitions.bit_length() - 1
    found = []
    for player in range(k):
        without = [coalition for coalition in range(n_coalitions) if not coalition >> player & 1]
        added = [
            (worth[coalition | 1 << player] - worth[coalition]) * _orders(coalition.bit_count(), k)
            for coalition in without
        ]
        found.append(np.sum(np.stack(added), axis=0) / factorial(k))
    return np.stack(found)


def _orders(size: int, k: int) -> int:
    """In how many orders exactly these players, ``size`` of them, come before the one in question."""
    return factorial(size) * factorial(k - size - 1)
