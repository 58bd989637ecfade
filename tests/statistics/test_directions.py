"""Directions: turned once, with their bounds, or refused."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.statistics import directions

NAN = np.nan


def test_only_the_indicators_where_less_is_better_are_turned():
    turned = directions.turn(np.array([[3.0, 3.0], [NAN, NAN]]), np.array([1, -1]))
    np.testing.assert_array_equal(turned, [[3.0, -3.0], [NAN, NAN]])


def test_bounds_change_places_where_less_is_better():
    low, high = directions.turn_bounds(np.array([1.0, 1.0]), np.array([4.0, 4.0]), np.array([1, -1]))
    assert low.tolist() == [1.0, -4.0]
    assert high.tolist() == [4.0, -1.0]


def test_turning_twice_gives_the_values_back_and_leaves_its_input():
    values, direction = np.array([[2.5, -1.0], [0.0, 7.0]]), np.array([-1, 1])
    before = values.copy()
    np.testing.assert_array_equal(directions.turn(directions.turn(values, direction), direction), before)
    np.testing.assert_array_equal(values, before)


def test_a_direction_that_is_neither_up_nor_down_is_refused_by_its_column():
    with pytest.raises(ValueError, match=r"must be \+1 or -1; found another number in columns \[1\]"):
        directions.turn(np.ones((2, 2)), np.array([1, 2]))


def test_a_number_of_directions_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match=r"each of 2 columns; found shape \(3,\)"):
        directions.turn(np.ones((2, 2)), np.array([1, 1, 1]))


def test_columns_are_named_once_whatever_the_batch():
    wrong = np.zeros((3, 4, 5), dtype=bool)
    wrong[:, :, [1, 4]] = True
    with pytest.raises(ValueError, match=r"found none in columns \[1, 4\]"):
        directions.refuse_columns(wrong, "a range is needed; found none")
    directions.refuse_columns(np.zeros(5, dtype=bool), "nothing is wrong")
