"""A kernel at work: its process, the cell that it has come to, its memory, and how it is made to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pipeline.chain.failure import Failure

INJECTED = "injected-parameters"
LATE, INTERRUPTED = "late", "interrupted"
MB = 1_000_000

CellSeen = Callable[[int], None]

_at_work: set[Running] = set()
_at_work_lock = threading.Lock()


class Running:
    """Cells are counted as in the stored notebook, where the injected one is not."""

    def __init__(self, on_cell: CellSeen, *, folder: Path, limit_seconds: float | None = None) -> None:
        self.folder = folder
        self.cell = 0
        self.source = ""
        self.busy = False
        self.stopped = ""
        self.process: Any = None
        self.notebook: Any = None  # with the outputs so far
        self.peak_memory_mb: float | None = None
        self._injected: int | None = None
        self._on_cell = on_cell
        self._limit_seconds = limit_seconds
        self._lock = threading.Lock()

    @staticmethod
    def at_work() -> list[Running]:
        """Every one in this process."""
        with _at_work_lock:
            return list(_at_work)

    def opens(self, notebook: Any, **_: Any) -> None:
        self.notebook = notebook

    def starts_cell(self, cell: Any, cell_index: int, **_: Any) -> None:
        self._measure()
        if INJECTED in cell.metadata.get("tags", []):
            self._injected = cell_index
            return
        self.cell = self.number_of(cell_index)
        self.source = cell.source
        self._on_cell(self.cell)

    def executes_cell(self, **_: Any) -> None:
        self.busy = True

    def has_executed_cell(self, **_: Any) -> None:
        self.busy = False
        self._measure()

    def number_of(self, index: int) -> int:
        """Number in the stored notebook of the executed notebook's cell at ``index``."""
        return index + 1 if self._injected is None or index < self._injected else index

    def holds(self, process: Any) -> None:
        """The kernel's process is there; it may have been asked to stop before."""
        with self._lock:
            self.process = process
            if self.stopped:
                kill(process)

    def stop(self, why: str) -> None:
        """End the kernel at once; any thread may ask for it, and the first reason counts."""
        with self._lock:
            self.stopped = self.stopped or why
            if self.process is not None:
                kill(self.process)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """While it is at work it may be ended by its time limit, or by another thread."""
        timer = None
        if self._limit_seconds is not None:
            timer = threading.Timer(self._limit_seconds, self.stop, [LATE])
            timer.daemon = True
            timer.start()
        with _at_work_lock:
            _at_work.add(self)
        try:
            yield
        finally:
            if timer is not None:
                timer.cancel()
            with _at_work_lock:
                _at_work.discard(self)

    def death(self, detail: str) -> Failure:
        """Why the kernel is no more."""
        if self.stopped == LATE and self._limit_seconds is not None:
            return Failure.late(self.cell, self.source, seconds=self._limit_seconds)
        code = self.process.poll() if self.process is not None else None
        return Failure.dead(self.cell, self.source, code=code, detail=detail)

    def _measure(self) -> None:
        if self.process is not None:
            found = peak_memory_mb(self.process.pid)
            self.peak_memory_mb = max(found or 0.0, self.peak_memory_mb or 0.0) or None


def kill(process: Any) -> None:
    """End a kernel, and what it has started where processes are grouped."""
    if isinstance(process, subprocess.Popen) and os.name == "posix":
        if process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def peak_memory_mb(pid: int) -> float | None:
    """The most memory that a process has held, in MB (10^6 bytes); what it holds now where no system keeps the peak.

    None where the process is no more, or the system does not tell.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return _by_psutil(pid) if not Path("/proc/self/status").exists() else None
    except ProcessLookupError:
        return None
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / MB
    return None


def _by_psutil(pid: int) -> float | None:
    import psutil

    try:
        memory = psutil.Process(pid).memory_info()
    except psutil.Error:
        return None
    return float(getattr(memory, "peak_wset", memory.rss)) / MB
