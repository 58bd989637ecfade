"""Everything that is known, and checked, before the first kernel starts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.chain import ledger, order, resolve, steps
from pipeline.chain.resolve import Run
from pipeline.chain.steps import Step
from pipeline.data import assembly, params, project, sources, store
from pipeline.data.chapter import RAW
from pipeline.errors import ChainError, DataError, StaleInputError, listed
from pipeline.framework.edition import Edition

REPLICATION = "replication.csv"
CORRECTIONS = "corrections.yaml"
ABSENT = "not there"
YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True)
class Plan:
    """What a run is going to do: its steps in order, and the digests of what it starts from."""

    run: Run
    steps: tuple[Step, ...]
    raw: Mapping[str, str]
    parameter_files: Mapping[str, str]

    def inputs(self, step: Step, tables: Path) -> dict[str, str]:
        """Digests of what a step reads: its tables, the raw files if it declares them, the parameter files."""
        read = {name: store.digest(tables / name) for name in step.reads if name != RAW}
        return {**read, **(self.raw if RAW in step.reads else {}), **self.parameter_files}

    def refuse_changed(self, *, root: Path, step: Step | None = None) -> None:
        """Refuse to go on where a file is no longer the one on record: chapters read it anew, the record would be false.

        Parameters
        ----------
        step : the one about to start, whose notebook is looked at too; one that has run is on record as it was run.

        Raises
        ------
        StaleInputError : every such file, with what was recorded and what is found.
        """
        recorded = {**self._absent(), **self.raw, **self.parameter_files}
        found = {name: _digest_now(root / name) for name in recorded}
        if step is not None:
            notebook = project.shown(step.path, root)
            recorded[notebook], found[notebook] = step.sources_digest, _sources_now(step.path)
        changed = [f"{name} was {was}, is {found[name]}" for name, was in recorded.items() if found[name] != was]
        if changed:
            raise StaleInputError(
                f"run {self.run.edition.id}/{self.run.name}: what a run reads must stay as it was when the run began; "
                f"different: {listed(changed)}. No table and no report was changed: run again"
            )

    def _absent(self) -> dict[str, str]:
        """Corrections that a source does not have, and that chapters would read if they appeared."""
        folders = sorted({Path(name).parent for name in self.raw})
        return {(folder / CORRECTIONS).as_posix(): ABSENT for folder in folders}


def plan(run: Run, *, root: Path) -> Plan:
    """Check notebooks, order, parameters, raw files and data of a run; nothing is run and nothing is written.

    Raises
    ------
    ParameterError, ChainError : see `steps.read`, `order.ordered`, `resolve.refuse_unused`.
    StaleInputError : a raw file that is not the one its source.yaml describes.
    DataError : data that break their contract, see `assembly.gather` and `assembly.published`.
    """
    chapters = order.ordered(steps.discover(root))
    resolve.refuse_unused(run, chapters)
    _refuse_unproven(run, chapters)
    ledger.read(project.ledger(run.edition.id, root=root))
    planned = Plan(
        run=run,
        steps=tuple(chapters),
        raw=raw_digests(run.edition, root=root),
        parameter_files=parameter_digests(run.edition, root=root),
    )
    _gathered(run.edition, root=root)
    return planned


def raw_digests(edition: Edition, *, root: Path) -> dict[str, str]:
    """SHA-256 of every raw file of an edition, each table's compared with what its source.yaml says.

    Raises
    ------
    StaleInputError : every file that is absent or differs, by name.
    """
    incomplete = edition.about.incomplete
    paths = _files_of_sources(edition, root=root) if incomplete else assembly.raw_files(edition, root=root)
    absent = [project.shown(path, root) for path in paths if not path.is_file()]
    if absent:
        raise StaleInputError(
            f"edition {edition.id}: raw files are expected and not there: {listed(absent)}. Restore them"
        )
    digests = {project.shown(path, root): store.digest(path) for path in paths}
    expected = _described(paths, root=root)
    changed = [name for name, digest in digests.items() if expected.get(name, digest) != digest]
    if changed:
        raise StaleInputError(
            f"edition {edition.id}: raw files must be the ones that their source.yaml describes (sha256); "
            f"different: {listed(f'{name} is {digests[name]}, not {expected[name]}' for name in changed)}. "
            "Raw files are never edited: restore them"
        )
    return digests


def parameter_digests(edition: Edition, *, root: Path) -> dict[str, str]:
    """SHA-256 of every parameter file; hidden files, which systems and editors leave and change, are none."""
    paths = params.parameter_files(edition.id, edition.method.name, root=root)
    return {project.shown(path, root): store.digest(path) for path in paths if not path.name.startswith(".")}


def _digest_now(path: Path) -> str:
    return store.digest(path) if path.is_file() else ABSENT


def _sources_now(path: Path) -> str:
    if not path.is_file():
        return ABSENT
    try:
        return steps.read(path).sources_digest
    except ChainError as error:
        return f"refused ({error})"


def _files_of_sources(edition: Edition, *, root: Path) -> list[Path]:
    """Every table of every source that an incomplete edition names so far."""
    named = {table.split("/")[0] for source in edition.sources.indicators.values() for table in source.tables}
    described = [sources.describe(name, root=root) for name in sorted(named)]
    return [item.folder / table.file for item in described for table in item.source.tables.values()]


def _described(paths: Sequence[Path], *, root: Path) -> dict[str, str]:
    """What the descriptions beside raw files promise: path -> sha256."""
    described = [sources.describe(name, root=root) for name in sorted({path.parent.name for path in paths})]
    return {
        project.shown(item.folder / table.file, root): table.sha256
        for item in described
        for table in item.source.tables.values()
    }


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
    chapters = order.ordered(steps.discover(root))
    raw = raw_digests(edition, root=root)
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
        said.append(_gathered(edition, root=root))
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


def _gathered(edition: Edition, *, root: Path) -> str:
    """Read and check the data as the chapters will, published totals included; say how many values there are."""
    gathered = assembly.gather(edition, root=root)
    assembly.published(edition, root=root)
    present = int(gathered.values["value"].notna().sum())
    if not present:
        raise DataError(f"edition {edition.id}: at least one value is expected, found none. See sources.yaml")
    years = gathered.values["data_year"].value_counts().sort_index(ascending=False)
    told = ", ".join(f"{year}: {count}" for year, count in years.items())
    blank = gathered.values[gathered.values["value"].isna()]
    cells = listed(f"{row.code} {row.unit_code} ({row.origin})" for row in blank.itertuples())
    return (
        f"data: {present} of {len(gathered.values)} values of {len(edition.framework.indicators)} indicators and "
        f"{len(edition.framework.outcomes)} outcomes present; by data year: {told}; blank: {cells or 'none'}"
    )
