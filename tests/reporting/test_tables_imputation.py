"""What the tables of the chapter on imputation leave out, mark and put first."""

from __future__ import annotations

import pandas as pd

from pipeline.reporting import tables as shown
from pipeline.reporting import tables_imputation


def cells(table, header):
    return next(list(column.cells) for column in table.columns if column.header == header)


def test_a_filling_beyond_the_observed_range_is_marked(edition, tables):
    built = shown.imputed_cells(tables["imputed_cells"], edition.units, edition.framework, language="en")
    assert built.marked == {0}
    assert cells(built, "Note") == ["outside the observed range"]


def test_a_model_that_did_not_settle_is_marked(edition, tables):
    built = shown.imputation_models(tables["imputation_models"], edition.framework, language="en")
    assert built.marked == {1}
    assert cells(built, "Converged") == ["yes", "no"]


def test_refused_methods_have_a_table_of_their_own_with_the_reason(edition, tables):
    compared = shown.imputation_errors(tables["imputation_errors"], edition.units, language="en")
    assert "line between two rounds" not in cells(compared, "Method")
    refused = shown.refused_imputations(tables["imputation_errors"], language="en")
    assert cells(refused, "Method") == ["line between two rounds"]
    assert cells(refused, "Reason") == ["imputation linear: no later"]


def test_blocks_come_first_and_how_many_were_hidden_of_how_many(edition, tables):
    built = shown.imputation_errors(tables["imputation_errors"], edition.units, language="en")
    assert cells(built, "Hidden")[:3] == ["whole blocks"] * 3
    assert "9 of 30" in built.text


def test_a_rank_that_would_change_is_marked_and_a_missing_value_has_its_reason(edition, tables):
    built = shown.shadow(tables["shadow"], edition.units, edition.framework, language="en")
    assert built.marked == {1}
    assert cells(built, "Note") == ["", "the transformation has no inverse there", "not arithmetic above"]


def test_only_units_that_are_drawn_or_moved_are_shown():
    ranks = pd.DataFrame(
        {
            "unit_code": ["A", "B", "C", "D"],
            "variant": "em",
            "rank": [1.0, 2.0, 3.0, 4.0],
            "rank_low": [1.0, 2.0, 2.0, None],
            "rank_high": [1.0, 2.0, 3.0, None],
            "n_cells": [0, 1, 0, 0],
            "n": [9, 9, 9, 0],
        }
    )
    assert tables_imputation.concerned(ranks)["unit_code"].tolist() == ["B", "C"]
