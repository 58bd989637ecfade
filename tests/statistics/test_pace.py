"""Targets: gaps, scores, required and observed pace, years of arrival and lights, by hand and as properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.statistics import pace

AT_LEAST = {"low": np.array([100.0]), "high": np.array([np.inf])}
AT_MOST = {"low": np.array([-np.inf]), "high": np.array([10.0])}
BETWEEN = {"low": np.array([5.0]), "high": np.array([7.0])}
RULE = {"on_track": 0.95, "moderate": 0.6}
YEARS = np.array([2020, 2021, 2022, 2023, 2024])


def column(*values: float) -> np.ndarray:
    """Units under one another, one indicator."""
    return np.array(values, dtype=float)[:, np.newaxis]


def series(*values: float) -> np.ndarray:
    """One unit and one indicator over the years."""
    return np.array(values, dtype=float)[:, np.newaxis, np.newaxis]


def test_the_gap_is_signed_and_nothing_once_the_target_is_met():
    assert pace.gap(column(80.0, 120.0, np.nan), **AT_LEAST)[:, 0] == pytest.approx([20.0, 0.0, np.nan], nan_ok=True)
    assert pace.gap(column(14.0, 10.0), **AT_MOST)[:, 0].tolist() == [-4.0, 0.0]
    assert pace.gap(column(4.0, 6.0, 9.0), **BETWEEN)[:, 0].tolist() == [1.0, 0.0, -2.0]


def test_the_distance_score_runs_from_the_stated_baseline_to_the_target():
    found = pace.distance_score(column(20.0, 80.0, 100.0, 10.0, np.nan), baseline=np.array([20.0]), **AT_LEAST)
    assert found[:, 0] == pytest.approx([0.0, 75.0, 100.0, 0.0, np.nan], nan_ok=True)
    less = pace.distance_score(column(30.0, 15.0), baseline=np.array([30.0]), **AT_MOST)
    assert less[:, 0] == pytest.approx([0.0, 75.0])  # 5 of 20 are left
    assert pace.distance_score(column(8.0), baseline=np.array([3.0]), **BETWEEN)[0, 0] == pytest.approx(50.0)


def test_a_baseline_that_meets_the_target_is_refused():
    with pytest.raises(ValueError, match="a baseline must not meet its target; found"):
        pace.distance_score(column(1.0), baseline=np.array([100.0]), **AT_LEAST)


def test_bounds_the_wrong_way_round_are_refused():
    with pytest.raises(ValueError, match="a target needs low <= high"):
        pace.gap(column(1.0), low=np.array([2.0]), high=np.array([1.0]))


def test_the_required_pace_is_the_gap_over_the_years_left():
    left = column(5.0, 5.0, 0.0, 5.0)
    found = pace.required(column(80.0, 100.0, 80.0, np.nan), years_left=left, path="linear", **AT_LEAST)
    assert found[:, 0] == pytest.approx([4.0, 0.0, np.nan, np.nan], nan_ok=True)


def test_the_required_geometric_pace_multiplies_up_to_the_target():
    found = pace.required(column(25.0, 0.0, 400.0), years_left=column(2.0, 2.0, 2.0), path="geometric", **AT_LEAST)
    assert found[:, 0] == pytest.approx([1.0, np.nan, 0.0], nan_ok=True)  # 25, 50, 100; from 0 no rate leads anywhere


@pytest.mark.parametrize(("path", "expected"), [("linear", [10.0, 12.0, 14.0]), ("geometric", [10.0, 30.0, 90.0])])
def test_a_path_adds_or_multiplies(path, expected):
    found = pace.required_path(column(10.0), column(2.0), ahead=np.array([0, 1, 2]), path=path)
    assert found[:, 0, 0].tolist() == expected


def test_the_observed_pace_is_the_middle_and_the_range_of_all_pairwise_slopes():
    found = pace.observed(series(0.0, 1.0, 5.0), years=YEARS[:3], least_years=3, path="linear")  # slopes 1, 2.5, 4
    assert [float(part[0, 0]) for part in (found.least, found.middle, found.greatest)] == [1.0, 2.5, 4.0]
    assert int(found.n_years[0, 0]) == 3


def test_the_observed_pace_skips_blank_years_but_counts_their_time():
    found = pace.observed(series(0.0, np.nan, 4.0, np.nan, 12.0), years=YEARS, least_years=3, path="linear")
    assert [float(part[0, 0]) for part in (found.least, found.middle, found.greatest)] == [2.0, 3.0, 4.0]


def test_the_observed_geometric_pace_is_a_rate():
    found = pace.observed(series(100.0, 110.0, 121.0), years=YEARS[:3], least_years=3, path="geometric")
    assert found.middle[0, 0] == pytest.approx(0.1)
    assert found.greatest[0, 0] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("values", "path"),
    [((1.0, 2.0, np.nan), "linear"), ((np.nan, np.nan, np.nan), "linear"), ((0.0, 2.0, 4.0), "geometric")],
)
def test_with_too_few_years_or_without_a_rate_the_pace_is_not_estimable(values, path):
    found = pace.observed(series(*values), years=YEARS[:3], least_years=3, path=path)
    assert np.isnan([found.least, found.middle, found.greatest]).all()
    lights = pace.lights(column(5.0), found.middle, years_left=column(6.0), **RULE)
    assert lights.tolist() == [["not_estimable"]]


def test_a_pace_from_two_years_cannot_be_asked_for():
    with pytest.raises(ValueError, match="3 observed years or more; found 2"):
        pace.observed(series(1.0, 2.0), years=YEARS[:2], least_years=2, path="linear")


def test_years_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="years must increase"):
        pace.observed(series(1.0, 2.0, 3.0), years=np.array([2020, 2020, 2021]), least_years=3, path="linear")


def test_the_year_of_arrival_is_the_first_whole_year_after():
    given = {"last_years": column(2024.0, 2024.0, 2024.0, 2024.0, 2024.0), "path": "linear"}
    found = pace.arrival(column(80.0, 80.0, 80.0, 80.0, 100.0), column(5.0, 6.0, 0.0, -1.0, -1.0), **given, **AT_LEAST)
    assert found[:, 0].tolist() == [2028.0, 2028.0, np.inf, np.inf, 2024.0]  # 4 years; 3.3; never; never; met
    unknown = pace.arrival(column(80.0), column(np.nan), last_years=column(2024.0), path="linear", **AT_LEAST)
    assert np.isnan(unknown).all()


def test_the_year_of_arrival_at_a_rate():
    given = {"last_years": column(2024.0, 2024.0), "path": "geometric"}
    found = pace.arrival(column(25.0, 40.0), column(1.0, -0.5), low=np.array([-np.inf]), high=np.array([10.0]), **given)
    assert found[:, 0].tolist() == [np.inf, 2026.0]  # doubling leads away; 40, 20, 10
    up = pace.arrival(column(25.0), column(1.0), last_years=column(2024.0), path="geometric", **AT_LEAST)
    assert up[0, 0] == 2026.0


def test_the_lights_follow_their_rule():
    ratios = column(1.2, 0.95, 0.94, 0.6, 0.59, 0.0, -0.01, np.nan)
    found = pace.lights(np.ones_like(ratios), ratios, years_left=np.full_like(ratios, 6.0), **RULE)[:, 0].tolist()
    expected = ["on_track", "on_track", "moderate", "moderate", "insufficient", "insufficient", "away", "not_estimable"]
    assert found == expected


def test_a_target_met_missed_or_without_a_value_needs_no_pace():
    found = pace.lights(
        column(0.0, 3.0, np.nan), column(np.nan, 2.0, np.nan), years_left=column(0.0, 0.0, np.nan), **RULE
    )
    assert found[:, 0].tolist() == ["met", "missed", "no_value"]
    assert {*found[:, 0]} <= set(pace.LIGHTS)


@pytest.mark.parametrize("rule", [{"on_track": 0.5, "moderate": 0.6}, {"on_track": 0.9, "moderate": 0.0}])
def test_thresholds_in_another_order_are_refused(rule):
    with pytest.raises(ValueError, match="lights need 0 < moderate < on_track"):
        pace.lights(column(1.0), column(1.0), years_left=column(1.0), **rule)


starts = st.floats(1.0, 99.0)
lefts = st.integers(1, 20)
paths = st.sampled_from(["linear", "geometric"])


@given(start=starts, left=lefts, path=paths)
def test_the_required_path_ends_on_the_target_and_arrives_in_its_year(start, left, path):
    needed = pace.required(column(start), years_left=column(left), path=path, **AT_LEAST)
    ends = pace.required_path(column(start), needed, ahead=np.array([left]), path=path)
    assert ends[0, 0, 0] == pytest.approx(100.0)
    arrived = pace.arrival(column(start), needed, last_years=column(2024.0), path=path, **AT_LEAST)
    assert arrived[0, 0] == 2024 + left


@given(values=st.lists(st.floats(1.0, 99.0), min_size=5, max_size=5), path=paths)
def test_a_faster_pace_never_arrives_later_and_never_has_a_worse_light(values, path):
    found = pace.observed(series(*values), years=YEARS, least_years=3, path=path)
    last, left = column(values[-1]), column(6.0)
    assert (found.least <= found.middle).all()
    assert (found.middle <= found.greatest).all()
    ends = [found.least, found.middle, found.greatest]
    arrivals = [pace.arrival(last, end, last_years=column(2024.0), path=path, **AT_LEAST)[0, 0] for end in ends]
    assert arrivals == sorted(arrivals, reverse=True)
    needed = pace.required(last, years_left=left, path=path, **AT_LEAST)
    way = pace.gap(last, **AT_LEAST)
    order = ["on_track", "moderate", "insufficient", "away"]
    lights = [pace.lights(way, pace.ratio(end, needed), years_left=left, **RULE)[0, 0] for end in ends]
    assert [order.index(light) for light in lights] == sorted((order.index(light) for light in lights), reverse=True)


@given(slope=st.floats(-10, 10), start=st.floats(-50, 50))
def test_of_a_straight_line_every_slope_is_its_own(slope, start):
    line = series(*[start + slope * step for step in range(5)])
    found = pace.observed(line, years=YEARS, least_years=3, path="linear")
    assert [float(p[0, 0]) for p in (found.least, found.middle, found.greatest)] == pytest.approx([slope] * 3, abs=1e-9)


def test_the_middle_is_the_slope_of_theil_and_sen_as_scipy_computes_it():
    from scipy import stats

    values = [42.0, 42.4, 45.9, 46.1, 45.3]
    found = pace.observed(series(*values), years=YEARS, least_years=3, path="linear")
    assert found.middle[0, 0] == pytest.approx(stats.theilslopes(values, YEARS).slope)
