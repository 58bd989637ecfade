"""The audit's parts on framework and weights: each finding stands in one part and no other."""

from __future__ import annotations

import pytest

from pipeline.reporting import (
    audit_validation,
    words_findings_coherence,
    words_findings_importance,
    words_findings_regression,
)
from pipeline.reporting.audit_content import AuditContent

PARTS = {
    "findings_coherence": (audit_validation.coherence, audit_validation.components),
    "findings_regression": (audit_validation.regression, audit_validation.validity),
    "findings_importance": (audit_validation.weights, audit_validation.added, audit_validation.efficiency),
}
CATALOGUES = {
    "findings_coherence": words_findings_coherence.SENTENCES,
    "findings_regression": words_findings_regression.SENTENCES,
    "findings_importance": words_findings_importance.SENTENCES,
}


@pytest.mark.parametrize("name", PARTS)
def test_every_finding_has_one_place(name, edition):
    from pipeline.construction import finding
    from pipeline.construction.finding import Finding

    shown: list[str] = []
    for about in CATALOGUES[name]:
        found = finding.table([Finding("06_regression", about, value=1.0, low=0.0, high=2.0, n=9, threshold=1.0)])
        content = AuditContent(edition=edition, language="en", ledger_head="", run="audit-gii", tables={name: found})
        places = [part(content, "en") for part in PARTS[name]]
        counts = [sum(table.title == "Findings" for table in place.tables) for place in places]
        shown.append(about) if sum(counts) == 1 else None
    flags = [about for about in CATALOGUES[name] if about.startswith("flag_")]  # a table of their own says these
    assert shown == [about for about in CATALOGUES[name] if about not in flags]
