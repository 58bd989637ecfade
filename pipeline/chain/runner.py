"""A run from start to finish: checked first, carried out aside, put in force as a whole, and recorded."""

from __future__ import annotations

import datetime
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TextIO

from pipeline.chain import kernel, ledger, lock, published, staging
from pipeline.chain import plan as planning
from pipeline.chain.failure import Failure
from pipeline.chain.ledger import Entry
from pipeline.chain.plan import Plan
from pipeline.chain.progress import Progress
from pipeline.chain.resolve import Run
from pipeline.chain.staging import Area
from pipeline.chain.steps import Step
from pipeline.data import chapter, project, store
from pipeline.errors import DataError, StaleInputError, StepFailedError, listed

REPORT = "report.html"


@dataclass(frozen=True)
class Outcome:
    """What a run left: the report (or the folder of reports), and how a replication compares."""

    report: Path
    tables: Path
    comparisons: tuple[str, ...]
    elapsed: str


def run(wanted: Run, *, root: Path, stream: TextIO) -> Outcome:
    """Run every chapter of an edition, in the order that their tables imply.

    Raises
    ------
    StepFailedError : a notebook stopped; everything that was in force before stays as it was.
    DataError : data that break their contract; or a replication misses its published totals, and is not put in force.
    StaleInputError : a file that the run reads was changed while it ran; nothing is put in force.
    ChainError : another run of the edition is at work, notebooks contradict each other, or files are in use.
    """
    with lock.held(project.processed(wanted.edition.id, wanted.name, root=root).parent):
        _finish_interrupted(wanted.edition.id, root=root, say=_to(stream))
        plan = planning.plan(wanted, root=root)
        area = Area(root=root, edition=wanted.edition.id, run=wanted.name)
        work = _Work(plan, area, root, Progress(stream, n_steps=len(plan.steps)))
        try:
            area.open(wanted.edition.method.model_dump(mode="json"))
            return work.carry_out()
        finally:
            if area.intention() is None:
                area.close()


