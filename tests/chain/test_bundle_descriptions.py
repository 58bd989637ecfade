"""What the files of a bundle are, in words."""

from __future__ import annotations

import dataclasses
import json

from pipeline.chain import bundle_descriptions

CHAPTER = "notebooks/01_data.ipynb"


def retitled(contents, *cells):
    """The contents with other cells of prose, of tags and text, in the first chapter."""
    prose = [{"cell_type": "markdown", "metadata": {"tags": tags}, "source": text} for tags, text in cells]
    code = {"cell_type": "code", "metadata": {}, "source": "# no title"}
    chapter = json.dumps({"cells": [code, *prose]}).encode()
    return dataclasses.replace(contents, files={**contents.files, CHAPTER: chapter})


def test_a_chapter_is_called_by_its_first_heading_in_each_language(contents):
    told = retitled(contents, (["vi"], "# 1. Số liệu\n\nLời"), (["en"], "## No\n# 1. Data"), (["en"], "# Later"))
    assert bundle_descriptions.chapters(told)["01_data"] == {"vi": "1. Số liệu", "en": "1. Data"}
    said = bundle_descriptions.describe(told)
    assert said[CHAPTER] == "Chapter as stored: 1. Số liệu · 1. Data"
    executed = said["reports/mini-2024/nominal/01_data.ipynb"]
    assert executed == "Chapter as executed in this run: 1. Số liệu · 1. Data"


def test_a_chapter_without_a_heading_is_called_by_its_step(contents):
    assert bundle_descriptions.chapters(retitled(contents))["01_data"] == {"vi": "01_data", "en": "01_data"}


def test_a_table_is_told_by_its_columns_its_rows_and_the_chapter_that_made_it(contents):
    said = bundle_descriptions.describe(contents)["data/processed/mini-2024/nominal/panel.csv"]
    assert said == (
        "Table, UTF-8, empty cells are missing; columns: unit_code (text), code (text), round (integer), data_year "
        "(integer), value (number); a row for each unit_code, code, round. Made by chapter 02_imputation"
    )


def test_a_raw_table_is_told_as_its_source_describes_it(contents):
    said = bundle_descriptions.describe(contents)
    assert said["data/raw/mini/table.csv"] == "A table; unit of measure: none"


def test_only_files_of_the_bundle_are_described(contents):
    assert bundle_descriptions.describe(contents).keys() <= contents.files.keys()
