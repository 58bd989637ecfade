"""The index from its pillars upward as expressions of Vega, so that a browser computes what the engine computes.

Sliders multiply the weights in use; everything below the pillars stays as published. The functions are the arithmetic
mean, the geometric mean and the sum; a method that uses others above its pillars has no live explorer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.framework import admissibility, node_options
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Hierarchy, Node
from pipeline.framework.method import Method
from pipeline.framework.options import Aggregator

ARITHMETIC: Aggregator = "arithmetic"
GEOMETRIC: Aggregator = "geometric"
SUM: Aggregator = "sum"
FUNCTIONS = (ARITHMETIC, GEOMETRIC, SUM)
SWITCH = "aggregation"
PUBLISHED = 100
"""What a slider stands at: per cent of the published weight."""


@dataclass(frozen=True)
class Formula:
    """A field of each unit's row and the expression that makes it."""

    name: str
    expression: str


@dataclass(frozen=True, eq=False)
class Arithmetic:
    """What a browser needs to compute an index.

    Parameters
    ----------
    pillars : whose scores are data, fields ``p0``, ``p1``, ...; their sliders are the signals ``w0``, ``w1``, ...
    formulas : from the pillars up, in order; the last makes ``live``, the score of the index.
    shares : effective share of each pillar in the index, of the sliders alone.
    published : the function above the pillars, as published.
    choices : functions that a reader may choose there.
    floor : least pillar score in a geometric mean; None where it is not offered or needs none.
    """

    pillars: tuple[Node, ...]
    formulas: tuple[Formula, ...]
    shares: tuple[str, ...]
    published: str
    choices: tuple[str, ...]
    floor: float | None


def unknown_function(edition: Edition) -> str | None:
    """A function at or above the pillars' parents that no expression here computes; None where all can be."""
    options = edition.method.aggregation
    for code in _above(edition.framework):
        function = node_options.function_at(code, edition.framework, options)
        if function not in FUNCTIONS:
            return function
        if node_options.least_available_at(code, edition.framework, options) > 0:
            return "least_available"
    return None


def of_edition(edition: Edition, weights: pd.DataFrame, scores: pd.DataFrame) -> Arithmetic:
    """The expressions of an edition.

    Parameters
    ----------
    weights : ``weights.csv``, the weights in use.
    scores : ranked units x codes; a geometric mean without a floor is offered only where all pillar scores are positive.
    """
    framework, pillars = edition.framework, movable(edition.framework)
    parents = list(dict.fromkeys(str(node.parent) for node in pillars))
    published = node_options.function_at(parents[0], framework, edition.method.aggregation)
    floor, offered = geometric(edition, scores)
    choices = (ARITHMETIC, GEOMETRIC) if published != SUM and offered else (published,)
    made = _Maker(framework, dict(zip(weights["code"], weights["weight"].astype(float), strict=True)), pillars, floor)
    return Arithmetic(
        pillars=pillars,
        formulas=made.formulas(edition.method, switched=parents if len(choices) > 1 else []),
        shares=tuple(made.share(node) for node in pillars),
        published=published,
        choices=choices,
        floor=floor if offered else None,
    )


def geometric(edition: Edition, scores: pd.DataFrame) -> tuple[float | None, bool]:
    """The floor of a geometric mean of the pillars, and whether that mean is admissible at all.

    The floor is the method's own, or that of a declared alternative that takes geometric means; without one every pillar
    score must be positive.
    """
    for floor in (edition.method.aggregation.score_floor, declared_floor(edition)):
        if floor is not None and not any(_faults(edition, floor)):
            return floor, True
    positive = bool((scores[[node.code for node in movable(edition.framework)]] > 0).all(axis=None))
    return None, positive and not any(_faults(edition, None))


def with_geometric(edition: Edition, *, floor: float | None) -> dict[str, Any]:
    """Changes of method that take geometric means of the pillars."""
    at = dict(edition.method.aggregation.aggregation_at)
    at |= {str(node.parent): GEOMETRIC for node in movable(edition.framework)}
    return {"aggregation_at": at, "score_floor": floor}


def _faults(edition: Edition, floor: float | None) -> Iterator[str]:
    """Why geometric means of the pillars are inadmissible."""
    method, framework = edition.method, edition.framework
    changed = method.aggregation.model_copy(update=with_geometric(edition, floor=floor))
    yield from admissibility.faults(method.normalisation, changed, method.ranking)
    yield from admissibility.tree_faults(framework, changed, method.ranking)


