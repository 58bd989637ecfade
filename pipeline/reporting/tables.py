"""Every table of the chapters, under one name; each function says what it shows.

The shape is always ``tables.name(results, names, *, language)``; what comes back is a ``Table``, which a notebook shows
by naming it in the last line of a cell.
"""

from __future__ import annotations

from pipeline.reporting.table import Table
from pipeline.reporting.tables_aggregation import classes, node_functions
from pipeline.reporting.tables_audit import page_one, worked
from pipeline.reporting.tables_coherence import (
    alpha_dropped,
    clusters,
    congruence,
    factors,
    flags,
    moran,
    region_shares,
    within_correlations,
    year_on_year,
)
from pipeline.reporting.tables_data import (
    blank_cells,
    corrections,
    crosschecks,
    left_out,
    sources,
    structural_zeros,
    thresholds,
    unranked,
)
from pipeline.reporting.tables_denomination import denominators, sizes
from pipeline.reporting.tables_findings import findings
from pipeline.reporting.tables_gaps import delta_shift, information_value
from pipeline.reporting.tables_importance import (
    added_value,
    compensation,
    efficiency,
    efficiency_variables,
    importance_parents,
    weights_page,
)
from pipeline.reporting.tables_imputation import (
    imputation_errors,
    imputation_models,
    imputation_ranks,
    imputed_cells,
    refused_imputations,
    shadow,
    stand_ins,
)
from pipeline.reporting.tables_index import goalposts, league, replication, strengths, truncated, weights
from pipeline.reporting.tables_outcomes import (
    dominance_pairs,
    fixed_effects,
    implied_shifts,
    regression_outcomes,
    shrunken,
)
from pipeline.reporting.tables_rebuilding import rebuilding
from pipeline.reporting.tables_review import (
    adequacy,
    alpha,
    components,
    influence,
    pca_ranks,
    pca_weights,
    performance,
    regression,
    rest_correlations,
    twins,
)
from pipeline.reporting.tables_robustness import (
    draws,
    excluded_alternatives,
    leave_one_out,
    one_at_a_time,
    parameters,
    sobol,
    uncertainty,
    weight_spread,
)
from pipeline.reporting.tables_sensitivity import (
    leave_pillar_out,
    leave_unit_out,
    sobol_top,
    swaps,
    weight_stability,
)
from pipeline.reporting.tables_sheet import indicator_sheet
from pipeline.reporting.tables_targets import growth_residual, target_lights, target_units, targets
from pipeline.reporting.tables_treatment import transformations, treated_cells, treatment
from pipeline.reporting.tables_uncertainty import convergence, order, rank_sets, top, variance_split
from pipeline.reporting.tables_validity import concept_sheets, external, external_scores
from pipeline.reporting.tables_weights import weight_evidence, weight_variants

__all__ = [
    "Table",
    "added_value",
    "adequacy",
    "alpha",
    "alpha_dropped",
    "blank_cells",
    "classes",
    "clusters",
    "compensation",
    "components",
    "concept_sheets",
    "congruence",
    "convergence",
    "corrections",
    "crosschecks",
    "delta_shift",
    "denominators",
    "dominance_pairs",
    "draws",
    "efficiency",
    "efficiency_variables",
    "excluded_alternatives",
    "external",
    "external_scores",
    "factors",
    "findings",
    "fixed_effects",
    "flags",
    "goalposts",
    "growth_residual",
    "implied_shifts",
    "importance_parents",
    "imputation_errors",
    "imputation_models",
    "imputation_ranks",
    "imputed_cells",
    "indicator_sheet",
    "influence",
    "information_value",
    "league",
    "leave_one_out",
    "leave_pillar_out",
    "leave_unit_out",
    "left_out",
    "moran",
    "node_functions",
    "one_at_a_time",
    "order",
    "page_one",
    "parameters",
    "pca_ranks",
    "pca_weights",
    "performance",
    "rank_sets",
    "rebuilding",
    "refused_imputations",
    "region_shares",
    "regression",
    "regression_outcomes",
    "replication",
    "rest_correlations",
    "shadow",
    "shrunken",
    "sizes",
    "sobol",
    "sobol_top",
    "sources",
    "stand_ins",
    "strengths",
    "structural_zeros",
    "swaps",
    "target_lights",
    "target_units",
    "targets",
    "thresholds",
    "top",
    "transformations",
    "treated_cells",
    "treatment",
    "truncated",
    "twins",
    "uncertainty",
    "unranked",
    "variance_split",
    "weight_evidence",
    "weight_spread",
    "weight_stability",
    "weight_variants",
    "weights",
    "weights_page",
    "within_correlations",
    "worked",
    "year_on_year",
]
