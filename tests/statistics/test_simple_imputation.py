"""Simple imputation: means and medians over units, over unit groups, and over the unit's own row."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import imputation, simple_imputation

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
tables = hnp.arrays(np.float64, (6, 4), elements=st.floats(-50, 50, width=32) | st.just(np.nan))
groupings = hnp.arrays(np.int64, 6, elements=st.integers(0, 2))
PAIRS = np.array([0, 0, 1, 1])
SIGNS = np.array([1, -1, 1, 1])
NAN = np.nan


def by_row(values, *, indicator_group=PAIRS, direction=SIGNS, statistic="mean", normalise=True):
    return simple_imputation.by_row(
        values, indicator_group=indicator_group, direction=direction, statistic=statistic, normalise=normalise
    )


METHODS = {
    "mean": lambda values, group: simple_imputation.mean(values),
    "median": lambda values, group: simple_imputation.median(values),
    "mean_by_group": lambda values, group: simple_imputation.mean_by_group(values, group=group),
    "row": lambda values, group: by_row(values),
    "row_median": lambda values, group: by_row(values, statistic="median"),
}


def test_a_blank_gets_the_mean_or_the_median_of_the_others():
    values = np.array([[1.0], [2.0], [9.0], [NAN]])
    assert simple_imputation.mean(values).values[3] == 4.0
    assert simple_imputation.median(values).values[3] == 2.0


def test_a_blank_gets_the_mean_of_its_own_group():
    values = np.array([[1.0], [4.0], [NAN], [100.0], [NAN]])
    result = simple_imputation.mean_by_group(values, group=np.array([7, 7, 7, 8, 9]))
    np.testing.assert_array_equal(result.values.ravel(), [1.0, 4.0, 2.5, 100.0, NAN])
    assert result.imputed.ravel().tolist() == [False, False, True, False, False]


def test_a_row_is_completed_on_the_way_from_worst_to_best():
    values = np.array([[0.0, 30.0], [10.0, 10.0], [2.0, NAN]])
    result = by_row(values, indicator_group=np.zeros(2, dtype=np.int64), direction=np.array([1, -1]))
    assert result.values[2, 1] == pytest.approx(26.0)  # a fifth of the way up in a bad: 30 - 0.2 x 20


def test_a_row_uses_the_indicators_of_the_same_group_only():
    values = np.array([[0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0], [1.0, NAN, 0.0, 0.0]])
    assert by_row(values, direction=np.ones(4, dtype=np.int64)).values[2, 1] == 1.0


def test_a_row_may_take_the_median_of_three():
    values = np.array([[0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0], [0.1, 0.2, 0.9, NAN]])
    options = {"indicator_group": np.zeros(4, dtype=np.int64), "direction": np.ones(4, dtype=np.int64)}
    assert by_row(values, **options, statistic="median").values[2, 3] == pytest.approx(0.2)
    assert by_row(values, **options, statistic="mean").values[2, 3] == pytest.approx(0.4)


def test_an_indicator_without_range_says_nothing_and_gets_its_one_value():
    values = np.array([[5.0, 0.0, 0.0], [5.0, 10.0, 1.0], [5.0, NAN, 1.0], [NAN, 0.0, 0.0]])
    result = by_row(values, indicator_group=np.zeros(3, dtype=np.int64), direction=np.ones(3, dtype=np.int64))
    assert result.values[2, 1] == 10.0  # from the third alone, not from the flat first
    assert result.values[3, 0] == 5.0


def test_without_normalisation_a_row_takes_the_values_as_they_are():
    values = np.array([[1.0, 3.0, NAN]])
    result = by_row(
        values, indicator_group=np.zeros(3, dtype=np.int64), direction=np.ones(3, dtype=np.int64), normalise=False
    )
    assert result.values[0, 2] == 2.0


def test_a_unit_alone_in_its_group_of_indicators_stays_blank():
    result = by_row(np.array([[NAN, NAN, 1.0, 2.0], [1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]))
    assert np.isnan(result.values[0, :2]).all()
    assert not result.imputed.any()


@settings(deadline=None, max_examples=50)
@given(values=tables, group=groupings, name=st.sampled_from(sorted(METHODS)), order=st.permutations(range(6)))
def test_observed_cells_stay_the_mask_is_exact_and_the_order_of_units_does_not_matter(values, group, name, order):
    before = values.copy()
    result = METHODS[name](values, group)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(result.imputed, np.isnan(values) & ~np.isnan(result.values))
    np.testing.assert_array_equal(result.values[~result.imputed], values[~result.imputed])
    np.testing.assert_array_equal(METHODS[name](values[order], group[order]).values, result.values[order])


@settings(deadline=None, max_examples=50)
@given(values=tables, group=groupings, name=st.sampled_from(sorted(METHODS)))
def test_a_filling_stays_inside_what_was_observed(values, group, name):
    result = METHODS[name](values, group)
    low, high = np.fmin.reduce(values, axis=0), np.fmax.reduce(values, axis=0)
    slack = 1e-12 * np.fmax(np.abs(low), np.abs(high))  # taking a score back may round
    inside = (result.values >= low - slack) & (result.values <= high + slack)
    assert inside[result.imputed].all()


@settings(deadline=None, max_examples=25)
@given(batch=hnp.arrays(np.float64, (2, 6, 4), elements=st.integers(-9, 9) | st.just(np.nan)), group=groupings)
def test_a_batch_is_its_loop(batch, group):
    for method in METHODS.values():
        together = method(batch, group)
        for number, table in enumerate(batch):
            np.testing.assert_array_equal(together.values[number], method(table, group).values)
            np.testing.assert_array_equal(together.imputed[number], method(table, group).imputed)


@settings(deadline=None, max_examples=25)
@given(values=tables)
def test_the_median_is_that_of_one_group(values):
    one = imputation.median_by_group(values, group=np.zeros(6, dtype=np.int64))
    np.testing.assert_array_equal(simple_imputation.median(values).values, one.values)


def test_a_group_for_each_unit_is_required():
    with pytest.raises(ValueError, match=r"each of 2 units; found shape \(3,\)"):
        simple_imputation.mean_by_group(np.ones((2, 1)), group=np.zeros(3, dtype=np.int64))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"indicator_group": np.array([0])}, r"one group for each of 4 columns; found shape \(1,\)"),
        ({"direction": np.array([1])}, r"one direction for each of 4 columns"),
        ({"direction": np.array([1, 0, 1, 1])}, r"must be \+1 or -1; found \[0, 1\]"),
        ({"statistic": "mode"}, "found 'mode'"),
        ({"normalise": False}, r"every direction must be \+1; found -1 in columns \[1\]"),
    ],
)
def test_a_row_that_cannot_be_completed_is_refused(options, sentence):
    with pytest.raises(ValueError, match=sentence):
        by_row(np.ones((2, 4)), **options)


def read(name):
    return pd.read_csv(COINR / f"{name}.csv", float_precision="round_trip")


def denominated():
    """Values, directions, pillars and sub-indices of COINr's example, indicators in the order of the table."""
    values = read("example_Denominated").set_index("uCode")
    codes = values.columns
    directions = read("newcoin_Meta_Ind").set_index("iCode").loc[codes, "Direction"].to_numpy(dtype=np.int64)
    lineage = read("newcoin_Lineage").set_index("Indicator").loc[codes]
    return values, directions, lineage


