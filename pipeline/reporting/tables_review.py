"""Tables of the chapters on coherence and regression."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_coherence import group_column
from pipeline.reporting.tables_data import column, finished, node_column, numeric, percent, placed, unit_column, worded


def _interval(
    frame: pd.DataFrame, key: str, language: str, *, digits: int = 2, ends: tuple[str, str] = ("low", "high")
) -> Column:
    bounds = zip(*(column(frame, end) for end in ends), strict=True)
    cells = []
    for low, high in bounds:
        first, last = (numbers.number(value, language=language, digits=digits) for value in (low, high))
        cells.append(f"[{first}; {last}]" if first and last else "")
    return table.figures(words.word(key, language), cells)


def _below(frame: pd.DataFrame, name: str, limit: float) -> frozenset[int]:
    values = [] if frame.empty else list(frame[name].astype(float))
    return frozenset(number for number, value in enumerate(values) if value < limit)


def rest_correlations(correlations: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Rest-correlations with every level above by three coefficients, Pearson's with interval and verdict."""
    own = correlations if correlations.empty else correlations[correlations["kind"] == "pearson"]
    other = {} if correlations.empty else correlations.set_index(["code", "with_code", "kind"])["r"].to_dict()
    pairs = list(zip(column(own, "code"), column(own, "with_code"), strict=True))
    columns = [
        node_column(own, framework, language, key="node"),
        node_column(own, framework, language, name="with_code", key="with_node"),
        numeric(own, "r", "correlation_pearson", language),
        _interval(own, "interval", language),
        numeric(own, "n", "n_units", language, digits=0),
        worded(own, "verdict", "verdict", language, group="verdict"),
        *(
            table.figures(
                words.word(f"correlation_{kind}", language),
                [numbers.number(other.get((*pair, kind)), language=language) for pair in pairs],
            )
            for kind in ("spearman", "kendall")
        ),
        node_column(own, framework, language, name="best_other", key="best_other"),
        numeric(own, "best_other_r", "r", language),
    ]
    verdicts = column(own, "verdict")
    marked = frozenset(number for number, verdict in enumerate(verdicts) if verdict == "fail")
    return finished("rest_correlations", columns, language=language, marked=marked)


