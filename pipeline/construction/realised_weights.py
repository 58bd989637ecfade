"""What the weights amount to on the data: nominal, effective and realised, side by side."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.construction import weights as weighting
from pipeline.framework.edition import Edition
from pipeline.statistics import association


def weights(scores: pd.DataFrame, edition: Edition, *, weights: weighting.Weights | None = None) -> pd.DataFrame:
    """The weights of every node with what each contributes to the variance of the index: ``weights.csv``.

    A nominal weight is a rate of exchange, not an importance, so none is printed without its realised counterpart:

    .. math:: c_j = \\frac{w_j \\, \\mathrm{cov}(s_j, y)}{\\sum_l w_l \\, \\mathrm{cov}(s_l, y)}

    over the nodes l of one level, with effective weights w, scores s and the index y; under arithmetic means the
    denominator is var(y). Under other functions the shares are those of the arithmetic index with these weights, taken
    against the index as it is: a rate of exchange at even scores, no decomposition. ``r`` is the correlation with the
    index, which contains the node; its interval is beside it, and it holds under any function.

    Parameters
    ----------
    scores : ranked units x codes, every node.
    weights : those that made the scores (``Index.weights``); by default what the edition's method makes of them.

    References
    ----------
    Paruolo, Saisana, Saltelli (2013), Ratings and rankings: voodoo or science?, JRSS-A 176(3), 609-634,
    doi:10.1111/j.1467-985X.2012.01059.x. The covariance share is the linear decomposition of the variance of a sum.
    """
    used = weighting.used(scores, edition) if weights is None else weights
    table = weighting.effective_weights(edition, weights=used)
    index = scores[edition.framework.root.code]
    table["covariance"] = [
        weight * scores[code].cov(index) for code, weight in zip(table["code"], table["effective"], strict=True)
    ]
    table["covariance_share"] = table["covariance"] / table.groupby("level")["covariance"].transform("sum")
    estimates = [
        association.correlation(
            scores[code].to_numpy(),
            index.to_numpy(),
            kind="pearson",
            confidence=edition.method.coherence.confidence,
        )
        for code in table["code"]
    ]
    below = table["code"] != edition.framework.root.code
    for name, column in (("r", "r"), ("r_low", "low"), ("r_high", "high")):
        table[name] = np.where(below, [getattr(estimate, column) for estimate in estimates], np.nan)
    return table.drop(columns="covariance")
