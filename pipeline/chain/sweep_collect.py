"""What a task of a sweep gives back, taken into the project: put in force as a whole, and recorded, as any run is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

from pipeline.chain import disk, fingerprint, interruption, ledger, lock, origin, runner
from pipeline.chain.fingerprint import Fingerprint
from pipeline.chain.ledger import Content, Entry
from pipeline.chain.origin import Origin
from pipeline.chain.plan import Plan
from pipeline.chain.resolve import Run
from pipeline.chain.staging import Area
from pipeline.chain.sweep_task import Result
from pipeline.data import digests, project
from pipeline.errors import StaleInputError, listed

OWN_LEDGER = "own-ledger.jsonl"
FIELDS = tuple(field.name for field in fields(Entry))

Said = Callable[[str], None]


def collect(result: Result, plan: Plan, *, sweep: str, root: Path, said: Said) -> None:
    """Put a finished run in force, whole or not at all, and append its lines to the edition's ledger.

    Each line keeps, as ``collected``, the digest that it had in its own ledger; see `ledger`.

    Parameters
    ----------
    plan : of the run, made when the sweep began.
    sweep : name of the set.
    said : is told what a stopped process had left, and whom this waits for.

    Raises
    ------
    StaleInputError : the run started from something else than the project holds now (files were changed meanwhile, or
        the worker has another library or environment), or it is not what its own ledger says.
    ChainError : files are in use, the disk is full.
    """
    with _at_work(plan.run, root=root, said=said) as area:
        plan.refuse_changed(root=root)
        area.close()
        area.open(plan.run.edition.method.model_dump(mode="json"))
        record = _own_ledger(result, area)
        closing = _closing(record, result)
        _refuse_other_start(plan, record.steps_of(closing), closing)
        _stage(result, plan, closing, area)
        path, here = project.ledger(plan.run.edition.id, root=root), origin.of(root)
        *steps, last = (_collected(line, sweep, here) for line in record.lines)
        for entry in steps:
            ledger.append(path, entry, warn=said)
        area.intend(ledger.as_record(last))
        area.swap()
        ledger.append(path, last, warn=said)
        area.close()


def record_failure(result: Result, plan: Plan, *, sweep: str, root: Path, said: Said) -> None:
    """Put on record what a stopped run did, and its half-run notebook where a person finds it; nothing else changes.

    Raises
    ------
    StaleInputError : its own ledger is broken.
    """
    with _at_work(plan.run, root=root, said=said) as area:
        area.folder.mkdir(parents=True, exist_ok=True)
        path, here = project.ledger(plan.run.edition.id, root=root), origin.of(root)
        for line in _own_ledger(result, area).lines:
            ledger.append(path, _collected(line, sweep, here), warn=said)
        for name, content in result.failed.items():
            half_run = area.folder / Path(name).name
            half_run.write_bytes(content)
            area.keep_failed(half_run)


@contextmanager
def _at_work(wanted: Run, *, root: Path, said: Said) -> Iterator[Area]:
    """The staging folder of a run, while no other run of the edition is at work; what is incomplete does not stay."""
    area = Area(root=root, edition=wanted.edition.id, run=wanted.name)
    folder, what = area.folder.parent, f"run {wanted.edition.id}/{wanted.name}"
    folders = (folder, area.targets[1][1], project.ledger(wanted.edition.id, root=root).parent)
    with (
        interruption.by_any_signal(),
        disk.trouble_told(what, folders, root=root),
        lock.held(folder, run=wanted.name, wait_seconds=lock.FOREVER, say=said),
    ):
        runner.finish_interrupted(wanted.edition.id, root=root, say=said)
        try:
            yield area
        finally:
            if area.intention() is None:
                area.close()


def _own_ledger(result: Result, area: Area) -> Content:
    """The ledger that a run wrote in its own project, with its chain checked."""
    path = area.folder / OWN_LEDGER
    path.write_bytes(result.ledger)
    try:
        return ledger.read(path)
    finally:
        path.unlink()


def _closing(record: Content, result: Result) -> Mapping[str, Any]:
    closing = record.last_committed(result.name)
    if closing is None or closing["digest"] != record.head:
        raise StaleInputError(
            f"run {result.name}: its own ledger must end with the line that closes it, found {len(record.lines)} lines "
            "without one. Sweep again"
        )
    return closing


def _refuse_other_start(plan: Plan, made: Mapping[str, Mapping[str, Any]], closing: Mapping[str, Any]) -> None:
    """What a run started from must be what it would start from here and now, so that it is kept by a later one."""
    said = [f"{step.name}: not run" for step in plan.steps if not made.get(step.name, {}).get("fingerprint")]
    for step in plan.steps if not said else ():
        recorded = Fingerprint(**made[step.name]["fingerprint"])
        now = plan.fingerprint(step, closing["outputs"])
        if not fingerprint.same(recorded, now):
            said.append(f"{step.name}: {', '.join(fingerprint.differences(recorded, now))}")
    if said:
        raise StaleInputError(
            f"run {plan.run.edition.id}/{plan.run.name}: it must have started from what this project holds, and that is "
            f"something else (from the run to the project): {listed(said)}. Nothing was put in force; have the same "
            "package and environment on every worker, and sweep again"
        )


def _stage(result: Result, plan: Plan, closing: Mapping[str, Any], area: Area) -> None:
    """Write the outputs to the staging folder: those that the chapters declare and the record knows, and no other."""
    declared = {name for step in plan.steps for name in (*step.writes, step.path.name)} | {area.method.name}
    recorded: Mapping[str, str] = closing["outputs"]
    for name in declared & result.files.keys():
        place = area.method if name == area.method.name else area.place(name)
        place.write_bytes(result.files[name])
    found = {name: _digest(area, name) for name in declared & result.files.keys()}
    other = sorted(declared ^ result.files.keys())
    other += sorted(name for name, digest in found.items() if recorded.get(name) != digest)
    if other or found.keys() != recorded.keys():
        raise StaleInputError(
            f"run {result.name}: its outputs must be those that its ledger names; different: "
            f"{listed(other or sorted(found.keys() ^ recorded.keys()))}. Nothing was put in force: sweep again"
        )


def _digest(area: Area, name: str) -> str:
    return digests.of_file(area.method if name == area.method.name else area.place(name))


def _collected(line: Mapping[str, Any], sweep: str, here: Origin) -> Entry:
    """A line of a run's own ledger as an entry of this one."""
    there = {name: line[name] for name in ("digest", "previous")}
    collected = {"sweep": sweep, **there, "commit": here.commit, "dirty": here.dirty}
    return Entry(**{**{name: line[name] for name in FIELDS}, "collected": collected})
