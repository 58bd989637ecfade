"""Evidence ridge: a ridge regression whose ridge is the one under which the data are most likely.

It is scikit-learn's ``BayesianRidge`` with its defaults and without its checks, which take ten times as long as the
regression of some sixty units on ten indicators: an imputer fits thousands of them to values that it has checked itself.
"""

from __future__ import annotations

from typing import Literal, Self, overload

import numpy as np
from scipy import linalg

from pipeline.statistics.types import FloatArray

MAX_ITERATIONS, TOLERANCE = 300, 1e-3  # scikit-learn's; the second of all coefficients' absolute changes together
HYPERPRIOR = 1e-6  # scikit-learn's: shape and rate of the gamma prior of both precisions, which says next to nothing


class EvidenceRidge:
    r"""A linear regression with normal noise, of precision alpha, and normal coefficients, of precision lambda.

    .. math:: \hat\beta = \left(X^\top X + \tfrac{\lambda}{\alpha} I\right)^{-1} X^\top y, \quad
        \gamma = \sum_i \frac{\alpha s_i^2}{\lambda + \alpha s_i^2}, \quad
        \lambda = \frac{\gamma}{|\hat\beta|^2}, \quad \alpha = \frac{n - \gamma}{|y - X\hat\beta|^2}

    on centred X, with singular values s, and centred y; repeated until the coefficients settle.

    References
    ----------
    MacKay (1992), Bayesian Interpolation, Neural Computation 4(3), doi:10.1162/neco.1992.4.3.415; scikit-learn,
    ``sklearn.linear_model.BayesianRidge``.

    >>> line = EvidenceRidge().fit(np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([1.0, 3.0, 5.0, 7.0]))
    >>> line.predict(np.array([[4.0]])).round(6)
    array([9.])
    """

    offset: FloatArray
    intercept: float
    coefficients: FloatArray
    covariance: FloatArray
    noise: float

    def fit(self, regressors: FloatArray, outcome: FloatArray) -> Self:
        """Fit to (n_units, n_indicators) and (n_units,), without blanks."""
        n, k = regressors.shape
        self.offset, centre = regressors.mean(axis=0), outcome.mean()
        x, y = regressors - self.offset, outcome - centre
        left, singular, right = linalg.svd(x, full_matrices=n < k)
        squares, rows = singular**2, right[: len(singular)]
        alpha, precision, last = 1.0 / (outcome.var() + np.finfo(float).eps), 1.0, None
        for _ in range(MAX_ITERATIONS):
            found = _coefficients(x, y, left, squares, rows, ridge=precision / alpha)
            error = np.sum((y - x @ found) ** 2)
            gamma = np.sum(alpha * squares / (precision + alpha * squares))
            precision = (gamma + 2 * HYPERPRIOR) / (np.sum(found**2) + 2 * HYPERPRIOR)
            alpha = (n - gamma + 2 * HYPERPRIOR) / (error + 2 * HYPERPRIOR)
            if last is not None and np.sum(np.abs(last - found)) < TOLERANCE:
                break
            last = found
        self.coefficients = _coefficients(x, y, left, squares, rows, ridge=precision / alpha)
        self.intercept = centre - self.offset @ self.coefficients
        spread = np.concatenate([squares, np.zeros(k - len(squares))])
        self.covariance = right.T @ (right / (alpha * spread + precision)[:, np.newaxis])
        self.noise = 1.0 / alpha
        return self

    @overload
    def predict(self, regressors: FloatArray) -> FloatArray: ...
    @overload
    def predict(self, regressors: FloatArray, return_std: Literal[True]) -> tuple[FloatArray, FloatArray]: ...
    def predict(self, regressors: FloatArray, return_std: bool = False) -> FloatArray | tuple[FloatArray, FloatArray]:
        """Means of the outcome, and with ``return_std`` the standard deviations of what may be observed."""
        expected: FloatArray = regressors @ self.coefficients + self.intercept
        if not return_std:
            return expected
        centred = regressors - self.offset
        return expected, np.sqrt((centred @ self.covariance * centred).sum(axis=1) + self.noise)


def _coefficients(
    x: FloatArray, y: FloatArray, left: FloatArray, squares: FloatArray, right: FloatArray, *, ridge: float
) -> FloatArray:
    """The coefficients under a ridge, by the shorter of two ways."""
    shrunk = squares + ridge
    parts = (
        [right.T, right / shrunk[:, np.newaxis], x.T @ y] if len(y) > x.shape[1] else [x.T, left / shrunk, left.T, y]
    )
    return np.asarray(np.linalg.multi_dot(parts))
