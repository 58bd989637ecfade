"""Regression of an outcome on few pillars: coefficients, their stability, and what each pillar explains.

63 units bear at most some fifteen regressors, 34 units only pillars. The outcome must not be an ingredient of a
regressor; nothing here can see that. Units with a missing value are left out, and `n` says how many remain.
"""

import itertools
from dataclasses import dataclass
from math import factorial
from typing import Literal

import numpy as np
from scipy import optimize, stats

from pipeline.statistics.types import BoolArray, FloatArray, IntArray

Standing = Literal["above", "within", "below", "undefined"]

MAX_SHAPLEY = 8  # 2^8 subsets; beyond that the decomposition is slow and its parts too small to tell apart


@dataclass(frozen=True)
class Fit:
    """A least-squares fit; per-unit arrays are NaN for units left out, the intercept comes first."""

    coefficients: FloatArray  # (k + 1,)
    standard_errors: FloatArray  # (k + 1,) HC3
    low: FloatArray  # (k + 1,)
    high: FloatArray  # (k + 1,)
    p_values: FloatArray  # (k + 1,)
    standardised: FloatArray  # (k,) standard deviations of the outcome per standard deviation of the regressor
    r2: float
    adjusted_r2: float
    n: int
    residuals: FloatArray  # (n_units,)
    fitted: FloatArray  # (n_units,)
    leverage: FloatArray  # (n_units,)


@dataclass(frozen=True)
class Inflation:
    """Variance inflation of each regressor."""

    factors: FloatArray
    n: int


@dataclass(frozen=True)
class Deletion:
    """Coefficients with each unit dropped in turn, and Cook's distance of that unit."""

    coefficients: FloatArray  # (n_units, k + 1)
    cooks_distance: FloatArray  # (n_units,)
    n: int


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
class Performance:
    """What is expected of each unit at its level of development, and where it stands; NaN where it is missing."""

    expected: FloatArray  # (n_units,) the trend
    low: FloatArray  # (n_units,) band for a unit: the verdict is against this one
    high: FloatArray  # (n_units,)
    trend_low: FloatArray  # (n_units,) the narrower interval of the trend itself
    trend_high: FloatArray  # (n_units,)
    verdicts: tuple[Standing, ...]
    slope: float  # points of the score per unit of ln level
    r2: float
    n: int


@dataclass(frozen=True)
class Importance:
    """R2 split among the regressors; the parts sum to it."""

    parts: FloatArray  # (k,)
    r2: float
    n: int


def ordinary_least_squares(
    outcome: FloatArray, regressors: FloatArray, *, confidence: float, max_regressors: int
) -> Fit:
    """Fit an outcome by least squares with an intercept and standard errors that hold under unequal variances.

    .. math:: b = (X^{\\top} X)^{-1} X^{\\top} y, \\quad
       \\operatorname{HC3} = (X^{\\top} X)^{-1} X^{\\top} \\operatorname{diag}\\left(\\frac{e_i^2}{(1 - h_i)^2}\\right)
       X (X^{\\top} X)^{-1}

    Parameters
    ----------
    outcome : (n_units,), regressors : (n_units, k), in any units of measure; NaN is missing, and its unit is left out.
    confidence : between 0 and 1; intervals and p-values take t with n - k - 1 degrees of freedom.
    max_regressors : the most that are allowed.

    Returns
    -------
    Fit. An exact line has R2 = 1 and standard errors of zero but for rounding.

    Raises
    ------
    ValueError : too many regressors, fewer than k + 2 complete units, an outcome or a regressor without range, a
        regressor that is a sum of others, or a unit that alone decides a coefficient (leverage 1).

    Notes
    -----
    Neither COINr nor the Handbook regresses; HC3 is the choice of Long and Ervin for n below 250.

    References
    ----------
    MacKinnon and White (1985), J. Econometrics 29(3), doi:10.1016/0304-4076(85)90158-7. Long and Ervin (2000), The
    American Statistician 54(3), doi:10.1080/00031305.2000.10474549.

    >>> x = np.array([[1.0], [2], [3], [4]])
    >>> fit = ordinary_least_squares(2 + 3 * x[:, 0], x, confidence=0.95, max_regressors=15)
    >>> fit.coefficients.round(6).tolist(), fit.n
    ([2.0, 3.0], 4)
    """
    from statsmodels.regression.linear_model import OLS  # costs a second: only where it is needed

    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence must lie between 0 and 1; got {confidence}")
    y, x, rows = _complete(outcome, regressors)
    n, k = x.shape
    if k > max_regressors:
        raise ValueError(f"at most {max_regressors} regressors are allowed; got {k}: regress on pillars or sub-pillars")
    design = np.column_stack([np.ones(n), x])
    leverage = _leverage(design)
    if (leverage > 1 - 1e-10).any():
        raise ValueError(f"one unit alone decides a coefficient (leverage 1): {rows[leverage > 1 - 1e-10].tolist()}")
    model = OLS(y, design).fit(cov_type="HC3", use_t=True)
    interval = np.asarray(model.conf_int(alpha=1 - confidence))
    return Fit(
        coefficients=np.asarray(model.params),
        standard_errors=np.asarray(model.bse),
        low=interval[:, 0],
        high=interval[:, 1],
        p_values=np.asarray(model.pvalues),
        standardised=np.asarray(model.params)[1:] * x.std(axis=0, ddof=1) / y.std(ddof=1),
        r2=float(model.rsquared),
        adjusted_r2=float(model.rsquared_adj),
        n=n,
        residuals=_spread(np.asarray(model.resid), rows, outcome),
        fitted=_spread(np.asarray(model.fittedvalues), rows, outcome),
        leverage=_spread(leverage, rows, outcome),
    )


