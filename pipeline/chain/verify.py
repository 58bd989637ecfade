"""Whether an edition's run still is what its record says: ``pii verify``.

Looked at, in this order; the first difference is the one to begin with:

1. the ledger: every line against its digest and the next line, a torn end, and the head that the report prints or that
   somebody kept elsewhere (a ledger that was cut off is whole in itself: only a head that is missing in it tells);
2. raw data and parameter files, against the line that put the run in force;
3. tables, documents and executed notebooks, and files that should not be there;
4. whether the run was completed; and for the nominal run of a released edition, whether it is what was released.

What the outputs rest on beside, the code, the library and the environment, may have changed since without making them
false: that is said and is no difference. ``pii verify --rerun`` (`verify_rerun`) answers whether it changes a number.
Nothing is written, and the folder may be an unpacked bundle as well as the project.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.chain import ledger, released, staging, verify_code, verify_files
from pipeline.chain.ledger import Content
from pipeline.data import params, project
from pipeline.errors import ChainError, FrameworkError, ParameterError, StaleInputError, listed, nearest
from pipeline.framework import edition as edition_model
from pipeline.framework.edition import NOMINAL

REPORT = "report.html"
PRINTED = re.compile(r"\b[0-9a-f]{64}\b")
HEAD = re.compile(r"[0-9a-f]{8,64}")
CORRECTED = "what is released is not run again but corrected by a new edition (pii new NAME-r2 --from NAME)"


@dataclass(frozen=True)
class Report:
    """What was looked at, what differs, and what has changed without making the outputs false.

    ``head`` is the digest of the ledger's last line: keep it elsewhere, and a later ``--head`` proves that no line was
    cut off.
    """

    edition: str
    run: str
    differences: tuple[str, ...]
    notes: tuple[str, ...]
    checked: tuple[str, ...]
    head: str | None
    released: bool = False

    def refuse(self) -> None:
        """Stop where something differs.

        Raises
        ------
        StaleInputError : the first difference, and under it all others.
        """
        if not self.differences:
            return
        first, *others = self.differences
        further = "".join(f"\n  {number}. {said}" for number, said in enumerate(others, start=2))
        raise StaleInputError(
            f"edition {self.edition}, run {self.run}: everything on record must lie there as recorded; "
            f"{len(self.differences)} different, the first: {first}{further}\n"
            "Restore what was changed from a copy; "
            + (CORRECTED if self.released else "a change that is meant is put on record by running again")
        )

    def told(self) -> list[str]:
        """What was checked and what has changed since, as lines to read."""
        lines = [*self.checked, *(f"changed since, which makes no output false: {note}" for note in self.notes)]
        found = f"{len(self.differences)} different" if self.differences else "everything is as recorded"
        return [*lines, f"{self.edition}/{self.run}: {found}", f"head of the ledger: {self.head}"]


def verify(edition: str, run: str, *, root: Path, head: str | None = None) -> Report:
    """Hold a run against its record; see the module for what is looked at.

    Parameters
    ----------
    root : the project, or a folder of the same layout.
    head : digest of a line that the ledger must hold, or its first 8 digits or more.

    Raises
    ------
    FrameworkError : no such edition.
    ParameterError : a head that is no digest.
    ChainError : a run of the edition was recorded while this one was verified.
    """
    _refuse_unknown(edition, root=root)
    path = project.ledger(edition, root=root)
    content, faults = ledger.inspect(path)
    differences = [*_missing(path, root), *faults, *_torn(content, path)]
    differences += _asked_head(content, head, path)
    closing = content.last_committed(run)
    if closing is None:
        return Report(edition, run, (*differences, _not_in_force(content, run)), (), (), content.head)
    found, said = _report_head(content, closing, path, project.reports(edition, run, root=root) / REPORT)
    made = content.steps_of(closing)
    checked = [f"{edition}/{run}, {_since(closing)}", f"ledger: {len(content.lines)} lines; {said}"]
    differences += found
    for part in (
        verify_files.inputs(closing, edition=edition, root=root),
        verify_files.outputs(closing, made, edition=edition, run=run, root=root),
    ):
        differences += part.differences
        checked += part.checked
    differences += _unfinished(content, closing, edition=edition, run=run, root=root)
    if run == NOMINAL:
        differences += released.differences(edition, content, closing, root=root)
    notes = [*verify_code.changes(made, root=root), *_attempts(content, closing)]
    if ledger.head(path) != content.head:
        raise ChainError(f"edition {edition}: a run was recorded while it was verified. Wait for it and verify again")
    frozen = run == NOMINAL and released.path_of(edition, root=root).is_file()
    return Report(edition, run, tuple(differences), tuple(notes), tuple(checked), content.head, frozen)


def _refuse_unknown(edition: str, *, root: Path) -> None:
    edition_model.check_name(edition, what="edition")
    known = params.editions(root=root)
    if edition not in known:
        raise FrameworkError(f"there is no edition {edition!r} under params/editions; {nearest(edition, known)}")


def _missing(path: Path, root: Path) -> list[str]:
    return [] if path.is_file() else [f"{project.shown(path, root)}: the ledger is expected there, found none"]


def _torn(content: Content, path: Path) -> list[str]:
    if content.torn is None:
        return []
    return [
        f"ledger {path.name}, line {len(content.lines) + 1}, the last: it is torn, {content.torn[:40]!r}... "
        "(a process was killed while it wrote, or the line was changed). The next run cuts it off"
    ]


def _asked_head(content: Content, head: str | None, path: Path) -> list[str]:
    """A head that was kept elsewhere must be that of a line."""
    if head is None:
        return []
    wanted = head.strip().lower()
    if not HEAD.fullmatch(wanted):
        raise ParameterError(f"--head {head}: 8 to 64 hexadecimal digits are expected. Copy them from a report")
    if any(line["digest"].startswith(wanted) for line in content.lines):
        return []
    return [_cut_off(content, path, f"the given head {wanted}")]


def _report_head(content: Content, closing: Mapping[str, Any], path: Path, report: Path) -> tuple[list[str], str]:
    """The head that the run's report prints must be that of a line; a difference if not, and what was found."""
    files = {**closing["inputs"], **closing["outputs"]}.values()
    text = report.read_text(encoding="utf-8", errors="replace") if report.is_file() else ""
    printed = [digest for digest in dict.fromkeys(PRINTED.findall(text)) if digest not in files]
    if not printed:
        return [], f"{REPORT} prints no head of it"
    for number, line in enumerate(content.lines, start=1):
        if line["digest"] in printed:
            return [], f"the head that {REPORT} prints is that of line {number}"
        if line.get("collected", {}).get("digest") in printed:
            return (
                [],
                f"the head that {REPORT} prints is that of line {number} in the ledger that it was collected from",
            )
    return [_cut_off(content, path, f"the head {printed[0]}, which {REPORT} prints,")], ""


