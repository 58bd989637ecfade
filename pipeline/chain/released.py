"""What a release is once it is made: a file that git keeps, ``params/releases/<edition>.yaml``, and what it forbids.

The file says who approved what, with digests that anyone can compute again: that of a part is the SHA-256 of the lines
``<sha256>  <path>`` of its files, sorted by path, as ``sha256sum`` prints them. It stands among the parameters because
a release is a decision, as a method is one; nothing computes with it.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

import pydantic

from pipeline.chain import editions, ledger
from pipeline.chain.ledger import Content
from pipeline.data import digests, project, yaml_text
from pipeline.errors import ChainError, StaleInputError, listed
from pipeline.framework import edition as edition_model
from pipeline.framework.edition import NOMINAL
from pipeline.framework.model import Model

Part = Literal["corrections", "framework", "method"]
PARTS: tuple[Part, ...] = get_args(Part)
SHOWN = 12  # digits of a digest in a sentence
ABSENT = "not there"


class Approval(Model):
    """Who signs off one part, and what it was: path -> sha256 of each file, and the digest of them all."""

    part: Part
    by: str
    digest: str
    files: Mapping[str, str]

    @pydantic.model_validator(mode="after")
    def _agrees_with_itself(self) -> Approval:
        if self.digest != digest_of(self.files):
            raise ValueError(f"the digest of {self.part} must be that of its files. Restore this file from git")
        return self

    def told(self) -> str:
        files = f"{len(self.files)} files" if len(self.files) != 1 else "1 file"
        return f"{self.part} approved by {self.by}: {files if self.files else 'there are none'}, digest {self.digest}"


class Outputs(Model):
    """Everything that is frozen: name -> sha256; ``canonical`` of the executed notebooks, see `notebook_digest`."""

    tables: Mapping[str, str]
    documents: Mapping[str, str]
    notebooks: Mapping[str, str]
    canonical: Mapping[str, str]

    def told(self) -> str:
        counts = (len(self.tables), len(self.documents), len(self.notebooks))
        return "frozen: {} tables, {} documents, {} executed notebooks".format(*counts)


class Code(Model):
    """Version of the package, and the project's commit, with or without changes; None where there is none."""

    version: str
    commit: str | None
    dirty: bool | None

    def told(self) -> str:
        changes = ", with changes that are not committed" * bool(self.dirty)
        return f"pipeline {self.version}; " + (f"commit {self.commit}{changes}" if self.commit else "no commit")


class Revision(Model):
    """How the index differs from that of the edition which this one revises.

    ``n_compared`` units are ranked in both, ``n_changed`` of them otherwise; ``largest``: those whose rank changed by
    ``largest_rank_change`` places (halves where ranks are shared); ``ranked_in_one``: units that only one of the two
    ranks; ``comparison``: path -> sha256 of what ``pii compare`` made; ``recomputed``: why that recomputes the earlier
    side, whose released ranks are counted here, or None.
    """

    of: str
    n_compared: int
    n_changed: int
    largest_rank_change: float
    largest: tuple[str, ...]
    ranked_in_one: tuple[str, ...]
    comparison: Mapping[str, str]
    recomputed: str | None

    def told(self) -> str:
        said = f"revises {self.of}: the rank of {self.n_changed} of {self.n_compared} units changed"
        if self.n_changed:
            said += f", the largest change being {self.largest_rank_change:g} ({listed(self.largest)})"
        return said + (f"; ranked in one of the two only: {listed(self.ranked_in_one)}" if self.ranked_in_one else "")


class Release(Model):
    """The file. ``head`` is the digest of the ledger's last line when it was made, ``line`` of the one that put the run
    in force."""

    schema_version: Literal[1] = 1
    edition: str
    run: str
    run_id: str
    in_force_since: str
    released: datetime.date
    embargo: datetime.date | None
    note: str | None
    head: str
    line: str
    code: Code
    approvals: tuple[Approval, ...]
    revision: Revision | None
    outputs: Outputs

    @pydantic.model_validator(mode="after")
    def _is_signed_off(self) -> Release:
        if [approval.part for approval in self.approvals] != list(PARTS):
            raise ValueError(f"each of {listed(PARTS)} must be approved, in this order. Restore this file from git")
        return self

    def told(self) -> list[str]:
        """The release as lines to read."""
        return [
            f"edition {self.edition}, released on {self.released}: run {self.run}, in force since {self.in_force_since}",
            f"embargo: {f'not to be published before {self.embargo}' if self.embargo else 'none'}",
            *(approval.told() for approval in self.approvals),
            self.outputs.told(),
            *([self.revision.told()] if self.revision else []),
            *([f"note: {self.note}"] if self.note else []),
            self.code.told(),
            f"head of the ledger: {self.head}",
        ]


def path_of(edition: str, *, root: Path) -> Path:
    """Where an edition's release lies, or would."""
    return root / "params" / "releases" / f"{edition}.yaml"


