"""One notebook in a kernel of its own, forked or ordinary."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

import nbformat
import pytest

from pipeline.chain import fork_server, kernel, steps
from pipeline.chain.failure import Failure

PARAMETERS = 'EDITION: str = "e"\nRUN: str = "nominal"\nLANGUAGE: str = "vi"\nSEED: int = 0\n'
SHOW = """\
import os, sys
print(sys.executable)
print(os.environ["PYTHONHASHSEED"], os.environ["OMP_NUM_THREADS"], os.environ["PII_TOLD"])
print(SEED, RUN, os.listdir())
"""
needs_fork = pytest.mark.skipif(not fork_server.available(), reason="kernels cannot be forked here")


@pytest.fixture(params=[pytest.param("1", marks=needs_fork), "0"], ids=["forked", "ordinary"])
def either(request, monkeypatch) -> str:
    """Kernels of both kinds."""
    monkeypatch.setenv("PII_FORK", request.param)
    return request.param


def work_of(mini, *cells: str, name: str = "05_coherence", parameters=None, **more) -> kernel.Work:
    folder = mini.root / "work of" / name
    folder.mkdir(parents=True)
    step = steps.read(mini.notebook(name, cells=cells, parameters=PARAMETERS))
    return kernel.Work(
        step, parameters or {}, more.pop("environment", {}), folder.parent / f"{name}.ipynb", folder, mini.root, **more
    )


def printed(notebook: Path) -> list[str]:
    cells = nbformat.read(notebook, as_version=4).cells
    return [line for cell in cells for output in cell.get("outputs", []) for line in output["text"].splitlines()]


def nothing(number: int) -> None:
    """Nobody watches."""


@pytest.mark.chain
def test_a_kernel_is_this_interpreter_and_sees_its_environment_folder_and_parameters(
    mini, tmp_path, monkeypatch, either
):
    shadow = tmp_path / "jupyter" / "kernels" / "python3"
    shadow.mkdir(parents=True)
    (shadow / "kernel.json").write_text('{"argv": ["false"], "display_name": "another", "language": "python"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    folder = tmp_path / "a {strange} folder"
    folder.mkdir()
    seen: list[int] = []
    work = kernel.Work(
        step=steps.read(mini.notebook("05_coherence", cells=[SHOW], parameters=PARAMETERS)),
        parameters={"EDITION": "01", "RUN": "1.10", "SEED": 0},
        environment={"PII_TOLD": "yes"},
        output=folder.parent / "executed {0}.ipynb",
        folder=folder,
        root=mini.root,
        timeout_seconds=600,
    )
    before = (dict(os.environ), Path.cwd())
    executed = kernel.execute(work, on_cell=seen.append)
    assert executed.failure is None
    assert seen == [1, 2, 3, 4]
    assert printed(work.output) == [sys.executable, "0 1 yes", "0 1.10 []"]
    assert (dict(os.environ), Path.cwd()) == before


@pytest.mark.chain
def test_the_peak_of_memory_counts_what_was_let_go_again(mini, either):
    executed = kernel.execute(work_of(mini, "data = b'x' * 400_000_000", "del data"), on_cell=nothing)
    assert 440 < executed.peak_memory_mb < 700  # MB: 400 beside the interpreter's 60 to 260, as far as it has imported


@pytest.mark.chain
def test_several_threads_execute_steps_at_once_each_with_its_own_environment_and_folder(mini, either):
    cells = ["import os, time", "print(os.environ['PII_TOLD'], os.path.basename(os.getcwd())); time.sleep(1)"]
    names = ["05_coherence", "06_regression", "07_uncertainty"]
    works = [work_of(mini, *cells, name=name, environment={"PII_TOLD": f"told {name}"}) for name in names]
    found: dict[str, kernel.Executed] = {}

    def run(work: kernel.Work) -> None:
        found[work.step.name] = kernel.execute(work, on_cell=nothing)

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[name].failure for name in names] == [None] * 3
    assert [printed(work.output) for work in works] == [[f"told {name} {name}"] for name in names]


@pytest.mark.chain
def test_what_a_notebook_leaves_open_is_written_all_the_same(mini, either):
    work = work_of(mini, "stream = open('left.txt', 'w')", "_ = stream.write('all of it')")
    assert kernel.execute(work, on_cell=nothing).failure is None
    assert (work.folder / "left.txt").read_text() == "all of it"


@pytest.mark.chain
@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("import os; os.kill(os.getpid(), 9)", "the kernel died: killed (signal 9), most likely out of memory"),
        ("import os; os.kill(os.getpid(), 11)", "the kernel died: a crash in compiled code (signal 11, SIGSEGV)"),
        ("import os; os._exit(3)", "the kernel died: it ended by itself (exit code 3)"),
    ],
)
def test_a_dead_kernel_is_named_with_its_cell_and_how_it_ended_and_is_not_started_again(mini, either, cell, said):
    seen: list[int] = []
    work = work_of(mini, "print('half-run')", cell, "1 + 1")
    failure = kernel.execute(work, on_cell=seen.append).failure
    assert failure is not None
    assert (failure.cell, failure.source) == (5, cell)
    assert failure.cause.startswith(said)
    assert seen == [1, 2, 3, 4, 5]
    assert printed(work.output) == ["half-run"]


@pytest.mark.chain
def test_a_step_that_takes_longer_than_it_may_is_ended_and_named(mini, either):
    work = work_of(mini, "import time", "time.sleep(600)", timeout_seconds=4.0)
    begun = time.monotonic()
    failure = kernel.execute(work, on_cell=nothing).failure
    assert failure == Failure.late(5, "time.sleep(600)", seconds=4.0)
    assert time.monotonic() - begun < 60
    assert "cell 5: the step must be done within 4 seconds, but it was still at work" in failure.sentence("05_x", "f")


@pytest.mark.chain
def test_all_kernels_end_when_another_thread_asks_for_it(mini, either):
    raised: list[type[BaseException]] = []
    asleep = threading.Event()

    def run() -> None:
        try:
            kernel.execute(work, on_cell=lambda number: asleep.set() if number == 4 else None)
        except KeyboardInterrupt:
            raised.append(KeyboardInterrupt)

    work = work_of(mini, "import time, os; print(os.getpid(), flush=True); time.sleep(600)")
    thread = threading.Thread(target=run)
    thread.start()
    assert asleep.wait(60)
    time.sleep(0.5)
    kernel.end_all(within=mini.root / "another run")
    assert not raised
    kernel.end_all(within=mini.root)
    thread.join(30)
    assert raised == [KeyboardInterrupt]
    assert not alive(int(printed(work.output)[0]))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(("cells_seen", "forked"), [(0, [True, False]), (1, [True])])
def test_only_a_kernel_that_died_while_starting_is_started_again_the_ordinary_way(
    mini, monkeypatch, cells_seen, forked
):
    attempts: list[bool] = []

    def die(work, running, *, forked):
        attempts.append(forked)
        running.cell = cells_seen
        return Failure.dead(running.cell, "")

    monkeypatch.setattr(kernel, "_attempt", die)
    monkeypatch.setattr(fork_server, "available", lambda: True)
    assert kernel.execute(work_of(mini), on_cell=pytest.fail).failure is not None
    assert attempts == forked


@pytest.mark.chain
@needs_fork
def test_where_the_server_fails_the_ordinary_kernel_takes_its_place(mini, monkeypatch):
    def ended(self, request):
        raise RuntimeError("the server has ended")

    monkeypatch.setattr(fork_server.Server, "fork", ended)
    work = work_of(mini, "print('ran')")
    assert kernel.execute(work, on_cell=nothing).failure is None
    assert printed(work.output) == ["ran"]


def test_the_forked_kernel_is_registered_with_jupyter():
    known = importlib.metadata.entry_points(group="jupyter_client.kernel_provisioners")
    assert "pii-forked" in known.names


@pytest.mark.chain
def test_a_long_temporary_folder_does_not_break_the_sockets(mini, monkeypatch, tmp_path):
    long = tmp_path / ("x" * 60) / ("y" * 60)
    long.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    assert kernel.execute(work_of(mini, "1 + 1"), on_cell=nothing).failure is None
    assert list(long.iterdir()) == [], "nothing was left there"


READERS = {
    "pandas": "import pandas\nread = lambda name: len(pandas.read_csv(name))",
    "pyarrow": "import pyarrow.csv\nread = lambda name: pyarrow.csv.read_csv(name).num_rows",
}
TRY = """\
for name in ("declared.csv", "undeclared.csv", "./undeclared.csv"):
    try:
        print(name, read(name))
    except FileNotFoundError:
        print(name, "is not there")
"""


@pytest.mark.chain
@pytest.mark.parametrize("library", READERS)
def test_a_table_that_is_not_declared_cannot_be_read_by_its_name(mini, library):
    if importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed: what it opens beside Python's own hooks cannot be tried")
    work = work_of(mini, READERS[library], TRY)
    (work.folder / "declared.csv").write_text("a\n1\n")
    (work.folder.parent / "undeclared.csv").write_text("a\n1\n")
    assert kernel.execute(work, on_cell=nothing).failure is None
    assert printed(work.output) == ["declared.csv 1", "undeclared.csv is not there", "./undeclared.csv is not there"]
