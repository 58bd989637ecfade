"""Confidence sets for ranks under an error scenario: what if every indicator score had an error of so many points?

Draws over choices of method are no sampling error. This is the other question, and its answer holds under the scenario
alone: errors of the scores of the leaves, independent between units and between indicators, all of one size.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.construction import tree
from pipeline.construction.perturbation import Engine
from pipeline.framework import alternatives
from pipeline.statistics import rank_confidence, ranking
from pipeline.statistics.types import FloatArray

STREAM = 7  # this purpose of the seed; others draw designs, weights, errors, imputations
COLUMNS = ["unit_code", "rank", "score", "error", "best", "worst", "best_all", "worst_all", "score_error", "n"]


def under_errors(engine: Engine) -> pd.DataFrame:
    r"""The places that each unit may truly have if every indicator score had an error of ``score_error`` points.

    The error of the index is that of the scores, carried through the method's own aggregation:

    .. math:: \mathrm{se}_u^2 = \sum_i \left(\frac{I_u(s_i + e) - I_u(s_i - e)}{2}\right)^2

    which for an arithmetic mean is :math:`e^2 \sum_i w_i^2`. Missing scores carry none.

    Returns
    -------
    ``rank_sets.csv``: ``error`` of the index in points; ``best`` to ``worst`` holds the unit's own true rank with the
    method's ``confidence``, ``best_all`` to ``worst_all`` those of all units together. Without rows where the scenario is
    off (``score_error`` 0).

    References
    ----------
    Mogstad, Romano, Shaikh and Wilhelm (2024), Review of Economic Studies 91(1), doi:10.1093/restud/rdad006.
    """
    method, ties = engine.edition.method, engine.edition.method.ranking.ties
    error = method.uncertainty.score_error
    if error == 0 or len(engine.ground.units) < 2:
        return pd.DataFrame(columns=COLUMNS)
    scores, errors = _index_errors(engine, error)
    rng = np.random.default_rng(np.random.SeedSequence([engine.seed, STREAM]))
    n_draws, confidence = method.uncertainty.n_draws, method.coherence.confidence
    own, together = (
        rank_confidence.confidence_sets(
            scores, np.diag(errors**2), kind=kind, confidence=confidence, n_draws=n_draws, rng=rng
        )
        for kind in ("marginal", "simultaneous")
    )
    parts = (engine.ground.units, ranking.rank(scores, ties=ties), scores, errors)
    sets = (own.best, own.worst, together.best, together.worst)
    return pd.DataFrame(dict(zip(COLUMNS, (*parts, *sets), strict=False))).assign(score_error=error, n=n_draws)


def _index_errors(engine: Engine, error: float) -> tuple[FloatArray, FloatArray]:
    """Scores of the index, (n_units,), and their errors: half the difference when one score goes up and down by it."""
    edition = engine.edition
    method = alternatives.changed(edition.method, {})
    weights, units, root = engine.weights_of(method), engine.ground.units, edition.framework.root.code

    def index(normalised: FloatArray) -> FloatArray:
        nodes = tree.aggregate(normalised, edition, method=method, weights_by_parent=weights, units=units)
        return nodes[root]

    own = engine.normalised(method)
    steps = error * np.eye(own.shape[-1])[:, np.newaxis, :]
    halves = (index(own + steps) - index(own - steps)) / 2.0
    return index(own), np.sqrt((halves**2).sum(axis=0))
