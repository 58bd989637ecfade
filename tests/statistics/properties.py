"""The registry of promises: every public function of ``pipeline.statistics`` that takes values or scores.

What each word means is in ``property_checks``; ``test_properties`` runs them all. A promise that a function does not
make has its reason beside it, in the file of its kind; a function that is not here has its reason in ``ELSEWHERE``.
"""

from __future__ import annotations

from properties_of_aggregation import aggregations
from properties_of_coherence import coherence
from properties_of_importance import importances
from properties_of_imputation import imputations
from properties_of_normalisation import normalisations
from properties_of_ranking import over_years, rankings
from properties_of_regression import regressions
from properties_of_review import reviews
from properties_of_targets import targets
from properties_of_treatment import treatments

REGISTRY = [
    *normalisations(),
    *treatments(),
    *imputations(),
    *aggregations(),
    *rankings(),
    *coherence(),
    *importances(),
    *over_years(),
    *regressions(),
    *reviews(),
    *targets(),
]

JUDGEMENTS = "takes judgements of experts, not values: units and indicators have no part in it"
WEIGHTS = "takes weights, not values"
PART = "a part of other functions, which are here: "
ELSEWHERE = {
    "added_value.expected_apart": "takes a correlation and draws lists of its own",
    "correlation_ratio.maximal_discrepancy": "takes weights and importances, not values",
    "correlation_ratio.resamples": "takes a number of units and draws counts",
    "smoothing.fit": PART + "correlation_ratio.main_effects",
    "smoothing.refit": PART + "correlation_ratio.main_effects and isolated_effects",
    "shapley.shares": "takes the worth of coalitions, in which no unit or indicator appears",
    "association.interval": "takes one correlation and its number of units",
    "association.verdict": "takes one estimate and a limit",
    "bootstrap_components.aligned_loadings": "takes resampled components; rotation.procrustes says what it keeps",
    "bootstrap_components.draw_units": "takes a number of units and draws counts",
    "bootstrap_components.resampled_weights": "takes loadings; pca_weights.weights_rotated is here",
    "bootstrap_components.spread": "takes resamples of any figure",
    "best_worst.linear": JUDGEMENTS,
    "best_worst.nonlinear": JUDGEMENTS,
    "chained_imputation.ridge_regression": PART + "chained_imputation.predictive_mean_matching",
    "clustering.correlation_clusters": "takes correlations; association.correlation_matrix is here",
    "complete_units.check_ranges": PART + "it only refuses",
    "complete_units.has_range": PART + "association and components",
    "complete_units.in_place": PART + "regression and development",
    "complete_units.table": PART + "it only reads",
    "complete_units.with_outcome": PART + "regression and importance",
    "components.with_positive_sums": PART + "components.principal_components",
    "directions.checked": PART + "every normalisation",
    "directions.refuse_columns": PART + "it only refuses",
    "directions.turn_bounds": PART + "scaling.scaled",
    "expert_weights.analytic_hierarchy": JUDGEMENTS,
    "expert_weights.budget_allocation": JUDGEMENTS,
    "expert_weights.comparison_matrix": JUDGEMENTS,
    "factors.principal_axis": "its iteration need not end in a Heywood case; where it does it agrees with statsmodels",
    "growth_residual.split": "it only refuses",
    "intervals.check_confidence": "takes one number",
    "node_scores.blanked": PART + "minimum_availability.masked_where_sparse",
    "node_scores.score": PART + "every mean that it calls by its name",
    "ordered_averages.orness": WEIGHTS,
    "ordered_averages.position_weights": "takes a number of places",
    "pace.lights": "gives words; their order is tested in test_pace",
    "pace.ratio": "takes two paces and gives their quotient; pace.observed and pace.required are here",
    "partial_order.partial_order": "takes a relation between units, not values",
    "pca_weights.varimax": "takes loadings; pca_weights.weights_rotated is here",
    "proportions.proportion": "takes two counts",
    "rank_confidence.confidence_sets": "takes estimates with a covariance and draws errors; its coverage is simulated",
    "rank_spread.convergence": PART + "uncertainty.summarise_ranks, of fewer and fewer draws",
    "rank_spread.variance_split": "takes outputs of replicates and the groups of the replicates",
    "ranking.rank_quantiles": PART + "ranking.rank_quantile",
    **dict.fromkeys(
        (f"reallocation.{name}" for name in ("average", "exact_sum", "maximum", "ratio", "rounding", "total")),
        "gives figures of other units than it takes, in no order of theirs; what is kept is tested in test_reallocation",
    ),
    "regression.explained_share": PART + "importance.lmg_importance and regression.variance_inflation",
    "regression.hat_values": PART + "regression.ordinary_least_squares",
    "replicates.part": "takes what replicates are made of and gives a part of it",
    "replicates.ranks": PART + "ranking.rank, of replicates.scores",
    "replicates.scores": PART + "the means and ranking.rank; what it adds is tested in test_replicates",
    "rotation.congruence": "takes two tables of loadings",
    "rotation.procrustes": "takes two tables of loadings",
    "screening.required": "takes a number of indicators and a share",
    "sensitivity.largest_shift": "names a unit by its place; sensitivity.mean_rank_shift is here",
    "sensitivity.sobol_design": "takes no values: it draws a design",
    "sensitivity.sobol_indices": "takes outputs in the order of a design, in which no row can change places",
    "spatial.grid_neighbours": "takes places on a grid",
    "spatial.group_neighbours": PART + "spatial.morans_i",
    "transformation.ends": PART + "the transformations that depend on minimum and maximum",
    "uncertainty.block_generators": "takes a seed",
    "uncertainty.blocks": "takes a number of draws",
    "weight_polytope.least_advantage": "in points of the score; weight_polytope.dominance is here",
    "weight_stability.smallest_reversal": "takes two units, of which one is ahead",
    "weight_stability.stability_intervals": "names units by their places, and refuses blanks",
    "weighting.dirichlet": WEIGHTS,
    "weighting.spread": WEIGHTS,
    "weighting.to_shares": WEIGHTS,
    "weighting.uniform": WEIGHTS,
}
