"""Every option of method, by name: the one typed model behind the command line, the YAML and the notebooks.

A parameter is addressed by its own name (``skewness_limit``) wherever it stands, so names are unique over the groups;
a notebook shows it in capitals (``SKEWNESS_LIMIT: float = 2.25``). Each field says where its usual value comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, cast

import pydantic
from pydantic import Field, NonNegativeFloat, PositiveFloat, PositiveInt
from pydantic.fields import FieldInfo

from pipeline.errors import ParameterError, nearest
from pipeline.framework.model import Model, explain

Share = Annotated[float, Field(ge=0, le=1)]
Correlation = Annotated[float, Field(ge=-1, le=1)]


class Preparation(Model):
    """From raw tables to a matrix of values."""

    use_structural_zeros: bool = Field(description="apply the edition's declared structural-zero rules")
    use_earlier_years: bool = Field(
        description="let a unit's value of an earlier year, inside the year rule, stand in for a blank of the latest"
    )


class Imputation(Model):
    """What to put where a value is missing."""

    imputation: Literal["none", "median_by_region", "earlier_round"] = Field(
        description="GII: none (which implies the mean of the group: shadow imputation)"
    )


class Treatment(Model):
    """Transformation, and winsorisation where a column still counts as skewed."""

    transformations: Literal["declared", "none"] = Field(description="apply each indicator's declared transformation")
    outlier_rule: Literal["winsorise", "none"] = Field(description="what is done where the trigger fires")
    skewness_limit: PositiveFloat = Field(description="of |skewness|, bias-corrected; GII 2.25, JRC 2.0")
    kurtosis_limit: PositiveFloat = Field(description="excess, bias-corrected, together with skewness; GII, JRC 3.5")
    kurtosis_alone_limit: PositiveFloat | None = Field(description="triggers by itself; JRC 10, GII has none")
    winsorise_max_share: Annotated[float, Field(ge=0, lt=0.25)] = Field(
        description="of the units that may be drawn in; GII 5 of about 133 units = 0.0376"
    )
    outlier_fallback: Literal["none", "log_ct"] = Field(
        description="where winsorising is not enough: nothing, or the COIN Tool log"
    )


class Normalisation(Model):
    """One scale for all; the only step that turns a direction."""

    normalisation: Literal["min_max", "percentile_rank", "z_score", "none"] = Field(description="PII, GII: min_max")
    scale_low: float = Field(description="the worst score; PII, GII: 0")
    scale_high: float = Field(description="the best score; PII, GII: 100")
    z_mean: float = Field(description="mean of z-scores, where they are used; COINr: 0")
    z_sd: PositiveFloat = Field(description="standard deviation of z-scores, where they are used; COINr: 1")

    @pydantic.model_validator(mode="after")
    def _is_ordered(self) -> Normalisation:
        if not self.scale_low < self.scale_high:
            raise ValueError(f"scale_low must be below scale_high, got {self.scale_low} and {self.scale_high}")
        return self


class Aggregation(Model):
    """Up the tree."""

    weighting: Literal["nominal", "equal"] = Field(description="the framework's weights, or equal within each parent")
    aggregation: Literal["arithmetic", "geometric", "sum"] = Field(description="PII, GII: arithmetic; PAPI: sum")
    geometric_floor: PositiveFloat | None = Field(
        description="lowest score that enters a geometric mean; without one a zero is refused"
    )
    ties: Literal["min", "dense"] = Field(description="rank of equal scores; sport ranking: min")


class Coherence(Model):
    """Thresholds of the statistical review; each is reported with an interval, never as a bare yes or no."""

    confidence: Annotated[float, Field(gt=0.5, lt=1)] = Field(description="of all intervals; usual: 0.95")
    low_correlation: Correlation = Field(description="below: under-represented; JRC 0.3")
    redundant_correlation: Share = Field(description="above, in either sense: twins; JRC 0.95, GII audits 0.92")
    alpha_limit: Share = Field(description="Cronbach's alpha, descriptive; JRC 0.70")
    kmo_limit: Share = Field(description="sampling adequacy; Handbook 0.6")
    eigenvalue_limit: NonNegativeFloat = Field(description="components to keep; Kaiser, Handbook: 1")
    component_share: Share = Field(description="each kept component explains at least; Handbook 0.10")
    cumulative_share: Share = Field(description="the kept components together; Handbook 0.60")
    n_resamples: PositiveInt = Field(description="bootstrap resamples of descriptive intervals")


class Regression(Model):
    """Weights and levels of development by regression."""

    max_regressors: PositiveInt = Field(description="more overfit at n = 63; method review: 15")
    log_outcome: bool = Field(
        description="regress on the logarithm of the outcome (GRDP per head is skewed); usual: true"
    )
    vif_limit: PositiveFloat = Field(description="variance inflation that is pointed out; usual: 10, strict: 5")


class Uncertainty(Model):
    """Joint draws over declared choices."""

    n_draws: PositiveInt = Field(description="joint draws; GII audits 4,000")
    rank_low: Share = Field(description="lower end of the rank range; GII 0.05")
    rank_high: Share = Field(description="upper end of the rank range; GII 0.95")
    robust_share: Annotated[float, Field(gt=0.5, le=1)] = Field(
        description="of common draws in which one unit must be ahead; 0.95"
    )

    @pydantic.model_validator(mode="after")
    def _is_a_range(self) -> Uncertainty:
        if not 0 < self.rank_low < self.rank_high < 1:
            raise ValueError(
                f"rank_low must be below rank_high, both inside 0-1, got {self.rank_low} and {self.rank_high}"
            )
        return self


class Sensitivity(Model):
    """Which choice moves the ranks."""

    sobol_base: PositiveInt = Field(description="base sample of the Sobol design, a power of two")

    @pydantic.field_validator("sobol_base")
    @classmethod
    def _is_a_power_of_two(cls, value: int) -> int:
        if value < 2 or value & (value - 1):
            raise ValueError(f"sobol_base must be a power of two from 2, got {value}")
        return value


class Profiles(Model):
    """What a province gets back."""

    n_strengths: PositiveInt = Field(description="strengths, and as many weaknesses, per unit; PII 5, GII 10")


class Method(Model):
    """All groups of ``params/methods/<name>.yaml``."""

    name: str
    description_vi: str
    description_en: str
    preparation: Preparation
    imputation: Imputation
    treatment: Treatment
    normalisation: Normalisation
    aggregation: Aggregation
    coherence: Coherence
    regression: Regression
    uncertainty: Uncertainty
    sensitivity: Sensitivity
    profiles: Profiles

    @pydantic.model_validator(mode="after")
    def _is_admissible(self) -> Method:
        if self.aggregation.aggregation == "geometric":
            if self.normalisation.normalisation in ("z_score", "none"):
                raise ValueError(
                    f"a geometric mean needs positive scores, and normalisation {self.normalisation.normalisation!r} "
                    "does not give them: inadmissible. Choose min_max or percentile_rank"
                )
            if self.normalisation.scale_low <= 0 and self.aggregation.geometric_floor is None:
                raise ValueError(
                    f"a geometric mean of scores from {self.normalisation.scale_low} needs geometric_floor (such as 1)"
                )
        return self

    @cached_property
    def values(self) -> dict[str, Any]:
        """Every parameter by its own name."""
        return {name: getattr(getattr(self, group), name) for name, group in group_of().items()}

    @property
    def inert(self) -> frozenset[str]:
        """Names of the parameters that steer nothing under this method's own choices.

        Changing one of them perturbs a step that the method lacks, which would look like a result.
        """
        names: set[str] = set()
        if self.treatment.outlier_rule == "none":
            names |= {
                "skewness_limit",
                "kurtosis_limit",
                "kurtosis_alone_limit",
                "winsorise_max_share",
                "outlier_fallback",
            }
        if self.normalisation.normalisation in ("none", "z_score"):
            names |= {"scale_low", "scale_high"}
        if self.normalisation.normalisation != "z_score":
            names |= {"z_mean", "z_sd"}
        if self.aggregation.aggregation != "geometric":
            names |= {"geometric_floor"}
        return frozenset(names)

    def replace(self, changes: Mapping[str, Any]) -> Method:
        """A copy with named parameters replaced; text is read as the field's type (``"2.0"``, ``"none"``).

        Raises
        ------
        ParameterError : an unknown name (with the nearest), a value of the wrong type, or an inadmissible choice.
        """
        groups: dict[str, dict[str, Any]] = {}
        for name, value in changes.items():
            check_name(name)
            groups.setdefault(group_of()[name], {})[name] = _absent(value)
        merged = self.model_dump()
        for group, fields in groups.items():
            merged[group] |= fields
        try:
            return Method.model_validate(merged)
        except pydantic.ValidationError as error:
            raise ParameterError(f"method {self.name!r}: {explain(error, Method)}") from None


def _absent(value: Any) -> Any:
    """``null`` on a command line is None where the field allows it (``none`` may be a choice of its own)."""
    return None if value == "null" else value


def group_of() -> dict[str, str]:
    """The group of every parameter name."""
    return {
        name: group
        for group, field in Method.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Model)
        for name in field.annotation.model_fields
    }


def field(name: str) -> FieldInfo:
    """The declared type, limits and source of one parameter."""
    check_name(name)
    group = Method.model_fields[group_of()[name]].annotation
    return cast(type[Model], group).model_fields[name]


def check_name(name: str) -> None:
    """Refuse an unknown parameter name with the nearest valid ones."""
    if name not in group_of():
        raise ParameterError(f"parameter {name!r} is not an option of method; {nearest(name, sorted(group_of()))}")
