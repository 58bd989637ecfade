"""Frontier: how good is a unit with the weights that suit it best, against all others with the same weights?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from pipeline.statistics import aggregation
from pipeline.statistics.types import FloatArray


@dataclass(frozen=True, eq=False)
class BenefitOfTheDoubt:
    """Scores of units, each with its own weights; NaN for a unit that misses a component."""

    scores: FloatArray  # (..., n_units) above 0, at most 1
    weights: FloatArray  # (..., n_units, k) per unit of each component; other weights may give the same score
    shares: FloatArray  # (..., n_units, k) what each component contributes to the score; they sum to 1


def benefit_of_the_doubt(
    scores: FloatArray, *, least_share: FloatArray, greatest_share: FloatArray, floor: float | None
) -> BenefitOfTheDoubt:
    r"""Score each unit with the weights that show it in the best light, none above 1 with the same weights.

    .. math:: y_i = \max_{w \ge 0} \sum_j w_j s_{ij} \quad \text{where} \quad \sum_j w_j s_{lj} \le 1 \;\forall l, \quad
       L_j \le \frac{w_j s_{ij}}{\sum_m w_m s_{im}} \le U_j

    Parameters
    ----------
    scores : (..., n_units, k), higher is better, above 0 on ratio scales, which may differ; NaN is missing.
    least_share, greatest_share : (k,) L and U, bounds of what each component may contribute to the unit's own score,
        0-1; the least sum to 1 at most, the greatest to 1 at least. Zeros and ones leave the weights free.
    floor : least score, positive: lower ones count as the floor. None: there is no floor, and every score must be
        above 0.

    Returns
    -------
    BenefitOfTheDoubt. At least one unit scores 1 where the weights are free; with bounds perhaps none.

    Raises
    ------
    ValueError : a score of 0 or less without a floor, a floor that is not positive, bounds that are not k, cross or
        leave no sum of 1.

    Notes
    -----
    One linear programme per unit (HiGHS), in what each component contributes, so units of measure cancel. A unit with a
    component missing is not scored and stands in nobody's way: a zero in its place would be an invented value. Scores
    that were min-max normalised have an arbitrary zero, and the result depends on it. Equal to data envelopment
    analysis with one constant input. Each unit has its own weights, so two scores are no comparison under common ones.
    COINr takes it from the package Compind, without bounds.

    References
    ----------
    Cherchye, Moesen, Rogge, Van Puyenbroeck (2007), An introduction to "benefit of the doubt" composite indicators,
    Social Indicators Research 82(1), 111-145, doi:10.1007/s11205-006-9029-7.

    >>> scores = np.array([[4.0, 1.0], [3.0, 3.0], [1.0, 4.0], [2.0, 2.0], [2.0, 1.0]])
    >>> free = {"least_share": np.zeros(2), "greatest_share": np.ones(2)}
    >>> benefit_of_the_doubt(scores, **free, floor=None).scores.round(6)
    array([1.      , 1.      , 1.      , 0.666667, 0.555556])
    """
    _check_bounds(least_share, greatest_share, k=scores.shape[-1])
    floored = aggregation.floored(scores, floor=floor, zero=False, mean="benefit of the doubt")
    result = np.full((2, *scores.shape), np.nan)
    for block in np.ndindex(scores.shape[:-2]):
        table = floored[block]
        complete = np.flatnonzero(~np.isnan(table).any(axis=-1))
        for i in complete:
            parts = _best_parts(table[i], table[complete], least_share, greatest_share)
            result[(0, *block, i)] = parts / table[i]
            result[(1, *block, i)] = parts
    weights, parts = result
    total = parts.sum(axis=-1)
    return BenefitOfTheDoubt(scores=np.minimum(total, 1.0), weights=weights, shares=parts / total[..., np.newaxis])


def _best_parts(own: FloatArray, peers: FloatArray, least: FloatArray, greatest: FloatArray) -> FloatArray:
    """Find what each component contributes at best: the peers' scores over the own ones are the constraints."""
    k = own.size
    bounds = np.concatenate([np.outer(least, np.ones(k)) - np.eye(k), np.eye(k) - np.outer(greatest, np.ones(k))])
    found = optimize.linprog(
        -np.ones(k),
        A_ub=np.concatenate([peers / own, bounds]),
        b_ub=np.concatenate([np.ones(len(peers)), np.zeros(2 * k)]),
        bounds=(0.0, None),
        method="highs",
    )
    if found.status != 0:
        raise ValueError(f"benefit of the doubt found no best weights: {found.message}")
    return np.asarray(np.maximum(found.x, 0.0))


def _check_bounds(least: FloatArray, greatest: FloatArray, *, k: int) -> None:
    """Refuse bounds of shares that no shares can keep."""
    if least.shape != (k,) or greatest.shape != (k,):
        raise ValueError(
            f"benefit of the doubt needs bounds for each of {k} columns; found {least.shape} and {greatest.shape}"
        )
    if not ((least >= 0) & (least <= greatest) & (greatest <= 1)).all():
        raise ValueError(
            f"benefit of the doubt needs 0 <= least <= greatest <= 1; found {least.tolist()} and {greatest.tolist()}"
        )
    if least.sum() > 1 + 1e-12 or greatest.sum() < 1 - 1e-12:
        raise ValueError(
            f"benefit of the doubt needs least shares that sum to 1 at most and greatest ones to 1 at least; "
            f"found {least.sum():g} and {greatest.sum():g}"
        )
