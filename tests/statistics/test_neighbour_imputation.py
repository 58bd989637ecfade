"""Neighbour imputation: donors that observed the cell, near by what both observed, ties not broken by order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import neighbour_imputation

tables = hnp.arrays(np.float64, (7, 4), elements=st.integers(-9, 9) | st.just(np.nan))
NAN = np.nan


def hot_deck(values, *, n_neighbours=1, min_shared=1, statistic="mean"):
    return neighbour_imputation.hot_deck(values, n_neighbours=n_neighbours, min_shared=min_shared, statistic=statistic)


def test_an_exact_twin_gives_its_value():
    rng = np.random.default_rng(4)
    values = rng.normal(size=(34, 9)) * 10.0 ** rng.integers(-3, 4, size=9)
    values[5] = values[20]
    truth = values[5, 3]
    values[5, 3] = NAN
    result = hot_deck(values)
    assert result.values[5, 3] == truth
    assert result.distance[5, 3] == 0.0
    assert result.n_donors.sum() == 1


def test_distance_is_in_standard_deviations_per_shared_indicator():
    values = np.array([[0.0, 0.0, 5.0], [1.0, 10.0, NAN], [2.0, 20.0, NAN]])
    result = hot_deck(values)  # the standard deviations are 1 and 10
    assert result.distance[1, 2] == pytest.approx(1.0)  # sqrt((1 + 1) / 2)
    assert result.distance[2, 2] == pytest.approx(2.0)
    np.testing.assert_array_equal(result.values[:, 2], [5.0, 5.0, 5.0])


def test_the_unit_of_measure_does_not_choose_the_neighbour():
    values = np.array([[0.0, 0.0, 1.0], [0.2, 9.0, 2.0], [9.0, 0.0, 3.0], [0.1, 1.0, NAN]])
    metres = values * [1.0, 1000.0, 1.0]
    assert hot_deck(values).values[3, 2] == hot_deck(metres).values[3, 2] == 1.0


def test_donors_have_the_value_themselves_and_imputed_values_are_not_passed_on():
    values = np.array([[0.0, NAN], [0.1, NAN], [5.0, 7.0], [9.0, 8.0]])
    result = hot_deck(values)
    assert result.values[:, 1].tolist() == [7.0, 7.0, 7.0, 8.0]  # the near first two have nothing to give


def test_several_donors_give_their_mean_or_median():
    values = np.array([[0.0, NAN], [1.0, 1.0], [2.0, 2.0], [3.0, 9.0], [50.0, 99.0]])
    assert hot_deck(values, n_neighbours=3).values[0, 1] == 4.0
    assert hot_deck(values, n_neighbours=3, statistic="median").values[0, 1] == 2.0
    assert hot_deck(values, n_neighbours=9).n_donors[0, 1] == 4  # fewer than asked for give what there is


def test_a_tie_gives_both():
    values = np.array([[2.0, NAN], [1.0, 10.0], [3.0, 30.0], [9.0, 99.0]])
    result = hot_deck(values)
    assert result.values[0, 1] == 20.0
    assert result.n_donors[0, 1] == 2


def test_who_shares_too_little_gives_nothing():
    values = np.array([[1.0, 1.0, NAN], [1.0, NAN, 5.0], [8.0, 8.0, 6.0]])
    assert hot_deck(values, min_shared=1).values[0, 2] == 5.0
    assert hot_deck(values, min_shared=2).values[0, 2] == 6.0
    assert np.isnan(hot_deck(values, min_shared=3).values[0, 2])


def test_a_unit_without_any_value_stays_blank():
    result = hot_deck(np.array([[NAN, NAN], [1.0, 2.0], [3.0, 4.0]]))
    assert np.isnan(result.values[0]).all()
    assert not result.imputed.any()
    assert np.isnan(result.distance).all()


@settings(deadline=None, max_examples=60)
@given(values=tables, n_neighbours=st.integers(1, 4), min_shared=st.integers(1, 3), order=st.permutations(range(7)))
def test_observed_cells_stay_the_mask_is_exact_and_the_order_of_units_does_not_matter(
    values, n_neighbours, min_shared, order
):
    before = values.copy()
    result = hot_deck(values, n_neighbours=n_neighbours, min_shared=min_shared)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(result.imputed, np.isnan(values) & ~np.isnan(result.values))
    np.testing.assert_array_equal(result.values[~result.imputed], values[~result.imputed])
    np.testing.assert_array_equal(result.n_donors > 0, result.imputed)
    np.testing.assert_array_equal(~np.isnan(result.distance), result.imputed)
    again = hot_deck(values[order], n_neighbours=n_neighbours, min_shared=min_shared)
    np.testing.assert_array_equal(again.values, result.values[order])


@settings(deadline=None, max_examples=40)
@given(values=tables, order=st.permutations(range(4)))
def test_the_order_of_indicators_does_not_matter(values, order):
    np.testing.assert_allclose(hot_deck(values[:, order]).values, hot_deck(values).values[:, order], rtol=1e-12)


@settings(deadline=None, max_examples=40)
@given(values=tables)
def test_a_filling_is_within_what_was_observed(values):
    result = hot_deck(values, n_neighbours=2)
    low, high = np.fmin.reduce(values, axis=0), np.fmax.reduce(values, axis=0)
    assert ((result.values >= low) & (result.values <= high))[result.imputed].all()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"n_neighbours": 0}, "at least 1 neighbour and 1 shared indicator; found 0 and 1"),
        ({"min_shared": 0}, "found 1 and 0"),
        ({"statistic": "mode"}, "found 'mode'"),
    ],
)
def test_options_out_of_range_are_refused(options, sentence):
    with pytest.raises(ValueError, match=sentence):
        hot_deck(np.ones((2, 2)), **options)


def test_a_batch_is_refused():
    with pytest.raises(ValueError, match=r"one table .* found 3 axes"):
        hot_deck(np.ones((2, 2, 2)))
