"""Common factors of a group of indicators: what they share, with what is each one's own set apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.statistics import complete_units, components
from pipeline.statistics.types import FloatArray

_TOLERANCE = 1e-8  # change of a communality at which the iteration has settled
_ROUNDS = 5000
FEWEST = 3  # one factor of two indicators: their loadings multiply to r, and nothing says how


@dataclass(frozen=True)
class Factors:
    """Loadings on common factors, unrotated, largest factor first."""

    loadings: FloatArray  # (k, n_factors)
    communalities: FloatArray  # (k,) the share of each indicator's variance that the factors carry
    converged: bool
    improper: bool  # a communality reached 1 (Heywood case): the factor is the indicator itself
    n: int  # complete units


def principal_axis(values: FloatArray, *, n_factors: int) -> Factors:
    r"""Extract common factors by iterated principal axes, from the correlations of the complete units.

    .. math:: R - \operatorname{diag}(1 - h^2) = V \Lambda V^{\top}, \quad L = V_m \Lambda_m^{1/2}, \quad
       h_i^2 = \sum_c l_{ic}^2 \text{ until nothing changes}

    Parameters
    ----------
    values : (n_units, n_indicators) with at least three indicators; NaN is missing, and its unit is left out.
    n_factors : at least 1, fewer than indicators.

    Returns
    -------
    Factors; signs as in :func:`components.principal_components`. Communalities begin at the squared multiple
    correlations, or at the largest correlation of each indicator where those have no inverse, and are held at 1.

    Raises
    ------
    ValueError : fewer than three indicators, a number of factors that does not fit, fewer than two complete units, or
        an indicator without range.

    Notes
    -----
    Components explain all variance, factors only what is shared: factor loadings are smaller. R's ``psych::fa`` with
    ``fm = "pa"`` and statsmodels' ``Factor`` iterate in the same way.

    References
    ----------
    Harman (1976), Modern Factor Analysis, 3rd ed., section 8.3. OECD/JRC (2008), Handbook, 1.4,
    doi:10.1787/9789264043466-en.

    >>> shared = np.array([1.0, 2, 3, 4, 5, 6])
    >>> own = np.array([[1.0, -1, 0], [-1, 1, 0], [0, 1, -1], [0, -1, 1], [1, 0, -1], [-1, 0, 1]])
    >>> principal_axis(shared[:, np.newaxis] + own / 2, n_factors=1).loadings.round(2).ravel().tolist()
    [0.96, 0.96, 0.97]
    """
    values = complete_units.table(values)
    k = values.shape[1]
    if k < FEWEST or not 1 <= n_factors < k:
        raise ValueError(
            f"principal_axis needs at least {FEWEST} indicators and from 1 factor to one fewer than indicators; got "
            f"{k} indicators and {n_factors} factors"
        )
    complete = values[np.isfinite(values).all(axis=1)]
    complete_units.check_ranges(complete, "indicator")
    r: FloatArray = np.asarray(np.corrcoef(complete, rowvar=False))
    shared, converged = _first_communalities(r), False
    loadings = np.zeros((k, n_factors))
    for _ in range(_ROUNDS):
        reduced = r.copy()
        np.fill_diagonal(reduced, shared)
        eigenvalues, vectors = np.linalg.eigh(reduced)
        loadings = vectors[:, ::-1][:, :n_factors] * np.sqrt(np.clip(eigenvalues[::-1][:n_factors], 0.0, None))
        again = np.minimum((loadings**2).sum(axis=1), 1.0)
        converged = bool(np.abs(again - shared).max() < _TOLERANCE)
        shared = again
        if converged:
            break
    return Factors(
        loadings=components.with_positive_sums(loadings),
        communalities=shared,
        converged=converged,
        improper=bool((shared >= 1.0).any()),
        n=complete.shape[0],
    )


def _first_communalities(r: FloatArray) -> FloatArray:
    if np.linalg.matrix_rank(r, hermitian=True) == len(r):
        return np.clip(1.0 - 1.0 / np.diag(np.linalg.inv(r)), 0.0, 1.0)
    return np.asarray(np.abs(r - np.eye(len(r))).max(axis=1))
