"""One notebook in papermill, in a kernel of the running interpreter that sees its own folders and nothing else.

A kernel's working folder holds the step's declared inputs and nothing else, so that no other table can be read by its
name, whichever library reads it. That keeps honest code honest; it is no wall: an absolute path, or one that walks up
from the working folder, still leads everywhere, and ``PII_PROJECT`` names the project's root.

Several threads may execute steps at the same time: environment and working folder are handed to the kernel's process,
and this process's own are left alone.
"""

from __future__ import annotations

import contextvars
import logging
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.chain import fork_server, papermill_sooner
from pipeline.chain.failure import Failure, explain
from pipeline.chain.running import INJECTED, INTERRUPTED, CellSeen, Running
from pipeline.chain.steps import Step

LAST_WORDS = "stderr.txt"
START_TIMEOUT_SECONDS = 120
SOCKET, LONGEST_SOCKET_BYTES = "ipc", 100  # of a local socket's path, `-1` to `-5` added; systems take 103 or 107

THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
MB_KEPT, MB_OF_ONE = 512, 32  # MiB; 32 is the most that every version of the C library takes
MEMORY = {  # for glibc, others do not look: giving memory back and asking for it again takes time
    "MALLOC_TRIM_THRESHOLD_": str(MB_KEPT << 20),
    "MALLOC_MMAP_THRESHOLD_": str(MB_OF_ONE << 20),
}
FIXED = {
    **dict.fromkeys(THREADS, "1"),  # sums over threads depend on their number
    **MEMORY,
    "PYTHONHASHSEED": "0",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",  # pandas imports pyarrow where it is, and a fork loses threads
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # whatever the user has set for windows
}


@dataclass(frozen=True)
class Work:
    """What one step is run with."""

    step: Step
    parameters: Mapping[str, Any]
    environment: Mapping[str, str]
    output: Path  # where the executed notebook goes, whole or half-run
    folder: Path  # working directory of the kernel
    root: Path
    timeout_seconds: float | None = None  # for the whole step; None: as long as it takes
    modules: Sequence[str] = ()  # of the project, those that it rests on: a forked kernel may have them imported before


@dataclass(frozen=True)
class Executed:
    """Why a step stopped, or None; the most memory its kernel held, in MB (10^6 bytes), where the system tells.

    Memory that forked kernels share counts for each of them, as if it were its own.
    """

    failure: Failure | None
    peak_memory_mb: float | None


def warm_up(modules: Sequence[str] = ()) -> None:
    """Have what kernels share imported aside, while the caller goes on; without it the first kernel waits longer.

    Parameters
    ----------
    modules : of the project, that chapters import.
    """
    if fork_server.available():
        server = fork_server.warm_up(FIXED)
        if modules:
            server.preload(modules)


def end_all(within: Path | None = None) -> None:
    """End every kernel at work; each ``execute``, in whatever thread, then raises KeyboardInterrupt.

    Parameters
    ----------
    within : end those only that work in this folder: a process may have several runs at work.
    """
    for running in Running.at_work():
        if within is None or running.folder.is_relative_to(within):
            running.stop(INTERRUPTED)


def execute(work: Work, *, on_cell: CellSeen) -> Executed:
    """Run one notebook.

    The executed notebook lies at ``work.output`` however it ends, without the places and times that papermill notes.
    A kernel that fails to start is started once more, the ordinary way; a step that has come to a cell never is.

    Parameters
    ----------
    on_cell : called with the number of each cell (from 1, as in the stored notebook) before it is run.

    Raises
    ------
    KeyboardInterrupt : here, or ``end_all`` was called by another thread; the kernel has ended.
    """
    for forked in (fork_server.available(), False):
        running = Running(on_cell, folder=work.folder, limit_seconds=work.timeout_seconds)
        failure = _attempt(work, running, forked=forked)
        if failure is None or running.cell or running.stopped:
            break
    return Executed(failure, running.peak_memory_mb)


def _attempt(work: Work, running: Running, *, forked: bool) -> Failure | None:
    papermill_sooner.import_papermill()
    import papermill.exceptions

    # Names and types were checked before; papermill cannot read `float | None` and would call such a name unknown.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    with _own_folder() as own, running.watched():
        try:
            contextvars.Context().run(_in_papermill, work, running, own, forked)
        except papermill.exceptions.PapermillExecutionError as error:
            return explain(error, cell=running.number_of(error.cell_index), root=work.root)
        except RuntimeError as error:  # nbclient's DeadKernelError, and a kernel that died while starting
            if running.stopped == INTERRUPTED:
                raise KeyboardInterrupt from None
            return running.death(_last_words(own) or str(error))
        finally:
            _save(running.notebook, work.output)
    return None


