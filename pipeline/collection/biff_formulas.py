"""Which cells of an old ``.xls`` file are formulas, and which of these look into another file; xlrd does not tell.

References
----------
Microsoft, [MS-XLS] Excel Binary File Format (.xls) Structure: records BoundSheet8, SupBook, ExternSheet, Formula; tokens
PtgRef3d, PtgArea3d. Rentz (2008), OpenOffice.org's documentation of the Microsoft Excel file format, revision 1.42.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlrd import compdoc

from pipeline.collection.sheet import Place

BOF, BOUND_SHEET, EXTERN_SHEET, FORMULA, SUP_BOOK = 0x0809, 0x0085, 0x0017, 0x0006, 0x01AE
OWN_BOOK, ADD_IN = 0x0401, 0x3A01
REFERENCES_3D = (0x3A, 0x5A, 0x7A, 0x3B, 0x5B, 0x7B)
TOKENS_FROM = 22
"""Of a formula's record: after row, column, look, result, flags and length."""


@dataclass(frozen=True)
class Formula:
    """A cell that is computed; whether from another file."""

    elsewhere: bool = False


def find(content: bytes) -> Mapping[str, Mapping[Place, Formula]]:
    """Sheet -> place -> formula, of workbooks of Excel 97 and later; nothing of older ones.

    Raises
    ------
    struct.error, xlrd.compdoc.CompDocError : a damaged file.
    """
    document = compdoc.CompDoc(content, logfile=io.StringIO())
    stream = document.get_named_stream("Workbook")
    if stream is None:
        return {}
    names: dict[int, str] = {}
    foreign_books: list[bool] = []
    foreign: set[int] = set()
    found: dict[str, dict[Place, Formula]] = {}
    own: dict[Place, Formula] = {}
    for position, kind, data in _records(stream):
        if kind == BOUND_SHEET:
            names[struct.unpack_from("<I", data)[0]] = _name(data)
        elif kind == SUP_BOOK:
            foreign_books.append(struct.unpack_from("<H", data, 2)[0] not in (OWN_BOOK, ADD_IN))
        elif kind == EXTERN_SHEET:
            foreign |= _foreign(data, foreign_books)
        elif kind == BOF and position in names:
            own = found.setdefault(names[position], {})
        elif kind == FORMULA:
            row, column = struct.unpack_from("<HH", data)
            own[row, column] = Formula(_looks_elsewhere(data[TOKENS_FROM:], foreign))
    return found


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Where each record begins, its kind and its data."""
    position = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        yield position, kind, stream[position + 4 : position + 4 + length]
        position += 4 + length


def _name(data: bytes) -> str:
    """Of a sheet: its length, whether it is in two bytes a letter, its letters."""
    length, wide = data[6], data[7] & 1
    letters = data[8 : 8 + length * (2 if wide else 1)]
    return letters.decode("utf-16-le" if wide else "latin-1")


def _foreign(data: bytes, foreign_books: list[bool]) -> set[int]:
    """Numbers of the references that lead into another file."""
    (count,) = struct.unpack_from("<H", data)
    books = [struct.unpack_from("<H", data, 2 + 6 * number)[0] for number in range(min(count, len(data) // 6))]
    return {number for number, book in enumerate(books) if book < len(foreign_books) and foreign_books[book]}


def _looks_elsewhere(tokens: bytes, foreign: set[int]) -> bool:
    """Whether some token is a reference into another file; a false alarm costs one question."""
    return any(
        tokens[place] in REFERENCES_3D and int.from_bytes(tokens[place + 1 : place + 3], "little") in foreign
        for place in range(len(tokens) - 2)
    )
