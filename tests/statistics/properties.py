"""The registry of promises: every public function of ``pipeline.statistics`` that takes values or scores.

What each word means is in ``property_checks``; ``test_properties`` runs them all. A promise that a function does not
make has its reason beside it, in the file of its kind; a function that is not here has its reason in ``ELSEWHERE``.
"""

from __future__ import annotations

from properties_of_aggregation import aggregations
from properties_of_coherence import coherence
from properties_of_imputation import imputations
from properties_of_normalisation import normalisations
from properties_of_ranking import over_years, rankings
from properties_of_treatment import treatments

REGISTRY = [
    *normalisations(),
    *treatments(),
    *imputations(),
    *aggregations(),
    *rankings(),
    *coherence(),
    *over_years(),
]

JUDGEMENTS = "takes judgements of experts, not values: units and indicators have no part in it"
WEIGHTS = "takes weights, not values"
PART = "a part of other functions, which are here: "
ELSEWHERE = {
    "shapley.shares": "takes the worth of coalitions, in which no unit or indicator appears",
    "association.verdict": "takes one estimate and a limit",
    "best_worst.linear": JUDGEMENTS,
    "best_worst.nonlinear": JUDGEMENTS,
    "chained_imputation.ridge_regression": PART + "chained_imputation.predictive_mean_matching",
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
    "intervals.check_confidence": "takes one number",
    "ordered_averages.orness": WEIGHTS,
    "ordered_averages.position_weights": "takes a number of places",
    "pca_weights.varimax": "takes loadings; pca_weights.weights_rotated is here",
    "regression.explained_share": PART + "importance.lmg_importance and regression.variance_inflation",
    "regression.hat_values": PART + "regression.ordinary_least_squares",
    "screening.required": "takes a number of indicators and a share",
    "sensitivity.largest_shift": "names a unit by its place; sensitivity.mean_rank_shift is here",
    "sensitivity.sobol_design": "takes no values: it draws a design",
    "sensitivity.sobol_indices": "takes outputs in the order of a design, in which no row can change places",
    "transformation.ends": PART + "the transformations that depend on minimum and maximum",
    "uncertainty.block_generators": "takes a seed",
    "uncertainty.blocks": "takes a number of draws",
    "weighting.dirichlet": WEIGHTS,
    "weighting.spread": WEIGHTS,
    "weighting.to_shares": WEIGHTS,
}
