"""A run from start to finish, and everything that may go wrong on the way."""

from __future__ import annotations

import io
import json

import pytest

from pipeline.chain import ledger, lock, runner, staging
from pipeline.data import project, store
from pipeline.errors import ChainError, DataError, ParameterError, StaleInputError, StepFailedError

NOMINAL = ("data/processed/mini-2024/nominal", "reports/mini-2024/nominal")
EVERYTHING = ("data/processed/mini-2024", "reports/mini-2024")
CHAPTER, TABLE = "notebooks/02_imputation.ipynb", "data/raw/mini/table.csv"
FRAMEWORK, SOURCES = (f"params/editions/mini-2024/{name}" for name in ("framework.csv", "sources.yaml"))


def lines(mini):
    return ledger.read(project.ledger(mini.edition, root=mini.root)).lines


@pytest.mark.chain
def test_a_run_leaves_tables_report_executed_notebooks_and_its_method(mini_run):
    assert sorted(mini_run.files(*NOMINAL)) == [
        "data/processed/mini-2024/nominal/earlier.csv",
        "data/processed/mini-2024/nominal/method.json",
        "data/processed/mini-2024/nominal/values.csv",
        "reports/mini-2024/nominal/01_data.ipynb",
        "reports/mini-2024/nominal/02_imputation.ipynb",
        "reports/mini-2024/nominal/report.html",
    ]


@pytest.mark.chain
def test_executed_notebooks_name_no_place_and_no_time_of_this_machine(mini_run):
    text = (mini_run.root / NOMINAL[1] / "01_data.ipynb").read_text()
    for word in ("/processed/", "start_time", "papermill", "iopub"):
        assert word not in text


@pytest.mark.chain
def test_the_ledger_has_a_line_a_step_and_one_that_closes_the_run(mini_run):
    first, second, closing = lines(mini_run)
    assert [line["step"] for line in (first, second, closing)] == ["01_data", "02_imputation", "run"]
    assert [line["outcome"] for line in (first, second, closing)] == ["done", "done", "committed"]
    assert first["inputs"].keys() >= {"data/raw/mini/table.csv", "params/editions/mini-2024/framework.csv"}
    assert first["outputs"]["values.csv"] == second["inputs"]["values.csv"]
    assert closing["outputs"]["values.csv"] == store.digest(mini_run.root / NOMINAL[0] / "values.csv")
    assert first["parameters"]["SKEWNESS_LIMIT"] == 2.25


@pytest.mark.chain
def test_a_chapter_is_handed_the_digest_of_the_ledgers_last_line(mini_run):
    report = (mini_run.root / NOMINAL[1] / "report.html").read_text()
    assert report == f"<p>nominal vi, ledger {lines(mini_run)[1]['previous']}</p>"


@pytest.mark.chain
def test_a_run_equals_its_rerun(mini_run):
    notebook = "reports/mini-2024/nominal/01_data.ipynb"
    before, executed = mini_run.files(NOMINAL[0]), mini_run.files(NOMINAL[1])[notebook]
    stream = io.StringIO()
    outcome = mini_run.run(stream=stream)
    assert mini_run.files(NOMINAL[0]) == before
    assert outcome.report == mini_run.root / NOMINAL[1] / "report.html"
    assert [line.split("  ")[0] for line in stream.getvalue().splitlines()] == ["[1/2] 01_data", "[2/2] 02_imputation"]
    assert mini_run.files(NOMINAL[1])[notebook] == executed
    assert len(lines(mini_run)) == 6


@pytest.mark.chain
def test_a_variant_leaves_every_nominal_file_as_it_was(mini_run):
    before = mini_run.files(*NOMINAL)
    mini_run.run(parameters=["skewness_limit=2.0", "seed=0", "language=en"], name="low")
    assert mini_run.files(*NOMINAL) == before
    values = store.read_table(mini_run.root / "data/processed/mini-2024/low/values.csv")["value"]
    assert values.tolist()[:2] == [2.0, 0.0]
    executed = (mini_run.root / "reports/mini-2024/low/01_data.ipynb").read_text()
    assert "SKEWNESS_LIMIT = 2.0" in executed
    assert json.loads((mini_run.root / "data/processed/mini-2024/low/method.json").read_text())["name"] == "nominal"


