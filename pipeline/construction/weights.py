"""Weights of the children of each aggregate, by every option of ``weighting``.

Some weights are known before any score is (:func:`fixed`), others are read off the scores of a node's children
(:func:`from_scores`), lower levels first. Whatever their origin, a weight is a rate of exchange between children, not
an importance.

Two rules hold for all of them: a child with nominal weight 0 takes no part and keeps 0; and the children of a node
weigh as much together as they do nominally, so that a weighted sum keeps its scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from pipeline.construction import expert_judgements, score_weights
from pipeline.construction.weight_evidence import COLUMNS, Evidence
from pipeline.errors import MethodError, listed
from pipeline.framework import admissibility
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.method import Method
from pipeline.statistics import weighting
from pipeline.statistics.types import FloatArray

Weights = Mapping[str, FloatArray]
"""Weights of the children of each aggregate, in the order of the framework: (n_children,) or (n_batch, n_children)."""


def parents(framework: Hierarchy) -> list[str]:
    """Codes of the aggregates, lower levels first."""
    aggregates = [node for node in framework.tree if node.role == "aggregate"]
    return [node.code for node in sorted(aggregates, key=lambda node: node.level or 0)]


def nominal(edition: Edition) -> dict[str, FloatArray]:
    """The framework's weights."""
    framework = edition.framework
    return {
        code: np.array([float(child.weight or 0.0) for child in framework.children(code)])
        for code in parents(framework)
    }


def is_from_scores(method: Method) -> bool:
    """Whether the method's weights are computed from the scores of an edition."""
    return method.aggregation.weighting in admissibility.FROM_SCORES


def parents_from_scores(edition: Edition, *, method: Method | None = None) -> frozenset[str]:
    """Codes of the parents whose children are weighted by the scores: those with a child at a named level."""
    method = method or edition.method
    return frozenset(code for code in parents(edition.framework) if _is_weighed(code, edition, method))


def fixed(edition: Edition, *, method: Method | None = None) -> dict[str, FloatArray]:
    """Weights that need no scores; the nominal ones where the method's own need them.

    ``equal`` within each parent; ``equal_indicators`` gives a child the number of indicators below it, so that every
    indicator has the same effective weight; ``equal_sub_pillars`` the number of sub-pillars below it, with equal
    indicators within; experts' weights where they judged a parent, elsewhere nominal ones.

    Raises
    ------
    MethodError : experts are asked for and there are none; no sub-pillars to be equal; levels that weigh nothing.
    """
    method = method or edition.method
    own = nominal(edition)
    match method.aggregation.weighting:
        case "equal":
            wanted = {code: np.ones(numbers.shape) for code, numbers in own.items()}
        case "equal_indicators" | "equal_sub_pillars" as chosen:
            wanted = _by_count(edition, sub_pillars=chosen == "equal_sub_pillars")
        case "budget_allocation" | "analytic_hierarchy" | "best_worst" as chosen:
            judged = expert_judgements.weigh(chosen, edition)
            wanted = {code: found.among(own[code] > 0).weights for code, found in judged.items()}
        case "nominal":
            return own
        case _:
            _check_levels(edition, method)
            return own
    return own | {code: _as_heavy(numbers, own[code]) for code, numbers in wanted.items()}


def from_scores(
    code: str,
    children_scores: FloatArray,
    nominal: FloatArray,
    edition: Edition,
    *,
    method: Method | None = None,
    outcome: FloatArray | None = None,
) -> FloatArray:
    """Weights (..., n_children) of a node whose children's scores are known.

    Parameters
    ----------
    children_scores : (..., n_units, n_children) in the order of the framework; each table of a batch is weighed alone.
    nominal : (n_children,) or with the axes of the batch; returned where the node stands at none of the method's levels.
    outcome : (n_units,) values of ``edition.about.regression_outcome``, which ``regression`` needs: see :func:`outcome`.

    Raises
    ------
    MethodError : scores that the weighting does not admit; names the node and its children.
    """
    method = method or edition.method
    if not _is_weighed(code, edition, method):
        return nominal
    batch = children_scores.shape[:-2]
    own = np.broadcast_to(nominal, (*batch, nominal.shape[-1]))
    weights = own.copy()
    for place in np.ndindex(batch):
        if not (own[place] > 0).any():  # every child was taken out: there is nothing to weigh
            continue
        found = score_weights.weigh(code, children_scores[place], own[place], edition, method=method, outcome=outcome)
        weights[place] = _as_heavy(found.weights, own[place])
    return weights


def used(
    scores: pd.DataFrame, edition: Edition, *, method: Method | None = None, outcome: FloatArray | None = None
) -> dict[str, FloatArray]:
    """The weights that stand behind scores of every node, units x codes, under the method."""
    own = fixed(edition, method=method)
    return {
        code: from_scores(code, _of_children(scores, code, edition), own[code], edition, method=method, outcome=outcome)
        for code in own
    }


def outcome(values: pd.DataFrame, edition: Edition, *, units: list[str]) -> FloatArray | None:
    """Values of the outcome that ``regression`` weighs by, in the order of ``units``; None without one.

    Parameters
    ----------
    values : the table ``values.csv``.
    """
    code = edition.about.regression_outcome
    if code is None:
        return None
    own = values[values["code"] == code].set_index("unit_code")["value"]
    return own.reindex(units).to_numpy(dtype=float)


