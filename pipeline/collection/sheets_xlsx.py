"""Sheets of an ``.xlsx`` file, by openpyxl: contents as computed last, with formulas beside them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import column_index_from_string, range_boundaries

from pipeline.collection.cell import Cell
from pipeline.collection.sheet import MOST_CELLS, Sheet, TooManyCells, reference

HIDDEN = ("hidden", "veryHidden")
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
LARGEST_AREA = 100_000
"""Cells that were merged into one: a whole column is about a million, and every one of them would be made."""

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["\']([A-Za-z0-9:$]{1,32})["\']')
ELSEWHERE = re.compile(r"\[\d+\][^\[\]!]*!|\bWEBSERVICE\s*\(|\bRTD\s*\(|\|'", re.IGNORECASE)
"""In a formula: a cell of another file (never a column of a table, which stands in brackets as well); a live link."""


def read(content: bytes) -> list[Sheet]:
    """Every sheet of cells.

    Raises
    ------
    TooManyCells : more than `MOST_CELLS` hold something.
    Exception : whatever openpyxl raises for a damaged file.
    """
    _check_areas(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that it does not know; none of them is taken
        computed = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False, keep_vba=False)
        written = openpyxl.load_workbook(io.BytesIO(content), data_only=False, keep_links=False, keep_vba=False)
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
        text = str(getattr(formula, "text", formula))
        cells[row, column] = Cell(
            sheet=computed.title,
            reference=reference(row, column),
            content=None if own is None else own.value,
            number_format=cell.number_format or "",
            formula=text,
            hidden=hidden or row in rows or column in columns,
            elsewhere=bool(ELSEWHERE.search(text)),
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
            found |= set(range(first - 1, min(column.max or first, LAST_COLUMN)))
    return found


def _check_areas(content: bytes) -> None:
    """Refuse merged areas that openpyxl would fill cell by cell; one that is hidden from this meets the limit of memory.

    Raises
    ------
    TooManyCells : an area of more than `LARGEST_AREA` cells.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.namelist():
            if member.startswith("xl/worksheets/") and member.endswith(".xml"):
                areas = MERGED.finditer(archive.read(member))
                if any(_size(found[1].decode("ascii")) > LARGEST_AREA for found in areas):
                    raise TooManyCells


def _size(area: str) -> int:
    """Cells of an area; of whole columns or rows all that a sheet may have."""
    left, top, right, bottom = range_boundaries(area)
    return ((right or LAST_COLUMN) - (left or 1) + 1) * ((bottom or LAST_ROW) - (top or 1) + 1)
