"""Documents beside the forms: found by name, kept by digest, and never outside the returns."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.collection import evidence
from pipeline.collection.cell_reading import Reading
from pipeline.collection.form_reading import FormReading
from pipeline.collection.line_reading import LineReading
from pipeline.data import digests


@pytest.fixture
def returns(tmp_path):
    folder = tmp_path / "returns"
    (folder / "evidence/T01").mkdir(parents=True)
    return folder


def found(returns, *named):
    form = FormReading("T01.xlsx", "", "xlsx", "T01", lines=(LineReading("1", "", Reading(1.0), evidence=named),))
    return {row["named"]: row["file"] for row in evidence.found(form, returns / "T01.xlsx", returns)}


@pytest.mark.parametrize("place", ["evidence/T01", "evidence", "."])
def test_a_document_is_found_beside_the_form_or_in_a_folder_of_evidence(place, returns):
    (returns / place / "a.pdf").write_bytes(b"%PDF")
    assert found(returns, "a.pdf", "b.pdf") == {"a.pdf": f"{place}/a.pdf".removeprefix("./"), "b.pdf": ""}


def test_capitals_and_composed_letters_make_no_difference(returns):
    (returns / "evidence" / unicodedata.normalize("NFD", "Báo cáo.PDF")).write_bytes(b"%PDF")
    assert found(returns, "C:\\Số liệu\\báo cáo.pdf")["C:\\Số liệu\\báo cáo.pdf"] != ""


@pytest.mark.parametrize(
    "name", ["../outside.pdf", "/etc/passwd", "..", ".", "\\\\server\\share\\x", "a\0b", "evidence"]
)
def test_nothing_outside_the_returns_is_found(name, returns):
    (returns.parent / "outside.pdf").write_bytes(b"x")
    assert found(returns, name) == {name: ""}


def test_links_are_not_followed(returns, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.pdf").write_bytes(b"x")
    (returns / "a.pdf").symlink_to(outside / "a.pdf")
    (returns / "evidence/T01").rmdir()
    (returns / "evidence/T01").symlink_to(outside)
    assert found(returns, "a.pdf") == {"a.pdf": ""}


def test_the_digest_is_of_the_document(returns):
    (returns / "a.pdf").write_bytes(b"%PDF")
    form = FormReading("T01.xlsx", "", "xlsx", "T01", lines=(LineReading("1", "", Reading(1.0), evidence=("a.pdf",)),))
    assert evidence.found(form, returns / "T01.xlsx", returns)[0]["sha256"] == digests.of_file(returns / "a.pdf")
