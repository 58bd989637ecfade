"""Findings in plain words: names, numbers, sources, and what is refused."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import finding
from pipeline.construction.finding import Finding
from pipeline.errors import ParameterError
from pipeline.reporting import sentences_findings, words_findings

TEMPLATE = {"low_rest": ("{subject}: {value} {interval}, n = {n}", "{subject}: {value} {interval}, n = {n}")}


@pytest.fixture
def says(monkeypatch, edition):
    """The sentence of a finding under templates of the test."""

    def said(made: Finding, language: str = "en", templates=TEMPLATE) -> str:
        monkeypatch.setattr(words_findings, "sentences", lambda: templates)
        return sentences_findings.sentence(finding.table([made]).iloc[0], edition, language)

    return said


def test_a_finding_is_said_with_the_name_of_its_subject_and_its_numbers(says):
    made = Finding("05_coherence", "low_rest", "1.1", value=0.25, low=0.01, high=0.4621, n=63)
    assert says(made) == "1.1 Imagined things per 10,000 people: 0.25 [0.01; 0.46], n = 63"
    assert says(made, "vi") == "1.1 Tỷ lệ điều tưởng tượng trên 10.000 dân: 0,25 [0,01; 0,46], n = 63"


def test_several_codes_are_all_named(says):
    assert says(Finding("c", "low_rest", "1 o.1", value=1.0)).startswith(
        "1 Fictitious pillar 1 – o.1 Fictitious income"
    )


def test_of_very_many_codes_the_first_are_named_and_the_others_counted(says):
    subject = " ".join(["1", "2", "3"] * 4)
    assert "Fictitious pillar 2 and 4 more: " in says(Finding("c", "low_rest", subject, value=1.0))


def test_a_factor_goes_by_its_declared_name(says, edition):
    declared = edition.alternatives.factors["treatment"].name("en")
    assert says(Finding("c", "low_rest", "treatment")).startswith(f"{declared}: ")


def test_a_unit_is_named_where_the_sentence_asks_for_one(says):
    templates = {"moved": ("{unit} {value:rank}", "{unit} {value:rank}")}
    assert says(Finding("c", "moved", "U03", value=2.5), templates=templates) == "Place 3 2.5"


def test_what_is_missing_is_said_in_words_not_as_zero(says):
    assert says(Finding("c", "low_rest", "1")) == "1 Fictitious pillar 1: undefined no interval, n = undefined"


@pytest.mark.parametrize(
    ("written", "shown"),
    [("{value:percent}", "58%"), ("{value:1}", "0.6"), ("{value:p}", "0.580"), ("{value}", "0.58")],
)
def test_a_template_says_how_a_number_is_written(says, written, shown):
    assert says(Finding("c", "x", value=0.58), templates={"x": (written, written)}) == shown


@pytest.mark.parametrize(("value", "shown"), [(1.0, "1 place"), (2.0, "2 places"), (0.0, "0 places")])
def test_places_of_rank_agree_with_their_number(says, value, shown):
    assert says(Finding("c", "x", value=value), templates={"x": ("{value:places}",) * 2}) == shown


def test_an_unheard_way_of_writing_is_refused(says):
    with pytest.raises(ParameterError, match="percent, rank, places, p or with a count of decimals; got 'roman'"):
        says(Finding("c", "x", value=1.0), templates={"x": ("{value:roman}",) * 2})


def test_a_finding_without_a_sentence_names_the_nearest(says):
    with pytest.raises(ParameterError, match="finding 'low_rset' has no sentence; nearest: low_rest"):
        says(Finding("c", "low_rset"))


def test_a_template_that_asks_for_more_than_a_finding_has_is_refused(says):
    with pytest.raises(ParameterError, match="asks for 'median'"):
        says(Finding("c", "x"), templates={"x": ("{median}",) * 2})


def test_a_source_is_spelled_out_in_both_languages_and_none_is_none():
    assert "doi:10.1787" in sentences_findings.source("handbook", "en")
    assert sentences_findings.source("handbook", "vi").startswith("Cẩm nang")
    assert sentences_findings.source("", "vi") == ""


def test_an_unknown_source_is_refused():
    with pytest.raises(ParameterError, match="source 'handbok' of a finding is not spelled out; nearest: handbook"):
        sentences_findings.source("handbok", "en")


def test_every_sentence_fills_the_same_places_in_both_languages():
    def places(text):
        return sorted(set(re.findall(r"{(\w+)", text)))

    known = {"subject", "unit", "value", "low", "high", "n", "threshold", "interval"}
    differing = {
        name
        for name, (vi, en) in words_findings.sentences().items()
        if places(vi) != places(en) or not set(places(vi)) <= known
    }
    assert differing == set()


def test_every_sentence_can_be_said(edition):
    row = Finding("c", "", "1", value=0.5, low=0.4, high=0.6, n=9, threshold=0.3)
    frame = finding.table([row]).iloc[0]
    for name in words_findings.sentences():
        for language in ("vi", "en"):
            assert sentences_findings.sentence(
                pd.concat([frame.drop("finding"), pd.Series({"finding": name})]), edition, language
            )


def test_a_number_of_the_store_may_be_na(edition):
    assert str(sentences_findings.Figure(pd.NA, "en")) == "undefined"
    assert str(sentences_findings.Figure(np.float64("nan"), "vi")) == "không xác định"
