"""A cell is accepted, noted, missing or refused; nothing is guessed, and missing is never zero."""

from __future__ import annotations

import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.collection import cell_reading
from pipeline.collection.cell import Cell
from pipeline.collection.form_field import FormField
from pipeline.reporting import words_collection

MONEY = FormField("2.1", "Chi", "Spending", "billion VND", "tỷ đồng", low=0.0, high=5000.0)
SHARE = FormField("1.1", "Tỷ lệ", "Share", "%", "%", low=0.0, high=100.0)
COUNT = FormField("3.1", "Số đơn", "Applications", "applications", "đơn", value_type="integer", low=0.0, high=2000.0)
GROWTH = FormField("4.1", "Tốc độ tăng", "Growth", "%", "%", low=-30.0, high=60.0)


def read(content, field=MONEY, **cell):
    return cell_reading.read(Cell("Số liệu", "E7", content, **cell), field)


def keys(reading):
    return [note.key for note in reading.notes]


@pytest.mark.parametrize(
    ("content", "field", "value"),
    [
        (120.5, MONEY, 120.5),
        (0, MONEY, 0.0),
        (0.0, COUNT, 0.0),
        (17, COUNT, 17.0),
        (-4.5, GROWTH, -4.5),
        (100, SHARE, 100.0),
    ],
)
def test_a_number_is_accepted_as_it_is(content, field, value):
    assert read(content, field) == cell_reading.Reading(value)


@pytest.mark.parametrize(
    ("content", "field", "value", "notes"),
    [
        ("1.234,5", MONEY, 1234.5, ["number_as_text"]),
        ("1,234.5", MONEY, 1234.5, ["number_as_text", "english_notation"]),
        ("12.5", MONEY, 12.5, ["number_as_text", "decimal_point"]),
        ("1 234,5", MONEY, 1234.5, ["number_as_text", "blanks"]),
        ("1,2E+3", MONEY, 1200.0, ["number_as_text", "scientific"]),
        ("120 tỷ đồng", MONEY, 120.0, ["unit_in_cell"]),
        ("120 Tỷ Đồng.", MONEY, 120.0, ["unit_in_cell"]),
        ("120 billion VND", MONEY, 120.0, ["unit_in_cell"]),
        ("12%", SHARE, 12.0, ["unit_in_cell"]),
        ("12,5 %", SHARE, 12.5, ["unit_in_cell"]),
        ("1.234", COUNT, 1234.0, ["number_as_text"]),
        ("\uff11\uff12", COUNT, 12.0, ["number_as_text"]),
        (9000.0, MONEY, 9000.0, ["implausible"]),
        (-40.0, GROWTH, -40.0, ["implausible"]),
    ],
)
def test_what_can_be_read_in_one_way_is_accepted_with_a_note(content, field, value, notes):
    found = read(content, field)
    assert (found.outcome, found.value, keys(found)) == ("noted", value, notes)


def test_a_percentage_by_format_is_the_number_shown():
    found = read(0.12, SHARE, number_format="0.00%")
    assert (found.value, keys(found)) == (12.0, ["percent_format"])
    assert found.notes[0].shown == {"found": "12 %"}


@pytest.mark.parametrize("content", [None, "", "   ", "\u00a0", "-", "..", "…", "n/a", "Không có số liệu", "CHƯA CÓ"])
def test_nothing_is_missing_and_never_zero(content):
    found = read(content)
    assert (found.outcome, found.value) == ("missing", None)


@pytest.mark.parametrize(
    ("content", "field", "refusal"),
    [
        (True, MONEY, "truth_value"),
        (datetime.datetime(2025, 5, 3), MONEY, "date"),
        (datetime.time(10, 30), MONEY, "date"),
        (math.nan, MONEY, "error_value"),
        (math.inf, MONEY, "error_value"),
        ("#REF!", MONEY, "error_value"),
        ("#DIV/0!", MONEY, "error_value"),
        ("không", MONEY, "zero_or_missing"),
        ("Không phát sinh", COUNT, "zero_or_missing"),
        ("khoảng 120", MONEY, "not_exact"),
        (">100", MONEY, "not_exact"),
        ("~ 5", MONEY, "not_exact"),
        ("3/4", MONEY, "fraction_or_date"),
        ("3/5/2025", MONEY, "fraction_or_date"),
        ("10-12", MONEY, "range"),
        ("(120)", MONEY, "brackets"),
        ("một trăm", MONEY, "not_a_number"),
        ("xem phụ lục", MONEY, "not_a_number"),
        ("120 triệu đồng", MONEY, "other_unit"),
        ("120 nghìn tỷ đồng", MONEY, "other_unit"),
        ("12%", MONEY, "other_unit"),
        ("1.234", MONEY, "ambiguous"),
        ("12,500 tỷ đồng", MONEY, "ambiguous"),
        (12.5, COUNT, "not_whole"),
        ("12,5", COUNT, "not_whole"),
        (-1, COUNT, "negative"),
        (-0.5, MONEY, "negative"),
        (120.0, SHARE, "above_hundred"),
        (10**400, MONEY, "too_large"),
        (1e300, MONEY, "too_large"),
        ("9" * 400, MONEY, "too_large"),
    ],
)
def test_what_cannot_be_is_refused(content, field, refusal):
    found = read(content, field)
    assert (found.outcome, found.value, found.refusal.key) == ("refused", None, refusal)


def test_a_percentage_where_money_is_asked_is_refused():
    assert read(0.12, MONEY, number_format="0%").refusal.key == "percent_elsewhere"


def test_an_ambiguous_number_is_told_with_both_readings():
    assert read("1.234").refusal.shown == {"found": "1.234", "one": "1.234", "other": "1,234"}


def test_formulas_and_hidden_cells_are_noted():
    found = read(5.0, formula="=A1+B1", hidden=True)
    assert (found.value, keys(found)) == (5.0, ["hidden", "formula"])
    assert read(None, formula="=A1+B1").refusal.key == "formula_not_computed"


def test_every_remark_has_its_sentence_in_both_languages(published_remarks):
    for remark in published_remarks:
        for language in (0, 1):
            assert words_collection.REMARKS[remark.key][language].format(**remark.shown)


@pytest.fixture
def published_remarks():
    contents = [
        True,
        "1.234",
        "khoảng 3",
        "3/4",
        "1-2",
        "(3)",
        "abc",
        "3 triệu",
        None,
        "-",
        "không",
        "#REF!",
        9e9,
        -1,
        "5,5",
    ]
    readings = [read(content, field) for content in contents for field in (MONEY, SHARE, COUNT, GROWTH)]
    return [remark for found in readings for remark in (*found.notes, *([found.refusal] if found.refusal else []))]


anything = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.datetimes()


@given(anything, st.sampled_from(["", "0%", "General"]), st.sampled_from([MONEY, SHARE, COUNT, GROWTH]))
def test_any_content_has_an_outcome_and_a_value_is_finite_and_possible(content, number_format, field):
    found = read(content, field, number_format=number_format)
    assert (found.value is not None) == (found.outcome in ("accepted", "noted"))
    assert found.value is None or (math.isfinite(found.value) and (field.least is None or found.value >= field.least))
