"""Every table of the chapters, under one name; each function says what it shows.

The shape is always ``tables.name(results, names, *, language)``; what comes back is a ``Table``, which a notebook shows
by naming it in the last line of a cell.
"""

from __future__ import annotations

from pipeline.reporting.table import Table
from pipeline.reporting.tables_aggregation import classes, node_functions
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
from pipeline.reporting.tables_treatment import transformations, treated_cells, treatment
from pipeline.reporting.tables_weights import weight_evidence, weight_variants

__all__ = [
    "Table",
    "adequacy",
    "alpha",
    "blank_cells",
    "classes",
    "components",
    "corrections",
    "crosschecks",
    "denominators",
    "draws",
    "excluded_alternatives",
    "goalposts",
    "imputation_errors",
    "imputation_models",
    "imputation_ranks",
    "imputed_cells",
    "influence",
    "league",
    "leave_one_out",
    "left_out",
    "node_functions",
    "one_at_a_time",
    "parameters",
    "pca_ranks",
    "pca_weights",
    "performance",
    "refused_imputations",
    "regression",
    "replication",
    "rest_correlations",
    "shadow",
    "sizes",
    "sobol",
    "sources",
    "stand_ins",
    "strengths",
    "structural_zeros",
    "thresholds",
    "transformations",
    "treated_cells",
    "treatment",
    "truncated",
    "twins",
    "uncertainty",
    "unranked",
    "weight_evidence",
    "weight_spread",
    "weight_variants",
    "weights",
]
