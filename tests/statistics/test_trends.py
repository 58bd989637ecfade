"""Trends: rates that lead from one end to the other, or follow a line."""

from __future__ import annotations

import functools
import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import panel_imputation, trends

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
NAN = np.nan
YEARS = np.arange(2018, 2023)
panels = hnp.arrays(np.float64, (5, 4, 2), elements=st.integers(1, 50) | st.just(np.nan))
growth = functools.partial(trends.compound_growth, years=YEARS)
change = functools.partial(trends.percentage_change, years=YEARS, per=1.0)
every = pytest.mark.parametrize("trend", [growth, change])


def series(*values: float):
    return np.array(values)[:, np.newaxis, np.newaxis]


def test_a_tenth_more_each_year_is_a_rate_of_a_tenth():
    assert growth(series(100.0, 110.0, 121.0, 133.1, 146.41)) == pytest.approx(0.1)


def test_only_the_ends_count_and_blanks_beyond_them_shorten_the_time():
    assert growth(series(NAN, 4.0, 999.0, 9.0, NAN)) == pytest.approx(0.5)  # from 4 to 9 in two years


def test_a_fall_to_zero_is_total_and_no_rate_leads_away_from_zero_or_across_it():
    assert growth(series(5.0, NAN, NAN, NAN, 0.0)) == -1.0
    assert growth(series(0.0, 1.0, 2.0, 3.0, 0.0)) == 0.0
    assert np.isnan(growth(series(0.0, NAN, NAN, NAN, 5.0)))
    assert np.isnan(growth(series(-1.0, NAN, NAN, NAN, 5.0)))


def test_between_negative_ends_the_rate_is_of_their_size():
    assert growth(series(-16.0, NAN, NAN, NAN, -1.0)) == pytest.approx(-0.5)


def test_the_line_through_two_values_is_their_difference():
    assert change(series(50.0, NAN, NAN, NAN, 60.0)) == pytest.approx(5.0)  # 20 % in four years
    ten = trends.percentage_change(series(50.0, NAN, NAN, NAN, 60.0), years=YEARS, per=10.0)
    assert ten == pytest.approx(50.0)


def test_the_line_of_least_squares_by_hand():
    values = series(1.0, 2.0, 4.0, 9.0)
    found = trends.percentage_change(values, years=YEARS[:4], per=1.0)
    assert found == pytest.approx(2600.0)  # slope 2.6; the line starts at 4 - 1.5 x 2.6 = 0.1


def test_a_line_that_starts_at_zero_has_no_percentage_and_equal_values_have_none_to_speak_of():
    assert np.isnan(change(series(0.0, 1.0, 2.0, 3.0, 4.0)))
    assert change(series(0.0, 0.0, NAN, 0.0, 0.0)) == 0.0
    assert change(series(0.1, 0.1, 0.1, 0.1, NAN)) == 0.0


@every
@pytest.mark.parametrize("values", [series(NAN, NAN, NAN, NAN, NAN), series(NAN, 3.0, NAN, NAN, NAN)])
def test_fewer_than_two_values_have_no_trend(trend, values):
    assert np.isnan(trend(values)).all()


def test_the_span_is_what_was_observed():
    span = trends.observed_span(series(NAN, 3.0, NAN, 4.0, NAN), years=YEARS)
    assert (span.first.item(), span.last.item(), span.availability_share.item()) == (2019.0, 2021.0, 0.4)


def test_the_latest_years_are_counted_back_from_the_last_value_blanks_included():
    found = trends.latest(series(1.0, 2.0, NAN, 4.0, NAN), n_years=3).ravel()
    np.testing.assert_array_equal(found, [NAN, 2.0, NAN, 4.0, NAN])


def test_a_series_that_reaches_exactly_so_far_is_kept_and_a_shorter_one_is_blank():
    values = series(1.0, 2.0, 3.0, NAN, NAN)
    np.testing.assert_array_equal(trends.latest(values, n_years=3), values)
    assert np.isnan(trends.latest(values, n_years=4)).all()
    assert np.isnan(trends.latest(series(NAN, NAN, NAN, NAN, NAN), n_years=1)).all()


