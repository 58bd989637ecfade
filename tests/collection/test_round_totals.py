"""Printed totals that a round's sums are held against."""

from __future__ import annotations

import pytest

from pipeline.collection import round_totals
from pipeline.collection.plausibility import Total
from pipeline.errors import DataError

HEADER = "code,value,tolerance,source\n"


def written(folder, text):
    (folder / round_totals.FILE).write_text(text, encoding="utf-8")
    return round_totals.read(folder, ["a", "b"])


def test_none_are_needed(tmp_path):
    assert round_totals.read(tmp_path, ["a"]) == ()


def test_totals_are_read_with_their_tolerance(tmp_path):
    found = written(tmp_path, HEADER + "a,120.5,0.5,Yearbook\nb,0,0,Yearbook\n")
    assert found == (Total("a", 120.5, 0.5), Total("b", 0.0, 0.0))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,value\na,1\n", "the columns code, value, tolerance, source are expected, found code, value"),
        (HEADER + "c,1,0,X\n", "line 2: 'c' is not asked in this round"),
        (HEADER + "a,many,0,X\n", "line 2: a value and a tolerance of 0 or more are expected, found 'many', '0'"),
        (HEADER + "a,1,-1,X\n", "found '1', '-1'"),
        (HEADER + "a,nan,0,X\n", "found 'nan', '0'"),
        (HEADER + "a,1,0, \n", "line 2: the source that prints the total is not named"),
        (HEADER + "a,1,0,X\na,2,0,X\n", "code 'a' stands twice"),
    ],
)
def test_a_file_that_says_something_else_is_refused(tmp_path, text, said):
    with pytest.raises(DataError, match=said):
        written(tmp_path, text)
