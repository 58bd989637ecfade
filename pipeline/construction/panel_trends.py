"""What changed between the editions of a panel: for every unit and node, in points and in places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline.construction.panel_index import PanelIndex
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics import trends as changes
from pipeline.statistics.types import BoolArray, FloatArray


def trends(built: PanelIndex) -> pd.DataFrame:
    """First and last score and rank of every unit and node, and what changed between them: ``panel_trends.csv``.

    ``change`` is in points, last minus first, and ``rank_change`` in places, positive upwards. ``growth_share``, the
    compound rate per year, is empty unless the scores have a meaningful zero: between goalposts they have not. ``kind``
    is ``change`` for two editions and ``trend`` for more, because two points are no trend.
    """
    editions, codes = built.panel.editions, list(built.scores.columns)
    units = sorted(set(built.scores.index.get_level_values("unit_code")))
    years = np.array([edition.about.year for edition in editions])
    scores, ranks = (_cube(table, editions, units) for table in (built.scores, built.ranks))
    span = changes.observed_span(scores, years=years)
    growth = (
        changes.compound_growth(scores, years=years) if _has_zero(built.method) else np.full(span.first.shape, np.nan)
    )
    rows: dict[str, np.ndarray] = {
        "unit_code": np.repeat(units, len(codes)),
        "code": np.tile(codes, len(units)),
        "level": np.tile([built.panel.base.framework.node(code).level or 0 for code in codes], len(units)),
        "n_editions": (~np.isnan(scores)).sum(axis=0).ravel(),
    }
    for name, year in (("first", span.first), ("last", span.last)):
        at = years[:, np.newaxis, np.newaxis] == year
        rows |= {f"{name}_year": year.ravel(), f"{name}_score": _picked(scores, at), f"{name}_rank": _picked(ranks, at)}
    return _compared(pd.DataFrame(rows | {"growth_share": growth.ravel()}))


def _compared(table: pd.DataFrame) -> pd.DataFrame:
    """With the differences between last and first; a unit with one score has none."""
    several = table["n_editions"] > 1
    change = (table["last_score"] - table["first_score"]).where(several)
    kinds = np.select([table["n_editions"] > 2, several], ["trend", "change"], default="")
    found = table.assign(
        kind=kinds,
        change=change,
        change_per_year=change / (table["last_year"] - table["first_year"]).where(several),
        growth_share=table["growth_share"].where(several),
        rank_change=(table["first_rank"] - table["last_rank"]).where(several),
    )
    return found[
        [
            *("unit_code", "code", "level", "n_editions", "kind", "first_year", "last_year"),
            *("first_score", "last_score", "change", "change_per_year", "growth_share"),
            *("first_rank", "last_rank", "rank_change"),
        ]
    ]


def _cube(table: pd.DataFrame, editions: Sequence[Edition], units: Sequence[str]) -> FloatArray:
    """Editions x units x nodes; NaN where a unit has no score in an edition."""
    return np.stack([table.loc[edition.id].reindex(units).to_numpy(dtype=float) for edition in editions])


def _picked(cube: FloatArray, at: BoolArray) -> FloatArray:
    """The one edition that is marked, for every unit and node."""
    return np.asarray(np.fmax.reduce(np.where(at, cube, np.nan), axis=0)).ravel()


def _has_zero(method: Method) -> bool:
    """Whether twice the score means twice as much."""
    declared = method.normalisation.normalisation == "none" and method.ranking.meaningful_zero
    return declared or method.normalisation.normalisation == "fraction_of_maximum"
