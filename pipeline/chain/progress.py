"""What the terminal shows of a run: a line for each step that is done, and one live line for those at work.

``[ 3/10] 03_treatment  12 cells  0:04  412 MB  rerun: aggregation changed arithmetic -> geometric``; a stream that is
no terminal gets the finished lines, and now and then how far a long computation is. Steps may be at work at the same
time, each reported by its own thread.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

Clock = Callable[[], float]
KEPT = "kept"
BETWEEN = " | "  # steps in the live line
SELDOM_SECONDS = 15.0  # between two lines about one step where lines stay: a log is read later


@dataclass
class _Running:
    head: str
    n_cells: int
    reason: str
    begun: float
    cell: int = 0
    done: tuple[int, int] | None = None  # of a long computation in the cell that it has come to
    told: float = 0.0


class Progress:
    """The lines of one run; every method may be called by several threads at once."""

    def __init__(self, stream: TextIO, *, n_steps: int, clock: Clock = time.monotonic) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._n_steps = n_steps
        self._clock = clock
        self._begun = clock()
        self._running: dict[str, _Running] = {}
        self._shown = 0
        self._lock = threading.RLock()  # an interrupt may ask for a line while its own thread writes one

    def begin(self, number: int, name: str, n_cells: int, reason: str = "") -> None:
        """A step starts: its place in the run (from 1), name, number of cells, and why it is run, in words."""
        with self._lock:
            now = self._clock()
            self._running[name] = _Running(self._head(number, name), n_cells, reason, now, told=now)
            self._refresh()

    def cell(self, name: str, number: int) -> None:
        """A step has come to a cell, counted from 1."""
        with self._lock:
            self._running[name].cell = number
            self._running[name].done = None
            self._refresh()

    def part(self, name: str, done: int, of: int) -> None:
        """A long computation of a step has come so far; a step that is not at work is passed over.

        In place on a terminal; elsewhere a line of its own, but seldom: not within ``SELDOM_SECONDS`` of the last.
        """
        with self._lock:
            step = self._running.get(name)
            if step is None:
                return
            step.done = (done, of)
            self._refresh()
            if not self._live and self._clock() - step.told >= SELDOM_SECONDS:
                step.told = self._clock()
                self._line(self._state(step))

    def finish(self, name: str, outcome: str = "", memory: float | None = None) -> None:
        """A step's last state, which stays: its cells, or ``outcome`` in their place; peak memory in MB if known.

        A step that is not at work (it ended before) is passed over.
        """
        with self._lock:
            step = self._running.pop(name, None)
            if step is None:
                return
            parts = [step.head, outcome or f"{step.n_cells} cells", self._elapsed(step.begun)]
            parts += [f"{memory:.0f} MB"] if memory is not None else []
            self._line("  ".join(parts + ([step.reason] if step.reason else [])))

    def kept(self, number: int, name: str, note: str = "") -> None:
        """A step that need not run; ``note`` says more, such as that new prose was put in."""
        with self._lock:
            self._line("  ".join([self._head(number, name), KEPT, *([note] if note else [])]))

    def say(self, text: str) -> None:
        """A line of its own."""
        with self._lock:
            self._line(text)

    @property
    def total(self) -> str:
        """Time since the run began, such as ``1:52``."""
        return self._elapsed(self._begun)

    def _head(self, number: int, name: str) -> str:
        width = len(str(self._n_steps))
        return f"[{number:>{width}}/{self._n_steps}] {name}"

    def _line(self, text: str) -> None:
        """Write a line that stays, above the live one."""
        self._write(f"\r{text:<{self._shown}}\n" if self._live else f"{text}\n")
        self._shown = 0
        if self._running:
            self._refresh()

    def _refresh(self) -> None:
        if not self._live:
            return
        room = shutil.get_terminal_size().columns - 1  # a line that wraps cannot be written over
        line = BETWEEN.join(self._state(step) for step in self._running.values())
        line = line if len(line) <= room else f"{line[: max(room - 1, 0)]}…"
        self._write(f"\r{line:<{self._shown}}")
        self._shown = len(line)

    def _state(self, step: _Running) -> str:
        done = "" if step.done is None else f"  {step.done[0]:,} of {step.done[1]:,}"
        if not step.cell:
            return f"{step.head}  starting{done}"
        return f"{step.head}  cell {step.cell}/{step.n_cells}{done}  {self._elapsed(step.begun)}"

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    def _elapsed(self, since: float) -> str:
        minutes, seconds = divmod(int(self._clock() - since), 60)
        return f"{minutes}:{seconds:02d}"
