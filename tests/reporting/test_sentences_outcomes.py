"""The sentences on outcomes and validity carry the run's own numbers."""

from __future__ import annotations

import pytest

from pipeline.reporting import sentences_findings, sentences_outcomes, words_findings_regression


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sentence_is_whole_in_both_languages(language, edition, tables):
    said = [
        sentences_outcomes.regression_outcomes(tables["regression_outcomes"], edition, language=language),
        sentences_outcomes.implied_shifts(tables["implied_shifts"], edition, language=language),
        sentences_outcomes.outside_band(tables["performance"], edition, language=language),
        sentences_outcomes.external(tables["external"], edition, language=language),
    ]
    for sentence in said:
        assert sentence.text.endswith(".")
        assert not {"nan", "None", "<NA>", "{"} & set(sentence.text.replace(".", " ").split())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_rows_every_sentence_says_why(language, edition, tables):
    said = [
        sentences_outcomes.regression_outcomes(tables["regression_outcomes"].iloc[:0], edition, language=language),
        sentences_outcomes.implied_shifts(tables["implied_shifts"].iloc[:0], edition, language=language),
        sentences_outcomes.outside_band(tables["performance"].iloc[:0], edition, language=language),
        sentences_outcomes.external(tables["external"].iloc[:0], edition, language=language),
    ]
    assert all(sentence.text.endswith(".") for sentence in said)


def test_the_best_and_the_worst_outcome_are_named(edition, tables):
    one = sentences_outcomes.regression_outcomes(tables["regression_outcomes"], edition, language="en").text
    assert one == "The pillars predict 60% of the variance of “Fictitious income” among provinces not seen."


def test_the_sample_is_stated_beside_the_correlation(edition, tables):
    said = sentences_outcomes.external(tables["external"], edition, language="en").text
    assert "r = 0.80 (n = 5 of 10 provinces); development alone reaches r = 0.70" in said
    assert "no random sample" in said


def test_a_ranking_from_outside_goes_by_its_name_in_a_finding(edition):
    assert sentences_findings.subject_name("papers", edition, "en") == "A fictitious ranking of the papers"


@pytest.mark.parametrize("name", sorted(words_findings_regression.SENTENCES))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_finding_is_a_sentence(name, language, edition):
    row = {"finding": name, "subject": "1", "value": 0.5, "low": 0.1, "high": 0.9, "n": 63, "threshold": 0.3}
    said = sentences_findings.sentence(row, edition, language)
    assert said.endswith(".")
    assert "{" not in said