def declared_floor(edition: Edition) -> float | None:
    """The floor of the first declared alternative that takes geometric means with one."""
    choices = [choice.set for factor in edition.alternatives.factors.values() for choice in factor.choices]
    floors = [item.get("score_floor") for item in choices if item.get("aggregation") == GEOMETRIC]
    return next((float(floor) for floor in floors if floor is not None), None)


def movable(framework: Hierarchy) -> tuple[Node, ...]:
    """What has a slider: the pillars, and in an uneven tree whatever else stands beside or above them without one below."""
    above = _above(framework)
    return tuple(node for node in framework.tree if node.parent in above and node.code not in above)


def _above(framework: Hierarchy) -> list[str]:
    """Codes of every node above the pillars, the lowest first."""
    found: dict[str, int] = {}
    for pillar in framework.pillars:
        here = pillar.parent
        while here:
            found[here] = int(framework.by_code[here].level or 0)
            here = framework.by_code[here].parent
    return sorted(found, key=lambda code: (found[code], code))


class _Maker:
    """Writes expressions for one tree."""

    def __init__(
        self, framework: Hierarchy, weights: dict[str, float], pillars: Sequence[Node], floor: float | None
    ) -> None:
        self.framework, self.weights, self.floor = framework, weights, floor
        self.fields = {node.code: f"p{place}" for place, node in enumerate(pillars)}
        self.sliders = {node.code: f"w{place}" for place, node in enumerate(pillars)}
        self.above = _above(framework)
        for place, code in enumerate(self.above):
            self.fields[code] = "live" if code == framework.root.code else f"n{place}"

    def formulas(self, method: Method, *, switched: Sequence[str]) -> tuple[Formula, ...]:
        """A formula for each node above the pillars; ``switched`` are those whose function a reader chooses."""
        made = []
        for code in self.above:
            own = node_options.function_at(code, self.framework, method.aggregation)
            expression = self._of(own, code)
            if code in switched:
                expression = (
                    f"{SWITCH} === '{GEOMETRIC}' ? ({self._of(GEOMETRIC, code)}) : ({self._of(ARITHMETIC, code)})"
                )
            made.append(Formula(self.fields[code], expression))
        return tuple(made)

    def share(self, node: Node) -> str:
        """Effective share of a node in the index: its weight among its siblings, times that of its parent."""
        if not node.parent:
            return "1"
        whole = " + ".join(self._alive(child) for child in self.framework.children(node.parent))
        above = self.share(self.framework.by_code[node.parent])
        return f"(({whole}) > 0 ? {self._alive(node)} / ({whole}) * {above} : 0)"

    def _weight(self, code: str) -> str:
        own = repr(self.weights[code])
        return f"({own} * {self.sliders[code]} / {PUBLISHED})" if code in self.sliders else own

    def _alive(self, node: Node) -> str:
        """The weight of a node, 0 where all that is below it has weight 0."""
        if node.code in self.sliders:
            return self._weight(node.code)
        below = " + ".join(self._alive(child) for child in self.framework.children(node.code))
        return f"(({below}) > 0 ? {self._weight(node.code)} : 0)"

    def _of(self, function: str, code: str) -> str:
        children = [
            (f"datum.{self.fields[child.code]}", self._weight(child.code)) for child in self.framework.children(code)
        ]
        if function == SUM:
            there = " && ".join(f"isValid({field})" for field, _ in children)
            return f"({there}) ? {' + '.join(f'{weight} * {field}' for field, weight in children)} : null"
        total = " + ".join(f"(isValid({field}) ? {weight} : 0)" for field, weight in children)
        scores = {field: field if function == ARITHMETIC else self._logarithm(field) for field, _ in children}
        product = " + ".join(f"(isValid({field}) ? {weight} * {scores[field]} : 0)" for field, weight in children)
        mean = f"({product}) / ({total})"
        return f"({total}) > 0 ? {mean if function == ARITHMETIC else f'exp({mean})'} : null"

    def _logarithm(self, field: str) -> str:
        return f"log({field})" if self.floor is None else f"log(max({field}, {self.floor!r}))"
