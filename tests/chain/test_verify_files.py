"""A run's files against the digests on record, told apart by where they lie."""

from __future__ import annotations

import json

import pytest

from pipeline.chain import notebook_digest, verify_files
from pipeline.data import store

EXECUTED = {
    "cells": [{"cell_type": "code", "metadata": {}, "source": "1 + 1", "outputs": [], "execution_count": 1}],
    "metadata": {},
}


@pytest.fixture
def left(tmp_path):
    """One table and one executed notebook, the line of the step that made them and the line that closed the run."""
    tables, reports = tmp_path / "data/processed/e/r", tmp_path / "reports/e/r"
    for folder in (tables, reports):
        folder.mkdir(parents=True)
    (tables / "values.csv").write_text("a\n")
    (reports / "01_data.ipynb").write_text(json.dumps(EXECUTED))
    digests = {path.name: store.digest(path) for path in (tables / "values.csv", reports / "01_data.ipynb")}
    canonical = notebook_digest.canonical(reports / "01_data.ipynb")
    return {"outputs": digests}, {"01_data": {"inputs": {}, "outputs": digests, "notebook_digest": canonical}}


def outputs(left, tmp_path):
    closing, made = left
    return verify_files.outputs(closing, made, edition="e", run="r", root=tmp_path)


def test_files_as_recorded_differ_in_nothing_and_are_counted(left, tmp_path):
    part = outputs(left, tmp_path)
    assert part.differences == ()
    assert part.checked == ("tables: 1 files", "documents: 0 files", "executed notebooks: 1 files")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"nbformat": 4}, "its sources and outputs are as recorded, something else in it is not"),
        ({"cells": []}, "its sources or outputs are not those recorded"),
        ({"cells": 1}, "it is no notebook any more"),
    ],
)
def test_of_a_changed_notebook_it_is_said_whether_it_shows_the_same(left, tmp_path, change, said):
    (tmp_path / "reports/e/r/01_data.ipynb").write_text(json.dumps({**EXECUTED, **change}))
    (difference,) = outputs(left, tmp_path).differences
    assert difference.startswith("reports/e/r/01_data.ipynb: its digest on record is ")
    assert said in difference


def test_a_half_run_notebook_of_a_failed_attempt_is_no_part_of_the_run(left, tmp_path):
    failed = tmp_path / "reports/e/r/failed"
    failed.mkdir()
    (failed / "01_data.ipynb").write_text("{}")
    assert outputs(left, tmp_path).differences == ()


def test_a_kept_step_may_have_read_a_parameter_file_before_its_comments_changed(left, tmp_path):
    closing, made = left
    made["01_data"]["inputs"] = {"params/editions/e/edition.yaml": "0" * 64}
    assert outputs((closing, made), tmp_path).differences == ()
    made["02_imputation"] = {"inputs": {"values.csv": "0" * 64}, "outputs": {}}
    assert "disagree on values.csv" in outputs((closing, made), tmp_path).differences[0]


def test_prose_beside_an_edition_is_no_file_of_its_run_and_any_other_file_is(tmp_path):
    folder = tmp_path / "params/editions/e"
    folder.mkdir(parents=True)
    (folder / "foreword.vi.md").write_text("Lời nói đầu.", encoding="utf-8")
    assert verify_files.inputs({"inputs": {}}, edition="e", root=tmp_path).differences == ()
    (folder / "more.csv").write_text("a\n")
    (difference,) = verify_files.inputs({"inputs": {}}, edition="e", root=tmp_path).differences
    assert difference.startswith("params/editions/e/more.csv: it is read with the edition and is not on record")
