"""Mistakes that people make in returned forms, habits that are none, and attacks; each with what must become of it.

A generator takes a form that is filled in correctly and gives the files that come back. What it declares is everything that
may differ from a correct form: all other lines must be accepted as they were filled in.
"""

from __future__ import annotations

import datetime
import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.workbook.protection import WorkbookProtection
from rounds import COLUMNS, SHEET, WHOLE, Filled
from workbooks import DATE, PERCENT, WORDED, Made, Table, exchanged, ole, to_ods, to_xls, zipped

from pipeline.reporting import words_forms

SCORE, SHARE, MONEY, PEOPLE, AREA, HOURS = "1.1.1", "3.1.1", "3.2.1", "s.1", "s.2", "3.1.3"
LAUGHS = (
    '<!DOCTYPE d [<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9)) + "]>"
)
"""Eight entities, each ten times the one before."""

ALL = "all lines"
"""In what is declared: every line of the form."""

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Mistake:
    """A named generator, and what must become of what it gives.

    Parameters
    ----------
    whole : the remark with which every file, or the one that is named, is refused.
    of_file : notes of the files that are taken.
    refused : code -> remark; noted : code -> notes of a value that is accepted as it was filled in; missing : code -> notes.
    values : code -> value that is accepted in place of the one that was filled in.
    """

    name: str
    make: Callable[[Filled], Files]
    whole: str = ""
    of_file: frozenset[str] = frozenset()
    refused: Mapping[str, str] = field(default_factory=dict)
    noted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, float] = field(default_factory=dict)


MISTAKES: dict[str, Mistake] = {}


def mistake(**expected):
    """Declare a generator under its own name."""

    def declared(make):
        known = Mistake(make.__name__, make, **expected)
        assert known.name not in MISTAKES
        MISTAKES[known.name] = known
        return make

    return declared


def written(name: str, code: str, text, **expected) -> None:
    """Declare: a text in the cell of a value; ``text`` may be made of the value."""

    def make(form: Filled) -> Files:
        shown = text(form.values[code]) if callable(text) else text
        return {form.name: form.with_cell(code, shown)}

    MISTAKES[name] = Mistake(name, make, **expected)


def vietnamese(value: float) -> str:
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


def refused(name: str, code: str, text, remark: str) -> None:
    written(name, code, text, refused={code: remark})


def noted(name: str, code: str, text, *notes: str) -> None:
    written(name, code, text, noted={code: notes})


