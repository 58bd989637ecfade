"""Shadow imputation, disclosed: what leaving a cell blank would imply, beside the value that is in use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from pipeline.construction import index, matrix, normalisation, treatment
from pipeline.construction import weights as weighing
from pipeline.construction.imputation import Imputed
from pipeline.framework import node_options
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Hierarchy
from pipeline.statistics import shadow
from pipeline.statistics.types import BoolArray, FloatArray, IntArray

SHADOW = [
    "unit_code",
    "code",
    "class",
    "explicit",
    "shadow_score",
    "shadow_value",
    "rank_explicit",
    "rank_shadow",
    "reason",
]
IMPUTED = "imputed"
CLASSES = ("structural_zero", "earlier_year", "not_published", "source_fault", IMPUTED)

NOT_ARITHMETIC, FROM_SCORES, LEAST_AVAILABLE = "not_arithmetic", "weights_from_scores", "least_available"
NOTHING_ELSE, NOT_LINEAR, NO_INVERSE = "nothing_else", "not_linear", "no_inverse"

LINE = 1e-9  # relative: scores that lie this near to a line through the values lie on it


@dataclass(frozen=True, eq=False)
class Tree:
    """The tree as ``statistics.shadow`` wants it: at each level the group of each node, from 0, and its weight."""

    parents: tuple[IntArray, ...]
    weights: tuple[FloatArray, ...]


def disclose(filled: Imputed, values: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Every cell that is blank or holds something other than a published value of its round: ``shadow.csv``.

    Leaving a blank out of a weighted mean gives it the mean of its siblings. Beside the value in use (``explicit``) stand
    the score that this implies, the value that has this score, and the rank of the unit either way: as it is, and with
    all its cells of that class left blank (so a class has one rank per unit). Treatment and goalposts are computed anew
    without those cells, as they would be.

    The score is implied only where every mean above the cell is arithmetic with weights known beforehand, the value only
    where scores lie on a line in the treated values and the transformation has an inverse there; ``reason`` says why one
    is empty: not_arithmetic, weights_from_scores, least_available, nothing_else (the unit has no other value to imply
    one), not_linear, no_inverse.

    Parameters
    ----------
    filled : the imputation in use, of the ranked units.
    values : the table ``values.csv``, whose ``origin`` is the class of a cell; one that was filled is ``imputed``.
    """
    classes = _classes(filled, values)
    outcome = weighing.outcome(values, edition, units=list(filled.values.index))
    array = matrix.array(filled.values)
    marked = [(row, name, classes == name) for name in CLASSES for row in np.flatnonzero((classes == name).any(axis=1))]
    masks = [mask & (np.arange(len(array)) == row)[:, np.newaxis] for row, _, mask in marked]
    if not masks:
        return pd.DataFrame(columns=SHADOW)
    blanked = np.stack([array, *(np.where(mask, np.nan, array) for mask in masks)])
    ranks = index.index_ranks_of_batch(blanked, filled.values, edition, outcome=outcome)
    rows = [
        line | {"class": name, "rank_explicit": ranks[0, row], "rank_shadow": ranks[number, row]}
        for number, ((row, name, _), mask) in enumerate(zip(marked, masks, strict=True), start=1)
        for line in _lines(int(row), mask, filled.values, edition)
    ]
    return pd.DataFrame(rows, columns=SHADOW)


def _classes(filled: Imputed, values: pd.DataFrame) -> np.ndarray:
    """The class of every cell as text; empty where it is simply published."""
    origin = values.pivot(index="unit_code", columns="code", values="origin")
    own = origin.reindex(index=filled.values.index, columns=filled.values.columns).to_numpy(dtype=object)
    return np.where(filled.imputed.to_numpy(dtype=bool), IMPUTED, own)


