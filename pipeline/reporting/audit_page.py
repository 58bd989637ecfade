"""The audit as one self-contained page in both languages, in the order of a JRC audit of the Global Innovation Index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.framework.audit import PREFIX
from pipeline.framework.edition import Edition
from pipeline.reporting import (
    figures,
    html_report,
    labels,
    numbers,
    report_sections,
    style,
    tables,
    tables_audit,
    words,
)
from pipeline.reporting.report_sections import Section
from pipeline.reporting.table import Table

Drawn = tuple[str, Callable[[], style.Chart]]
"""The table that a figure needs, and how it is drawn."""


@dataclass(frozen=True, eq=False)
class AuditContent:
    """The edition under audit, and the tables of its run by their names without ending; one that is not there is empty."""

    edition: Edition
    language: str
    ledger_head: str
    run: str
    tables: Mapping[str, pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables.get(name, pd.DataFrame())


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


def _section(
    key: str,
    content: AuditContent,
    language: str,
    *,
    sentences: Iterable[str] = (),
    drawn: Iterable[Drawn] = (),
    shown: Iterable[Table] = (),
    findings: Iterable[str] = (),
) -> Section:
    """A part: sentences, what was found, figures of the tables that are there, tables."""
    found = [
        tables.findings(content[name], content.edition, language=language)
        for name in findings
        if not content[name].empty
    ]
    pictures = []
    for name, draw in drawn:
        if not content[name].empty:
            chart = draw()
            pictures.append(report_sections.picture(chart, chart.alt))
    heading = words.word(f"section_{key}", language)
    return Section(key, heading, tuple(sentences), tuple(pictures), (*found, *shown))


def page_one(content: AuditContent, language: str) -> Section:
    first = tables_audit.page_one(content["page_one"], content.edition, language=language)
    return _section("page_one", content, language, sentences=[words.word("page_one_sentence", language)], shown=[first])


def data(content: AuditContent, language: str) -> Section:
    units, framework = content.edition.units, content.edition.framework
    return _section(
        "audit_data",
        content,
        language,
        sentences=[words.word("missing_sentence", language)],
        findings=["findings_data"],
        drawn=[
            (
                "values",
                lambda: figures.availability(
                    content["values"], content["screening"], units, framework, language=language
                ),
            )
        ],
        shown=[
            tables.shadow(content["shadow"], units, framework, language=language),
            tables.information_value(content["information_value"], units, framework, language=language),
            tables.delta_shift(content["delta_shift"], units, language=language),
            tables.treatment(content["treatment"], framework, language=language),
        ],
    )


def coherence(content: AuditContent, language: str) -> Section:
    framework, limits = content.edition.framework, content.edition.method.coherence
    return _section(
        "audit_coherence",
        content,
        language,
        drawn=[
            (
                "correlations",
                lambda: figures.rest_correlations(
                    content["correlations"], framework, low_correlation=limits.low_correlation, language=language
                ),
            ),
            (
                "pair_correlations",
                lambda: figures.correlation_map(
                    content["pair_correlations"],
                    content["clusters"],
                    framework,
                    cluster_correlation=limits.cluster_correlation,
                    cluster_linkage=limits.cluster_linkage,
                    low_correlation=limits.low_correlation,
                    language=language,
                ),
            ),
            (
                "year_on_year",
                lambda: figures.year_on_year(
                    content["year_on_year"], framework, round_correlation=limits.round_correlation, language=language
                ),
            ),
        ],
        shown=[
            tables.flags(content["flags"], content.edition.full_framework, language=language),
            tables.indicator_sheet(content["indicator_sheet"], framework, language=language),
        ],
    )


def components(content: AuditContent, language: str) -> Section:
    framework, limits = content.edition.framework, content.edition.method.coherence
    return _section(
        "audit_components",
        content,
        language,
        drawn=[
            (
                "components",
                lambda: figures.scree(
                    content["components"], framework, eigenvalue_limit=limits.eigenvalue_limit, language=language
                ),
            ),
            ("rotated_loadings", lambda: figures.loadings(content["rotated_loadings"], framework, language=language)),
            ("pca_weights", lambda: figures.pca_weights(content["pca_weights"], framework, language=language)),
        ],
        shown=[
            tables.adequacy(
                content["adequacy"], content["components"], framework, kmo_limit=limits.kmo_limit, language=language
            ),
            tables.alpha(content["alpha"], framework, alpha_limit=limits.alpha_limit, language=language),
        ],
    )


def weights(content: AuditContent, language: str) -> Section:
    framework, limits = content.edition.framework, content.edition.method.importance
    return _section(
        "audit_weights",
        content,
        language,
        findings=["findings_importance"],
        drawn=[
            (
                "weights_page",
                lambda: figures.importance(
                    content["weights_page"], framework, importance_gap=limits.importance_gap, language=language
                ),
            ),
            (
                "importance_weights",
                lambda: figures.optimised_weights(
                    content["importance_weights"], content["importance_parents"], framework, language=language
                ),
            ),
        ],
        shown=[tables.weights_page(content["weights_page"], framework, language=language)],
    )


def added(content: AuditContent, language: str) -> Section:
    units, framework = content.edition.units, content.edition.framework
    return _section(
        "audit_added",
        content,
        language,
        drawn=[
            ("added_value", lambda: figures.added_value(content["added_value"], framework, language=language)),
            ("compensation", lambda: figures.compensation(content["compensation"], units, language=language)),
        ],
        shown=[tables.added_value(content["added_value"], framework, language=language)],
    )


def regression(content: AuditContent, language: str) -> Section:
    edition = content.edition
    outcome = edition.framework.by_code.get(edition.about.regression_outcome or "")
    return _section(
        "audit_regression",
        content,
        language,
        findings=["findings_regression"],
        drawn=[
            (
                "performance",
                lambda: figures.performance(content["performance"], edition.units, outcome=outcome, language=language),
            ),
            (
                "regression",
                lambda: figures.implied_weights(content["regression"], edition.framework, language=language),
            ),
            (
                "external",
                lambda: figures.external_validity(
                    content["external"],
                    content["external_scores"],
                    labels.wide(
                        content["scores"],
                        "score",
                        units=edition.units.codes,
                        codes=[node.code for node in edition.framework.tree],
                    ),
                    edition,
                    language=language,
                ),
            ),
        ],
        shown=[
            tables.regression(
                content["regression"],
                content["regression_fit"],
                edition.framework,
                vif_limit=edition.method.regression.vif_limit,
                language=language,
            ),
            tables.regression_outcomes(content["regression_outcomes"], edition.framework, language=language),
        ],
    )


def validity(content: AuditContent, language: str) -> Section:
    return _section(
        "audit_validity",
        content,
        language,
        drawn=[
            ("content_coverage", lambda: figures.content_coverage(content["content_coverage"], language=language)),
        ],
        shown=[tables.concept_sheets(content["content_validity"], content.edition, language=language)],
    )


def uncertainty(content: AuditContent, language: str) -> Section:
    units, options = content.edition.units, content.edition.method.uncertainty
    return _section(
        "audit_uncertainty",
        content,
        language,
        findings=["findings_uncertainty"],
        drawn=[
            (
                "uncertainty",
                lambda: figures.rank_ranges(content["uncertainty"], units, n_draws=options.n_draws, language=language),
            ),
            (
                "acceptability",
                lambda: figures.acceptability(
                    content["acceptability"], content["uncertainty"], units, language=language
                ),
            ),
            (
                "pairs",
                lambda: figures.pairs(
                    content["pairs"],
                    content["uncertainty"],
                    units,
                    robust_share=options.robust_share,
                    language=language,
                ),
            ),
            (
                "convergence",
                lambda: figures.convergence(
                    content["convergence"], allowed=options.convergence_places, language=language
                ),
            ),
        ],
        shown=[tables.uncertainty(content["uncertainty"], units, language=language)],
    )


def sensitivity(content: AuditContent, language: str) -> Section:
    edition = content.edition
    units, framework = edition.units, edition.framework
    return _section(
        "audit_sensitivity",
        content,
        language,
        findings=["findings_sensitivity"],
        drawn=[
            (
                "one_at_a_time",
                lambda: figures.one_at_a_time(content["one_at_a_time"], units, edition.alternatives, language=language),
            ),
            (
                "sobol",
                lambda: figures.sobol(content["sobol"], units, alternatives=edition.alternatives, language=language),
            ),
            (
                "weight_dominance",
                lambda: figures.weight_dominance(content["weight_dominance"], units, language=language),
            ),
            (
                "weight_stability",
                lambda: figures.weight_stability(content["weight_stability"], framework, language=language),
            ),
        ],
        shown=[
            tables.leave_one_out(content["leave_one_out"], units, framework, language=language),
            tables.leave_unit_out(content["leave_unit_out"], units, language=language),
        ],
    )


def efficiency(content: AuditContent, language: str) -> Section:
    units, floors = content.edition.units, content.edition.method.importance.efficiency_floors
    return _section(
        "audit_efficiency",
        content,
        language,
        drawn=[
            (
                "efficiency",
                lambda: figures.efficiency(content["efficiency"], units, efficiency_floors=floors, language=language),
            )
        ],
        shown=[tables.efficiency(content["efficiency"], units, language=language)],
    )


def worked(content: AuditContent, language: str) -> Section:
    table = content["worked"]
    said = words.word("no_unit_ranked", language)
    if not table.empty:
        unit = labels.unit(content.edition.units, table["unit_code"].iloc[0], language)
        said = words.word("worked_sentence", language).format(unit=unit)
    shown = tables_audit.worked(table, content.edition, language=language)
    return _section("audit_worked", content, language, sentences=[said], shown=[shown])


def everything(content: AuditContent, language: str) -> Section:
    return _section("audit_findings", content, language, findings=["findings"])


SECTIONS = (
    page_one,
    data,
    coherence,
    components,
    weights,
    added,
    regression,
    validity,
    uncertainty,
    sensitivity,
    efficiency,
    worked,
    everything,
)
"""In the order of a JRC audit: data, coherence, components, weights, added value, uncertainty, sensitivity, efficiency."""
