"""What an outcome says about its pillars: weights it implies, how often each is chosen, and how R2 divides.

None of these is an importance in the sense of a cause, and what best predicts an outcome is not what deserves weight.
"""

import itertools
from dataclasses import dataclass
from math import factorial
from typing import Literal

import numpy as np
from scipy import optimize

from pipeline.statistics import complete_units, regression
from pipeline.statistics.types import FloatArray

MAX_SHAPLEY = 8  # 2^8 subsets; beyond that the decomposition is slow and its parts too small to tell apart


@dataclass(frozen=True)
class ImpliedWeights:
    """Weights on the simplex that an outcome implies; NaN where no pillar takes a positive coefficient."""

    weights: FloatArray  # (k,)
    coefficients: FloatArray  # (k,) standardised, not negative
    r2: float
    n: int


@dataclass(frozen=True)
class Selection:
    """How often each pillar takes a positive weight when units are drawn again."""

    frequency_share: FloatArray  # (k,) of the resamples that could be fitted
    n_fitted: int  # resamples in which the outcome and every pillar varied
    n_resamples: int
    n: int


@dataclass(frozen=True)
class Importance:
    """R2 split among the regressors; the parts sum to it."""

    parts: FloatArray  # (k,)
    r2: float
    n: int


def implied_weights(outcome: FloatArray, regressors: FloatArray, *, method: Literal["non-negative"]) -> ImpliedWeights:
    """Find the weights, none negative, under which standardised pillars come closest to an outcome.

    .. math:: \\min_{b \\ge 0} \\lVert z_y - Z b \\rVert^2, \\quad w = b / \\sum_j b_j

    Parameters
    ----------
    outcome : (n_units,), regressors : (n_units, k) pillars; NaN is missing, and its unit is left out.
    method : the only one; named because others (constrained to sum to one, ridge) would give other weights.

    Returns
    -------
    ImpliedWeights. Pillars that are left with 0 would take a negative coefficient, given the others.

    Raises
    ------
    ValueError : another method, or what :func:`regression.leave_one_out` refuses.

    Notes
    -----
    Weights of standardised pillars: for pillars as scored, divide by their standard deviations. What best predicts an
    outcome is not what deserves weight.

    References
    ----------
    Lawson and Hanson (1995), Solving Least Squares Problems, doi:10.1137/1.9781611971217.

    >>> x = np.array([[1.0, 1], [1, -1], [-1, 1], [-1, -1]])
    >>> implied_weights(3 * x[:, 0] + x[:, 1], x, method="non-negative").weights.round(6).tolist()
    [0.75, 0.25]
    """
    if method != "non-negative":
        raise ValueError(f"the method of implied_weights must be 'non-negative'; got {method!r}")
    y, x, _ = complete_units.with_outcome(outcome, regressors)
    coefficients, r2 = _non_negative(y, x)
    total = coefficients.sum()
    weights = coefficients / total if total > 0 else np.full(coefficients.shape, np.nan)
    return ImpliedWeights(weights=weights, coefficients=coefficients, r2=r2, n=len(y))


def selection_frequency(
    outcome: FloatArray, regressors: FloatArray, *, n_resamples: int, rng: np.random.Generator
) -> Selection:
    """Count how often each pillar takes a positive weight when units are drawn again with replacement.

    Parameters
    ----------
    outcome : (n_units,), regressors : (n_units, k); NaN is missing, and its unit is left out.
    n_resamples : how often. rng : the source of the draws.

    Returns
    -------
    Selection. A resample in which something is constant cannot be fitted: it is left out of the share and counted.

    Raises
    ------
    ValueError : no resamples, none that can be fitted, or what :func:`regression.leave_one_out` refuses.

    Notes
    -----
    A frequency, not a bootstrap interval of the weight: where the truth lies at the boundary (weight zero) the
    bootstrap distribution does not approach that of the estimate, and its quantiles promise a coverage they lack.

    References
    ----------
    Andrews (2000), Econometrica 68(2), doi:10.1111/1468-0262.00114. Meinshausen and Buhlmann (2010), JRSS-B 72(4),
    doi:10.1111/j.1467-9868.2010.00740.x.

    >>> x = np.arange(8.0)[:, np.newaxis]
    >>> selection_frequency(x[:, 0], x, n_resamples=20, rng=np.random.default_rng(0)).frequency_share.tolist()
    [1.0]
    """
    if n_resamples < 1:
        raise ValueError(f"selection_frequency needs at least one resample; got {n_resamples}")
    y, x, _ = complete_units.with_outcome(outcome, regressors)
    positive, fitted = np.zeros(x.shape[1]), 0
    for _ in range(n_resamples):
        drawn = rng.integers(len(y), size=len(y))
        if complete_units.has_range(np.column_stack([y, x])[drawn]).all():
            positive += _non_negative(y[drawn], x[drawn])[0] > 0
            fitted += 1
    if fitted == 0:
        raise ValueError(f"none of {n_resamples} resamples of {len(y)} units could be fitted")
    return Selection(frequency_share=positive / fitted, n_fitted=fitted, n_resamples=n_resamples, n=len(y))


def lmg_importance(outcome: FloatArray, regressors: FloatArray) -> Importance:
    """Split R2 among the regressors by their mean gain over all orders of entry (LMG, the Shapley value of R2).

    .. math:: \\sum_{S \\not\\ni j} \\frac{|S|! \\, (k - |S| - 1)!}{k!} \\left(R^2_{S \\cup j} - R^2_S\\right)

    Parameters
    ----------
    outcome : (n_units,), regressors : (n_units, k) with k at most 8; NaN is missing, and its unit is left out.

    Returns
    -------
    Importance; parts are not negative and sum to R2. Identical regressors share alike.

    Raises
    ------
    ValueError : more than 8 regressors, or what :func:`regression.leave_one_out` refuses but for a regressor
        that is a sum of others, which does no harm here.

    Notes
    -----
    A part says how much a pillar goes along with the outcome, alone and in company; neither a cause nor a weight.

    References
    ----------
    Gromping (2007), The American Statistician 61(2), doi:10.1198/000313007X188252.

    >>> x = np.array([[1.0, 1], [1, -1], [-1, 1], [-1, -1]])
    >>> lmg_importance(3 * x[:, 0] + x[:, 1], x).parts.round(6).tolist()  # unrelated: squared coefficients, 9 to 1
    [0.9, 0.1]
    """
    y, x, _ = complete_units.with_outcome(outcome, regressors, full_rank=False)
    n, k = x.shape
    if k > MAX_SHAPLEY:
        raise ValueError(f"lmg_importance takes at most {MAX_SHAPLEY} regressors; got {k}: decompose over pillars")
    r: FloatArray = np.asarray(np.corrcoef(np.column_stack([x, y]), rowvar=False))
    subsets = [s for size in range(k + 1) for s in itertools.combinations(range(k), size)]
    explained = {s: regression.explained_share(r, np.array(s, dtype=np.int64), k) for s in subsets}
    parts = np.zeros(k)
    for s in subsets:
        for j in set(range(k)) - set(s):
            share = factorial(len(s)) * factorial(k - len(s) - 1) / factorial(k)
            parts[j] += share * (explained[tuple(sorted((*s, j)))] - explained[s])
    return Importance(parts=parts, r2=explained[tuple(range(k))], n=n)


def _non_negative(y: FloatArray, x: FloatArray) -> tuple[FloatArray, float]:
    y, x = (y - y.mean()) / y.std(), (x - x.mean(axis=0)) / x.std(axis=0)
    coefficients, distance = optimize.nnls(x, y)
    return coefficients, float(1 - distance**2 / len(y))
