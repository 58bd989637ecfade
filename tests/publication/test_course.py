"""The exercises of the course: every truth comes from the engine, and every usual mistake has its hint."""

from __future__ import annotations

import pytest

from pipeline.errors import ChainError, ParameterError
from pipeline.publication import course, exercises
from pipeline.publication.exercises import Choice, One, Some
from pipeline.reporting import words
from pipeline.reporting.words_exercises import WORDS as OF_DATA
from pipeline.reporting.words_exercises_of_index import WORDS as OF_INDEX

LANGUAGES = ("vi", "en")


@pytest.fixture(scope="module")
def lessons() -> dict[str, course.Lesson]:
    worked = course.begin({"EDITION": "toy", "LANGUAGE": "vi"}).worked
    return {language: course.Lesson(worked=worked, language=language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def asked(lessons) -> dict[str, exercises.Exercise]:
    return {name: build(lessons["vi"].asked) for name, build in course.EXERCISES.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", course.EXERCISES)
def test_the_engines_own_answer_is_right(lessons, asked, name, language):
    verdict = lessons[language].check(name, asked[name].truth)
    assert verdict.right
    assert "{" not in verdict.text


@pytest.mark.parametrize("name", course.EXERCISES)
def test_a_usual_mistake_is_not_yet_right_and_gets_its_own_hint(lessons, asked, name):
    assert asked[name].mistakes, "an exercise knows at least one usual mistake"
    general = words.word(f"exercise_{name}_hint", "en").format(**asked[name].facts)
    for mistake in asked[name].mistakes:
        verdict = lessons["en"].check(name, mistake.answer)
        assert verdict.state == "wrong"
        key = f"exercise_{name}_{mistake.hint}"
        own = {item.hint for item in asked[name].mistakes if asked[name].kind.same(item.answer, mistake.answer)}
        assert own == {mistake.hint}, "two mistakes with the same answer cannot be told apart"
        assert verdict.text != general
        assert key in words.CATALOGUE


@pytest.mark.parametrize("name", course.EXERCISES)
def test_any_other_wrong_answer_gets_the_general_hint_and_no_wrong_statement_is_another(lessons, asked, name):
    kind, known = asked[name].kind, {asked[name].truth, *(mistake.answer for mistake in asked[name].mistakes)}
    if isinstance(kind, Choice):
        assert known == set(range(1, kind.n + 1)), "every wrong statement has a hint of its own"
        return
    possible = {One: lambda: sorted(set(kind.known.values())), Some: lambda: ["T02"]}.get(
        type(kind), lambda: [-12345.678]
    )
    told = lessons["vi"].check(name, next(answer for answer in possible() if answer not in known))
    assert (told.state, told.text) == ("wrong", words.word(f"exercise_{name}_hint", "vi").format(**asked[name].facts))


@pytest.mark.parametrize("name", course.EXERCISES)
def test_a_blank_asks_for_an_answer(lessons, name):
    assert lessons["vi"].check(name, ...).state == "unanswered"


def test_every_sentence_of_the_course_belongs_to_an_exercise(asked):
    keys = {f"exercise_{name}_{end}" for name, item in asked.items() for end in ("right", "hint")}
    keys |= {f"exercise_{name}_{mistake.hint}" for name, item in asked.items() for mistake in item.mistakes}
    assert {key for key in {**OF_DATA, **OF_INDEX} if key.startswith("exercise_")} == keys


def test_a_score_by_hand_is_what_the_engine_computes(asked):
    # Đồng Xa 4.99 between Bến Nhớ 4.02 and Sông Mơ 6.84: data/raw/toy/survey_2024.csv, column a
    assert asked["min_max"].truth == pytest.approx(100 * (4.99 - 4.02) / (6.84 - 4.02))
    # Biển Vẽ 13.0 hours between Núi Ảo 7.5 and Rừng Thẳm 31.1: data/raw/toy/rates.csv
    assert asked["less_is_better"].truth == pytest.approx(100 * (31.1 - 13.0) / (31.1 - 7.5))


def test_values_by_hand_are_what_the_engine_has(lessons, asked):
    values = lessons["vi"].worked.values.set_index(["unit_code", "code"])["value"]
    assert asked["per_head"].truth == pytest.approx(values["T04", "2.1.2"]) == pytest.approx(22899 / 1832.4 * 10)
    assert (asked["earlier_year"].truth, asked["remainder"].truth, values["T08", "2.1.2"]) == (4.82, 0, 0)


def test_a_raw_table_is_shown_as_it_was_printed(lessons):
    shown = lessons["vi"].printed("population").text
    assert "1.832,4" in shown
    assert "CẢ NƯỚC" in shown
    assert "8.888" in lessons["vi"].printed("rates").text  # before its correction
    assert "Gò Sương" not in lessons["vi"].printed("students").text  # it has no row


def test_tables_of_a_lesson_speak_its_language(lessons):
    assert "Value" in lessons["en"].steps("3.2.2").text
    assert "As published" in lessons["en"].ranks_beside("structural zeros left blank").text
    assert "Households" in lessons["en"].values("3.1.2").text
    assert "Điểm" in lessons["vi"].scores("1", "2").text


def test_a_lesson_without_its_parameters_says_which():
    with pytest.raises(ChainError, match="LANGUAGE missing. Run that cell first"):
        course.begin({"EDITION": "toy"})


def test_a_lesson_in_another_language_is_refused():
    with pytest.raises(ParameterError, match="'vi' or 'en' is expected, got 'fr'"):
        course.begin({"EDITION": "toy", "LANGUAGE": "fr"})


def test_nobody_practises_on_real_provinces():
    with pytest.raises(ParameterError, match="fictitious provinces is expected, got 'pci-2016'"):
        course.begin({"EDITION": "pci-2016", "LANGUAGE": "vi"})


def test_an_exercise_that_does_not_exist_is_a_fault_of_the_notebook(lessons):
    with pytest.raises(ParameterError, match="an exercise is expected, got 'min_mx'; nearest: min_max"):
        lessons["vi"].check("min_mx", 1)
