"""Which figures are published: one row each, with the tables that it shows and what it says in words.

A figure is drawn by the same function as in the chapters; a row says how its arguments come from a run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.publication.figure_ground import Ground
from pipeline.reporting import (
    figures,
    figures_boundaries,
    figures_compare,
    figures_distributions,
    sentences,
    sentences_compare,
    sentences_figures,
    sentences_imputation,
    sentences_outcomes,
    sentences_treatment,
    style,
)
from pipeline.reporting.sentences import Sentence


@dataclass(frozen=True)
class Figure:
    """One figure.

    Parameters
    ----------
    name : of its files.
    tables : what it shows; the first makes the CSV beside it. It is published where that one has rows.
    draw, say : the picture, and its main numbers in words.
    root_only : of a table of scores: whether only the rows of the root and the pillars are shown.
    """

    name: str
    tables: tuple[str, ...]
    draw: Callable[[Ground], style.Chart]
    say: Callable[[Ground], Sentence]
    root_only: bool = False


def _map(g: Ground) -> style.Chart:
    own = g["scores"], g.units, g.framework
    if g.shapes is not None:
        return figures_boundaries.boundary_map(*own, g.shapes, g["classes"], language=g.language)
    return figures.tile_map(*own, g["classes"], language=g.language)


def _skewness(g: Ground) -> style.Chart:
    limits = g.method.treatment
    return figures.skewness_kurtosis(
        g["treatment"],
        g.framework,
        skewness_limit=limits.skewness_limit,
        kurtosis_limit=limits.kurtosis_limit,
        kurtosis_alone_limit=limits.kurtosis_alone_limit,
        language=g.language,
    )


def _correlation_map(g: Ground) -> style.Chart:
    limits = g.method.coherence
    return figures.correlation_map(
        g["pair_correlations"],
        g["clusters"],
        g.framework,
        cluster_correlation=limits.cluster_correlation,
        cluster_linkage=limits.cluster_linkage,
        low_correlation=limits.low_correlation,
        language=g.language,
    )


def _positions(g: Ground) -> Sentence:
    return sentences_figures.positions(g["scores"], g["uncertainty"], g.edition, language=g.language)


def _weights(g: Ground) -> Sentence:
    return sentences.weights(g["weights"], g.edition, language=g.language)


def _n_ranked(g: Ground) -> int:
    return len(g["uncertainty"].dropna(subset=["rank"]))


FIGURES = (
    Figure("map", ("scores", "classes"), _map, _positions, root_only=True),
    Figure(
        "league",
        ("scores",),
        lambda g: figures.league(g["scores"], g.units, g.framework, language=g.language),
        lambda g: sentences.league(g["scores"], g.edition, language=g.language),
        root_only=True,
    ),
    Figure(
        "pillars",
        ("scores",),
        lambda g: figures.score_distribution(g["scores"], g.units, g.framework, language=g.language),
        _positions,
        root_only=True,
    ),
    Figure(
        "rank-ranges",
        ("uncertainty",),
        lambda g: figures.rank_ranges(
            g["uncertainty"], g.units, n_draws=g.method.uncertainty.n_draws, language=g.language
        ),
        lambda g: sentences.rank_ranges(g["uncertainty"], g.edition, language=g.language),
    ),
    Figure(
        "acceptability",
        ("acceptability", "uncertainty"),
        lambda g: figures.acceptability(g["acceptability"], g["uncertainty"], g.units, language=g.language),
        lambda g: sentences_figures.acceptability(g["acceptability"], g.edition, language=g.language),
    ),
    Figure(
        "pairs",
        ("pairs", "uncertainty"),
        lambda g: figures.pairs(
            g["pairs"],
            g["uncertainty"],
            g.units,
            robust_share=g.method.uncertainty.robust_share,
            language=g.language,
        ),
        lambda g: sentences.pairs(g["pairs"], _n_ranked(g), language=g.language),
    ),
    Figure(
        "order",
        ("order", "uncertainty"),
        lambda g: figures.order(g["order"], g["uncertainty"], g.units, language=g.language),
        lambda g: sentences_figures.order(g["order"], language=g.language),
    ),
    Figure(
        "one-at-a-time",
        ("one_at_a_time",),
        lambda g: figures.one_at_a_time(g["one_at_a_time"], g.units, g.edition.alternatives, language=g.language),
        lambda g: sentences.one_at_a_time(g["one_at_a_time"], g.edition, language=g.language),
    ),
    Figure(
        "sobol",
        ("sobol",),
        lambda g: figures.sobol(g["sobol"], g.units, alternatives=g.edition.alternatives, language=g.language),
        lambda g: sentences_figures.sobol(g["sobol"], g.edition, language=g.language),
    ),
    Figure(
        "leave-one-out",
        ("leave_one_out",),
        lambda g: figures.leave_one_out(g["leave_one_out"], g.units, g.framework, language=g.language),
        lambda g: sentences.leave_one_out(g["leave_one_out"], g.edition, language=g.language),
    ),
    Figure(
        "importance",
        ("weights_page",),
        lambda g: figures.importance(
            g["weights_page"],
            g.framework,
            importance_gap=g.method.importance.importance_gap,
            language=g.language,
        ),
        _weights,
    ),
    Figure(
        "importance-below",
        ("weights_page",),
        lambda g: figures.importance(
            g["weights_page"],
            g.framework,
            importance_gap=g.method.importance.importance_gap,
            below=True,
            language=g.language,
        ),
        _weights,
    ),
    Figure(
        "rest-correlations",
        ("correlations",),
        lambda g: figures.rest_correlations(
            g["correlations"],
            g.framework,
            low_correlation=g.method.coherence.low_correlation,
            language=g.language,
        ),
        lambda g: sentences.coherence(g["correlations"], g.edition, language=g.language),
    ),
    Figure(
        "correlation-map",
        ("pair_correlations", "clusters"),
        _correlation_map,
        lambda g: sentences_figures.correlation_map(
            g["pair_correlations"], g["clusters"], g.edition, language=g.language
        ),
    ),
    Figure(
        "loadings",
        ("rotated_loadings",),
        lambda g: figures.loadings(g["rotated_loadings"], g.framework, language=g.language),
        lambda g: sentences_figures.loadings(g["rotated_loadings"], g.edition, language=g.language),
    ),
    Figure(
        "expected-band",
        ("performance",),
        lambda g: figures.performance(g["performance"], g.units, outcome=g.outcome, language=g.language),
        lambda g: sentences_outcomes.outside_band(g["performance"], g.edition, language=g.language),
    ),
    Figure(
        "compensation",
        ("compensation",),
        lambda g: figures.compensation(g["compensation"], g.units, language=g.language),
        lambda g: sentences_figures.compensation(g["compensation"], g.edition, language=g.language),
    ),
    Figure(
        "availability",
        ("values", "screening"),
        lambda g: figures.availability(g["values"], g["screening"], g.units, g.framework, language=g.language),
        lambda g: sentences.availability(g["values"], g.edition, language=g.language),
    ),
    Figure(
        "imputation-errors",
        ("imputation_errors",),
        lambda g: figures.imputation_errors(g["imputation_errors"], g.units, language=g.language),
        lambda g: sentences_imputation.errors(g["imputation_errors"], language=g.language),
    ),
    Figure(
        "distributions",
        ("values", "treatment"),
        lambda g: figures_distributions.indicator_distributions(g["values"], g.framework, language=g.language),
        lambda g: sentences_figures.distributions(g["values"], g["treatment"], g.edition, language=g.language),
    ),
    Figure(
        "treatment",
        ("treatment",),
        _skewness,
        lambda g: sentences_treatment.treated(
            g["treatment"], g["treated_cells"], g.method.treatment, language=g.language
        ),
    ),
    Figure(
        "treated-distributions",
        ("treatment", "imputed", "treated"),
        lambda g: figures.distributions(
            g.wide("imputed"), g.wide("treated"), g["treatment"], g.framework, language=g.language
        ),
        lambda g: sentences_treatment.treated(
            g["treatment"], g["treated_cells"], g.method.treatment, language=g.language
        ),
    ),
    Figure(
        "compare-ranks",
        ("compare_changes", "compare_sides"),
        lambda g: figures_compare.ranks(
            g["compare_changes"], g["compare_sides"], g.units, g.framework, language=g.language
        ),
        lambda g: sentences_compare.moved(g["compare_changes"], g.units, g.framework, language=g.language),
    ),
    Figure(
        "compare-attribution",
        ("compare_attribution", "compare_changes", "compare_players"),
        lambda g: figures_compare.attribution(
            g["compare_attribution"], g["compare_changes"], g.units, g.framework, language=g.language
        ),
        lambda g: sentences_compare.causes(g["compare_players"], language=g.language),
    ),
)
"""In the order in which a reader meets them."""


def of(ground: Ground) -> list[Figure]:
    """The figures for which the run has something to draw."""
    return [figure for figure in FIGURES if ground.has(figure.tables[0])]
