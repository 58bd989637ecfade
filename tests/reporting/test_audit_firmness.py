"""The audit's parts on firm ranks: where nothing varies they claim nothing."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.construction import finding
from pipeline.construction.finding import Finding
from pipeline.reporting import audit_firmness, words
from pipeline.reporting.audit_content import AuditContent


def part(edition, tables, *found: Finding):
    given = tables | {"findings_uncertainty": finding.table(found)}
    content = AuditContent(edition=edition, language="en", ledger_head="", run="audit-gii", tables=given)
    return audit_firmness.uncertainty(content, "en")


def test_ranges_pairs_and_layers_are_shown_where_something_varies(edition, tables):
    shown = part(edition, tables, Finding("07_uncertainty", "range_width", value=2.0, n=9))
    titles = [table.title for table in (*shown.tables, *shown.folded)]
    assert words.word("table_uncertainty", "en") in titles
    assert words.word("table_rank_sets", "en") in titles
    assert len(shown.pictures) >= 3


def test_where_nothing_varies_nothing_is_drawn_but_the_scenario_stays(edition, tables):
    shown = part(edition, tables, Finding("07_uncertainty", "nothing_varies", verdict="undefined"))
    assert shown.pictures == ()
    assert [table.title for table in shown.folded] == [words.word("table_rank_sets", "en")]
    assert "says nothing about how firm the ranks are" in shown.tables[0].columns[0].cells[0]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_sensitivity_has_what_is_left_out_open_and_the_rest_behind_a_fold(edition, tables, language):
    content = AuditContent(edition=edition, language=language, ledger_head="", run="audit-gii", tables=tables)
    shown = audit_firmness.sensitivity(content, language)
    assert words.word("table_leave_unit_out", language) in [table.title for table in shown.tables]
    assert words.word("table_swaps", language) in [table.title for table in shown.folded]


def test_tables_of_detail_without_rows_are_left_out(edition):
    content = AuditContent(edition=edition, language="en", ledger_head="", run="audit-gii", tables={})
    assert audit_firmness.sensitivity(content, "en").folded == ()
    assert isinstance(content["anything"], pd.DataFrame)
