"""Figures of new units from those of the old ones, by hand, and what is never lost on the way."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.statistics import reallocation

NAN = np.nan
MERGED = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])  # the first two become one, the third stays
SPLIT = np.array([[1.0, 0.25], [0.0, 0.75]])  # a quarter of the second joins the first


def printed(values: np.ndarray) -> Decimal:
    return sum((Decimal(repr(float(value))) for value in values), start=Decimal(0))


def test_a_sum_is_that_of_the_decimals_that_are_printed():
    found = reallocation.total(np.array([0.1, 0.2, 5.0]), shares=MERGED)
    assert found.values.tolist() == [0.3, 5.0]  # 0.1 + 0.2 in binary is 0.30000000000000004
    assert found.n_parts.tolist() == found.n_present.tolist() == [2, 1]


def test_a_divided_unit_gives_each_its_share():
    assert reallocation.total(np.array([10.0, 8.0]), shares=SPLIT).values.tolist() == [12.0, 6.0]


def test_a_missing_part_makes_a_missing_sum_and_is_no_zero():
    found = reallocation.total(np.array([1.0, NAN, 5.0]), shares=MERGED)
    assert np.isnan(found.values[0])
    assert found.values[1] == 5.0
    assert found.n_present.tolist() == [1, 1]
    assert found.coverage.tolist() == [0.5, 1.0]


def test_a_ratio_is_that_of_the_sums_not_the_mean_of_the_ratios():
    """30 of 10 and 10 of 30: 40 of 40 is 1, while the mean of 3 and a third is 1.67."""
    found = reallocation.ratio(np.array([30.0, 10.0, 4.0]), np.array([10.0, 30.0, 2.0]), shares=MERGED, coverage=1.0)
    assert found.values.tolist() == [1.0, 2.0]
    assert found.weight.tolist() == [40.0, 2.0]


def test_an_average_by_its_denominator_gives_the_ratio_back():
    above, below = np.array([30.0, 10.0, 4.0]), np.array([10.0, 40.0, 2.0])
    options = {"shares": MERGED, "coverage": 1.0}
    by_hand = reallocation.ratio(above, below, **options).values
    np.testing.assert_allclose(reallocation.average(above / below, below, **options).values, by_hand, rtol=1e-15)


def test_an_average_counts_each_part_by_its_weight():
    found = reallocation.average(np.array([60.0, 20.0, 7.0]), np.array([3.0, 1.0, 9.0]), shares=MERGED, coverage=1.0)
    assert found.values.tolist() == [50.0, 7.0]


def test_a_piece_of_a_unit_has_the_value_of_the_whole():
    found = reallocation.average(np.array([2.0, 0.1]), np.array([1.0, 12.0]), shares=SPLIT, coverage=1.0)
    assert found.values.tolist() == [pytest.approx((2 + 3 * 0.1) / 4), 0.1]


@pytest.mark.parametrize(("coverage", "value"), [(0.75, 60.0), (0.76, NAN), (1.0, NAN)])
def test_present_parts_stand_in_from_the_coverage_on(coverage, value):
    found = reallocation.average(
        np.array([60.0, NAN, 7.0]), np.array([3.0, 1.0, 9.0]), shares=MERGED, coverage=coverage
    )
    np.testing.assert_equal(found.values, [value, 7.0])
    assert found.coverage.tolist() == [0.75, 1.0]


def test_where_the_weight_of_a_part_is_unknown_nothing_stands_in_for_it():
    found = reallocation.average(np.array([60.0, NAN, 7.0]), np.array([3.0, NAN, 9.0]), shares=MERGED, coverage=0.1)
    assert np.isnan(found.values[0])
    assert np.isnan(found.coverage[0])


def test_a_ratio_to_nothing_is_missing_and_says_that_its_weight_is_zero():
    found = reallocation.ratio(np.array([1.0, 2.0, 4.0]), np.array([0.0, 0.0, 2.0]), shares=MERGED, coverage=1.0)
    assert np.isnan(found.values[0])
    assert found.weight.tolist() == [0.0, 2.0]


def test_a_part_without_anything_to_divide_by_may_still_be_part_of_a_ratio():
    found = reallocation.ratio(np.array([0.0, 2.0, 4.0]), np.array([0.0, 4.0, 2.0]), shares=MERGED, coverage=1.0)
    assert found.values.tolist() == [0.5, 2.0]


def test_a_maximum_needs_every_part():
    assert reallocation.maximum(np.array([3.0, 7.0, 1.0]), shares=MERGED).values.tolist() == [7.0, 1.0]
    assert np.isnan(reallocation.maximum(np.array([3.0, NAN, 1.0]), shares=MERGED).values[0])


def test_a_figure_of_many_digits_is_kept_where_it_goes_whole():
    long = 1 / 3
    assert reallocation.total(np.array([1.0, 2.0, long]), shares=MERGED).values[1] == long


def test_rounding_is_allowed_only_to_figures_that_no_double_holds():
    assert reallocation.rounding(np.array([8717.63, NAN, 558.46])) == 0.0
    assert 0 < reallocation.rounding(np.array([1 / 3, 2 / 3])) < 1e-15


@pytest.mark.parametrize(
    ("values", "shares", "said"),
    [
        ([1.0, 2.0], MERGED, "one value for each column of shares is needed"),
        ([1.0, np.inf, 2.0], MERGED, "finite values are needed"),
        ([1.0, 2.0], [[0.5, 1.0], [0.4, 0.0]], "those of an old unit add up to 1"),
        ([1.0, 2.0], [[1.5, 1.0], [-0.5, 0.0]], "shares lie on 0 to 1"),
    ],
)
def test_what_cannot_be_reallocated_is_refused(values, shares, said):
    with pytest.raises(ValueError, match=said):
        reallocation.total(np.array(values), shares=np.array(shares))


def test_amounts_to_divide_by_are_not_negative_and_a_coverage_is_a_share():
    with pytest.raises(ValueError, match="amounts of 0 or more"):
        reallocation.average(np.ones(3), np.array([1.0, -1.0, 1.0]), shares=MERGED, coverage=1.0)
    with pytest.raises(ValueError, match="coverage is a share on 0 to 1"):
        reallocation.ratio(np.ones(3), np.ones(3), shares=MERGED, coverage=1.1)


amounts = st.lists(st.integers(1, 10**9).map(lambda n: n / 100), min_size=4, max_size=30)


@given(amounts, st.data())
def test_what_is_merged_and_divided_again_by_its_own_shares_adds_up_exactly(values, data):
    """Sums agree in every decimal on the way there and on the way back; each figure comes back to its last decimal."""
    before = np.array(values)
    owner = np.array(data.draw(st.lists(st.integers(0, 3), min_size=len(values), max_size=len(values))))
    there = (np.arange(4)[:, None] == owner).astype(float)
    there = there[there.any(axis=1)]
    merged = reallocation.total(before, shares=there).values
    assert printed(merged) == printed(before)
    size = there @ before
    back = there * before / size[:, None]
    again = reallocation.total(merged, shares=back.T).values
    assert printed(again) == printed(before)
    np.testing.assert_allclose(again, before, rtol=0, atol=1e-5)


@given(amounts, st.data())
def test_a_division_by_any_shares_loses_nothing(values, data):
    cut = np.array(data.draw(st.lists(st.floats(0.001, 0.999), min_size=len(values), max_size=len(values))))
    shares = np.vstack([cut, 1 - cut])
    assert printed(reallocation.total(np.array(values), shares=shares).values) == printed(np.array(values))


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=12), st.data())
def test_an_average_lies_between_its_parts(values, data):
    weights = np.array(data.draw(st.lists(st.floats(0.01, 1e3), min_size=len(values), max_size=len(values))))
    whole = np.ones((1, len(values)))
    found = reallocation.average(np.array(values), weights, shares=whole, coverage=1.0).values[0]
    assert min(values) <= found <= max(values)
