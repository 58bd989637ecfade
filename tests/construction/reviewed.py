"""The whole chapter on coherence for one built edition, as its notebook runs it: for tests of what it puts together."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.construction import (
    clusters,
    coherence,
    component_analysis,
    component_weights,
    congruence,
    denomination,
    findings_coherence,
    flags,
    indicator_sheet,
    neighbourhood,
    treatment,
    within_regions,
    year_on_year,
)
from pipeline.framework.edition import Edition


@dataclass(frozen=True)
class Reviewed:
    """What the chapter reads and what it makes."""

    edition: Edition
    earlier: indicator_sheet.Earlier
    tables: findings_coherence.Tables
    adequacy_items: pd.DataFrame
    within: pd.DataFrame


def review(built, *, n_resamples: int = 20) -> Reviewed:
    """Every table of the chapter, with few resamples."""
    edition = built.edition.with_method(built.edition.method.replace({"n_resamples": n_resamples}))
    scores, gathered, units = built.index.scores, built.gathered, built.units
    weights = pd.DataFrame(
        [(node.code, 0.5, 0.1) for node in edition.framework.tree], columns=["code", "share", "effective"]
    )
    correlations = coherence.rest_correlations(scores, edition)
    within = within_regions.rest_correlations(scores, edition, seed=edition.about.seed)
    pairs = clusters.pairs(scores, edition)
    grouped = clusters.clusters(pairs, edition)
    sizes = denomination.size_table(gathered.values, edition, edition.method, units=units)
    rounds = year_on_year.rank_correlations(gathered.panel, edition, units=units)
    flagged = flags.flags(correlations, within, pairs, sizes, rounds, edition)
    found = component_analysis.principal_components(scores, edition, seed=0)
    derived = component_weights.weigh(scores, edition, seed=0)
    earlier = indicator_sheet.Earlier(
        gathered.values,
        denomination.denominators_table(edition),
        built.imputed.cells(),
        treatment.summary(built.treated),
        built.treated.cells(),
        weights,
    )
    own = indicator_sheet.Coherence(correlations, within, grouped, sizes, rounds, found.adequacy_items, flagged)
    tables = findings_coherence.Tables(
        correlations=correlations,
        flags=flagged,
        pair_correlations=pairs,
        clusters=grouped,
        sizes=sizes,
        year_on_year=rounds,
        region_shares=within_regions.region_shares(scores, edition),
        moran=neighbourhood.morans(scores, edition, seed=0),
        alpha=coherence.alphas(scores, edition, seed=0),
        components=found.components,
        adequacy=found.adequacy,
        congruence=congruence.between_rounds(gathered.panel, edition, units=units, seed=0),
        pca_weights=derived.table,
        pca_ranks=component_weights.ranks(scores, derived, edition),
        indicator_sheet=indicator_sheet.sheet(scores, earlier, own, edition),
    )
    return Reviewed(edition, earlier, tables, found.adequacy_items, within)
