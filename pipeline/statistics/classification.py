"""Classification: which scores belong together? By stated thresholds, or in relation to a mean of reference.

Class 1 is the lowest. ``natural_breaks`` finds thresholds in the scores themselves.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from pipeline.statistics.types import FloatArray

AtThreshold = Literal["above", "below"]


def by_thresholds(scores: FloatArray, *, thresholds: FloatArray, at_threshold: AtThreshold) -> FloatArray:
    r"""Put scores into classes between stated thresholds.

    .. math:: c_i = 1 + \#\{k : t_k \le s_i\}, \quad t_k < s_i \text{ for } \texttt{below}

    Parameters
    ----------
    scores : (..., n_units), higher is better; NaN is missing.
    thresholds : (n_classes - 1,) increasing, on the scale of the scores.
    at_threshold : whether a score equal to a threshold belongs to the class ``above`` it or ``below``.

    Returns
    -------
    (..., n_units) classes from 1 (lowest) to n_classes as floats, so that a missing score can have the class NaN.
    Equal scores have one class; a class may be empty.

    Raises
    ------
    ValueError : no threshold, thresholds that do not increase or are missing, a word that is neither of the two.

    Notes
    -----
    Classes hide how near a unit is to the next: show the score beside them, and the share of replicates in each class.
    COINr leaves classes to R's ``cut``, whose default is ``below``.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.10, doi:10.1787/9789264043466-en.

    >>> by_thresholds(np.array([10.0, 50.0, np.nan, 90.0]), thresholds=np.array([50.0, 75.0]), at_threshold="above")
    array([ 1.,  2., nan,  3.])
    """
    if at_threshold not in ("above", "below"):
        raise ValueError(f"a score at a threshold belongs above or below; found {at_threshold!r}")
    if thresholds.ndim != 1 or thresholds.size == 0 or np.isnan(thresholds).any() or (np.diff(thresholds) <= 0).any():
        raise ValueError(f"classes need a list of increasing thresholds; found {thresholds.tolist()}")
    side: Literal["right", "left"] = "right" if at_threshold == "above" else "left"
    classes = 1.0 + np.searchsorted(thresholds, scores, side=side)
    return np.where(np.isnan(scores), np.nan, classes)


def relative_to_mean(
    scores: FloatArray,
    *,
    reference_mean: float,
    thresholds_pct: FloatArray,
    at_threshold: AtThreshold,
    zero: Literal["meaningful", "arbitrary"],
) -> FloatArray:
    r"""Put scores into classes by their percentage of a mean of reference, as the European Innovation Scoreboard does.

    .. math:: p_i = 100\,\frac{s_i}{\bar s_{\mathrm{ref}}}, \quad c_i = 1 + \#\{k : t_k \le p_i\}

    Parameters
    ----------
    scores : (..., n_units), 0 or more, higher is better; NaN is missing.
    reference_mean : the mean to compare with, above 0, of a stated group of units in a stated edition, on the same
        scale.
    thresholds_pct : (n_classes - 1,) increasing, in percent of that mean (EIS 70, 100, 125).
    at_threshold : as in ``by_thresholds``.
    zero : whether a score of 0 means that there is nothing (``meaningful``), or only the worst of these units
        (``arbitrary``).

    Returns
    -------
    (..., n_units) classes from 1 (lowest) to n_classes as floats; NaN where the score is missing.

    Raises
    ------
    ValueError : an arbitrary zero, a mean of reference that is not above 0, a negative score, and as ``by_thresholds``.

    Notes
    -----
    A percentage of a mean needs a meaningful zero: fixed or panel goalposts with an absolute low, or ratio scales.
    After min-max on one edition 0 is the worst unit of that edition, after a z-score the mean: let that unit leave, and
    the other provinces change their classes. Such scores are refused; use ``by_thresholds`` or
    ``natural_breaks``. COINr has no such classes.

    References
    ----------
    Hollanders, Es-Sadki (2017), European Innovation Scoreboard 2017: Methodology Report, European Commission.

    >>> relative_to_mean(np.array([60.0, 40.0, 30.0]), reference_mean=40.0,
    ...                  thresholds_pct=np.array([70.0, 100.0, 125.0]), at_threshold="above", zero="meaningful")
    array([4., 3., 2.])
    """
    if zero != "meaningful":
        raise ValueError(f"classes relative to a mean need a meaningful zero of the scores; found {zero!r}")
    if not (np.isfinite(reference_mean) and reference_mean > 0):
        raise ValueError(f"classes relative to a mean need a mean of reference above 0; found {reference_mean}")
    if (scores < 0).any():
        raise ValueError(f"classes relative to a mean need scores of 0 or more; found {scores[scores < 0].min()}")
    return by_thresholds(100.0 * scores / reference_mean, thresholds=thresholds_pct, at_threshold=at_threshold)
