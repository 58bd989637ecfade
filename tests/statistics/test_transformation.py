"""Transformation: shorter tails, the same order."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import transformation, treatment

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
NAN = np.nan
every = pytest.mark.parametrize("name", sorted(transformation.TRANSFORMATIONS))
positive_tables = hnp.arrays(np.float64, (6, 3), elements=st.integers(1, 10_000) | st.just(np.nan))


def column(*values: float):
    return np.array(values)[:, np.newaxis]


def test_the_names_are_those_that_a_framework_may_declare():
    assert set(transformation.TRANSFORMATIONS) == {"none", "log", "log1p", "log_ct", "reflected_log"}
    assert treatment.TRANSFORMATIONS is transformation.TRANSFORMATIONS


def test_the_logarithm_of_e_squared_is_two():
    assert transformation.log(column(1.0, np.e**2)).ravel() == pytest.approx([0.0, 2.0])


def test_the_logarithm_of_one_more_takes_a_zero_to_zero():
    assert transformation.log1p(column(0.0, np.e - 1)).ravel() == pytest.approx([0.0, 1.0])


def test_the_coin_tool_logarithm_adds_a_hundredth_of_the_range_to_the_distance_from_the_least():
    found = transformation.log_ct(column(-100.0, 0.0, 100.0)).ravel()
    assert found == pytest.approx(np.log([2.0, 102.0, 202.0]))  # the range is 200


def test_the_reflected_logarithm_is_measured_from_the_greatest_and_turned_back():
    found = transformation.reflected_log(column(-100.0, 0.0, 100.0)).ravel()
    assert found == pytest.approx(-np.log([202.0, 102.0, 2.0]))


def test_a_left_tail_is_shortened_by_the_reflected_logarithm_and_made_longer_by_the_other():
    values = column(20.0, 60.0, 80.0, 90.0, 95.0, 97.0, 98.0, 99.0)
    skew = treatment.skewness(values).item()
    assert abs(treatment.skewness(transformation.reflected_log(values)).item()) < abs(skew)
    assert treatment.skewness(transformation.log_ct(values)).item() < skew < 0


@every
@settings(deadline=None, max_examples=50)
@given(values=positive_tables)
def test_each_transformation_is_increasing_keeps_blanks_and_leaves_its_input(name, values):
    before = values.copy()
    found = transformation.TRANSFORMATIONS[name](values)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(np.isnan(found), np.isnan(values))
    ahead = values[:, np.newaxis] > values
    assert (found[:, np.newaxis] > found)[ahead].all()


@every
@settings(deadline=None, max_examples=25)
@given(values=positive_tables, order=st.permutations(range(6)))
def test_the_order_of_units_does_not_matter(name, values, order):
    transform = transformation.TRANSFORMATIONS[name]
    np.testing.assert_array_equal(transform(values[order]), transform(values)[order])


@every
@settings(deadline=None, max_examples=25)
@given(values=st.tuples(positive_tables, positive_tables))
def test_a_batch_is_its_loop(name, values):
    transform = transformation.TRANSFORMATIONS[name]
    np.testing.assert_array_equal(transform(np.stack(values)), np.stack([transform(table) for table in values]))


@pytest.mark.parametrize("name", ["log", "log_ct", "reflected_log"])
@pytest.mark.parametrize("factor", [1e-6, 1000.0])
def test_another_unit_of_measure_only_adds_a_constant(name, factor):
    values = column(3.0, 17.0, 40.0, 1000.0)
    transform = transformation.TRANSFORMATIONS[name]
    shift = transform(values * factor) - transform(values)
    np.testing.assert_allclose(shift, shift[0, 0], rtol=1e-9)  # rounding of the products


@pytest.mark.parametrize("name", ["log_ct", "reflected_log"])
@pytest.mark.parametrize("value", [7.0, 0.0, -0.1])
def test_a_constant_has_nothing_to_transform(name, value):
    np.testing.assert_array_equal(
        transformation.TRANSFORMATIONS[name](column(value, NAN, value)), column(value, NAN, value)
    )


@every
def test_an_empty_indicator_stays_empty(name):
    assert np.isnan(transformation.TRANSFORMATIONS[name](column(NAN, NAN))).all()


@pytest.mark.parametrize(("name", "bound", "value"), [("log", 0, 0.0), ("log", 0, -2.5), ("log1p", -1, -1.0)])
def test_a_value_without_logarithm_is_refused_by_its_column(name, bound, value):
    with pytest.raises(ValueError, match=rf"{name} needs every value above {bound}; found {value} in columns \[1\]"):
        transformation.TRANSFORMATIONS[name](np.array([[1.0, value], [2.0, NAN]]))


@needs_coinr
def test_the_coin_tool_logarithm_of_vectors_is_that_of_coinr():
    """COINr 1.1.14 vectors, log_CT(x, na.rm = TRUE)$x; the constants, where COINr gives -Inf, apart."""
    vectors = pd.read_csv(COINR / "vectors_in.csv", float_precision="round_trip").groupby("vec")["x"]
    calls = pd.read_csv(COINR / "vectors_out.csv", na_values=["NaN"], low_memory=False)
    expected = calls[calls["fn"] == "log_CT"].groupby("vec")["value"]
    constant = []
    for name, vector in vectors:
        if vector.dropna().unique().size == 1:
            constant.append(name)
            continue
        found = transformation.log_ct(vector.to_numpy()[:, np.newaxis]).ravel()
        np.testing.assert_allclose(
            found, expected.get_group(name).astype(float), rtol=1e-12, atol=1e-13, err_msg=str(name)
        )
    assert sorted(constant) == ["const_na", "constant", "one_na"]


@needs_coinr
def test_the_coin_tool_logarithm_of_a_table_is_that_of_coinr():
    """COINr 1.1.14, Treat(f1 = "log_CT", no f2), table treat_log_CT_only: the indicators that trip the trigger."""
    values = pd.read_csv(COINR / "example_Screened.csv", index_col="uCode", float_precision="round_trip")
    expected = pd.read_csv(COINR / "treat_log_CT_only_data.csv", index_col="uCode", float_precision="round_trip")
    details = pd.read_csv(COINR / "treat_log_CT_only_dets.csv", index_col="iCode")
    tripped = details.index[~details["check_SkewKurt0.Pass"].astype(bool)]
    assert len(tripped) == 15
    found = transformation.log_ct(values[tripped].to_numpy(dtype=float))
    np.testing.assert_allclose(found, expected[tripped], rtol=1e-12, atol=1e-12)  # logarithm of the platform
