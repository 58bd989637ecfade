"""The whole site of the fictitious edition: what it has, that it can be made twice, and that nothing in it is broken."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

import pages_read

from pipeline.publication import addresses, page, site, site_build, site_home
from pipeline.publication.published_run import Audit
from pipeline.reporting import words

LANGUAGES = ("vi", "en")


def text_of(path: Path) -> str:
    return " ".join(pages_read.read(path).texts)


def test_every_address_has_a_page_in_every_language(site_folder, published):
    framework = published.edition.framework
    expected = {
        addresses.HOME,
        addresses.PROVINCES,
        addresses.INDICATORS,
        addresses.BOOK,
        addresses.AUDIT,
        addresses.CERTIFICATE,
        addresses.DOWNLOADS,
        addresses.SEARCH,
        *(addresses.chapter_page(step) for step in published.chapters["vi"]),
    }
    expected |= {addresses.unit_page(code) for code in published.edition.units.codes}
    expected |= {addresses.indicator_page(node.code) for node in framework.indicators}
    expected |= {addresses.MISSING, addresses.UNRANKED, addresses.EXPLORER}
    for language in LANGUAGES:
        assert {address for address in expected if not (site_folder / language / f"{address}.html").is_file()} == set()


def test_all_links_lead_somewhere_and_nothing_comes_from_elsewhere(site_folder):
    assert pages_read.faults(site_folder) == []


def test_every_page_says_what_it_is_and_where_it_comes_from(site_folder, published):
    head = published.provenance.head
    for language in LANGUAGES:
        about = published.edition.about
        note = about.note_vi if language == "vi" else about.note_en
        for path in pages_read.pages(site_folder / language):
            told = text_of(path)
            assert note in told, path
            assert head in told, path
            assert f'lang="{language}"' in path.read_text(encoding="utf-8")[:200]


def test_a_page_links_to_itself_in_the_other_language(site_folder):
    for path in pages_read.pages(site_folder / "vi"):
        here = path.relative_to(site_folder / "vi").as_posix()
        assert any(link.endswith(f"/en/{here}") for link in pages_read.read(path).links), here


def test_the_league_table_has_every_ranked_unit_with_its_range_best_first(site_folder, published):
    home = (site_folder / "vi" / "index.html").read_text(encoding="utf-8")
    table = home[home.index('id="league"') : home.index("</table>", home.index('id="league"'))]
    ranks = [float(found) for found in re.findall(r'<tr data-search.*?data-sort="([0-9.]+)"', table, re.DOTALL)]
    scores = published.table("scores")
    own = scores[(scores["code"] == published.edition.framework.root.code) & scores["rank"].notna()]
    assert ranks == sorted(float(rank) for rank in own["rank"])
    ranges = published.table("uncertainty").set_index("unit_code")
    first = own.sort_values("rank")["unit_code"].iloc[0]
    assert f"{int(ranges.at[first, 'rank_p05'])}–{int(ranges.at[first, 'rank_p95'])}" in table


def test_units_without_a_rank_are_named_below_the_table(site_folder, published):
    screening = published.table("screening")
    unranked = screening[~screening["ranked"].astype(bool)]["unit_code"]
    assert len(unranked) > 0  # the fictitious edition has one on purpose
    home = text_of(site_folder / "vi" / "index.html")
    assert words.word("unranked_heading", "vi") in home
    for code in unranked:
        assert published.edition.units.by_code[code].name_vi in home


def test_the_book_shows_one_language_and_the_parameters_that_were_used(site_folder):
    vi, en = ((site_folder / language / "book" / "04_index.html").read_text(encoding="utf-8") for language in LANGUAGES)
    assert "Chương này trả lời" in vi
    assert "Chương này trả lời" not in en
    assert "This chapter answers" in en
    assert "This chapter answers" not in vi
    assert words.word("site_parameters_fold", "vi") in vi
    assert '<details class="fold">' in vi
    assert "Show code cell" not in vi + en
    assert vi.count("NORMALISATION") == 1  # as it was run; the default that it replaced is not shown beside it


def test_pictures_of_the_book_say_what_they_show(site_folder):
    for path in (site_folder / "vi" / "book").glob("*.html"):
        pictures = re.findall(r"<img\b[^>]*>", path.read_text(encoding="utf-8"))
        assert all(re.search(r'alt="[^"./]+[^"]*"', picture) for picture in pictures), path


def test_the_search_index_is_folded(site_folder, published):
    text = (site_folder / "vi" / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    terms = index["terms"].keys() | index["titleterms"].keys()
    assert [word for word in terms if "đ" in word or unicodedata.normalize("NFD", word) != word] == []
    assert "tinh" in terms


def test_files_for_download_stand_there_with_their_digests(tmp_path, published):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "scores.csv").write_bytes(b"unit_code,score\n")
    (tmp_path / "vi" / "profiles").mkdir(parents=True)
    (tmp_path / "vi" / "profiles" / "T01.pdf").write_bytes(b"%PDF")
    site.write(published, tmp_path, languages=("vi",), boundaries=None)
    page = (tmp_path / "vi" / "downloads.html").read_text(encoding="utf-8")
    assert hashlib.sha256(b"%PDF").hexdigest() in page
    assert 'href="../data/scores.csv"' in page
    assert published.provenance.head in page
    done = subprocess.run(["sha256sum", "-c", addresses.SUMS], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "en").exists()


def test_without_an_audit_the_page_says_which_command_makes_one(site_folder, published):
    assert published.audit is None
    assert f"pii audit {published.edition.id}" in (site_folder / "vi" / "audit.html").read_text(encoding="utf-8")


def test_an_audit_is_shown_in_the_language_of_the_page_and_carried_along_whole(published, tmp_path):
    finding = {
        "chapter": "01_data",
        "finding": "cells_imputed",
        "subject": None,
        "sentence_vi": "0 trong 90 ô được bù.",
        "sentence_en": "0 of 90 cells are imputed.",
        "value": 0.0,
        "low": None,
        "high": None,
        "n": 90,
        "threshold": None,
        "source": None,
        "verdict": "descriptive",
    }
    import pandas as pd

    whole = tmp_path / "audit.html"
    whole.write_text("<p>whole</p>")
    tables = {"page_one": pd.DataFrame([finding]), "findings": pd.DataFrame([finding])}
    out = tmp_path / "public"
    out.mkdir()
    audited = replace(published, audit=Audit("gii", "ab" * 32, tables, whole), chapters={"en": {}})
    site.write(audited, out, languages=("en",), boundaries=None)
    told = text_of(out / "en" / "audit.html")
    assert words.word("section_page_one", "en") in told
    assert "ab" * 32 in told
    assert (out / "audit.html").read_bytes() == whole.read_bytes()
    assert 'href="../audit.html"' in (out / "en" / "audit.html").read_text(encoding="utf-8")


def test_made_twice_it_has_the_same_bytes(site_folder, published, tmp_path):
    site.write(published, tmp_path, languages=LANGUAGES, boundaries=None)
    ours, theirs = (
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (site_folder, tmp_path)
    )
    assert [name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)] == []


def test_no_page_names_this_machine(site_folder, published):
    root = str(next(iter(published.chapters["vi"].values())).parents[3])
    for path in site_folder.rglob("*"):
        if path.suffix in (".html", ".js", ".css"):
            text = path.read_text(encoding="utf-8")
            assert root not in text
            assert "/tmp/" not in text
            assert str(Path.home()) + "/" not in text


def test_a_map_with_true_boundaries_stands_on_the_home_page_where_there_is_one(published, tmp_path):
    without = site_home.page(published, "vi", known=frozenset()).body
    shown = site_home.page(published, "vi", known=frozenset(), with_true_map=True).body
    assert "figures/map.svg" not in without
    assert '<img class="true-map" src="figures/map.svg" alt="' in shown


def test_what_was_not_made_is_not_linked(tmp_path):
    (tmp_path / "vi" / "profiles").mkdir(parents=True)
    (tmp_path / "vi" / "profiles" / "T01.pdf").write_bytes(b"%PDF")
    kept = '<a href="../profiles/T01.pdf">có</a> <a href="T02.html">trang</a>'
    body = f'{kept} <a class="x" href="../profiles/T02.pdf"><b>không</b></a>'
    pages = {"provinces/T01": page.Page("Tỉnh", body)}
    linked = site.without_dead_links(pages, tmp_path / "vi")["provinces/T01"].body
    assert linked == f"{kept} <b>không</b>"


def test_names_that_are_markup_are_shown_as_text(hostile_folder):
    for path in pages_read.pages(hostile_folder):
        own = pages_read.read(path)
        assert own.handlers == [], path
        scripts = re.findall(r"<script\b([^>]*)>(.*?)</script>", path.read_text(encoding="utf-8"), re.DOTALL)
        assert not any("alert(" in script for kind, script in scripts if "application/json" not in kind), path
        assert not {address for address in own.links if address.startswith("javascript:")}, path
    home = text_of(hostile_folder / "vi" / "index.html")
    assert '<script>alert("1")</script>' in home  # as text
    assert "{{ 7 * 7 }}" in home
    assert pages_read.faults(hostile_folder) == []


def test_a_warning_of_sphinx_stops_the_site(published, tmp_path):
    broken = {addresses.HOME: page.Page("Trang", "<p></p>")}
    chapters = [type("C", (), {"step": "01_x", "title": "x", "question": "", "notebook": WITHOUT_LEXER})()]
    own = site_build.Site(published, "vi", ("vi",), broken, chapters)
    with pytest.raises(site_build.DataError, match="site, language vi: Sphinx must have nothing to warn of"):
        site_build.build(own, tmp_path / "vi")
    assert not (tmp_path / "vi").exists()


WITHOUT_LEXER = {
    "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# x\n\n[gone](nowhere.md)"}],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}

ALLOWED = {
    "nominal": "name of the run and of the method, an identifier",
    "toy": "id of the edition",
    "open": "part of ids (open-2024)",
    "rates": "name of a raw table of the fictitious edition",
    "survey": "name of a raw table of the fictitious edition",
    "min": "the mathematical function",
    "linear": 'an argument of an R function that a defect is about, impute_panel("linear")',
    "latest": 'an argument of an R function that a defect is about, impute_panel("latest")',
    "impute": "an R function that a defect is about",
    "time": "an argument of an R function that a defect is about, get_trends(Time =)",
}
"""English words that may stand on a Vietnamese page, and why."""

PHRASES = {
    "benefit of the doubt": "the method's name in the literature, beside its Vietnamese one",
    "Data Envelopment Analysis": "title of a book that is cited",
    "ten Berge": "an author",
    "Sustainable development in the European Union, Monitoring report": "title of a report that is cited",
    "TOY population": "name of a raw table of the fictitious edition",
    "TOY sales": "name of a raw table of the fictitious edition",
}
"""English phrases that may stand there, and why."""

ALWAYS = frozenset(["the", "and", "with", "for", "from", "are", "not", "this", "that", "which", "these", "was", "were"])
"""English words that stay unwanted even where the Vietnamese catalogue quotes something English."""

QUOTED = {
    "sources": "titles, producers, licences and units of the raw tables, as source.yaml has them",
    "denominators": "addresses of raw tables and columns",
    "imputation_errors": "why a method could not be computed, in the words of the error",
    "external": "addresses of raw tables",
    "certificate_items": "names of what was compared",
}
"""Tables whose cells are quoted as they are, and why; they need no translation."""


def quoted(published) -> set[str]:
    """Cells that are quoted."""
    tables = {**published.tables, **(published.certificate or {})}
    cells = {str(cell).strip() for name in QUOTED if name in tables for cell in tables[name].to_numpy().ravel()}
    return cells | {part.strip() for cell in cells for part in re.split("[/,:;]", cell)}


def english(published) -> set[str]:
    """Words of the English catalogue and names that no Vietnamese text has."""
    about = published.edition.about
    vi = [pair[0] for pair in words.CATALOGUE.values()] + [about.name_vi, about.note_vi]
    en = [pair[1] for pair in words.CATALOGUE.values()] + [about.name_en, about.note_en]
    for node in published.edition.full_framework.nodes:
        vi += [node.name_vi, node.definition_vi, node.unit_of_measure_vi]
        en += [node.name_en, node.definition_en, node.unit_of_measure]
    vi += [text for unit in published.edition.units.units for text in (unit.name_vi, unit.region_vi)]
    return ALWAYS | (pages_read.tokens(en) - pages_read.tokens(vi))


def english_left(folder: Path, published) -> dict[str, list[str]]:
    """Page -> English words that a reader would see or hear there."""
    unwanted, exempt = english(published) - ALLOWED.keys(), quoted(published)
    found = {}
    for path in pages_read.pages(folder):
        texts = [_without_phrases(text) for text in pages_read.read(path).texts if not _is_quoted(text, exempt)]
        left = {word: text for text in texts for word in pages_read.tokens([text]) & unwanted}
        if left:
            found[path.relative_to(folder).as_posix()] = sorted(
                f"{word}: {text.strip()[:90]}" for word, text in left.items()
            )
    return found


def _without_phrases(text: str) -> str:
    for phrase in PHRASES:
        text = text.replace(phrase, "")
    return text


def _is_quoted(text: str, exempt: set[str]) -> bool:
    parts = [part.strip() for part in re.split("[,;]", re.sub(r"\(\+\d+\)", "", text))]
    return text.strip() in exempt or all(part in exempt for part in parts)


def test_no_english_is_left_on_a_vietnamese_page(site_folder, published):
    assert english_left(site_folder / "vi", published) == {}


def test_a_word_left_in_english_is_found(tmp_path, published):
    (tmp_path / "a.html").write_text(
        '<html lang="vi"><p>Điểm <span title="the weights">x</span></p><code>with</code></html>'
    )
    assert english_left(tmp_path, published) == {"a.html": ["the: the weights", "weights: the weights"]}
