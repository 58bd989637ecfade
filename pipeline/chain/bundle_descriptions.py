"""What the files of a bundle are, for one who has nothing else: chapters by their titles, tables by their columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.chain.bundle_contents import Contents
from pipeline.chain.resolve import LANGUAGES
from pipeline.chain.steps import is_table
from pipeline.chain.verify_files import RAW
from pipeline.data import schema

TITLE = "# "


def chapters(contents: Contents) -> dict[str, dict[str, str]]:
    """Step -> language -> title of its chapter: the first heading in a cell of that language, or the step's name.

    The cells are those tagged ``vi`` and ``en``; one without such a tag speaks to everybody.
    """
    found = {}
    for step in contents.made:
        cells = json.loads(contents.files[f"notebooks/{step}.ipynb"])["cells"]
        found[step] = {language: _title(cells, language) or step for language in LANGUAGES}
    return found


def describe(contents: Contents) -> dict[str, str]:
    """Path -> what a file is, of chapters as stored and as executed, of the run's tables and of raw tables."""
    titles = {step: " · ".join(dict.fromkeys(title.values())) for step, title in chapters(contents).items()}
    said = {f"notebooks/{step}.ipynb": f"Chapter as stored: {title}" for step, title in titles.items()}
    author = {name: step for step, line in contents.made.items() for name in line["outputs"]}
    for name in contents.closing["outputs"]:
        path, step = contents.output(name), author.get(name)
        if is_table(name):
            said[path] = _columns(name) + f". Made by chapter {step}" * bool(step)
        elif name.removesuffix(".ipynb") in titles:
            said[path] = f"Chapter as executed in this run: {titles[name.removesuffix('.ipynb')]}"
    return said | dict(_raw(contents))


def _title(cells: list[Mapping[str, Any]], language: str) -> str:
    """The first heading of the highest level that is meant for readers of a language."""
    for cell in cells:
        tags = cell.get("metadata", {}).get("tags", [])
        if cell["cell_type"] == "markdown" and (language in tags or not set(LANGUAGES) & set(tags)):
            for line in "".join(cell["source"]).splitlines():
                if line.startswith(TITLE):
                    return line.removeprefix(TITLE).strip()
    return ""


def _columns(name: str) -> str:
    """The contract of a table in words."""
    table = schema.schema_of(name)
    columns = ", ".join(f"{column} ({kind})" for column, kind in table.columns.items())
    return f"Table, UTF-8, empty cells are missing; columns: {columns}; a row for each {', '.join(table.key)}"


def _raw(contents: Contents) -> Iterator[tuple[str, str]]:
    """Raw tables as their sources describe them."""
    for source, described in contents.sources.items():
        for table in described["tables"].values():
            path = f"{RAW}{source}/{table['file']}"
            if path in contents.files:
                yield path, f"{table['title']}; unit of measure: {table['unit_of_measure']}"