def read(edition: str, *, root: Path) -> Release | None:
    """The release of an edition, or None.

    Raises
    ------
    FrameworkError : a name that leaves its folder; a file that breaks the model.
    """
    edition_model.check_name(edition, what="edition")
    path = path_of(edition, root=root)
    if not path.is_file():
        return None
    return Release.read(yaml_text.read(path), where=project.shown(path, root))


def embargoed(edition: str, root: Path, today: datetime.date) -> bool:
    """Whether an edition is released and must not be published yet; on the day of its embargo date it may be."""
    release = read(edition, root=root)
    return release is not None and release.embargo is not None and today < release.embargo


def refuse_if_released(edition: str, run: str, *, root: Path, would: str) -> None:
    """Refuse to change the nominal run of a released edition.

    One whose tables were deleted may be made again, to be held against the release: see `refuse_other_tables`.

    Parameters
    ----------
    would : what would be done, such as ``step 04_index would run (framework.csv changed)``.

    Raises
    ------
    ChainError
    """
    if run != NOMINAL or not path_of(edition, root=root).is_file():
        return
    if not project.processed(edition, NOMINAL, root=root).is_dir():
        return
    release = read(edition, root=root)
    raise ChainError(
        f"edition {edition}: it was released on {release.released if release else 'an earlier day'}, so its nominal run "
        f"must stay as it is, but {would}. Undo the change, run it under another name (--as NAME), or make a new edition "
        f"of it: pii new {editions.next_revision(edition)} --from {edition}"
    )


def refuse_other_tables(edition: str, run: str, made: Mapping[str, str], *, root: Path) -> None:
    """Refuse to put in force, for a released edition whose tables were deleted, other tables than the released ones.

    They must be equal bytes: a release froze files, and the numbers to compare others with are gone with them. Processors
    differ in the last digits of a number, so that another machine may need the files themselves. Whether it gives the
    same numbers is for ``pii verify --rerun``, which puts nothing in force. Documents and executed notebooks may differ,
    as they print the head of the ledger.

    Parameters
    ----------
    made : name -> sha256 of everything that is to come into force.

    Raises
    ------
    StaleInputError
    """
    release = read(edition, root=root) if run == NOMINAL else None
    if release is None:
        return
    differing = _differing(release.outputs.tables, made)
    if differing:
        raise StaleInputError(
            f"edition {edition}: it was released on {release.released}, so what is put in force must be its tables, byte "
            f"for byte; different: {listed(differing)}. Restore data/processed/{edition} and reports/{edition} from a "
            f"copy or the bundle (pii verify {edition} --rerun then says whether the numbers are the same: their last "
            "digits may differ between processors), undo what has changed since, or make a new edition: "
            f"pii new {editions.next_revision(edition)} --from {edition}"
        )


def differences(edition: str, content: Content, closing: Mapping[str, Any], *, root: Path) -> list[str]:
    """In words, what of a released edition's nominal run is no longer what was released.

    Parameters
    ----------
    content : of its ledger.
    closing : the line that put the run in force.

    Raises
    ------
    FrameworkError : a release that breaks the model.
    """
    path = path_of(edition, root=root)
    where = project.shown(path, root)
    found = digests.of_file(path) if path.is_file() else ABSENT
    lines = [line for line in content.lines if line["outcome"] == ledger.RELEASED]
    recorded = lines[-1]["outputs"].get(where, ABSENT) if lines else None
    if recorded is not None and found != recorded:
        return [f"{where}: its digest on record is {recorded[:SHOWN]}, found {found[:SHOWN]}. Restore it from git"]
    release = read(edition, root=root)
    if release is None:
        return []
    said = []
    if content.with_digest(release.head) is None:
        said.append(
            f"ledger {edition}.jsonl: the head {release.head}, which {where} names, is expected to be the digest of one "
            f"of its {len(content.lines)} lines, and is of none: lines were cut off or written anew. Restore the ledger "
            "from a copy"
        )
    elif recorded is None:
        said.append(f"ledger {edition}.jsonl: a line that says `{ledger.RELEASED}` is expected, found none")
    tables = {name: digest for name, digest in closing["outputs"].items() if name in release.outputs.tables}
    said += [f"{name}: not the table that {where} names" for name in _differing(release.outputs.tables, tables)]
    said += [
        f"{name}: the run in force started from another file than {approval.by} approved"
        for approval in release.approvals
        for name in _differing(approval.files, closing["inputs"])
    ]
    return said


def digest_of(files: Mapping[str, str]) -> str:
    """Digest of a part: of the lines ``<sha256>  <path>``.

    >>> digest_of({}) == hashlib.sha256(b"").hexdigest()
    True
    """
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def _differing(expected: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    return [name for name, digest in expected.items() if found.get(name) != digest]
