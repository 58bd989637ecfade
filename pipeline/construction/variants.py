"""Every combination of choices, computed once: the scores that no replicate changes, and the nodes above them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from pipeline.construction import node_functions, tree, weight_draws
from pipeline.construction import weights as weighing
from pipeline.construction.completed import Tables
from pipeline.construction.design import WEIGHT_STREAM, stream
from pipeline.construction.ground import Ground
from pipeline.framework import alternatives
from pipeline.framework.alternatives import Alternatives
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics import replicates
from pipeline.statistics.node_scores import Rule
from pipeline.statistics.types import FloatArray, IntArray

_OWN_NUMBERS = {
    "power": ("power",),
    "mean_min": ("penalty", "smoothness"),
    "ordered": ("orness",),
    "benefit_of_the_doubt": ("share_range",),
}


class Variants:
    """What the methods of an edition come to, each computed once and remembered."""

    def __init__(self, ground: Ground, edition: Edition, *, seed: int) -> None:
        self.ground, self.edition, self.seed = ground, edition, seed
        self.tables = Tables(ground, edition, seed=seed)
        self._methods: dict[tuple[tuple[str, int], ...], Method] = {}
        self._weights: dict[str, tree.Weights] = {}
        self._pools: dict[bytes, dict[str, FloatArray]] = {}
        self._whole_pools: dict[int, FloatArray] = {}
        self._stacked: dict[bytes, FloatArray] = {}
        self._compiled: dict[tuple[Any, ...], replicates.Variant] = {}

    def method_of(self, choices: tuple[int, ...], declared: Alternatives) -> Method:
        """The method of one combination of choices."""
        key = tuple(zip(declared.factors, choices, strict=True))
        if key not in self._methods:
            changes: dict[str, Any] = {}
            for factor, choice in zip(declared.factors.values(), choices, strict=True):
                changes |= factor.choices[choice].set
            self._methods[key] = alternatives.changed(self.edition.method, changes)
        return self._methods[key]

    def weights_of(self, method: Method) -> tree.Weights:
        """Weights under a method; those that come from scores are computed from its unperturbed ones."""
        key = method.model_dump_json()
        if key not in self._weights:
            if weighing.is_from_scores(method):
                self._weights[key] = tree.realised(
                    self.tables.normalised(method)[0],
                    self.edition,
                    method=method,
                    outcome=weighing.outcome(self.ground.values, self.edition, units=list(self.ground.units)),
                    units=self.ground.units,
                ).weights
            else:
                self._weights[key] = weighing.fixed(self.edition, method=method)
        return self._weights[key]

    def pool_of(self, method: Method) -> dict[str, FloatArray]:
        """Weight draws by aggregate, (weight_samples, n_children), around the method's weights.

        An aggregate whose children's weights are not perturbed is absent. All methods share one stream, so that their
        draws differ by the weights in the middle alone.
        """
        centre = self.weights_of(method)
        key = b"".join(own.tobytes() for own in centre.values())
        if key not in self._pools:
            rng = np.random.default_rng(stream(self.seed, WEIGHT_STREAM))
            samples = self.edition.alternatives.weight_samples
            self._pools[key] = weight_draws.pools(self.edition, centre, n_draws=samples, rng=rng)
        return self._pools[key]

    def compiled(
        self, method: Method, *, drawn: bool, weights_vary: bool, left_out: bool, pairs: IntArray | None = None
    ) -> replicates.Variant:
        """One method as arrays.

        Parameters
        ----------
        drawn : whether its imputation is drawn; then there are as many tables as draws.
        weights_vary, left_out : whether any replicate draws weights, or leaves an indicator out.
        pairs : (n_pairs, 2) completed table and draw of survey error of each table wanted; None without such errors.

        Raises
        ------
        MethodError : a function does not admit the scores.
        """
        key = method.model_dump_json(), drawn, weights_vary, left_out, None if pairs is None else pairs.tobytes()
        if key not in self._compiled:
            if pairs is None:
                scores = self.tables.normalised(method, drawn=drawn)
            else:
                size = self.edition.alternatives.error_samples or 0
                scores = self.tables.with_errors(method, pairs[:, 0], pairs[:, 1], drawn=drawn, n_errors=size)
            pool = self.pool_of(method) if weights_vary else {}
            self._compiled[key] = self._compile(scores, method, pool, left_out=left_out)
        return self._compiled[key]

    def _compile(
        self, scores: FloatArray, method: Method, pool: Mapping[str, FloatArray], *, left_out: bool
    ) -> replicates.Variant:
        """Aggregate the nodes that no replicate changes, and describe the others."""
        framework, own = self.edition.framework, self.weights_of(method)
        numbers = {code: number for number, code in enumerate(framework.indicator_codes)}
        columns = {code: scores[..., number] for code, number in numbers.items()}
        varying: dict[str, replicates.Node] = {}
        known: dict[str, int] = {}
        for code in weighing.parents(framework):
            children = [child.code for child in framework.children(code)]
            rule = node_functions.rule_at(code, self.edition, method)
            loses = left_out and any(child in numbers for child in children)
            if code not in pool and not loses and not varying.keys() & set(children):
                stacked = np.stack([columns[child] for child in children], axis=-1)
                columns[code] = node_functions.combine(
                    code, stacked, own[code], self.edition, method=method, units=self.ground.units
                )
                continue
            self._check(code, children, columns, rule, method)
            for child in children:
                if child not in varying:
                    known.setdefault(child, len(known))
            places = {child: -1 - place for place, child in enumerate(varying)}
            varying[code] = replicates.Node(
                name=code,
                children=tuple(places.get(child, known.get(child, 0)) for child in children),
                weights=self._with_nominal(pool[code], own[code]) if code in pool else own[code],
                rule=rule,
                indicators=np.array([numbers.get(child, -1) for child in children]) if loses else None,
            )
        if not varying:
            known = {framework.root.code: 0}
        shared = self._shared([columns[code] for code in known])
        return replicates.Variant(shared, tuple(varying.values()), many=len(shared) > 1)

    def _check(
        self, code: str, children: list[str], columns: Mapping[str, FloatArray], rule: Rule, method: Method
    ) -> None:
        """What is known of a node's children must be positive where its function needs that, named by unit and child."""
        there = [columns[child] if child in columns else np.nan * columns[next(iter(columns))] for child in children]
        stacked = np.stack(there, axis=-1)
        node_functions.check_positive(code, stacked, rule, self.edition, method=method, units=self.ground.units)

    def _shared(self, columns: list[FloatArray]) -> FloatArray:
        """(n_tables, n_units, n_known), one object for equal ones: methods that differ above share what is below."""
        stacked = np.stack(columns, axis=-1)
        return self._stacked.setdefault(stacked.tobytes() + repr(stacked.shape).encode(), stacked)

    def _with_nominal(self, pool: FloatArray, own: FloatArray) -> FloatArray:
        """A pool of draws with the nominal weights in its last row, one object for equal ones."""
        key = id(pool)  # pools are remembered, so none of them goes while this is here
        if key not in self._whole_pools:
            self._whole_pools[key] = np.vstack([pool, own])
        return self._whole_pools[key]

    def digest(self, method: Method, *, drawn: bool) -> bytes:
        """What tells the results of two methods apart: their scores, functions, weights and ties, nothing else."""
        codes = weighing.parents(self.edition.framework)
        rules = [_relevant(node_functions.rule_at(code, self.edition, method)) for code in codes]
        weights = b"".join(own.tobytes() for own in self.weights_of(method).values())
        scores = self.tables.normalised(method, drawn=drawn)
        return scores.tobytes() + repr((scores.shape, rules, method.ranking.ties)).encode() + weights


def _relevant(rule: Rule) -> tuple[object, ...]:
    """The numbers of a rule that its function uses."""
    own = [getattr(rule, name) for name in _OWN_NUMBERS.get(rule.function, ())]
    return rule.function, rule.floor, rule.least_available, *own
