"""Relative spread: what hardly varies is flagged."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import relative_spread

NAN = np.nan
tables = hnp.arrays(np.float64, (6, 3), elements=st.integers(0, 50) | st.just(np.nan))


def column(*values: float):
    return np.array(values)[:, np.newaxis]


def test_the_coefficient_is_the_standard_deviation_over_the_mean():
    assert relative_spread.coefficient_of_variation(column(1.0, 2.0, 3.0, NAN)) == pytest.approx([0.5])  # SD 1, mean 2


def test_a_level_below_zero_counts_by_its_size():
    assert relative_spread.coefficient_of_variation(column(-1.0, -2.0, -3.0)) == pytest.approx([0.5])


@pytest.mark.parametrize("values", [column(-1.0, 2.0), column(5.0, NAN), column(NAN, NAN)])
def test_mixed_signs_and_too_few_values_have_no_coefficient_and_no_flag(values):
    assert np.isnan(relative_spread.coefficient_of_variation(values)).all()
    assert not relative_spread.near_ceiling(values, variation_limit=0.5).any()


@pytest.mark.parametrize("value", [0.1, 0.0, -7.0])
def test_equal_values_do_not_vary(value):
    values = column(value, value, value)
    assert relative_spread.coefficient_of_variation(values).tolist() == [0.0]
    assert relative_spread.near_ceiling(values, variation_limit=0.01).tolist() == [True]


def test_literacy_near_its_ceiling_is_flagged_and_income_is_not():
    values = np.array([[97.0, 20.0], [98.0, 35.0], [99.0, 90.0]])
    assert relative_spread.near_ceiling(values, variation_limit=0.05).tolist() == [True, False]


def test_a_coefficient_equal_to_the_limit_is_not_flagged():
    assert relative_spread.near_ceiling(column(1.0, 2.0, 3.0), variation_limit=0.5).tolist() == [False]


@settings(deadline=None, max_examples=40)
@given(values=tables, order=st.permutations(range(6)))
def test_neither_order_nor_batch_matters_and_inputs_stay(values, order):
    before = values.copy()
    found = relative_spread.coefficient_of_variation(values)
    np.testing.assert_array_equal(relative_spread.coefficient_of_variation(values[order]), found)
    np.testing.assert_array_equal(relative_spread.coefficient_of_variation(np.stack([values, values]))[1], found)
    np.testing.assert_array_equal(values, before)
    assert not (found < 0).any()


@settings(deadline=None, max_examples=40)
@given(values=tables, a=st.sampled_from([1e-6, 3.0, 1e9]))
def test_the_unit_of_measure_does_not_matter(values, a):
    found = relative_spread.coefficient_of_variation(a * values)
    np.testing.assert_allclose(found, relative_spread.coefficient_of_variation(values), rtol=1e-12)  # rounding


def test_a_limit_that_is_not_positive_is_refused():
    with pytest.raises(ValueError, match="must be above 0; found 0"):
        relative_spread.near_ceiling(column(1.0, 2.0), variation_limit=0.0)