def twins(twins: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Pairs of indicators that say nearly the same."""
    columns = [
        node_column(twins, framework, language, key="indicator"),
        node_column(twins, framework, language, name="other", key="other_indicator"),
        numeric(twins, "r", "r", language),
        numeric(twins, "n", "n_units", language, digits=0),
    ]
    return finished("twins", columns, language=language)


def alpha(alpha: pd.DataFrame, framework: Hierarchy, *, alpha_limit: float, language: str) -> Table:
    """Cronbach's alpha by group with its interval; below the limit is marked, and the figure stays descriptive."""
    columns = [
        node_column(alpha, framework, language, key="node"),
        numeric(alpha, "n_items", "n_items", language, digits=0),
        numeric(alpha, "n", "n_units", language, digits=0),
        numeric(alpha, "alpha", "alpha", language),
        _interval(alpha, "interval", language),
    ]
    return finished("alpha", columns, language=language, marked=_below(alpha, "alpha", alpha_limit))


def adequacy(
    adequacy: pd.DataFrame, components: pd.DataFrame, framework: Hierarchy, *, kmo_limit: float, language: str
) -> Table:
    """KMO and Bartlett by group, with the components kept and what they explain; KMO below the limit is marked."""
    by = ["code", "level"]
    kept = components if components.empty else components[components["kept"].fillna(False).astype(bool)]
    count = {} if kept.empty else kept.groupby(by).size().to_dict()
    real = components if components.empty else components[components["above_parallel"].fillna(False).astype(bool)]
    above = {} if real.empty else real.groupby(by).size().to_dict()
    explained = {} if kept.empty else kept.groupby(by)["cumulative"].max().to_dict()
    keys = list(zip(column(adequacy, "code"), column(adequacy, "level"), strict=True))
    columns = [
        group_column(adequacy, framework, language),
        numeric(adequacy, "n_items", "n_items", language, digits=0),
        numeric(adequacy, "n", "n_units", language, digits=0),
        numeric(adequacy, "kmo", "kmo", language),
        numeric(adequacy, "bartlett", "bartlett", language, digits=1),
        numeric(adequacy, "df", "df", language, digits=0),
        table.figures("p", [numbers.p_value(value, language=language) for value in column(adequacy, "p")]),
        table.figures(
            words.word("kept", language), [numbers.integer(count.get(key, 0), language=language) for key in keys]
        ),
        table.figures(
            words.word("above_parallel", language),
            [numbers.integer(above.get(key, 0), language=language) for key in keys],
        ),
        table.figures(
            words.word("explained", language), [numbers.percent(explained.get(key), language=language) for key in keys]
        ),
    ]
    return finished("adequacy", columns, language=language, marked=_below(adequacy, "kmo", kmo_limit))


def components(components: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Eigenvalues with shares, and those of random data."""
    columns = [
        group_column(components, framework, language),
        numeric(components, "component", "component", language, digits=0),
        numeric(components, "eigenvalue", "eigenvalue", language),
        percent(components, "share", "share_of_variance", language),
        percent(components, "cumulative", "cumulative", language),
        numeric(components, "parallel", "parallel", language),
        worded(components, "kept", "kept", language, group="yes"),
        worded(components, "above_parallel", "above_parallel", language, group="yes"),
    ]
    return finished("components", columns, language=language)


def pca_weights(pca_weights: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Weights from components beside the nominal ones: not importance."""
    columns = [
        node_column(pca_weights, framework, language, key="node"),
        node_column(pca_weights, framework, language, name="item", key="item"),
        worded(pca_weights, "variant", "variant", language, group="variant"),
        percent(pca_weights, "weight", "pca_weight", language),
        _shares(pca_weights, language),
        numeric(pca_weights, "n", "n_resamples_used", language, digits=0),
        percent(pca_weights, "nominal", "nominal_weight", language),
    ]
    return finished("pca_weights", columns, language=language)


def pca_ranks(pca_ranks: pd.DataFrame, units: Units, *, language: str) -> Table:
    """What the ranking would become under weights from components, largest shift first."""
    frame = pca_ranks
    if not frame.empty:
        moved = (frame["rank"].astype(float) - frame["rank_nominal"].astype(float)).abs()
        frame = frame.assign(moved=moved).sort_values(["moved", "unit_code"], ascending=[False, True])
    columns = [
        unit_column(frame, units, language),
        worded(frame, "variant", "variant", language, group="variant"),
        placed(frame, "rank_nominal", "nominal_rank", language),
        placed(frame, "rank", "rank_with_pca", language),
        _ranks(frame, language),
        numeric(frame, "n", "n_resamples_used", language, digits=0),
        numeric(frame, "score", "score", language, digits=1),
    ]
    return finished("pca_ranks", columns, language=language)


def _shares(frame: pd.DataFrame, language: str) -> Column:
    ends = zip(column(frame, "low"), column(frame, "high"), strict=True)
    shares = [[numbers.percent(end, language=language) for end in pair] for pair in ends]
    cells = [f"[{low}; {high}]" if low and high else "" for low, high in shares]
    return table.figures(words.word("pca_interval", language), cells)


def _ranks(frame: pd.DataFrame, language: str) -> Column:
    ends = zip(column(frame, "rank_low"), column(frame, "rank_high"), strict=True)
    places = [[numbers.rank(end, language=language) for end in pair] for pair in ends]
    cells = [f"{low}–{high}" if low and high else "" for low, high in places]
    return table.figures(words.word("pca_rank_range", language), cells)


def regression(
    terms: pd.DataFrame, fit: pd.DataFrame, framework: Hierarchy, *, vif_limit: float, language: str
) -> Table:
    """Coefficients with robust errors, VIF, implied weights and selection; a VIF above the limit is marked."""
    names = [
        words.word("intercept", language) if term == "intercept" else labels.node(framework, str(term), language)
        for term in column(terms, "term")
    ]
    columns = [
        table.text(words.word("term", language), names),
        numeric(terms, "coefficient", "coefficient", language, digits=4),
        numeric(terms, "se", "se", language, digits=4),
        _interval(terms, "interval", language, digits=4),
        _interval(terms, "without_one", language, digits=4, ends=("lowest_without_one", "highest_without_one")),
        table.figures("p", [numbers.p_value(value, language=language) for value in column(terms, "p")]),
        numeric(terms, "standardised", "standardised", language),
        numeric(terms, "vif", "vif", language),
        percent(terms, "lmg", "lmg", language),
        percent(terms, "implied_weight", "implied_weight", language),
        percent(terms, "nominal_weight", "nominal_weight", language),
        percent(terms, "selection_frequency", "selection_frequency", language),
    ]
    above = [
        number
        for number, value in enumerate(column(terms, "vif"))
        if not numbers.missing(value) and float(str(value)) > vif_limit
    ]
    built = finished("regression", columns, language=language, marked=frozenset(above))
    return Table(built.title, built.columns, note=_fit(fit, framework, language) or built.note, marked=built.marked)


def _fit(fit: pd.DataFrame, framework: Hierarchy, language: str) -> str:
    sentences = []
    for item in [] if fit.empty else fit.to_dict("records"):
        if numbers.missing(item["r2"]):
            sentences.append(words.coded("no_regression", item["reason"], language))
            continue
        excluded = [labels.node(framework, code, language) for code in str(item["excluded"] or "").split()]
        sentences.append(
            words.word("fit", language).format(
                outcome=labels.regressed(framework, item, language),
                n=numbers.integer(item["n"], language=language),
                k=numbers.integer(item["k"], language=language),
                r2=numbers.number(item["r2"], language=language),
                adjusted=numbers.number(item["r2_adjusted"], language=language),
                index=numbers.number(item["index_r2"], language=language),
            )
            + (f" {words.word('excluded', language)}: {'; '.join(excluded)}." if excluded else "")
        )
    return " ".join(sentences)


def influence(influence: pd.DataFrame, units: Units, *, language: str) -> Table:
    """Units by Cook's distance, the most influential first."""
    frame = influence if influence.empty else influence.sort_values("cooks_distance", ascending=False)
    columns = [
        unit_column(frame, units, language),
        numeric(frame, "residual", "residual", language, digits=3),
        numeric(frame, "cooks_distance", "cooks_distance", language, digits=3),
    ]
    return finished("influence", columns, language=language)


def performance(performance: pd.DataFrame, units: Units, *, language: str) -> Table:
    """Score, expected score and band of every unit, the furthest above first."""
    frame = performance.dropna(subset=["score", "expected"]) if not performance.empty else performance
    if not frame.empty:
        frame = frame.assign(beyond=frame["score"] - frame["expected"]).sort_values("beyond", ascending=False)
    columns = [
        unit_column(frame, units, language),
        numeric(frame, "level", "development_level", language, digits=1),
        numeric(frame, "score", "score", language, digits=1),
        numeric(frame, "expected", "expected", language, digits=1),
        _interval(frame, "expected_band", language, digits=1),
        worded(frame, "verdict", "verdict", language, group="standing"),
    ]
    return finished("performance", columns, language=language)
