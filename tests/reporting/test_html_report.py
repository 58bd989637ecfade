"""The report: both languages, nothing hostile, nothing from elsewhere, the same bytes twice."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from pipeline.reporting import content, html_report

HOSTILE = ("<script>alert(1)</script>", "=1+1", "@SUM(A1)", "-2", "+3", '"><img src=x>')


@pytest.fixture(scope="module")
def page(edition, tables) -> str:
    return html_report.render(content.collect(edition, tables, language="vi", ledger_head="3f" * 32))


class Tags(HTMLParser):
    """Opening and closing tags, to see that they match; ids, to see that they are unique."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.faults: list[str] = []

    def handle_startendtag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_starttag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in {"meta", "input", "img", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open.pop() != tag:
            self.faults.append(tag)


def test_both_languages_are_there_and_the_edition_says_what_it_is_not(page):
    assert page.count('<div class="page vi" lang="vi">') == page.count('<div class="page en" lang="en">') == 1
    assert "Hư cấu; không phải PII chính thức." in page
    assert "Fictitious; not the official PII." in page


def test_the_thresholds_of_screening_stand_in_both_languages(page):
    assert "Ngưỡng để được xếp hạng" in page
    assert "Thresholds of screening" in page


def test_the_language_asked_for_is_shown_first(edition, tables):
    english = html_report.render(content.collect(edition, tables, language="en"))
    assert re.search(r'id="show-en"[^>]*checked', english)
    assert not re.search(r'id="show-vi"[^>]*checked', english)
    assert '<html lang="en">' in english


def test_tags_match_and_ids_are_unique(page):
    tags = Tags()
    tags.feed(page)
    assert tags.faults == []
    assert tags.open == []
    assert len(tags.ids) == len(set(tags.ids))


def test_every_link_inside_leads_somewhere(page):
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets - set(re.findall(r'id="([^"]+)"', page)) == set()


def test_hostile_names_are_escaped(make):
    edition, tables = make(names=HOSTILE)
    page = html_report.render(content.collect(edition, tables, language="vi"))
    assert "<script" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_nothing_comes_from_elsewhere_and_nothing_runs(page):
    assert not re.search(r'(src|href)="(?!#|data:image/png;base64,)', page)
    assert "<script" not in page
    assert "@import" not in page


def test_no_missing_value_is_spelt_out(page):
    text = re.sub(r'src="data:[^"]+"', "", page)
    assert not re.search(r"(?<![\w])(nan|NaN|None|<NA>|&lt;NA&gt;)(?![\w])", text)


def test_equal_content_is_equal_bytes(edition, tables, page):
    again = html_report.render(content.collect(edition, tables, language="vi", ledger_head="3f" * 32))
    assert again == page


def test_an_unranked_unit_has_its_reason_and_a_ranked_one_its_range(page):
    assert "có 1 trên 3 chỉ tiêu, cần 2" in page
    assert "Khoảng 90% 1–5" in page


def test_a_run_with_scores_only_still_makes_a_report(edition, tables):
    page = html_report.render(content.collect(edition, {"scores.csv": tables["scores"]}, language="vi"))
    assert "Chưa phân tích bất định cho ấn bản này" in page


def test_a_variant_says_that_it_is_one(edition, tables):
    page = html_report.render(content.collect(edition, tables, language="vi", run="gii"))
    assert "<dt>Run (variant)</dt><dd>gii</dd>" in page
