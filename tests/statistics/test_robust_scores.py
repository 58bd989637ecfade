"""Distances from the median that the far ones do not hide."""

from __future__ import annotations

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from pipeline.statistics import robust_scores


def column(*values):
    return np.array(values, dtype=float)[:, np.newaxis]


def test_distances_are_in_robust_standard_deviations():
    # median 3, absolute deviations 2 1 0 1 97, their median 1
    found = robust_scores.robust_z(column(1, 2, 3, 4, 100)).ravel()
    assert_allclose(found, np.array([-2, -1, 0, 1, 97]) / 1.482602218505602)


def test_two_far_values_do_not_hide_each_other():
    values = np.concatenate([np.arange(20.0), [1000.0, 1001.0]])
    ordinary = (values - values.mean()) / values.std(ddof=1)
    assert np.abs(ordinary).max() < 3.5
    assert (robust_scores.robust_z(column(*values)).ravel()[-2:] > 3.5).all()


def test_the_mean_deviation_stands_in_where_half_of_the_values_are_equal():
    found = robust_scores.robust_z(column(5, 5, 5, 5, 9)).ravel()
    assert_allclose(found, [0, 0, 0, 0, 4 / (1.2533141373155003 * 4 / 5)])


def test_equal_values_have_no_distance():
    assert_array_equal(robust_scores.robust_z(column(7, 7, 7)).ravel(), [0, 0, 0])


def test_missing_values_are_left_out_and_stay_missing():
    found = robust_scores.robust_z(np.array([[1.0, np.nan], [2.0, np.nan], [np.nan, np.nan], [3.0, np.nan]]))
    assert_allclose(found[:, 0], np.array([-1, 0, np.nan, 1]) / 1.482602218505602)
    assert np.isnan(found[:, 1]).all()


def test_a_normal_sample_has_unit_spread():
    rng = np.random.default_rng(7)
    found = robust_scores.robust_z(rng.normal(50, 4, (20_000, 1)))
    assert abs(found.std(ddof=1) - 1) < 0.03