# ---- how a number is written
noted("vietnamese_thousands", PEOPLE, vietnamese, "number_as_text")
noted("english_thousands", PEOPLE, lambda v: f"{v:,.2f}", "number_as_text", "english_notation")
noted("decimal_comma_as_text", SCORE, lambda v: f"{v:.2f}".replace(".", ","), "number_as_text")
noted("decimal_point_as_text", SCORE, lambda v: f"{v:.2f}", "number_as_text", "decimal_point")
noted("blanks_between_thousands", PEOPLE, lambda v: f"{v:,.2f}".replace(",", " "), "number_as_text", "blanks")
noted("hard_blanks", PEOPLE, lambda v: f"\u00a0{v:,.2f}\u202f".replace(",", "\u00a0"), "number_as_text", "blanks")
noted("apostrophe_before_the_number", SHARE, lambda v: f"'{v:.2f}", "number_as_text", "decimal_point")
noted(
    "full_width_digits",
    WHOLE,
    lambda v: f"{v:.0f}".translate({48 + n: 0xFF10 + n for n in range(10)}),
    "number_as_text",
)
noted("scientific_notation", PEOPLE, lambda v: f"{v / 1000!r}E+3".replace(".", ","), "number_as_text", "scientific")
noted("signs_without_width", SHARE, lambda v: f"\u200b{v:.2f}\ufeff", "number_as_text", "decimal_point")
noted("thousands_in_a_count", WHOLE, lambda v: f"{v:,.0f}", "number_as_text", "english_notation")
noted("percent_sign", SHARE, lambda v: f"{v:.2f}%".replace(".", ","), "unit_in_cell")
noted("unit_that_is_right", MONEY, lambda v: f"{vietnamese(v)} triệu đồng/người", "unit_in_cell")
noted(
    "unit_in_another_spelling",
    MONEY,
    lambda v: f"{vietnamese(v)} TRIỆU VNĐ / người".replace("VNĐ", "vnd"),
    "unit_in_cell",
)
noted("magnitude_alone", MONEY, lambda v: f"{vietnamese(v)} triệu", "unit_in_cell")
refused("ambiguous_mark", PEOPLE, "1.234", "ambiguous")
refused("ambiguous_comma", MONEY, "12,345", "ambiguous")
refused("unit_that_is_wrong", MONEY, "45 nghìn đồng", "other_unit")
refused("thousand_billions", MONEY, "1,2 nghìn tỷ", "other_unit")
refused("percent_sign_on_money", MONEY, "12%", "other_unit")
refused("the_word_for_no_or_zero", PEOPLE, "Không", "zero_or_missing")
refused("about", PEOPLE, "khoảng 1200", "not_exact")
refused("about_by_a_sign", PEOPLE, "≈ 1200", "not_exact")
refused("estimate_in_brackets", PEOPLE, "1200 (ước)", "not_exact")
refused("a_star_at_the_number", PEOPLE, "1200*", "not_exact")
refused("range_by_a_dash", PEOPLE, "1200 – 1300", "range")
refused("range_in_words", PEOPLE, "1200 đến 1300", "range")
refused("fraction", SHARE, "3/4", "fraction_or_date")
refused("fraction_as_one_sign", SHARE, "12½", "fraction_or_date")
refused("day_as_text", PEOPLE, "03/05/2025", "fraction_or_date")
refused("day_with_dashes", PEOPLE, "3-5-2025", "fraction_or_date")
refused("brackets", PEOPLE, "(1200)", "brackets")
refused("number_in_words", PEOPLE, "một nghìn hai trăm", "not_a_number")
refused("raised_mark", SHARE, "12²", "not_a_number")
refused("signs_that_turn_round", SHARE, "\u202e21", "not_a_number")
refused("two_numbers", MONEY, "12,5; 13,5", "not_a_number")
refused("larger_than_can_be_typed", PEOPLE, "9" * 30, "too_large")
refused("text_of_an_error", PEOPLE, "#N/A", "error_value")
refused("script_in_the_value", PEOPLE, "<script>alert(1)</script>", "not_a_number")
refused("formula_as_text", PEOPLE, "=1+1", "not_a_number")
written("a_dash_for_nothing", PEOPLE, "-", missing={PEOPLE: ("missing_mark",)})
written("two_points_for_nothing", PEOPLE, "..", missing={PEOPLE: ("missing_mark",)})
written("no_figure_in_words", PEOPLE, "không có số liệu", missing={PEOPLE: ("missing_mark",)})
written("blank", PEOPLE, None, missing={PEOPLE: ("blank",)})
written("only_blanks", PEOPLE, " \u00a0 ", missing={PEOPLE: ("blank",)})
written("negative", PEOPLE, -12.0, refused={PEOPLE: "negative"})
written("decimals_in_a_count", WHOLE, 812.5, refused={WHOLE: "not_whole"})
written("above_a_hundred_per_cent", SHARE, 312.5, refused={SHARE: "above_hundred"})
written("huge_number", PEOPLE, 1e300, refused={PEOPLE: "too_large"})
written("truth_value", PEOPLE, True, refused={PEOPLE: "truth_value"})
written("date_in_the_cell", PEOPLE, datetime.datetime(2025, 5, 3), refused={PEOPLE: "date"})
written("time_in_the_cell", HOURS, datetime.time(10, 30), refused={HOURS: "date"})
written("thousand_times_too_much", PEOPLE, 1234567.0, noted={PEOPLE: ("implausible",)}, values={PEOPLE: 1234567.0})
written(
    "day_that_became_a_number", AREA, 45780.0, noted={AREA: ("implausible", "perhaps_a_day")}, values={AREA: 45780.0}
)
written("zero", HOURS, 0, values={HOURS: 0.0})
written("a_figure_with_many_digits", SHARE, 61.123456789012, values={SHARE: 61.123456789012})


@mistake(noted={SHARE: ("percent_format",)})
def percentage_by_format(form: Filled) -> Files:
    return {form.name: form.with_cell(SHARE, form.values[SHARE] / 100, number_format=PERCENT)}


@mistake(refused={MONEY: "percent_elsewhere"})
def percentage_by_format_where_money_is_asked(form: Filled) -> Files:
    return {form.name: form.with_cell(MONEY, 0.12, number_format=PERCENT)}


