"""Weights read off components, how uncertain they are, and what they would make of the ranking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from pipeline.construction import component_analysis, index, matrix, tree
from pipeline.construction import weights as weighing
from pipeline.framework.edition import Edition
from pipeline.statistics import bootstrap_components, components, pca_weights, ranking
from pipeline.statistics.types import FloatArray, IntArray

Variant = Literal["first_vector", "rotated"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)
_BLOCK = 256  # resamples aggregated at once
_DIGITS = 12  # (1 - 0.95) / 2 is 0.025 but for rounding, and a quantile is read as it is written


@dataclass(frozen=True, eq=False)
class ComponentWeights:
    """``pca_weights.csv``, and the weights of every resample: variant -> parent -> (n_resamples, n_children)."""

    table: pd.DataFrame
    resampled: dict[str, dict[str, FloatArray]]


def weigh(scores: pd.DataFrame, edition: Edition, *, seed: int) -> ComponentWeights:
    """Weights read off the components of each aggregate's children, beside the nominal ones.

    ``first_vector``: squared loadings of the first component. ``rotated``: the Handbook's squared varimax loadings
    times the component's share. Both reward what is redundant; neither is an importance.

    Parameters
    ----------
    scores : units x codes, every node (``scores.csv``).

    Returns
    -------
    ComponentWeights. ``low`` and ``high`` hold the middle share of ``n`` bootstrap resamples of the units, in which the
    number of components and the target of the rotation are those of the full sample: rather too narrow than too wide.
    A resample in which an indicator has no range has no weights; ``n`` counts the others.
    """
    drawn = component_analysis.unit_draws(len(scores), edition, seed=seed)
    nominal = weighing.fixed(edition)
    resampled: dict[str, dict[str, FloatArray]] = {variant: {} for variant in VARIANTS}
    rows: list[tuple[object, ...]] = []
    for code in weighing.parents(edition.framework):
        children = [child.code for child in edition.framework.children(code)]
        shares = nominal[code] / nominal[code].sum()
        values = scores[children].to_numpy(dtype=float)
        for variant, (weights, again) in _of_group(values, drawn, edition).items():
            resampled[variant][code] = again
            spread = bootstrap_components.spread(again, confidence=edition.method.coherence.confidence)
            rows += [
                (code, child, variant, *figures, spread.n)
                for child, *figures in zip(children, weights, shares, spread.low, spread.high, strict=True)
            ]
    columns = ["code", "item", "variant", "weight", "nominal", "low", "high", "n"]
    return ComponentWeights(pd.DataFrame(rows, columns=columns), resampled)


def ranks(scores: pd.DataFrame, weights: ComponentWeights, edition: Edition) -> pd.DataFrame:
    """What the ranking would become under component weights, and its range over the resamples: ``pca_ranks.csv``.

    ``rank_low`` and ``rank_high`` hold the middle share of ``n`` resamples (inverted CDF: ranks that occurred): how far
    the same rule for weights would have moved a unit had other units been drawn. The scores stay those of the edition.
    """
    root, confidence = edition.framework.root.code, edition.method.coherence.confidence
    indicators = scores[edition.framework.indicator_codes]
    nominal = index.assemble(indicators, edition)
    ends = [round(share, _DIGITS) for share in ((1.0 - confidence) / 2.0, (1.0 + confidence) / 2.0)]
    tables = []
    for variant, own in weights.table.groupby("variant"):
        by_parent = {code: rows["weight"].to_numpy() for code, rows in _in_order(own, edition)}
        again = index.assemble(indicators, edition, weights=by_parent)
        drawn = _resampled_ranks(matrix.array(indicators), weights.resampled[str(variant)], edition)
        low, high = (
            ranking.rank_quantile(drawn, q=end) if len(drawn) else np.full(len(scores), np.nan) for end in ends
        )
        columns = {
            "unit_code": indicators.index,
            "variant": variant,
            "score": again.scores[root].to_numpy(),
            "rank": again.ranks[root].to_numpy(),
            "rank_nominal": nominal.ranks[root].to_numpy(),
            "rank_low": low,
            "rank_high": high,
            "n": len(drawn),
        }
        tables.append(pd.DataFrame(columns))
    return pd.concat(tables, ignore_index=True)


def _of_group(values: FloatArray, drawn: IntArray, edition: Edition) -> dict[Variant, tuple[FloatArray, FloatArray]]:
    """For each variant, the weights of one group and those of every resample."""
    if values.shape[1] == 1:
        alone = np.ones(1), np.ones((len(drawn), 1))
        return dict.fromkeys(VARIANTS, alone)
    resampled = bootstrap_components.resampled_components(values, drawn=drawn)
    rotated = component_analysis.rotated_weights(values, edition)
    targets: dict[Variant, FloatArray] = {
        "first_vector": components.principal_components(values).loadings[:, :1],
        "rotated": rotated.loadings,
    }
    full = {"first_vector": pca_weights.weights_first_vector(values).squared, "rotated": rotated.weights}
    return {
        variant: (
            full[variant],
            bootstrap_components.resampled_weights(bootstrap_components.aligned_loadings(resampled, target=target)),
        )
        for variant, target in targets.items()
    }


def _resampled_ranks(scores: FloatArray, weights: dict[str, FloatArray], edition: Edition) -> FloatArray:
    """Ranks of the index under the weights of every resample that has weights everywhere: (n_defined, n_units)."""
    defined = np.flatnonzero(np.all([np.isfinite(own).all(axis=1) for own in weights.values()], axis=0))
    root, found = edition.framework.root.code, []
    for start in range(0, len(defined), _BLOCK):
        block = defined[start : start + _BLOCK]
        stacked = np.broadcast_to(scores, (len(block), *scores.shape))
        nodes = tree.aggregate(stacked, edition, weights_by_parent={code: own[block] for code, own in weights.items()})
        found.append(ranking.rank(nodes[root], ties=edition.method.ranking.ties))
    return np.concatenate(found) if found else np.empty((0, len(scores)))


def _in_order(weights: pd.DataFrame, edition: Edition) -> Iterator[tuple[str, pd.DataFrame]]:
    """The weights of each aggregate's children, in the framework's order."""
    for code, rows in weights.groupby("code"):
        order = [child.code for child in edition.framework.children(str(code))]
        yield str(code), rows.set_index("item").loc[order]
