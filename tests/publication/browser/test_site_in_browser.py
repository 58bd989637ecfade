"""The site in a real browser, from the disk: no error, no request outside, sorting, searching, 360 px, axe-core."""

from __future__ import annotations

from pathlib import Path

import pytest
import visits

from pipeline.reporting import collation, words

LANGUAGES = ("vi", "en")
GRAVE = ("serious", "critical")


def names_of(published, language):
    return [unit.name(language) for unit in published.edition.units.units]


def test_no_page_fails_or_asks_for_anything_outside_its_folder(chromium, site_folder):
    with visits.visit(chromium, site_folder) as visit:
        visit.to("index.html")
        for language in LANGUAGES:
            for address in (
                visits.everything(site_folder, language) if language == "vi" else visits.sample(site_folder, "en")
            ):
                visit.to(address)
        assert visit.wrong == []


def test_no_page_scrolls_sideways_at_360_pixels(chromium, site_folder):
    with visits.visit(chromium, site_folder, width=visits.NARROW) as visit:
        assert (
            visits.too_wide(visit, ["index.html", *visits.sample(site_folder, "vi"), *visits.sample(site_folder, "en")])
            == []
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_grave(chromium, site_folder, language):
    assert violations(chromium, site_folder, visits.sample(site_folder, language)) == []


def test_the_root_page_is_accessible(chromium, site_folder):
    assert violations(chromium, site_folder, ["index.html"]) == []


def violations(chromium, folder: Path, pages: list[str]) -> list[str]:
    """What axe-core calls serious or critical."""
    library = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    found = []
    with visits.visit(chromium, folder) as visit:
        for address in pages:
            result = library.Axe().run(visit.to(address)).response
            for fault in result["violations"]:
                if fault["impact"] in GRAVE:
                    where = [node["target"][0] for node in fault["nodes"][:3]]
                    found.append(f"{address}: {fault['id']} ({len(fault['nodes'])}): {where}")
    return found


SHOWN = """(table) => [...document.querySelectorAll(`#${table} tbody tr`)]
  .filter((row) => !row.hidden)
  .map((row) => row.querySelector("th").textContent.trim())"""


def shown(tab, table):
    return tab.evaluate(SHOWN, table)


def test_the_league_table_is_sorted_by_keyboard_and_says_so(chromium, site_folder, published):
    with visits.visit(chromium, site_folder) as visit:
        tab = visit.to("vi/index.html")
        by_rank = shown(tab, "league")
        button = tab.locator("#league thead th:nth-child(2) button")
        button.focus()
        tab.keyboard.press("Enter")
        assert shown(tab, "league") == sorted(by_rank, key=collation.sort_key)
        assert tab.locator("#league thead th:nth-child(2)").get_attribute("aria-sort") == "ascending"
        assert tab.locator("#league thead th:nth-child(1)").get_attribute("aria-sort") is None
        tab.keyboard.press("Enter")
        assert shown(tab, "league") == sorted(by_rank, key=collation.sort_key, reverse=True)
        assert tab.locator("#league thead th:nth-child(2)").get_attribute("aria-sort") == "descending"
        tab.locator("#league thead th:nth-child(1) button").press("Space")
        assert shown(tab, "league") == by_rank
        assert visit.wrong == []


def test_the_league_table_is_filtered_without_diacritics(chromium, site_folder, published):
    with visits.visit(chromium, site_folder) as visit:
        tab = visit.to("vi/index.html")
        everyone = shown(tab, "league")
        name = next(name for name in everyone if collation.search_key(name) != name.lower())
        tab.locator("#league-filter").fill(collation.search_key(name))
        assert name in shown(tab, "league")
        assert len(shown(tab, "league")) < len(everyone)
        told = tab.locator("#league-told").text_content()
        assert told == words.word("home_filter_told", "vi").format(n=len(shown(tab, "league")), all=len(everyone))
        tab.locator("#league-filter").fill(name.upper())
        assert name in shown(tab, "league")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_finds_a_name_without_its_diacritics(chromium, site_folder, published, language):
    name = next(name for name in names_of(published, "vi") if collation.search_key(name) != name.lower())
    with visits.visit(chromium, site_folder) as visit:
        for query in (collation.search_key(name), name):
            found = results(visit, language, query)
            assert any(name in title or collation.search_key(name) in collation.search_key(title) for title in found), (
                found
            )
        assert results(visit, language, "zzzz khong co") == []
        assert words.word("search_nothing", language) in visit.tab.locator("#search-results").text_content()
        assert visit.wrong == []


def results(visit, language: str, query: str) -> list[str]:
    """Titles that the search page finds, asked as a reader does it: from the banner of the home page."""
    tab = visit.to(f"{language}/index.html")
    tab.locator("header input[name=q]").fill(query)
    tab.locator("header input[name=q]").press("Enter")
    tab.wait_for_url("**/search.html?q=*")
    tab.locator("#search-results .search-summary").filter(has_text=".").wait_for()
    tab.wait_for_timeout(300)
    return tab.locator("#search-results li a").all_text_contents()


def test_the_other_language_opens_the_same_page(chromium, site_folder):
    with visits.visit(chromium, site_folder) as visit:
        tab = visit.to("vi/book/04_index.html")
        tab.locator("header a.language").click()
        tab.wait_for_url("**/en/book/04_index.html")
        assert tab.locator("html").get_attribute("lang") == "en"


def test_code_is_folded_and_opens_by_keyboard(chromium, site_folder):
    with visits.visit(chromium, site_folder) as visit:
        tab = visit.to("vi/book/04_index.html")
        fold = tab.locator("details.fold").first
        assert not fold.locator("pre").is_visible()
        fold.locator("summary").focus()
        tab.keyboard.press("Enter")
        assert fold.locator("pre").is_visible()


def test_hostile_names_run_nothing(chromium, hostile_folder):
    with visits.visit(chromium, hostile_folder) as visit:
        for address in ["index.html", *visits.everything(hostile_folder, "vi"), *visits.sample(hostile_folder, "en")]:
            tab = visit.to(address)
            assert tab.locator("img[src=x]").count() == 0, address
        for query in ("script", '<img src=x onerror=alert("q")>', "alert"):
            tab = visit.to("vi/index.html")
            tab.locator("header input[name=q]").fill(query)
            tab.locator("header input[name=q]").press("Enter")
            tab.locator("#search-results .search-summary").filter(has_text=".").wait_for()
            tab.wait_for_timeout(300)
        assert visit.wrong == []


def test_hostile_names_do_not_widen_a_page(chromium, hostile_folder):
    with visits.visit(chromium, hostile_folder, width=visits.NARROW) as visit:
        assert visits.too_wide(visit, visits.sample(hostile_folder, "vi")) == []


def test_a_printed_page_has_no_menu_and_its_whole_table(chromium, site_folder):
    with visits.visit(chromium, site_folder) as visit:
        tab = visit.to("vi/index.html")
        tab.emulate_media(media="print")
        assert not tab.locator("nav ul.menu").is_visible()
        assert tab.locator("p.notice").is_visible()
        assert tab.locator("footer.provenance").is_visible()


def test_results_of_a_search_stand_below_each_other(chromium, site_folder):
    with visits.visit(chromium, site_folder) as visit:
        results(visit, "vi", "chỉ số")
        boxes = [item.bounding_box() for item in visit.tab.locator("#search-results li").all()[:3]]
        assert len({box["x"] for box in boxes}) == 1
        assert [box["y"] for box in boxes] == sorted(box["y"] for box in boxes)