@dataclass
class _Work:
    """One run at work."""

    plan: Plan
    area: Area
    root: Path
    progress: Progress
    run_id: str = field(default_factory=lambda: uuid.uuid4().hex)

    @cached_property
    def origin(self) -> ledger.Origin:
        return ledger.origin(self.root)

    @property
    def run(self) -> Run:
        return self.plan.run

    @property
    def ledger_path(self) -> Path:
        return project.ledger(self.run.edition.id, root=self.root)

    def carry_out(self) -> Outcome:
        begun = time.time()
        for number, step in enumerate(self.plan.steps, start=1):
            self.progress.begin(number, step.name, step.n_cells)
            self._step(step)
            self.progress.finish()
        try:
            comparisons = published.compare(self.run.edition, self.area.tables)
        except DataError:
            self._record(self._closing(begun, "refused"))
            raise
        self._put_in_force(self._closing(begun, "committed"))
        return self._outcome(comparisons)

    def _step(self, step: Step) -> None:
        """Run one notebook in fresh folders, take over what it wrote, and record it."""
        self._refuse_changed(step)
        begun = time.time()
        inputs, outputs = self.area.prepare(step)
        entry = self._entry(step, begun)
        notebook = inputs.parent / step.path.name
        work = kernel.Work(
            step=step,
            parameters=self.run.parameters(step),
            environment=self._environment(inputs, outputs),
            output=notebook,
            folder=inputs.parent,
            root=self.root,
        )
        try:
            failure = kernel.execute(work, on_cell=self.progress.cell) or _undeclared(step, outputs)
        except KeyboardInterrupt:
            self._record(_ended(entry, begun, "interrupted", {}))
            raise
        if failure is not None:
            self._fail(step, failure, notebook, _ended(entry, begun, "failed", {}))
        self._refuse_changed()  # what is recorded below is what this step may have read
        taken = self.area.accept(outputs)
        notebook.replace(self.area.report / notebook.name)
        self._record(_ended(entry, begun, "done", {path.name: store.digest(path) for path in taken}))

    def _refuse_changed(self, step: Step | None = None) -> None:
        try:
            self.plan.refuse_changed(root=self.root, step=step)
        except StaleInputError:
            self.progress.finish("stopped")
            raise

    def _environment(self, inputs: Path, outputs: Path) -> dict[str, str]:
        return {
            project.VARIABLE: str(self.root),
            chapter.INPUTS: str(inputs),
            chapter.OUTPUTS: str(outputs),
            chapter.METHOD: str(self.area.method),
            chapter.LEDGER_HEAD: ledger.head(self.ledger_path) or "",
        }

    def _fail(self, step: Step, failure: Failure, notebook: Path, entry: Entry) -> None:
        self.progress.finish("failed")
        place = "not there, as no cell was run"
        if notebook.is_file():
            place = project.shown(self.area.keep_failed(notebook), self.root)
        self._record(entry)
        raise StepFailedError(failure.sentence(step.name, place))

    def _put_in_force(self, entry: Entry) -> None:
        self.plan.refuse_changed(root=self.root)
        self.area.intend(ledger.as_record(entry))
        self.area.swap()
        self._record(entry)
        self.area.close()

    def _outcome(self, comparisons: list[str]) -> Outcome:
        tables, reports = (target for _, target in self.area.targets)
        report = reports / REPORT
        return Outcome(report if report.is_file() else reports, tables, tuple(comparisons), self.progress.total)

    def _record(self, entry: Entry) -> None:
        ledger.append(self.ledger_path, entry, warn=self.progress.say)

    def _closing(self, begun: float, outcome: str) -> Entry:
        tables = {path.name: store.digest(path) for path in sorted(self.area.tables.iterdir())}
        documents = {path.name: store.digest(path) for path in sorted(self.area.report.iterdir())}
        return _ended(self._entry(None, begun), begun, outcome, {**tables, **documents})

    def _entry(self, step: Step | None, begun: float) -> Entry:
        """The line of a step, or of the whole run, as far as it is known when it begins."""
        files = {**self.plan.raw, **self.plan.parameter_files}
        return Entry(
            edition=self.run.edition.id,
            run=self.run.name,
            run_id=self.run_id,
            step=step.name if step else ledger.WHOLE_RUN,
            started=_iso(begun),
            finished="",
            seconds=0.0,
            outcome="",
            inputs=self.plan.inputs(step, self.area.tables) if step else files,
            outputs={},
            parameters=self.run.parameters(step) if step else self.run.values,
            notebook=step.sources_digest if step else None,
            versions=self.origin.versions,
            commit=self.origin.commit,
            dirty=self.origin.dirty,
        )


def _finish_interrupted(edition: str, *, root: Path, say: Callable[[str], None]) -> None:
    """Carry through what a killed process had put on record as complete; remove what it had not."""
    for area in staging.leftovers(edition, root=root):
        record = area.intention()
        if record is not None:
            area.swap()
            path = project.ledger(edition, root=root)
            if not any(_same(line, record) for line in ledger.read(path).lines):
                ledger.append(path, Entry(**record), warn=say)
            say(f"run {edition}/{area.run}: finished putting in force what a stopped process had completed")
        area.close()


def _same(line: Mapping[str, object], record: Mapping[str, object]) -> bool:
    return all(line.get(name) == record[name] for name in ("run_id", "step"))


def _undeclared(step: Step, outputs: Path) -> Failure | None:
    """A step must leave exactly what it declares."""
    found = staging.names(outputs.iterdir())
    absent, extra = sorted(set(step.writes) - found), sorted(found - set(step.writes))
    if not absent and not extra:
        return None
    said = [f"declared and not written: {listed(absent)}"] * bool(absent)
    said += [f"written and not declared: {listed(extra)}"] * bool(extra)
    return Failure(step.n_cells, "", f"other files than WRITES declares ({'; '.join(said)})")


def _ended(entry: Entry, begun: float, outcome: str, outputs: Mapping[str, str]) -> Entry:
    now = time.time()
    return replace(entry, finished=_iso(now), seconds=round(now - begun, 3), outcome=outcome, outputs=outputs)


def _iso(moment: float) -> str:
    return datetime.datetime.fromtimestamp(moment, tz=datetime.UTC).isoformat(timespec="seconds")


def _to(stream: TextIO) -> Callable[[str], None]:
    def say(text: str) -> None:
        stream.write(f"{text}\n")

    return say
