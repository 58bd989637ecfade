"""``pii sweep``: many runs of one edition as one declared set, on this machine's processes or on a Dask cluster.

Everything is checked before anything starts (`sweep_declared`). Runs that are in force and fresh are kept; each other one
is a task (`sweep_task`) that workers do (`sweep_workers`); what it gives back is put in force as it comes
(`sweep_collect`), so that a sweep that was stopped takes up where it was. Scores, ranks and shifts of all runs stand in
``reports/<edition>/sweep-<name>/`` (`sweep_results`).
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from pipeline.chain import (
    interruption,
    ledger,
    lock,
    runner,
    selection,
    sweep_collect,
    sweep_declared,
    sweep_results,
    sweep_task,
    sweep_workers,
)
from pipeline.chain import plan as planning
from pipeline.chain.plan import Plan
from pipeline.chain.selection import Choices
from pipeline.chain.staging import Area
from pipeline.chain.sweep_declared import Declared
from pipeline.chain.sweep_results import Row
from pipeline.chain.sweep_task import Task
from pipeline.chain.sweep_workers import Finished
from pipeline.data import project
from pipeline.errors import ChainError, ParameterError, PipelineError, listed

Said = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """Where the tables are, the runs that are not in force with the reason, and lines to read."""

    folder: Path
    failed: Mapping[str, str]
    told: tuple[str, ...]

    def refuse(self) -> None:
        """Stop where a run came to nothing.

        Raises
        ------
        ChainError : which, and why.
        """
        if self.failed:
            raise ChainError(
                f"{self.folder.name}: every run of the set must come to its end; {len(self.failed)} did not: "
                f"{listed(f'{name} ({reason})' for name, reason in self.failed.items())}. Those that did are in force: "
                "correct the cause and sweep again, they are kept"
            )


def sweep(
    edition: str,
    over: str,
    *,
    root: Path,
    stream: TextIO,
    n_workers: int | None = None,
    scheduler: str | None = None,
) -> Outcome:
    """Make every run of a set that is not in force and fresh, and collect the results of all.

    Parameters
    ----------
    over : path of the set's file.
    stream : is told of every run that is finished.
    n_workers : processes of this machine; by default its cores.
    scheduler : address of a Dask scheduler, instead of processes.

    Raises
    ------
    FrameworkError : no such edition or set, or one that contradicts itself.
    ParameterError : runs of the set that the edition cannot have; nothing was started.
    DataError, ChainError : see `runner.run`, of what all runs start from; no scheduler answers.
    KeyboardInterrupt : as Ctrl-C asks for, with a sentence on what is in force, which the next sweep keeps.
    """
    if n_workers is not None and (scheduler is not None or n_workers < 1):
        raise ParameterError(f"--workers {n_workers}: 1 or more is expected, and no --scheduler beside it. Change it")
    work = _AtWork(sweep_declared.declare(edition, over, root=root), root, _to(stream))
    try:
        with interruption.by_any_signal():
            tasks = work.keep_fresh()
            if tasks:
                work.told_of_nominal()
                work.carry_out(tasks, n_workers=n_workers or selection.cores(), scheduler=scheduler)
            return work.outcome()
    except KeyboardInterrupt:
        raise KeyboardInterrupt(work.interrupted()) from None


@dataclass
class _AtWork:
    """A set at work: what became of its runs so far."""

    declared: Declared
    root: Path
    said: Said
    rows: dict[str, Row] = field(default_factory=dict)

    @property
    def _name(self) -> str:
        return self.declared.sweep.name

    def keep_fresh(self) -> list[Task]:
        """Keep the runs that are in force and fresh (new prose is put in); a task for each other one."""
        for name, reason in self.declared.not_run.items():
            self._end(name, sweep_results.NOT_RUN, reason=reason)
        stale = []
        for plan in self.declared.plans.values():
            if _is_fresh(plan, root=self.root):
                self._keep(plan)
            else:
                stale.append(plan)
        if stale:
            stale[0].check_data(root=self.root)  # what one run cannot read, no other can
        variants = self.declared.sweep.variants
        return [sweep_task.prepare(variants[plan.run.name], plan=plan, root=self.root) for plan in stale]

    def _keep(self, plan: Plan) -> None:
        """Have a fresh run recorded as kept; of what that says only whom it waits for is told."""
        edition, name = plan.run.edition.id, plan.run.name
        folder = project.processed(edition, name, root=self.root).parent
        with lock.held(folder, run=name, wait_seconds=lock.FOREVER, say=self.said):
            pass
        runner.run(plan.run, root=self.root, stream=io.StringIO(), choices=Choices(wait_seconds=lock.FOREVER))
        self._end(name, sweep_results.KEPT, seconds=self._took(name))

    def told_of_nominal(self) -> None:
        """Say before hours of work that the results would have nothing to be compared with."""
        for sentence in self._of_nominal():
            self.said(sentence)

    def carry_out(self, tasks: Sequence[Task], *, n_workers: int, scheduler: str | None) -> None:
        """Have every task done, and collect what it gives back as it comes."""
        if scheduler is None:
            n_workers = min(n_workers, len(tasks))
            self.said(f"to run: {len(tasks)}, on {n_workers} of this machine's processes")
            finished = sweep_workers.local(tasks, n_workers=n_workers, said=self.said)
        else:
            finished = sweep_workers.on_cluster(tasks, address=scheduler, said=self.said)
        with contextlib.closing(finished):
            for one in finished:
                self._take_in(one)

    def _take_in(self, finished: Finished) -> None:
        name, result = finished.task.name, finished.result
        if result is None:
            self._end(name, sweep_results.FAILED, reason=finished.fault)
            return
        plan, reason = self.declared.plans[name], result.error
        try:
            if reason is None:
                sweep_collect.collect(result, plan, sweep=self._name, root=self.root, said=self.said)
            else:
                sweep_collect.record_failure(result, plan, sweep=self._name, root=self.root, said=self.said)
        except PipelineError as error:  # of this run; the others go on
            reason = reason or str(error)
        outcome = sweep_results.DONE if reason is None else sweep_results.FAILED
        self._end(name, outcome, seconds=result.seconds, reason=reason or "")

    def _end(self, name: str, outcome: str, *, seconds: float | None = None, reason: str = "") -> None:
        """Note what became of a run, and say it in a line."""
        variant = self.declared.sweep.variants[name]
        method = variant.method or self.declared.nominal.edition.method.name
        self.rows[name] = Row(name, method, "; ".join(variant.texts), outcome, seconds, " ".join(reason.split()))
        total = len(self.declared.sweep.variants)
        parts = [f"[{len(self.rows):>{len(str(total))}}/{total}] {name}", outcome]
        parts += [f"{seconds:.1f} s"] if seconds is not None else []
        parts += [reason.split("\n")[0]] if reason else []
        self.said("  ".join(parts))

    def _took(self, name: str) -> float | None:
        """Seconds that it took to make a run that is kept."""
        record = ledger.read(project.ledger(self.declared.nominal.edition.id, root=self.root))
        made = [
            line["seconds"]
            for line in record.lines_of(name)
            if line["step"] == ledger.WHOLE_RUN and line["outcome"] == ledger.COMMITTED
        ]
        return made[-1] if made else None

    def interrupted(self) -> str:
        """What a person who stopped the sweep wants to know."""
        n_in_force = sum(row.outcome in sweep_results.IN_FORCE for row in self.rows.values())
        kept = ", and the next sweep keeps them" * bool(n_in_force)
        return (
            f"interrupted; {n_in_force} of the {len(self.declared.sweep.variants)} runs of the set are in force{kept}; "
            "those that were at work changed nothing. The tables of results are those of the last sweep that came to its "
            "end: sweep again"
        )

    def outcome(self) -> Outcome:
        """Write the tables; what is to be read."""
        edition = self.declared.nominal.edition
        folder = sweep_results.folder_of(edition.id, self._name, root=self.root)
        rows = [self.rows[name] for name in self.declared.sweep.variants]
        runs = sweep_results.write(rows, edition, folder, root=self.root)
        lines = [
            *sweep_results.told(runs, edition),
            *self._of_nominal(),
            f"results: {project.shown(folder, self.root)}",
        ]
        failed = {row.run: row.reason for row in rows if row.outcome == sweep_results.FAILED}
        return Outcome(folder, failed, tuple(lines))

    def _of_nominal(self) -> list[str]:
        """What is to be known of the run that all are compared with."""
        edition = self.declared.nominal.edition.id
        remedy = f"pii run {edition}, and sweep again (what is fresh is kept)"
        plan = planning.plan(self.declared.nominal, root=self.root)
        if _is_fresh(plan, root=self.root):
            return []
        if project.processed(edition, self.declared.nominal.name, root=self.root).is_dir():
            return [f"the nominal run to compare with is not up to date: {remedy}"]
        return [f"there is no nominal run to compare with: {remedy}"]


def _is_fresh(plan: Plan, *, root: Path) -> bool:
    """Whether a run is in force, and would keep every step."""
    area = Area(root=root, edition=plan.run.edition.id, run=plan.run.name)
    places = [target for _, target in area.targets]
    tables: dict[str, str] = {}
    for step in plan.steps:
        verdict = plan.judge(step, plan.fingerprint(step, tables), places=places)
        if not verdict.fresh or verdict.line is None:
            return False
        tables |= verdict.line["outputs"]
    return True


def _to(stream: TextIO) -> Said:
    def say(text: str) -> None:
        stream.write(f"{text}\n")
        stream.flush()

    return say
