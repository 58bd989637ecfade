"""Tables and sentences of units that are made from others, on the provinces before and after the merger."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline.construction import rebuilding
from pipeline.data import params, schema
from pipeline.framework.edition import Edition
from pipeline.reporting import sentences_rebuilding, tables_rebuilding

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def merged() -> Edition:
    return params.load_edition("open-2024-34", root=ROOT)


def table(name: str, rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(schema.schema_of(f"{name}.csv").columns))


VALUES = table(
    "values",
    [
        ("08", "1.1.1", 1.25, 2024, "E", "published"),
        ("15", "1.1.1", 1.5, 2023, "E", "earlier_year"),
        ("08", "o.6", None, None, "O", "source_fault"),
        ("01", "s.2", 3359.84, 2024, "A", "published"),
    ],
)
REBUILT = table(
    "rebuilt",
    [
        ("08", "1.1.1", 2024, "average", "population", 2, 2, 1.0, 1.0, 2.0, True),
        ("08", "1.1.1", 2023, "average", "population", 2, 2, 1.0, 0.0, 9.0, True),
        ("15", "1.1.1", 2023, "average", "population", 2, 2, 1.0, 1.4, 1.6, True),
        ("08", "o.6", 2024, "average", "population", 2, 1, 0.5, 70.0, 70.0, False),
    ],
)
SUMS = [
    ("s.2", "value", "", 2024, 331325.61, 331325.61, 0.0, 0.0, 0.0, True),
    ("s.3", "value", "", 2024, 10.0, 10.0, 0.0, 1e-10, 1e-7, True),
    ("5.1.1", "denominator", "", 2024, 5.0, 5.0, 0.0, 0.0, 0.0, True),
]
HELD = [
    ("s.2", "published", "08", 2024, 13795.5, 13795.5, 0.0, 0.0, 0.01, True),
    ("s.2", "published", "44", 2024, 12700.0, 12699.99, 0.0, -0.01, 0.01, True),
]
CHECKS = table("rebuilt_checks", [*SUMS, *HELD])


@pytest.mark.parametrize(
    ("language", "refused", "why"), [("vi", "từ chối", "Hệ số Gini của"), ("en", "refused", "The Gini")]
)
def test_every_rule_is_there_and_a_refusal_is_marked_with_its_reason(merged, language, refused, why):
    found = tables_rebuilding.rebuild_rules(rebuilding.rules(merged), merged, language=language)
    names, rules, _, reasons = found.columns
    (row,) = found.marked
    assert names.cells[row].startswith("o.5")
    assert rules.cells[row] == refused
    assert reasons.cells[row].startswith(why)
    assert found.n_rows == 37


def test_the_denominator_is_named(merged):
    found = tables_rebuilding.rebuild_rules(rebuilding.rules(merged), merged, language="en")
    shown = dict(zip(found.columns[0].cells, found.columns[2].cells, strict=True))
    assert shown["2.1.2 University students per 10,000 people"] == "its own denominator"
    assert shown["o.2 Labour productivity"] == "employed persons"
    assert shown["s.2 Area"] == ""


def test_approximations_that_are_used_have_the_range_of_their_parts(merged):
    found = tables_rebuilding.rebuilt_approximations(VALUES, REBUILT, merged, language="en")
    assert [column.cells for column in found.columns] == [
        ["1.1.1 Access to information"],
        ["PAPI score"],
        ["2"],
        ["0.6"],
        ["Tuyen Quang: 1 – 2 → 1.25"],
    ]


def test_totals_are_shown_with_their_decimals_and_denominators_only_where_they_differ(merged):
    values = pd.concat([VALUES, VALUES.iloc[[3]].assign(code="s.3")])
    found = tables_rebuilding.rebuilt_checks(values, CHECKS, merged, language="vi")
    assert found.columns[0].cells == ["s.2 Diện tích, giá trị", "s.3 GRDP theo giá hiện hành, giá trị"]
    assert found.columns[2].cells[0] == "331.325,61"  # no unit is named: the column of units is left out
    assert not found.marked
    wrong = table("rebuilt_checks", [("5.1.1", "denominator", "", 2022, 5.0, 4.0, 0.0, -1.0, 0.0, False)])
    found = tables_rebuilding.rebuilt_checks(values, wrong, merged, language="en")
    assert found.columns[0].cells == ["5.1.1 Active enterprises per 1,000 people, denominator"]
    assert found.marked == {0}


def test_the_sentence_counts_what_was_made_and_names_what_is_refused(merged):
    told = sentences_rebuilding.rebuilt(VALUES, REBUILT, merged, language="en").text
    assert told == (
        "34 units are made from the 63 of the raw tables (concordance vn-63-34): 11 are taken over as they are, with "
        "exactly their values; 23 are made of 52 old ones. Of the 3 cells of these, 2 are approximations (status E); blank "
        "because a part is missing: 1. Cannot be rebuilt and takes no part in the edition: o.5 Gini coefficient."
    )
    assert "trạng thái E" in sentences_rebuilding.rebuilt(VALUES, REBUILT, merged, language="vi").text


def test_the_checks_in_words(merged):
    told = sentences_rebuilding.rebuilt_checks(CHECKS, merged, language="en").text
    assert "3 columns were added up" in told
    assert "(2 columns; 1 hold products of two figures" in told
    assert "34" not in told
    assert "2 agree within tolerance, the largest difference is −0.01 (Quang Tri)." in told
    wrong = CHECKS.assign(within=False)
    assert (
        "DIFFERS from that over the old ones in 3 columns"
        in sentences_rebuilding.rebuilt_checks(wrong, merged, language="en").text
    )


def test_an_edition_of_the_units_of_its_tables_says_so_in_one_sentence_and_shows_nothing(edition):
    nothing = [table(name, []) for name in ("rebuilt", "rebuild_rules", "rebuilt_checks")]
    told = sentences_rebuilding.rebuilt(VALUES, nothing[0], edition, language="en").text
    assert told == "The units ranked are those of the raw tables: no value had to be rebuilt."
    shown = tables_rebuilding.rebuilding(VALUES, *nothing, edition, language="en")
    assert shown._repr_html_() == str(shown) == ""
    assert sentences_rebuilding.rebuilt_checks(nothing[2], edition, language="en").text == ""
