"""A text is a number only if it can be read in one way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.collection import written_number
from pipeline.reporting import numbers


@pytest.mark.parametrize(
    ("text", "value", "manner"),
    [
        ("12", 12, "plain"),
        ("-12", -12, "plain"),
        ("+12", 12, "plain"),
        ("12,5", 12.5, "vietnamese"),
        ("1.234,5", 1234.5, "vietnamese"),
        ("1.234.567", 1234567, "vietnamese"),
        ("1.234.567,89", 1234567.89, "vietnamese"),
        ("1,234.5", 1234.5, "english"),
        ("1,234,567", 1234567, "english"),
        ("12.5", 12.5, "point"),
        ("12.3456", 12.3456, "point"),
        ("0.125", 0.125, "point"),
        ("0,125", 0.125, "vietnamese"),
        ("1234.567", 1234.567, "point"),
        ("1 234 567,8", 1234567.8, "blanks"),
        ("1,2e5", 120000, "scientific"),
        ("1.2E-3", 0.0012, "scientific"),
    ],
)
def test_one_reading(text, value, manner):
    assert written_number.read(text) == written_number.Written(value, manner)


@pytest.mark.parametrize(
    ("text", "readings"), [("1.234", (1234, 1.234)), ("12,500", (12500, 12.5)), ("-1.234", (-1234, -1.234))]
)
def test_two_readings_are_told_and_none_is_chosen(text, readings):
    found = written_number.read(text)
    assert (found.value, found.readings) == (None, readings)


@pytest.mark.parametrize(("text", "manner"), [("1.234", "vietnamese"), ("1,234", "english")])
def test_a_whole_number_can_only_be_grouped(text, manner):
    assert written_number.read(text, whole=True) == written_number.Written(1234, manner)


@pytest.mark.parametrize(
    "text", ["", "1.23.4", "1,23,4", "12.345,6,7", "1 23", "3/4", "10-12", "abc", "1.2.3,4", "--5", "1e", "e5", "5%"]
)
def test_anything_else_is_no_number(text):
    assert written_number.read(text) is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\uff11\uff12", "12"),
        ("1\u00a0234", "1 234"),
        ("\u22125", "-5"),
        ("'12", "12"),
        ("\u201912 ", "12"),
        ("\t12\n", "12"),
    ],
)
def test_typographic_signs_are_made_plain(text, plain):
    assert written_number.normalised(text) == plain


@given(st.integers(-(10**12), 10**12), st.integers(1, 6))
def test_what_we_write_ourselves_is_read_back(units, digits):
    value = units / 10**digits
    text = written_number.normalised(numbers.number(value, language="vi", digits=digits))
    found = written_number.read(text)
    assert found is not None
    assert value in (found.value, *found.readings)


@given(st.text(max_size=30))
def test_no_text_stops_the_reading(text):
    found = written_number.read(written_number.normalised(text))
    assert found is None or (found.value is None) == bool(found.readings)
