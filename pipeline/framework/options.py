"""The options of how an index is made, in the groups in which ``params/methods/<name>.yaml`` holds them.

A parameter is addressed by its own name (``skewness_limit``) wherever it stands, so names are unique over the groups;
a notebook shows it in capitals (``SKEWNESS_LIMIT: float = 2.25``). Each field says where its usual value comes from.
What goes together and what does not is in ``admissibility``, what steers nothing in ``inertia``; how an index is looked
at once it is made, in ``review_options``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import pydantic
from pydantic import Field, NonNegativeFloat, NonNegativeInt, PositiveFloat, PositiveInt

from pipeline.framework.option_group import Group, Share

Average = Literal["mean", "median"]

Aggregator = Literal[
    "arithmetic",
    "sum",
    "geometric",
    "harmonic",
    "power",
    "mazziotta_pareto",
    "mean_min",
    "ordered",
    "copeland",
    "benefit_of_the_doubt",
]
"""Functions that make one score of the scores of a node's children."""

Weighting = Literal[
    "nominal",
    "equal",
    "equal_indicators",
    "equal_sub_pillars",
    "pca_first_vector",
    "pca_rotated",
    "entropy",
    "critic",
    "regression",
    "optimised",
    "budget_allocation",
    "analytic_hierarchy",
    "best_worst",
]


class Preparation(Group):
    """From raw tables to a matrix of values."""

    use_structural_zeros: bool = Field(description="apply the edition's declared structural-zero rules")
    use_earlier_years: bool = Field(
        description="let a unit's value of an earlier year, inside the year rule, stand in for a blank of the latest"
    )


class Imputation(Group):
    """What to put where a value is missing."""

    imputation: Literal[
        "none",
        "mean",
        "median",
        "mean_by_region",
        "median_by_region",
        "by_row",
        "earlier_round",
        "last_value",
        "linear",
        "hot_deck",
        "regression",
        "em",
        "predictive_mean_matching",
        "iterative",
        "k_nearest",
    ] = Field(description="GII: none (which implies the mean of the group: shadow imputation)")
    imputation_within: Literal["pillar", "index"] = Field(
        description="whose indicators predict each other in hot deck, regression, EM and chains; method review: pillar"
    )
    imputation_scale: Literal["raw", "transformed"] = Field(
        description="scale on which models predict; on the transformed one a normal is less wrong"
    )
    row_average: Average = Field(
        description="of the unit's own other scores in the sub-pillar, for by_row; COINr: mean"
    )
    round_max_age: NonNegativeInt | None = Field(
        description="greatest age in years of an own earlier round that stands in; none: any"
    )
    n_neighbours: PositiveInt = Field(description="nearest units of hot deck and k nearest; scikit-learn: 5")
    min_shared: PositiveInt = Field(description="indicators that two units must share to be compared; hot deck")
    neighbour_average: Average = Field(description="of the nearest units' values, for hot deck")
    imputation_ridge: NonNegativeFloat = Field(
        description="units' worth of prior independence in regression, EM and chains; with it EM converges at n = 34"
    )
    max_rounds: PositiveInt = Field(description="greatest number of iterations of EM and of scikit-learn's imputer")
    convergence_tolerance: PositiveFloat = Field(description="change at which EM and scikit-learn's imputer stop")
    n_imputations: PositiveInt = Field(
        description="completed tables of multiple imputation; method review: 100 or more"
    )
    chain_rounds: PositiveInt = Field(description="rounds over the indicators in each chain; van Buuren: 5 to 20")
    n_donors: PositiveInt = Field(description="units of which one is drawn in predictive mean matching; mice: 5")
    n_hidden: PositiveInt = Field(
        description="cells, and whole blocks, of each source that the test of imputation hides, drawn at random"
    )
    n_answers: PositiveInt = Field(
        description="possible answers over which the worth of filling a gap is averaged; each goes over all n_imputations"
    )
    delta_shifts: tuple[float, ...] = Field(
        description="standard deviations by which open cells are moved, better or worse; van Buuren (2018), section 9.2",
        min_length=1,
    )


