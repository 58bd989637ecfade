"""To release an edition: ``pii release`` freezes its nominal run, with who approves what.

What is released verifies, was made by the code that lies here, and does not change any more: ``pii run`` refuses (see
`released`), and a correction is a new edition, ``<edition>-r2``, which can be released only beside the one it revises.
"""

from __future__ import annotations

import datetime
import os
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.chain import disk, editions, ledger, lock, origin, released, verify, verify_code
from pipeline.chain.ledger import Entry
from pipeline.chain.plan import CORRECTIONS
from pipeline.chain.released import PARTS, Approval, Code, Outputs, Part, Release, Revision, digest_of, embargoed
from pipeline.chain.steps import is_table
from pipeline.chain.verify_files import METHOD, NOTEBOOK, RAW
from pipeline.data import digests, params, project
from pipeline.errors import ChainError, ParameterError, StaleInputError, listed
from pipeline.framework.edition import NOMINAL

__all__ = ["Asked", "asked", "embargoed", "release", "show"]

HEADING = "# Made by `pii release`; not to be edited: the ledger holds its digest. `pii verify` holds the edition against it.\n"

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """What a person says with a release: part -> who approves it, its day, and what goes with it."""

    approvals: Mapping[Part, str]
    released: datetime.date
    embargo: datetime.date | None = None
    note: str | None = None


def asked(
    approvals: Sequence[str], *, released: str | None = None, embargo: str | None = None, note: str | None = None
) -> Asked:
    """What the command line says, checked.

    Parameters
    ----------
    approvals : ``part=NAME, office`` of every part.
    released, embargo : days as ``YYYY-MM-DD``; released today where nothing is said.

    Raises
    ------
    ParameterError : a part that is unknown, missing or named twice, no name and office, no day, or an embargo that ends
        before the release.

    >>> asked(["corrections=A, x", "framework=A, x", "method=B, y"], released="2025-01-31").approvals["method"]
    'B, y'
    """
    given: dict[Part, str] = {}
    for text in approvals:
        part, who = _approval(text)
        if part in given:
            raise ParameterError(f"--approve {text!r}: {part} is approved twice. Name it once")
        given[part] = who
    missing = [part for part in PARTS if part not in given]
    if missing:
        raise ParameterError(
            f"a release needs an approval of {listed(PARTS)}; missing: {listed(missing)}. "
            f'Add --approve "{missing[0]}=NAME, office"'
        )
    day = _day("--date", released) if released else datetime.date.today()
    until = _day("--embargo", embargo) if embargo else None
    if until is not None and until < day:
        raise ParameterError(f"--embargo {until}: a day not before that of the release, {day}, is expected. Correct it")
    return Asked(given, day, until, (note or "").strip() or None)


def release(edition: str, what: Asked, *, root: Path, say: Callable[[str], None] = print) -> Release:
    """Freeze the nominal run of an edition: write ``params/releases/<edition>.yaml``, and a line of the ledger.

    Parameters
    ----------
    say : is told of a torn last line of the ledger.

    Raises
    ------
    FrameworkError : no such edition, or a revision of one that is not released.
    StaleInputError : the nominal run is not in force, or is not what is on record.
    ChainError : the edition is released already, a run of it is at work, code has changed since its run, or the disk
        takes nothing more.
    """
    begun = time.time()
    folder = project.processed(edition, NOMINAL, root=root).parent
    path = released.path_of(edition, root=root)
    params.load_edition(edition, root=root)  # before a folder is made for one that does not exist
    with (
        disk.trouble_told(f"release of {edition}", (path.parent, project.ledger(edition, root=root)), root=root),
        lock.held(folder, run="release"),
    ):
        before = released.read(edition, root=root)
        if before is not None:
            return _finish(before, begun, root=root, say=say)
        made = _drawn_up(edition, what, root=root)
        _write(path, made)
        _record(made, begun, root=root, say=say)
    return made


def show(edition: str, *, root: Path) -> list[str]:
    """The release of an edition as lines to read.

    Raises
    ------
    ChainError : it is not released.
    """
    params.load_edition(edition, root=root)
    found = released.read(edition, root=root)
    if found is None:
        place = project.shown(released.path_of(edition, root=root), root)
        raise ChainError(f"edition {edition}: a release is expected in {place}, found none. Release it: pii release")
    return found.told()


def _approval(text: str) -> tuple[Part, str]:
    part, mark, who = (piece.strip() for piece in text.partition("="))
    known = next((one for one in PARTS if one == part), None)
    if not mark or known is None:
        raise ParameterError(f"--approve {text!r}: PART=NAME, office is expected, with a part out of {listed(PARTS)}")
    name, _, office = who.partition(",")
    if not name.strip() or not office.strip():
        raise ParameterError(f'--approve {text!r}: a name and an office are expected, as in "{part}=NAME, office"')
    return known, who


def _day(option: str, text: str) -> datetime.date:
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise ParameterError(f"{option} {text}: a day such as 2025-01-31 is expected. Correct it") from None


