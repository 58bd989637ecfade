"""A run from start to finish, and everything that may go wrong on the way."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.chain import at_work, kernel, ledger, lock, notebook_digest, published, staging
from pipeline.chain.failure import Failure
from pipeline.chain.selection import Choices
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
        "data/processed/mini-2024/nominal/method.json",
        "data/processed/mini-2024/nominal/panel.csv",
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
    assert (first["reason"], closing["reason"]) == ("run: it is not on record yet", "run: 01_data, 02_imputation")
    assert first["outputs"].keys() == {"01_data.ipynb", "values.csv"}
    assert first["fingerprint"]["modules"].keys() >= {"pipeline.data.chapter", "pipeline.data.params"}
    assert first["peak_memory_mb"] > 1
    assert first["notebook_digest"] == notebook_digest.canonical(mini_run.root / NOMINAL[1] / "01_data.ipynb")


@pytest.mark.chain
def test_a_chapter_is_handed_the_digest_of_the_ledgers_last_line(mini_run):
    report = (mini_run.root / NOMINAL[1] / "report.html").read_text()
    assert report == f"<p>nominal vi, ledger {lines(mini_run)[1]['previous']}</p>"


@pytest.mark.chain
def test_a_run_equals_its_rerun(mini_run):
    before, executed = mini_run.files(NOMINAL[0]), mini_run.files(NOMINAL[1])
    stream = io.StringIO()
    outcome = mini_run.run(stream=stream, choices=Choices(force=True))
    assert mini_run.files(NOMINAL[0]) == before
    assert outcome.report == mini_run.root / NOMINAL[1] / "report.html"
    said = stream.getvalue().splitlines()
    assert [line.split("  ")[0] for line in said] == ["[1/2] 01_data", "[2/2] 02_imputation"]
    assert all(line.endswith("  rerun: asked for") for line in said)
    notebooks = [name for name in executed if name.endswith(".ipynb")]
    assert [mini_run.files(NOMINAL[1])[name] for name in notebooks] == [executed[name] for name in notebooks]
    assert len(lines(mini_run)) == 6


@pytest.mark.chain
def test_one_job_two_jobs_and_another_folder_give_the_same_tables_and_the_same_notebooks(mini, tmp_path):
    for name, table in (("03_treatment", "coverage.csv"), ("04_index", "screening.csv")):
        mini.notebook(name, reads=["values.csv"], writes=[table], cells=[CHAPTERS[table]])
    other = type(mini)(tmp_path / "elsewhere" / "project")
    shutil.copytree(mini.root, other.root)
    found = []
    for where, jobs in ((mini, 1), (mini, 2), (other, 2)):
        where.run(choices=Choices(jobs=jobs, force=True))
        tables = {name.rsplit("/", 1)[1]: content for name, content in where.files(NOMINAL[0]).items()}
        notebooks = sorted((where.root / NOMINAL[1]).glob("*.ipynb"))
        found.append((tables, [notebook_digest.canonical(path, root=where.root) for path in notebooks]))
    assert found[0] == found[1] == found[2]
    assert len(found[0][1]) == 4


CHAPTERS = {
    "coverage.csv": """\
from pipeline.data import chapter
step = chapter.begin(globals())
found = step.read("values.csv")
step.save(coverage=found[["unit_code"]].assign(rule="r", node="0", present=1, zeros=0, of=2, required=1, passed=True))
step.finish()""",
    "screening.csv": """\
