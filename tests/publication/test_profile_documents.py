"""Profiles on paper: two pages each, tagged, the same bytes twice, data never markup, and no English in Vietnamese."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parent))

import pages_read
import toy_run

from pipeline.errors import DataError
from pipeline.publication import profile_documents, typesetting, unit_profiles
from pipeline.publication.published_run import PublishedRun
from pipeline.reporting import words

LANGUAGES = ("vi", "en")
PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, bytes]]:
    return {language: profile_documents.documents(toy_run.run(), language) for language in LANGUAGES}


def n_pages(content: bytes) -> int:
    return len(PAGE.findall(content))


def texts(content: Any) -> Iterator[str]:
    """Every text that the template is given."""
    if isinstance(content, dict):
        for value in content.values():
            yield from texts(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from texts(value)
    elif isinstance(content, str):
        yield content


def shown(run: PublishedRun, language: str) -> list[dict[str, Any]]:
    said = {name: words.word(key, language) for name, key in profile_documents.WORDS.items()}
    return [profile_documents.data(run, profile, said) for profile in unit_profiles.make(run, language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_profile_has_exactly_two_pages(made, language):
    assert list(made[language]) == toy_run.run().edition.units.codes
    assert {unit: n_pages(content) for unit, content in made[language].items()} == dict.fromkeys(made[language], 2)


def test_names_without_end_leave_it_at_two_pages_and_markup_stays_text():
    for content in profile_documents.documents(toy_run.hostile(), "vi").values():
        assert n_pages(content) == 2


def test_a_document_knows_its_title_and_language_is_tagged_and_bears_no_date(made):
    content = made["vi"]["T01"]
    assert b"/Lang(vi)" in content.replace(b"/Lang (vi)", b"/Lang(vi)")
    assert b"/Marked true" in content
    assert b"/Alt" in content
    assert b"pdfuaid" in content  # PDF/UA-1, which Typst has checked
    assert not re.search(rb"CreationDate|ModDate|CreateDate", content)
    assert str(toy_run.ROOT).encode() not in content


def test_the_same_run_gives_the_same_bytes(made):
    assert profile_documents.documents(toy_run.run(), "vi") == made["vi"]


def test_write_puts_one_file_a_unit_into_each_language(tmp_path, made):
    profile_documents.write(toy_run.run(), tmp_path, languages=("en",), boundaries=None)
    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.pdf"))
    assert files == [f"en/profiles/{code}.pdf" for code in toy_run.run().edition.units.codes]
    assert (tmp_path / "en/profiles/T01.pdf").read_bytes() == made["en"]["T01"]


def test_numbers_on_paper_are_those_of_the_tables():
    first = shown(toy_run.run(), "vi")[0]["profile"]
    scores = toy_run.run().tables["scores"].query("unit_code == 'T01'").set_index("code")["score"]
    assert {bar["code"]: bar["place"] for bar in first["bars"]} == {
        bar["code"]: pytest.approx(scores[bar["code"]], abs=0.05) for bar in first["bars"]
    }


def test_no_english_is_left_in_a_vietnamese_profile():
    for profile in shown(toy_run.run(), "vi"):
        content = {"profile": profile["profile"], "words": profile["words"]}
        del content["profile"]["language"]
        for bar in content["profile"]["bars"]:
            for mean in bar["means"]:
                del mean["kind"]
        content["profile"]["data"]["signs"] = [
            {"letter": sign["letter"], "meaning": sign["meaning"]} for sign in content["profile"]["data"]["signs"]
        ]
        assert pages_read.tokens(list(texts(content))) & toy_run.english() == set()


def test_a_drawing_without_words_is_refused(tmp_path, monkeypatch):
    shutil.copytree(typesetting.TEMPLATES, tmp_path / "typst")
    template = tmp_path / "typst" / profile_documents.TEMPLATE
    text = template.read_text(encoding="utf-8")
    assert "supplement: none, alt: alt, body" in text
    template.write_text(
        text.replace(
            "supplement: none, alt: alt, body",
            "supplement: none, image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"))",
        )
    )
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path / "typst")
    with pytest.raises(DataError, match=r"template profile\.typ: it must be typeset"):
        profile_documents.documents(toy_run.run(), "vi")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
def test_text_can_be_taken_out_with_its_diacritics(tmp_path, made):
    (tmp_path / "a.pdf").write_bytes(made["vi"]["T10"])
    found = subprocess.run(["pdftotext", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True).stdout.decode()
    assert "Đèo Mây" in found
    assert "Không xếp hạng" in found
    assert "Số liệu còn thiếu và ước tính" in found


@pytest.mark.prove
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_profiles_of_all_provinces_have_two_pages_and_take_less_than_half_a_minute(published_open, language):
    begun = time.process_time()
    found = profile_documents.documents(published_open, language)
    spent = time.process_time() - begun
    assert len(found) == 63
    assert {n_pages(content) for content in found.values()} == {2}
    assert spent < 30.0  # of processor time: a machine at work on other things must not decide
