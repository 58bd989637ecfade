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
    alpha = float(_alpha(complete))
    if np.isnan(alpha):
        return Alpha(alpha=alpha, low=np.nan, high=np.nan, n=n, k=k)
    resampled = _alpha(complete[rng.integers(n, size=(n_resamples, n))])
    low, high = np.quantile(resampled, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Alpha(alpha=alpha, low=float(low), high=float(high), n=n, k=k)


def alpha_if_dropped(values: FloatArray) -> FloatArray:
    r"""Compute Cronbach's alpha of a group without each of its indicators in turn, over the units complete in all.

    .. math:: \alpha_{-j} = \frac{k - 1}{k - 2} \left(1 - \frac{\sum_{i \ne j} s_{ii}}{\sum_{i, l \ne j} s_{il}}\right)

    Parameters
    ----------
    values : (n_units, n_indicators) scores on one scale, all pointing the same way; NaN is missing.

    Returns
    -------
    (n_indicators,) beside the alpha of all: an alpha that rises points to an indicator that does not go with the others.
    NaN with fewer than three indicators, fewer than two complete units, or a sum without variance.

    Notes
    -----
    The units are the same whichever indicator is out, so that only the indicator makes the difference. Descriptive, and
    no rule for dropping: in a formative group the indicator that differs may be the one that is needed.

    References
    ----------
    Cronbach (1951), Psychometrika 16(3), doi:10.1007/BF02310555.

    >>> values = np.array([[1.0, 2, 9], [2, 1, 1], [3, 4, 5], [4, 3, 4]])
    >>> alpha_if_dropped(values).round(3).tolist()  # the first two are better off without the third
    [0.313, -0.822, 0.75]
    """
    values = complete_units.table(values)
    complete = values[np.isfinite(values).all(axis=1)]
    k = complete.shape[1]
    return np.array([float(_alpha(np.delete(complete, column, axis=1))) for column in range(k)])


def _alpha(complete: FloatArray) -> FloatArray:
    """Alpha of (..., n_units, n_indicators), (...); NaN where it is undefined."""
    n, k = complete.shape[-2:]
    if k < 2 or n < 2:
        return np.full(complete.shape[:-2], np.nan)
    total = complete.sum(axis=-1)
    ranging = complete_units.has_range(np.moveaxis(total, -1, 0))
    spread = np.where(ranging, total.var(axis=-1, ddof=1), np.nan)
    alpha: FloatArray = np.asarray(k / (k - 1) * (1 - complete.var(axis=-2, ddof=1).sum(axis=-1) / spread))
    return alpha