def variance_inflation(regressors: FloatArray) -> Inflation:
    """Say how much the other regressors inflate the variance of each coefficient.

    .. math:: \\mathrm{VIF}_j = 1 / (1 - R_j^2)

    Parameters
    ----------
    regressors : (n_units, k); NaN is missing, and its unit is left out.

    Returns
    -------
    Inflation from 1 upwards; infinite for a regressor that is a sum of others. One regressor has 1.

    Raises
    ------
    ValueError : fewer than two complete units, or a regressor without range.

    References
    ----------
    Marquardt (1970), Technometrics 12(3), doi:10.1080/00401706.1970.10488699.

    >>> variance_inflation(np.array([[1.0, 1], [1, -1], [-1, 1], [-1, -1]])).factors.tolist()
    [1.0, 1.0]
    """
    regressors = np.asarray(regressors, dtype=float)
    complete = regressors[np.isfinite(regressors).all(axis=1)]
    _check_ranges(complete, "regressor")
    r = np.atleast_2d(np.corrcoef(complete, rowvar=False))
    explained = np.array([_r2(r, np.delete(np.arange(len(r)), j), j) for j in range(len(r))])
    with np.errstate(divide="ignore"):
        factors = 1.0 / np.where(explained > 1 - 1e-10, 0.0, 1.0 - explained)
    return Inflation(factors=factors, n=complete.shape[0])


