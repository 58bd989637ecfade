"""What goes wrong around a run, told by whole processes: the command, its kernels, its signals, its disk.

A project's small chapters are made to wait, to fail or to fill the disk; what is left is looked at from outside. Nothing
that a story starts is to live on after it.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from pipeline import cli
from pipeline.chain import fork_server, ledger, notebook_digest

pytestmark = pytest.mark.chain

PATIENCE_SECONDS = 120  # for what takes 3 seconds on an idle machine
MARK = "PII_STORY"
EDITION = "mini-2024"
TABLES, REPORTS = f"data/processed/{EDITION}/nominal", f"reports/{EDITION}/nominal"
LEDGER, RAW = f"data/ledger/{EDITION}.jsonl", "data/raw/mini/table.csv"
EVERYTHING = (f"data/processed/{EDITION}", f"reports/{EDITION}")
BEGIN = """\
import pandas
from pipeline.data import chapter, project
step = chapter.begin(globals())
"""
WAIT = """\
import time
(project.root() / f"at-work-{EDITION}").touch()
while not (project.root() / "go-on").exists():
    time.sleep(0.02)
"""
PANEL = """\
values = step.read("values.csv")
step.save(panel=values.assign(round=0)[["unit_code", "code", "round", "data_year", "value"]])
step.save_document("report.html", f"<p>ledger {step.ledger_head}</p>")
"""
TWO_TABLES = """\
values = {"unit_code": ["01"], "code": "1", "value": 1.0, "data_year": 2024, "status": "A", "origin": "published"}
scores = {"unit_code": ["01"], "code": "0", "level": 2, "score": 1.0, "rank": 1.0}
step.save(values=pandas.DataFrame(values), scores=pandas.DataFrame(scores))
"""
PROCESS = ("-m", "pipeline.cli")


class Story:
    """Processes of one project, which can be told from all others by a mark in their environment."""

    def __init__(self, mini) -> None:
        self.mini, self.root = mini, mini.root
        self.mark = uuid.uuid4().hex
        self.started: list[subprocess.Popen[str]] = []

    def starts(self, *arguments: str, program: tuple[str, ...] = PROCESS) -> subprocess.Popen[str]:
        """Start the command, apart from this process's own group, as a terminal does."""
        process = subprocess.Popen(
            [sys.executable, *program, *arguments],
            env={**os.environ, "PII_PROJECT": str(self.root), MARK: self.mark},
            cwd=self.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def pii(self, *arguments: str, **options) -> tuple[int, str, str]:
        """The command from start to end: exit code, output, error output."""
        return ended(self.starts(*arguments, **options))

    def alive(self) -> list[psutil.Process]:
        """Everything that the story's commands have started and that lives."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            return process.status() != psutil.STATUS_ZOMBIE and process.environ().get(MARK) == self.mark
        except psutil.Error:
            return False

    def leaves_nobody(self) -> None:
        """No kernel and no server lives on; one that is being ended is given a moment."""
        wait_for(lambda: not self.alive(), "the end of kernels and of the server they are forked from")

    def ledger(self) -> tuple[dict, ...]:
        return ledger.read(self.root / LEDGER).lines

    def outcomes(self) -> list[tuple[str, str]]:
        return [(line["step"], line["outcome"]) for line in self.ledger()]

    def numbers(self) -> dict[str, str]:
        """Digests of what is in force: tables byte for byte, notebooks by what they show."""
        found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (self.root / TABLES).glob("*.*")}
        for path in (self.root / REPORTS).glob("*.ipynb"):
            found[path.name] = notebook_digest.canonical(path, root=self.root)
        return found

    def close(self) -> None:
        """Nothing of a story that failed is left to the next."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.communicate()
        for process in self.alive():
            process.kill()


@pytest.fixture
def story(mini):
    told = Story(mini)
    yield told
    told.close()


@pytest.fixture
def story_of_a_run(mini_run):
    told = Story(mini_run)
    yield told
    told.close()


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    return process.returncode, out, err


def wait_for(what, told: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not what():
        assert time.monotonic() < until, f"waited for {told}"
        time.sleep(0.02)


def waits_in_its_second_step(mini) -> None:
    """The second chapter waits until it may go on."""
    mini.notebook(
        "02_imputation",
        reads=["values.csv"],
        writes=["panel.csv", "report.html"],
        cells=[BEGIN, WAIT, PANEL, "step.finish()"],
    )


def is_at_work(story: Story, process: subprocess.Popen[str]) -> None:
    """Wait until the second chapter is in its waiting cell."""
    wait_for(
        lambda: (story.root / f"at-work-{EDITION}").exists() or process.poll() is not None, "the second step to begin"
    )
    assert process.poll() is None, process.communicate()


def go_on(story: Story) -> None:
    (story.root / "go-on").touch()


# refused before anything runs


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-p", "skewnes_limit=2", "--as", "v"), "there is no parameter 'skewnes_limit'; nearest: skewness_limit"),
        (("-p", "skewness_limit=high", "--as", "v"), "skewness_limit"),
        (("--only", "02_imputatoin"), "there is no step '02_imputatoin'; nearest: 02_imputation"),
    ],
)
def test_a_misspelt_or_mistyped_word_starts_no_kernel(story, arguments, said):
    code, out, err = story.pii("run", EDITION, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("pii: ")
    assert said in err
    assert not (story.root / "data/ledger").exists()


def test_a_misspelt_parameter_of_a_chapter_starts_no_kernel(story):
    story.mini.rewrite("notebooks/02_imputation.ipynb", "SKEWNESS_LIMIT: float", "SKEWNES_LIMIT: float")
    code, _, err = story.pii("run", EDITION)
    assert code == 2
    assert "SKEWNES_LIMIT" in err
    assert not (story.root / "data/ledger").exists()


# a step that stops


IN_C = "import ctypes; found = ctypes.CDLL(None).open(b'scores.csv', 0); assert found >= 0, f'open gave {found}'"
READ_AS = {
    "the store": ("step.read('scores.csv')", "is not declared in READS"),
    "pandas": ("pandas.read_csv('scores.csv')", "FileNotFoundError"),
    "pyarrow": ("import pyarrow.csv; pyarrow.csv.read_csv('scores.csv')", "FileNotFoundError"),
    "a library in C": (IN_C, "AssertionError: open gave -1"),
}


@pytest.mark.parametrize("reader", READ_AS)
def test_a_table_that_is_not_declared_is_not_there_to_be_read(mini, monkeypatch, capsys, reader):
    """The first chapter writes two tables, the second declares one and reaches for the other."""
    if reader == "pyarrow":
        pytest.importorskip("pyarrow", reason="pyarrow is not part of the environment; the story in C stands for it")
    cell, said = READ_AS[reader]
    written = ["values.csv", "scores.csv"]
    mini.notebook("01_data", reads=["raw"], writes=written, cells=[BEGIN, TWO_TABLES, "step.finish()"])
    mini.notebook("02_imputation", reads=written[:1], writes=["panel.csv"], cells=[BEGIN, cell])
    code, err = stopped(mini, monkeypatch, capsys)
    assert code == 5
    assert "step 02_imputation, cell 5: every cell must run" in err
    assert said in err


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1 / 0", r"cell 5: every cell must run, but it stopped with ZeroDivisionError: division by zero\n    1 / 0"),
        (
            "import os; os.kill(os.getpid(), 9)",
            r"cell 5: .*the kernel died: killed \(signal 9\), most likely out of mem",
        ),
        (
            "import ctypes; ctypes.string_at(0)",
            r"cell 5: .*the kernel died: a crash in compiled code \(signal 11, SIGSEGV",
        ),
        ("import os; os._exit(3)", r"cell 5: .*the kernel died: it ended by itself \(exit code 3\)"),
        (
            "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31)); bytearray(2**33)",
            r"cell 5: .*it stopped with MemoryError",
        ),
    ],
    ids=["raises", "is killed", "crashes", "ends", "runs out of memory"],
)
def test_a_cell_that_stops_is_named_and_nothing_else_changes(mini_run, monkeypatch, capsys, cell, said):
    mini_run.notebook("02_imputation", reads=["values.csv"], writes=["panel.csv"], cells=[BEGIN, cell])
    before = mini_run.files(*EVERYTHING)
    code, err = stopped(mini_run, monkeypatch, capsys)
    assert code == 5
    assert re.search(f"step 02_imputation, {said}", err)
    after = mini_run.files(*EVERYTHING)
    assert f"{REPORTS}/failed/02_imputation.ipynb" in err
    del after[f"{REPORTS}/failed/02_imputation.ipynb"]
    assert {name: after[name] for name in before} == before
    assert not [name for name in after if "/work/" in name]


