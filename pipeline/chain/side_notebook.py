"""A chapter that belongs to no single edition (the certificate, the panel): run alone, whole or not at all.

It differs from a chapter of the chain in its parameters, whose names are its own, and in its folders, which whoever
runs it names. Kernel, checks before the start and the report of a failure are the chain's.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.chain import kernel, staging, steps
from pipeline.chain.steps import Step
from pipeline.data import chapter, project
from pipeline.errors import ChainError, ParameterError, StepFailedError, listed, nearest


def execute(root: Path, name: str, *, parameters: Mapping[str, Any], inputs: Path, outputs: Path) -> Path:
    """Run ``notebooks/<name>.ipynb`` in a kernel of its own.

    Parameters
    ----------
    root : the project's folder.
    name : of the notebook, without its ending.
    parameters : values of names that its tagged cell declares; what is not given keeps its default.
    inputs, outputs : the folders that the notebook finds as ``PII_STEP_INPUTS`` and ``PII_STEP_OUTPUTS``. It writes
        into a folder aside; what it declares in WRITES is moved to ``outputs`` when every cell has run.

    Returns
    -------
    Path of the executed notebook, ``outputs/<name>.ipynb``.

    Raises
    ------
    ChainError : no such notebook; it is a chapter of the chain; a table that it reads is not among the inputs.
    ParameterError : a parameter that it does not declare, or of another type than it declares.
    StepFailedError : a cell stopped, or other files than declared were written; ``outputs`` is as it was, but for the
        half-run notebook in ``outputs/failed``.
    """
    step = read(root, name)
    _check_parameters(step, parameters)
    _check_inputs(step, inputs)
    outputs = outputs.resolve()
    outputs.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f"{staging.PREFIX}{name}-", dir=outputs))
    try:
        return _run(step, parameters, inputs=inputs, outputs=outputs, aside=aside, root=root)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def read(root: Path, name: str) -> Step:
    """What such a chapter declares: its parameters and, where it has a cell for them, its tables.

    Raises
    ------
    ChainError : no such notebook, a chapter of the chain, or tables that are no plain lists.
    ParameterError : a parameter that is no typed plain literal in capitals.
    """
    path = root / "notebooks" / f"{name}.ipynb"
    where = f"notebooks/{path.name}"
    if path.match(steps.PATTERN):
        raise ChainError(f"{where}: a chapter beside the chain is expected, this is one of it. Use `pii run`")
    if not path.is_file():
        raise ChainError(f"{where}: the notebook must be there, it is not. Restore it")
    cells = steps.read_cells(path, where)
    source, place = steps.tagged(cells, "parameters", where, ParameterError)
    reads, writes = _tables(cells, where)
    return Step(
        name=name,
        path=path,
        parameters=_declared(source, f"{where}, {place}"),
        reads=reads,
        writes=writes,
        n_cells=len(cells),
        sources_digest=steps.sources_digest(cells),
        code=steps.code_of(cells, where),
    )


def _declared(source: str, where: str) -> dict[str, tuple[str, Any]]:
    """Name to type and default."""
    found = {}
    for place, name, annotation, default in steps.typed_literals(source, where=where):
        if not name.isupper():
            raise ParameterError(f"{place}: parameters are named in capitals, found {name}. Rename it")
        if not steps.fits(default, annotation):
            raise ParameterError(f"{place}: {name} must be {annotation}, found {default!r}. Correct the value")
        found[name] = (annotation, default)
    return found


def _tables(cells: list[dict[str, Any]], where: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not any("tables" in cell.get("metadata", {}).get("tags", []) for cell in cells):
        return (), ()
    source, place = steps.tagged(cells, "tables", where, ChainError)
    return steps.read_tables(source, where=f"{where}, {place}")


def _check_parameters(step: Step, given: Mapping[str, Any]) -> None:
    for name, value in given.items():
        where = f"notebooks/{step.path.name}, parameter {name}"
        if name not in step.parameters:
            known = nearest(name, sorted(step.parameters))
            raise ParameterError(f"{where}: a name of its tagged cell is expected; {known}. Correct its spelling")
        expected, _ = step.parameters[name]
        if not steps.fits(value, expected):
            raise ParameterError(f"{where}: {expected} is expected, got {value!r}. Correct the value")


def _check_inputs(step: Step, inputs: Path) -> None:
    absent = [name for name in step.reads if not (inputs / name).is_file()]
    if absent:
        raise ChainError(
            f"notebooks/{step.path.name}: the tables of its READS must be there before it is run; absent: "
            f"{listed(absent)}. Run the command that writes them"
        )


def _run(step: Step, parameters: Mapping[str, Any], *, inputs: Path, outputs: Path, aside: Path, root: Path) -> Path:
    """Run in folders aside, then move everything into place, the executed notebook last."""
    folder, written, notebook = aside / "work", aside / "outputs", aside / step.path.name
    folder.mkdir()
    written.mkdir()
    work = kernel.Work(
        step=step,
        parameters=parameters,
        environment={
            project.VARIABLE: str(root),
            chapter.INPUTS: str(inputs.resolve()),
            chapter.OUTPUTS: str(written.resolve()),
        },
        output=notebook,
        folder=folder,
        root=root,
    )
    failure = kernel.execute(work, on_cell=lambda number: None).failure or staging.undeclared(step, written)
    if failure is not None:
        raise StepFailedError(failure.sentence(step.name, _kept(notebook, outputs, root)))
    for path in sorted(written.iterdir()):
        os.replace(path, outputs / path.name)
    _forget(outputs, step)
    return notebook.replace(outputs / notebook.name)


def _kept(notebook: Path, outputs: Path, root: Path) -> str:
    """Put the half-run notebook where a person finds it, and say where."""
    if not notebook.is_file():
        return "not there, as no cell was run"
    place = outputs / staging.FAILED / notebook.name
    place.parent.mkdir(parents=True, exist_ok=True)
    return project.shown(notebook.replace(place), root)


def _forget(outputs: Path, step: Step) -> None:
    """Remove what an earlier failure left."""
    (outputs / staging.FAILED / step.path.name).unlink(missing_ok=True)
    with suppress(OSError):  # another chapter's half-run notebook is still there
        (outputs / staging.FAILED).rmdir()
