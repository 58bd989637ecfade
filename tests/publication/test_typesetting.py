"""Typesetting: data are data, faults are told with the template's name, and a press gives the same bytes as a single print."""

from __future__ import annotations

import pytest

from pipeline.errors import DataError
from pipeline.publication import typesetting

TEMPLATE = """#set document(title: "t", date: none)
#set text(lang: "vi")
#let data = json(bytes(sys.inputs.data))
#data.name
#metadata(data.name) <name>
"""


@pytest.fixture
def template(tmp_path, monkeypatch) -> str:
    (tmp_path / "t.typ").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path)
    return "t.typ"


@pytest.mark.parametrize("name", ["#panic()", "$x", "*b* _i_ \\ @ref // <l>", '"quoted"', "Đắk Lắk", "שלום\u202eabc"])
def test_a_text_is_never_read_as_markup(template, name):
    press = typesetting.Press(template)
    assert press.pdf({"name": name}).startswith(b"%PDF-")
    assert press.noted("name") == [name]


def test_a_press_used_again_prints_what_a_new_one_prints(template):
    press = typesetting.Press(template)
    first = press.pdf({"name": "a"})
    press.pdf({"name": "b"})
    assert press.pdf({"name": "a"}) == first == typesetting.pdf(template, {"name": "a"})


def test_data_that_the_template_lacks_are_told_with_its_name(template):
    with pytest.raises(DataError, match=r"template t\.typ: it must be typeset, and Typst stops"):
        typesetting.pdf(template, {"other": "a"})


def test_a_standard_that_the_template_breaks_is_refused(tmp_path, template):
    (tmp_path / template).write_text(TEMPLATE.replace('title: "t", ', ""), encoding="utf-8")
    with pytest.raises(DataError, match=r"title"):
        typesetting.Press(template, standards=["ua-1"]).pdf({"name": "a"})
