"""A task carries its project with it, and gives back all that its run left."""

from __future__ import annotations

import shutil

import pytest

from pipeline.chain import plan as planning
from pipeline.chain import sweep_task
from pipeline.chain.failure import Failure
from pipeline.framework.sweep import Variant

LOW = Variant(parameters={"skewness_limit": 0.5})


def prepared(mini, variant=LOW):
    wanted = sweep_task.resolved(mini.edition, "low", variant, root=mini.root)
    return sweep_task.prepare(variant, plan=planning.plan(wanted, root=mini.root), root=mini.root)


def test_a_task_needs_nothing_of_the_project_that_it_comes_from(mini, by_hand, tmp_path):
    task = prepared(mini)
    shutil.rmtree(mini.root)
    result = sweep_task.perform(task, tmp_path)
    assert result.error is None
    assert sorted(result.files) == [
        "01_data.ipynb",
        "02_imputation.ipynb",
        "method.json",
        "panel.csv",
        "report.html",
        "values.csv",
    ]
    assert result.ledger.count(b"\n") == 3
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_stops_says_why_and_gives_its_half_run_notebook(mini, by_hand, tmp_path):
    by_hand.does["02_imputation"] = lambda _: Failure(5, "1 / 0", "ZeroDivisionError: division by zero")
    result = sweep_task.perform(prepared(mini), tmp_path)
    assert "step 02_imputation, cell 5" in result.error
    assert str(tmp_path) not in result.error
    assert list(result.failed) == ["02_imputation.ipynb"]
    assert result.files == {}
    assert result.ledger.count(b"\n") == 2


def test_the_same_inputs_are_the_same_task_and_others_are_another(mini):
    task = prepared(mini)
    (mini.root / "params" / "sweeps").mkdir()
    (mini.root / "params" / "sweeps" / "x.yaml").write_text("# what no run reads")
    (mini.root / "data" / "raw" / "mini" / ".hidden").write_text("left by a system")
    assert prepared(mini) == task
    assert prepared(mini, Variant(parameters={"skewness_limit": 0.6})).key != task.key
    mini.rewrite("params/editions/mini-2024/edition.yaml", "seed: 7", "seed: 8")
    assert prepared(mini).key != task.key
    mini.rewrite("params/editions/mini-2024/edition.yaml", "seed: 8", "seed: 7")
    assert prepared(mini).key == task.key
    mini.rewrite("notebooks/01_data.ipynb", "published", "PUBLISHED")
    assert prepared(mini).key != task.key


@pytest.mark.parametrize("name", ["low", "gii"])
def test_a_variant_is_the_run_that_the_command_line_would_make(mini, name):
    variant = Variant(method="gii", parameters={"skewness_limit": 2.0} if name == "low" else {})
    run = sweep_task.resolved(mini.edition, name, variant, root=mini.root)
    assert (run.name, run.edition.method.name) == (name, "gii")
    assert run.values["SKEWNESS_LIMIT"] == (2.0 if name == "low" else 2.25)
