"""Which tables are handed out, and that each has words in both languages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipeline.errors import SchemaError
from pipeline.publication import open_tables
from pipeline.publication.open_tables import OpenTable
from pipeline.publication.published_run import Audit, Comparison, PublishedRun
from pipeline.reporting import words


def named(run: PublishedRun) -> dict[str, OpenTable]:
    return {item.name: item for item in open_tables.tables(run)}


@pytest.mark.parametrize("contract", [declared[0] for declared in open_tables.DECLARED], ids=lambda own: own.name)
def test_every_table_and_column_has_words_in_both_languages(contract):
    name = contract.name.removesuffix(".csv")
    for language in ("vi", "en"):
        said = [words.word(f"open_{name}", language), words.word(f"open_about_{name}", language)]
        said += [open_tables.column_words(name, column, language) for column in contract.columns]
        assert all(said)


def test_every_word_for_a_table_belongs_to_one():
    tables = {contract.name.removesuffix(".csv") for contract, _, _ in open_tables.DECLARED}
    assert {key.removeprefix("open_about_") for key in words.CATALOGUE if key.startswith("open_about_")} == tables


def test_references_lead_to_columns_that_are_there(published: PublishedRun):
    tables = named(published)
    for item in tables.values():
        for column, (target, there) in item.references.items():
            held = set(item.frame[column].dropna()) - {""}
            assert held <= set((tables[target] if target else item).frame[there])


def test_units_say_whether_they_are_ranked_and_why_not(published: PublishedRun):
    units = named(published)["units"].frame.set_index("unit_code")
    unranked = units[~units["ranked"].astype(bool)]
    assert list(unranked.index) == ["T10"]  # the toy edition has one province with too few figures
    assert unranked["reason_vi"].iloc[0]
    assert list(units["sdmx_area"]) == [f"X-{code}" for code in units.index]


def test_ranks_have_every_unit_and_the_range_beside_the_rank(published: PublishedRun):
    ranks = named(published)["ranks"].frame.set_index("unit_code")
    assert len(ranks) == len(published.edition.units.units)
    ranked = ranks.dropna(subset=["rank"])
    assert (ranked["rank_low"] <= ranked["rank_high"]).all()
    assert ranks.loc["T10", ["rank", "rank_low", "rank_high"]].isna().all()


def test_used_values_mark_what_was_imputed_and_treated(published: PublishedRun):
    first = published.table("treated").iloc[0]
    cell = pd.DataFrame({"unit_code": [first.unit_code], "code": [first.code], "before": [2.0], "after": [1.0]})
    tables = {**published.tables, "treated_cells": cell}
    used = named(replace(published, tables=tables))["used_values"].frame
    imputed = published.table("imputed_cells")[["unit_code", "code"]].apply(tuple, axis=1)
    assert set(used[used["imputed"]][["unit_code", "code"]].apply(tuple, axis=1)) == set(imputed)
    assert list(used[used["treated"]][["unit_code", "code"]].itertuples(index=False, name=None)) == [
        (first.unit_code, first.code)
    ]


def test_used_values_say_on_which_scale_they_are(published: PublishedRun):
    used = named(published)["used_values"].frame
    scales = dict(used[["code", "scale"]].drop_duplicates().itertuples(index=False, name=None))
    declared = {node.code: node.transformation for node in published.edition.framework.indicators}
    assert scales == declared  # the toy edition takes no fallback
    own = used[used["scale"] == "none"].merge(published.table("imputed"), on=["unit_code", "code"])
    assert (own["value_x"] == own["value_y"]).all()


def test_what_nobody_made_is_not_handed_out(published: PublishedRun):
    assert not {"findings", "compare_changes"} & named(replace(published, audit=None, comparison=None)).keys()


def test_an_audit_and_a_comparison_are_handed_out_where_they_are(published: PublishedRun, tmp_path):
    def empty(name: str) -> pd.DataFrame:
        contract = next(own for own, _, _ in open_tables.DECLARED if own.name == f"{name}.csv")
        return pd.DataFrame({column: np.array([], dtype=object) for column in contract.columns})

    beside = {name: empty(name) for name in ("compare_sides", "compare_changes", "compare_attribution")}
    run = replace(
        published,
        audit=Audit("gii", "0" * 64, {"findings": empty("findings")}, tmp_path / "audit.html"),
        comparison=Comparison("toy-before", beside),
    )
    assert {"findings", *beside} <= named(run).keys()


def test_a_run_without_a_table_is_refused_by_name(published: PublishedRun):
    tables = {name: frame for name, frame in published.tables.items() if name != "pairs"}
    with pytest.raises(SchemaError, match=r"table pairs\.csv is needed for publication"):
        open_tables.tables(replace(published, tables=tables))