def effective_weights(edition: Edition, *, weights: Weights | None = None) -> pd.DataFrame:
    """Weight, share within the parent, and the product of the shares up to the root: ``weights.csv``.

    Parameters
    ----------
    weights : those in use (:func:`used`); by default the method's fixed ones.

    Notes
    -----
    Effective weights sum to 1 over the nodes of each level, if every branch has one there. Under arithmetic means the
    effective weight is what one point of a node's score adds to the index. Under any other function it is that only for
    a unit whose children all score the same (there every mean has the weights as its slopes); elsewhere what a point
    adds depends on the unit. Under Copeland and benefit of the doubt it is no slope at all. In no case is it an
    importance.
    """
    framework = edition.framework
    own = fixed(edition) if weights is None else weights
    effective = {framework.root.code: 1.0}
    root = {"code": framework.root.code, "parent": "", "level": framework.root.level}
    rows = [root | {"weight": 1.0, "share": 1.0, "effective": 1.0}]
    for code in reversed(parents(framework)):
        shares = weighting.to_shares(own[code])
        for child, weight, share in zip(framework.children(code), own[code], shares, strict=True):
            effective[child.code] = effective[code] * share
            names = {"code": child.code, "parent": code, "level": child.level}
            rows.append(names | {"weight": weight, "share": share, "effective": effective[child.code]})
    return pd.DataFrame(rows)


def disclose(
    scores: pd.DataFrame, edition: Edition, *, method: Method | None = None, outcome: FloatArray | None = None
) -> pd.DataFrame:
    """What stands behind the weights, a row for every node below the root: ``weight_evidence.csv``.

    Shares within the parent, in use and nominal; for experts how many judged and the lowest and highest share that one
    of them gives; and a figure whose meaning ``measure`` names: disagreement, contradiction, share of variance, R2,
    importance reached.

    Parameters
    ----------
    scores : units x codes, every node.
    """
    method = method or edition.method
    behind = _evidence(scores, edition, method, outcome)
    rows = [
        row for code, own in nominal(edition).items() for row in _rows(code, own, behind.get(code), edition, method)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _evidence(
    scores: pd.DataFrame, edition: Edition, method: Method, outcome: FloatArray | None
) -> dict[str, Evidence]:
    own = nominal(edition)
    if method.aggregation.weighting in admissibility.FROM_EXPERTS:
        judged = expert_judgements.weigh(method.aggregation.weighting, edition)
        return {code: found.among(own[code] > 0) for code, found in judged.items()}
    if is_from_scores(method):
        return {
            code: score_weights.weigh(
                code, _of_children(scores, code, edition), own[code], edition, method=method, outcome=outcome
            )
            for code in parents_from_scores(edition, method=method)
        }
    by_rule = {
        code: Evidence(weighting.to_shares(numbers), 0) for code, numbers in fixed(edition, method=method).items()
    }
    return by_rule if method.aggregation.weighting != "nominal" else {}


def _rows(
    code: str, own: FloatArray, found: Evidence | None, edition: Edition, method: Method
) -> Iterator[dict[str, object]]:
    name = method.aggregation.weighting if found is not None else "nominal"
    shares = weighting.to_shares(own)
    whole = (found or Evidence(shares, 0)).among(np.ones(own.shape, dtype=bool))
    for place, child in enumerate(edition.framework.children(code)):
        yield {
            "code": child.code,
            "parent": code,
            "weighting": name,
            "weight": whole.weights[place],
            "nominal": shares[place],
            "low": np.asarray(whole.low)[place],
            "high": np.asarray(whole.high)[place],
            "n": whole.n or None,
            "measure": whole.measure,
            "figure": np.asarray(whole.figure)[place],
            "limit": whole.limit,
            "verdict": whole.verdict,
            "who": whole.who,
        }


def _is_weighed(code: str, edition: Edition, method: Method) -> bool:
    """Whether the scores weigh the children of a node: the method does, and one of them stands at a named level."""
    levels = method.aggregation.weighting_levels if is_from_scores(method) else ()
    return any(child.level in levels for child in edition.framework.children(code))


def _of_children(scores: pd.DataFrame, code: str, edition: Edition) -> FloatArray:
    return scores[[child.code for child in edition.framework.children(code)]].to_numpy(dtype=float)


def _as_heavy(wanted: FloatArray, own: FloatArray) -> FloatArray:
    """Wanted weights of the children that count nominally, scaled to weigh as much together as nominally."""
    counted = np.where(own > 0, wanted, 0.0)
    return np.asarray(counted * (own.sum() / counted.sum()))


def _by_count(edition: Edition, *, sub_pillars: bool) -> dict[str, FloatArray]:
    """Each child by the number of counted indicators, or of sub-pillars, below it."""
    framework = edition.framework
    last = {node.code for node in framework.with_role("sub_pillar")} if sub_pillars else set()
    if sub_pillars and not last:
        raise MethodError(
            f"weighting 'equal_sub_pillars', edition {edition.id}: a level with the role sub_pillar is expected, found "
            f"{listed(level.role for level in framework.levels)}. Choose equal or equal_indicators"
        )

    def count(code: str) -> float:
        below = [child.code for child in framework.children(code) if child.weight]
        return 1.0 if code in last or not below else sum(count(child) for child in below)

    return {code: np.array([count(child.code) for child in framework.children(code)]) for code in parents(framework)}


def _check_levels(edition: Edition, method: Method) -> None:
    """Refuse a level of ``weighting_levels`` at which nothing has a weight."""
    weighted = {node.level for node in edition.framework.tree if node.parent}
    unknown = sorted(set(method.aggregation.weighting_levels) - weighted)
    if unknown:
        raise MethodError(
            f"weighting {method.aggregation.weighting!r}, edition {edition.id}: weighting_levels are expected among "
            f"{listed(sorted(level for level in weighted if level))}, found {listed(unknown)}. Correct them"
        )
