"""The record of runs: append-only JSON lines, each naming the digest of the line before.

Schema 1, one object a line: ``schema, edition, run, run_id, step, started, finished, seconds, outcome, inputs, outputs,
parameters, notebook, versions, commit, dirty, previous``. A step's outcome is ``done``, ``failed`` or ``interrupted``.
The line with step ``run`` closes a run: ``committed`` once its files are in force, ``refused`` where a replication
missed its published totals. A run without such a line changed no table and no report.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from pipeline.errors import StaleInputError

SCHEMA = 1
WHOLE_RUN = "run"
PACKAGES = ("pandas", "numpy", "scipy", "scikit-learn", "statsmodels", "papermill", "pipeline")


@dataclass(frozen=True)
class Entry:
    """One line, but for what the ledger itself adds (``schema`` and ``previous``)."""

    edition: str
    run: str
    run_id: str
    step: str
    started: str
    finished: str
    seconds: float
    outcome: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    parameters: Mapping[str, Any]
    notebook: str | None
    versions: Mapping[str, str]
    commit: str | None
    dirty: bool | None


@dataclass(frozen=True)
class Content:
    """What a ledger holds: its whole lines as objects, and a torn last line if there is one."""

    lines: tuple[dict[str, Any], ...]
    torn: str | None
    head: str | None


def read(path: Path) -> Content:
    """Every line, with the chain of digests checked.

    Raises
    ------
    StaleInputError : a line before the last that is no JSON, of another schema, or not the one its successor names.
    """
    whole, torn = _split(path)
    lines = []
    previous = None
    for number, text in enumerate(whole, start=1):
        line = _parsed(text)
        where = f"ledger {path.name}, line {number}"
        if line is None or line.get("schema") != SCHEMA:
            raise StaleInputError(
                f"{where}: a JSON object of schema {SCHEMA} is expected, found {text[:60]!r}. Restore it"
            )
        if line.get("previous") != previous:
            raise StaleInputError(
                f"{where}: names {line.get('previous')} as the digest of the line before, found {previous}. "
                "A line was changed or removed; restore the ledger from a copy"
            )
        lines.append(line)
        previous = _digest(text)
    return Content(lines=tuple(lines), torn=torn.decode("utf-8", "replace") if torn else None, head=previous)


def head(path: Path) -> str | None:
    """Digest of the last whole line, or None before the first."""
    whole, _ = _split(path)
    return _digest(whole[-1]) if whole else None


def append(path: Path, entry: Entry, *, warn: Callable[[str], None]) -> str:
    """Add a line and wait until it is on the disk; return its digest.

    A torn last line (a process was killed while writing it) is cut off first, with a warning.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    whole, torn = _split(path)
    line = {"schema": SCHEMA, **asdict(entry), "previous": _digest(whole[-1]) if whole else None}
    text = json.dumps(line, ensure_ascii=False, allow_nan=False).encode("utf-8")
    with path.open("r+b" if path.exists() else "w+b") as stream:
        if torn:
            warn(f"{path.name}: the last line was torn and is cut off: {torn[:80].decode('utf-8', 'replace')!r}")
        stream.seek(sum(len(item) + 1 for item in whole))
        stream.truncate()
        stream.write(text + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    return _digest(text)


def as_record(entry: Entry) -> dict[str, Any]:
    """An entry as plain values, for JSON."""
    return asdict(entry)


@dataclass(frozen=True)
class Origin:
    """What numbers depend on beside their inputs; ``commit`` and ``dirty`` are None where there is no commit."""

    versions: Mapping[str, str]
    commit: str | None
    dirty: bool | None


def origin(root: Path) -> Origin:
    """Versions of Python and of the packages (which are not imported for it), and the commit of the project."""
    versions = {"python": platform.python_version(), **{name: metadata.version(name) for name in PACKAGES}}
    commit = _git(root, "rev-parse", "--verify", "HEAD")
    status = _git(root, "status", "--porcelain")
    if commit is None or status is None:
        return Origin(versions, None, None)
    return Origin(versions, commit.strip(), bool(status.strip()))


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _split(path: Path) -> tuple[list[bytes], bytes]:
    """Whole lines, and what a killed process left of one: text without a newline, or a last line that is no JSON."""
    if not path.is_file():
        return [], b""
    *whole, rest = path.read_bytes().split(b"\n")
    if not rest and whole and _parsed(whole[-1]) is None:
        rest = whole.pop()
    return whole, rest


def _parsed(text: bytes) -> dict[str, Any] | None:
    try:
        line = json.loads(text)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
