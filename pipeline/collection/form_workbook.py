"""One unit's form as an Excel workbook: locked but for its yellow cells, with its identity on a hidden sheet.

Equal inputs give equal bytes (dates inside are the round's, zip times are fixed).
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipeline.collection.data_round import Round
from pipeline.collection.form_field import FormField
from pipeline.framework.units import Unit
from pipeline.reporting import dates, numbers, words_forms

HEADER_ROW, FIRST_ROW = 3, 4
WIDTHS = (9, 46, 18, 16, 14, 7, 16, 18, 20, 24, 30, 34)
INPUTS = ("value", "used_measure", "state", "evidence", "note", "comment")
GUIDE_WIDTH, LINE = 100, 15.0  # letters, and points a line of text needs
A3 = 8  # paper number
MARK = "PII-FORM"
"""In the first cell of the hidden sheet; a reader looks for it, whatever the sheet is called."""

LISTS = 3
"""Column of the hidden sheet where the drop-down lists begin: a list may hold commas, which a list in a rule may not."""

LONGEST_HINT = 255  # of Excel
YELLOW, GREY, BLUE = "#FFF7D1", "#EEF1F4", "#1F4E79"


@dataclass(frozen=True)
class Form:
    """What one unit's form is made of."""

    round: Round
    title: str
    unit: Unit
    fields: Sequence[FormField]
    periods: Mapping[str, str]


