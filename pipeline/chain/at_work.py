"""One run at work: what is kept, what is run, where every file lies, and what goes on record."""

from __future__ import annotations

import datetime
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.chain import (
    disk,
    freshness,
    kernel,
    ledger,
    notebook_digest,
    origin,
    progress_file,
    released,
    splice,
    staging,
)
from pipeline.chain.failure import Failure
from pipeline.chain.fingerprint import Fingerprint, as_record
from pipeline.chain.freshness import Verdict
from pipeline.chain.kernel import Executed
from pipeline.chain.ledger import Entry
from pipeline.chain.origin import Origin
from pipeline.chain.plan import Plan
from pipeline.chain.progress import Progress
from pipeline.chain.scheduler import Decision
from pipeline.chain.selection import Selection
from pipeline.chain.staging import Area
from pipeline.chain.steps import Step
from pipeline.data import digests, environment, project
from pipeline.errors import ChainError, PipelineError, StepFailedError

NEW_PROSE, FROM_A_STOPPED_RUN = "new prose put in", "from a run that was stopped"


@dataclass(frozen=True)
class StepAtWork:
    """A step that was started: what it starts from, its folders, and its line as far as it is known."""

    step: Step
    now: Fingerprint
    outputs: Path
    notebook: Path
    entry: Entry
    begun: float


