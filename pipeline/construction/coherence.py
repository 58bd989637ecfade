"""Does each indicator belong: rest-correlations, alpha, components, and what component weights would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import index, matrix, tree
from pipeline.construction import weights as weighing
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.statistics import association, components, pca_weights, reliability
from pipeline.statistics.types import FloatArray

KINDS: tuple[association.Kind, ...] = ("pearson", "spearman")
ALPHA_STREAM, PARALLEL_STREAM = 10, 11  # purposes of the seed, apart from those of perturbation
VARIANTS = ("first_vector", "rotated")


def rest_correlations(scores: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Every node with each aggregate above it, the node itself taken out: ``correlations.csv``.

    A correlation of an indicator with the group that contains it is high by construction (pure noise passes 0.3 in
    97 % of cases at k = 4, n = 63); so the aggregate is computed again without the node.

    Parameters
    ----------
    scores : units x codes, every node (``scores.csv``).

    Notes
    -----
    ``best_other`` is the node of the pillar level, other than its own, with which an indicator correlates most; it
    stands in the row of the indicator's own pillar. A node that is alone below an aggregate has no rest there.
    """
    options, framework = edition.method.coherence, edition.framework
    rest = _without_each(scores, edition)
    rows = []
    for node in framework.tree:
        for above in _ancestors(node, edition):
            others = rest[node.code][above.code]
            if np.isnan(others).all():
                continue
            for kind in KINDS:
                estimate = association.correlation(
                    scores[node.code].to_numpy(), others, kind=kind, confidence=options.confidence
                )
                verdict = association.verdict(estimate, limit=options.low_correlation)
                other, r = _best_other(node, above, scores, edition, kind)
                rows.append(
                    {
                        "code": node.code,
                        "with_code": above.code,
                        "kind": kind,
                        "r": estimate.r,
                        "low": estimate.low,
                        "high": estimate.high,
                        "n": estimate.n,
                        "verdict": verdict,
                        "best_other": other,
                        "best_other_r": r,
                    }
                )
    return pd.DataFrame(rows)


