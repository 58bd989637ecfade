"""Pages are complete in one file and escape what they show."""

from __future__ import annotations

import jinja2
import pytest

from pipeline.collection import pages
from pipeline.collection.round_status import Section, Shown


def test_every_text_is_escaped_and_nothing_is_fetched():
    sections = [Section("<b>", ["<i>"], [[Shown("<script>", "number")]])]
    shown = pages.page("status.html", language="vi", title="&", lead="<u>", frozen="", sections=sections)
    assert not any(tag in shown for tag in ("<b>", "<i>", "<script>", "<u>", "http", "src=", "href="))
    assert "&lt;script&gt;" in shown
    assert "<style>" in shown


def test_a_template_that_misses_something_fails():
    with pytest.raises(jinja2.UndefinedError, match="title"):
        pages.page("status.html", language="vi")
