"""Fitted transformations: the constants that were taken, the same again on other values, and the way back."""

from __future__ import annotations

import typing

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.framework.hierarchy import Transformation
from pipeline.statistics import fitted_transformation, power_transformations, skew_transformations, transformation

NAN = np.nan
POWERED = ("box_cox", "reflected_box_cox", "yeo_johnson")
every = pytest.mark.parametrize("name", fitted_transformation.NAMES)
both_directions = pytest.mark.parametrize("direction", [1, -1])
positive_tables = hnp.arrays(np.float64, (8, 2), elements=st.integers(2, 10_000) | st.just(np.nan))


def column(*values: float):
    return np.array(values)[:, np.newaxis]


def fit(values, name, *, direction=1, factor=100.0, **options):
    n = values.shape[-1]
    return fitted_transformation.fit(
        values, [name] * n, direction=np.full(n, direction), gii_log_factor=factor, **options
    )


def test_the_names_are_those_that_a_framework_may_declare():
    assert set(fitted_transformation.NAMES) == set(typing.get_args(Transformation))


@pytest.mark.parametrize(
    ("name", "function"),
    [
        *transformation.TRANSFORMATIONS.items(),
        ("square_root", skew_transformations.square_root),
        ("box_cox", lambda values: power_transformations.box_cox(values, power=None).values),
        ("yeo_johnson", lambda values: power_transformations.yeo_johnson(values, power=None).values),
        ("gii_log", lambda values: skew_transformations.gii_log(values, direction=np.array([1]), factor=1.0)),
    ],
)
def test_each_is_the_array_function_of_its_name(name, function):
    values = column(3.0, 1.0, 40.0, NAN, 7.0)
    np.testing.assert_allclose(fit(values, name).forward(values), function(values), rtol=1e-13)


def test_a_reflected_root_counts_from_the_other_end():
    found = fit(column(0.0, 5.0, 9.0), "reflected_square_root")
    assert found.forward(column(0.0, 5.0, 9.0)).ravel().tolist() == [-3.0, -2.0, 0.0]
    assert (found.low.tolist(), found.high.tolist(), found.reflected.tolist()) == ([0.0], [9.0], [True])


def test_the_constants_are_applied_to_other_values_of_the_same_indicator():
    fitted = fit(column(0.0, 100.0), "log_ct")
    assert fitted.forward(column(50.0)).ravel() == pytest.approx(np.log([51.0]))  # 50 - 0 + 1 % of 100


def test_a_fixed_minimum_and_maximum_take_the_place_of_the_datas_own():
    fitted = fit(column(40.0, 60.0), "log_ct", low=np.array([0.0]), high=np.array([100.0]))
    assert fitted.forward(column(40.0, 60.0)).ravel() == pytest.approx(np.log([41.0, 61.0]))
    own = fit(column(40.0, 60.0), "log_ct", low=np.array([NAN]), high=np.array([NAN]))
    assert (own.low.item(), own.high.item()) == (40.0, 60.0)


def test_a_fixed_power_is_taken_and_none_estimated():
    fitted = fit(column(1.0, 4.0), "box_cox", power=np.array([0.5]))
    assert fitted.forward(column(1.0, 4.0, 9.0)).ravel() == pytest.approx([0.0, 2.0, 4.0])


def test_only_a_maximum_of_one_or_less_is_multiplied_for_the_gii():
    values = np.array([[0.1, 10.0], [0.9, 90.0]])
    fitted = fit(values, "gii_log", factor=100.0)
    assert fitted.factor.tolist() == [100.0, 1.0]
    np.testing.assert_allclose(fitted.forward(values)[:, 0], fitted.forward(values)[:, 1], rtol=1e-13)


def test_constants_that_a_formula_does_not_have_are_missing():
    fitted = fitted_transformation.fit(
        np.array([[1.0, 1.0, 1.0, 1.0], [2.0, 3.0, 4.0, 5.0], [9.0, 9.0, 9.0, 9.0]]),
        ["none", "log", "box_cox", "log_ct"],
        direction=np.ones(4, dtype=int),
        gii_log_factor=100.0,
    )
    np.testing.assert_array_equal(fitted.low, [NAN, NAN, NAN, 1.0])
    np.testing.assert_array_equal(fitted.high, [NAN, NAN, NAN, 9.0])
    np.testing.assert_array_equal(np.isnan(fitted.power), [True, True, False, True])
    assert np.isnan(fitted.factor).all()


@every
@both_directions
@settings(max_examples=30)
@given(values=positive_tables)
def test_back_of_forward_is_the_value_and_forward_is_increasing(name, direction, values):
    before = values.copy()
    try:
        fitted = fit(values, name, direction=direction)
    except ValueError:
        assume(name not in POWERED)  # a power that would make different values equal is refused
        raise
    found = fitted.forward(values)
    ahead = values[:, np.newaxis] > values
    assert (found[:, np.newaxis] > found)[ahead].all()
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(np.isnan(found), np.isnan(values))
    if name not in POWERED:  # a power may press values together
        np.testing.assert_allclose(fitted.back(found), values, rtol=1e-12, atol=1e-12 * 10_000)


