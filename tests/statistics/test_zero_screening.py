"""Screening with zeros counted as missing."""

from __future__ import annotations

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import screening, zero_screening

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")
NAN = np.nan
tables = hnp.arrays(np.float64, (5, 4), elements=st.integers(0, 3) | st.just(np.nan))


def test_neither_a_zero_nor_a_blank_is_available():
    values = np.array([[0.0, 1.0, NAN], [NAN, NAN, NAN], [-0.0, -2.0, 3.0]])
    assert zero_screening.available(values).tolist() == [1, 0, 2]
    np.testing.assert_array_equal(values[0], [0.0, 1.0, NAN])  # the zero itself stays


def test_the_share_is_of_the_values_that_a_unit_has():
    values = np.array([[1.0, 0.0, NAN, NAN], [1.0, 1.0, 0.0, NAN]])
    assert zero_screening.enough(values, share=0.5).tolist() == [True, True]
    assert zero_screening.enough(values, share=0.66).tolist() == [False, True]  # one of two, two of three


def test_a_share_is_read_as_written():
    values = np.ones((1, 100))
    values[0, 7:] = 0.0
    assert zero_screening.enough(values, share=0.07).tolist() == [True]  # in floats 0.07 of 100 is above 7


def test_a_unit_without_any_value_has_not_enough():
    assert zero_screening.enough(np.array([[NAN, NAN]]), share=0.0).tolist() == [False]


@settings(deadline=None, max_examples=40)
@given(values=tables, order=st.permutations(range(4)), hundredths=st.integers(0, 100))
def test_neither_the_order_of_indicators_nor_the_batch_matters(values, order, hundredths):
    share = hundredths / 100
    found = zero_screening.enough(values, share=share)
    np.testing.assert_array_equal(zero_screening.enough(values[:, order], share=share), found)
    np.testing.assert_array_equal(zero_screening.enough(np.stack([values, values]), share=share)[1], found)
    assert (zero_screening.available(values) <= screening.available(values)).all()


@pytest.mark.parametrize("share", [-0.1, 1.5])
def test_a_share_outside_zero_to_one_is_refused(share):
    with pytest.raises(ValueError, match="share between 0 and 1; found"):
        zero_screening.enough(np.ones((1, 1)), share=share)


def raw_and(name: str) -> tuple[np.ndarray, pd.DataFrame]:
    raw = pd.read_csv(COINR / "newcoin_Raw.csv", index_col="uCode")
    return raw.to_numpy(dtype=float), pd.read_csv(COINR / f"{name}.csv", index_col="uCode").loc[raw.index]


@needs_coinr
@pytest.mark.parametrize(
    "table",
    [
        "data_avail_summary",
        "screen_byzeros_0p95_summary",
        "screen_byNAandzeros_summary",
        "screen_byNA_0p7_summary",
        "screen_byNA_0p9_summary",
        "screen_byNA_0p95_summary",
    ],
)
def test_counts_are_those_of_coinr(table):
    """COINr 1.1.14, Screen and get_data_avail on newcoin_Raw: N_missing, N_zero, N_miss_or_zero, Non_Zero."""
    values, expected = raw_and(table)
    k, present, nonzero = values.shape[1], screening.available(values), zero_screening.available(values)
    np.testing.assert_array_equal(k - present, expected["N_missing"])
    np.testing.assert_array_equal(present - nonzero, expected["N_zero"])
    np.testing.assert_array_equal(k - nonzero, expected["N_miss_or_zero"])
    np.testing.assert_allclose(nonzero / present, expected["Non_Zero"], rtol=1e-15)  # 1 less a share there


@needs_coinr
@pytest.mark.parametrize(
    ("table", "availability"), [("screen_byzeros_0p95_summary", 0.0), ("screen_byNAandzeros_summary", 0.9)]
)
def test_the_units_included_are_those_of_coinr(table, availability):
    """COINr 1.1.14, Screen(unit_screen = "byzeros" / "byNAandzeros", nonzero_thresh = 0.95, dat_thresh = 0.9)."""
    values, expected = raw_and(table)
    complete = screening.available(values) >= screening.required(values.shape[1], share=availability)
    included = complete & zero_screening.enough(values, share=0.95)
    np.testing.assert_array_equal(included, expected["Included"].to_numpy(dtype=bool))
    assert 0 < included.sum() < included.size
