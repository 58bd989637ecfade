"""What figures say in words: the numbers of their tables, and that there is nothing where there is nothing."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.reporting import figures_distributions, sentences_figures, words


@pytest.mark.parametrize("language", ["vi", "en"])
def test_first_and_last_are_told_with_their_ranges(edition, tables, language):
    said = sentences_figures.positions(tables["scores"], tables["uncertainty"], edition, language=language).text
    own = tables["scores"][tables["scores"]["code"] == edition.framework.root.code].dropna(subset=["rank"])
    first = own.sort_values(["rank", "unit_code"]).iloc[0]
    assert edition.units.by_code[first["unit_code"]].name(language) in said
    assert "1 (1–5)" in said  # the tables' range of rank 1
    assert str(len(own)) in said


def test_the_likeliest_place_is_that_with_the_greatest_share(edition):
    units = edition.units.codes
    rows = [(units[0], 1, 0.75), (units[0], 2, 0.25), (units[1], 2, 0.5), (units[1], 3, 0.5)]
    table = pd.DataFrame(rows, columns=["unit_code", "rank", "share"])
    said = sentences_figures.acceptability(table, edition, language="en").text
    assert "in 62% of the draws" in said  # the mean of 75 and 50 is 62.5, which rounds to even
    assert "at rank 1 in 75%" in said


def test_layers_are_counted_with_the_largest():
    table = pd.DataFrame({"unit_code": list("abcd"), "layer": [1, 2, 2, 3]})
    said = sentences_figures.order(table, language="en").text
    assert "4 units into 3 layers; the largest holds 2" in said


def test_the_strongest_pair_may_be_a_negative_one(edition):
    codes = edition.framework.indicator_codes
    pairs = pd.DataFrame({"code": codes[:2], "other": codes[1:3], "r": [0.5, -0.9]})
    clusters = pd.DataFrame({"code": codes, "cluster": [1 + n % 2 for n in range(len(codes))]})
    said = sentences_figures.correlation_map(pairs, clusters, edition, language="vi").text
    assert "r = −0,90" in said
    assert "2 cụm" in said


def test_where_there_is_nothing_it_is_said(edition, tables):
    blank = pd.DataFrame()
    nothing = words.word("says_nothing", "vi")
    assert sentences_figures.acceptability(blank, edition, language="vi").text == nothing
    assert sentences_figures.order(blank, language="vi").text == nothing
    assert sentences_figures.sobol(blank, edition, language="vi").text == nothing
    assert sentences_figures.loadings(blank, edition, language="vi").text == nothing
    assert sentences_figures.compensation(blank, edition, language="vi").text == nothing
    assert sentences_figures.distributions(blank, blank, edition, language="vi").text == nothing
    assert sentences_figures.positions(tables["scores"].head(0), blank, edition, language="vi").text == nothing


def test_every_indicator_has_its_panel_and_says_what_is_missing(edition, tables):
    figure = figures_distributions.indicator_distributions(tables["values"], edition.framework, language="en")
    titled = [axes for axes in figure.axes if axes.get_title(loc="left")]
    assert len(titled) == len(edition.framework.indicators)
    absent = tables["values"][tables["values"]["value"].isna()]
    wanted = set(absent["code"]) & set(edition.framework.indicator_codes)
    said = [text.get_text() for axes in titled for text in axes.texts]
    assert said == ["1 missing"] * len(wanted)
