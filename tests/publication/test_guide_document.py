"""The data collection guide as a PDF: the same bytes twice, every indicator in it, texts that are never markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipeline.collection import guide
from pipeline.data import params, project
from pipeline.publication import guide_document


@pytest.fixture(scope="module", params=["vi", "en"])
def content(request):
    edition = params.load_edition("pii-template", root=project.root())
    return guide.content(edition, language=request.param)


def n_pages(document: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", document))


def test_it_is_the_same_bytes_twice(content):
    first = guide_document.pdf(content)
    assert first.startswith(b"%PDF")
    assert first == guide_document.pdf(content)


def test_every_indicator_takes_its_room(content):
    whole, one = (
        n_pages(guide_document.pdf(content)),
        n_pages(guide_document.pdf({**content, "entries": content["entries"][:1]})),
    )
    assert whole - one >= len(content["entries"]) // 6


def test_hostile_texts_are_texts(content):
    named = replace(content["entries"][0], name="#panic() *bold* $x$ <script> \\ @ref", place="] } ) #include")
    document = guide_document.pdf({**content, "entries": [named]})
    assert n_pages(document) >= 1
