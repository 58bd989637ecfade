"""What the draws say of each unit beyond its range: the first places, a partial order, enough draws, what moved it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.construction.perturbation import Design, Engine
from pipeline.statistics import partial_order, rank_spread, sensitivity
from pipeline.statistics.types import FloatArray, RankArray

NEVER_MOVED = 1e-9  # squared places: below, the rank is the same in every draw
SPLIT = ["unit_code", "imputation", "rest", "total", "share", "n_groups", "n"]


def mean_shift(ranks: FloatArray | RankArray, nominal: FloatArray, engine: Engine) -> pd.DataFrame:
    """How far the ranks of a draw are from the nominal ones, as a mean over units: ``mean_shift.csv``, one row.

    The Handbook's R_S (equation 38) of each draw: its mean over the draws, the method's range of it, its largest.
    """
    options = engine.edition.method.uncertainty
    shifts = sensitivity.mean_rank_shift(nominal, np.asarray(ranks, dtype=float))
    low, high = np.quantile(shifts, [options.rank_low, options.rank_high], method="inverted_cdf")
    row = {"n_draws": len(ranks), "mean": shifts.mean(), "low": low, "high": high, "largest": shifts.max()}
    return pd.DataFrame([row | {"n": nominal.size}])


def top(ranks: FloatArray | RankArray, engine: Engine) -> pd.DataFrame:
    """Share of the draws in which each unit is among the first k: ``top.csv``."""
    places, units = engine.edition.method.uncertainty.top_places, engine.ground.units
    shares = rank_spread.top_shares(ranks, places=places)
    return pd.DataFrame(
        {"unit_code": unit, "k": place, "share": shares[number, column]}
        for column, unit in enumerate(units)
        for number, place in enumerate(places)
        if place <= len(units)
    ).reindex(columns=["unit_code", "k", "share"])


def order(pairs: pd.DataFrame, engine: Engine) -> pd.DataFrame:
    """The partial order that the robust pairs make: ``order.csv``.

    The robust relation is not transitive; this is its closure, the smallest partial order that holds it. ``layer`` is 1
    for a unit that nobody is above, ``n_below`` and ``n_above`` count the units below and above it, ``covers`` names those
    directly below it (the lines of a Hasse diagram). Where robust pairs run in a circle, which takes 20 units and more at
    a share of 0.95, there is no order, and the table has no rows.

    Parameters
    ----------
    pairs : the table ``pairs.csv``.
    """
    units = list(engine.ground.units)
    robust = pairs.pivot(index="unit_code", columns="other", values="robust").reindex(index=units, columns=units)
    found = partial_order.partial_order(robust.eq(True).to_numpy())
    columns = ["unit_code", "layer", "n_below", "n_above", "covers"]
    if found.in_cycle.any():
        return pd.DataFrame(columns=columns)
    covered = [" ".join(units[other] for other in np.flatnonzero(row)) for row in found.covers]
    below, above = found.above.sum(axis=1), found.above.sum(axis=0)
    return pd.DataFrame(dict(zip(columns, (units, found.layer, below, above, covered), strict=True)))


def convergence(ranks: FloatArray | RankArray, engine: Engine) -> pd.DataFrame:
    """Width of the rank ranges against the number of draws, and what the last doubling changed: ``convergence.csv``.

    ``mean_change`` and ``largest_change`` are of the largest move, in places, of a unit's median or either end since the
    step before; ``unit_code`` is whose is the largest.
    """
    options = engine.edition.method.uncertainty
    found = rank_spread.convergence(
        ranks, first=options.convergence_draws, low=options.rank_low, high=options.rank_high
    )
    width = found.high - found.low
    rows = []
    for step, n_draws in enumerate(found.n_draws):
        row = {"n_draws": n_draws, "mean_width": width[step].mean(), "largest_width": width[step].max()}
        change = found.change[step]
        if step:
            whose = engine.ground.units[int(change.argmax())] if change.max() > 0 else ""
            row |= {"mean_change": change.mean(), "largest_change": change.max(), "unit_code": whose}
        else:
            row |= {"mean_change": np.nan, "largest_change": np.nan, "unit_code": ""}
        rows.append(row)
    return pd.DataFrame(rows)


def variance_split(ranks: FloatArray | RankArray, design: Design, engine: Engine) -> pd.DataFrame:
    """Variance of each unit's rank between completed tables and within them: ``variance_split.csv``.

    By the law of total variance, between what was imputed (choice and draw together) and all other choices. Without
    rows where no imputation is drawn, or no replicate took a drawn table. A share near 0 may come out slightly negative:
    simulation error. A unit whose rank never changes has no share.
    """
    drawn = [any(choice.drawn for choice in factor.choices) for factor in engine.edition.alternatives.factors.values()]
    if not any(drawn) or not (design.tables >= 0).any():
        return pd.DataFrame(columns=SPLIT)
    columns = [design.choices[:, number] for number, is_drawn in enumerate(drawn) if is_drawn]
    _, groups = np.unique(np.column_stack([*columns, design.tables]), axis=0, return_inverse=True)
    found = rank_spread.variance_split(ranks, groups=groups.ravel())
    total = np.where(found.total > NEVER_MOVED, found.total, np.nan)
    parts = (engine.ground.units, found.between, found.within, found.total, found.between / total)
    table = pd.DataFrame(dict(zip(SPLIT, parts, strict=False)))
    return table.assign(n_groups=groups.max() + 1, n=len(ranks))
