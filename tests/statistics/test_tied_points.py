"""Tied points: equal units stay equal."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import tied_points

NAN = np.nan
tables = hnp.arrays(np.float64, (3, 7, 2), elements=st.integers(-3, 3) | st.just(np.nan))


def column(*values: float):
    return np.array(values)[:, np.newaxis]


def test_two_points_of_one_value_are_two_and_a_third_alone_is_none():
    values = column(9.0, 1.0, 9.0, 8.0)
    assert tied_points.tied(values, points=values > 5).tolist() == [2]
    assert tied_points.tied(values, points=values == 8).tolist() == [0]


def test_a_marked_point_is_tied_with_one_that_is_not_marked():
    assert tied_points.tied(column(9.0, 9.0), points=np.array([[True], [False]])).tolist() == [1]


def test_missing_values_share_nothing():
    assert tied_points.tied(column(NAN, NAN, 1.0), points=np.ones((3, 1), dtype=bool)).tolist() == [0]


def test_the_extreme_is_on_the_side_of_the_tail():
    right, left = column(1.0, 1.0, 2.0, 9.0, 9.0), column(-1.0, -1.0, -2.0, -9.0, NAN)
    assert tied_points.at_extreme(right).ravel().tolist() == [False, False, False, True, True]
    assert tied_points.at_extreme(left).ravel().tolist() == [False, False, False, True, False]


@given(values=tables, order=st.permutations(range(7)))
def test_a_batch_is_its_loop_and_the_order_of_units_does_not_matter(values, order):
    points = tied_points.at_extreme(values)
    together = tied_points.tied(values, points=points)
    np.testing.assert_array_equal(
        together, [tied_points.tied(v, points=p) for v, p in zip(values, points, strict=True)]
    )
    np.testing.assert_array_equal(tied_points.at_extreme(values[:, order]), points[:, order])
    np.testing.assert_array_equal(tied_points.tied(values[:, order], points=points[:, order]), together)


@given(values=tables)
def test_every_point_counted_has_an_equal(values):
    everywhere = np.ones(values.shape, dtype=bool)
    by_hand = (values[:, :, np.newaxis] == values[:, np.newaxis]).sum(axis=2) > 1
    np.testing.assert_array_equal(tied_points.tied(values, points=everywhere), by_hand.sum(axis=1))