def twins(scores: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Pairs of indicators that say nearly the same: ``twins.csv``."""
    codes = edition.framework.indicator_codes
    limit = edition.method.coherence.redundant_correlation
    pairs = association.twins(scores[codes].to_numpy(), limit=limit, kind="pearson")
    rows = [{"code": codes[p.first], "other": codes[p.second], "r": p.r, "n": p.n} for p in pairs]
    return pd.DataFrame(rows, columns=["code", "other", "r", "n"])


def alphas(scores: pd.DataFrame, edition: Edition, *, seed: int) -> pd.DataFrame:
    """Cronbach's alpha of the indicators below every aggregate, descriptive: ``alpha.csv``."""
    options = edition.method.coherence
    rows = []
    for node in _aggregates(edition):
        items = edition.framework.leaves(node.code)
        if len(items) < 2:
            continue
        alpha = reliability.cronbach_alpha(
            scores[items].to_numpy(),
            confidence=options.confidence,
            n_resamples=options.n_resamples,
            rng=_generator(seed, ALPHA_STREAM, node, edition),
        )
        rows.append(
            {
                "code": node.code,
                "n_items": alpha.k,
                "n": alpha.n,
                "alpha": alpha.alpha,
                "low": alpha.low,
                "high": alpha.high,
            }
        )
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class ComponentTables:
    """``components.csv``, ``adequacy.csv`` and ``loadings.csv``."""

    components: pd.DataFrame
    adequacy: pd.DataFrame
    loadings: pd.DataFrame


def principal_components(scores: pd.DataFrame, edition: Edition, *, seed: int) -> ComponentTables:
    """Components of the indicators of every sub-pillar and pillar, and of the children of what stands above."""
    variances: list[dict[str, object]] = []
    adequacy: list[dict[str, object]] = []
    loadings: list[dict[str, object]] = []
    for node, items in component_sets(edition):
        values = scores[items].to_numpy()
        found = components.principal_components(values)
        variances += _variance_rows(node, found, values, edition, seed)
        adequacy.append(_adequacy_row(node, values))
        loadings += [
            {"code": node.code, "item": item, "component": number + 1, "loading": found.loadings[row, number]}
            for row, item in enumerate(items)
            for number in range(len(items))
        ]
    return ComponentTables(*(pd.DataFrame(rows) for rows in (variances, adequacy, loadings)))


def component_sets(edition: Edition) -> list[tuple[Node, list[str]]]:
    """What is analysed together: indicators below sub-pillars and pillars, otherwise children; no set twice."""
    framework, seen, sets = edition.framework, set(), []
    pillars = {node.code for node in framework.with_role("pillar")}
    for node in _aggregates(edition):
        children = framework.children(node.code)
        items = framework.leaves(node.code) if node.code in pillars else [child.code for child in children]
        if len(items) >= 2 and tuple(items) not in seen:
            seen.add(tuple(items))
            sets.append((node, items))
    return sets


def component_weights(scores: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Weights read off the components of each aggregate's children, beside the nominal: ``pca_weights.csv``.

    ``first_vector``: squared loadings of the first component. ``rotated``: the Handbook's squared varimax loadings
    times the component's share. Both reward what is redundant; neither is an importance.
    """
    options, framework = edition.method.coherence, edition.framework
    nominal = weighing.fixed(edition)
    rows = []
    for node in _aggregates(edition):
        children = [child.code for child in framework.children(node.code)]
        shares = nominal[node.code] / nominal[node.code].sum()
        found = {variant: np.ones(1) for variant in VARIANTS}
        if len(children) > 1:
            values = scores[children].to_numpy()
            rotated = pca_weights.weights_rotated(
                values,
                min_eigenvalue=options.eigenvalue_limit,
                min_share=options.component_share,
                cumulative_share=options.cumulative_share,
            )
            found = {"first_vector": pca_weights.weights_first_vector(values).squared, "rotated": rotated.weights}
        rows += [
            {"code": node.code, "item": child, "variant": variant, "weight": weight, "nominal": share}
            for variant in VARIANTS
            for child, weight, share in zip(children, found[variant], shares, strict=True)
        ]
    return pd.DataFrame(rows)


def component_ranks(scores: pd.DataFrame, weights: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """What the ranking would become under component weights: ``pca_ranks.csv``."""
    root = edition.framework.root.code
    indicators = scores[edition.framework.indicator_codes]
    nominal = index.assemble(indicators, edition)
    tables = []
    for variant, own in weights.groupby("variant"):
        by_parent = {code: rows["weight"].to_numpy() for code, rows in _in_order(own, edition)}
        again = index.assemble(indicators, edition, weights=by_parent)
        tables.append(
            pd.DataFrame(
                {
                    "unit_code": indicators.index,
                    "variant": variant,
                    "score": again.scores[root].to_numpy(),
                    "rank": again.ranks[root].to_numpy(),
                    "rank_nominal": nominal.ranks[root].to_numpy(),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def _aggregates(edition: Edition) -> list[Node]:
    return [edition.framework.node(code) for code in weighing.parents(edition.framework)]


def _ancestors(node: Node, edition: Edition) -> list[Node]:
    above, here = [], node
    while here.parent:
        here = edition.framework.node(here.parent)
        above.append(here)
    return above


def _without_each(scores: pd.DataFrame, edition: Edition) -> dict[str, dict[str, FloatArray]]:
    """For each node, every aggregate computed without it: weight zero at its place, in one batch."""
    framework = edition.framework
    removable = [node for node in framework.tree if node.parent]
    nominal = weighing.fixed(edition)
    rows = [tree.weights_without(edition, [node.code]) for node in removable]
    batch = {code: np.stack([row[code] for row in rows]) for code in nominal}
    stacked = np.broadcast_to(
        matrix.array(scores[framework.indicator_codes]), (len(removable), *scores[framework.indicator_codes].shape)
    )
    nodes = tree.aggregate(stacked, edition, weights_by_parent=batch)
    alone = {node.code for node in removable if len(framework.children(node.parent or "")) == 1}
    return {
        node.code: {
            code: np.full(len(scores), np.nan) if node.code in alone and code == node.parent else nodes[code][row]
            for code in nominal
        }
        for row, node in enumerate(removable)
    }


def _best_other(
    node: Node, above: Node, scores: pd.DataFrame, edition: Edition, kind: association.Kind
) -> tuple[str, float]:
    pillars = [pillar.code for pillar in edition.framework.with_role("pillar")]
    if node.role != "indicator" or above.code not in pillars or len(pillars) < 2:
        return "", np.nan
    others = [code for code in pillars if code != above.code]
    table = np.column_stack([scores[node.code].to_numpy(), scores[others].to_numpy()])
    r = association.correlation_matrix(table, kind=kind)[0][0, 1:]
    best = int(np.nanargmax(r))
    return others[best], float(r[best])


def _variance_rows(
    node: Node, found: components.Components, values: FloatArray, edition: Edition, seed: int
) -> Iterator[dict[str, object]]:
    options = edition.method.coherence
    noise = components.parallel_analysis(
        values,
        n_draws=options.n_resamples,
        quantile=options.confidence,
        rng=_generator(seed, PARALLEL_STREAM, node, edition),
    )
    cumulative = np.cumsum(found.shares)
    for number, eigenvalue in enumerate(found.eigenvalues):
        yield {
            "code": node.code,
            "component": number + 1,
            "eigenvalue": eigenvalue,
            "share": found.shares[number],
            "cumulative": cumulative[number],
            "parallel": noise.thresholds[number],
            "kept": bool(eigenvalue > options.eigenvalue_limit),
            "above_parallel": bool((found.eigenvalues[: number + 1] > noise.thresholds[: number + 1]).all()),
        }


def _adequacy_row(node: Node, values: FloatArray) -> dict[str, object]:
    adequacy, sphericity = components.kmo(values), components.bartlett(values)
    return {
        "code": node.code,
        "n_items": values.shape[1],
        "n": adequacy.n,
        "kmo": adequacy.overall,
        "bartlett": sphericity.statistic,
        "df": sphericity.df,
        "p": sphericity.p_value,
    }


def _in_order(weights: pd.DataFrame, edition: Edition) -> Iterator[tuple[str, pd.DataFrame]]:
    """The weights of each aggregate's children, in the framework's order."""
    for code, rows in weights.groupby("code"):
        order = [child.code for child in edition.framework.children(str(code))]
        yield str(code), rows.set_index("item").loc[order]


def _generator(seed: int, purpose: int, node: Node, edition: Edition) -> np.random.Generator:
    """One stream for each purpose and node, whatever else is computed before it."""
    number = [own.code for own in edition.framework.tree].index(node.code)
    return np.random.default_rng(np.random.SeedSequence([seed, purpose, number]))
