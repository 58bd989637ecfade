"""The findings of a chapter of the audit as a table: sentence, verdict, number, interval, n, threshold, source."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.reporting import numbers, sentences_findings, table, words
from pipeline.reporting.table import Table
from pipeline.reporting.tables_data import column, finished, worded

JUDGED = ("clear", "borderline", "fail")


def findings(findings: pd.DataFrame, edition: Edition, *, language: str) -> Table:
    """Every finding in plain words; those that fail are marked, and the note counts the verdicts.

    Parameters
    ----------
    findings : a table ``findings_<area>.csv`` (see ``construction.finding``).
    """
    rows = findings.to_dict("records")
    columns = [
        table.text(
            words.word("finding", language), [sentences_findings.sentence(row, edition, language) for row in rows]
        ),
        worded(findings, "verdict", "verdict", language, group="verdict"),
        table.figures(words.word("value", language), [_figure(value, language) for value in column(findings, "value")]),
        table.figures(
            words.word("interval", language),
            [
                "" if numbers.missing(low) else sentences_findings.interval(low, high, language)
                for low, high in zip(column(findings, "low"), column(findings, "high"), strict=True)
            ],
        ),
        table.figures(words.word("n_units", language), [_figure(value, language) for value in column(findings, "n")]),
        table.figures(
            words.word("threshold", language), [_figure(value, language) for value in column(findings, "threshold")]
        ),
        table.text(
            words.word("source", language),
            [sentences_findings.source(key, language) for key in column(findings, "source")],
        ),
    ]
    verdicts = [str(verdict) for verdict in column(findings, "verdict")]
    marked = frozenset(number for number, verdict in enumerate(verdicts) if verdict == "fail")
    return finished("findings", columns, language=language, marked=marked, note=_counts(verdicts, language))


def _figure(value: object, language: str) -> str:
    return "" if numbers.missing(value) else str(sentences_findings.Figure(value, language))


def _counts(verdicts: list[str], language: str) -> str:
    counted = {name: numbers.integer(verdicts.count(name), language=language) for name in JUDGED}
    other = sum(verdict not in JUDGED for verdict in verdicts)
    return words.word("verdict_counts", language).format(**counted, other=numbers.integer(other, language=language))
