"""Where the project lies, and how its paths are shown."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.errors import ChainError

VARIABLE = "PII_PROJECT"

DECISIONS = ("releases", "sweeps")
"""Folders of ``params`` that no run reads: they say what becomes of runs, not how one is made."""


def root() -> Path:
    """The project's folder: what ``PII_PROJECT`` says, or the nearest folder upwards with params/ and pyproject.toml.

    Raises
    ------
    ChainError : neither leads to a project.
    """
    named = os.environ.get(VARIABLE)
    if named:
        folder = Path(named).resolve()
        if not _is_project(folder):
            raise ChainError(
                f"environment variable {VARIABLE}: a folder with params/ and pyproject.toml is expected, got {named!r}. "
                "Correct it, or unset it and work inside the project"
            )
        return folder
    here = Path.cwd().resolve()
    for folder in (here, *here.parents):
        if _is_project(folder):
            return folder
    raise ChainError(
        f"working directory {here}: neither it nor a folder above holds params/ and pyproject.toml. "
        f"Change into the project, or name it in the environment variable {VARIABLE}"
    )


def _is_project(folder: Path) -> bool:
    return (folder / "params").is_dir() and (folder / "pyproject.toml").is_file()


def raw_folder(project: Path, source: str) -> Path:
    """The folder of one raw source."""
    return project / "data" / "raw" / source


def processed(edition: str, run: str, *, root: Path) -> Path:
    """The folder of the tables of one run."""
    return root / "data" / "processed" / edition / run


def reports(edition: str, run: str, *, root: Path) -> Path:
    """The folder of the executed notebooks and the report of one run."""
    return root / "reports" / edition / run


def ledger(edition: str, *, root: Path) -> Path:
    """The record of an edition's runs."""
    return root / "data" / "ledger" / f"{edition}.jsonl"


def shown(path: Path, project: Path | None = None) -> str:
    """A path as messages and tables name it: relative to its project, with forward slashes."""
    within = project or next((folder for folder in path.parents if _is_project(folder)), None)
    return path.relative_to(within).as_posix() if within and path.is_relative_to(within) else path.as_posix()
