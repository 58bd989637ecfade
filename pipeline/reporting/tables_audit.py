"""Tables that only the audit has: its first page, and one unit worked through by hand."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.reporting import numbers, table, tables_findings, words
from pipeline.reporting.table import Table
from pipeline.reporting.tables_data import column, finished, measured, node_column, numeric, percent, placed


def page_one(page_one: pd.DataFrame, edition: Edition, *, language: str) -> Table:
    """The findings that the academy opens first, a row for each question."""
    shown = tables_findings.findings(page_one, edition, language=language)
    return Table(words.word("table_page_one", language), shown.columns, note=shown.note, marked=shown.marked)


def worked(worked: pd.DataFrame, edition: Edition, *, language: str) -> Table:
    """Every number between the raw cells of one unit and its rank."""
    columns = [
        node_column(worked, edition.framework, language, key="code_node"),
        measured(worked, "value", "value", language),
        table.text(words.word("data_year", language), [numbers.year(x) for x in column(worked, "data_year")]),
        measured(worked, "treated", "treated_value", language),
        measured(worked, "low", "goalpost_low", language),
        measured(worked, "high", "goalpost_high", language),
        numeric(worked, "score", "score", language),
        percent(worked, "share", "weight_share", language, digits=2),
        numeric(worked, "contribution", "contribution", language),
        placed(worked, "rank", "rank", language),
    ]
    aggregates = [
        place for place, level in enumerate(column(worked, "level")) if not numbers.missing(level) and level != 1
    ]
    return finished("worked", columns, language=language, marked=frozenset(aggregates))
