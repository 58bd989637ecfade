"""Whether a returned file may be opened at all: which kind it is, and what would harm whoever opens it.

Looked at before any program for spreadsheets sees it: the first bytes, and of a zip its list of contents. Limits are far
above what a form needs and far below what a machine has.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Literal

from pipeline.collection.cell_reading import Remark

Kind = Literal["xlsx", "ods", "xls"]

MB = 1_000_000
LARGEST_FILE = 20 * MB
LARGEST_MEMBER, LARGEST_CONTENT = 15 * MB, 40 * MB  # unpacked: one member, all together
MOST_MEMBERS = 2000
LARGEST_RATIO, RATIO_FROM = 200, 2 * MB  # unpacked to packed size of one member, where it unpacks to more than this
ZIP, OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = 0x1
ODS = "application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True)
class Openable:
    """A file that may be opened as a workbook of this kind."""

    kind: Kind
    notes: tuple[Remark, ...] = ()


def check_size(size: int) -> Remark | None:
    """Whether a file is too small or too large to be a form, before it is read."""
    if size == 0:
        return Remark("file_empty")
    if size > LARGEST_FILE:
        return Remark("file_too_large", {"found": f"{size / MB:.0f} MB", "most": f"{LARGEST_FILE / MB:.0f} MB"})
    return None


def check(content: bytes) -> Openable | Remark:
    """What kind of workbook the bytes of a file are, or why it is refused."""
    wrong_size = check_size(len(content))
    if wrong_size is not None:
        return wrong_size
    if content.startswith(OLE):
        return _compound(content)
    if not content.startswith(ZIP):
        return Remark("file_no_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _zipped(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        OSError,
        EOFError,
        LookupError,
        ValueError,
        RuntimeError,
    ) as error:
        return Remark("file_damaged", {"found": type(error).__name__})


def _compound(content: bytes) -> Openable | Remark:
    """An old Excel file, or an envelope around a file with a password."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Remark("file_password")
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        macros = "_VBA_PROJECT".encode("utf-16-le") in content
        return Openable("xls", (Remark("file_macros"),) if macros else ())
    return Remark("file_no_workbook")


def _zipped(archive: zipfile.ZipFile) -> Openable | Remark:
    members = archive.infolist()
    if any(member.flag_bits & ENCRYPTED for member in members):
        return Remark("file_password")
    if _is_bomb(members):
        return Remark("file_bomb")
    names = {member.filename for member in members}
    if len(names) < len(members):  # programs differ in which of two they take: what was seen need not be what is read
        return Remark("file_damaged", {"found": "two parts of one name"})
    if "xl/workbook.xml" in names:
        notes = [Remark("file_macros")] if "xl/vbaProject.bin" in names else []
        if any(name.startswith("xl/externalLinks/") for name in names):
            notes.append(Remark("file_external_links"))
        return Openable("xlsx", tuple(notes))
    if "mimetype" in names and archive.read("mimetype").decode("ascii", "replace").strip() == ODS:
        manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        return Remark("file_password") if b"encryption-data" in manifest else Openable("ods")
    return Remark("file_no_workbook")


def _is_bomb(members: list[zipfile.ZipInfo]) -> bool:
    """Whether the declared sizes are beyond the limits; a reader of a member stops at its declared size."""
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_CONTENT:
        return True
    return any(
        member.file_size > LARGEST_MEMBER
        or (member.file_size > RATIO_FROM and member.file_size > LARGEST_RATIO * max(member.compress_size, 1))
        for member in members
    )
