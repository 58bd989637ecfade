"""Which cells of an old workbook are formulas."""

from __future__ import annotations

from workbooks import Made, Table, ole, to_xls

from pipeline.collection import biff_formulas
from pipeline.collection.biff_formulas import Formula


def test_formulas_are_found_by_sheet_and_place():
    tables = [
        Table("Một", {(0, 0): Made(1.0), (2, 3): Made(2.0, formula="=1")}),
        Table("Hai", {(1, 0): Made(3.0, formula="=[1]")}),
    ]
    assert biff_formulas.find(to_xls(tables)) == {"Một": {(2, 3): Formula()}, "Hai": {(1, 0): Formula()}}
    assert biff_formulas.find(to_xls(tables, foreign=True))["Hai"] == {(1, 0): Formula(elsewhere=True)}


def test_a_file_without_a_workbook_of_excel_97_has_none():
    assert biff_formulas.find(ole({"Book": b"x"})) == {}
