"""Two tables, cell by cell."""

import numpy as np
import pandas as pd
import pytest

from pipeline.certification import comparison
from pipeline.certification.comparison import EXACT, NUMBERS, Tolerance

ROUNDED = Tolerance(0.5, "printed without decimals", relative=False)


def ours(**columns):
    return pd.DataFrame(columns, index=pd.Index(["a", "b"], name="unit"))


def theirs(**columns):
    return pd.DataFrame({"unit": ["b", "a"], **columns})


def test_rows_are_found_by_their_key():
    found = comparison.compare(ours(score=[1.0, 2.0]), theirs(score=[2.0, 1.0]), EXACT)
    assert (found.n_values, found.max_abs_diff, found.passed) == (2, 0.0, True)


def test_a_tolerance_is_absolute_plus_relative():
    near = comparison.compare(ours(score=[1e9, 2.0]), theirs(score=[2.0, 1e9 + 0.9]), NUMBERS)
    assert near.passed  # 1e-9 and as much of 1e9
    assert not comparison.compare(ours(score=[1e9, 2.0]), theirs(score=[2.1, 1e9]), NUMBERS).passed


def test_a_rounding_is_not_relative():
    assert comparison.compare(ours(score=[100.0, 2.0]), theirs(score=[2.0, 100.5]), ROUNDED).passed
    assert not comparison.compare(ours(score=[100.0, 2.0]), theirs(score=[2.0, 100.6]), ROUNDED).passed


def test_missing_agrees_with_missing_only_and_infinite_with_infinite():
    same = comparison.compare(ours(score=[np.nan, np.inf]), theirs(score=[np.inf, np.nan]), NUMBERS)
    assert same.passed
    for value in (np.nan, np.inf):
        other = comparison.compare(ours(score=[value, 1.0]), theirs(score=[1.0, 0.0]), NUMBERS)
        assert (other.passed, other.max_abs_diff) == (False, np.inf)


def test_words_and_flags_must_be_the_same():
    table = theirs(flag=[True, False], word=["x", ""])
    assert comparison.compare(ours(flag=[False, True], word=[np.nan, "x"]), table, EXACT).passed
    found = comparison.compare(ours(flag=[False, True], word=["y", "x"]), table, EXACT)
    assert found.fault == "a, word: y here,  there"


@pytest.mark.parametrize(
    ("table", "named"),
    [
        (theirs(score=[2.0, 1.0], more=[0, 0]), "columns that only one of the tables has: more"),
        (theirs(score=[2.0, 1.0]).iloc[:1], "rows that only one of the tables has: a"),
        (theirs(score=[2.0, 1.0]).assign(unit=["a", "a"]), "rows must be named once; a"),
    ],
)
def test_rows_and_columns_that_one_table_lacks_fail(table, named):
    found = comparison.compare(ours(score=[1.0, 2.0]), table, NUMBERS)
    assert (found.passed, found.fault) == (False, named)


def test_in_part_only_what_the_oracle_alone_has_is_left_out():
    more = theirs(score=[2.0, 1.0], more=[0, 0])
    assert comparison.compare(ours(score=[1.0, 2.0]), more, NUMBERS, partial=True).n_values == 2
    assert not comparison.compare(ours(score=[1.0, 2.0], own=[0, 0]), more, NUMBERS, partial=True).passed


def test_without_a_key_rows_go_by_their_place():
    found = comparison.compare(pd.DataFrame({"x": [1, 2]}), pd.DataFrame({"x": [1.0, 2.5]}, index=[7, 8]), NUMBERS)
    assert found.fault == "1, x: 2 here, 2.5 there"
