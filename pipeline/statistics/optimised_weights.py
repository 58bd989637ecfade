"""Optimised weights: which weights make components as important as they are meant to be?

A nominal weight is a trade-off; how much a component moves the aggregate depends on its spread and its company too.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import optimize
from scipy.stats import qmc

from pipeline.statistics import complete_units, weighting
from pipeline.statistics.types import FloatArray, IntArray

Measure = Literal["correlation", "squared"]
_NONE = 1e-12  # a share of weight below this is rounding of 0
_LATTICE = 64  # weights tried for each component before the search
_STARTS = 12  # the best of them that are searched from
_ASTRAY = 1e3  # stands for the gap where correlations have no shares: far above that of sensible weights


@dataclass(frozen=True, eq=False)
class Groups:
    """A level in between: each component's group, and the weight that each group has as a whole."""

    member: IntArray  # (k,) counted from 0
    shares: FloatArray  # (n_groups,) they sum to 1


@dataclass(frozen=True, eq=False)
class OptimisedWeights:
    """The best weights found, what they reach, and whether that is what was asked for."""

    weights: FloatArray  # (k,) none negative; they sum to 1
    importance: FloatArray  # (k,) what they reach, as shares (for `most_correlated`: the correlations)
    objective: float  # mean squared gap to the target (for `most_correlated`: the sum of the correlations)
    reached: bool  # every gap within the tolerance (for `most_correlated`: always)
    n: int  # complete units


def importance(scores: FloatArray, *, weights: FloatArray, measure: Measure) -> FloatArray:
    r"""Share out how strongly each component goes with the weighted mean of all.

    .. math:: S_j = \frac{r_j}{\sum_l r_l} \text{ or } \frac{r_j^2}{\sum_l r_l^2}, \quad
       r_j = \operatorname{corr}\left(s_j, \sum_l w_l s_l\right)

    Parameters
    ----------
    scores : (n_units, k); NaN is missing, and its unit is left out.
    weights : (k,) any sign, any scale, not all zero.
    measure : ``correlation`` for r, ``squared`` for its square.

    Returns
    -------
    (k,) shares that sum to 1; with ``correlation`` a component that goes against the aggregate has a negative one.

    Raises
    ------
    ValueError : fewer than two complete units, a component without range, an aggregate without range, or correlations
        whose sum is not positive.

    Notes
    -----
    COINr (``get_opt_weights``) uses plain correlations, which may cancel; the squares are the paper's linear case.

    References
    ----------
    Becker, Saisana, Paruolo, Vandecasteele (2017), Weights and importance in composite indicators: closing the gap,
    Ecological Indicators 80, 12-22, doi:10.1016/j.ecolind.2017.03.056.

    >>> scores = np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 0.0], [0.0, -2.0]])
    >>> importance(scores, weights=np.array([1.0, 1.0]), measure="squared").round(6)
    array([0.2, 0.8])
    """
    covariance, _ = _covariance(scores)
    if not weights @ covariance @ weights > _NONE * covariance.max() * np.abs(weights).max() ** 2:
        raise ValueError("importance needs an aggregate with a range; the components cancel each other")
    r, _ = _correlations(weights, covariance)
    total = r.sum() if measure == "correlation" else (r**2).sum()
    if not total > 0:
        raise ValueError(f"importance needs correlations with a positive sum; found {total:g}")
    return np.asarray((r if measure == "correlation" else r**2) / total)


