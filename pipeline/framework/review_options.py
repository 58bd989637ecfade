"""The options of how an index is looked at: limits and depth of the chapters that judge it, none of which makes a score.

An audit may set these and no others (``audit``), but for how often an imputation is drawn and tried.
"""

from __future__ import annotations

from typing import Annotated, Literal

import pydantic
from pydantic import Field, NonNegativeFloat, PositiveFloat, PositiveInt

from pipeline.framework.option_group import Correlation, Group, Share


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

    score_error: NonNegativeFloat = Field(
        description="of every indicator score, in points, in the error scenario of the rank sets; ours: 1; 0: no scenario"
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