def stopped(mini, monkeypatch, capsys) -> tuple[int, str]:
    """The command in this process, so that its kernels share one server with those of other tests."""
    monkeypatch.setenv("PII_PROJECT", str(mini.root))
    code = cli.main(["run", EDITION])
    return code, capsys.readouterr().err


def test_a_step_beyond_its_time_is_ended_and_named(story_of_a_run):
    story = story_of_a_run
    waits_in_its_second_step(story.mini)
    before = story.mini.files(TABLES, REPORTS)
    code, out, err = story.pii("run", EDITION, "--timeout", "4")
    assert code == 5
    assert "[1/2] 01_data  kept" in out
    assert re.search("step 02_imputation, .*: the step must be done within 4 seconds, but it was still at work", err)
    after = story.mini.files(TABLES, REPORTS)
    assert {name: after[name] for name in before} == before
    story.leaves_nobody()


# being asked to stop


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.prove)])
def test_a_run_that_is_asked_to_stop_ends_at_once_with_nothing_half_in_force(story, number):
    waits_in_its_second_step(story.mini)
    process = story.starts("run", EDITION)
    is_at_work(story, process)
    begun = time.monotonic()
    process.send_signal(number)
    code, _, err = ended(process)
    assert code == cli.INTERRUPTED
    assert "interrupted; no table and no report was changed" in err
    assert "Traceback" not in err
    assert time.monotonic() - begun < PATIENCE_SECONDS / 2
    story.leaves_nobody()
    assert not (story.root / TABLES).exists()
    assert not (story.root / REPORTS).exists()
    assert story.outcomes() == [("01_data", "done"), ("02_imputation", "interrupted")]
    go_on(story)
    code, out, _ = story.pii("run", EDITION)
    assert code == 0
    assert "[1/2] 01_data  kept  from a run that was stopped" in out
    assert story.outcomes()[2:] == [("02_imputation", "done"), ("run", "committed")]


