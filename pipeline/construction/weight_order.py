"""Which order of units holds whatever the exact weights of the pillars: dominance, stability intervals, swaps.

Without draws, and only of the weighted arithmetic mean at the root: of another function no such statement is exact.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import tree
from pipeline.framework.edition import Edition
from pipeline.statistics import weight_polytope, weight_stability
from pipeline.statistics.types import FloatArray

ARITHMETIC = "arithmetic"
DOMINANCE = ["unit_code", "other", "least_advantage", "ahead_within_bounds", "ahead_under_any"]
STABILITY = ["code", "nominal", "low", "high", "low_unit", "low_other", "high_unit", "high_other"]
SWAPS = ["unit_code", "other", "difference", "shift", "from_code", "to_code"]


@dataclass(frozen=True)
class WeightOrder:
    """``weight_dominance.csv``, ``weight_stability.csv`` and ``swaps.csv``; empty where the root is no arithmetic mean."""

    dominance: pd.DataFrame
    stability: pd.DataFrame
    swaps: pd.DataFrame


def weight_order(scores: pd.DataFrame, edition: Edition, *, weights: tree.Weights) -> WeightOrder:
    """Hold the order of the units against all weights of the components of the index.

    Parameters
    ----------
    scores : units x codes, every node (``scores.csv``); units without a score of every component are left out, as which
        weights they would have is not said.
    weights : those in use, by aggregate.

    Notes
    -----
    ``ahead_within_bounds``: ahead under all weights within ``weight_range`` of the nominal share (0.5: half to one and
    a half times, the GII's 0.1 to 0.3 around 0.2). ``ahead_under_any``: under all weights, that is on every component.
    """
    root, method = edition.framework.root, edition.method
    codes = [child.code for child in edition.framework.children(root.code)]
    if method.aggregation.aggregation_at.get(root.code, method.aggregation.aggregation) != ARITHMETIC or len(codes) < 2:
        return WeightOrder(*(pd.DataFrame(columns=columns) for columns in (DOMINANCE, STABILITY, SWAPS)))
    complete = scores[codes].dropna()
    shares = weights[root.code] / weights[root.code].sum()
    values, units = complete.to_numpy(), complete.index.to_numpy()
    return WeightOrder(
        dominance=_dominance(values, units, shares, reach=method.sensitivity.weight_range),
        stability=_stability(values, units, shares, codes),
        swaps=_swaps(values, units, shares, codes),
    )


def _dominance(values: FloatArray, units: np.ndarray, shares: FloatArray, *, reach: float) -> pd.DataFrame:
    low, high = shares * (1 - reach), np.minimum(shares * (1 + reach), 1.0)
    within = weight_polytope.least_advantage(values, low=low, high=high)
    any_weights = weight_polytope.dominance(values, low=np.zeros(shares.size), high=np.ones(shares.size))
    ahead = weight_polytope.dominance(values, low=low, high=high)
    one, other = np.nonzero(~np.eye(len(units), dtype=bool))
    return pd.DataFrame(
        {
            "unit_code": units[one],
            "other": units[other],
            "least_advantage": within[one, other],
            "ahead_within_bounds": ahead[one, other],
            "ahead_under_any": any_weights[one, other],
        }
    )


def _stability(values: FloatArray, units: np.ndarray, shares: FloatArray, codes: list[str]) -> pd.DataFrame:
    found = weight_stability.stability_intervals(values, weights=shares)

    def named(pairs: np.ndarray, place: int) -> list[str]:
        return [units[pair[place]] if pair[place] >= 0 else "" for pair in pairs]

    return pd.DataFrame(
        {
            "code": codes,
            "nominal": shares,
            "low": found.low,
            "high": found.high,
            "low_unit": named(found.low_pair, 0),
            "low_other": named(found.low_pair, 1),
            "high_unit": named(found.high_pair, 0),
            "high_other": named(found.high_pair, 1),
        }
    )[STABILITY]


def _swaps(values: FloatArray, units: np.ndarray, shares: FloatArray, codes: list[str]) -> pd.DataFrame:
    """Each unit and the next below it: the smallest shift of weight that makes them level, and between which pillars."""
    total = values @ shares
    order = np.argsort(-total, kind="stable")
    rows = []
    for ahead, behind in itertools.pairwise(order):
        found = weight_stability.smallest_reversal(values[ahead], values[behind], weights=shares)
        change = found.weights - shares
        reached = np.isfinite(found.shift) and found.shift > 0
        rows.append(
            {
                "unit_code": units[ahead],
                "other": units[behind],
                "difference": total[ahead] - total[behind],
                "shift": found.shift,
                "from_code": codes[int(np.argmin(change))] if reached else "",
                "to_code": codes[int(np.argmax(change))] if reached else "",
            }
        )
    return pd.DataFrame(rows, columns=SWAPS)
