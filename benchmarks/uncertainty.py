#!/usr/bin/env python3
"""How long joint draws over declared choices take, and how much memory, as JSON lines.

    python benchmarks/uncertainty.py

A synthetic index in the shape of the Global Innovation Index: 52 indicators, five input and two output pillars, two
sub-indices; 63 units, or 3,321 (as many as there are communes). The draws are those of ``params/alternatives/gii.yaml``:
weights of the pillars, missing data none or EM, arithmetic or geometric mean of the pillars. Every line is measured in a
process of its own with one thread of linear algebra: ``seconds`` is the fastest of its repeats, ``cpu_seconds`` the least
processor time of this process in one of them (on an idle machine the same; workers have their own), ``peak_mib`` the
greatest resident memory of that process (and of its workers together, where it has any), the interpreter and its libraries
included.

"From the values on" has nothing remembered: preparing the data, EM, weights, draws, ranks, median and 90 % range; so have
the lines of 3,321 units and of Sobol indices. The other lines begin with prepared data. The plain loop does the same draws
one by one, as a script would, from prepared data. ``efficiency`` is the time of one worker over twice that of two; it says
something on an idle machine with two cores only.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import pandas as pd
from scipy import stats

from pipeline.construction import matrix, robustness
from pipeline.construction.ground import Ground
from pipeline.construction.perturbation import Engine
from pipeline.data import params
from pipeline.framework.edition import Edition
from pipeline.statistics import replicates, uncertainty

ROOT = Path(__file__).resolve().parents[1]
PILLARS = {"1": 8, "2": 8, "3": 8, "4": 7, "5": 7, "6": 7, "7": 7}  # indicators of each: 52
SUB_INDEX = {"I": ("1", "2", "3", "4", "5"), "O": ("6", "7")}
ROLES = ("indicator", "pillar", "sub_index", "index")
SEED = 7
FEW, MANY = 63, 3_321


def tree() -> list[dict[str, object]]:
    rows = [row("0", "", 4), *(row(code, "0", 3) for code in SUB_INDEX)]
    rows += [row(pillar, code, 2) for code, pillars in SUB_INDEX.items() for pillar in pillars]
    return rows + [row(f"{pillar}.{k}", pillar, 1) for pillar, size in PILLARS.items() for k in range(1, size + 1)]


def row(code: str, parent: str, level: int) -> dict[str, object]:
    role = "indicator" if level == 1 else "aggregate"
    own = {"parent": parent} if parent else {}
    return {"code": code, "role": role, "level": level, "weight": 1, "name_vi": code, "name_en": code, **own}


def edition(n_units: int, *, sobol_base: int = 1024) -> Edition:
    levels = [{"level": k, "role": role, "name_vi": role, "name_en": role} for k, role in enumerate(ROLES, start=1)]
    codes = [str(node["code"]) for node in tree() if node["role"] == "indicator"]
    region = {"region_code": "R", "region_vi": "R", "region_en": "R"}
    about = {"id": "synthetic", "year": 2024, "name_vi": "x", "name_en": "x", "note_vi": "x", "note_en": "x"}
    about |= {"language": "en", "seed": SEED, "method": "nominal", "alternatives": "gii", "levels": levels}
    method = params.load_method("nominal", root=ROOT)
    content = {
        "about": {**about, "screening": {"share": 0.0, "sub_pillars": 1}},
        "full_framework": {"nodes": tree(), "levels": levels},
        "units": {
            "units": [{"unit_code": f"{k:04d}", "name_vi": "x", "name_en": "x", **region} for k in range(n_units)]
        },
        "sources": {
            "max_age_years": 0,
            "indicators": {code: {"value": {"table": f"t/{code}", "column": "{year}"}} for code in codes},
        },
        "method": method.replace({"imputation": "none", "sobol_base": sobol_base}),
        "alternatives": params.load_alternatives("gii", root=ROOT),
    }
    return Edition.read(content, where="synthetic edition")


def engine(n_units: int) -> Engine:
    """Values that share a factor, with one in fifty missing."""
    own, rng = edition(n_units), np.random.default_rng(SEED)
    codes, units = own.framework.indicator_codes, list(own.units.codes)
    common = rng.standard_normal((n_units, 1))
    values = 50 + 10 * (0.7 * common + 0.7 * rng.standard_normal((n_units, len(codes))))
    values[rng.random(values.shape) < 0.02] = np.nan
    long = matrix.long(pd.DataFrame(values, index=units, columns=codes))
    long = long.assign(data_year=2024, status="A", origin="published")
    panel = pd.DataFrame(columns=["unit_code", "code", "round", "data_year", "value"])
    return Engine(Ground(long, panel, tuple(units)), own, seed=SEED)


def ranges(own: Engine, n_draws: int, *, executor: ProcessPoolExecutor | None = None) -> uncertainty.RankSummary:
    options = own.edition.method.uncertainty
    ranks = own.ranks(own.draw(n_draws), executor=executor)
    return uncertainty.summarise_ranks(ranks, low=options.rank_low, high=options.rank_high)


def loop(own: Engine, n_draws: int) -> np.ndarray:
    """The same draws, one after another."""
    variants, sample = own.compiled(own.draw(n_draws))
    ranks = np.empty((n_draws, len(own.ground.units)))
    for number in range(n_draws):
        variant, scores = variants[sample.variant[number]], []
        known = variant.known[0]
        for node in variant.nodes:
            children = np.column_stack([known[:, c] if c >= 0 else scores[-1 - c] for c in node.children])
            weights = node.weights if node.weights.ndim == 1 else node.weights[sample.weights[number]]
            if node.rule.function == "geometric":
                children = np.log(np.maximum(children, node.rule.floor or 0.0))
            mean = (children * weights).sum(axis=1) / weights.sum()
            scores.append(np.exp(mean) if node.rule.function == "geometric" else mean)
        ranks[number] = stats.rankdata(-scores[-1], method="min")
    summary = uncertainty.summarise_ranks(ranks, low=0.05, high=0.95)
    if not np.array_equal(summary.median, ranges(own, n_draws).median):
        raise SystemExit("the loop and the batch disagree")
    return ranks


def warm_up(pool: ProcessPoolExecutor, own: Engine) -> None:
    """Workers that have started and imported what they need: a cluster has that behind it."""
    own.ranks(own.draw(32 * 256), executor=pool, chunk=4)


Measured = tuple[float, float, float]
"""Seconds, processor seconds, MiB."""


def with_workers(n_workers: int) -> Measured:
    own = engine(MANY)
    own.factors  # noqa: B018 - prepared before the clock starts: that part is not shared
    with ProcessPoolExecutor(n_workers, mp_context=get_context("spawn")) as pool:
        warm_up(pool, own)
        seconds = fastest(lambda: own.ranks(own.draw(10_000), executor=pool), repeats=2)
    return *seconds, peak(n_workers)


def fastest(work: Callable[[], object], *, repeats: int) -> tuple[float, float]:
    wall, processor = [], []
    for _ in range(repeats):
        start, own = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - start)
        processor.append(time.process_time() - own)
    return min(wall), min(processor)


def peak(n_workers: int = 0) -> float:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (own + n_workers * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def one(work: Callable[[], object], *, repeats: int = 3) -> Measured:
    seconds = fastest(work, repeats=repeats)
    return *seconds, peak()


def drawn_again(n_units: int, n_draws: int) -> Measured:
    """Draws, ranks and ranges where the data are ready."""
    own = engine(n_units)
    own.compiled(own.draw(n_draws))
    return one(lambda: ranges(own, n_draws), repeats=5)


def blocks_alone(n_units: int, n_draws: int) -> Measured:
    """Scores and ranks of a design that is there."""
    own = engine(n_units)
    variants, sample = own.compiled(own.draw(n_draws))
    return one(lambda: replicates.ranks(variants, sample, block_size=256, ties="min"), repeats=5)


MEASURED: dict[str, Callable[[], Measured]] = {
    "4,000 draws, 63 x 52, ranks and ranges": lambda: drawn_again(FEW, 4_000),
    "4,000 draws, 63 x 52, ranks alone": lambda: blocks_alone(FEW, 4_000),
    "4,000 draws, 63 x 52, from the values on": lambda: one(lambda: ranges(engine(FEW), 4_000)),
    "4,000 draws, 63 x 52, plain loop": lambda: one(lambda: loop(engine(FEW), 4_000), repeats=1),
    "100,000 draws, 63 x 52, ranks and ranges": lambda: drawn_again(FEW, 100_000),
    "Sobol N = 1,024, 63 x 52, ranks, indices and 1,000 resamples": lambda: one(
        lambda: robustness.sobol(engine(FEW)), repeats=1
    ),
    "10,000 draws, 3,321 x 52, ranks and ranges": lambda: one(lambda: ranges(engine(MANY), 10_000), repeats=1),
    "10,000 draws, 3,321 x 52, ranks, 1 worker": lambda: with_workers(1),
    "10,000 draws, 3,321 x 52, ranks, 2 workers": lambda: with_workers(2),
}


def main() -> None:
    if len(sys.argv) > 1:
        wall, processor, mib = MEASURED[sys.argv[1]]()
        line = {"name": sys.argv[1], "seconds": round(wall, 4), "cpu_seconds": round(processor, 4)}
        print(json.dumps(line | {"peak_mib": round(mib, 1)}))
        return
    lines = {}
    for name in MEASURED:
        made = subprocess.run([sys.executable, __file__, name], check=True, capture_output=True, text=True)
        lines[name] = json.loads(made.stdout.splitlines()[-1])
        if name.endswith("2 workers"):
            alone = lines[name.replace("2 workers", "1 worker")]["seconds"]
            lines[name]["efficiency"] = round(alone / (2 * lines[name]["seconds"]), 2)
        print(json.dumps(lines[name]), flush=True)


if __name__ == "__main__":
    main()
