"""The views behind the report's sections, one language at a time: finished tables, figures and sentences."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from pipeline.reporting import figures, numbers, sentences_rebuilding, sentences_targets, style, tables, words
from pipeline.reporting.content import ReportContent
from pipeline.reporting.table import Table


@dataclass(frozen=True)
class Picture:
    """A figure inside the page; ``alt`` is what it shows, for those who do not see it."""

    uri: str
    alt: str


@dataclass(frozen=True)
class Section:
    """One section: where it is linked to, its heading, sentences, figures and tables, in that order.

    ``folded`` are tables of detail, which a reader opens.
    """

    anchor: str
    heading: str
    sentences: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    folded: tuple[Table, ...] = ()


def picture(chart: style.Chart, alt: str) -> Picture:
    """Embed a figure."""
    return Picture(f"data:image/png;base64,{base64.b64encode(style.png(chart)).decode('ascii')}", alt)


def _drawn(frame: pd.DataFrame, key: str, language: str, draw: Callable[[], style.Chart]) -> tuple[Picture, ...]:
    return () if frame.empty else (picture(draw(), words.word(key, language)),)


def sections(content: ReportContent, language: str) -> list[Section]:
    """Every section but the profiles and the annex, in reading order."""
    built = [
        method(content, language),
        data(content, language),
        league(content, language),
        rank_ranges(content, language),
        robustness(content, language),
        coherence(content, language),
        development(content, language),
    ]
    built += [targets(content, language)] if content.edition.targets is not None and not content.targets.empty else []
    return [*built, replication(content, language)] if content.edition.about.published else built


def method(content: ReportContent, language: str) -> Section:
    """The method in brief, and the edition's thresholds of screening."""
    own = content.edition.method
    description = own.description_vi if language == "vi" else own.description_en
    return Section(
        "method",
        words.word("section_method", language),
        sentences=(description,),
        tables=(tables.parameters(own, language=language), tables.thresholds(content.edition, language=language)),
    )


def data(content: ReportContent, language: str) -> Section:
    """What there is, what is left out, who is not ranked, and what was repaired."""
    edition = content.edition
    units = edition.units

    def draw() -> style.Chart:
        return figures.availability(content.values, content.screening, units, edition.framework, language=language)

    return Section(
        "data",
        words.word("section_data", language),
        sentences=(*_coverage(content, language), *_rebuilt(content, language)),
        pictures=_drawn(content.values, "availability_title", language, draw),
        tables=(
            tables.left_out(edition, language=language),
            tables.unranked(content.screening, units, language=language),
            tables.structural_zeros(content.structural_zeros, edition.raw_units, language=language),
            tables.corrections(content.corrections, language=language),
            tables.crosschecks(content.crosschecks, edition.raw_units, language=language),
            *_rebuilding(content, language),
        ),
    )


def _rebuilding(content: ReportContent, language: str) -> tuple[Table, ...]:
    """Of units that are made from those of the raw tables: rules, approximations, totals."""
    if content.rebuild_rules.empty:
        return ()
    own = content.values, content.rebuilt, content.rebuild_rules, content.rebuilt_checks
    return tables.rebuilding(*own, content.edition, language=language).tables


def _coverage(content: ReportContent, language: str) -> tuple[str, ...]:
    if content.values.empty:
        return (words.word("empty_values", language),)
    own = content.values[content.values["code"].isin(content.edition.framework.indicator_codes)]
    counts = own["origin"].value_counts()
    parts = [
        f"{words.coded('origin', name, language)}: {numbers.integer(count, language=language)}"
        for name, count in counts.items()
    ]
    total = numbers.integer(len(own), language=language)
    return (words.word("coverage_sentence", language).format(total=total, parts="; ".join(parts)),)


def _rebuilt(content: ReportContent, language: str) -> tuple[str, ...]:
    if content.rebuild_rules.empty:
        return ()
    return (
        sentences_rebuilding.rebuilt(content.values, content.rebuilt, content.edition, language=language).text,
        sentences_rebuilding.rebuilt_checks(content.rebuilt_checks, content.edition, language=language).text,
    )


def league(content: ReportContent, language: str) -> Section:
    """Map and league table."""
    units, framework = content.edition.units, content.edition.framework
    placed = any(unit.tile_row is not None for unit in units.units)

    def draw() -> style.Chart:
        return figures.tile_map(content.scores, units, framework, content.classes, language=language)

    return Section(
        "league",
        words.word("section_league", language),
        sentences=(words.word("league_sentence", language),),
        pictures=_drawn(content.scores, "tile_map_alt", language, draw) if placed else (),
        tables=(
            tables.league(content.scores, units, framework, content.uncertainty, language=language),
            *(() if content.classes.empty else (tables.classes(content.classes, units, framework, language=language),)),
        ),
    )


def rank_ranges(content: ReportContent, language: str) -> Section:
    """How firm the places are."""
    units, options = content.edition.units, content.edition.method.uncertainty

    def draw() -> style.Chart:
        return figures.rank_ranges(content.uncertainty, units, n_draws=options.n_draws, language=language)

    absent = content.uncertainty.empty
    return Section(
        "ranges",
        words.word("section_ranges", language),
        sentences=(
            words.word("empty_uncertainty" if absent else "ranges_sentence", language),
            *_robust(content, language),
        ),
        pictures=_drawn(content.uncertainty, "rank_ranges_title", language, draw),
    )


