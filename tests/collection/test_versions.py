"""Two forms of one unit at the same time."""

from __future__ import annotations

import pytest

from pipeline.collection import versions
from pipeline.collection.cell_reading import Reading, Remark
from pipeline.collection.form_reading import FormReading
from pipeline.collection.line_reading import LineReading

VALUE, OTHER, NOTED = Reading(5.0), Reading(6.0), Reading(5.0, (Remark("number_as_text", {"found": "5"}),))
BLANK, NONE = Reading(notes=(Remark("blank"),)), Reading(notes=(Remark("none_by_state"),))
REFUSED = Reading(refusal=Remark("negative", {"found": "-1"}))


def outcomes(*readings, units=("T01", "T01")):
    forms = [
        FormReading(f"{number}.xlsx", "", "xlsx", unit, lines=(LineReading("1", "", reading),))
        for number, (unit, reading) in enumerate(zip(units, readings, strict=True))
    ]
    found = versions.agreed(forms)
    return [form.lines[0].reading.refusal.key if form.lines[0].reading.refusal else "" for form in found], found


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (VALUE, VALUE, ["", ""]),
        (VALUE, NOTED, ["", ""]),
        (VALUE, BLANK, ["", ""]),
        (BLANK, NONE, ["", ""]),
        (VALUE, OTHER, ["two_versions"] * 2),
        (VALUE, NONE, ["two_versions"] * 2),
        (VALUE, REFUSED, ["two_versions", "negative"]),
        (REFUSED, REFUSED, ["negative", "negative"]),
    ],
)
def test_what_two_forms_say_is_taken_only_where_they_do_not_differ(one, other, expected):
    assert outcomes(one, other)[0] == expected


def test_both_forms_say_that_the_other_is_there():
    found = outcomes(VALUE, VALUE)[1]
    assert [form.notes[0].shown["found"] for form in found] == ["1.xlsx", "0.xlsx"]


def test_forms_of_two_units_have_nothing_to_do_with_each_other():
    said, found = outcomes(VALUE, OTHER, units=("T01", "T02"))
    assert said == ["", ""]
    assert [form.notes for form in found] == [(), ()]
