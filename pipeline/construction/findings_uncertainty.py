"""Findings of the chapter on uncertainty: how firm the ranks are, whether the draws were enough, what did not apply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import fitting
from pipeline.construction.finding import Finding
from pipeline.construction.perturbation import Engine

CHAPTER = "07_uncertainty"
OWN_RULE, REVIEW, SCENARIO = "draws_rule", "method_review", "error_scenario"


@dataclass(frozen=True, eq=False)
class Results:
    """The tables of the chapter by their names."""

    uncertainty: pd.DataFrame
    pairs: pd.DataFrame
    order: pd.DataFrame
    top: pd.DataFrame
    convergence: pd.DataFrame
    variance_split: pd.DataFrame
    mean_shift: pd.DataFrame
    rank_sets: pd.DataFrame


def findings(results: Results, engine: Engine) -> list[Finding]:
    """All findings, in the order in which a reader wants them: are the draws enough, how firm are ranks, what is missing.

    Where no factor applies, every draw is the published ranking: ranges of no width and pairs that never change would
    look like firmness and are none, so nothing is said of them.
    """
    without, sets = [*_without(engine)], [*_sets(results, engine)]
    if not engine.factors and not (results.uncertainty["rank_p05"] < results.uncertainty["rank_p95"]).any():
        return [*without, *sets]
    return [
        *_draws(results, engine),
        *_shift(results),
        *_ranges(results),
        *_pairs(results, engine),
        *_top(results, engine),
        *_imputation(results, engine),
        *_duplicates(engine),
        *without,
        *sets,
    ]


def _draws(results: Results, engine: Engine) -> Iterator[Finding]:
    last = results.convergence.iloc[-1]
    limit, moved = engine.edition.method.uncertainty.convergence_places, float(last["largest_change"])
    verdict = "undefined" if np.isnan(moved) else "clear" if moved <= limit else "fail"
    yield _finding(
        "draws_enough", value=moved, n=int(last["n_draws"]), threshold=limit, source=OWN_RULE, verdict=verdict
    )


def _shift(results: Results) -> Iterator[Finding]:
    row = results.mean_shift.iloc[0]
    ends = {"low": float(row["low"]), "high": float(row["high"])}
    yield _finding("mean_shift", value=float(row["mean"]), n=int(row["n_draws"]), **ends)


def _ranges(results: Results) -> Iterator[Finding]:
    table = results.uncertainty
    width = table["rank_p95"] - table["rank_p05"]
    n = len(table)
    yield _finding("range_width", value=float(width.mean()), n=n)
    widest = table.loc[width.idxmax()]
    yield _finding(
        "widest_range",
        subject=str(widest["unit_code"]),
        value=float(width.max()),
        low=float(widest["rank_p05"]),
        high=float(widest["rank_p95"]),
        n=n,
    )
    outside = table[table["outside"]]
    verdict = "clear" if outside.empty else "fail"
    yield _finding("nominal_outside", value=len(outside), n=n, threshold=0, source=REVIEW, verdict=verdict)
    for _, row in outside.iterrows():
        ends = {"low": float(row["rank_p05"]), "high": float(row["rank_p95"])}
        unit = str(row["unit_code"])
        of = {"n": n, "source": REVIEW, "verdict": "fail"}
        yield _finding("unit_outside", subject=unit, value=float(row["rank"]), **ends, **of)


def _pairs(results: Results, engine: Engine) -> Iterator[Finding]:
    share, n = engine.edition.method.uncertainty.robust_share, len(engine.ground.units)
    n_pairs = n * (n - 1) // 2
    robust = int(results.pairs["robust"].sum())
    yield _finding(
        "robust_pairs", value=robust / n_pairs if n_pairs else np.nan, n=n_pairs, threshold=share, source=REVIEW
    )
    if results.order.empty:
        yield _finding("order_in_circles", n=n, verdict="undefined")
        return
    yield _finding("order_layers", value=int(results.order["layer"].max()), n=n)
    implied = int(results.order["n_below"].sum()) - robust
    if implied:
        yield _finding("order_implied", value=implied, n=n_pairs)


def _top(results: Results, engine: Engine) -> Iterator[Finding]:
    share = engine.edition.method.uncertainty.robust_share
    for place, own in results.top.groupby("k"):
        contested = (own["share"] < share) & (own["share"] > 1.0 - share)
        of = {"threshold": int(place), "n": len(own), "source": REVIEW}
        yield _finding("top_contested", subject=f"top-{place}", value=int(contested.sum()), **of)


def _imputation(results: Results, engine: Engine) -> Iterator[Finding]:
    table = results.variance_split
    if table.empty:
        yield _finding("imputation_not_drawn", verdict="not_applicable")
        return
    total, n = float(table["total"].sum()), int(table["n"].iloc[0])
    value = float(table["imputation"].sum()) / total if total > 0 else np.nan
    yield _finding("imputation_share", value=value, n=n, verdict="undefined" if np.isnan(value) else "descriptive")
    known = table.dropna(subset=["share"])
    if not known.empty:
        most = known.loc[known["share"].idxmax()]
        yield _finding("imputation_most", subject=str(most["unit_code"]), value=float(most["share"]), n=n)


def _duplicates(engine: Engine) -> Iterator[Finding]:
    factors = engine.edition.alternatives.factors
    same = pd.Series([item.factor for item in engine.duplicates], dtype=object).value_counts()
    for name, factor in factors.items():
        if name in same.index:
            yield _finding("same_choices", subject=name, value=int(same[name]), n=len(factor.choices), source=REVIEW)


def _without(engine: Engine) -> Iterator[Finding]:
    if not engine.factors:
        yield _finding("nothing_varies", verdict="undefined")
    told = {item.reason for item in engine.dropped}
    if fitting.NO_ERROR not in told and "survey_error" not in engine.factors:
        yield _finding("survey_error_not_drawn", verdict="not_applicable")
    for item in engine.dropped:
        yield _finding(f"dropped_{item.reason}", subject=item.subject, source=REVIEW, verdict="not_applicable")


def _sets(results: Results, engine: Engine) -> Iterator[Finding]:
    """What an error of every score would leave of the ranks: a scenario, said with its size, never a finding of error."""
    table = results.rank_sets
    if table.empty:
        yield _finding("rank_sets_none", verdict="not_applicable")
        return
    width, n = table["worst"] - table["best"], len(table)
    error = float(table["score_error"].iloc[0])
    of = {"n": n, "threshold": error, "source": SCENARIO}
    yield _finding("rank_sets_width", value=float(width.mean()), **of)
    widest = table.loc[width.idxmax()]
    ends = {"low": float(widest["best"]), "high": float(widest["worst"])}
    yield _finding("rank_sets_widest", subject=str(widest["unit_code"]), value=float(widest["rank"]), **ends, **of)
    yield _finding("rank_sets_sure", value=int((table["worst_all"] == table["best_all"]).sum()), **of)


def _finding(name: str, **parts: object) -> Finding:
    return Finding(CHAPTER, name, **parts)  # type: ignore[arg-type]
