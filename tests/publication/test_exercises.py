"""An exercise says right or not yet, whatever was answered."""

from __future__ import annotations

import decimal
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publication import exercises
from pipeline.publication.exercises import Choice, Exercise, Mistake, Number, One, Some, Unreadable
from pipeline.reporting import words

UNITS = exercises.spellings(
    {"T03": ("Biển Vẽ", "Bien Ve"), "T06": ("Đảo Ước", "Dao Uoc"), "2": ("Con người", "People")}
)
MIN_MAX = Exercise(
    name="min_max",
    kind=Number(0.1),
    truth=34.4,
    mistakes=(Mistake(0.344, "share"), Mistake(65.6, "upside_down")),
    facts={"own": "4.99", "low": "4.02", "high": "6.84", "truth": "34.4"},
)
KINDS = (Number(0.1), Choice(3), One(UNITS), Some(UNITS))
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text()
    | st.binary()
    | st.complex_numbers()
    | st.just(...),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@pytest.mark.parametrize("answer", [..., None, "", "  ", "...", "…", [], ["..."]])
def test_a_blank_is_not_answered_yet(answer):
    verdict = exercises.mark(MIN_MAX, answer, language="en")
    assert (verdict.state, verdict.right, verdict.headline) == ("unanswered", False, "Not answered yet.")


@pytest.mark.parametrize("answer", [34.4, 34.35, 34.5, "34.4", "34,4", " 34,4 % ", np.float64(34.4), 100 * 0.97 / 2.82])
def test_a_right_number_is_right_however_it_is_written(answer):
    assert exercises.mark(MIN_MAX, answer, language="vi").right


def test_a_right_answer_says_why():
    assert str(exercises.mark(MIN_MAX, 34.4, language="en")) == "Right. 100 × (4.99 − 4.02) / (6.84 − 4.02) = 34.4."


@pytest.mark.parametrize(("answer", "hint"), [(0.344, "share"), (65.6, "upside_down"), (50, "hint")])
def test_a_usual_mistake_gets_its_own_hint(answer, hint):
    verdict = exercises.mark(MIN_MAX, answer, language="vi")
    assert (verdict.right, verdict.text) == (False, words.word(f"exercise_min_max_{hint}", "vi"))


def test_no_hint_gives_the_answer_away():
    wrong = [exercises.mark(MIN_MAX, answer, language="en") for answer in (0.344, 65.6, 50, "x", (34, 4))]
    assert not any("34.4" in verdict.text for verdict in wrong)


@pytest.mark.parametrize("answer", [(34, 4), (34.4, 0), (300, 97, 2)])
def test_a_decimal_comma_in_a_cell_is_explained(answer):
    assert Number(0.1).read(answer) == Unreadable("answer_decimal_comma")


@pytest.mark.parametrize(
    "answer",
    [True, "x", "1.234,5", [1], pytest.param(10**400, id="large"), math.nan, math.inf, decimal.Decimal(1), "9" * 400],
)
def test_what_is_no_number_is_told_so(answer):
    assert Number(0.1).read(answer) == Unreadable("answer_number_expected")


@pytest.mark.parametrize("answer", [2, 2.0, "2", "(2)", "2.", " 2) ", np.int64(2)])
def test_a_choice_is_its_number(answer):
    assert Choice(3).read(answer) == 2


@pytest.mark.parametrize("answer", [0, 4, 2.5, "b", True, [2], math.nan, pytest.param(10**400, id="large")])
def test_another_choice_is_none(answer):
    assert Choice(3).read(answer) == Unreadable("answer_choice_expected")


@pytest.mark.parametrize(
    "answer", ["T06", "t06", "Đảo Ước", "dao uoc", " ĐẢO  ƯỚC ", "tỉnh Đảo Ước", ["Dao Uoc"], "'T06'"]
)
def test_a_unit_goes_by_its_code_and_its_names(answer):
    assert One(UNITS).read(answer) == "T06"


@pytest.mark.parametrize("answer", ["2", 2, 2.0, np.int64(2), "People"])
def test_a_code_that_looks_like_a_number_may_be_one(answer):
    assert One(UNITS).read(answer) == "2"


@pytest.mark.parametrize("answer", ["Hà Nội", 7, pytest.param(10**5000, id="huge"), ["T03", "T06"], True, {"T03": 1}])
def test_what_is_no_unit_is_told_so(answer):
    assert One(UNITS).read(answer) == Unreadable("answer_one_expected")


@pytest.mark.parametrize(
    "answer", ["Biển Vẽ, Đảo Ước", "T06; T03", ["T03", "dao uoc"], ("T06", "T03", "T03"), {"T03", "T06"}, "T03,\nT06,"]
)
def test_several_units_come_in_any_order(answer):
    assert Some(UNITS).read(answer) == {"T03", "T06"}


@pytest.mark.parametrize("answer", ["T03, Hà Nội", 3, ["T03", 9], ["T03", ["T06", "T03"]]])
def test_one_unknown_unit_among_several_is_told(answer):
    assert Some(UNITS).read(answer) == Unreadable("answer_some_expected")


@given(answer=ANYTHING)
def test_nothing_that_can_be_written_into_a_cell_raises(answer):
    for kind in KINDS:
        read = kind.read(answer)
        truth = 1 if isinstance(read, Unreadable) else read
        exercise = Exercise(name="count", kind=kind, truth=truth, facts={"n": "", "aggregates": ""})
        assert exercises.mark(exercise, answer, language="vi").text


@pytest.mark.parametrize(
    "answer", [pd.Series([34.4]), pd.DataFrame(), np.array([34.4]), print, object(), Number, b"34.4"]
)
def test_an_object_of_the_notebook_is_no_answer_and_no_error(answer):
    for kind in KINDS:
        assert isinstance(kind.read(answer), Unreadable)
    assert not exercises.mark(MIN_MAX, answer, language="en").right


def test_what_is_shown_is_escaped_and_says_it_in_words_too():
    verdict = exercises.Verdict("wrong", "Not yet.", "a < b")
    assert "<strong>Not yet.</strong> a &lt; b" in verdict._repr_html_()
    assert repr(verdict) == str(verdict) == "Not yet. a < b"
