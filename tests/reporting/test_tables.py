"""Every table, in both languages, full and empty."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from pipeline.reporting import tables as shown
from pipeline.reporting.table import Column, Table

NAMES = tuple(sorted(set(shown.__all__) - {"Table"}))
# made from the edition, not from a table
WITHOUT_ROWS = {"left_out", "excluded_alternatives", "parameters", "thresholds"}


def make(name: str, edition, tables: dict, language: str, *, blank: bool = False) -> Table:
    """One table by its name."""

    def t(table: str) -> pd.DataFrame:
        return pd.DataFrame() if blank else tables[table]

    units, framework, declared = edition.units, edition.framework, edition.alternatives
    calls = {
        "left_out": (edition,),
        "excluded_alternatives": (declared,),
        "parameters": (edition.method,),
        "thresholds": (edition,),
        "adequacy": (t("adequacy"), t("components"), framework, {"kmo_limit": 0.6}),
        "alpha": (t("alpha"), framework, {"alpha_limit": 0.7}),
        "regression": (t("regression"), t("regression_fit"), framework, {"vif_limit": 10.0}),
        "draws": (t("draws"), declared),
        "rest_correlations": (t("correlations"), framework),
        "sobol": (t("sobol"), declared),
        "one_at_a_time": (t("one_at_a_time"), units, declared),
        "league": (t("scores"), units, framework, t("uncertainty")),
        "blank_cells": (t("values"), units, framework),
        "unranked": (t("screening"), units),
        "uncertainty": (t("uncertainty"), units),
    }
    bare = {"sources", "corrections", "crosschecks"}
    by_unit = {"structural_zeros", "imputation_errors", "pca_ranks", "influence", "performance"}
    by_both = {"imputed_cells", "treated_cells", "strengths", "leave_one_out"}
    if name not in calls:
        more = (
            ()
            if name in bare
            else (units,)
            if name in by_unit
            else (units, framework)
            if name in by_both
            else (framework,)
        )
        calls[name] = (t(name), *more)
    given = list(calls[name])
    options = given.pop() if isinstance(given[-1], dict) else {}
    return getattr(shown, name)(*given, **options, language=language)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_table_has_rows_headers_and_no_spelt_out_missing_value(name, language, edition, tables):
    built = make(name, edition, tables, language)
    assert built.n_rows or name in WITHOUT_ROWS
    assert all(column.header for column in built.columns)
    assert not re.search(r">(nan|None|NaN|&lt;NA&gt;)<", built.html)


@pytest.mark.parametrize("name", sorted(set(NAMES) - WITHOUT_ROWS))
def test_an_empty_table_says_why(name, edition, tables):
    built = make(name, edition, tables, "vi", blank=True)
    assert built.n_rows == 0
    assert built.note.endswith(".")
    assert built.text.startswith(built.title)


def test_names_are_escaped():
    built = Table("<b>", [Column("<i>", ["<script>"])], note="<u>")
    assert not re.search(r"<(b|i|u|script)>", built._repr_html_())


def test_numbers_follow_the_language(edition, tables):
    assert "0,0000032" in make("replication", edition, tables, "vi").text
    assert "0.0000032" in make("replication", edition, tables, "en").text


def test_thresholds_are_shown_with_the_pillar_of_each_floor(edition, tables):
    name, value, meaning = (column.cells for column in make("thresholds", edition, tables, "en").columns)
    assert name == ["share", "sub_pillars", "pillar_floor: 1 Fictitious pillar 1"]
    assert value == ["0.66", "2", "2"]
    assert meaning[0] == "of the indicators of each sub-index that must be there; GII: 0.66"


def test_the_unranked_unit_stands_last_in_the_league(edition, tables):
    last = make("league", edition, tables, "vi").columns
    assert (last[0].cells[-1], last[1].cells[-1]) == ("†", "Mơ Về")


def test_only_comparisons_beyond_tolerance_are_listed_and_all_are_counted(edition, tables):
    built = make("crosschecks", edition, tables, "en")
    assert (built.n_rows, built.note) == (1, "1 of 2 comparisons are beyond their tolerance.")


def test_an_undefined_sobol_index_says_so(edition, tables):
    assert "undefined" in make("sobol", edition, tables, "en").text


def test_a_variance_inflation_above_the_limit_is_marked(edition, tables):
    assert make("regression", edition, tables, "vi").marked == frozenset({1, 2, 3})
