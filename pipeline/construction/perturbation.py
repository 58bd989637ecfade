"""Replicates of the index under other admissible choices, computed in batches.

A *design* says, for each replicate, which choice of each factor and which weight draw it takes. Every distinct
combination of preparation, imputation, treatment and normalisation is computed once; replicates then only aggregate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from pipeline.construction import imputation, matrix, normalisation, treatment, tree
from pipeline.construction import weights as weighing
from pipeline.errors import MethodError, listed
from pipeline.framework import alternatives
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics import ranking, uncertainty, weighting
from pipeline.statistics.types import FloatArray, IntArray

BLOCK_SIZE = 256  # replicates computed together; fixed, so that any grouping of blocks gives identical bits
WEIGHTS = "weights"
WEIGHT_STREAM, DESIGN_STREAM, SOBOL_STREAM, IMPUTATION_STREAM = (
    0,
    1,
    2,
    3,
)  # purposes of the seed; those of coherence are others


@dataclass(frozen=True)
class Ground:
    """The nominal tables that every replicate starts from."""

    values: pd.DataFrame  # values.csv
    panel: pd.DataFrame  # panel.csv
    units: tuple[str, ...]  # ranked


@dataclass(frozen=True)
class Design:
    """Which choice each replicate takes.

    ``choices`` (n_replicates, n_factors) and ``weights`` (n_replicates,), a place in the pool of weight draws; -1 is
    the nominal weights.
    """

    choices: IntArray
    weights: IntArray

    def __len__(self) -> int:
        return len(self.weights)

    def __getitem__(self, rows: slice) -> Design:
        return Design(self.choices[rows], self.weights[rows])


class Engine:
    """Evaluates designs on one edition. ``factors`` names what varies, weights first."""

    def __init__(self, ground: Ground, edition: Edition, *, seed: int) -> None:
        self.ground, self.edition, self.seed = ground, edition, seed
        self._normalised: dict[str, FloatArray] = {}
        self._weights_of: dict[str, tree.Weights] = {}
        self._pools: dict[bytes, dict[str, FloatArray]] = {}

    @cached_property
    def factors(self) -> list[str]:
        """Names of the factors; ``weights`` first where any weight of this edition can be perturbed.

        A level on which no node has a sibling has no weights to draw: it is no factor, rather than one that does
        nothing.
        """
        names = list(self.edition.alternatives.factors)
        return [WEIGHTS, *names] if self.weight_pool else names

    def draw(self, n_draws: int) -> Design:
        """Independent draws: every choice of a factor equally likely, in blocks with a stream each."""
        slices = uncertainty.blocks(n_draws, size=BLOCK_SIZE)
        streams = uncertainty.block_generators(self._stream(DESIGN_STREAM), len(slices))
        uniforms = [
            stream.random((rows.stop - rows.start, len(self.factors)))
            for rows, stream in zip(slices, streams, strict=True)
        ]
        return self.design(np.concatenate(uniforms))

    def design(self, uniforms: FloatArray) -> Design:
        """Turn uniforms (n_replicates, n_factors) into choices; one uniform drives one whole factor."""
        columns = dict(zip(self.factors, uniforms.T, strict=True))
        pool = self.edition.alternatives.weight_samples
        weights = _pick(columns.pop(WEIGHTS), pool) if WEIGHTS in columns else np.full(len(uniforms), -1)
        sizes = [len(factor.choices) for factor in self.edition.alternatives.factors.values()]
        choices = [_pick(column, size) for column, size in zip(columns.values(), sizes, strict=True)]
        return Design(np.column_stack(choices) if choices else np.empty((len(uniforms), 0), dtype=int), weights)

    def scores(self, design: Design) -> FloatArray:
        """Index scores of every replicate, (n_replicates, n_units).

        Raises
        ------
        MethodError : a replicate that leaves a ranked unit without a score; none is dropped.
        """
        blocks = [self._block(design[rows]) for rows in uncertainty.blocks(len(design), size=BLOCK_SIZE)]
        return self._complete(np.concatenate(blocks))

    def ranks(self, design: Design) -> FloatArray:
        """Ranks of the index in every replicate, (n_replicates, n_units)."""
        return ranking.rank(self.scores(design), ties=self.edition.method.ranking.ties)

    def one(self, changes: Mapping[str, Any], *, weights: tree.Weights | None = None) -> FloatArray:
        """Ranks of the index, (n_units,), under one change of method, or other weights.

        Raises
        ------
        MethodError : a ranked unit is left without a score.
        """
        method = alternatives.changed(self.edition.method, changes)
        own = self.weights_of(method) if weights is None else weights
        nodes = tree.aggregate(
            self.normalised(method), self.edition, method=method, weights_by_parent=own, units=self.ground.units
        )
        return ranking.rank(self._complete(nodes[self.edition.framework.root.code]), ties=method.ranking.ties)

    def normalised(self, method: Method) -> FloatArray:
        """Normalised scores (n_units, n_indicators) under a method, remembered by what they depend on."""
        groups = (method.preparation, method.imputation, method.treatment, method.normalisation)
        key = "|".join(group.model_dump_json() for group in groups)
        if key not in self._normalised:
            ground = self.ground
            values = matrix.prepared(ground.values, self.edition, method, units=ground.units)
            seed = self._stream(IMPUTATION_STREAM)
            filled = imputation.impute(values, ground.panel, self.edition, method=method, seed=seed).values
            treated = treatment.treat(filled, self.edition, method=method).values
            self._normalised[key] = matrix.array(normalisation.normalise(treated, self.edition, method=method))
        return self._normalised[key]

    def weights_of(self, method: Method) -> tree.Weights:
        """Weights under a method, remembered; those that come from scores are computed from its unperturbed ones."""
        key = method.model_dump_json()
        if key not in self._weights_of:
            if weighing.is_from_scores(method):
                found = tree.realised(
                    self.normalised(method),
                    self.edition,
                    method=method,
                    outcome=weighing.outcome(self.ground.values, self.edition, units=list(self.ground.units)),
                    units=self.ground.units,
                ).weights
            else:
                found = weighing.fixed(self.edition, method=method)
            self._weights_of[key] = found
        return self._weights_of[key]

    @cached_property
    def weight_pool(self) -> dict[str, FloatArray]:
        """Draws around the weights of the edition's own method, as :meth:`pool_of`."""
        return self.pool_of(self.edition.method)

    def pool_of(self, method: Method) -> dict[str, FloatArray]:
        """Weight draws by aggregate, (weight_samples, n_children), around the method's weights, remembered.

        An aggregate whose children's weights are not perturbed is absent. All methods share one stream, so that their
        draws differ by the weights in the middle alone.
        """
        centre = self.weights_of(method)
        key = b"".join(own.tobytes() for own in centre.values())
        if key not in self._pools:
            self._pools[key] = self._drawn(centre)
        return self._pools[key]

    def _drawn(self, centre: tree.Weights) -> dict[str, FloatArray]:
        pool = self.edition.alternatives.weight_samples
        noise = {item.level: item.concentration for item in self.edition.alternatives.weights}
        rng = np.random.default_rng(self._stream(WEIGHT_STREAM))
        drawn = {}
        for code, own in centre.items():
            level = self.edition.framework.children(code)[0].level
            if level in noise and len(own) > 1:
                shares = weighting.dirichlet(own, concentration=noise[level], n_draws=pool, rng=rng)
                drawn[code] = shares * own.sum()
        return drawn

    def method_of(self, choices: IntArray) -> Method:
        """The method of one row of choices, remembered."""
        key = tuple(int(choice) for choice in choices)
        if key not in self._methods:
            changes: dict[str, Any] = {}
            for factor, choice in zip(self.edition.alternatives.factors.values(), choices, strict=True):
                changes |= factor.choices[choice].set
            self._methods[key] = alternatives.changed(self.edition.method, changes)
        return self._methods[key]

    @cached_property
    def _methods(self) -> dict[tuple[int, ...], Method]:
        return {}

    def _complete(self, scores: FloatArray) -> FloatArray:
        """Refuse scores (..., n_units) in which a ranked unit is lost; none is dropped."""
        lost = np.flatnonzero(np.isnan(scores).reshape(-1, scores.shape[-1]).any(axis=0))
        if len(lost):
            units = [self.ground.units[column] for column in lost]
            raise MethodError(
                f"uncertainty: every replicate must score every ranked unit; without a score in some: {listed(units)}. "
                "Leave out the alternative that blanks them"
            )
        return scores

    def _block(self, design: Design) -> FloatArray:
        """One block: replicates with the same choices are aggregated together, each with its own weights."""
        scores = np.empty((len(design), len(self.ground.units)))
        combinations, member = np.unique(design.choices, axis=0, return_inverse=True)
        for number, choices in enumerate(combinations):
            rows = np.flatnonzero(member.ravel() == number)
            method = self.method_of(choices)
            batch = np.broadcast_to(self.normalised(method), (len(rows), *self.normalised(method).shape))
            nodes = tree.aggregate(
                batch,
                self.edition,
                method=method,
                weights_by_parent=self._weights(design.weights[rows], method),
                units=self.ground.units,
            )
            scores[rows] = nodes[self.edition.framework.root.code]
        return scores

    def _weights(self, drawn: IntArray, method: Method) -> tree.Weights:
        centre = self.weights_of(method)
        chosen = {code: np.broadcast_to(own, (len(drawn), len(own))).copy() for code, own in centre.items()}
        for code, pool in self.pool_of(method).items():
            chosen[code] = np.where(drawn[:, np.newaxis] >= 0, pool[drawn], chosen[code])
        return chosen

    def _stream(self, purpose: int) -> int:
        """A seed of its own for each purpose, derived from the edition's."""
        return int(np.random.SeedSequence([self.seed, purpose]).generate_state(1)[0])


def _pick(uniforms: FloatArray, size: int) -> IntArray:
    return np.minimum((uniforms * size).astype(int), size - 1)
