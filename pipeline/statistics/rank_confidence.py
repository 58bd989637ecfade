"""Confidence sets for ranks: where estimates come with their covariance, the places that each unit may truly have.

Not for draws over choices of method, which are no sampling error: only where a source states standard errors, or under
an error scenario that is labelled as one.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipeline.statistics import intervals
from pipeline.statistics.types import FloatArray, IntArray

Kind = Literal["marginal", "simultaneous"]


@dataclass(frozen=True)
class RankSets:
    """The best and the worst place that each unit may have, (n_units,), 1 is best."""

    best: IntArray
    worst: IntArray


def confidence_sets(
    estimates: FloatArray,
    covariance: FloatArray,
    *,
    kind: Kind,
    confidence: float,
    n_draws: int,
    rng: np.random.Generator,
) -> RankSets:
    """Give each unit the set of ranks that holds its true one with a stated confidence.

    For unit j, differences to all others get simultaneous intervals by the quantile of the largest studentised error;
    who is surely ahead and who surely behind leaves the places in between:

    .. math:: R_j = [\\,1 + \\#\\{k : U_{jk} < 0\\},\\; n - \\#\\{k : L_{jk} > 0\\}\\,]

    Parameters
    ----------
    estimates : (n_units,) scores, more is better. covariance : (n_units, n_units) of their errors.
    kind : ``marginal``, each set holds its unit's true rank with the confidence; ``simultaneous``, all sets together.
    confidence : between 0 and 1. n_draws, rng : normal draws of the errors, for the quantile.

    Returns
    -------
    RankSets. Tied true scores share a set of ranks; units known without error (no variance of their difference) are
    ordered by their scores.

    Raises
    ------
    ValueError : shapes that do not fit, blanks, a covariance that is not symmetric or has a negative variance, a
        confidence outside (0, 1), fewer than two units or no draws, an unknown kind.

    Notes
    -----
    The single-step form. csranks steps down by default and so may give smaller sets; both have the stated coverage.

    References
    ----------
    Mogstad, Romano, Shaikh and Wilhelm (2024), Inference for ranks with applications to mobility across neighbourhoods
    and academic achievement across countries, Review of Economic Studies 91(1), doi:10.1093/restud/rdad006.

    >>> sets = confidence_sets(np.array([9.0, 5.0, 4.9]), np.eye(3) * 0.01, kind="simultaneous", confidence=0.95,
    ...     n_draws=2000, rng=np.random.default_rng(0))
    >>> sets.best.tolist(), sets.worst.tolist()
    ([1, 2, 2], [1, 3, 3])
    """
    estimates, covariance = np.asarray(estimates, dtype=float), np.asarray(covariance, dtype=float)
    _check(estimates, covariance, kind, n_draws)
    intervals.check_confidence(confidence)
    errors = _normal(covariance, n_draws, rng)
    variances = np.diag(covariance)
    spread = np.sqrt(np.maximum(variances[:, np.newaxis] + variances - 2 * covariance, 0.0))
    largest = np.stack([_largest(errors, spread[unit], unit) for unit in range(estimates.size)])
    if kind == "simultaneous":
        critical = np.full(estimates.size, np.quantile(largest.max(axis=0), confidence, method="higher"))
    else:
        critical = np.quantile(largest, confidence, axis=1, method="higher")
    differences = estimates[:, np.newaxis] - estimates
    reach = critical[:, np.newaxis] * spread
    ahead = (differences + reach < 0).sum(axis=1)  # others that are surely ahead
    behind = (differences - reach > 0).sum(axis=1)
    return RankSets(best=(1 + ahead).astype(np.int64), worst=(estimates.size - behind).astype(np.int64))


def _largest(errors: FloatArray, spread: FloatArray, unit: int) -> FloatArray:
    """Per draw, the largest studentised error of the differences of one unit to the others, in either sense."""
    apart = np.abs(errors[:, [unit]] - errors)
    studentised = np.divide(apart, spread, out=np.zeros_like(apart), where=spread > 0)
    largest: FloatArray = studentised.max(axis=1)
    return largest


def _normal(covariance: FloatArray, n_draws: int, rng: np.random.Generator) -> FloatArray:
    """Draws of the errors, by the symmetric root, which exists where the covariance has no full rank."""
    values, vectors = np.linalg.eigh(covariance)
    smallest = -1e-9 * max(float(values.max()), 1.0)
    if values.min() < smallest:
        raise ValueError(f"a covariance has no negative eigenvalue; found {values.min():g}")
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    drawn: FloatArray = rng.standard_normal((n_draws, covariance.shape[0])) @ root.T
    return drawn


def _check(estimates: FloatArray, covariance: FloatArray, kind: str, n_draws: int) -> None:
    n = estimates.size
    if estimates.ndim != 1 or n < 2 or covariance.shape != (n, n):
        raise ValueError(
            "confidence sets need two units or more and a covariance of all of them; got shapes "
            f"{estimates.shape} and {covariance.shape}"
        )
    if not (np.isfinite(estimates).all() and np.isfinite(covariance).all()):
        raise ValueError("confidence sets need estimates and covariances without blanks; leave units with a blank out")
    if not np.allclose(covariance, covariance.T) or (np.diag(covariance) < 0).any():
        raise ValueError("a covariance is symmetric and has no negative variance; found otherwise")
    if kind not in ("marginal", "simultaneous") or n_draws < 1:
        raise ValueError(f"kind is 'marginal' or 'simultaneous', and n_draws at least 1; got {kind!r} and {n_draws}")
