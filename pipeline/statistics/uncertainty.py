"""What many draws say about ranks, and how draws are cut into blocks that give the same bits in any grouping.

Draws over declared choices of method give ranges over those choices, not confidence intervals.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipeline.statistics import ranking
from pipeline.statistics.types import BoolArray, FloatArray, IntArray, RankArray

_FUZZ = 1e-9  # 0.55 * 100 is 55.00000000000001: a count is compared with a share of n up to this


@dataclass(frozen=True)
class RankSummary:
    """The spread of each unit's rank over the draws in which it is ranked; NaN for one that never is."""

    median: FloatArray
    low: FloatArray
    high: FloatArray
    mean: FloatArray
    n: IntArray  # draws in which the unit is ranked


@dataclass(frozen=True)
class Pairs:
    """How often each unit (first axis) is strictly ahead of each other (second axis)."""

    share: FloatArray  # NaN on the diagonal and where the two are never ranked together
    ahead: IntArray  # draws in which the first is ahead
    n: IntArray  # draws in which both are ranked


def summarise_ranks(ranks: FloatArray | RankArray, *, low: float, high: float) -> RankSummary:
    """Summarise each unit's rank over the draws that rank it: median, two quantiles, mean, and how many they are.

    Parameters
    ----------
    ranks : (n_draws, n_units), 1 is best; NaN where a unit is not ranked in a draw.
    low, high : the quantiles of the range, such as 0.05 and 0.95; 0 < low <= high < 1.

    Returns
    -------
    RankSummary. Median and quantiles by :func:`ranking.rank_quantile`: ranks that occurred. Draws that leave a unit
    unranked are not counted; `n` shows how many the others are.

    Raises
    ------
    ValueError : ranks that are not a table with at least one draw, or quantiles out of order.

    Notes
    -----
    COINr interpolates (R's type 7), and so reports ranks such as 12.5.

    References
    ----------
    Hyndman and Fan (1996), The American Statistician 50(4), definition 1, doi:10.1080/00031305.1996.10473566.

    >>> summary = summarise_ranks(np.array([[1.0, 2], [1, 2], [1, 2], [2, 1]]), low=0.05, high=0.95)
    >>> summary.median.tolist(), summary.high.tolist(), summary.mean.tolist()
    ([1.0, 2.0], [2.0, 2.0], [1.25, 1.75])
    """
    ranks = _draws(ranks)
    if not 0.0 < low <= high < 1.0:
        raise ValueError(f"summarise_ranks needs 0 < low <= high < 1; got low={low}, high={high}")
    n = np.count_nonzero(~np.isnan(ranks), axis=0)
    median, lower, upper = ranking.rank_quantiles(ranks, q=[0.5, low, high])
    return RankSummary(
        median=median,
        low=lower,
        high=upper,
        mean=np.divide(np.nansum(ranks, axis=0, dtype=float), n, out=np.full(n.shape, np.nan), where=n > 0),
        n=n.astype(np.int64),
    )


def probability_ahead(values: FloatArray | RankArray, *, better: Literal["low", "high"]) -> Pairs:
    """Count in how many common draws each unit is ahead of each other.

    Parameters
    ----------
    values : (n_draws, n_units) ranks or scores; NaN where a unit has none in a draw.
    better : ``low`` for ranks, ``high`` for scores.

    Returns
    -------
    Pairs, (n_units, n_units). A tie counts for neither, so ``share + share.T`` falls short of 1 by the share of ties.

    Raises
    ------
    ValueError : values that are not a table with at least one draw, an unknown `better`.

    Notes
    -----
    One unit at a time against all: the memory is that of the draws, never units x units x draws. Counts are integers,
    hence the same in any grouping of draws. Not a probability that a unit *is* better: a share of the declared draws.

    >>> probability_ahead(np.array([[1.0, 2], [1, 2], [2, 1], [1, 1]]), better="low").share[0, 1]
    np.float64(0.5)
    """
    values = _draws(values)
    if better not in ("low", "high"):
        raise ValueError(f"better must be 'low' (ranks) or 'high' (scores); got {better!r}")
    turned = values if better == "low" else -values
    present = np.isfinite(turned)
    ahead = np.stack([(turned[:, [i]] < turned).sum(axis=0) for i in range(turned.shape[1])])
    n = np.stack([(present[:, [i]] & present).sum(axis=0) for i in range(turned.shape[1])])
    share = np.divide(ahead, n, out=np.full(n.shape, np.nan), where=(n > 0) & ~np.eye(len(n), dtype=bool))
    return Pairs(share=share, ahead=ahead, n=n)