def numbers(names):
    return np.unique(names, return_inverse=True)[1].astype(np.int64)


def same(result, expected):
    np.testing.assert_allclose(result.values, expected.to_numpy(dtype=float), rtol=1e-9, atol=1e-9)


@needs_coinr
@pytest.mark.parametrize("table", ["impute_i_mean", "impute_col_norm_first"])
def test_means_are_those_of_coinr(table):
    """COINr 1.1.14, Impute(f_i = "i_mean"), and normalise_first = TRUE, which a mean does not notice."""
    values, _, _ = denominated()
    same(simple_imputation.mean(values.to_numpy(dtype=float)), read(table).set_index("uCode"))


@needs_coinr
@pytest.mark.parametrize("unit_group", ["EurAsia_group", "GDP_group", "GDPpc_group"])
def test_group_means_are_those_of_coinr(unit_group):
    """COINr 1.1.14, Impute(f_i = "i_mean_grp", use_group = ...)."""
    values, _, _ = denominated()
    units = read("newcoin_Meta_Unit").set_index("uCode").loc[values.index]
    result = simple_imputation.mean_by_group(values.to_numpy(dtype=float), group=numbers(units[unit_group]))
    same(result, read(f"impute_i_mean_grp_{unit_group}").set_index("uCode"))


@needs_coinr
def test_the_examples_imputed_table_is_that_of_coinr():
    """COINr 1.1.14, build_example_coin(): i_mean_grp by EurAsia_group, of the screened and denominated data."""
    values, _, _ = denominated()
    units = read("newcoin_Meta_Unit").set_index("uCode").loc[values.index]
    result = simple_imputation.mean_by_group(values.to_numpy(dtype=float), group=numbers(units["EurAsia_group"]))
    same(result, read("example_Imputed").set_index("uCode").loc[values.index, values.columns])


