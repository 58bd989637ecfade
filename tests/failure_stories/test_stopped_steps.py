"""A step that stops: its cell fails, its kernel dies, its memory or its time is up."""

from __future__ import annotations

import re

import pytest
from stories import (
    BEGIN,
    EDITION,
    EVERYTHING,
    REPORTS,
    TABLES,
    ended,
    go_on,
    is_at_work,
    stopped,
    waits_in_its_second_step,
)

from pipeline.chain import fork_server

pytestmark = pytest.mark.chain


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
