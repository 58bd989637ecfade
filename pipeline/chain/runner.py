"""A run from start to finish: checked first, carried out aside, put in force as a whole, and recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from pipeline.chain import (
    disk,
    interruption,
    kernel,
    ledger,
    lock,
    order,
    released,
    resolve,
    scheduler,
    selection,
    staging,
)
from pipeline.chain import plan as planning
from pipeline.chain.at_work import RunAtWork
from pipeline.chain.ledger import Entry
from pipeline.chain.progress import Progress
from pipeline.chain.resolve import Run
from pipeline.chain.selection import Choices
from pipeline.chain.staging import Area
from pipeline.data import project
from pipeline.errors import ChainError, DataError

REPORTS = ("report.html", "audit.html")
"""What a run is asked for, whichever it makes."""


@dataclass(frozen=True)
class Outcome:
    """What a run left: the report (or the folder of reports), and how a replication compares.

    ``ran`` and ``kept`` name steps. ``left`` says of those that would have to run and were not asked for why they would:
    where there are any, the run was not put in force, and the next one takes it up.
    """

    report: Path
    tables: Path
    comparisons: tuple[str, ...]
    elapsed: str
    ran: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    left: Mapping[str, str] | None = None


def run(wanted: Run, *, root: Path, stream: TextIO, choices: Choices | None = None) -> Outcome:
    """Run the chapters of an edition that are not fresh, each as soon as the tables that it reads are there.

    Parameters
    ----------
    wanted : what is to be run.
    stream : is told what happens.
    choices : how it is carried out, and which steps; by default every one that is not fresh.

    Raises
    ------
    StepFailedError : a notebook stopped; everything that was in force before stays as it was.
    DataError : data that break their contract; or a replication misses its published totals, and is not put in force.
    StaleInputError : a file that the run reads was changed while it ran, or a released edition that is made again gives
        other tables; nothing is put in force.
    ParameterError : choices that name no step, or exclude each other.
    ChainError : another run of the edition is at work, it is released, notebooks contradict each other, files are in
        use, the disk is full, or the inputs of the only step asked for are stale.
    KeyboardInterrupt : as Ctrl-C asks for, and SIGTERM; every kernel has ended.
    """
    choices = choices or Choices()
    folder = project.processed(wanted.edition.id, wanted.name, root=root).parent
    ledger_path = project.ledger(wanted.edition.id, root=root)
    folders = (folder, project.reports(wanted.edition.id, wanted.name, root=root), ledger_path.parent)
    say = _to(stream)
    with (
        interruption.by_any_signal(),
        disk.trouble_told(f"run {wanted.edition.id}/{wanted.name}", folders, root=root),
        lock.held(folder, run=wanted.name, wait_seconds=choices.wait_seconds, say=say) as waited,
    ):
        wanted = resolve.again(wanted, root=root) if waited else wanted
        finish_interrupted(wanted.edition.id, root=root, say=say)
        work = _planned(wanted, root=root, stream=stream, choices=choices)
        try:
            return _carry_out(work, choices)
        finally:
            if work.area.intention() is None:
                work.area.leave()


def _planned(wanted: Run, *, root: Path, stream: TextIO, choices: Choices) -> RunAtWork:
    """Everything that is checked before the first kernel starts."""
    if not project.ledger(wanted.edition.id, root=root).is_file():  # then a kernel is needed: it gets ready meanwhile
        kernel.warm_up()
    plan = planning.plan(wanted, root=root)
    selected = selection.select(plan.steps, choices)
    if not plan.data_on_record:
        kernel.warm_up(plan.modules(selected.wanted))
        plan.check_data(root=root)
    area = Area(root=root, edition=wanted.edition.id, run=wanted.name)
    progress = Progress(stream, n_steps=len(plan.steps))
    return RunAtWork(plan, area, root, progress, selected, timeout_seconds=choices.timeout_seconds)


def _carry_out(work: RunAtWork, choices: Choices) -> Outcome:
    names = [step.name for step in work.plan.steps]
    took = {line["step"]: line["seconds"] for line in work.plan.record.lines if line["outcome"] == ledger.DONE}
    scheduler.carry_out(
        names,
        waits=order.waits(work.plan.steps),
        chain=work,
        jobs=choices.jobs or selection.cores(),
        seconds={name: took[name] for name in names if name in took},
    )
    if choices.only is not None and choices.only not in work.ran:
        raise ChainError(
            f"step {choices.only}: --only needs inputs as they are on record, but {_told(work.left)}. Run without "
            f"--only, or with --until {choices.only}"
        )
    comparisons: tuple[str, ...] = ()
    if not work.left:
        comparisons = _closed(work)
    tables, reports = (target for _, target in work.area.targets)
    return Outcome(
        report=next((reports / name for name in REPORTS if (reports / name).is_file()), reports),
        tables=tables,
        comparisons=comparisons,
        elapsed=work.progress.total,
        ran=tuple(work.ran),
        kept=tuple(work.kept),
        left=dict(work.left) or None,
    )


def _closed(work: RunAtWork) -> tuple[str, ...]:
    """Put a complete run in force, unless it is; how a replication compares with what was published."""
    in_force = work.is_in_force()
    if not in_force:
        work.refuse_if_released("its files do not lie there as released, and would be put back")
        work.stage()
    try:
        comparisons = _compared(work, in_force=in_force)
    except DataError:
        work.record(work.closing(ledger.REFUSED))
        raise
    if in_force:
        work.record(work.closing(ledger.KEPT, tables=work.area.targets[0][1]))
        work.area.close()
        return comparisons
    work.plan.refuse_changed(root=work.root)
    closing = work.closing(ledger.COMMITTED)
    released.refuse_other_tables(closing.edition, closing.run, closing.outputs, root=work.root)
    work.area.intend(ledger.as_record(closing))
    _put_in_force(work.area, work.progress.say)
    work.record(closing)
    work.area.close()
    return comparisons


def _compared(work: RunAtWork, *, in_force: bool) -> tuple[str, ...]:
    edition = work.plan.run.edition
    if not edition.about.published:
        return ()
    from pipeline.chain import published  # which needs pandas

    return tuple(published.compare(edition, work.area.targets[0][1] if in_force else work.area.tables))


def told_of_left(left: Mapping[str, str]) -> str:
    """Why a run was not put in force."""
    return f"not put in force, as {_told(left)}; what is done is kept. Run without --only and --until to finish"


def _told(left: Mapping[str, str]) -> str:
    first, *others = left.items()
    more = f", and {len(others)} more" * bool(others)
    return f"{first[0]} would have to run ({first[1].removeprefix('rerun: ').removeprefix('run: ')}){more}"


def finish_interrupted(edition: str, *, root: Path, say: Callable[[str], None]) -> None:
    """Carry through what a killed process had put on record as complete; what it had not is left to be taken up."""
    for area in staging.leftovers(edition, root=root):
        record = area.intention()
        if record is None:
            continue
        _put_in_force(area, say)
        path = project.ledger(edition, root=root)
        if not any(_same(line, record) for line in ledger.read(path).lines):
            ledger.append(path, Entry(**record), warn=say)
        say(f"run {edition}/{area.run}: finished putting in force what a stopped process had completed")
        area.close()


def _put_in_force(area: Area, say: Callable[[str], None]) -> None:
    """Rename the staged folders into place; a publication of what lay there before goes with it, and that is said."""
    published = area.publication.is_dir()
    area.swap()
    if published:
        say(
            f"run {area.edition}/{area.run}: the publication of the run before was removed with it. "
            f"Run `pii publish {area.edition}` for this one"
        )


def _same(line: Mapping[str, object], record: Mapping[str, object]) -> bool:
    return all(line.get(name) == record[name] for name in ("run_id", "step"))


def _to(stream: TextIO) -> Callable[[str], None]:
    def say(text: str) -> None:
        stream.write(f"{text}\n")
        stream.flush()

    return say