@needs_coinr
@pytest.mark.parametrize(
    ("table", "level", "normalise"),
    [
        ("impute_row_i_mean_L2_norm", "Pillar", True),
        ("impute_row_i_mean_L3_norm", "Sub-index", True),
        ("impute_row_i_mean_all_norm", "Index", True),
        ("impute_row_i_mean_nonorm", "Pillar", False),
    ],
)
def test_rows_are_those_of_coinr(table, level, normalise):
    """COINr 1.1.14, Impute(f_i = "i_mean", impute_by = "row", group_level = ..., normalise_first = ...)."""
    values, direction, lineage = denominated()
    result = by_row(
        values.to_numpy(dtype=float),
        indicator_group=numbers(lineage[level]),
        direction=direction if normalise else np.ones_like(direction),  # COINr averages bads and goods there
        normalise=normalise,
    )
    same(result, read(table).set_index("uCode"))


@needs_coinr
def test_the_vignette_is_that_of_coinr():
    """COINr 1.1.14, Impute(df1, ...): mean, median by group, row as it is, row normalised."""
    values = read("impute_vignette_df1").to_numpy(dtype=float)
    group = np.repeat([0, 1], 5)
    row = {"indicator_group": np.zeros(4, dtype=np.int64), "direction": np.ones(4, dtype=np.int64)}
    same(simple_imputation.mean(values), read("impute_vignette_df1_mean"))
    same(imputation.median_by_group(values, group=group), read("impute_vignette_df1_mediangrp"))
    same(by_row(values, **row, normalise=False), read("impute_vignette_df1_row_nonorm"))
    same(by_row(values, **row, normalise=True), read("impute_vignette_df1_row_norm"))


@needs_coinr
@pytest.mark.parametrize("call", ["i_mean", "i_median", "i_mean_grp_ab", "i_median_grp_ab", "i_mean_grp_abNA"])
def test_vectors_are_those_of_coinr(call):
    """COINr 1.1.14, i_mean(x), i_median(x), i_*_grp(x, f = "a", "b" in turn), and with NA as every third group."""
    inputs, outputs = read("vectors_in"), read("vectors_out").query("fn == @call")
    for name, rows in outputs.groupby("vec", sort=False):
        values = inputs.query("vec == @name")[["x"]].to_numpy(dtype=float)
        place = np.arange(len(values))
        nowhere = np.where(place % 3 == 2, 2 + place, place % 3)  # a unit without a group has a number of its own
        group = {"ab": place % 2, "abNA": nowhere}.get(call.rpartition("_")[2], np.zeros_like(place))
        impute = imputation.median_by_group if "median" in call else simple_imputation.mean_by_group
        found = impute(values, group=group).values
        np.testing.assert_allclose(found.ravel(), pd.to_numeric(rows["value"]), rtol=1e-9, atol=1e-9, err_msg=name)
