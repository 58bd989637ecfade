"""What typeset documents share: the data that ``typst/house.typ`` asks for, and tables and figures as data.

Colours come from the house style of figures, words from the catalogue; nothing is said twice in a template.
"""

from __future__ import annotations

from typing import Any

from pipeline.publication.published_run import PublishedRun
from pipeline.reporting import style, words
from pipeline.reporting.table import Table

SHOWN_OF_HEAD = 12
COLOURS = {
    "ink": style.INK,
    "muted": style.MUTED,
    "grid": style.GRID,
    "paper": style.PAPER,
    "accent": style.ACCENT,
    "contrast": style.CONTRAST,
    "quiet": style.QUIET,
    "good": style.GOOD,
    "doubtful": style.DOUBTFUL,
    "poor": style.POOR,
    "zebra": "#f5f7f9",
    "marked": "#fbeee6",
}
"""Names that a template may use; the pale grounds of rows keep dark ink at AA contrast."""


def data(run: PublishedRun, language: str, *, title: str) -> dict[str, Any]:
    """What ``document-of`` of the house template needs.

    Parameters
    ----------
    title : of the document, as its properties say it.
    """
    about = run.edition.about
    return {
        "language": language,
        "title": title,
        "colours": COLOURS,
        "edition": about.name_vi if language == "vi" else about.name_en,
        "note": about.note_vi if language == "vi" else about.note_en,
        "short_note": words.word("document_not_official", language),
        "provenance": provenance(run, language),
        "page_of": words.word("document_page_of", language),
        "figure_word": words.word("document_figure", language),
        "table_word": words.word("document_table", language),
    }


def provenance(run: PublishedRun, language: str) -> str:
    """Edition, method, run and the first digits of the ledger's digest, in one line."""
    return words.word("document_provenance", language).format(
        edition=run.edition.id,
        method=run.edition.method.name,
        run=run.provenance.run,
        head=run.provenance.head[:SHOWN_OF_HEAD],
    )


def table(shown: Table, *, widths: dict[int, float] | None = None) -> dict[str, Any]:
    """A finished table as data for ``data-table``.

    Parameters
    ----------
    widths : place of a column -> its share of the free width; columns not named are as wide as their cells.
    """
    return {
        "title": shown.title,
        "note": shown.note,
        "marked": sorted(shown.marked),
        "columns": [
            {
                "header": column.header,
                "numeric": column.numeric,
                "cells": list(column.cells),
                "width": (widths or {}).get(place),
            }
            for place, column in enumerate(shown.columns)
        ],
    }