@every
@settings(deadline=None, max_examples=40)
@given(values=panels, order=st.permutations(range(4)))
def test_order_and_batch_do_not_matter_and_inputs_stay(trend, values, order):
    before = values.copy()
    found = trend(values)
    np.testing.assert_array_equal(trend(values[:, order]), found[order])
    np.testing.assert_array_equal(trend(np.stack([values, values]))[1], found)
    np.testing.assert_array_equal(values, before)
    assert np.isnan(found)[(~np.isnan(values)).sum(axis=0) < 2].all()


@every
@settings(deadline=None, max_examples=25)
@given(values=panels.filter(lambda x: not np.isnan(x).any()), a=st.sampled_from([1e-3, 7.0, 1e6]))
def test_the_unit_of_measure_does_not_matter(trend, values, a):
    start_is_far_from_zero = values + 200.0
    np.testing.assert_allclose(trend(a * start_is_far_from_zero), trend(start_is_far_from_zero), rtol=1e-7, atol=1e-9)


@settings(deadline=None, max_examples=25)
@given(values=panels)
def test_a_greater_last_value_never_lowers_the_rate(values):
    greater = values.copy()
    greater[-1] += 5.0
    found, more = growth(values), growth(greater)
    assert (more >= found)[~np.isnan(found)].all()


@pytest.mark.parametrize("years", [YEARS[::-1].copy(), np.array([2018, 2018, 2020, 2021, 2022])])
def test_years_that_do_not_increase_are_refused(years):
    with pytest.raises(ValueError, match=r"years must increase; found \[20"):
        trends.compound_growth(series(1.0, 2.0, 3.0, 4.0, 5.0), years=years)


def test_years_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"years before units and indicators; found shapes \(5,\), \(2, 2\)"):
        growth(np.ones((2, 2)))


def test_a_period_or_a_number_of_years_that_is_not_positive_is_refused():
    with pytest.raises(ValueError, match="needs a period above 0; found 0"):
        trends.percentage_change(series(1.0, 2.0), years=YEARS[:2], per=0.0)
    with pytest.raises(ValueError, match="must be 1 or more; found 0"):
        trends.latest(series(1.0), n_years=0)


def purse(name: str, codes: list[str]) -> tuple[np.ndarray, list[str]]:
    """Years, units and indicators of a table of COINr's, with the codes of the units."""
    table = pd.read_csv(COINR / f"{name}.csv", float_precision="round_trip").sort_values(["Time", "uCode"])
    assert sorted(table["Time"].unique()) == YEARS.tolist()
    units = table["uCode"].to_numpy().reshape(5, -1)
    return table[codes].to_numpy(dtype=float).reshape(5, -1, len(codes)), units[0].tolist()


def expected(table: str, codes: list[str], column: str, units: list[str]) -> np.ndarray:
    found = pd.read_csv(COINR / f"{table}.csv", float_precision="round_trip")
    return found.pivot(index="uCode", columns="iCode", values=column).loc[units, codes].to_numpy(dtype=float)


@needs_coinr
@pytest.mark.parametrize(
    ("source", "table", "codes", "column", "trend"),
    [
        ("purse_Raw", "trends_CAGR_Raw", ["LPI", "Flights", "CO2", "GDPGrow"], "CAGR", growth),
        ("purse_Raw", "trends_prc_change_Raw", ["LPI", "Flights", "CO2", "GDPGrow"], "prc_change", change),
        ("purse_Aggregated", "trends_Aggregated_CAGR", ["Index"], "CAGR", growth),
    ],
)
def test_trends_are_those_of_coinr(source, table, codes, column, trend):
    """COINr 1.1.14, get_trends(purse, f_trend = "CAGR" or "prc_change"); its infinities, from 0, are NaN here."""
    values, units = purse(source, codes)
    theirs = expected(table, codes, column, units)
    np.testing.assert_array_equal(np.isinf(theirs) & (values[0] != 0), False)
    theirs[np.isinf(theirs)] = NAN
    np.testing.assert_allclose(trend(values), theirs, rtol=1e-9, atol=1e-12)
    span = trends.observed_span(values, years=YEARS)
    np.testing.assert_array_equal(span.availability_share, expected(table, codes, "Avail", units))
    np.testing.assert_array_equal(span.first, expected(table, codes, "t_first", units))
    np.testing.assert_array_equal(span.last, expected(table, codes, "t_latest", units))