@mistake(noted={SHARE: ("unit_in_cell",)})
def percent_sign_printed_by_the_format(form: Filled) -> Files:
    return {form.name: form.with_cell(SHARE, form.values[SHARE], number_format='0.00"%"')}


@mistake(refused={MONEY: "other_unit"})
def other_unit_printed_by_the_format(form: Filled) -> Files:
    return {form.name: form.with_cell(MONEY, 45.5, number_format='#,##0.0" tỷ đồng"')}


@mistake(refused={PEOPLE: "scaled_format"})
def thousands_left_away_by_the_format(form: Filled) -> Files:
    return {form.name: form.with_cell(PEOPLE, 1234567.0, number_format="#,##0,")}


@mistake(refused={PEOPLE: "date"})
def number_formatted_as_a_day(form: Filled) -> Files:
    return {form.name: form.with_cell(PEOPLE, 45780, number_format="dd/mm/yyyy")}


# ---- the state and the unit of measure beside the value
@mistake(missing={PEOPLE: ("none_by_state",)})
def blank_with_the_state_none(form: Filled) -> Files:
    return {form.name: _with_state(form, None, "none")}


@mistake(noted={PEOPLE: ("zero_by_state",)}, values={PEOPLE: 0.0})
def blank_with_the_state_zero(form: Filled) -> Files:
    return {form.name: _with_state(form, None, "zero")}


@mistake(refused={PEOPLE: "figure_announced"})
def blank_with_the_state_figure(form: Filled) -> Files:
    return {form.name: _with_state(form, None, "figure")}


@mistake(refused={PEOPLE: "state_contradicts"})
def value_with_the_state_none(form: Filled) -> Files:
    return {form.name: _with_state(form, 1200.5, "none")}


@mistake(refused={PEOPLE: "state_contradicts"})
def value_with_the_state_zero(form: Filled) -> Files:
    return {form.name: _with_state(form, 1200.5, "zero")}


@mistake()
def value_with_the_state_figure(form: Filled) -> Files:
    return {form.name: _with_state(form, form.values[PEOPLE], "figure")}


def _with_state(form: Filled, content: float | None, state: str) -> bytes:
    def change(book, sheet):
        sheet[form.at(PEOPLE)].value = content
        sheet[form.at(PEOPLE, "state")].value = words_forms.STATES[state]

    return form.edited(change)


@mistake(noted={PEOPLE: ("unknown_state",)})
def state_in_own_words(form: Filled) -> Files:
    return {form.name: form.with_cell(PEOPLE, "đã kiểm tra", column="state")}


@mistake(refused={MONEY: "other_unit"})
def another_unit_chosen(form: Filled) -> Files:
    return {form.name: form.with_cell(MONEY, words_forms.OTHER_MEASURE, column="used_measure")}


@mistake()
def own_unit_chosen(form: Filled) -> Files:
    return {form.name: form.with_cell(MONEY, "Triệu đồng/người", column="used_measure")}


# ---- formulas
@mistake(refused={PEOPLE: "formula_not_computed"})
def formula_that_was_not_computed(form: Filled) -> Files:
    return {form.name: form.edited(lambda book, sheet: setattr(sheet[form.at(PEOPLE)], "value", "=600+600"))}


@mistake(noted={PEOPLE: ("formula",)})
def formula_with_its_value(form: Filled) -> Files:
    return {form.name: form.with_xml(PEOPLE, f"<f>600+600</f><v>{form.values[PEOPLE]!r}</v>")}


@mistake(noted={PEOPLE: ("formula",)})
def formula_with_a_column_of_a_table(form: Filled) -> Files:
    return {form.name: form.with_xml(PEOPLE, f"<f>SUM(Bang1[2024])</f><v>{form.values[PEOPLE]!r}</v>")}


@mistake(refused={PEOPLE: "linked_elsewhere"})
def formula_to_another_file(form: Filled) -> Files:
    return {form.name: form.with_xml(PEOPLE, "<f>'[1]Tổng hợp'!B7</f><v>1200.5</v>")}


@mistake(refused={PEOPLE: "linked_elsewhere"})
def formula_to_the_network(form: Filled) -> Files:
    return {form.name: form.with_xml(PEOPLE, '<f>VALUE(WEBSERVICE("http://example.org/"))</f><v>1200.5</v>')}


@mistake(refused={PEOPLE: "error_value"})
def formula_with_an_error(form: Filled) -> Files:
    return {form.name: form.with_xml(PEOPLE, "<f>1/0</f><v>#DIV/0!</v>", kind="e")}


