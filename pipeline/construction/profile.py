"""What each unit gets back: value, score and rank of every node beside its region and the best and worst."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.construction import matrix
from pipeline.construction import weights as weighing
from pipeline.framework.edition import Edition
from pipeline.statistics import normalisation
from pipeline.statistics.types import FloatArray, IntArray


def profiles(scores: pd.DataFrame, values: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Every node for every ranked unit: ``profiles.csv``.

    ``region_mean`` and ``median`` are of scores; ``best`` and ``worst`` are the value (the score, for an aggregate) of
    the unit with the highest and the lowest score, named beside them; of equal ones the first by code.

    Parameters
    ----------
    scores : ``scores.csv``. values : ``values.csv``.
    """
    ranked = scores[scores["rank"].notna()].merge(
        values[["unit_code", "code", "value", "data_year", "origin"]], on=["unit_code", "code"], how="left"
    )
    ranked["region"] = ranked["unit_code"].map(edition.units.regions)
    ranked["region_mean"] = ranked.groupby(["code", "region"])["score"].transform("mean")
    ranked["median"] = ranked.groupby("code")["score"].transform("median")
    ends = ranked.sort_values("unit_code").groupby("code").apply(_ends, include_groups=False)
    table = ranked.merge(ends, left_on="code", right_index=True)
    return table[
        [
            "unit_code",
            "code",
            "level",
            "value",
            "data_year",
            "origin",
            "score",
            "rank",
            "region_mean",
            "median",
            "best",
            "worst",
            "best_unit",
            "worst_unit",
        ]
    ].assign(origin=table["origin"].fillna(""))


def strengths(scores: pd.DataFrame, values: pd.DataFrame, imputed: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """The indicators in which a unit stands highest and lowest among all: ``strengths.csv``.

    By percentile rank within the indicator, as the GII does; of equal ones that with more effective weight first.
    An imputed value is neither a strength nor a weakness, and no indicator is both.
    """
    codes = edition.framework.indicator_codes
    table = matrix.wide(scores[scores["rank"].notna()], codes, column="score")
    places = normalisation.percentile_rank(
        matrix.array(table), direction=np.ones(len(codes), dtype=int), lower=0.0, upper=1.0
    )
    filled = imputed[imputed["imputed"].astype(bool)]
    for unit, code in zip(filled["unit_code"], filled["code"], strict=True):
        places[table.index.get_loc(unit), codes.index(code)] = np.nan
    shares = weighing.effective_weights(edition).set_index("code")["effective"].loc[codes].to_numpy()
    rows = [
        {"unit_code": unit, "code": codes[column], "kind": kind, "place": place}
        for number, unit in enumerate(table.index)
        for kind, columns in _ends_of(places[number], shares, count=edition.method.profiles.n_strengths).items()
        for place, column in enumerate(columns, start=1)
    ]
    found = pd.DataFrame(rows, columns=["unit_code", "code", "kind", "place"])
    found = found.merge(scores[["unit_code", "code", "rank", "score"]], on=["unit_code", "code"], how="left")
    return found.merge(values[["unit_code", "code", "value"]], on=["unit_code", "code"], how="left")


def _ends_of(places: FloatArray, shares: FloatArray, *, count: int) -> dict[str, IntArray]:
    """Columns in which one unit stands highest and, of the rest, lowest; ties by effective weight, then by order."""
    known = np.flatnonzero(~np.isnan(places))
    count = min(count, len(known) // 2)
    best = known[np.lexsort((-shares[known], -places[known]))][:count]
    rest = known[~np.isin(known, best)]
    return {"strength": best, "weakness": rest[np.lexsort((-shares[rest], places[rest]))][:count]}


def _ends(own: pd.DataFrame) -> pd.Series:
    known = own["value"].notna()
    own = own[known] if known.any() else own  # an imputed indicator is nobody's best or worst
    shown = own["value"] if known.any() else own["score"]
    best, worst = own["score"].idxmax(), own["score"].idxmin()
    return pd.Series(
        {
            "best": shown[best],
            "worst": shown[worst],
            "best_unit": own["unit_code"][best],
            "worst_unit": own["unit_code"][worst],
        }
    )