def workbook(form: Form) -> bytes:
    """The form as the bytes of an XLSX file."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    created = datetime.datetime.combine(form.round.opened, datetime.time())
    book.set_properties({"title": form.title, "created": created})
    formats = _formats(book)
    _guide(book.add_worksheet(words_forms.SHEET_GUIDE), formats, form)
    _values(book.add_worksheet(words_forms.SHEET_VALUES), formats, form)
    _contact(book.add_worksheet(words_forms.SHEET_CONTACT), formats)
    _identity(book.add_worksheet(words_forms.SHEET_FORM), form)
    book.get_worksheet_by_name(words_forms.SHEET_VALUES).activate()
    book.close()
    return buffer.getvalue()


def _formats(book: xlsxwriter.Workbook) -> dict[str, Any]:
    base: dict[str, Any] = {"font_name": "Arial", "font_size": 10, "valign": "vcenter", "text_wrap": True}
    edge = {"border": 1, "border_color": "#B8C2CC"}
    made = {
        "title": base | {"bold": True, "font_size": 14, "font_color": BLUE, "text_wrap": False},
        "plain": base,
        "line": base | {"text_wrap": False},
        "header": base | edge | {"bold": True, "bg_color": BLUE, "font_color": "#FFFFFF", "align": "center"},
        "fixed": base | edge | {"bg_color": GREY},
        "last": base | edge | {"bg_color": GREY, "num_format": "#,##0.####"},
        "year": base | edge | {"bg_color": GREY, "num_format": "0"},
        "number": base | edge | {"bg_color": YELLOW, "locked": False, "num_format": "#,##0.######"},
        "integer": base | edge | {"bg_color": YELLOW, "locked": False, "num_format": "#,##0"},
        "input": base | edge | {"bg_color": YELLOW, "locked": False, "num_format": "@"},
    }
    return {name: book.add_format(properties) for name, properties in made.items()}


def _guide(sheet: Worksheet, formats: dict[str, Any], form: Form) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, GUIDE_WIDTH)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, form.title, formats["title"])
    sheet.write_string(1, 0, _subtitle(form), formats["plain"])
    for row, text in enumerate(words_forms.GUIDE, start=3):
        sheet.write_string(row, 0, text, formats["plain"])
        sheet.set_row(row, LINE * (1 + len(text) // GUIDE_WIDTH))
    sheet.protect()


def _subtitle(form: Form) -> str:
    due = dates.short(form.round.due, language="vi")
    return words_forms.SUBTITLE.format(unit=form.unit.name_vi, round=form.round.name, due=due)


def _values(sheet: Worksheet, formats: dict[str, Any], form: Form) -> None:
    sheet.write_string(0, 0, form.title, formats["title"])
    sheet.write_string(1, 0, _subtitle(form), formats["line"])
    for column, (text, width) in enumerate(zip(words_forms.COLUMNS.values(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADER_ROW, column, text, formats["header"])
    for row, field in enumerate(form.fields, start=FIRST_ROW):
        _line(sheet, row, field, form.periods.get(field.code, ""), formats)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})


def _line(sheet: Worksheet, row: int, field: FormField, period: str, formats: dict[str, Any]) -> None:
    place = {name: column for column, name in enumerate(words_forms.COLUMNS)}
    fixed = {"code": field.code, "name": field.name_vi, "measure": field.unit_of_measure_vi, "period": period}
    for name, text in fixed.items():
        sheet.write_string(row, place[name], text, formats["fixed"])
    for name, number, look in (("last", field.last_value, "last"), ("last_year", field.last_year, "year")):
        if number is None:
            sheet.write_blank(row, place[name], None, formats[look])
        else:
            sheet.write_number(row, place[name], number, formats[look])
    for name in INPUTS:
        sheet.write_blank(row, place[name], None, formats[field.value_type if name == "value" else "input"])
    sheet.data_validation(row, place["value"], row, place["value"], _validation(field))
    chosen = {"used_measure": f"$D${row + 1}:$E${row + 1}", "state": "$D$1:$F$1"}
    for name, area in chosen.items():
        source = f"={words_forms.SHEET_FORM}!{area}"
        sheet.data_validation(row, place[name], row, place[name], {"validate": "list", "source": source})


def _validation(field: FormField) -> dict[str, Any]:
    """A warning, not a ban, beyond the plausible range: an unusual figure may be true."""
    checked: dict[str, Any] = {
        "validate": field.value_type if field.value_type == "integer" else "decimal",
        "error_type": "warning",
        "input_title": words_forms.INPUT_TITLE,
        "input_message": words_forms.INPUT_HINT.format(measure=field.unit_of_measure_vi)[:LONGEST_HINT],
        "error_title": words_forms.RANGE_TITLE,
        "error_message": words_forms.NO_RANGE_HINT,
    }
    low, high = field.low, field.high
    if low is not None and high is not None:
        hint = words_forms.RANGE_HINT.format(low=_shown(low), high=_shown(high))
        return checked | {"criteria": "between", "minimum": low, "maximum": high, "error_message": hint}
    if low is not None:
        return checked | {"criteria": ">=", "value": low}
    return checked | {"criteria": "<=" if high is not None else ">=", "value": high if high is not None else -1e15}


def _shown(value: float) -> str:
    return numbers.number(value, language="vi", digits=0 if float(value).is_integer() else 2)


def _contact(sheet: Worksheet, formats: dict[str, Any]) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 60)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, words_forms.SHEET_CONTACT, formats["title"])
    sheet.merge_range(1, 0, 1, 1, words_forms.CONTACT_NOTE, formats["plain"])
    sheet.set_row(1, 2 * LINE)
    for row, text in enumerate(words_forms.CONTACT, start=3):
        sheet.write_string(row, 0, text, formats["fixed"])
        sheet.write_blank(row, 1, None, formats["input"])
    sheet.protect()


def _identity(sheet: Worksheet, form: Form) -> None:
    sheet.write_string(0, 0, MARK)
    for row, (name, text) in enumerate(identity(form.round, form.unit.unit_code).items(), start=1):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text)
    for column, text in enumerate(words_forms.STATES.values(), start=LISTS):
        sheet.write_string(0, column, text)
    for row, field in enumerate(form.fields, start=FIRST_ROW):
        sheet.write_string(row, LISTS, field.unit_of_measure_vi or words_forms.NO_MEASURE)
        sheet.write_string(row, LISTS + 1, words_forms.OTHER_MEASURE)
    sheet.protect()
    sheet.very_hidden()


def identity(round_: Round, unit_code: str) -> dict[str, str]:
    """What the hidden sheet says: which form this is."""
    return {
        "form_id": round_.form_id(unit_code),
        "edition": round_.edition,
        "round": round_.name,
        "unit_code": unit_code,
        "form_version": str(round_.form_version),
        "framework_digest": round_.framework_digest,
    }
