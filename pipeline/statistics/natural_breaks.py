"""Natural breaks: into which classes do scores fall by themselves, and how well do the classes fit?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.statistics import classification
from pipeline.statistics.types import FloatArray, IntArray

EQUAL_FIT = 1e-12  # sums of squares nearer than this, on scores scaled to a range of 1, differ by rounding only


@dataclass(frozen=True, eq=False)
class NaturalBreaks:
    """Class of each unit, the least score of each class but the lowest, and the share of the variance between them."""

    classes: FloatArray
    thresholds: FloatArray
    goodness_of_fit: float


def natural_breaks(scores: FloatArray, *, n_classes: int) -> NaturalBreaks:
    r"""Find the classes with the least sum of squares within them: Fisher's optimum, known as Jenks' natural breaks.

    .. math:: \min \sum_{c} \sum_{i \in c} (s_i - \bar s_c)^2, \quad
        \mathrm{GVF} = 1 - \frac{\sum_c \sum_{i \in c} (s_i - \bar s_c)^2}{\sum_i (s_i - \bar s)^2}

    Parameters
    ----------
    scores : (n_units,), higher is better, on any scale; NaN is missing.
    n_classes : from 2 to the number of different scores.

    Returns
    -------
    NaturalBreaks: classes (n_units,) from 1 (lowest) as floats, NaN where the score is missing; thresholds
    (n_classes - 1,), which ``classification.by_thresholds`` with ``above`` takes to the same classes; goodness_of_fit
    from 0 to 1.

    Raises
    ------
    ValueError : other than one axis, fewer than two classes, or more classes than different scores.

    Notes
    -----
    Exact, by dynamic programming over the sorted scores, in n_classes n^2 steps; Jenks' own procedure and its
    descendants may stop at a local optimum. Equal scores are never parted. Where two partitions fit equally well, the
    one with the lower breaks. The breaks belong to these scores: another edition has others, and evenly spread scores
    are divided like any others, with a lower fit. COINr has none.

    References
    ----------
    Fisher (1958), On grouping for maximum homogeneity, JASA 53(284), 789-798, doi:10.1080/01621459.1958.10501479.

    >>> found = natural_breaks(np.array([10.0, 4.0, 9.0, 5.0, np.nan]), n_classes=2)
    >>> found.classes, found.thresholds, round(found.goodness_of_fit, 4)
    (array([ 2.,  1.,  2.,  1., nan]), array([9.]), 0.9615)
    """
    if scores.ndim != 1:
        raise ValueError(f"natural breaks need one list of scores; found {scores.ndim} axes")
    levels, counts = np.unique(scores[~np.isnan(scores)], return_counts=True)
    if not 2 <= n_classes <= levels.size:
        raise ValueError(
            f"natural breaks need 2 classes or more, and at most the {levels.size} different scores; found {n_classes}"
        )
    standard = (levels - levels.mean()) / (levels[-1] - levels[0])
    starts = _least_squares_partition(standard, counts, n_classes)
    thresholds = levels[starts]
    groups = zip(np.split(standard, starts), np.split(counts, starts), strict=True)
    within = sum(_squares(*group) for group in groups)
    classes = classification.by_thresholds(scores, thresholds=thresholds, at_threshold="above")
    return NaturalBreaks(classes, thresholds, 1.0 - within / _squares(standard, counts))


def _squares(levels: FloatArray, counts: IntArray) -> float:
    """Sum of squares about the mean of levels that occur so many times."""
    return float(counts @ (levels - counts @ levels / counts.sum()) ** 2)


def _least_squares_partition(levels: FloatArray, counts: IntArray, n_classes: int) -> IntArray:
    """Give where every class but the first starts in the sorted levels."""
    n, s, q = (np.concatenate([[0.0], np.cumsum(term)]) for term in (counts, counts * levels, counts * levels**2))

    def within(first: IntArray, last: int) -> FloatArray:
        size, total = n[last + 1] - n[first], s[last + 1] - s[first]
        return np.asarray(np.maximum(q[last + 1] - q[first] - total**2 / size, 0.0))

    least = np.array([within(np.array([0]), last)[0] for last in range(levels.size)])
    started = np.zeros((n_classes, levels.size), dtype=np.int64)
    for k in range(1, n_classes):
        before, least = least, np.full(levels.size, np.inf)
        for last in range(k, levels.size):
            first = np.arange(k, last + 1)
            fit = before[first - 1] + within(first, last)
            chosen = int(np.argmax(fit <= fit.min() + EQUAL_FIT))
            started[k, last], least[last] = first[chosen], fit[chosen]
    starts, last = [], levels.size - 1
    for k in range(n_classes - 1, 0, -1):
        starts.append(int(started[k, last]))
        last = starts[-1] - 1
    return np.array(starts[::-1], dtype=np.int64)
