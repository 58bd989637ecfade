"""How far loadings, and the weights read off them, could be other if other units had been drawn.

Units are drawn again with replacement. All resamples are computed at once, from how often each unit was drawn; so
several groups of indicators can share the same resamples.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.statistics import complete_units, intervals, rotation
from pipeline.statistics.types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class Resampled:
    """Components of the correlation matrix of every resample; NaN where one cannot be computed."""

    eigenvalues: FloatArray  # (n_resamples, k) largest first
    vectors: FloatArray  # (n_resamples, k, k)
    defined: BoolArray  # (n_resamples,) every indicator kept a range

    @property
    def loadings(self) -> FloatArray:
        """(n_resamples, k, k)."""
        return np.asarray(self.vectors * np.sqrt(self.eigenvalues)[:, np.newaxis, :])


@dataclass(frozen=True)
class Spread:
    """Both ends of the middle share of the resamples, and how many of them are defined."""

    low: FloatArray
    high: FloatArray
    n: int


def draw_units(n_units: int, *, n_resamples: int, rng: np.random.Generator) -> IntArray:
    """How often each unit is drawn in each resample of as many units, with replacement: (n_resamples, n_units).

    Raises
    ------
    ValueError : fewer than one unit or resample.

    >>> draw_units(4, n_resamples=2, rng=np.random.default_rng(0)).sum(axis=1).tolist()
    [4, 4]
    """
    if n_units < 1 or n_resamples < 1:
        raise ValueError(f"draw_units needs units and resamples; got {n_units} and {n_resamples}")
    return rng.multinomial(n_units, np.full(n_units, 1.0 / n_units), size=n_resamples)


def resampled_components(values: FloatArray, *, drawn: IntArray) -> Resampled:
    r"""Find the principal components of every resample's correlation matrix.

    .. math:: R^* = \operatorname{cor}(x; \text{ unit } u \text{ counted } m_u \text{ times})

    Parameters
    ----------
    values : (n_units, n_indicators); NaN is missing, and its unit is left out of every resample.
    drawn : (n_resamples, n_units) how often each unit is drawn, see :func:`draw_units`.

    Returns
    -------
    Resampled. A resample in which an indicator has no range, or with fewer than two different units, is not defined;
    it is not dropped, so that whoever shows a spread can say how many there were.

    Raises
    ------
    ValueError : draws that do not fit the units; fewer than two complete units, or an indicator without range.

    >>> found = resampled_components(np.array([[1.0, 2], [2, 1], [3, 3]]), drawn=np.array([[1, 1, 1], [3, 0, 0]]))
    >>> found.eigenvalues[0].round(6).tolist(), found.defined.tolist()
    ([1.5, 0.5], [True, False])
    """
    values, drawn = complete_units.table(values), np.asarray(drawn)
    if drawn.ndim != 2 or drawn.shape[1] != values.shape[0]:
        raise ValueError(f"draws are needed for {values.shape[0]} units; got shape {drawn.shape}")
    rows = np.isfinite(values).all(axis=1)
    complete_units.check_ranges(values[rows], "indicator")
    complete, counts = values[rows], drawn[:, rows].astype(float)
    scaled = (complete - complete.mean(axis=0)) / complete.std(axis=0)  # one scale, so that sums of squares are exact
    k, n = scaled.shape[1], np.maximum(counts.sum(axis=1), 1.0)
    mean = counts @ scaled / n[:, np.newaxis]
    squares = (scaled[:, :, np.newaxis] * scaled[:, np.newaxis, :]).reshape(-1, k * k)
    covariance = (counts @ squares / n[:, np.newaxis]).reshape(-1, k, k) - mean[:, :, np.newaxis] * mean[
        :, np.newaxis, :
    ]
    defined = _keep_a_range(complete, counts)
    spread = np.sqrt(np.where(defined[:, np.newaxis], np.diagonal(covariance, axis1=1, axis2=2), 1.0))
    r = covariance / spread[:, :, np.newaxis] / spread[:, np.newaxis, :]
    r = np.where(defined[:, np.newaxis, np.newaxis], r, np.eye(k))
    eigenvalues, vectors = np.linalg.eigh(r)
    return Resampled(
        eigenvalues=np.where(defined[:, np.newaxis], np.clip(eigenvalues[:, ::-1], 0.0, None), np.nan),
        vectors=np.where(defined[:, np.newaxis, np.newaxis], vectors[:, :, ::-1], np.nan),
        defined=defined,
    )


def aligned_loadings(found: Resampled, *, target: FloatArray) -> FloatArray:
    """Loadings of every resample on as many components as a target has, turned onto it: (n_resamples, k, n_components).

    Parameters
    ----------
    target : (k, n_components) the full sample's loadings, rotated or not; see :func:`rotation.procrustes`.

    >>> values = np.array([[1.0, 2], [2, 1], [3, 3]])
    >>> found = resampled_components(values, drawn=np.ones((1, 3), int))
    >>> aligned_loadings(found, target=np.array([[0.9], [0.8]])).shape
    (1, 2, 1)
    """
    return rotation.procrustes(found.loadings[:, :, : target.shape[1]], target=target)


def resampled_weights(loadings: FloatArray) -> FloatArray:
    r"""Read the Handbook's weights off the loadings of every resample.

    .. math:: w_i \propto \max_c \lambda_{ic}^2, \quad \sum_i w_i = 1

    Parameters
    ----------
    loadings : (n_resamples, k, n_components) as :func:`aligned_loadings` has them; with one component these are the
        weights by the squared first vector.

    Returns
    -------
    (n_resamples, k); NaN where the loadings are.

    Notes
    -----
    As in ``pca_weights.weights_rotated``, but for the rotation: every resample is turned onto the full sample's, instead
    of being rotated by itself.

    >>> resampled_weights(np.array([[[0.6, 0.8], [1.0, 0.0]]])).round(3).tolist()
    [[0.39, 0.61]]
    """
    own = np.max(loadings**2, axis=-1)
    return np.asarray(own / own.sum(axis=-1, keepdims=True))


def spread(resampled: FloatArray, *, confidence: float) -> Spread:
    """The middle share of resamples, (n_resamples, ...), over those that are defined; NaN where none is.

    Raises
    ------
    ValueError : a confidence outside (0, 1).

    References
    ----------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13 (percentile intervals).

    >>> found = spread(np.array([[1.0], [2.0], [3.0], [np.nan]]), confidence=0.5)
    >>> found.low.tolist(), found.high.tolist(), found.n
    ([1.5], [2.5], 3)
    """
    intervals.check_confidence(confidence)
    defined = np.isfinite(resampled).all(axis=tuple(range(1, resampled.ndim)))
    if not defined.any():
        nothing = np.full(resampled.shape[1:], np.nan)
        return Spread(nothing, nothing, 0)
    low, high = np.quantile(resampled[defined], [(1.0 - confidence) / 2.0, (1.0 + confidence) / 2.0], axis=0)
    return Spread(np.asarray(low), np.asarray(high), int(defined.sum()))


def _keep_a_range(complete: FloatArray, counts: FloatArray) -> BoolArray:
    """Whether in every column two different values were drawn: exactly, not by a variance near zero."""
    kept, there = np.ones(len(counts), dtype=bool), counts > 0
    for column in complete.T:
        least, most = np.where(there, column, np.inf).min(axis=1), np.where(there, column, -np.inf).max(axis=1)
        kept &= least < most
    return kept
