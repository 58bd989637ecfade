"""The indicator sheet as a table: what an expert opens first, a row for each indicator."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.hierarchy import Hierarchy
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_coherence import ends
from pipeline.reporting.tables_data import column, finished, node_column, numeric, plain, worded


def indicator_sheet(sheet: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Proposal with reason, definition, data, treatment, rounds, correlations; what is not to keep is marked."""
    outcomes = [str(code) for code in column(sheet, "outcome") if not numbers.missing(code)]
    said = f" {labels.node(framework, outcomes[0], language)}." if outcomes else ""
    columns = [
        node_column(sheet, framework, language, key="indicator"),
        worded(sheet, "proposal", "proposal", language, group="proposal"),
        plain(sheet, f"reason_{language}", "proposal_reason", language),
        table.text(
            words.word("definition", language),
            [framework.node(str(code)).definition(language) for code in column(sheet, "code")],
        ),
        table.text(words.word("data_years", language), _years(sheet)),
        table.text(words.word("source", language), _raw_tables(sheet, "source")),
        table.text(words.word("denominator_of", language), _raw_tables(sheet, "denominator")),
        _arrow(sheet, "skewness", "skew_raw_treated", language),
        numeric(sheet, "margin_skewness", "margin_skewness", language, digits=1),
        _arrow(sheet, "kurtosis", "kurtosis_raw_treated", language),
        numeric(sheet, "margin_kurtosis", "margin_kurtosis", language, digits=1),
        _cells(sheet, language),
        numeric(sheet, "round_r", "year_r", language),
        numeric(sheet, "rest_r", "rest_r", language),
        ends(sheet, "interval", language, of=("rest_low", "rest_high")),
        numeric(sheet, "rest_n", "n_units", language, digits=0),
        numeric(sheet, "within_r", "r_within", language),
        ends(sheet, "interval", language, of=("within_low", "within_high")),
        _named(sheet, "best_other", "best_other_r", "best_other", language),
        _named(sheet, "twin", "twin_r", "nearest_twin", language),
        numeric(sheet, "size_r", "size_r", language),
        table.figures(
            words.word("outcome_r", language).format(outcome=outcomes[0] if outcomes else ""),
            [numbers.number(value, language=language) for value in column(sheet, "outcome_r")],
        ),
    ]
    marked = frozenset(number for number, word in enumerate(column(sheet, "proposal")) if word != "keep")
    note = words.word("sheet_note", language) + said
    return finished("indicator_sheet", columns, language=language, marked=marked, note=note)


def _raw_tables(sheet: pd.DataFrame, name: str) -> list[str]:
    return ["" if numbers.missing(cell) else labels.raw_tables(str(cell)) for cell in column(sheet, name)]


def _years(sheet: pd.DataFrame) -> list[str]:
    pairs = zip(column(sheet, "oldest_year"), column(sheet, "data_year"), strict=True)
    return [
        numbers.year(newest) if oldest == newest else f"{numbers.year(oldest)}–{numbers.year(newest)}"
        for oldest, newest in pairs
    ]


def _arrow(sheet: pd.DataFrame, name: str, key: str, language: str) -> Column:
    pairs = zip(column(sheet, f"{name}_raw"), column(sheet, f"{name}_treated"), strict=True)
    cells = [" → ".join(numbers.number(value, language=language, digits=1) for value in pair) for pair in pairs]
    return table.figures(words.word(key, language), cells)


def _cells(sheet: pd.DataFrame, language: str) -> Column:
    names = ("n_imputed", "n_treated", "n_structural_zeros")
    rows = zip(*(column(sheet, name) for name in names), strict=True)
    cells = [" / ".join(numbers.integer(value, language=language) for value in row) for row in rows]
    return table.figures(words.word("cells_touched", language), cells)


def _named(sheet: pd.DataFrame, name: str, r: str, key: str, language: str) -> Column:
    pairs = zip(column(sheet, name), column(sheet, r), strict=True)
    cells = [
        "" if numbers.missing(code) else f"{code} ({numbers.number(value, language=language)})" for code, value in pairs
    ]
    return table.text(words.word(key, language), cells)