@mistake(refused={PEOPLE: "error_value"})
def error_of_a_lost_cell(form: Filled) -> Files:
    return {form.name: form.with_xml(PEOPLE, "<v>#REF!</v>", kind="e")}


# ---- the sheet
@mistake(of_file=frozenset({"form_sheet_renamed"}))
def renamed_sheet(form: Filled) -> Files:
    return {form.name: form.edited(lambda book, sheet: setattr(sheet, "title", "Sheet1 (bản cuối)"))}


@mistake(of_file=frozenset({"form_sheet_renamed"}))
def sheet_with_a_name_that_attacks(form: Filled) -> Files:
    return {
        form.name: exchanged(form.content, {"xl/workbook.xml": lambda t: t.replace('"Số liệu"', '"&lt;b&gt;\u202e=x"')})
    }


@mistake()
def moved_columns(form: Filled) -> Files:
    def change(book, sheet):
        for row in range(4, sheet.max_row + 1):
            cells = [sheet.cell(row, column).value for column in range(1, 13)]
            for column, content in enumerate(reversed(cells), start=1):
                sheet.cell(row, column).value = content

    return {form.name: form.edited(change)}


@mistake()
def inserted_rows(form: Filled) -> Files:
    def change(book, sheet):
        sheet.insert_rows(8, 2)
        sheet.insert_rows(1, 3)

    return {form.name: form.edited(change)}


@mistake()
def inserted_columns(form: Filled) -> Files:
    return {form.name: form.edited(lambda book, sheet: (sheet.insert_cols(7, 2), sheet.insert_cols(1)))}


@mistake()
def sorted_rows(form: Filled) -> Files:
    def change(book, sheet):
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        for number, row in enumerate(sorted(rows, key=lambda row: str(row[1])), start=5):
            for column, content in enumerate(row, start=1):
                sheet.cell(number, column).value = content

    return {form.name: form.edited(change)}


@mistake(refused={SCORE: "line_merged", "1.1.2": "line_merged"})
def two_values_merged(form: Filled) -> Files:
    return {form.name: form.edited(lambda book, sheet: sheet.merge_cells(f"{form.at(SCORE)}:{form.at('1.1.2')}"))}


@mistake(refused={SCORE: "line_merged"})
def value_merged_with_its_neighbour(form: Filled) -> Files:
    merged = f"{form.at(SCORE, 'last_year')}:{form.at(SCORE)}"
    return {form.name: form.edited(lambda book, sheet: sheet.merge_cells(merged))}


@mistake(refused={SCORE: "line_twice", "1.1.2": "line_missing"})
def two_codes_merged(form: Filled) -> Files:
    merged = f"{form.at(SCORE, 'code')}:{form.at('1.1.2', 'code')}"
    return {form.name: form.edited(lambda book, sheet: sheet.merge_cells(merged))}


@mistake(whole="file_bomb")
def whole_columns_merged(form: Filled) -> Files:
    area = '</sheetData><mergeCells count="1"><mergeCell ref="M1:XFD1048576"/></mergeCells>'
    return {form.name: exchanged(form.content, {SHEET: lambda text: text.replace("</sheetData>", area)})}


@mistake(noted={SCORE: ("hidden",)})
def hidden_row(form: Filled) -> Files:
    row = form.rows[SCORE]
    return {form.name: form.edited(lambda book, sheet: setattr(sheet.row_dimensions[row], "hidden", True))}


@mistake(noted={ALL: ("hidden",)})
def hidden_column(form: Filled) -> Files:
    column = COLUMNS["value"]
    return {form.name: form.edited(lambda book, sheet: setattr(sheet.column_dimensions[column], "hidden", True))}


@mistake(noted={ALL: ("hidden",)})
def hidden_sheet(form: Filled) -> Files:
    return {form.name: form.edited(lambda book, sheet: setattr(sheet, "sheet_state", "hidden"))}


@mistake(refused={SCORE: "line_missing"})
def deleted_row(form: Filled) -> Files:
    return {form.name: form.edited(lambda book, sheet: sheet.delete_rows(form.rows[SCORE]))}


@mistake(refused={"1.1.2": "line_twice", SCORE: "line_missing"})
def duplicated_code(form: Filled) -> Files:
    return {form.name: form.with_cell(SCORE, "1.1.2", column="code")}