@pytest.mark.prove
def test_a_run_whose_terminal_stops_it_ends_its_kernels_as_well(story):
    """Ctrl-C reaches every process of the terminal's group; kernels stand apart and are ended by the runner."""
    waits_in_its_second_step(story.mini)
    process = story.starts("run", EDITION)
    is_at_work(story, process)
    os.killpg(process.pid, signal.SIGINT)
    code, _, err = ended(process)
    assert (code, "Traceback" in err) == (cli.INTERRUPTED, False)
    story.leaves_nobody()
    assert story.outcomes()[-1] == ("02_imputation", "interrupted")


def test_a_killed_run_leaves_no_kernel_and_the_next_says_what_it_keeps(story):
    waits_in_its_second_step(story.mini)
    process = story.starts("run", EDITION)
    is_at_work(story, process)
    process.kill()
    assert ended(process)[0] == -signal.SIGKILL
    story.leaves_nobody()
    assert not (story.root / TABLES).exists()
    go_on(story)
    code, out, _ = story.pii("run", EDITION)
    assert code == 0
    assert "[1/2] 01_data  kept  from a run that was stopped" in out
    assert story.outcomes() == [("01_data", "done"), ("02_imputation", "done"), ("run", "committed")]


@pytest.mark.prove
@pytest.mark.parametrize("victim", ["the kernel", "the server that kernels are forked from"])
def test_a_kernel_that_is_killed_from_outside_is_named_and_the_next_run_goes_on(story, victim):
    waits_in_its_second_step(story.mini)
    process = story.starts("run", EDITION)
    is_at_work(story, process)
    if not fork_server.available():
        pytest.skip("kernels cannot be forked here")
    server = next(one for one in story.alive() if one.ppid() == process.pid)
    kernel = next(one for one in story.alive() if one.ppid() == server.pid)
    (kernel if victim == "the kernel" else server).kill()
    code, _, err = ended(process)
    assert code == 5
    assert re.search(r"step 02_imputation, cell 5: .*the kernel died: killed \(signal 9\)", err)
    story.leaves_nobody()
    go_on(story)
    code, out, _ = story.pii("run", EDITION)
    assert code == 0
    assert "[1/2] 01_data  kept  from a run that was stopped" in out


