"""Why a notebook stopped, in words that lead to the place."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pipeline

COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
FRAME = re.compile(r"File (?P<path>\S[^\n]*?):(?P<line>\d+)(?:, in (?P<function>[\w.<>]+))?")
SHOWN_LINES = 3


@dataclass(frozen=True)
class Failure:
    """The cell (0: before the first), its source, and the cause."""

    cell: int
    source: str
    cause: str
    place: str = ""  # last line of the traceback that lies inside the project

    @classmethod
    def dead(cls, cell: int, source: str, *, detail: str = "") -> Failure:
        """The kernel died: out of memory, killed, or a crash in compiled code."""
        why = f" ({detail})" if detail else ""
        return cls(cell, source, f"the kernel died{why}: killed, out of memory, or a crash in compiled code")

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
                f"step {step}, {where}: every cell must run, but it stopped with {self.cause}",
                *(f"    {line}" for line in shown),
                *([f"Raised at {self.place}."] if self.place else []),
                f"The half-run notebook is {notebook}. Nothing else was changed; correct the cause and run again.",
            ]
        )


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
