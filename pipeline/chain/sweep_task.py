"""One run of a sweep as a task that can be done anywhere: its inputs come with it, its outputs go back with its result.

A task is a whole run in a temporary project of its own. The place where it is done needs this package and the locked
environment, and no folder of the project. The same task gives the same tables wherever, and however often, it is done.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.chain import resolve, runner, staging
from pipeline.chain.plan import Plan
from pipeline.chain.resolve import Run
from pipeline.chain.selection import Choices
from pipeline.data import project
from pipeline.errors import PipelineError
from pipeline.framework.sweep import Variant

FILES = ("pyproject.toml", "requirements.lock")
FOLDER = "pii-sweep-"

_one_at_a_time = threading.Lock()  # a run that fails ends every kernel of its process, which must be its own


@dataclass(frozen=True)
class Task:
    """What is to be run, and the project to run it in, packed; ``key`` is a digest of all that its tables depend on."""

    edition: str
    name: str
    variant: Variant
    project: bytes
    key: str


@dataclass(frozen=True)
class Result:
    """What a run left: outputs by name, half-run notebooks by name, its own ledger, and why it stopped, if it did."""

    name: str
    seconds: float
    ledger: bytes
    files: Mapping[str, bytes]
    failed: Mapping[str, bytes]
    error: str | None


def prepare(variant: Variant, *, plan: Plan, root: Path) -> Task:
    """A task from the project as it is now.

    Parameters
    ----------
    plan : of the run that the variant is; it knows the raw files that are read, the code and the environment.
    """
    files = {project.shown(path, root): path.read_bytes() for path in sorted(_inputs(plan, root))}
    start, wanted = plan.start, plan.run
    modules = {step.name: start.graph.digests(step.code) for step in plan.steps}
    told = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    key = json.dumps(
        [wanted.edition.id, wanted.name, variant.model_dump(mode="json"), told, modules, start.environment]
    )
    packed = _packed(tuple(files.items()))
    return Task(wanted.edition.id, wanted.name, variant, packed, hashlib.sha256(key.encode()).hexdigest())


def perform(task: Task, folder: Path | None = None) -> Result:
    """Do a task. A run that stops gives a result that says why; it would stop again elsewhere.

    Parameters
    ----------
    folder : in which the temporary project is made; by default the system's.

    Raises
    ------
    KeyboardInterrupt : the process was asked to end.
    """
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix=FOLDER, dir=folder, ignore_cleanup_errors=True) as own:
        root, begun, error = Path(own) / "project", time.monotonic(), None
        with zipfile.ZipFile(io.BytesIO(task.project)) as archive:
            archive.extractall(root)
        try:
            wanted = resolved(task.edition, task.name, task.variant, root=root)
            runner.run(wanted, root=root, stream=io.StringIO(), choices=Choices(jobs=1))
        except PipelineError as stopped:
            error = str(stopped)
        return _result(task, root, round(time.monotonic() - begun, 3), error)


def resolved(edition: str, name: str, variant: Variant, *, root: Path) -> Run:
    """The run that a variant of a set is.

    Raises
    ------
    ParameterError, FrameworkError : see `resolve.resolve`.
    """
    return resolve.resolve(edition, root=root, method=variant.method, parameters=variant.texts, name=name)


def _inputs(plan: Plan, root: Path) -> Iterator[Path]:
    """Files that a run reads: parameters, chapters, the sources that the edition reads, lock file and project file."""
    folders = [path for path in (root / "params").iterdir() if path.is_dir() and path.name not in project.DECISIONS]
    folders += sorted({(root / name).parent for name in plan.raw})
    for folder in folders:
        relative = ((path, path.relative_to(root).parts) for path in folder.rglob("*") if path.is_file())
        yield from (path for path, parts in relative if not any(part.startswith(".") for part in parts))
    yield from (step.path for step in plan.steps)
    yield from (root / name for name in FILES if (root / name).is_file())


@functools.lru_cache(maxsize=1)  # runs of a set mostly read the same files: packed, and held, once
def _packed(files: tuple[tuple[str, bytes], ...]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _result(task: Task, root: Path, seconds: float, error: str | None) -> Result:
    path = project.ledger(task.edition, root=root)
    kinds = (project.processed, project.reports)
    tables, reports = (kind(task.edition, task.name, root=root) for kind in kinds)
    return Result(
        name=task.name,
        seconds=seconds,
        ledger=path.read_bytes() if path.is_file() else b"",
        files={} if error else _contents(tables) | _contents(reports),
        failed=_contents(reports / staging.FAILED),
        error=error,
    )


def _contents(folder: Path) -> dict[str, bytes]:
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return {path.name: path.read_bytes() for path in found if path.is_file()}