from pipeline.data import chapter
step = chapter.begin(globals())
found = step.read("values.csv")
step.save(screening=found[["unit_code"]].assign(ranked=True, reason_vi="", reason_en=""))
print(step.inputs.name, step.edition.id)
step.finish()""",
}


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
def test_a_failing_cell_is_named_and_everything_in_force_stays(mini_run):
    mini_run.rewrite("notebooks/02_imputation.ipynb", "step.finish()", "step.edition.framework.node('9')")
    before = mini_run.files(*NOMINAL)
    with pytest.raises(StepFailedError, match="step 02_imputation, cell 6") as caught:
        mini_run.run()
    message = str(caught.value)
    assert "stopped with FrameworkError: framework: there is no node '9'" in message
    assert "    step.edition.framework.node('9')\nRaised at pipeline/framework/hierarchy.py, line " in message
    failed = "reports/mini-2024/nominal/failed/02_imputation.ipynb"
    assert f"The half-run notebook is {failed}" in message
    after = mini_run.files(*NOMINAL)
    assert "FrameworkError" in after.pop(failed).decode()
    assert after == before
    (failure,) = lines(mini_run)[3:]
    assert (failure["step"], failure["outcome"]) == ("02_imputation", "failed")
    assert failure["reason"] == "rerun: the notebook's code changed"


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


BEGIN = "step = chapter.begin(globals())"
READ = "step.read('scores.csv')"


def refuse_kernels(monkeypatch):
    def started(*_, **__):
        pytest.fail("a kernel was started")

    monkeypatch.setattr(kernel, "execute", started)
    monkeypatch.setattr(kernel, "warm_up", lambda modules=(): None)


@pytest.mark.parametrize(
    ("path", "old", "new", "kind", "said"),
    [
        (CHAPTER, "SKEWNESS_LIMIT: float", "SKEWNES_LIMIT: float", ParameterError, "SKEWNES_LIMIT is neither"),
        (CHAPTER, "READS = ['values.csv']", "READS = ['scores.csv']", ChainError, "nobody writes scores.csv"),
        (CHAPTER, "'panel.csv'", "'values.csv'", ChainError, "values.csv by 01_data and 02_imputation"),
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
        lock.held(mini.root / "data" / "processed" / mini.edition, run="gii"),
        pytest.raises(ChainError, match=r"another is at work \(process \d+, run gii\)"),
    ):
        mini.run()


def test_a_run_that_waits_reads_its_parameters_when_it_is_its_turn(mini, by_hand):
    waiting = threading.Event()
    stream = io.StringIO()
    stream.write = lambda text: waiting.set() if "waiting for the run at work" in text else None
    thread = threading.Thread(target=lambda: mini.run(stream=stream, choices=Choices(wait_seconds=60)))
    with lock.held(mini.root / "data" / "processed" / mini.edition, run="gii"):
        thread.start()
        assert waiting.wait(30)
        mini.rewrite("params/editions/mini-2024/edition.yaml", "seed: 7", "seed: 8")
    thread.join(60)
    assert lines(mini)[-1]["parameters"]["SEED"] == 8


@pytest.mark.chain
def test_a_parameter_file_that_a_chapter_changes_is_refused_and_nothing_is_committed(mini_run):
    mini_run.rewrite("notebooks/01_data.ipynb", "step.finish()", json.dumps(EDIT)[1:-1])
    before = mini_run.files(*NOMINAL)
    with pytest.raises(StaleInputError, match=rf"{FRAMEWORK} was [0-9a-f]{{64}}, is [0-9a-f]{{64}}.*run again"):
        mini_run.run()
    assert mini_run.files(*NOMINAL) == before
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
def test_a_file_changed_while_a_run_is_at_work_stops_it(mini, by_hand, path, content, said, while_at_work):
    def change(work):
        (mini.root / path).unlink(missing_ok=True)
        if content is not None:
            (mini.root / path).write_text(content)

    by_hand.does[while_at_work] = change
    if (path, while_at_work) == (CHAPTER, "02_imputation"):
        mini.run()  # the chapter is on record as it was run
        return
    with pytest.raises(StaleInputError, match=f"different: {path} .*{said}"):
        mini.run()
    assert not mini.files(*NOMINAL)
    assert "committed" not in [line["outcome"] for line in lines(mini)]


def test_a_module_changed_while_a_step_that_imports_it_is_at_work_stops_the_run(mini, by_hand, monkeypatch):
    digests = at_work.Plan.refuse_changed.__globals__["ImportGraph"].digests

    def changed(graph, sources):
        found = digests(graph, sources)
        return {**found, "pipeline.errors": "f" * 64} if by_hand.ran else found

    monkeypatch.setattr("pipeline.chain.imports.ImportGraph.digests", changed)
    with pytest.raises(StaleInputError, match="different: pipeline.errors was [0-9a-f]{64}, is f{64}"):
        mini.run()


def test_a_file_changed_just_before_a_run_comes_into_force_stops_it(mini, by_hand, monkeypatch):
    keep = staging.Area.keep

    def then_change(area, lying):
        keep(area, lying)
        mini.rewrite(FRAMEWORK, "Two", "Zwei")

    monkeypatch.setattr(staging.Area, "keep", then_change)
    with pytest.raises(StaleInputError, match=FRAMEWORK):
        mini.run()
    assert not (mini.root / NOMINAL[0]).exists()


def test_hidden_files_and_outputs_of_chapters_are_no_inputs(mini, by_hand):
    hidden = mini.root / "params" / "editions" / mini.edition / ".framework.csv.swp"
    hidden.write_text("an editor at work")

    def change(work):
        hidden.unlink()
        mini.rewrite(CHAPTER, '"execution_count": null', '"execution_count": 9')

    by_hand.does["01_data"] = change
    mini.run()
    assert lines(mini)[-1]["outcome"] == "committed"


def interrupt(work):
    raise KeyboardInterrupt


def test_an_interrupted_run_changes_nothing_in_force(mini, by_hand):
    mini.run()
    before = mini.files(*EVERYTHING)
    by_hand.does["01_data"] = interrupt
    with pytest.raises(KeyboardInterrupt):
        mini.run(choices=Choices(force=True))
    assert mini.files(*EVERYTHING) == before
    assert (lines(mini)[-1]["step"], lines(mini)[-1]["outcome"]) == ("01_data", "interrupted")


def test_what_was_done_before_an_interruption_is_kept_by_the_next_run(mini, by_hand):
    by_hand.does["02_imputation"] = interrupt
    with pytest.raises(KeyboardInterrupt):
        mini.run()
    by_hand.does.clear()
    stream = io.StringIO()
    mini.run(stream=stream)
    assert sorted(by_hand.ran) == ["01_data", "02_imputation", "02_imputation"]
    assert "[1/2] 01_data  kept  from a run that was stopped\n" in stream.getvalue()
    first, closing = lines(mini)[0], lines(mini)[-1]
    assert (closing["outcome"], closing["kept"]) == ("committed", {"01_data": first["digest"]})
    assert len(mini.files(*NOMINAL)) == 6
    assert not list((mini.root / EVERYTHING[0]).glob(".staging*"))


def test_a_failure_stops_the_other_steps_and_what_is_done_is_kept(mini, by_hand, monkeypatch):
    ended = threading.Event()

    def wait_for_the_end(work):
        assert ended.wait(30)
        raise KeyboardInterrupt

    def fail(work):
        return Failure(6, "1 / 0", "ZeroDivisionError: division by zero")

    monkeypatch.setattr(kernel, "end_all", lambda within: ended.set())
    mini.notebook("03_treatment", reads=["values.csv"], writes=["coverage.csv"], cells=["1"])
    by_hand.does |= {"02_imputation": fail, "03_treatment": wait_for_the_end}
    with pytest.raises(StepFailedError, match="step 02_imputation, cell 6"):
        mini.run(choices=Choices(jobs=2))
    assert {line["step"]: line["outcome"] for line in lines(mini)} == {
        "01_data": "done",
        "02_imputation": "failed",
        "03_treatment": "interrupted",
    }
    by_hand.does.clear()
    by_hand.ran.clear()
    mini.run()
    assert sorted(by_hand.ran) == ["02_imputation", "03_treatment"]
    assert "reports/mini-2024/nominal/failed/02_imputation.ipynb" not in mini.files("reports")


def test_a_run_that_keeps_everything_removes_what_a_failure_left(mini, by_hand):
    mini.run()
    mini.rewrite(CHAPTER, "step.finish()", "1 / 0")
    by_hand.does["02_imputation"] = lambda work: Failure(6, "1 / 0", "ZeroDivisionError")
    with pytest.raises(StepFailedError, match="02_imputation"):
        mini.run()
    assert (mini.root / NOMINAL[1] / "failed").is_dir()
    mini.rewrite(CHAPTER, "1 / 0", "step.finish()")
    mini.run()
    assert not (mini.root / NOMINAL[1] / "failed").exists()
    assert lines(mini)[-1]["kept"].keys() == {"01_data", "02_imputation"}


OPERATIONS = ("intend", "os.replace", "os.rename", "ledger.append", "close")


class Killed(BaseException):
    """Stands for a process that is no more: nothing catches it."""


def killed_at(patch, number):
    """Kill the process at one operation on files, counted once the run begins to come into force; whether there were
    that many."""
    counted = [0]
    begun = [False]
    intend = staging.Area.intend

    def counting(original):
        def operation(*arguments, **named):
            if begun[0]:
                counted[0] += 1
                if counted[0] == number:
                    begun[0] = False
                    raise Killed
            return original(*arguments, **named)

        return operation

    def begin(area, record):
        begun[0] = True
        return intend(area, record)

    patch.setattr(staging.Area, "intend", begin)
    patch.setattr(staging.Area, "close", counting(staging.Area.close))
    patch.setattr(staging.Area, "leave", lambda area: None)
    patch.setattr(ledger, "append", counting(ledger.append))
    for name in ("replace", "rename", "fsync"):
        patch.setattr(os, name, counting(getattr(os, name)))
    return counted


def test_a_run_killed_at_any_point_while_coming_into_force_leaves_the_old_or_becomes_the_new(mini, by_hand, tmp_path):
    """Two chapters, an old run in force; every operation on files from the record of intent on is a point of death."""
    mini.run()
    old = in_force(mini)
    mini.rewrite("params/editions/mini-2024/edition.yaml", "seed: 7", "seed: 8")
    by_hand.content["values.csv"] = "new\n"
    shutil.copytree(mini.root, tmp_path / "whole")
    new = in_force(done(type(mini)(tmp_path / "whole")))
    assert new != old
    number = outcomes = 0
    while True:
        number += 1
        copy = type(mini)(tmp_path / str(number))
        shutil.copytree(mini.root, copy.root)
        with pytest.MonkeyPatch.context() as patch:
            counted = killed_at(patch, number)
            with suppress(Killed):
                copy.run()
        if counted[0] < number:
            break
        by_hand.ran.clear()
        copy.run()
        assert by_hand.ran == [], "every step had been done"
        assert in_force(copy) == new
        closing = [line["outcome"] for line in lines(copy) if line["step"] == "run"]
        assert closing.count("committed") == 2, "the old and the new, each once"
        assert not list((copy.root / EVERYTHING[0]).glob(".[so]*")), "nothing is left over"
        outcomes += 1
    assert outcomes > 12


def done(mini):
    mini.run()
    return mini


def in_force(mini):
    """Tables in force; reports name digests of lines, which have times."""
    return mini.files(NOMINAL[0])


def test_another_run_that_was_killed_while_coming_into_force_is_finished_first(mini, by_hand):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging.Area, "swap", interrupt)
        with pytest.raises(KeyboardInterrupt):
            mini.run(parameters=["seed=0"], name="other")
    assert not (mini.root / "data/processed/mini-2024/other").exists()
    stream = io.StringIO()
    mini.run(stream=stream)
    assert "run mini-2024/other: finished putting in force" in stream.getvalue()
    assert "reports/mini-2024/other/report.html" in mini.files("reports")
    closing = [line for line in lines(mini) if line["outcome"] == "committed"]
    assert [line["run"] for line in closing] == ["other", "nominal"]


def test_a_replication_that_misses_its_totals_is_recorded_and_not_put_in_force(mini, by_hand, monkeypatch):
    mini.notebook("03_treatment", reads=["values.csv"], writes=["replication.csv"], cells=["1"])
    with (mini.root / "params" / "editions" / mini.edition / "edition.yaml").open("a") as stream:
        stream.write("published:\n- {code: '0', value: {table: mini/table, column: b, year: 2024}, tolerance: 0.1}\n")

    def missed(edition, tables):
        raise DataError("the published totals must be met")

    monkeypatch.setattr(published, "compare", missed)
    for _ in range(2):
        with pytest.raises(DataError, match="must be met"):
            mini.run()
        assert lines(mini)[-1]["outcome"] == "refused"
        assert not (mini.root / NOMINAL[0]).exists()
    assert sorted(by_hand.ran) == ["01_data", "02_imputation", "03_treatment"], "the second time all was done"


FULL = OSError(errno.ENOSPC, "No space left on device")
WRITERS = ("open", "prepare", "accept", "keep", "intend", "swap", "append")


@pytest.mark.parametrize("where", WRITERS)
def test_a_full_disk_leaves_the_old_in_force_and_the_next_run_goes_on(mini, by_hand, where):
    mini.run()
    before = in_force(mini)
    mini.rewrite("params/editions/mini-2024/edition.yaml", "seed: 7", "seed: 8")
    by_hand.content["values.csv"] = "new\n"

    def full(*_, **__):
        raise FULL

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(*((ledger, "append") if where == "append" else (staging.Area, where)), full)
        with pytest.raises(
            ChainError, match=r"run mini-2024/nominal: .* is full\. Free space there and run again"
        ) as told:
            mini.run()
    assert "Errno" not in str(told.value)
    assert in_force(mini) == before
    mini.run()
    assert in_force(mini) != before
    committed = [line for line in lines(mini) if line["outcome"] == "committed"]
    assert [line["parameters"]["SEED"] for line in committed] == [7, 8]


def test_a_disk_that_a_chapter_finds_full_is_told_as_one(mini, by_hand):
    by_hand.does["02_imputation"] = lambda work: Failure(5, "save", f"OSError: {FULL}")
    with pytest.raises(ChainError, match=r"step 02_imputation of run mini-2024/nominal: room on the disk is needed"):
        mini.run()
    assert lines(mini)[-1]["outcome"] == "failed"


def test_a_full_disk_while_the_closing_line_is_written_is_made_good_by_the_next_run(mini, by_hand):
    append = ledger.append

    def full_at_the_end(path, entry, *, warn):
        if entry.step != ledger.WHOLE_RUN:
            return append(path, entry, warn=warn)
        with path.open("ab") as stream:
            stream.write(b'{"schema": 2, "edition": "mini')
        raise FULL

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "append", full_at_the_end)
        with pytest.raises(ChainError, match="is full"):
            mini.run()
    stream = io.StringIO()
    mini.run(stream=stream)
    assert "the last line was torn and is cut off" in stream.getvalue()
    assert "finished putting in force what a stopped process had completed" in stream.getvalue()
    assert [line["outcome"] for line in lines(mini)] == ["done", "done", "committed", "kept"]


SLOW = "import time\nfrom pipeline.data import project\n(project.root() / 'begun').touch()\ntime.sleep(600)"


def command(mini, *arguments):
    """The command as a process of its own, and its lines."""
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "run", mini.edition, *arguments],
        env={**os.environ, "PII_PROJECT": str(mini.root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def kernels_of(mini):
    """Processes whose working folder lies in the project."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):
            if Path(os.readlink(place)).is_relative_to(mini.root):
                found.append(place.parent.name)
    return found


