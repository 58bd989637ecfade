"""Steps start as soon as what they wait for is there, and end together when one fails."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import pytest

from pipeline.chain import scheduler
from pipeline.chain.scheduler import Decision

WAITS = {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}


@dataclass
class Recorder:
    """A chain whose steps do what a test says, and that notes what it is asked."""

    does: dict = field(default_factory=dict)
    decides: dict = field(default_factory=dict)
    said: list = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    looked_ahead: int = 0

    def judge(self, name):
        self.said.append(f"judge {name}")
        return self.decides.get(name, Decision.RUN)

    def start(self, name):
        self.said.append(f"start {name}")
        return self.does.get(name, lambda: name)

    def look_ahead(self):
        self.looked_ahead += 1

    def end(self, name, given):
        self.said.append(f"end {name}")
        if isinstance(given, Exception):
            raise given

    def stop(self):
        self.ended.set()

    def cut(self, name, given):
        self.said.append(f"cut {name} {given}")


def carried_out(chain, *, jobs=1, waits=WAITS, seconds=None):
    scheduler.carry_out(list(waits), waits=waits, chain=chain, jobs=jobs, seconds=seconds or {})
    return [said for said in chain.said if not said.startswith("judge")]


def test_one_at_a_time_goes_in_order():
    assert carried_out(Recorder()) == [f"{what} {name}" for name in "abcd" for what in ("start", "end")]


def test_it_looks_ahead_only_while_a_step_is_at_work_and_has_had_a_head_start(monkeypatch):
    monkeypatch.setattr(scheduler, "HEAD_START_SECONDS", 0.01)
    chain = Recorder(decides=dict.fromkeys("abcd", Decision.KEPT))
    carried_out(chain)
    assert chain.looked_ahead == 0
    chain = Recorder(dict.fromkeys("bd", lambda: threading.Event().wait(0.2)))
    carried_out(chain)
    assert chain.looked_ahead == len("bd")


def test_two_that_wait_for_nothing_more_are_at_work_together():
    together = threading.Barrier(2, timeout=30)
    assert set(carried_out(Recorder(dict.fromkeys("bc", together.wait)), jobs=2)[2:4]) == {"start b", "start c"}


def test_no_more_are_at_work_than_asked_for():
    at_work, most, lock = set(), [], threading.Lock()

    def work(name):
        with lock:
            at_work.add(name)
            most.append(len(at_work))
        threading.Event().wait(0.02)
        with lock:
            at_work.discard(name)

    names = [f"s{number}" for number in range(6)]
    chain = Recorder({name: lambda name=name: work(name) for name in names})
    carried_out(chain, jobs=2, waits=dict.fromkeys(names, ()))
    assert max(most) == 2


def test_a_kept_step_starts_nothing_and_lets_the_next_be_judged():
    chain = Recorder(decides=dict.fromkeys("ab", Decision.KEPT))
    assert carried_out(chain) == ["start c", "end c", "start d", "end d"]
    assert chain.said[:3] == ["judge a", "judge b", "judge c"]


def test_a_step_is_judged_only_when_what_it_reads_is_there():
    chain = Recorder()
    carried_out(chain)
    assert chain.said.index("judge b") > chain.said.index("end a")


def test_what_waits_for_a_step_that_is_left_is_never_judged():
    chain = Recorder(decides={"b": Decision.LEFT})
    assert carried_out(chain) == ["start a", "end a", "start c", "end c"]
    assert "judge d" not in chain.said


def test_what_the_longest_work_waits_for_starts_first():
    waits = {"a": (), "b": (), "c": (), "d": ("c",)}
    started = carried_out(Recorder(), jobs=2, waits=waits, seconds={"a": 1, "b": 2, "c": 1, "d": 9})
    assert started[:2] == ["start c", "start b"]


def test_a_failure_ends_the_others_and_starts_nothing_more():
    chain = Recorder()
    chain.does = {"b": lambda: ValueError("b failed"), "c": lambda: chain.ended.wait(30)}
    with pytest.raises(ValueError, match="b failed"):
        carried_out(chain, jobs=2)
    assert chain.said[-2:] == ["end b", "cut c True"]
    assert "judge d" not in chain.said


def test_work_that_was_ended_by_force_gave_nothing():
    def interrupted():
        chain.ended.wait(30)
        raise KeyboardInterrupt

    chain = Recorder()
    chain.does = {"b": lambda: ValueError("b failed"), "c": interrupted}
    with pytest.raises(ValueError, match="b failed"):
        carried_out(chain, jobs=2)
    assert chain.said[-1] == "cut c None"


def test_an_error_in_the_work_itself_is_raised():
    def full():
        raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        carried_out(Recorder({"a": full}))
