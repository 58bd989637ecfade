"""One returned file from its bytes to what it says, or why it is refused as a whole."""

from __future__ import annotations

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

import xlrd
from defusedxml import DefusedXmlException
from openpyxl.utils.exceptions import CellCoordinatesException, InvalidFileException
from xlrd.compdoc import CompDocError

from pipeline.collection import (
    line_reading,
    return_file,
    returned_form,
    sheets_ods,
    sheets_xls,
    sheets_xlsx,
)
from pipeline.collection.cell_reading import Remark
from pipeline.collection.data_round import Round
from pipeline.collection.form_field import FormField
from pipeline.collection.line_reading import LineReading
from pipeline.collection.return_file import Kind
from pipeline.collection.sheet import Sheet, TooManyCells

READERS: Mapping[Kind, Callable[[bytes], list[Sheet]]] = {
    "xlsx": sheets_xlsx.read,
    "xls": sheets_xls.read,
    "ods": sheets_ods.read,
}
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ParseError,
    DefusedXmlException,
    InvalidFileException,
    CellCoordinatesException,
    xlrd.XLRDError,
    CompDocError,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
)
"""What the libraries raise for files that are not what they seem; whatever it is, the file is refused and not guessed at."""


@dataclass(frozen=True)
class FormReading:
    """What one file says. ``file`` is its name within the folder of returns; a refused file has no lines."""

    file: str
    sha256: str
    kind: str = ""
    unit_code: str = ""
    notes: tuple[Remark, ...] = ()
    refusal: Remark | None = None
    lines: tuple[LineReading, ...] = ()


def read(content: bytes, file: str, *, asked: Round, fields: Sequence[FormField]) -> FormReading:
    """Read one file as a form of the round.

    Parameters
    ----------
    content : its bytes, read once: what is digested is what is read, whatever becomes of the file meanwhile.
    file : how it is named in what is recorded.
    fields : what the round asks; last values do not matter here.
    """
    digest = hashlib.sha256(content).hexdigest()
    opened = return_file.check(content)
    if isinstance(opened, Remark):
        return FormReading(file, digest, refusal=opened)
    known = FormReading(file, digest, opened.kind, notes=opened.notes)
    try:
        sheets = READERS[opened.kind](content)
    except TooManyCells:
        return _refused(known, Remark("file_bomb"))
    except DAMAGED as error:
        password = isinstance(error, xlrd.XLRDError) and "encrypt" in str(error).lower()
        return _refused(
            known, Remark("file_password") if password else Remark("file_damaged", {"found": type(error).__name__})
        )
    form = returned_form.find(sheets, asked.indicators)
    refusal = form.refusal or _of_another_form(form.identity, asked)
    unit = form.identity.get("unit_code", "")
    if refusal is not None:
        return _refused(known, refusal, unit if unit in asked.units else "")
    lines = tuple(line_reading.read(form.lines[field.code], field) for field in fields)
    return FormReading(file, digest, opened.kind, unit, (*opened.notes, *form.notes), None, lines)


def _refused(known: FormReading, refusal: Remark, unit_code: str = "") -> FormReading:
    return FormReading(known.file, known.sha256, known.kind, unit_code, known.notes, refusal)


def _of_another_form(identity: Mapping[str, str], asked: Round) -> Remark | None:
    """Why the form is none of this round's; the first reason."""
    unit = identity.get("unit_code", "")
    expected = {
        "form_other_edition": ("edition", asked.edition),
        "form_other_framework": ("framework_digest", asked.framework_digest),
        "form_other_round": ("round", asked.name),
        "form_other_version": ("form_version", str(asked.form_version)),
    }
    for key, (name, value) in expected.items():
        if identity.get(name) != value:
            return Remark(key, {"found": _short(identity, name), "expected": value[:16]})
    if unit not in asked.units:
        return Remark("form_other_unit", {"found": _short(identity, "unit_code")})
    if identity.get("form_id") != asked.form_id(unit):
        found = {"found": _short(identity, "form_id"), "expected": asked.form_id(unit)}
        return Remark("form_identity_changed", found)
    return None


def _short(identity: Mapping[str, str], name: str) -> str:
    return line_reading.cleaned(identity.get(name, ""))[:16]