def _drawn_up(edition: str, what: Asked, *, root: Path) -> Release:
    """The release, once everything that it needs is there."""
    verify.verify(edition, NOMINAL, root=root).refuse()
    content = ledger.read(project.ledger(edition, root=root))
    closing = content.last_committed(NOMINAL)
    if closing is None or content.head is None:  # verified above, under the lock
        raise ChainError(f"edition {edition}: its nominal run must be in force. Run it first: pii run {edition}")
    made = content.steps_of(closing)
    changes = verify_code.changes(made, root=root)
    if changes:
        raise ChainError(
            f"edition {edition}: what is released must be made by the code that lies here, and changed since its run: "
            f"{listed(changes)}. Run it again (what is still fresh is kept): pii run {edition}"
        )
    here = origin.of(root)
    return Release(
        edition=edition,
        run=NOMINAL,
        run_id=closing["run_id"],
        in_force_since=closing["finished"],
        released=what.released,
        embargo=what.embargo,
        note=what.note,
        head=content.head,
        line=closing["digest"],
        code=Code(version=here.versions["pipeline"], commit=here.commit, dirty=here.dirty),
        approvals=tuple(_approved(part, what.approvals[part], closing) for part in PARTS),
        revision=_revision(edition, root=root),
        outputs=_outputs(closing, made),
    )


def _approved(part: Part, who: str, closing: Line) -> Approval:
    files = {name: digest for name, digest in sorted(closing["inputs"].items()) if part_of(name) == part}
    return Approval(part=part, by=who, digest=digest_of(files), files=files)


def part_of(name: str) -> Part | None:
    """Which part is approved with a file that a run reads; raw data are, as published, nobody's to approve.

    >>> part_of("data/raw/nso/corrections.yaml"), part_of("params/editions/toy/units.csv")
    ('corrections', 'framework')
    >>> part_of("params/methods/nominal.yaml"), part_of("data/raw/nso/population.csv")
    ('method', None)
    """
    if name.startswith(RAW):
        return "corrections" if name.endswith(f"/{CORRECTIONS}") else None
    return "framework" if name.startswith("params/editions/") else "method"


def _outputs(closing: Line, made: Mapping[str, Line]) -> Outputs:
    recorded = dict(sorted(closing["outputs"].items()))
    tables = {name: digest for name, digest in recorded.items() if is_table(name) or name == METHOD}
    notebooks = {name: digest for name, digest in recorded.items() if name.endswith(NOTEBOOK)}
    return Outputs(
        tables=tables,
        notebooks=notebooks,
        documents={name: digest for name, digest in recorded.items() if name not in {**tables, **notebooks}},
        canonical={f"{step}{NOTEBOOK}": line["notebook_digest"] for step, line in made.items()},
    )


def _revision(edition: str, *, root: Path) -> Revision | None:
    """How a revision differs from what it revises."""
    of = params.load_edition(edition, root=root).about.revision_of
    if of is None:
        _refuse_silent_revision(edition, root=root)
        return None
    if released.read(of, root=root) is None:
        raise ChainError(
            f"edition {edition}: it revises {of} (revision_of in edition.yaml), which must be released, and is not. "
            f"Release {of} first, or take the line out of edition.yaml"
        )
    verify.verify(of, NOMINAL, root=root).refuse()
    from pipeline.chain import revision  # which needs pandas

    return revision.compared(of, edition, root=root)


def _refuse_silent_revision(edition: str, *, root: Path) -> None:
    for other in params.editions(root=root):
        if editions.is_revision(edition, other) and released.path_of(other, root=root).is_file():
            raise ChainError(
                f"edition {edition}: it is named as a revision of {other}, which is released, so its edition.yaml must "
                f"say so, and does not. Add the line `revision_of: {other}`"
            )


def _finish(before: Release, begun: float, *, root: Path, say: Callable[[str], None]) -> Release:
    """Record a release that was killed between its file and its line; refuse one that is complete."""
    edition, path = before.edition, released.path_of(before.edition, root=root)
    lines = ledger.read(project.ledger(edition, root=root)).lines
    if any(line["outcome"] == ledger.RELEASED for line in lines):
        raise ChainError(
            f"edition {edition}: it was released on {before.released} ({project.shown(path, root)}), and a release "
            "stays as it is. Make a new edition of it: "
            f"pii new {editions.next_revision(edition)} --from {edition}"
        )
    if lines and lines[-1]["digest"] != before.head:
        raise StaleInputError(
            f"edition {edition}: {project.shown(path, root)} names {before.head} as the ledger's head, found "
            f"{lines[-1]['digest']}. Restore the ledger from a copy"
        )
    _record(before, begun, root=root, say=say)
    return before


def _write(path: Path, made: Release) -> None:
    """Write the file whole, and wait until it is on the disk."""
    import yaml

    text = HEADING + yaml.safe_dump(made.model_dump(), sort_keys=False, allow_unicode=True, width=120)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _record(made: Release, begun: float, *, root: Path, say: Callable[[str], None]) -> None:
    """The line of the ledger: the file with its digest, and who approved what."""
    path = released.path_of(made.edition, root=root)
    here = origin.of(root)
    now = time.time()
    said = {"released": made.released, "embargo": made.embargo} | {item.part: item.by for item in made.approvals}
    entry = Entry(
        edition=made.edition,
        run=made.run,
        run_id=uuid.uuid4().hex,
        step=ledger.RELEASE,
        started=_iso(begun),
        finished=_iso(now),
        seconds=round(now - begun, 3),
        outcome=ledger.RELEASED,
        inputs=_everything(made.outputs),
        outputs={project.shown(path, root): digests.of_file(path)},
        parameters={name: None if value is None else str(value) for name, value in said.items()},
        notebook=None,
        versions=here.versions,
        commit=here.commit,
        dirty=here.dirty,
        machine=origin.machine(),
    )
    ledger.append(project.ledger(made.edition, root=root), entry, warn=say)


def _everything(outputs: Outputs) -> dict[str, str]:
    return {**outputs.tables, **outputs.documents, **outputs.notebooks}


def _iso(moment: float) -> str:
    return datetime.datetime.fromtimestamp(moment, tz=datetime.UTC).isoformat(timespec="seconds")
