#!/usr/bin/env python3
"""How long the statistics take on arrays, as JSON lines.

    python benchmarks/construction.py

``seconds`` is the fastest of five runs after a warm-up, with one thread of linear algebra; ``peak_mb`` is the most
memory that numpy held at once during a run of its own. ``coinr_seconds`` is no measurement of this machine: it is what
COINr 1.1.14 took for the same work on another one (median of three, ``golden/coinr/timings.md`` beside the repository),
so ``times_faster_other_machine`` compares different machines and says no more than an order of magnitude. Where COINr's
data are not ours (its 10,000 units repeat ASEM's), the work is as similar as the name says.
"""

from __future__ import annotations

import json
import os
import time
import tracemalloc
from collections.abc import Callable

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from pipeline.statistics import (
    aggregation,
    association,
    components,
    correlation_tests,
    normalisation,
    outranking,
    ranking,
    reliability,
    sensitivity,
    treatment,
    uncertainty,
)

REPEATS = 5
SEED = 1
SIZE = "10,000 units x 50 indicators"


def main() -> None:
    rng = np.random.default_rng(SEED)
    of_an_index(rng.lognormal(size=(10_000, 50)), rng)
    of_coherence(rng.normal(size=(51, 49)))
    of_ranks(rng)


def of_an_index(values: np.ndarray, rng: np.random.Generator) -> None:
    direction, weights = np.where(np.arange(50) % 5, 1, -1), np.ones(50)

    def scores(table: np.ndarray, lower: float) -> np.ndarray:
        return normalisation.min_max(table, direction=direction, lower=lower, upper=100.0)

    def arithmetic(table: np.ndarray) -> np.ndarray:
        return aggregation.arithmetic_mean(scores(table, 0.0), weights=weights)

    def geometric() -> np.ndarray:
        return aggregation.geometric_mean(scores(values, 1.0), weights=weights, floor=None)

    def winsorised(table: np.ndarray) -> treatment.Treated:
        return treatment.winsorise(
            table, skewness_limit=2.0, kurtosis_limit=3.5, kurtosis_alone_limit=None, max_points=5
        )

    blanks = np.where(rng.random(values.shape) < 0.02, np.nan, values)
    far = rng.normal(size=values.shape)
    far[:3, ::2] = 60.0
    report(f"normalise (min-max) and aggregate (arithmetic), {SIZE}", lambda: arithmetic(values), coinr=1.222)
    report(f"the same with 2 % of the values missing, {SIZE}", lambda: arithmetic(blanks))
    report(f"normalise (min-max 1-100) and aggregate (geometric), {SIZE}", geometric, coinr=0.821)
    report(f"winsorise, every second indicator with three far points, {SIZE}", lambda: winsorised(far), coinr=2.65)
    report(f"winsorise, no indicator can be brought to pass, {SIZE}", lambda: winsorised(values), coinr=2.65)
    few, six = rng.random((1_000, 6)), np.ones(6)
    report("Copeland, 1,000 units x 6", lambda: outranking.copeland(few, weights=six), coinr=91.6)


def of_coherence(values: np.ndarray) -> None:
    def tests(kind: correlation_tests.Kind) -> Callable[[], object]:
        return lambda: correlation_tests.correlation_tests(values, kind=kind)

    def alphas() -> list[reliability.Alpha]:
        draws = {"confidence": 0.95, "n_resamples": 1_000}
        return [reliability.cronbach_alpha(values[:, :8], **draws, rng=np.random.default_rng(SEED))]

    def groups() -> list[components.Components]:
        return [components.principal_components(values[:, 6 * group : 6 * group + 6]) for group in range(8)]

    report("correlations, 51 units x 49", lambda: association.correlation_matrix(values, kind="pearson"), coinr=0.003)
    report("correlations with p-values (Pearson), 51 units x 49", tests("pearson"), coinr=0.406)
    report("correlations with p-values (Spearman), 51 units x 49", tests("spearman"))
    report("Cronbach's alpha with 1,000 resamples, 51 units x 8", alphas)
    report("principal components of 8 groups of 6, 51 units", groups, coinr=0.004)


def of_ranks(rng: np.random.Generator) -> None:
    scores = rng.random((4_000, 63))
    ranks = ranking.rank(scores, ties="min")
    outputs = rng.random((1_024 * 8, 64))

    def indices() -> sensitivity.SobolIndices:
        return sensitivity.sobol_indices(
            outputs,
            n_factors=6,
            n_base=1_024,
            min_variance=1e-9,
            n_resamples=100,
            confidence=0.95,
            rng=np.random.default_rng(SEED),
        )

    report("rank 63 units, 4,000 replicates", lambda: ranking.rank(scores, ties="min"))
    report(
        "summarise the ranks, 4,000 replicates x 63", lambda: uncertainty.summarise_ranks(ranks, low=0.05, high=0.95)
    )
    report("pairs, 4,000 replicates x 63", lambda: uncertainty.probability_ahead(ranks, better="low"))
    report("Sobol indices of 64 outputs, 8,192 runs, 6 factors, 100 resamples", indices)


def report(name: str, work: Callable[[], object], *, coinr: float | None = None) -> None:
    work()
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    line: dict[str, object] = {"name": name, "seconds": round(min(seconds), 5), "peak_mb": round(peak / 2**20, 1)}
    if coinr is not None:
        line |= {"coinr_seconds": coinr, "times_faster_other_machine": round(coinr / min(seconds), 1)}
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