def _cut_off(content: Content, path: Path, head: str) -> str:
    return (
        f"ledger {path.name}: {head} is expected to be the digest of one of its {len(content.lines)} lines, and is of "
        "none: lines were cut off or written anew. Restore the ledger from a copy"
    )


def _not_in_force(content: Content, run: str) -> str:
    others = sorted({line["run"] for line in content.lines if content.last_committed(line["run"])})
    return f"run {run}: a line that puts it in force is expected in the ledger, found for: {listed(others) or 'none'}"


def _since(closing: Mapping[str, Any]) -> str:
    """When it came into force; a later run that kept every step says only that it still was."""
    verb = "found in force" if closing["outcome"] == ledger.KEPT else "put in force"
    return f"{verb} {closing['finished']}"


def _unfinished(content: Content, closing: Mapping[str, Any], *, edition: str, run: str, root: Path) -> list[str]:
    """What is missing of a complete run."""
    lost = [step for step, digest in closing.get("kept", {}).items() if content.with_digest(digest) is None]
    said = [f"ledger: the line that made step {step}, which the run kept, is not there" for step in lost]
    intent = project.processed(edition, f"{staging.PREFIX}{run}", root=root) / staging.INTENT
    if intent.is_file():
        said.append(f"{project.shown(intent, root)}: a stopped run is half put in force. The next run finishes that")
    return said


def _attempts(content: Content, closing: Mapping[str, Any]) -> list[str]:
    """Runs of the same name that came to nothing since."""
    later = content.lines[content.lines.index(closing) + 1 :]
    return [
        f"an attempt to run it again: {line['step']} {line['outcome']} {line['finished']}"
        for line in later
        if line["run"] == closing["run"] and line["outcome"] not in (*ledger.MADE, ledger.RELEASED)
    ]