def leave_one_out(outcome: FloatArray, regressors: FloatArray) -> Deletion:
    """Fit again without each unit in turn, in closed form.

    .. math:: b_{(i)} = b - \\frac{(X^{\\top} X)^{-1} x_i e_i}{1 - h_i}, \\quad
       D_i = \\frac{e_i^2}{(k + 1) s^2} \\frac{h_i}{(1 - h_i)^2}

    Parameters
    ----------
    outcome : (n_units,), regressors : (n_units, k); NaN is missing, and its unit is left out.

    Returns
    -------
    Deletion; NaN for a unit left out, and for one with leverage 1, without which there is no fit. Where the fit is
    exact there is no s, and Cook's distance is NaN.

    Raises
    ------
    ValueError : as :func:`ordinary_least_squares`, but for the number of regressors.

    References
    ----------
    Cook (1977), Technometrics 19(1), doi:10.1080/00401706.1977.10489493.

    >>> x = np.array([[0.0], [1], [2], [3]])
    >>> leave_one_out(np.array([1.0, 2, 3, 7]), x).coefficients[3].round(6).tolist()  # the rest lie on y = 1 + x
    [1.0, 1.0]
    """
    y, x, rows = _complete(outcome, regressors)
    design = np.column_stack([np.ones(len(y)), x])
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ design.T @ y
    residuals, leverage = y - design @ coefficients, _leverage(design)
    kept = np.where(leverage > 1 - 1e-10, np.nan, 1 - leverage)
    variance = residuals @ residuals / (len(y) - design.shape[1])
    exact = residuals @ residuals <= 1e-20 * np.square(y - y.mean()).sum()
    distance = residuals**2 * leverage / (design.shape[1] * (np.nan if exact else variance) * kept**2)
    dropped = coefficients - (design @ inverse) * (residuals / kept)[:, np.newaxis]
    return Deletion(
        coefficients=_spread(dropped, rows, outcome), cooks_distance=_spread(distance, rows, outcome), n=len(y)
    )


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
    ValueError : another method, or what :func:`leave_one_out` refuses.

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
    y, x, _ = _complete(outcome, regressors)
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
    ValueError : no resamples, none that can be fitted, or what :func:`leave_one_out` refuses.

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
    y, x, _ = _complete(outcome, regressors)
    positive, fitted = np.zeros(x.shape[1]), 0
    for _ in range(n_resamples):
        drawn = rng.integers(len(y), size=len(y))
        if _has_range(np.column_stack([y, x])[drawn]).all():
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
    ValueError : more than 8 regressors, or what :func:`leave_one_out` refuses but for a regressor that is a sum of
        others, which does no harm here.

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
    y, x, _ = _complete(outcome, regressors, full_rank=False)
    n, k = x.shape
    if k > MAX_SHAPLEY:
        raise ValueError(f"lmg_importance takes at most {MAX_SHAPLEY} regressors; got {k}: decompose over pillars")
    r: FloatArray = np.asarray(np.corrcoef(np.column_stack([x, y]), rowvar=False))
    subsets = [s for size in range(k + 1) for s in itertools.combinations(range(k), size)]
    explained = {s: _r2(r, np.array(s, dtype=np.int64), k) for s in subsets}
    parts = np.zeros(k)
    for s in subsets:
        for j in set(range(k)) - set(s):
            share = factorial(len(s)) * factorial(k - len(s) - 1) / factorial(k)
            parts[j] += share * (explained[tuple(sorted((*s, j)))] - explained[s])
    return Importance(parts=parts, r2=explained[tuple(range(k))], n=n)


def performance_given_level(scores: FloatArray, level: FloatArray, *, confidence: float) -> Performance:
    """Compare each unit with what is usual at its level of development.

    .. math:: \\hat s_i = a + b \\ln g_i, \\quad
       \\hat s_i \\pm t_{(1+c)/2,\\, n-2} \\; s_e \\sqrt{1 + h_i} \\text{ (unit)}, \\quad \\sqrt{h_i} \\text{ (trend)}

    Parameters
    ----------
    scores : (n_units,) the index. level : (n_units,) such as GRDP per head, positive, in any unit of measure; NaN is
    missing, and its unit is left out. confidence : between 0 and 1.

    Returns
    -------
    Performance. A unit is ``above`` or ``below`` where its score lies outside the band for a unit, ``within`` on its
    edge and inside, ``undefined`` where score or level is missing.

    Raises
    ------
    ValueError : a level of zero or less, fewer than three complete units, scores or levels without range.

    Notes
    -----
    The band holds about the share `confidence` of all units by construction: outside it is unusual, inside is no
    reproach. Against the trend's interval most units would be "above" or "below". The unit is part of the fit, which
    makes the band a little too wide for it. The level is development, not merit; the GII draws a like band by GDP.

    References
    ----------
    Seber and Lee (2003), Linear Regression Analysis, section 5.3, doi:10.1002/9780471722199.

    >>> level = np.exp(np.arange(6.0))
    >>> performance_given_level(np.array([10.0, 21, 29, 41, 49, 80]), level, confidence=0.5).verdicts[-1]
    'above'
    """
    scores, level = np.asarray(scores, dtype=float), np.asarray(level, dtype=float)
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence must lie between 0 and 1; got {confidence}")
    if (level <= 0).any():
        raise ValueError(f"a level must be positive to have a logarithm; got {level[level <= 0]}")
    y, x, rows = _complete(scores, np.log(level)[..., np.newaxis])
    design = np.column_stack([np.ones(len(y)), x])
    coefficients = np.linalg.lstsq(design, y, rcond=None)[0]
    fitted, leverage = design @ coefficients, _leverage(design)
    squares = np.square(y - fitted).sum()
    reach = stats.t.ppf((1 + confidence) / 2, len(y) - 2) * np.sqrt(squares / (len(y) - 2))
    unit, trend = reach * np.sqrt(1 + leverage), reach * np.sqrt(leverage)
    low, high = _spread(fitted - unit, rows, scores), _spread(fitted + unit, rows, scores)
    return Performance(
        expected=_spread(fitted, rows, scores),
        low=low,
        high=high,
        trend_low=_spread(fitted - trend, rows, scores),
        trend_high=_spread(fitted + trend, rows, scores),
        verdicts=tuple(_standing(*unit) for unit in zip(scores, low, high, strict=True)),
        slope=float(coefficients[1]),
        r2=float(1 - squares / np.square(y - y.mean()).sum()),
        n=len(y),
    )


