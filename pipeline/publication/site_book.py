"""Executed chapters as pages of a book: one language's prose, code folded, what was printed for the log left out.

Nothing is executed here. What a chapter showed stays as it is, but it is made fit for a page: sentences become HTML in
which no markup of data has force, tables and pictures lie in boxes that scroll on narrow screens, pictures say what
they show.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from pipeline.errors import SchemaError
from pipeline.publication.published_run import LANGUAGES
from pipeline.reporting import words

PARAMETERS, INJECTED = "parameters", "injected-parameters"
STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
TABLE_BOX = re.compile(r'<div class="pii-scroll" tabindex="0">')
BARE_TABLE = re.compile(r"<table\b")
HEADING = re.compile(r"^(#+)\s+(.*)$", re.MULTILINE)
CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)

Cell = dict[str, Any]


@dataclass(frozen=True)
class Chapter:
    """A chapter as the site shows it.

    Parameters
    ----------
    step : such as ``04_index``.
    title : its first heading, plain text.
    question : the first paragraph, HTML.
    notebook : in the form of nbformat 4, with pictures as ``image/png``.
    """

    step: str
    title: str
    question: str
    notebook: Mapping[str, Any]


def chapters(paths: Mapping[str, Path], language: str) -> list[Chapter]:
    """The chapters of one language, in order.

    Raises
    ------
    SchemaError : a file that is no notebook, or has no heading in that language.
    """
    return [chapter(step, paths[step], language) for step in sorted(paths)]


def chapter(step: str, path: Path, language: str) -> Chapter:
    """One executed chapter, made fit for a page; see `chapters`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        cells: list[Cell] = content["cells"]
    except (ValueError, KeyError, TypeError) as error:
        raise SchemaError(f"{path.name}: an executed notebook is expected, found none: {error}. Run again") from error
    own = [cell for cell in cells if _belongs(cell, language)]
    first = next((_source(cell) for cell in own if cell["cell_type"] == "markdown"), "")
    heading = HEADING.search(first)
    if heading is None:
        raise SchemaError(f"{path.name}: a first cell with a heading in language {language} is expected. Add it")
    following = first[heading.end() :].strip().split("\n\n")[0]
    shown = _shown(own, language)
    language_info = content.get("metadata", {}).get("language_info", {"name": "python"})
    notebook = {"cells": shown, "metadata": {"language_info": language_info}, "nbformat": 4, "nbformat_minor": 5}
    return Chapter(step, heading[2].strip(), prose(following), notebook)


def _belongs(cell: Cell, language: str) -> bool:
    """Whether a page in a language shows the cell: not the other language's prose, not the defaults that were replaced."""
    tags = _tags(cell)
    return not (set(tags) & (set(LANGUAGES) - {language})) and PARAMETERS not in tags


def _shown(cells: Sequence[Cell], language: str) -> list[Cell]:
    shown: list[Cell] = []
    heading = ""
    for number, cell in enumerate(cells):
        source = _source(cell)
        common = {"id": f"cell-{number}", "source": source}
        if cell["cell_type"] == "markdown":
            found = HEADING.findall(source)
            heading = found[-1][1].strip() if found else heading
            shown.append(common | {"cell_type": "markdown", "metadata": {}})
            continue
        outputs = [_output(output, heading, language) for output in cell.get("outputs", [])]
        shown.append(
            common
            | {
                "cell_type": "code",
                "execution_count": None,
                "metadata": _metadata(cell, heading, language),
                "outputs": [output for output in outputs if output is not None],
            }
        )
    return shown


def _metadata(cell: Cell, heading: str, language: str) -> dict[str, Any]:
    """Fold the code, under a label in the page's language; give pictures a text beside."""
    label = words.word("site_parameters_fold" if INJECTED in _tags(cell) else "site_code_fold", language)
    pictures = [output["data"] for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]
    own: dict[str, Any] = {"code_prompt_show": label, "code_prompt_hide": label}
    if pictures:
        own["image"] = {"alt": _alternative(pictures[0], heading, language)}
    return {"tags": ["hide-input"], "mystnb": own}


def _alternative(data: Mapping[str, Any], heading: str, language: str) -> str:
    """What a picture says it shows; where it says nothing, the heading that it stands under."""
    told = "".join(data.get("text/plain", "")).strip()
    if told and not told.startswith("<"):
        return told
    return words.word("site_figure_under", language).format(heading=heading)


def _output(output: Mapping[str, Any], heading: str, language: str) -> dict[str, Any] | None:
    """An output for a page; None for what was printed for the log."""
    data = output.get("data")
    if data is None:
        return None
    common = {"output_type": "display_data", "metadata": {}}
    if "text/html" in data:
        return common | {"data": {"text/html": boxed("".join(data["text/html"]), heading)}}
    if "text/markdown" in data:
        text = "".join(data["text/markdown"])
        return common | {"data": {"text/html": f'<div class="sentence">{prose(text)}</div>'}} if text.strip() else None
    if "image/png" in data:
        return common | {"data": {"image/png": "".join(data["image/png"])}}
    return common | {"data": {"text/html": f"<pre>{escape(''.join(data.get('text/plain', '')))}</pre>"}}


def boxed(fragment: str, heading: str) -> str:
    """Tables in boxes that scroll by keyboard too, named by their caption; the notebook's own style goes.

    A table of the pipeline brings its box along; a plain one (of pandas) gets one.
    """
    bare = STYLE.sub("", fragment)
    caption = CAPTION.search(bare)
    name = caption[1] if caption else escape(heading)
    box = f'<div class="scroll" tabindex="0" role="region" aria-label="{name.replace(chr(34), "&quot;")}">'
    if TABLE_BOX.search(bare):
        return TABLE_BOX.sub(lambda _: box, bare)
    return f"{box}{bare}</div>" if BARE_TABLE.search(bare) else bare


def prose(text: str) -> str:
    """A sentence in Markdown as HTML; markup in it is text.

    >>> prose("**Hà Nội** <b>1</b>")
    '<p><strong>Hà Nội</strong> &lt;b&gt;1&lt;/b&gt;</p>\\n'
    """
    return str(_markdown().render(text))


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def _source(cell: Cell) -> str:
    return "".join(cell["source"])


def _tags(cell: Cell) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", []))
