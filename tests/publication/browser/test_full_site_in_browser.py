"""The whole publication of open-2024 in a real browser: part of ``make prove``, because it takes minutes."""

from __future__ import annotations

import pages_read
import pytest
import visits
from test_site_in_browser import results, shown, violations

from pipeline.publication import parts

pytestmark = pytest.mark.prove
LANGUAGES = ("vi", "en")


@pytest.fixture(scope="module")
def public(published_open, tmp_path_factory):
    """Every part of the publication, as ``pii publish`` writes it."""
    folder = tmp_path_factory.mktemp("public")
    parts.write(
        published_open, folder, chosen=parts.NAMES, languages=LANGUAGES, boundaries=None, said=lambda sentence: None
    )
    return folder


def test_all_links_lead_somewhere_and_nothing_comes_from_elsewhere(public):
    assert pages_read.faults(public) == []


def test_no_page_fails_or_asks_for_anything_outside_its_folder(chromium, public):
    with visits.visit(chromium, public) as visit:
        for language in LANGUAGES:
            for address in visits.everything(public, language):
                visit.to(address)
        assert visit.wrong == []


def test_no_page_scrolls_sideways_at_360_pixels(chromium, public):
    with visits.visit(chromium, public, width=visits.NARROW) as visit:
        assert visits.too_wide(visit, visits.everything(public, "vi")) == []
        assert visits.too_wide(visit, visits.sample(public, "en")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_grave(chromium, public, language):
    assert violations(chromium, public, visits.sample(public, language)) == []


@pytest.mark.parametrize("query", ["lak", "dak lak", "Đắk Lắk"])
def test_lak_finds_dak_lak(chromium, public, query):
    with visits.visit(chromium, public) as visit:
        assert "Đắk Lắk" in results(visit, "vi", query)[0]
        tab = visit.to("vi/index.html")
        tab.locator("#league-filter").fill(query)
        assert shown(tab, "league") == ["Đắk Lắk"]
        assert visit.wrong == []


def test_d_with_a_bar_comes_after_d(chromium, public):
    with visits.visit(chromium, public) as visit:
        tab = visit.to("vi/index.html")
        tab.locator("#league thead th:nth-child(2) button").press("Enter")
        names = shown(tab, "league")
        assert names.index("Cà Mau") < names.index("Đà Nẵng") < names.index("Đắk Lắk") < names.index("Gia Lai")
