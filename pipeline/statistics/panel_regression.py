"""Fixed effects: pillars against an outcome within each unit over the years, with errors clustered by unit.

What differs between units and stays (geography, size, history) is taken out. That needs several rounds of outcome and
pillars on one scale: from one edition nothing can be estimated.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from pipeline.statistics import intervals
from pipeline.statistics.types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class PanelFit:
    """Slopes within units."""

    coefficients: FloatArray  # (k,)
    standard_errors: FloatArray  # (k,) clustered by unit
    low: FloatArray  # (k,)
    high: FloatArray  # (k,)
    p_values: FloatArray  # (k,)
    r2_within: float  # of what is left when the effects are taken out
    n_units: int  # with at least two rounds
    n_rounds: int
    n: int  # observations


def fixed_effects(outcome: FloatArray, regressors: FloatArray, *, year_effects: bool, confidence: float) -> PanelFit:
    """Fit slopes that are common to all units, beside an effect of each unit and, where asked for, of each year.

    .. math:: y_{it} = \\alpha_i + \\delta_t + x_{it}^{\\top} b + e_{it}, \\quad
       \\hat V = c \\, (\\ddot X^{\\top} \\ddot X)^{-1}
       \\Big(\\sum_i \\ddot X_i^{\\top} \\hat e_i \\hat e_i^{\\top} \\ddot X_i\\Big)
       (\\ddot X^{\\top} \\ddot X)^{-1}, \\quad c = \\frac{G}{G - 1} \\frac{n - 1}{n - p}

    with G units, n observations and p slopes and year effects; intervals take t with G - 1 degrees of freedom.

    Parameters
    ----------
    outcome : (n_years, n_units), regressors : (n_years, n_units, k), in any units of measure; NaN is missing. Years
        need not be complete: an observation has the outcome and every regressor, and a unit counts from two on.
    year_effects : take out what all units have in common in a year, such as the cycle.
    confidence : between 0 and 1.

    Returns
    -------
    PanelFit.

    Raises
    ------
    ValueError : shapes that do not fit, fewer than two rounds, fewer units with two rounds than slopes and two more, a
        regressor that does not vary within units once the effects are out, or one that is a sum of others.

    Notes
    -----
    Scores that are normalised anew in every edition have no common scale: use a panel with fixed goalposts. The
    clustered errors lean on many units; with fewer than some forty they are too small.

    References
    ----------
    Arellano (1987), Oxford Bulletin 49(4), doi:10.1111/j.1468-0084.1987.mp49004006.x. Cameron and Miller (2015),
    Journal of Human Resources 50(2), doi:10.3368/jhr.50.2.317.

    >>> x = np.array([[[1.0], [5.0], [2.0]], [[2.0], [4.0], [5.0]]])
    >>> y = 3 * x[:, :, 0] + np.array([10.0, -20, 0])
    >>> fixed_effects(y, x, year_effects=False, confidence=0.9).coefficients.round(6).tolist()
    [3.0]
    """
    intervals.check_confidence(confidence)
    y, x, unit, year = _observations(np.asarray(outcome, dtype=float), np.asarray(regressors, dtype=float))
    k = x.shape[1]
    years, units = np.unique(year), np.unique(unit)
    if len(years) < 2 or len(units) < k + 2:
        raise ValueError(
            f"fixed effects of {k} regressors need two rounds and {k + 2} units that have them; got {len(years)} rounds "
            f"and {len(units)} units"
        )
    effects: FloatArray = (unit[:, np.newaxis] == units).astype(float)
    if year_effects:
        effects = np.column_stack([effects, (year[:, np.newaxis] == years[1:]).astype(float)])
    within = _taken_out(np.column_stack([y, x]), effects)
    y, inner = within[:, 0], within[:, 1:]
    left = np.sqrt(np.square(inner).sum(axis=0))
    still = np.flatnonzero(left <= 1e-9 * np.sqrt(np.square(x).sum(axis=0)))
    if still.size:
        raise ValueError(f"every regressor must vary within units; none left in columns {still.tolist()}")
    if np.linalg.matrix_rank(inner / left) < k:
        raise ValueError("a regressor is a sum of others within units: their coefficients cannot be told apart")
    inverse: FloatArray = np.asarray(np.linalg.inv(inner.T @ inner), dtype=float)
    coefficients = inverse @ inner.T @ y
    residuals = y - inner @ coefficients
    return _summary(coefficients, inverse, inner, y, residuals, unit, len(years), year_effects, confidence)


def _observations(y: FloatArray, x: FloatArray) -> tuple[FloatArray, FloatArray, IntArray, IntArray]:
    """Complete observations of units that have two or more: outcome, regressors, unit and year of each."""
    if y.ndim != 2 or x.ndim != 3 or x.shape[:2] != y.shape:
        raise ValueError(f"outcomes by year and unit and their regressors are needed; got shapes {y.shape}, {x.shape}")
    complete: BoolArray = np.isfinite(y) & np.isfinite(x).all(axis=2)
    complete &= complete.sum(axis=0) >= 2
    year, unit = np.nonzero(complete)
    return y[complete], x[complete], unit, year


def _taken_out(values: FloatArray, effects: FloatArray) -> FloatArray:
    return np.asarray(values - effects @ np.linalg.lstsq(effects, values, rcond=None)[0])


def _summary(
    coefficients: FloatArray,
    inverse: FloatArray,
    inner: FloatArray,
    y: FloatArray,
    residuals: FloatArray,
    unit: IntArray,
    n_rounds: int,
    year_effects: bool,
    confidence: float,
) -> PanelFit:
    n, k = inner.shape
    units = np.unique(unit)
    sums = np.stack([residuals[unit == own] @ inner[unit == own] for own in units])
    p = k + (n_rounds - 1 if year_effects else 0)
    correction = len(units) / (len(units) - 1) * (n - 1) / (n - p)
    errors = np.sqrt(correction * np.diag(inverse @ (sums.T @ sums) @ inverse))
    reach = stats.t.ppf((1 + confidence) / 2, len(units) - 1) * errors
    with np.errstate(divide="ignore", invalid="ignore"):  # an exact line has no error
        p_values = 2 * stats.t.sf(np.abs(coefficients / errors), len(units) - 1)
    return PanelFit(
        coefficients=coefficients,
        standard_errors=errors,
        low=coefficients - reach,
        high=coefficients + reach,
        p_values=p_values,
        r2_within=float(1 - residuals @ residuals / (y @ y)),
        n_units=len(units),
        n_rounds=n_rounds,
        n=n,
    )
