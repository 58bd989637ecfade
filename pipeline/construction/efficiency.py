"""Outcomes on pillars: who gets most out of its conditions, and how far an arbitrary zero decides it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import index, matrix, tree
from pipeline.framework.edition import Edition
from pipeline.statistics import complete_units, efficiency, ranking
from pipeline.statistics.types import FloatArray

UNITS = ["unit_code", "efficiency", "rank", "efficiency_other", "rank_other"]
VARIABLES = ["code", "side", "direction", "least", "greatest", "mean_share"]
INPUT, OUTPUT, LEFT_OUT = "input", "output", "left_out"
BEST = 100.0


@dataclass(frozen=True)
class Efficiency:
    """``efficiency.csv`` and ``efficiency_variables.csv``; both empty where there are no outcomes."""

    units: pd.DataFrame
    variables: pd.DataFrame


def compare(scores: pd.DataFrame, values: pd.DataFrame, edition: Edition) -> Efficiency:
    """Data envelopment analysis of the edition's outcomes on its pillars.

    Pillars are rebuilt without every indicator that shares a raw table with an outcome; inputs and outcomes are put on
    a scale from a floor to 100 over the units that have all of them, outcomes turned by their direction.

    Parameters
    ----------
    scores : ranked units x codes, every node. values : the table ``values.csv``.

    Returns
    -------
    Efficiency. ``efficiency_other`` is the same under the second of ``efficiency_floors``: nothing in the data says what
    zero is, and where the ranks differ it is the choice that decides. Limits of shares are multiples of an equal share.
    """
    outcomes = [node.code for node in edition.framework.outcomes]
    excluded = sorted({code for outcome in outcomes for code in edition.made_with(outcome)})
    inputs = _pillars(scores, excluded, edition)
    outputs = matrix.wide(values, outcomes, units=list(scores.index))
    complete = inputs.notna().all(axis=1) & outputs.notna().all(axis=1)
    outputs = outputs.loc[:, _varying(outputs[complete])]
    inputs = inputs.loc[:, _varying(inputs[complete])]
    if outputs.empty or inputs.empty or not outputs.shape[1] or not inputs.shape[1]:
        return Efficiency(pd.DataFrame(columns=UNITS), pd.DataFrame(columns=VARIABLES))
    first, other = (
        _solved(inputs, outputs, complete, edition, floor=floor)
        for floor in edition.method.importance.efficiency_floors
    )
    table = pd.DataFrame(
        {
            "unit_code": scores.index,
            "efficiency": first.scores,
            "rank": ranking.rank(first.scores.round(9), ties="min"),  # 1 is 1, whatever the last bit of a programme
            "efficiency_other": other.scores,
            "rank_other": ranking.rank(other.scores.round(9), ties="min"),
        }
    )
    return Efficiency(table[UNITS], _variables(inputs, outputs, first, excluded, edition))


def _pillars(scores: pd.DataFrame, excluded: Sequence[str], edition: Edition) -> pd.DataFrame:
    framework = edition.framework
    codes = [node.code for node in framework.pillars]
    if not excluded:
        return scores[codes]
    weights = tree.weights_without(edition, excluded)
    return index.assemble(scores[framework.indicator_codes], edition, weights=weights).scores[codes]


def _varying(table: pd.DataFrame) -> list[str]:
    if len(table) < 2:
        return []
    ranging = complete_units.has_range(table.to_numpy(dtype=float))
    return [str(code) for code, own in zip(table.columns, ranging, strict=True) if own]


def _solved(
    inputs: pd.DataFrame, outputs: pd.DataFrame, complete: pd.Series, edition: Edition, *, floor: float
) -> efficiency.Efficiency:
    options = edition.method.importance
    directions = np.array([edition.framework.node(code).direction for code in outputs.columns], dtype=float)
    limits = [_limits(table.shape[1], edition) for table in (inputs, outputs)]
    return efficiency.envelopment(
        _from_floor(inputs, np.ones(inputs.shape[1]), complete, floor),
        _from_floor(outputs, directions, complete, floor),
        orientation=options.efficiency_orientation,
        returns=options.efficiency_returns,
        input_limits=limits[0],
        output_limits=limits[1],
    )


def _limits(k: int, edition: Edition) -> efficiency.ShareLimits:
    """Limits of a side's shares: multiples of the equal share; one variable alone has all of it."""
    options = edition.method.importance
    return efficiency.ShareLimits(
        least=min(options.efficiency_least / k, 1.0), greatest=min(options.efficiency_greatest / k, 1.0)
    )


def _from_floor(table: pd.DataFrame, directions: FloatArray, complete: pd.Series, floor: float) -> FloatArray:
    """Columns from the floor, at the worst of the complete units, to 100 at the best; NaN elsewhere."""
    turned = table.to_numpy(dtype=float) * directions
    turned[~complete.to_numpy()] = np.nan
    low, high = np.nanmin(turned, axis=0), np.nanmax(turned, axis=0)
    return np.asarray(floor + (BEST - floor) * (turned - low) / (high - low))


def _variables(
    inputs: pd.DataFrame,
    outputs: pd.DataFrame,
    found: efficiency.Efficiency,
    excluded: Sequence[str],
    edition: Edition,
) -> pd.DataFrame:
    rows: list[list[object]] = []
    sides = ((INPUT, inputs, found.input_shares), (OUTPUT, outputs, found.output_shares))
    for side, table, shares in sides:
        limits = _limits(table.shape[1], edition)
        for code, mean in zip(table.columns, np.nanmean(shares, axis=0), strict=True):
            direction = edition.framework.node(str(code)).direction
            rows.append([code, side, direction, limits.least, limits.greatest, mean])
    rows += [[code, LEFT_OUT, None, np.nan, np.nan, np.nan] for code in excluded]
    variables = pd.DataFrame(rows, columns=VARIABLES)
    return variables.astype({"direction": "Int64"})
