"""The workbook of a publication: that of the report with further sheets, for every language the same file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.publication import addresses
from pipeline.publication.published_run import PublishedRun
from pipeline.reporting import content, workbook, workbook_published


def write(run: PublishedRun, folder: Path, *, languages: Sequence[str], boundaries: Path | None) -> None:
    """Write ``<folder>/workbook.xlsx``; Vietnamese comes first where it is published, and both are always there.

    Raises
    ------
    SchemaError : the run lacks a table.
    """
    first = "vi" if "vi" in languages else languages[0]
    (folder / addresses.WORKBOOK).write_bytes(workbook_of(run, language=first))


def workbook_of(run: PublishedRun, *, language: str) -> bytes:
    """The bytes of the workbook, opening in a language."""
    collected = content.collect(
        run.edition, run.tables, language=language, ledger_head=run.provenance.head, run=run.provenance.run
    )
    needed = (
        "treatment",
        "treated",
        "imputed",
        "imputed_cells",
        "treated_cells",
        "indicator_sheet",
        "screening",
        "sources",
    )
    tables = {name: run.table(name) for name in needed}
    changes = run.comparison.tables["compare_changes"] if run.comparison else None
    return workbook.workbook(collected, more=workbook_published.sheets(run.edition, tables, changes=changes))
