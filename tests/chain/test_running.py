"""What is counted and measured of a kernel at work, and how it is made to stop."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.chain import running
from pipeline.chain.failure import Failure
from pipeline.chain.running import Running

WORK = Path("work")


def cell(source: str, *tags: str) -> SimpleNamespace:
    return SimpleNamespace(source=source, metadata={"tags": list(tags)})


def test_cells_are_counted_as_in_the_stored_notebook():
    seen: list[int] = []
    kernel = Running(seen.append, folder=WORK)
    for index, each in enumerate([cell("a"), cell("b", "parameters"), cell("c", running.INJECTED), cell("d")]):
        kernel.starts_cell(cell=each, cell_index=index)
    assert seen == [1, 2, 3]
    assert (kernel.cell, kernel.source) == (3, "d")
    assert kernel.number_of(1) == 2


def test_the_memory_of_this_process_is_known_and_of_none_is_not():
    found = running.peak_memory_mb(os.getpid())
    assert found is not None
    assert 10 < found < 10_000  # MB
    assert running.peak_memory_mb(2**22 + 1) is None  # no system gives this number to a process


def test_where_there_is_no_proc_psutil_tells_the_memory():
    assert running._by_psutil(os.getpid()) == pytest.approx(running.peak_memory_mb(os.getpid()), rel=0.5)
    assert running._by_psutil(2**22 + 1) is None


def asleep() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)


@pytest.mark.parametrize("first", ["process", "stop"])
def test_what_is_stopped_before_or_after_its_process_is_there_ends(first):
    kernel, process = Running(lambda number: None, folder=WORK), asleep()
    steps = [lambda: kernel.holds(process), lambda: kernel.stop(running.INTERRUPTED)]
    for step in steps if first == "process" else reversed(steps):
        step()
    assert process.wait(10) in (-9, 1)  # 1 where systems know no signals
    assert kernel.stopped == running.INTERRUPTED


def test_the_first_reason_to_stop_counts():
    kernel = Running(lambda number: None, folder=WORK, limit_seconds=2)
    kernel.stop(running.LATE)
    kernel.stop(running.INTERRUPTED)
    assert kernel.death("said last") == Failure.late(0, "", seconds=2)


def test_a_limit_ends_the_process_and_is_forgotten_when_the_work_is_done():
    kernel, process = Running(lambda number: None, folder=WORK, limit_seconds=0.05), asleep()
    with kernel.watched():
        assert running.Running.at_work() == [kernel]
        kernel.holds(process)
        process.wait(10)
    assert kernel.stopped == running.LATE
    assert running.Running.at_work() == []
    done = Running(lambda number: None, folder=WORK, limit_seconds=0.05)
    with done.watched():
        pass
    time.sleep(0.2)
    assert not done.stopped