# two at once


def test_a_second_run_of_an_edition_refuses_and_one_that_waits_then_keeps_everything(story):
    waits_in_its_second_step(story.mini)
    first = story.starts("run", EDITION)
    is_at_work(story, first)
    code, out, err = story.pii("run", EDITION)
    assert (code, out) == (6, "")
    assert f"another is at work (process {first.pid}, run nominal). Wait until it has finished (--wait does)" in err
    third = story.starts("run", EDITION, "--wait")
    line = third.stdout.readline()
    assert line == f"edition {EDITION}: waiting for the run at work (process {first.pid}, run nominal)\n"
    assert first.poll() is None
    go_on(story)
    assert ended(first)[0] == 0
    code, out, _ = ended(third)
    assert code == 0
    assert [text.split("  ")[:2] for text in out.splitlines()[:2]] == [
        ["[1/2] 01_data", "kept"],
        ["[2/2] 02_imputation", "kept"],
    ]
    assert story.outcomes()[2:] == [("run", "committed"), ("run", "kept")]


@pytest.mark.prove
def test_two_editions_run_side_by_side(story):
    waits_in_its_second_step(story.mini)
    assert story.pii("new", "mini-2025", "--from", EDITION)[0] == 0
    both = [story.starts("run", edition) for edition in (EDITION, "mini-2025")]
    wait_for(
        lambda: all((story.root / f"at-work-{edition}").exists() for edition in (EDITION, "mini-2025")),
        "both to be at work at the same time",
    )
    go_on(story)
    assert [ended(process)[0] for process in both] == [0, 0]
    tables = [
        (story.root / f"data/processed/{edition}/nominal/values.csv").read_bytes() for edition in (EDITION, "mini-2025")
    ]
    assert tables[0] == tables[1]


# one changed byte


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize(
    ("path", "place", "said"),
    [
        (RAW, -2, f"the first: {RAW}: its digest on record is "),
        (f"{TABLES}/values.csv", -2, f"the first: {TABLES}/values.csv: its digest on record is .* (made by 01_data)"),
        (f"{REPORTS}/01_data.ipynb", 300, f"the first: {REPORTS}/01_data.ipynb: its digest on record is "),
        (LEDGER, 700, "the first: ledger mini-2024.jsonl, line 1: "),
        (LEDGER, -3, "the first: ledger mini-2024.jsonl, line 3"),
    ],
    ids=["raw data", "table", "executed notebook", "first ledger line", "last ledger line"],
)
def test_one_changed_byte_is_named_by_verify(story_of_a_run, path, place, said):
    story = story_of_a_run
    flip(story.root / path, place)
    code, out, err = story.pii("verify", EDITION)
    assert (code, out) == (6, "")
    assert all(part in err for part in said.split(".*"))


def test_a_truncated_ledger_is_named_by_verify(story_of_a_run):
    """An earlier ledger, whole in itself, is put in the place of the one whose head the report prints."""
    story = story_of_a_run
    early = (story.root / LEDGER).read_bytes()
    story.mini.rewrite("notebooks/01_data.ipynb", "SKEWNESS_LIMIT, SEED, None", "SKEWNESS_LIMIT, SEED, 1.0")
    assert story.pii("run", EDITION)[0] == 0
    code, out, _ = story.pii("verify", EDITION)
    assert code == 0
    head = out.splitlines()[-1].removeprefix("head of the ledger: ")
    (story.root / LEDGER).write_bytes(early)
    code, _, err = story.pii("verify", EDITION, "--head", head)
    assert code == 6
    assert f"the given head {head} is expected to be the digest of one of its 3 lines, and is of none" in err
    code, _, err = story.pii("verify", EDITION)
    assert code == 6
    assert "which report.html prints, is expected to be the digest of one of its 3 lines" in err


# a full disk


@pytest.fixture
def small_disk(story_of_a_run):
    """The small project after its run, with ``data/processed`` on a disk of its own of 600 kB."""
    story = story_of_a_run
    place = story.root / "data" / "processed"
    aside = place.rename(place.with_name("aside"))
    place.mkdir()
    mounted = os.name == "posix" and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if not mounted or mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip() if mounted else os.name}")
    try:
        shutil.copytree(aside, place, dirs_exist_ok=True)
        yield story
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


