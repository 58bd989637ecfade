"""The findings of a chapter of the audit as a table: sentence, verdict, number, interval, n, threshold, source."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.reporting import numbers, sentences_findings, table, words
from pipeline.reporting.table import Table
from pipeline.reporting.tables_data import column, finished, worded

JUDGED = ("clear", "borderline", "fail")


def findings(findings: pd.DataFrame, edition: Edition, *, language: str, as_given: bool = False) -> Table:
    """Every finding in plain words, in the order of the catalogue; those that fail are marked, the note counts verdicts.

    A number stands in its column as in the sentence: a share in percent there is one here.

    Parameters
    ----------
    findings : a table ``findings_<area>.csv`` (see ``construction.finding``).
    as_given : keep the order of the rows, which is another one.
    """
    findings = findings if as_given else sentences_findings.in_order(findings)
    rows = findings.to_dict("records")
    value, interval, threshold = (
        [sentences_findings.written(row, field, language) for row in rows]
        for field in ("value", "interval", "threshold")
    )
    columns = [
        table.text(
            words.word("finding", language), [sentences_findings.sentence(row, edition, language) for row in rows]
        ),
        worded(findings, "verdict", "verdict", language, group="verdict"),
        table.figures(words.word("value", language), value),
        table.figures(words.word("finding_interval", language), interval),
        table.figures(words.word("n_units", language), [_count(count, language) for count in column(findings, "n")]),
        table.figures(words.word("threshold", language), threshold),
        table.text(
            words.word("source", language),
            [sentences_findings.source(key, language) for key in column(findings, "source")],
        ),
    ]
    verdicts = [str(verdict) for verdict in column(findings, "verdict")]
    marked = frozenset(number for number, verdict in enumerate(verdicts) if verdict == "fail")
    return finished("findings", columns, language=language, marked=marked, note=_counts(verdicts, language))


def _count(value: object, language: str) -> str:
    return "" if numbers.missing(value) else str(sentences_findings.Figure(value, language))


def _counts(verdicts: list[str], language: str) -> str:
    counted = {name: numbers.integer(verdicts.count(name), language=language) for name in JUDGED}
    other = sum(verdict not in JUDGED for verdict in verdicts)
    return words.word("verdict_counts", language).format(**counted, other=numbers.integer(other, language=language))
