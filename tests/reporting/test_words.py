"""The catalogue of words is whole in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import ParameterError
from pipeline.framework import method
from pipeline.framework.edition import Screening
from pipeline.reporting import words

SOURCES = sorted((Path(words.__file__).parent).glob("*.py")) + sorted(
    (Path(words.__file__).parent / "templates").glob("*.html")
)


def test_every_key_has_both_languages():
    assert {
        key for key, pair in words.CATALOGUE.items() if len(pair) != 2 or not all(text.strip() for text in pair)
    } == set()


def test_both_languages_fill_the_same_places():
    def places(text):
        return set(re.findall(r"{(\w+)}", text))

    assert {key for key, (vi, en) in words.CATALOGUE.items() if places(vi) != places(en)} == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_key_that_is_asked_for_by_name_is_there(path):
    asked = set(re.findall(r"""(?:words\.word|[ (]word)\(\s*"([a-z_0-9]+)"\s*,""", path.read_text(encoding="utf-8")))
    assert asked - set(words.CATALOGUE) == set()


def test_every_parameter_of_method_has_its_meaning_in_vietnamese():
    assert {name for name in method.group_of() if f"parameter_{name}" not in words.CATALOGUE} == set()


def test_every_threshold_of_screening_has_its_meaning():
    assert {name for name in Screening.model_fields if f"threshold_{name}" not in words.CATALOGUE} == set()


def test_an_unknown_key_names_the_nearest():
    with pytest.raises(ParameterError, match=r"no key 'rnak'; nearest: .*rank"):
        words.word("rnak", "vi")


def test_another_language_is_refused():
    with pytest.raises(ParameterError, match="'vi' or 'en' is expected, got 'fr'"):
        words.word("rank", "fr")
