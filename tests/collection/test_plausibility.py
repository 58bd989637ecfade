"""What is asked about in a round, and in which order; no value is ever changed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.collection import plausibility
from pipeline.collection.form_field import FormField
from pipeline.collection.plausibility import Total
from pipeline.framework.plausibility import Plausibility

LIMITS = Plausibility(
    far_limit=3.5, change_limit=3.5, least_change=1.25, power_tolerance=0.2, fewest_units=8, n_trees=50, seed=1
)
UNITS = [f"T{number:02d}" for number in range(1, 13)]
FIELDS = (
    FormField("a", "A", "A", "persons", "người", low=0.0, high=5000.0),
    FormField("b", "B", "B", "persons", "người", part_of="a"),
)


@pytest.fixture
def values():
    whole = np.arange(100.0, 220.0, 10)
    return pd.DataFrame({"a": whole, "b": whole / 4}, index=UNITS)


def last_of(values, factor=1.02):
    return {unit: {code: (values.at[unit, code] / factor, 2023) for code in values} for unit in values.index}


def asked(values, last=None, **given):
    found = plausibility.questions(values, FIELDS, last=last or {}, limits=LIMITS, **given)
    return [(row.unit_code, row.code, row.check) for row in found.itertuples()]


def test_ordinary_values_raise_no_question(values):
    assert asked(values, last_of(values)) == []


@pytest.mark.parametrize("factor", [10.0, 1000.0, 0.01])
def test_another_unit_of_measure_is_recognised(values, factor):
    last = last_of(values)
    last["T03"]["b"] = (values.at["T03", "b"] / factor, 2023)
    assert asked(values, last) == [("T03", "b", "unit_of_measure")]


def test_a_change_unlike_the_others_is_asked_about(values):
    last = last_of(values)
    last["T05"]["b"] = (values.at["T05", "b"] / 1.6, 2023)
    assert asked(values, last) == [("T05", "b", "change")]


def test_a_small_change_is_not_asked_about_however_unusual(values):
    last = last_of(values)
    last["T05"]["b"] = (values.at["T05", "b"] / 1.2, 2023)
    assert asked(values, last) == []


def test_a_part_above_its_whole_comes_first(values):
    values.loc["T02", "b"] = values.loc["T02", "a"] + 1
    values.loc["T09", "a"] = 9000.0
    assert asked(values)[:2] == [("T02", "b", "part_above_whole"), ("T09", "a", "far_from_others")]


def test_what_comes_from_zero_or_goes_to_it_is_asked_about(values):
    last = last_of(values)
    last["T04"]["b"] = (0.0, 2023)
    values.loc["T06", "b"] = 0.0
    assert set(asked(values, last)) >= {("T04", "b", "from_zero"), ("T06", "b", "to_zero")}


def test_a_printed_total_that_is_missed_is_asked_about_once_for_all(values):
    total = Total("a", value=values["a"].sum() + 50, tolerance=1.0)
    assert asked(values, totals=[total]) == [("", "a", "total")]
    assert asked(values, totals=[Total("a", values["a"].sum() + 0.5, 1.0)]) == []
    values.loc["T01", "a"] = np.nan
    assert asked(values, totals=[total]) == []  # a sum over units that are not all there says nothing


def test_a_cell_is_asked_about_once_with_its_strongest_reason(values):
    last = last_of(values)
    values.loc["T03", "b"] *= 1000
    found = asked(values, last)
    assert [row for row in found if row[:2] == ("T03", "b")] == [("T03", "b", "part_above_whole")]


def test_too_few_units_are_not_compared_with_each_other(values):
    few = values.iloc[:7].copy()
    few.loc["T01", "a"] = 4000.0
    assert asked(few) == []


def test_missing_values_are_not_asked_about_and_nothing_is_changed(values):
    values.loc["T01"] = np.nan
    before = values.copy()
    found = plausibility.questions(values, FIELDS, last=last_of(values), limits=LIMITS)
    assert "T01" not in set(found["unit_code"])
    pd.testing.assert_frame_equal(values, before)


def test_the_forest_finds_the_unit_that_is_strange_in_everything(values):
    values.loc["T07"] = [1000.0, 900.0]
    scores = plausibility.unusual(values, LIMITS)
    assert max(scores, key=scores.__getitem__) == "T07"