def _lines(row: int, mask: BoolArray, values: pd.DataFrame, edition: Edition) -> Iterator[dict[str, object]]:
    """One unit's cells of one class, with what leaving them blank implies."""
    blanked = values.mask(mask)
    treated = treatment.treat(blanked, edition)
    scores = normalisation.normalise(treated.values, edition)
    columns = np.flatnonzero(mask[row])
    codes = [str(values.columns[column]) for column in columns]
    reasons = [_why_no_score(code, edition) for code in codes]
    implied = np.full(mask.shape[1], np.nan)
    if not all(reasons):
        tree = _tree(edition)
        implied = shadow.implied_scores(matrix.array(scores)[row], parents=tree.parents, weights=tree.weights)
    for code, column, reason in zip(codes, columns, reasons, strict=True):
        score = np.nan if reason else float(implied[column])
        why = reason or (NOTHING_ELSE if np.isnan(score) else "")
        value = np.nan
        if not why:
            value, why = _value(score, int(column), treated, matrix.array(scores)[:, column])
        found = {"shadow_score": score, "shadow_value": value, "reason": why}
        yield {"unit_code": values.index[row], "code": code, "explicit": values.iloc[row, column]} | found


def _why_no_score(code: str, edition: Edition) -> str:
    """Why leaving this indicator blank implies no score of its siblings; empty where it does."""
    framework, options = edition.framework, edition.method.aggregation
    above = _above(code, framework)
    if any(node_options.function_at(node, framework, options) != "arithmetic" for node in above):
        return NOT_ARITHMETIC
    if any(node_options.least_available_at(node, framework, options) > 0 for node in above):
        return LEAST_AVAILABLE
    return FROM_SCORES if weighing.is_from_scores(edition.method) else ""


def _above(code: str, framework: Hierarchy) -> list[str]:
    """The aggregates above a node, up to the root."""
    parent = framework.node(code).parent
    return [] if not parent else [parent, *_above(parent, framework)]


def _tree(edition: Edition) -> Tree:
    """Levels of the whole tree; a node that skips a level stands there as a group of its own, with any weight."""
    framework, own = edition.framework, weighing.fixed(edition)
    weight = {
        child.code: float(own[code][place]) for code in own for place, child in enumerate(framework.children(code))
    }
    codes, parents, weights = list(framework.indicator_codes), [], []
    for level in sorted({node.level for node in framework.tree if node.level and node.level > 1}):
        groups = [_group(code, level, framework) for code in codes]
        above = list(dict.fromkeys(groups))
        parents.append(np.array([above.index(group) for group in groups]))
        weights.append(np.array([1.0 if code in above else weight[code] for code in codes]))
        codes = above
    return Tree(tuple(parents), tuple(weights))


def _group(code: str, level: int, framework: Hierarchy) -> str:
    """The parent of a node where it stands at this level, otherwise the node itself."""
    parent = framework.node(code).parent
    return parent if parent and framework.node(parent).level == level else code


def _value(score: float, column: int, treated: treatment.Treated, scores: FloatArray) -> tuple[float, str]:
    """The value of an indicator that would have this score, or why there is none."""
    own = matrix.array(treated.values)[:, column]
    known = ~np.isnan(own)
    low, high = own[known].min(), own[known].max()
    ends = scores[known][[own[known].argmin(), own[known].argmax()]]
    if not low < high or ends[0] == ends[1]:
        return np.nan, NOT_LINEAR
    value_of = partial(
        shadow.implied_values,
        direction=np.array([1 if ends[0] < ends[1] else -1]),
        lower=float(ends.min()),
        upper=float(ends.max()),
        low=np.array([low]),
        high=np.array([high]),
    )
    again = value_of(scores[known][:, np.newaxis])[:, 0]
    if not np.allclose(again, own[known], rtol=0.0, atol=LINE * float(high - low)):
        return np.nan, NOT_LINEAR
    placed = np.full((1, len(treated.values.columns)), np.nan)
    placed[0, column] = value_of(np.array([[score]]))[0, 0]
    try:
        return float(_untreated(placed, treated)[0, column]), ""
    except ValueError:
        return np.nan, NO_INVERSE


def _untreated(values: FloatArray, treated: treatment.Treated) -> FloatArray:
    """Values (n_units, n_indicators) from the treated scale back in the indicators' own units of measure."""
    found = values.copy()
    if treated.fallback.any():
        found[:, treated.fallback] = treated.fallen.back(found[:, treated.fallback])
    return treated.declared.back(found)
