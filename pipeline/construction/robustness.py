"""Rank ranges over declared choices, and which choice moves the ranks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from pipeline.construction import tree
from pipeline.construction.perturbation import SOBOL_STREAM, Design, Engine
from pipeline.errors import ParameterError
from pipeline.framework import alternatives
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics import sensitivity, uncertainty, weighting
from pipeline.statistics.types import FloatArray

MEAN_SHIFT = "mean_rank_shift"
MIN_VARIANCE = 1e-9  # in squared places: below, an output does not vary and its indices are undefined
ALONE = "one_at_a_time"


def rank_ranges(ranks: FloatArray, nominal: FloatArray, engine: Engine) -> pd.DataFrame:
    """Nominal rank, median and range of the ranks over the draws: ``uncertainty.csv``.

    A range over declared choices, not a confidence interval.

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
        }
    )


def acceptability(ranks: FloatArray, engine: Engine) -> pd.DataFrame:
    """Share of draws in which a unit takes each rank: ``acceptability.csv``; ranks never taken have no row."""
    rows = []
    for column, unit in enumerate(engine.ground.units):
        places, counts = np.unique(ranks[:, column], return_counts=True)
        rows += [
            {"unit_code": unit, "rank": place, "share": count / len(ranks)}
            for place, count in zip(places, counts, strict=True)
        ]
    return pd.DataFrame(rows)


def pairs(ranks: FloatArray, engine: Engine) -> pd.DataFrame:
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
    rows = []
    nominal = engine.weights_of(engine.edition.method)
    for code, pool in engine.weight_pool.items():
        found = weighting.spread(weighting.to_shares(pool))
        for column, child in enumerate(engine.edition.framework.children(code)):
            rows.append(
                {
                    "code": child.code,
                    "nominal": nominal[code][column] / nominal[code].sum(),
                    "p05": found.p05[column],
                    "p95": found.p95[column],
                    "lowest": found.minimum[column],
                    "highest": found.maximum[column],
                }
            )
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
    return pd.DataFrame(rows)


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


def sobol(engine: Engine) -> pd.DataFrame:
    """First and total order indices of the grouped factors: ``sobol.csv``.

    Outputs: the mean rank shift from the nominal ranking, and every unit's rank. An output without variance has no
    indices ("undefined", empty), never zero.
    """
    options = engine.edition.method
    rng = np.random.default_rng(np.random.SeedSequence([engine.seed, SOBOL_STREAM]))
    n_factors, n_base = len(engine.factors), options.sensitivity.sobol_base
    ranks = engine.ranks(engine.design(sensitivity.sobol_design(n_factors, n_base=n_base, rng=rng)))
    shift = sensitivity.mean_rank_shift(engine.one({}), ranks)
    found = sensitivity.sobol_indices(
        np.column_stack([shift, ranks]),
        n_factors=n_factors,
        n_base=n_base,
        min_variance=MIN_VARIANCE,
        n_resamples=options.coherence.n_resamples,
        confidence=options.coherence.confidence,
        rng=rng,
    )
    outputs = [MEAN_SHIFT, *engine.ground.units]
    return pd.DataFrame(
        {"output": output, "factor": factor}
        | {
            name: getattr(found, name)[row, column]
            for name in ("first", "first_low", "first_high", "total", "total_low", "total_high")
        }
        for column, output in enumerate(outputs)
        for row, factor in enumerate(engine.factors)
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
