"""Regression of an outcome on few pillars: coefficients, their stability, and what each pillar explains.

63 units bear at most some fifteen regressors, 34 units only pillars. The outcome must not be an ingredient of a
regressor; nothing here can see that. Units with a missing value are left out, and `n` says how many remain.
"""

from dataclasses import dataclass

import numpy as np

from pipeline.statistics import complete_units, intervals
from pipeline.statistics.types import FloatArray, IntArray


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

    intervals.check_confidence(confidence)
    y, x, rows = complete_units.with_outcome(outcome, regressors)
    n, k = x.shape
    if k > max_regressors:
        raise ValueError(f"at most {max_regressors} regressors are allowed; got {k}: regress on pillars or sub-pillars")
    design = np.column_stack([np.ones(n), x])
    leverage = hat_values(design)
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
        residuals=complete_units.in_place(np.asarray(model.resid), rows, n_units=len(outcome)),
        fitted=complete_units.in_place(np.asarray(model.fittedvalues), rows, n_units=len(outcome)),
        leverage=complete_units.in_place(leverage, rows, n_units=len(outcome)),
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
    complete_units.check_ranges(complete, "regressor")
    r = np.atleast_2d(np.corrcoef(complete, rowvar=False))
    explained = np.array([explained_share(r, np.delete(np.arange(len(r)), j), j) for j in range(len(r))])
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
    y, x, rows = complete_units.with_outcome(outcome, regressors)
    design = np.column_stack([np.ones(len(y)), x])
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ design.T @ y
    residuals, leverage = y - design @ coefficients, hat_values(design)
    kept = np.where(leverage > 1 - 1e-10, np.nan, 1 - leverage)
    variance = residuals @ residuals / (len(y) - design.shape[1])
    exact = residuals @ residuals <= 1e-20 * np.square(y - y.mean()).sum()
    distance = residuals**2 * leverage / (design.shape[1] * (np.nan if exact else variance) * kept**2)
    dropped = coefficients - (design @ inverse) * (residuals / kept)[:, np.newaxis]
    return Deletion(
        coefficients=complete_units.in_place(dropped, rows, n_units=len(outcome)),
        cooks_distance=complete_units.in_place(distance, rows, n_units=len(outcome)),
        n=len(y),
    )


def hat_values(design: FloatArray) -> FloatArray:
    """Leverage of each unit: the diagonal of the projection onto the columns of a design."""
    basis = np.linalg.qr(design)[0]
    leverage: FloatArray = (basis**2).sum(axis=1)
    return leverage


def explained_share(r: FloatArray, chosen: IntArray, target: int) -> float:
    """R2 of one column of a correlation matrix on others; 0 on none, and well defined where they repeat each other."""
    if chosen.size == 0:
        return 0.0
    solution = np.linalg.lstsq(r[np.ix_(chosen, chosen)], r[chosen, target], rcond=1e-12)[0]
    return float(np.clip(r[chosen, target] @ solution, 0.0, 1.0))
