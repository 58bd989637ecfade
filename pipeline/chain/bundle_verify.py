"""Whether a bundle is whole, unchanged, and gives the same numbers here: ``pii verify BUNDLE``.

Looked at, in this order: the zip itself; every file against the list that the bundle carries; the run inside against
its ledger, as in a project (`verify`); the library inside against the digests that the ledger has of it. Only the last
two rest on the ledger, whose head is to be had from elsewhere: a list can be written anew with what it lists.

``--rerun`` makes the run again with the library of this installation and the chapters of the bundle. It is said where
that library is another than the bundle's; with the bundle installed in an environment of its own, it is the same.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from pipeline.chain import bundle_archive, fingerprint, imports, ledger, steps, verify, verify_rerun
from pipeline.chain.imports import PACKAGE, ImportGraph
from pipeline.data import digests, project
from pipeline.errors import ChainError, FrameworkError, ParameterError, StaleInputError, listed
from pipeline.framework import edition as edition_model

ROOT = "./"


def check(
    path: Path,
    *,
    stream: TextIO,
    run: str | None = None,
    head: str | None = None,
    rerun: bool = False,
    tolerance: float = verify_rerun.TOLERANCE,
) -> None:
    """Verify a bundle, zipped or unpacked, and say what was looked at. Nothing is written but temporary folders.

    Parameters
    ----------
    run : the run that it is expected to hold.
    head, tolerance : see `verify.verify` and `verify_rerun.rerun`.

    Raises
    ------
    ParameterError : another run than expected.
    StaleInputError : no bundle; or everything in it that is not as it was listed or recorded.
    """
    with _unpacked(path) as (folder, fresh):
        entities = bundle_archive.check(folder, fresh=fresh)
        edition, held = _identity(entities)
        if run not in (None, held):
            raise ParameterError(f"{path.name}: it holds run {held} of {edition}, not {run}. Leave the name out")
        n_files = sum("sha256" in entity for entity in entities.values())
        size = f"; its digest (sha256): {digests.of_file(path)}" if path.is_file() else ""
        _say(stream, f"bundle: {n_files} files, each with the digest on its list{size}")
        report = verify.verify(edition, held, root=folder, head=head)
        report.refuse()
        _say(stream, *report.told())
        _say(stream, *_library(edition, held, folder))
        if rerun:
            again = verify_rerun.rerun(edition, held, root=folder, stream=stream, tolerance=tolerance)
            again.refuse()
            _say(stream, *again.told())


@contextmanager
def _unpacked(path: Path) -> Iterator[tuple[Path, bool]]:
    """A bundle as a folder, and whether it was unpacked for this."""
    if path.is_dir():
        yield path.resolve(), False
        return
    if not path.is_file():
        raise StaleInputError(f"{path}: a bundle is expected there, found none. Correct the path")
    with tempfile.TemporaryDirectory(prefix="pii-bundle-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary).resolve()
        bundle_archive.unpack(path, folder)
        yield folder, True


def _identity(entities: Mapping[str, Mapping[str, Any]]) -> tuple[str, str]:
    """Edition and run, as the root says."""
    said = str(entities.get(ROOT, {}).get("identifier", ""))
    edition, _, run = said.partition("/")
    try:
        return edition_model.check_name(edition, what="edition"), edition_model.check_name(run, what="run")
    except FrameworkError:
        raise StaleInputError(
            f"{bundle_archive.METADATA}: the root's identifier is expected to be EDITION/RUN, found {said!r}. "
            "It is no bundle of this program"
        ) from None


def _library(edition: str, run: str, folder: Path) -> list[str]:
    """How the bundle's library compares with the one on record, which it must equal, and with the installed one."""
    content = ledger.read(project.ledger(edition, root=folder))
    closing = content.last_committed(run)
    made = content.steps_of(closing) if closing else {}
    inside, here = ImportGraph(folder=folder / PACKAGE), ImportGraph()
    other: set[str] = set()
    differing: set[str] = set()
    known: set[str] = set()
    for name, line in made.items():
        code = steps.read(folder / "notebooks" / f"{name}.ipynb").code
        carried, installed = _carried(inside, code), here.digests(code)
        before = fingerprint.from_record(line.get("fingerprint") or {})
        known |= carried.keys()
        differing |= set(imports.changed(carried, installed))
        other |= set(imports.changed(before.modules, carried)) if before else set()
    if other:
        raise StaleInputError(
            f"bundle of {edition}/{run}: its library must be the one on record; other modules: {listed(sorted(other))}. "
            "Fetch the bundle again"
        )
    told = f"library: the {len(known)} modules that its chapters use are those on record"
    if not differing:
        return [told, "this installation has the same modules"]
    return [told, f"this installation, which a rerun uses, has others: {listed(sorted(differing))}"]


def _carried(graph: ImportGraph, code: tuple[str, ...]) -> dict[str, str]:
    try:
        return graph.digests(code)
    except ChainError as error:
        raise StaleInputError(f"bundle: its library must be the one on record, but {error}. Fetch it again") from None


def _say(stream: TextIO, *lines: str) -> None:
    stream.writelines(f"{line}\n" for line in lines)
