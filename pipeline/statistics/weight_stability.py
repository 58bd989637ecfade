"""How little the weights must change for two units to change places.

Two answers, both exact for a weighted arithmetic mean: the interval of one weight, the others keeping their proportions,
in which no pair changes its order; and the smallest total change of all weights together that makes two units level.
"""

from dataclasses import dataclass

import numpy as np

from pipeline.statistics.types import FloatArray


@dataclass(frozen=True)
class StabilityIntervals:
    """Per component: the interval of its weight in which no pair changes its order, and the pair that ends it.

    (k,) each; the pairs (k, 2) hold places of units, those changing first, -1 where the interval ends at 0 or 1.
    """

    low: FloatArray
    high: FloatArray
    low_pair: np.ndarray
    high_pair: np.ndarray


@dataclass(frozen=True)
class Reversal:
    """The smallest change of weights under which the second unit draws level with the first.

    ``shift`` is the total moved from some components to others (half the sum of absolute changes), a share of 1; NaN
    where no weights bring it about. ``weights`` (k,) are those reached.
    """

    shift: float
    weights: FloatArray


def stability_intervals(scores: FloatArray, *, weights: FloatArray) -> StabilityIntervals:
    """Find for each weight how far it may go, the others in proportion, before any two units change places.

    .. math:: S_i(t) = t\\,x_{ik} + (1 - t)\\,r_{ik}, \\quad r_{ik} = \\sum_{l \\ne k} w_l x_{il} \\Big/ \\sum_{l \\ne k} w_l

    Parameters
    ----------
    scores : (n_units, k), none missing. weights : (k,) not negative, at least two above zero; their sum does not matter.

    Returns
    -------
    StabilityIntervals of shares on 0 to 1; ends at which a pair is level belong to them. A pair that is level at the
    weights given is left out: it has no order to lose.

    Raises
    ------
    ValueError : weights that do not fit, scores with blanks, or a component that carries all the weight.

    References
    ----------
    Mareschal (1988), Weight stability intervals in multicriteria decision aid, European Journal of Operational Research
    33(1), doi:10.1016/0377-2217(88)90254-8.

    >>> found = stability_intervals(np.array([[80.0, 40], [50, 60]]), weights=np.array([1.0, 1]))
    >>> found.low.tolist(), found.high.tolist()
    ([0.4, 0.0], [1.0, 0.6])
    """
    scores, shares = _checked(scores, weights)
    k = shares.size
    ends = np.stack([np.zeros(k), np.ones(k)])
    pairs = np.full((2, k, 2), -1)
    first, second = np.triu_indices(len(scores), k=1)
    total = scores @ shares
    ordered = total[first] != total[second]
    first, second = first[ordered], second[ordered]
    for component in range(k):
        rest = (total - shares[component] * scores[:, component]) / (1.0 - shares[component])
        apart = scores[first, component] - scores[second, component]
        behind = rest[first] - rest[second]
        with np.errstate(divide="ignore", invalid="ignore"):
            crossing = behind / (behind - apart)
        for end, (within, nearest) in enumerate(
            ((crossing < shares[component], np.argmax), (crossing > shares[component], np.argmin))
        ):
            inside = within & (crossing >= 0.0) & (crossing <= 1.0)
            if inside.any():
                at = np.flatnonzero(inside)[nearest(crossing[inside])]
                ends[end, component] = crossing[at]
                pairs[end, component] = first[at], second[at]
    return StabilityIntervals(low=ends[0], high=ends[1], low_pair=pairs[0], high_pair=pairs[1])


def smallest_reversal(ahead: FloatArray, behind: FloatArray, *, weights: FloatArray) -> Reversal:
    """Find the smallest change of weights that brings the unit behind level with the one ahead.

    .. math:: \\min_{w'} \\tfrac12 \\sum_k |w'_k - w_k| \\;:\\; \\sum_k w'_k (x_{ik} - x_{jk}) \\le 0,
       \\quad \\sum_k w'_k = 1, \\; w' \\ge 0

    Parameters
    ----------
    ahead, behind : (k,) scores of two units, none missing. weights : (k,) not negative; their sum does not matter.

    Returns
    -------
    Reversal; the shift is 0 where the second is not behind at the weights given.

    Raises
    ------
    ValueError : shapes that differ, blanks, weights that are negative or all zero.

    Notes
    -----
    Exact: weight is taken from the component with the largest lead first and given to the one with the smallest.

    References
    ----------
    Rios Insua and French (1991), A framework for sensitivity analysis in discrete multi-objective decision-making,
    European Journal of Operational Research 54(2), doi:10.1016/0377-2217(91)90296-8.

    >>> found = smallest_reversal(np.array([80.0, 40]), np.array([50.0, 60]), weights=np.array([1.0, 1]))
    >>> round(found.shift, 6), found.weights.round(6).tolist()
    (0.1, [0.4, 0.6])
    """
    table = np.stack([np.asarray(ahead, dtype=float), np.asarray(behind, dtype=float)])
    table, shares = _checked(table, weights)
    differences = table[0] - table[1]
    lead = float(differences @ shares)
    if lead <= 0.0:
        return Reversal(0.0, shares)
    to = int(np.argmin(differences))
    if differences[to] > 0.0:
        return Reversal(float("nan"), np.full(shares.shape, np.nan))
    reached = shares.copy()
    for source in np.argsort(-differences, kind="stable"):
        gain = differences[source] - differences[to]
        moved = min(reached[source], lead / gain) if gain > 0 else 0.0
        reached[source] -= moved
        reached[to] += moved
        lead -= moved * gain
        if lead <= 0.0:
            break
    return Reversal(float(np.abs(reached - shares).sum() / 2), reached)


def _checked(scores: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    scores, weights = np.asarray(scores, dtype=float), np.asarray(weights, dtype=float)
    if scores.ndim != 2 or weights.shape != scores.shape[1:]:
        raise ValueError(f"one weight a component is needed; got shapes {scores.shape} and {weights.shape}")
    if not np.isfinite(scores).all():
        raise ValueError("stability of weights needs scores without blanks; leave units with a blank out")
    if not (weights >= 0).all() or np.count_nonzero(weights) < 2:
        raise ValueError(f"weights must not be negative, and at least two above zero; got {weights}")
    return scores, weights / weights.sum()
