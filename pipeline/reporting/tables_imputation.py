"""Tables of the chapter on imputation."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import numbers, table, words
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_data import (
    column,
    finished,
    measured,
    node_column,
    numeric,
    placed,
    plain,
    unit_column,
    worded,
)

KINDS = ("block", "cell")
"""What was hidden, in the order in which it is shown: blanks come as blocks."""


def imputed_cells(imputed_cells: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """Every imputed cell with its value and method, and what is known of it; one beyond what was observed is marked."""
    columns = [
        node_column(imputed_cells, framework, language, key="indicator"),
        unit_column(imputed_cells, units, language),
        measured(imputed_cells, "value", "imputed_value", language),
        worded(imputed_cells, "method", "method", language, group="imputation"),
        _year(imputed_cells, language),
        numeric(imputed_cells, "lag", "lag_years", language, digits=0),
        measured(imputed_cells, "expected_error", "expected_error", language),
        numeric(imputed_cells, "n", "n_behind", language, digits=0),
        worded(imputed_cells, "beyond", "beyond_range", language, group="beyond"),
    ]
    outside = [not numbers.missing(word) for word in column(imputed_cells, "beyond")]
    marked = frozenset(number for number, is_out in enumerate(outside) if is_out)
    return finished("imputed_cells", columns, language=language, marked=marked)


def imputation_models(imputation_models: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Models that iterate: how long they took and whether they settled; one that did not is marked."""
    columns = [
        node_column(imputation_models, framework, language, name="node", key="node"),
        worded(imputation_models, "method", "method", language, group="imputation"),
        numeric(imputation_models, "n_indicators", "n_indicators", language, digits=0),
        numeric(imputation_models, "n_blank", "n_blank", language, digits=0),
        numeric(imputation_models, "iterations", "iterations", language, digits=0),
        worded(imputation_models, "converged", "converged", language, group="yes"),
    ]
    settled = [bool(value) for value in column(imputation_models, "converged")]
    marked = frozenset(number for number, done in enumerate(settled) if not done)
    return finished("imputation_models", columns, language=language, marked=marked)


def stand_ins(stand_ins: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """Values that the year rule carried forward, with their age and the error to expect of it."""
    columns = [
        node_column(stand_ins, framework, language, key="indicator"),
        unit_column(stand_ins, units, language),
        measured(stand_ins, "value", "value", language),
        _year(stand_ins, language),
        numeric(stand_ins, "lag", "lag_years", language, digits=0),
        measured(stand_ins, "expected_error", "expected_error", language),
        numeric(stand_ins, "error_sd", "expected_error_sd", language),
        numeric(stand_ins, "n", "n_behind", language, digits=0),
    ]
    return finished("stand_ins", columns, language=language)


def imputation_errors(errors: pd.DataFrame, units: Units, *, language: str) -> Table:
    """Hide-and-predict errors: blocks before cells, source by source, the method that moves a unit least first."""
    frame = errors if errors.empty else _compared(errors)
    columns = [
        worded(frame, "kind", "hidden", language, group="hidden"),
        plain(frame, "block", "source_block", language),
        worded(frame, "method", "method", language, group="imputation"),
        table.figures(words.word("hidden_of", language), _hidden_of(frame, language)),
        numeric(frame, "n_cells", "n_cells", language, digits=0),
        numeric(frame, "n_predicted", "n_predicted", language, digits=0),
        numeric(frame, "rmse_sd", "rmse_sd", language),
        numeric(frame, "bias_sd", "bias_sd", language),
        numeric(frame, "mean_rank_shift", "mean_shift", language),
        placed(frame, "largest_rank_shift", "largest_shift", language),
        unit_column(frame, units, language),
    ]
    return finished("imputation_errors", columns, language=language)


def refused_imputations(errors: pd.DataFrame, *, language: str) -> Table:
    """Imputations that this edition's values do not admit, with the reason as it was raised."""
    refused = errors if errors.empty else errors[_refused(errors)].drop_duplicates("method")
    columns = [
        worded(refused, "method", "method", language, group="imputation"),
        plain(refused, "reason", "reason", language),
    ]
    return finished("refused_imputations", columns, language=language)


def imputation_ranks(imputation_ranks: pd.DataFrame, units: Units, *, language: str) -> Table:
    """Units with a cell that is drawn, or whose rank moves: rank, median and range over the completed tables."""
    frame = imputation_ranks if imputation_ranks.empty else concerned(imputation_ranks)
    ranges = [
        " – ".join(dict.fromkeys(numbers.rank(end, language=language) for end in ends))
        for ends in zip(column(frame, "rank_low"), column(frame, "rank_high"), strict=True)
    ]
    columns = [
        worded(frame, "variant", "method", language, group="imputation"),
        unit_column(frame, units, language),
        numeric(frame, "n_cells", "n_cells_drawn", language, digits=0),
        placed(frame, "rank", "rank", language),
        placed(frame, "rank_median", "median_rank", language),
        table.figures(words.word("range_of_ranks", language), ranges),
        numeric(frame, "n", "n_tables", language, digits=0),
    ]
    return finished("imputation_ranks", columns, language=language)


def shadow(shadow: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """Cells that are no published value of their round: the value in use, and what leaving it blank would imply.

    A row whose unit changes its rank is marked.
    """
    columns = [
        unit_column(shadow, units, language),
        node_column(shadow, framework, language, key="indicator"),
        worded(shadow, "class", "class", language, group="origin"),
        measured(shadow, "explicit", "in_use", language),
        measured(shadow, "shadow_value", "shadow_value", language),
        numeric(shadow, "shadow_score", "shadow_score", language, digits=1),
        placed(shadow, "rank_explicit", "rank_explicit", language),
        placed(shadow, "rank_shadow", "rank_shadow", language),
        worded(shadow, "reason", "beyond_range", language, group="shadow"),
    ]
    pairs = zip(column(shadow, "rank_explicit"), column(shadow, "rank_shadow"), strict=True)
    marked = frozenset(number for number, (one, other) in enumerate(pairs) if one != other)
    return finished("shadow", columns, language=language, marked=marked)


def concerned(ranks: pd.DataFrame) -> pd.DataFrame:
    """Rows of units that a variant draws cells of, or whose rank it moves; ordered by variant and rank."""
    drawn = (ranks["n_cells"] > 0) | (ranks["rank_low"] != ranks["rank"]) | (ranks["rank_high"] != ranks["rank"])
    frame = ranks[drawn & (ranks["n"] > 0)]
    return frame.sort_values(["variant", "rank", "unit_code"]).reset_index(drop=True)


def _compared(errors: pd.DataFrame) -> pd.DataFrame:
    """Rows of the methods that could be applied, in the order in which they are shown."""
    frame = errors[~_refused(errors)]
    place = frame["kind"].map({kind: number for number, kind in enumerate(KINDS)})
    ordered = frame.assign(place=place).sort_values(["place", "block", "mean_rank_shift", "rmse_sd", "method"])
    return ordered.drop(columns="place")


def _refused(errors: pd.DataFrame) -> pd.Series:
    return errors["reason"].fillna("").ne("")


def _hidden_of(frame: pd.DataFrame, language: str) -> list[str]:
    return [
        words.word("of_total", language).format(
            n=numbers.integer(n, language=language), of=numbers.integer(of, language=language)
        )
        for n, of in zip(column(frame, "n_blocks"), column(frame, "n_of"), strict=True)
    ]


def _year(frame: pd.DataFrame, language: str) -> Column:
    return table.figures(words.word("data_year", language), [numbers.year(year) for year in column(frame, "data_year")])
