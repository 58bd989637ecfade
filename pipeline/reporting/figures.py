"""Every figure of the chapters and the report, under one name; each function says what it draws.

A figure comes back as an object; the caller decides what becomes of it (``style.png``, ``style.svg``, or naming it in
the last line of a notebook cell).
"""

from __future__ import annotations

from pipeline.reporting.figures_added_value import added_value, compensation, efficiency
from pipeline.reporting.figures_coherence import correlation_map, moran, within_correlations, year_on_year
from pipeline.reporting.figures_components import loadings, pca_ranks, pca_weights, scree
from pipeline.reporting.figures_data import availability, crosscheck_differences
from pipeline.reporting.figures_denomination import size_correlations
from pipeline.reporting.figures_importance import importance, optimised_weights
from pipeline.reporting.figures_imputation import imputation_errors, imputation_ranks
from pipeline.reporting.figures_index import league, profile_positions, score_distribution
from pipeline.reporting.figures_map import tile_map
from pipeline.reporting.figures_order import convergence, order
from pipeline.reporting.figures_outcomes import cross_validation, dominance, implied_ranks, quantiles
from pipeline.reporting.figures_regression import implied_weights, performance, regression
from pipeline.reporting.figures_review import rest_correlations
from pipeline.reporting.figures_sensitivity import leave_one_out, one_at_a_time, sobol
from pipeline.reporting.figures_targets import target_paths
from pipeline.reporting.figures_treatment import distributions, skewness_kurtosis
from pipeline.reporting.figures_uncertainty import acceptability, pairs, rank_ranges
from pipeline.reporting.figures_validity import content_coverage, external_validity
from pipeline.reporting.figures_weight_order import weight_dominance, weight_stability
from pipeline.reporting.figures_weights import weight_variants

__all__ = [
    "acceptability",
    "added_value",
    "availability",
    "compensation",
    "content_coverage",
    "convergence",
    "correlation_map",
    "cross_validation",
    "crosscheck_differences",
    "distributions",
    "dominance",
    "efficiency",
    "external_validity",
    "implied_ranks",
    "implied_weights",
    "importance",
    "imputation_errors",
    "imputation_ranks",
    "league",
    "leave_one_out",
    "loadings",
    "moran",
    "one_at_a_time",
    "optimised_weights",
    "order",
    "pairs",
    "pca_ranks",
    "pca_weights",
    "performance",
    "profile_positions",
    "quantiles",
    "rank_ranges",
    "regression",
    "rest_correlations",
    "score_distribution",
    "scree",
    "size_correlations",
    "skewness_kurtosis",
    "sobol",
    "target_paths",
    "tile_map",
    "weight_dominance",
    "weight_stability",
    "weight_variants",
    "within_correlations",
    "year_on_year",
]
