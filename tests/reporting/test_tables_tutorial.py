"""The small tables of the tutorial show what they are given, in the reader's language."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.data import params
from pipeline.reporting import tables_tutorial

UNITS = ["T01", "T02"]


@pytest.fixture(scope="module")
def edition():
    return params.load_edition("toy")


def test_a_raw_table_keeps_the_decimals_that_were_printed_and_marks_its_sums(edition):
    cells = pd.DataFrame({"2024": [258.1, float("nan")]}, index=UNITS)
    groups = pd.DataFrame({"2024": [14089.0]}, index=pd.MultiIndex.from_tuples([("country", "CẢ NƯỚC")]))
    shown = tables_tutorial.printed(cells, groups, edition.units, title="data/raw/toy/population.csv", language="vi")
    assert [list(column.cells) for column in shown.columns] == [
        ["Sông Mơ", "Núi Ảo", "CẢ NƯỚC"],
        ["258,1", "", "14.089"],
    ]
    assert shown.marked == {2}


def test_the_tree_goes_down_from_the_index_and_marks_what_is_computed(edition):
    shown = tables_tutorial.tree(edition.framework, language="en")
    names, levels = (list(column.cells) for column in shown.columns[:2])
    assert names[:4] == ["Toy index", "1 Institutions", "1.1 Transparency", "1.1.1 Access to information"]
    assert [name for number, name in enumerate(names) if number not in shown.marked] == [
        name for name, level in zip(names, levels, strict=True) if level == "Indicator"
    ]


def test_values_stand_beside_the_region_and_a_blank_stays_blank(edition):
    frame = pd.DataFrame({"3.1.2": [47.6, float("nan")]}, index=UNITS)
    shown = tables_tutorial.by_unit(frame, edition.units, edition.framework, key="values", language="vi")
    assert [column.cells[0] for column in shown.columns] == ["Sông Mơ", "Đồng bằng", "47,60"]
    assert shown.columns[-1].cells[1] == ""


def test_steps_put_the_best_score_first(edition):
    values, treated, scores = (pd.Series(pair, index=UNITS) for pair in ([2.0, 8.0], [0.69, 2.08], [0.0, 100.0]))
    shown = tables_tutorial.steps(values, treated, scores, edition.units, name="3.2.2 Enterprises", language="en")
    assert shown.title == "3.2.2 Enterprises: from value to score"
    assert list(shown.columns[0].cells) == ["Nui Ao", "Song Mo"]
    assert [column.cells[0] for column in shown.columns[1:]] == ["8.00", "2.08", "100.0"]


def test_shapes_mark_nothing_because_finding_the_outlier_is_the_exercise(edition):
    row = {"code": "3.2.2", "transformation": "log", "skewness_raw": 2.49, "kurtosis_raw": 6.61}
    summary = pd.DataFrame([{**row, "skewness_transformed": 1.59, "kurtosis_transformed": 2.58, "outlying_raw": True}])
    shown = tables_tutorial.shapes(summary, edition.framework, language="en")
    assert [column.cells[0] for column in shown.columns[2:]] == ["2.49", "6.61", "1.59", "2.58"]
    assert shown.marked == frozenset()


def test_ranks_mark_the_rows_that_move(edition):
    units = [*UNITS, "T03"]
    nominal, other = pd.Series([2, 1, 3], index=units), pd.Series([1, 2, 3], index=units)
    shown = tables_tutorial.ranks({"As published": nominal, "geometric": other}, edition.units, language="en")
    assert list(shown.columns[0].cells) == ["Nui Ao", "Song Mo", "Bien Ve"]
    assert shown.marked == {0, 1}
