"""Which files may be opened at all."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import ODS, ole, zipped

from pipeline.collection import return_file
from pipeline.collection.cell_reading import Remark
from pipeline.collection.return_file import Openable

XLSX = {"xl/workbook.xml": "<workbook/>"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (zipped(XLSX), "xlsx"),
        (zipped({"mimetype": ODS, "content.xml": "<x/>"}), "ods"),
        (ole({"Workbook": b"x"}), "xls"),
        (ole({"Book": b"x"}), "xls"),
    ],
)
def test_a_workbook_is_known_by_its_content(content, kind):
    assert return_file.check(content) == Openable(kind)


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        (b"", "file_empty"),
        (b"%PDF-1.7", "file_no_workbook"),
        (b"PK\x03\x04 and no more", "file_damaged"),
        (zipped({"a": "b"}), "file_no_workbook"),
        (zipped({"mimetype": "text/plain"}), "file_no_workbook"),
        (ole({"EncryptedPackage": b"x"}), "file_password"),
        (ole({"WordDocument": b"x"}), "file_no_workbook"),
        (zipped(XLSX | {"xl/media/1": bytes(return_file.LARGEST_MEMBER + 1)}), "file_bomb"),
        (zipped(XLSX | {f"{n}": b"" for n in range(return_file.MOST_MEMBERS)}), "file_bomb"),
        (zipped(XLSX | {"xl/media/1": bytes(return_file.RATIO_FROM + 1)}), "file_bomb"),
        (bytes(return_file.LARGEST_FILE + 1), "file_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_may_not_be_opened_is_refused(content, remark):
    found = return_file.check(content)
    assert isinstance(found, Remark)
    assert found.key == remark


def test_macros_and_links_are_noted():
    found = return_file.check(zipped(XLSX | {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": "<x/>"}))
    assert [note.key for note in found.notes] == ["file_macros", "file_external_links"]


def test_two_parts_of_one_name_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("xl/workbook.xml", "<workbook>other</workbook>")
    assert return_file.check(buffer.getvalue()).key == "file_damaged"


@given(st.binary(max_size=400), st.sampled_from([b"", return_file.ZIP, return_file.OLE]))
def test_any_bytes_are_told_apart_without_a_failure(rest, begin):
    found = return_file.check(begin + rest)
    assert isinstance(found, Remark | Openable)