@pytest.mark.chain
def test_a_failing_cell_is_named_and_everything_else_stays(mini_run):
    mini_run.rewrite("notebooks/02_imputation.ipynb", "step.finish()", "step.edition.framework.node('9')")
    before = mini_run.files(*EVERYTHING)
    with pytest.raises(StepFailedError, match="step 02_imputation, cell 6") as caught:
        mini_run.run()
    message = str(caught.value)
    assert "stopped with FrameworkError: framework: there is no node '9'" in message
    assert "    step.edition.framework.node('9')\nRaised at pipeline/framework/hierarchy.py, line " in message
    failed = "reports/mini-2024/nominal/failed/02_imputation.ipynb"
    assert f"The half-run notebook is {failed}" in message
    after = mini_run.files(*EVERYTHING)
    assert "FrameworkError" in after.pop(failed).decode()
    assert after == before
    assert [(line["step"], line["outcome"]) for line in lines(mini_run)[3:]] == [
        ("01_data", "done"),
        ("02_imputation", "failed"),
    ]


@pytest.mark.chain
def test_a_table_that_is_not_declared_cannot_be_read(mini):
    mini.notebook(
        "01_data", reads=["raw"], writes=["values.csv"], cells=["from pipeline.data import chapter", BEGIN, READ]
    )
    with pytest.raises(StepFailedError, match=r"01_data, cell 6: .* table 'scores.csv' is not declared in READS"):
        mini.run()


@pytest.mark.chain
def test_a_table_that_was_declared_and_not_written_is_named(mini):
    mini.notebook("01_data", reads=["raw"], writes=["values.csv"], cells=["1 + 1"])
    with pytest.raises(StepFailedError, match=r"declared and not written: values.csv"):
        mini.run()
    assert not mini.files(*NOMINAL[:1])


@pytest.mark.chain
def test_a_dead_kernel_is_called_so(mini):
    mini.notebook("01_data", reads=["raw"], writes=["values.csv"], cells=["import os", "os._exit(1)"])
    with pytest.raises(StepFailedError, match=r"01_data, cell 5: .* the kernel died"):
        mini.run()
    assert "reports/mini-2024/nominal/failed/01_data.ipynb" in mini.files("reports")


BEGIN = "step = chapter.begin(EDITION, RUN, LANGUAGE, SEED, reads=READS, writes=WRITES)"
READ = "step.read('scores.csv')"


def refuse_kernels(monkeypatch):
    def started(*_, **__):
        pytest.fail("a kernel was started")

    monkeypatch.setattr(runner.kernel, "execute", started)


@pytest.mark.parametrize(
    ("path", "old", "new", "kind", "said"),
    [
        (CHAPTER, "SKEWNESS_LIMIT: float", "SKEWNES_LIMIT: float", ParameterError, "SKEWNES_LIMIT is neither"),
        (CHAPTER, "READS = ['values.csv']", "READS = ['scores.csv']", ChainError, "nobody writes scores.csv"),
        (CHAPTER, "'earlier.csv'", "'values.csv'", ChainError, "values.csv by 01_data and 02_imputation"),
        (TABLE, "Bê,2,", "Bê,3,", StaleInputError, f"different: {TABLE} is"),
        (SOURCES, "mini/table, column: b", "mini/table, column: c", DataError, "2.*'c'"),
    ],
)
def test_a_contradiction_is_found_before_the_first_kernel_starts(mini, monkeypatch, path, old, new, kind, said):
    refuse_kernels(monkeypatch)
    mini.rewrite(path, old, new)
    with pytest.raises(kind, match=said):
        mini.run()
    assert set(mini.files("data/processed", "reports")) == {"data/processed/mini-2024/.lock"}
    assert not lines(mini)


def test_a_second_run_of_an_edition_is_refused(mini, monkeypatch):
    refuse_kernels(monkeypatch)
    with (
        lock.held(mini.root / "data" / "processed" / mini.edition),
        pytest.raises(ChainError, match="another is at work"),
    ):
        mini.run()


def written_by_hand(monkeypatch, *, then=None):
    """Stand-in for papermill: writes the declared files at once, and does after a step what ``then`` says."""

    def execute(work, *, on_cell):
        on_cell(1)
        work.output.write_text("{}")
        for name in work.step.writes:
            (work.folder / "outputs" / name).write_text("x\n")
        (then or {}).get(work.step.name, lambda: None)()

    monkeypatch.setattr(runner.kernel, "execute", execute)


@pytest.mark.chain
def test_a_parameter_file_that_a_chapter_changes_is_refused_and_nothing_is_committed(mini_run):
    mini_run.rewrite("notebooks/01_data.ipynb", "step.finish()", json.dumps(EDIT)[1:-1])
    before = mini_run.files(*EVERYTHING)
    with pytest.raises(StaleInputError, match=rf"{FRAMEWORK} was [0-9a-f]{{64}}, is [0-9a-f]{{64}}.*run again"):
        mini_run.run()
    assert mini_run.files(*EVERYTHING) == before
    assert len(lines(mini_run)) == 3, "what the step read is not known, so that no line says it"


