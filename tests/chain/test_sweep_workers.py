"""A worker that is lost costs its task, and no other; Ctrl-C and the end of the parent end the workers."""

from __future__ import annotations

import contextlib
import functools
import importlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import distributed
import psutil
import pytest

from pipeline.chain import sweep_workers
from pipeline.chain.sweep_task import Result, Task
from pipeline.errors import ChainError, ParameterError
from pipeline.framework.sweep import Variant

STAND_INS = '''
import os, signal, time
from pathlib import Path
from pipeline.chain.sweep_task import Result

def done(task, note=b""):
    return Result(task.name, 1.0, note, {}, {}, None)

def killed(task, *, folder, times):
    """Task b loses its worker so many times."""
    with (Path(folder) / task.name).open("a") as stream:
        stream.write(f"{os.getpid()}\\n")
    if task.name == "b" and len((Path(folder) / "b").read_text().split()) <= times:
        os.kill(os.getpid(), signal.SIGKILL)
    return done(task)

def raises(task):
    if task.name == "b":
        raise ModuleNotFoundError("No module named 'pipeline.x'")
    return done(task)

def sleeps(task, *, folder):
    (Path(folder) / f"{os.getpid()}").touch()
    time.sleep(600)
'''
PARENT = """
import functools, sys
sys.path.insert(0, sys.argv[1])
import stand_ins
from pipeline.chain import sweep_workers
from pipeline.chain.sweep_task import Task
from pipeline.framework.sweep import Variant

if __name__ == "__main__":
    tasks = [Task("e", name, Variant(method="m"), b"", name) for name in "ab"]
    perform = functools.partial(stand_ins.sleeps, folder=sys.argv[2])
    list(sweep_workers.local(tasks, n_workers=2, said=print, perform=perform))
"""
PATIENCE_SECONDS = 60


def tasks(names):
    return [Task("e", name, Variant(method="m"), b"", name) for name in names]


@pytest.fixture
def stand_ins(tmp_path, monkeypatch):
    """Functions in the place of a run, where processes can import them."""
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "stand_ins.py").write_text(STAND_INS)
    monkeypatch.syspath_prepend(str(tmp_path / "code"))
    yield importlib.import_module("stand_ins")
    del sys.modules["stand_ins"]


def until(condition):
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_lost_worker_costs_its_task_which_another_one_is_given(stand_ins, tmp_path):
    said = []
    perform = functools.partial(stand_ins.killed, folder=tmp_path, times=1)
    found = list(sweep_workers.local(tasks("abc"), n_workers=2, said=said.append, perform=perform))
    assert sorted(one.task.name for one in found) == ["a", "b", "c"]
    assert all(isinstance(one.result, Result) for one in found)
    assert [len((tmp_path / name).read_text().split()) for name in "abc"] == [1, 2, 1]
    assert said == ["b: its worker ended before it was done; another one is given it"]


def test_a_task_that_loses_every_worker_is_given_up_and_the_others_are_done(stand_ins, tmp_path):
    perform = functools.partial(stand_ins.killed, folder=tmp_path, times=99)
    found = {
        one.task.name: one for one in sweep_workers.local(tasks("abc"), n_workers=1, said=[].append, perform=perform)
    }
    assert (tmp_path / "b").read_text().count("\n") == sweep_workers.MOST_ATTEMPTS
    assert found["b"].result is None
    assert "a worker is expected to live until its run is done, and 3 ended before" in found["b"].fault
    assert found["a"].result is not None
    assert found["c"].result is not None


def test_an_error_that_no_run_tells_of_is_that_tasks_fault(stand_ins):
    found = {
        one.task.name: one
        for one in sweep_workers.local(tasks("ab"), n_workers=1, said=pytest.fail, perform=stand_ins.raises)
    }
    assert found["b"].fault == "ModuleNotFoundError: No module named 'pipeline.x'"
    assert found["a"].result is not None


def test_no_worker_is_refused():
    with pytest.raises(ParameterError, match="--workers 0: at least one process is expected"):
        next(sweep_workers.local(tasks("a"), n_workers=0, said=pytest.fail))


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_their_parent(stand_ins, tmp_path, number):
    born = tmp_path / "born"
    born.mkdir()
    (tmp_path / "parent.py").write_text(PARENT)
    program = [sys.executable, str(tmp_path / "parent.py"), str(tmp_path / "code"), str(born)]
    with subprocess.Popen(program, stderr=subprocess.PIPE, env={**os.environ, "TMPDIR": str(tmp_path)}) as parent:
        until(lambda: len(list(born.iterdir())) == 2)
        os.kill(parent.pid, number)
        parent.communicate()
    workers = [int(path.name) for path in born.iterdir()]
    with contextlib.suppress(psutil.Error):
        until(lambda: not any(psutil.pid_exists(pid) for pid in workers))
    if number == signal.SIGINT:
        assert not list(Path(tmp_path).glob("pii-sweep-*"))


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch):
    monkeypatch.setattr(sweep_workers, "CONNECT_SECONDS", 0.5)
    with pytest.raises(ChainError, match="--scheduler tcp://127.0.0.1:9: a Dask scheduler is expected there"):
        next(sweep_workers.on_cluster(tasks("a"), address="tcp://127.0.0.1:9", said=pytest.fail))
    with pytest.raises(ChainError, match="--scheduler nowhere: a Dask scheduler is expected there"):
        next(sweep_workers.on_cluster(tasks("a"), address="nowhere", said=pytest.fail))


class Future:
    """A future of a cluster, as it is when it is done."""

    def __init__(self, status, error=None):
        self.status, self._error = status, error

    def exception(self):
        return self._error


@pytest.mark.parametrize(
    ("future", "said"),
    [
        (Future("cancelled"), "this one gave the run up"),
        (Future("error", distributed.KilledWorker("a", None, 3)), "and 4 ended before, one after another"),
        (Future("error", ModuleNotFoundError("No module named 'pipeline'")), "ModuleNotFoundError: No module named"),
    ],
)
def test_what_a_cluster_could_not_do_is_that_tasks_fault(future, said):
    (task,) = tasks("a")
    found = sweep_workers._collected(task, future)
    assert found.result is None
    assert said in found.fault
