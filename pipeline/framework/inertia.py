"""Which parameters steer nothing under a method's own choices.

Changing one of them would perturb a step that the method lacks, which would look like a result. No option of
imputation is among them: whatever is chosen, its chapter compares every choice by hide and predict.
"""

from __future__ import annotations

from pipeline.framework import admissibility, node_options
from pipeline.framework.options import Aggregation, Normalisation, Ranking, Treatment

_FROM_LOW_TO_HIGH = ("min_max", "percentile_rank", "goalposts", "scaled")
_FROM_ZERO_TO_HIGH = ("distance_to_maximum", "distance_to_reference", "distance_to_target", "fraction_of_maximum")


def of(
    treatment: Treatment,
    normalisation: Normalisation,
    aggregation: Aggregation,
    ranking: Ranking,
) -> frozenset[str]:
    """Names of the parameters that steer nothing."""
    return frozenset(
        _of_treatment(treatment)
        | _of_normalisation(normalisation)
        | _of_aggregation(aggregation)
        | _of_ranking(ranking)
    )


def _of_treatment(options: Treatment) -> set[str]:
    names = set()
    if options.outlier_rule == "none":
        names |= {"skewness_limit", "kurtosis_limit", "kurtosis_alone_limit", "winsorise_max_share"}
        names |= {"winsorise_max_points", "outlier_fallback", "small_n"}
    if options.winsorise_max_points is not None:
        names |= {"winsorise_max_share"}
    if options.outlier_rule == "none" or options.outlier_fallback in ("none", "yeo_johnson"):
        names |= {"reflect_left_skew"}
    if (options.outlier_rule == "none" or options.outlier_fallback != "gii_log") and options.transformations == "none":
        names |= {"gii_log_factor"}
    return names


def _of_normalisation(options: Normalisation) -> set[str]:
    chosen, names = options.normalisation, set()
    if chosen not in _FROM_LOW_TO_HIGH:
        names |= {"scale_low"}
    if chosen not in (*_FROM_LOW_TO_HIGH, *_FROM_ZERO_TO_HIGH):
        names |= {"scale_high"}
    if chosen != "z_score":
        names |= {"z_mean", "z_sd"}
    if chosen != "distance_to_reference":
        names |= {"reference_unit"}
    if chosen not in ("distance_to_reference", "distance_to_target"):
        names |= {"cap_at_reference"}
    return names


def _of_aggregation(options: Aggregation) -> set[str]:
    used, names = admissibility.functions(options), set()
    if options.weighting not in admissibility.FROM_SCORES:
        names |= {"weighting_levels"}
    if options.weighting != "optimised":
        names |= {"importance_measure", "importance_tolerance"}
    if not any(node_options.needs_positive(function, options) for function in used):
        names |= {"score_floor"}
    for function, parameters in (
        ("power", ("power",)),
        ("mean_min", ("mean_min_penalty", "mean_min_smoothness")),
        ("ordered", ("ordered_orness",)),
        ("benefit_of_the_doubt", ("share_range",)),
    ):
        if function not in used:
            names |= set(parameters)
    return names


def _of_ranking(options: Ranking) -> set[str]:
    names = set()
    if options.classes not in ("thresholds", "relative_to_mean"):
        names |= {"class_thresholds"}
    if options.classes != "natural_breaks":
        names |= {"n_classes"}
    if options.classes != "relative_to_mean":
        names |= {"meaningful_zero"}
    return names
