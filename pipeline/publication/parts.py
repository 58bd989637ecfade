"""The parts of a publication, in the order in which they are written: later ones link to what earlier ones made."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.errors import ParameterError, listed, nearest
from pipeline.publication.published_run import PublishedRun

NAMES = ("figures", "data", "workbook", "profiles", "report", "site")
MODULES = {
    "figures": "figure_files",
    "data": "open_data",
    "workbook": "workbook_file",
    "profiles": "profile_documents",
    "report": "edition_report",
    "site": "site",
}


def chosen(only: Sequence[str]) -> tuple[str, ...]:
    """The parts to make, in order.

    Raises
    ------
    ParameterError : a name that is no part.
    """
    for name in only:
        if name not in NAMES:
            raise ParameterError(f"--only {name}: one of {listed(NAMES)} is expected; {nearest(name, NAMES)}")
    return tuple(name for name in NAMES if not only or name in only)


def write(
    run: PublishedRun,
    folder: Path,
    *,
    chosen: Sequence[str],
    languages: Sequence[str],
    boundaries: Path | None,
    said: Callable[[str], None],
) -> None:
    """Write the parts into a folder that is not yet in force.

    Every module has ``write(run, folder, *, languages, boundaries)``, ``folder`` being that of the whole publication.
    """
    for name in chosen:
        begun = time.monotonic()
        module = importlib.import_module(f"pipeline.publication.{MODULES[name]}")
        module.write(run, folder, languages=tuple(languages), boundaries=boundaries)
        said(f"{name}: {time.monotonic() - begun:.0f} s")
