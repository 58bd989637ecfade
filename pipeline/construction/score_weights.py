"""Weights read off the scores of one node's children: components, entropy, CRITIC, regression, stated importance.

None of them knows what matters. Components pay for repetition, entropy and CRITIC for spread, a regression for
predicting its outcome; all change with every edition. They are for comparison, and are shown as "not importance".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.construction import matrix
from pipeline.construction.weight_evidence import Evidence
from pipeline.errors import MethodError, listed
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics import data_weights, importance, optimised_weights, pca_weights
from pipeline.statistics.types import FloatArray


def weigh(
    code: str,
    children_scores: FloatArray,
    nominal: FloatArray,
    edition: Edition,
    *,
    method: Method,
    outcome: FloatArray | None,
) -> Evidence:
    """Weights of the children of ``code`` by the method's weighting, with what they rest on.

    Parameters
    ----------
    children_scores : (n_units, n_children) in the order of the framework; NaN is missing, and its unit is left out.
    nominal : (n_children,) a child with weight 0 takes no part, and one that is left alone is 1.
    outcome : (n_units,) values of ``edition.about.regression_outcome``, for a regression.

    Returns
    -------
    Evidence for all children.

    Raises
    ------
    MethodError : scores that the weighting does not admit; names the node and its children.
    """
    counted = np.asarray(nominal > 0)
    codes = [child.code for child in edition.framework.children(code)]
    codes = [child for child, own in zip(codes, counted, strict=True) if own]
    if len(codes) == 1:
        return Evidence(weights=np.ones(1), n=0).among(counted)
    scores, own = children_scores[:, counted], nominal[counted]
    with matrix.named_columns(f"weighting {method.aggregation.weighting!r} of the children of {code}", codes):
        if method.aggregation.weighting == "regression":
            found = _regression(code, codes, scores, edition, method, outcome)
        else:
            found = _from_scores_alone(scores, own, method)
    return found.among(counted)


def _from_scores_alone(scores: FloatArray, nominal: FloatArray, method: Method) -> Evidence:
    match method.aggregation.weighting:
        case "pca_first_vector":
            vector = pca_weights.weights_first_vector(scores)
            return Evidence(vector.squared, vector.n, "variance_share", vector.share)
        case "pca_rotated":
            return _rotated(scores, method)
        case "entropy":
            entropy = data_weights.entropy_weights(scores)
            return Evidence(entropy.weights, int(entropy.n), "entropy", entropy.entropies)
        case "critic":
            critic = data_weights.critic_weights(scores)
            return Evidence(critic.weights, int(critic.n), "conflict", critic.conflicts)
        case _:
            return _optimised(scores, nominal, method)


def _rotated(scores: FloatArray, method: Method) -> Evidence:
    """The Handbook's weights; the share is that of all components kept."""
    found = pca_weights.weights_rotated(
        scores,
        min_eigenvalue=method.coherence.eigenvalue_limit,
        min_share=method.coherence.component_share,
        cumulative_share=method.coherence.cumulative_share,
    )
    return Evidence(
        found.weights,
        found.n,
        "variance_share",
        float(found.shares.sum()),
        limit=method.coherence.cumulative_share,
        verdict="extended" if found.extended else "",
    )


def _optimised(scores: FloatArray, nominal: FloatArray, method: Method) -> Evidence:
    """Weights under which importance comes closest to the nominal shares; ``figure`` is the importance reached.

    Reached where every figure is within ``limit`` of its nominal share. The node is taken as the arithmetic mean of its
    children, also where the method aggregates otherwise.
    """
    found = optimised_weights.to_target(
        scores,
        target=nominal,
        measure=method.aggregation.importance_measure,
        tolerance=method.aggregation.importance_tolerance,
    )
    return Evidence(
        found.weights,
        found.n,
        "importance",
        found.importance,
        limit=method.aggregation.importance_tolerance,
        verdict="reached" if found.reached else "not_reached",
    )


def _regression(
    code: str, codes: Sequence[str], scores: FloatArray, edition: Edition, method: Method, outcome: FloatArray | None
) -> Evidence:
    r"""Weights that the outcome implies for the scores as they stand; ``figure`` is R2.

    .. math:: w_j = \frac{b_j / \sigma_j}{\sum_l b_l / \sigma_l}, \quad
       b = \arg\min_{b \ge 0} \lVert z_y - Z b \rVert^2

    Coefficients belong to standardised scores; divided by the standard deviations they belong to the scores that the
    node averages, so that the weighted mean is the combination that comes closest to the outcome.
    """
    y = _explained(code, codes, edition, method, outcome)
    found = importance.implied_weights(y, scores, method="non-negative")
    if np.isnan(found.weights).any():
        raise MethodError(
            f"weighting 'regression' of the children of {code}: one of {listed(codes)} is expected to go with "
            f"{edition.about.regression_outcome!r}, found no positive coefficient. Choose another weighting"
        )
    complete = ~(np.isnan(scores).any(axis=1) | np.isnan(y))
    slopes = found.coefficients / scores[complete].std(axis=0)
    return Evidence(slopes / slopes.sum(), found.n, "r2", found.r2)


def _explained(
    code: str, codes: Sequence[str], edition: Edition, method: Method, outcome: FloatArray | None
) -> FloatArray:
    """The outcome as regressed, once nothing forbids a regression on these children."""
    where, name = (
        f"weighting 'regression' of the children of {code} ({listed(codes)})",
        edition.about.regression_outcome,
    )
    if name is None or outcome is None:
        raise MethodError(
            f"{where}: an outcome is expected, found none. Name one under regression_outcome in edition.yaml"
        )
    below = {leaf: child for child in codes for leaf in edition.framework.leaves(child)}
    made = [f"{leaf} (in {below[leaf]})" for leaf in edition.made_with(name) if leaf in below]
    if made:
        raise MethodError(
            f"{where}: no ingredient may share a raw table with the outcome {name}, found {listed(made)}. Leave them out "
            "of the edition, regress at another level, or choose another weighting"
        )
    most = method.regression.max_regressors
    if len(codes) > most:
        raise MethodError(f"{where}: at most {most} regressors are admitted, found {len(codes)}. Regress higher up")
    if not method.regression.log_outcome:
        return outcome
    if (outcome <= 0).any():
        raise MethodError(
            f"{where}: the logarithm of {name} needs values above 0, found {np.nanmin(outcome):g}. Set log_outcome to "
            "false"
        )
    return np.log(outcome)
