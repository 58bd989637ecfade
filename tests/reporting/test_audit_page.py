"""The audit's page: all parts, both languages, nothing hostile, the same bytes twice."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from pipeline.construction import audit_summary, finding
from pipeline.construction.finding import Finding
from pipeline.reporting import audit_page, style, words, words_findings
from pipeline.reporting.audit_page import AuditContent

FINDINGS = finding.table(
    [
        Finding("01_data", "units_ranked", "", 9, n=10, threshold=10, source="edition", verdict="borderline"),
        Finding("01_data", "unit_least_present", "U03", 0.7, n=12, threshold=0.66, source="edition", verdict="clear"),
        Finding("08_sensitivity", "indicator_out", "1.1", 1.5, n=9),
    ]
)
WORKED = pd.DataFrame(
    {
        "unit_code": "U03",
        "code": ["1.1", "1"],
        "parent": ["1", "0"],
        "level": [1, 2],
        "value": [12.0, None],
        "data_year": [2024, None],
        "origin": ["published", None],
        "treated": [12.0, None],
        "low": [0.0, None],
        "high": [20.0, None],
        "score": [60.0, 55.0],
        "share": [0.5, 0.3],
        "contribution": [30.0, 16.5],
        "rank": [2, 3],
    }
)


def content(edition, tables) -> AuditContent:
    own = {"findings": FINDINGS, "findings_data": FINDINGS.head(2), "worked": WORKED}
    own["page_one"] = audit_summary.page_one(FINDINGS)
    return AuditContent(edition=edition, language="vi", ledger_head="3f" * 32, run="audit-gii", tables=tables | own)


@pytest.fixture(scope="module")
def page(edition, tables) -> str:
    return audit_page.render(content(edition, tables))


def test_every_part_is_there_in_both_languages(page):
    for build in audit_page.SECTIONS:
        assert callable(build)
    anchors = re.findall(r'<section id="(vi|en)-(\w+)">', page)
    parts = [name for language, name in anchors if language == "vi"]
    assert parts == [name for language, name in anchors if language == "en"]
    assert len(parts) == len(audit_page.SECTIONS)
    assert set(re.findall(r'href="#(\w+-\w+)"', page)) == {f"{language}-{name}" for language, name in anchors}


def test_it_says_which_run_it_is_and_that_it_is_not_the_official_index(page):
    assert "3f" * 32 in page
    assert "Hư cấu; không phải PII chính thức." in page
    assert page.count("<dd>gii</dd>") == 2


def test_every_picture_says_what_it_shows(page):
    alternatives = re.findall(r'<img src="[^"]*" alt="([^"]*)"', page)
    assert len(alternatives) > 10
    assert all(alternatives)


def test_nothing_comes_from_elsewhere(page):
    assert not re.findall(r'(?:src|href)="(?!data:|#)', page)
    assert "<script" not in page


def test_equal_content_gives_equal_bytes(edition, tables, page):
    assert audit_page.render(content(edition, tables)) == page


def test_a_run_without_tables_says_so_and_does_not_fail(edition):
    empty = AuditContent(edition=edition, language="en", ledger_head="", run="audit-jrc", tables={})
    shown = audit_page.render(empty)
    assert '<html lang="en">' in shown
    assert "<img" not in shown
    assert words.word("no_unit_ranked", "en") in shown


def test_a_hostile_name_is_escaped(edition, tables, monkeypatch):
    monkeypatch.setattr(style, "png", lambda chart: b"")  # what is drawn is no text of the page
    framework = edition.full_framework
    nodes = tuple(
        node.model_copy(update={"name_vi": "<script>x</script>"}) if node.code == "1.1" else node
        for node in framework.nodes
    )
    hostile = edition.model_copy(update={"full_framework": framework.model_copy(update={"nodes": nodes})})
    hostile.__dict__.pop("framework", None)
    shown = audit_page.render(content(hostile, tables))
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_every_question_of_page_one_has_a_sentence():
    assert set(audit_summary.PAGE_ONE) <= set(words_findings.sentences())
