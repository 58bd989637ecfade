"""The options of method, in the groups in which ``params/methods/<name>.yaml`` holds them.

A parameter is addressed by its own name (``skewness_limit``) wherever it stands, so names are unique over the groups;
a notebook shows it in capitals (``SKEWNESS_LIMIT: float = 2.25``). Each field says where its usual value comes from.
What goes together and what does not is in ``admissibility``, what steers nothing in ``inertia``.
"""

from __future__ import annotations

import typing
from collections.abc import Collection, Mapping
from typing import Annotated, Any, Literal, Self

import pydantic
from pydantic import Field, NonNegativeFloat, NonNegativeInt, PositiveFloat, PositiveInt

from pipeline.errors import ParameterError
from pipeline.framework.model import Model

Share = Annotated[float, Field(ge=0, le=1)]
Correlation = Annotated[float, Field(ge=-1, le=1)]
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


class Group(Model):
    """Options that belong to one step. A copy that a chapter holds has those alone that the chapter declares."""

    if not typing.TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Reached where an attribute is not there: an option that the chapter uses and does not show."""
            if name in type(self).model_fields:
                raise ParameterError(
                    f"option {name!r}: a chapter declares every option of method that it uses, and this one is not "
                    f"declared. Add {name.upper()} to its parameters cell"
                )
            return super().__getattr__(name)

    def only(self, names: Collection[str]) -> Self:
        """A copy that has the named options and no other."""
        kept = {name: value for name, value in self.__dict__.items() if name in names}
        return typing.cast(Self, type(self).model_construct(**kept))


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


class Coherence(Group):
    """Thresholds of the statistical review; each is reported with an interval, never as a bare yes or no."""

    confidence: Annotated[float, Field(gt=0.5, lt=1)] = Field(description="of all intervals; usual: 0.95")
    low_correlation: Correlation = Field(description="below: under-represented; JRC 0.3")
    redundant_correlation: Share = Field(description="above, in either sense: twins; JRC 0.95, GII audits 0.92")
    identical_correlation: Share = Field(
        description="above, in either sense: two indicators are one; JRC ten-step guide 0.95"
    )
    opposed_correlation: Correlation = Field(
        description="below: an indicator works against what it is part of; JRC audits -0.3"
    )
    size_correlation: Share = Field(
        description="above, in either sense: an indicator grows with a size that it is not divided by; 0.6"
    )
    cluster_correlation: Share = Field(
        description="of indicators put into one cluster, in either sense; Dormann et al. (2013): 0.7"
    )
    cluster_linkage: Literal["complete", "single"] = Field(
        description="distance of two clusters; complete: every pair in one reaches cluster_correlation"
    )
    round_correlation: Correlation = Field(
        description="between an indicator's rounds, a year apart; test-retest, Nunnally and Bernstein (1994): 0.7"
    )
    congruence_limit: Share = Field(
        description="Tucker's congruence of components; Lorenzo-Seva and ten Berge (2006): 0.85 fair, 0.95 equal"
    )
    alpha_limit: Share = Field(description="Cronbach's alpha, descriptive; JRC 0.70")
    kmo_limit: Share = Field(description="sampling adequacy; Handbook 0.6")
    eigenvalue_limit: NonNegativeFloat = Field(description="components to keep; Kaiser, Handbook: 1")
    component_share: Share = Field(description="each kept component explains at least; Handbook 0.10")
    cumulative_share: Share = Field(description="the kept components together; Handbook 0.60")
    n_resamples: PositiveInt = Field(description="bootstrap resamples of descriptive intervals")


class Regression(Group):
    """Weights and levels of development by regression."""

    max_regressors: PositiveInt = Field(description="more overfit at n = 63; method review: 15")
    regress_on: Literal["pillar", "sub_pillar"] = Field(
        description="which level's scores explain the outcomes; never indicators"
    )
    sub_pillar_units: PositiveInt = Field(
        description="units from which sub-pillars may be regressors; method review: at n = 34 pillars only"
    )
    log_outcome: bool = Field(
        description="regress on the logarithm of the outcome (GRDP per head is skewed); usual: true"
    )
    vif_limit: PositiveFloat = Field(description="variance inflation that is pointed out; usual: 10, strict: 5")
    influence_limit: PositiveFloat = Field(
        description="Cook's distance that is pointed out, divided by the number of units; Bollen and Jackman: 4"
    )
    ridge_penalties: tuple[NonNegativeFloat, ...] = Field(
        description="penalties among which cross-validation chooses; 0 is least squares", min_length=1
    )
    n_folds: Annotated[int, Field(ge=2)] = Field(
        description="parts of a cross-validation, or as many as there are units; usual: 10"
    )
    n_repeats: PositiveInt = Field(description="divisions of the units into folds, drawn anew")
    quantiles: tuple[Annotated[float, Field(gt=0, lt=1)], ...] = Field(
        description="of the outcome, for quantile regression; outer ones rest on few units"
    )


class Importance(Group):
    """What became of the weights on the data, what the index adds, and what inputs yield."""

    importance_smoother: Literal["spline_reml", "spline_gcv", "gaussian_process"] = Field(
        description="of the correlation ratio: penalised spline by REML or GCV, Gaussian process (Becker et al. 2017)"
    )
    importance_segments: PositiveInt = Field(
        description="even segments of the spline, or inducing points less three; Ruppert (2002): a quarter of the units"
    )
    importance_gap: PositiveFloat = Field(
        description="gap between importance and weight, relative to the weight, that is pointed out; ours: 0.5"
    )
    added_value_share: Annotated[float, Field(gt=0, le=1)] = Field(
        description="of the units: places apart that count; GII audits 10 of about 133 = 0.075"
    )
    efficiency_orientation: Literal["input", "output"] = Field(
        description="whether inputs could shrink or outputs grow; method of the efficiency of outcomes on pillars"
    )
    efficiency_returns: Literal["constant", "variable"] = Field(
        description="returns to scale: constant (CCR) or variable (BCC)"
    )
    efficiency_least: Annotated[float, Field(ge=0, le=1)] = Field(
        description="least share of a pillar or outcome, as a multiple of an equal share; GII audits 5 % of 1/7 = 0.35"
    )
    efficiency_greatest: Annotated[float, Field(ge=1)] = Field(
        description="greatest share, as a multiple of an equal share; GII audits 20 % of 1/7 = 1.4"
    )
    efficiency_floors: tuple[PositiveFloat, PositiveFloat] = Field(
        description="score of the worst unit in the efficiency, 0-100, and another one that shows what it decides"
    )

    @pydantic.field_validator("efficiency_floors")
    @classmethod
    def _are_below_the_best(cls, value: tuple[float, float]) -> tuple[float, float]:
        if max(value) >= 100:
            raise ValueError(f"efficiency_floors must be below 100, the score of the best unit, got {list(value)}")
        return value


class Validity(Group):
    """What stands behind the indicators beside statistics: the judgement of experts."""

    relevant_rating: PositiveFloat = Field(description="rating from which an indicator is relevant; Lynn: 3 of 4")
    item_validity_limit: Share = Field(
        description="share of experts who find an indicator relevant (I-CVI); Polit, Beck and Owen: 0.78"
    )
    scale_validity_limit: Share = Field(
        description="mean of those shares over all indicators (S-CVI/Ave); Polit and Beck: 0.90"
    )


class Uncertainty(Group):
    """Joint draws over declared choices."""

    alternatives: str | None = Field(
        description="set of admissible choices, of params/alternatives; null: the edition's own. An audit sets its preset's"
    )
    n_draws: PositiveInt = Field(description="joint draws; GII audits 4,000")
    rank_low: Share = Field(description="lower end of the rank range; GII 0.05")
    rank_high: Share = Field(description="upper end of the rank range; GII 0.95")
    robust_share: Annotated[float, Field(gt=0.5, le=1)] = Field(
        description="of common draws in which one unit must be ahead; 0.95"
    )
    top_places: tuple[PositiveInt, ...] = Field(
        description="numbers k for which the chance of being among the first k is shown; usual: 5, 10"
    )
    convergence_draws: PositiveInt = Field(
        description="least draws at which the ranges are read: of all, of half of them, and so on; 250"
    )
    convergence_places: NonNegativeFloat = Field(
        description="places that an end or the median of a range may still move in the last step, if the draws are enough"
    )

    @pydantic.model_validator(mode="after")
    def _is_a_range(self) -> Uncertainty:
        if not 0 < self.rank_low < self.rank_high < 1:
            raise ValueError(
                f"rank_low must be below rank_high, both inside 0-1, got {self.rank_low} and {self.rank_high}"
            )
        return self


class Sensitivity(Group):
    """Which choice moves the ranks."""

    sobol_base: PositiveInt = Field(description="base sample of the Sobol design, a power of two")
    weight_range: Annotated[float, Field(gt=0, le=1)] = Field(
        description="a component's share of the index may be so much more or less, relative to the nominal one; GII 0.5"
    )
    small_shift: Share = Field(
        description="of weight moved from some components to others: two units that it makes level are close; ours: 0.02"
    )

    @pydantic.field_validator("sobol_base")
    @classmethod
    def _is_a_power_of_two(cls, value: int) -> int:
        if value < 2 or value & (value - 1):
            raise ValueError(f"sobol_base must be a power of two from 2, got {value}")
        return value


class Profiles(Group):
    """What a province gets back."""

    n_strengths: PositiveInt = Field(description="strengths, and as many weaknesses, per unit; PII 5, GII 10")
