"""The workbook: the run's numbers as an official would open them, in both languages, with a legend for every colour.

Texts are written as texts, so nothing that begins with ``=``, ``+``, ``-`` or ``@`` can become a formula. A missing
value is an empty cell, never zero. Equal content gives equal bytes: the created date and all zip times are fixed.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from pipeline.reporting import numbers, words, workbook_sheets
from pipeline.reporting.content import ReportContent

CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)  # fixed: equal content, equal bytes
COLOURS = {
    "earlier_year": "#CFE3F2",
    "structural_zero": "#D9DDE1",
    "not_published": "#FBE3AE",
    "source_fault": "#F4BFA6",
    "imputed": "#DCCBEF",
    "treated": "#BFE3D0",
    "approximate": "#F6D9E8",
}
"""Fill of a cell by what is special about its value; the legend stands on the cover and above the values."""

HEADER_ROW, FIRST_ROW = 2, 3  # two title lines, then the headers
WIDEST = 46
LINE = 13.5  # points a line of text needs
COVER_WIDTHS = (34.0, 90.0)
A3 = 8  # paper number


@dataclass(frozen=True)
class Book:
    """An open workbook with its formats."""

    book: xlsxwriter.Workbook
    formats: dict[str, Any]
    language: str


def workbook(content: ReportContent) -> bytes:
    """The whole workbook as the bytes of an XLSX file."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": content.edition.about.name_vi, "created": CREATED})
    opened = Book(book, _formats(book), content.language)
    _cover(opened, content)
    for key, build in SHEETS:
        _sheet(opened, key, build(content))
    book.close()
    return buffer.getvalue()


SHEETS: Sequence[tuple[str, Callable[[ReportContent], workbook_sheets.Grid]]] = (
    ("sheet_scores", workbook_sheets.scores),
    ("sheet_indicators", workbook_sheets.indicator_scores),
    ("sheet_values", workbook_sheets.values),
    ("sheet_years", workbook_sheets.years),
    ("sheet_weights", workbook_sheets.weights),
    ("sheet_metadata", workbook_sheets.metadata),
    ("sheet_uncertainty", workbook_sheets.uncertainty),
    ("sheet_blanks", workbook_sheets.blanks),
)


def _formats(book: xlsxwriter.Workbook) -> dict[str, Any]:
    base: dict[str, Any] = {"font_name": "Arial", "font_size": 10, "valign": "top"}
    number = {"number": "#,##0.00", "value": "#,##0.####", "integer": "#,##0"}
    number |= {"rank": "General", "year": "0", "share": "0.00%"}
    made = {name: book.add_format(base | {"num_format": code}) for name, code in number.items()}
    for name, colour in COLOURS.items():
        made[f"value_{name}"] = book.add_format(base | {"num_format": number["value"], "bg_color": colour})
        made[f"text_{name}"] = book.add_format(base | {"bg_color": colour})
    made["text"] = book.add_format(base | {"text_wrap": True})
    made["title"] = book.add_format(base | {"bold": True, "font_size": 14})
    made["subtitle"] = book.add_format(base | {"italic": True, "font_color": "#55606B"})
    made["warning"] = book.add_format(base | {"bold": True, "font_color": "#B23C0A", "text_wrap": True})
    made["header"] = book.add_format(
        base | {"bold": True, "text_wrap": True, "bg_color": "#E8EEF3", "bottom": 1, "valign": "bottom"}
    )
    return made


def both(key: str, language: str, *, mark: str = " / ") -> str:
    """The words of a key in both languages, the reader's own first."""
    other = "en" if language == "vi" else "vi"
    first, second = words.word(key, language), words.word(key, other)
    return first if first == second else f"{first}{mark}{second}"


