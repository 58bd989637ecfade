"""What the outputs of a run rest on beside their files: notebooks, library, environment, then and now."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.chain import fingerprint, imports, resolve, steps
from pipeline.chain.fingerprint import Fingerprint
from pipeline.chain.imports import ImportGraph
from pipeline.chain.steps import Step
from pipeline.errors import ChainError, listed

Line = Mapping[str, Any]


def changes(made: Mapping[str, Line], *, root: Path) -> list[str]:
    """In words, what has changed since the steps of a run were made.

    Parameters
    ----------
    made : the steps' lines by step. A line of an earlier schema knows its notebook only.

    The library is the one that is installed, wherever ``root`` lies.
    """
    paths = {path.stem: path for path in sorted((root / "notebooks").glob(steps.PATTERN))}
    said = [f"notebooks/{name}.ipynb is new" for name in _new(paths, made)]
    graph, environment = ImportGraph(), fingerprint.environment_digest(root)
    modules: set[str] = set()
    environments: set[str] = set()
    for name, line in made.items():
        step = _read(paths.get(name))
        if isinstance(step, str):
            said.append(f"notebooks/{name}.ipynb {step}")
            continue
        before = fingerprint.from_record(line.get("fingerprint") or {})
        if before is None:
            said += [f"notebooks/{name}.ipynb"] * (line.get("notebook") != step.sources_digest)
            continue
        now = _now(step, before, environment, graph)
        if now.code != before.code:
            said.append(f"the code of notebooks/{name}.ipynb")
        elif line.get("notebook") != step.sources_digest:
            said.append(f"the prose of notebooks/{name}.ipynb, or its default parameters")
        modules.update(imports.changed(before.modules, now.modules))
        environments.add(before.environment)
    if modules:
        said.append(f"the library: {listed(sorted(modules))}")
    if environments - {environment}:
        said.append("the locked environment, or Python")
    return said


def _new(paths: Mapping[str, Path], made: Mapping[str, Line]) -> list[str]:
    """Chapters that the run would have now, and did not have; one that cannot be read may be such a one."""
    kinds = {resolve.kind_of(line["run"]) for line in made.values()}
    read = {name: _read(path) for name, path in paths.items() if name not in made}
    return [name for name, step in read.items() if isinstance(step, str) or step.only_in in (None, *kinds)]


def _read(path: Path | None) -> Step | str:
    """A chapter, or what is wrong with it."""
    if path is None:
        return "is not there any more"
    try:
        return steps.read(path)
    except ChainError as error:
        return f"cannot be read: {str(error).removeprefix(f'notebooks/{path.name}, ')}"


def _now(step: Step, before: Fingerprint, environment: str, graph: ImportGraph) -> Fingerprint:
    return fingerprint.of(
        step, parameters=before.parameters, inputs=before.inputs, environment=environment, graph=graph
    )