@mistake(of_file=frozenset({"form_unknown_line"}))
def a_line_of_their_own(form: Filled) -> Files:
    def change(book, sheet):
        row = sheet.max_row + 1
        sheet.cell(row, 1).value, sheet.cell(row, 7).value = "9.9.9", 12

    return {form.name: form.edited(change)}


@mistake(of_file=frozenset({"form_column_gone"}))
def deleted_column_of_notes(form: Filled) -> Files:
    return {form.name: form.edited(lambda book, sheet: sheet.delete_cols(11))}


@mistake(whole="form_no_table")
def header_of_the_values_rewritten(form: Filled) -> Files:
    def change(book, sheet):
        sheet[f"{COLUMNS['value']}4"].value = "Năm 2024"

    return {form.name: form.edited(change)}


@mistake(whole="form_column_twice")
def column_copied(form: Filled) -> Files:
    def change(book, sheet):
        for row in range(4, sheet.max_row + 1):
            sheet.cell(row, 13).value = sheet[f"{COLUMNS['value']}{row}"].value

    return {form.name: form.edited(change)}


@mistake(whole="form_two_tables")
def copied_sheet(form: Filled) -> Files:
    return {form.name: form.edited(lambda book, sheet: book.copy_worksheet(sheet))}


@mistake()
def comments_on_cells(form: Filled) -> Files:
    def change(book, sheet):
        sheet[form.at(SCORE)].comment = Comment("Số này sai, đúng là 99", "ai đó")
        sheet[form.at(PEOPLE)].comment = Comment("=1+1", "ai đó")

    return {form.name: form.edited(change)}


@mistake()
def unlocked_and_painted(form: Filled) -> Files:
    def change(book, sheet):
        sheet.protection.sheet = False
        for row in sheet.iter_rows():
            for cell in row:
                cell.protection = Protection(locked=False)
        book.security = WorkbookProtection(lockStructure=False)
        book.create_sheet("Nháp")["B2"] = 12

    return {form.name: form.edited(change)}


# ---- what is written beside the value
@mistake(noted={SCORE: ("evidence_missing",)})
def evidence_that_was_not_sent(form: Filled) -> Files:
    return {form.name: form.with_cell(SCORE, "bao-cao.pdf", column="evidence")}


@mistake()
def evidence_that_was_sent(form: Filled) -> Files:
    content = form.with_cell(SCORE, "C:\\So lieu\\Báo Cáo.pdf; bang.xlsx", column="evidence")
    folder = f"evidence/{form.unit_code}"
    return {form.name: content, f"{folder}/Ba\u0301o ca\u0301o.PDF": b"%PDF", f"{folder}/bang.xlsx": form.content}


@mistake()
def evidence_beside_the_form(form: Filled) -> Files:
    content = form.with_cell(SCORE, f"bao-cao-{form.unit_code}.pdf", column="evidence")
    return {form.name: content, f"bao-cao-{form.unit_code}.pdf": f"%PDF {form.unit_code}".encode()}


@mistake(noted={SCORE: ("evidence_missing",)})
def evidence_outside_the_round(form: Filled) -> Files:
    return {form.name: form.with_cell(SCORE, "../../../../../../../../etc/passwd", column="evidence")}


@mistake()
def script_in_a_note(form: Filled) -> Files:
    return {
        form.name: form.with_cell(SCORE, "<script>alert(1)</script>\x0b{{ 7*7 }}".replace("\x0b", " "), column="note")
    }


@mistake()
def formula_in_a_comment(form: Filled) -> Files:
    return {form.name: form.with_cell(SCORE, '=HYPERLINK("http://example.org","x")', column="comment")}


@mistake()
def script_in_the_name_of_the_file(form: Filled) -> Files:
    return {f"<img src=x onerror=alert(1)> {form.unit_code}.xlsx": form.content}


@mistake()
def strange_letters_in_the_name_of_the_file(form: Filled) -> Files:
    return {f"b\u202eiể\x1b[2Ju\n mẫu'\";$(x) {form.unit_code}.xlsx": form.content}


# ---- which form it is
@mistake(whole="form_no_identity")
def deleted_sheet_of_identity(form: Filled) -> Files:
    return {form.name: form.edited(lambda book, sheet: book.remove(book[words_forms.SHEET_FORM]))}