def _robust(content: ReportContent, language: str) -> tuple[str, ...]:
    if content.pairs.empty:
        return ()
    firm = int(content.pairs["robust"].fillna(False).astype(bool).sum())
    units = len(content.uncertainty.dropna(subset=["rank"])) if not content.uncertainty.empty else 0
    sentence = words.word("robust_sentence", language).format(
        share=numbers.percent(content.edition.method.uncertainty.robust_share, language=language),
        firm=numbers.integer(firm, language=language),
        n=numbers.integer(units * (units - 1) // 2, language=language),
    )
    return (sentence,)


def robustness(content: ReportContent, language: str) -> Section:
    """Which choice and which indicator moves the ranks."""
    edition = content.edition
    units, declared, framework = edition.units, edition.alternatives, edition.framework

    def choices() -> style.Chart:
        return figures.one_at_a_time(content.one_at_a_time, units, declared, language=language)

    def indices() -> style.Chart:
        return figures.sobol(content.sobol, units, alternatives=declared, language=language)

    def indicators() -> style.Chart:
        return figures.leave_one_out(content.leave_one_out, units, framework, language=language)

    absent = content.one_at_a_time.empty and content.sobol.empty
    return Section(
        "robustness",
        words.word("section_robustness", language),
        sentences=(words.word("empty_one_at_a_time" if absent else "robustness_sentence", language),),
        pictures=(
            *_drawn(content.one_at_a_time, "one_at_a_time_title", language, choices),
            *_drawn(content.sobol, "sobol_title", language, indices),
            *_drawn(content.leave_one_out, "leave_one_out_title", language, indicators),
        ),
        tables=() if content.sobol.empty else (tables.sobol(content.sobol, declared, language=language),),
    )


def coherence(content: ReportContent, language: str) -> Section:
    """Whether the components belong where they stand."""
    framework, limits = content.edition.framework, content.edition.method.coherence

    def draw() -> style.Chart:
        return figures.rest_correlations(
            content.correlations, framework, low_correlation=limits.low_correlation, language=language
        )

    return Section(
        "coherence",
        words.word("section_coherence", language),
        sentences=(words.word("coherence_sentence", language), *_verdicts(content, language)),
        pictures=_drawn(content.correlations, "rest_correlations_title", language, draw),
        tables=(
            tables.alpha(content.alpha, framework, alpha_limit=limits.alpha_limit, language=language),
            tables.adequacy(
                content.adequacy, content.components, framework, kmo_limit=limits.kmo_limit, language=language
            ),
            tables.twins(content.twins, framework, language=language),
        ),
    )


def _verdicts(content: ReportContent, language: str) -> tuple[str, ...]:
    if content.correlations.empty:
        return ()
    parents = content.correlations["code"].map({node.code: node.parent for node in content.edition.framework.tree})
    own = content.correlations[
        (content.correlations["with_code"] == parents) & (content.correlations["kind"] == "pearson")
    ]
    counts = own["verdict"].value_counts()
    parts = [f"{words.coded('verdict', name, language)}: {count}" for name, count in counts.items()]
    return (words.word("verdicts_sentence", language).format(parts="; ".join(parts)),) if parts else ()


def development(content: ReportContent, language: str) -> Section:
    """The outcome on the pillars, and performance given the level of development."""
    edition = content.edition
    framework = edition.framework
    outcome = framework.by_code.get(edition.about.regression_outcome or "")

    def terms() -> style.Chart:
        return figures.regression(content.regression, content.regression_fit, framework, language=language)

    def band() -> style.Chart:
        return figures.performance(content.performance, edition.units, outcome=outcome, language=language)

    absent = content.regression.empty and content.performance.empty
    limit = edition.method.regression.vif_limit
    listing = tables.regression(
        content.regression, content.regression_fit, framework, vif_limit=limit, language=language
    )
    return Section(
        "development",
        words.word("section_development", language),
        sentences=(words.word("empty_regression" if absent else "development_sentence", language),),
        pictures=(
            *_drawn(content.regression, "coefficients_title", language, terms),
            *_drawn(content.performance, "performance_title", language, band),
        ),
        tables=() if absent else (listing,),
    )


def targets(content: ReportContent, language: str) -> Section:
    """What policy wants, how the units stand towards it, and what awaits collection."""
    edition = content.edition
    units, residuals = content.target_units, content.growth_residual

    def draw() -> style.Chart:
        return figures.target_paths(content.target_values, units, edition, language=language)

    said = (
        *sentences_targets.targets(content.targets, edition, language=language).text.split("\n\n"),
        sentences_targets.lights_rule(edition, language=language).text,
        sentences_targets.growth(residuals, edition, language=language).text,
    )
    return Section(
        "targets",
        words.word("section_targets", language),
        sentences=tuple(sentence.replace("**", "") for sentence in said if sentence),  # a page has no Markdown
        pictures=_drawn(units, "target_paths_title", language, draw),
        tables=(
            tables.targets(edition, language=language),
            *(() if units.empty else (tables.target_lights(units, edition, language=language),)),
        ),
        folded=tables.target_units(units, edition, language=language).tables,
    )


def replication(content: ReportContent, language: str) -> Section:
    """The recomputed index against the published one."""
    framework = content.edition.framework
    sentences: tuple[str, ...] = ()
    if not content.replication.empty:
        largest = numbers.number(content.replication["largest_difference"].max(), language=language, digits=7)
        sentences = (words.word("replication_sentence", language).format(largest=largest),)
    return Section(
        "replication",
        words.word("section_replication", language),
        sentences=sentences,
        tables=(tables.replication(content.replication, framework, language=language),),
    )
