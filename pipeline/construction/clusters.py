"""Which indicators say nearly the same: all pairs, and the clusters they form."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.statistics import association, clustering

PAIR_COLUMNS = ["code", "other", "r", "low", "high", "n"]
CLUSTER_COLUMNS = ["code", "cluster", "place", "n_members", "nearest", "r", "n"]


def pairs(scores: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Pearson's r of every two indicators with its interval, each pair once: ``pair_correlations.csv``.

    Parameters
    ----------
    scores : units x codes (``scores.csv``): one scale, all pointing the same way.
    """
    codes, confidence = edition.framework.indicator_codes, edition.method.coherence.confidence
    values = scores[codes].to_numpy(dtype=float)
    rows = []
    for first, code in enumerate(codes):
        for second in range(first + 1, len(codes)):
            found = association.correlation(values[:, first], values[:, second], kind="pearson", confidence=confidence)
            rows.append((code, codes[second], found.r, found.low, found.high, found.n))
    return pd.DataFrame(rows, columns=PAIR_COLUMNS)


def clusters(pairs: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """The redundancy cluster of every indicator: ``clusters.csv``.

    Hierarchical clustering on 1 - |r|, linkage and limit of the method's ``coherence`` options.

    Parameters
    ----------
    pairs : as :func:`pairs` gives them.

    Returns
    -------
    ``cluster`` numbers from 1; ``place`` orders the indicators so that alike ones are neighbours and clusters unbroken;
    ``nearest`` is the indicator with the strongest correlation in either sense, ``r`` and ``n`` theirs; missing where
    an indicator has no correlation at all.
    """
    options, codes = edition.method.coherence, edition.framework.indicator_codes
    r, n = square(pairs, codes, "r"), square(pairs, codes, "n")
    found = clustering.correlation_clusters(r, limit=options.cluster_correlation, linkage=options.cluster_linkage)
    members = np.bincount(found.number)
    place = np.argsort(found.order)
    strength = np.abs(r)
    np.fill_diagonal(strength, np.nan)
    rows = []
    for row, code in enumerate(codes):
        label = int(found.number[row])
        own = (code, label, int(place[row]) + 1, int(members[label]))
        if np.isnan(strength[row]).all():
            rows.append((*own, "", np.nan, 0))
            continue
        near = int(np.nanargmax(strength[row]))
        rows.append((*own, codes[near], float(r[row, near]), int(n[row, near])))
    return pd.DataFrame(rows, columns=CLUSTER_COLUMNS)


def square(pairs: pd.DataFrame, codes: list[str], name: str) -> np.ndarray:
    """One column of the pairs as a symmetric table of indicators, 1 on the diagonal."""
    table = np.full((len(codes), len(codes)), np.nan)
    place = {code: number for number, code in enumerate(codes)}
    first, second = (pairs[column].map(place).to_numpy(dtype=int) for column in ("code", "other"))
    table[first, second] = table[second, first] = pairs[name].to_numpy(dtype=float)
    np.fill_diagonal(table, 1.0)
    return table
