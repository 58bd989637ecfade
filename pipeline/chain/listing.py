"""What there is: editions with their releases, methods, runs, and what stopped runs have left, as lines to read."""

from __future__ import annotations

import datetime
from pathlib import Path

from pipeline.chain import ledger, lock, released, staging
from pipeline.chain.staging import Area
from pipeline.data import params, project
from pipeline.errors import PipelineError, StaleInputError
from pipeline.framework.edition import NOMINAL, SCRATCH


def listing(*, root: Path, language: str = "en") -> list[str]:
    """Editions with what they hold, methods with what they are, and the runs that were made."""
    return [
        "editions:",
        *(f"  {_edition(name, root=root, language=language)}" for name in params.editions(root=root)),
        "methods:",
        *(f"  {_method(name, root=root, language=language)}" for name in params.methods(root=root)),
        "runs:",
        *(_runs(root=root) or ["  none yet: pii run EDITION"]),
    ]


def _edition(name: str, *, root: Path, language: str) -> str:
    """One edition in one line; a broken one says what is wrong with it, and the list goes on."""
    try:
        edition = params.load_edition(name, root=root)
    except PipelineError as error:
        return f"{name}: cannot be read: {error}"
    about = edition.about
    state = "incomplete: can be checked, not run" if about.incomplete else "complete"
    label = about.name_vi if language == "vi" else about.name_en
    return (
        f"{name}: {label}; {about.year}, {len(edition.units.codes)} units, {len(edition.framework.indicators)} "
        f"indicators, method {about.method}, {state}{_release(name, root=root)}"
    )


def _release(name: str, *, root: Path) -> str:
    """What a reader has to know of an edition's release, if it is released."""
    try:
        found = released.read(name, root=root)
    except PipelineError as error:
        return f"; its release cannot be read: {error}"
    if found is None:
        return ""
    said = f"; released on {found.released}"
    if found.embargo and datetime.date.today() < found.embargo:
        said += f", not to be published before {found.embargo}"
    return said + (f", revises {found.revision.of}" if found.revision else "")


def _method(name: str, *, root: Path, language: str) -> str:
    try:
        method = params.load_method(name, root=root)
    except PipelineError as error:
        return f"{name}: cannot be read: {error}"
    return f"{name}: {method.description_vi if language == 'vi' else method.description_en}"


def _runs(*, root: Path) -> list[str]:
    lines = []
    for edition in params.editions(root=root):
        folder = project.processed(edition, NOMINAL, root=root).parent
        try:
            times = _committed(project.ledger(edition, root=root))
        except StaleInputError as error:
            times = {}
            lines.append(f"  {edition}: its ledger is broken: {error}")
        found = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
        for name in found:
            if name == SCRATCH:
                lines.append(f"  {edition}/{name}: notebooks run by hand")
            elif not name.startswith("."):
                lines.append(f"  {edition}/{name}: {times.get(name, 'not in the ledger')}")
        lines += [f"  {_leftover(area)}" for area in staging.leftovers(edition, root=root)]
    return lines


def _leftover(area: Area) -> str:
    """What a run is at, or what one that was stopped has left."""
    where, folder = f"{area.edition}/{area.run}", area.folder.parent
    holder = lock.holder(folder)
    if holder.endswith(f"run {area.run}"):
        return f"{where}: at work ({holder})"
    if area.intention() is not None:
        return f"{where}: stopped while it was put in force; the next run of {area.edition} finishes that"
    staged = (path for part, _ in area.targets if part.is_dir() for path in part.iterdir())
    n_files = sum(path != area.method for path in staged)
    return f"{where}: stopped before its end; the next run of that name keeps what it has made ({n_files} files)"


def _committed(path: Path) -> dict[str, str]:
    """When each run name was last put in force."""
    closing = [line for line in ledger.read(path).lines if line["step"] == ledger.WHOLE_RUN]
    return {line["run"]: line["finished"] for line in closing if line["outcome"] == "committed"}
