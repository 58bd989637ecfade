"""How the workbook writes numbers and texts."""

from __future__ import annotations

import pytest

from pipeline.reporting import workbook_formats


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5 %", "@SUM(A1)", "\t=1", "\r\n=1"])
def test_no_text_can_be_taken_for_a_formula(text: str):
    assert workbook_formats.safe(text) == f"'{text.strip()}"


@pytest.mark.parametrize("text", ["Hà Nội", "1.1", "", "a=b", "năm 2024-2025"])
def test_other_texts_stay_as_they_are(text: str):
    assert workbook_formats.safe(text) == text


@pytest.mark.parametrize(
    ("cells", "digits"),
    [
        ([1, 2, None], 0),  # whole numbers
        ([12345.6, 23456.7], 0),  # five figures before the mark are enough
        ([123.45, 234.56], 1),
        ([9.87, 1.23], 3),
        ([0.0123, 0.0456], 5),  # four figures that say something
        ([0.0, 0.5], 4),  # the typical value is zero, so the largest decides
        ([], 0),
        ([0.0, None], 0),
    ],
)
def test_a_column_has_as_many_decimals_as_its_values_need(cells: list[object], digits: int):
    assert workbook_formats.digits("value", cells) == digits


def test_scores_have_two_decimals_and_counts_none():
    assert workbook_formats.digits("number", [1.0]) == 2
    assert workbook_formats.digits("integer", [1.0]) == 0
