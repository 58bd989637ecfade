"""The folders of a run at work, and how they come into force: as a whole, or not at all.

A run works in ``data/processed/<edition>/.staging-<run>/``; ``tables`` and ``report`` there grow step by step. When
every step has succeeded, a file of intent is written and the two folders are renamed into place (by way of a copy where
``reports`` lies on another disk). A process killed in between leaves the intent, and the next run of the edition finishes
the renaming before it does anything else. A run that ends in any other way leaves what its steps have made, for the next
run of that name to keep.

A file is never edited in these folders, only replaced: one that is kept may be the same file here and in force.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.chain import disk, folders
from pipeline.chain.failure import Failure
from pipeline.chain.steps import Step, is_table
from pipeline.data import project
from pipeline.data.schema import RAW
from pipeline.errors import ChainError, listed

PREFIX, INTENT, WORK = ".staging-", "commit.json", "work"
FAILED, PUBLIC = "failed", "public"
"""Folders with a run's report that no step makes: half-run notebooks, and the publication made of the run.

The publication belongs to the run beside it: a run that is put in force anew takes it away with the files before, and one
that is kept leaves it.
"""


@dataclass(frozen=True)
class Area:
    """The staging folder of one run of one edition."""

    root: Path
    edition: str
    run: str

    @property
    def folder(self) -> Path:
        return project.processed(self.edition, f"{PREFIX}{self.run}", root=self.root)

    @property
    def tables(self) -> Path:
        return self.folder / "tables"

    @property
    def report(self) -> Path:
        return self.folder / "report"

    @property
    def method(self) -> Path:
        return self.tables / "method.json"

    @property
    def targets(self) -> tuple[tuple[Path, Path], tuple[Path, Path]]:
        """Each staged folder with the place it will take."""
        return (
            (self.tables, project.processed(self.edition, self.run, root=self.root)),
            (self.report, project.reports(self.edition, self.run, root=self.root)),
        )

    @property
    def publication(self) -> Path:
        """Where the publication of the run lies, if it was published."""
        return project.reports(self.edition, self.run, root=self.root) / PUBLIC

    @property
    def places(self) -> tuple[Path, ...]:
        """Folders in which outputs may lie: in force, then what a stopped run has left."""
        return (*(target for _, target in self.targets), *(staged for staged, _ in self.targets))

    def open(self, method: Mapping[str, Any]) -> None:
        """Have the folder ready, with the resolved method in it; what a stopped run has left stays, but for its work."""
        self.tables.mkdir(parents=True, exist_ok=True)
        self.report.mkdir(exist_ok=True)
        self._clear_work()
        partial = self.folder / f"{self.method.name}.partial"
        partial.write_text(method_text(method), encoding="utf-8", newline="\n")
        os.replace(partial, self.method)

    def close(self) -> None:
        """Remove the folder and all that is in it."""
        if self.folder.exists():
            shutil.rmtree(self.folder)

    def leave(self) -> None:
        """Leave to the next run what steps have made; where they have made nothing, leave nothing."""
        self._clear_work()
        if not any(path != self.method for staged, _ in self.targets if staged.is_dir() for path in staged.iterdir()):
            self.close()

    def prepare(self, step: Step, lying: Mapping[str, Path]) -> tuple[Path, Path]:
        """Fresh folders of one step: inputs with its declared tables and nothing else, and empty outputs.

        Parameters
        ----------
        lying : where each table lies. It is copied: what a chapter does to its copy reaches nobody else.
        """
        work = self.folder / WORK / step.name
        inputs, outputs = work / "inputs", work / "outputs"
        inputs.mkdir(parents=True)
        outputs.mkdir()
        for name in step.reads:
            if name != RAW:
                shutil.copyfile(lying[name], inputs / name)
        return inputs, outputs

    def accept(self, outputs: Path, notebook: Path) -> dict[str, Path]:
        """Take over what a step wrote, and its executed notebook: name to place. Its folder of work is removed."""
        taken = {path.name: self.place(path.name) for path in sorted(outputs.iterdir())}
        for name, place in taken.items():
            os.replace(outputs / name, place)
        taken[notebook.name] = self.place(notebook.name)
        os.replace(notebook, taken[notebook.name])
        shutil.rmtree(outputs.parent, ignore_errors=True)
        return taken

    def place(self, name: str) -> Path:
        """Where an output is staged: tables among the tables, all else with the report."""
        return (self.tables if is_table(name) else self.report) / name

    def keep(self, lying: Mapping[str, Path]) -> None:
        """Stage exactly these files (beside the method), wherever they lie, by a link where the system can, or a copy.

        Whatever else an earlier run has left here is removed.
        """
        expected = {self.place(name): path for name, path in lying.items()}
        for place, path in expected.items():
            if path != place:
                place.unlink(missing_ok=True)
                folders.link(path, place)
        for staged, _ in self.targets:
            for path in staged.iterdir():
                if path not in expected and path != self.method:
                    path.unlink() if path.is_file() else shutil.rmtree(path)

    def is_in_force(self, lying: Mapping[str, Path], method: Mapping[str, Any]) -> bool:
        """Whether the folders in force hold exactly these files and this method, and nothing has to be done.

        The publication of the run may lie beside them, and what a publication that was killed has left.
        """
        (_, tables), (_, reports) = self.targets
        expected = {(tables if is_table(name) else reports) / name for name in lying}
        found = {path for folder in (tables, reports) if folder.is_dir() for path in folder.iterdir()}
        found -= {self.publication, folders.partial(self.publication), folders.aside(self.publication)}
        method_in_force = tables / self.method.name
        return (
            set(lying.values()) == expected
            and found == {*expected, method_in_force}
            and method_in_force.read_text(encoding="utf-8") == method_text(method)
        )

    def keep_failed(self, notebook: Path) -> Path:
        """Put a half-run notebook where a person finds it; return its place. Nothing else of the run changes."""
        place = project.reports(self.edition, self.run, root=self.root) / FAILED / notebook.name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(notebook, place)  # reports may lie on another disk
        return place

    def intend(self, record: Mapping[str, Any]) -> None:
        """Record, on the disk, that the run is complete and goes into force; from here it is carried through.

        The staged files are on the disk before the record is, so that what is carried through is whole.
        """
        self._clear_work()
        for staged, _ in self.targets:
            folders.keep(staged)
        partial = self.folder / f"{INTENT}.partial"
        with partial.open("w", encoding="utf-8") as stream:
            json.dump(record, stream, ensure_ascii=False)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, self.folder / INTENT)
        folders.keep_names(self.folder)

    def intention(self) -> dict[str, Any] | None:
        """The record of an intent that was not carried through, or None."""
        path = self.folder / INTENT
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None

    def swap(self) -> None:
        """Rename the staged folders into place, whatever part of it was done before.

        Raises
        ------
        ChainError : a rename is refused; the folders in force before are put back.
        OSError : the disk is full; they are put back too.
        """
        moved: list[tuple[Path, Path]] = []
        try:
            for staged, target in self.targets:
                if staged.exists():
                    near = folders.near(staged, target)
                    folders.replace(near, target)
                    moved.append((near, target))
        except OSError as error:
            for near, target in reversed(moved):
                os.rename(target, near)
                folders.put_back(target)
            for _, target in self.targets:
                shutil.rmtree(folders.copied(target), ignore_errors=True)
            if all(staged.exists() for staged, _ in self.targets):
                (self.folder / INTENT).unlink(missing_ok=True)
            if error.errno in disk.FULL:
                raise
            place = project.shown(Path(os.fsdecode(error.filename)), self.root) if error.filename else "one of them"
            raise ChainError(
                f"run {self.edition}/{self.run}: its folders must be free to be replaced, but {error.strerror}: "
                f"{place}. Close programs that have files of it open, and run again"
            ) from error
        for staged, target in self.targets:
            folders.keep_names(target.parent)
            shutil.rmtree(folders.aside(target), ignore_errors=True)
            shutil.rmtree(staged, ignore_errors=True)  # there still where it lies on another disk

    def _clear_work(self) -> None:
        shutil.rmtree(self.folder / WORK, ignore_errors=True)


def method_text(method: Mapping[str, Any]) -> str:
    """The resolved method as it stands among a run's tables."""
    return json.dumps(method, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def leftovers(edition: str, *, root: Path) -> list[Area]:
    """Staging folders that a killed process left behind."""
    folder = project.processed(edition, PREFIX, root=root).parent
    found = folder.glob(f"{PREFIX}*") if folder.is_dir() else ()
    return [Area(root=root, edition=edition, run=path.name.removeprefix(PREFIX)) for path in sorted(found)]


def names(paths: Iterable[Path]) -> set[str]:
    return {path.name for path in paths}


def undeclared(step: Step, outputs: Path) -> Failure | None:
    """Why a step failed that left other files than exactly those it declares, or None."""
    found = names(outputs.iterdir())
    absent, extra = sorted(set(step.writes) - found), sorted(found - set(step.writes))
    if not absent and not extra:
        return None
    said = [f"declared and not written: {listed(absent)}"] * bool(absent)
    said += [f"written and not declared: {listed(extra)}"] * bool(extra)
    return Failure(step.n_cells, "", f"other files than WRITES declares ({'; '.join(said)})")
