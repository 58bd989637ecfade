"""Everything that is known, and checked, before the first kernel starts."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.chain import fingerprint, freshness, imports, ledger, order, raw_data, resolve, steps
from pipeline.chain.fingerprint import Fingerprint
from pipeline.chain.freshness import Verdict
from pipeline.chain.imports import ImportGraph
from pipeline.chain.ledger import Content
from pipeline.chain.resolve import Run
from pipeline.chain.steps import Step
from pipeline.data import digests, params, project
from pipeline.data.schema import RAW
from pipeline.errors import ChainError, StaleInputError, listed
from pipeline.framework.edition import Edition

REPLICATION = "replication.csv"
CORRECTIONS = "corrections.yaml"
RAW_FOLDER = "data/raw/"
ABSENT = "not there"
YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True)
class Start:
    """What every step of a run starts from, beside its tables: parts of the edition, environment, modules."""

    run: Run
    parts: Mapping[str, str]
    environment: str
    graph: ImportGraph

    def fingerprint(self, step: Step, read: Mapping[str, str]) -> Fingerprint:
        """What a step starts from, given the digests of the tables and raw files that it reads."""
        return fingerprint.of(
            step,
            parameters=self.run.parameters(step),
            inputs={**read, **self.parts},
            environment=self.environment,
            graph=self.graph,
        )


@dataclass(frozen=True)
class Plan:
    """What a run is going to do: its steps in order, what is on record, and the digests of what it starts from.

    ``data_on_record``: the record holds a step that read these raw data under these parameters with this code; they
    were checked before it, and need not be again.
    """

    run: Run
    steps: tuple[Step, ...]
    raw: Mapping[str, str]
    parameter_files: Mapping[str, str]
    record: Content
    start: Start
    data_on_record: bool

    def step(self, name: str) -> Step:
        """A step by its name."""
        return next(step for step in self.steps if step.name == name)

    def modules(self, names: Collection[str]) -> list[str]:
        """The project's modules that the notebooks of these steps import themselves."""
        return self.start.graph.named(source for step in self.steps if step.name in names for source in step.code)

    def fingerprint(self, step: Step, tables: Mapping[str, str]) -> Fingerprint:
        """What a step starts from, given the digests of all tables so far."""
        return self.start.fingerprint(step, self._read(step, tables))

    def judge(self, step: Step, now: Fingerprint, *, places: Sequence[Path], force: bool = False) -> Verdict:
        """Whether a step has to run, and why; see `freshness.judge`."""
        return freshness.judge(step, now, run=self.run.name, lines=self.record.lines, places=places, force=force)

    def inputs(self, step: Step, tables: Mapping[str, str]) -> dict[str, str]:
        """Digests of what a step reads: its tables, the raw files if it declares them, the parameter files."""
        return {**self._read(step, tables), **self.parameter_files}

    def _read(self, step: Step, tables: Mapping[str, str]) -> dict[str, str]:
        read = {name: tables[name] for name in step.reads if name != RAW}
        return {**read, **(self.raw if RAW in step.reads else {})}

    def check_data(self, *, root: Path) -> None:
        """Read and check the data, unless that was done before.

        Raises
        ------
        DataError : data that break their contract.
        """
        if not self.data_on_record and any(RAW in step.reads for step in self.steps):
            raw_data.gathered(self.run.edition, root=root)

    def refuse_changed(
        self, *, root: Path, step: Step | None = None, rests_on: Fingerprint | None = None, begins: bool = False
    ) -> None:
        """Refuse to go on where a file is no longer the one on record: chapters read it anew, the record would be false.

        Parameters
        ----------
        step, rests_on : the one that begins or ends, with what it starts from: the modules that it imports are looked
            at too. One that has ended before is on record as it was run.
        begins : look at its notebook as well.

        Raises
        ------
        StaleInputError : every such file, with what was recorded and what is found.
        """
        recorded = {**_absent(self.raw), **self.raw, **self.parameter_files}
        found = {name: _digest_now(root / name) for name in recorded}
        if step is not None and rests_on is not None:
            recorded |= rests_on.modules
            found |= dict.fromkeys(rests_on.modules, ABSENT) | _graph(root).digests(step.code)
        if step is not None and begins:
            notebook = project.shown(step.path, root)
            recorded[notebook], found[notebook] = step.sources_digest, _sources_now(step.path)
        changed = [f"{name} was {was}, is {found[name]}" for name, was in recorded.items() if found[name] != was]
        if changed:
            raise StaleInputError(
                f"run {self.run.edition.id}/{self.run.name}: what a run reads must stay as it was when the run began; "
                f"different: {listed(changed)}. No table and no report was changed: run again"
            )


