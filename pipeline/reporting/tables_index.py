"""Tables of the chapter on the index, of the profiles and of the replication."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_data import (
    finished,
    measured,
    node_column,
    numeric,
    percent,
    placed,
    unit_column,
    worded,
)


def goalposts(goalposts: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Bounds of normalisation with their origin; indicators that hardly vary are marked."""
    columns = [
        node_column(goalposts, framework, language, key="indicator"),
        measured(goalposts, "low", "goalpost_low", language),
        measured(goalposts, "high", "goalpost_high", language),
        worded(goalposts, "basis", "basis", language, group="basis"),
        worded(goalposts, "direction", "direction", language, group="direction"),
        percent(goalposts, "coefficient_of_variation", "coefficient_of_variation", language),
        worded(goalposts, "near_ceiling", "near_ceiling", language, group="yes"),
    ]
    near = [] if goalposts.empty else goalposts["near_ceiling"].tolist()
    marked = frozenset(number for number, flag in enumerate(near) if flag)
    return finished(
        "goalposts",
        columns,
        language=language,
        marked=marked,
        note=words.word("goalposts_note", language) if marked else "",
    )


def truncated(truncated: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """Cells beyond fixed goalposts: a better or worse value no longer changes their score."""
    columns = [
        node_column(truncated, framework, language, key="indicator"),
        unit_column(truncated, units, language),
        measured(truncated, "value", "value", language),
        measured(truncated, "low", "goalpost_low", language),
        measured(truncated, "high", "goalpost_high", language),
    ]
    return finished("truncated", columns, language=language)


def weights(weights: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Weights in use and effective ones beside the realised: covariance share and correlation with the index."""
    names = {level.level: level.name_vi if language == "vi" else level.name_en for level in framework.levels}
    levels = [] if weights.empty else [names.get(int(level), "") for level in weights["level"]]
    columns = [
        node_column(weights, framework, language, key="node"),
        table.text(words.word("level", language), levels),
        measured(weights, "weight", "weight_in_use", language),
        percent(weights, "share", "share_in_parent", language),
        percent(weights, "effective", "effective_weight", language, digits=2),
        percent(weights, "covariance_share", "covariance_share", language, digits=2),
        table.figures(words.word("r_with_index", language), _with_interval(weights, language)),
    ]
    return finished("weights", columns, language=language, note=words.word("weights_note", language))


def _with_interval(weights: pd.DataFrame, language: str) -> list[str]:
    rows = [] if weights.empty else weights[["r", "r_low", "r_high"]].to_numpy(dtype=float).tolist()
    shown = [[numbers.number(value, language=language) for value in row] for row in rows]
    return [f"{r} [{low}; {high}]" if r else "" for r, low, high in shown]


def league(
    scores: pd.DataFrame, units: Units, framework: Hierarchy, uncertainty: pd.DataFrame | None = None, *, language: str
) -> Table:
    """Rank, unit, score, score of every pillar, and the rank range where there is one; unranked units come last."""
    own = scores if scores.empty else scores[scores["code"] == framework.root.code].set_index("unit_code")
    order = [] if scores.empty else labels.ranked_codes(scores, framework)
    nodes = (framework.root, *labels.pillars(framework))
    points = labels.wide(scores, "score", units=order, codes=[item.code for item in nodes]) if order else pd.DataFrame()
    ranks = [numbers.rank(own["rank"][code], language=language) or "†" for code in order]
    columns = [
        table.figures(words.word("rank", language), ranks),
        table.text(words.word("unit", language), [labels.unit(units, code, language) for code in order]),
        table.text(
            words.word("region", language),
            [units.by_code[code].region(language) if code in units.by_code else "" for code in order],
        ),
        *[
            table.figures(
                words.word("score", language)
                if item.code == framework.root.code
                else labels.node(framework, item.code, language),
                [numbers.number(value, language=language) for value in (points[item.code] if order else [])],
            )
            for item in nodes
        ],
    ]
    if uncertainty is not None and not uncertainty.empty:
        columns.insert(3, _ranges(uncertainty, order, language))
    return finished("league", columns, language=language)


def _ranges(uncertainty: pd.DataFrame, order: list[str], language: str) -> Column:
    found = uncertainty.set_index("unit_code")
    return table.figures(words.word("range_90", language), [range_text(found, code, language) for code in order])


def range_text(uncertainty: pd.DataFrame, code: str, language: str) -> str:
    """A rank range such as ``3–9``; empty without one. ``uncertainty`` is indexed by unit code."""
    if code not in uncertainty.index:
        return ""
    low, high = (numbers.rank(uncertainty.at[code, name], language=language) for name in ("rank_p05", "rank_p95"))
    return f"{low}–{high}" if low and high else ""


def replication(replication: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Largest and mean difference from published scores, against the tolerance."""
    columns = [
        node_column(replication, framework, language, key="node"),
        numeric(replication, "n", "n_units", language, digits=0),
        numeric(replication, "largest_difference", "largest_difference", language, digits=7),
        numeric(replication, "mean_difference", "mean_difference", language, digits=7),
        numeric(replication, "tolerance", "tolerance", language, digits=4),
        worded(replication, "passed", "verdict", language, group="passed"),
    ]
    return finished("replication", columns, language=language)


def strengths(
    strengths: pd.DataFrame, units: Units, framework: Hierarchy, unit_code: str | None = None, *, language: str
) -> Table:
    """Strengths and weaknesses of every unit, or of one."""
    frame = strengths if strengths.empty or unit_code is None else strengths[strengths["unit_code"] == unit_code]
    columns = [
        unit_column(frame, units, language),
        worded(frame, "kind", "kind", language, group="kind"),
        numeric(frame, "place", "place", language, digits=0),
        node_column(frame, framework, language, key="indicator"),
        measured(frame, "value", "value", language),
        numeric(frame, "score", "score", language, digits=1),
        placed(frame, "rank", "rank", language),
    ]
    return finished("strengths", columns, language=language)
