"""The index of a panel: editions treated, normalised and aggregated as one, so that a score means the same in each.

Scores compare within one panel. With its goalposts stored, one edition can be computed alone and stands where it stood
in the panel (:func:`replay`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import index, matrix, normalisation, treatment
from pipeline.construction.index import Index
from pipeline.construction.panel import Panel, changed
from pipeline.construction.treatment import Treated
from pipeline.errors import MethodError, listed
from pipeline.framework.edition import Edition
from pipeline.framework.goalposts import Goalpost, Goalposts
from pipeline.framework.method import Method
from pipeline.statistics import panel as pooled
from pipeline.statistics import ranking

WITH_GOALPOSTS = ("min_max", "goalposts")
"""Normalisations of a panel whose scores stored goalposts give again."""

REPLAYED = {"normalisation": "goalposts", "outlier_rule": "none"}
"""What the method of an edition on stored goalposts does otherwise: truncation stands in for winsorising."""


@dataclass(frozen=True)
class PanelIndex:
    """Scores and ranks of every node, rows (edition, unit_code); ranks are among the units of the same edition."""

    panel: Panel
    method: Method
    treated: Treated
    scores: pd.DataFrame
    ranks: pd.DataFrame

    def table(self) -> pd.DataFrame:
        """``panel_scores.csv``: every node for every unit of every edition; an unranked unit keeps empty rows."""
        levels = {node.code: node.level for node in self.panel.base.framework.tree}
        parts = []
        for edition in self.panel.editions:
            scores, ranks = (own.loc[edition.id].reindex(edition.units.codes) for own in (self.scores, self.ranks))
            own = matrix.long(scores, column="score").assign(rank=matrix.long(ranks, column="rank")["rank"])
            parts.append(own.assign(edition=edition.id, level=own["code"].map(levels)))
        return pd.concat(parts, ignore_index=True)[["edition", "unit_code", "code", "level", "score", "rank"]]


def build(panel: Panel, *, method: Method | None = None) -> PanelIndex:
    """Treat, normalise and aggregate all editions as one, and rank the units within each.

    Weights that are read off the scores, and functions that compare units (outranking, benefit of the doubt), see all
    editions at once as well. A unit of reference is the one of the edition that lends its tree.

    Raises
    ------
    MethodError : as in the steps; a row is named ``edition/unit``.
    """
    method = _anchored(method or panel.base.method, panel.base)
    flat = panel.values.set_axis([f"{edition}/{unit}" for edition, unit in panel.values.index])
    treated = treatment.treat(flat, panel.base, method=method)
    built = index.build(treated.values, panel.base, method=method)
    scores = built.scores.set_axis(panel.values.index)
    return PanelIndex(panel, method, treated, scores, _ranks(scores, method))


def without_goalposts(built: PanelIndex) -> list[str]:
    """Why the panel has no goalposts to store, a sentence each; empty where it has."""
    chosen, treated = built.method.normalisation.normalisation, built.treated
    faults = []
    if chosen not in WITH_GOALPOSTS:
        faults.append(
            f"goalposts can be stored for normalisation {' or '.join(WITH_GOALPOSTS)}, found {chosen!r}. Choose a "
            "method with one of them"
        )
    fallen = [code for code, own in zip(treated.values.columns, treated.fallback, strict=True) if own]
    if fallen:
        faults.append(
            f"goalposts lie on a scale that framework.csv declares, but {listed(fallen)} took the fallback "
            f"{built.method.treatment.outlier_fallback!r}. Declare a transformation for them, or choose "
            "outlier_fallback none"
        )
    return faults


def goalposts(built: PanelIndex, *, name: str) -> Goalposts:
    """What the panel's scores are placed between, to be stored: the ends after winsorising, on the transformed scale.

    Raises
    ------
    MethodError : a normalisation whose scores goalposts do not give again, or an indicator that took the fallback: its
        scale is then declared nowhere.
    """
    faults = without_goalposts(built)
    if faults:
        raise MethodError(f"panel: {listed(faults)}")
    codes = list(built.treated.values.columns)
    fixed = normalisation.fixed_goalposts(codes, built.panel.base, method=built.method)
    with matrix.named_columns("panel", codes):
        ends = pooled.goalposts(matrix.array(built.treated.values)[np.newaxis])
        raw = pooled.goalposts(matrix.array(built.treated.raw)[np.newaxis])
    low, high = (np.where(np.isnan(own), found, own) for own, found in zip(fixed, ends, strict=True))
    posts = {
        code: Goalpost.model_validate(
            {
                "transformation": built.treated.declared.names[column],
                "low": low[column],
                "high": high[column],
                "value_low": raw[0][column],
                "value_high": raw[1][column],
                "power": None if np.isnan(power) else power,
            }
        )
        for column, (code, power) in enumerate(zip(codes, built.treated.declared.power, strict=True))
    }
    return Goalposts(name=name, editions=tuple(built.panel.ids), method=built.method.name, goalposts=posts)


def goalpost_table(stored: Goalposts | None) -> pd.DataFrame:
    """``panel_goalposts.csv``: empty for a normalisation without goalposts."""
    columns = ["code", "transformation", "low", "high", "value_low", "value_high", "power"]
    rows = [] if stored is None else [{"code": code, **own.model_dump()} for code, own in stored.goalposts.items()]
    return pd.DataFrame(rows, columns=columns)


def replay(values: pd.DataFrame, base: Edition, stored: Goalposts, *, method: Method | None = None) -> Index:
    """One edition alone on stored goalposts: the scores of its part of the panel, and ranks.

    Truncation at the goalposts does what winsorising did, and transformations take their constants from the panel. Equal
    to the panel where a unit's score depends on its own values only: not under weights read off the scores, outranking
    or benefit of the doubt.

    Parameters
    ----------
    values : ranked units x indicators, prepared and imputed.
    base : the edition whose tree and weights count, such as ``Panel.base``.
    """
    own = (method or base.method).replace(REPLAYED)
    fixed = changed(base, goalposts=stored, method=own)
    treated = treatment.treat(values[fixed.framework.indicator_codes], fixed)
    return index.build(treated.values, fixed)


def _anchored(method: Method, base: Edition) -> Method:
    """With the unit of reference named as a row of the pooled table."""
    reference = method.normalisation.reference_unit
    if method.normalisation.normalisation != "distance_to_reference":
        return method
    return method.replace({"reference_unit": f"{base.id}/{reference}"})


def _ranks(scores: pd.DataFrame, method: Method) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {code: ranking.rank(own[code].to_numpy(), ties=method.ranking.ties) for code in scores.columns},
            index=own.index,
        )
        for _, own in scores.groupby(level="edition", sort=False)
    ]
    return pd.concat(parts)
