"""Imputation: what fills a blank, what stays blank, and how far off a filling is."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import imputation

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
tables = hnp.arrays(np.float64, (6, 3), elements=st.integers(-50, 50) | st.just(np.nan))
groupings = hnp.arrays(np.int64, 6, elements=st.integers(0, 2))
NAN = np.nan


def by_one_group(values):
    return imputation.median_by_group(values, group=np.zeros(values.shape[-2], dtype=np.int64))


def test_none_fills_nothing_and_returns_a_copy():
    values = np.array([[1.0, NAN]])
    result = imputation.none(values)
    np.testing.assert_array_equal(result.values, values)
    assert result.values is not values
    assert not result.imputed.any()


def test_a_blank_gets_the_median_of_its_own_group():
    values = np.array([[1.0], [5.0], [NAN], [100.0], [NAN]])
    result = imputation.median_by_group(values, group=np.array([7, 7, 7, 8, 8]))
    assert result.values.ravel().tolist() == [1.0, 5.0, 3.0, 100.0, 100.0]  # (1 + 5) / 2, and the only one
    assert result.imputed.ravel().tolist() == [False, False, True, False, True]


def test_an_odd_number_of_values_has_the_middle_one():
    assert by_one_group(np.array([[9.0], [1.0], [2.0], [NAN]])).values[3] == 2.0


def test_a_group_without_values_stays_blank_and_unmarked():
    result = imputation.median_by_group(np.array([[1.0], [NAN]]), group=np.array([0, 1]))
    np.testing.assert_array_equal(result.values.ravel(), [1.0, NAN])
    assert not result.imputed.any()


def test_a_blank_gets_the_same_units_earlier_value():
    result = imputation.from_earlier(np.array([[NAN, 2.0], [NAN, NAN]]), earlier=np.array([[7.0, 9.0], [NAN, 0.0]]))
    np.testing.assert_array_equal(result.values, [[7.0, 2.0], [NAN, 0.0]])
    assert result.imputed.tolist() == [[True, False], [False, True]]


@settings(deadline=None, max_examples=50)
@given(values=tables, group=groupings)
def test_group_medians_touch_blanks_only_and_stay_within_their_group(values, group):
    before = values.copy()
    result = imputation.median_by_group(values, group=group)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(result.values[~result.imputed], values[~result.imputed])
    assert np.isnan(values[result.imputed]).all()
    for unit, indicator in np.argwhere(np.isnan(values)):
        observed = values[group == group[unit], indicator]
        if np.isnan(observed).all():
            assert np.isnan(result.values[unit, indicator])
        else:
            assert result.values[unit, indicator] == np.nanmedian(observed)


@settings(deadline=None, max_examples=50)
@given(values=tables, group=groupings, order=st.permutations(range(6)))
def test_the_order_of_units_does_not_matter(values, group, order):
    found = imputation.median_by_group(values[order], group=group[order]).values
    np.testing.assert_array_equal(found, imputation.median_by_group(values, group=group).values[order])


@settings(deadline=None, max_examples=25)
@given(batch=hnp.arrays(np.float64, (2, 6, 3), elements=st.integers(-9, 9) | st.just(np.nan)), group=groupings)
def test_a_batch_is_its_loop(batch, group):
    together = imputation.median_by_group(batch, group=group)
    for number, table in enumerate(batch):
        alone = imputation.median_by_group(table, group=group)
        np.testing.assert_array_equal(together.values[number], alone.values)
        np.testing.assert_array_equal(together.imputed[number], alone.imputed)


@settings(deadline=None, max_examples=50)
@given(values=tables, earlier=tables)
def test_an_earlier_round_fills_exactly_the_blanks_that_it_knows(values, earlier):
    before = values.copy(), earlier.copy()
    result = imputation.from_earlier(values, earlier=earlier)
    np.testing.assert_array_equal(result.imputed, np.isnan(values) & ~np.isnan(earlier))
    np.testing.assert_array_equal(np.isnan(result.values), np.isnan(values) & np.isnan(earlier))
    np.testing.assert_array_equal(values, before[0])
    np.testing.assert_array_equal(earlier, before[1])


def test_a_hidden_value_is_predicted_without_itself_and_its_error_is_in_standard_deviations():
    values = np.array([[1.0], [2.0], [3.0]])
    hide = np.array([[True], [False], [False]])
    errors = imputation.hide_and_predict(values, blocks=[hide], impute=by_one_group)
    assert (errors.true.item(), errors.predicted.item()) == (1.0, 2.5)  # the median of 2 and 3
    assert errors.error.item() == 1.5  # the standard deviation of 1, 2, 3 is 1


def test_a_block_is_hidden_whole_and_each_block_by_itself():
    values = np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])
    rows = [np.arange(3)[:, np.newaxis] == unit for unit in (0, 2)]
    blocks = [np.broadcast_to(row, values.shape).copy() for row in rows]
    errors = imputation.hide_and_predict(values, blocks=blocks, impute=by_one_group)
    assert errors.block.tolist() == [0, 0, 1, 1]
    assert errors.unit.tolist() == [0, 0, 2, 2]
    assert errors.indicator.tolist() == [0, 1, 0, 1]
    assert errors.true.tolist() == [1.0, 10.0, 4.0, 40.0]
    assert errors.predicted.tolist() == [3.0, 30.0, 1.5, 15.0]


def test_a_cell_that_is_blank_anyway_is_passed_over():
    values = np.array([[NAN, 1.0], [2.0, 3.0], [4.0, 5.0]])
    hide = np.array([[True, True], [False, False], [False, False]])
    errors = imputation.hide_and_predict(values, blocks=[hide], impute=by_one_group)
    assert (errors.unit.tolist(), errors.indicator.tolist()) == ([0], [1])


def test_a_cell_that_the_method_cannot_predict_is_kept_as_missing():
    values = np.array([[1.0], [2.0]])
    errors = imputation.hide_and_predict(values, blocks=[np.array([[True], [False]])], impute=imputation.none)
    assert errors.true.tolist() == [1.0]
    assert np.isnan(errors.predicted).all()
    assert np.isnan(errors.error).all()


def test_an_indicator_without_spread_has_no_standardised_error():
    values = np.full((3, 1), 0.1)
    errors = imputation.hide_and_predict(values, blocks=[np.array([[True], [False], [False]])], impute=by_one_group)
    assert errors.predicted.tolist() == [0.1]
    assert np.isnan(errors.error).all()


def test_no_blocks_give_no_errors():
    errors = imputation.hide_and_predict(np.ones((2, 2)), blocks=[], impute=imputation.none)
    assert errors.unit.size == errors.true.size == errors.error.size == 0


@settings(deadline=None, max_examples=50)
@given(values=tables, masks=st.lists(hnp.arrays(np.bool_, (6, 3)), max_size=3))
def test_every_hidden_cell_with_a_known_value_is_reported_once(values, masks):
    before = values.copy()
    errors = imputation.hide_and_predict(values, blocks=masks, impute=by_one_group)
    np.testing.assert_array_equal(values, before)
    expected = [(b, *cell) for b, mask in enumerate(masks) for cell in np.argwhere(mask & ~np.isnan(values)).tolist()]
    found = zip(errors.block.tolist(), errors.unit.tolist(), errors.indicator.tolist(), strict=True)
    assert list(found) == expected
    np.testing.assert_array_equal(errors.true, values[errors.unit, errors.indicator])


def test_a_group_for_each_unit_is_required():
    with pytest.raises(ValueError, match=r"each of 2 units; found shape \(3,\)"):
        imputation.median_by_group(np.ones((2, 1)), group=np.zeros(3, dtype=np.int64))


def test_two_rounds_of_different_shape_are_refused():
    with pytest.raises(ValueError, match=r"found \(2, 1\) and earlier \(3, 1\)"):
        imputation.from_earlier(np.ones((2, 1)), earlier=np.ones((3, 1)))


def test_hiding_in_a_batch_is_refused():
    with pytest.raises(ValueError, match=r"one table .* found 3 axes"):
        imputation.hide_and_predict(np.ones((2, 2, 2)), blocks=[], impute=imputation.none)


@pytest.mark.parametrize("mask", [np.ones((2, 1), dtype=np.int64), np.ones((1, 1), dtype=np.bool_)])
def test_a_block_that_is_no_mask_of_the_table_is_refused_by_its_number(mask):
    with pytest.raises(ValueError, match="block 0 has"):
        imputation.hide_and_predict(np.ones((2, 1)), blocks=[mask], impute=imputation.none)


def test_an_imputation_that_changes_the_shape_is_refused():
    with pytest.raises(ValueError, match=r"keep the shape \(2, 1\); block 0 came back \(1, 1\)"):
        imputation.hide_and_predict(
            np.ones((2, 1)), blocks=[np.ones((2, 1), dtype=np.bool_)], impute=lambda x: imputation.none(x[:1])
        )


@needs_coinr
@pytest.mark.parametrize("unit_group", ["GDPpc_group", "EurAsia_group", "Pop_group", None])
def test_group_medians_are_those_of_coinr(unit_group):
    """COINr 1.1.14, Impute(f_i = "i_median" | "i_median_grp"), tables impute_i_median*, on example_Denominated."""
    values = pd.read_csv(COINR / "example_Denominated.csv", index_col="uCode", float_precision="round_trip")
    units = pd.read_csv(COINR / "newcoin_Meta_Unit.csv", index_col="uCode").loc[values.index]
    table = f"impute_i_median_grp_{unit_group}" if unit_group else "impute_i_median"
    expected = pd.read_csv(COINR / f"{table}.csv", index_col="uCode", float_precision="round_trip")
    names = units[unit_group] if unit_group else np.zeros(len(units))
    group = np.unique(names, return_inverse=True)[1].astype(np.int64)
    result = imputation.median_by_group(values.to_numpy(dtype=float), group=group)
    assert result.imputed.sum() == values.isna().to_numpy().sum() - expected.isna().to_numpy().sum()
    np.testing.assert_allclose(result.values, expected, rtol=1e-14)  # the mean of two middle values may round
