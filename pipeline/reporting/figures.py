"""Every figure of the chapters and the report, under one name; each function says what it draws.

A figure comes back as an object; the caller decides what becomes of it (``style.png``, ``style.svg``, or naming it in
the last line of a notebook cell).
"""

from __future__ import annotations

from pipeline.reporting.figures_data import availability, crosscheck_differences
from pipeline.reporting.figures_denomination import size_correlations
from pipeline.reporting.figures_imputation import imputation_errors, imputation_ranks
from pipeline.reporting.figures_index import league, profile_positions, score_distribution
from pipeline.reporting.figures_map import tile_map
from pipeline.reporting.figures_regression import implied_weights, performance, regression
from pipeline.reporting.figures_review import loadings, pca_weights, rest_correlations, scree
from pipeline.reporting.figures_sensitivity import leave_one_out, one_at_a_time, sobol
from pipeline.reporting.figures_treatment import distributions, skewness_kurtosis
from pipeline.reporting.figures_uncertainty import acceptability, pairs, rank_ranges
from pipeline.reporting.figures_weights import weight_variants

__all__ = [
    "acceptability",
    "availability",
    "crosscheck_differences",
    "distributions",
    "implied_weights",
    "imputation_errors",
    "imputation_ranks",
    "leave_one_out",
    "league",
    "loadings",
    "one_at_a_time",
    "pairs",
    "pca_weights",
    "performance",
    "profile_positions",
    "rank_ranges",
    "regression",
    "rest_correlations",
    "scree",
    "score_distribution",
    "size_correlations",
    "skewness_kurtosis",
    "sobol",
    "tile_map",
    "weight_variants",
]
