"""Added value: in how many units does an index say something else than one of its pillars?

A number of places that counts as "something else" was chosen for some 133 economies; on a few dozen units the same
number is seldom reached, whatever the correlation. So the number is a share of the units, and what the correlation
alone would give is printed beside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from pipeline.statistics import intervals, ranking
from pipeline.statistics.types import FloatArray

_BLOCK = 256  # draws at a time


@dataclass(frozen=True)
class Apart:
    """Share of units whose two ranks are at least so many places apart, with its interval."""

    share: float
    low: float
    high: float
    least: float  # places
    n: int  # units with both ranks


@dataclass(frozen=True)
class Expected:
    """The share that a correlation alone would give: its mean over draws, and its range."""

    share: float
    low: float
    high: float


def share_apart(first: FloatArray, second: FloatArray, *, least_share: float, confidence: float) -> Apart:
    r"""Count the units whose two ranks are at least a share of the number of units apart.

    .. math:: \frac{1}{n} \sum_i 1\left(|R_i - Q_i| \ge \pi n\right)

    Parameters
    ----------
    first, second : (n_units,) ranks of all units in two lists; a unit with one missing is left out.
    least_share : pi, of the units, above 0 and at most 1.
    confidence : of the interval, between 0 and 1.

    Returns
    -------
    Apart. Without units the share is NaN.

    Raises
    ------
    ValueError : shapes that differ, a share or a confidence out of its range.

    Notes
    -----
    Wilson's interval, as if units were drawn one by one; the ranks of one list depend on each other, so it is a guide.
    Audits of the Global Innovation Index count 10 places among some 133 economies: 7.5 % of them.

    References
    ----------
    Wilson (1927), JASA 22(158), 209-212, doi:10.1080/01621459.1927.10502953.

    >>> share_apart(np.array([1.0, 2, 3, 4]), np.array([3.0, 2, 1, 4]), least_share=0.5, confidence=0.9).share
    0.5
    """
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if first.ndim != 1 or first.shape != second.shape:
        raise ValueError(f"added value needs two lists of ranks of one length; got {first.shape} and {second.shape}")
    if not 0 < least_share <= 1:
        raise ValueError(f"added value needs a share above 0 and at most 1; got {least_share}")
    intervals.check_confidence(confidence)
    apart = np.abs(first - second)
    known = apart[~np.isnan(apart)]
    least = least_share * known.size
    if known.size == 0:
        return Apart(np.nan, np.nan, np.nan, 0.0, 0)
    far = int((known >= least - 1e-9).sum())  # 0.075 n may miss a whole number by rounding
    interval = stats.binomtest(far, known.size).proportion_ci(confidence, method="wilson")
    return Apart(far / known.size, float(interval.low), float(interval.high), least, int(known.size))


def expected_apart(
    r: float, *, n_units: int, least: float, n_draws: int, confidence: float, rng: np.random.Generator
) -> Expected:
    """Draw two lists that are normal with a given correlation, and count as :func:`share_apart` does.

    Parameters
    ----------
    r : the correlation, -1 to 1. n_units : in each list. least : places that count.
    n_draws : pairs of lists. confidence : of the range over draws. rng : the source of the draws.

    Returns
    -------
    Expected: what such a correlation gives by itself; NaN where r is.

    Raises
    ------
    ValueError : a correlation beyond 1, no units or no draws.

    Notes
    -----
    At r = 0.9, 10 places or more are given in 53 % of 133 units, 25 % of 63 and 7 % of 34.

    >>> found = expected_apart(1.0, n_units=20, least=1.0, n_draws=5, confidence=0.9, rng=np.random.default_rng(0))
    >>> found.share
    0.0
    """
    if abs(r) > 1 + 1e-12 or n_units < 1 or n_draws < 1:
        raise ValueError(f"added value needs |r| <= 1, units and draws; got r = {r}, {n_units} and {n_draws}")
    intervals.check_confidence(confidence)
    if np.isnan(r):
        return Expected(np.nan, np.nan, np.nan)
    shares = np.empty(n_draws)
    for start in range(0, n_draws, _BLOCK):
        size = min(_BLOCK, n_draws - start)
        first, noise = rng.standard_normal((2, size, n_units))
        second = r * first + np.sqrt(max(1.0 - r**2, 0.0)) * noise
        apart = np.abs(ranking.rank(first, ties="min") - ranking.rank(second, ties="min"))
        shares[start : start + size] = (apart >= least - 1e-9).mean(axis=1)
    low, high = np.quantile(shares, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Expected(float(shares.mean()), float(low), float(high))
