"""Best-worst method: weights from comparing the best component with the others, and the others with the worst."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from pipeline.statistics.types import FloatArray


@dataclass(frozen=True, eq=False)
class LinearBestWorst:
    """Weights of the linear model, and two measures of contradiction."""

    weights: FloatArray  # (k,) they sum to 1
    deviation: float  # the greatest gap that is left, in shares of weight; 0 without contradiction
    input_ratio: float  # 0 to 1, from the comparisons alone


@dataclass(frozen=True, eq=False)
class NonlinearBestWorst:
    """Weights of the nonlinear model: an interval for each, and measures of contradiction."""

    weights: FloatArray  # (k,) the middles of the intervals, scaled to sum to 1
    low: FloatArray  # (k,) ends of the interval of equally good weights; one point where they are unique
    high: FloatArray
    deviation: float  # the greatest gap that is left, in ratios of weights; 0 without contradiction
    consistency_ratio: float  # 0 to 1: the deviation against the greatest possible
    input_ratio: float  # 0 to 1, from the comparisons alone


def linear(best_to_others: FloatArray, others_to_worst: FloatArray, *, best: int, worst: int) -> LinearBestWorst:
    r"""Find the weights with the smallest greatest gap to an expert's comparisons, gaps taken in weights.

    .. math:: \min_{w \ge 0,\, \sum w = 1} \xi \quad \text{where} \quad |w_B - a_{Bj} w_j| \le \xi, \quad
       |w_j - a_{jW} w_W| \le \xi

    Parameters
    ----------
    best_to_others : (k,) how many times as important the best component is as each, 1 or more (Rezaei: 1 to 9).
    others_to_worst : (k,) how many times as important each component is as the worst, 1 or more.
    best, worst : their positions, counted from 0.

    Returns
    -------
    LinearBestWorst. The deviation itself tells the consistency: the closer to 0 the better.

    Raises
    ------
    ValueError : vectors of different lengths, a comparison below 1 or above that of best and worst, a best or worst
        compared with itself as other than 1, or two answers for best against worst.

    Notes
    -----
    The deviation is in weights, not ratios, so dividing it by the consistency index of the nonlinear model, as some
    programmes do, means nothing; the input ratio (Liang et al.) fits both. COINr has no such function.

    References
    ----------
    Rezaei (2016), Best-worst multi-criteria decision-making method: some properties and a linear model, Omega 64,
    126-130, doi:10.1016/j.omega.2015.12.001; Liang, Brunelli, Rezaei (2020), Consistency issues in the best worst
    method, Omega 96, 102175, doi:10.1016/j.omega.2019.102175.

    >>> found = linear(np.array([1.0, 2.0, 4.0]), np.array([4.0, 2.0, 1.0]), best=0, worst=2)
    >>> found.weights.round(6), found.input_ratio
    (array([0.571429, 0.285714, 0.142857]), 0.0)
    """
    _check(best_to_others, others_to_worst, best, worst)
    k = best_to_others.size
    against_best = -np.diag(best_to_others)
    against_best[:, best] += 1.0
    against_worst = np.eye(k)
    against_worst[:, worst] -= others_to_worst
    gaps = np.concatenate([against_best, against_worst])
    found = optimize.linprog(
        np.append(np.zeros(k), 1.0),
        A_ub=np.column_stack([np.concatenate([gaps, -gaps]), -np.ones(4 * k)]),
        b_ub=np.zeros(4 * k),
        A_eq=np.append(np.ones(k), 0.0)[np.newaxis],
        b_eq=[1.0],
        bounds=(0.0, None),
        method="highs",
    )
    if found.status != 0:
        raise ValueError(f"the best-worst method found no weights: {found.message}")
    weights = np.maximum(found.x[:k], 0.0)
    return LinearBestWorst(
        weights=weights / weights.sum(),
        deviation=float(np.abs(gaps @ weights).max()),
        input_ratio=_input_ratio(best_to_others, others_to_worst, worst),
    )


def nonlinear(best_to_others: FloatArray, others_to_worst: FloatArray, *, best: int, worst: int) -> NonlinearBestWorst:
    r"""Find the weights with the smallest greatest gap to an expert's comparisons, gaps taken in ratios of weights.

    .. math:: \min_{w \ge 0,\, \sum w = 1} \xi \quad \text{where} \quad \left|\frac{w_B}{w_j} - a_{Bj}\right| \le \xi,
       \quad \left|\frac{w_j}{w_W} - a_{jW}\right| \le \xi

    Parameters
    ----------
    best_to_others : (k,) how many times as important the best component is as each, 1 or more (Rezaei: 1 to 9).
    others_to_worst : (k,) how many times as important each component is as the worst, 1 or more.
    best, worst : their positions, counted from 0.

    Returns
    -------
    NonlinearBestWorst. With more than three components that contradict each other many weights are equally good.

    Raises
    ------
    ValueError : as :func:`linear`.

    Notes
    -----
    Solved without a solver: for a deviation the ratio of best to worst must lie within every component's bounds, and
    the smallest deviation at which it can is the root of one falling function; there the ratio is unique, and each
    other component has an interval of its own. The consistency index is the greatest root of Rezaei's equation for
    a_BW, of which his table (0.44, 1.00, 1.63, ...) is the rounding. Reporting middles of intervals is his advice; they
    are scaled to sum to 1. COINr has no such function.

    References
    ----------
    Rezaei (2015), Best-worst multi-criteria decision-making method, Omega 53, 49-57, doi:10.1016/j.omega.2014.11.009;
    Rezaei (2016), Omega 64, 126-130, doi:10.1016/j.omega.2015.12.001 (intervals).

    >>> found = nonlinear(np.array([8.0, 2.0, 1.0]), np.array([1.0, 5.0, 8.0]), best=2, worst=0)
    >>> found.weights.round(4), round(found.deviation, 4), round(found.consistency_ratio, 3)
    (array([0.0714, 0.3387, 0.5899]), 0.2583, 0.058)
    """
    _check(best_to_others, others_to_worst, best, worst)
    whole = float(best_to_others[worst])
    rest = np.setdiff1d(np.arange(best_to_others.size), [best, worst])
    a, b = best_to_others[rest], others_to_worst[rest]

    def gap(deviation: float) -> float:
        least, greatest = _ratio_bounds(deviation, a, b, whole)
        return least - greatest

    contradicted = gap(0.0) > 0
    deviation = float(optimize.brentq(gap, 0.0, whole - 1.0, xtol=1e-15)) if contradicted else 0.0
    ratio = float(np.mean(_ratio_bounds(deviation, a, b, whole)))
    low, high = np.ones(best_to_others.size), np.ones(best_to_others.size)
    low[best] = high[best] = ratio
    low[rest] = np.maximum(b - deviation, ratio / (a + deviation))
    room = np.divide(ratio, a - deviation, out=np.full(rest.size, np.inf), where=a > deviation)
    high[rest] = np.maximum(np.minimum(b + deviation, room), low[rest])
    low_share, high_share = low / (low + high.sum() - high), high / (high + low.sum() - low)
    middle = (low_share + high_share) / 2
    greatest = (1 + 2 * whole - math.sqrt(1 + 8 * whole)) / 2
    return NonlinearBestWorst(
        weights=middle / middle.sum(),
        low=low_share,
        high=high_share,
        deviation=deviation,
        consistency_ratio=deviation / greatest if contradicted else 0.0,
        input_ratio=_input_ratio(best_to_others, others_to_worst, worst),
    )


def _ratio_bounds(deviation: float, a: FloatArray, b: FloatArray, whole: float) -> tuple[float, float]:
    """Bound the ratio of best to worst weight, given how far each comparison may be off."""
    least = np.maximum(a - deviation, 0.0) * np.maximum(b - deviation, 0.0)
    greatest = (a + deviation) * (b + deviation)
    return max([whole - deviation, *least.tolist()]), min([whole + deviation, *greatest.tolist()])


def _input_ratio(best_to_others: FloatArray, others_to_worst: FloatArray, worst: int) -> float:
    """Liang's input-based consistency ratio: the greatest contradiction against the greatest possible."""
    whole = float(best_to_others[worst])
    off = np.abs(best_to_others * others_to_worst - whole).max()
    return float(off / (whole**2 - whole)) if whole > 1 else 0.0


