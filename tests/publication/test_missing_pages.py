"""Pages of missing data and of the unranked: every cell with its rule, every unit with what it lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.publication import addresses, missing_content, missing_pages
from pipeline.reporting import numbers

LANGUAGES = ["vi", "en"]


def test_every_cell_that_is_not_as_published_is_listed_once(published):
    cells = missing_content.cells(published, "vi")
    values = published.table("values")
    wanted = values[(values["origin"] != "published") & values["code"].isin([n.code for n in published.edition.coded])]
    found = [(cell.unit_code, cell.code) for cell in cells]
    assert len(found) == len(set(found)) == len(wanted)
    assert set(found) == set(zip(wanted["unit_code"], wanted["code"], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_says_value_implied_value_and_both_ranks(published, language):
    shadow = published.table("shadow").iloc[0]
    cell = next(
        cell
        for cell in missing_content.cells(published, language)
        if (cell.unit_code, cell.code) == (shadow["unit_code"], shadow["code"])
    )
    assert cell.value == numbers.measured(shadow["explicit"], language=language)
    assert cell.implied == numbers.measured(shadow["shadow_value"], language=language)
    ranks = [numbers.rank(shadow[name], language=language) for name in ("rank_explicit", "rank_shadow")]
    assert cell.ranks == " → ".join(ranks)
    assert cell.moves == (ranks[0] != ranks[1])


def test_each_kind_has_its_rule_in_words(published):
    cells = missing_content.cells(published, "en")
    rules = {cell.sign.key: cell.rule for cell in cells}
    assert rules["earlier_year"].startswith("year rule")
    assert rules["imputed"] == "imputed: median of the region"
    assert "add up" in rules["structural_zero"]
    unranked = {unit.unit_code for unit in missing_content.unranked(published, "en")}
    blank = [cell for cell in cells if cell.sign.key == "not_published" and cell.unit_code in unranked]
    assert {cell.rule for cell in blank} == {"left blank; the province is not ranked"}
    assert {cell.value for cell in blank} == {"–"}


def test_a_correction_says_why_where_the_source_is_at_fault(published):
    values = published.table("values")
    fault = values[values["origin"] == "source_fault"].iloc[0]
    reasons = set(published.table("corrections")["reason_vi"])
    cell = next(
        cell
        for cell in missing_content.cells(published, "vi")
        if (cell.unit_code, cell.code) == (fault["unit_code"], fault["code"])
    )
    assert cell.note in reasons


def test_counts_are_those_of_the_tables(published):
    counts = dict(missing_content.counts(published, "en"))
    origins = published.table("values")["origin"].value_counts()
    assert counts["published"] == str(origins["published"])
    assert counts["imputed in the index"] == str(len(published.table("imputed_cells")))


def test_who_is_unranked_and_which_floor_fails_is_said_in_words(published):
    (unit,) = missing_content.unranked(published, "en")
    failed = published.table("coverage").query("unit_code == @unit.unit_code and not passed")
    assert len(unit.failures) == len(failed)
    assert any("indicators are there" in sentence for sentence in unit.failures)
    assert any("sub-pillars can be computed" in sentence for sentence in unit.failures)
    assert all(code in published.edition.framework.indicator_codes for code, _ in unit.blanks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_everyone_is_ranked_the_page_says_so(published, language):
    screening = published.table("screening").assign(ranked=True)
    everyone = replace(published, tables={**published.tables, "screening": screening})
    page = missing_pages.pages(everyone, language)[addresses.UNRANKED]
    assert "<h3" not in page.body
    assert str(len(published.edition.units.codes)) in page.body


def test_without_the_chapter_the_page_says_so(published):
    names = ("information_value", "delta_shift")
    bare = replace(published, tables={name: table for name, table in published.tables.items() if name not in names})
    page = missing_pages.pages(bare, "en")[addresses.MISSING]
    assert page.body.count("This run has no chapter on missing data.") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_in_braces_and_no_markup_of_hostile_names_is_left(published, hostile, language):
    for run in (published, hostile):
        for page in missing_pages.pages(run, language).values():
            assert "{year}" not in page.body
            assert "<script" not in page.body
            assert "<img" not in page.body


def test_pages_are_the_same_every_time(published):
    assert missing_pages.pages(published, "vi") == missing_pages.pages(published, "vi")
