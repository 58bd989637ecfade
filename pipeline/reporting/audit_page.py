"""The audit as one self-contained page in both languages, in the order of a JRC audit of the Global Innovation Index."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.framework.audit import PREFIX
from pipeline.reporting import (
    audit_firmness,
    audit_validation,
    html_report,
    numbers,
    tables_audit,
    words,
)
from pipeline.reporting.audit_content import AuditContent, section
from pipeline.reporting.report_sections import Section

__all__ = ["SECTIONS", "AuditContent", "AuditPage", "render"]


@dataclass(frozen=True)
class AuditPage:
    """The audit in one language."""

    language: str
    title: str
    note: str
    facts: list[tuple[str, str]]
    sections: list[Section]


def render(content: AuditContent) -> str:
    """The audit as HTML text: equal content, equal bytes; every text from outside is escaped."""
    return html_report.page(
        "audit.html",
        pages=[_page(content, language) for language in html_report.LANGUAGES],
        first=content.language,
    )


def _page(content: AuditContent, language: str) -> AuditPage:
    about = content.edition.about
    return AuditPage(
        language=language,
        title=about.name_vi if language == "vi" else about.name_en,
        note=about.note_vi if language == "vi" else about.note_en,
        facts=_facts(content, language),
        sections=[build(content, language) for build in SECTIONS],
    )


def _facts(content: AuditContent, language: str) -> list[tuple[str, str]]:
    edition = content.edition
    facts = [
        ("fact_edition", edition.id),
        ("fact_year", numbers.year(edition.about.year)),
        ("fact_preset", content.run.removeprefix(PREFIX)),
        ("fact_method", edition.method.name),
        ("fact_alternatives", edition.alternatives.name),
        ("fact_draws", numbers.integer(edition.method.uncertainty.n_draws, language=language)),
        ("fact_indicators", numbers.integer(len(edition.framework.indicators), language=language)),
        ("fact_ledger", content.ledger_head or words.word("no_ledger", language)),
    ]
    return [(words.word(key, language), value) for key, value in facts]


def page_one(content: AuditContent, language: str) -> Section:
    """A row for each question that the academy opens first."""
    first = tables_audit.page_one(content["page_one"], content.edition, language=language)
    return section("page_one", content, language, sentences=[words.word("page_one_sentence", language)], shown=[first])


def counted(content: AuditContent, language: str) -> Section:
    """How many findings each chapter made, by verdict; every one of them stands in its part."""
    return section(
        "audit_findings",
        content,
        language,
        sentences=[words.word("findings_sentence", language)],
        shown=[tables_audit.verdicts(content["findings"], language=language)],
    )


SECTIONS = (
    page_one,
    audit_validation.data,
    audit_validation.coherence,
    audit_validation.components,
    audit_validation.weights,
    audit_validation.added,
    audit_validation.regression,
    audit_validation.validity,
    audit_firmness.uncertainty,
    audit_firmness.sensitivity,
    audit_validation.efficiency,
    audit_validation.worked,
    counted,
)
"""In the order of a JRC audit: data, coherence, components, weights, added value, uncertainty, sensitivity, efficiency."""
