"""The declared set of admissible choices over which the uncertainty analysis draws."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import pydantic

from pipeline.errors import listed
from pipeline.framework.method import Method, check_name
from pipeline.framework.model import Model


def changed(method: Method, changes: Mapping[str, Any]) -> Method:
    """A method with changes, as replicates use it: they form no classes, which another scale might not admit.

    Raises
    ------
    ParameterError : the change is inadmissible.
    """
    return method.replace({"classes": "none", **changes})


class WeightNoise(Model):
    """Weights of the children of every node whose children are at ``level``: Dirichlet around the nominal ones.

    A total ``concentration`` of 47 gives the spread of the GII's U[0.1, 0.3] around 0.2.
    """

    level: pydantic.PositiveInt
    concentration: pydantic.PositiveFloat


class Choice(Model):
    """One admissible alternative of a factor: the parameters of method that it sets."""

    label_vi: str
    label_en: str
    set: Mapping[str, Any]

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
    """

    name: str
    weights: tuple[WeightNoise, ...]
    weight_samples: pydantic.PositiveInt  # size of the pool of weight draws that the weights factor picks from
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
