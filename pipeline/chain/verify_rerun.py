"""A run made again from its raw data, in a folder of its own, and compared: ``pii verify --rerun``.

It answers what digests cannot: whether this machine, with the library that is installed here, gives the same numbers.
So a released edition is made again as any other, its release left out: the bytes that it froze are those of the files in
force, which `verify` holds against it; what another processor makes is compared as numbers and ranks.
"""

from __future__ import annotations

import json
import math
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from pipeline.chain import ledger, notebook_digest, resolve, runner, verify_tables
from pipeline.chain.resolve import Run
from pipeline.chain.steps import is_table
from pipeline.chain.verify_files import METHOD, NOTEBOOK
from pipeline.chain.verify_tables import TableComparison
from pipeline.data import params, project
from pipeline.errors import ParameterError, StaleInputError, listed
from pipeline.framework.edition import NOMINAL

TOLERANCE = 1e-9
"""Absolute and relative. Processors differ in the last bits of a float (up to 4 ULP between those with AVX-512 and those
without, about 1e-15), which sums, regressions and draws enlarge a thousandfold; what is printed begins at 1e-2."""

PARTS = ("params", "notebooks", "data/raw")
FILES = ("pyproject.toml", "requirements.lock")


@dataclass(frozen=True)
class Rerun:
    """How a rebuilt run compares with the one in force.

    ``differences`` name what is outside the tolerance; ``notes`` what may differ between machines: bytes of figures in
    notebooks, and the report, which prints the head of the ledger that it was made with.
    """

    edition: str
    run: str
    tolerance: float
    tables: tuple[TableComparison, ...]
    differences: tuple[str, ...]
    notes: tuple[str, ...]

    def refuse(self) -> None:
        """Stop where something differs.

        Raises
        ------
        StaleInputError : every table that does.
        """
        if self.differences:
            raise StaleInputError(
                f"edition {self.edition}, run {self.run}: made again, it must give the numbers on record within "
                f"{self.tolerance:g} (absolute and relative) and the same ranks, texts and flags; "
                f"{len(self.differences)} different:\n  " + "\n  ".join(self.differences) + "\n"
                "See which of library, environment and machine changed: pii verify says the first two, the ledger all"
            )

    def told(self) -> list[str]:
        """One line a table, then the notes and what follows."""
        largest = max((table.largest for table in self.tables), default=0.0)
        return [
            *(table.told() for table in self.tables),
            *self.notes,
            f"made again: {len(self.tables)} tables within {self.tolerance:g} (absolute and relative), ranks, texts and "
            f"flags exactly; largest difference {largest:.1e}",
        ]


def rerun(edition: str, run: str, *, root: Path, stream: TextIO, tolerance: float = TOLERANCE) -> Rerun:
    """Make a run again from parameters, notebooks and raw data, and compare it with what is in force.

    Nothing in ``root`` is read but these and the run's own outputs, and nothing there is written.

    Parameters
    ----------
    root : the project, or a folder of the same layout.
    tolerance : see `verify_tables.compare`.
    stream : where the progress of the run is shown.

    Raises
    ------
    ParameterError : a tolerance that is no number from 0.
    StaleInputError : the run is not on record as being in force; or what it was asked for cannot be asked any more.
    PipelineError : the run does not come to its end.
    """
    if not (math.isfinite(tolerance) and tolerance >= 0):
        raise ParameterError(f"--tolerance {tolerance}: a number from 0 is expected, such as {TOLERANCE:g}")
    closing = ledger.read(project.ledger(edition, root=root)).last_committed(run)
    if closing is None:
        raise StaleInputError(f"edition {edition}: run {run} is expected to be in force, found no line that says so")
    with tempfile.TemporaryDirectory(prefix="pii-verify-", ignore_cleanup_errors=True) as folder:
        copy = _copied(root, Path(folder) / "project")
        runner.run(_wanted(closing, source=root, root=copy), root=copy, stream=stream)
        tables = tuple(_tables(closing, root, copy, tolerance))
        notes = [*_notebooks(closing, root, copy), *_documents(closing, root, copy)]
        new = _new_tables(closing, copy)
    differences = [table.told() for table in tables if table.differences]
    return Rerun(edition, run, tolerance, tables, (*differences, *new), tuple(notes))


