"""Workbooks made by hand, byte by byte: old ``.xls``, ``.ods``, envelopes, and parts of ``.xlsx`` exchanged."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape, quoteattr

import openpyxl

Place = tuple[int, int]
SECTOR = 512
END, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
ODS = "application/vnd.oasis.opendocument.spreadsheet"
PERCENT, DATE, WORDED = "0.00%", "dd/mm/yyyy", '0.0" triệu"'
LOOKS = ("General", PERCENT, DATE, WORDED)


@dataclass(frozen=True)
class Made:
    """One cell: its content (of a formula, as computed), look, formula and comment."""

    content: object
    look: str = "General"
    formula: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Table:
    """One sheet."""

    name: str
    cells: Mapping[Place, Made]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = field(default=())

    def with_cells(self, changed: Mapping[Place, Made]) -> Table:
        return replace(self, cells={**self.cells, **changed})


def tables_of(xlsx: bytes) -> list[Table]:
    """The sheets of an ``.xlsx`` file."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx))
    return [
        Table(
            sheet.title,
            {
                (cell.row - 1, cell.column - 1): Made(cell.value)
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            },
            hidden=sheet.sheet_state != "visible",
        )
        for sheet in book.worksheets
    ]


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def exchanged(content: bytes, changed: Mapping[str, Callable[[str], str]], **added: bytes | str) -> bytes:
    """A zip with some of its texts rewritten, and members added (``__`` in a name stands for a slash)."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    for name, rewrite in changed.items():
        before = members[name]
        text = before.decode() if isinstance(before, bytes) else before
        members[name] = rewrite(text)
        assert members[name] != text, f"nothing was changed in {name}"
    return zipped(members | {name.replace("__", "/"): text for name, text in added.items()})


def to_ods(tables: list[Table], *, prologue: str = "", name: str = "content.xml") -> bytes:
    """An OpenDocument spreadsheet; ``prologue`` stands before the root element."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
    )
    hidden = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    body = "".join(_ods_table(table) for table in tables)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prologue}<office:document-content {spaces}><office:automatic-styles>'
        f"{hidden}</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return zipped({"mimetype": ODS, "META-INF/manifest.xml": "<manifest/>", name: content})


def _ods_table(table: Table) -> str:
    width = max((column for _, column in table.cells), default=0) + 1
    collapsed = ' table:visibility="collapse"'
    columns = "".join(f"<table:table-column{collapsed * (c in table.hidden_columns)}/>" for c in range(width))
    style = ' table:style-name="h"' if table.hidden else ""
    rows = []
    for row in range(max((row for row, _ in table.cells), default=0) + 1):
        cells = "".join(_ods_cell(table, (row, column)) for column in range(width))
        rows.append(f"<table:table-row{collapsed * (row in table.hidden_rows)}>{cells}</table:table-row>")
    return f"<table:table table:name={quoteattr(table.name)}{style}>{columns}{''.join(rows)}</table:table>"


def _ods_cell(table: Table, place: Place) -> str:
    made = table.cells.get(place, Made(None))
    area = next((area for area in table.merged if area[:2] == place), None)
    spans = ""
    if area:
        spans = f' table:number-rows-spanned="{area[2] - area[0] + 1}" table:number-columns-spanned="{area[3] - area[1] + 1}"'
    formula = f" table:formula={quoteattr(made.formula)}" if made.formula else ""
    comment = f"<office:annotation><text:p>{escape(made.comment)}</text:p></office:annotation>" if made.comment else ""
    kind, text = _ods_value(made)
    shown = f"<text:p>{escape(text)}</text:p>" if text else ""
    return f"<table:table-cell{kind}{formula}{spans}>{comment}{shown}</table:table-cell>"


def _ods_value(made: Made) -> tuple[str, str]:
    if made.content is None:
        return "", ""
    if isinstance(made.content, datetime.date):
        return f' office:value-type="date" office:date-value="{made.content.isoformat()}"', str(made.content)
    if isinstance(made.content, int | float):
        kind = "percentage" if made.look == PERCENT else "float"
        return f' office:value-type="{kind}" office:value="{made.content!r}"', f"{made.content:g}"
    return ' office:value-type="string"', str(made.content)


