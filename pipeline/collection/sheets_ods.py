"""Sheets of an ``.ods`` file, from its ``content.xml``, by a parser that resolves no entities.

References
----------
OASIS, Open Document Format for Office Applications 1.3, part 3: sections 9.1 (table:table-cell and what repeats) and
19.385 (office:value-type).
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from pipeline.collection.cell import Cell, Content
from pipeline.collection.sheet import MOST_CELLS, Area, Place, Sheet, TooManyCells, reference

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
NOT_SHOWN = ("collapse", "filter")
ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
ANNOTATION = f"{OFFICE}annotation"
BLANK_SIGNS = (f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break")
ELSEWHERE = re.compile(r"'[^']*'#|\bDDE\s*\(", re.IGNORECASE)
"""In a formula: a cell of another file; a live link to another program."""

DURATION = re.compile(r"PT(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,5})(?:[.,]\d+)?S)?")


def read(content: bytes) -> list[Sheet]:
    """Every sheet of cells.

    Raises
    ------
    TooManyCells : more than `MOST_CELLS` hold something.
    KeyError, xml.etree.ElementTree.ParseError, defusedxml.DefusedXmlException : a damaged or hostile file.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    hidden = _hidden_styles(root)
    budget = [MOST_CELLS]
    tables = root.iterfind(f".//{OFFICE}spreadsheet/{TABLE}table")  # not those within cells or behind live links
    return [_sheet(table, hidden, budget) for table in tables]


def _hidden_styles(root: Element) -> set[str]:
    """Styles of sheets that are not shown."""
    found = set()
    for style in root.iter(f"{STYLE}style"):
        for properties in style.iter(f"{STYLE}table-properties"):
            if properties.get(f"{TABLE}display") == "false":
                found.add(style.get(f"{STYLE}name", ""))
    return found


def _sheet(table: Element, hidden_styles: set[str], budget: list[int]) -> Sheet:
    name = table.get(f"{TABLE}name", "")
    hidden = table.get(f"{TABLE}style-name", "") in hidden_styles
    columns = _hidden_columns(table)
    cells: dict[Place, Cell] = {}
    merged: list[Area] = []
    row = 0
    for element in table.iter(f"{TABLE}table-row"):
        repeated = _count(element, "rows-repeated")
        concealed = hidden or element.get(f"{TABLE}visibility") in NOT_SHOWN
        own = list(_row(element))
        for copy in range(repeated if own else 0):
            for column, cell in own:
                budget[0] -= 1
                if budget[0] < 0:
                    raise TooManyCells
                place = (row + copy, column)
                cells[place] = _cell(name, place, cell, hidden=concealed or column in columns)
                area = _area(place, cell)
                merged += [area] if area else []
        row += repeated
    return Sheet(name, cells, tuple(merged), hidden)


def _row(element: Element) -> Iterator[tuple[int, Element]]:
    """Cells that hold something, with their columns."""
    column = 0
    for cell in element:
        if cell.tag not in CELLS:
            continue
        repeated = _count(cell, "columns-repeated")
        if _content(cell) is not None or cell.get(f"{TABLE}formula"):
            for copy in range(min(repeated, MOST_CELLS + 1)):
                yield column + copy, cell
        column += repeated


def _count(element: Element, what: str) -> int:
    text = element.get(f"{TABLE}number-{what}", "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _hidden_columns(table: Element) -> set[int]:
    found: set[int] = set()
    column = 0
    for element in table.iter(f"{TABLE}table-column"):
        repeated = _count(element, "columns-repeated")
        if element.get(f"{TABLE}visibility") in NOT_SHOWN:
            found |= set(range(column, column + min(repeated, MOST_CELLS)))
        column += repeated
    return found


def _area(place: Place, cell: Element) -> Area | None:
    rows, columns = _count(cell, "rows-spanned"), _count(cell, "columns-spanned")
    if (rows, columns) == (1, 1):
        return None
    return place[0], place[1], place[0] + rows - 1, place[1] + columns - 1


def _cell(sheet: str, place: Place, cell: Element, *, hidden: bool) -> Cell:
    percentage = cell.get(f"{OFFICE}value-type") == "percentage"
    formula = cell.get(f"{TABLE}formula", "")
    return Cell(
        sheet=sheet,
        reference=reference(*place),
        content=_content(cell),
        number_format="0%" if percentage else "",
        formula=formula,
        hidden=hidden,
        elsewhere=bool(ELSEWHERE.search(formula)),
    )


def _content(cell: Element) -> Content:
    kind = cell.get(f"{OFFICE}value-type")
    text = "\n".join(_paragraph(part) for part in cell.findall(f"{TEXT}p"))  # not those of a comment on the cell
    if cell.get(ERROR_TYPE) == "error":
        return text or "#VALUE!"
    if kind in ("float", "percentage", "currency"):
        return _number(cell.get(f"{OFFICE}value", "")) if not text.startswith("#") else text
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    if kind == "date":
        return _date(cell.get(f"{OFFICE}date-value", ""), text)
    if kind == "time":
        parts = DURATION.fullmatch(cell.get(f"{OFFICE}time-value", ""))
        hours, minutes, seconds = (int(part or 0) for part in parts.groups()) if parts else (0, 0, 0)
        return datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds) if parts else text
    return text or cell.get(f"{OFFICE}string-value") or None


def _paragraph(element: Element) -> str:
    """Its text, with the blanks that the format writes as elements and without comments."""
    parts = [element.text or ""]
    for child in element:
        inner = " " if child.tag in BLANK_SIGNS else "" if child.tag == ANNOTATION else _paragraph(child)
        parts += [inner, child.tail or ""]
    return "".join(parts)


def _number(text: str) -> Content:
    try:
        return float(text)
    except ValueError:
        return text


def _date(value: str, text: str) -> Content:
    try:
        return datetime.datetime.fromisoformat(value)
    except ValueError:
        return text or value
