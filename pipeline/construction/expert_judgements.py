"""Weights from the judgements of an edition's experts, by parent: budgets, paired comparisons, best and worst.

The judgements agree with the framework when an edition has been put together (``framework.experts.faults``); here they
become the arrays that ``statistics.expert_weights`` and ``statistics.best_worst`` want.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np

from pipeline.construction.weight_evidence import Evidence
from pipeline.errors import MethodError, listed
from pipeline.framework import admissibility
from pipeline.framework.edition import Edition
from pipeline.framework.experts import BestWorst, Comparisons, Experts, Points, judged
from pipeline.statistics import best_worst, expert_weights
from pipeline.statistics.types import FloatArray

SAATY_LIMIT = 0.10
"""Consistency ratio above which Saaty (1980) has the expert asked again, doi:10.1016/0022-2496(77)90033-5."""


def weigh(weighting: str, edition: Edition) -> dict[str, Evidence]:
    """Weights of the children of every parent that was judged, with the disagreement between experts.

    Parameters
    ----------
    weighting : ``budget_allocation``, ``analytic_hierarchy`` or ``best_worst``.

    Returns
    -------
    Code of each judged parent -> Evidence of its weighted children, in the order of the framework.

    Raises
    ------
    MethodError : an edition without experts, or whose experts judged nothing in this way.
    """
    experts = edition.experts
    if experts is None:
        raise MethodError(
            f"weighting {weighting!r}, edition {edition.id}: judgements of experts are expected, found none. Name a "
            "file of params/experts under `experts` in edition.yaml, or choose another weighting"
        )
    found = _by_parent(weighting, experts, edition)
    if not found:
        other = [name for name in admissibility.FROM_EXPERTS if getattr(experts, name)]
        raise MethodError(
            f"weighting {weighting!r}, edition {edition.id}: params/experts/{experts.name}.yaml is expected to hold "
            f"such judgements, found {listed(other) or 'none at all'}. Add them, or choose another weighting"
        )
    return found


def _by_parent(weighting: str, experts: Experts, edition: Edition) -> dict[str, Evidence]:
    def children(parent: str) -> list[str]:
        return judged(edition.framework, parent)

    match weighting:
        case "budget_allocation":
            given = experts.budget_allocation.items()
            return {parent: budgets(own, children(parent), budget=experts.budget) for parent, own in given}
        case "analytic_hierarchy":
            return {parent: comparisons(own, children(parent)) for parent, own in experts.analytic_hierarchy.items()}
        case _:
            return {parent: best_and_worst(own, children(parent)) for parent, own in experts.best_worst.items()}


def budgets(by_expert: Mapping[str, Points], children: Sequence[str], *, budget: float) -> Evidence:
    """Mean of the experts' budgets; ``figure`` is the standard deviation between them (empty for a single expert)."""
    points = np.array([[own[code] for code in children] for own in by_expert.values()], dtype=float)
    found = expert_weights.budget_allocation(points, budget=budget)
    return Evidence(
        weights=found.weights,
        n=found.n_experts,
        measure="dispersion",
        figure=found.dispersion,
        low=found.minimum,
        high=found.maximum,
    )


def comparisons(by_expert: Mapping[str, Comparisons], children: Sequence[str]) -> Evidence:
    r"""Weights of the geometric mean of the experts' comparisons; ``figure`` is the worst consistency ratio, and whose.

    .. math:: a_{jl} = \Bigl(\prod_e a_{jl}^{(e)}\Bigr)^{1/E}

    Judgements are aggregated, not weights: experts of one commission answer as one body, and the geometric mean is the
    only mean under which the joint comparison of j with l stays the reciprocal of that of l with j. The joint matrix is
    nearly always more consistent than its experts, so the ratio shown is that of the expert who contradicts himself
    most; the range of weights is that of the experts one by one.

    References
    ----------
    Aczel, Saaty (1983), Procedures for synthesizing ratio judgements, Journal of Mathematical Psychology 27(1), 93-102,
    doi:10.1016/0022-2496(83)90028-7. Forman, Peniwati (1998), European Journal of Operational Research 108(1), 165-169,
    doi:10.1016/S0377-2217(97)00244-0.
    """
    above = np.array([_upper(own, children) for own in by_expert.values()])
    alone = expert_weights.analytic_hierarchy(expert_weights.comparison_matrix(above))
    joint = expert_weights.analytic_hierarchy(expert_weights.comparison_matrix(np.exp(np.log(above).mean(axis=0))))
    worst = int(np.argmax(alone.consistency_ratio))
    return Evidence(
        weights=joint.weights,
        n=len(above),
        measure="consistency_ratio",
        figure=float(alone.consistency_ratio[worst]),
        limit=SAATY_LIMIT,
        verdict="consistent" if alone.consistency_ratio[worst] <= SAATY_LIMIT else "inconsistent",
        low=alone.weights.min(axis=0),
        high=alone.weights.max(axis=0),
        who=list(by_expert)[worst],
    )


def best_and_worst(by_expert: Mapping[str, BestWorst], children: Sequence[str]) -> Evidence:
    """Mean of the experts' weights by the linear model; ``figure`` is the worst input ratio, and whose.

    The linear model, because its weights are a single answer where the nonlinear one may leave an interval; the mean of
    weights, because experts choose different best and worst components, so that their comparisons cannot be averaged.
    The input ratio is 0 without contradiction and 1 at the greatest possible one; it has no limit of its own here, as
    published limits depend on the number of components and the scale used.

    References
    ----------
    Rezaei (2016), Omega 64, 126-130, doi:10.1016/j.omega.2015.12.001; Liang, Brunelli, Rezaei (2020), Omega 96, 102175,
    doi:10.1016/j.omega.2019.102175.
    """
    found = [_linear(own, children) for own in by_expert.values()]
    weights = np.array([one.weights for one in found])
    ratios = [one.input_ratio for one in found]
    worst = int(np.argmax(ratios))
    return Evidence(
        weights=weights.mean(axis=0),
        n=len(found),
        measure="input_ratio",
        figure=ratios[worst],
        low=weights.min(axis=0),
        high=weights.max(axis=0),
        who=list(by_expert)[worst],
    )


def _upper(given: Comparisons, children: Sequence[str]) -> FloatArray:
    """Comparisons above the diagonal in the order of the children, whichever way round they were given."""
    pairs = itertools.combinations(children, 2)
    return np.array([given[f"{a}/{b}"] if f"{a}/{b}" in given else 1.0 / given[f"{b}/{a}"] for a, b in pairs])


def _linear(own: BestWorst, children: Sequence[str]) -> best_worst.LinearBestWorst:
    codes = list(children)
    return best_worst.linear(
        np.array([own.best_to_others.get(code, 1.0) for code in codes]),  # only itself is left out, and is 1
        np.array([own.others_to_worst.get(code, 1.0) for code in codes]),
        best=codes.index(own.best),
        worst=codes.index(own.worst),
    )
