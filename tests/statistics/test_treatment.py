"""Treatment: the trigger for outliers, the margin to it, and winsorising."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from pipeline.statistics import transformation, treatment

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
NAN = np.nan
LIMITS = {"skewness_limit": 2.0, "kurtosis_limit": 3.5, "kurtosis_alone_limit": None}
tables = hnp.arrays(
    np.float64, (9, 3), elements=st.integers(-3, 3) | st.sampled_from([-900, 500, 1000]) | st.just(np.nan)
)


def column(*values: float):
    return np.array(values)[:, np.newaxis]


def winsorise(values, *, max_points=5, **limits):
    return treatment.winsorise(values, **(LIMITS | limits), max_points=max_points)


def test_symmetric_values_have_no_skewness():
    assert treatment.skewness(column(1.0, 2.0, 3.0)) == pytest.approx(0.0)


def test_the_skewness_of_zero_zero_one_is_the_root_of_three():
    assert treatment.skewness(column(0.0, 0.0, 1.0)) == pytest.approx(np.sqrt(3.0))  # Excel: SKEW(0;0;1)


def test_the_kurtosis_of_zero_zero_zero_one_is_four():
    assert treatment.kurtosis(column(0.0, 0.0, 0.0, 1.0)) == pytest.approx(4.0)  # Excel: KURT(0;0;0;1)


def test_missing_values_are_left_out_of_both_measures():
    full, holed = column(1.0, 2.0, 4.0, 9.0), column(1.0, NAN, 2.0, 4.0, NAN, 9.0)
    np.testing.assert_array_equal(treatment.skewness(holed), treatment.skewness(full))
    np.testing.assert_array_equal(treatment.kurtosis(holed), treatment.kurtosis(full))


def test_too_few_values_have_no_measure():
    assert np.isnan(treatment.skewness(column(1.0, 2.0, NAN))).all()
    assert np.isnan(treatment.kurtosis(column(1.0, 2.0, 4.0, NAN))).all()


@pytest.mark.parametrize("values", [column(0.1, 0.1, 0.1, 0.1, 0.1), column(NAN, NAN, NAN, NAN)])
def test_values_without_spread_have_no_measure_and_do_not_trip(values):
    skew, kurt = treatment.skewness(values), treatment.kurtosis(values)
    assert np.isnan([skew, kurt]).all()
    assert not treatment.is_outlying(skew, kurt, **LIMITS).any()


@settings(deadline=None, max_examples=50)
@given(
    values=hnp.arrays(np.float64, (9, 2), elements=st.integers(-99, 99)), scale=st.sampled_from([1e-150, 1.0, 1e150])
)
def test_both_measures_are_those_of_scipy_at_any_scale(values, scale):
    spread = np.ptp(values, axis=0) > 0
    reference = values[:, spread]
    skew, kurt = treatment.skewness(values * scale), treatment.kurtosis(values * scale)
    assert (np.isnan(skew) == ~spread).all()
    np.testing.assert_allclose(skew[spread], stats.skew(reference, bias=False), atol=1e-12)  # rounding near symmetry
    np.testing.assert_allclose(kurt[spread], stats.kurtosis(reference, bias=False), rtol=1e-9, atol=1e-12)


def test_the_trigger_wants_skewness_and_kurtosis_together():
    skew, kurt = np.array([2.3, 2.3, 1.0, -2.3]), np.array([4.0, 3.0, 4.0, 4.0])
    assert treatment.is_outlying(skew, kurt, **LIMITS).tolist() == [True, False, False, True]


def test_kurtosis_alone_trips_only_where_that_rule_is_chosen():
    skew, kurt = np.array([0.0]), np.array([11.0])
    assert not treatment.is_outlying(skew, kurt, **LIMITS).any()
    assert treatment.is_outlying(skew, kurt, **(LIMITS | {"kurtosis_alone_limit": 10.0})).all()


def test_a_measure_at_its_limit_does_not_trip():
    assert not treatment.is_outlying(np.array([2.0]), np.array([3.6]), **LIMITS).any()


def test_the_margin_is_what_is_left_below_each_limit():
    margins = treatment.margin_to_trigger(
        np.array([-2.25]), np.array([3.0]), skewness_limit=2.0, kurtosis_limit=3.5, kurtosis_alone_limit=10.0
    )
    assert (margins.skewness.item(), margins.kurtosis.item()) == (-0.25, 0.5)
    assert margins.kurtosis_alone is not None
    assert margins.kurtosis_alone.item() == 7.0


def test_without_the_rule_of_kurtosis_alone_there_is_no_margin_to_it():
    assert treatment.margin_to_trigger(np.array([0.0]), np.array([0.0]), **LIMITS).kurtosis_alone is None


def test_one_far_point_is_drawn_in_to_the_next_value():
    treated = winsorise(column(1.0, 2.0, 3.0, 4.0, 5.0, 90.0))
    assert treated.values.ravel().tolist() == [1.0, 2.0, 3.0, 4.0, 5.0, 5.0]
    assert treated.treated.ravel().tolist() == [False] * 5 + [True]
    assert (treated.n_points.item(), treated.passed.item()) == (1, True)


def test_a_far_low_point_is_drawn_up_and_a_blank_stays_blank():
    treated = winsorise(column(-90.0, 1.0, 2.0, NAN, 3.0, 4.0, 5.0))
    np.testing.assert_array_equal(treated.values.ravel(), [1.0, 1.0, 2.0, NAN, 3.0, 4.0, 5.0])
    assert treated.n_points.item() == 1


def test_points_tied_on_the_extreme_move_together_and_each_counts():
    values = column(*np.arange(1.0, 21.0), 900.0, 900.0)
    treated = winsorise(values, max_points=2)
    assert treated.values[-2:].ravel().tolist() == [20.0, 20.0]
    assert treated.n_points.item() == 2


def test_a_tie_that_would_exceed_the_most_allowed_is_not_drawn_in():
    values = column(*np.arange(1.0, 21.0), 900.0, 900.0)
    treated = winsorise(values, max_points=1)
    np.testing.assert_array_equal(treated.values, values)
    assert not treated.treated.any()
    assert not treated.passed.item()


def test_points_on_both_sides_are_drawn_in_as_the_skewness_turns():
    treated = winsorise(column(-300.0, *np.arange(1.0, 21.0), 500.0))
    assert treated.values[[0, -1]].ravel().tolist() == [1.0, 20.0]
    assert treated.n_points.item() == 2


def test_an_indicator_that_would_become_constant_is_left_as_it_was():
    values = column(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 7.0)
    treated = winsorise(values)
    np.testing.assert_array_equal(treated.values, values)
    assert (treated.n_points.item(), treated.passed.item()) == (0, False)


def test_with_no_points_allowed_an_outlying_indicator_stays_and_fails():
    treated = winsorise(column(1.0, 2.0, 3.0, 4.0, 5.0, 90.0), max_points=0)
    assert treated.values[-1] == 90.0
    assert not treated.passed.item()


@settings(deadline=None, max_examples=50)
@given(values=tables)
def test_winsorising_keeps_blanks_inputs_order_and_bounds(values):
    before = values.copy()
    treated = winsorise(values, max_points=2)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(np.isnan(treated.values), np.isnan(values))
    np.testing.assert_array_equal(treated.values[~treated.treated], values[~treated.treated])
    assert (treated.n_points == treated.treated.sum(axis=0)).all()
    assert (treated.n_points <= 2).all()
    ahead = values[:, np.newaxis] > values
    assert (treated.values[:, np.newaxis] >= treated.values)[ahead].all()
    skew, kurt = treatment.skewness(treated.values), treatment.kurtosis(treated.values)
    np.testing.assert_array_equal(treated.passed, ~treatment.is_outlying(skew, kurt, **LIMITS))


def test_no_order_of_units_decides_at_the_limit_itself():
    values = np.array([0.0, 0.0, 0.0, 1.0])  # skewness 2 but for rounding
    skews = [treatment.skewness(np.roll(values, places)[:, np.newaxis]).item() for places in range(4)]
    assert len(set(skews)) == 1
    beside_others = treatment.skewness(np.stack([values, values + 1, -values], axis=1))
    assert beside_others[0] == skews[0]


@settings(deadline=None, max_examples=50)
@given(values=tables, order=st.permutations(range(9)))
def test_the_order_of_units_does_not_matter(values, order):
    found, expected = winsorise(values[order], max_points=3), winsorise(values, max_points=3)
    np.testing.assert_array_equal(found.values, expected.values[order])
    np.testing.assert_array_equal(found.passed, expected.passed)


@settings(deadline=None, max_examples=25)
@given(values=st.tuples(tables, tables))
def test_a_batch_is_its_loop(values):
    together = winsorise(np.stack(values), max_points=2)
    for number, table in enumerate(values):
        alone = winsorise(table, max_points=2)
        np.testing.assert_array_equal(together.values[number], alone.values)
        np.testing.assert_array_equal(together.treated[number], alone.treated)
        np.testing.assert_array_equal(together.n_points[number], alone.n_points)
        np.testing.assert_array_equal(together.passed[number], alone.passed)


def test_a_negative_number_of_points_is_refused():
    with pytest.raises(ValueError, match="0 or more; found -1"):
        winsorise(column(1.0, 2.0), max_points=-1)


def coinr(name: str) -> pd.DataFrame:
    return pd.read_csv(COINR / f"{name}.csv", index_col="uCode", float_precision="round_trip")


@needs_coinr
@pytest.mark.parametrize(
    ("source", "table", "max_points"),
    [
        ("example_Screened", "treat_default", 5),
        ("example_Screened", "treat_winmax0", 0),
        ("example_Screened", "treat_winmax1", 1),
        ("example_Screened", "treat_winmax2", 2),
        ("example_Screened", "treat_winmax10", 10),
        ("newcoin_Raw", "treat_raw_with_NA", 5),
    ],
)
def test_the_same_points_are_drawn_in_as_by_coinr(source, table, max_points):
    """COINr 1.1.14, Treat(...), tables treat_*_data, _dets and _points; what fails there takes its log_CT."""
    values, expected = coinr(source), coinr(f"{table}_data").to_numpy(dtype=float)
    details = pd.read_csv(COINR / f"{table}_dets.csv", index_col="iCode").loc[values.columns]
    points = pd.read_csv(COINR / f"{table}_points.csv", keep_default_na=False)[list(values.columns)]
    found = winsorise(values.to_numpy(dtype=float), max_points=max_points)
    passed = found.passed
    assert found.treated.any() == (max_points > 0)
    np.testing.assert_array_equal(passed, details["check_SkewKurt1.Pass"].ne(False))  # blank: passed to begin with
    np.testing.assert_array_equal(found.values[:, passed], expected[:, passed])
    np.testing.assert_array_equal(found.treated[:, passed], points.isin(["winhi", "winlo"]).to_numpy()[:, passed])
    np.testing.assert_array_equal(found.n_points[passed], details["winsorise.nwin"].fillna(0).to_numpy()[passed])
    logarithms = transformation.log_ct(found.values[:, ~passed])
    np.testing.assert_allclose(logarithms, expected[:, ~passed], rtol=1e-12, atol=1e-12)  # logarithm of the platform


@needs_coinr
def test_skewness_and_kurtosis_with_blanks_are_those_of_coinr():
    """COINr 1.1.14, get_stats(coin, dset = "Raw"), table stats_Raw."""
    values = coinr("newcoin_Raw")
    expected = pd.read_csv(COINR / "stats_Raw.csv", index_col="iCode", float_precision="round_trip").loc[values.columns]
    found = values.to_numpy(dtype=float)
    np.testing.assert_allclose(treatment.skewness(found), expected["Skew"], rtol=1e-10)
    np.testing.assert_allclose(treatment.kurtosis(found), expected["Kurt"], rtol=1e-10)


@needs_coinr
@pytest.mark.parametrize(("call", "function"), [("skew", treatment.skewness), ("kurt", treatment.kurtosis)])
def test_skewness_and_kurtosis_of_vectors_are_those_of_coinr(call, function):
    """COINr 1.1.14 vectors, skew(x, na.rm = TRUE) and kurt(x, na.rm = TRUE)."""
    vectors, expected = vectors_of_coinr(call)
    assert len(expected) == 22
    for name, values in expected:
        found = function(vectors.get_group(name).to_numpy()[:, np.newaxis])
        np.testing.assert_allclose(found, values.astype(float), rtol=1e-10, atol=1e-12, err_msg=str(name))


@needs_coinr
@pytest.mark.parametrize(
    ("call", "max_points", "limit", "n_unfinished"),
    [("winsorise_default", 5, None, 0), ("winsorise_w1", 1, None, 1), ("winsorise_s1_k1", 5, 1.0, 1)],
)
def test_vectors_are_winsorised_as_by_coinr(call, max_points, limit, n_unfinished):
    """COINr 1.1.14 vectors, winsorise(x, winmax = 5 | 1) and winsorise(x, skew_thresh = 1, kurt_thresh = 1)."""
    limits = LIMITS if limit is None else LIMITS | {"skewness_limit": limit, "kurtosis_limit": limit}
    vectors, expected = vectors_of_coinr(call)
    assert len(expected) == 17
    unfinished = 0
    for name, theirs in expected:
        values = vectors.get_group(name).to_numpy()[:, np.newaxis]
        found = winsorise(values, max_points=max_points, **limits)
        if found.passed.all():
            np.testing.assert_array_equal(found.values.ravel(), theirs.astype(float), err_msg=str(name))
        else:  # COINr leaves a vector half treated; here it is returned as it came
            np.testing.assert_array_equal(found.values, values)
            unfinished += 1
    assert unfinished == n_unfinished


@needs_coinr
@pytest.mark.parametrize(("call", "max_points"), [("winsorise_default_nwin", 5), ("winsorise_w2_nwin", 2)])
def test_as_many_points_of_vectors_are_drawn_in_as_by_coinr(call, max_points):
    """COINr 1.1.14 vectors, winsorise(x, winmax = 5 | 2)$nwin."""
    vectors, expected = vectors_of_coinr(call)
    for name, theirs in expected:
        values = vectors.get_group(name).to_numpy()[:, np.newaxis]
        assert winsorise(values, max_points=max_points).n_points.item() == int(theirs.item()), name


def vectors_of_coinr(call: str):
    """The vectors by name, and what one call made of each."""
    vectors = pd.read_csv(COINR / "vectors_in.csv", float_precision="round_trip").groupby("vec")["x"]
    calls = pd.read_csv(COINR / "vectors_out.csv", na_values=["NaN"], low_memory=False)
    return vectors, calls[calls["fn"] == call].groupby("vec")["value"]