EDIT = f"""\
from pipeline.data import project
path = project.root() / "{FRAMEWORK}"
path.write_text(path.read_text(encoding="utf-8").replace("Two", "Zwei"), encoding="utf-8")
step.finish()"""


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        (TABLE, "Unit,a,b\n", "is [0-9a-f]{64}"),
        (TABLE, None, "is not there"),
        ("params/methods/nominal.yaml", "", "is [0-9a-f]{64}"),
        ("data/raw/mini/corrections.yaml", "corrections: []\n", "was not there, is [0-9a-f]{64}"),
        (CHAPTER, None, "is not there"),
        (CHAPTER, '{"cells": []}', r"is refused \(notebooks/02_imputation.ipynb: exactly one code cell"),
    ],
)
@pytest.mark.parametrize("while_at_work", ["01_data", "02_imputation"])
def test_a_file_changed_while_a_run_is_at_work_stops_it(mini, monkeypatch, path, content, said, while_at_work):
    def change():
        (mini.root / path).unlink(missing_ok=True)
        if content is not None:
            (mini.root / path).write_text(content)

    written_by_hand(monkeypatch, then={while_at_work: change})
    if (path, while_at_work) == (CHAPTER, "02_imputation"):
        mini.run()  # the chapter is on record as it was run
        return
    with pytest.raises(StaleInputError, match=f"different: {path} .*{said}"):
        mini.run()
    assert set(mini.files("data/processed", "reports")) == {"data/processed/mini-2024/.lock"}
    assert "committed" not in [line["outcome"] for line in lines(mini)]


def test_a_file_changed_just_before_a_run_comes_into_force_stops_it(mini, monkeypatch):
    written_by_hand(monkeypatch)
    monkeypatch.setattr(runner.published, "compare", lambda *_: mini.rewrite(FRAMEWORK, "Two", "Zwei"))
    with pytest.raises(StaleInputError, match=FRAMEWORK):
        mini.run()
    assert not (mini.root / NOMINAL[0]).exists()


def test_hidden_files_and_outputs_of_chapters_are_no_inputs(mini, monkeypatch):
    hidden = mini.root / "params" / "editions" / mini.edition / ".framework.csv.swp"
    hidden.write_text("an editor at work")

    def change():
        hidden.unlink()
        mini.rewrite(CHAPTER, '"execution_count": null', '"execution_count": 9')

    written_by_hand(monkeypatch, then={"01_data": change})
    mini.run()
    assert lines(mini)[-1]["outcome"] == "committed"


def test_an_interrupted_run_changes_nothing(mini, monkeypatch):
    written_by_hand(monkeypatch)
    mini.run()
    before = mini.files(*EVERYTHING)

    def interrupt(work, *, on_cell):
        raise KeyboardInterrupt

    monkeypatch.setattr(runner.kernel, "execute", interrupt)
    with pytest.raises(KeyboardInterrupt):
        mini.run()
    assert mini.files(*EVERYTHING) == before
    assert lines(mini)[-1]["outcome"] == "interrupted"


def test_a_successful_run_removes_what_an_earlier_failure_left(mini, monkeypatch):
    written_by_hand(monkeypatch)
    failed = mini.root / NOMINAL[1] / "failed"
    failed.mkdir(parents=True)
    mini.run()
    assert not failed.exists()


def test_a_run_that_was_killed_while_coming_into_force_is_finished_by_the_next(mini, monkeypatch):
    written_by_hand(monkeypatch)

    def killed(area):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(staging.Area, "swap", killed)
        with pytest.raises(KeyboardInterrupt):
            mini.run(parameters=["seed=0"], name="other")
    assert not (mini.root / "data/processed/mini-2024/other").exists()
    stream = io.StringIO()
    mini.run(stream=stream)
    assert "run mini-2024/other: finished putting in force" in stream.getvalue()
    assert "reports/mini-2024/other/report.html" in mini.files("reports")
    closing = [line for line in lines(mini) if line["outcome"] == "committed"]
    assert [line["run"] for line in closing] == ["other", "nominal"]


def test_a_replication_that_misses_its_totals_is_recorded_and_not_put_in_force(mini, monkeypatch):
    written_by_hand(monkeypatch)

    def missed(edition, tables):
        raise DataError("the published totals must be met")

    monkeypatch.setattr(runner.published, "compare", missed)
    with pytest.raises(DataError, match="must be met"):
        mini.run()
    assert lines(mini)[-1]["outcome"] == "refused"
    assert not (mini.root / NOMINAL[0]).exists()
