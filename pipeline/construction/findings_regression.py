"""What the chapter on regression found, as rows of the audit: outcomes, pillars, units that decide, expected band."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction.development import INTERCEPT
from pipeline.construction.finding import Finding, judged
from pipeline.construction.implied_ranking import IMPLIED
from pipeline.construction.relative_importance import EVERY
from pipeline.framework.edition import Edition
from pipeline.statistics import proportions

CHAPTER = "06_regression"


@dataclass(frozen=True)
class Evidence:
    """The tables of the chapter that findings are read from, by their file names."""

    regression: pd.DataFrame
    regression_fit: pd.DataFrame
    influence: pd.DataFrame
    regression_outcomes: pd.DataFrame
    dominance: pd.DataFrame
    dominance_pairs: pd.DataFrame
    quantiles: pd.DataFrame
    fixed_effects: pd.DataFrame
    implied_shifts: pd.DataFrame
    performance: pd.DataFrame


def findings(tables: Evidence, edition: Edition) -> list[Finding]:
    """Every finding on regression, in the order in which the chapter shows them."""
    reason = str(tables.regression_fit["reason"].iloc[0] or "")
    if reason:
        outcome = str(tables.regression_fit["outcome"].iloc[0] or "")
        return [Finding(CHAPTER, f"no_regression_{reason}", outcome, verdict="not_applicable")]
    return [
        *_outcomes(tables),
        *_pillars(tables, edition),
        *_dominance(tables),
        *_influence(tables, edition),
        *_signs(tables),
        *_quantiles(tables),
        *_years(tables),
        *_ranking(tables),
        *_band(tables, edition),
    ]


def _outcomes(tables: Evidence) -> Iterator[Finding]:
    """How much of each outcome the pillars explain, how much they predict, and how much of it is the index alone."""
    main = tables.regression_fit["outcome"].iloc[0]
    for row in tables.regression_outcomes.to_dict("records"):
        if row["reason"]:
            yield Finding(CHAPTER, f"no_regression_{row['reason']}", row["outcome"], verdict="not_applicable")
            continue
        if row["outcome"] == main:
            ends = {"low": row["index_r2_low"], "high": row["index_r2_high"], "n": int(row["n"])}
            yield Finding(CHAPTER, "development_gradient", main, row["index_r2"], **ends)
            yield Finding(CHAPTER, "outcome_explained", main, row["r2"], n=int(row["n"]))
        yield Finding(
            CHAPTER,
            "outcome_predicted",
            row["outcome"],
            row["predicted_share"],
            row["predicted_low"],
            row["predicted_high"],
            int(row["n"]),
        )


def _pillars(tables: Evidence, edition: Edition) -> Iterator[Finding]:
    """Coefficients against their pillar, weights that come out as zero, and inflation."""
    n, limit = int(tables.regression_fit["n"].iloc[0]), edition.method.regression.vif_limit
    own = tables.regression[tables.regression["term"] != INTERCEPT]
    for row in own.to_dict("records"):
        if row["implied_weight"] == 0 or math.isnan(row["implied_weight"]):
            yield Finding(CHAPTER, "no_implied_weight", row["term"], row["selection_frequency"], n=n)
    worst = own.loc[own["vif"].astype(float).idxmax()]
    yield Finding(
        CHAPTER,
        "inflation",
        str(worst["term"]),
        float(worst["vif"]),
        n=n,
        threshold=limit,
        source="vif",
        verdict=judged(float(worst["vif"]), math.nan, math.nan, limit=limit, wanted="below"),
    )


def _dominance(tables: Evidence) -> Iterator[Finding]:
    """The pillar with the largest part of R2, and whether it says more than every other in any company."""
    general = tables.dominance[tables.dominance["others"] == EVERY]
    if general.empty:
        return
    top = general.loc[general["added"].astype(float).idxmax()]
    pairs = tables.dominance_pairs[tables.dominance_pairs["term"] == top["term"]]
    name = "dominant_pillar" if (pairs["complete"] == 1).all() else "leading_pillar"
    yield Finding(
        CHAPTER,
        name,
        str(top["term"]),
        float(top["added"]),
        float(top["low"]),
        float(top["high"]),
        int(top["n"]),
    )


def _influence(tables: Evidence, edition: Edition) -> Iterator[Finding]:
    known = tables.influence.dropna(subset=["cooks_distance"])
    if known.empty:
        return
    limit = edition.method.regression.influence_limit / len(known)
    beyond = known[known["cooks_distance"] > limit]
    worst = known.loc[known["cooks_distance"].astype(float).idxmax()]
    yield Finding(
        CHAPTER,
        "influential_unit",
        str(worst["unit_code"]),
        float(worst["cooks_distance"]),
        n=len(known),
        threshold=limit,
        source="influence",
    )
    yield Finding(
        CHAPTER, "influential_units", value=float(len(beyond)), n=len(known), threshold=limit, source="influence"
    )


def _signs(tables: Evidence) -> Iterator[Finding]:
    """Pillars whose coefficient has another sign once some single unit is left out."""
    own = tables.regression[tables.regression["term"] != INTERCEPT]
    turned = (own["lowest_without_one"] < 0) & (own["highest_without_one"] > 0)
    n = int(tables.regression_fit["n"].iloc[0])
    yield Finding(CHAPTER, "signs_hang_on_one", value=float(turned.sum()), n=n)


def _quantiles(tables: Evidence) -> Iterator[Finding]:
    """Pillars whose slope at one quantile lies wholly beside that at another."""
    own = tables.quantiles[tables.quantiles["term"] != INTERCEPT]
    if own["quantile"].nunique() < 2:
        return
    ends = own.groupby("term").agg(low=("low", "max"), high=("high", "min"))
    apart = ends[ends["low"] > ends["high"]]
    yield Finding(CHAPTER, "quantiles_apart", value=float(len(apart)), n=int(own["n"].iloc[0]))


def _years(tables: Evidence) -> Iterator[Finding]:
    for row in tables.fixed_effects.to_dict("records"):
        if row["reason"]:
            yield Finding(
                CHAPTER,
                f"panel_{row['reason']}",
                str(row["outcome"] or ""),
                float(row["n_rounds"]),
                threshold=2.0,
                verdict="not_applicable",
            )
        else:
            yield Finding(
                CHAPTER, "panel_slope", row["term"], row["coefficient"], row["low"], row["high"], int(row["n_units"])
            )


def _ranking(tables: Evidence) -> Iterator[Finding]:
    """What the ranking would become under the weights that the outcome implies."""
    own = tables.implied_shifts[tables.implied_shifts["variant"] == IMPLIED]
    for row in own.to_dict("records"):
        yield Finding(CHAPTER, "implied_mean_shift", value=row["mean_shift"], n=int(row["n"]))
        if row["unit_code"]:
            yield Finding(CHAPTER, "implied_largest_shift", row["unit_code"], row["largest_shift"], n=int(row["n"]))


def _band(tables: Evidence, edition: Edition) -> Iterator[Finding]:
    """The share outside the band that is expected at a unit's level, beside its expectation."""
    known = tables.performance[tables.performance["verdict"].isin(("above", "within", "below"))]
    if known.empty:
        return
    confidence = edition.method.coherence.confidence
    outside = proportions.proportion(int((known["verdict"] != "within").sum()), len(known), confidence=confidence)
    yield Finding(
        CHAPTER,
        "outside_band",
        value=outside.share,
        low=outside.low,
        high=outside.high,
        n=outside.n,
        threshold=float(np.round(1 - confidence, 12)),
        source="band",
    )
    distance = (known["score"] - known["expected"]).astype(float)
    for verdict, place in (("above", distance.idxmax()), ("below", distance.idxmin())):
        row = known.loc[place]
        if row["verdict"] == verdict:
            yield Finding(
                CHAPTER,
                f"furthest_{verdict}",
                str(row["unit_code"]),
                float(row["score"]),
                float(row["low"]),
                float(row["high"]),
                len(known),
            )