SMALL = "600k"


def test_a_full_disk_is_named_the_old_run_stays_and_the_next_one_resumes(small_disk):
    """A chapter writes more than there is room for; then the room is made."""
    story = small_disk
    story.mini.rewrite("notebooks/01_data.ipynb", "SKEWNESS_LIMIT, SEED, None", "SKEWNESS_LIMIT, SEED, 1.0")
    story.mini.rewrite("notebooks/02_imputation.ipynb", "<p>", f"<p>{'x' * 100} {{'y' * 700_000}}")
    before = story.mini.files(TABLES, REPORTS)
    code, out, err = story.pii("run", EDITION)
    assert code == 6, err
    assert "room on the disk is needed, and the disk of data/processed" in err
    assert "Free space there and run again" in err
    assert "Traceback" not in err
    assert "[1/2] 01_data" in out
    assert story.mini.files(TABLES, REPORTS) == before
    story.leaves_nobody()
    subprocess.run(["mount", "-o", "remount,size=3m", str(story.root / "data" / "processed")], check=True)
    code, out, err = story.pii("run", EDITION)
    assert (code, err) == (0, "")
    assert "[1/2] 01_data  kept  from a run that was stopped" in out
    assert story.pii("verify", EDITION)[0] == 0


@pytest.mark.prove
def test_a_disk_without_any_room_is_named_before_anything_is_lost(small_disk):
    story = small_disk
    story.mini.rewrite("notebooks/01_data.ipynb", "SKEWNESS_LIMIT, SEED, None", "SKEWNESS_LIMIT, SEED, 1.0")
    before = story.mini.files(TABLES, REPORTS)
    ballast = story.root / "data" / "processed" / "ballast"
    fill(ballast)
    code, _, err = story.pii("run", EDITION)
    assert (code, "Traceback" in err) == (6, False)
    assert "the disk of data/processed" in err
    assert story.mini.files(TABLES, REPORTS) == before
    ballast.unlink()
    code, _, err = story.pii("run", EDITION)
    assert (code, err) == (0, "")
    assert story.pii("verify", EDITION)[0] == 0


def fill(ballast: Path) -> None:
    """Write until the disk takes nothing more."""
    with suppress(OSError), ballast.open("wb", buffering=0) as stream:
        while True:
            stream.write(b"x" * 1024)


# killed at any moment


N_MOMENTS, SEED_OF_MOMENTS = 10, 20240101


def four_chapters(mini) -> None:
    """Two of them may run at the same time."""
    waits = "import time; time.sleep(0.3)"
    panel = PANEL.split("step.save_document")[0]
    third = """\
values = step.read("values.csv")
print(values.to_string())
step.save(scores=values.assign(level=2, score=values["value"], rank=1.0)[["unit_code", "code", "level", "score", "rank"]])
"""
    fourth = """\
tables = step.read("panel.csv"), step.read("scores.csv")
step.save_document("report.html", f"<p>{len(tables[0])} {len(tables[1])}</p>")
"""
    for name, reads, writes, cell in (
        ("02_imputation", ["values.csv"], ["panel.csv"], panel),
        ("03_treatment", ["values.csv"], ["scores.csv"], third),
        ("04_index", ["panel.csv", "scores.csv"], ["report.html"], fourth),
    ):
        mini.notebook(name, reads=reads, writes=writes, cells=[BEGIN, waits, cell, "step.finish()"])