def until(condition, *, seconds=120):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.mark.chain
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc what lives")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=["ctrl-c", "sigterm", "kill-9"])
def test_a_run_that_is_stopped_from_outside_ends_its_kernels_and_is_taken_up_by_the_next(mini_run, number):
    mini = mini_run
    before = mini.files(*NOMINAL)
    mini.rewrite("params/editions/mini-2024/edition.yaml", "seed: 7", "seed: 8")
    mini.rewrite(CHAPTER, "step.finish()", json.dumps(SLOW)[1:-1])
    with command(mini) as process:
        try:
            until((mini.root / "begun").exists)
            assert kernels_of(mini)
            process.send_signal(number)
            said, _ = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == (-9 if number == signal.SIGKILL else 130)
    until(lambda: not kernels_of(mini))
    assert mini.files(*NOMINAL) == before
    mini.rewrite(CHAPTER, json.dumps(SLOW)[1:-1], "step.finish()")
    stream = io.StringIO()
    mini.run(stream=stream)
    assert "01_data  kept  from a run that was stopped" in stream.getvalue()
    assert store.read_table(mini.root / NOMINAL[0] / "values.csv")["value"].tolist()[1] == 8
    assert number == signal.SIGKILL or "interrupted; no table and no report was changed" in said


UNCHANGED = """\
import sys
from pipeline import cli
assert cli.main(["run", "mini-2024"]) == 0
heavy = {"pandas", "numpy", "papermill", "nbformat", "nbclient", "jupyter_client", "matplotlib"}
print(sorted(heavy & set(sys.modules)))"""


@pytest.mark.chain
def test_an_unchanged_run_loads_neither_pandas_nor_papermill(mini_run):
    done = subprocess.run(
        [sys.executable, "-c", UNCHANGED],
        env={**os.environ, "PII_PROJECT": str(mini_run.root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[:2] == ["[1/2] 01_data  kept", "[2/2] 02_imputation  kept"]
    assert done.stdout.splitlines()[-1] == "[]"
