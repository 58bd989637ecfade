"""Power transformations: the power given, or of greatest likelihood."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from pipeline.statistics import normalisation, power_transformations, treatment

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
NAN = np.nan
positive_tables = hnp.arrays(np.float64, (8, 2), elements=st.integers(1, 500) | st.just(np.nan))
tables = hnp.arrays(np.float64, (8, 2), elements=st.integers(-30, 30) | st.just(np.nan))


def spread_out(values):
    """Half of the units fixed, so that no power has to part one value from many equal ones."""
    spread = values.copy()
    spread[..., :4, :] = np.array([-28.0, -7.0, 12.0, 19.0])[:, np.newaxis]
    return spread


def column(*values: float):
    return np.array(values)[:, np.newaxis]


def box_cox(values):
    return power_transformations.box_cox(np.abs(values) + 1.0, power=None)


def yeo_johnson(values):
    return power_transformations.yeo_johnson(values, power=None)


every = pytest.mark.parametrize("estimate", [box_cox, yeo_johnson])


@pytest.mark.parametrize(
    ("power", "expected"),
    [(0.0, [0.0, np.log(4)]), (0.5, [0.0, 2.0]), (1.0, [0.0, 3.0]), (2.0, [0.0, 7.5]), (-1.0, [0, 0.75])],
)
def test_box_cox_by_hand(power, expected):
    found = power_transformations.box_cox(column(1.0, 4.0), power=np.array([power]))
    assert found.values.ravel() == pytest.approx(expected)
    assert found.power.tolist() == [power]


@pytest.mark.parametrize(
    ("power", "expected"),
    [(1.0, [-3.0, 0.0, 3.0]), (0.0, [-7.5, 0.0, np.log(4)]), (2.0, [-np.log(4), 0.0, 7.5]), (0.5, [-14 / 3, 0.0, 2.0])],
)
def test_yeo_johnson_by_hand(power, expected):
    found = power_transformations.yeo_johnson(column(-3.0, 0.0, 3.0), power=np.array([power]))
    assert found.values.ravel() == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(5))
def test_the_power_of_box_cox_is_that_of_scipy(seed):
    rng = np.random.default_rng(seed)
    values = np.exp(rng.normal(seed, 0.4 * (seed + 1), size=60))
    found = power_transformations.box_cox(values[:, np.newaxis], power=None)
    expected, power = stats.boxcox(values)
    assert found.power.item() == pytest.approx(power, abs=1e-6)  # two searches, each to about 1e-8
    np.testing.assert_allclose(found.values.ravel(), expected, rtol=1e-5)


@pytest.mark.parametrize(("seed", "centre"), [(0, 0.0), (1, 5.0), (2, -5.0), (3, 1.0), (4, 20.0)])
def test_the_power_of_yeo_johnson_is_that_of_scipy(seed, centre):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=60) ** 3 + centre
    found = power_transformations.yeo_johnson(values[:, np.newaxis], power=None)
    expected, power = stats.yeojohnson(values)
    assert found.power.item() == pytest.approx(power, abs=1e-6)  # two searches, each to about 1e-8
    np.testing.assert_allclose(found.values.ravel(), expected, rtol=1e-4, atol=1e-6)


def test_no_other_power_is_likelier():
    values = np.array([0.5, 1.0, 2.0, 2.5, 7.0, 30.0])
    best = power_transformations.box_cox(values[:, np.newaxis], power=None).power.item()
    grid = np.linspace(-2.0, 2.0, 401)
    likelihood = [stats.boxcox_llf(power, values) for power in grid]
    assert grid[np.argmax(likelihood)] == pytest.approx(best, abs=0.01)
    assert stats.boxcox_llf(best, values) >= max(likelihood)


def test_a_log_normal_sample_has_power_near_zero_and_a_normal_one_near_one():
    rng = np.random.default_rng(5)
    normal = rng.normal(10.0, 2.0, size=500)
    found = power_transformations.box_cox(np.column_stack([np.exp(normal / 2.0), normal]), power=None)
    assert found.power == pytest.approx([0.0, 1.0], abs=0.25)  # sampling error at n = 500


def test_a_left_tail_is_shortened_without_reflection():
    values = column(20.0, 60.0, 80.0, 90.0, 95.0, 97.0, 98.0, 99.0)
    found = power_transformations.yeo_johnson(values, power=None)
    assert found.power.item() > 1
    assert abs(treatment.skewness(found.values).item()) < abs(treatment.skewness(values).item())


@settings(deadline=None, max_examples=20)
@given(values=positive_tables, a=st.sampled_from([1e-3, 7.0, 1e6]))
def test_the_estimated_power_of_box_cox_does_not_depend_on_the_unit_of_measure(values, a):
    spread = np.sort(values, axis=0)
    spread[:3] = [[1.0, 1.0], [20.0, 300.0], [400.0, 9.0]]
    direction = np.array([1, -1])
    found = [
        normalisation.min_max(
            power_transformations.box_cox(table, power=None).values, direction=direction, lower=0.0, upper=1.0
        )
        for table in (spread, a * spread)
    ]
    np.testing.assert_allclose(found[0], found[1], atol=1e-5)  # powers to about 1e-8, times the logarithms


@every
@settings(deadline=None, max_examples=25)
@given(values=tables, order=st.permutations(range(8)))
def test_each_is_increasing_keeps_blanks_and_does_not_mind_the_order_of_units(estimate, values, order):
    values = spread_out(values)
    before = values.copy()
    found = estimate(values)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(np.isnan(found.values), np.isnan(values))
    shifted = values if estimate is yeo_johnson else np.abs(values) + 1.0
    ahead = shifted[:, np.newaxis] > shifted
    assert (found.values[:, np.newaxis] > found.values)[ahead].all()
    shuffled = estimate(values[order])
    np.testing.assert_array_equal(shuffled.values, found.values[order])
    np.testing.assert_array_equal(shuffled.power, found.power)


@every
@settings(deadline=None, max_examples=15)
@given(values=st.tuples(tables, tables))
def test_a_batch_is_its_loop_and_a_stored_power_gives_the_values_again(estimate, values):
    values = spread_out(np.stack(values))
    together = estimate(values)
    for replicate, table in enumerate(values):
        np.testing.assert_array_equal(together.values[replicate], estimate(table).values)
        np.testing.assert_array_equal(together.power[replicate], estimate(table).power)
    if estimate is yeo_johnson:
        again = power_transformations.yeo_johnson(values, power=together.power)
        np.testing.assert_array_equal(again.values, together.values)


@every
def test_equal_values_and_blanks_have_no_power_and_stay(estimate):
    found = estimate(np.array([[3.0, NAN], [3.0, NAN]]))
    assert np.isnan(found.power).all()
    np.testing.assert_array_equal(found.values[:, 1], [NAN, NAN])
    assert found.values[0, 0] == found.values[1, 0]


@every
def test_two_different_values_have_no_shape_to_change_and_stay(estimate):
    values = column(3.0, 3.0, 3.0, 3.0, 4.0)
    found = estimate(values)
    assert np.isnan(found.power).all()
    np.testing.assert_array_equal(found.values, values + (1.0 if estimate is box_cox else 0.0))


@pytest.mark.parametrize(
    "values", [column(0.97, 0.98, 0.99, 0.995), column(0.0, 0.0, 0.5, 1.0), column(-5.0, -4.0, -9.0)]
)
def test_few_close_and_negative_values_have_a_power_too(values):
    found = yeo_johnson(values)
    assert np.isfinite(found.power).all()
    assert (np.argsort(found.values, axis=0, kind="stable") == np.argsort(values, axis=0, kind="stable")).all()


def test_a_value_without_a_power_is_refused_by_its_column():
    with pytest.raises(ValueError, match=r"needs values above 0; found less in columns \[1\]"):
        power_transformations.box_cox(np.array([[1.0, 0.0], [2.0, 1.0]]), power=None)


def test_a_power_that_is_not_finite_is_refused():
    with pytest.raises(ValueError, match=r"a power must be a finite number; found another in columns \[0\]"):
        power_transformations.yeo_johnson(column(1.0, 2.0), power=np.array([NAN]))


@pytest.mark.parametrize("power", [-40.0, 400.0])
def test_a_power_that_makes_different_values_equal_is_refused(power):
    with pytest.raises(ValueError, match=r"the power makes different values equal; .* in columns \[0\]"):
        power_transformations.box_cox(column(1.0, 100.0, 200.0), power=np.array([power]))


@needs_coinr
@pytest.mark.parametrize(
    ("call", "power"), [("boxcox_0", 0.0), ("boxcox_0p5", 0.5), ("boxcox_2", 2.0), ("boxcox_m1", -1.0)]
)
def test_box_cox_of_shifted_vectors_is_that_of_coinr(call, power):
    """COINr 1.1.14 vectors, boxcox(x, lambda), which first shifts x so that its least value is 1."""
    vectors = pd.read_csv(COINR / "vectors_in.csv", float_precision="round_trip").groupby("vec")["x"]
    calls = pd.read_csv(COINR / "vectors_out.csv", na_values=["NaN"], low_memory=False)
    expected = calls[calls["fn"] == call].groupby("vec")["value"]
    for name, vector in vectors:
        shifted = (vector - vector.min() + 1.0).to_numpy()[:, np.newaxis]
        found = power_transformations.box_cox(shifted, power=np.array([power])).values.ravel()
        np.testing.assert_allclose(
            found, expected.get_group(name).astype(float), rtol=1e-11, atol=1e-13, err_msg=str(name)
        )  # powers by exponentials of logarithms


@needs_coinr
def test_box_cox_of_positive_vectors_is_that_of_coinr():
    """COINr 1.1.14 vectors, boxcox(x, lambda = 2, makepos = FALSE); values of 0 or less are refused here."""
    vectors = pd.read_csv(COINR / "vectors_in.csv", float_precision="round_trip").groupby("vec")["x"]
    calls = pd.read_csv(COINR / "vectors_out.csv", na_values=["NaN"], low_memory=False)
    expected = calls[calls["fn"] == "boxcox_2_nomakepos"].groupby("vec")["value"]
    refused = {name for name, vector in vectors if (vector <= 0).any()}
    for name, vector in vectors:
        if name not in refused:
            found = power_transformations.box_cox(vector.to_numpy()[:, np.newaxis], power=np.array([2.0]))
            np.testing.assert_allclose(
                found.values.ravel(), expected.get_group(name).astype(float), rtol=1e-11, atol=1e-13, err_msg=str(name)
            )
    assert refused == {"ties", "with_na", "all_neg", "with_zero", "mixed_sign", "both_tails"}
