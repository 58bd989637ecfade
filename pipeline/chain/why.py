"""Why each step of a run would run, or would not, without running any."""

from __future__ import annotations

from pathlib import Path

from pipeline.chain import order, selection
from pipeline.chain import plan as planning
from pipeline.chain.fingerprint import SHOWN
from pipeline.chain.resolve import Run
from pipeline.chain.staging import Area


def reasons(wanted: Run, *, root: Path, step: str | None = None) -> dict[str, str]:
    """For each step, in order, what a run would do with it and why, in words; nothing is run or recorded.

    What is told of a step is exact where all that it reads is known; where a step before it has to run, that is said:
    it may still be kept then, if that step gives the same tables again.

    Parameters
    ----------
    wanted : the run.
    step : name of the only step to tell of.

    Raises
    ------
    ParameterError : a step that does not exist.
    ChainError, StaleInputError : see `plan.plan`.
    """
    plan = planning.plan(wanted, root=root)
    if step is not None:
        selection.check_step(plan.steps, step, "step")
    places = Area(root=root, edition=wanted.edition.id, run=wanted.name).places
    waits = order.waits(plan.steps)
    tables: dict[str, str] = {}
    told: dict[str, str] = {}
    stale: set[str] = set()
    for one in plan.steps:
        if before := sorted(waits[one.name] & stale):
            told[one.name] = _depends_on(before)
            stale.add(one.name)
            continue
        verdict = plan.judge(one, plan.fingerprint(one, tables), places=places)
        told[one.name] = verdict.reason
        if verdict.fresh and verdict.line is not None:
            tables |= verdict.line["outputs"]
            told[one.name] += "; new prose is put in" * (verdict.line["notebook"] != one.sources_digest)
        else:
            stale.add(one.name)
    return told if step is None else {step: told[step]}


def _depends_on(before: list[str]) -> str:
    """Of many steps the first few and their number."""
    more = f", and {len(before) - SHOWN} more" * (len(before) > SHOWN)
    return f"depends on {', '.join(before[:SHOWN])}{more}, which {'runs' if len(before) == 1 else 'run'}"
