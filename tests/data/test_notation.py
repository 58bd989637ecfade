import math

import pytest

from pipeline.data import notation
from pipeline.framework.provenance import Notation

ENGLISH = Notation()
GROUPED = Notation(decimal=".", thousands=",")
VIETNAMESE = Notation(decimal=",", thousands=".")


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("1234.5", ENGLISH, 1234.5),
        (" -2.4 ", ENGLISH, -2.4),
        ("\u22122.4", ENGLISH, -2.4),
        ("1e-05", ENGLISH, 1e-05),
        ("1,234,567.8", GROUPED, 1234567.8),
        ("1234567.8", GROUPED, 1234567.8),
        ("1.234,56", VIETNAMESE, 1234.56),
        ("259.028,1", VIETNAMESE, 259028.1),
        ("259.028", VIETNAMESE, 259028.0),
        ("0,62", VIETNAMESE, 0.62),
        ("1\u00a0234,5", Notation(decimal=",", thousands=" "), 1234.5),
    ],
)
def test_numbers_are_read_by_the_declared_notation(text, written, value):
    assert notation.parse(text, written) == value


@pytest.mark.parametrize("text", ["", "..", "-", "n/a", "  "])
def test_missing_markers_are_missing_and_never_zero(text):
    assert math.isnan(notation.parse(text, ENGLISH, missing=("", "..", "-", "n/a")))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1.234,56", ENGLISH),
        ("259.028,1", ENGLISH),
        ("1,234", ENGLISH),
        ("12,34", GROUPED),
        ("1.23", VIETNAMESE),
        ("1.2345,6", VIETNAMESE),
        ("140 %", ENGLISH),
        ("12 km2", ENGLISH),
        ("abc", ENGLISH),
        ("nan", ENGLISH),
        ("inf", ENGLISH),
        ("1_000", ENGLISH),
        ("١٢", ENGLISH),
        ("..", ENGLISH),
    ],
)
def test_anything_else_is_an_error_and_never_a_guess(text, written):
    with pytest.raises(ValueError, match="a number is expected, got "):
        notation.parse(text, written)


def test_the_error_says_how_to_declare_vietnamese_notation():
    with pytest.raises(ValueError, match='declares English notation .* say `decimal: ","` in its source.yaml'):
        notation.parse("259.028,1", ENGLISH)
