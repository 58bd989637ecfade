"""Which pillar says more about the outcome than which other: dominance analysis over pillars."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import outcome_regressions
from pipeline.construction.development import Ground
from pipeline.framework.edition import Edition
from pipeline.statistics import dominance, importance

ADDED = ["outcome", "term", "others", "added", "low", "high", "n"]
PAIRS = ["outcome", "term", "other", "complete", "conditional", "general", "reproduced", "n"]

EVERY = "all"
"""In ``others``: the mean over every number of others."""


@dataclass(frozen=True)
class Compared:
    """``dominance.csv`` and ``dominance_pairs.csv``; empty without an outcome or with more pillars than 8."""

    added: pd.DataFrame
    pairs: pd.DataFrame


def compare(base: Ground, edition: Edition, *, seed: int) -> Compared:
    """Conditional and general dominance of every pillar, and each pair at three degrees of strictness.

    In ``dominance.csv`` the row ``all`` is general dominance (LMG) with its bootstrap interval, the rows 0, 1, ... are
    the mean rise of R2 when the pillar joins so many others. In ``dominance_pairs.csv`` ``complete``
    is 1, 0 or 0.5 (neither), ``general`` the difference of the two general figures.
    """
    k = base.pillars.shape[1]
    if base.outcome is None or not base.applicable or k > importance.MAX_SHAPLEY:
        return Compared(pd.DataFrame(columns=ADDED), pd.DataFrame(columns=PAIRS))
    found = dominance.dominance_analysis(
        *outcome_regressions.arrays(base, edition),
        confidence=edition.method.coherence.confidence,
        n_resamples=edition.method.coherence.n_resamples,
        rng=np.random.default_rng(seed),
    )
    about = {"outcome": base.outcome.code, "n": found.n}
    codes = list(base.pillars.columns)
    added = [
        about | {"term": code, "others": EVERY, "added": found.general[j], "low": found.low[j], "high": found.high[j]}
        for j, code in enumerate(codes)
    ]
    added += [
        about | {"term": code, "others": str(size), "added": found.conditional[j, size]}
        for j, code in enumerate(codes)
        for size in range(k)
    ]
    pairs = [
        about
        | {
            "term": code,
            "other": other,
            "complete": found.complete[i, j],
            "conditional": bool((found.conditional[i] > found.conditional[j]).all()),
            "general": found.general[i] - found.general[j],
            "reproduced": found.reproduced[i, j],
        }
        for i, code in enumerate(codes)
        for j, other in enumerate(codes)
        if i != j
    ]
    return Compared(pd.DataFrame(added, columns=ADDED), pd.DataFrame(pairs, columns=PAIRS))