@mistake(whole="form_identity_changed")
def identity_of_another_unit(form: Filled) -> Files:
    other = next(code for code in form.project.round.units if code != form.unit_code)
    return {form.name: _identified(form, "unit_code", other)}


@mistake(whole="form_other_unit")
def identity_of_nobody(form: Filled) -> Files:
    return {form.name: _identified(form, "unit_code", "T99<b>")}


@mistake(whole="form_other_framework")
def framework_of_last_year(form: Filled) -> Files:
    return {form.name: _identified(form, "framework_digest", "0" * 64)}


@mistake(whole="form_other_edition")
def form_of_another_edition(form: Filled) -> Files:
    return {form.name: _identified(form, "edition", "toy-2019")}


@mistake(whole="form_other_round")
def form_of_an_earlier_round(form: Filled) -> Files:
    return {form.name: _identified(form, "round", "2024-2")}


@mistake(whole="form_other_version")
def form_of_an_earlier_layout(form: Filled) -> Files:
    return {form.name: _identified(form, "form_version", "0")}


def _identified(form: Filled, name: str, text: str) -> bytes:
    def change(book, sheet):
        for row in book[words_forms.SHEET_FORM].iter_rows(min_row=2, max_row=10):
            if row[0].value == name:
                row[1].value = text

    return form.edited(change)


@mistake(of_file=frozenset({"form_sent_twice"}))
def two_versions_that_agree(form: Filled) -> Files:
    return {form.name: form.content, f"{form.unit_code} (2).xlsx": form.with_cell(SCORE, "xem lại", column="note")}


@mistake(of_file=frozenset({"form_sent_twice"}), refused={PEOPLE: "two_versions"})
def two_versions_that_differ(form: Filled) -> Files:
    return {form.name: form.content, f"{form.unit_code} (2).xlsx": form.with_cell(PEOPLE, 4321.5)}


@mistake(of_file=frozenset({"form_sent_twice"}))
def two_halves(form: Filled) -> Files:
    half = list(form.values)[:8]

    def without(codes):
        return form.edited(lambda book, sheet: [setattr(sheet[form.at(code)], "value", None) for code in codes])

    return {form.name: without(half), f"{form.unit_code} b.xlsx": without([c for c in form.values if c not in half])}


