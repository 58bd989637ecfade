"""A published index recomputed: how far from what was printed."""

from __future__ import annotations

import pandas as pd

from pipeline.errors import CoverageError, listed

COLUMNS = ["code", "n", "largest_difference", "mean_difference", "tolerance", "passed"]


def compare(scores: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Largest absolute difference per node between recomputed and published scores: ``replication.csv``.

    Parameters
    ----------
    scores : ``scores.csv``. published : ``published.csv``; empty where the edition publishes nothing to compare with.

    Raises
    ------
    CoverageError : a unit has a published score and no computed one.
    """
    both = published.merge(scores, on=["unit_code", "code"], how="left")
    printed = both[both["published"].notna()]
    lacking = printed.loc[printed["score"].isna(), ["unit_code", "code"]].agg("/".join, axis=1)
    if len(lacking):
        raise CoverageError(
            f"replication: every published score needs a computed one; without: {listed(lacking)}. "
            "Look at the units' availability"
        )
    rows = []
    for code, own in printed.groupby("code"):
        difference = (own["score"] - own["published"]).abs()
        tolerance = float(own["tolerance"].iloc[0])
        rows.append(
            {
                "code": code,
                "n": len(own),
                "largest_difference": difference.max(),
                "mean_difference": difference.mean(),
                "tolerance": tolerance,
                "passed": bool(difference.max() < tolerance),
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)
