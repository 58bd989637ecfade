"""What outputs rest on beside their files, then and now."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.chain import fingerprint, steps, verify_code
from pipeline.chain.imports import ImportGraph


@pytest.fixture
def made(mini):
    """The lines of the small project's steps, as they would be recorded now."""
    graph, environment = ImportGraph(), fingerprint.environment_digest(mini.root)
    found = {}
    for step in steps.discover(mini.root):
        now = fingerprint.of(step, parameters={}, inputs={}, environment=environment, graph=graph)
        found[step.name] = {
            "run": "nominal",
            "notebook": step.sources_digest,
            "fingerprint": fingerprint.as_record(now),
        }
    return found


def test_nothing_is_said_where_nothing_changed(mini, made):
    assert verify_code.changes(made, root=mini.root) == []


def test_code_prose_and_chapters_are_told_apart(mini, made):
    mini.rewrite("notebooks/01_data.ipynb", "step.finish()", "1 + 1")
    mini.rewrite("notebooks/02_imputation.ipynb", "# 02_imputation", "# Better said")
    mini.notebook("03_treatment", reads=["values.csv"], writes=["treated.csv"])
    assert verify_code.changes(made, root=mini.root) == [
        "notebooks/03_treatment.ipynb is new",
        "the code of notebooks/01_data.ipynb",
        "the prose of notebooks/02_imputation.ipynb, or its default parameters",
    ]


@pytest.mark.parametrize(("run", "said"), [("nominal", []), ("audit-full", ["notebooks/11_audit.ipynb is new"])])
def test_a_chapter_of_another_kind_of_run_is_not_new_to_this_one(mini, made, run, said):
    mini.notebook("11_audit", tables='READS = ["values.csv"]\nWRITES = []\nONLY_IN = "audit"')
    made = {name: {**line, "run": run} for name, line in made.items()}
    assert verify_code.changes(made, root=mini.root) == said


def test_a_chapter_that_is_gone_or_broken_is_named(mini, made):
    (mini.root / "notebooks/01_data.ipynb").unlink()
    (mini.root / "notebooks/02_imputation.ipynb").write_text("{}")
    gone, broken = verify_code.changes(made, root=mini.root)
    assert gone == "notebooks/01_data.ipynb is not there any more"
    assert broken.startswith("notebooks/02_imputation.ipynb cannot be read: ")


def test_a_chapter_whose_code_is_no_python_is_named_with_its_cell(mini, made):
    mini.rewrite("notebooks/02_imputation.ipynb", "step.finish()", "step.finish(")
    assert verify_code.changes(made, root=mini.root) == [
        "notebooks/02_imputation.ipynb cannot be read: cell 6, line 1: the cell is no Python: '(' was never closed. "
        "Correct it"
    ]


def test_modules_and_the_environment_are_named(mini, made):
    record = made["01_data"]["fingerprint"]
    modules = {**record["modules"], "pipeline.errors": "other"}
    made["01_data"]["fingerprint"] = {**record, "modules": modules, "environment": "other"}
    assert verify_code.changes(made, root=mini.root) == [
        "the library: pipeline.errors",
        "the locked environment, or Python",
    ]


def test_a_line_of_the_earlier_schema_knows_its_notebook_only(mini, made):
    made["01_data"] = {"run": "nominal", "notebook": "other"}
    assert verify_code.changes(made, root=mini.root) == ["notebooks/01_data.ipynb"]


def test_a_fingerprint_has_the_parts_that_are_compared():
    names = {item.name for item in dataclasses.fields(fingerprint.Fingerprint)}
    assert {"code", "modules", "environment"} <= names
