"""The table that ends every chapter of the audit."""

from __future__ import annotations

import pytest

from pipeline.construction import finding
from pipeline.construction.finding import Finding
from pipeline.reporting import tables, words_findings

TEMPLATES = {"low_rest": ("{subject} thấp", "{subject} is low")}


@pytest.fixture(autouse=True)
def _templates(monkeypatch):
    monkeypatch.setattr(words_findings, "sentences", lambda: TEMPLATES)


def test_each_finding_is_a_row_with_its_number_interval_n_threshold_source_and_verdict(edition):
    made = Finding("05", "low_rest", "1", 0.2, 0.1, 0.29, 63, 0.3, "handbook", "fail")
    shown = tables.findings(finding.table([made]), edition, language="en")
    cells = [column.cells[0] for column in shown.columns]
    assert cells[:6] == ["1 Fictitious pillar 1 is low", "fail", "0.20", "[0.10; 0.29]", "63", "0.30"]
    assert "Handbook" in cells[6]
    assert shown.marked == {0}


def test_the_note_counts_the_verdicts(edition):
    made = [Finding("05", "low_rest", code, verdict=verdict) for code, verdict in (("1", "fail"), ("2", "descriptive"))]
    shown = tables.findings(finding.table(made), edition, language="en")
    assert "Clear: 0; borderline: 0; fail: 1; descriptive, undefined or not applicable: 1." in shown.note


def test_what_a_finding_does_not_have_is_empty(edition):
    shown = tables.findings(finding.table([Finding("05", "low_rest", "1")]), edition, language="vi")
    assert [column.cells[0] for column in shown.columns][1:] == ["mô tả", "", "", "", "", ""]


def test_no_findings_is_said(edition):
    shown = tables.findings(finding.table([]), edition, language="vi")
    assert shown.n_rows == 0
    assert "không có phát hiện" in shown.note


def test_a_number_stands_in_its_column_as_in_its_sentence(edition, monkeypatch):
    shares = {"share": ("{value:percent} {interval:percent}", "{value:percent} {interval:percent} of {threshold}")}
    monkeypatch.setattr(words_findings, "sentences", lambda: shares)
    made = Finding("05", "share", "", 0.32, 0.27, 0.39, 63, 0.3)
    shown = tables.findings(finding.table([made]), edition, language="en")
    cells = [column.cells[0] for column in shown.columns]
    assert cells[0] == "32% [27%; 39%] of 0.30"
    assert cells[2:6] == ["32%", "[27%; 39%]", "63", "0.30"]


def test_findings_stand_in_the_order_of_the_catalogue_unless_another_is_wanted(edition, monkeypatch):
    monkeypatch.setattr(words_findings, "sentences", lambda: {"mean": ("m", "mean"), "largest": ("l", "largest")})
    table = finding.table([Finding("05", "largest"), Finding("05", "mean")])
    assert list(tables.findings(table, edition, language="en").columns[0].cells) == ["mean", "largest"]
    as_given = tables.findings(table, edition, language="en", as_given=True)
    assert list(as_given.columns[0].cells) == ["largest", "mean"]
