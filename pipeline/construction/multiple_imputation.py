"""Multiple imputation: the ranks over many completed tables, each filled by a draw of what might have been there."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.construction import imputation_setting, imputers, index, matrix
from pipeline.construction import weights as weighing
from pipeline.construction.imputation import Imputed
from pipeline.errors import MethodError
from pipeline.framework.edition import Edition
from pipeline.statistics import uncertainty
from pipeline.statistics.types import FloatArray

RANKS = ["unit_code", "variant", "rank", "rank_median", "rank_low", "rank_high", "n_cells", "n", "reason"]


def rank_ranges(
    filled: Imputed, prepared: pd.DataFrame, values: pd.DataFrame, panel: pd.DataFrame, edition: Edition, *, seed: int
) -> pd.DataFrame:
    """Rank, and its median and range over the draws of each stochastic imputation: ``imputation_ranks.csv``.

    Two variants: ``predictive_mean_matching`` (chained equations) and ``earlier_round`` (the unit's own latest round plus
    a change that some unit really made). Drawn are the blanks of the prepared matrix, and the values that the year rule
    carried forward, for those are as old as an imputed earlier round. A cell that a variant cannot draw keeps the value
    in use (or stays blank); ``n_cells`` counts the unit's cells that were drawn, ``n`` the draws.

    The index is ranked once per completed table, with its own treatment and goalposts, and the ranks are then mixed: they
    are no estimates with a variance, so no rules for pooling estimates are applied to them. The range is that of the
    method's ``rank_low`` and ``rank_high``, in whole places. A unit without a drawn cell may move too: ranks are relative.

    Parameters
    ----------
    filled : the imputation in use. prepared : ranked units x indicators, before it.
    values, panel : the tables ``values.csv`` and ``panel.csv``.
    seed : of the draws.

    Returns
    -------
    A row for each variant and unit; no rows of a variant that has nothing to draw, and of one that the values do not
    admit rows without ranks (``n`` is 0) with the reason.

    References
    ----------
    Rubin (1987), Multiple Imputation for Nonresponse in Surveys, doi:10.1002/9780470316696.
    """
    outcome = weighing.outcome(values, edition, units=list(prepared.index))
    own = matrix.array(filled.values)
    nominal = index.index_ranks_of_batch(own[np.newaxis], filled.values, edition, outcome=outcome)[0]
    parts: list[dict[str, object]] = []
    for variant in imputers.DRAWN:
        method = edition.method.replace({"imputation": variant})
        given = imputation_setting.setting(prepared, panel, edition, method=method, seed=seed)
        base = {"unit_code": list(prepared.index), "variant": variant, "rank": nominal}
        found: dict[str, object]
        try:
            drawn = imputers.draws(matrix.array(prepared), given, n_draws=method.imputation.n_imputations)
            found = _ranked(drawn, given, filled, outcome)
        except MethodError as refusal:
            found = dict.fromkeys(("rank_median", "rank_low", "rank_high"), np.nan)
            found |= {"n_cells": 0, "n": 0, "reason": str(refusal)}
        parts.append(base | found)
    n_units = len(prepared)
    table = pd.DataFrame(
        {name: np.concatenate([np.broadcast_to(np.asarray(part[name]), n_units) for part in parts]) for name in RANKS}
    )
    nothing = table.groupby("variant")["n_cells"].transform("sum").eq(0) & table["reason"].eq("")
    return table[~nothing].reset_index(drop=True)


def _ranked(
    drawn: FloatArray, given: imputation_setting.Setting, filled: Imputed, outcome: FloatArray | None
) -> dict[str, object]:
    """What the draws say of the ranks; a cell that was not drawn is as it is in use."""
    edition, own = given.edition, matrix.array(filled.values)
    asked = np.isnan(given.rounds.without_carried(np.where(filled.imputed.to_numpy(dtype=bool), np.nan, own)))
    completed = np.where(np.isnan(drawn), own, drawn)
    ranks = index.index_ranks_of_batch(completed, filled.values, edition, outcome=outcome)
    options = edition.method.uncertainty
    found = uncertainty.summarise_ranks(ranks, low=options.rank_low, high=options.rank_high)
    return {
        "rank_median": found.median,
        "rank_low": found.low,
        "rank_high": found.high,
        "n_cells": (asked & ~np.isnan(drawn[0])).sum(axis=1),
        "n": len(drawn),
        "reason": "",
    }
