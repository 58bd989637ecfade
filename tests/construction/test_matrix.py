import numpy as np
import pandas as pd
import pytest

from pipeline.construction import matrix
from pipeline.errors import MethodError


def test_wide_sorts_units_and_takes_codes_in_the_given_order():
    long = pd.DataFrame({"unit_code": ["B", "A"], "code": ["2", "1"], "value": [5.0, 7.0]})
    table = matrix.wide(long, ["2", "1"])
    assert (list(table.index), list(table.columns)) == (["A", "B"], ["2", "1"])
    assert table.loc["B", "2"] == 5.0


def test_what_is_absent_is_missing_and_never_zero():
    long = pd.DataFrame({"unit_code": ["A"], "code": ["1"], "value": [0.0]})
    table = matrix.wide(long, ["1", "2"], units=["A", "B"])
    assert table.loc["A", "1"] == 0.0
    assert table.isna().to_numpy().sum() == 3


def test_long_is_the_inverse_of_wide(tiny):
    table = tiny.table().mask(tiny.table() == 5.0)
    pd.testing.assert_frame_equal(matrix.wide(matrix.long(table), list(table.columns)), table, check_names=False)


def test_structural_zeros_and_earlier_years_are_used_where_the_method_says_so(tiny):
    values = tiny.long(tiny.table(), origin={("U1", "1.1.2"): "structural_zero", ("U2", "2.1.1"): "earlier_year"})
    edition = tiny.edition()
    pd.testing.assert_frame_equal(
        matrix.prepared(values, edition, edition.method, units=list(tiny.table().index)),
        tiny.table(),
        check_names=False,
    )


@pytest.mark.parametrize(
    ("option", "blank"), [("use_structural_zeros", ("U1", "1.1.2")), ("use_earlier_years", ("U2", "2.1.1"))]
)
def test_what_the_method_does_not_use_becomes_blank(tiny, option, blank):
    values = tiny.long(tiny.table(), origin={("U1", "1.1.2"): "structural_zero", ("U2", "2.1.1"): "earlier_year"})
    edition = tiny.edition()
    table = matrix.prepared(values, edition, edition.method.replace({option: False}), units=list(tiny.table().index))
    assert np.isnan(table.loc[blank])
    assert table.isna().to_numpy().sum() == 1


def test_only_ranked_units_are_prepared(tiny):
    edition = tiny.edition()
    assert list(matrix.prepared(tiny.long(tiny.table()), edition, edition.method, units=["U3", "U1"]).index) == [
        "U1",
        "U3",
    ]


def test_ranked_units_are_those_that_passed_sorted():
    screening = pd.DataFrame({"unit_code": ["B", "C", "A"], "ranked": [True, False, True]})
    assert matrix.ranked_units(screening) == ["A", "B"]


def test_ranked_scores_leave_out_units_without_a_rank(toy):
    scores = toy.index.table(toy.edition)
    table = matrix.ranked_scores(scores, toy.edition)
    assert list(table.index) == toy.units
    assert len(toy.units) < len(toy.edition.units.codes)
    assert list(table.columns) == [node.code for node in toy.edition.framework.tree]


def test_units_of_one_region_have_one_number(tiny):
    assert matrix.groups(tiny.edition(), ["U1", "U2", "U3", "U4"]).tolist() == [0, 1, 0, 1]


def test_an_array_is_a_copy(tiny):
    table = tiny.table()
    matrix.array(table)[:] = -1.0
    pd.testing.assert_frame_equal(table, tiny.table())


def test_a_complaint_about_a_column_names_the_indicator():
    with (
        pytest.raises(
            MethodError, match=r"treatment: no logarithm in columns \[1\] \(columns: 0 is 1\.1, 1 is 1\.10\)"
        ),
        matrix.named_columns("treatment", ["1.1", "1.10"]),
    ):
        raise ValueError("no logarithm in columns [1]")
