"""What many ranks of a unit say beyond their range: a place among the first, whether there were enough, what moved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.statistics import uncertainty
from pipeline.statistics.types import FloatArray, IntArray, RankArray


@dataclass(frozen=True, eq=False)
class Convergence:
    """Rank ranges of the first draws, at several numbers of them.

    ``n_draws`` (n_steps,); ``low``, ``median``, ``high`` (n_steps, n_units); ``change`` (n_steps, n_units) the largest
    move of these three since the step before, NaN at the first.
    """

    n_draws: IntArray
    low: FloatArray
    median: FloatArray
    high: FloatArray
    change: FloatArray


@dataclass(frozen=True, eq=False)
class VarianceSplit:
    """Variance between and within groups of replicates, (n_outputs,) each; they add up to ``total``."""

    between: FloatArray
    within: FloatArray
    total: FloatArray


def top_shares(ranks: FloatArray | RankArray, *, places: Sequence[int]) -> FloatArray:
    r"""Share of the draws in which a unit is among the first k.

    .. math:: p_{ik} = \frac{1}{B_i} \#\{b : r_{bi} \le k\}

    Parameters
    ----------
    ranks : (n_draws, n_units), 1 is best; NaN where a unit is not ranked.
    places : the numbers k, each at least 1.

    Returns
    -------
    (n_places, n_units), 0-1, over the draws that rank the unit; NaN for one that none ranks. A rank shared by two
    counts as it is written: two units that share 5.5 are not among the first 5.

    Raises
    ------
    ValueError : ranks that are no table with a draw, a place below 1.

    >>> top_shares(np.array([[1.0, 2.0, 3.0], [2.0, 1.0, 3.0]]), places=[1, 2]).tolist()
    [[0.5, 0.5, 0.0], [1.0, 1.0, 0.0]]
    """
    if np.ndim(ranks) != 2 or len(ranks) < 1 or any(place < 1 for place in places):
        raise ValueError(
            f"top_shares needs a table of draws by units and places from 1; got {np.shape(ranks)}, {places}"
        )
    n = np.count_nonzero(~np.isnan(ranks), axis=0)
    counts = np.array([np.count_nonzero(ranks <= place, axis=0) for place in places], dtype=float).reshape(-1, len(n))
    return np.divide(counts, n, out=np.full(counts.shape, np.nan), where=n > 0)


def convergence(ranks: FloatArray | RankArray, *, first: int, low: float, high: float) -> Convergence:
    """Rank ranges of the first draws: of all, of the first half, of the first quarter, and so on down to ``first``.

    Parameters
    ----------
    ranks : (n_draws, n_units) in the order in which they were drawn, so that the first ones are a sample of their own.
    first : least draws of a step, at least 1; where half of all are fewer, there is one step.
    low, high : the quantiles of the range.

    Returns
    -------
    Convergence, the fewest draws first: each step doubles the one before (but for rounding).

    Raises
    ------
    ValueError : ranks that are no table with a draw, ``first`` below 1, quantiles out of order.

    Notes
    -----
    The ends of a range are quantiles: with B draws the share of draws beyond the end has a standard error of
    sqrt(q (1 - q) / B), 0.0034 at 5 % and 4,000. How many places that is depends on how far the ranks spread: so it is
    read off the draws.

    >>> convergence(np.array([[1.0, 2], [2, 1], [1, 2], [1, 2]]), first=2, low=0.05, high=0.95).n_draws.tolist()
    [2, 4]
    """
    if first < 1:
        raise ValueError(f"convergence needs a first step of at least one draw; got {first}")
    sizes = [len(ranks) // 2**power for power in range(64)]
    sizes = [size for size in sizes if size >= first][::-1] or [len(ranks)]
    found = [uncertainty.summarise_ranks(ranks[:size], low=low, high=high) for size in sizes]
    ends = np.array([[step.low, step.median, step.high] for step in found])
    change = np.full(ends.shape[::2], np.nan)
    change[1:] = np.abs(np.diff(ends, axis=0)).max(axis=1)
    return Convergence(np.array(sizes), ends[:, 0], ends[:, 1], ends[:, 2], change)


def variance_split(values: FloatArray | RankArray, *, groups: IntArray) -> VarianceSplit:
    r"""Split a variance over replicates into what their groups explain and the rest, by the law of total variance.

    .. math:: \mathrm{Var}(Y) = \mathrm{Var}(E[Y \mid G]) + E[\mathrm{Var}(Y \mid G)], \quad
        \hat b = \sum_g p_g (\bar y_g - \bar y)^2 - \sum_g p_g (1 - p_g) \frac{s_g^2}{n_g}, \quad
        \hat w = \sum_g p_g s_g^2

    Parameters
    ----------
    values : (n_replicates, n_outputs), none missing: the ranks of each unit.
    groups : (n_replicates,) the group of each replicate, such as the completed table that it takes.

    Returns
    -------
    VarianceSplit: ``between`` the means of the groups, ``within`` them, in squared places. The second term takes out
    what the means of few replicates differ by chance, so that ``between`` may come out slightly negative: an estimate of
    nothing.

    Raises
    ------
    ValueError : values that are no table, a missing value, groups of another number; no group with two replicates.

    Notes
    -----
    A group of one replicate has no variance: it counts with the mean variance of the others.

    References
    ----------
    Searle, Casella, McCulloch (1992), Variance Components, chapter 3, doi:10.1002/9780470316856 (one-way random model).

    >>> split = variance_split(np.array([[1.0], [1.0], [3.0], [3.0]]), groups=np.array([0, 0, 1, 1]))
    >>> split.between.tolist(), split.within.tolist()
    ([1.0], [0.0])
    """
    values = np.asarray(values, dtype=float)
    if values.ndim != 2 or len(groups) != len(values) or np.isnan(values).any():
        raise ValueError(
            f"variance_split needs a full table and a group for each row; got {values.shape}, {len(groups)}"
        )
    _, place, counts = np.unique(groups, return_inverse=True, return_counts=True)
    if not (counts > 1).any():
        raise ValueError("variance_split needs a group of two or more replicates; got groups of one")
    share = counts[:, np.newaxis] / len(values)
    means = np.zeros((len(counts), values.shape[1]))
    np.add.at(means, place, values)
    means /= counts[:, np.newaxis]
    squares = np.zeros_like(means)
    np.add.at(squares, place, (values - means[place]) ** 2)
    several = counts > 1
    own = np.full(means.shape, np.nan)
    own[several] = squares[several] / (counts[several, np.newaxis] - 1)
    own[~several] = (share[several] * own[several]).sum(axis=0) / share[several].sum()
    chance = (share * (1.0 - share) * own / counts[:, np.newaxis]).sum(axis=0)
    between = (share * (means - values.mean(axis=0)) ** 2).sum(axis=0) - chance
    within = (share * own).sum(axis=0)
    return VarianceSplit(between, within, between + within)
