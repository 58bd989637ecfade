"""The command's help in Vietnamese: every text has its translation, and a translation keeps what is typed as it is."""

from __future__ import annotations

import re

import pytest

from pipeline import cli
from pipeline.cli import arguments, language

LITERAL = re.compile(
    r"--[a-z]+|\bparams/[\w/]+|\breports/[\w/.-]+|\bdata/raw/\w+|[A-Z]{4,}(?:/[A-Z]+)?|\d+e-\d+|\w+\.(?:yaml|csv|zip|html)"
)


@pytest.fixture(scope="module")
def texts():
    return language.texts_of(arguments.parser())


@pytest.fixture(scope="module")
def vietnamese():
    return language.catalogue("vi")


def test_every_text_has_its_translation_and_no_translation_is_left_over(texts, vietnamese):
    assert [text for text in texts if not vietnamese.get(text)] == []
    assert sorted(vietnamese.keys() - set(texts)) == []


def test_what_is_typed_stands_in_the_translation_as_it_is(vietnamese):
    lost = {text: set(LITERAL.findall(text)) - set(LITERAL.findall(said)) for text, said in vietnamese.items()}
    assert {text: words for text, words in lost.items() if words - {"SIGTERM"}} == {}


def test_the_help_is_in_the_language_that_the_environment_asks_for(monkeypatch, capsys):
    monkeypatch.setenv(language.VARIABLE, "vi")
    assert cli.main(["run", "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "chạy mọi bước, bất kể sổ ghi nói gì" in shown
    assert "run every step" not in shown


def test_without_it_the_help_is_english_and_needs_no_catalogue(monkeypatch, capsys):
    monkeypatch.delenv(language.VARIABLE, raising=False)
    monkeypatch.setattr(language, "catalogue", None)
    assert cli.main(["run", "--help"]) == 0
    assert "run every step" in capsys.readouterr().out


def test_another_language_is_refused(monkeypatch, capsys):
    monkeypatch.setenv(language.VARIABLE, "fr")
    assert cli.main(["list"]) == 2
    assert "PII_LANGUAGE=fr: en or vi is expected" in capsys.readouterr().err
