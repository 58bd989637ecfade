"""Skew transformations: shorter tails, the same order, whatever the direction."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import normalisation, skew_transformations, transformation, treatment

NAN = np.nan
MIXED = np.array([1, -1, 1])
positive_tables = hnp.arrays(np.float64, (6, 3), elements=st.integers(2, 10_000) | st.just(np.nan))


def column(*values: float):
    return np.array(values)[:, np.newaxis]


def gii_log(values):
    return skew_transformations.gii_log(values, direction=MIXED, factor=1.0)


def reflected_root(values):
    return skew_transformations.reflected(
        values, transform=skew_transformations.square_root, columns=np.array([True, False, True])
    )


every = pytest.mark.parametrize("transform", [skew_transformations.square_root, gii_log, reflected_root])


def test_the_square_root_of_a_square_is_its_side_and_zero_stays_zero():
    found = skew_transformations.square_root(column(0.0, 9.0, 2.25, NAN)).ravel()
    np.testing.assert_array_equal(found, [0.0, 3.0, 1.5, NAN])


def test_the_logarithm_of_the_gii_runs_from_zero_to_the_logarithm_of_the_maximum():
    found = skew_transformations.gii_log(column(0.0, 50.0, 100.0), direction=np.array([1]), factor=1.0)
    assert found.ravel() == pytest.approx(np.log([1.0, 50.5, 100.0]))  # 99 halved, and one more


def test_the_mirrored_logarithm_for_bads_rises_from_the_negative_to_zero():
    found = skew_transformations.gii_log(column(0.0, 50.0, 100.0), direction=np.array([-1]), factor=1.0)
    assert found.ravel() == pytest.approx(-np.log([100.0, 50.5, 1.0]))


def test_scores_of_a_bad_are_those_of_the_formula_of_the_gii_that_turns_it_already():
    values = column(3.0, 10.0, 40.0, 250.0)
    already_turned = np.log((250.0 - 1) * (250.0 - values) / (250.0 - 3.0) + 1)
    options = {"lower": 0.0, "upper": 100.0}
    expected = normalisation.min_max(already_turned, direction=np.array([1]), **options)
    ours = skew_transformations.gii_log(values, direction=np.array([-1]), factor=1.0)
    np.testing.assert_allclose(
        normalisation.min_max(ours, direction=np.array([-1]), **options), expected, atol=1e-12
    )  # sums of logarithms


def test_shares_are_scaled_first_and_then_rise_like_any_other():
    shares = column(0.05, 0.2, 0.9)
    found = skew_transformations.gii_log(shares, direction=np.array([1]), factor=100.0)
    by_hand = skew_transformations.gii_log(100 * shares, direction=np.array([1]), factor=1.0)
    np.testing.assert_allclose(found, by_hand, rtol=1e-14)
    assert (np.diff(found.ravel()) > 0).all()


def test_without_scaling_first_the_formula_would_turn_the_indicator():
    shares = np.array([0.05, 0.2, 0.9])
    plain = np.log((0.9 - 1) * (shares - 0.05) / (0.9 - 0.05) + 1)
    assert (np.diff(plain) < 0).all()
    with pytest.raises(ValueError, match=r"factor times maximum above 1; found less in columns \[0\]"):
        skew_transformations.gii_log(shares[:, np.newaxis], direction=np.array([1]), factor=1.0)


@pytest.mark.parametrize("greatest", [1.0, 0.0, -3.0])
def test_a_maximum_of_one_or_less_is_refused(greatest):
    with pytest.raises(ValueError, match="factor times maximum above 1; found less"):
        skew_transformations.gii_log(column(greatest - 2.0, greatest), direction=np.array([-1]), factor=1.0)


def test_the_logarithm_of_the_gii_depends_on_the_unit_of_measure():
    values = column(1.0, 2.0, 5.0, 20.0, 400.0)
    in_thousands = skew_transformations.gii_log(values, direction=np.array([1]), factor=1.0)
    in_units = skew_transformations.gii_log(values, direction=np.array([1]), factor=1000.0)
    skews = [treatment.skewness(table).item() for table in (in_thousands, in_units)]
    assert abs(skews[0] - skews[1]) > 0.5


def test_a_factor_may_differ_between_indicators():
    values = np.array([[0.1, 10.0], [0.5, 50.0]])
    found = skew_transformations.gii_log(values, direction=np.array([1, 1]), factor=np.array([100.0, 1.0]))
    np.testing.assert_allclose(found[:, 0], found[:, 1], rtol=1e-14)


def test_the_reflected_transformation_is_measured_from_the_other_end_and_turned_back():
    found = skew_transformations.reflected(
        column(0.0, 5.0, 9.0), transform=skew_transformations.square_root, columns=np.array([True])
    )
    assert found.ravel().tolist() == [-3.0, -2.0, 0.0]


def test_the_reflected_coin_tool_logarithm_is_the_one_by_name():
    values = column(20.0, 60.0, 80.0, 99.0, NAN)
    found = skew_transformations.reflected(values, transform=transformation.log_ct, columns=np.array([True]))
    np.testing.assert_allclose(found, transformation.reflected_log(values), rtol=1e-13)


def test_a_left_tail_is_shortened_by_reflection_and_made_longer_without():
    values = column(20.0, 60.0, 80.0, 90.0, 95.0, 97.0, 98.0, 99.0)
    reflect = functools.partial(skew_transformations.reflected, values, transform=skew_transformations.square_root)
    plain, mirrored = (treatment.skewness(reflect(columns=np.array([c]))).item() for c in (False, True))
    assert plain < treatment.skewness(values).item() < mirrored < 0


@every
@settings(deadline=None, max_examples=40)
@given(values=positive_tables)
def test_each_is_increasing_keeps_blanks_and_leaves_its_input(transform, values):
    before = values.copy()
    found = transform(values)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(np.isnan(found), np.isnan(values))
    ahead = values[:, np.newaxis] > values
    assert (found[:, np.newaxis] > found)[ahead].all()


@every
@settings(deadline=None, max_examples=25)
@given(values=st.tuples(positive_tables, positive_tables), order=st.permutations(range(6)))
def test_a_batch_is_its_loop_and_the_order_of_units_does_not_matter(transform, values, order):
    together = transform(np.stack(values))
    np.testing.assert_array_equal(together, np.stack([transform(table) for table in values]))
    np.testing.assert_array_equal(transform(values[0][order]), together[0][order])


def test_an_empty_and_a_constant_indicator_have_nothing_to_transform():
    values = np.array([[NAN, 0.3], [NAN, 0.3]])
    found = skew_transformations.gii_log(values, direction=np.array([1, -1]), factor=1.0)
    np.testing.assert_array_equal(found, values)


def test_a_negative_value_has_no_root():
    with pytest.raises(ValueError, match=r"a square root needs values of 0 or more; found less in columns \[1\]"):
        skew_transformations.square_root(np.array([[1.0, -1.0]]))


def test_a_factor_that_is_not_positive_is_refused():
    with pytest.raises(ValueError, match="the GII's logarithm needs a factor above 0"):
        skew_transformations.gii_log(column(1.0, 2.0), direction=np.array([1]), factor=-1.0)


def test_an_unknown_direction_is_refused():
    with pytest.raises(ValueError, match=r"must be \+1 or -1"):
        skew_transformations.gii_log(column(1.0, 2.0), direction=np.array([0]), factor=1.0)
