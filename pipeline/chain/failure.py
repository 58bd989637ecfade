"""Why a notebook stopped, in words that lead to the place."""

from __future__ import annotations

import os
import re
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pipeline

COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
FRAME = re.compile(r"File (?P<path>\S[^\n]*?):(?P<line>\d+)(?:, in (?P<function>[\w.<>]+))?")
SHOWN_LINES = 3
KILLED = 9
CRASHES = ("SIGSEGV", "SIGBUS", "SIGABRT", "SIGILL", "SIGFPE")
OUT_OF_MEMORY_REMEDY = "run fewer steps at once (--jobs 1) or give the machine more memory, and run again"


@dataclass(frozen=True)
class Failure:
    """The cell (0: before the first), its source, and the cause."""

    cell: int
    source: str
    cause: str
    place: str = ""  # last line of the traceback that lies inside the project
    must: str = "every cell must run"
    found: str = "it stopped with "
    remedy: str = "correct the cause and run again"

    @classmethod
    def dead(cls, cell: int, source: str, *, code: int | None = None, detail: str = "") -> Failure:
        """The kernel died, with an exit code (negative: a signal) and what it said last, as far as they are known."""
        said = f" ({detail})" if detail else ""
        remedy = OUT_OF_MEMORY_REMEDY if code == -KILLED else cls.remedy
        return cls(cell, source, f"the kernel died: {ending(code)}{said}", found="", remedy=remedy)

    @classmethod
    def late(cls, cell: int, source: str, *, seconds: float) -> Failure:
        """The step took longer than it may, and its kernel was ended."""
        return cls(
            cell,
            source,
            "it was still at work after that, and its kernel was ended",
            must=f"the step must be done within {seconds:g} seconds",
            found="",
            remedy="allow more time (--timeout) or mend the cell, and run again",
        )

    def sentence(self, step: str, notebook: str) -> str:
        """Where, what, and what to do.

        >>> print(Failure(3, "x = 1\\nx / 0", "ZeroDivisionError: division by zero").sentence("04_index", "f.ipynb"))
        step 04_index, cell 3: every cell must run, but it stopped with ZeroDivisionError: division by zero
            x = 1
            x / 0
        The half-run notebook is f.ipynb. Nothing else was changed; correct the cause and run again.
        """
        where = f"cell {self.cell}" if self.cell else "before the first cell"
        lines = [line for line in self.source.splitlines() if line.strip()]
        shown = lines[:SHOWN_LINES] + (["..."] if len(lines) > SHOWN_LINES else [])
        return "\n".join(
            [
                f"step {step}, {where}: {self.must}, but {self.found}{self.cause}",
                *(f"    {line}" for line in shown),
                *([f"Raised at {self.place}."] if self.place else []),
                f"The half-run notebook is {notebook}. Nothing else was changed; {self.remedy}.",
            ]
        )


def ending(code: int | None) -> str:
    """How a process ended, from its exit code.

    >>> ending(-9)
    'killed (signal 9), most likely out of memory'
    >>> ending(-11)
    'a crash in compiled code (signal 11, SIGSEGV)'
    >>> ending(-15), ending(3)
    ('ended from outside (signal 15, SIGTERM)', 'it ended by itself (exit code 3)')
    """
    if code is None:
        return "killed, out of memory, or a crash in compiled code"
    if code == -KILLED:
        return f"killed (signal {KILLED}), most likely out of memory"
    if code >= 0:
        return f"it ended by itself (exit code {code})"
    name = signal.Signals(-code).name if -code in list(signal.Signals) else "unnamed"
    how = "a crash in compiled code" if name in CRASHES else "ended from outside"
    return f"{how} (signal {-code}, {name})"


def explain(error: Any, *, cell: int, root: Path) -> Failure:
    """What papermill's report of a failed cell says, without colours and without the machine's paths."""
    value = COLOURS.sub("", error.evalue).strip()
    for folder in (root, Path(pipeline.__file__).resolve().parent.parent):
        value = value.replace(f"{folder}{os.sep}", "")
    cause = f"{error.ename}: {value}" if value else error.ename
    traceback = COLOURS.sub("", "\n".join(error.traceback))
    return Failure(cell, error.source, cause, last_place(traceback, root=root))


def last_place(traceback: str, *, root: Path) -> str:
    """The last frame of a traceback that lies in the project or in this package, or an empty text.

    >>> last_place("File /p/pipeline/x.py:12, in f(a)\\nFile /usr/lib/y.py:3, in g()", root=Path("/p"))
    'pipeline/x.py, line 12, in f'
    """
    package = Path(pipeline.__file__).resolve().parent
    bases = ((root, root), (package, package.parent))
    place = ""
    for frame in FRAME.finditer(traceback):
        path = Path(frame["path"]).expanduser()
        for folder, shown_from in bases:
            if path.is_relative_to(folder) and "site-packages" not in path.relative_to(folder).parts:
                inside = f", in {frame['function']}" if frame["function"] else ""
                place = f"{path.relative_to(shown_from).as_posix()}, line {frame['line']}{inside}"
                break
    return place
