"""COINr's steps composed of our functions, on labelled tables: one home for what several golden tables need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from pipeline.statistics import (
    aggregation,
    denomination,
    normalisation,
    ranking,
    simple_imputation,
    transformation,
    treatment,
    weighting,
)
from pipeline.statistics.types import BoolArray, FloatArray, IntArray

Mean = Callable[[FloatArray, FloatArray], FloatArray]
SKEWNESS_LIMIT, KURTOSIS_LIMIT = 2.0, 3.5  # COINr's signature


@dataclass(frozen=True)
class Treated:
    """Treated values, and by column: winsorised to the end (or in no need), points drawn in, and which."""

    values: pd.DataFrame
    finished: BoolArray
    n_points: IntArray
    points: BoolArray


def like(table: pd.DataFrame, values: FloatArray) -> pd.DataFrame:
    """Values with the labels of a table."""
    return pd.DataFrame(values, index=table.index, columns=table.columns)


def denominated(values: pd.DataFrame, sizes: pd.DataFrame, named: pd.Series, factor: float = 1.0) -> pd.DataFrame:
    """Divide each indicator by the size that is named for it, where one is."""
    place = {name: number for number, name in enumerate(sizes.columns)}
    denominator = np.array([place.get(name, -1) for name in named])
    found = denomination.denominate(
        values.to_numpy(),
        denominators=sizes.to_numpy(dtype=float),
        denominator=denominator,
        factor=np.where(denominator < 0, 1.0, factor),
    )
    return like(values, found)


def group_means(values: pd.DataFrame, group: IntArray) -> pd.DataFrame:
    """Put the mean of the unit's group where a value is missing."""
    return like(values, simple_imputation.mean_by_group(values.to_numpy(), group=group).values)


def treated(
    values: pd.DataFrame,
    *,
    max_points: int,
    skewness_limit: float = SKEWNESS_LIMIT,
    kurtosis_limit: float = KURTOSIS_LIMIT,
) -> Treated:
    """Draw in up to so many points; the column that is outlying still takes its logarithm instead.

    COINr looks at the number before each round, so that equal values, which move together, may exceed it by their
    last round. Ours never exceeds it; what exceeds it there is added here, to replay COINr.
    """
    winsorise = partial(
        treatment.winsorise,
        skewness_limit=skewness_limit,
        kurtosis_limit=kurtosis_limit,
        kurtosis_alone_limit=None,
    )
    before = values.to_numpy(dtype=float)
    found = winsorise(before, max_points=max_points)
    further = winsorise(before, max_points=len(before))
    beyond = ~found.passed & further.passed & (_points_before_last_round(before, further) < max_points)
    finished = found.passed | beyond
    after = np.where(beyond, further.values, found.values)
    after[:, ~finished] = transformation.log_ct(before[:, ~finished])
    return Treated(
        like(values, after),
        finished,
        np.where(beyond, further.n_points, found.n_points),
        np.where(beyond, further.treated, found.treated),
    )


def _points_before_last_round(before: FloatArray, found: treatment.Treated) -> IntArray:
    """Points of each column that were drawn in further than the least of them."""
    moved = np.where(found.treated, np.abs(before - found.values), np.inf)
    last = moved == moved.min(axis=0)
    return found.n_points - (last & found.treated).sum(axis=0)


def outlying(values: FloatArray) -> BoolArray:
    """Which columns trip COINr's rule."""
    return treatment.is_outlying(
        treatment.skewness(values),
        treatment.kurtosis(values),
        skewness_limit=SKEWNESS_LIMIT,
        kurtosis_limit=KURTOSIS_LIMIT,
        kurtosis_alone_limit=None,
    )


def min_max(values: pd.DataFrame, direction: IntArray, lower: float, upper: float) -> pd.DataFrame:
    """Min-max scores."""
    return like(values, normalisation.min_max(values.to_numpy(), direction=direction, lower=lower, upper=upper))


def z_score(values: pd.DataFrame, direction: IntArray, mean: float, sd: float) -> pd.DataFrame:
    """Standardised scores."""
    return like(values, normalisation.z_score(values.to_numpy(), direction=direction, mean=mean, sd=sd))


def arithmetic(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """COINr's a_amean."""
    return aggregation.arithmetic_mean(scores, weights=weights)


def geometric(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """COINr's a_gmean."""
    return aggregation.geometric_mean(scores, weights=weights, floor=None)


def aggregated(
    scores: pd.DataFrame, tree: pd.DataFrame, means: Mean | Sequence[Mean], weights: pd.Series | None = None
) -> pd.DataFrame:
    """Aggregate up the tree with one function, or one for each level from the pillars up."""
    by_level = [means] * (int(tree["Level"].max()) - 1) if callable(means) else list(means)
    own = tree["Weight"] if weights is None else weights
    nodes = {code: scores[code].to_numpy() for code in scores}
    for parent, codes in children(tree, list(scores)).items():
        mean = by_level[int(tree.at[parent, "Level"]) - 2]
        nodes[parent] = mean(np.column_stack([nodes[code] for code in codes]), own[codes].to_numpy(dtype=float))
    return pd.DataFrame(nodes, index=scores.index)


def children(tree: pd.DataFrame, indicators: Sequence[str]) -> dict[str, list[str]]:
    """Children of every aggregate that are there, lower levels first."""
    groups: dict[str, list[str]] = {}
    for parent in tree.index[tree["Level"] > 1][np.argsort(tree.loc[tree["Level"] > 1, "Level"], kind="stable")]:
        codes = tree.index[tree["Parent"] == parent]
        groups[parent] = [code for code in codes if code in indicators or code in groups]
    return groups


def ranked(scores: pd.DataFrame) -> pd.DataFrame:
    """Places of every column, 1 for the best, ties the least."""
    return like(scores, ranking.rank(scores.to_numpy().T, ties="min").T)


def effective_weights(tree: pd.DataFrame) -> pd.DataFrame:
    """The product of the shares within each parent, from the root down."""
    effective = pd.Series(1.0, index=tree.index)
    for parent in tree.sort_values("Level", ascending=False, kind="stable").query("Level > 1").index:
        codes = tree.index[tree["Parent"] == parent]
        effective[codes] = effective[parent] * weighting.to_shares(tree.loc[codes, "Weight"].to_numpy(dtype=float))
    return tree[["Level", "Weight"]].assign(EffWeight=effective)
