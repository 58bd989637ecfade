"""Learned imputation: scikit-learn's imputers on standardised indicators, kept as they are, with their faults named."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Literal

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.experimental import enable_iterative_imputer  # noqa: F401  (makes the next import possible)
from sklearn.impute import IterativeImputer, KNNImputer

from pipeline.statistics import imputation, observed
from pipeline.statistics.types import BoolArray, FloatArray

Weights = Literal["uniform", "distance"]


@dataclass(frozen=True, eq=False)
class Iterated(imputation.Imputed):
    """Values, the cells filled, the rounds taken, and whether the last of them changed less than the tolerance."""

    rounds: int
    converged: bool


def k_nearest(values: FloatArray, *, n_neighbours: int, weights: Weights) -> imputation.Imputed:
    r"""Fill a blank with scikit-learn's mean over the nearest units, on standardised indicators.

    .. math:: \hat z_{ij} = \sum_{k \in N_{ij}} w_k z_{kj} / \sum_{k \in N_{ij}} w_k, \quad
        z_{ij} = (x_{ij} - \bar x_j) / s_j

    Parameters
    ----------
    values : (n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    n_neighbours : number of units that give to a cell.
    weights : ``uniform``, or ``distance`` for the reciprocal of the distance.

    Returns
    -------
    Imputed: (n_units, n_indicators) both; an indicator without any value stays NaN, unmarked.

    Raises
    ------
    ValueError : values that are not two-dimensional or without any value, or options that scikit-learn refuses.

    Notes
    -----
    Ties at the last neighbour are broken by the order of units, and a unit that shares nothing with any donor gets the
    mean: ``neighbour_imputation.hot_deck`` does neither. Left to itself scikit-learn would drop an indicator without
    values, or fill it with 0.

    References
    ----------
    Troyanskaya et al. (2001), Missing value estimation methods for DNA microarrays, Bioinformatics 17(6),
    doi:10.1093/bioinformatics/17.6.520; scikit-learn, ``sklearn.impute.KNNImputer``.

    >>> values = np.array([[1.0, 10.0], [1.1, np.nan], [9.0, 90.0]])
    >>> k_nearest(values, n_neighbours=1, weights="uniform").values[1].round(12)
    array([ 1.1, 10. ])
    """
    standard, centre, scale, known = _standardise(values)
    completed = np.full(values.shape, np.nan)
    completed[:, known] = KNNImputer(n_neighbors=n_neighbours, weights=weights).fit_transform(standard[:, known])
    return observed.fill(values, centre + scale * completed)


def iterative(
    values: FloatArray, *, max_rounds: int, tolerance: float, sample: bool, rng: np.random.Generator
) -> Iterated:
    r"""Fill blanks with scikit-learn's round-robin of Bayesian ridge regressions, on standardised indicators.

    .. math:: \hat z_{ij} = \hat\beta_{j0} + \sum_{l \ne j} \hat\beta_{jl} z_{il} \quad
        (+ \text{ a draw from its posterior predictive})

    Parameters
    ----------
    values : (n_units, n_indicators) in each indicator's own unit of measure; NaN is missing.
    max_rounds : greatest number of rounds over the indicators.
    tolerance : scikit-learn's: a round is the last when the greatest sum over a unit of its changes is below this times
        the largest absolute standardised value.
    sample : whether a value is drawn from the predictive distribution (for multiple imputation) or is its mean. A
        sampled chain has no end: it runs all rounds and is never said to have converged.
    rng : source of randomness; one number of it is scikit-learn's seed.

    Returns
    -------
    Iterated: (n_units, n_indicators) values and mask, rounds and convergence. An indicator without any value stays NaN,
    unmarked; not converging is reported, not raised.

    Raises
    ------
    ValueError : values that are not two-dimensional or without any value, or options that scikit-learn refuses.

    Notes
    -----
    The ridge of each regression is chosen by its evidence, which at 34 units may shrink to the mean; ``em_imputation``
    has one stated ridge and one likelihood. A value may leave the range of the indicator. scikit-learn calls the
    imputer experimental: its numbers may change with its version.

    References
    ----------
    van Buuren, Groothuis-Oudshoorn (2011), mice, Journal of Statistical Software 45(3), doi:10.18637/jss.v045.i03;
    scikit-learn, ``sklearn.impute.IterativeImputer``.

    >>> values = np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0], [4.0, np.nan]])
    >>> rng = np.random.default_rng(0)
    >>> iterative(values, max_rounds=10, tolerance=1e-3, sample=False, rng=rng).values[3].round(3)
    array([4., 8.])
    """
    standard, centre, scale, known = _standardise(values)
    model = IterativeImputer(
        max_iter=max_rounds,
        tol=tolerance,
        sample_posterior=sample,
        random_state=int(rng.integers(2**32)),
        skip_complete=True,  # an indicator without blanks needs no regression of its own
    )
    completed = np.full(values.shape, np.nan)
    completed[:, known], converged = _fit(model, standard[:, known])
    filled = observed.fill(values, centre + scale * completed)
    return Iterated(filled.values, filled.imputed, int(model.n_iter_), converged and not sample)


def _fit(model: IterativeImputer, standard: FloatArray) -> tuple[FloatArray, bool]:
    """Complete the values and say whether it did so without the warning of no convergence; others are passed on."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ConvergenceWarning)
        completed = model.fit_transform(standard)
    for other in (one for one in caught if not issubclass(one.category, ConvergenceWarning)):
        warnings.warn_explicit(other.message, other.category, other.filename, other.lineno)
    return completed, not any(issubclass(one.category, ConvergenceWarning) for one in caught)


def _standardise(values: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, BoolArray]:
    """Standardised values, what takes them back, and which indicators have any value; no spread is taken as 1."""
    if values.ndim != 2:
        raise ValueError(f"scikit-learn needs one table (n_units, n_indicators); found {values.ndim} axes")
    spread = observed.sd(values)
    centre, scale = observed.mean(values), np.where(spread > 0, spread, 1.0)
    known: BoolArray = np.asarray(~np.isnan(values).all(axis=0))
    if not known.any():
        raise ValueError("scikit-learn needs at least one indicator with a value; found none")
    return (values - centre) / scale, centre, scale, known