def _check(best_to_others: FloatArray, others_to_worst: FloatArray, best: int, worst: int) -> None:
    """Refuse comparisons that no expert can have meant."""
    k = best_to_others.size
    if best_to_others.shape != (k,) or others_to_worst.shape != (k,) or k < 2:
        raise ValueError(
            "the best-worst method needs two vectors of the same length, at least 2; "
            f"found shapes {best_to_others.shape} and {others_to_worst.shape}"
        )
    if best == worst or not (0 <= best < k and 0 <= worst < k):
        raise ValueError(f"the best-worst method needs a best and another worst of {k}; found {best} and {worst}")
    if best_to_others[best] != 1 or others_to_worst[worst] != 1:
        raise ValueError("the best-worst method needs best against best and worst against worst to be 1; found others")
    whole = best_to_others[worst]
    if others_to_worst[best] != whole:
        raise ValueError(
            f"the best-worst method needs one answer for best against worst; found {whole:g} and "
            f"{others_to_worst[best]:g}"
        )
    both = np.concatenate([best_to_others, others_to_worst])
    if not ((both >= 1) & (both <= whole)).all():
        raise ValueError(
            f"the best-worst method needs comparisons from 1 to that of best against worst ({whole:g}); "
            f"found {both[~((both >= 1) & (both <= whole))][0]:g}"
        )
