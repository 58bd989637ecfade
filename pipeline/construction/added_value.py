"""What the index adds to its pillars: in how many units their ranks differ by places that count."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.statistics import added_value, association, ranking

COLUMNS = ["code", "n", "least", "r", "share", "low", "high", "null_share", "null_low", "null_high"]


def compare(scores: pd.DataFrame, edition: Edition, *, seed: int) -> pd.DataFrame:
    """The index against each pillar: ``added_value.csv``.

    Parameters
    ----------
    scores : ranked units x codes, every node.
    seed : of the draws behind the null value.

    Returns
    -------
    One row per pillar: ``share`` of units whose rank in the index is at least ``least`` places (``added_value_share`` of
    the units) from that in the pillar, and ``null_share``, what a correlation of the same size gives by itself in as many
    units.

    Notes
    -----
    A share near its null value says no more than the correlation does. Draws are one for each resample of the method.
    """
    root, options = edition.framework.root.code, edition.method.importance
    confidence = edition.method.coherence.confidence
    ranks = {code: ranking.rank(scores[code].to_numpy(dtype=float), ties="min") for code in scores.columns}
    rows = []
    for place, pillar in enumerate(edition.framework.pillars):
        found = added_value.share_apart(
            ranks[root], ranks[pillar.code], least_share=options.added_value_share, confidence=confidence
        )
        r = association.correlation(
            scores[root].to_numpy(dtype=float),
            scores[pillar.code].to_numpy(dtype=float),
            kind="pearson",
            confidence=confidence,
        ).r
        null = added_value.expected_apart(
            r,
            n_units=max(found.n, 1),
            least=found.least,
            n_draws=edition.method.coherence.n_resamples,
            confidence=confidence,
            rng=np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(place,))),
        )
        rows.append(
            [pillar.code, found.n, found.least, r, found.share, found.low, found.high, null.share, null.low, null.high]
        )
    return pd.DataFrame(rows, columns=COLUMNS)
