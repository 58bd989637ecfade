"""The audit of an edition: the chapters that look at an index, at full depth, as a run of its own.

``pii audit open-2024 --preset gii`` makes the run ``audit-gii``: the edition under its own method, with the depth and the
admissible choices of ``params/audits/gii.yaml``, and the chapter ``11_audit`` in the place of profiles and report. What the
nominal run left stays as it is. Like any run it is cached, resumed, recorded in the ledger and verified.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.chain import resolve, steps
from pipeline.chain.resolve import Run
from pipeline.data import params
from pipeline.data.environment import SCHEDULER, WORKERS
from pipeline.errors import ParameterError
from pipeline.framework.audit import PREFIX
from pipeline.framework.sweep import Variant

DRAWS = "n_draws"


def wanted(edition: str, *, preset: str, root: Path, parameters: Sequence[str] = (), draws: int | None = None) -> Run:
    """The run that audits an edition.

    Parameters
    ----------
    preset : of ``params/audits``.
    parameters : ``name=value``, instead of or beside what the preset sets; ``seed`` and ``language`` too.
    draws : joint draws, instead of the preset's.

    Raises
    ------
    FrameworkError : an edition or preset that does not exist or contradicts itself.
    ParameterError : a parameter that does not exist, does not fit or steers nothing.
    """
    chosen = params.load_preset(preset, root=root)
    asked = resolve.read_changes([*parameters, *([f"{DRAWS}={draws}"] if draws is not None else [])])
    changes = {**resolve.read_changes(Variant(parameters=chosen.changes).texts), **asked}
    return resolve.resolve(
        edition, root=root, parameters=[f"{name}={text}" for name, text in changes.items()], name=chosen.run_name
    )


def workers(n_workers: int | None, scheduler: str | None) -> dict[str, str]:
    """What tells a chapter who shares its draws: part of the environment, as it changes no number.

    Raises
    ------
    ParameterError : both asked for, or fewer than one process.

    >>> workers(2, None), workers(None, None)
    ({'PII_WORKERS': '2'}, {})
    """
    if n_workers is not None and scheduler is not None:
        raise ParameterError("--workers and --scheduler: one of them says who computes, found both. Leave one out")
    if n_workers is not None and n_workers < 1:
        raise ParameterError(f"--workers {n_workers}: at least one process is expected. Choose 1 or more")
    asked = {WORKERS: n_workers, SCHEDULER: scheduler}
    return {name: str(value) for name, value in asked.items() if value is not None}


def refuse_name(run: Run) -> None:
    """Refuse a run of the edition under the name of an audit: another audit could stand on its tables.

    Raises
    ------
    ParameterError
    """
    if run.kind == steps.AUDIT:
        raise ParameterError(
            f"run {run.name!r}: names that begin with {PREFIX!r} are those of audits. Choose another name with --as NAME, "
            f"or run pii audit {run.edition.id} --preset {run.name.removeprefix(PREFIX)}"
        )
