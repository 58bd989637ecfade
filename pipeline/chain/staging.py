"""The folders of a run at work, and how they come into force: as a whole, or not at all.

A run works in ``data/processed/<edition>/.staging-<run>/``; ``tables`` and ``report`` there grow step by step. When
every step has succeeded, a file of intent is written and the two folders are renamed into place. A process killed in
between leaves the intent, and the next run of the edition finishes the renaming before it does anything else.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.chain.steps import Step, is_table
from pipeline.data import project
from pipeline.data.chapter import RAW
from pipeline.errors import ChainError

PREFIX, ASIDE, INTENT = ".staging-", ".old-", "commit.json"
FAILED = "failed"


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

    def open(self, method: Mapping[str, Any]) -> None:
        """Make the folder anew, with the resolved method in it."""
        self.close()
        self.tables.mkdir(parents=True)
        self.report.mkdir()
        text = json.dumps(method, ensure_ascii=False, indent=2, sort_keys=True)
        self.method.write_text(text + "\n", encoding="utf-8", newline="\n")

    def close(self) -> None:
        """Remove the folder and all that is in it."""
        if self.folder.exists():
            shutil.rmtree(self.folder)

    def prepare(self, step: Step) -> tuple[Path, Path]:
        """Fresh folders of one step: inputs with its declared tables and nothing else, and empty outputs."""
        work = self.folder / "work"
        if work.exists():
            shutil.rmtree(work)
        inputs, outputs = work / "inputs", work / "outputs"
        inputs.mkdir(parents=True)
        outputs.mkdir()
        for name in step.reads:
            if name != RAW:
                shutil.copyfile(self.tables / name, inputs / name)
        return inputs, outputs

    def accept(self, outputs: Path) -> list[Path]:
        """Take over what a step wrote: tables among the tables, documents among the report's."""
        taken = []
        for path in sorted(outputs.iterdir()):
            place = (self.tables if is_table(path.name) else self.report) / path.name
            os.replace(path, place)
            taken.append(place)
        return taken

    def keep_failed(self, notebook: Path) -> Path:
        """Put a half-run notebook where a person finds it; return its place. Nothing else of the run changes."""
        place = project.reports(self.edition, self.run, root=self.root) / FAILED / notebook.name
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(notebook, place)
        return place

    def intend(self, record: Mapping[str, Any]) -> None:
        """Record, on the disk, that the run is complete and goes into force; from here it is carried through.

        The staged files are on the disk before the record is, so that what is carried through is whole.
        """
        shutil.rmtree(self.folder / "work", ignore_errors=True)
        for staged, _ in self.targets:
            _keep(staged)
        partial = self.folder / f"{INTENT}.partial"
        with partial.open("w", encoding="utf-8") as stream:
            json.dump(record, stream, ensure_ascii=False)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, self.folder / INTENT)
        _keep_names(self.folder)

    def intention(self) -> dict[str, Any] | None:
        """The record of an intent that was not carried through, or None."""
        path = self.folder / INTENT
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None

    def swap(self) -> None:
        """Rename the staged folders into place, whatever part of it was done before.

        Raises
        ------
        ChainError : a rename is refused; the folders in force before are put back.
        """
        moved: list[tuple[Path, Path]] = []
        try:
            for staged, target in self.targets:
                if staged.exists():
                    _replace_folder(staged, target)
                    moved.append((staged, target))
        except OSError as error:
            for staged, target in reversed(moved):
                os.rename(target, staged)
                _put_back(target)
            if all(staged.exists() for staged, _ in self.targets):
                (self.folder / INTENT).unlink(missing_ok=True)
            raise ChainError(
                f"run {self.edition}/{self.run}: its folders must be free to be replaced, but {error.strerror}: "
                f"{error.filename}. Close programs that have files of it open, and run again"
            ) from error
        for _, target in self.targets:
            shutil.rmtree(_aside(target), ignore_errors=True)


def leftovers(edition: str, *, root: Path) -> list[Area]:
    """Staging folders that a killed process left behind."""
    folder = project.processed(edition, PREFIX, root=root).parent
    found = folder.glob(f"{PREFIX}*") if folder.is_dir() else ()
    return [Area(root=root, edition=edition, run=path.name.removeprefix(PREFIX)) for path in sorted(found)]


def names(paths: Iterable[Path]) -> set[str]:
    return {path.name for path in paths}


def _keep(folder: Path) -> None:
    """Wait until the files of a folder are on the disk."""
    for path in folder.iterdir():
        with path.open("r+b") as stream:
            os.fsync(stream.fileno())
    _keep_names(folder)


def _keep_names(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system lets a folder be opened for that."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _aside(target: Path) -> Path:
    return target.with_name(f"{ASIDE}{target.name}")


def _replace_folder(staged: Path, target: Path) -> None:
    aside = _aside(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        if aside.exists():
            shutil.rmtree(aside)
        os.rename(target, aside)
    try:
        os.rename(staged, target)
    except OSError:
        _put_back(target)
        raise


def _put_back(target: Path) -> None:
    aside = _aside(target)
    if aside.exists() and not target.exists():
        os.rename(aside, target)
