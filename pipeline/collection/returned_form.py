"""Where everything stands on a returned form: its identity, and one line of cells for every indicator.

Columns are found by their headers and lines by their codes, so that moved columns, sorted rows, renamed sheets and other
kinds of file make no difference. What cannot be found in one way is refused, for the file or for the line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.collection.cell import Cell
from pipeline.collection.cell_reading import Remark
from pipeline.collection.form_workbook import MARK
from pipeline.collection.sheet import Sheet
from pipeline.reporting import collation, words_forms

NEEDED = ("code", "value")
FEWEST_HEADERS = 4
LAST_IDENTITY_ROW = 30
LONGEST_NAME = 40
Columns = Mapping[str, int]


@dataclass(frozen=True)
class Line:
    """The cells of one indicator by column (`pipeline.reporting.words_forms.COLUMNS`), and why the line is refused."""

    code: str
    cells: Mapping[str, Cell]
    refusal: Remark | None = None


@dataclass(frozen=True)
class ReturnedForm:
    """What a form says of itself, its lines by code, and what is said of the whole of it."""

    identity: Mapping[str, str]
    lines: Mapping[str, Line]
    notes: tuple[Remark, ...] = ()
    refusal: Remark | None = None


def find(sheets: Sequence[Sheet], codes: Sequence[str]) -> ReturnedForm:
    """Find identity and lines.

    Parameters
    ----------
    codes : of the indicators that were asked.
    """
    identity = _identity(sheets)
    if identity is None:
        return ReturnedForm({}, {}, refusal=Remark("form_no_identity"))
    tables = [(sheet, *found) for sheet in sheets if (found := _header(sheet)) is not None]
    if not tables:
        return ReturnedForm(identity, {}, refusal=Remark("form_no_table", {"expected": words_forms.COLUMNS["value"]}))
    if len(tables) > 1:
        names = ", ".join(sheet.name[:LONGEST_NAME] for sheet, *_ in tables[:5])
        return ReturnedForm(identity, {}, refusal=Remark("form_two_tables", {"found": names}))
    sheet, row, columns, twice = tables[0]
    if twice:
        return ReturnedForm(identity, {}, refusal=Remark("form_column_twice", {"found": ", ".join(twice)}))
    lines, unknown = _lines(sheet, row, columns, codes)
    notes = (
        [Remark("form_sheet_renamed", {"found": sheet.name[:LONGEST_NAME]})]
        if sheet.name != words_forms.SHEET_VALUES
        else []
    )
    gone = [text for name, text in words_forms.COLUMNS.items() if name not in columns]
    notes += [Remark("form_column_gone", {"found": ", ".join(gone)})] if gone else []
    notes += [Remark("form_unknown_line", {"found": ", ".join(text[:20] for text in unknown[:5])})] if unknown else []
    return ReturnedForm(identity, lines, tuple(notes))


def _identity(sheets: Sequence[Sheet]) -> dict[str, str] | None:
    """What the hidden sheet says, if exactly one sheet says something."""
    found = [sheet for sheet in sheets if str(sheet.at(0, 0).content) == MARK]
    if len(found) != 1:
        return None
    pairs = [(found[0].at(row, 0).content, found[0].at(row, 1).content) for row in range(1, LAST_IDENTITY_ROW)]
    return {str(name): str(text) for name, text in pairs if name is not None and text is not None}


def _header(sheet: Sheet) -> tuple[int, Columns, list[str]] | None:
    """The row of headers, the column of each, and headers that stand twice."""
    wanted = {collation.search_key(text): name for name, text in words_forms.COLUMNS.items()}
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        name = wanted.get(collation.search_key(str(cell.content))) if isinstance(cell.content, str) else None
        if name:
            by_row.setdefault(row, []).append((column, name))
    for row, found in by_row.items():
        names = [name for _, name in found]
        if len(set(names)) >= FEWEST_HEADERS and all(name in names for name in NEEDED):
            twice = sorted({words_forms.COLUMNS[name] for name in names if names.count(name) > 1})
            return row, {name: column for column, name in found}, twice
    return None


def _lines(sheet: Sheet, header: int, columns: Columns, codes: Sequence[str]) -> tuple[dict[str, Line], list[str]]:
    """A line for every code that was asked, and texts in the column of codes that are none of them."""
    rows: dict[str, list[int]] = {}
    unknown = []
    for row in sorted({row for row, _ in sheet.cells if row > header}):
        content = sheet.at(row, columns["code"]).content
        if content is None or not str(content).strip():
            continue
        code = str(content).strip()
        if code in codes:
            rows.setdefault(code, []).append(row)
        else:
            unknown.append(code)
    return {code: _line(sheet, code, rows.get(code, []), columns) for code in codes}, unknown


def _line(sheet: Sheet, code: str, rows: Sequence[int], columns: Columns) -> Line:
    if not rows:
        return Line(code, {}, Remark("line_missing"))
    cells = {name: sheet.at(rows[0], column) for name, column in columns.items()}
    if len(rows) > 1:
        found = ", ".join(sheet.at(row, columns["code"]).reference for row in rows)
        return Line(code, cells, Remark("line_twice", {"found": found}))
    area = sheet.area_of(rows[0], columns["value"])
    if area is not None and (area[0] != area[2] or area[1] != area[3]):
        return Line(code, cells, Remark("line_merged", {"found": cells["value"].reference}))
    return Line(code, cells)
