"""What of a chain is asked for: all that is stale, one step, the steps from one on, or up to one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.chain import order
from pipeline.chain.steps import Step
from pipeline.errors import ParameterError, nearest


@dataclass(frozen=True)
class Choices:
    """How a run is carried out; none of it changes a number.

    ``jobs``: steps at once (default: the cores that the process may use); ``force``: run every step whatever the record
    says; ``from_``, ``only``, ``until``: names of steps; ``wait_seconds``: for another run of the edition;
    ``timeout_seconds``: for each step.
    """

    jobs: int | None = None
    force: bool = False
    from_: str | None = None
    only: str | None = None
    until: str | None = None
    wait_seconds: float = 0.0
    timeout_seconds: float | None = None


@dataclass(frozen=True)
class Selection:
    """Names of the steps that may run, and of those that run whatever the record says."""

    wanted: frozenset[str]
    forced: frozenset[str]


def select(steps: Sequence[Step], choices: Choices) -> Selection:
    """Steps by name; ``steps`` are in order.

    ``from_``: that step and all that rest on it run again; an earlier one runs if it is stale. ``until``: nothing runs
    that the named step does not need. ``only``: nothing else runs.

    Raises
    ------
    ParameterError : a step that does not exist, choices that exclude each other, or a number that is none of steps.
    """
    for option, name in (("--from", choices.from_), ("--only", choices.only), ("--until", choices.until)):
        if name is not None:
            check_step(steps, name, option)
    if choices.jobs is not None and choices.jobs < 1:
        raise ParameterError(f"--jobs {choices.jobs}: at least one step at a time is expected. Choose 1 or more")
    if choices.timeout_seconds is not None and choices.timeout_seconds <= 0:
        raise ParameterError(f"--timeout {choices.timeout_seconds:g}: a number of seconds above 0 is expected")
    if choices.only is not None:
        if choices.force or choices.from_ or choices.until:
            raise ParameterError("--only names the one step to run: leave out --force, --from and --until")
        return Selection(frozenset({choices.only}), frozenset({choices.only}))
    everything = frozenset(step.name for step in steps)
    wanted = everything if choices.until is None else order.needed_by(steps, choices.until)
    forced = everything if choices.force else frozenset()
    if choices.from_ is not None:
        if choices.from_ not in wanted:
            raise ParameterError(
                f"--from {choices.from_} --until {choices.until}: a step that the last one needs is expected, and "
                f"{choices.until} does not rest on {choices.from_}. Choose another"
            )
        forced |= order.resting_on(steps, choices.from_)
    return Selection(wanted, forced & wanted)


def check_step(steps: Sequence[Step], name: str, option: str) -> None:
    """Refuse the name of a step that does not exist.

    Raises
    ------
    ParameterError
    """
    names = [step.name for step in steps]
    if name not in names:
        raise ParameterError(f"{option} {name}: there is no step {name!r}; {nearest(name, names)}. Correct its name")


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
