"""Correlations within unit groups, and the share of variance that lies between them.

Where regions differ in everything, indicators go together because of the regions. The correlation within regions asks
whether they still do among the provinces of one region.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize, stats

from pipeline.statistics import association, complete_units, intervals
from pipeline.statistics.types import BoolArray, FloatArray, IntArray

_SMALLEST_GROUP = 2  # one unit alone says nothing within its group


@dataclass(frozen=True)
class WithinEstimate:
    """A correlation within groups, its interval, and what stands behind it."""

    r: float
    low: float
    high: float
    n: int  # units with both values, in groups that hold at least two of them
    n_groups: int
    df: int  # n - n_groups - 1; negative counts as 0


@dataclass(frozen=True)
class BetweenShare:
    """The share of variance between groups, its interval, and what chance alone gives."""

    share: float
    low: float
    high: float
    expected: float  # (n_groups - 1) / (n - 1), if groups did not matter
    p_value: float
    n: int
    n_groups: int


def within_correlation(
    x: FloatArray, y: FloatArray, *, groups: IntArray, kind: association.Kind, confidence: float
) -> WithinEstimate:
    r"""Correlate two variables within unit groups, over the units that have both.

    .. math:: r_w = \frac{\sum_g \sum_{i \in g} (x_i - \bar x_g)(y_i - \bar y_g)}
       {\sqrt{\sum_g \sum_{i \in g} (x_i - \bar x_g)^2 \sum_g \sum_{i \in g} (y_i - \bar y_g)^2}}, \quad
       \tanh\left(\operatorname{artanh} r_w \pm z_{(1+c)/2} \sqrt{\frac{v}{n - G - 2}}\right)

    Parameters
    ----------
    x, y : (n_units,) values in any unit of measure; NaN is missing.
    groups : (n_units,) number of each unit's group.
    kind : Pearson: the pooled within-group correlation, which is the partial correlation given the groups. Spearman:
        the same of the average ranks taken over all units. Kendall: tau b of the pairs of units in one group.
    confidence : between 0 and 1.

    Returns
    -------
    WithinEstimate on -1 to 1. A group with fewer than two common units drops out of ``n`` and ``n_groups``. NaN with
    fewer than two degrees of freedom left or without range within groups. ``v`` is 1 for Pearson and 1 + r²/2 for
    Spearman; no formula is known to us for the stratified tau, so it has no interval here (`kendall_interval`).

    Raises
    ------
    ValueError : shapes that differ, an unknown kind, a confidence outside (0, 1).

    References
    ----------
    Fisher (1924), The distribution of the partial correlation coefficient, Metron 3: each variable held fixed costs one
    degree of freedom, so G groups cost G - 1. Taylor (1987), Kendall's and Spearman's correlation coefficients in the
    presence of a blocking variable, Biometrics 43(2), 409-416.

    >>> x, y = np.array([1.0, 2, 3, 11, 12, 13]), np.array([3.0, 2, 1, 13, 12, 11])
    >>> within_correlation(x, y, groups=np.array([0, 0, 0, 1, 1, 1]), kind="pearson", confidence=0.9).r
    -1.0
    """
    x, y, groups = np.asarray(x, dtype=float), np.asarray(y, dtype=float), np.asarray(groups)
    if x.ndim != 1 or not x.shape == y.shape == groups.shape:
        raise ValueError(
            f"a correlation within groups needs three vectors of one length; got shapes {x.shape}, {y.shape} and "
            f"{groups.shape}"
        )
    if kind not in association.KINDS:
        raise ValueError(f"the kind of correlation must be one of {', '.join(association.KINDS)}; got {kind!r}")
    intervals.check_confidence(confidence)
    used = _in_company(np.isfinite(x) & np.isfinite(y), groups)
    pair, own = np.column_stack([x[used], y[used]]), groups[used]
    n, n_groups = int(used.sum()), len(np.unique(own))
    df = max(n - n_groups - 1, 0)
    r = _within(pair, own, kind) if df >= 2 else float("nan")
    low, high = _interval(r, df - 1, kind, confidence)
    return WithinEstimate(r=r, low=low, high=high, n=n, n_groups=n_groups, df=df)


def kendall_interval(
    x: FloatArray, y: FloatArray, *, groups: IntArray, confidence: float, n_resamples: int, rng: np.random.Generator
) -> tuple[float, float]:
    r"""Interval of Kendall's tau b within unit groups, from resamples of the units of each group.

    With :math:`c_i` the number of times that unit i is drawn, every group as often as it has units,

    .. math:: \tau = \frac{\sum_{i,j \in g} c_i c_j \, s^x_{ij} s^y_{ij}}
       {\sqrt{\sum_{i,j \in g} c_i c_j (s^x_{ij})^2 \sum_{i,j \in g} c_i c_j (s^y_{ij})^2}}, \quad s_{ij} = \operatorname{sign}

    and the ends are the quantiles (1 - c)/2 and (1 + c)/2 of the resamples. A unit and its copy are a tie, which tau b
    leaves out on both sides of the fraction.

    Parameters
    ----------
    x, y, groups : (n_units,) as for :func:`within_correlation`.
    confidence : between 0 and 1. n_resamples, rng : draws of the units.

    Returns
    -------
    (low, high) on -1 to 1; NaN where tau is undefined: fewer than two degrees of freedom, or no range within groups.
    A resample without range within groups has no tau and is left out.

    Raises
    ------
    ValueError : as :func:`within_correlation`; no resamples.

    References
    ----------
    Davison and Hinkley (1997), Bootstrap Methods and their Application, section 3.2 (stratified resampling) and 5.3.1
    (percentiles), doi:10.1017/CBO9780511802843.
    """
    if n_resamples < 1:
        raise ValueError(f"an interval from resamples needs one at least; got n_resamples={n_resamples}")
    found = within_correlation(x, y, groups=groups, kind="kendall", confidence=confidence)
    if np.isnan(found.r):
        return float("nan"), float("nan")
    used = _in_company(np.isfinite(x) & np.isfinite(y), np.asarray(groups))
    own, counts = np.asarray(groups)[used], np.empty((n_resamples, int(used.sum())))
    for group in np.unique(own):
        members = np.flatnonzero(own == group)
        counts[:, members] = rng.multinomial(members.size, np.full(members.size, 1 / members.size), size=n_resamples)
    pair = np.column_stack([np.asarray(x, dtype=float)[used], np.asarray(y, dtype=float)[used]])
    signs = np.sign(pair[:, np.newaxis] - pair) * (own[:, np.newaxis] == own)[..., np.newaxis]
    products = (signs[..., 0] * signs[..., 1], signs[..., 0] ** 2, signs[..., 1] ** 2)
    agreement, of_x, of_y = (np.einsum("bi,bi->b", counts @ product, counts) for product in products)
    spread = np.sqrt(of_x * of_y)
    tau = agreement[spread > 0] / spread[spread > 0]
    tail = (1.0 - confidence) / 2.0
    low, high = np.quantile(np.clip(tau, -1.0, 1.0), [tail, 1.0 - tail]) if tau.size else (float("nan"),) * 2
    return float(low), float(high)


def between_share(values: FloatArray, *, groups: IntArray, confidence: float) -> BetweenShare:
    r"""Share of the variance of one variable that lies between groups (eta squared).

    .. math:: \eta^2 = \frac{\sum_g n_g (\bar x_g - \bar x)^2}{\sum_i (x_i - \bar x)^2}, \quad
       E(\eta^2) = \frac{G - 1}{n - 1} \text{ if groups do not matter}

    Parameters
    ----------
    values : (n_units,) scores; NaN is missing, and its unit is left out.
    groups : (n_units,) number of each unit's group.
    confidence : of the interval, from the noncentral F distribution: lambda / (lambda + n) at both ends.

    Returns
    -------
    BetweenShare on 0 to 1, with the p-value of the F test; NaN with a single group, as many groups as units, or no
    range.

    Raises
    ------
    ValueError : shapes that differ, a confidence outside (0, 1).

    References
    ----------
    Steiger (2004), Beyond the F test, Psychological Methods 9(2), 164-182, doi:10.1037/1082-989X.9.2.164.

    >>> found = between_share(np.array([1.0, 3, 5, 7]), groups=np.array([0, 0, 1, 1]), confidence=0.9)
    >>> found.share, round(found.expected, 3)
    (0.8, 0.333)
    """
    values, groups = np.asarray(values, dtype=float), np.asarray(groups)
    if values.ndim != 1 or values.shape != groups.shape:
        raise ValueError(f"between_share needs two vectors of one length; got {values.shape} and {groups.shape}")
    intervals.check_confidence(confidence)
    present = np.isfinite(values)
    own, number = values[present], np.unique(groups[present], return_inverse=True)[1]
    n, n_groups = own.size, int(number.max(initial=-1)) + 1
    if n_groups < 2 or n <= n_groups or not complete_units.has_range(own[:, np.newaxis])[0]:
        nan = float("nan")
        return BetweenShare(nan, nan, nan, nan, nan, n, n_groups)
    centred = own - own.mean()
    within = own - (np.bincount(number, own) / np.bincount(number))[number]
    share = float(np.clip(1.0 - (within @ within) / (centred @ centred), 0.0, 1.0))
    df = (n_groups - 1, n - n_groups)
    f = np.inf if share == 1.0 else share / (1.0 - share) * df[1] / df[0]
    low, high = _noncentral(float(f), df, confidence)
    p_value = float(stats.f.sf(f, *df))
    return BetweenShare(share, low / (low + n), high / (high + n), df[0] / (n - 1), p_value, n, n_groups)


def _in_company(present: BoolArray, groups: IntArray) -> BoolArray:
    number = np.unique(groups, return_inverse=True)[1]
    counts = np.bincount(number, weights=present)
    return np.asarray(present & (counts[number] >= _SMALLEST_GROUP))


def _within(pair: FloatArray, groups: IntArray, kind: association.Kind) -> float:
    if kind == "kendall":
        signs = np.sign(pair[:, np.newaxis] - pair)[groups[:, np.newaxis] == groups]
        return _ratio(signs[:, 0], signs[:, 1])
    placed = stats.rankdata(pair, axis=0) if kind == "spearman" else pair
    number = np.unique(groups, return_inverse=True)[1]
    sums = np.zeros((number.max() + 1, 2))
    np.add.at(sums, number, placed)
    means = (sums / np.bincount(number)[:, np.newaxis])[number]
    tiny = 8 * np.finfo(float).eps * np.abs(placed).max(axis=0)  # what is left of equal values but for rounding
    centred = np.where(np.abs(placed - means) > tiny, placed - means, 0.0)
    return _ratio(centred[:, 0], centred[:, 1])


def _ratio(x: FloatArray, y: FloatArray) -> float:
    spread = float(np.sqrt((x @ x) * (y @ y)))
    return float(np.clip((x @ y) / spread, -1.0, 1.0)) if spread > 0 else float("nan")


def _interval(r: float, freedom: int, kind: association.Kind, confidence: float) -> tuple[float, float]:
    if np.isnan(r) or freedom <= 0 or kind == "kendall":
        return float("nan"), float("nan")
    if abs(r) == 1.0:
        return r, r
    variance = (1.0 if kind == "pearson" else 1.0 + r**2 / 2.0) / freedom
    reach = stats.norm.ppf((1.0 + confidence) / 2.0) * np.sqrt(variance)
    return float(np.tanh(np.arctanh(r) - reach)), float(np.tanh(np.arctanh(r) + reach))


def _noncentral(f: float, df: tuple[int, int], confidence: float) -> tuple[float, float]:
    """Noncentrality parameters under which so large, or so small, an F has the probability (1 - confidence) / 2."""
    if np.isinf(f):
        return float("inf"), float("inf")

    def at(probability: float) -> float:
        def gap(noncentrality: float) -> float:
            return float(stats.ncf.cdf(f, *df, noncentrality)) - probability

        if gap(0.0) <= 0.0:
            return 0.0
        most = 1.0
        while gap(most) > 0.0:  # doubled: far beyond, the distribution function is not defined in floating point
            most *= 2.0
        return float(optimize.brentq(gap, 0.0, most))

    tail = (1.0 - confidence) / 2.0
    return at(1.0 - tail), at(tail)
