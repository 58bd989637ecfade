"""Numbers as each language writes them."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reporting import numbers


@pytest.mark.parametrize(("language", "expected"), [("vi", "1.234,56"), ("en", "1,234.56")])
def test_marks_follow_the_language(language, expected):
    assert numbers.number(1234.56, language=language) == expected


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, ""])
def test_missing_is_empty_never_zero(value):
    shown = (numbers.number, numbers.integer, numbers.percent, numbers.measured, numbers.p_value)
    assert [write(value, language="vi") for write in shown] == [""] * 5
    assert numbers.year(value) == ""


def test_zero_has_no_minus():
    assert numbers.number(-0.0001, language="en") == "0.00"


def test_a_tiny_p_value_is_bounded_not_zero():
    assert numbers.p_value(1e-9, language="vi") == "< 0,001"


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_a_written_number_reads_back(value, digits):
    text = numbers.number(value, language="vi", digits=digits)
    back = float(text.replace(".", "").replace(",", ".").replace(numbers.MINUS, "-"))
    assert back == pytest.approx(value, abs=0.5000001 * 10.0**-digits + 1e-6)
