"""What the ranking would become if its weights were those that an outcome implies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from pipeline.construction import outcome_regressions
from pipeline.construction.outcome_regressions import COMPONENTS, RIDGE, Fitted
from pipeline.framework.edition import Edition
from pipeline.statistics import importance, ranking, sensitivity
from pipeline.statistics.types import FloatArray

IMPLIED = "implied"
RANKS = ["unit_code", "variant", "score", "rank", "rank_nominal"]
SHIFTS = ["variant", "n", "n_negative", "mean_shift", "largest_shift", "unit_code", "spearman"]


@dataclass(frozen=True)
class Reranked:
    """``implied_ranks.csv`` and ``implied_shifts.csv``."""

    ranks: pd.DataFrame
    shifts: pd.DataFrame


def rerank(fitted: Fitted | None, edition: Edition) -> Reranked:
    """Rank the units by the sum of their pillars under the weights of each fit, beside the nominal ones.

    Both sides are of the pillars as rebuilt without the outcome's ingredients, and of the units that have the outcome
    and all pillars, so that the weights alone make the difference. ``implied`` weights are not negative; under ridge and
    partial least squares a pillar with a negative coefficient counts against a unit: that is how such weights read, and
    why nobody should rank by them.
    """
    if fitted is None:
        return Reranked(pd.DataFrame(columns=RANKS), pd.DataFrame(columns=SHIFTS))
    known = fitted.base.known
    units = list(fitted.base.pillars.index[known])
    ties = edition.method.ranking.ties
    nominal = ranking.rank(fitted.base.index[known].to_numpy(dtype=float), ties=ties)
    ranks, shifts = [], []
    for variant, slopes in _slopes(fitted, edition).items():
        if np.isnan(slopes).any():
            continue  # no pillar goes with the outcome: there is nothing to rank by
        score = fitted.base.pillars[known].to_numpy(dtype=float) @ slopes
        own = ranking.rank(score, ties=ties)
        ranks.append(
            pd.DataFrame({"unit_code": units, "variant": variant, "score": score, "rank": own, "rank_nominal": nominal})
        )
        shifts.append(_shift(variant, slopes, nominal, own, units))
    return Reranked(
        pd.concat(ranks, ignore_index=True)[RANKS] if ranks else pd.DataFrame(columns=RANKS),
        pd.DataFrame(shifts, columns=SHIFTS),
    )


def _slopes(fitted: Fitted, edition: Edition) -> dict[str, FloatArray]:
    """Weights of the pillars as scored: coefficients of standardised pillars over their standard deviations."""
    outcome, pillars = outcome_regressions.arrays(fitted.base, edition)
    implied = importance.implied_weights(outcome, pillars, method="non-negative")
    slopes = {
        IMPLIED: implied.coefficients if not np.isnan(implied.weights).any() else np.full(pillars.shape[1], np.nan),
        RIDGE: fitted.ridge.coefficients,
        COMPONENTS: fitted.components.coefficients,
    }
    scaled = {name: own / pillars.std(axis=0) for name, own in slopes.items()}
    return {name: own / np.abs(own).sum() if np.abs(own).sum() > 0 else own * np.nan for name, own in scaled.items()}


def _shift(
    variant: str, slopes: FloatArray, nominal: FloatArray, own: FloatArray, units: list[str]
) -> dict[str, object]:
    size, unit = sensitivity.largest_shift(nominal, own)
    varies = len(np.unique(nominal)) > 1 and len(np.unique(own)) > 1
    return {
        "variant": variant,
        "n": len(units),
        "n_negative": int((slopes < 0).sum()),
        "mean_shift": float(sensitivity.mean_rank_shift(nominal, own)),
        "largest_shift": size,
        "unit_code": units[unit] if size > 0 else "",
        "spearman": float(stats.spearmanr(nominal, own).statistic) if varies else np.nan,
    }
