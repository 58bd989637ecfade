"""Declared tables imply the order; contradictions are refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.chain import order
from pipeline.chain.steps import Step
from pipeline.errors import ChainError


def step(name: str, reads: list[str], writes: list[str]) -> Step:
    return Step(name, Path(name), {}, tuple(reads), tuple(writes), 1, "", ())


def test_a_step_follows_those_whose_tables_it_reads():
    chapters = [step("01", ["b"], ["c"]), step("02", ["raw"], ["a"]), step("03", ["a"], ["b"])]
    assert [item.name for item in order.ordered(chapters)] == ["02", "03", "01"]


def test_independent_steps_go_by_name():
    chapters = [step("03", ["a"], []), step("02", ["a"], []), step("01", [], ["a"]), step("00", ["a"], [])]
    assert [item.name for item in order.ordered(chapters)] == ["01", "00", "02", "03"]


def test_two_writers_of_a_table_are_refused():
    with pytest.raises(ChainError, match="a by 01 and 02"):
        order.ordered([step("02", [], ["a"]), step("01", [], ["a"])])


def test_a_table_that_nobody_writes_is_refused():
    with pytest.raises(ChainError, match=r"nobody writes b \(read by 02\)"):
        order.ordered([step("01", [], ["a"]), step("02", ["a", "b"], [])])


def test_a_cycle_is_refused_with_its_links():
    chapters = [step("01", ["c"], ["a"]), step("02", ["a"], ["b"]), step("03", ["b"], ["c"]), step("04", ["c"], [])]
    with pytest.raises(ChainError, match="01 reads c of 03; 03 reads b of 02; 02 reads a of 01"):
        order.ordered(chapters)


def test_a_step_that_reads_its_own_table_is_a_cycle():
    with pytest.raises(ChainError, match="01 reads a of 01"):
        order.ordered([step("01", ["a"], ["a"])])


CHAPTERS = [step("01", ["raw"], ["a"]), step("02", ["a"], ["b"]), step("03", ["a"], ["c"]), step("04", ["b", "c"], [])]


def test_a_step_waits_for_the_writers_of_what_it_reads():
    assert order.waits(CHAPTERS) == {"01": set(), "02": {"01"}, "03": {"01"}, "04": {"02", "03"}}


def test_what_a_step_needs_and_what_rests_on_it():
    assert order.needed_by(CHAPTERS, "02") == {"01", "02"}
    assert order.needed_by(CHAPTERS, "04") == {"01", "02", "03", "04"}
    assert order.resting_on(CHAPTERS, "02") == {"02", "04"}
    assert order.resting_on(CHAPTERS, "01") == {"01", "02", "03", "04"}
