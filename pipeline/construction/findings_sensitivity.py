"""Findings of the chapter on sensitivity: which choice, indicator, pillar or unit the ranking leans on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction.finding import Finding
from pipeline.construction.robustness import MEAN_SHIFT
from pipeline.framework.edition import Edition

CHAPTER = "08_sensitivity"
OWN_RULE = "small_shift_rule"


@dataclass(frozen=True, eq=False)
class Results:
    """The tables of the chapter by their names."""

    one_at_a_time: pd.DataFrame
    sobol: pd.DataFrame
    sobol_top: pd.DataFrame
    leave_one_out: pd.DataFrame
    leave_pillar_out: pd.DataFrame
    leave_unit_out: pd.DataFrame
    dominance: pd.DataFrame
    weight_stability: pd.DataFrame
    swaps: pd.DataFrame


def findings(results: Results, edition: Edition) -> list[Finding]:
    """All findings, in the order of the chapter: choices alone, together, what is left out, weights without draws."""
    n = len(results.leave_unit_out)
    return [
        *_alone(results.one_at_a_time, n),
        *_shares(results.sobol, n),
        *_top(results.sobol_top),
        *_left_out(results, n),
        *_order(results.dominance, edition),
        *_stability(results.weight_stability, n),
        *_swaps(results.swaps, edition),
    ]


def _finding(name: str, **told: object) -> Finding:
    return Finding(CHAPTER, name, **told)  # type: ignore[arg-type]


def _alone(table: pd.DataFrame, n: int) -> Iterator[Finding]:
    if table.empty:
        yield _finding("no_choice_alone", verdict="not_applicable")
        return
    top = table.loc[table["mean_shift"].idxmax()]
    yield _finding("choice_mean", subject=f"{top['factor']}|{top['choice']}", value=float(top["mean_shift"]), n=n)
    furthest = table.loc[table["largest_shift"].idxmax()]
    if furthest["unit_code"]:
        yield _finding(
            "choice_largest", subject=str(furthest["unit_code"]), value=float(furthest["largest_shift"]), n=n
        )
    idle = int((table["n_changed"] == 0).sum())
    if idle:
        yield _finding("choices_idle", value=idle, n=len(table))


def _shares(table: pd.DataFrame, n: int) -> Iterator[Finding]:
    if table.empty:
        yield _finding("no_shares", verdict="not_applicable")
        return
    overall = table[table["output"] == MEAN_SHIFT].dropna(subset="total")
    if overall.empty:
        yield _finding("shift_undefined", verdict="undefined")
    else:
        top = overall.loc[overall["total"].idxmax()]
        ends = {"low": float(top["total_low"]), "high": float(top["total_high"])}
        yield _finding("share_most", subject=str(top["factor"]), value=float(top["total"]), n=n, **ends)
        together = 1.0 - float(overall["first"].sum())
        yield _finding("share_together", value=max(together, 0.0), n=n)
    units = table[table["output"] != MEAN_SHIFT]
    constant = int(units.groupby("output")["total"].apply(lambda own: own.isna().all()).sum())
    if constant:
        yield _finding("ranks_constant", value=constant, n=int(units["output"].nunique()))


def _top(table: pd.DataFrame) -> Iterator[Finding]:
    own = table[table["k"] == table["k"].max()]
    mean = own.groupby("factor")["total"].mean().dropna()
    if len(mean):
        n = int(own["unit_code"].nunique())
        k = float(own["k"].iloc[0])
        yield _finding("top_factor", subject=str(mean.idxmax()), value=float(mean.max()), n=n, threshold=k)


def _left_out(results: Results, n: int) -> Iterator[Finding]:
    for name, table in (("indicator_out", results.leave_one_out), ("pillar_out", results.leave_pillar_out)):
        same = name == "pillar_out" and set(table["code"]) <= set(results.leave_one_out["code"])  # a tree of two levels
        if len(table) and not same:
            top = table.loc[table["mean_shift"].idxmax()]
            yield _finding(name, subject=str(top["code"]), value=float(top["mean_shift"]), n=n)
    table = results.leave_unit_out
    if len(table):
        top = table.loc[table["n_reversed"].idxmax()]
        if top["n_reversed"] > 0:
            found = {"value": float(top["n_reversed"]), "n": int(top["n_pairs"])}
            yield _finding("unit_out", subject=str(top["left_out"]), **found)
        yield _finding("units_reversing", value=int((table["n_reversed"] > 0).sum()), n=len(table))


def _order(table: pd.DataFrame, edition: Edition) -> Iterator[Finding]:
    if table.empty:
        yield _finding("order_not_linear", verdict="not_applicable")
        return
    n_pairs = len(table) // 2
    reach = edition.method.sensitivity.weight_range
    within = int(table["ahead_within_bounds"].sum())
    yield _finding("order_within", value=within / n_pairs, n=n_pairs, threshold=reach)
    yield _finding("order_any", value=int(table["ahead_under_any"].sum()) / n_pairs, n=n_pairs)


def _stability(table: pd.DataFrame, n: int) -> Iterator[Finding]:
    if table.empty:
        return
    width = (table["high"] - table["low"]).to_numpy()
    tightest = table.iloc[int(np.argmin(width))]
    ends = {"low": float(tightest["low"]), "high": float(tightest["high"])}
    yield _finding("weight_tightest", subject=str(tightest["code"]), value=float(tightest["nominal"]), n=n, **ends)


def _swaps(table: pd.DataFrame, edition: Edition) -> Iterator[Finding]:
    if table.empty:
        return
    limit = edition.method.sensitivity.small_shift
    close = int((table["shift"] <= limit).sum())
    yield _finding("close_neighbours", value=close, n=len(table), threshold=limit, source=OWN_RULE)
    first = table.iloc[0]
    if np.isnan(first["shift"]):
        yield _finding("leader_safe", subject=str(first["unit_code"]), n=len(table) + 1)
    else:
        verdict = "clear" if first["shift"] > limit else "borderline"
        yield _finding(
            "leader_shift",
            subject=str(first["unit_code"]),
            value=float(first["shift"]),
            n=len(table) + 1,
            threshold=limit,
            source=OWN_RULE,
            verdict=verdict,
        )
