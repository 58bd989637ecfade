"""What one line of a form says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.collection import line_reading
from pipeline.collection.cell import Cell
from pipeline.collection.cell_reading import Remark
from pipeline.collection.form_field import FormField
from pipeline.collection.returned_form import Line
from pipeline.reporting import words_forms

FIELD = FormField("1", "Chi", "Spending", "billion VND", "tỷ đồng", low=0.0, high=5000.0)


def read(value, **beside):
    contents = {"value": value, **beside}
    return line_reading.read(Line("1", {name: Cell("S", "G5", content) for name, content in contents.items()}), FIELD)


@pytest.mark.parametrize(
    ("value", "state", "outcome"),
    [
        (12.0, "figure", "accepted"),
        (None, "figure", "figure_announced"),
        (None, "zero", "noted"),
        (0.0, "zero", "accepted"),
        (12.0, "zero", "state_contradicts"),
        (None, "none", "missing"),
        (12.0, "none", "state_contradicts"),
        (0.0, "none", "state_contradicts"),
        ("khoảng 3", "none", "not_exact"),
    ],
)
def test_a_value_is_held_against_the_state_beside_it(value, state, outcome):
    found = read(value, state=words_forms.STATES[state]).reading
    assert (found.refusal.key if found.refusal else found.outcome) == outcome


def test_zero_is_a_value_only_where_it_is_said():
    assert read(None, state=words_forms.STATES["zero"]).reading.value == 0.0
    assert read(None).reading.value is None


def test_the_unit_of_measure_that_was_chosen_counts():
    assert read(12.0, used_measure="Tỷ đồng").reading.value == 12.0
    assert read(12.0, used_measure=words_forms.OTHER_MEASURE).reading.refusal.key == "other_unit"


def test_evidence_is_parted_and_texts_are_cleaned_and_cut():
    found = read(1.0, evidence="a.pdf; b.pdf;a.pdf\n c.pdf", note="x" * 5000, comment="a\x1b[2J\nb")
    assert found.evidence == ("a.pdf", "b.pdf", "a.pdf c.pdf")
    assert len(found.note) == line_reading.LONGEST_TEXT
    assert found.comment == "a [2J b"


def test_a_refused_line_keeps_its_place():
    line = Line("1", {"value": Cell("S\n", "G5", 1.0)}, Remark("line_twice", {"found": "A5, A6"}))
    assert (line_reading.read(line, FIELD).place, line_reading.read(line, FIELD).reading.outcome) == (
        "S !G5",
        "refused",
    )


@given(st.text(max_size=60))
def test_cleaned_text_can_be_shown_and_stored(text):
    cleaned = line_reading.cleaned(text)
    assert cleaned.isprintable()
    assert cleaned.encode("utf-8").decode() == cleaned == line_reading.cleaned(cleaned)
