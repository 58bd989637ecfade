"""Which steps are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.chain import selection
from pipeline.chain.selection import Choices
from pipeline.chain.steps import Step
from pipeline.errors import ParameterError


def step(name: str, reads: list[str], writes: list[str]) -> Step:
    return Step(name, Path(name), {}, tuple(reads), tuple(writes), 1, "", ())


STEPS = [step("01", [], ["a"]), step("02", ["a"], ["b"]), step("03", ["a"], ["c"]), step("04", ["b"], ["d"])]
ALL = {"01", "02", "03", "04"}


@pytest.mark.parametrize(
    ("choices", "wanted", "forced"),
    [
        (Choices(), ALL, set()),
        (Choices(force=True), ALL, ALL),
        (Choices(from_="02"), ALL, {"02", "04"}),
        (Choices(until="02"), {"01", "02"}, set()),
        (Choices(until="02", force=True), {"01", "02"}, {"01", "02"}),
        (Choices(from_="01", until="02"), {"01", "02"}, {"01", "02"}),
        (Choices(only="02"), {"02"}, {"02"}),
    ],
)
def test_what_is_asked_for(choices, wanted, forced):
    found = selection.select(STEPS, choices)
    assert (found.wanted, found.forced) == (wanted, forced)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (Choices(from_="05"), r"--from 05: there is no step '05'; known: 01"),
        (Choices(until="x"), "--until x: there is no step"),
        (Choices(only="02", force=True), "--only names the one step to run: leave out --force"),
        (Choices(from_="03", until="04"), r"--from 03 --until 04: .* 04 does not rest on 03"),
        (Choices(jobs=0), "--jobs 0: at least one step at a time"),
        (Choices(timeout_seconds=0), "--timeout 0: a number of seconds above 0"),
    ],
)
def test_choices_that_make_no_sense_are_refused(choices, said):
    with pytest.raises(ParameterError, match=said):
        selection.select(STEPS, choices)


def test_there_is_at_least_one_core():
    assert selection.cores() >= 1
