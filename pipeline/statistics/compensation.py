"""Compensation: how far may a strong score make up for a weak one? Means with a penalty, and means by position."""

from __future__ import annotations

import numpy as np

from pipeline.statistics import aggregation
from pipeline.statistics.types import FloatArray, IntArray


def mazziotta_pareto(scores: FloatArray, *, weights: FloatArray, direction: int) -> FloatArray:
    r"""Take from the mean of each unit a penalty for the unevenness of its scores: MPI, and AMPI on adjusted scores.

    .. math:: y_i = M_i - d\,S_i\,c_i, \quad c_i = \frac{S_i}{M_i}, \quad
       S_i^2 = \frac{\sum_{j \in P_i} w_j (s_{ij} - M_i)^2}{\sum_{j \in P_i} w_j}

    Parameters
    ----------
    scores : (..., n_units, k); NaN is missing. For the MPI z-scores of mean 100 and standard deviation 10
        (``normalisation.z_score``), for the AMPI those of :func:`adjusted_scores`.
    weights : (k,) or (..., k) with the leading axes of the replicates; none negative; any scale.
    direction : +1 the index rises with what is wanted, and unevenness is taken off; -1 it rises with what is not
        (poverty), and unevenness is put on.

    Returns
    -------
    (..., n_units) on the scale of the scores, never above their mean (never below it for -1); NaN where nothing is
    present or where all that is present has weight 0.

    Raises
    ------
    ValueError : a unit whose mean is not above 0, a direction that is neither +1 nor -1, or weights that are wrong.

    Notes
    -----
    The standard deviation divides by the number of components, as the authors do. Not monotone everywhere: a score
    above M (3 + c^2) / 2 lowers the index by rising further; on 70-130 that takes five components or more. Missing
    scores are left out and the weights renormalised, so a unit with one score has no penalty. COINr has no such
    function.

    References
    ----------
    Mazziotta, Pareto (2016), On a generalized non-compensatory composite index for measuring socio-economic phenomena,
    Social Indicators Research 127(3), 983-1003, doi:10.1007/s11205-015-0998-2; De Muro, Mazziotta, Pareto (2011),
    Social Indicators Research 104(1), 1-18, doi:10.1007/s11205-010-9727-z; with weights: Mazziotta, Pareto (2022),
    Weighting in composite indices construction, RIEDS, https://rieds-journal.org/rieds/article/view/154.

    >>> mazziotta_pareto(np.array([[90.0, 110.0], [100.0, 100.0]]), weights=np.array([1.0, 1.0]), direction=1)
    array([ 99., 100.])
    """
    if direction not in (1, -1):
        raise ValueError(f"a Mazziotta-Pareto index needs a direction of +1 or -1; found {direction}")
    mean = aggregation.arithmetic_mean(scores, weights=weights)
    if (mean <= 0).any():
        raise ValueError(
            f"a Mazziotta-Pareto index needs units with a mean above 0; found {np.nanmin(mean)}: "
            "use scores around 100, as its authors do"
        )
    variance = aggregation.arithmetic_mean((scores - mean[..., np.newaxis]) ** 2, weights=weights)
    return np.asarray(mean - direction * variance / mean)


def adjusted_scores(
    values: FloatArray, *, low: FloatArray, high: FloatArray, reference: FloatArray, direction: IntArray
) -> FloatArray:
    r"""Place values on the scale of the adjusted Mazziotta-Pareto index: 100 at the reference, 60 wide.

    .. math:: s = 100 + 60\,d\,\frac{x - r}{h - l}

    Parameters
    ----------
    values : (..., n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    low, high : (n_indicators,) lowest and highest value over all units and years; low < high.
    reference : (n_indicators,) the value that scores 100, such as the mean of the first year.
    direction : (n_indicators,) +1 more is better, -1 less is better.

    Returns
    -------
    (..., n_units, n_indicators) scores, about 70-130; NaN where the value is missing.

    Raises
    ------
    ValueError : a low that is not below its high, or a direction that is neither +1 nor -1.

    Notes
    -----
    The authors write it with goalposts r - (h - l)/2 and r + (h - l)/2 at 70 and 130, which is the same line. Nothing
    is truncated. With low, high and reference kept, scores compare over years, which z-scores do not. The direction is
    applied here and must not be applied again.

    References
    ----------
    Mazziotta, Pareto (2018), Measuring well-being over time: the adjusted Mazziotta-Pareto index versus other
    non-compensatory indices, Social Indicators Research 136(3), 967-976, doi:10.1007/s11205-017-1577-5.

    >>> posts = {"low": np.array([0.0]), "high": np.array([20.0]), "reference": np.array([10.0])}
    >>> adjusted_scores(np.array([[0.0], [10.0], [20.0]]), **posts, direction=np.array([-1])).ravel()
    array([130., 100.,  70.])
    """
    if not (low < high).all():
        raise ValueError(f"adjusted scores need low < high; found {low[~(low < high)]} and {high[~(low < high)]}")
    if not np.isin(direction, (1, -1)).all():
        raise ValueError(f"adjusted scores need directions of +1 or -1; found {np.unique(direction).tolist()}")
    return np.asarray(100.0 + 60.0 * direction * (values - reference) / (high - low))


def mean_min(scores: FloatArray, *, weights: FloatArray, penalty: float, smoothness: float) -> FloatArray:
    r"""Draw the mean of each unit towards its lowest score.

    .. math:: y_i = M_i - \alpha \left(\sqrt{(M_i - \min_j s_{ij})^2 + \beta^2} - \beta\right)

    Parameters
    ----------
    scores : (..., n_units, k) on one common scale; NaN is missing.
    weights : (k,) or (..., k) with the leading axes of the replicates; none negative; any scale.
    penalty : alpha, 0 to 1: 0 is the mean, 1 (with no smoothness) the lowest score.
    smoothness : beta, 0 or more, on the scale of the scores: the larger, the milder small unevenness is punished.

    Returns
    -------
    (..., n_units) on the scale of the scores, between the unit's lowest score and its mean; NaN where nothing is
    present or where all that is present has weight 0.

    Raises
    ------
    ValueError : a penalty outside 0-1, a negative smoothness, or weights that are wrong.

    Notes
    -----
    A component of weight 0 is no part of the node, not even as the lowest. Missing scores are left out and the weights
    renormalised. COINr has no such function.

    References
    ----------
    Casadio Tarabusi, Guarini (2013), An unbalance adjustment method for development indicators, Social Indicators
    Research 112(1), 19-45, doi:10.1007/s11205-012-0070-4.

    >>> mean_min(np.array([[40.0, 80.0]]), weights=np.array([1.0, 1.0]), penalty=0.5, smoothness=0.0)
    array([50.])
    """
    if not 0 <= penalty <= 1:
        raise ValueError(f"a mean-min function needs a penalty between 0 and 1; found {penalty}")
    if not (smoothness >= 0 and np.isfinite(smoothness)):
        raise ValueError(f"a mean-min function needs a smoothness of 0 or more; found {smoothness}")
    mean = aggregation.arithmetic_mean(scores, weights=weights)
    counted = np.where(weights[..., np.newaxis, :] > 0, scores, np.nan)
    shortfall = mean - np.fmin.reduce(counted, axis=-1)
    return np.asarray(mean - penalty * (np.sqrt(shortfall**2 + smoothness**2) - smoothness))
