"""Panel: one scale for all editions."""

from __future__ import annotations

import functools
import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import normalisation, panel, rank_scores, scaling

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
NAN = np.nan
panels = hnp.arrays(np.float64, (3, 5, 2), elements=st.integers(-20, 20) | st.just(np.nan))


def with_range(values):
    """The first unit of the first and last edition fixed, so that each indicator has a range."""
    ranged = values.copy()
    ranged[0, 0], ranged[-1, 0] = -21.0, 21.0
    return ranged


def test_goalposts_are_the_least_and_the_greatest_of_all_editions():
    low, high = panel.goalposts(np.array([[[3.0, 5.0], [7.0, NAN]], [[NAN, 2.0], [9.0, 4.0]]]))
    assert low.tolist() == [3.0, 2.0]
    assert high.tolist() == [9.0, 5.0]


def test_the_same_value_has_the_same_score_in_every_edition():
    values = np.array([[[10.0], [20.0]], [[20.0], [50.0]]])
    low, high = panel.goalposts(values)
    scores = scaling.goalposts(values, direction=np.array([1]), low=low, high=high, lower=0.0, upper=100.0)
    assert scores[..., 0].tolist() == [[0.0, 25.0], [25.0, 100.0]]


def test_replicates_of_a_panel_have_their_own_goalposts():
    values = np.array([[[[1.0], [2.0]], [[5.0], [6.0]]], [[[0.0], [2.0]], [[5.0], [9.0]]]])
    low, high = panel.goalposts(values)  # two editions of two replicates
    assert low.tolist() == [[0.0], [5.0]]
    assert high.tolist() == [[2.0], [9.0]]


def test_a_unit_in_another_edition_is_another_unit():
    values = np.array([[[1.0], [2.0]], [[3.0], [4.0]]])
    rank = functools.partial(rank_scores.rank, direction=np.array([1]), ties="min")
    assert panel.as_one(values, normalise=rank)[..., 0].tolist() == [[1.0, 2.0], [3.0, 4.0]]


@settings(deadline=None, max_examples=40)
@given(values=panels, editions=st.permutations(range(3)), units=st.permutations(range(5)))
def test_the_order_of_editions_and_units_does_not_matter_and_inputs_stay(values, editions, units):
    values = with_range(values)
    before = values.copy()
    for found, expected in zip(panel.goalposts(values[editions][:, units]), panel.goalposts(values), strict=True):
        np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(values, before)


@settings(deadline=None, max_examples=40)
@given(values=panels, a=st.sampled_from([0.5, 2.0, 64.0]), b=st.integers(-100, 100))
def test_an_affine_change_of_all_editions_changes_no_score(values, a, b):
    values = with_range(values)
    scores = [
        scaling.goalposts(table, direction=np.array([1, -1]), low=ends[0], high=ends[1], lower=0.0, upper=100.0)
        for table, ends in ((v, panel.goalposts(v)) for v in (values, a * values + b))
    ]
    np.testing.assert_array_equal(scores[0], scores[1])  # powers of two: exact


@settings(deadline=None, max_examples=40)
@given(values=panels)
def test_panel_goalposts_and_min_max_of_all_editions_as_one_agree(values):
    values, direction = with_range(values), np.array([1, -1])
    low, high = panel.goalposts(values)
    by_goalposts = scaling.goalposts(values, direction=direction, low=low, high=high, lower=1.0, upper=100.0)
    together = functools.partial(normalisation.min_max, direction=direction, lower=1.0, upper=100.0)
    np.testing.assert_array_equal(panel.as_one(values, normalise=together), by_goalposts)
    np.testing.assert_array_equal(np.isnan(by_goalposts), np.isnan(values))


@pytest.mark.parametrize("values", [[[[7.0]], [[7.0]]], [[[NAN]], [[NAN]]]])
def test_an_indicator_without_range_over_all_editions_is_refused(values):
    with pytest.raises(ValueError, match=r"need values that differ; found one value or none in columns \[0\]"):
        panel.goalposts(np.array(values))


def test_a_single_table_is_no_panel():
    with pytest.raises(ValueError, match="an axis of editions before units and indicators; found 2 axes"):
        panel.goalposts(np.ones((2, 2)))
    with pytest.raises(ValueError, match="needs editions, units and indicators; found 4 axes"):
        panel.as_one(np.ones((2, 2, 2, 2)), normalise=lambda x: x)


def purse(name: str) -> tuple[np.ndarray, list[str]]:
    """A purse as years, units and indicators: all years have the same units."""
    table = pd.read_csv(COINR / f"{name}.csv", float_precision="round_trip").sort_values(["Time", "uCode"])
    n_years = table["Time"].nunique()
    codes = [code for code in table.columns if code not in ("Time", "uCode")]
    units = table["uCode"].to_numpy().reshape(n_years, -1)
    assert (units == units[0]).all()
    return table[codes].to_numpy(dtype=float).reshape(n_years, -1, len(codes)), codes


def directions(codes: list[str]) -> np.ndarray:
    meta = pd.read_csv(COINR / "raw_ASEM_iMeta.csv", index_col="iCode")
    return meta.loc[codes, "Direction"].to_numpy(dtype=np.int64)


@needs_coinr
def test_scores_by_panel_goalposts_are_those_of_coinr():
    """COINr 1.1.14, Normalise(purse) with global = TRUE, table purse_Normalised on purse_Treated: min-max 0-100."""
    values, codes = purse("purse_Treated")
    low, high = panel.goalposts(values)
    scores = scaling.goalposts(values, direction=directions(codes), low=low, high=high, lower=0.0, upper=100.0)
    expected, same = purse("purse_Normalised")
    assert same == codes
    np.testing.assert_allclose(scores, expected, rtol=1e-11, atol=1e-11)  # 1 - share against (h - x)/span


@needs_coinr
def test_z_scores_of_all_years_as_one_are_those_of_coinr():
    """COINr 1.1.14, n_zscore(c(10, 2)) with global = TRUE, table purse_norm_global_zscore."""
    values, codes = purse("purse_Treated")
    z_score = functools.partial(normalisation.z_score, direction=directions(codes), mean=10.0, sd=2.0)
    scores = panel.as_one(values, normalise=z_score)
    np.testing.assert_allclose(scores, purse("purse_norm_global_zscore")[0], rtol=1e-11)


@needs_coinr
def test_scores_of_each_year_by_itself_are_those_of_coinr():
    """COINr 1.1.14, global = FALSE, table purse_norm_local: leading axes are normalised one by one."""
    values, codes = purse("purse_Treated")
    scores = normalisation.min_max(values, direction=directions(codes), lower=0.0, upper=100.0)
    np.testing.assert_allclose(scores, purse("purse_norm_local")[0], rtol=1e-11, atol=1e-11)
