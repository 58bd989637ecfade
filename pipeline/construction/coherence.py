"""Does each indicator belong: rest-correlations, twins, alpha."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.construction import rests, streams
from pipeline.construction import weights as weighing
from pipeline.framework.edition import Edition
from pipeline.statistics import association, reliability

CORRELATION_COLUMNS = ["code", "with_code", "kind", "r", "low", "high", "n", "verdict", "best_other", "best_other_r"]
ALPHA_COLUMNS = ["code", "n_items", "n", "alpha", "low", "high"]


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
    options = edition.method.coherence
    best = {kind: _best_others(scores, edition, kind) for kind in association.KINDS}
    rows = []
    for node, above, own, others in rests.pairs(scores, edition):
        for kind in association.KINDS:
            found = association.correlation(own, others, kind=kind, confidence=options.confidence)
            other, r = best[kind].get((node.code, above.code), ("", np.nan))
            verdict = association.verdict(found, limit=options.low_correlation)
            rows.append((node.code, above.code, kind, found.r, found.low, found.high, found.n, verdict, other, r))
    return pd.DataFrame(rows, columns=CORRELATION_COLUMNS)


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
    for code in weighing.parents(edition.framework):
        items = edition.framework.leaves(code)
        if len(items) < 2:
            continue
        found = reliability.cronbach_alpha(
            scores[items].to_numpy(),
            confidence=options.confidence,
            n_resamples=options.n_resamples,
            rng=streams.of_node(seed, streams.ALPHA, code, edition),
        )
        rows.append((code, found.k, found.n, found.alpha, found.low, found.high))
    return pd.DataFrame(rows, columns=ALPHA_COLUMNS)


def alphas_without(scores: pd.DataFrame, alphas: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Alpha of every group without each of its indicators, beside the alpha of all: ``alpha_dropped.csv``.

    Descriptive: a group is not improved by dropping whatever differs.
    """
    whole = alphas.set_index("code")["alpha"]
    rows = []
    for code in alphas["code"]:
        items = edition.framework.leaves(code)
        without = reliability.alpha_if_dropped(scores[items].to_numpy())
        rows += [(code, item, whole[code], alpha) for item, alpha in zip(items, without, strict=True)]
    return pd.DataFrame(rows, columns=["code", "item", "alpha", "alpha_without"])


def _best_others(
    scores: pd.DataFrame, edition: Edition, kind: association.Kind
) -> dict[tuple[str, str], tuple[str, float]]:
    """For each indicator and its own pillar, the other pillar that it goes with most, and that correlation."""
    framework = edition.framework
    pillars = [pillar.code for pillar in framework.with_role("pillar")]
    if len(pillars) < 2:
        return {}
    codes = framework.indicator_codes
    r = association.correlation_matrix(scores[[*codes, *pillars]].to_numpy(dtype=float), kind=kind)[0]
    table = pd.DataFrame(r[: len(codes), len(codes) :], index=codes, columns=pillars)
    found = {}
    for code in codes:
        own = framework.ancestor(code, "pillar")
        others = table.loc[code].drop(own.code if own else []).dropna()
        if own and len(others):
            found[code, own.code] = str(others.idxmax()), float(others.max())
    return found
