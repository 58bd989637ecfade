"""Screening: counts of what is there against counts of what is asked."""

from __future__ import annotations

import pathlib
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.statistics import screening

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.is_dir(), reason="the golden tables of COINr are not beside the repository")


def test_two_thirds_in_writing_of_three_indicators_are_two():
    assert screening.required(3, share=0.66) == 2  # 1.98, so two


def test_a_share_is_read_as_written_and_not_as_a_binary_fraction():
    assert 0.07 * 100 > 7  # in floats: 7.000000000000001
    assert screening.required(100, share=0.07) == 7
    assert screening.required(50, share=0.66) == 33


@pytest.mark.parametrize(("share", "count"), [(0.0, 0), (1.0, 45), (0.01, 1)])
def test_the_ends_of_the_share_ask_for_nothing_and_for_everything(share, count):
    assert screening.required(45, share=share) == count


def test_of_no_indicators_none_is_required():
    assert screening.required(0, share=0.66) == 0


@given(k=st.integers(0, 200), hundredths=st.integers(0, 100))
def test_what_is_required_is_the_least_count_that_makes_up_the_share(k, hundredths):
    count, share = screening.required(k, share=hundredths / 100), Fraction(hundredths, 100)
    assert count >= share * k > count - 1


def test_a_zero_is_available_and_a_blank_is_not():
    values = np.array([[0.0, 1.0, np.nan], [np.nan, np.nan, np.nan]])
    assert screening.available(values).tolist() == [2, 0]


def test_availability_of_a_batch_is_that_of_its_tables():
    values = np.array([[[1.0, np.nan]], [[np.nan, np.nan]]])
    assert screening.available(values).tolist() == [[1], [0]]


@pytest.mark.parametrize("share", [-0.1, 1.01, float("nan")])
def test_a_share_outside_zero_to_one_is_refused(share):
    with pytest.raises(ValueError, match="share between 0 and 1; found"):
        screening.required(10, share=share)


def test_a_negative_number_of_indicators_is_refused():
    with pytest.raises(ValueError, match="0 or more; found -1"):
        screening.required(-1, share=0.5)


@needs_coinr
@pytest.mark.parametrize(
    ("table", "share"), [("screen_byNA_0p7", 0.7), ("screen_byNA_0p9", 0.9), ("screen_byNA_0p95", 0.95)]
)
def test_the_units_removed_are_those_of_coinr(table, share):
    """COINr 1.1.14, Screen(unit_screen = "byNA"), tables screen_byNA_*_removed, on newcoin_Raw."""
    raw = pd.read_csv(COINR / "newcoin_Raw.csv", index_col="uCode")
    removed = pd.read_csv(COINR / f"{table}_removed.csv")["uCode"]
    kept = screening.available(raw.to_numpy(dtype=float)) >= screening.required(raw.shape[1], share=share)
    assert sorted(raw.index[~kept]) == sorted(removed)
