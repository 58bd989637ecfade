"""Whether a step has to run, and why: the answer that ``pii why`` and every run give in words.

A step is fresh when the record holds a run of it that started from the same, and all that it made then still lies
there as recorded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.chain import fingerprint
from pipeline.chain.fingerprint import Fingerprint
from pipeline.chain.ledger import MADE
from pipeline.chain.steps import Step
from pipeline.data import digests
from pipeline.errors import listed

KEPT, FORCED, NEVER = "kept", "rerun: asked for", "run: it is not on record yet"


@dataclass(frozen=True)
class Verdict:
    """``line`` is the ledger's line that made what is kept; ``files`` its outputs by name, where they lie."""

    fresh: bool
    reason: str
    line: Mapping[str, Any] | None = None
    files: Mapping[str, Path] | None = None


def judge(
    step: Step,
    now: Fingerprint,
    *,
    run: str,
    lines: Sequence[Mapping[str, Any]],
    places: Sequence[Path],
    force: bool = False,
) -> Verdict:
    """Judge one step.

    Parameters
    ----------
    now : what it would start from.
    run : the run's name.
    lines : of the edition's ledger, oldest first.
    places : folders in which outputs may lie: in force, or left by a stopped run.
    force : run it whatever the record says.
    """
    if force:
        return Verdict(False, FORCED)
    made = [line for line in lines if line["run"] == run and line["step"] == step.name and line["outcome"] in MADE]
    known = [(line, recorded) for line in made if (recorded := fingerprint.from_record(line.get("fingerprint") or {}))]
    if not known:
        return Verdict(False, NEVER)
    for line, recorded in reversed(known):
        if not fingerprint.same(recorded, now):
            continue
        files = {name: _lying(name, digest, places) for name, digest in line["outputs"].items()}
        if all(files.values()):
            return Verdict(True, KEPT, line, {name: path for name, path in files.items() if path})
    newest, recorded = known[-1]
    if said := fingerprint.differences(recorded, now):
        return Verdict(False, f"rerun: {'; '.join(said)}")
    gone = [name for name, digest in sorted(newest["outputs"].items()) if _lying(name, digest, places) is None]
    return Verdict(False, f"rerun: not there as recorded: {listed(gone)}")


def _lying(name: str, digest: str, places: Sequence[Path]) -> Path | None:
    """Where a file of this name and digest lies."""
    for place in places:
        path = place / name
        if path.is_file() and digests.of_file(path) == digest:
            return path
    return None