def _in_papermill(work: Work, running: Running, own: Path, forked: bool) -> None:
    """Run it under an event loop of its own, which is closed afterwards."""
    import asyncio

    import papermill
    from jupyter_core.utils import ensure_event_loop

    with asyncio.Runner(loop_factory=ensure_event_loop) as runner:
        loop = runner.get_loop()
        try:
            papermill.execute_notebook(
                _literally(work.step.path),
                _literally(work.output),
                parameters=dict(work.parameters),
                kernel_name="python3",
                language="python",
                progress_bar=False,
                request_save_on_cell_execute=False,  # twice a cell; here once, at its end
                start_timeout=START_TIMEOUT_SECONDS,
                kernel_manager_class=_manager(work, running, own, forked=forked),
                record_timing=False,
                on_notebook_start=running.opens,
                on_cell_start=running.starts_cell,
                on_cell_execute=running.executes_cell,
                on_cell_executed=running.has_executed_cell,
            )
        finally:
            loop.set_exception_handler(lambda *_: None)  # tasks that end with a dead kernel: that is told elsewhere
            asyncio.set_event_loop(None)


def _manager(work: Work, running: Running, own: Path, *, forked: bool) -> type:
    """A kernel manager that knows this interpreter only, whatever kernels a user has registered.

    Local sockets under a path of its own instead of TCP ports, where the system has them.
    """
    import jupyter_client
    import jupyter_client.kernelspec
    from traitlets import default

    from pipeline.chain.ready_client import ReadyClient

    environment = {**os.environ, **FIXED, "IPYTHONDIR": str(own / "ipython"), **work.environment}

    class OwnKernel(jupyter_client.AsyncKernelManager):
        temporary = str(own)  # is removed also where this process is killed
        modules = tuple(work.modules)

        @default("kernel_spec_manager")
        def _only_this_interpreter(self) -> Any:
            return jupyter_client.kernelspec.KernelSpecManager(parent=self, kernel_dirs=[])

        @default("client_factory")
        def _told_when_ready(self) -> type:
            return ReadyClient

        @default("transport")
        def _local(self) -> str:
            return "ipc" if os.name == "posix" and _short_enough(own) else "tcp"

        @default("ip")
        def _own_sockets(self) -> str:
            return str(own / SOCKET) if self.transport == "ipc" else "127.0.0.1"

        @default("connection_file")
        def _own(self) -> str:
            return str(own / "kernel.json")

        async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # typed as if it were not async
            if running.stopped:
                raise RuntimeError(running.stopped)
            if forked:
                _have_forked(self.kernel_spec)
            with (own / LAST_WORDS).open("wb") as stream:
                streams = {"stdout": subprocess.DEVNULL, "stderr": stream}
                await super().start_kernel(**{**options, **streams, "env": environment, "cwd": str(work.folder)})
            running.holds(getattr(self.provisioner, "process", None))

        async def shutdown_kernel(self, now: bool = False, restart: bool = False) -> None:  # type: ignore[override]
            """One in the midst of a cell is killed; an idle one is asked, so that it can close what it has open."""
            await super().shutdown_kernel(now=now or running.busy, restart=restart)

    return OwnKernel


def _have_forked(specification: Any) -> None:
    """Say in a kernel's specification who starts it, unless the package was installed before that was registered."""
    from jupyter_client.provisioning import KernelProvisionerFactory

    from pipeline.chain.forked_kernel import NAME

    ordinary = specification.metadata
    specification.metadata = {**ordinary, "kernel_provisioner": {"provisioner_name": NAME}}
    if not KernelProvisionerFactory.instance().is_provisioner_available(specification):
        specification.metadata = ordinary


@contextmanager
def _own_folder() -> Iterator[Path]:
    """A folder with a short path for the kernel's sockets, IPython's files, and what the kernel says to nobody."""
    usual = Path(tempfile.gettempdir())
    parent = next(
        (place for place in (usual, Path("/tmp")) if place.is_dir() and _short_enough(place / "pii-12345678")), usual
    )
    with tempfile.TemporaryDirectory(prefix="pii-", dir=parent, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _short_enough(folder: Path) -> bool:
    """Whether the path of a local socket in a folder fits into what systems take."""
    return len(os.fsencode(folder / SOCKET)) <= LONGEST_SOCKET_BYTES


def _last_words(own: Path) -> str:
    """The last line of what a dead kernel wrote to its error stream, outside any cell."""
    path = own / LAST_WORDS
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.is_file() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _literally(path: Path) -> str:
    """papermill fills braces in a path as a format string; a folder may be called so."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _save(half_run: Any, place: Path) -> None:
    """Have the notebook at its place, as far as it was run: papermill leaves none where the kernel died."""
    if half_run is not None and not place.exists():
        _write(half_run, place)
    _tidy(place)


def _tidy(notebook: Path) -> None:
    """Remove what differs between two equal runs, or names the machine: papermill's notes and random ids."""
    import nbformat

    if not notebook.is_file():
        return
    try:
        content = nbformat.read(notebook, as_version=4)
    except nbformat.reader.NotJSONError:  # the disk was full while papermill wrote it, which is told
        notebook.unlink()
        return
    content.metadata.pop("papermill", None)
    for cell in content.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = INJECTED
    _write(content, notebook)


def _write(content: Any, place: Path) -> None:
    """Write a notebook, whole or not at all."""
    import nbformat

    partial = place.with_name(f".{place.name}.partial")
    try:
        nbformat.write(content, partial)
        os.replace(partial, place)
    finally:
        partial.unlink(missing_ok=True)
