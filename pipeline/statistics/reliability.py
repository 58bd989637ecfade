"""Reliability of a group of indicators: how far they hang together, if they reflect one construct."""

from dataclasses import dataclass

import numpy as np

from pipeline.statistics import complete_units, intervals
from pipeline.statistics.types import FloatArray


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha, the ends of its bootstrap interval, the complete units and the indicators behind it."""

    alpha: float
    low: float
    high: float
    n: int
    k: int


def cronbach_alpha(values: FloatArray, *, confidence: float, n_resamples: int, rng: np.random.Generator) -> Alpha:
    """Compute Cronbach's alpha over the complete units, with a percentile bootstrap interval over units.

    .. math:: \\alpha = \\frac{k}{k - 1} \\left(1 - \\frac{\\sum_i s_{ii}}{\\sum_{ij} s_{ij}}\\right)

    Parameters
    ----------
    values : (n_units, n_indicators) scores on one scale, all pointing the same way; NaN is missing.
    confidence : between 0 and 1. n_resamples : how often units are drawn again, with replacement. rng : their source.

    Returns
    -------
    Alpha, at most 1 and possibly far below 0. NaN with fewer than two indicators, fewer than two complete units, or a
    sum without variance; the interval is NaN as well where any resample is undefined.

    Raises
    ------
    ValueError : a confidence outside (0, 1), no resamples.

    Notes
    -----
    Descriptive only: alpha presumes that the indicators reflect one construct, and it rises with their number. Units
    with a missing value are left out, as COINr does under ``complete.obs``; its own choice is pairwise.

    References
    ----------
    Cronbach (1951), Psychometrika 16(3), doi:10.1007/BF02310555. Handbook (2008), doi:10.1787/9789264043466-en, 1.4.

    >>> values = np.array([[1.0, 2], [2, 1], [3, 4], [4, 3]])
    >>> result = cronbach_alpha(values, confidence=0.9, n_resamples=50, rng=np.random.default_rng(0))
    >>> round(result.alpha, 3), result.n, result.k
    (0.75, 4, 2)
    """
    values = complete_units.table(values)
    intervals.check_confidence(confidence)
    if n_resamples < 1:
        raise ValueError(f"cronbach_alpha needs at least one resample; got {n_resamples}")
    complete = values[np.isfinite(values).all(axis=1)]
    n, k = complete.shape
    alpha = _alpha(complete)
    if np.isnan(alpha):
        return Alpha(alpha=alpha, low=np.nan, high=np.nan, n=n, k=k)
    resampled = [_alpha(complete[rng.integers(n, size=n)]) for _ in range(n_resamples)]
    low, high = np.quantile(resampled, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Alpha(alpha=alpha, low=float(low), high=float(high), n=n, k=k)


def _alpha(complete: FloatArray) -> float:
    n, k = complete.shape
    if k < 2 or n < 2:
        return float("nan")
    total = complete.sum(axis=1)
    if not complete_units.has_range(total):
        return float("nan")
    return float(k / (k - 1) * (1 - complete.var(axis=0, ddof=1).sum() / total.var(ddof=1)))
