"""Pages of indicators: what they say is in the tables, every unit is there, and hostile names stay names."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipeline.publication import addresses, indicator_content, indicator_facts, indicator_pages
from pipeline.publication.indicator_ground import Ground
from pipeline.reporting import numbers


@pytest.fixture(scope="module", params=["vi", "en"])
def made(request, published):
    return request.param, indicator_pages.pages(published, request.param)


def test_every_node_but_the_index_has_a_page_and_outcomes_too(made, published):
    _, pages = made
    framework = published.edition.framework
    nodes = [node for node in (*framework.tree, *framework.outcomes) if node.code != framework.root.code]
    assert set(pages) == {addresses.indicator_page(node.code) for node in nodes} | {addresses.INDICATORS}


def test_every_unit_stands_on_every_page_with_value_score_and_rank(made, published):
    language, pages = made
    node = published.edition.framework.indicators[0]
    text = pages[addresses.indicator_page(node.code)].body
    scores = published.table("scores")
    values = published.table("values")
    for unit in published.edition.units.units:
        row = re.search(rf"<tr[^>]*>(?:(?!</tr>).)*>{re.escape(unit.name(language))}</a>.*?</tr>", text, re.DOTALL)[0]
        value = values[(values["unit_code"] == unit.unit_code) & (values["code"] == node.code)].iloc[0]
        score = scores[(scores["unit_code"] == unit.unit_code) & (scores["code"] == node.code)].iloc[0]
        assert f">{numbers.measured(value['value'], language=language)}</td>" in row
        assert f">{numbers.number(score['score'], language=language) or '–'}</td>" in row
        assert f">{numbers.rank(score['rank'], language=language) or '–'}</td>" in row


def test_what_is_not_as_published_has_a_sign_and_the_sign_is_explained(published):
    ground = Ground(published)
    imputed = published.table("imputed_cells").iloc[0]
    node = published.edition.framework.by_code[imputed["code"]]
    content = indicator_content.content(ground, node, "vi")
    row = next(row for row in content.rows if row.unit_code == imputed["unit_code"])
    assert row.value == numbers.measured(imputed["value"], language="vi")
    assert row.year == ""
    assert row.signs[0].key == "imputed"
    assert row.signs[0] in content.legend


def test_units_are_in_the_order_of_their_rank_and_the_unranked_last(published):
    ground = Ground(published)
    content = indicator_content.content(ground, published.edition.framework.indicators[0], "vi")
    ranks = [float(row.rank.replace(",", ".")) if row.rank else float("inf") for row in content.rows]
    assert ranks == sorted(ranks)


def test_statistics_are_of_the_values_with_their_unit_of_measure(published):
    ground = Ground(published)
    node = published.edition.framework.indicators[0]
    content = indicator_content.content(ground, node, "en")
    own = published.table("values").query("code == @node.code")["value"].dropna()
    told = {fact.name: fact.text for fact in content.statistics}
    assert told["Lowest"] == f"{numbers.measured(own.min(), language='en')} {node.measure('en')}"
    assert told["Median"].startswith(numbers.measured(own.median(), language="en"))
    assert told["Provinces with a value"] == str(len(own))
    assert content.values.shape == (len(published.edition.units.codes),)


def test_a_raw_table_of_every_year_is_shown_as_the_latest(published):
    found = indicator_facts.raw_tables(Ground(published), published.edition.framework.by_code["1.1.1"])
    assert [table.table for table in found] == ["survey_2024"]
    assert found[0].title == "Survey of residents 2024"


@pytest.mark.parametrize(
    ("key", "name", "fits"),
    [
        ("a/survey_2024", "a/survey_{year}", True),
        ("a/survey_2024_b", "a/survey_{year}_b", True),
        ("a/survey_b", "a/survey_{year}", False),
        ("a/survey_2024_b", "a/survey_{year}", False),
        ("b/survey_2024", "a/survey_{year}", False),
    ],
)
def test_a_name_with_its_year_filled_in_is_known(key, name, fits):
    assert indicator_facts.of_year(key, name) == fits


def test_numbers_are_sorted_as_numbers_and_what_is_missing_as_nothing(published):
    ground = Ground(published)
    for row in indicator_content.content(ground, published.edition.framework.indicators[0], "vi").rows:
        assert (row.order["rank"] == "") == (row.rank == "")
        assert row.score == numbers.number(float(row.order["score"] or "nan"), language="vi")


def test_a_pillar_lists_its_children_with_weights_that_add_up(published):
    ground = Ground(published)
    pillar = published.edition.framework.pillars[0]
    content = indicator_content.content(ground, pillar, "en")
    assert [child.code for child, _, _ in content.children] == [
        child.code for child in published.edition.framework.children(pillar.code)
    ]
    assert sum(float(share.rstrip("%")) for _, share, _ in content.children) == pytest.approx(100.0)
    assert content.made == []
    assert content.tables == []


def test_links_lead_to_chapters_that_are_there_only(published):
    bare = replace(published, chapters={"vi": {}})
    page = indicator_pages.pages(bare, "vi")[addresses.indicator_page("1.1.1")]
    assert "../book/" not in page.body
    page = indicator_pages.pages(published, "vi")[addresses.indicator_page("1.1.1")]
    assert 'href="../book/05_coherence.html"' in page.body


def test_hostile_names_stay_names(hostile):
    for page in indicator_pages.pages(hostile, "vi").values():
        assert "<script" not in page.body
        assert "<img" not in page.body
        assert "<svg/onload" not in page.body


def test_pages_are_the_same_every_time(made, published):
    language, pages = made
    assert indicator_pages.pages(published, language) == pages
