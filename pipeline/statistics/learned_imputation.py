"""Learned imputation: scikit-learn's imputers on standardised indicators, with their faults named.

The nearest units are found by scikit-learn itself; its rounds of regressions, which it runs through so many checks that
they take ten times as long, are written out here and give the same numbers (the tests hold them to it).
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal

import numpy as np
import sklearn
from sklearn.impute import KNNImputer

from pipeline.statistics import evidence_ridge, imputation, observed
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
    model = KNNImputer(n_neighbors=n_neighbours, weights=weights).fit(standard[:, known])
    with _checked():
        completed[:, known] = model.transform(standard[:, known])
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
    rng : source of randomness of what is drawn.

    Returns
    -------
    Iterated: (n_units, n_indicators) values and mask, rounds and convergence. An indicator without any value stays NaN,
    unmarked; not converging is reported, not raised.

    Raises
    ------
    ValueError : values that are not two-dimensional or without any value.

    Notes
    -----
    The ridge of each regression is chosen by its evidence, which at 34 units may shrink to the mean; ``em_imputation``
    has one stated ridge and one likelihood. A value may leave the range of the indicator. Its numbers
    are those of scikit-learn 1.9's ``IterativeImputer``, which is called experimental.

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
    completed = np.full(values.shape, np.nan)
    completed[:, known], rounds, converged = _round_robin(
        standard[:, known], max_rounds=max_rounds, tolerance=tolerance, sample=sample, rng=rng
    )
    filled = observed.fill(values, centre + scale * completed)
    return Iterated(filled.values, filled.imputed, rounds, converged)


def _round_robin(
    standard: FloatArray, *, max_rounds: int, tolerance: float, sample: bool, rng: np.random.Generator
) -> tuple[FloatArray, int, bool]:
    """Complete standardised values from their means on: the values, the rounds taken, and whether they settled."""
    missing = np.isnan(standard)
    mean = np.asfortranarray(np.where(missing, 0.0, standard)).sum(axis=0) / (~missing).sum(axis=0)
    completed = np.asfortranarray(np.where(missing, mean, standard))  # scikit-learn's order of sums
    if standard.shape[1] == 1:
        return completed, 0, not sample
    share = missing.mean(axis=0)
    order = np.argsort(share, kind="stable")[np.count_nonzero(share == 0) :]
    enough = tolerance * np.abs(standard[~missing]).max()
    for number in range(1, max_rounds + 1):
        before = completed.copy()
        if len(order) > 1 or number == 1 or sample:  # else on the same values as in the round before
            for j in order:
                completed[missing[:, j], j] = _predicted(completed, missing[:, j], j, rng=rng if sample else None)
        if not sample and np.abs(completed - before).sum(axis=1).max() < enough:
            return completed, number, True
    return completed, max_rounds, False


def _predicted(completed: FloatArray, blank: BoolArray, j: int, *, rng: np.random.Generator | None) -> FloatArray:
    """What the other indicators say of one that is blank: what they expect or, with a source of randomness, a draw."""
    others = completed[:, np.delete(np.arange(completed.shape[1]), j)]
    model = evidence_ridge.EvidenceRidge().fit(others[~blank], completed[~blank, j])
    if rng is None:
        return model.predict(others[blank])
    expected, spread = model.predict(others[blank], return_std=True)
    return expected + spread * rng.standard_normal(len(expected))


def _checked() -> AbstractContextManager[None]:
    """Have scikit-learn trust values and options that were checked here, also in each of the many steps within."""
    return sklearn.config_context(assume_finite=True, skip_parameter_validation=True)


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
