"""What comes back from a worker is put in force as a whole, or refused and nothing changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.chain import ledger, staging, sweep_collect, sweep_task
from pipeline.chain import plan as planning
from pipeline.chain.failure import Failure
from pipeline.data import project
from pipeline.errors import ChainError, StaleInputError
from pipeline.framework.sweep import Variant

LOW = Variant(parameters={"skewness_limit": 0.5})
RUN = ("data/processed/mini-2024/low", "reports/mini-2024/low")
EVERYTHING = ("data/processed", "data/ledger", "reports")


@pytest.fixture
def plan(mini, by_hand):
    wanted = sweep_task.resolved(mini.edition, "low", LOW, root=mini.root)
    return planning.plan(wanted, root=mini.root)


@pytest.fixture
def result(mini, plan, tmp_path):
    return sweep_task.perform(sweep_task.prepare(LOW, plan=plan, root=mini.root), tmp_path)


def collect(result, plan, mini, said=None):
    said = [] if said is None else said
    sweep_collect.collect(result, plan, sweep="x", root=mini.root, said=said.append)


def lines(mini):
    return ledger.read(project.ledger(mini.edition, root=mini.root)).lines


def left(mini):
    """What lies in the project but for the lock, and what only saves time."""
    return {name: content for name, content in mini.files(*EVERYTHING).items() if "/." not in name}


def test_a_collected_run_is_kept_by_the_next_run_of_its_name(mini, plan, result):
    collect(result, plan, mini)
    assert sorted(left(mini)) == [
        "data/ledger/mini-2024.jsonl",
        *(f"{RUN[0]}/{name}" for name in ("method.json", "panel.csv", "values.csv")),
        *(f"{RUN[1]}/{name}" for name in ("01_data.ipynb", "02_imputation.ipynb", "report.html")),
    ]
    outcome = mini.run(parameters=["skewness_limit=0.5"], name="low")
    assert (outcome.ran, outcome.kept) == ((), ("01_data", "02_imputation"))


def test_a_line_can_be_held_against_the_digest_that_it_had_in_its_own_ledger(mini, plan, result):
    mini.run()
    collect(result, plan, mini)
    own = [line for line in lines(mini) if line["collected"]]
    assert [line["run"] for line in own] == ["low"] * 3
    assert own[0]["previous"] == lines(mini)[2]["digest"]
    assert [ledger.own_digest(line) for line in own] == [line["collected"]["digest"] for line in own]
    assert ledger.own_digest({**own[0], "seconds": 99.0}) != own[0]["collected"]["digest"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"values.csv": b"y\n"}, "its outputs must be those that its ledger names; different: values.csv"),
        ({"../../x.csv": b"y\n"}, "different: ../../x.csv"),
        ({"scores.csv": b"y\n"}, "different: scores.csv"),
    ],
)
def test_other_outputs_than_the_record_names_are_refused(mini, plan, result, change, said):
    with pytest.raises(StaleInputError, match=said):
        collect(replace(result, files={**result.files, **change}), plan, mini)
    assert left(mini) == {}


def test_a_missing_output_is_refused(mini, plan, result):
    files = {name: content for name, content in result.files.items() if name != "panel.csv"}
    with pytest.raises(StaleInputError, match="different: panel.csv"):
        collect(replace(result, files=files), plan, mini)
    assert left(mini) == {}


def test_a_broken_ledger_of_a_run_is_refused(mini, plan, result):
    with pytest.raises(StaleInputError, match=r"own-ledger.jsonl, line 1: .* this line was changed"):
        collect(replace(result, ledger=result.ledger.replace(b'"done"', b'"lost"', 1)), plan, mini)
    cut = b"".join(result.ledger.splitlines(keepends=True)[:-1])
    with pytest.raises(StaleInputError, match="must end with the line that closes it, found 2 lines"):
        collect(replace(result, ledger=cut), plan, mini)
    assert left(mini) == {}


def test_a_run_with_another_library_is_refused_and_the_module_named(mini, plan, result, monkeypatch):
    digests = plan.start.graph.digests

    def other(sources):
        return {**digests(sources), "pipeline.data.chapter": "0" * 64}

    monkeypatch.setattr(plan.start.graph, "digests", other)
    with pytest.raises(StaleInputError, match=r"must have started from what .* 01_data: pipeline.data.chapter changed"):
        collect(result, plan, mini)
    assert left(mini) == {}


def test_a_file_that_was_changed_meanwhile_is_refused(mini, plan, result):
    mini.rewrite("params/editions/mini-2024/units.csv", "Bê", "Bế")
    with pytest.raises(
        StaleInputError, match="what a run reads must stay as it was.* params/editions/mini-2024/units.csv"
    ):
        collect(result, plan, mini)
    assert left(mini) == {}


def test_a_failed_run_leaves_its_lines_and_its_half_run_notebook_and_nothing_else(mini, plan, by_hand, tmp_path):
    mini.run(parameters=["skewness_limit=0.5"], name="low")
    before, n_lines = left(mini), len(lines(mini))
    by_hand.does["02_imputation"] = lambda _: Failure(5, "1 / 0", "ZeroDivisionError: division by zero")
    stopped = sweep_task.perform(sweep_task.prepare(LOW, plan=plan, root=mini.root), tmp_path)
    sweep_collect.record_failure(stopped, plan, sweep="x", root=mini.root, said=pytest.fail)
    assert left(mini).keys() - before.keys() == {f"{RUN[1]}/failed/02_imputation.ipynb"}
    assert [line["outcome"] for line in lines(mini)[n_lines:]] == ["done", "failed"]
    assert {name: left(mini)[name] for name in before if "ledger" not in name} == {
        name: content for name, content in before.items() if "ledger" not in name
    }


def test_a_collection_that_is_stopped_while_it_is_put_in_force_is_finished_by_the_next_run(
    mini, plan, result, monkeypatch
):
    def stopped(area):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(staging.Area, "swap", stopped)
        with pytest.raises(KeyboardInterrupt):
            collect(result, plan, mini)
    said = []
    collect(result, plan, mini, said)
    assert said == ["run mini-2024/low: finished putting in force what a stopped process had completed"]
    assert [line["outcome"] for line in lines(mini)] == ["done", "done", "committed"] * 2
    assert not list((mini.root / "data/processed/mini-2024").glob(".staging-*"))


def test_a_full_disk_is_told_and_leaves_what_was_in_force(mini, plan, result, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sweep_collect, "_stage", full)
    with pytest.raises(ChainError, match="run mini-2024/low: room on the disk is needed"):
        collect(result, plan, mini)
    assert left(mini) == {}
