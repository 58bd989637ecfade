"""Tables of the chapter on sensitivity: what the ranking leans on, and which order no weights can change."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.framework.alternatives import Alternatives
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_data import column, finished, node_column, numeric, percent, placed, unit_column

FEW = 15  # rows of a table that is sorted by what matters: the rest is in the file


def sobol_top(sobol_top: pd.DataFrame, alternatives: Alternatives, *, language: str) -> Table:
    """Mean total index of every factor for being among the first k, over the units of which it depends on choices."""
    means = (
        sobol_top.groupby(["k", "factor"], as_index=False).agg(total=("total", "mean"), n=("unit_code", "nunique"))
        if len(sobol_top)
        else pd.DataFrame(columns=["k", "factor", "total", "n"])
    ).sort_values(["k", "total", "factor"], ascending=[True, False, True])
    columns = [
        numeric(means, "k", "first_places", language, digits=0),
        table.text(
            words.word("factor", language), [labels.factor(alternatives, str(x), language) for x in means["factor"]]
        ),
        numeric(means, "total", "total_index", language),
        numeric(means, "n", "n_units", language, digits=0),
    ]
    return finished("sobol_top", columns, language=language)


def leave_pillar_out(leave_pillar_out: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """Mean and largest shift of rank for each component of the index left out, the largest mean first."""
    frame = _sorted(leave_pillar_out, "mean_shift", "code")
    columns = [
        node_column(frame, framework, language, key="node"),
        numeric(frame, "mean_shift", "mean_shift", language),
        placed(frame, "largest_shift", "largest_shift", language),
        unit_column(frame, units, language),
        numeric(frame, "spearman", "spearman", language, digits=3),
    ]
    return finished("leave_pillar_out", columns, language=language)


def leave_unit_out(leave_unit_out: pd.DataFrame, units: Units, *, language: str) -> Table:
    """The units whose absence would reverse most pairs of others."""
    frame = _sorted(leave_unit_out, "n_reversed", "left_out").head(FEW)
    columns = [
        _units(frame, "left_out", "unit_left_out", units, language),
        numeric(frame, "n_reversed", "n_reversed", language, digits=0),
        numeric(frame, "mean_shift", "mean_shift", language),
        placed(frame, "largest_shift", "largest_shift", language),
        _units(frame, "unit_code", "most_moved", units, language),
    ]
    return finished("leave_unit_out", columns, language=language)


def weight_stability(weight_stability: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """Between which values each weight leaves the ranking as it is, and who would change places beyond."""

    def pair(first: str, second: str) -> list[str]:
        return [
            ""
            if numbers.missing(one) or not one
            else f"{labels.unit(units, str(one), language)} – {labels.unit(units, str(other), language)}"
            for one, other in zip(column(weight_stability, first), column(weight_stability, second), strict=True)
        ]

    columns = [
        node_column(weight_stability, framework, language, key="node"),
        percent(weight_stability, "nominal", "nominal_weight", language, digits=2),
        percent(weight_stability, "low", "stable_from", language, digits=2),
        table.text(words.word("pair_below", language), pair("low_unit", "low_other")),
        percent(weight_stability, "high", "stable_to", language, digits=2),
        table.text(words.word("pair_above", language), pair("high_unit", "high_other")),
    ]
    return finished("weight_stability", columns, language=language)


def swaps(swaps: pd.DataFrame, units: Units, framework: Hierarchy, *, small_shift: float, language: str) -> Table:
    """Each unit and the next: the smallest shift of weight that makes them level; close pairs are marked."""

    def node(code: object) -> str:
        return "" if numbers.missing(code) or not code else labels.node(framework, str(code), language)

    columns = [
        unit_column(swaps, units, language),
        _units(swaps, "other", "next_unit", units, language),
        numeric(swaps, "difference", "score_difference", language),
        table.figures(
            words.word("weight_shift", language),
            [
                words.word("never", language) if numbers.missing(x) else numbers.percent(x, language=language, digits=2)
                for x in column(swaps, "shift")
            ],
        ),
        table.text(words.word("taken_from", language), [node(x) for x in column(swaps, "from_code")]),
        table.text(words.word("given_to", language), [node(x) for x in column(swaps, "to_code")]),
    ]
    shifts = np.array(column(swaps, "shift"), dtype=float)
    close = frozenset(np.flatnonzero(shifts <= small_shift).tolist())  # no weights at all: never close
    return finished("swaps", columns, language=language, marked=close)


def _units(frame: pd.DataFrame, name: str, key: str, units: Units, language: str) -> Column:
    """Names of units under another header than that of the unit itself."""
    cells = ["" if numbers.missing(code) else labels.unit(units, str(code), language) for code in column(frame, name)]
    return table.text(words.word(key, language), cells)


def _sorted(frame: pd.DataFrame, name: str, then: str) -> pd.DataFrame:
    """The greatest first; a table without rows has no columns to sort by."""
    return frame if frame.empty else frame.sort_values([name, then], ascending=[False, True])
