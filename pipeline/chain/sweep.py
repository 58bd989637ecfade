"""``pii sweep``: many runs of one edition as one declared set, on this machine's processes or on a Dask cluster.

Everything is checked before anything starts. Runs that are in force and fresh are kept; each other one is a task
(`sweep_task`) that workers do (`sweep_workers`); what it gives back is put in force as it comes (`sweep_collect`), so that
a sweep that was stopped takes up where it was. Scores, ranks and shifts of all runs stand in
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
    resolve,
    runner,
    selection,
    sweep_collect,
    sweep_results,
    sweep_task,
    sweep_workers,
)
from pipeline.chain import plan as planning
from pipeline.chain.plan import Plan
from pipeline.chain.resolve import Run
from pipeline.chain.selection import Choices
from pipeline.chain.staging import Area
from pipeline.chain.sweep_results import Row
from pipeline.chain.sweep_task import Task
from pipeline.chain.sweep_workers import Finished
from pipeline.data import params, project, yaml_text
from pipeline.errors import ChainError, FrameworkError, ParameterError, PipelineError, listed, nearest
from pipeline.framework import edition as edition_model
from pipeline.framework.edition import Edition
from pipeline.framework.sweep import PREFIX, Sweep, Variant

FOLDER = "params/sweeps"

Said = Callable[[str], None]


@dataclass(frozen=True)
class Declared:
    """A set as it applies to an edition: the plans of its runs, and those that are not run, with the reason."""

    sweep: Sweep
    nominal: Run
    plans: dict[str, Plan]
    not_run: dict[str, str]


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
    KeyboardInterrupt : as Ctrl-C asks for; what was collected is in force, and the next sweep keeps it.
    """
    if n_workers is not None and (scheduler is not None or n_workers < 1):
        raise ParameterError(f"--workers {n_workers}: 1 or more is expected, and no --scheduler beside it. Change it")
    declared = declare(edition, over, root=root)
    work = _AtWork(declared, root, _to(stream))
    with interruption.by_any_signal():
        tasks = work.keep_fresh()
        if tasks:
            work.carry_out(tasks, n_workers=n_workers or selection.cores(), scheduler=scheduler)
    return work.outcome()


def read(over: str, *, root: Path) -> Sweep:
    """A set from its file; a path that is not there as given is looked for in the project.

    Raises
    ------
    FrameworkError : no such file, or one that breaks the model.
    """
    path = next((place for place in (Path(over), root / over) if place.is_file()), None)
    if path is None:
        known = sorted(project.shown(path, root) for path in (root / FOLDER).glob("*.yaml"))
        raise FrameworkError(f"--over {over}: the file of a set of runs is expected there; {nearest(over, known)}")
    edition_model.check_name(path.stem, what="sweep")
    where = project.shown(path.resolve(), root)
    return Sweep.read({"name": path.stem, **yaml_text.read(path, where=where)}, where=where)


def declare(edition: str, over: str, *, root: Path) -> Declared:
    """A set for an edition, with everything checked that can be before a run starts.

    Raises
    ------
    FrameworkError : no such edition or set, or one that contradicts itself.
    ParameterError : every run that the edition cannot have, at once.
    """
    found = read(over, root=root)
    nominal = resolve.resolve(edition, root=root)
    if project.processed(edition, f"{PREFIX}{found.name}", root=root).exists():
        raise ChainError(
            f"reports/{edition}/{PREFIX}{found.name}: results of the set belong there, and a run of that name has taken "
            "the place. Rename the file of the set"
        )
    declared = Declared(found, nominal, {}, {})
    faults = [fault for name in found.variants if (fault := _take(declared, name, root=root))]
    if faults:
        raise ParameterError(
            f"sweep {found.name} of edition {edition}: every run must be possible, and {len(faults)} are not: "
            f"{listed(faults)}. Nothing was started; correct them, or have inadmissible ones left out with "
            "`skip_inadmissible: true`"
        )
    return declared


def _take(declared: Declared, name: str, *, root: Path) -> str:
    """Plan one run of the set, or list it as not run; what is wrong with it, or nothing."""
    variant, edition = declared.sweep.variants[name], declared.nominal.edition
    try:
        wanted = sweep_task.resolved(edition.id, name, variant, root=root)
        preparation = wanted.edition.method.preparation
        alike = (plan for plan in declared.plans.values() if plan.run.edition.method.preparation == preparation)
        plan = planning.plan(wanted, root=root, raw=next((plan.raw for plan in alike), None))
    except (ParameterError, FrameworkError) as error:
        inadmissible = _inadmissible(variant, edition, root=root)
        if not inadmissible or not declared.sweep.skip_inadmissible:
            return f"{name}: {inadmissible or error}"
        declared.not_run[name] = inadmissible
        return ""
    if not any(sweep_results.SCORES in step.writes for step in plan.steps):
        raise ChainError(
            f"notebooks: a chapter that writes {sweep_results.SCORES} is expected, which results are read from. Add it"
        )
    declared.plans[name] = plan
    return ""


def _inadmissible(variant: Variant, edition: Edition, *, root: Path) -> str:
    """Why choices that are valid one by one have no meaning together, or for this edition; or nothing."""
    try:
        chosen = params.load_method(variant.method, root=root) if variant.method else edition.method
    except FrameworkError:  # which says more than that
        return ""
    try:
        edition.with_method(chosen.replace(variant.options))
    except (ParameterError, FrameworkError) as error:
        return str(error)
    return ""


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
        for name, plan in self.declared.plans.items():
            if not _is_fresh(plan, root=self.root):
                stale.append(plan)
                continue
            runner.run(plan.run, root=self.root, stream=io.StringIO(), choices=Choices(wait_seconds=lock.FOREVER))
            self._end(name, sweep_results.KEPT, seconds=self._took(name))
        if stale:
            stale[0].check_data(root=self.root)  # what one run cannot read, no other can
        variants = self.declared.sweep.variants
        return [sweep_task.prepare(variants[plan.run.name], plan=plan, root=self.root) for plan in stale]

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

    def outcome(self) -> Outcome:
        """Write the tables; what is to be read."""
        edition = self.declared.nominal.edition
        folder = sweep_results.folder_of(edition.id, self._name, root=self.root)
        rows = [self.rows[name] for name in self.declared.sweep.variants]
        runs = sweep_results.write(rows, edition, folder, root=self.root)
        lines = [*sweep_results.told(runs), *self._of_nominal(), f"results: {project.shown(folder, self.root)}"]
        failed = {row.run: row.reason for row in rows if row.outcome == sweep_results.FAILED}
        return Outcome(folder, failed, tuple(lines))

    def _of_nominal(self) -> list[str]:
        """What is to be known of the run that all are compared with."""
        edition = self.declared.nominal.edition.id
        plan = planning.plan(self.declared.nominal, root=self.root)
        if _is_fresh(plan, root=self.root):
            return []
        if project.processed(edition, self.declared.nominal.name, root=self.root).is_dir():
            return [f"compared with a nominal run that is not up to date: pii run {edition}, and sweep again"]
        return [f"not compared, as there is no nominal run: pii run {edition}, and sweep again"]


def _is_fresh(plan: Plan, *, root: Path) -> bool:
    """Whether a run would keep every step."""
    places = Area(root=root, edition=plan.run.edition.id, run=plan.run.name).places
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
