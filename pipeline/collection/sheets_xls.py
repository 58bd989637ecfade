"""Sheets of an old ``.xls`` file, by xlrd; which contents are formulas is told by `biff_formulas`."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import xlrd
from xlrd import xldate

from pipeline.collection import biff_formulas
from pipeline.collection.biff_formulas import Formula
from pipeline.collection.cell import Cell, Content
from pipeline.collection.sheet import MOST_CELLS, Place, Sheet, TooManyCells, reference

VISIBLE = 0
BLANK = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def read(content: bytes) -> list[Sheet]:
    """Every sheet of cells.

    Raises
    ------
    TooManyCells : more than `MOST_CELLS` hold something.
    xlrd.XLRDError : a damaged file, or one with a password.
    """
    book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    formulas = biff_formulas.find(content)
    sheets = [_sheet(book, sheet, formulas.get(sheet.name, {})) for sheet in book.sheets()]
    if sum(len(sheet.cells) for sheet in sheets) > MOST_CELLS:
        raise TooManyCells
    return sheets


def _sheet(book: Any, sheet: Any, formulas: Mapping[Place, Formula]) -> Sheet:
    hidden = sheet.visibility != VISIBLE
    rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    cells: dict[Place, Cell] = {}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in BLANK:
                continue
            own = sheet.cell(row, column)
            if len(cells) >= MOST_CELLS:
                raise TooManyCells
            formula = formulas.get((row, column))
            cells[row, column] = Cell(
                sheet=sheet.name,
                reference=reference(row, column),
                content=_content(book, own),
                number_format=_format(book, own),
                formula="=" if formula else "",
                hidden=hidden or row in rows or column in columns,
                elsewhere=formula is not None and formula.elsewhere,
            )
    merged = tuple(sorted((first, left, last - 1, right - 1) for first, last, left, right in sheet.merged_cells))
    return Sheet(sheet.name, cells, merged, hidden)


def _content(book: Any, cell: Any) -> Content:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xldate.xldate_as_datetime(cell.value, book.datemode)
        except (xldate.XLDateError, OverflowError, ValueError):
            return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#VALUE!"))
    return str(cell.value) if cell.ctype == xlrd.XL_CELL_TEXT else float(cell.value)


def _format(book: Any, cell: Any) -> str:
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return ""
    known = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    return known.format_str if known else ""
