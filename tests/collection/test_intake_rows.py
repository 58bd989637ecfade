"""Rows of the tables of an intake."""

from __future__ import annotations

import pytest

from pipeline.collection import intake_rows
from pipeline.collection.cell_reading import Reading, Remark
from pipeline.collection.form_reading import FormReading
from pipeline.collection.line_reading import LineReading
from pipeline.errors import DataError

FORM = FormReading("a.xlsx", "12ab", "xlsx", "T01")


def test_a_value_without_its_evidence_is_noted():
    line = LineReading("1", "S!G5", Reading(5.0), raw="5", evidence=("a.pdf",))
    sent, lost = ({"code": "1", "sha256": digest} for digest in ("12", ""))
    assert intake_rows.of_value(FORM, line, [sent])["outcome"] == "accepted"
    row = intake_rows.of_value(FORM, line, [sent, lost])
    assert (row["outcome"], row["notes"], row["value"]) == ("noted", "evidence_missing", 5.0)
    assert row["said_vi"] == "Có ghi tên tệp minh chứng nhưng không nhận được tệp."


def test_a_refusal_is_told_in_both_languages():
    line = LineReading("1", "S!G5", Reading(refusal=Remark("negative", {"found": "-1"})))
    row = intake_rows.of_refusal(FORM, line)
    assert (row["remark"], row["said_en"]) == ("negative", "This cannot be negative; found -1. Check it.")
    with pytest.raises(DataError, match=r"a.xlsx, S!G5: a refused line needs its reason"):
        intake_rows.of_refusal(FORM, LineReading("1", "S!G5", Reading(5.0)))


def test_a_document_that_a_form_names_has_nothing_to_mend():
    refused = FormReading("a.pdf", "12", refusal=Remark("file_no_workbook"))
    assert intake_rows.of_file(intake_rows.as_evidence(refused))["outcome"] == "noted"
    assert intake_rows.as_evidence(FORM) is FORM
    assert intake_rows.of_file(refused)["said_en"].startswith("A workbook (.xlsx, .xls, .ods) is expected")
