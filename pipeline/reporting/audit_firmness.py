"""Parts of the audit's page on how firm the ranks are: the draws, the choices one by one, the weights without draws."""

from __future__ import annotations

from pipeline.reporting import figures, tables, words
from pipeline.reporting.audit_content import AuditContent, Drawn, section
from pipeline.reporting.report_sections import Section
from pipeline.reporting.table import Table


def uncertainty(content: AuditContent, language: str) -> Section:
    """What the draws say; where nothing varies they say nothing, and are not drawn."""
    edition = content.edition
    found, units = content["findings_uncertainty"], edition.units
    still = not found.empty and bool((found["finding"] == "nothing_varies").any())
    sets = tables.rank_sets(
        content["rank_sets"], units, confidence=edition.method.coherence.confidence, language=language
    )
    return section(
        "audit_uncertainty",
        content,
        language,
        sentences=[words.word("uncertainty_sentence", language)] * (not still),
        found=found,
        drawn=() if still else _drawn(content, language),
        shown=[] if still else [tables.uncertainty(content["uncertainty"], units, language=language)],
        folded=[sets] if still else [*_detail(content, language), sets],
    )


def _drawn(content: AuditContent, language: str) -> list[Drawn]:
    units, options = content.edition.units, content.edition.method.uncertainty
    ranges = content["uncertainty"]
    return [
        ("uncertainty", lambda: figures.rank_ranges(ranges, units, n_draws=options.n_draws, language=language)),
        ("acceptability", lambda: figures.acceptability(content["acceptability"], ranges, units, language=language)),
        (
            "pairs",
            lambda: figures.pairs(
                content["pairs"], ranges, units, robust_share=options.robust_share, language=language
            ),
        ),
        ("order", lambda: figures.order(content["order"], ranges, units, language=language)),
        (
            "convergence",
            lambda: figures.convergence(content["convergence"], allowed=options.convergence_places, language=language),
        ),
    ]


def _detail(content: AuditContent, language: str) -> list[Table]:
    edition = content.edition
    units, framework = edition.units, edition.framework
    return [
        tables.draws(content["draws"], edition.alternatives, language=language),
        tables.weight_spread(content["weight_spread"], framework, language=language),
        tables.excluded_alternatives(edition.alternatives, language=language),
        tables.top(content["top"], units, language=language),
        tables.order(content["order"], units, language=language),
        tables.convergence(content["convergence"], units, language=language),
        tables.variance_split(content["variance_split"], units, language=language),
    ]


def sensitivity(content: AuditContent, language: str) -> Section:
    edition = content.edition
    units, framework = edition.units, edition.framework
    return section(
        "audit_sensitivity",
        content,
        language,
        found=content["findings_sensitivity"],
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
            tables.one_at_a_time(content["one_at_a_time"], units, edition.alternatives, language=language),
            tables.leave_pillar_out(content["leave_pillar_out"], units, framework, language=language),
            tables.leave_one_out(content["leave_one_out"], units, framework, language=language),
            tables.leave_unit_out(content["leave_unit_out"], units, language=language),
        ],
        folded=[
            tables.sobol(content["sobol"], edition.alternatives, language=language),
            tables.sobol_top(content["sobol_top"], edition.alternatives, language=language),
            tables.weight_stability(content["weight_stability"], units, framework, language=language),
            tables.swaps(
                content["swaps"],
                units,
                framework,
                small_shift=edition.method.sensitivity.small_shift,
                language=language,
            ),
        ],
    )
