#!/usr/bin/env python3
"""How many replicates of a whole index a second gives, as JSON lines.

    python benchmarks/robustness.py [EDITION]

From the edition's raw tables; reading them is not timed. ``seconds`` is the fastest of three runs, with one thread of
linear algebra, ``runs`` the replicates in it. ``coinr_seconds`` is no measurement of this machine and not of this
edition: it is what COINr 1.1.14 took on another one for as many runs of its ASEM example, 51 units x 49 indicators
(``golden/coinr/timings.md`` beside the repository: 0.087 s a rebuild, 0.105 s a run of its uncertainty analysis, 0.104 s
one of its sensitivity analysis). So ``times_faster_other_machine`` compares different machines and different data.

A rebuild goes from the values to the ranks with nothing remembered. The analyses remember each combination of
imputation, treatment and normalisation, which a fresh engine computes once: that is in the figure.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from pipeline.construction import matrix, robustness, screening
from pipeline.construction.perturbation import Engine, Ground
from pipeline.data import assembly, params

ROOT = Path(__file__).resolve().parents[1]
REPEATS = 3
COINR_REBUILD, COINR_UNCERTAINTY, COINR_SENSITIVITY = 0.087, 0.105, 0.104  # seconds a run
DRAWS = 1_000


def main(name: str) -> None:
    edition = params.load_edition(name, root=ROOT)
    gathered = assembly.gather(edition, root=ROOT)
    units = tuple(matrix.ranked_units(screening.screen(gathered.values, edition).screening))
    ground = Ground(gathered.values, gathered.panel, units)
    size = f"{name}, {len(units)} units x {len(edition.framework.indicator_codes)} indicators"

    def fresh() -> Engine:
        return Engine(ground, edition, seed=edition.about.seed)

    def uncertainty() -> None:
        engine = fresh()
        engine.ranks(engine.draw(DRAWS))

    report(f"rebuild, {size}", lambda: fresh().one({}), runs=1, coinr=COINR_REBUILD)
    report(f"uncertainty, {size}", uncertainty, runs=DRAWS, coinr=COINR_UNCERTAINTY)
    runs = edition.method.sensitivity.sobol_base * (len(fresh().factors) + 2)
    report(f"Sobol indices, {size}", lambda: robustness.sobol(fresh()), runs=runs, coinr=COINR_SENSITIVITY)


def report(name: str, work: Callable[[], object], *, runs: int, coinr: float) -> None:
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    own, theirs = min(seconds), coinr * runs
    line = {"name": name, "seconds": round(own, 4), "runs": runs, "runs_per_second": round(runs / own, 1)}
    line |= {"coinr_seconds": round(theirs, 3), "times_faster_other_machine": round(theirs / own, 1)}
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "open-2024")
