"""The pages of units: links, escaping, both languages, and the same HTML twice."""

from __future__ import annotations

import itertools
import re
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

import pages_read
import toy_run

from pipeline.publication import addresses, unit_pages
from pipeline.publication.page import Pages

LANGUAGES = ("vi", "en")


@pytest.fixture(scope="module")
def pages() -> dict[str, Pages]:
    return {language: unit_pages.pages(toy_run.run(), language) for language in LANGUAGES}


def read(body: str) -> pages_read.Read:
    page = pages_read.Read()
    page.feed(body)
    return page


def test_every_unit_has_a_page_at_its_address(pages):
    codes = toy_run.run().edition.units.codes
    for language in LANGUAGES:
        assert list(pages[language]) == [addresses.unit_page(code) for code in codes]
    assert pages["vi"]["provinces/T01"].title == "Sông Mơ"


def test_links_lead_to_indicators_neighbours_the_list_and_the_printed_profile(pages):
    run = toy_run.run()
    known = {f"../{addresses.indicator_page(node.code)}.html" for node in run.edition.framework.nodes}
    known |= {f"{code}.html" for code in run.edition.units.codes} | {"index.html"}
    for code in run.edition.units.codes:
        links = set(read(pages["en"][addresses.unit_page(code)].body).links)
        assert links - known == {f"../profiles/{code}.pdf"}
        assert {f"../{addresses.indicator_page(node)}.html" for node in run.edition.framework.indicator_codes} <= links
    assert "T02.html" in read(pages["en"]["provinces/T01"].body).links


def test_headings_begin_at_the_second_level_and_skip_none(pages):
    for body in (page.body for page in pages["vi"].values()):
        levels = [int(level) for level in re.findall(r"<h(\d)", body)]
        assert levels[0] == 2
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_number_drawn_stands_in_words_too(pages):
    body = pages["en"]["provinces/T01"].body
    drawn = re.findall(r'role="img" aria-label="([^"]+)"', body)
    assert len(drawn) == 8  # seven bars and the band of performance
    assert all(re.search(r"\d", words) for words in drawn)


def test_signs_are_letters_with_a_meaning_and_a_legend(pages):
    body = pages["vi"]["provinces/T03"].body
    letters = set(re.findall(r'<abbr class="sign" title="[^"]+">(\w)</abbr>', body))
    assert "b" in letters
    legend = set(re.findall(r'<dt><span class="sign">(\w)</span></dt>', body))
    assert letters <= legend


def test_hostile_names_are_text_and_nothing_else():
    for language in LANGUAGES:
        for page in unit_pages.pages(toy_run.hostile(), language).values():
            found = read(page.body)
            assert not {"script", "img"} & found.tags
            assert found.handlers == []
            assert "{{ 7 * 7 }}" in page.body or "49" not in page.title


def test_no_english_is_left_on_a_vietnamese_page(pages):
    for page in pages["vi"].values():
        assert pages_read.tokens([page.title, *read(page.body).texts]) & toy_run.english() == set()


def test_an_english_word_would_be_found(pages):
    assert pages_read.tokens(read(pages["en"]["provinces/T01"].body).texts) & toy_run.english()


def test_pages_are_the_same_twice(pages):
    assert unit_pages.pages(toy_run.run(), "vi") == pages["vi"]


def test_a_unit_without_a_rank_shows_the_reason_first(pages):
    body = pages["vi"]["provinces/T10"].body
    assert '<p class="warn"><strong>Không xếp hạng.</strong> Lý do: ' in body
    assert '<dl class="standing">' not in body
