"""A declared set of runs as it applies to an edition: every run planned, or left out with its reason, before one starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.chain import plan as planning
from pipeline.chain import resolve, sweep_results, sweep_task
from pipeline.chain.plan import Plan
from pipeline.chain.resolve import Run
from pipeline.data import params, project, yaml_text
from pipeline.errors import ChainError, FrameworkError, ParameterError, listed, nearest
from pipeline.framework.edition import Edition
from pipeline.framework.sweep import Sweep, Variant

FOLDER = "params/sweeps"


@dataclass(frozen=True)
class Declared:
    """A set for an edition: the plans of its runs, and those that are not run, with the reason."""

    sweep: Sweep
    nominal: Run
    plans: Mapping[str, Plan]
    not_run: Mapping[str, str]


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
    where = project.shown(path.resolve(), root)
    return Sweep.read({"name": path.stem, **yaml_text.read(path, where=where)}, where=where)


def declare(edition: str, over: str, *, root: Path) -> Declared:
    """A set for an edition, with everything checked that can be before a run starts.

    Raises
    ------
    FrameworkError : no such edition or set, or one that contradicts itself.
    ParameterError : every run that the edition cannot have, at once.
    ChainError, StaleInputError : see `plan.plan`; no chapter writes the scores that results are read from.
    """
    found = read(over, root=root)
    nominal = resolve.resolve(edition, root=root)
    plans: dict[str, Plan] = {}
    not_run: dict[str, str] = {}
    faults = []
    for name, variant in found.variants.items():
        try:
            plans[name] = _planned(edition, name, variant, list(plans.values()), root=root)
        except (ParameterError, FrameworkError) as error:
            inadmissible = _inadmissible(variant, nominal.edition, root=root)
            if inadmissible and found.skip_inadmissible:
                not_run[name] = inadmissible
            else:
                faults.append(f"{name}: {inadmissible or error}")
    if faults:
        raise ParameterError(
            f"sweep {found.name} of edition {edition}: every run must be possible, and {len(faults)} are not: "
            f"{listed(faults)}. Nothing was started; correct them, or have inadmissible ones left out with "
            "`skip_inadmissible: true`"
        )
    return Declared(found, nominal, plans, not_run)


def _planned(edition: str, name: str, variant: Variant, others: list[Plan], *, root: Path) -> Plan:
    """The plan of one run; raw files are digested once for all runs that prepare the same data."""
    wanted = sweep_task.resolved(edition, name, variant, root=root)
    preparation = wanted.edition.method.preparation
    alike = (other for other in others if other.run.edition.method.preparation == preparation)
    plan = planning.plan(wanted, root=root, raw=next((other.raw for other in alike), None))
    if not any(sweep_results.SCORES in step.writes for step in plan.steps):
        raise ChainError(
            f"notebooks: a chapter that writes {sweep_results.SCORES} is expected, which results are read from. Add it"
        )
    return plan


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
