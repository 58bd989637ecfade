"""Association between indicators: correlations with their intervals, rest-correlations, twins.

At 63 units a correlation of 0.30 has the 95 % interval [0.06, 0.51], at 34 units [-0.04, 0.58]: so every estimate here
carries its interval and the number of units behind it, and a cut-off yields a verdict with a middle ground.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from scipy import stats

from pipeline.statistics import complete_units, intervals
from pipeline.statistics.types import BoolArray, FloatArray, IntArray

Kind = Literal["pearson", "spearman", "kendall"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Verdict = Literal["clear", "borderline", "fail", "undefined"]

_MIN_UNITS = 3  # through two points a line always passes: r would be +1 or -1 whatever the values
_KENDALL_VARIANCE = 0.437  # of the transformed tau, over n - 4; Fieller, Hartley and Pearson (1957)
_BLOCK = 64  # units whose order against all others is held at once: memory grows with n, not with its square


@dataclass(frozen=True)
class Estimate:
    """A correlation, the ends of its interval, and the number of units that have both values."""

    r: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Twin:
    """Two indicators, by position, that say nearly the same."""

    first: int
    second: int
    r: float
    n: int


def correlation(x: FloatArray, y: FloatArray, *, kind: Kind, confidence: float) -> Estimate:
    """Correlate two variables over the units that have both, with an interval.

    .. math:: \\tanh\\left(\\operatorname{artanh} r \\pm z_{(1+c)/2} \\sqrt{v}\\right),
       \\quad v = \\frac{1}{n - 3} \\text{ (Pearson)}, \\; \\frac{1 + r^2 / 2}{n - 3} \\text{ (Spearman)},
       \\; \\frac{0.437}{n - 4} \\text{ (Kendall)}

    Parameters
    ----------
    x, y : (n_units,) values in any unit of measure; NaN is missing.
    kind : Pearson, Spearman (Pearson on average ranks, taken among the units that have both) or Kendall (tau b, which
        counts ties out of both of its denominators).
    confidence : between 0 and 1.

    Returns
    -------
    Estimate, on -1 to 1. Fewer than three common units or a zero range: r and its interval are NaN. Three units (for
    Kendall four): r without an interval. Where \\|r\\| = 1 the interval is that one point, the limit of the formula.

    Raises
    ------
    ValueError : shapes that differ, an unknown kind, a confidence outside (0, 1).

    Notes
    -----
    COINr gives r and a p-value, no interval; its r agrees (R's ``cor`` with ``pairwise.complete.obs``). Kendall's
    interval was made for values without ties; with many ties it is an approximation.

    References
    ----------
    Fisher (1915), Biometrika 10(4), doi:10.1093/biomet/10.4.507. Bonett and Wright (2000), Psychometrika 65(1),
    doi:10.1007/BF02294183 (Spearman). Fieller, Hartley and Pearson (1957), Biometrika 44(3-4),
    doi:10.1093/biomet/44.3-4.470 (Kendall).

    >>> correlation(np.array([1.0, 2, 3, 4, 5]), np.array([1.0, 2, 3, 5, 4]), kind="spearman", confidence=0.95).r
    0.9
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if x.ndim != 1 or x.shape != y.shape:
        raise ValueError(f"correlation needs two vectors of one length; got shapes {x.shape} and {y.shape}")
    intervals.check_confidence(confidence)
    r, n = _pair(x, y, kind)
    low, high = interval(r, n=n, kind=kind, confidence=confidence)
    return Estimate(r=r, low=low, high=high, n=n)


def interval(r: float, *, n: int, kind: Kind, confidence: float) -> tuple[float, float]:
    """Both ends of the interval around a correlation of n units, as :func:`correlation` has it.

    Raises
    ------
    ValueError : a confidence outside (0, 1).

    >>> [round(end, 2) for end in interval(0.30, n=63, kind="pearson", confidence=0.95)]
    [0.06, 0.51]
    """
    intervals.check_confidence(confidence)
    freedom = n - 4 if kind == "kendall" else n - 3
    if np.isnan(r) or freedom <= 0:
        return float("nan"), float("nan")
    if abs(r) == 1.0:
        return r, r
    variance = {"pearson": 1.0, "spearman": 1.0 + r**2 / 2.0, "kendall": _KENDALL_VARIANCE}[kind] / freedom
    reach = stats.norm.ppf((1.0 + confidence) / 2.0) * np.sqrt(variance)
    return float(np.tanh(np.arctanh(r) - reach)), float(np.tanh(np.arctanh(r) + reach))


def correlation_matrix(values: FloatArray, *, kind: Kind) -> tuple[FloatArray, IntArray]:
    """Correlate every indicator with every other, each pair over the units that have both.

    Parameters
    ----------
    values : (n_units, n_indicators); NaN is missing.
    kind : Pearson, Spearman or Kendall.

    Returns
    -------
    r : (n_indicators, n_indicators) symmetric, 1 on the diagonal; NaN where a pair has fewer than three common units
        or an indicator has no range among them.
    n : (n_indicators, n_indicators) units behind each pair.

    Raises
    ------
    ValueError : values that are not a table, an unknown kind.

    Notes
    -----
    Pairwise deletion: each cell has its own units, so the matrix need not be positive semi-definite. The
    ``components`` module therefore uses complete units only. Ranks (Spearman) are taken within each pair, as R does.

    >>> r, n = correlation_matrix(np.array([[1.0, 2], [2, 4], [3, np.nan], [4, 7]]), kind="pearson")
    >>> float(r[0, 1].round(3)), int(n[0, 1]), int(n[0, 0])
    (0.997, 3, 4)
    """
    values = complete_units.table(values)
    k = values.shape[1]
    whole: BoolArray = np.asarray(np.isfinite(values).all(axis=0))
    r, n = np.full((k, k), np.nan), np.full((k, k), values.shape[0], dtype=np.int64)
    r[np.ix_(whole, whole)] = _of_complete(values[:, whole], kind)
    for i, j in zip(*np.triu_indices(k), strict=True):
        if not (whole[i] and whole[j]):
            r[i, j], n[i, j] = _pair(values[:, i], values[:, j], kind)
            r[j, i], n[j, i] = r[i, j], n[i, j]
    return r, n


def rest_correlations(
    values: FloatArray, *, weights: FloatArray, kind: Kind, confidence: float
) -> tuple[Estimate, ...]:
    """Correlate each indicator with the weighted mean of the OTHER indicators of its group.

    .. math:: r_i = \\operatorname{cor}\\left(x_i, \\; \\sum_{j \\ne i} w_j x_j \\Big/ \\sum_{j \\ne i} w_j\\right)

    Parameters
    ----------
    values : (n_units, n_indicators) scores of one group on one scale, all pointing the same way; NaN is missing.
    weights : (n_indicators,) weights within the group, not negative; their sum does not matter.
    kind, confidence : as in :func:`correlation`.

    Returns
    -------
    One Estimate per indicator. A group of one, or others that weigh nothing: r is NaN.

    Raises
    ------
    ValueError : weights that do not fit the indicators, are missing or negative.

    Notes
    -----
    The item itself is removed. Left in, as in COINr's ``get_corr`` and the Handbook's tables, pure noise correlates
    about 1/sqrt(k) with its own group. Where a unit lacks some of the others their mean is over those it has, as in the
    weighted arithmetic mean of the index; a unit that has none of them is left out.

    References
    ----------
    Henrysson (1963), Psychometrika 28(2), doi:10.1007/BF02289618.

    >>> values = np.array([[1.0, 2], [2, 1], [3, 4], [4, 3], [5, 5]])
    >>> [e.r for e in rest_correlations(values, weights=np.ones(2), kind="spearman", confidence=0.9)]
    [0.8, 0.8]
    """
    values, weights = complete_units.table(values), np.asarray(weights, dtype=float)
    if weights.shape != values.shape[1:] or not (weights >= 0).all():
        raise ValueError(f"one weight >= 0 is needed for each of {values.shape[1]} indicators; got {weights}")
    estimates = []
    for i in range(values.shape[1]):
        others = np.where(np.arange(values.shape[1]) == i, 0.0, weights)
        estimates.append(correlation(values[:, i], _mean(values, others), kind=kind, confidence=confidence))
    return tuple(estimates)


def twins(values: FloatArray, *, limit: float, kind: Kind) -> tuple[Twin, ...]:
    """Name the pairs of indicators whose correlation is at least a limit, in either sense.

    Parameters
    ----------
    values : (n_units, n_indicators); NaN is missing.
    limit : on 0 to 1; a pair is named where \\|r\\| >= limit.
    kind : Pearson or Spearman.

    Returns
    -------
    Twins by position, strongest first; equal strengths in the order of the columns. A pair without r is not named.

    Raises
    ------
    ValueError : a limit outside 0 to 1.

    Notes
    -----
    COINr's ``get_corr_flags`` looks inside groups; this looks at all pairs, as twins across pillars count twice too.

    >>> twins(np.array([[1.0, 5, 2], [2, 4, 2], [3, 3, 9], [4, 2, 1]]), limit=0.9, kind="spearman")
    (Twin(first=0, second=1, r=-1.0, n=4),)
    """
    if not 0.0 <= limit <= 1.0:
        raise ValueError(f"twins needs a limit on 0 to 1; got {limit}")
    r, n = correlation_matrix(values, kind=kind)
    first, second = np.triu_indices(r.shape[0], k=1)
    pairs = [Twin(int(i), int(j), float(r[i, j]), int(n[i, j])) for i, j in zip(first, second, strict=True)]
    return tuple(sorted((pair for pair in pairs if abs(pair.r) >= limit), key=lambda pair: -abs(pair.r)))


def verdict(estimate: intervals.Interval, *, limit: float) -> Verdict:
    """Say whether an estimate clears a limit, given its interval.

    Parameters
    ----------
    estimate : anything with ``low`` and ``high``: a correlation or an alpha.
    limit : the value to be reached.

    Returns
    -------
    ``clear`` where the whole interval is at or above the limit, ``fail`` where it is wholly below, ``borderline`` where
    it holds the limit, whichever side the point lies on; ``undefined`` where there is no interval.

    Notes
    -----
    The Handbook and COINr compare the point alone. At 63 units an observed 0.30 tells little about which side of 0.30
    the truth lies on.

    >>> verdict(Estimate(r=0.30, low=0.06, high=0.51, n=63), limit=0.3)
    'borderline'
    """
    if np.isnan(estimate.low) or np.isnan(estimate.high):
        return "undefined"
    if estimate.low >= limit:
        return "clear"
    return "fail" if estimate.high < limit else "borderline"


def _pair(x: FloatArray, y: FloatArray, kind: Kind) -> tuple[float, int]:
    both = np.isfinite(x) & np.isfinite(y)
    return float(_of_complete(np.column_stack([x[both], y[both]]), kind)[0, 1]), int(both.sum())


def _of_complete(values: FloatArray, kind: Kind) -> FloatArray:
    """Correlate columns without blanks; NaN where there are fewer than three units or a column has no range."""
    if kind not in KINDS:
        raise ValueError(f"the kind of correlation must be one of {', '.join(KINDS)}; got {kind!r}")
    n, k = values.shape
    if n < _MIN_UNITS:
        return np.full((k, k), np.nan)
    if kind == "kendall":
        return _tau_b(values)
    placed = stats.rankdata(values, axis=0) if kind == "spearman" else values
    ranging = complete_units.has_range(placed)
    centred = placed - placed.mean(axis=0)
    products = np.where(ranging & ranging[:, np.newaxis], centred.T @ centred, np.nan)
    own = np.diag(products)
    return np.asarray(np.clip(products / np.sqrt(own[:, np.newaxis] * own), -1.0, 1.0))


def _tau_b(values: FloatArray) -> FloatArray:
    """Kendall's tau b of columns without blanks: the correlation of the signs of all differences between units."""
    k = values.shape[1]
    products = np.zeros((k, k))
    for start in range(0, len(values), _BLOCK):
        signs = np.sign(values[start : start + _BLOCK, np.newaxis] - values).reshape(-1, k)
        products += signs.T @ signs
    own = np.diag(products)
    with np.errstate(invalid="ignore", divide="ignore"):
        tau = products / np.sqrt(own[:, np.newaxis] * own)
    ranging = complete_units.has_range(values)
    return np.where(ranging & ranging[:, np.newaxis], np.clip(tau, -1.0, 1.0), np.nan)


def _mean(values: FloatArray, weights: FloatArray) -> FloatArray:
    present = np.isfinite(values) * weights
    total = present.sum(axis=1)
    weighted = (np.where(np.isfinite(values), values, 0.0) * weights).sum(axis=1)
    mean: FloatArray = np.divide(weighted, total, out=np.full(total.shape, np.nan), where=total > 0)
    return mean
