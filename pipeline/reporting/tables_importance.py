"""Tables of weights and importance: the weights page, what can be reached, added value, efficiency, compensation."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import numbers, table, words
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_data import column, finished, node_column, numeric, percent, placed, unit_column, worded

Row = Mapping[Hashable, object]
SHOWN = 12  # units at the top of the tables of efficiency and compensation


def weights_page(weights_page: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Every node: weight, effective weight, shares of variance, correlation ratio and isolated effect with intervals."""
    frame = _in_tree_order(weights_page, framework)
    columns = [
        node_column(frame, framework, language, key="node"),
        percent(frame, "nominal", "page_nominal", language),
        percent(frame, "effective", "page_effective", language),
        percent(frame, "index_covariance_share", "page_index_covariance", language),
        _ranged(frame, "covariance_share", "covariance_low", "covariance_high", "page_covariance", language),
        percent(frame, "r2", "page_r2", language, digits=0),
        _ranged(frame, "importance", "importance_low", "importance_high", "page_importance", language),
        numeric(frame, "freedom", "page_freedom", language, digits=1),
        _ranged(frame, "isolated", "isolated_low", "isolated_high", "page_isolated", language),
        worded(frame, "verdict", "page_verdict", language, group="verdict"),
    ]
    note = words.word("weights_page_note", language)
    return finished("weights_page", columns, language=language, marked=_failing(frame), note=note)


def importance_parents(importance_parents: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Every parent: Paruolo's discrepancy with its interval, and whether weights can reach the stated importance."""
    frame = _in_tree_order(importance_parents, framework)
    columns = [
        node_column(frame, framework, language, key="parent_group"),
        numeric(frame, "n_children", "parent_children", language, digits=0),
        numeric(frame, "discrepancy", "parent_discrepancy", language),
        _interval(frame, "low", "high", language),
        worded(frame, "verdict", "page_verdict", language, group="verdict"),
        worded(frame, "reached", "reachable", language, group="reachable"),
        numeric(frame, "largest_gap", "parent_largest_gap", language, digits=3),
        numeric(frame, "n_negative", "exact_negative", language, digits=0),
    ]
    note = words.word("importance_parents_note", language)
    return finished("importance_parents", columns, language=language, marked=_failing(frame), note=note)


def added_value(added_value: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Every pillar: share of units ranked otherwise, beside what the correlation alone gives."""
    columns = [
        node_column(added_value, framework, language, key="node"),
        numeric(added_value, "n", "n_units", language, digits=0),
        numeric(added_value, "least", "added_least", language, digits=1),
        numeric(added_value, "r", "added_r", language),
        _ranged(added_value, "share", "low", "high", "added_share", language),
        _ranged(added_value, "null_share", "null_low", "null_high", "added_null", language),
    ]
    return finished("added_value", columns, language=language)


def efficiency(efficiency: pd.DataFrame, units: Units, *, language: str) -> Table:
    """The units with the highest efficiency, with the rank that another arbitrary floor gives them."""
    frame = efficiency
    if not frame.empty:
        frame = frame.dropna(subset="efficiency").sort_values(["rank", "rank_other", "unit_code"]).head(SHOWN)
    columns = [
        unit_column(frame, units, language),
        numeric(frame, "efficiency", "efficiency", language, digits=3),
        placed(frame, "rank", "efficiency_rank", language),
        numeric(frame, "efficiency_other", "efficiency_other", language, digits=3),
        placed(frame, "rank_other", "efficiency_rank_other", language),
    ]
    return finished("efficiency", columns, language=language, note=words.word("efficiency_note_table", language))


def efficiency_variables(efficiency_variables: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Conditions and outcomes with the limits of their shares and the mean share; what was left out of its pillar."""
    frame = efficiency_variables
    limits = [_range(row["least"], row["greatest"], language, digits=1) for row in frame.to_dict("records")]
    columns = [
        node_column(frame, framework, language, key="efficiency_variable"),
        worded(frame, "side", "efficiency_side", language, group="efficiency_side"),
        table.figures(words.word("efficiency_limits", language), limits),
        percent(frame, "mean_share", "efficiency_mean_share", language),
    ]
    return finished("efficiency_variables", columns, language=language)


def compensation(compensation: pd.DataFrame, units: Units, *, language: str) -> Table:
    """The units that owe most to compensation, with their ranks under the arithmetic, geometric and harmonic mean."""
    frame = compensation
    admissible = not frame.empty and bool(frame["geometric"].notna().any())
    if not frame.empty:
        frame = frame.sort_values(["lost_geometric", "unit_code"], ascending=[False, True]).head(SHOWN)
        frame = frame if admissible else frame.head(0)
    means = ("arithmetic", "geometric", "harmonic")
    columns = [
        unit_column(frame, units, language),
        *[numeric(frame, name, f"mean_{name}", language, digits=1) for name in means],
        numeric(frame, "lost_geometric", "lost_geometric", language, digits=1),
        *[_rank_of(frame, name, language) for name in means],
    ]
    if not frame.empty or compensation.empty:
        marked = frozenset(number for number, flag in enumerate(column(frame, "flagged")) if flag)
        note = words.word("compensation_note_table", language)
        return finished("compensation", columns, language=language, marked=marked, note=note)
    return Table(
        words.word("table_compensation", language), columns, note=words.word("compensation_inadmissible", language)
    )


def _rank_of(frame: pd.DataFrame, mean: str, language: str) -> Column:
    header = words.word("rank_under_mean", language).format(name=words.word(f"mean_{mean}", language).lower())
    cells = [numbers.rank(value, language=language) for value in column(frame, f"rank_{mean}")]
    return table.figures(header, cells)


def _in_tree_order(frame: pd.DataFrame, framework: Hierarchy) -> pd.DataFrame:
    if frame.empty:
        return frame
    places = {node.code: place for place, node in enumerate(framework.nodes)}
    return frame.sort_values("code", key=lambda codes: codes.map(places)).reset_index(drop=True)


def _failing(frame: pd.DataFrame) -> frozenset[int]:
    return frozenset(number for number, verdict in enumerate(column(frame, "verdict")) if verdict == "fail")


def _ranged(frame: pd.DataFrame, value: str, low: str, high: str, key: str, language: str) -> Column:
    """A share with its interval in one cell."""
    cells = []
    for row in frame.to_dict("records"):
        own = numbers.percent(row[value], language=language)
        cells.append(f"{own} ({_range(row[low], row[high], language)})" if own else "")
    return table.figures(words.word(key, language), cells)


def _range(low: object, high: object, language: str, *, digits: int = 0) -> str:
    ends = [numbers.percent(end, language=language, digits=digits) for end in (low, high)]
    return f"{ends[0]} – {ends[1]}" if all(ends) else ""


def _interval(frame: pd.DataFrame, low: str, high: str, language: str) -> Column:
    cells = []
    for row in frame.to_dict("records"):
        ends = [numbers.number(row[name], language=language) for name in (low, high)]
        cells.append(f"{ends[0]} – {ends[1]}" if all(ends) else "")
    return table.figures(words.word("interval", language), cells)
