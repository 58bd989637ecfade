"""What the terminal shows of a run: one line per step, kept up to date where the terminal allows it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

Clock = Callable[[], float]


class Progress:
    """``[ 3/10] 03_treatment  cell 7/12  0:04``; a stream that is no terminal gets the finished lines only."""

    def __init__(self, stream: TextIO, *, n_steps: int, clock: Clock = time.monotonic) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._n_steps = n_steps
        self._clock = clock
        self._begun = clock()
        self._head = ""
        self._n_cells = 0
        self._step_begun = self._begun
        self._shown = 0

    def begin(self, number: int, name: str, n_cells: int) -> None:
        width = len(str(self._n_steps))
        self._head = f"[{number:>{width}}/{self._n_steps}] {name}"
        self._n_cells = n_cells
        self._step_begun = self._clock()
        self._update(f"{self._head}  starting")

    def cell(self, number: int) -> None:
        self._update(f"{self._head}  cell {number}/{self._n_cells}  {self._elapsed(self._step_begun)}")

    def finish(self, outcome: str = "") -> None:
        """The step's last state, which stays."""
        what = outcome or f"{self._n_cells} cells"
        line = f"{self._head}  {what}  {self._elapsed(self._step_begun)}"
        self._write(f"\r{line:<{self._shown}}\n" if self._live else f"{line}\n")
        self._shown = 0

    @property
    def total(self) -> str:
        """Time since the run began, such as ``1:52``."""
        return self._elapsed(self._begun)

    def say(self, text: str) -> None:
        """A line of its own."""
        self._write(f"\r{text:<{self._shown}}\n" if self._live else f"{text}\n")
        self._shown = 0

    def _update(self, line: str) -> None:
        if self._live:
            self._write(f"\r{line:<{self._shown}}")
            self._shown = len(line)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    def _elapsed(self, since: float) -> str:
        minutes, seconds = divmod(int(self._clock() - since), 60)
        return f"{minutes}:{seconds:02d}"
