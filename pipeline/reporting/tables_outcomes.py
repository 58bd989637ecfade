"""Tables of the chapter on regression beyond the main one."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_data import column, finished, node_column, numeric, percent, placed, unit_column, worded


def between(frame: pd.DataFrame, low: str, high: str, key: str, language: str, *, share: bool = False) -> Column:
    """Both ends of an interval in brackets; empty where one is missing."""
    cells = []
    for ends in zip(column(frame, low), column(frame, high), strict=True):
        first, last = (
            numbers.percent(end, language=language) if share else numbers.number(end, language=language) for end in ends
        )
        cells.append(f"[{first}; {last}]" if first and last else "")
    return table.figures(words.word(key, language), cells)


def regression_outcomes(outcomes: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Every outcome: what the pillars explain and predict, the index alone, and the strongest pillar."""
    names = [labels.regressed(framework, row, language) for row in outcomes.to_dict("records")]
    strongest = [
        "" if numbers.missing(code) else labels.node(framework, str(code), language)
        for code in column(outcomes, "strongest")
    ]
    excluded = ["" if numbers.missing(codes) else str(codes) for codes in column(outcomes, "excluded")]
    columns = [
        table.text(words.word("outcome_name", language), names),
        numeric(outcomes, "n", "n_units", language, digits=0),
        numeric(outcomes, "r2", "r2", language),
        numeric(outcomes, "predicted_share", "predicted_share", language),
        between(outcomes, "predicted_low", "predicted_high", "over_divisions", language),
        numeric(outcomes, "index_r2", "index_alone", language),
        between(outcomes, "index_r2_low", "index_r2_high", "interval", language),
        numeric(outcomes, "n_negative", "negative_coefficients", language, digits=0),
        table.text(words.word("strongest", language), strongest),
        percent(outcomes, "strongest_share", "strongest_share", language, digits=0),
        table.text(words.word("excluded", language), excluded),
    ]
    note = words.word("regression_outcomes_note", language)
    return finished("regression_outcomes", columns, language=language, note=note)


def shrunken(shrunken: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Standardised coefficients by least squares, ridge and partial least squares."""
    columns = [
        node_column(shrunken, framework, language, name="term", key="pillar_named"),
        *[
            numeric(shrunken, fit, f"fit_{fit}", language)
            for fit in ("least_squares", "ridge", "partial_least_squares")
        ],
    ]
    return finished("shrunken", columns, language=language)


def dominance_pairs(pairs: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Pairs in which one pillar adds more than the other to every model, with how often resamples repeat it."""
    frame = pairs if pairs.empty else pairs[pairs["complete"] == 1]
    columns = [
        node_column(frame, framework, language, name="term", key="pillar_named"),
        node_column(frame, framework, language, name="other", key="dominates"),
        percent(frame, "general", "general_difference", language, digits=0),
        percent(frame, "reproduced", "reproduced", language, digits=0),
        numeric(frame, "n", "n_units", language, digits=0),
    ]
    return finished("dominance_pairs", columns, language=language)


def fixed_effects(effects: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Slopes within units over the years; where nothing can be estimated, why."""
    reasons = [str(reason) for reason in column(effects, "reason") if not numbers.missing(reason)]
    frame = effects.iloc[:0] if reasons else effects
    columns = [
        node_column(frame, framework, language, name="term", key="pillar_named"),
        numeric(frame, "coefficient", "coefficient", language, digits=4),
        between(frame, "low", "high", "interval", language),
        table.figures("p", [numbers.p_value(value, language=language) for value in column(frame, "p")]),
        numeric(frame, "n", "n_units", language, digits=0),
        numeric(frame, "n_rounds", "n_rounds", language, digits=0),
    ]
    built = finished("fixed_effects", columns, language=language)
    why = " ".join(words.word(f"fixed_effects_none_{reason}", language) for reason in reasons)
    return Table(built.title, built.columns, note=why or built.note, marked=built.marked)


def implied_shifts(shifts: pd.DataFrame, units: Units, *, language: str) -> Table:
    """What the ranking becomes under weights from regression: mean and largest shift, and whose."""
    columns = [
        worded(shifts, "variant", "weights_from", language, group="fit"),
        numeric(shifts, "n_negative", "negative_coefficients", language, digits=0),
        numeric(shifts, "mean_shift", "mean_shift", language, digits=1),
        placed(shifts, "largest_shift", "largest_shift", language),
        unit_column(shifts, units, language),
        numeric(shifts, "spearman", "spearman", language),
        numeric(shifts, "n", "n_units", language, digits=0),
    ]
    return finished("implied_shifts", columns, language=language)
