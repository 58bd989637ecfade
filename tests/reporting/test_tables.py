"""Every table, in both languages, full and empty."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from pipeline.reporting import tables as shown
from pipeline.reporting.table import Column, Table

BESIDE = {"rebuilding", "targets", "target_lights", "target_units", "growth_residual"}  # of few editions; tested beside
NAMES = tuple(sorted(set(shown.__all__) - {"Table"} - BESIDE))
# made from the edition, not from a table
WITHOUT_ROWS = {"left_out", "excluded_alternatives", "parameters", "thresholds", "node_functions"}


def make(name: str, edition, tables: dict, language: str, *, blank: bool = False) -> Table:
    """One table by its name."""

    def t(table: str) -> pd.DataFrame:
        return pd.DataFrame() if blank else tables[table]

    units, framework, declared = edition.units, edition.framework, edition.alternatives
    calls = {
        "left_out": (edition,),
        "excluded_alternatives": (declared,),
        "parameters": (edition.method,),
        "node_functions": (edition,),
        "thresholds": (edition,),
        "adequacy": (t("adequacy"), t("components"), framework, {"kmo_limit": 0.6}),
        "alpha": (t("alpha"), framework, {"alpha_limit": 0.7}),
        "regression": (t("regression"), t("regression_fit"), framework, {"vif_limit": 10.0}),
        "implied_shifts": (t("implied_shifts"), units),
        "external": (t("external"), edition),
        "external_scores": (t("external_scores"), edition),
        "concept_sheets": (t("content_validity"), edition),
        "draws": (t("draws"), declared),
        "rest_correlations": (t("correlations"), framework),
        "within_correlations": (t("within_correlations"), t("correlations"), framework),
        "factors": (t("rotated_loadings"), framework),
        "flags": (t("flags"), edition.full_framework),
        "findings": (t("findings_coherence"), edition),
        "page_one": (t("findings_coherence"), edition),
        "rank_sets": (t("rank_sets"), units, {"confidence": 0.95}),
        "worked": (t("worked"), t("treatment"), edition),
        "sobol": (t("sobol"), declared),
        "sobol_top": (t("sobol_top"), declared),
        "swaps": (t("swaps"), units, framework, {"small_shift": 0.02}),
        "one_at_a_time": (t("one_at_a_time"), units, declared),
        "league": (t("scores"), units, framework, t("uncertainty")),
        "blank_cells": (t("values"), units, framework),
        "unranked": (t("screening"), units),
        "uncertainty": (t("uncertainty"), units),
        "weight_variants": (t("weight_variants"), t("weight_shifts"), units, framework),
        "transformations": (t("treatment"), framework),
        "refused_imputations": (t("imputation_errors"),),
    }
    bare = {"sources", "corrections", "crosschecks"}
    by_unit = {
        "efficiency",
        "compensation",
        "leave_unit_out",
        "delta_shift",
        "top",
        "order",
        "convergence",
        "variance_split",
        "structural_zeros",
        "imputation_errors",
        "imputation_ranks",
        "pca_ranks",
        "influence",
        "performance",
    }
    by_both = {
        "imputed_cells",
        "stand_ins",
        "shadow",
        "treated_cells",
        "strengths",
        "leave_one_out",
        "leave_pillar_out",
        "weight_stability",
        "information_value",
        "truncated",
        "classes",
    }
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
    assert name == ["share", "sub_pillars", "pillar_floor: 1 Fictitious pillar 1", "zeros_are_missing"]
    assert value == ["0.66", "2", "2", "no"]
    assert meaning[0] == "of the indicators of the index and of each sub-index that must be there; GII: 0.66"


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


def test_the_evidence_of_weights_names_the_expert_to_be_asked_again(edition, tables):
    built = make("weight_evidence", edition, tables, "en")
    assert built.columns[-1].cells[0] == "highest consistency ratio CR 0.120 (B); above 0.10, to be asked again"
    assert built.columns[4].cells == ["40.0% – 60.0%", "", ""]
    assert (built.n_rows, built.marked) == (3, frozenset({0}))  # what is nominal has nothing behind it


@pytest.mark.parametrize(("language", "said"), [("vi", "không phải là mức độ quan trọng"), ("en", "not importance")])
def test_weights_from_the_data_are_called_not_importance(language, said, edition, tables):
    assert said in make("weight_evidence", edition, tables, language).note
    assert said in make("weight_variants", edition, tables, language).note


def test_a_weighting_that_is_not_feasible_says_why(edition, tables):
    built = make("weight_variants", edition, tables, "en")
    assert [column.cells[2] for column in built.columns[2:5]] == ["", "", ""]  # in the order of the options
    assert built.columns[0].cells[2] == "regression on the outcome"
    assert built.columns[-1].cells[2].startswith("there is no outcome to regress on")


def test_zeros_that_count_as_missing_are_told_among_the_thresholds(edition):
    about = edition.about.model_copy(
        update={"screening": edition.about.screening.model_copy(update={"zeros_are_missing": True})}
    )
    table = shown.thresholds(edition.model_copy(update={"about": about}), language="vi")
    assert [column.cells[-1] for column in table.columns[:2]] == ["zeros_are_missing", "có"]


def test_a_denominator_stands_with_its_factor_and_its_year_rule(edition, tables):
    columns = make("denominators", edition, tables, "en").columns
    assert [column.cells[0] for column in columns] == [
        "1.1 Imagined things per 10,000 people",
        "src/table:[year]",
        "src/people:[year]",
        "1,000",
        "latest, not older than 2 years; numerator and denominator of one year",
        "A note.",
    ]
    assert [column.cells[1] for column in columns[2:5]] == ["", "1", "the edition's year only"]


def test_only_flagged_sizes_are_listed_and_all_pairs_are_counted(edition, tables):
    built = make("sizes", edition, tables, "en")
    assert (built.n_rows, built.note) == (1, "Rows: 1. Pairs examined: 9.")
    assert built.columns[1].cells == ["s.1 Fictitious population"]


def test_a_row_without_a_regression_is_blank_and_prediction_is_below_r2(edition, tables):
    built = make("regression_outcomes", edition, tables, "en")
    assert [column.cells[1] for column in built.columns[2:7]] == [""] * 5
    assert [column.cells[0] for column in built.columns[2:5]] == ["0.80", "0.60", "[0.50; 0.70]"]


def test_fixed_effects_that_cannot_be_estimated_say_why(edition, tables):
    none = tables["fixed_effects"].iloc[:1].assign(term="", reason="one_round")
    built = shown.fixed_effects(none, edition.framework, language="en")
    assert built.n_rows == 0
    assert "at least two years" in built.note


def test_only_units_with_differing_figures_are_listed(edition, tables):
    assert make("external_scores", edition, tables, "en").n_rows == 1


def test_an_indicator_that_few_experts_find_relevant_is_marked(edition, tables):
    built = make("concept_sheets", edition, tables, "en")
    assert built.marked == frozenset({0})
    assert built.columns[2].cells[1].endswith(": not declared")
    assert "Mean over the indicators (S-CVI/Ave): 0.50" in built.note


def test_without_ratings_the_sheets_have_no_columns_of_ratings(edition, tables):
    bare = tables["content_validity"].iloc[1:]
    built = shown.concept_sheets(bare, edition, language="vi")
    assert len(built.columns) == 3
    assert built.note.startswith("Số dòng: 1. Chưa hỏi chuyên gia nào")


def test_a_name_in_the_official_framework_is_looked_for_only_where_there_is_one(edition, tables):
    about = edition.about.model_copy(update={"official_framework": "pii/framework"})
    built = shown.concept_sheets(tables["content_validity"], edition.model_copy(update={"about": about}), language="en")
    without = shown.concept_sheets(tables["content_validity"], edition, language="en")
    headers = {column.header for column in built.columns} - {column.header for column in without.columns}
    assert len(headers) == 1
    assert "official" in headers.pop().lower()
