"""Which choice each replicate takes: a design, drawn or made from uniforms, in blocks with a stream of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from pipeline.statistics import uncertainty
from pipeline.statistics.types import FloatArray, IntArray

BLOCK_SIZE = 256  # replicates computed together; fixed, so that any grouping of blocks gives identical bits
WEIGHTS, INDICATORS, SURVEY_ERROR = "weights", "indicators", "survey_error"
"""Factors that are no choice of method: the weights, which indicator is left out, what a survey might have measured."""

WEIGHT_STREAM, DESIGN_STREAM, SOBOL_STREAM, IMPUTATION_STREAM = 0, 1, 2, 3
ERROR_STREAM = 4
"""Purposes of the seed; those of coherence and imputation are others."""


@dataclass(frozen=True, eq=False)
class Design:
    """Which choice each replicate takes, (n_replicates,) each but ``choices``, (n_replicates, n_factors).

    ``weights`` is a place in the pool of weight draws, ``tables`` one of the completed tables of a choice that is drawn,
    ``errors`` one of the draws of survey error, ``left_out`` the column of an indicator; -1 is none of them.
    """

    choices: IntArray
    weights: IntArray
    tables: IntArray = field(default_factory=lambda: np.empty(0, dtype=int))
    errors: IntArray = field(default_factory=lambda: np.empty(0, dtype=int))
    left_out: IntArray = field(default_factory=lambda: np.empty(0, dtype=int))

    def __post_init__(self) -> None:
        for name in ("tables", "errors", "left_out"):
            if len(getattr(self, name)) != len(self.weights):
                object.__setattr__(self, name, np.full(len(self.weights), -1))

    def __len__(self) -> int:
        return len(self.weights)

    def __getitem__(self, rows: slice | IntArray) -> Design:
        return Design(self.choices[rows], self.weights[rows], self.tables[rows], self.errors[rows], self.left_out[rows])


@dataclass(frozen=True)
class Drawn:
    """What a design is drawn over.

    ``choices`` : of each factor, the places of the choices that count (of equal ones the first).
    ``n_tables`` : of each choice of each factor, how many completed tables it draws from; 0 where it draws none.
    ``pool`` : number of weight draws, ``errors`` of draws of survey error, 0 for none; ``indicators`` : columns of the
    indicators that may be left out.
    """

    factors: tuple[str, ...]
    choices: tuple[tuple[int, ...], ...]
    n_tables: tuple[tuple[int, ...], ...]
    pool: int
    errors: int
    indicators: tuple[int, ...]

    @property
    def names(self) -> list[str]:
        """Every factor: the weights, the declared ones, an indicator left out, survey error; those that vary."""
        return [
            *([WEIGHTS] if self.pool else []),
            *self.factors,
            *([INDICATORS] if self.indicators else []),
            *([SURVEY_ERROR] if self.errors else []),
        ]


def draw(over: Drawn, n_draws: int, *, seed: int) -> Design:
    """Independent draws: every choice of a factor equally likely."""
    slices = uncertainty.blocks(n_draws, size=BLOCK_SIZE)
    streams = uncertainty.block_generators(seed, len(slices))
    shape = len(over.names)
    uniforms = [stream.random((rows.stop - rows.start, shape)) for rows, stream in zip(slices, streams, strict=True)]
    return from_uniforms(over, np.concatenate(uniforms) if uniforms else np.empty((0, shape)))


def from_uniforms(over: Drawn, uniforms: FloatArray) -> Design:
    """Turn uniforms (n_replicates, n_factors) into choices; one uniform drives one whole factor.

    Where a choice draws from completed tables, the place of the uniform within that choice picks the table: what is
    imputed stays one factor, choice and draw together.
    """
    columns = dict(zip(over.names, uniforms.T, strict=True))
    n = len(uniforms)
    choices, tables = np.empty((n, len(over.factors)), dtype=int), np.full(n, -1)
    for number, name in enumerate(over.factors):
        kept = np.array(over.choices[number])
        place = _pick(columns[name], len(kept))
        choices[:, number] = kept[place]
        within = columns[name] * len(kept) - place
        sizes = np.array(over.n_tables[number])[choices[:, number]]
        tables = np.where(sizes > 0, np.minimum((within * sizes).astype(int), sizes - 1), tables)
    left_out = np.array([-1, *over.indicators])
    return Design(
        choices=choices,
        weights=_pick(columns[WEIGHTS], over.pool) if over.pool else np.full(n, -1),
        tables=tables,
        errors=_pick(columns[SURVEY_ERROR], over.errors) if over.errors else np.full(n, -1),
        left_out=left_out[_pick(columns[INDICATORS], len(left_out))] if over.indicators else np.full(n, -1),
    )


def stream(seed: int, purpose: int) -> int:
    """A seed of its own for each purpose, derived from the edition's."""
    return int(np.random.SeedSequence([seed, purpose]).generate_state(1)[0])


def groups(columns: Sequence[IntArray]) -> tuple[IntArray, IntArray]:
    """The distinct rows of several columns, and the place of each row among them.

    >>> groups([np.array([1, 0, 1]), np.array([2, 2, 2])])
    (array([[0, 2],
           [1, 2]]), array([1, 0, 1]))
    """
    rows, place = np.unique(np.column_stack(columns), axis=0, return_inverse=True)
    return rows, place.ravel()


def _pick(uniforms: FloatArray, size: int) -> IntArray:
    return np.minimum((uniforms * size).astype(int), size - 1)
