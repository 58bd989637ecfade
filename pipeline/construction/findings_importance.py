"""What the chapter found on weights and importance, as rows of the audit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction.efficiency import INPUT, OUTPUT
from pipeline.construction.finding import Finding, judged
from pipeline.framework.edition import Edition
from pipeline.statistics import sensitivity

CHAPTER = "06_regression"
_FULL = 1.0 - 1e-9  # of an efficiency: 1 but for the rounding of a linear programme


@dataclass(frozen=True, eq=False)
class Tables:
    """The tables that findings are made of, by the names of their files."""

    weights_page: pd.DataFrame
    importance_parents: pd.DataFrame
    importance_ranks: pd.DataFrame
    added_value: pd.DataFrame
    efficiency: pd.DataFrame
    efficiency_variables: pd.DataFrame
    compensation: pd.DataFrame


def findings(tables: Tables, edition: Edition) -> list[Finding]:
    """Every finding on weights, importance, added value, efficiency and compensation, in the order of the chapter."""
    return [
        *_weights(tables.weights_page, edition),
        *_families(tables.importance_parents, edition),
        *_optimised(tables.importance_ranks),
        *_added(tables.added_value),
        *_efficiency(tables),
        *_compensation(tables.compensation),
    ]


def _weights(page: pd.DataFrame, edition: Edition) -> Iterator[Finding]:
    """Every pillar that has company, and every node below whose importance is surely not what its weight says."""
    pillars = {node.code for node in edition.framework.pillars}
    known = page.dropna(subset="covariance_share")
    for row in known.itertuples():
        if row.code in pillars or row.verdict == "fail":
            share = float(row.covariance_share), float(row.covariance_low), float(row.covariance_high)
            yield Finding(
                CHAPTER, "weight_realised", row.code, *share, int(row.n), row.nominal, "importance_gap", row.verdict
            )
    for row in known[known["code"].isin(pillars)].itertuples():
        effect = float(row.importance), float(row.importance_low), float(row.importance_high)
        yield Finding(CHAPTER, "main_effect", row.code, *effect, int(row.n))
        isolated = float(row.isolated), float(row.isolated_low), float(row.isolated_high)
        yield Finding(CHAPTER, "isolated_effect", row.code, *isolated, int(row.n))
    below = known[known["level"].astype(int) < _lowest_pillar(edition)]
    if len(below):
        out = float((below["verdict"] == "fail").sum())
        yield Finding(CHAPTER, "weights_out_of_line", "", out, n=len(below), source="importance_gap")


def _lowest_pillar(edition: Edition) -> int:
    return min(node.level or 0 for node in edition.framework.pillars)


def _families(parents: pd.DataFrame, edition: Edition) -> Iterator[Finding]:
    """Discrepancy and reach where pillars are weighed; of the groups below how many."""
    gap, tolerance = edition.method.importance.importance_gap, edition.method.aggregation.importance_tolerance
    known = parents.dropna(subset="discrepancy")
    levels = known["code"].map({node.code: node.level for node in edition.framework.tree}).astype(float)
    above = levels > _lowest_pillar(edition)
    for row in known[above].itertuples():
        interval = float(row.discrepancy), float(row.low), float(row.high)
        yield Finding(CHAPTER, "discrepancy", row.code, *interval, int(row.n), gap, "importance_gap", row.verdict)
        reached = bool(row.reached)
        yield Finding(
            CHAPTER,
            "importance_reached" if reached else "importance_unreachable",
            row.code,
            float(row.largest_gap),
            n=int(row.n),
            threshold=tolerance,
            source="paruolo",
            verdict="clear" if reached else "fail",
        )
    below = known[~above]
    if len(below):
        apart = float((below["verdict"] == "fail").sum())
        yield Finding(CHAPTER, "discrepancy_below", "", apart, n=len(below), threshold=gap, source="importance_gap")
        beyond = float((~below["reached"].astype(bool)).sum())
        yield Finding(CHAPTER, "unreachable_below", "", beyond, n=len(below), threshold=tolerance, source="paruolo")


def _optimised(ranks: pd.DataFrame) -> Iterator[Finding]:
    yield from _shifts(ranks, "rank", "rank_optimised", "optimised_mean_shift", "optimised_largest_shift")


def _shifts(table: pd.DataFrame, first: str, second: str, mean: str, largest: str) -> Iterator[Finding]:
    """Mean and largest shift between two columns of ranks, the latter with its unit."""
    known = table.dropna(subset=[first, second])
    if known.empty:
        return
    before, after = known[first].to_numpy(dtype=float), known[second].to_numpy(dtype=float)
    yield Finding(CHAPTER, mean, "", float(sensitivity.mean_rank_shift(before, after)), n=len(known))
    places, unit = sensitivity.largest_shift(before, after)
    if places > 0:
        yield Finding(CHAPTER, largest, str(known["unit_code"].iloc[unit]), float(places), n=len(known))


def _added(added: pd.DataFrame) -> Iterator[Finding]:
    for row in added.dropna(subset="share").itertuples():
        share = float(row.share), float(row.low), float(row.high)
        yield Finding(CHAPTER, "added_value", row.code, *share, int(row.n), float(row.null_share), "added_value_null")


def _efficiency(tables: Tables) -> Iterator[Finding]:
    known = tables.efficiency.dropna(subset="efficiency")
    if known.empty:
        yield Finding(CHAPTER, "efficiency_none", verdict="not_applicable")
        return
    full = float((known["efficiency"] >= _FULL).sum())
    yield Finding(CHAPTER, "efficiency_full", "", full, n=len(known))
    sides = tables.efficiency_variables["side"].value_counts()
    m, s = int(sides[INPUT]), int(sides[OUTPUT])
    wanted = float(max(m * s, 3 * (m + s)))
    verdict = judged(float(len(known)), np.nan, np.nan, limit=wanted, wanted="above")
    yield Finding(
        CHAPTER, "efficiency_sample", "", float(m + s), n=len(known), threshold=wanted, source="cooper", verdict=verdict
    )
    yield from _shifts(known, "rank", "rank_other", "efficiency_zero", "efficiency_zero_largest")


def _compensation(profile: pd.DataFrame) -> Iterator[Finding]:
    known = profile.dropna(subset="lost_geometric")
    if known.empty:
        yield Finding(CHAPTER, "compensation_none", verdict="not_applicable")
        return
    most = known.loc[known["lost_geometric"].idxmax()]
    yield Finding(CHAPTER, "compensation_largest", str(most["unit_code"]), float(most["lost_geometric"]), n=len(known))
    flagged = float(known["flagged"].astype(bool).sum())
    yield Finding(CHAPTER, "compensation_flagged", "", flagged, n=len(known), source="added_value_share")
