"""Options of aggregation that may differ from node to node: by a node's code, or by the role of its level.

What stands at a code wins over what stands at a role, and that over the usual choice.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from typing import TypeVar

from pipeline.errors import nearest
from pipeline.framework.hierarchy import Hierarchy, LevelRole
from pipeline.framework.options import Aggregation, Aggregator

Option = TypeVar("Option")

ROLES = tuple(role for role in typing.get_args(LevelRole) if role != "indicator")
"""Roles of the levels whose nodes have children."""

NEEDS_POSITIVE = ("geometric", "harmonic", "benefit_of_the_doubt")
"""Functions that are not defined for a score of zero or less; of the generalised means, those of power 0 or less."""

WINS, SHARE = "wins", "share"
MADE_BY = {"copeland": WINS, "benefit_of_the_doubt": SHARE}
"""Functions that make a scale of their own of any other: wins less losses, and a share of the best, 0-1."""


def function_at(code: str, framework: Hierarchy, options: Aggregation) -> Aggregator:
    """The function that makes the score of one aggregate."""
    return _at(code, framework, options.aggregation, options.aggregation_at)


def least_available_at(code: str, framework: Hierarchy, options: Aggregation) -> float:
    """The share of its children that the score of one aggregate needs."""
    return _at(code, framework, options.least_available, options.least_available_at)


def needs_positive(function: str, options: Aggregation) -> bool:
    """Whether a function refuses a score of zero."""
    return function in NEEDS_POSITIVE or (function == "power" and options.power <= 0)


def floor_at(code: str, framework: Hierarchy, options: Aggregation) -> float | None:
    """The floor in force at a node, or None.

    It is stated on the scale of the indicators' scores and holds for functions that need positive ones. Scores of
    benefit of the doubt are positive by themselves, on a scale of 0-1, so that nothing above them is lifted.
    """
    if not needs_positive(function_at(code, framework, options), options):
        return None
    below = {scale_at(child.code, framework, options) for child in framework.children(code)}
    return None if all(scale.endswith(SHARE) for scale in below) else options.score_floor


def scale_at(code: str, framework: Hierarchy, options: Aggregation) -> str:
    """What the score of a node is measured in.

    ``score`` where every function below keeps the scale of the indicators' scores, ``total`` for sums of them,
    ``wins`` for Copeland's counts, ``share`` for benefit of the doubt, ``total of wins`` and so on for sums of those;
    ``mixed`` above children that are not on one scale.
    """
    children = framework.children(code)
    if not children:
        return "score"
    function = function_at(code, framework, options)
    if function in MADE_BY:
        return MADE_BY[function]
    below = {scale_at(child.code, framework, options) for child in children}
    if function == "sum" and below <= {"score", "total"}:
        return "total"
    inside = below.pop() if len(below) == 1 else "mixed"
    return f"total of {inside}" if function == "sum" and not inside.startswith("total") else inside


def faults(framework: Hierarchy, options: Aggregation) -> Iterator[str]:
    """Every code or role that this tree does not have, as a sentence that says what is meant perhaps."""
    yield from _unknown("aggregation_at", options.aggregation_at, framework)
    yield from _unknown("least_available_at", options.least_available_at, framework)


def _at(code: str, framework: Hierarchy, usual: Option, exceptions: Mapping[str, Option]) -> Option:
    if not exceptions or code in exceptions:
        return exceptions.get(code, usual)
    level = framework.node(code).level
    role = next((item.role for item in framework.levels if item.level == level), "")
    return exceptions.get(role, usual)


def _unknown(option: str, exceptions: Mapping[str, object], framework: Hierarchy) -> Iterator[str]:
    aggregates = {node.code for node in framework.tree if node.role == "aggregate"}
    roles = {level.role for level in framework.levels if level.role in ROLES and framework.at_level(level.level)}
    for name in exceptions:
        if name in aggregates and name in ROLES:
            yield f"{option} names {name!r}, which is a code and the role of a level at once. Give the node another code"
        elif name in framework.indicator_codes or name == "indicator":
            yield f"{option} names {name!r}, but an indicator has no children. Name an aggregate or the role of its level"
        elif name not in aggregates | roles:
            known = nearest(name, sorted(aggregates | roles))
            yield f"{option} names {name!r}, which is no aggregate and no role of a level in this edition; {known}"
