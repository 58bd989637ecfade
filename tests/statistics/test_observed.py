"""Observed: means, medians and deviations over what is present, and filling beside it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import observed

tables = hnp.arrays(np.float64, (6, 3), elements=st.floats(-50, 50, width=32) | st.just(np.nan))
NAN = np.nan


def test_mean_median_and_sd_go_over_what_is_present():
    values = np.array([[1.0], [NAN], [2.0], [6.0]])
    assert observed.mean(values).item() == 3.0
    assert observed.median(values).item() == 2.0
    assert observed.sd(values).item() == pytest.approx(np.sqrt(7.0))  # (4 + 1 + 9) / 2


def test_equal_values_have_their_own_mean_and_no_spread():
    values = np.full((3, 1), 0.1)  # 0.1 + 0.1 + 0.1 is not 0.3
    assert observed.mean(values).item() == 0.1
    assert observed.sd(values).item() == 0.0


def test_nothing_observed_gives_nothing():
    values = np.array([[NAN, 5.0], [NAN, NAN]])
    np.testing.assert_array_equal(observed.mean(values), [[NAN, 5.0]])
    np.testing.assert_array_equal(observed.median(values), [[NAN, 5.0]])
    np.testing.assert_array_equal(observed.sd(values), [[NAN, NAN]])  # one value has no spread to speak of


@settings(deadline=None, max_examples=50)
@given(values=tables, order=st.permutations(range(6)))
def test_the_order_of_units_changes_no_bit(values, order):
    for statistic in (observed.mean, observed.median, observed.sd):
        np.testing.assert_array_equal(statistic(values[order]), statistic(values))


@settings(deadline=None, max_examples=50)
@given(values=tables)
def test_numpy_agrees_where_there_is_enough(values):
    enough = (~np.isnan(values)).sum(axis=0) > 1
    some = values[:, enough]
    np.testing.assert_allclose(observed.mean(some)[0], np.nanmean(some, axis=0), rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(observed.median(some)[0], np.nanmedian(some, axis=0))
    np.testing.assert_allclose(observed.sd(some)[0], np.nanstd(some, axis=0, ddof=1), rtol=1e-9, atol=1e-9)


@settings(deadline=None, max_examples=50)
@given(values=tables, stand_in=tables)
def test_only_blanks_that_have_a_stand_in_are_filled(values, stand_in):
    before = values.copy(), stand_in.copy()
    result = observed.fill(values, stand_in)
    np.testing.assert_array_equal(result.imputed, np.isnan(values) & ~np.isnan(stand_in))
    np.testing.assert_array_equal(result.values[~result.imputed], values[~result.imputed])
    np.testing.assert_array_equal(result.values[result.imputed], stand_in[result.imputed])
    np.testing.assert_array_equal(values, before[0])
    np.testing.assert_array_equal(stand_in, before[1])


def test_a_stand_in_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"fit the values of shape \(2, 1\); found shape \(3, 2, 1\)"):
        observed.fill(np.ones((2, 1)), np.ones((3, 2, 1)))


def test_an_infinite_stand_in_is_refused_by_its_column():
    with pytest.raises(ValueError, match=r"found infinity in columns \[1\]"):
        observed.fill(np.array([[1.0, NAN]]), np.array([[np.inf, np.inf]]))