@pytest.mark.parametrize("name", POWERED)
def test_back_of_an_estimated_power_is_the_value(name):
    values = np.exp(np.random.default_rng(1).normal(size=(60, 3))) * np.array([1.0, 50.0, 1e4])
    fitted = fit(values, name)
    np.testing.assert_allclose(fitted.back(fitted.forward(values)), values, rtol=1e-12)


def test_yeo_and_johnsons_way_back_leads_to_losses_too():
    values = column(-30.0, -2.0, 0.0, 1.0, 5.0, NAN)
    fitted = fit(values, "yeo_johnson")
    np.testing.assert_allclose(fitted.back(fitted.forward(values)), values, rtol=1e-12, atol=1e-12)


@every
@both_directions
def test_a_batch_is_its_loop_and_the_order_of_units_does_not_matter(name, direction):
    rng = np.random.default_rng(2)
    tables = rng.integers(2, 500, size=(3, 9, 2)).astype(float)
    tables[0, 1, 0] = NAN
    together = fit(tables, name, direction=direction)
    alone = [fit(table, name, direction=direction) for table in tables]
    np.testing.assert_array_equal(together.forward(tables), [f.forward(t) for f, t in zip(alone, tables, strict=True)])
    np.testing.assert_array_equal(
        together.back(together.forward(tables)), [f.back(f.forward(t)) for f, t in zip(alone, tables, strict=True)]
    )
    turned = fit(tables[:, ::-1], name, direction=direction).forward(tables[:, ::-1])
    np.testing.assert_allclose(turned[:, ::-1], together.forward(tables), rtol=1e-12)


def test_one_table_is_transformed_by_the_constants_of_every_replicate():
    tables = np.array([[[0.0], [100.0]], [[0.0], [200.0]]])
    found = fit(tables, "log_ct").forward(column(50.0))
    assert found.ravel() == pytest.approx(np.log([51.0, 52.0]))


def test_replicates_are_reflected_one_by_one():
    tables = np.stack([column(0.0, 4.0, 9.0)] * 2)
    fitted = fit(tables, "square_root", reflected=np.array([[False], [True]]))
    np.testing.assert_allclose(fitted.forward(tables)[..., 0], [[0.0, 2.0, 3.0], [-3.0, -np.sqrt(5.0), 0.0]])
    np.testing.assert_allclose(fitted.back(fitted.forward(tables)), tables, atol=1e-12)


@pytest.mark.parametrize("name", ["log_ct", "reflected_log", "gii_log", "box_cox", "reflected_box_cox", "yeo_johnson"])
def test_a_constant_and_an_empty_indicator_are_returned_as_they_are(name):
    values = np.array([[7.0, NAN], [7.0, NAN]])
    fitted = fit(values, name)
    np.testing.assert_array_equal(fitted.forward(values), values)
    np.testing.assert_array_equal(fitted.back(values), values)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("log", 0.0, r"log needs every value above 0; found 0.0 in columns \[1\]"),
        ("square_root", -1.0, r"values of 0 or more; found less in columns \[1\]"),
        ("box_cox", 0.0, r"values above 0; found less in columns \[1\]"),
        ("log_ct", -5.0, r"values above its minimum; found less in columns \[1\]"),
        ("gii_log", -5.0, r"values between its bounds; found one beyond in columns \[1\]"),
    ],
)
def test_a_value_that_a_transformation_does_not_admit_is_refused_by_its_column(name, value, sentence):
    values = np.array([[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]])
    fitted = fitted_transformation.fit(values, ["none", name], direction=np.array([1, 1]), gii_log_factor=100.0)
    with pytest.raises(ValueError, match=sentence):
        fitted.forward(np.array([[value, value]]))


@pytest.mark.parametrize(("name", "number"), [("square_root", -0.5), ("box_cox", -1e6), ("log", 1e6)])
def test_a_number_that_no_value_leads_to_is_not_put_back(name, number):
    with pytest.raises(
        ValueError, match=r"no value is transformed to a number that was to be put back in columns \[0\]"
    ):
        fit(column(1.0, 2.0, 8.0, 9.0), name, power=np.array([0.5])).back(column(number))


def test_an_unknown_name_is_refused():
    with pytest.raises(ValueError, match="there is no transformation cube_root; there are none, log"):
        fit(column(1.0, 2.0), "cube_root")


def test_every_indicator_needs_a_name():
    with pytest.raises(ValueError, match="needed for each of 1 columns; found 2"):
        fitted_transformation.fit(column(1.0), ["none", "log"], direction=np.array([1]), gii_log_factor=1.0)