def to_target(
    scores: FloatArray, *, target: FloatArray, measure: Measure, tolerance: float, groups: Groups | None = None
) -> OptimisedWeights:
    r"""Find the weights, none negative, whose importance comes closest to a target.

    .. math:: \min_{w \ge 0,\, \sum w = 1} \frac{1}{k} \sum_j \left(S_j(w) - t_j\right)^2

    Parameters
    ----------
    scores : (n_units, k) on one common scale; NaN is missing, and its unit is left out.
    target : (k,) wanted importance, none negative, any scale.
    measure : as in :func:`importance`.
    tolerance : the greatest gap, in shares, at which the target counts as reached.
    groups : where a level lies between components and aggregate, the group of each component and the fixed weight of
        each group; weights are then of components in the aggregate. None: there is no such level.

    Returns
    -------
    OptimisedWeights. `reached` is False where the closest importance is still off: a target may be out of reach.

    Raises
    ------
    ValueError : a target that ``weighting.to_shares`` refuses or is not k, a tolerance that is not positive, groups
        that do not fit, or scores that :func:`importance` refuses.

    Notes
    -----
    Sequential quadratic programming with exact derivatives, from the best of a fixed lattice of weights: no randomness.
    The aggregate is the arithmetic mean. COINr (``get_opt_weights``, "balance") minimises the logarithm of the same
    function, for plain correlations, by Nelder-Mead without bounds: its weights may be negative, and its column
    "Obtained" belongs to the last weights tried, not to the best.

    References
    ----------
    Becker et al. (2017), Ecological Indicators 80, 12-22, doi:10.1016/j.ecolind.2017.03.056.

    >>> scores = np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 0.0], [0.0, -2.0]])
    >>> found = to_target(scores, target=np.array([1.0, 1.0]), measure="squared", tolerance=1e-6)
    >>> found.weights.round(4), found.reached
    (array([0.6667, 0.3333]), True)
    """
    if not tolerance > 0:
        raise ValueError(f"optimised weights need a tolerance above 0; found {tolerance}")
    covariance, n = _covariance(scores)
    wanted = weighting.to_shares(target)
    if wanted.shape != (len(covariance),):
        raise ValueError(f"optimised weights need a target for each of {len(covariance)} columns; found {wanted.shape}")

    def squared_gap(weights: FloatArray) -> tuple[float, FloatArray]:
        r, slope = _correlations(weights, covariance)
        if measure == "squared":
            r, slope = r**2, 2 * r[:, np.newaxis] * slope
        if not r.sum() > 0:
            return _ASTRAY, np.zeros_like(weights)
        gaps = r / r.sum() - wanted
        tilt = (slope - np.outer(gaps + wanted, slope.sum(axis=0))) / r.sum()
        return float(gaps @ gaps), 2 * gaps @ tilt

    weights = _minimise(squared_gap, _whole(groups, len(covariance)), wanted)
    obtained = importance(scores, weights=weights, measure=measure)
    gaps = np.abs(obtained - wanted)
    return OptimisedWeights(weights, obtained, float((gaps**2).mean()), bool(gaps.max() <= tolerance), n)


def exact_weights(scores: FloatArray, *, target: FloatArray) -> FloatArray:
    r"""Find the one set of weights, of any sign, whose squared correlations stand to each other as the target.

    .. math:: w^* = \frac{\Sigma^{-1} g}{1' \Sigma^{-1} g}, \quad g_j = \sqrt{t_j}\,\sigma_j

    Parameters
    ----------
    scores : (n_units, k) on one common scale; NaN is missing, and its unit is left out.
    target : (k,) wanted importance, none negative, any scale.

    Returns
    -------
    (k,) weights that sum to 1. A negative one proves that no weights, none negative, reach the target while every
    component goes with the aggregate: correlation stands in the way. NaN where a component is a sum of others.

    Raises
    ------
    ValueError : a target that ``weighting.to_shares`` refuses or is not k, or scores without range or complete units.

    Notes
    -----
    Not weights to use: :func:`to_target` finds the best that are not negative.

    References
    ----------
    Paruolo, Saisana, Saltelli (2013), Ratings and rankings: voodoo or science?, JRSS-A 176(3), 609-634, equation 7,
    doi:10.1111/j.1467-985X.2012.01059.x.

    >>> scores = np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 0.0], [0.0, -2.0]])
    >>> exact_weights(scores, target=np.array([1.0, 1.0])).round(4)
    array([0.6667, 0.3333])
    """
    covariance, _ = _covariance(scores)
    wanted = weighting.to_shares(target)
    if wanted.shape != (len(covariance),):
        raise ValueError(f"exact weights need a target for each of {len(covariance)} columns; found {wanted.shape}")
    sd = np.sqrt(np.diagonal(covariance))
    if np.linalg.matrix_rank(covariance / np.outer(sd, sd), hermitian=True) < sd.size:
        return np.full(sd.size, np.nan)
    found = np.linalg.solve(covariance, np.sqrt(wanted) * sd)
    return np.asarray(found / found.sum())


