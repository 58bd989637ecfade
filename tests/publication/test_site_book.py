"""Executed chapters as pages of the book."""

from __future__ import annotations

import json

import pytest

from pipeline.errors import SchemaError
from pipeline.publication import site_book
from pipeline.reporting import words


def code(source, *outputs, tags=()):
    return {"cell_type": "code", "metadata": {"tags": list(tags)}, "source": source, "outputs": list(outputs)}


def text(source, *tags):
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": source}


def shows(**data):
    return {
        "output_type": "execute_result",
        "metadata": {},
        "data": {key.replace("_", "/"): value for key, value in data.items()},
    }


CELLS = [
    text("# 4. Chỉ số\n\n**Hỏi:** mấy điểm?\n\nThêm.", "vi"),
    text("# 4. The index\n\n**Asks:** how many?", "en"),
    code("LIMIT: float = 1.0", tags=["parameters"]),
    code("LIMIT = 2.0", tags=["injected-parameters"]),
    text("## Bảng", "vi"),
    text("## Table", "en"),
    code("scores", shows(text_html="<style>.x{}</style><table><tr><td>1</td></tr></table>")),
    code("sentence", shows(text_markdown="Nhất: <b>Hà Nội</b> *1*")),
    code("figure", shows(image_png="aGE=", text_plain="<Chart size 1x1>")),
    code("step.save()", {"output_type": "stream", "name": "stdout", "text": "1 saved: scores.csv"}),
]


@pytest.fixture
def chapter(tmp_path):
    def made(cells, language="vi"):
        path = tmp_path / "04_index.ipynb"
        path.write_text(
            json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8"
        )
        return site_book.chapter("04_index", path, language)

    return made


def outputs(chapter):
    return [output["data"] for cell in chapter.notebook["cells"] for output in cell.get("outputs", [])]


def test_title_and_question_come_from_the_first_cell_of_the_language(chapter):
    vi, en = chapter(CELLS), chapter(CELLS, "en")
    assert (vi.title, en.title) == ("4. Chỉ số", "4. The index")
    assert vi.question == "<p><strong>Hỏi:</strong> mấy điểm?</p>\n"
    assert not any("Table" in cell["source"] for cell in vi.notebook["cells"])


def test_parameters_are_shown_as_they_were_run(chapter):
    sources = [cell["source"] for cell in chapter(CELLS).notebook["cells"]]
    assert "LIMIT = 2.0" in sources
    assert "LIMIT: float = 1.0" not in sources
    labels = {cell["source"]: cell["metadata"].get("mystnb", {}) for cell in chapter(CELLS).notebook["cells"]}
    assert labels["LIMIT = 2.0"]["code_prompt_show"] == words.word("site_parameters_fold", "vi")
    assert labels["scores"]["code_prompt_show"] == words.word("site_code_fold", "vi")


def test_a_plain_table_gets_a_box_that_scrolls_by_keyboard(chapter):
    table = next(data["text/html"] for data in outputs(chapter(CELLS)) if "<table" in data.get("text/html", ""))
    assert (
        table
        == '<div class="scroll" tabindex="0" role="region" aria-label="Bảng"><table><tr><td>1</td></tr></table></div>'
    )


def test_a_table_of_the_pipeline_is_named_by_its_caption():
    own = '<div class="pii-scroll" tabindex="0"><table><caption>Hạng &amp; điểm</caption></table></div>'
    assert 'aria-label="Hạng &amp; điểm"' in site_book.boxed(own, "x")
    assert site_book.boxed(own, "x").count("<div") == 1


def test_markup_in_a_sentence_is_text(chapter):
    sentence = next(data["text/html"] for data in outputs(chapter(CELLS)) if "sentence" in data.get("text/html", ""))
    assert "&lt;b&gt;Hà Nội&lt;/b&gt; <em>1</em>" in sentence


def test_a_picture_says_what_it_shows_or_where_it_stands(chapter):
    silent = chapter(CELLS).notebook["cells"][-2]["metadata"]["mystnb"]["image"]["alt"]
    assert silent == words.word("site_figure_under", "vi").format(heading="Bảng")
    told = chapter([*CELLS[:2], code("f", shows(image_png="aGE=", text_plain="Xếp hạng các tỉnh"))])
    assert told.notebook["cells"][-1]["metadata"]["mystnb"]["image"]["alt"] == "Xếp hạng các tỉnh"


def test_what_was_printed_for_the_log_is_left_out(chapter):
    assert chapter(CELLS).notebook["cells"][-1]["outputs"] == []


def test_a_file_that_is_no_notebook_is_refused(tmp_path):
    path = tmp_path / "04_index.ipynb"
    path.write_text("{}")
    with pytest.raises(SchemaError, match="04_index.ipynb: an executed notebook is expected"):
        site_book.chapter("04_index", path, "vi")


def test_a_chapter_without_a_heading_in_the_language_is_refused(chapter):
    with pytest.raises(SchemaError, match="a first cell with a heading in language en is expected"):
        chapter([CELLS[0]], "en")
