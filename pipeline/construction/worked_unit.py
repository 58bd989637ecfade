"""One unit worked through by hand: from its raw cells to its rank, every number that is needed on the way."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.framework.edition import Edition

COLUMNS = [
    "unit_code",
    "code",
    "parent",
    "level",
    "value",
    "data_year",
    "origin",
    "treated",
    "low",
    "high",
    "score",
    "share",
    "contribution",
    "rank",
]


@dataclass(frozen=True, eq=False)
class Tables:
    """Tables of the chapters up to the index, by the names of their files."""

    values: pd.DataFrame
    imputed: pd.DataFrame
    treated: pd.DataFrame
    goalposts: pd.DataFrame
    scores: pd.DataFrame
    weights: pd.DataFrame


def middle_unit(scores: pd.DataFrame, edition: Edition) -> str:
    """The unit in the middle of the ranking: an ordinary one. Among equals the first by its code; empty if none is ranked."""
    own = scores[scores["code"] == edition.framework.root.code].dropna(subset="rank").sort_values(["rank", "unit_code"])
    return str(own["unit_code"].iloc[(len(own) - 1) // 2]) if len(own) else ""


def work_through(tables: Tables, unit: str, edition: Edition) -> pd.DataFrame:
    """Every node of one unit: ``worked.csv``.

    ``value`` is the raw figure (or what stands in for it, see ``origin``), ``treated`` the one that is scored, ``low`` and
    ``high`` the goalposts, on the scale of ``treated``; ``share`` is the weight within the parent, and ``contribution``,
    share times score, is what an arithmetic mean adds up.
    """
    framework = edition.framework

    def of_unit(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["unit_code"] == unit].set_index("code")

    values, imputed, treated, scores = map(of_unit, (tables.values, tables.imputed, tables.treated, tables.scores))
    goalposts, weights = tables.goalposts.set_index("code"), tables.weights.set_index("code")
    rows = pd.DataFrame(index=pd.Index([node.code for node in framework.tree], name="code"))
    rows["unit_code"] = unit
    rows["parent"] = [node.parent or "" for node in framework.tree]
    rows["level"] = scores["level"]
    rows["value"] = values["value"].where(values["value"].notna(), imputed["value"])
    rows["data_year"] = values["data_year"]
    rows["origin"] = values["origin"]
    rows["treated"] = treated["value"]
    rows["low"], rows["high"] = goalposts["low"], goalposts["high"]
    rows["score"], rows["rank"] = scores["score"], scores["rank"]
    rows["share"] = weights["share"]
    rows["contribution"] = rows["score"] * rows["share"]
    return rows.reset_index()[COLUMNS]
