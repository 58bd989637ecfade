"""The index: treated, normalised and aggregated, from a matrix of values to scores and ranks at every level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import matrix, normalisation, treatment, tree
from pipeline.construction import weights as weighing
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics import ranking
from pipeline.statistics.types import FloatArray


@dataclass(frozen=True)
class Index:
    """Scores and ranks of every node, units x codes."""

    scores: pd.DataFrame
    ranks: pd.DataFrame
    weights: tree.Weights  # in use: of the children of each aggregate

    def table(self, edition: Edition) -> pd.DataFrame:
        """``scores.csv``: every node for every unit of the edition; an unranked unit keeps empty rows."""
        levels = {node.code: node.level for node in edition.framework.tree}
        scores = matrix.long(self.scores.reindex(edition.units.codes), column="score")
        ranks = matrix.long(self.ranks.reindex(edition.units.codes), column="rank")
        table = scores.assign(level=scores["code"].map(levels), rank=ranks["rank"])
        return table[["unit_code", "code", "level", "score", "rank"]]


def build(
    treated: pd.DataFrame, edition: Edition, *, method: Method | None = None, outcome: FloatArray | None = None
) -> Index:
    """Normalise, aggregate and rank.

    Parameters
    ----------
    treated : ranked units x indicators, after treatment.
    outcome : (n_units,) what weights by ``regression`` explain: see ``weights.outcome``.
    """
    scores = normalisation.normalise(treated, edition, method=method)
    return assemble(scores, edition, method=method, outcome=outcome)


def assemble(
    scores: pd.DataFrame,
    edition: Edition,
    *,
    method: Method | None = None,
    weights: tree.Weights | None = None,
    outcome: FloatArray | None = None,
) -> Index:
    """Aggregate normalised scores and rank every node, with the method's weights or with others."""
    found = tree.realised(
        matrix.array(scores),
        edition,
        method=method,
        weights_by_parent=weights,
        outcome=outcome,
        units=[str(unit) for unit in scores.index],
    )
    codes = [node.code for node in edition.framework.tree]
    table = pd.DataFrame({code: found.nodes[code] for code in codes}, index=scores.index)
    ties = (method or edition.method).ranking.ties
    ranks = {code: ranking.rank(found.nodes[code], ties=ties) for code in codes}
    return Index(scores=table, ranks=pd.DataFrame(ranks, index=scores.index), weights=found.weights)


def index_ranks(values: pd.DataFrame, edition: Edition, *, outcome: FloatArray | None = None) -> FloatArray:
    """Ranks of the index, (n_units,), from untreated values."""
    return index_ranks_of_batch(matrix.array(values)[np.newaxis], values, edition, outcome=outcome)[0]


def index_ranks_of_batch(
    values: FloatArray, like: pd.DataFrame, edition: Edition, *, outcome: FloatArray | None = None
) -> FloatArray:
    """Ranks of the index for a batch of untreated matrices, (n_batch, n_units).

    Parameters
    ----------
    like : the unperturbed matrix, with the labels; weights that come from scores are computed from its own.
    """
    codes, units = list(like.columns), [str(unit) for unit in like.index]
    weights = None
    if weighing.is_from_scores(edition.method):
        weights = build(treatment.treat(like, edition).values, edition, outcome=outcome).weights
    treated = treatment.treat_batch(values, codes, edition)
    scores = normalisation.normalise_batch(treated, codes, edition, units=units)
    nodes = tree.aggregate(scores, edition, weights_by_parent=weights, units=units)
    return ranking.rank(nodes[edition.framework.root.code], ties=edition.method.ranking.ties)
