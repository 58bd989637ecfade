#!/usr/bin/env python3
"""How long the construction of an index takes on arrays, as JSON lines: ``name``, ``seconds``.

    python benchmarks/construction.py

Fastest of five runs after a warm-up, one thread of linear algebra. COINr's figures for the same work are not repeated
here: they were taken on another machine.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from pipeline.statistics import aggregation, normalisation, outranking, ranking

REPEATS = 5
SEED = 1


def main() -> None:
    rng = np.random.default_rng(SEED)
    values = rng.lognormal(size=(10_000, 50))
    direction, weights = np.ones(50, dtype=int), np.ones(50)

    def build() -> None:
        scores = normalisation.min_max(values, direction=direction, lower=0.0, upper=100.0)
        aggregation.arithmetic_mean(scores, weights=weights)

    report("normalise (min-max) and aggregate (arithmetic), 10,000 units x 50 indicators", build)
    few = rng.random((1_000, 6))
    report("Copeland, 1,000 units x 6", lambda: outranking.copeland(few, weights=np.ones(6)))
    many = rng.random((4_000, 63))
    report("rank 63 units, 4,000 replicates", lambda: ranking.rank(many, ties="min"))


def report(name: str, work: Callable[[], object]) -> None:
    work()
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"name": name, "seconds": round(min(seconds), 5)}), flush=True)


if __name__ == "__main__":
    main()
