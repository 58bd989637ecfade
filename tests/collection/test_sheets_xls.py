"""Sheets of an ``.xls`` file as plain cells."""

from __future__ import annotations

import datetime

import pytest
import xlrd
from workbooks import DATE, PERCENT, WORDED, Made, Table, to_xls

from pipeline.collection import sheets_xls


def test_contents_formats_and_names_are_read():
    cells = {
        (0, 0): Made("chữ"),
        (0, 1): Made(12.5),
        (1, 0): Made(0.12, PERCENT),
        (1, 1): Made(datetime.date(2025, 5, 3), DATE),
        (2, 0): Made("#DIV/0!"),
        (2, 1): Made(45.5, WORDED),
    }
    found = sheets_xls.read(to_xls([Table("Số liệu", cells)]))[0]
    assert found.name == "Số liệu"
    assert [found.at(*place).content for place in cells] == [
        "chữ",
        12.5,
        0.12,
        datetime.datetime(2025, 5, 3),
        "#DIV/0!",
        45.5,
    ]
    assert (found.at(1, 0).number_format, found.at(2, 1).number_format) == ("0.00%", WORDED)


def test_what_is_not_shown_and_merged_areas_are_known():
    cells = {(row, column): Made(float(row + column)) for row in range(3) for column in range(3)}
    table = Table("T", cells, hidden_rows=frozenset({1}), hidden_columns=frozenset({2}), merged=((0, 0, 0, 1),))
    shown, hidden = sheets_xls.read(to_xls([table, Table("H", {(0, 0): Made(1.0)}, hidden=True)]))
    assert {place for place, cell in shown.cells.items() if cell.hidden} == {(1, 0), (1, 1), (1, 2), (0, 2), (2, 2)}
    assert shown.merged == ((0, 0, 0, 1),)
    assert hidden.hidden
    assert hidden.at(0, 0).hidden


def test_formulas_are_known_and_those_to_another_file():
    cells = {(0, 0): Made(1.0), (0, 1): Made(2.0, formula="=1"), (1, 0): Made(3.0, formula="=[1]")}
    found = sheets_xls.read(to_xls([Table("T", cells)], foreign=True))[0]
    assert [(found.at(*place).formula, found.at(*place).elsewhere) for place in cells] == [
        ("", False),
        ("=", False),
        ("=", True),
    ]


def test_a_damaged_file_is_told_by_the_library():
    with pytest.raises((xlrd.XLRDError, xlrd.compdoc.CompDocError)):
        sheets_xls.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_a_sheet_of_all_places_with_few_cells_costs_little():
    found = sheets_xls.read(to_xls([Table("T", {(0, 0): Made(1.0), (65535, 255): Made(2.0)})]))[0]
    assert sorted(found.cells) == [(0, 0), (65535, 255)]
