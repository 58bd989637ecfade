"""Every remark is a sentence in both languages, and shows nothing that harms a terminal."""

from __future__ import annotations

import string

import pytest

from pipeline.collection import remark_text
from pipeline.collection.cell_reading import Remark
from pipeline.reporting import words_collection


@pytest.mark.parametrize("key", words_collection.REMARKS)
def test_both_sentences_show_the_same_things(key):
    shown = [
        sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})
        for text in words_collection.REMARKS[key]
    ]
    assert shown[0] == shown[1]
    assert all(text[0].isupper() or text[0] in "“{" for text in words_collection.REMARKS[key])
    assert all(text.endswith((".", "?")) for text in words_collection.REMARKS[key])


def test_what_is_shown_is_made_harmless():
    said = remark_text.sentence(Remark("form_sheet_renamed", {"found": "a\x1b[2J\u202e\nb"}), "en")
    assert said == "The sheet of values was renamed “a [2J b”."


def test_a_refusal_says_what_was_expected_or_what_to_do():
    for key in (*words_collection.REFUSALS, *words_collection.FILE_REMARKS):
        vi, en = words_collection.REMARKS[key]
        assert vi != en
