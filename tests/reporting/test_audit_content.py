"""What a part of the audit is put together from."""

from __future__ import annotations

from pipeline.construction import finding
from pipeline.construction.finding import Finding
from pipeline.reporting.audit_content import AuditContent, section
from pipeline.reporting.table import Column, Table

FOUND = finding.table([Finding("05_coherence", name) for name in ("alpha", "rest_clear", "flag_low")])


def content(edition):
    return AuditContent(edition=edition, language="en", ledger_head="", run="audit-gii", tables={"found": FOUND})


def test_findings_are_chosen_by_how_their_names_begin(edition):
    own = content(edition)
    assert own.found("found", about=("alpha",))["finding"].tolist() == ["alpha"]
    assert own.found("found", but=("alpha", "flag_"))["finding"].tolist() == ["rest_clear"]
    assert own.found("found")["finding"].tolist() == ["alpha", "rest_clear", "flag_low"]
    assert own.found("absent", about=("alpha",)).empty


def test_a_table_of_detail_without_rows_is_not_folded_in(edition):
    full, empty = Table("full", [Column("x", ["1"])]), Table("empty", [Column("x", [])])
    part = section("audit_data", content(edition), "en", shown=[empty], folded=[full, empty])
    assert part.tables == (empty,)
    assert part.folded == (full,)
