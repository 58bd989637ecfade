"""The workbook opens, says what it holds, and has no formula in it."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pandas as pd
import pytest

from pipeline.data import schema
from pipeline.reporting import content, workbook, workbook_sheets

HOSTILE = ("=1+1", "+3", "-2", "@SUM(A1)", "<script>", "Tỉnh Ưu Ẩn")
HEADERS, FIRST = 3, 4  # row numbers as a reader of the file sees them


def opened(edition, tables) -> openpyxl.Workbook:
    data = workbook.workbook(content.collect(edition, tables, language="vi", ledger_head="3f" * 32))
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def book(edition, tables) -> openpyxl.Workbook:
    return opened(edition, tables)


def cell(sheet, unit: str, header: str):
    """The cell of a unit's code under a header that begins so."""
    column = next(c.column for c in sheet[HEADERS] if str(c.value).startswith(header))
    row = next(c.row for c in sheet["A"] if c.value == unit)
    return sheet.cell(row, column)


def test_the_cover_says_in_both_languages_what_it_is_not(book):
    text = " ".join(str(c.value) for row in book["Giới thiệu"].iter_rows() for c in row if c.value)
    assert "không phải PII chính thức" in text
    assert "not the official PII" in text


def test_every_sheet_has_both_titles_frozen_headers_and_a_filter(book):
    for sheet in book.worksheets[1:]:
        assert sheet["A1"].value
        assert sheet["A2"].value
        assert sheet.freeze_panes == f"C{FIRST}"
        assert sheet.auto_filter.ref


def test_values_stand_where_they_belong(book, tables):
    own = tables["values"].set_index(["unit_code", "code"])["value"]
    assert cell(book["Số liệu gốc"], "U06", "2.2 ").value == pytest.approx(own["U06", "2.2"])
    ranks = tables["scores"].set_index(["unit_code", "code"])["rank"]
    assert cell(book["Điểm và hạng"], "U06", "0 Chỉ số hư cấu, hạng").value == ranks["U06", "0"]


@pytest.mark.parametrize(
    ("unit", "header", "name"),
    [
        ("U01", "1.1 ", "earlier_year"),
        ("U02", "1.2 ", "structural_zero"),
        ("U03", "1.3 ", "imputed"),
        ("U04", "2.1 ", "source_fault"),
        ("U05", "2.2 ", "treated"),
    ],
)
def test_a_special_cell_has_the_colour_of_the_legend(book, unit, header, name):
    fill = cell(book["Số liệu gốc"], unit, header).fill.fgColor.rgb
    assert fill[-6:] == workbook.COLOURS[name].removeprefix("#")


def test_a_missing_value_is_an_empty_cell_never_zero(book):
    assert cell(book["Số liệu gốc"], "U04", "2.1 ").value is None
    assert cell(book["Điểm và hạng"], "U07", "0 Chỉ số hư cấu").value is None
    assert cell(book["Số liệu gốc"], "U02", "1.2 ").value == 0  # a structural zero is a zero


def test_no_text_becomes_a_formula(make):
    edition, tables = make(names=HOSTILE)
    book = opened(edition, tables)
    kinds = {c.data_type for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.value is not None}
    assert "f" not in kinds
    texts = [c.value for sheet in book.worksheets for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    assert [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert cell(book["Điểm và hạng"], "U00", "Tỉnh, thành phố").value == "'=1+1"


def test_a_marked_value_has_a_letter_beside_its_colour(book):
    assert cell(book["Số liệu gốc"], "U01", "1.1 ").number_format.endswith('" t"')
    assert cell(book["Số liệu gốc"], "U02", "1.2 ").number_format.endswith('" s"')
    assert [row[0].value for row in book["Giới thiệu"].iter_rows(min_row=13, max_row=18)] == [
        "t",
        "s",
        "k",
        "l",
        "b",
        "h",
    ]


def test_numbers_are_written_the_vietnamese_way(book):
    assert cell(book["Điểm và hạng"], "U05", "0 Chỉ số hư cấu").number_format == "[$-42A]#,##0.00"


def test_codes_are_text_and_say_that_they_mean_to_be(edition, tables):
    data = workbook.workbook(content.collect(edition, tables, language="vi"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    assert 'numberStoredAsText="1"' in sheet


def test_the_range_stands_beside_the_rank(book, tables):
    own = tables["uncertainty"].set_index("unit_code").loc["U05"]
    sheet = book["Điểm và hạng"]
    assert cell(sheet, "U05", "Hạng, đầu dưới").value == own["rank_p05"]
    assert cell(sheet, "U05", "Hạng, đầu trên").value == own["rank_p95"]


def test_further_sheets_follow(edition, tables):
    grid = workbook_sheets.Grid([workbook_sheets.keyed("code", "text", ["01"])], n_frozen=0)
    data = workbook.workbook(content.collect(edition, tables, language="vi"), more=[("sheet_sources", grid)])
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames[-1] == "Nguồn số liệu"


def test_equal_content_is_equal_bytes(edition, tables):
    own = content.collect(edition, tables, language="vi")
    assert workbook.workbook(own) == workbook.workbook(own)


def test_a_run_with_scores_only_still_makes_a_workbook(edition, tables):
    assert opened(edition, {"scores": tables["scores"]})["Khoảng hạng"].max_row == HEADERS


def test_a_size_stands_among_the_values_and_has_no_direction(book):
    assert cell(book["Số liệu gốc"], "U05", "s.1 ").value == 600
    assert cell(book["Chỉ tiêu"], "s.1", "Chiều").value is None
    assert cell(book["Chỉ tiêu"], "o.1", "Chiều").value == 1


def test_an_approximation_has_its_colour_and_only_then_its_line_in_the_legend(edition, tables, book):
    """A value that the edition uses and that was made from others; of another year it is no value of the edition."""
    values = tables["values"]
    unit, code = values.query("origin == 'published'").iloc[-1][["unit_code", "code"]]
    year = int(values.set_index(["unit_code", "code"]).at[(unit, code), "data_year"])
    own = (unit, code, year, "average", "x", 2, 2, 1.0, 0.0, 1.0, True)
    columns = list(schema.schema_of("rebuilt.csv").columns)
    rules = pd.DataFrame([(code, "average", "x", "vì", "because", True, False)])
    rules.columns = list(schema.schema_of("rebuild_rules.csv").columns)
    marked = [
        workbook_sheets.marks(
            content.collect(edition, {"values": values, "rebuilt": pd.DataFrame([row], columns=columns)}, language="vi")
        ).get((unit, code))
        for row in (own, (*own[:2], year - 1, *own[3:]))
    ]
    assert marked == ["approximate", None]

    def legend(of: openpyxl.Workbook) -> str:
        return " ".join(str(c.value) for c in of["Giới thiệu"]["B"] if c.value)

    assert "xấp xỉ" not in legend(book)
    with_rules = opened(edition, {"values": values, "rebuild_rules": rules})
    assert "xấp xỉ: tính lại cho đơn vị mới / approximate" in legend(with_rules)
