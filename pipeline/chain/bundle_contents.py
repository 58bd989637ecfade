"""What goes into a bundle: everything that a run rests on, read once and held against the record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.chain import ledger, released, verify, verify_code
from pipeline.chain.bundle_authors import CITATION
from pipeline.chain.imports import PACKAGE, ImportGraph
from pipeline.chain.released import Release
from pipeline.chain.steps import is_table
from pipeline.chain.verify_files import METHOD, RAW
from pipeline.data import params, project, yaml_text
from pipeline.errors import ChainError, StaleInputError, listed
from pipeline.framework.edition import NOMINAL, Edition, EditionFile

LICENCE = "LICENSE"
BESIDE = (LICENCE, "pyproject.toml", "requirements.lock", CITATION)
"""Files of the project itself that are carried where they are there; without the first nobody may use the rest."""

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Contents:
    """A run with everything that it rests on.

    ``files``: path in the bundle, which is its path in the project, -> bytes; ``closing``: the line that put the run in
    force; ``made``: the lines of its steps by name; ``head``: digest of the ledger's last line; ``release``: of the edition.
    """

    edition: str
    run: str
    about: EditionFile
    closing: Line
    made: Mapping[str, Line]
    head: str
    release: Release | None
    files: Mapping[str, bytes]

    def name(self, language: str) -> str:
        """The edition's name in a language; of a run that is not the edition as published, with the run's name."""
        name = self.about.name_vi if language == "vi" else self.about.name_en
        return f"{name} ({self.run})" if self.is_variant else name

    @property
    def is_variant(self) -> bool:
        """Whether this is another run than the edition as published."""
        return self.run != NOMINAL

    @property
    def released(self) -> Release | None:
        """The release of the edition, if this is the run that was released."""
        return self.release if self.release and self.release.run == self.run else None

    @property
    def published(self) -> str:
        """When this was published, or may be first: the end of an embargo, the day of release, or when it came into force."""
        if self.released is None:
            return str(self.closing["finished"])
        return str(self.released.embargo or self.released.released)

    @property
    def release_path(self) -> str:
        """Where the edition's release lies, if it has one."""
        return released.path_of(self.edition, root=Path()).as_posix()

    @cached_property
    def sources(self) -> dict[str, dict[str, Any]]:
        """Raw source -> what its source.yaml says."""
        found = {}
        for name, content in self.files.items():
            if name.startswith(RAW) and name.endswith("/source.yaml"):
                found[name.split("/")[-2]] = yaml_text.parse(content.decode("utf-8-sig"), where=name)
        return found

    def output(self, name: str) -> str:
        """Where an output of the run lies in the bundle."""
        return output_path(self.edition, self.run, name)

    def place(self, name: str) -> str:
        """Where an input lies that a ledger line names: raw and parameter files by their path, tables by their name."""
        return name if "/" in name else self.output(name)


def digest(content: bytes) -> str:
    """SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def output_path(edition: str, run: str, name: str) -> str:
    """Path of an output in a project: tables and the method among the tables, all else in the report's folder."""
    kind = project.processed if is_table(name) or name == METHOD else project.reports
    return (kind(edition, run, root=Path()) / name).as_posix()


def gather(edition: str, run: str, *, root: Path) -> Contents:
    """Verify a run and read everything that it rests on.

    Raises
    ------
    StaleInputError : the run does not verify (which includes that there was none, and a torn ledger), or a file was
        changed while it was read.
    ChainError : the code or the environment is no longer that of the run, or the project has no licence.
    """
    report = verify.verify(edition, run, root=root)
    report.refuse()
    path = project.ledger(edition, root=root)
    content = ledger.read(path)
    closing = content.last_committed(run)
    if closing is None or content.head is None:  # verified above; a run may have been recorded in between
        raise ChainError(f"edition {edition}: its ledger changed while run {run} was bundled. Bundle it again")
    made = content.steps_of(closing)
    _refuse_other_code(edition, run, closing, verify_code.changes(made, root=root))
    _refuse_without_licence(root)
    recorded = {**closing["inputs"], **{output_path(edition, run, name): d for name, d in closing["outputs"].items()}}
    loaded = params.load_edition(edition, root=root)
    files = {name: (root / name).read_bytes() for name in sorted({*recorded, *_others(loaded, made, root)})}
    files.update(_package())
    _refuse_changed(closing, recorded, files, path=path, head=content.head)
    release = released.read(edition, root=root)
    return Contents(edition, run, loaded.about, closing, made, content.head, release, dict(sorted(files.items())))


def _others(edition: Edition, made: Mapping[str, Line], root: Path) -> Iterator[str]:
    """What the record does not list with a digest of its bytes: notebooks, the ledger, the edition's own method."""
    yield from (f"notebooks/{step}.ipynb" for step in made)
    yield project.shown(project.ledger(edition.id, root=root), root)
    release = released.path_of(edition.id, root=root)
    yield from (name for name in (*BESIDE, project.shown(release, root)) if (root / name).is_file())
    paths = params.parameter_files(edition, root=root)  # a variant's line lists its own method only
    yield from (project.shown(path, root) for path in paths if not path.name.startswith("."))


def _package() -> dict[str, bytes]:
    """The source of this package, as it is installed: a rerun without the network has nothing else."""
    folder = ImportGraph().folder
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    relative = {path.relative_to(folder).as_posix(): path for path in paths}
    return {
        f"{PACKAGE}/{name}": path.read_bytes()
        for name, path in relative.items()
        if not any(part == "__pycache__" or part.startswith(".") for part in name.split("/"))
    }


def _refuse_other_code(edition: str, run: str, closing: Line, changes: list[str]) -> None:
    if changes:
        commit = closing.get("commit")
        raise ChainError(
            f"edition {edition}, run {run}: a bundle holds the code that made the numbers, and changed since: "
            f"{listed(changes)}. Run it again (what is still fresh is kept)"
            + f", or go back to commit {commit}"
            * bool(commit)
        )


def _refuse_without_licence(root: Path) -> None:
    if not (root / LICENCE).is_file():
        raise ChainError(
            f"{LICENCE}: a file is expected beside params/, found none. A bundle without one may be used by nobody: add it"
        )


def _refuse_changed(
    closing: Line, recorded: Mapping[str, str], files: Mapping[str, bytes], *, path: Path, head: str
) -> None:
    """What was read must be what was verified."""
    changed = [name for name, was in recorded.items() if digest(files[name]) != was]
    changed += [path.name] if ledger.head(path) != head else []
    if changed:
        raise StaleInputError(
            f"edition {closing['edition']}, run {closing['run']}: files must stay as they are while they are bundled; "
            f"changed: {listed(changed)}. Bundle it again"
        )
