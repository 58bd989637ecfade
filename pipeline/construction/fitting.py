"""A declared set of alternatives fitted to an edition: what does not apply is left out, or refused by name.

A preset is written for any edition, so what does not apply to this one is dropped and becomes a finding. What a user named
for an edition was meant: it is refused, unless a variant's own parameters have taken away what it would vary.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import FrameworkError, MethodError, ParameterError, listed
from pipeline.framework import admissibility, suitability
from pipeline.framework.alternatives import Alternatives, Factor, changed
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.framework.options import Preparation

OF_PILLARS = "of_pillars"
INADMISSIBLE, NO_STEP, NO_EFFECT, NO_ERROR = "inadmissible", "no_step", "no_effect", "no_standard_error"
NOT_GATHERED = "not_gathered"
"""Why a factor does not apply: no admissible method; the method lacks the step; nothing changes on these data; no source
states a standard error; the values that it would leave out or use were left out when the data were gathered."""

_STEPS = {"normalisation": "none", "outlier_rule": "none"}
"""Options that say a step is not done; a factor that knows no such choice perturbs a step that the method lacks."""


@dataclass(frozen=True)
class Dropped:
    """What a preset asks for and this edition has not: a factor, or weights by the key of their declaration."""

    subject: str
    reason: str


def fitted(alternatives: Alternatives, edition: Edition) -> tuple[Alternatives, tuple[Dropped, ...]]:
    """The alternatives that can be applied to an edition, as far as that can be said without its data.

    Raises
    ------
    FrameworkError : a factor of the user's own set perturbs a step that the method lacks.
    """
    spelled = _spelled_out(alternatives, edition) if alternatives.preset else alternatives
    kept: dict[str, Factor] = {}
    dropped: list[Dropped] = []
    for name, factor in spelled.factors.items():
        reason = _left_out_before(factor, edition.method) or _unfit(
            kept | {name: factor}, name, edition, preset=alternatives.preset
        )
        if reason:
            dropped.append(Dropped(name, reason))
        else:
            kept[name] = factor
    alone = tuple(choice for choice in spelled.one_at_a_time if not alternatives.preset or _suits(choice.set, edition))
    fit = spelled.model_copy(update={"factors": kept, "one_at_a_time": alone})
    return fit, tuple(refuse_or_drop(dropped, alternatives))


def refuse_or_drop(found: list[Dropped], alternatives: Alternatives) -> list[Dropped]:
    """What was found, of a preset, or because of the run's own parameters.

    Raises
    ------
    FrameworkError, MethodError : of a user's own set.
    """
    refused = [] if alternatives.preset else [item for item in found if item.reason != NOT_GATHERED]
    if not refused:
        return found
    told = listed(f"{item.subject!r} {_WHY[item.reason]}" for item in refused)
    kind = FrameworkError if {item.reason for item in refused} == {NO_STEP} else MethodError
    raise kind(
        f"alternatives {alternatives.name!r}: what is named for an edition must change something there; {told}. "
        f"Remove it from params/alternatives/{alternatives.name}.yaml, or give the edition a set of its own"
    )


_WHY: Mapping[str, str] = {
    NO_STEP: "perturbs a step that the method lacks",
    NO_EFFECT: "gives the same scores on these data with each of its choices, in every combination with the others",
    NO_ERROR: "needs a source that states a standard error, and none of this edition does",
    INADMISSIBLE: "has no admissible combination",
    "no_siblings": "draws weights where no node has a sibling that counts",
    "outside_range": "draws weights from a range in which no nominal weights lie",
    "drawn_already": "draws weights that another declaration draws already",
}


def _spelled_out(alternatives: Alternatives, edition: Edition) -> Alternatives:
    """A preset with the codes of this edition in the place of ``of_pillars``."""
    parents = dict.fromkeys(node.parent for node in edition.framework.pillars)
    factors = {}
    for name, factor in alternatives.factors.items():
        choices = []
        for choice in factor.choices:
            at = choice.set.get("aggregation_at")
            if isinstance(at, Mapping) and OF_PILLARS in at:
                named = {key: function for key, function in at.items() if key != OF_PILLARS}
                own = named | {str(code): at[OF_PILLARS] for code in parents}
                choice = choice.model_copy(update={"set": {**choice.set, "aggregation_at": own}})
            choices.append(choice)
        factors[name] = factor.model_copy(update={"choices": tuple(choices)})
    return alternatives.model_copy(update={"factors": factors})


def _left_out_before(factor: Factor, method: Method) -> str:
    """Whether a factor varies only what the method leaves out when data are gathered, such as values of earlier years."""
    options = {parameter for choice in factor.choices for parameter in choice.set}
    is_off = all(name in Preparation.model_fields and not getattr(method.preparation, name) for name in options)
    return NOT_GATHERED if options and is_off else ""


def _unfit(factors: Mapping[str, Factor], name: str, edition: Edition, *, preset: bool) -> str:
    """Why the last of several factors does not apply, beside the others; empty where it does."""
    if _lacks_step(factors[name], edition.method, preset=preset):
        return NO_STEP
    if not preset:  # the edition has checked its own set on loading
        return ""
    for choices in itertools.product(*(factor.choices for factor in factors.values())):
        changes = {key: value for choice in choices for key, value in choice.set.items()}
        if not _suits(changes, edition):
            return INADMISSIBLE
    return ""


def _lacks_step(factor: Factor, method: Method, *, preset: bool) -> bool:
    """Whether a factor perturbs what the method does not do; a user may ask what doing it would change, a preset not."""
    options = {parameter for choice in factor.choices for parameter in choice.set}
    for option, without in _STEPS.items():
        is_off = option in options and method.values.get(option) == without
        if is_off and (preset or all(choice.set[option] != without for choice in factor.choices)):
            return True
    try:
        methods = [changed(method, choice.set) for choice in factor.choices]
    except ParameterError:
        return False
    return all(options <= other.inert for other in methods)


def _suits(changes: Mapping[str, Any], edition: Edition) -> bool:
    """Whether a change makes a method that is admissible on this edition's tree."""
    try:
        method = changed(edition.method, changes)
    except ParameterError:
        return False
    aggregation, ranking = method.aggregation, method.ranking
    return not any(
        (
            *admissibility.tree_faults(edition.framework, aggregation, ranking),
            *suitability.faults(method, framework=edition.framework, goalposts=edition.goalposts),
        )
    )