class Treatment(Group):
    """Transformation, and winsorisation where a column still counts as skewed."""

    transformations: Literal["declared", "none"] = Field(description="apply each indicator's declared transformation")
    outlier_rule: Literal["winsorise", "none"] = Field(description="what is done where the trigger fires")
    skewness_limit: PositiveFloat = Field(description="of |skewness|, bias-corrected; GII 2.25, JRC 2.0")
    kurtosis_limit: PositiveFloat = Field(description="excess, bias-corrected, together with skewness; GII, JRC 3.5")
    kurtosis_alone_limit: PositiveFloat | None = Field(description="triggers by itself; JRC 10, GII has none")
    winsorise_max_share: Annotated[float, Field(ge=0, lt=0.25)] = Field(
        description="of the units that may be drawn in; GII 5 of about 133 units = 0.0376"
    )
    winsorise_max_points: NonNegativeInt | None = Field(
        description="units that may be drawn in, as a count instead of a share; GII, COINr: 5"
    )
    outlier_fallback: Literal["none", "log", "log1p", "log_ct", "square_root", "box_cox", "yeo_johnson", "gii_log"] = (
        Field(description="where winsorising is not enough: nothing, or a transformation; COIN Tool: log_ct")
    )
    reflect_left_skew: bool = Field(
        description="apply the fallback from the other end where the tail is to the left; COINr: no, which makes it worse"
    )
    gii_log_factor: PositiveFloat = Field(
        description="multiplies an indicator before the GII's logarithm where its maximum is not above 1; GII: so that it is"
    )
    small_n: PositiveInt = Field(
        description="units below which the trigger is said to fire seldom; the rule was made for about 133"
    )


class Normalisation(Group):
    """One scale for all; the only step that turns a direction."""

    normalisation: Literal[
        "min_max",
        "z_score",
        "adjusted",
        "scaled",
        "goalposts",
        "rank",
        "percentile_rank",
        "borda",
        "distance_to_maximum",
        "distance_to_reference",
        "distance_to_target",
        "fraction_of_maximum",
        "none",
    ] = Field(description="PII, GII: min_max")
    scale_low: float = Field(description="the worst score; PII, GII: 0")
    scale_high: float = Field(description="the best score; PII, GII: 100")
    z_mean: float = Field(description="mean of z-scores, where they are used; COINr: 0")
    z_sd: PositiveFloat = Field(description="standard deviation of z-scores, where they are used; COINr: 1")
    reference_unit: str | None = Field(description="code of the unit that distances are taken to")
    cap_at_reference: bool = Field(description="whether nothing scores above the reference or the target")
    variation_limit: NonNegativeFloat = Field(
        description="coefficient of variation below which an indicator is flagged: min-max stretches next to nothing"
    )

    @pydantic.model_validator(mode="after")
    def _is_ordered(self) -> Normalisation:
        if not self.scale_low < self.scale_high:
            raise ValueError(f"scale_low must be below scale_high, got {self.scale_low} and {self.scale_high}")
        return self


class Aggregation(Group):
    """Weights and means, up the tree."""

    weighting: Weighting = Field(description="the framework's weights, or where other ones come from")
    weighting_levels: tuple[PositiveInt, ...] = Field(
        description="levels whose nodes are weighted by the data; those of other levels keep nominal weights"
    )
    importance_measure: Literal["correlation", "squared"] = Field(
        description="of optimised weights: correlation with the parent, or its square; COINr: correlation"
    )
    importance_tolerance: PositiveFloat = Field(
        description="gap to the stated importance, in shares, at which optimised weights have reached it"
    )
    aggregation: Aggregator = Field(description="PII, GII: arithmetic; PAPI: sum")
    aggregation_at: Mapping[str, Aggregator] = Field(
        description="another function at a node, by its code, or at every node of a level, by its role (pillar)"
    )
    score_floor: PositiveFloat | None = Field(
        description="lowest score that enters a mean which needs positive scores; without one a zero is refused"
    )
    power: float = Field(description="of the generalised mean: 1 arithmetic, 0 geometric, -1 harmonic")
    mean_min_penalty: Share = Field(description="of mean-min: 0 is the mean, 1 the lowest score")
    mean_min_smoothness: NonNegativeFloat = Field(description="of mean-min, in points: spares small unevenness")
    ordered_orness: Annotated[float, Field(gt=0, lt=1)] = Field(
        description="of ordered averages: towards 1 the best scores count, towards 0 the worst; 0.5 the mean"
    )
    share_range: Annotated[float, Field(ge=0, le=1)] = Field(
        description="benefit of the doubt: how far a share may leave the nominal one, relative to it; 1: 0 to twice"
    )
    least_available: Share = Field(
        description="share of a node's children, counted, that its score needs; COINr: off (0)"
    )
    least_available_at: Mapping[str, Share] = Field(
        description="another share at a node, by its code or a level's role"
    )


class Ranking(Group):
    """Places and classes."""

    ties: Literal["min", "average", "dense"] = Field(description="rank of equal scores; sport ranking: min")
    classes: Literal["none", "thresholds", "natural_breaks", "relative_to_mean"] = Field(
        description="how scores are put into classes; European Innovation Scoreboard: relative_to_mean"
    )
    class_thresholds: tuple[float, ...] = Field(
        description="between the classes: scores, or percentages of the mean (EIS: 70, 100, 125)"
    )
    n_classes: PositiveInt = Field(description="number of classes of natural breaks")
    meaningful_zero: bool = Field(
        description="whether a score of zero means nothing of it; percentages of a mean need that, min-max has it not"
    )
