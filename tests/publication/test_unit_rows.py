"""Rows of a profile: gaps and estimates in the data are counted and their signs explained."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

sys.path.append(str(Path(__file__).parent))

import toy_run

from pipeline.data import schema
from pipeline.publication.unit_ground import Ground
from pipeline.publication.unit_rows import MISSING, Rows


@pytest.fixture(scope="module")
def rows() -> Rows:
    return Rows(Ground(toy_run.run()), "en")


def with_tables(language: str = "en", **tables: pd.DataFrame) -> Rows:
    run = toy_run.run()
    return Rows(Ground(replace(run, tables={**run.tables, **tables})), language)


def test_the_cells_of_a_unit_are_counted_by_their_origin(rows):
    values = toy_run.run().tables["values"]
    codes = toy_run.run().edition.framework.indicator_codes
    for unit in ("T01", "T03", "T10"):
        own = values[(values["unit_code"] == unit) & values["code"].isin(codes)]["origin"].value_counts()
        data = rows.data(unit)
        assert data.said.startswith(f"{own.get('published', 0)} of 12 indicators")
        assert sum(int(part.rsplit(" ", 1)[1].rstrip(".;")) for part in data.others.split(";") if part) == 12 - own.get(
            "published", 0
        )


def test_a_missing_value_is_an_ellipsis_with_its_sign_and_never_zero(rows):
    own = rows.row("T10", "3.1.1")
    assert (own.value, own.signs, own.score, own.rank, own.place) == (MISSING, "n", "", "", None)


def test_a_structural_zero_is_a_zero_with_its_sign(rows):
    own = rows.row("T10", "2.1.2")
    assert (own.value, own.signs) == ("0", "s")


def test_a_treated_cell_keeps_its_value_and_is_marked():
    treated = pd.DataFrame([("T01", "3.1.3", 14.5, 12.0)], columns=["unit_code", "code", "before", "after"])
    rows = with_tables("vi", treated_cells=treated)
    assert rows.row("T01", "3.1.3").value == "14,5"
    assert "h" in rows.row("T01", "3.1.3").signs.split()
    assert "h" in {sign.letter for sign in rows.data("T01").signs}
    assert rows.row("T01", "3.1.2").signs == ""


def test_what_filling_a_gap_is_worth_is_said_in_places():
    worth = pd.DataFrame(
        [("T05", "toy/t", "1.1.1 1.1.2", "earlier_round", 7.0, 1.24, 5.76, 9.0, 100, 10)],
        columns=list(schema.schema_of("information_value.csv").columns),
    )
    (said,) = with_tables(information_value=worth).data("T05").worth
    assert said == "With figures for 1.1.1, 1.1.2 the rank range would be expected to narrow from 7.0 to 1.2 places."
    assert with_tables(information_value=worth).data("T01").worth == ()
    assert with_tables(information_value=worth.assign(width_known=7.0)).data("T05").worth == ()


def test_outcomes_and_sizes_stand_beside_the_index(rows):
    own = rows.beside("T01")
    assert [row.code for row in own.rows] == ["o.1", "o.2", "s.1", "s.2"]
    assert [row.has_page for row in own.rows] == [True, True, False, False]
    assert all(row.score == row.rank == "" for row in own.rows)


def test_every_indicator_stands_once_below_its_own_group(rows):
    framework = toy_run.run().edition.framework
    sections = rows.sections("T01")
    assert [row.code for section in sections for row in section.rows] == framework.indicator_codes
    assert all(framework.node(row.code).parent == section.code for section in sections for row in section.rows)
