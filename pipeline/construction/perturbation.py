"""Replicates of the index under other admissible choices, computed in batches.

A *design* says, for each replicate, which choice of each factor, which weight draw and which completed table it takes.
Every distinct combination of choices is reduced to arrays once (``variants``); replicates then only aggregate what
differs between them, in fixed blocks, here or in other processes (``evaluation``).
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from pipeline.construction import design as designs
from pipeline.construction import effects, evaluation, fitting, tree
from pipeline.construction.design import BLOCK_SIZE, DESIGN_STREAM, SOBOL_STREAM, WEIGHTS, Design, Drawn
from pipeline.construction.effects import Duplicate
from pipeline.construction.evaluation import Said
from pipeline.construction.fitting import Dropped
from pipeline.construction.ground import Ground
from pipeline.construction.variants import Variants
from pipeline.errors import MethodError, listed
from pipeline.framework import alternatives
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics import ranking, replicates
from pipeline.statistics.types import FloatArray, IntArray, RankArray

__all__ = ["BLOCK_SIZE", "SOBOL_STREAM", "WEIGHTS", "Design", "Engine", "Ground"]


class Engine:
    """Evaluates designs on one edition. ``factors`` names what varies, weights first.

    ``edition`` has the alternatives that apply: of a preset, those that change something on these data.
    """

    def __init__(self, ground: Ground, edition: Edition, *, seed: int) -> None:
        self.ground, self.seed = ground, seed
        fit, self._unfit = fitting.fitted(edition.alternatives, edition)
        self._variants = Variants(ground, edition.model_copy(update={"alternatives": fit}), seed=seed)

    def on(self, ground: Ground) -> Engine:
        """The same edition and seed on other data, such as fewer units; what applies to the edition is known already."""
        other = Engine.__new__(Engine)
        other.ground, other.seed, other._unfit = ground, self.seed, self._unfit
        other._variants = Variants(ground, self._variants.edition, seed=self.seed)
        return other

    @cached_property
    def _found(self) -> effects.Effects:
        """What the declared alternatives come to on these data; refuses what a user named and what changes nothing."""
        return effects.of(self._variants)

    @property
    def edition(self) -> Edition:
        """The edition with the alternatives that apply to it."""
        return self._found.edition

    @property
    def factors(self) -> list[str]:
        """Names of the factors: ``weights`` where any are drawn, the declared ones, ``indicators``, ``survey_error``."""
        return self._found.drawn.names

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """What a preset asks for and this edition has not, with the reason."""
        return (*self._unfit, *self._found.dropped)

    @property
    def duplicates(self) -> tuple[Duplicate, ...]:
        """Choices with the scores of another one of their factor in every combination: they count once."""
        return self._found.duplicates

    def draw(self, n_draws: int) -> Design:
        """Independent draws: every choice of a factor equally likely, in blocks with a stream each."""
        return designs.draw(self._drawn, n_draws, seed=designs.stream(self.seed, DESIGN_STREAM))

    def design(self, uniforms: FloatArray) -> Design:
        """Turn uniforms (n_replicates, n_factors) into choices; one uniform drives one whole factor."""
        return designs.from_uniforms(self._drawn, uniforms)

    def scores(self, design: Design) -> FloatArray:
        """Index scores of every replicate, (n_replicates, n_units).

        Raises
        ------
        MethodError : a replicate that leaves a ranked unit without a score; none is dropped.
        """
        variants, sample = self.compiled(design)
        try:
            return self._complete(replicates.scores(variants, sample, block_size=BLOCK_SIZE))
        except ValueError as error:
            raise MethodError(str(error)) from None

    def ranks(
        self, design: Design, *, executor: Executor | None = None, chunk: int | None = None, said: Said | None = None
    ) -> RankArray:
        """Ranks of the index in every replicate, (n_replicates, n_units), in single precision.

        Parameters
        ----------
        executor : does the blocks elsewhere; by default they are done here. The bits are the same.
        chunk : blocks to a task; by default so many that there are about 32 tasks.
        said : is told how many replicates are done, of how many.

        Raises
        ------
        MethodError : a replicate that leaves a ranked unit without a score; none is dropped.
        ChainError : the workers ended before they were done.
        """
        variants, sample = self.compiled(design)
        ties = self._variants.edition.method.ranking.ties
        found = evaluation.ranks(variants, sample, ties=ties, executor=executor, chunk=chunk, said=said)
        self._refuse_lost(found)
        return found

    def compiled(self, design: Design) -> tuple[tuple[replicates.Variant, ...], replicates.Sample]:
        """The variants of a design as arrays, and what each replicate takes of them."""
        combinations, variant = designs.groups(list(design.choices.T) or [np.zeros(len(design), dtype=int)])
        options = {"weights_vary": bool((design.weights >= 0).any()), "left_out": bool((design.left_out >= 0).any())}
        has_errors = bool((design.errors >= 0).any())
        found, table = [], np.maximum(design.tables, 0)
        for number, row in enumerate(combinations):
            choices = tuple(int(choice) for choice in row) if design.choices.shape[1] else ()
            method, pairs = self.method_of(np.array(choices, dtype=int)), None
            if has_errors:
                rows = np.flatnonzero(variant == number)
                pairs, table[rows] = designs.groups([design.tables[rows], design.errors[rows]])
            drawn = self._found.is_drawn(choices)
            found.append(self._variants.compiled(method, drawn=drawn, pairs=pairs, **options))
            if not found[-1].many:  # nothing is left to draw there
                table[variant == number] = 0
        return tuple(found), replicates.Sample(variant, table, design.weights, design.left_out)

    def one(self, changes: Mapping[str, Any], *, weights: tree.Weights | None = None) -> FloatArray:
        """Ranks of the index, (n_units,), under one change of method, or other weights.

        Raises
        ------
        MethodError : a ranked unit is left without a score.
        """
        edition = self._variants.edition
        method = alternatives.changed(edition.method, changes)
        own = self.weights_of(method) if weights is None else weights
        nodes = tree.aggregate(
            self.normalised(method), edition, method=method, weights_by_parent=own, units=self.ground.units
        )
        return ranking.rank(self._complete(nodes[edition.framework.root.code]), ties=method.ranking.ties)

    def nodes(self) -> pd.DataFrame:
        """Scores of every node under the edition's own method, units x codes."""
        edition = self._variants.edition
        method = alternatives.changed(edition.method, {})
        nodes = tree.aggregate(
            self.normalised(method),
            edition,
            method=method,
            weights_by_parent=self.weights_of(method),
            units=self.ground.units,
        )
        return pd.DataFrame(nodes, index=pd.Index(self.ground.units, name="unit_code"))

    def normalised(self, method: Method) -> FloatArray:
        """Normalised scores (n_units, n_indicators) under a method, with the values that are expected."""
        return self._variants.tables.normalised(method)[0]

    def weights_of(self, method: Method) -> tree.Weights:
        """Weights under a method, remembered; those that come from scores are computed from its unperturbed ones."""
        return self._variants.weights_of(method)

    @property
    def weight_pool(self) -> dict[str, FloatArray]:
        """Draws around the weights of the edition's own method, as :meth:`pool_of`."""
        return self.pool_of(self._variants.edition.method)

    def pool_of(self, method: Method) -> dict[str, FloatArray]:
        """Weight draws by aggregate, (weight_samples, n_children), around the method's weights."""
        return self._variants.pool_of(method)

    def method_of(self, choices: IntArray) -> Method:
        """The method of one row of choices."""
        return self._variants.method_of(tuple(int(choice) for choice in choices), self.edition.alternatives)

    @property
    def _drawn(self) -> Drawn:
        return self._found.drawn

    def _complete(self, scores: FloatArray) -> FloatArray:
        self._refuse_lost(scores)
        return scores

    def _refuse_lost(self, found: FloatArray | RankArray) -> None:
        """Refuse scores or ranks (..., n_units) in which a ranked unit is lost; none is dropped."""
        lost = np.flatnonzero(np.isnan(found).reshape(-1, found.shape[-1]).any(axis=0))
        if len(lost):
            units = [self.ground.units[column] for column in lost]
            raise MethodError(
                f"uncertainty: every replicate must score every ranked unit; without a score in some: {listed(units)}. "
                "Leave out the alternative that blanks them"
            )
