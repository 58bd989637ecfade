"""Tables of the chapters on uncertainty and sensitivity, and of the method's parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.framework import method as method_model
from pipeline.framework.alternatives import Alternatives
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.method import Method
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_data import column, finished, node_column, numeric, percent, placed, unit_column
from pipeline.reporting.tables_index import range_text


def _factor_column(frame: pd.DataFrame, alternatives: Alternatives | None, language: str) -> Column:
    cells = [labels.factor(alternatives, str(name), language) for name in column(frame, "factor")]
    return table.text(words.word("factor", language), cells)


def _choice_column(frame: pd.DataFrame, alternatives: Alternatives | None, language: str) -> Column:
    pairs = zip(column(frame, "factor"), column(frame, "choice"), strict=True)
    cells = [labels.choice(alternatives, str(owner), str(name), language) for owner, name in pairs]
    return table.text(words.word("choice", language), cells)


def draws(draws: pd.DataFrame, alternatives: Alternatives, *, language: str) -> Table:
    """How often each admissible choice was drawn."""
    columns = [
        _factor_column(draws, alternatives, language),
        _choice_column(draws, alternatives, language),
        numeric(draws, "n", "n_draws", language, digits=0),
        percent(draws, "share", "share", language),
    ]
    return finished("draws", columns, language=language)


def weight_spread(weight_spread: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """The realised spread of drawn weights around the nominal ones."""
    columns = [
        node_column(weight_spread, framework, language, key="node"),
        percent(weight_spread, "nominal", "nominal_weight", language),
        percent(weight_spread, "p05", "p05", language),
        percent(weight_spread, "p95", "p95", language),
        percent(weight_spread, "lowest", "lowest", language),
        percent(weight_spread, "highest", "highest", language),
    ]
    return finished("weight_spread", columns, language=language)


def excluded_alternatives(alternatives: Alternatives, *, language: str) -> Table:
    """Choices that were not taken into the analysis, and why."""
    reasons = alternatives.excluded_vi if language == "vi" else alternatives.excluded_en
    columns = [table.text(words.word("excluded_choice", language), reasons)]
    return finished("excluded_alternatives", columns, language=language)


def uncertainty(uncertainty: pd.DataFrame, units: Units, *, language: str) -> Table:
    """Nominal rank, median and range; a rank outside its own range is marked, and said."""
    frame = uncertainty if uncertainty.empty else uncertainty.sort_values(["rank", "unit_code"], na_position="last")
    indexed = frame if frame.empty else frame.set_index("unit_code")
    codes = [str(code) for code in column(frame, "unit_code")]
    columns = [
        unit_column(frame, units, language),
        placed(frame, "rank", "nominal_rank", language),
        placed(frame, "rank_median", "median_rank", language),
        *([numeric(frame, "rank_mean", "rank_over_draws", language, digits=1)] if "rank_mean" in frame else []),
        table.figures(words.word("range_90", language), [range_text(indexed, code, language) for code in codes]),
    ]
    outside = [] if frame.empty else list((frame["rank"] < frame["rank_p05"]) | (frame["rank"] > frame["rank_p95"]))
    marked = frozenset(number for number, beyond in enumerate(outside) if beyond is True or beyond == 1)
    if marked:
        said = words.word("rank_outside_range", language)
        columns.append(
            table.text(words.word("flag", language), [said if number in marked else "" for number in range(len(codes))])
        )
    return finished("uncertainty", columns, language=language, marked=marked)


def _shift_columns(frame: pd.DataFrame, units: Units, language: str) -> list[Column]:
    return [
        numeric(frame, "mean_shift", "mean_shift", language),
        placed(frame, "largest_shift", "largest_shift", language),
        unit_column(frame, units, language),
        numeric(frame, "spearman", "spearman", language, digits=3),
    ]


def one_at_a_time(
    one_at_a_time: pd.DataFrame, units: Units, alternatives: Alternatives | None = None, *, language: str
) -> Table:
    """Mean and largest shift of rank for each alternative, the largest mean first."""
    frame = one_at_a_time
    if not frame.empty:
        frame = frame.sort_values(["mean_shift", "factor", "choice"], ascending=[False, True, True])
    columns = [
        _factor_column(frame, alternatives, language),
        _choice_column(frame, alternatives, language),
        *_shift_columns(frame, units, language),
        numeric(frame, "n_changed", "n_changed", language, digits=0),
    ]
    return finished("one_at_a_time", columns, language=language)


def leave_one_out(leave_one_out: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """Mean and largest shift of rank for each indicator left out, the largest mean first."""
    frame = leave_one_out
    if not frame.empty:
        frame = frame.sort_values(["mean_shift", "code"], ascending=[False, True])
    columns = [node_column(frame, framework, language, key="indicator"), *_shift_columns(frame, units, language)]
    return finished("leave_one_out", columns, language=language)


def sobol(sobol: pd.DataFrame, alternatives: Alternatives | None = None, *, language: str) -> Table:
    """First and total Sobol indices for the mean shift of rank; an index that is undefined says so."""
    frame = sobol if sobol.empty else sobol[sobol["output"] == "mean_rank_shift"]
    if not frame.empty:
        frame = frame.sort_values(["total", "factor"], ascending=[False, True])
    columns = [_factor_column(frame, alternatives, language)]
    for name in ("first", "total"):
        triples = zip(*(column(frame, f"{name}{end}") for end in ("", "_low", "_high")), strict=True)
        cells = [_estimate(value, low, high, language) for value, low, high in triples]
        columns.append(table.figures(words.word(f"{name}_index", language), cells))
    return finished("sobol", columns, language=language)


def _estimate(value: object, low: object, high: object, language: str) -> str:
    found, first, last = (numbers.number(item, language=language) for item in (value, low, high))
    if not found:
        return words.word("undefined", language)
    return f"{found} [{first}; {last}]" if first and last else found


def parameters(method: Method, *, language: str) -> Table:
    """Every parameter of method with its value, and what it means or where it comes from."""
    names = list(method.values)
    columns = [
        table.text(words.word("parameter", language), names),
        table.text(words.word("value", language), [_setting(method.values[name], language) for name in names]),
        table.text(words.word("meaning", language), [meaning(name, language) for name in names]),
    ]
    return finished("parameters", columns, language=language)


def meaning(name: str, language: str) -> str:
    """What a parameter means: the field's own description in English, the catalogue's words in Vietnamese."""
    key = f"parameter_{name}"
    if language == "vi" and key in words.CATALOGUE:
        return words.word(key, language)
    return method_model.field(name).description or ""


def _setting(value: Any, language: str) -> str:
    if value is None:
        return words.word("unused", language)
    if isinstance(value, bool):
        return words.word("yes_True" if value else "yes_False", language)
    if isinstance(value, Mapping):
        pairs = [f"{key}: {_setting(item, language)}" for key, item in value.items()]
        return "; ".join(pairs) or words.word("unused", language)
    if isinstance(value, list | tuple):
        return "; ".join(_setting(item, language) for item in value) or words.word("unused", language)
    return (
        numbers.measured(value, language=language)
        if isinstance(value, int | float)
        else words.coded("setting", value, language)
    )
