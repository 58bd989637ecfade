"""Rank ranges over declared choices, and which choice moves the ranks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from pipeline.construction import tree, weight_draws
from pipeline.construction.evaluation import Said
from pipeline.construction.perturbation import SOBOL_STREAM, Design, Engine
from pipeline.errors import ParameterError
from pipeline.framework import alternatives
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics import sensitivity, uncertainty
from pipeline.statistics.types import FloatArray, RankArray

MEAN_SHIFT = "mean_rank_shift"
MIN_VARIANCE = 1e-9  # in squared places: below, an output does not vary and its indices are undefined
ALONE = "one_at_a_time"
SHIFT = ["mean_shift", "largest_shift", "unit_code", "spearman", "n_changed"]
INDICES = ("first", "first_low", "first_high", "total", "total_low", "total_high")


def rank_ranges(ranks: FloatArray | RankArray, nominal: FloatArray, engine: Engine) -> pd.DataFrame:
    """Nominal rank, median, mean and range of the ranks over the draws: ``uncertainty.csv``.

    A range over declared choices, not a confidence interval. ``outside`` flags a nominal rank beyond its own range: the
    published choice is then an unusual one for that unit.

    Parameters
    ----------
    ranks : (n_draws, n_units). nominal : (n_units,).
    """
    options = engine.edition.method.uncertainty
    found = uncertainty.summarise_ranks(ranks, low=options.rank_low, high=options.rank_high)
    return pd.DataFrame(
        {
            "unit_code": engine.ground.units,
            "rank": nominal,
            "rank_median": found.median,
            "rank_p05": found.low,
            "rank_p95": found.high,
            "rank_mean": found.mean,
            "outside": (nominal < found.low) | (nominal > found.high),
        }
    )


def acceptability(ranks: FloatArray | RankArray, engine: Engine) -> pd.DataFrame:
    """Share of draws in which a unit takes each rank: ``acceptability.csv``; ranks never taken have no row."""
    rows = []
    for column, unit in enumerate(engine.ground.units):
        places, counts = np.unique(ranks[:, column], return_counts=True)
        rows += [
            {"unit_code": unit, "rank": place, "share": count / len(ranks)}
            for place, count in zip(places, counts, strict=True)
        ]
    return pd.DataFrame(rows)


def pairs(ranks: FloatArray | RankArray, engine: Engine) -> pd.DataFrame:
    """How often one unit is ahead of another over common draws, and the pairs whose order is robust: ``pairs.csv``.

    The robust relation is not transitive: a partial order, not tied groups.
    """
    found = uncertainty.probability_ahead(ranks, better="low")
    robust = uncertainty.order_robust(found, share=engine.edition.method.uncertainty.robust_share)
    units = np.array(engine.ground.units)
    one, other = np.nonzero(~np.eye(len(units), dtype=bool))
    return pd.DataFrame(
        {
            "unit_code": units[one],
            "other": units[other],
            "share_ahead": found.share[one, other],
            "robust": robust[one, other],
        }
    )


def draws(design: Design, edition: Edition) -> pd.DataFrame:
    """How often each choice was drawn: ``draws.csv``."""
    rows = []
    for column, (name, factor) in enumerate(edition.alternatives.factors.items()):
        counts = np.bincount(design.choices[:, column], minlength=len(factor.choices))
        rows += [
            {"factor": name, "choice": choice.label_en, "n": count, "share": count / len(design)}
            for choice, count in zip(factor.choices, counts, strict=True)
        ]
    return pd.DataFrame(rows, columns=["factor", "choice", "n", "share"])


def weight_spread(engine: Engine) -> pd.DataFrame:
    """The realised spread of the drawn weights beside the nominal ones: ``weight_spread.csv``."""
    rows = weight_draws.weight_spread(engine.weight_pool, engine.weights_of(engine.edition.method), engine.edition)
    return pd.DataFrame(rows, columns=["code", "nominal", "p05", "p95", "lowest", "highest"])


def one_at_a_time(engine: Engine) -> pd.DataFrame:
    """Each alternative alone against the nominal method, with mean and largest shift and whose: ``one_at_a_time.csv``.

    Raises
    ------
    MethodError : an alternative leaves a ranked unit without a score.
    """
    nominal = engine.one({})
    rows = [
        {"factor": factor, "choice": label} | _shift(nominal, engine.one(changes), engine)
        for factor, label, changes in _alternatives(engine.edition)
    ]
    return pd.DataFrame(rows, columns=["factor", "choice", *SHIFT])


def leave_one_out(engine: Engine) -> pd.DataFrame:
    """Each indicator taken out of its parent: ``leave_one_out.csv``."""
    nominal, weights = engine.one({}), engine.weights_of(engine.edition.method)
    framework, rows = engine.edition.framework, []
    for node in framework.indicators:
        without = tree.weights_without(engine.edition, [node.code], weights=weights)
        shift = _shift(nominal, engine.one({}, weights=without), engine)
        rows.append(
            {"code": node.code}
            | {name: shift[name] for name in ("mean_shift", "largest_shift", "unit_code", "spearman")}
        )
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class SobolRun:
    """What a Sobol design gave: the ranks of its rows, and the generator that goes on to resample them."""

    ranks: FloatArray | RankArray
    rng: np.random.Generator


def sobol_run(engine: Engine, *, executor: Executor | None = None, said: Said | None = None) -> SobolRun:
    """Evaluate the Sobol design of the grouped factors; without rows where nothing varies."""
    rng = np.random.default_rng(np.random.SeedSequence([engine.seed, SOBOL_STREAM]))
    if not engine.factors:
        return SobolRun(np.empty((0, len(engine.ground.units))), rng)
    n_base = engine.edition.method.sensitivity.sobol_base
    design = engine.design(sensitivity.sobol_design(len(engine.factors), n_base=n_base, rng=rng))
    return SobolRun(engine.ranks(design, executor=executor, said=said), rng)


def sobol(engine: Engine, run: SobolRun | None = None) -> pd.DataFrame:
    """First and total order indices of the grouped factors: ``sobol.csv``.

    Outputs: the mean rank shift from the nominal ranking, and every unit's rank. An output without variance has no
    indices ("undefined", empty), never zero.
    """
    run = run or sobol_run(engine)
    if not len(run.ranks):
        return pd.DataFrame(columns=["output", "factor", *INDICES])
    shift = sensitivity.mean_rank_shift(engine.one({}), run.ranks)
    found = _indices(engine, np.column_stack([shift, run.ranks]), run.rng)
    return pd.DataFrame(
        {"output": output, "factor": factor} | {name: getattr(found, name)[row, column] for name in INDICES}
        for column, output in enumerate([MEAN_SHIFT, *engine.ground.units])
        for row, factor in enumerate(engine.factors)
    )


def sobol_top(engine: Engine, run: SobolRun) -> pd.DataFrame:
    """Indices of being among the first k, for each unit of which that depends on the choices: ``sobol_top.csv``.

    It does where the share of the design in which the unit is among them is robust neither way (``robust_share``). What
    happens in a few rows only has next to no variance, and the ratio of two such numbers says nothing.
    """
    rows, options = [], engine.edition.method.uncertainty
    for k in options.top_places if len(run.ranks) else ():
        within = run.ranks <= k
        share = within.mean(axis=0)
        contested = np.flatnonzero((share > 1.0 - options.robust_share) & (share < options.robust_share))
        if not contested.size:
            continue
        found = _indices(engine, within[:, contested].astype(float), run.rng)
        rows += [
            {"k": k, "unit_code": engine.ground.units[unit], "factor": factor}
            | {name: getattr(found, name)[row, column] for name in INDICES}
            for column, unit in enumerate(contested)
            for row, factor in enumerate(engine.factors)
        ]
    return pd.DataFrame(rows, columns=["k", "unit_code", "factor", *INDICES])


def _indices(engine: Engine, outputs: FloatArray, rng: np.random.Generator) -> sensitivity.SobolIndices:
    options = engine.edition.method
    return sensitivity.sobol_indices(
        outputs,
        n_factors=len(engine.factors),
        n_base=options.sensitivity.sobol_base,
        min_variance=MIN_VARIANCE,
        n_resamples=options.coherence.n_resamples,
        confidence=options.coherence.confidence,
        rng=rng,
    )


def _alternatives(edition: Edition) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every choice that makes another method of the run's own, factor by factor, then those compared alone."""
    for name, factor in edition.alternatives.factors.items():
        for choice in factor.choices:
            if _is_another(edition.method, choice.set):
                yield name, choice.label_en, choice.set
    for choice in edition.alternatives.one_at_a_time:
        yield ALONE, choice.label_en, choice.set


def _is_another(method: Method, changes: Mapping[str, Any]) -> bool:
    """Whether a choice changes a method, into one that has a meaning: the edition vouches for whole combinations only.

    Under z-scores a geometric mean alone has none, and nobody could have chosen it.
    """
    try:
        return alternatives.changed(method, changes) != alternatives.changed(method, {})
    except ParameterError:
        return False


def _shift(nominal: FloatArray, ranks: FloatArray, engine: Engine) -> dict[str, object]:
    size, unit = sensitivity.largest_shift(nominal, ranks)
    return {
        "mean_shift": float(sensitivity.mean_rank_shift(nominal, ranks)),
        "largest_shift": size,
        "unit_code": engine.ground.units[unit] if size > 0 else "",
        "spearman": float(stats.spearmanr(nominal, ranks).statistic),
        "n_changed": int((nominal != ranks).sum()),
    }
