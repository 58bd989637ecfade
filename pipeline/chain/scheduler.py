"""Steps at work at the same time: each as soon as what it waits for is there, at most so many at once.

What is decided, recorded and moved happens in the caller's thread, one thing after another; only the work itself is done
in threads.
"""

from __future__ import annotations

import enum
import heapq
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

Result = TypeVar("Result")

HEAD_START_SECONDS = 0.6  # of what has just been started, which is slower to start while this process computes
ENDING_SECONDS = 0.2  # between two calls to end what is at work: a kernel that was just starting may miss the first


class Decision(enum.Enum):
    """Of a step whose inputs are known: nothing to do, do it, or leave it and all that wait for it."""

    KEPT = enum.auto()
    RUN = enum.auto()
    LEFT = enum.auto()


class Chain(Protocol[Result]):
    """What a scheduler carries out; every method is called in the thread of `carry_out`."""

    def judge(self, name: str) -> Decision:
        """Decide on a step; everything that it waits for is kept or done."""

    def start(self, name: str) -> Callable[[], Result]:
        """Prepare a step; the work itself, for a thread."""

    def look_ahead(self) -> None:
        """Do what the steps to come will need, while others are at work; may be called many times."""

    def end(self, name: str, given: Result) -> None:
        """Take over what a step's work gave; an error stops the others."""

    def stop(self) -> None:
        """End the work of every thread; called until none is at work."""

    def cut(self, name: str, given: Result | None) -> None:
        """A step that others stopped: what it gave where it was done all the same, or None."""


def carry_out(
    names: Sequence[str],
    *,
    waits: Mapping[str, Collection[str]],
    chain: Chain[Result],
    jobs: int,
    seconds: Mapping[str, float],
) -> None:
    """Carry out every step that is not left, and nothing after the first failure.

    Parameters
    ----------
    names : of the steps, in an order in which each comes after those that it waits for.
    waits : for each the names of those that it waits for.
    jobs : how many may be at work at once.
    seconds : how long steps took, as far as it is known; what the longest work waits for is done first.

    Raises
    ------
    Whatever ``chain`` or the work raises; all that was at work has then ended.
    """
    urgency = _urgency(names, waits, seconds) if jobs > 1 else {}
    state = _State(names, {name: set(waits[name]) for name in names}, chain, urgency)
    with ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="step") as pool:
        try:
            state.judge_ready()
            while state.queue or state.at_work:
                while state.queue and len(state.at_work) < jobs:
                    name = heapq.heappop(state.queue)[-1]
                    state.at_work[pool.submit(chain.start(name))] = name
                done, _ = wait(state.at_work, timeout=HEAD_START_SECONDS, return_when=FIRST_COMPLETED)
                if not done:
                    chain.look_ahead()
                    done, _ = wait(state.at_work, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=lambda one: names.index(state.at_work[one])):
                    name = state.at_work[future]
                    given = future.result()
                    del state.at_work[future]
                    chain.end(name, given)
                    state.release(name)
                state.judge_ready()
        except BaseException:
            _end(state.at_work, chain)
            raise


@dataclass
class _State(Generic[Result]):
    """Which steps wait for what, which may start (most urgent first), and which are at work."""

    names: Sequence[str]
    waiting: dict[str, set[str]]
    chain: Chain[Result]
    urgency: Mapping[str, float]
    queue: list[tuple[float, int, str]] = field(default_factory=list)
    at_work: dict[Future[Result], str] = field(default_factory=dict)

    def judge_ready(self) -> None:
        """Decide on every step whose inputs are known; a kept one makes others ready."""
        while ready := [name for name, before in self.waiting.items() if not before]:
            name = ready[0]
            del self.waiting[name]
            decision = self.chain.judge(name)
            if decision is Decision.KEPT:
                self.release(name)
            elif decision is Decision.RUN:
                heapq.heappush(self.queue, (-self.urgency.get(name, 0.0), self.names.index(name), name))

    def release(self, name: str) -> None:
        for before in self.waiting.values():
            before.discard(name)


def _urgency(
    names: Sequence[str], waits: Mapping[str, Collection[str]], seconds: Mapping[str, float]
) -> dict[str, float]:
    """How long a step and the longest line of steps after it take; one of which nothing is known counts as the mean."""
    usual = sum(seconds.values()) / len(seconds) if seconds else 1.0
    found: dict[str, float] = {}
    for name in reversed(names):
        after = max((found[other] for other in found if name in waits[other]), default=0.0)
        found[name] = seconds.get(name, usual) + after
    return found


def _end(at_work: Mapping[Future[Result], str], chain: Chain[Result]) -> None:
    """End what is at work and wait until it has ended; what was done all the same is handed over."""
    chain.stop()
    while any(not future.done() for future in at_work):
        chain.stop()
        wait(at_work, timeout=ENDING_SECONDS)
    for future, name in at_work.items():
        chain.cut(name, None if future.exception() is not None else future.result())
