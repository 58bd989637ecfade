"""Sheets of an ``.xlsx`` file, by openpyxl: contents as computed last, with formulas beside them."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import column_index_from_string

from pipeline.collection.cell import Cell
from pipeline.collection.sheet import MOST_CELLS, Sheet, TooManyCells, reference

HIDDEN = ("hidden", "veryHidden")


def read(path: Path) -> list[Sheet]:
    """Every sheet of cells.

    Raises
    ------
    TooManyCells : more than `MOST_CELLS` hold something.
    Exception : whatever openpyxl raises for a damaged file.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that it does not know; none of them is taken
        computed = openpyxl.load_workbook(path, data_only=True, keep_links=False, keep_vba=False)
        written = openpyxl.load_workbook(path, data_only=False, keep_links=False, keep_vba=False)
    names = [sheet.title for sheet in computed.worksheets]
    sheets = [_sheet(computed[name], written[name]) for name in names]
    if sum(len(sheet.cells) for sheet in sheets) > MOST_CELLS:
        raise TooManyCells
    return sheets


def _sheet(computed: Any, written: Any) -> Sheet:
    hidden = computed.sheet_state in HIDDEN
    rows = {number - 1 for number, row in computed.row_dimensions.items() if row.hidden}
    columns = _hidden_columns(computed)
    cells = {}
    for (row_number, column_number), cell in written._cells.items():  # those that exist, not the whole rectangle
        row, column = row_number - 1, column_number - 1
        if isinstance(cell, MergedCell) or cell.value is None:
            continue
        formula = cell.value if cell.data_type == "f" else ""
        own = computed._cells.get((row_number, column_number))
        cells[row, column] = Cell(
            sheet=computed.title,
            reference=reference(row, column),
            content=None if own is None else own.value,
            number_format=cell.number_format or "",
            formula=str(getattr(formula, "text", formula)),
            hidden=hidden or row in rows or column in columns,
        )
    merged = tuple(
        (area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
        for area in sorted(written.merged_cells.ranges, key=lambda area: area.bounds)
    )
    return Sheet(computed.title, cells, merged, hidden)


def _hidden_columns(sheet: Any) -> set[int]:
    found: set[int] = set()
    for letters, column in sheet.column_dimensions.items():
        if column.hidden:
            first = column.min or column_index_from_string(letters)
            found |= set(range(first - 1, (column.max or first)))
    return found
