"""The published workbook: complete, the same bytes every time, and carried through LibreOffice without loss."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from pipeline.publication import workbook_file
from pipeline.publication.published_run import LANGUAGES, Comparison, PublishedRun
from pipeline.reporting import workbook

OFFICE = shutil.which("soffice")
SECONDS = 120
FIFTEEN_DIGITS = 1e-14  # what LibreOffice keeps of a number
ROW = workbook.FIRST_ROW + 1
CSV_OF_EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"

needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")


@pytest.fixture(scope="module")
def data(published: PublishedRun) -> bytes:
    return workbook_file.workbook_of(published, language="vi")


@pytest.fixture(scope="module")
def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def converted(path: Path, to: str, folder: Path) -> str:
    """Convert by LibreOffice with a profile of its own; what it said."""
    assert OFFICE is not None
    place = f"-env:UserInstallation=file://{folder}/profile"
    done = subprocess.run(
        [OFFICE, place, "--headless", "--convert-to", to, "--outdir", str(folder), str(path)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    said = [line for line in (done.stdout + done.stderr).splitlines() if "javaldx" not in line]  # no Java is needed
    return "\n".join(said)


def number(text: str) -> float:
    """A number as LibreOffice writes it in Vietnamese; a share is written in per cent."""
    plain = float(text.rstrip("%").replace(",", "."))
    return plain / 100 if text.endswith("%") else plain


def cells(own: openpyxl.Workbook) -> dict[tuple[str, str], Any]:
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in own.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def test_every_sheet_that_a_reader_asks_for_is_there(book: openpyxl.Workbook):
    wanted = ["Giới thiệu", "Điểm và hạng", "Số liệu gốc", "Số liệu dùng để tính", "Trọng số", "Chỉ tiêu"]
    wanted += ["Phiếu chỉ tiêu", "Ô được bù", "Không xếp hạng", "Nguồn số liệu", "Khoảng hạng", "Ô trống theo loại"]
    assert set(wanted) <= set(book.sheetnames)


def test_used_values_are_complete_and_imputed_ones_are_marked(book: openpyxl.Workbook, published: PublishedRun):
    sheet = book["Số liệu dùng để tính"]
    rows = {sheet.cell(row, 1).value: row for row in range(ROW, sheet.max_row + 1)}
    columns = {str(cell.value).split(" ")[0]: cell.column for cell in sheet[ROW - 1]}
    for item in published.table("imputed_cells").to_dict("records"):
        cell = sheet.cell(rows[item["unit_code"]], columns[item["code"]])
        assert cell.value == pytest.approx(item["value"], rel=1e-15)
        assert cell.number_format.endswith('" b"')
        assert cell.fill.fgColor.rgb[-6:] == workbook.COLOURS["imputed"].removeprefix("#")
    numbers = [cell for row in sheet.iter_rows(min_row=ROW, min_col=5) for cell in row if cell.value is not None]
    assert len(numbers) == len(published.table("treated"))


def test_a_transformed_indicator_says_on_which_scale_its_values_are(book: openpyxl.Workbook):
    headers = {str(cell.value).split(" ")[0]: str(cell.value) for cell in book["Số liệu dùng để tính"][ROW - 1]}
    assert "(lôgarit phản chiếu; %)" in headers["2.1.1"]
    assert "(reflected log; %)" in headers["2.1.1"]
    assert "lôgarit" not in str([cell.value for cell in book["Số liệu gốc"][ROW - 1]])


def test_a_treated_cell_is_listed_and_marked(published: PublishedRun):
    first = published.table("treated").iloc[0]
    cell = pd.DataFrame({"unit_code": [first.unit_code], "code": [first.code], "before": [9.0], "after": [first.value]})
    run = replace(published, tables={**published.tables, "treated_cells": cell})
    book = openpyxl.load_workbook(io.BytesIO(workbook_file.workbook_of(run, language="vi")))
    listed = [item.value for item in book["Ô bị thu hẹp"][ROW]]
    assert listed[0] == first.unit_code
    assert listed[-2:] == [9.0, pytest.approx(first.value)]
    marked = [c for row in book["Số liệu dùng để tính"].iter_rows() for c in row if c.number_format.endswith('" h"')]
    assert [c.value for c in marked] == [pytest.approx(first.value)]


def test_changes_stand_where_there_is_a_comparison(published: PublishedRun):
    root = published.edition.framework.root.code
    row = ("T01", root, "ranked", 50.0, 60.0, 3.0, 1.0, 9, 9, 0.25, 0.0, 2.0, 0.25, "", "")
    columns = ["unit_code", "code", "kind", "score_before", "score_after", "rank_before", "rank_after", "n_before"]
    columns += ["n_after", "position_before", "position_after", "places", "position", "reason_vi", "reason_en"]
    changes = pd.DataFrame([row], columns=columns)
    run = replace(published, comparison=Comparison("toy-before", {"compare_changes": changes}))
    book = openpyxl.load_workbook(io.BytesIO(workbook_file.workbook_of(run, language="vi")))
    assert [item.value for item in book["So với ấn bản trước"][ROW]][5:8] == [3, 1, 2]


def test_no_cell_is_an_error_a_formula_or_a_hidden_number(book: openpyxl.Workbook):
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=ROW):
            for cell in row:
                assert cell.data_type in ("s", "n")
                if cell.data_type == "s" and sheet.title == "Điểm và hạng":
                    assert cell.column <= 4  # code, names and region; every figure is a number


def test_columns_are_wide_enough_to_read_and_no_wider_than_a_screen(book: openpyxl.Workbook):
    widths = [column.width for sheet in book.worksheets[1:] for column in sheet.column_dimensions.values()]
    assert min(widths) >= 9
    assert max(widths) <= 50


def test_two_publications_are_the_same_bytes(published: PublishedRun, data: bytes, tmp_path: Path):
    workbook_file.write(published, tmp_path, languages=LANGUAGES, boundaries=None)
    assert (tmp_path / "workbook.xlsx").read_bytes() == data


def test_english_alone_opens_in_english(published: PublishedRun, tmp_path: Path):
    workbook_file.write(published, tmp_path, languages=("en",), boundaries=None)
    assert openpyxl.load_workbook(tmp_path / "workbook.xlsx").sheetnames[0] == "Cover"


def test_hostile_names_are_texts(hostile: PublishedRun):
    book = openpyxl.load_workbook(io.BytesIO(workbook_file.workbook_of(hostile, language="vi")))
    texts = [value for value in cells(book).values() if isinstance(value, str)]
    assert any(text.startswith("'=1+1") for text in texts)
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))]


@needs_office
def test_libreoffice_carries_it_there_and_back_without_loss(data: bytes, book: openpyxl.Workbook, tmp_path: Path):
    (tmp_path / "workbook.xlsx").write_bytes(data)
    said = converted(tmp_path / "workbook.xlsx", "ods", tmp_path)
    assert "warn" not in said.lower()
    assert "error" not in said.lower()
    (tmp_path / "back").mkdir()
    converted(tmp_path / "workbook.ods", "xlsx", tmp_path / "back")
    ours, theirs = cells(book), cells(openpyxl.load_workbook(tmp_path / "back" / "workbook.xlsx"))
    assert ours.keys() == theirs.keys()
    for place, value in ours.items():
        same = pytest.approx(value, rel=FIFTEEN_DIGITS) if isinstance(value, int | float) else value
        assert theirs[place] == same, place


@pytest.mark.prove
@needs_office
def test_every_sheet_becomes_csv_with_the_same_numbers(data: bytes, book: openpyxl.Workbook, tmp_path: Path):
    (tmp_path / "workbook.xlsx").write_bytes(data)
    converted(tmp_path / "workbook.xlsx", CSV_OF_EVERY_SHEET, tmp_path)
    for sheet in book.worksheets:
        text = (tmp_path / f"workbook-{sheet.title}.csv").read_text("utf-8")
        rows = list(csv.reader(io.StringIO(text)))
        for row in sheet.iter_rows():
            for cell in row:
                found = rows[cell.row - 1][cell.column - 1] if cell.row <= len(rows) else ""
                if isinstance(cell.value, int | float):
                    assert number(found) == pytest.approx(cell.value, rel=FIFTEEN_DIGITS), cell.coordinate
                else:
                    assert found == (cell.value or ""), cell.coordinate


@pytest.mark.prove
def test_the_workbook_of_the_open_edition_has_every_score(published_open: PublishedRun):
    book = openpyxl.load_workbook(io.BytesIO(workbook_file.workbook_of(published_open, language="vi")))
    assert book["Điểm và hạng"].max_row == ROW + len(published_open.edition.units.units) - 1
    assert book["So với ấn bản trước"].max_row > ROW
