"""Tables that only the audit has: its first page, and one unit worked through by hand."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, get_args

import pandas as pd

from pipeline.construction.finding import Verdict
from pipeline.framework.edition import Edition
from pipeline.reporting import numbers, table, tables_findings, words
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_data import column, finished, node_column, numeric, percent, placed


def page_one(page_one: pd.DataFrame, edition: Edition, *, language: str) -> Table:
    """The findings that the academy opens first, a row for each question."""
    shown = tables_findings.findings(page_one, edition, language=language, as_given=True)
    return Table(words.word("table_page_one", language), shown.columns, note=shown.note, marked=shown.marked)


def verdicts(findings: pd.DataFrame, *, language: str) -> Table:
    """How many findings each chapter made, by verdict, and all together."""
    names = list(get_args(Verdict))
    if findings.empty:
        return finished("verdicts", [table.text(words.word("audit_chapter", language), [])], language=language)
    counts = pd.crosstab(findings["chapter"], findings["verdict"])
    counts = counts.reindex(columns=names, fill_value=0)
    counts.loc["all"] = counts.sum()
    columns = [
        table.text(
            words.word("audit_chapter", language),
            [words.coded("audit_chapter", code, language) for code in counts.index],
        ),
        *(
            table.figures(
                words.coded("verdict", name, language), [numbers.integer(n, language=language) for n in counts[name]]
            )
            for name in names
        ),
        table.figures(
            words.word("audit_total", language), [numbers.integer(n, language=language) for n in counts.sum(axis=1)]
        ),
    ]
    return Table(words.word("table_verdicts", language), columns)


def worked(worked: pd.DataFrame, treatment: pd.DataFrame, edition: Edition, *, language: str) -> Table:
    """Every number between the raw cells of one unit and its rank.

    Parameters
    ----------
    treatment : ``treatment.csv``, for the constants of each transformation.
    """
    constants = {} if treatment.empty or worked.empty else treatment.set_index("code").to_dict("index")
    steps = [_step(row["value"], constants.get(row["code"], {}), language) for row in worked.to_dict("records")]
    columns = [
        node_column(worked, edition.framework, language, key="code_node"),
        _exact(worked, "value", "value", language),
        table.text(words.word("data_year", language), [numbers.year(x) for x in column(worked, "data_year")]),
        table.text(words.word("treated_by", language), steps),
        _exact(worked, "treated", "treated_value", language),
        _exact(worked, "low", "goalpost_low", language),
        _exact(worked, "high", "goalpost_high", language),
        numeric(worked, "score", "score", language),
        percent(worked, "share", "weight_share", language, digits=2),
        numeric(worked, "contribution", "contribution", language),
        placed(worked, "rank", "rank", language),
    ]
    aggregates = [
        place for place, level in enumerate(column(worked, "level")) if not numbers.missing(level) and level != 1
    ]
    return finished("worked", columns, language=language, marked=frozenset(aggregates))


COMPUTED_WITH = 6
"""Significant figures of what a reader recomputes: the last digit of a score then comes out."""

FORMULAS = {
    "log": "ln({x})",
    "log1p": "ln(1 + {x})",
    "square_root": "√{x}",
    "log_ct": "ln({x} − {low} + 0.01 × ({high} − {low}))",
    "reflected_log": "−ln({high} − {x} + 0.01 × ({high} − {low}))",
}
"""Transformations that a reader can follow with a pocket calculator; others are called by their names."""


def _exact(frame: pd.DataFrame, name: str, key: str, language: str) -> Column:
    cells = [numbers.measured(x, language=language, significant=COMPUTED_WITH) for x in column(frame, name)]
    return table.figures(words.word(key, language), cells)


def _step(value: Any, constants: Mapping[Hashable, Any], language: str) -> str:
    """How a raw figure becomes the one that is scored: the formula with its numbers; nothing where it stays as it is."""
    name = str(constants.get("transformation") or "none")
    if numbers.missing(value) or name == "none":
        return ""
    if name not in FORMULAS:
        return words.coded("transformation", name, language)
    told = {"x": value, "low": constants.get("constant_low"), "high": constants.get("constant_high")}
    said = {key: numbers.measured(x, language=language, significant=COMPUTED_WITH) for key, x in told.items()}
    formula = FORMULAS[name] if language == "en" else FORMULAS[name].replace("0.01", "0,01")
    return formula.format(**said)
