"""Complete units: which rows remain, what counts as a range, and the way back."""

import numpy as np
import pytest

from pipeline.statistics import complete_units


def test_units_without_an_outcome_or_a_regressor_are_left_out_and_the_rest_keep_their_rows():
    y = np.array([1.0, 2, np.nan, 4, 6])
    x = np.array([[1.0], [np.nan], [3], [4], [7]])
    outcome, regressors, rows = complete_units.with_outcome(y, x)
    assert outcome.tolist() == [1, 4, 6]
    assert regressors.ravel().tolist() == [1, 4, 7]
    assert rows.tolist() == [0, 3, 4]


def test_a_spread_that_is_only_rounding_is_no_range():
    values = np.array([[0.1 + 0.2, 1.0], [0.3, 2.0]])  # 0.30000000000000004 and 0.3
    assert complete_units.has_range(values).tolist() == [False, True]


def test_values_go_back_to_their_units_and_the_others_are_missing():
    found = complete_units.in_place(np.array([7.0, 8]), np.array([0, 2]), n_units=4)
    np.testing.assert_array_equal(found, [7, np.nan, 8, np.nan])


def test_a_sum_of_others_is_refused_only_where_full_rank_is_asked_for():
    x = np.array([[1.0, 2], [2, 4], [3, 6], [5, 10], [4, 8]])
    y = np.array([1.0, 3, 2, 5, 4])
    assert complete_units.with_outcome(y, x, full_rank=False)[0].size == 5
    with pytest.raises(ValueError, match="a regressor is a sum of others"):
        complete_units.with_outcome(y, x)


def test_what_is_no_table_is_refused():
    with pytest.raises(ValueError, match="a table of units by indicators is needed; got 1 dimensions"):
        complete_units.table(np.arange(3.0))