@needs_coinr
@pytest.mark.parametrize("table", ["trends_CAGR_gap_latest3", "trends_CAGR_gap_interp"])
def test_trends_over_gaps_are_those_of_coinr(table):
    """COINr 1.1.14, get_trends on panel_gaps_input: use_latest = 3; interp_at = "all", times the direction (CO2 -1)."""
    codes = ["LPI", "Flights", "CO2"]
    values, units = purse("panel_gaps_input", codes)
    if table.endswith("latest3"):
        kept = trends.latest(values, n_years=3)
        first = trends.observed_span(kept, years=YEARS).first
        reported = expected(table, codes, "t_first_use_latest", units)
        np.testing.assert_array_equal(first[~np.isnan(reported)], reported[~np.isnan(reported)])
    else:
        kept = panel_imputation.linear(values, years=YEARS, ends="blank").values
    turned = -1.0 if table.endswith("interp") else 1.0
    sign = np.array([1.0, 1.0, turned])
    np.testing.assert_allclose(growth(kept) * sign, expected(table, codes, "CAGR", units), rtol=1e-11, atol=1e-13)


@needs_coinr
def test_lines_at_wanted_years_are_those_of_coinr():
    """COINr 1.1.14, approx_df, table approx_df_demo: wanted years are blank rows; a single value it blanks as well."""
    expected_rows = pd.read_csv(COINR / "approx_df_demo.csv", index_col="tt", float_precision="round_trip")
    values = pd.DataFrame(
        {"a": [1, NAN, 3, 8], "b": [NAN, 2, NAN, 5], "c": [NAN, NAN, NAN, 4]}, [2010, 2011, 2013, 2016]
    )
    rows = values.reindex(expected_rows.index).to_numpy(dtype=float)[:, np.newaxis]
    lines = panel_imputation.linear(rows, years=expected_rows.index.to_numpy(), ends="blank").values[:, 0]
    wanted = expected_rows.index.isin([2010, 2012, 2014])
    np.testing.assert_allclose(lines[wanted], expected_rows[wanted], rtol=1e-12)


@needs_coinr
@pytest.mark.parametrize(
    ("table", "column", "trend"),
    [
        ("trends_CAGR_Time19_21", "CAGR", trends.compound_growth),
        ("trends_prc_change_Time19_21", "prc_change", functools.partial(trends.percentage_change, per=1.0)),
    ],
)
def test_a_choice_of_years_takes_their_own_values_where_coinr_takes_those_of_others(table, column, trend):
    """COINr 1.1.14, get_trends(Time = 2019:2021) uses the values of 2018-2020 under the years 2019-2021: a defect."""
    values, units = purse("purse_Raw", ["LPI", "CO2"])
    theirs = expected(table, ["LPI", "CO2"], column, units)
    np.testing.assert_allclose(trend(values[0:3], years=YEARS[1:4]), theirs, rtol=1e-9, atol=1e-12)
    assert not np.allclose(trend(values[1:4], years=YEARS[1:4]), theirs, rtol=1e-3)


@needs_coinr
@pytest.mark.parametrize(
    ("call", "per"), [("CAGR_2000on", None), ("prc_change_2000on", 1.0), ("prc_change_per10", 10.0)]
)
def test_trends_of_vectors_are_those_of_coinr(call, per):
    """COINr 1.1.14 vectors, CAGR(x, 1999 + i), prc_change(x, 1999 + i, per); from 0 it gives infinities, here NaN."""
    vectors = pd.read_csv(COINR / "vectors_in.csv", float_precision="round_trip").groupby("vec")["x"]
    calls = pd.read_csv(COINR / "vectors_out.csv", na_values=["NaN"], low_memory=False)
    theirs = calls[calls["fn"] == call].set_index("vec")["value"].astype(float)
    for name, vector in vectors:
        years = 2000 + np.arange(vector.size)
        values = vector.to_numpy()[:, np.newaxis, np.newaxis]
        if per is None:
            found = trends.compound_growth(values, years=years).item()
        else:
            found = trends.percentage_change(values, years=years, per=per).item()
        if name == "with_zero":
            assert np.isnan(found)
            continue
        np.testing.assert_allclose(found, theirs[name], rtol=1e-9, err_msg=str(name))
