"""Parts of the audit's page on the framework and its weights: data, coherence, components, weights, regression, content."""

from __future__ import annotations

from pipeline.reporting import figures, labels, tables, tables_audit, words
from pipeline.reporting.audit_content import AuditContent, section
from pipeline.reporting.report_sections import Section

OF_COMPONENTS = ("alpha", "components", "kmo", "congruence", "pca_")
OF_ADDED_VALUE = ("added_value", "compensation")
OF_EFFICIENCY = ("efficiency",)
OF_CONTENT = (
    "measurement_declared",
    "indicators_defined",
    "purpose_stated",
    "relevance",
    "official_covered",
    "no_official",
)
"""How the names of findings begin that belong to a part of their own."""


def data(content: AuditContent, language: str) -> Section:
    units, framework = content.edition.units, content.edition.framework
    return section(
        "audit_data",
        content,
        language,
        sentences=[words.word("missing_sentence", language)],
        found=content["findings_data"],
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
        ],
        folded=[
            tables.treatment(content["treatment"], framework, language=language),
            tables.treated_cells(content["treated_cells"], units, framework, language=language),
            tables.imputed_cells(content["imputed_cells"], units, framework, language=language),
            tables.stand_ins(content["stand_ins"], units, framework, language=language),
            tables.imputation_ranks(content["imputation_ranks"], units, language=language),
        ],
    )


def coherence(content: AuditContent, language: str) -> Section:
    framework, limits = content.edition.framework, content.edition.method.coherence
    return section(
        "audit_coherence",
        content,
        language,
        found=content.found("findings_coherence", but=("flag_", *OF_COMPONENTS)),
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
        folded=[
            tables.rest_correlations(content["correlations"], framework, language=language),
            tables.within_correlations(
                content["within_correlations"], content["correlations"], framework, language=language
            ),
            tables.region_shares(content["region_shares"], framework, language=language),
            tables.moran(content["moran"], framework, language=language),
            tables.sizes(content["sizes"], content.edition.full_framework, language=language),
            tables.year_on_year(content["year_on_year"], framework, language=language),
        ],
    )


def components(content: AuditContent, language: str) -> Section:
    framework, limits = content.edition.framework, content.edition.method.coherence
    return section(
        "audit_components",
        content,
        language,
        sentences=[words.word("components_sentence", language)],
        found=content.found("findings_coherence", about=OF_COMPONENTS),
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
            tables.congruence(content["congruence"], framework, language=language),
        ],
        folded=[
            tables.alpha_dropped(content["alpha_dropped"], framework, language=language),
            tables.factors(content["rotated_loadings"], framework, language=language),
            tables.pca_ranks(content["pca_ranks"], content.edition.units, language=language),
        ],
    )


def weights(content: AuditContent, language: str) -> Section:
    framework, limits = content.edition.framework, content.edition.method.importance
    return section(
        "audit_weights",
        content,
        language,
        found=content.found("findings_importance", but=(*OF_ADDED_VALUE, *OF_EFFICIENCY)),
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
        shown=[
            tables.weights_page(content["weights_page"], framework, language=language),
            tables.importance_parents(content["importance_parents"], framework, language=language),
        ],
    )


def added(content: AuditContent, language: str) -> Section:
    units, framework = content.edition.units, content.edition.framework
    return section(
        "audit_added",
        content,
        language,
        found=content.found("findings_importance", about=OF_ADDED_VALUE),
        drawn=[
            ("added_value", lambda: figures.added_value(content["added_value"], framework, language=language)),
            ("compensation", lambda: figures.compensation(content["compensation"], units, language=language)),
        ],
        shown=[tables.added_value(content["added_value"], framework, language=language)],
        folded=[tables.compensation(content["compensation"], units, language=language)],
    )


def regression(content: AuditContent, language: str) -> Section:
    edition = content.edition
    units, framework = edition.units, edition.framework
    outcome = framework.by_code.get(edition.about.regression_outcome or "")
    nodes = [node.code for node in framework.tree]
    return section(
        "audit_regression",
        content,
        language,
        found=content.found("findings_regression", but=OF_CONTENT),
        drawn=[
            (
                "performance",
                lambda: figures.performance(content["performance"], units, outcome=outcome, language=language),
            ),
            ("regression", lambda: figures.implied_weights(content["regression"], framework, language=language)),
            (
                "quantiles",
                lambda: figures.quantiles(
                    content["quantiles"],
                    content["regression"],
                    content["regression_fit"],
                    framework,
                    language=language,
                ),
            ),
            (
                "external",
                lambda: figures.external_validity(
                    content["external"],
                    content["external_scores"],
                    labels.wide(content["scores"], "score", units=units.codes, codes=nodes),
                    edition,
                    language=language,
                ),
            ),
        ],
        shown=[
            tables.regression(
                content["regression"],
                content["regression_fit"],
                framework,
                vif_limit=edition.method.regression.vif_limit,
                language=language,
            ),
            tables.regression_outcomes(content["regression_outcomes"], framework, language=language),
        ],
        folded=[
            tables.dominance_pairs(content["dominance_pairs"], framework, language=language),
            tables.shrunken(content["shrunken"], framework, language=language),
            tables.fixed_effects(content["fixed_effects"], framework, language=language),
            tables.influence(content["influence"], units, language=language),
            tables.implied_shifts(content["implied_shifts"], units, language=language),
            tables.performance(content["performance"], units, language=language),
            tables.external(content["external"], edition, language=language),
        ],
    )


def validity(content: AuditContent, language: str) -> Section:
    return section(
        "audit_validity",
        content,
        language,
        found=content.found("findings_regression", about=OF_CONTENT),
        drawn=[
            ("content_coverage", lambda: figures.content_coverage(content["content_coverage"], language=language)),
        ],
        shown=[tables.concept_sheets(content["content_validity"], content.edition, language=language)],
    )


def efficiency(content: AuditContent, language: str) -> Section:
    edition = content.edition
    units, floors = edition.units, edition.method.importance.efficiency_floors
    return section(
        "audit_efficiency",
        content,
        language,
        found=content.found("findings_importance", about=OF_EFFICIENCY),
        drawn=[
            (
                "efficiency",
                lambda: figures.efficiency(content["efficiency"], units, efficiency_floors=floors, language=language),
            )
        ],
        shown=[tables.efficiency(content["efficiency"], units, language=language)],
        folded=[
            tables.efficiency_variables(content["efficiency_variables"], edition.full_framework, language=language)
        ],
    )


def worked(content: AuditContent, language: str) -> Section:
    table = content["worked"]
    said = words.word("no_unit_ranked", language)
    if not table.empty:
        unit = labels.unit(content.edition.units, table["unit_code"].iloc[0], language)
        said = words.word("worked_sentence", language).format(unit=unit)
    shown = tables_audit.worked(table, content["treatment"], content.edition, language=language)
    return section("audit_worked", content, language, sentences=[said], shown=[shown])
