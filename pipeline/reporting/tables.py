"""Every table of the chapters, under one name; each function says what it shows.

The shape is always ``tables.name(results, names, *, language)``; what comes back is a ``Table``, which a notebook shows
by naming it in the last line of a cell.
"""

from __future__ import annotations

from pipeline.reporting.table import Table
from pipeline.reporting.tables_data import (
    blank_cells,
    corrections,
    crosschecks,
    imputation_errors,
    imputed_cells,
    left_out,
    sources,
    structural_zeros,
    thresholds,
    treated_cells,
    treatment,
    unranked,
)
from pipeline.reporting.tables_index import goalposts, league, replication, strengths, weights
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

__all__ = [
    "Table",
    "adequacy",
    "alpha",
    "blank_cells",
    "components",
    "corrections",
    "crosschecks",
    "draws",
    "excluded_alternatives",
    "goalposts",
    "imputation_errors",
    "imputed_cells",
    "influence",
    "league",
    "leave_one_out",
    "left_out",
    "one_at_a_time",
    "parameters",
    "pca_ranks",
    "pca_weights",
    "performance",
    "regression",
    "replication",
    "rest_correlations",
    "sobol",
    "sources",
    "strengths",
    "structural_zeros",
    "thresholds",
    "treated_cells",
    "treatment",
    "twins",
    "uncertainty",
    "unranked",
    "weight_spread",
    "weights",
]
