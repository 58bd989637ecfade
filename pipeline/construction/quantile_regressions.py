"""The outcome on the pillars at several of its quantiles."""

from __future__ import annotations

import pandas as pd

from pipeline.construction import outcome_regressions
from pipeline.construction.development import INTERCEPT, Ground
from pipeline.framework.edition import Edition
from pipeline.statistics import quantile_regression

QUANTILES = ["outcome", "quantile", "term", "coefficient", "low", "high", "fit", "converged", "n"]


def at_quantiles(base: Ground, edition: Edition) -> pd.DataFrame:
    """``quantiles.csv``: coefficients per point of the pillar, for the outcome turned so that more is better.

    A quantile that leaves fewer units on one side than there are coefficients is not fitted.
    """
    if base.outcome is None or not base.applicable:
        return pd.DataFrame(columns=QUANTILES)
    outcome, pillars = outcome_regressions.arrays(base, edition)
    n, k = pillars.shape
    frames = [pd.DataFrame(columns=QUANTILES)]
    for quantile in edition.method.regression.quantiles:
        if min(quantile, 1 - quantile) * n < k + 1:
            continue
        found = quantile_regression.quantile_regression(
            outcome, pillars, quantile=quantile, confidence=edition.method.coherence.confidence
        )
        frames.append(
            pd.DataFrame(
                {
                    "outcome": base.outcome.code,
                    "quantile": quantile,
                    "term": [INTERCEPT, *base.pillars.columns],
                    "coefficient": found.coefficients,
                    "low": found.low,
                    "high": found.high,
                    "fit": found.fit,
                    "converged": found.converged,
                    "n": found.n,
                }
            )
        )
    return pd.concat(frames[1:] or frames, ignore_index=True)[QUANTILES]
