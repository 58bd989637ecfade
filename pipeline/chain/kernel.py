"""One notebook in papermill, in a kernel of the running interpreter that sees its own folders and nothing else."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.chain.failure import Failure, explain
from pipeline.chain.steps import Step

INJECTED = "injected-parameters"
LAST_WORDS = "stderr.txt"
START_TIMEOUT_SECONDS = 120

THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
FIXED = {
    **dict.fromkeys(THREADS, "1"),  # sums over threads depend on their number
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # whatever the user has set for windows
}

CellSeen = Callable[[int], None]


@dataclass(frozen=True)
class Work:
    """What one step is run with."""

    step: Step
    parameters: Mapping[str, Any]
    environment: Mapping[str, str]
    output: Path  # where the executed notebook goes, whole or half-run
    folder: Path  # working directory of the kernel
    root: Path


def execute(work: Work, *, on_cell: CellSeen) -> Failure | None:
    """Run one notebook; return why it stopped, or None.

    The executed notebook lies at ``work.output`` either way, without the places and times that papermill notes.

    Parameters
    ----------
    on_cell : called with the number of each cell (from 1, as in the stored notebook) before it is run.
    """
    seen = _Seen(work.step, on_cell)
    failure = _attempt(work, seen)
    if failure is not None and not seen.cell:
        failure = _attempt(work, seen)  # on a busy machine a kernel may die while starting: once more
    return failure


def _attempt(work: Work, seen: _Seen) -> Failure | None:
    import papermill
    import papermill.exceptions

    # Names and types were checked before; papermill cannot read `float | None` and would call such a name unknown.
    logging.getLogger("papermill").setLevel(logging.ERROR)
    with _environment({**FIXED, **work.environment}), _own_folder() as own:
        try:
            papermill.execute_notebook(
                _literally(work.step.path),
                _literally(work.output),
                parameters=dict(work.parameters),
                kernel_name="python3",
                language="python",
                progress_bar=False,
                cwd=str(work.folder),
                start_timeout=START_TIMEOUT_SECONDS,
                kernel_manager_class=_manager(own),
                record_timing=False,
                on_cell_start=seen,
            )
        except papermill.exceptions.PapermillExecutionError as error:
            return explain(error, cell=seen.number_of(error.cell_index), root=work.root)
        except RuntimeError as error:  # nbclient's DeadKernelError, and a kernel that died while starting
            return Failure.dead(seen.cell, seen.source, detail=_last_words(own) or str(error))
        finally:
            _tidy(work.output)
    return None


class _Seen:
    """Counts cells as in the stored notebook, where the injected cell is not."""

    def __init__(self, step: Step, on_cell: CellSeen) -> None:
        self.cell = 0
        self.source = ""
        self.injected: int | None = None
        self._on_cell = on_cell

    def __call__(self, cell: Any, cell_index: int, **_: Any) -> None:
        if INJECTED in cell.metadata.get("tags", []):
            self.injected = cell_index
            return
        self.cell = self.number_of(cell_index)
        self.source = cell.source
        self._on_cell(self.cell)

    def number_of(self, index: int) -> int:
        """Number in the stored notebook of the executed notebook's cell at ``index``."""
        return index + 1 if self.injected is None or index < self.injected else index


def _literally(path: Path) -> str:
    """papermill fills braces in a path as a format string; a folder may be called so."""
    return str(path).replace("{", "{{").replace("}", "}}")


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Environment variables that a kernel inherits; put back afterwards."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _own_folder() -> Iterator[Path]:
    """A folder with a short path for the kernel's sockets, IPython's files, and what the kernel says to nobody."""
    with tempfile.TemporaryDirectory(prefix="pii-", ignore_cleanup_errors=True) as folder:
        without_startup_files = {"IPYTHONDIR": str(Path(folder) / "ipython")}
        with _environment(without_startup_files):
            yield Path(folder)


def _manager(own: Path) -> type:
    """A kernel manager that knows this interpreter only, whatever kernels a user has registered.

    Local sockets under a path of its own instead of TCP ports, where the system has them.
    """
    import jupyter_client
    import jupyter_client.kernelspec
    from traitlets import default

    class OwnKernel(jupyter_client.AsyncKernelManager):
        @default("kernel_spec_manager")
        def _only_this_interpreter(self) -> Any:
            return jupyter_client.kernelspec.KernelSpecManager(parent=self, kernel_dirs=[])

        @default("transport")
        def _local(self) -> str:
            return "ipc" if os.name == "posix" else "tcp"

        @default("connection_file")
        def _own(self) -> str:
            return str(own / "kernel.json")

        async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # typed as if it were not async
            with (own / LAST_WORDS).open("wb") as stream:
                await super().start_kernel(stderr=stream, **options)

    return OwnKernel


def _last_words(own: Path) -> str:
    """The last line of what a dead kernel wrote to its error stream, outside any cell."""
    path = own / LAST_WORDS
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.is_file() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _tidy(notebook: Path) -> None:
    """Remove what differs between two equal runs, or names the machine: papermill's notes and random ids."""
    import nbformat

    if not notebook.is_file():
        return
    content = nbformat.read(notebook, as_version=4)
    content.metadata.pop("papermill", None)
    for cell in content.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = INJECTED
    nbformat.write(content, notebook)