def order_robust(pairs: Pairs, *, share: float) -> BoolArray:
    """Mark the pairs whose order holds in at least a share of their common draws.

    Parameters
    ----------
    pairs : from :func:`probability_ahead`. share : above 0.5 and at most 1, such as 0.95.

    Returns
    -------
    (n_units, n_units) true where the first unit is robustly ahead of the second; never both ways, never the diagonal.

    Raises
    ------
    ValueError : a share that would let both units be ahead of each other.

    Notes
    -----
    Not transitive: a ahead of b and b ahead of c does not make a ahead of c. Show the matrix or a partial order, not
    blocks of equals. Counts are compared, not floats.

    >>> order_robust(probability_ahead(np.array([[1.0, 2, 3], [1, 3, 2]]), better="low"), share=0.95).tolist()
    [[False, True, True], [False, False, False], [False, False, False]]
    """
    if not 0.5 < share <= 1.0:
        raise ValueError(f"order_robust needs a share above 0.5 and at most 1; got {share}")
    robust: BoolArray = (pairs.n > 0) & (pairs.ahead >= share * pairs.n - _FUZZ)
    return robust


def blocks(n_draws: int, *, size: int) -> tuple[slice, ...]:
    """Cut draws into blocks of a fixed size, the last one shorter.

    Parameters
    ----------
    n_draws : how many, not negative. size : of a block, at least 1.

    Returns
    -------
    Slices in order that together cover ``0 .. n_draws - 1`` once.

    Raises
    ------
    ValueError : a negative number of draws, a size below 1.

    Notes
    -----
    A matrix product over 7 draws need not agree bit for bit with the same draws among 256: so the block, not the
    worker, decides what is computed together, and workers only take blocks.

    >>> blocks(600, size=256)
    (slice(0, 256, None), slice(256, 512, None), slice(512, 600, None))
    """
    if n_draws < 0 or size < 1:
        raise ValueError(f"blocks needs n_draws >= 0 and size >= 1; got {n_draws} and {size}")
    return tuple(slice(start, min(start + size, n_draws)) for start in range(0, n_draws, size))


def block_generators(seed: int, n_blocks: int) -> tuple[np.random.Generator, ...]:
    """Give each block its own generator, by its number.

    Parameters
    ----------
    seed : a whole number, 0 included. n_blocks : not negative.

    Returns
    -------
    Generators; that of block k is the same however many blocks there are and whoever computes it.

    Raises
    ------
    ValueError : a seed that is not a whole number >= 0 (none is taken from the machine), a negative number of blocks.

    References
    ----------
    NumPy Enhancement Proposal 19 (2018), Random number generator policy; O'Neill (2015), Developing a seed_seq
    alternative, the construction behind ``SeedSequence``.

    >>> [int(rng.integers(100)) for rng in block_generators(0, 2)] == [
    ...     int(rng.integers(100)) for rng in block_generators(0, 5)[:2]
    ... ]
    True
    """
    if not isinstance(seed, (int, np.integer)) or isinstance(seed, bool) or seed < 0 or n_blocks < 0:
        raise ValueError(f"block_generators needs a whole seed >= 0 and n_blocks >= 0; got {seed!r} and {n_blocks}")
    return tuple(np.random.default_rng(child) for child in np.random.SeedSequence(int(seed)).spawn(n_blocks))


def _draws(values: FloatArray | RankArray) -> FloatArray | RankArray:
    if np.ndim(values) != 2 or len(values) < 1:
        raise ValueError(f"a table of draws by units with at least one draw is needed; got shape {np.shape(values)}")
    if isinstance(values, np.ndarray) and values.dtype == np.float32:  # ranks are exact in it, and stay as they are
        return values
    return np.asarray(values, dtype=float)
