"""Do indicators still go together among the provinces of one region, and how much of the index is a matter of region?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from pipeline.construction import matrix, rests
from pipeline.construction import weights as weighing
from pipeline.framework.edition import Edition
from pipeline.statistics import association, within_groups

COLUMNS = ["code", "with_code", "kind", "r", "low", "high", "n", "df", "n_groups", "verdict"]


STREAM = 8  # this purpose of the seed


def rest_correlations(scores: pd.DataFrame, edition: Edition, *, seed: int) -> pd.DataFrame:
    """Rest-correlations within regions: ``within_correlations.csv``.

    As ``correlations.csv``, but among the units of one region at a time, pooled: Pearson and Spearman of what is left
    when each region's mean is taken out, Kendall over pairs of one region (see `within_groups.within_correlation`).

    Parameters
    ----------
    scores : units x codes, every node (``scores.csv``).

    Returns
    -------
    ``n`` units in ``n_groups`` regions that hold at least two of them, ``df = n - n_groups - 1``. Kendall's interval is
    from resamples of the units of each region; the other two have a formula.
    """
    options, groups = edition.method.coherence, matrix.groups(edition, [str(unit) for unit in scores.index])
    rng = np.random.default_rng(np.random.SeedSequence([seed, STREAM]))
    rows = []
    for node, above, own, rest in rests.pairs(scores, edition):
        for kind in association.KINDS:
            found = within_groups.within_correlation(own, rest, groups=groups, kind=kind, confidence=options.confidence)
            if kind == "kendall":
                low, high = within_groups.kendall_interval(
                    own, rest, groups=groups, confidence=options.confidence, n_resamples=options.n_resamples, rng=rng
                )
                found = replace(found, low=low, high=high)
            verdict = association.verdict(found, limit=options.low_correlation)
            figures = (found.r, found.low, found.high, found.n, found.df, found.n_groups)
            rows.append((node.code, above.code, kind, *figures, verdict))
    return pd.DataFrame(rows, columns=COLUMNS)


def region_shares(scores: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Share of the variance of the index and of every other aggregate between regions: ``region_shares.csv``.

    ``expected`` is what regions that do not matter would give: (regions - 1) / (units - 1).
    """
    groups = matrix.groups(edition, [str(unit) for unit in scores.index])
    rows = []
    for code in weighing.parents(edition.framework):
        found = within_groups.between_share(
            scores[code].to_numpy(dtype=float), groups=groups, confidence=edition.method.coherence.confidence
        )
        rows.append((code, found.share, found.low, found.high, found.expected, found.p_value, found.n, found.n_groups))
    return pd.DataFrame(rows, columns=["code", "share", "low", "high", "expected", "p", "n", "n_groups"])
