"""The declared set of admissible choices over which the uncertainty analysis draws."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, cast, get_args

import pydantic

from pipeline.errors import listed
from pipeline.framework.hierarchy import Hierarchy, LevelRole
from pipeline.framework.method import Method, check_name
from pipeline.framework.model import Model

DRAWN_IMPUTATIONS = ("earlier_round", "predictive_mean_matching", "em")
"""Imputations that know how uncertain they are, and can be drawn."""


def changed(method: Method, changes: Mapping[str, Any]) -> Method:
    """A method with changes, as replicates use it: they form no classes, which another scale might not admit.

    Raises
    ------
    ParameterError : the change is inadmissible.
    """
    return method.replace({"classes": "none", **changes})


class WeightNoise(Model):
    """How the weights of the children of some nodes are drawn, always on the simplex.

    Of the nodes whose children stand at ``level`` (a number, or the role of a level; ``pillar`` means the nodes below the
    root where the tree has no level of that role), either

    - Dirichlet around the nominal shares with a total ``concentration`` (47 has the spread of the GII's U[0.1, 0.3]
      around 0.2), or
    - uniform between ``low`` and ``high`` and then renormalised: of those nodes alone all of whose children have nominal
      shares in that range, for elsewhere it would not be a range around them, or
    - uniform within ``relative`` of each nominal share (0.25: plus or minus a quarter), then renormalised.

    ``name`` is what a finding calls it.
    """

    level: int | str
    concentration: pydantic.PositiveFloat | None = None
    low: Annotated[float, pydantic.Field(ge=0, lt=1)] | None = None
    high: Annotated[float, pydantic.Field(gt=0, le=1)] | None = None
    relative: Annotated[float, pydantic.Field(gt=0, lt=1)] | None = None
    name: str = ""
    name_vi: str = ""
    name_en: str = ""

    @pydantic.field_validator("level")
    @classmethod
    def _is_a_level(cls, value: int | str) -> int | str:
        roles = get_args(LevelRole)
        if (isinstance(value, int) and value < 1) or (isinstance(value, str) and value not in roles):
            raise ValueError(f"a level is a number greater than 0 (found {value!r}) or a role: {listed(roles)}")
        return value

    @pydantic.model_validator(mode="after")
    def _says_one_distribution(self) -> WeightNoise:
        uniform = self.low is not None and self.high is not None
        if (self.low is None) != (self.high is None) or (uniform and not (self.low or 0.0) < (self.high or 0.0)):
            raise ValueError(f"uniform weights need low below high, got low={self.low} and high={self.high}")
        said = [self.concentration is not None, uniform, self.relative is not None]
        if sum(said) != 1:
            raise ValueError("weights are drawn in one way: give concentration, or low and high, or relative")
        return self

    @property
    def key(self) -> str:
        """What it is called where it has no name: by its level."""
        return self.name or f"weights_{self.level}"

    def parents(self, framework: Hierarchy) -> list[str]:
        """Codes of the nodes whose children it is about and that have more than one."""
        if self.level == "pillar":
            own = framework.pillars
        elif isinstance(self.level, int):
            own = framework.at_level(self.level)
        else:
            own = framework.with_role(cast(LevelRole, self.level))
        codes = dict.fromkeys(node.parent for node in own if node.parent)
        return [code for code in codes if len(framework.children(code)) > 1]


class Choice(Model):
    """One admissible alternative of a factor: the parameters of method that it sets.

    In a preset, the key ``of_pillars`` of ``aggregation_at`` stands for every node whose children are the pillars.
    """

    label_vi: str
    label_en: str
    set: Mapping[str, Any]
    drawn: bool = False  # each replicate takes one of n_imputations completed tables, not the value that is expected

    @pydantic.model_validator(mode="after")
    def _can_be_drawn(self) -> Choice:
        if self.drawn and self.set.get("imputation") not in DRAWN_IMPUTATIONS:
            raise ValueError(
                f"choice {self.label_en!r}: completed tables can be drawn of {', '.join(DRAWN_IMPUTATIONS)}, found "
                f"imputation {self.set.get('imputation')!r}. Leave `drawn` out, or choose one of these"
            )
        return self

    @pydantic.field_validator("set")
    @classmethod
    def _names_exist(cls, value: Mapping[str, Any]) -> Mapping[str, Any]:
        for name in value:
            check_name(name)
        return value

    def label(self, language: str) -> str:
        return self.label_vi if language == "vi" else self.label_en


class Factor(Model):
    """One source of uncertainty: its admissible choices, the first being drawn as often as each other one."""

    name_vi: str
    name_en: str
    choices: tuple[Choice, ...] = pydantic.Field(min_length=1)

    @pydantic.model_validator(mode="after")
    def _choices_set_the_same(self) -> Factor:
        """Otherwise what a choice means would depend on the method it is applied to."""
        every = {name for choice in self.choices for name in choice.set}
        lacking = {choice.label_en: sorted(every - set(choice.set)) for choice in self.choices}
        told = listed(f"{label} lacks {listed(names)}" for label, names in lacking.items() if names)
        if told:
            raise ValueError(f"every choice of the factor {self.name_en!r} must set the same parameters; {told}")
        return self

    def name(self, language: str) -> str:
        return self.name_vi if language == "vi" else self.name_en


class Alternatives(Model):
    """``params/alternatives/<name>.yaml``: every combination of choices must be an admissible method.

    Independence of the factors is what Sobol indices need, so a set with inadmissible combinations is refused.
    ``one_at_a_time`` adds choices that are compared with the nominal method only, one by one.

    A ``preset`` is written for any edition: what does not apply to one is left out and becomes a finding. What a user
    names for an edition must apply to it.
    """

    name: str
    preset: bool = False
    weights: tuple[WeightNoise, ...]
    weight_samples: pydantic.PositiveInt  # size of the pool of weight draws that the weights factor picks from
    leave_out_indicators: bool = False  # a factor: each replicate leaves out one indicator, or none
    error_samples: pydantic.PositiveInt | None = None  # a factor: draws of values around those with a standard error
    factors: Mapping[str, Factor]
    one_at_a_time: tuple[Choice, ...] = ()
    excluded_vi: tuple[str, ...] = ()  # choices not taken, and why
    excluded_en: tuple[str, ...] = ()

    @pydantic.model_validator(mode="after")
    def _labels_are_unique(self) -> Alternatives:
        for language in ("vi", "en"):
            labels = [choice.label(language) for choice in self.choices]
            twice = sorted({label for label in labels if labels.count(label) > 1})
            if twice:
                raise ValueError(f"labels name choices in tables, so they must be unique; found twice: {listed(twice)}")
        return self

    @pydantic.model_validator(mode="after")
    def _factors_are_separate(self) -> Alternatives:
        setters: dict[str, set[str]] = {"weighting": {"weights"} if self.weights else set()}
        for name, factor in self.factors.items():
            for parameter in {parameter for choice in factor.choices for parameter in choice.set}:
                setters.setdefault(parameter, set()).add(name)
        shared = {parameter: sorted(names) for parameter, names in setters.items() if len(names) > 1}
        if shared:
            told = listed(f"{parameter} by {' and '.join(names)}" for parameter, names in sorted(shared.items()))
            raise ValueError(f"factors must be independent, so one parameter belongs to one factor; set twice: {told}")
        return self

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every choice of every factor, and those compared alone."""
        return (*(choice for factor in self.factors.values() for choice in factor.choices), *self.one_at_a_time)

    def check(self, method: Method) -> None:
        """Raise ParameterError unless every combination of choices is admissible with ``method``."""
        for _ in self.methods(method):
            pass

    def methods(self, method: Method) -> Iterator[Method]:
        """The method of every combination of choices, then of every choice compared alone.

        Raises
        ------
        ParameterError : one that is inadmissible.
        """
        sets = [[choice.set for choice in factor.choices] for factor in self.factors.values()]
        for combination in itertools.product(*sets):
            yield changed(method, {name: value for changes in combination for name, value in changes.items()})
        for choice in self.one_at_a_time:
            yield changed(method, choice.set)
