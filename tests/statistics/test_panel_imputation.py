"""Panel imputation: last values, lines between years, and blocks from the unit's own earlier rounds."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import panel_imputation

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
panels = hnp.arrays(np.float64, (4, 5, 3), elements=st.integers(-50, 50) | st.just(np.nan))
YEARS = np.array([2018, 2019, 2021, 2022])
BLOCK = np.array([0, 0, 1])
NAN = np.nan


def series(*values):
    return np.array(values).reshape(-1, 1, 1)


def last(values, *, years=YEARS, max_age=None, ends="blank"):
    return panel_imputation.last_value(values, years=years, max_age=max_age, ends=ends)


def own_rounds(values, *, years=YEARS, block=BLOCK, max_age=None):
    return panel_imputation.from_own_rounds(values, years=years, block=block, max_age=max_age)


def drawn(values, *, seed, n_draws=20, years=YEARS, block=BLOCK, max_age=None):
    return panel_imputation.draw_from_own_rounds(
        values, years=years, block=block, max_age=max_age, n_draws=n_draws, rng=np.random.default_rng(seed)
    )


METHODS = {
    "last": last,
    "last_of_two_years": lambda values: last(values, max_age=2),
    "constant": lambda values: last(values, ends="nearest"),
    "linear": lambda values: panel_imputation.linear(values, years=YEARS, ends="blank"),
    "linear_to_the_ends": lambda values: panel_imputation.linear(values, years=YEARS, ends="nearest"),
}


def test_the_last_value_is_carried_with_its_year():
    result = last(series(5.0, NAN, NAN, 7.0))
    assert result.values.ravel().tolist() == [5.0, 5.0, 5.0, 7.0]
    assert result.data_year.ravel().tolist() == [2018, 2018, 2018, 2022]
    assert result.imputed.ravel().tolist() == [False, True, True, False]


def test_an_age_is_counted_in_years_and_not_in_rounds():
    result = last(series(5.0, NAN, NAN, NAN), max_age=2)
    np.testing.assert_array_equal(result.values.ravel(), [5.0, 5.0, NAN, NAN])  # 2021 is three years later
    np.testing.assert_array_equal(result.data_year.ravel(), [2018, 2018, NAN, NAN])


def test_an_age_of_zero_carries_nothing():
    assert not last(series(5.0, NAN, 6.0, NAN), max_age=0).imputed.any()


def test_constant_ends_take_the_first_value_backwards():
    assert last(series(NAN, NAN, 3.0, NAN), ends="nearest").values.ravel().tolist() == [3.0, 3.0, 3.0, 3.0]
    np.testing.assert_array_equal(last(series(NAN, NAN, 3.0, NAN)).values.ravel(), [NAN, NAN, 3.0, 3.0])


def test_a_line_follows_the_years_and_ends_with_the_data():
    values = series(2.0, NAN, 8.0, NAN)  # 2018, 2019, 2021, 2022: a third of the way from 2 to 8
    blank = panel_imputation.linear(values, years=YEARS, ends="blank")
    np.testing.assert_allclose(blank.values.ravel(), [2.0, 4.0, 8.0, NAN])
    nearest = panel_imputation.linear(values, years=YEARS, ends="nearest")
    np.testing.assert_allclose(nearest.values.ravel(), [2.0, 4.0, 8.0, 8.0])
    assert nearest.imputed.ravel().tolist() == [False, True, False, True]


def test_a_single_value_has_no_line():
    values = series(NAN, 4.0, NAN, NAN)
    assert not panel_imputation.linear(values, years=YEARS, ends="blank").imputed.any()
    assert (panel_imputation.linear(values, years=YEARS, ends="nearest").values == 4.0).all()


def test_a_block_comes_whole_from_one_round():
    values = np.full((3, 1, 3), NAN)
    values[0] = [[1.0, 2.0, 9.0]]
    values[1, 0, 0] = 5.0  # the later round has half of the survey
    result = own_rounds(values, years=np.array([2020, 2021, 2022]))
    assert result.values.tolist() == [[1.0, 2.0, 9.0]]
    assert result.data_year.tolist() == [[2020, 2020, 2020]]


def test_half_a_block_takes_what_it_lacks():
    values = np.array([[[1.0, 2.0, 9.0]], [[5.0, NAN, 8.0]], [[6.0, NAN, NAN]]])
    result = own_rounds(values, years=np.array([2020, 2021, 2022]))
    assert result.values.tolist() == [[6.0, 2.0, 8.0]]
    assert result.data_year.tolist() == [[2022, 2020, 2021]]


def test_the_expected_error_is_that_of_past_changes_over_the_same_lag():
    values = np.array([[[5.0], [2.0]], [[6.0], [5.0]], [[NAN], [5.0]]])
    result = own_rounds(values, years=np.array([2021, 2022, 2023]), block=np.array([0]))
    assert result.expected_error[0, 0] == pytest.approx(np.sqrt(10 / 3))  # changes of 1, 3 and 0
    assert result.n_changes.ravel().tolist() == [3, 0]
    assert np.isnan(result.expected_error[1, 0])


def test_a_lag_of_two_years_is_judged_by_changes_over_two_years():
    values = np.array([[[5.0], [2.0]], [[NAN], [5.0]], [[NAN], [9.0]]])
    result = own_rounds(values, years=np.array([2021, 2022, 2023]), block=np.array([0]))
    assert result.values[0, 0] == 5.0
    assert result.expected_error[0, 0] == 7.0  # 2 to 9
    assert result.n_changes[0, 0] == 1


def test_a_round_that_is_too_old_fills_nothing():
    values = np.array([[[5.0], [2.0]], [[NAN], [5.0]], [[NAN], [9.0]]])
    result = own_rounds(values, years=np.array([2021, 2022, 2023]), block=np.array([0]), max_age=1)
    assert not result.imputed.any()
    assert np.isnan(result.expected_error).all()


def test_a_first_carry_has_no_past_change_to_judge_it_by():
    values = np.array([[[5.0]], [[NAN]]])
    result = own_rounds(values, years=np.array([2022, 2023]), block=np.array([0]))
    assert result.values[0, 0] == 5.0
    assert np.isnan(result.expected_error[0, 0])
    assert not drawn(values, seed=1, years=np.array([2022, 2023]), block=np.array([0])).imputed.any()


def test_the_error_of_a_random_walk_is_its_step():
    """Steps of sd 2: the root mean square of 800 changes has a standard error of 2 / sqrt(1600) = 0.05."""
    walk = np.cumsum(np.random.default_rng(3).normal(0.0, 2.0, size=(5, 200, 1)), axis=0)
    walk[-1, 0] = NAN
    result = own_rounds(walk, years=np.arange(2018, 2023), block=np.array([0]))
    assert result.expected_error[0, 0] == pytest.approx(2.0, abs=0.2)  # four standard errors


def test_draws_add_the_change_of_one_unit_to_a_whole_block():
    values = np.array([[[1.0, 10.0, 0.0], [2.0, 20.0, 0.0], [3.0, 30.0, 0.0]]] * 2)
    values[1, 1:, :2] += [[0.5, 5.0], [0.7, 7.0]]
    values[1, 0, :2] = NAN
    result = drawn(values, seed=5, years=np.array([2022, 2023]))
    changes = result.values[:, 0, :2] - [1.0, 10.0]
    np.testing.assert_allclose(changes[:, 1], 10 * changes[:, 0])  # the two errors go together
    assert set(changes[:, 0].round(6)) == {0.5, 0.7}
    assert result.imputed.sum() == 20 * 2


def test_more_draws_begin_with_the_same_ones():
    values = np.random.default_rng(0).normal(size=(4, 5, 3))
    values[-1, :2, :2] = NAN
    few, many = drawn(values, seed=9, n_draws=3), drawn(values, seed=9, n_draws=8)
    np.testing.assert_array_equal(few.values, many.values[:3])
    np.testing.assert_array_equal(few.values, drawn(values, seed=9, n_draws=3).values)


@settings(deadline=None, max_examples=50)
@given(values=panels, name=st.sampled_from(sorted(METHODS)), order=st.permutations(range(5)))
def test_observed_cells_stay_the_mask_is_exact_and_the_order_of_units_does_not_matter(values, name, order):
    before = values.copy()
    result = METHODS[name](values)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(result.imputed, np.isnan(values) & ~np.isnan(result.values))
    np.testing.assert_array_equal(result.values[~result.imputed], values[~result.imputed])
    np.testing.assert_array_equal(METHODS[name](values[:, order]).values, result.values[:, order])


@settings(deadline=None, max_examples=25)
@given(values=panels, name=st.sampled_from(sorted(METHODS)))
def test_a_batch_is_its_loop(values, name):
    together = METHODS[name](np.stack([values, -values]))
    np.testing.assert_array_equal(together.values[0], METHODS[name](values).values)
    np.testing.assert_array_equal(together.values[1], METHODS[name](-values).values)


@settings(deadline=None, max_examples=50)
@given(values=panels)
def test_what_is_carried_is_the_value_of_the_year_that_it_says(values):
    result = last(values)
    for cell in np.argwhere(~np.isnan(result.values)):
        source = np.flatnonzero(result.data_year[tuple(cell)] == YEARS).item()
        assert source <= cell[0]
        assert result.values[tuple(cell)] == values[source, cell[1], cell[2]]


@settings(deadline=None, max_examples=50)
@given(values=panels, order=st.permutations(range(5)))
def test_own_rounds_touch_blanks_of_the_last_round_only(values, order):
    before = values.copy()
    result = own_rounds(values)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(result.imputed, np.isnan(values[-1]) & ~np.isnan(result.values))
    np.testing.assert_array_equal(result.values[~result.imputed], values[-1][~result.imputed])
    np.testing.assert_array_equal(np.isnan(result.data_year), np.isnan(result.values))
    again = own_rounds(values[:, order])
    np.testing.assert_array_equal(again.values, result.values[order])
    np.testing.assert_array_equal(again.expected_error, result.expected_error[order])


@pytest.mark.parametrize(
    ("years", "ends", "sentence"),
    [
        (np.array([2018, 2019]), "blank", r"one year for each entry of axis -3; found values \(4, 1, 1\)"),
        (YEARS[::-1], "blank", r"must increase; found \[2022, 2021, 2019, 2018\]"),
        (YEARS, "trend", "left blank or take the nearest value; found 'trend'"),
    ],
)
def test_a_panel_that_does_not_fit_is_refused(years, ends, sentence):
    with pytest.raises(ValueError, match=sentence):
        last(series(1.0, 2.0, 3.0, 4.0), years=years, ends=ends)
    with pytest.raises(ValueError, match=sentence):
        panel_imputation.linear(series(1.0, 2.0, 3.0, 4.0), years=years, ends=ends)


def test_an_age_below_zero_is_refused():
    with pytest.raises(ValueError, match="cannot be below 0 years; found -1"):
        last(series(1.0, 2.0, 3.0, 4.0), max_age=-1)
    with pytest.raises(ValueError, match="cannot be below 0 years; found -1"):
        own_rounds(np.ones((4, 5, 3)), max_age=-1)


def test_a_block_for_each_indicator_is_required():
    with pytest.raises(ValueError, match=r"found shapes \(4, 1, 1\) and \(3,\)"):
        own_rounds(series(1.0, 2.0, 3.0, 4.0))


def test_no_draws_are_refused():
    with pytest.raises(ValueError, match="at least 1 draw is needed; found 0"):
        drawn(np.ones((4, 5, 3)), seed=0, n_draws=0)


def read(name):
    """A long table of COINr as a panel (years, units, indicators), units by code."""
    table = pd.read_csv(COINR / f"{name}.csv", float_precision="round_trip").sort_values(["Time", "uCode"])
    keep = [code for code in indicators_of_coinr() if code in table]
    years = table["Time"].unique()
    return table[keep].to_numpy(dtype=float).reshape(len(years), -1, len(keep)), years


def indicators_of_coinr():
    return pd.read_csv(COINR / "impute_panel_latest_DataT.csv", nrows=0).columns[2:].tolist()


def same(found, table):
    np.testing.assert_allclose(found, read(table)[0], rtol=1e-9, atol=1e-9)


@needs_coinr
def test_latest_is_that_of_coinr_values_and_data_years():
    """COINr 1.1.14, impute_panel(imp_type = "latest"), with max_time = 1, its DataT, and Impute of a purse."""
    values, years = read("panel_gaps_input")
    same(last(values, years=years).data_year, "impute_panel_latest_DataT")
    same(last(values, years=years, max_age=1).values, "impute_panel_latest_max1")
    same(last(values, years=years).values, "purse_impute_panel_latest")
    same(last(read("panel_gaps_input2")[0], years=years).values, "impute_panel_latest")


@needs_coinr
def test_constant_is_that_of_coinr():
    """COINr 1.1.14, impute_panel(imp_type = "constant"): the previous value, and the first one before it."""
    values, years = read("panel_gaps_input2")
    same(last(values, years=years, ends="nearest").values, "impute_panel_constant")


@needs_coinr
def test_linear_is_that_of_coinr():
    """COINr 1.1.14, impute_panel(imp_type = "linear"): constant ends."""
    values, years = read("panel_gaps_input2")
    same(panel_imputation.linear(values, years=years, ends="nearest").values, "impute_panel_linear")


@needs_coinr
def test_approx_df_is_that_of_coinr():
    """COINr 1.1.14, approx_df: a 1, -, 3, 8; b -, 2, -, 5; c -, -, -, 4 in 2010, 2011, 2013, 2016, at 2012 and 2014.

    A line needs two values: COINr blanks the single 4 of c; here what was observed stays.
    """
    expected = pd.read_csv(COINR / "approx_df_demo.csv", float_precision="round_trip")
    values = np.full((6, 1, 3), NAN)
    values[[0, 1, 3, 5], 0] = [[1, NAN, NAN], [NAN, 2, NAN], [3, NAN, NAN], [8, 5, 4]]
    found = panel_imputation.linear(values, years=expected["tt"].to_numpy(), ends="blank")
    wanted = expected[["a", "b", "c"]].to_numpy(dtype=float)
    wanted[5, 2] = 4.0
    known = ~np.isnan(wanted)
    np.testing.assert_allclose(found.values[:, 0][known], wanted[known], rtol=1e-9)
    assert np.isnan(found.values[:5, 0, 2]).all()


def test_the_error_of_a_lag_is_the_root_mean_square_of_its_changes():
    """Changes over one year 1 and 2, over two years 3; a value of its own round has no lag."""
    rounds = np.array([[[1.0]], [[2.0]], [[4.0]]])
    years = np.array([2020, 2021, 2022])
    for lag, wanted, n in ((1.0, np.sqrt(2.5), 2), (2.0, 3.0, 1), (5.0, np.nan, 0), (np.nan, np.nan, 0)):
        error, count = panel_imputation.lag_errors(rounds, years=years, lag=np.array([[lag]]))
        np.testing.assert_allclose(error, [[wanted]])
        assert count.item() == n