def _standing(score: float, low: float, high: float) -> Standing:
    if np.isnan(low) or np.isnan(score):
        return "undefined"
    return "above" if score > high else "below" if score < low else "within"


def _complete(
    outcome: FloatArray, regressors: FloatArray, *, full_rank: bool = True
) -> tuple[FloatArray, FloatArray, IntArray]:
    y, x = np.asarray(outcome, dtype=float), np.asarray(regressors, dtype=float)
    if y.ndim != 1 or x.ndim != 2 or x.shape[0] != y.size:
        raise ValueError(f"an outcome per unit and regressors per unit are needed; got shapes {y.shape}, {x.shape}")
    rows = np.flatnonzero(np.isfinite(y) & np.isfinite(x).all(axis=1))
    if rows.size < x.shape[1] + 2:
        raise ValueError(f"{x.shape[1]} regressors need at least {x.shape[1] + 2} complete units; got {rows.size}")
    y, x = y[rows], x[rows]
    _check_ranges(y[:, np.newaxis], "outcome")
    _check_ranges(x, "regressor")
    centred = (x - x.mean(axis=0)) / x.std(axis=0)
    if full_rank and np.linalg.matrix_rank(centred) < x.shape[1]:
        raise ValueError("a regressor is a sum of others: their coefficients cannot be told apart")
    return y, x, rows


def _check_ranges(values: FloatArray, name: str) -> None:
    if values.shape[0] < 2:
        raise ValueError(f"at least two complete units are needed; got {values.shape[0]}")
    flat = np.flatnonzero(~_has_range(values))
    if flat.size:
        raise ValueError(f"every {name} needs a range among the complete units; none in columns {flat.tolist()}")


def _has_range(values: FloatArray) -> BoolArray:
    """Whether the spread is more than rounding (a few units in the last place of the largest value)."""
    spread: BoolArray = np.ptp(values, axis=0) > 8 * np.finfo(float).eps * np.abs(values).max(axis=0)
    return spread


def _leverage(design: FloatArray) -> FloatArray:
    basis = np.linalg.qr(design)[0]
    leverage: FloatArray = (basis**2).sum(axis=1)
    return leverage


def _non_negative(y: FloatArray, x: FloatArray) -> tuple[FloatArray, float]:
    y, x = (y - y.mean()) / y.std(), (x - x.mean(axis=0)) / x.std(axis=0)
    coefficients, distance = optimize.nnls(x, y)
    return coefficients, float(1 - distance**2 / len(y))


def _r2(r: FloatArray, chosen: IntArray, target: int) -> float:
    """R2 of one column of a correlation matrix on others; 0 on none, and well defined where they repeat each other."""
    if chosen.size == 0:
        return 0.0
    solution = np.linalg.lstsq(r[np.ix_(chosen, chosen)], r[chosen, target], rcond=1e-12)[0]
    return float(np.clip(r[chosen, target] @ solution, 0.0, 1.0))


def _spread(values: FloatArray, rows: IntArray, outcome: FloatArray) -> FloatArray:
    """Put values of the complete units back in the places of all units."""
    full = np.full((len(outcome), *values.shape[1:]), np.nan)
    full[rows] = values
    return full
