"""The noise floor: how well an indicator ranks the units as it did a year before."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.statistics import association

COLUMNS = ["code", "round", "data_year", "earlier_year", "r", "low", "high", "n", "verdict"]


def rank_correlations(panel: pd.DataFrame, edition: Edition, *, units: list[str]) -> pd.DataFrame:
    """Spearman's r of every indicator and outcome between neighbouring rounds: ``year_on_year.csv``.

    Parameters
    ----------
    panel : the table ``panel.csv``: what each source says of each round, nothing imputed and nothing standing in.
    units : codes of the ranked units.

    Returns
    -------
    A row for each pair of neighbouring rounds, by the later ``round`` (0 is the edition's newest, negative ones are
    older); rounds with a gap of more than a year between them are no pair. An indicator without a pair has one row of
    round 0 with no ``r`` and n = 0: its noise floor is not known. ``verdict`` holds the interval against
    ``round_correlation``.

    Notes
    -----
    Untreated values: ranks do not depend on a monotone treatment. A low figure can be noise of a survey, or real change
    (a growth rate has little memory): either way one year's place says little about the next.
    """
    options = edition.method.coherence
    rows: list[tuple[object, ...]] = []
    for node in (*edition.framework.indicators, *edition.framework.outcomes):
        own = panel[(panel["code"] == node.code) & panel["unit_code"].isin(units)]
        rounds = {int(str(number)): rows for number, rows in own.groupby("round")}
        both = [number for number in sorted(rounds) if number - 1 in rounds]
        if not both:
            years = own["data_year"].max() if len(own) else np.nan
            rows.append((node.code, 0, years, np.nan, np.nan, np.nan, np.nan, 0, "undefined"))
        for number in both:
            later, earlier = (rounds[place].set_index("unit_code") for place in (number, number - 1))
            x, y = (side["value"].reindex(units).to_numpy(dtype=float) for side in (later, earlier))
            found = association.correlation(x, y, kind="spearman", confidence=options.confidence)
            verdict = association.verdict(found, limit=options.round_correlation)
            years = later["data_year"].max(), earlier["data_year"].max()
            rows.append((node.code, number, *years, found.r, found.low, found.high, found.n, verdict))
    return pd.DataFrame(rows, columns=COLUMNS)


def latest(table: pd.DataFrame) -> pd.DataFrame:
    """One pair of rounds for each indicator that has some: the one that ends at the edition's own round or, without it,
    the latest before, and only then one after."""
    known = table[table["r"].notna()]
    distance = known["round"].where(known["round"] > 0, -known["round"] - len(known))  # later ones come last
    return (
        known.assign(distance=distance)
        .sort_values("distance")
        .groupby("code", sort=False)
        .head(1)
        .drop(columns="distance")
    )