@dataclass
class RunAtWork:
    """The chain that a scheduler carries out (`scheduler.Chain`); all of it happens in one thread.

    ``lying`` and ``digests``: of every output that is kept or made; ``kept``: step to the digest of the line that made
    it; ``left``: step that was not asked for to why it would have to run.
    """

    plan: Plan
    area: Area
    root: Path
    progress: Progress
    selected: Selection
    timeout_seconds: float | None = None
    run_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    begun: float = field(default_factory=time.time)
    lying: dict[str, Path] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    _stale: dict[str, tuple[Fingerprint, str]] = field(default_factory=dict)
    _at_work: dict[str, StepAtWork] = field(default_factory=dict)
    _has_looked_ahead: bool = False

    @cached_property
    def _origin(self) -> Origin:
        return origin.of(self.root)

    @property
    def _ledger_path(self) -> Path:
        return project.ledger(self.plan.run.edition.id, root=self.root)

    @property
    def _method(self) -> Mapping[str, Any]:
        return self.plan.run.edition.method.model_dump(mode="json")

    def judge(self, name: str) -> Decision:
        """Keep a step that is fresh; run one that is not, if it may run."""
        step = self.plan.step(name)
        now = self.plan.fingerprint(step, self.digests)
        verdict = self.plan.judge(step, now, places=self.area.places, force=name in self.selected.forced)
        if verdict.fresh:
            self._keep(step, now, verdict)
            return Decision.KEPT
        if name not in self.selected.wanted:
            self.left[name] = verdict.reason
            return Decision.LEFT
        self.refuse_if_released(f"step {name} would run ({verdict.reason})")
        kernel.warm_up()
        self._stale[name] = (now, verdict.reason)
        return Decision.RUN

    def start(self, name: str) -> Callable[[], Executed]:
        """Prepare a step's folders; running its notebook is for a thread."""
        step = self.plan.step(name)
        now, reason = self._stale.pop(name)
        self.plan.refuse_changed(root=self.root, step=step, rests_on=now, begins=True)
        if not self._at_work and not self.ran:
            self.area.open(self._method)
        inputs, outputs = self.area.prepare(step, self.lying)
        notebook, far = inputs.parent / step.path.name, inputs.parent / progress_file.NAME
        begun = time.time()
        self._at_work[name] = StepAtWork(step, now, outputs, notebook, self._entry(step, now, reason, begun), begun)
        self.progress.begin(self._number(step), name, step.n_cells, reason)
        work = kernel.Work(
            step=step,
            parameters=self.plan.run.parameters(step),
            environment=self._environment(inputs, outputs) | {environment.PROGRESS: str(far)},
            output=notebook,
            folder=inputs,
            root=self.root,
            timeout_seconds=self.timeout_seconds,
            modules=tuple(now.modules),
        )

        def carry_out() -> Executed:
            with progress_file.watched(far, lambda done, of: self.progress.part(name, done, of)):
                return kernel.execute(work, on_cell=lambda number: self.progress.cell(name, number))

        return carry_out

    def look_ahead(self) -> None:
        """Read the modules that the steps to come rest on, and have them imported: half a second that nobody waits for."""
        if not self._has_looked_ahead:
            self._has_looked_ahead = True
            kernel.warm_up(self.plan.modules(self.selected.wanted))
            for step in self.plan.steps:
                if step.name in self.selected.wanted:
                    self.plan.start.graph.digests(step.code)

    def end(self, name: str, given: Executed) -> None:
        """Take over what a step wrote, and record it.

        Raises
        ------
        StepFailedError : its notebook stopped, or it left other files than it declares.
        StaleInputError : a file that it may have read was changed meanwhile; no line says what it made.
        """
        at_work = self._at_work.pop(name)
        entry = replace(at_work.entry, peak_memory_mb=given.peak_memory_mb)
        failure = given.failure or staging.undeclared(at_work.step, at_work.outputs)
        if failure is not None:
            self._fail(at_work, failure, _ended(entry, at_work.begun, ledger.FAILED))
        try:
            self.plan.refuse_changed(root=self.root, step=at_work.step, rests_on=at_work.now)
        except PipelineError:
            self.progress.finish(name, "stopped")
            raise
        taken = self.area.accept(at_work.outputs, at_work.notebook)
        made = self._take(taken)
        canonical = notebook_digest.canonical(taken[at_work.notebook.name], root=self.root)
        done = _ended(entry, at_work.begun, ledger.DONE)
        self.record(replace(done, outputs=made, notebook_digest=canonical))
        self.ran.append(name)
        self.progress.finish(name, memory=given.peak_memory_mb)

    def stop(self) -> None:
        """End every kernel of this run."""
        kernel.end_all(self.area.folder)

    def cut(self, name: str, given: Executed | None) -> None:
        """Record a step that others stopped; one that was done all the same is taken over."""
        if given is not None and given.failure is None:
            with suppress(PipelineError, OSError):  # what stopped the others is told
                self.end(name, given)
            return
        at_work = self._at_work.pop(name)
        self.progress.finish(name, "stopped")
        with suppress(OSError):  # a full disk may be what stopped it
            self.record(_ended(at_work.entry, at_work.begun, ledger.INTERRUPTED))

    def refuse_if_released(self, would: str) -> None:
        """Refuse to change the nominal run of a released edition; see `released`."""
        released.refuse_if_released(self.plan.run.edition.id, self.plan.run.name, root=self.root, would=would)

    def is_in_force(self) -> bool:
        """Whether everything lies in force already, and nothing else does."""
        return self.area.is_in_force(self.lying, self._method)

    def stage(self) -> None:
        """Have everything that is kept or made, and nothing else, in the staging folder."""
        if not self.ran:
            self.area.open(self._method)
        self.area.keep(self.lying)

    def closing(self, outcome: str, *, tables: Path | None = None) -> Entry:
        """The line that closes the run.

        Parameters
        ----------
        tables : folder of the tables with the run's method; by default the staged one.
        """
        method = (tables or self.area.tables) / self.area.method.name
        reason = "; ".join(
            f"{word}: {', '.join(names)}" for word, names in (("run", self.ran), ("kept", list(self.kept))) if names
        )
        entry = self._entry(None, None, reason, self.begun)
        outputs = {**dict(sorted(self.digests.items())), method.name: digests.of_file(method)}
        return replace(_ended(entry, self.begun, outcome), outputs=outputs, kept=self.kept)

    def record(self, entry: Entry) -> str:
        """Append a line to the ledger; its digest."""
        return ledger.append(self._ledger_path, entry, warn=self.progress.say)

    def _keep(self, step: Step, now: Fingerprint, verdict: Verdict) -> None:
        line, files = verdict.line or {}, verdict.files or {}
        self.lying |= files
        self.digests |= line["outputs"]
        self.kept[step.name] = line["digest"]
        notes = [FROM_A_STOPPED_RUN] * any(path.is_relative_to(self.area.folder) for path in files.values())
        if line["notebook"] != step.sources_digest:
            self._put_in_prose(step, now, line)
            notes.append(NEW_PROSE)
        self.progress.kept(self._number(step), step.name, ", ".join(notes))

    def _put_in_prose(self, step: Step, now: Fingerprint, line: Mapping[str, Any]) -> None:
        """Show the prose as written now in a copy of the executed notebook, and record that."""
        self.refuse_if_released(f"new prose would be put into {step.path.name}")
        begun = time.time()
        if not self._at_work and not self.ran:
            self.area.open(self._method)
        place = self.area.place(step.path.name)
        splice.splice(step.path, self.lying[step.path.name], place)
        self._take({step.path.name: place})
        entry = replace(
            _ended(self._entry(step, now, f"{freshness.KEPT}; {NEW_PROSE}", begun), begun, ledger.PROSE),
            outputs={name: self.digests[name] for name in line["outputs"]},
            notebook_digest=notebook_digest.canonical(place, root=self.root),
        )
        self.kept[step.name] = self.record(entry)

    def _take(self, places: Mapping[str, Path]) -> dict[str, str]:
        """Remember where outputs lie, and their digests."""
        made = {name: digests.of_file(path) for name, path in places.items()}
        self.lying |= places
        self.digests |= made
        return made

    def _environment(self, inputs: Path, outputs: Path) -> dict[str, str]:
        return {
            project.VARIABLE: str(self.root),
            environment.INPUTS: str(inputs),
            environment.OUTPUTS: str(outputs),
            environment.METHOD: str(self.area.method),
            environment.LEDGER_HEAD: ledger.head(self._ledger_path) or "",
        }

    def _fail(self, at_work: StepAtWork, failure: Failure, entry: Entry) -> None:
        self.progress.finish(at_work.step.name, "failed")
        if disk.is_full(failure.cause):
            with suppress(OSError):
                self.record(entry)
            what = f"step {at_work.step.name} of run {self.plan.run.edition.id}/{self.plan.run.name}"
            raise ChainError(disk.full(what, [at_work.outputs], root=self.root))
        place = "not there, as no cell was run"
        if at_work.notebook.is_file():
            place = project.shown(self.area.keep_failed(at_work.notebook), self.root)
        self.record(entry)
        raise StepFailedError(failure.sentence(at_work.step.name, place))

    def _number(self, step: Step) -> int:
        return self.plan.steps.index(step) + 1

    def _entry(self, step: Step | None, now: Fingerprint | None, reason: str, begun: float) -> Entry:
        """The line of a step, or of the whole run, as far as it is known when it begins."""
        plan = self.plan
        return Entry(
            edition=plan.run.edition.id,
            run=plan.run.name,
            run_id=self.run_id,
            step=step.name if step else ledger.WHOLE_RUN,
            started=_iso(begun),
            finished="",
            seconds=0.0,
            outcome="",
            inputs=plan.inputs(step, self.digests) if step else {**plan.raw, **plan.parameter_files},
            outputs={},
            parameters=plan.run.parameters(step) if step else plan.run.values,
            notebook=step.sources_digest if step else None,
            versions=self._origin.versions,
            commit=self._origin.commit,
            dirty=self._origin.dirty,
            fingerprint=as_record(now) if now else {},
            reason=reason,
            machine=origin.machine(),
        )


def _ended(entry: Entry, begun: float, outcome: str) -> Entry:
    now = time.time()
    return replace(entry, finished=_iso(now), seconds=round(now - begun, 3), outcome=outcome)


def _iso(moment: float) -> str:
    return datetime.datetime.fromtimestamp(moment, tz=datetime.UTC).isoformat(timespec="seconds")
