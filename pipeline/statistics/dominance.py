"""Dominance analysis: which of two pillars says more about an outcome, alone, in any company, and on average."""

import itertools
from dataclasses import dataclass

import numpy as np

from pipeline.statistics import complete_units, intervals
from pipeline.statistics.importance import MAX_SHAPLEY
from pipeline.statistics.types import BoolArray, FloatArray

_ALIKE = 1e-10  # additional shares of variance that differ by less are equal


@dataclass(frozen=True)
class Dominance:
    """Additional R2 of every regressor, at three degrees of strictness."""

    general: FloatArray  # (k,) mean over all orders of entry (LMG); the parts sum to R2
    low: FloatArray  # (k,) bootstrap interval of it
    high: FloatArray
    conditional: FloatArray  # (k, k) [j, s] mean rise of R2 when j joins s others
    complete: FloatArray  # (k, k) [i, j] 1 where i adds more than j to every model without both, 0 less, 0.5 neither
    reproduced: FloatArray  # (k, k) share of resamples in which that entry comes out the same
    r2: float
    n: int
    n_fitted: int  # resamples in which the outcome and every regressor varied


def dominance_analysis(
    outcome: FloatArray,
    regressors: FloatArray,
    *,
    confidence: float,
    n_resamples: int,
    rng: np.random.Generator,
) -> Dominance:
    """Compare regressors by what each adds to R2 in every model made of the others.

    .. math:: C_j(S) = R^2_{S \\cup j} - R^2_S, \\quad
       i \\text{ dominates } j \\text{ completely where } C_i(S) > C_j(S) \\;\\forall S \\not\\ni i, j, \\quad
       C_j^{(s)} = \\overline{C_j(S)}_{|S| = s}, \\quad C_j = \\frac1k \\sum_{s=0}^{k-1} C_j^{(s)}

    Parameters
    ----------
    outcome : (n_units,), regressors : (n_units, k) with k at most 8; NaN is missing, and its unit is left out.
    confidence : of the percentile interval of general dominance. n_resamples : of units, with replacement.
    rng : their source.

    Returns
    -------
    Dominance. Identical regressors dominate nothing of each other (0.5). A resample in which something is constant is
    left out and counted.

    Raises
    ------
    ValueError : more than 8 regressors, no resamples, none that can be fitted, a confidence outside (0, 1), or what
        :func:`regression.leave_one_out` refuses but for a regressor that is a sum of others, which does no harm here.

    Notes
    -----
    Complete dominance implies conditional, and that implies general dominance. The parts are bounded by zero, where
    the bootstrap interval is too narrow at its lower end. How much a pillar goes along with an outcome is neither a
    cause nor a weight. R's ``dominanceanalysis`` agrees.

    References
    ----------
    Azen and Budescu (2003), Psychological Methods 8(2), doi:10.1037/1082-989X.8.2.129. Budescu (1993), Psychological
    Bulletin 114(3), doi:10.1037/0033-2909.114.3.542.

    >>> x = np.array([[1.0, 1], [1, -1], [-1, 1], [-1, -1]])
    >>> found = dominance_analysis(3 * x[:, 0] + x[:, 1], x, confidence=0.9, n_resamples=9,
    ...     rng=np.random.default_rng(0))
    >>> found.general.round(6).tolist(), found.complete.tolist()
    ([0.9, 0.1], [[0.5, 1.0], [0.0, 0.5]])
    """
    intervals.check_confidence(confidence)
    y, x, _ = complete_units.with_outcome(outcome, regressors, full_rank=False)
    n, k = x.shape
    if k > MAX_SHAPLEY:
        raise ValueError(f"dominance_analysis takes at most {MAX_SHAPLEY} regressors; got {k}: compare pillars")
    every = _with_resamples(np.column_stack([x, y]), n_resamples, rng)
    shares = _of_all_subsets(_correlations(every))
    conditional = _conditional(shares, k)
    general, complete = conditional.mean(axis=2), _complete(shares, k)
    low, high = np.quantile(general[1:], [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    return Dominance(
        general=general[0],
        low=low,
        high=high,
        conditional=conditional[0],
        complete=complete[0],
        reproduced=(complete[1:] == complete[0]).mean(axis=0),
        r2=float(shares[0, -1]),
        n=n,
        n_fitted=len(every) - 1,
    )


def _with_resamples(values: FloatArray, n_resamples: int, rng: np.random.Generator) -> FloatArray:
    """The table, and those of its resamples in which every column varies, (1 + n_fitted, n_units, k + 1)."""
    if n_resamples < 1:
        raise ValueError(f"at least one resample is needed; got {n_resamples}")
    drawn = values[rng.integers(0, len(values), size=(n_resamples, len(values)))]
    varies = (np.ptp(drawn, axis=1) > 8 * np.finfo(float).eps * np.abs(values).max(axis=0)).all(axis=1)
    if not varies.any():
        raise ValueError(f"no resample of {len(values)} units can be fitted: something is constant in each")
    return np.concatenate([values[np.newaxis], drawn[varies]])


def _correlations(values: FloatArray) -> FloatArray:
    """Of each table, (n_tables, k + 1, k + 1)."""
    centred = values - values.mean(axis=1, keepdims=True)
    centred = centred / np.sqrt(np.square(centred).sum(axis=1, keepdims=True))
    return np.asarray(np.swapaxes(centred, 1, 2) @ centred)


def _of_all_subsets(r: FloatArray) -> FloatArray:
    """R2 on every subset of the regressors, (n_tables, 2^k): bit j of a column's number says that j takes part."""
    k = r.shape[-1] - 1
    found = np.zeros((len(r), 2**k))
    for size in range(1, k + 1):
        subsets = np.array(list(itertools.combinations(range(k), size)))
        own = r[:, subsets[:, :, np.newaxis], subsets[:, np.newaxis, :]]
        with_outcome = r[:, subsets, k]
        inverse = np.linalg.pinv(own, rcond=1e-12, hermitian=True)
        explained = np.einsum("bmi,bmij,bmj->bm", with_outcome, inverse, with_outcome)
        found[:, (2**subsets).sum(axis=1)] = np.clip(explained, 0.0, 1.0)
    return found


def _without(k: int, *members: int) -> tuple[FloatArray, FloatArray]:
    """Numbers of the subsets that have none of the members, and their sizes."""
    subsets = np.arange(2**k)
    free: BoolArray = ~np.any([subsets >> member & 1 for member in members], axis=0)
    return subsets[free], np.array([int(subset).bit_count() for subset in subsets[free]])


def _conditional(shares: FloatArray, k: int) -> FloatArray:
    """Mean rise of R2 by regressor and number of others already there, (n_tables, k, k)."""
    found = np.empty((len(shares), k, k))
    for j in range(k):
        subsets, sizes = _without(k, j)
        rise = shares[:, subsets + 2**j] - shares[:, subsets]
        for size in range(k):
            found[:, j, size] = rise[:, sizes == size].mean(axis=1)
    return found


def _complete(shares: FloatArray, k: int) -> FloatArray:
    found = np.full((len(shares), k, k), 0.5)
    for i, j in itertools.combinations(range(k), 2):
        subsets, _ = _without(k, i, j)
        ahead = shares[:, subsets + 2**i] - shares[:, subsets + 2**j]
        found[(ahead > _ALIKE).all(axis=1), i, j] = 1.0
        found[(ahead < -_ALIKE).all(axis=1), i, j] = 0.0
        found[:, j, i] = 1.0 - found[:, i, j]
    return found
