"""The process that kernels are forked from: at work for one runner, and gone with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.chain import fork_server, kernel

pytestmark = [
    pytest.mark.chain,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork"),
]
PARAMETERS = 'EDITION: str = "e"\nRUN: str = "nominal"\nLANGUAGE: str = "vi"\nSEED: int = 0\n'
AT_WORK = """\
import os, subprocess, sys, time
below = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open(os.environ["PII_PIDS"] + ".partial", "w") as stream:
    stream.write(f"{os.getpid()} {below.pid} {os.environ['IPYTHONDIR']}")
os.rename(os.environ["PII_PIDS"] + ".partial", os.environ["PII_PIDS"])
time.sleep(600)
"""
RUNNER = """\
import concurrent.futures, sys
from pathlib import Path
from pipeline.chain import fork_server, kernel, steps

root, how = Path(sys.argv[1]), sys.argv[2]
(root / "work").mkdir()
work = kernel.Work(
    steps.read(root / "notebooks/05_coherence.ipynb"),
    {},
    {"PII_PIDS": str(root / "pids.txt")},
    root / "executed.ipynb",
    root / "work",
    root,
)

def run():
    try:
        kernel.execute(work, on_cell=lambda number: None)
    except KeyboardInterrupt:
        print("interrupted here", flush=True)

if how == "main":
    run()
else:
    with concurrent.futures.ThreadPoolExecutor() as threads:
        future = threads.submit(run)
        try:
            future.result()
        except KeyboardInterrupt:
            kernel.end_all()
sys.exit(130)
"""


@pytest.fixture
def runner(mini, tmp_path):
    """Start a runner with a kernel in the midst of a cell, which has started a process of its own."""
    mini.notebook("05_coherence", cells=[AT_WORK], parameters=PARAMETERS)
    started: list[subprocess.Popen[str]] = []

    def start(how: str, fork: str) -> tuple[subprocess.Popen[str], list[int], Path]:
        process = subprocess.Popen(
            [sys.executable, "-c", RUNNER, str(mini.root), how],
            env={**os.environ, "PII_FORK": fork, "TMPDIR": str(tmp_path)},
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        told = mini.root / "pids.txt"
        wait_until(lambda: told.exists() or process.poll() is not None)
        at_work, below, ipython = told.read_text().split()
        return process, [int(at_work), int(below)], Path(ipython).parent

    yield start
    for process in started:
        process.kill()
        process.communicate()


def wait_until(true, *, seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    """Whether a process is there and not only waiting to be noticed as dead."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.parent.parent.joinpath("self").exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def servers_of(pid: int) -> list[int]:
    """Processes that a runner has started."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    return [child for child, parent in pairs if parent == pid]


def test_a_runner_that_is_killed_leaves_no_server_no_kernel_and_no_folder(runner):
    process, pids, folder = runner("main", "1")
    pids += servers_of(process.pid)
    assert len(pids) == 3
    assert folder.exists()
    process.kill()
    wait_until(lambda: not any(map(alive, pids)), seconds=20)
    assert not folder.exists()


def test_an_ordinary_kernel_ends_with_its_runner_too(runner):
    process, pids, _ = runner("main", "0")
    process.kill()
    wait_until(lambda: not alive(pids[0]), seconds=20)
    os.kill(pids[1], signal.SIGKILL)  # what it has started is its own affair


@pytest.mark.parametrize("fork", ["1", "0"], ids=["forked", "ordinary"])
@pytest.mark.parametrize("how", ["main", "threads"])
def test_ctrl_c_reaches_the_runner_alone_which_ends_its_kernels(runner, how, fork):
    process, pids, folder = runner(how, fork)
    os.killpg(process.pid, signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    assert (out, process.returncode) == ("interrupted here\n", 130), errors
    assert errors == ""
    wait_until(lambda: not any(map(alive, pids)), seconds=10)
    assert not folder.exists()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="this system does not tell the threads of a process")
def test_the_server_has_one_thread_so_that_nothing_is_lost_when_it_forks():
    script = (
        "import os\nfrom pipeline.chain import preloaded\nimports = preloaded.Imports()\n"
        "imports.add(['pipeline.reporting.figures'])\nwhile imports.pending:\n    imports.make_one()\n"
        "print(len(os.listdir('/proc/self/task')))"
    )
    environment = {**os.environ, **kernel.FIXED}
    told = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout == "1\n"


def test_kernels_end_with_a_server_that_is_killed_and_another_takes_its_place():
    server = fork_server.warm_up(kernel.FIXED)
    os.kill(server._process.pid, signal.SIGKILL)
    server._process.wait()
    assert not server.alive
    another = fork_server.warm_up(kernel.FIXED)
    assert another is not server
    assert another.alive


def test_nothing_is_forked_where_somebody_says_so(monkeypatch):
    monkeypatch.setenv("PII_FORK", "0")
    assert not fork_server.available()
    monkeypatch.delenv("PII_FORK")
    assert fork_server.available()


def test_a_server_that_cannot_start_says_why(monkeypatch, tmp_path):
    script = tmp_path / "broken.py"
    script.write_text("raise SystemExit('numpy is missing')")
    monkeypatch.setattr(fork_server, "SCRIPT", script)
    server = fork_server.Server({})
    with pytest.raises(RuntimeError, match="numpy is missing"):
        server.fork({})
    server.close()
