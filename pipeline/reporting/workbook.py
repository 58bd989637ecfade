"""The workbook: the run's numbers as an official would open them, in both languages, with a legend for every colour.

Texts are written as texts, and one that begins with ``=``, ``+``, ``-`` or ``@`` has an apostrophe before it, so nothing
becomes a formula. A missing value is an empty cell, never zero. Equal content gives equal bytes: the created date and
all zip times are fixed.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from pipeline.reporting import numbers, words, workbook_formats, workbook_sheets
from pipeline.reporting.content import ReportContent
from pipeline.reporting.workbook_formats import COLOURS, Formats

CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)  # fixed: equal content, equal bytes
HEADER_ROW, FIRST_ROW = 2, 3  # two title lines, then the headers
WIDEST = 46
LINE = 13.5  # points a line of text needs
COVER_WIDTHS = (34.0, 90.0)
HIGHEST = 409.0  # points a row may have
A3 = 8  # paper number
MOST_LETTERS = 32_767  # in one cell


@dataclass(frozen=True)
class Book:
    """An open workbook with its formats."""

    book: xlsxwriter.Workbook
    formats: Formats
    language: str


def workbook(content: ReportContent, *, more: Sequence[tuple[str, workbook_sheets.Grid]] = ()) -> bytes:
    """The whole workbook as the bytes of an XLSX file.

    Parameters
    ----------
    more : sheets after those of every workbook: the key of the sheet's name, and what stands in it.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": content.edition.about.name_vi, "created": CREATED})
    opened = Book(book, Formats(book, content.language), content.language)
    _cover(opened, content)
    for key, grid in [*((key, build(content)) for key, build in SHEETS), *more]:
        _sheet(opened, key, grid)
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
        (both("fact_year", opened.language), numbers.year(about.year), "year"),
        (both("fact_method", opened.language), f"{method.name}: {method.description_vi}", "text"),
        ("", method.description_en, "text"),
        (both("fact_ledger", opened.language), content.ledger_head or both("no_ledger", opened.language), "text"),
    ]
    for row, (name, text, kind) in enumerate(lines):
        _text(sheet, row, 0, name, opened.formats.named(kind if not text else "text"))
        if kind == "year":
            sheet.write_number(row, 1, about.year, opened.formats.named(kind))
            continue
        _text(sheet, row, 1, text, opened.formats.named(kind))
        if text:
            sheet.set_row(row, LINE * max(_lines(name, COVER_WIDTHS[0]), _lines(text, COVER_WIDTHS[1])))
    _legend(opened, sheet, len(lines) + 1, approximate=not content.rebuild_rules.empty)


def _legend(opened: Book, sheet: Any, row: int, *, approximate: bool) -> None:
    """Colour, letter and meaning of what may be special about a value."""
    _text(sheet, row, 0, both("legend", opened.language), opened.formats.named("title"))
    explained = [name for name in COLOURS if name != "approximate" or approximate]
    for place, name in enumerate(explained, start=row + 1):
        key = f"legend_{name}" if name in ("treated", "approximate") else f"origin_{name}"
        letter = words.word(f"mark_{name}", opened.language)
        sheet.write_string(place, 0, letter, opened.formats.blank(name))
        _text(sheet, place, 1, both(key, opened.language), opened.formats.named("text"))


def _sheet(opened: Book, key: str, grid: workbook_sheets.Grid) -> None:
    """One sheet: title in both languages, headers, rows, filter, frozen panes, widths."""
    language, formats = opened.language, opened.formats
    other = "en" if language == "vi" else "vi"
    sheet = opened.book.add_worksheet(words.word(key, language))
    _text(sheet, 0, 0, words.word(key, language), formats.named("title"))
    _text(sheet, 1, 0, words.word(key, other), formats.named("subtitle"))
    heights: dict[int, int] = {}
    for place, column in enumerate(grid.columns):
        header = column.header(language)
        width = _width(column, header)
        heights[HEADER_ROW] = max(heights.get(HEADER_ROW, 1), _lines(header, width))
        _text(sheet, HEADER_ROW, place, header, formats.named("header"))
        _column(opened, sheet, place, column, grid.marks)
        if column.kind == "text":
            for row, cell in enumerate(column.cells, start=FIRST_ROW):
                if not numbers.missing(cell):
                    heights[row] = max(heights.get(row, 1), _lines(str(cell), width))
        sheet.set_column(place, place, width)
    for row, lines in heights.items():
        if lines > 1:
            sheet.set_row(row, min(LINE * lines, HIGHEST))
    _print_setup(sheet)
    sheet.freeze_panes(FIRST_ROW, grid.n_frozen)
    if grid.columns and grid.columns[0].cells:
        last = HEADER_ROW + len(grid.columns[0].cells)
        sheet.autofilter(HEADER_ROW, 0, last, len(grid.columns) - 1)
        texts = [place for place, column in enumerate(grid.columns) if column.kind == "text"]
        codes = " ".join(xl_range(FIRST_ROW, place, last, place) for place in texts)
        sheet.ignore_errors({"number_stored_as_text": codes})  # codes are text, and mean to be


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


def _column(
    opened: Book, sheet: Any, place: int, column: workbook_sheets.Column, marks: Mapping[tuple[int, int], str]
) -> None:
    """The cells of a column; a missing value is an empty cell."""
    formats, digits = opened.formats, 0 if column.kind == "text" else workbook_formats.digits(column.kind, column.cells)
    for number, cell in enumerate(column.cells):
        row, mark = FIRST_ROW + number, marks.get((number, place), "")
        if numbers.missing(cell):
            if mark:
                sheet.write_blank(row, place, None, formats.blank(mark))
        elif column.kind == "text":
            _text(sheet, row, place, str(cell), formats.named("text"))
        else:
            sheet.write_number(row, place, float(str(cell)), formats.number(column.kind, digits, mark))


def _text(sheet: Any, row: int, place: int, text: str, form: Any) -> None:
    """Every text goes into a cell this way; no spreadsheet takes it for a formula, and no text is no cell."""
    if text:
        sheet.write_string(row, place, workbook_formats.safe(text)[:MOST_LETTERS], form)


def _width(column: workbook_sheets.Column, header: str) -> float:
    longest = max((len(str(cell)) for cell in column.cells if not numbers.missing(cell)), default=8)
    if column.kind != "text":
        longest = 11
    words_of_header = max((len(part) for part in header.split()), default=8)
    return float(min(max(longest, words_of_header, 9) + 2, WIDEST))