def _copied(root: Path, target: Path) -> Path:
    """The parts of a project that a run starts from; a release, which is none, would forbid it other bytes."""
    for part in PARTS:
        shutil.copytree(root / part, target / part, ignore=shutil.ignore_patterns(".*"))
    for name in project.DECISIONS:
        shutil.rmtree(target / "params" / name, ignore_errors=True)
    for name in FILES:
        if (root / name).is_file():
            shutil.copyfile(root / name, target / name)
    return target


def _wanted(closing: Mapping[str, Any], *, source: Path, root: Path) -> Run:
    """The run that the record describes, asked for as on the command line.

    Parameters
    ----------
    source : the folder that holds the run's ``method.json``.
    root : where it is to be run.
    """
    edition, name, values = closing["edition"], closing["run"], closing["parameters"]
    path = project.processed(edition, name, root=source) / METHOD
    try:
        method = json.loads(path.read_text(encoding="utf-8"))["name"]
    except (OSError, ValueError, KeyError, TypeError):
        shown = project.shown(path, source)
        raise StaleInputError(f"{shown}: the resolved method of the run is expected there. Restore it") from None
    about = params.load_edition(edition, root=root).about
    before = {**params.load_method(method, root=root).values, "seed": about.seed, "language": about.language}
    changed = {option: value for option, value in before.items() if values.get(option.upper(), value) != value}
    asked = [f"{option}={_text(values[option.upper()])}" for option in changed]
    if name == NOMINAL and asked:
        raise StaleInputError(
            f"edition {edition}, run {name}: parameter files must be those of the run, and say otherwise than it did: "
            f"{listed(asked)} on record. Restore them"
        )
    return resolve.resolve(
        edition,
        root=root,
        method=method if method != about.method else None,
        parameters=asked,
        name=name if name not in (NOMINAL, method) or asked else None,
    )


def _text(value: Any) -> str:
    """A value as ``-p`` reads it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _places(closing: Mapping[str, Any], name: str, *roots: Path) -> list[Path]:
    """Where an output lies in each of some folders."""
    kind = project.processed if is_table(name) else project.reports
    return [kind(closing["edition"], closing["run"], root=root) / name for root in roots]


def _tables(closing: Mapping[str, Any], root: Path, copy: Path, tolerance: float) -> list[TableComparison]:
    names = sorted(name for name in closing["outputs"] if is_table(name))
    return [verify_tables.compare(*_places(closing, name, root, copy), tolerance=tolerance) for name in names]


def _new_tables(closing: Mapping[str, Any], copy: Path) -> list[str]:
    folder = project.processed(closing["edition"], closing["run"], root=copy)
    made = sorted(path.name for path in folder.iterdir() if is_table(path.name))
    return [f"{name}: it was made, and is not on record" for name in made if name not in closing["outputs"]]


def _notebooks(closing: Mapping[str, Any], root: Path, copy: Path) -> list[str]:
    """How many executed notebooks show the same, and which do not."""
    names = sorted(name for name in closing["outputs"] if name.endswith(NOTEBOOK))
    other = []
    for name in names:
        before, after = _places(closing, name, root, copy)
        if not after.is_file() or _canonical(before, root) != _canonical(after, copy):
            other.append(name)
    said = f"executed notebooks: {len(names) - len(other)} of {len(names)} show the same"
    return [
        f"{said}; other sources or outputs (figures may differ between machines): {listed(other)}" if other else said
    ]


def _canonical(path: Path, root: Path) -> str:
    return notebook_digest.canonical(path, root=root)


def _documents(closing: Mapping[str, Any], root: Path, copy: Path) -> list[str]:
    names = sorted(name for name in closing["outputs"] if not is_table(name) and not name.endswith(NOTEBOOK))
    pairs = {name: _places(closing, name, root, copy) for name in names if name != METHOD}
    other = [
        name
        for name, (before, after) in pairs.items()
        if not after.is_file() or before.read_bytes() != after.read_bytes()
    ]
    return [f"documents of other bytes (they print the head of the ledger): {listed(other)}"] if other else []