def plan(run: Run, *, root: Path, raw: Mapping[str, str] | None = None) -> Plan:
    """Check notebooks, order, parameters and raw files of a run; nothing is run, and the data are not read yet.

    Parameters
    ----------
    raw : digests of the raw files, where they were found out just now for a run that prepares the same data.

    Raises
    ------
    ParameterError, ChainError : see `steps.read`, `order.ordered`, `resolve.refuse_unused`.
    StaleInputError : a raw file that is not the one its source.yaml describes; a ledger that was changed.
    """
    chapters = order.ordered(steps.discover(root, kind=run.kind))
    resolve.refuse_unused(run, chapters)
    _refuse_unproven(run, chapters)
    record = ledger.read(project.ledger(run.edition.id, root=root))
    parts = fingerprint.edition_parts(run.edition)
    start = Start(run, parts, fingerprint.environment_digest(root), _graph(root))
    known = _raw_on_record(start, chapters, record, root=root)
    found = raw if known is None else known
    return Plan(
        run=run,
        steps=tuple(chapters),
        raw=raw_data.digests_of(run.edition, root=root) if found is None else found,
        parameter_files=parameter_digests(run.edition, root=root),
        record=record,
        start=start,
        data_on_record=known is not None,
    )


def parameter_digests(edition: Edition, *, root: Path) -> dict[str, str]:
    """SHA-256 of every parameter file; hidden files, which systems and editors leave and change, are none."""
    paths = params.parameter_files(edition, root=root)
    return {project.shown(path, root): digests.of_file(path) for path in paths if not path.name.startswith(".")}


def _raw_on_record(start: Start, chapters: Sequence[Step], record: Content, *, root: Path) -> dict[str, str] | None:
    """The raw files that the record names, where nothing has changed that chooses them, and none of them has.

    To find them out otherwise, and to read them, takes pandas, which an unchanged run is spared.
    """
    reader = next((step for step in chapters if RAW in step.reads), None)
    made = [
        recorded
        for line in record.lines_of(start.run.name)
        if reader is not None and line["step"] == reader.name and line["outcome"] in ledger.MADE
        if (recorded := fingerprint.from_record(line.get("fingerprint") or {})) is not None
    ]
    if reader is None or not made:
        return None
    read = {name: digest for name, digest in made[-1].inputs.items() if name not in start.parts}
    raw = {name: _digest_now(root / name) for name in read if name.startswith(RAW_FOLDER)}
    if any((root / name).is_file() for name in _absent(raw)):
        return None
    return raw if fingerprint.same(made[-1], start.fingerprint(reader, {**read, **raw})) else None


def _absent(raw: Mapping[str, str]) -> dict[str, str]:
    """Corrections that a source does not have, and that chapters would read if they appeared."""
    folders = sorted({Path(name).parent for name in raw})
    names = [(folder / CORRECTIONS).as_posix() for folder in folders]
    return {name: ABSENT for name in names if name not in raw}


def _graph(root: Path) -> ImportGraph:
    return ImportGraph(memory=imports.memory(root))


def _digest_now(path: Path) -> str:
    return digests.of_file(path) if path.is_file() else ABSENT


def _sources_now(path: Path) -> str:
    if not path.is_file():
        return ABSENT
    try:
        return steps.read(path).sources_digest
    except ChainError as error:
        return f"refused ({error})"


def _refuse_unproven(run: Run, chapters: Sequence[Step]) -> None:
    """A replication edition needs a chapter that compares it with its published totals."""
    if run.edition.about.published and not any(REPLICATION in step.writes for step in chapters):
        raise ChainError(
            f"edition {run.edition.id}: a comparison with published totals is declared, and no notebook writes "
            f"{REPLICATION}. Declare it in WRITES of the chapter that compares"
        )


def check(name: str, *, root: Path) -> list[str]:
    """Validate an edition without running a notebook: parameters, notebooks, order, raw files, and the data.

    Returns what was looked at, one sentence each.

    An edition marked incomplete is checked as far as it goes; its data are not gathered.

    Raises
    ------
    PipelineError : the first contradiction; within one kind of check everything at once.
    """
    edition = params.load_edition(name, root=root)
    chapters = order.ordered(steps.discover(root, kind=steps.EDITION))
    raw = raw_data.digests_of(edition, root=root)
    said = [
        (
            f"parameters: {len(parameter_digests(edition, root=root))} files, {len(edition.framework.indicators)} "
            f"indicators, {len(edition.units.codes)} units, method {edition.method.name}"
        ),
        f"notebooks: {len(chapters)} in the order {', '.join(step.name for step in chapters)}",
        f"raw files: {len(raw)}, each with its digest",
        *_other_years(edition),
    ]
    ledger.read(project.ledger(name, root=root))
    if edition.about.incomplete:
        unsourced = [node.code for node in edition.coded if node.code not in edition.sources.indicators]
        said.append(f"data: not gathered, the edition is incomplete; without a source: {listed(unsourced) or 'none'}")
    else:
        said.append(raw_data.gathered(edition, root=root))
    return said


def _other_years(edition: Edition) -> list[str]:
    """A name that still carries the year of the edition it was copied from."""
    about = edition.about
    found = {year for text in (about.name_vi, about.name_en) for year in YEAR.findall(text)} - {str(about.year)}
    return (
        [f"look again: the edition's names speak of {', '.join(sorted(found))}, its year is {about.year}"]
        if found
        else []
    )
