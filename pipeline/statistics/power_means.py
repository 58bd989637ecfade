"""Power means: harmonic and generalised, the family that arithmetic and geometric mean belong to.

The lower the power, the less a strong score makes up for a weak one. Like the means of ``aggregation`` they go over
what is present, with the weights renormalised.
"""

from __future__ import annotations

import numpy as np

from pipeline.statistics import aggregation
from pipeline.statistics.types import FloatArray


def harmonic_mean(scores: FloatArray, *, weights: FloatArray, floor: float | None) -> FloatArray:
    r"""Average the reciprocals of the scores of each unit: a weak score is hardly made up for.

    .. math:: y_i = \frac{\sum_{j \in P_i} w_j}{\sum_{j \in P_i} w_j / \max(s_{ij}, f)}

    Parameters
    ----------
    scores : (..., n_units, k) on one common ratio scale; NaN is missing.
    weights : (k,) or (..., k) with the leading axes of the replicates; none negative; any scale.
    floor : least score, positive, on the scale of the scores: lower ones count as the floor. None: there is no floor,
        and every score present must be above 0.

    Returns
    -------
    (..., n_units) on the scale of the scores, never above the geometric mean of the floored scores; NaN where nothing
    is present or where all that is present has weight 0.

    Raises
    ------
    ValueError : a score of 0 or less without a floor, a floor that is not positive, or weights that are wrong.

    Notes
    -----
    COINr (``a_hmean``) leaves missing scores out as well; it refuses zeros but takes negative scores, whose harmonic
    mean may lie outside their range. Here they are refused.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 1.6, doi:10.1787/9789264043466-en.

    >>> harmonic_mean(np.array([[3.0, 6.0], [np.nan, 6.0]]), weights=np.array([1.0, 1.0]), floor=None)
    array([4., 6.])
    """
    return _power_mean(scores, weights=weights, power=-1.0, floor=floor, mean="a harmonic mean")


def generalised_mean(scores: FloatArray, *, weights: FloatArray, power: float, floor: float | None) -> FloatArray:
    r"""Average the scores of each unit after raising them to a power, and take the root.

    .. math:: y_i = \left(\frac{\sum_{j \in P_i} w_j \max(s_{ij}, f)^p}{\sum_{j \in P_i} w_j}\right)^{1/p}, \quad
       p \to 0: \text{ the geometric mean}

    Parameters
    ----------
    scores : (..., n_units, k) on one common ratio scale; NaN is missing.
    weights : (k,) or (..., k) with the leading axes of the replicates; none negative; any scale.
    power : any finite number: 1 arithmetic, 0 geometric (the limit), -1 harmonic; below 1 weak scores count more,
        above 1 strong ones.
    floor : least score, positive, on the scale of the scores: lower ones count as the floor. None: there is no floor;
        then a power of 0 or less needs every score above 0, and every other but 1 needs none below 0.

    Returns
    -------
    (..., n_units) on the scale of the scores, between the unit's lowest and highest, rising with the power; NaN where
    nothing is present or where all that is present has weight 0.

    Raises
    ------
    ValueError : a power that is not a number, scores whose power is not defined, a floor that is not positive, or
        weights that are wrong.

    Notes
    -----
    Scores are divided by the unit's highest before (its lowest, for a negative power), so that no power overflows.
    COINr (``a_genmean``) gives NA where any score is missing, unlike its other means: for that, blank incomplete units
    first with ``minimum_availability``. It also squares negative scores, whose "mean" of power 2 is positive.

    References
    ----------
    Decancq, Lugo (2013), Weights in multidimensional indices of wellbeing, Econometric Reviews 32(1), 7-34,
    doi:10.1080/07474938.2012.690641.

    >>> scores = np.array([[1.0, 7.0], [0.0, 5.0], [np.nan, 7.0]])
    >>> generalised_mean(scores, weights=np.array([1.0, 1.0]), power=2.0, floor=None).round(6)
    array([5.      , 3.535534, 7.      ])
    """
    if not np.isfinite(power):
        raise ValueError(f"a generalised mean needs a finite power; found {power}")
    return _power_mean(scores, weights=weights, power=power, floor=floor, mean=f"a generalised mean of power {power:g}")


def _power_mean(scores: FloatArray, *, weights: FloatArray, power: float, floor: float | None, mean: str) -> FloatArray:
    """The one computation of the family; its members of power 1 and 0 are those of ``aggregation``."""
    if power == 0:
        return aggregation.geometric_mean(scores, weights=weights, floor=floor)
    if power == 1 and floor is None:
        return aggregation.arithmetic_mean(scores, weights=weights)
    admitted = aggregation.floored(scores, floor=floor, zero=power > 0, mean=mean)
    if power == 1:
        return aggregation.arithmetic_mean(admitted, weights=weights)
    extreme = np.fmax if power > 0 else np.fmin
    scale = extreme.reduce(admitted, axis=-1)
    scale = np.where(scale == 0, 1.0, scale)
    powered = (admitted / scale[..., np.newaxis]) ** power
    return np.asarray(scale * aggregation.arithmetic_mean(powered, weights=weights) ** (1.0 / power))