def to_xls(tables: list[Table], *, foreign: bool = False, macros: bool = False, password: bool = False) -> bytes:
    """An Excel 97 workbook; ``foreign`` declares another workbook, which a formula ``=[1]`` takes its value from."""
    fonts = _record(0x0031, struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 5, 0) + b"Arial") * 5
    formats = _record(0x041E, struct.pack("<H", 164) + _text(WORDED))
    keys = {"General": 0, PERCENT: 10, DATE: 14, WORDED: 164}
    looks = b"".join(
        _record(0x00E0, struct.pack("<HHHBBBBIiH", 0, keys[look], 0, 0, 0, 0, 0, 0, 0, 0)) for look in LOOKS
    )
    books = b""
    if foreign:
        path = _text("\x01other.xls")[2:]
        books = _record(0x01AE, struct.pack("<HH", 1, 10) + path + _text("Sheet1")) + _record(
            0x01AE, b"\x01\x00\x01\x04"
        )
        books += _record(0x0017, struct.pack("<HHHHHHH", 2, 0, 0, 0, 1, 0, 0))
    sheets = [_xls_sheet(table) for table in tables]
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    begin += _record(0x002F, struct.pack("<H", 1) + bytes(52)) * password + fonts + formats + looks
    names = [_sheet_name(table.name) for table in tables]
    position = len(begin) + len(books) + sum(4 + 6 + len(name) for name in names) + 4
    bound = b""
    for table, name, sheet in zip(tables, names, sheets, strict=True):
        bound += _record(0x0085, struct.pack("<IBB", position, 1 if table.hidden else 0, 0) + name)
        position += len(sheet)
    streams = {"Workbook": begin + bound + books + _record(0x000A) + b"".join(sheets)}
    return ole(streams | ({"_VBA_PROJECT": b"x"} if macros else {}))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _sheet_name(name: str) -> bytes:
    return struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")


def _xls_sheet(table: Table) -> bytes:
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    for column in sorted(table.hidden_columns):
        begin += _record(0x007D, struct.pack("<HHHHHH", column, column, 2000, 0, 1, 0))
    for row in sorted({row for row, _ in table.cells}):
        flags = 0x20 if row in table.hidden_rows else 0
        begin += _record(0x0208, struct.pack("<HHHHHHI", row, 0, 20, 300, 0, 0, flags))
    begin += b"".join(_xls_cell(place, made) for place, made in sorted(table.cells.items()))
    if table.merged:
        areas = b"".join(struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in table.merged)
        begin += _record(0x00E5, struct.pack("<H", len(table.merged)) + areas)
    return begin + _record(0x000A)


def _xls_cell(place: Place, made: Made) -> bytes:
    where = struct.pack("<HHH", *place, LOOKS.index(made.look))
    content = made.content
    if isinstance(content, datetime.date):
        content = float((content - datetime.date(1899, 12, 30)).days)
    if made.formula:
        tokens = bytes((0x5A, 0, 0, 0, 0, 0, 0)) if "[1]" in made.formula else b"\x1e\x01\x00"
        return _record(0x0006, where + struct.pack("<dHIH", content, 0, 0, len(tokens)) + tokens)
    if isinstance(content, str) and content.startswith("#"):
        return _record(0x0205, where + bytes((0x07, 1)))
    if isinstance(content, str):
        return _record(0x0204, where + _text(content))
    return _record(0x0203, where + struct.pack("<d", content))


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with some streams, each in sectors of its own."""
    chains, data = [], b""
    for stream in streams.values():
        padded = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
        chains.append((len(data) // SECTOR, len(padded) // SECTOR, len(padded)))
        data += padded
    n_entries = -(-(len(streams) + 1) // 4) * 4
    n_directory = n_entries // 4
    n_used = len(data) // SECTOR + n_directory
    n_fat = next(n for n in range(1, 110) if n * 128 >= n_used + n)
    fat: list[int] = []
    for begin, length, _ in chains:
        fat += [*range(begin + 1, begin + length), END]
    directory_at = len(fat)
    fat += [*range(directory_at + 1, directory_at + n_directory), END] + [FAT_SECTOR] * n_fat
    fat += [FREE] * (n_fat * 128 - len(fat))
    directory = _entry("Root Entry", 5, child=1, begin=END, size=0)
    for number, (name, chain) in enumerate(zip(streams, chains, strict=True), start=1):
        right = number + 1 if number < len(streams) else FREE
        directory += _entry(name, 2, right=right, begin=chain[0], size=chain[2])
    directory = directory.ljust(n_directory * SECTOR, b"\0")
    fat_at = [directory_at + n_directory + n for n in range(n_fat)]
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, n_fat, directory_at, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *(fat_at + [FREE] * (109 - n_fat)))
    return header + data + directory + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, *, child: int = FREE, right: int = FREE, begin: int, size: int) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    entry = (
        letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1) + struct.pack("<III", FREE, right, child)
    )
    return (entry + bytes(36)).ljust(116, b"\0") + struct.pack("<IQ", begin, size)
