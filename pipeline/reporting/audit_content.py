"""What the audit's page is made from, and how one of its parts is put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.reporting import report_sections, style, tables, words
from pipeline.reporting.report_sections import Section
from pipeline.reporting.table import Table

Drawn = tuple[str, Callable[[], style.Chart]]
"""The table that a figure needs, and how it is drawn."""


@dataclass(frozen=True, eq=False)
class AuditContent:
    """The edition under audit, and the tables of its run by their names without ending; one that is not there is empty."""

    edition: Edition
    language: str
    ledger_head: str
    run: str
    tables: Mapping[str, pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables.get(name, pd.DataFrame())

    def found(self, name: str, *, about: Iterable[str] = (), but: Iterable[str] = ()) -> pd.DataFrame:
        """Findings of a table: those whose names begin with one of ``about`` (all, if none) and with none of ``but``."""
        table = self[name]
        if table.empty:
            return table
        wanted, unwanted = tuple(about), tuple(but)
        names = table["finding"].astype(str)
        kept = names.str.startswith(wanted) if wanted else pd.Series(True, index=table.index)
        return table[kept & ~names.str.startswith(unwanted)] if unwanted else table[kept]


def section(
    key: str,
    content: AuditContent,
    language: str,
    *,
    sentences: Iterable[str] = (),
    found: pd.DataFrame | None = None,
    drawn: Iterable[Drawn] = (),
    shown: Iterable[Table] = (),
    folded: Iterable[Table] = (),
) -> Section:
    """A part: sentences, figures of the tables that are there, what was found, tables; behind a fold those of detail.

    A table of detail without rows is left out: there is nothing to open.
    """
    findings = []
    if found is not None and not found.empty:
        told = tables.findings(found, content.edition, language=language)
        findings.append(replace(told, title=words.word("table_found", language)))
    pictures = []
    for name, draw in drawn:
        if not content[name].empty:
            chart = draw()
            pictures.append(report_sections.picture(chart, chart.alt))
    return Section(
        key,
        words.word(f"section_{key}", language),
        tuple(sentences),
        tuple(pictures),
        (*findings, *shown),
        folded=tuple(table for table in folded if table.n_rows),
    )
