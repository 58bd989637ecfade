"""Quantile regression: whether the pillars go with low values of an outcome as they do with high ones."""

import warnings
from dataclasses import dataclass

import numpy as np
from scipy import stats

from pipeline.statistics import complete_units, intervals
from pipeline.statistics.types import FloatArray

MAX_ITERATIONS = 5000
"""Beyond, the search goes in a circle between equally good fits, and more steps do not end it."""


@dataclass(frozen=True)
class QuantileFit:
    """A line through a conditional quantile; the intercept comes first."""

    quantile: float
    coefficients: FloatArray  # (k + 1,)
    low: FloatArray  # (k + 1,)
    high: FloatArray  # (k + 1,)
    fit: float  # Koenker and Machado's R1: 1 minus the loss over that of the plain quantile
    converged: bool
    n: int


def quantile_regression(
    outcome: FloatArray, regressors: FloatArray, *, quantile: float, confidence: float
) -> QuantileFit:
    """Fit the conditional quantile of an outcome.

    .. math:: \\hat b_\\tau = \\arg\\min_b \\sum_i \\rho_\\tau(y_i - x_i^{\\top} b), \\quad
       \\rho_\\tau(u) = u (\\tau - [u < 0])

    Parameters
    ----------
    outcome : (n_units,), regressors : (n_units, k), in any units of measure; NaN is missing, and its unit is left out.
    quantile, confidence : between 0 and 1.

    Returns
    -------
    QuantileFit. Intervals rest on a sandwich with a kernel estimate of the density at the quantile.

    Raises
    ------
    ValueError : a quantile or a confidence outside (0, 1), fewer units on either side of the quantile than there are
        coefficients, or what :func:`regression.leave_one_out` refuses.

    Notes
    -----
    At 63 units the density at an outer quantile rests on a handful of them: such an interval is a rough one.

    References
    ----------
    Koenker and Bassett (1978), Econometrica 46(1), doi:10.2307/1913643. Koenker and Machado (1999), JASA 94(448),
    doi:10.1080/01621459.1999.10473882.

    >>> x = np.arange(9.0)[:, np.newaxis]
    >>> y = 1 + 2 * x[:, 0] + np.array([0, 1, -1, 0, 1, -1, 0, 1, -1])
    >>> quantile_regression(y, x, quantile=0.5, confidence=0.9).coefficients.round(3).tolist()
    [1.0, 2.0]
    """
    intervals.check_confidence(confidence)
    if not 0.0 < quantile < 1.0:
        raise ValueError(f"a quantile must lie between 0 and 1; got {quantile}")
    y, x, _ = complete_units.with_outcome(outcome, regressors)
    n, k = x.shape
    if min(quantile, 1 - quantile) * n < k + 1:
        raise ValueError(
            f"the quantile {quantile} of {n} units leaves fewer than {k + 1} on one side, as many as coefficients"
        )
    from statsmodels.regression.quantile_regression import QuantReg  # costs a second: only where it is needed

    centre, spread = x.mean(axis=0), x.std(axis=0)
    design = np.column_stack([np.ones(n), (x - centre) / spread])  # one scale: the search stops by size of step
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        model = QuantReg(y / y.std(), design).fit(q=quantile, max_iter=MAX_ITERATIONS)
    # back to the scale of the regressors: the intercept is the fit where all of them are 0
    back = np.diag(np.concatenate([[1.0], 1 / spread]))
    back[0, 1:] = -centre / spread
    coefficients = back @ np.asarray(model.params) * y.std()
    errors = np.sqrt(np.diag(back @ np.asarray(model.cov_params()) @ back.T)) * y.std()
    reach = float(stats.t.ppf((1 + confidence) / 2, n - k - 1)) * errors
    return QuantileFit(
        quantile=quantile,
        coefficients=coefficients,
        low=coefficients - reach,
        high=coefficients + reach,
        fit=1 - _loss(y - coefficients[0] - x @ coefficients[1:], quantile) / _loss_of_none(y, quantile),
        converged=not told,
        n=n,
    )


def _loss(residuals: FloatArray, quantile: float) -> float:
    return float((residuals * (quantile - (residuals < 0))).sum())


def _loss_of_none(y: FloatArray, quantile: float) -> float:
    return _loss(y - np.quantile(y, quantile, method="inverted_cdf"), quantile)