def _cover(opened: Book, content: ReportContent) -> None:
    about, method = content.edition.about, content.edition.method
    sheet = opened.book.add_worksheet(words.word("sheet_cover", opened.language))
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 0)
    for place, width in enumerate(COVER_WIDTHS):
        sheet.set_column(place, place, width)
    lines: list[tuple[str, str, str]] = [
        (about.name_vi, "", "title"),
        (about.name_en, "", "subtitle"),
        ("", about.note_vi, "warning"),
        ("", about.note_en, "warning"),
        (both("fact_edition", opened.language), about.id, "text"),
        (both("fact_run", opened.language), content.run, "text"),
        (both("fact_year", opened.language), numbers.year(about.year), "text"),
        (both("fact_method", opened.language), f"{method.name}: {method.description_vi}", "text"),
        ("", method.description_en, "text"),
        (both("fact_ledger", opened.language), content.ledger_head or both("no_ledger", opened.language), "text"),
    ]
    for row, (name, text, kind) in enumerate(lines):
        sheet.write_string(row, 0, name, opened.formats[kind if not text else "text"])
        sheet.write_string(row, 1, text, opened.formats[kind])
        if text:
            sheet.set_row(row, LINE * max(_lines(name, COVER_WIDTHS[0]), _lines(text, COVER_WIDTHS[1])))
    sheet.write_string(len(lines) + 1, 0, both("legend", opened.language), opened.formats["title"])
    explained = [name for name in COLOURS if name != "approximate" or not content.rebuild_rules.empty]
    for row, name in enumerate(explained, start=len(lines) + 2):
        key = f"legend_{name}" if name in ("treated", "approximate") else f"origin_{name}"
        sheet.write_blank(row, 0, None, opened.formats[f"text_{name}"])
        sheet.write_string(row, 1, both(key, opened.language), opened.formats["text"])


def _sheet(opened: Book, key: str, grid: workbook_sheets.Grid) -> None:
    """One sheet: title in both languages, headers, rows, filter, frozen panes, widths."""
    language, formats = opened.language, opened.formats
    other = "en" if language == "vi" else "vi"
    sheet = opened.book.add_worksheet(words.word(key, language))
    sheet.write_string(0, 0, words.word(key, language), formats["title"])
    sheet.write_string(1, 0, words.word(key, other), formats["subtitle"])
    heights: dict[int, int] = {}
    for place, column in enumerate(grid.columns):
        header = column.header(language)
        width = _width(column, header)
        heights[HEADER_ROW] = max(heights.get(HEADER_ROW, 1), _lines(header, width))
        sheet.write_string(HEADER_ROW, place, header, formats["header"])
        for row, cell in enumerate(column.cells, start=FIRST_ROW):
            _write(sheet, row, place, cell, column, grid.marks.get((row - FIRST_ROW, place), ""), formats)
            if column.kind == "text" and not numbers.missing(cell):
                heights[row] = max(heights.get(row, 1), _lines(str(cell), width))
        sheet.set_column(place, place, width)
    for row, lines in heights.items():
        if lines > 1:
            sheet.set_row(row, LINE * lines)
    _print_setup(sheet)
    sheet.freeze_panes(FIRST_ROW, grid.n_frozen)
    if grid.columns and grid.columns[0].cells:
        sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + len(grid.columns[0].cells), len(grid.columns) - 1)


def _print_setup(sheet: Any) -> None:
    """A3 across at a readable size, headers and unit names on every page."""
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.set_print_scale(60)
    sheet.repeat_columns(0, 1)
    sheet.repeat_rows(HEADER_ROW)


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a column of a width in characters."""
    return sum(max(-(-len(part) // max(int(width), 1)), 1) for part in text.split("\n"))


def _write(
    sheet: Any, row: int, place: int, cell: object, column: workbook_sheets.Column, mark: str, formats: dict[str, Any]
) -> None:
    if numbers.missing(cell):
        if mark:
            sheet.write_blank(row, place, None, formats[f"value_{mark}"])
        return
    if column.kind == "text":
        sheet.write_string(row, place, str(cell), formats["text"])
        return
    sheet.write_number(row, place, float(str(cell)), formats[f"value_{mark}" if mark else column.kind])


def _width(column: workbook_sheets.Column, header: str) -> float:
    longest = max((len(str(cell)) for cell in column.cells if not numbers.missing(cell)), default=8)
    if column.kind != "text":
        longest = 11
    words_of_header = max((len(part) for part in header.split()), default=8)
    return float(min(max(longest, words_of_header, 9) + 2, WIDEST))