@pytest.mark.prove
def test_killed_at_ten_random_moments_and_resumed_a_run_ends_as_if_undisturbed(mini, tmp_path):
    four_chapters(mini)
    undisturbed = Story(mini)
    begun = time.monotonic()
    assert undisturbed.pii("run", EDITION)[0] == 0
    took = time.monotonic() - begun
    expected = undisturbed.numbers()
    assert len(expected) == 8  # three tables, the method, four executed notebooks
    moments = random.Random(SEED_OF_MOMENTS)
    kept = []
    for number in range(N_MOMENTS):
        project = type(mini)(tmp_path / f"killed-{number}").make()
        four_chapters(project)
        story = Story(project)
        try:
            process = story.starts("run", EDITION)
            time.sleep(moments.uniform(0.0, took))
            process.kill()
            ended(process)
            story.leaves_nobody()
            done = [line["step"] for line in story.ledger() if line["outcome"] == ledger.DONE]
            code, out, err = story.pii("run", EDITION)
            assert (code, err) == (0, "")
            said = [text.split("] ")[1].split("  ")[0] for text in out.splitlines() if "  kept" in text]
            assert said == sorted(done), "what was on record as done is kept, and said to be"
            assert story.numbers() == expected
            assert story.pii("verify", EDITION)[0] == 0
            assert left_behind(story) == []
            kept.append(len(done))
        finally:
            story.close()
    assert max(kept) > 0, "at least one kill came after the first step"


def left_behind(story: Story) -> list[str]:
    """Folders of work and files half written."""
    found = [path for folder in ("data", "reports", "params") for path in (story.root / folder).rglob("*")]
    return [
        path.name for path in found if path.name.startswith((".staging", ".old", ".new")) or path.suffix == ".partial"
    ]


COUNTED = """\
import hashlib, json, os, signal, sys

ROOT, FATAL = os.environ["PII_PROJECT"], int(sys.argv.pop(1))
CHANGES = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "open")
seen = 0


def changes(event, arguments):
    if event not in CHANGES:
        return False
    if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
        return False
    place = arguments[0] if isinstance(arguments[0], str | bytes) else os.fspath(arguments[0]) if event != "open" else ""
    place = os.fsdecode(place)
    return "__pycache__" not in place and (place.startswith(ROOT) or not os.path.isabs(place))


def watch(event, arguments):
    global seen
    if changes(event, arguments):
        seen += 1
        if seen == FATAL:
            os.kill(os.getpid(), signal.SIGKILL)


from pipeline import cli
from pipeline.chain import kernel


def execute(work, *, on_cell):
    "Stands for papermill: every output is the digest of the chapter's code."
    on_cell(1)
    text = hashlib.sha256(repr(work.step.code).encode()).hexdigest()[:40]  # 64 digits would be taken for a head
    cell = {"cell_type": "raw", "metadata": {}, "source": text}
    work.output.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    for name in work.step.writes:
        (work.folder.parent / "outputs" / name).write_text(text)
    return kernel.Executed(None, None)


kernel.execute, kernel.warm_up = execute, lambda: None
sys.addaudithook(watch)
code = cli.main(sys.argv[1:])
print("changes of files:", seen)
sys.exit(code)
"""


@pytest.mark.prove
def test_killed_before_each_change_of_a_file_and_resumed_a_run_ends_as_if_undisturbed(mini, tmp_path):
    """Every rename, every new or removed file, with an earlier run in force: old or new, and never between."""
    first = Story(mini)
    assert first.pii("0", "run", EDITION, program=("-c", COUNTED))[0] == 0
    old = first.numbers()
    for name in ("01_data", "02_imputation"):
        mini.rewrite(f"notebooks/{name}.ipynb", "step.finish()", "step.finish() ")
    begin = shutil.copytree(mini.root, tmp_path / "begin")
    code, out, _ = first.pii("0", "run", EDITION, "--jobs", "1", program=("-c", COUNTED))
    assert code == 0
    new, n_changes = first.numbers(), int(out.split()[-1])
    assert new != old
    assert n_changes > 20
    for fatal in range(1, n_changes + 1):
        root = tmp_path / f"killed-{fatal}"
        shutil.copytree(begin, root)
        story = Story(type(mini)(root))
        try:
            code, _, err = story.pii(str(fatal), "run", EDITION, "--jobs", "1", program=("-c", COUNTED))
            assert code == -signal.SIGKILL, err
            intended = (story.root / f"data/processed/{EDITION}/.staging-nominal/commit.json").is_file()
            assert intended or story.numbers() in (old, new)
            code, out, err = story.pii("0", "run", EDITION, "--jobs", "1", program=("-c", COUNTED))
            assert (code, err) == (0, ""), fatal
            assert story.numbers() == new, fatal
            assert left_behind(story) == [], fatal
            assert story.pii("verify", EDITION)[0] == 0, fatal
        finally:
            story.close()
        shutil.rmtree(root)