# ---- what is no workbook, or none that may be opened
@mistake(whole="file_no_workbook")
def a_pdf_with_another_ending(form: Filled) -> Files:
    return {form.name: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF"}


@mistake(whole="file_no_workbook")
def a_letter_with_another_ending(form: Filled) -> Files:
    return {form.name: zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"})}


@mistake(whole="file_no_workbook")
def a_picture_with_another_ending(form: Filled) -> Files:
    return {form.name: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200)}


@mistake(whole="file_no_workbook")
def a_page_with_another_ending(form: Filled) -> Files:
    return {f"{form.unit_code}.xls": b"<html><table><tr><td>12</td></tr></table></html>"}


@mistake(whole="file_no_workbook")
def values_as_text(form: Filled) -> Files:
    return {f"{form.unit_code}.csv": "Mã;Số liệu\n1.1.1;5,5\n".encode("utf-8-sig")}


@mistake(whole="file_no_workbook")
def an_old_letter(form: Filled) -> Files:
    return {f"{form.unit_code}.xls": ole({"WordDocument": b"x" * 5000})}


@mistake(whole="file_empty")
def an_empty_file(form: Filled) -> Files:
    return {form.name: b""}


@mistake(whole="file_damaged")
def a_file_cut_short(form: Filled) -> Files:
    return {form.name: form.content[: len(form.content) // 2]}


@mistake(whole="file_damaged")
def bytes_turned_over(form: Filled) -> Files:
    with zipfile.ZipFile(io.BytesIO(form.content)) as archive:
        begin = archive.getinfo(SHEET).header_offset + 30 + len(SHEET) + 40
    return {form.name: form.content[:begin] + bytes(64) + form.content[begin + 64 :]}


@mistake(whole="file_damaged")
def one_part_twice(form: Filled) -> Files:
    buffer = io.BytesIO(form.content)
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a") as archive:
        warnings.simplefilter("ignore")  # of a name that is there already: this is meant
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return {form.name: buffer.getvalue()}


@mistake(whole="file_password")
def password(form: Filled) -> Files:
    return {form.name: ole({"EncryptionInfo": b"x" * 200, "EncryptedPackage": form.content})}


@mistake(whole="file_password")
def password_of_the_archive(form: Filled) -> Files:
    content = bytearray(form.content)
    for found in re.finditer(rb"PK\x01\x02", form.content):
        content[found.start() + 8] |= 1
    return {form.name: bytes(content)}


@mistake(whole="file_password")
def password_of_an_open_document(form: Filled) -> Files:
    plain = to_ods(form.tables)
    hidden = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    return {f"{form.unit_code}.ods": exchanged(plain, {"META-INF/manifest.xml": lambda text: hidden})}


@mistake(of_file=frozenset({"file_macros"}))
def macros(form: Filled) -> Files:
    return {f"{form.unit_code}.xlsm": exchanged(form.content, {}, xl__vbaProject_bin="x").replace(b"_bin", b".bin")}


@mistake(of_file=frozenset({"file_external_links"}))
def links_to_other_files(form: Filled) -> Files:
    linked = exchanged(form.content, {}, **{"xl__externalLinks__externalLink1.xml": "<externalLink/>"})
    return {form.name: linked}


@mistake(whole="file_bomb")
def zip_bomb(form: Filled) -> Files:
    return {form.name: exchanged(form.content, {}, xl__media__1=bytes(30_000_000))}


@mistake(whole="file_bomb")
def sheet_that_unpacks_to_much(form: Filled) -> Files:
    return {
        form.name: exchanged(
            form.content, {SHEET: lambda text: text.replace("<sheetData>", " " * 14_000_000 + "<sheetData>")}
        )
    }


@mistake(whole="file_bomb")
def very_many_members(form: Filled) -> Files:
    return {form.name: exchanged(form.content, {}, **{f"xl__x{number}": b"" for number in range(2100)})}


@mistake(whole="file_damaged")
def size_that_lies(form: Filled) -> Files:
    content = bytearray(form.content)
    entry = form.content.rindex(SHEET.encode()) - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = struct.pack("<I", 5)
    return {form.name: bytes(content)}


@mistake(whole="file_damaged")
def billion_laughs(form: Filled) -> Files:
    return {form.name: exchanged(form.content, {SHEET: lambda text: _inside(text, LAUGHS, "&l8;")})}


@mistake(whole="file_damaged")
def billion_laughs_in_an_open_document(form: Filled) -> Files:
    return {f"{form.unit_code}.ods": to_ods(form.tables, prologue=LAUGHS)}


@mistake(whole="file_damaged")
def entity_that_names_a_file(form: Filled) -> Files:
    prologue = '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return {f"{form.unit_code}.ods": to_ods(form.tables, prologue=prologue)}


def _inside(text: str, prologue: str, entity: str) -> str:
    head, _, rest = text.partition("?>")
    return f"{head}?>{prologue}{rest.replace('</sheetData>', f'<!-- --></sheetData>{entity}')}"


@mistake(whole="file_bomb")
def very_many_cells(form: Filled) -> Files:
    rows = "".join(f'<row r="{r}">' + "<c><v>1</v></c>" * 50 + "</row>" for r in range(100, 1200))
    return {
        form.name: exchanged(form.content, {SHEET: lambda text: text.replace("</sheetData>", rows + "</sheetData>")})
    }


@mistake(whole="file_bomb")
def repeated_cells_without_end(form: Filled) -> Files:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table>'
    content = to_ods(form.tables)
    return {f"{form.unit_code}.ods": exchanged(content, {"content.xml": lambda t: t.replace("</table:table>", row, 1)})}


# ---- other kinds of workbook
def _changed(form: Filled, code: str, made: Made, **look: object) -> list[Table]:
    """The form's tables with another cell, and with the sheet of values looked at otherwise."""
    return [
        replace(table.with_cells({form.place(code): made}), **look) if table.name == words_forms.SHEET_VALUES else table
        for table in form.tables
    ]


def other_kinds(
    name: str, code: str, made, *, kinds: str = "ods xls", look: Mapping[str, object] | None = None, **expected
):
    """Declare a cell of an ``.ods`` and of an ``.xls`` file."""
    for kind in kinds.split():

        def make(form: Filled, kind: str = kind) -> Files:
            cell = made(form.values[code]) if callable(made) else made
            tables = _changed(form, code, cell, **(look or {}))
            return {f"{form.unit_code}.{kind}": to_ods(tables) if kind == "ods" else to_xls(tables)}

        MISTAKES[f"{kind}_{name}"] = Mistake(f"{kind}_{name}", make, **expected)


def _as_made(value: float) -> Made:
    return Made(value)


other_kinds("as_it_is", SHARE, _as_made)
other_kinds("percentage_by_format", SHARE, lambda v: Made(v / 100, PERCENT), noted={SHARE: ("percent_format",)})
other_kinds("percentage_on_money", MONEY, Made(0.12, PERCENT), refused={MONEY: "percent_elsewhere"})
other_kinds("date", PEOPLE, Made(datetime.date(2025, 5, 3), DATE), refused={PEOPLE: "date"})
other_kinds("number_as_text", PEOPLE, lambda v: Made(vietnamese(v)), noted={PEOPLE: ("number_as_text",)})
other_kinds("ambiguous", PEOPLE, Made("1.234"), refused={PEOPLE: "ambiguous"})
other_kinds("error", PEOPLE, Made("#DIV/0!"), refused={PEOPLE: "error_value"})
other_kinds("formula", PEOPLE, lambda v: Made(v, formula="of:=[.B1]+[.B2]"), noted={PEOPLE: ("formula",)})
other_kinds("blank", PEOPLE, Made(None), kinds="ods", missing={PEOPLE: ("blank",)})
other_kinds("blank_with_a_comment", PEOPLE, Made(None, comment="99"), kinds="ods", missing={PEOPLE: ("blank",)})
other_kinds("value_with_a_comment", PEOPLE, lambda v: Made(v, comment="=1+1"), kinds="ods")
other_kinds(
    "other_unit_in_the_format",
    MONEY,
    Made(45.5, WORDED),
    kinds="xls",
    noted={MONEY: ("unit_in_cell",)},
    values={MONEY: 45.5},
)
other_kinds("other_unit_by_format", PEOPLE, Made(45.5, WORDED), kinds="xls", refused={PEOPLE: "other_unit"})
other_kinds("hidden_column", SHARE, _as_made, look={"hidden_columns": frozenset({6})}, noted={ALL: ("hidden",)})
other_kinds("hidden_row", "1.1.1", _as_made, look={"hidden_rows": frozenset({4})}, noted={"1.1.1": ("hidden",)})
other_kinds("hidden_sheet", SHARE, _as_made, look={"hidden": True}, noted={ALL: ("hidden",)})
other_kinds(
    "merged",
    "1.1.1",
    _as_made,
    look={"merged": ((4, 6, 5, 6),)},
    refused={"1.1.1": "line_merged", "1.1.2": "line_merged"},
)
other_kinds(
    "link_to_another_file",
    PEOPLE,
    Made(1200.5, formula="of:=['file:///C:/so%20lieu.ods'#$Sheet1.B7]"),
    kinds="ods",
    refused={PEOPLE: "linked_elsewhere"},
)


@mistake(refused={PEOPLE: "linked_elsewhere"}, noted={MONEY: ("formula",)})
def xls_link_to_another_file(form: Filled) -> Files:
    tables = _changed(form, PEOPLE, Made(1200.5, formula="=[1]"))
    cell = {form.place(MONEY): Made(form.values[MONEY], formula="=1")}
    tables = [table.with_cells(cell) if table.name == words_forms.SHEET_VALUES else table for table in tables]
    return {f"{form.unit_code}.xls": to_xls(tables, foreign=True)}


@mistake(of_file=frozenset({"file_macros"}))
def xls_macros(form: Filled) -> Files:
    return {f"{form.unit_code}.xls": to_xls(form.tables, macros=True)}


@mistake(whole="file_password")
def xls_password(form: Filled) -> Files:
    return {f"{form.unit_code}.xls": to_xls(form.tables, password=True)}


@mistake(whole="file_damaged")
def xls_cut_short(form: Filled) -> Files:
    return {f"{form.unit_code}.xls": to_xls(form.tables)[:-300]}


@mistake(whole="file_damaged")
def ods_without_content(form: Filled) -> Files:
    return {f"{form.unit_code}.ods": to_ods(form.tables, name="other.xml")}


@mistake()
def xlsx_called_xls(form: Filled) -> Files:
    return {f"{form.unit_code}.xls": form.content}


@mistake()
def saved_by_another_program(form: Filled) -> Files:
    book = openpyxl.load_workbook(io.BytesIO(form.content))
    buffer = io.BytesIO()
    book.save(buffer)
    return {form.name: buffer.getvalue()}
