"""Every figure, in both languages: it has something in it, nothing is cut, names do not cover each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from row_names import row_names

from pipeline.reporting import figures, style

NAMES = tuple(sorted(set(figures.__all__) - {"target_paths"}))  # of few editions; tested beside
BLANK = pd.DataFrame()


def draw(name: str, edition, tables: dict, language: str, *, blank: bool = False) -> style.Chart:
    """One figure by its name, from a run's tables or from empty ones."""

    def t(table: str) -> pd.DataFrame:
        return BLANK if blank else tables[table]

    def wide(table: str) -> pd.DataFrame:
        return BLANK if blank else tables[table].pivot(index="unit_code", columns="code", values="value")

    units, framework, declared = edition.units, edition.framework, edition.alternatives
    limits = {"skewness_limit": 2.25, "kurtosis_limit": 3.5, "kurtosis_alone_limit": 10.0}
    calls = {
        "availability": (t("values"), t("screening"), units, framework),
        "crosscheck_differences": (t("crosschecks"), units),
        "imputation_errors": (t("imputation_errors"), units),
        "imputation_ranks": (t("imputation_ranks"), units),
        "skewness_kurtosis": (t("treatment"), framework, limits),
        "distributions": (wide("values"), wide("treated"), t("treatment"), framework),
        "score_distribution": (t("scores"), units, framework),
        "league": (t("scores"), units, framework),
        "tile_map": (t("scores"), units, framework),
        "profile_positions": (t("scores"), "U01", units, framework),
        "rest_correlations": (t("correlations"), framework, {"low_correlation": 0.3}),
        "scree": (t("components"), framework, {"eigenvalue_limit": 1.0}),
        "loadings": (t("rotated_loadings"), framework),
        "pca_ranks": (t("pca_ranks"), units),
        "correlation_map": (
            t("pair_correlations"),
            t("clusters"),
            framework,
            {"cluster_correlation": 0.7, "cluster_linkage": "complete", "low_correlation": 0.3},
        ),
        "within_correlations": (
            t("within_correlations"),
            t("correlations"),
            framework,
            {"low_correlation": 0.3},
        ),
        "year_on_year": (t("year_on_year"), framework, {"round_correlation": 0.7}),
        "moran": (t("moran"), framework),
        "pca_weights": (t("pca_weights"), framework),
        "regression": (t("regression"), t("regression_fit"), framework),
        "implied_weights": (t("regression"), framework),
        "cross_validation": (t("cross_validation"), t("regression_fit"), framework),
        "dominance": (t("dominance"), t("regression_fit"), framework),
        "quantiles": (t("quantiles"), t("regression"), t("regression_fit"), framework),
        "implied_ranks": (t("implied_ranks"), t("regression_fit"), framework, units),
        "external_validity": (
            t("external"),
            t("external_scores"),
            t("scores") if blank else t("scores").pivot(index="unit_code", columns="code", values="score"),
            edition,
        ),
        "content_coverage": (t("content_coverage"),),
        "performance": (t("performance"), units, {"outcome": framework.by_code["o.1"]}),
        "rank_ranges": (t("uncertainty"), units, {"n_draws": 4000}),
        "acceptability": (t("acceptability"), t("uncertainty"), units),
        "pairs": (t("pairs"), t("uncertainty"), units, {"robust_share": 0.95}),
        "order": (t("order"), t("uncertainty"), units),
        "convergence": (t("convergence"), {"allowed": 1.0}),
        "one_at_a_time": (t("one_at_a_time"), units, declared),
        "leave_one_out": (t("leave_one_out"), units, framework),
        "sobol": (t("sobol"), units, {"alternatives": declared}),
        "weight_dominance": (t("weight_dominance"), units),
        "weight_stability": (t("weight_stability"), framework),
        "weight_variants": (t("weight_variants"), t("weight_shifts"), framework),
        "importance": (t("weights_page"), framework, {"importance_gap": 0.5}),
        "optimised_weights": (t("importance_weights"), t("importance_parents"), framework),
        "added_value": (t("added_value"), framework),
        "efficiency": (t("efficiency"), units, {"efficiency_floors": (10.0, 1.0)}),
        "compensation": (t("compensation"), units),
        "size_correlations": (t("sizes"), framework, {"size_correlation": 0.6}),
    }
    *given, last = calls[name]
    options = last if isinstance(last, dict) else {}
    return getattr(figures, name)(*(given if options else calls[name]), **options, language=language)


def words_in(figure: style.Chart) -> set[str]:
    """Every word that a figure shows."""
    figure.draw_without_rendering()
    texts = figure.findobj(lambda artist: hasattr(artist, "get_text"))
    return set(" ".join(text.get_text() for text in texts).replace("=", " ").split())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_axes_are_empty_and_no_missing_number_is_spelt_out(name, language, edition, tables):
    figure = draw(name, edition, tables, language)
    shown = [axes for axes in figure.axes if axes.axison]
    assert shown or name == "tile_map"
    assert all(axes.has_data() for axes in shown)
    assert not {"nan", "None", "<NA>"} & words_in(figure)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_cut_with_63_units_and_54_indicators(name, large):
    edition, tables = large
    figure = draw(name, edition, tables, "vi")
    figure.draw_without_rendering()
    box = figure.get_tightbbox(figure.agg.get_renderer())
    width, height = figure.get_size_inches()
    slack = 0.03  # inches: rounding of glyphs
    assert min(box.x0, box.y0) >= -slack, f"{name} is cut on the left or below: {box}"
    assert max(box.x1 - width, box.y1 - height) <= slack, f"{name} is cut on the right or above: {box}"


@pytest.mark.parametrize(
    "name",
    [
        "availability",
        "league",
        "rank_ranges",
        "acceptability",
        "pairs",
        "rest_correlations",
        "within_correlations",
        "year_on_year",
        "correlation_map",
        "pca_ranks",
        "loadings",
    ],
)
def test_names_of_rows_do_not_cover_each_other(name, large):
    edition, tables = large
    figure = draw(name, edition, tables, "vi")
    figure.draw_without_rendering()
    renderer = figure.agg.get_renderer()
    boxes = [text.get_window_extent(renderer) for text in row_names(figure.axes[0])]
    middles = np.sort([(box.y0 + box.y1) / 2 for box in boxes])
    heights = [box.height for box in boxes]
    assert np.diff(middles).min() >= 0.8 * np.median(heights)  # ascenders and marks of Vietnamese may touch


@pytest.mark.parametrize("name", NAMES)
def test_without_data_a_figure_says_why(name, edition, tables):
    figure = draw(name, edition, tables, "vi", blank=True)
    sentences = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert len(sentences) == 1
    assert sentences[0].rstrip().endswith(".")


def test_equal_figures_are_equal_bytes(edition, tables):
    first, second = (draw("rank_ranges", edition, tables, "vi") for _ in range(2))
    assert style.png(first) == style.png(second)
    first, second = (draw("league", edition, tables, "vi") for _ in range(2))
    assert style.svg(first) == style.svg(second)


def test_a_notebook_shows_a_figure_by_its_name(edition, tables):
    assert draw("sobol", edition, tables, "vi")._repr_png_().startswith(b"\x89PNG")
