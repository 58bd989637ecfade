"""Tables, figures' data and sentences of a comparison, in both languages, full and empty."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from comparison_tables import attribution, changes, differences, players, sides

from pipeline.reporting import tables_compare


@pytest.fixture
def made(edition):
    """Every table of the chapter."""

    def build(language: str, *, blank: bool = False) -> dict[str, tables_compare.Table]:
        units, framework = edition.units, edition.framework
        own = [frame.head(0) if blank else frame for frame in (sides(), differences(), changes(edition))]
        shares, causes = (frame.head(0) if blank else frame for frame in (attribution(edition), players(edition)))
        parts = ["framework", "method", "units"]
        return {
            "sides": tables_compare.sides(own[0], language=language),
            "overview": tables_compare.overview(own[1], language=language),
            "differences": tables_compare.differences(own[1], edition, edition, language=language, parts=parts),
            "data": tables_compare.data(own[1], edition, edition, language=language),
            "changes": tables_compare.changes(own[2], units, framework, language=language),
            "pillars": tables_compare.pillars(own[2], units, framework, language=language),
            "not_ranked": tables_compare.not_ranked(own[2], units, units, framework, language=language),
            "players": tables_compare.players(causes, shares, units, language=language),
            "attribution": tables_compare.attribution(shares, own[2], units, framework, language=language),
        }

    return build


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_table_has_rows_headers_and_no_spelt_out_missing_value(made, language):
    for name, built in made(language).items():
        assert built.n_rows, name
        assert all(column.header for column in built.columns)
        assert not re.search(r">(nan|None|NaN|&lt;NA&gt;)<", built.html), name


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_empty_table_says_why(made, language):
    for name, built in made(language, blank=True).items():
        assert built.n_rows == 0, name
        assert built.note.endswith("."), name


def test_before_stands_above_after_and_says_where_its_tables_come_from(made):
    columns = {column.header: column.cells for column in made("en")["sides"].columns}
    assert columns["Side"] == ["before", "after"]
    assert columns["Tables"] == ["the run in force", "gathered from the raw files"]
    assert columns["Reason"] == ["", "the run is not on record"]


def test_differences_name_nodes_and_units_in_the_language(made):
    columns = {column.header: column.cells for column in made("en")["differences"].columns}
    assert columns["Code or parameter"] == ["1 Fictitious pillar 1", "normalisation", "U03 Place 3"]
    assert columns["Before"] == ["1", "min_max", "R0"]


def test_data_are_counted_by_indicator(made):
    table = made("en")["data"]
    columns = {column.header: column.cells for column in table.columns}
    assert columns["Changed"] == ["2", "0"]
    assert columns["New"] == ["0", "1"]
    assert columns["Data years after"] == ["2024: 10", ""]


def test_the_largest_rise_stands_first_and_a_merged_unit_is_marked(made):
    table = made("en")["changes"]
    assert table.columns[0].cells[0] == "Place 0"
    assert table.marked == {1}
    assert "composite" in table.note
    assert "composite" not in tables_compare.changes(pd.DataFrame(), None, None, language="en").note


def test_a_cause_that_moves_nothing_has_no_column(made):
    headers = [column.header for column in made("en")["attribution"].columns]
    assert headers == ["Province", "Rank before", "Rank after", "Own data", "Framework", "Sum"]


def test_causes_stand_in_their_order_with_their_share(made):
    columns = {column.header: column.cells for column in made("en")["players"].columns}
    assert columns["Cause"] == ["Own data", "Others' data", "Framework", "Method"]
    assert columns["Share"] == ["75%", "0%", "25%", "0%"]
    assert columns["Largest"] == ["Place 0 (+2.0)", "", "Place 1 (−1.0)", ""]
    assert "1 provinces have no score" in made("en")["players"].note


def test_positions_are_shown_where_the_numbers_of_units_differ(edition):
    other = changes(edition).assign(n_after=9)
    assert tables_compare.measure_of(changes(edition), edition.framework) == "places"
    assert tables_compare.measure_of(other, edition.framework) == "position"
    table = tables_compare.attribution(attribution(edition), other, edition.units, edition.framework, language="en")
    assert table.note.startswith("Rows: 2. In per cent of position")
    assert table.columns[3].cells[0] == "+22.2"


def test_an_edition_says_why_it_left_something_out(edition):
    reason = {"1.1": {"reason_vi": "bỏ", "reason_en": "no longer published"}}
    about = edition.about.model_copy(
        update={
            "left_out": type(edition.about).model_validate(edition.about.model_dump() | {"left_out": reason}).left_out
        }
    )
    later = edition.model_copy(update={"about": about})
    row = [("framework", "gone", "1.1", "", "x", "")]
    table = tables_compare.differences(
        pd.DataFrame(row, columns=differences().columns), edition, later, language="en", parts=["framework"]
    )
    assert table.columns[3].cells == ["Imagined things per 10,000 people"]
    assert table.columns[4].cells == ["no longer published"]
