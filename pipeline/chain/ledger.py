"""The record of runs: append-only JSON lines, each naming the digest of the line before.

``data/ledger/<edition>.jsonl`` holds one object a line. Two schemas stand in one file, in one chain.

=================== ===================================================================================================
``schema``          2; a line of schema 1 lacks the fields marked (2)
``edition, run``    whose line it is
``run_id``          one call of the runner: its steps' lines and its closing line share it
``step``            the notebook's name without its ending; or ``run``: the line that closes a run; or ``release``
``started``         when, in UTC with seconds; and likewise ``finished``
``seconds``         how long it took
``outcome``         of a step: ``done``, ``failed``, ``interrupted``, or ``prose``: nothing was computed, the executed copy
                    shows the prose as written now, and ``outputs`` are those of the step with that copy's new digest;
                    of a run: ``committed`` once its files are in force, ``kept`` where all that it asked for was in
                    force already, ``refused`` where a replication missed its published totals; of ``release``:
                    ``released``, with the file of the release as its output
``inputs``          file -> sha256: tables by name; raw and parameter files by their path in the project
``outputs``         file name -> sha256: tables, documents and the executed notebook of a step; of a run all of them,
                    with ``method.json``
``parameters``      what was injected: NAME -> value; of a run every name
``notebook``        digest of the sources of a notebook's cells, prose and all; None in a closing line
``versions``        of Python and of the packages that count
``commit, dirty``   of the project's repository; None where there is none
``fingerprint``     (2) what the step started from, see `fingerprint`; empty in a closing line
``reason``          (2) why it ran, in words: ``rerun: aggregation changed arithmetic -> geometric``
``machine``         (2) ``platform, processor, cores, memory_mb`` (10^6 bytes); neither host nor user
``peak_memory_mb``  (2) of the step's kernel; None where it is not known
``notebook_digest`` (2) canonical digest of the executed notebook, see `notebook_digest`
``kept``            (2) of a closing line: step that was not run again -> ``digest`` of the line that made what was kept
``collected``       (2) of a line that a run of a sweep wrote into a ledger of its own: ``sweep``, the set's name, ``digest``
                    and ``previous`` that it had there (see `own_digest`), ``commit`` and ``dirty`` of the project that
                    it was collected into; empty otherwise
``previous``        ``digest`` of the line before; None in the first
``digest``          (2) SHA-256 of this line without this last field, so that a changed line is known by itself; the
                    digest of a line of schema 1 is that of its whole text
=================== ===================================================================================================

A run without a committed line changed no table and no report. The digest of the last line is the ledger's head: who
keeps it elsewhere (the report prints one) can tell whether lines were cut off since.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.chain import folders
from pipeline.errors import StaleInputError

SCHEMA, EARLIER = 2, 1
WHOLE_RUN, RELEASE = "run", "release"
COMMITTED, KEPT, REFUSED, RELEASED = "committed", "kept", "refused", "released"
IN_FORCE = (COMMITTED, KEPT)  # outcomes of a run after which its files are in force
DONE, FAILED, INTERRUPTED, PROSE = "done", "failed", "interrupted", "prose"
MADE = (DONE, PROSE)  # outcomes of a step that left outputs
SEAL = re.compile(rb', "digest": "([0-9a-f]{64})"\}\Z')
NEEDED: Mapping[str, type] = {
    **dict.fromkeys(("edition", "run", "run_id", "step", "finished", "outcome"), str),
    **dict.fromkeys(("inputs", "outputs", "parameters"), dict),
}
"""Fields, with their types, without which nothing can be done with a line."""


@dataclass(frozen=True)
class Entry:
    """One line, but for what the ledger itself adds (``schema``, ``previous`` and ``digest``)."""

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
    fingerprint: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    machine: Mapping[str, Any] = field(default_factory=dict)
    peak_memory_mb: float | None = None
    notebook_digest: str | None = None
    kept: Mapping[str, str] = field(default_factory=dict)
    collected: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Content:
    """What a ledger holds: its whole lines as objects, and a torn last line if there is one.

    Every line has its ``digest``, that of an earlier schema too.
    """

    lines: tuple[dict[str, Any], ...]
    torn: str | None
    head: str | None

    def lines_of(self, run: str) -> tuple[dict[str, Any], ...]:
        """The lines of one run name, oldest first."""
        return tuple(line for line in self.lines if line["run"] == run)

    def last_committed(self, run: str) -> dict[str, Any] | None:
        """The last line that closed a run of this name whose files are in force, or None."""
        closing = [line for line in self.lines_of(run) if line["step"] == WHOLE_RUN and line["outcome"] in IN_FORCE]
        return closing[-1] if closing else None

    def steps_of(self, closing: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """The lines that made what a closing line put in force, by step: of the same run, and of those it kept."""
        kept = {step: line for step, digest in closing.get("kept", {}).items() if (line := self.with_digest(digest))}
        own = [line for line in self.lines if line["run_id"] == closing["run_id"] and line["outcome"] in MADE]
        return dict(sorted({**kept, **{line["step"]: line for line in own}}.items()))

    def with_digest(self, digest: str) -> dict[str, Any] | None:
        """The line of this digest, or None."""
        return next((line for line in self.lines if line["digest"] == digest), None)


def read(path: Path) -> Content:
    """Every line, with the chain of digests checked.

    Raises
    ------
    StaleInputError : a line before the last that is no JSON or of another schema, one that its own digest or its
        successor contradicts; the first of them.
    """
    content, faults = inspect(path)
    if faults:
        raise StaleInputError(faults[0])
    return content


def inspect(path: Path) -> tuple[Content, tuple[str, ...]]:
    """Every line that can be read, and a sentence for everything that is wrong with the chain, first things first.

    A torn last line is no fault: see `Content.torn`.
    """
    whole, torn = _split(path)
    lines: list[dict[str, Any]] = []
    faults: list[str] = []
    previous: str | None = None
    for number, text in enumerate(whole, start=1):
        line = _parsed(text)
        where = f"ledger {path.name}, line {number}"
        if line is None or not _is_entry(line):
            faults.append(
                f"{where}: an entry of schema {EARLIER} or {SCHEMA} is expected, found "
                f"{text[:60].decode('utf-8', 'replace')!r}. Restore it from a copy"
            )
            previous = _digest(text)
            continue
        faults += [f"{where}: {said}" for said in _faults(text, line, previous)]
        previous = _digest_of(text, line)
        lines.append({**line, "digest": previous})
    return Content(tuple(lines), torn.decode("utf-8", "replace") if torn else None, previous), tuple(faults)


def head(path: Path) -> str | None:
    """Digest of the last whole line, or None before the first."""
    whole, _ = _split(path)
    return _digest_of(whole[-1], _parsed(whole[-1]) or {}) if whole else None


def append(path: Path, entry: Entry, *, warn: Callable[[str], None]) -> str:
    """Add a line and wait until it is on the disk; return its digest.

    A torn last line (a process was killed while writing it) is cut off first, with a warning.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    whole, torn = _split(path)
    previous = _digest_of(whole[-1], _parsed(whole[-1]) or {}) if whole else None
    text, digest = _sealed({"schema": SCHEMA, **asdict(entry), "previous": previous})
    new = not path.exists()
    with path.open("w+b" if new else "r+b") as stream:
        if torn:
            warn(f"{path.name}: the last line was torn and is cut off: {torn[:80].decode('utf-8', 'replace')!r}")
        stream.seek(sum(len(item) + 1 for item in whole))
        stream.truncate()
        stream.write(text + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    if new:
        folders.keep_names(path.parent)
    return digest


def own_digest(line: Mapping[str, Any]) -> str:
    """The digest that a collected line had in its own ledger, computed anew: but for its place it is the same line."""
    own = {name: value for name, value in line.items() if name != "digest"}
    return _sealed({**own, "collected": {}, "previous": line["collected"]["previous"]})[1]


def as_record(entry: Entry) -> dict[str, Any]:
    """An entry as plain values, for JSON."""
    return asdict(entry)


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


def _is_entry(line: Mapping[str, Any]) -> bool:
    typed = all(isinstance(line.get(name), kind) for name, kind in NEEDED.items())
    return typed and line.get("schema") in (EARLIER, SCHEMA)


def _faults(text: bytes, line: Mapping[str, Any], previous: str | None) -> list[str]:
    """What is wrong with one line, given the digest of the one before."""
    said = []
    if line["schema"] == SCHEMA and _sealed_digest(text) != line.get("digest"):
        said.append(
            f"its digest is expected to be {line.get('digest')}, found {_sealed_digest(text)}: this line was changed. "
            "Restore the ledger from a copy"
        )
    if line.get("previous") != previous:
        said.append(
            f"names {line.get('previous')} as the digest of the line before, found {previous}. "
            "A line was changed or removed; restore the ledger from a copy"
        )
    return said


def _sealed(line: Mapping[str, Any]) -> tuple[bytes, str]:
    """A line's text with its own digest as last field, and that digest."""
    text = json.dumps(line, ensure_ascii=False, allow_nan=False).encode("utf-8")
    digest = _digest(text)
    return text[:-1] + f', "digest": "{digest}"}}'.encode(), digest


def _sealed_digest(text: bytes) -> str:
    """Digest of a line's text without its last field."""
    return _digest(SEAL.sub(b"}", text))


def _digest_of(text: bytes, line: Mapping[str, Any]) -> str:
    """The digest that the next line names: as a line states it, so that a changed line is blamed and not its successor."""
    stated = line.get("digest")
    return stated if line.get("schema") == SCHEMA and isinstance(stated, str) else _digest(text)


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
