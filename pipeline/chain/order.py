"""The order of the steps that their declared tables imply."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Sequence

from pipeline.chain.steps import Step
from pipeline.data.schema import RAW
from pipeline.errors import ChainError, listed


def ordered(steps: Sequence[Step]) -> list[Step]:
    """Every step after those whose tables it reads; by name among the ready.

    Raises
    ------
    ChainError : a name that two steps write, a table that none writes, or a cycle.
    """
    writer = _writers(steps)
    _refuse_unwritten(steps, writer)
    waiting = {name: set(before) for name, before in waits(steps).items()}
    by_name = {step.name: step for step in steps}
    ready = sorted(name for name, before in waiting.items() if not before)
    done: list[Step] = []
    while ready:
        name = heapq.heappop(ready)
        done.append(by_name[name])
        for other, before in waiting.items():
            if name in before:
                before.remove(name)
                if not before:
                    heapq.heappush(ready, other)
    if len(done) < len(steps):
        _refuse_cycle(waiting, writer, by_name)
    return done


def waits(steps: Sequence[Step]) -> dict[str, frozenset[str]]:
    """For each step of an ordered chain the steps whose tables it reads."""
    writer = _writers(steps)
    return {step.name: frozenset(writer[name] for name in step.reads if name != RAW) for step in steps}


def needed_by(steps: Sequence[Step], name: str) -> frozenset[str]:
    """A step and every one that it depends on, directly or through others."""
    before = waits(steps)
    found, waiting = set(), [name]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += before[current]
    return frozenset(found)


def resting_on(steps: Sequence[Step], name: str) -> frozenset[str]:
    """A step and every one that depends on it, directly or through others."""
    found = {name}
    for step in steps:  # in order: what a step waits for comes before it
        if found & waits(steps)[step.name]:
            found.add(step.name)
    return frozenset(found)


def _writers(steps: Sequence[Step]) -> dict[str, str]:
    writers: dict[str, list[str]] = {}
    for step in steps:
        for name in step.writes:
            writers.setdefault(name, []).append(step.name)
    twice = [f"{name} by {' and '.join(sorted(found))}" for name, found in sorted(writers.items()) if len(found) > 1]
    if twice:
        raise ChainError(f"notebooks: each table has one writer; written twice: {listed(twice)}. Correct their WRITES")
    return {name: found[0] for name, found in writers.items()}


def _refuse_unwritten(steps: Sequence[Step], writer: dict[str, str]) -> None:
    orphans = [f"{name} (read by {s.name})" for s in steps for name in s.reads if name != RAW and name not in writer]
    if orphans:
        raise ChainError(
            f"notebooks: every table that is read needs a step that writes it; nobody writes {listed(orphans)}. "
            "Correct READS or WRITES"
        )


def _refuse_cycle(waits: dict[str, set[str]], writer: dict[str, str], by_name: dict[str, Step]) -> None:
    """Walk back from any waiting step until one comes round again, and name the round."""
    here = min(name for name, before in waits.items() if before)
    path = [here]
    while path.count(here) < 2:
        here = min(waits[here])
        path.append(here)
    round_ = path[path.index(here) :]
    links = []
    for reader, source in itertools.pairwise(round_):
        table = next(name for name in by_name[reader].reads if writer.get(name) == source)
        links.append(f"{reader} reads {table} of {source}")
    raise ChainError(f"notebooks: steps must not wait for each other, found the cycle {listed(links)}. Correct READS")
