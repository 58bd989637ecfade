"""Sheets of an ``.xlsx`` file as plain cells."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest

from pipeline.collection import sheets_xlsx
from pipeline.collection.cell import Cell
from pipeline.collection.sheet import TooManyCells


def read(change):
    book = openpyxl.Workbook()
    change(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return sheets_xlsx.read(buffer.getvalue())[0]


def test_contents_keep_their_kinds():
    contents = ["text", 12, 12.5, True, datetime.datetime(2025, 5, 3), "01"]
    found = read(lambda sheet: sheet.append(contents))
    assert [found.at(0, column).content for column in range(6)] == contents
    assert found.at(3, 3) == Cell("Sheet", "D4")


def test_hidden_rows_and_columns_and_merged_areas_are_known():
    def change(sheet):
        for row in range(1, 4):
            sheet.append([row, 10 * row, 100 * row])
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.merge_cells("A1:B1")

    found = read(change)
    hidden = {reference.reference for reference in found.cells.values() if reference.hidden}
    assert hidden == {"A2", "B2", "C1", "C2", "C3"}
    assert found.merged == ((0, 0, 0, 1),)
    assert found.at(0, 1).content == 1


def test_a_formula_has_its_text_and_no_value_where_nothing_was_computed():
    found = read(lambda sheet: sheet.append(["=1+1", "=[1]Sheet1!A1", "=SUM(Table1[2024])"]))
    assert [(cell.formula, cell.content, cell.elsewhere) for cell in found.cells.values()] == [
        ("=1+1", None, False),
        ("=[1]Sheet1!A1", None, True),
        ("=SUM(Table1[2024])", None, False),
    ]


@pytest.mark.parametrize("area", ["A1:XFD1048576", "A:B", "1:7"])
def test_areas_without_end_are_refused_before_they_are_filled(area):
    book = openpyxl.Workbook()
    buffer = io.BytesIO()
    book.active.append([1])
    book.save(buffer)
    from workbooks import exchanged

    merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
    content = exchanged(
        buffer.getvalue(), {"xl/worksheets/sheet1.xml": lambda text: text.replace("</sheetData>", merged)}
    )
    with pytest.raises(TooManyCells):
        sheets_xlsx.read(content)
