"""The guide says of every indicator what the framework says, and what it does not."""

from __future__ import annotations

import re

import pytest

from pipeline.collection import guide
from pipeline.data import params
from pipeline.data import project as projects
from pipeline.reporting.words_guide import GUIDE

HEADS = (
    "purpose",
    "definition",
    "formula",
    "measure",
    "period",
    "supplier",
    "evidence",
    "example",
    "mistakes",
    "range",
)
ENGLISH = re.compile(r"\b(?:the|of|and|not declared|more is better|from|whole numbers|by form)\b")


@pytest.fixture(scope="module")
def template():
    return params.load_edition("pii-template", root=projects.root())


def test_every_indicator_has_every_head(template):
    for language, place in (("vi", 0), ("en", 1)):
        for entry in guide.entries(template, language=language):
            heads = [item.head for item in entry.items]
            assert [head for head in heads if head in {GUIDE[key][place] for key in HEADS}] == [
                GUIDE[k][place] for k in HEADS
            ]
            assert all(text for item in entry.items for text in item.texts), entry.code


def test_every_indicator_and_outcome_stands_in_it_once(template):
    nodes = [node.code for node in template.full_framework.nodes if node.role != "aggregate"]
    assert [entry.code for entry in guide.entries(template, language="vi")] == nodes
    shown = guide.page(template, language="vi")
    assert all(shown.count(f'id="i-{code.replace(".", "-")}"') == 1 for code in nodes)


def test_the_vietnamese_page_has_no_english_around_the_framework(template):
    shown = guide.page(template, language="vi")
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", shown, flags=re.DOTALL)
    nodes = template.full_framework.nodes
    texts = ("evidence", "formula", "example", "supplier_note")
    own = {node.said(what, "vi") for node in nodes for what in texts}
    own |= {text for node in nodes for text in (node.definition("vi"), node.name("vi"), node.supplier)}
    for known in sorted(own, key=len, reverse=True):
        text = text.replace(known, " ") if known else text
    assert ENGLISH.findall(text) == []


def test_what_is_not_declared_is_said_to_be_missing(template):
    entry = guide.entries(template, language="en")[0]
    missing = [item for item in entry.items if item.missing]
    assert missing
    assert all("not declared" in item.texts[0] for item in missing)


def test_hostile_text_of_a_framework_is_escaped(edition):
    node = edition.full_framework.by_code["1.1.1"]
    hostile = node.model_copy(update={"name_vi": "<script>x</script>", "definition_vi": "a & <b>{{ 7*7 }}</b>"})
    tree = edition.full_framework
    changed = tree.model_copy(update={"nodes": tuple(hostile if n.code == "1.1.1" else n for n in tree.nodes)})
    vars(changed).pop("by_code", None)
    other = edition.model_copy(update={"full_framework": changed})
    shown = guide.page(other, language="vi")
    assert "<script>" not in shown
    assert "a &amp; &lt;b&gt;{{ 7*7 }}&lt;/b&gt;" in shown


def test_the_guide_is_written_in_both_languages_and_is_the_same_again(project, tmp_path):
    first = {path.name: path.read_bytes() for path in guide.make("toy", root=project.root, languages=("vi", "en"))}
    again = {path.name: path.read_bytes() for path in guide.make("toy", root=project.root, languages=("vi", "en"))}
    assert first == again
    assert b"http" not in first["guide.vi.html"]
    assert set(first) >= {"guide.vi.html", "guide.en.html"}