def most_correlated(scores: FloatArray, *, groups: Groups | None = None) -> OptimisedWeights:
    r"""Find the weights, none negative, with which the components go together with the aggregate most.

    .. math:: \max_{w \ge 0,\, \sum w = 1} \sum_j r_j(w)

    Parameters
    ----------
    scores : (n_units, k) on one common scale; NaN is missing, and its unit is left out.
    groups : as in :func:`to_target`.

    Returns
    -------
    OptimisedWeights, with the correlations as `importance` and their sum as `objective`.

    Raises
    ------
    ValueError : groups that do not fit, or scores without range or complete units.

    Notes
    -----
    Rewards redundancy, as components do: shown, not recommended. COINr (``get_opt_weights``, "infomax") looks for the
    same without bounds, and reports the sum with a minus.

    References
    ----------
    Becker et al. (2017), Ecological Indicators 80, 12-22, doi:10.1016/j.ecolind.2017.03.056.

    >>> scores = np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 0.0], [0.0, -2.0]])
    >>> found = most_correlated(scores)
    >>> found.weights.round(4), round(found.objective, 6)
    (array([0.6667, 0.3333]), 1.414214)
    """
    covariance, n = _covariance(scores)

    def disagreement(weights: FloatArray) -> tuple[float, FloatArray]:
        r, slope = _correlations(weights, covariance)
        return float(-r.sum()), -slope.sum(axis=0)

    weights = _minimise(disagreement, _whole(groups, len(covariance)), np.full(len(covariance), 1 / len(covariance)))
    r, _ = _correlations(weights, covariance)
    return OptimisedWeights(weights, r, float(r.sum()), True, n)


def _covariance(scores: FloatArray) -> tuple[FloatArray, int]:
    """Covariances among the complete units, and their number."""
    table = complete_units.table(scores)
    complete = table[~np.isnan(table).any(axis=1)]
    complete_units.check_ranges(complete, "component")
    return np.atleast_2d(np.cov(complete, rowvar=False)), len(complete)


def _correlations(weights: FloatArray, covariance: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Correlate each component with the weighted mean, and differentiate: (k,) and (k, k), by weight along the row."""
    sd = np.sqrt(np.diagonal(covariance))
    product = covariance @ weights
    variance = max(float(weights @ product), np.finfo(float).tiny)
    spread = np.sqrt(variance)
    slope = (covariance - np.outer(product, product) / variance) / (sd[:, np.newaxis] * spread)
    return product / (sd * spread), slope


def _whole(groups: Groups | None, k: int) -> Groups:
    """Check the groups; without any, all components are one."""
    if groups is None:
        return Groups(member=np.zeros(k, dtype=np.int64), shares=np.ones(1))
    shares = weighting.to_shares(groups.shares)
    if groups.member.shape != (k,) or not np.array_equal(np.unique(groups.member), np.arange(shares.size)):
        raise ValueError(
            f"optimised weights need groups 0 to {shares.size - 1}, one for each of {k} columns; "
            f"found {groups.member.tolist()}"
        )
    return Groups(member=groups.member, shares=shares)


def _minimise(
    function: Callable[[FloatArray], tuple[float, FloatArray]], groups: Groups, first: FloatArray
) -> FloatArray:
    """Minimise over weights that are not negative and keep each group's share; keep the best of several searches."""
    sums = (groups.member == np.arange(groups.shares.size)[:, np.newaxis]).astype(float)
    lattice = [_scaled(weights, groups, sums) for weights in _lattice(first)]
    values = np.array([function(weights)[0] for weights in lattice])
    best, least = lattice[0], np.inf
    for start in np.argsort(values, kind="stable")[:_STARTS]:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Values in x were outside bounds", RuntimeWarning)  # by rounding; clipped
            found = optimize.minimize(
                function,
                lattice[start],
                jac=True,
                method="SLSQP",
                bounds=[(0.0, 1.0)] * first.size,
                constraints={"type": "eq", "fun": lambda w: sums @ w - groups.shares, "jac": lambda _: sums},
                options={"ftol": 1e-20, "maxiter": 1000},
            )
        weights = _scaled(np.where(found.x > _NONE, found.x, 0.0), groups, sums)
        value = function(weights)[0]
        if value < least:
            best, least = weights, value
    return best


def _lattice(first: FloatArray) -> FloatArray:
    """Weights to try: the target's, equal ones, towards the corners, and a sequence that fills the simplex."""
    k = first.size
    filling = -np.log(qmc.Halton(k, scramble=False).random(_LATTICE * k + 1)[1:])  # its first point is the origin
    corners = np.eye(k)
    return np.concatenate([first[np.newaxis] + 1e-3, np.ones((1, k)), 1 + 4 * k * corners, 1e-3 + corners, filling])


def _scaled(weights: FloatArray, groups: Groups, sums: FloatArray) -> FloatArray:
    """Scale weights so that each group has its share."""
    return np.asarray(weights * (groups.shares / (sums @ weights))[groups.member])
