"""What is said of a value beside itself."""

from __future__ import annotations

from pipeline.framework import observation


def test_a_computed_value_is_trusted_as_its_weakest_part():
    assert observation.weakest([["A", "A", "A"], ["A", "P", "E"]]).tolist() == ["A", "P", "E"]


def test_a_missing_part_says_nothing_of_the_others_and_missing_parts_alone_stay_missing():
    assert observation.weakest([["O", "O"], ["P", "O"]]).tolist() == ["P", "O"]
