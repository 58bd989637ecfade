"""The panel's tables and figure, in both languages, full and empty."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from row_names import row_names

from pipeline.reporting import panel, style

EDITIONS = ["fictitious-2023", "fictitious-2024"]


@pytest.fixture
def scores(edition) -> pd.DataFrame:
    """Scores of two years, five points apart; one unit has none in the first, and one is never ranked."""
    rows = [
        (name, unit, node.code, node.level, 90.0 - 5 * place - (5 if name == EDITIONS[0] else 0), place + 1)
        for name in EDITIONS
        for place, unit in enumerate(edition.units.codes)
        for node in edition.framework.tree
    ]
    found = pd.DataFrame(rows, columns=["edition", "unit_code", "code", "level", "score", "rank"])
    absent = ((found["edition"] == EDITIONS[0]) & (found["unit_code"] == "U02")) | (found["unit_code"] == "U07")
    found.loc[absent, ["score", "rank"]] = None
    return found


@pytest.fixture
def trends(scores) -> pd.DataFrame:
    first, last = (scores[scores["edition"] == name].reset_index(drop=True) for name in EDITIONS)
    known = first["score"].notna()
    return first[["unit_code", "code", "level"]].assign(
        n_editions=known.astype(int) + last["score"].notna().astype(int),
        first_score=first["score"].fillna(last["score"]),
        last_score=last["score"],
        change=last["score"] - first["score"],
        growth_share=float("nan"),
        first_rank=first["rank"],
        last_rank=last["rank"],
        rank_change=(first["rank"] - last["rank"]).astype(float),
    )


@pytest.fixture
def posts() -> pd.DataFrame:
    columns = ["code", "transformation", "low", "high", "value_low", "value_high", "power"]
    return pd.DataFrame([("1.1", "log_ct", 0.1, 4.5, 1.0, 90.0, None)], columns=columns)


@pytest.fixture
def left_out() -> pd.DataFrame:
    columns = ["code", "name_vi", "name_en", "reason_vi", "reason_en"]
    return pd.DataFrame([("9.9", "Điều <mới>", "A new thing", "không có", "absent")], columns=columns)


@pytest.fixture
def made(edition, trends, posts, left_out):
    """Every table of the chapter."""

    def build(language: str, *, blank: bool = False) -> dict[str, panel.Table]:
        units, framework = edition.units, edition.framework
        own = [pd.DataFrame() if blank else frame for frame in (trends, posts, left_out)]
        return {
            "changes": panel.changes(own[0], units, framework, language=language),
            "nodes": panel.nodes(own[0], units, framework, language=language),
            "goalposts": panel.goalposts(own[1], framework, language=language),
            "left_out": panel.left_out(own[2], language=language),
        }

    return build


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_table_has_rows_headers_and_no_spelt_out_missing_value(made, language):
    for built in made(language).values():
        assert built.n_rows
        assert all(column.header for column in built.columns)
        assert not re.search(r">(nan|None|NaN|&lt;NA&gt;)<", built.html)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_empty_table_says_why(made, language):
    for built in made(language, blank=True).values():
        assert built.n_rows == 0
        assert built.note.endswith(".")


def test_the_largest_rise_stands_first_and_a_unit_without_a_change_last(made):
    table = made("en")["changes"]
    assert table.columns[0].cells[-1] == "Place 2"
    assert table.columns[4].cells[0] == "5.00"
    assert table.columns[4].cells[-1] == ""


def test_without_a_meaningful_zero_no_growth_is_shown(made, trends, edition):
    headers = [column.header for column in made("en")["changes"].columns]
    assert "Growth per year" not in headers
    assert "no meaningful zero" in made("en")["changes"].note
    grown = panel.changes(trends.assign(growth_share=0.02), edition.units, edition.framework, language="en")
    assert "Growth per year" in [column.header for column in grown.columns]
    assert "no meaningful zero" not in grown.note


def test_the_pillars_show_who_moved_most(made):
    table = made("en")["nodes"]
    assert table.n_rows == 4
    assert table.columns[2].cells == ["5.00"] * 4


def test_two_editions_are_called_a_change_and_not_a_trend(trends, edition):
    told = panel.summary(trends, EDITIONS, edition.framework, language="en").text
    assert told.startswith("8 provinces have a score in at least two of 2 editions: 8 rose, 0 fell")
    assert "not a trend" in told
    assert "not a trend" not in panel.summary(trends, [*EDITIONS, "x"], edition.framework, language="en").text
    assert "không phải xu hướng" in panel.summary(trends, EDITIONS, edition.framework, language="vi").text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_figure_has_a_row_for_every_unit_with_a_score(scores, edition, language):
    figure = panel.paths(scores, EDITIONS, edition.units, edition.framework, language=language)
    assert len(row_names(figure.axes[0])) == 9
    assert style.png(figure) == style.png(
        panel.paths(scores, EDITIONS, edition.units, edition.framework, language=language)
    )


def test_the_figure_without_scores_says_so(scores, edition):
    figure = panel.paths(scores.assign(score=None), EDITIONS, edition.units, edition.framework, language="en")
    assert "No unit has a score." in [text.get_text() for text in figure.axes[0].texts]
