"""What stands behind the weights of one node's children: the weights themselves, and what there is to judge them by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.statistics.types import BoolArray, FloatArray

COLUMNS = [
    "code",
    "parent",
    "weighting",
    "weight",
    "nominal",
    "low",
    "high",
    "n",
    "measure",
    "figure",
    "limit",
    "verdict",
    "who",
]
"""Columns of ``weight_evidence.csv``: shares within the parent, and one figure that says how far they can be trusted."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """Weights of k children with what they rest on; NaN and empty text where there is nothing of the kind."""

    weights: FloatArray  # (k,) shares; they sum to 1
    n: int  # experts, or complete units
    measure: str = ""  # what ``figure`` is: ``dispersion``, ``consistency_ratio``, ``variance_share``, ...
    figure: float | FloatArray = np.nan  # of the node, or of each child (k,)
    limit: float = np.nan  # what the figure is judged by, where a rule is published
    low: float | FloatArray = np.nan  # (k,) lowest share among the experts
    high: float | FloatArray = np.nan  # (k,) highest share among the experts
    verdict: str = ""  # ``consistent`` or ``inconsistent``, ``reached`` or ``not_reached``, ``extended``
    who: str = ""  # the expert to whom the figure belongs

    def among(self, counted: BoolArray) -> Evidence:
        """The same for all children, of which only those counted were weighed: the others weigh nothing."""

        def spread(numbers: float | FloatArray, beyond: float) -> FloatArray:
            whole = np.full(counted.shape, beyond)
            whole[counted] = numbers
            return whole

        return Evidence(
            weights=spread(self.weights, 0.0),
            n=self.n,
            measure=self.measure,
            figure=spread(self.figure, np.nan),
            limit=self.limit,
            verdict=self.verdict,
            low=spread(self.low, np.nan),
            high=spread(self.high, np.nan),
            who=self.who,
        )
