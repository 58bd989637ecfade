"""What asks for a second look: one row for each indicator and each thing that is odd about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from pipeline.construction import finding, year_on_year
from pipeline.framework.edition import Edition
from pipeline.framework.review_options import Coherence
from pipeline.statistics import association

FLAGS = (
    "low",
    "opposed",
    "elsewhere",
    "redundant",
    "identical",
    "size",
    "low_within",
    "forgetful",
)
"""Below ``low_correlation`` with its own parent; below ``opposed_correlation`` with any level; goes with another pillar
more than with its own; a twin, or as good as the aggregate, beyond ``redundant_correlation``, ``identical_correlation``;
grows with a size; below ``low_correlation`` within regions; ranks otherwise than a year before."""


class Flag(NamedTuple):
    """A row of ``flags.csv``. The verdict is ``fail`` where the whole interval lies on the wrong side."""

    code: str
    with_code: str
    flag: str
    r: float
    low: float
    high: float
    n: int
    threshold: float
    verdict: str


def flags(
    correlations: pd.DataFrame,
    within: pd.DataFrame,
    pairs: pd.DataFrame,
    sizes: pd.DataFrame,
    rounds: pd.DataFrame,
    edition: Edition,
) -> pd.DataFrame:
    """Everything that is odd about an indicator or an aggregate: ``flags.csv``.

    Parameters
    ----------
    correlations, within, pairs, sizes, rounds : ``correlations.csv``, ``within_correlations.csv``,
        ``pair_correlations.csv``, ``sizes.csv`` and ``year_on_year.csv``.

    Returns
    -------
    A row where the value itself lies beyond its threshold: with ``fail`` where the interval does so too, otherwise with
    ``borderline``. Pearson's r, but for ``forgetful``, which is Spearman's. A flag is a question, never a decision.
    """
    options = edition.method.coherence
    parents = {node.code: node.parent for node in edition.framework.tree}
    own = correlations[correlations["kind"] == "pearson"]
    rows = [
        *_of_rests(own, parents, options),
        *_elsewhere(own, options),
        *_of_pairs(pairs, options),
        *_of_sizes(sizes, options),
        *_below(
            within[(within["kind"] == "pearson") & (within["with_code"] == within["code"].map(parents))],
            "low_within",
            options.low_correlation,
        ),
        *_below(
            year_on_year.latest(rounds).assign(with_code=lambda table: table["code"]),
            "forgetful",
            options.round_correlation,
        ),
    ]
    table = pd.DataFrame(rows, columns=list(Flag._fields))
    order = {node.code: number for number, node in enumerate(edition.framework.nodes)}
    return table.sort_values("code", key=lambda codes: codes.map(order), kind="stable").reset_index(drop=True)


def _of_rests(own: pd.DataFrame, parents: dict[str, str | None], options: Coherence) -> Iterator[Flag]:
    yield from _below(own[own["with_code"] == own["code"].map(parents)], "low", options.low_correlation)
    yield from _below(own, "opposed", options.opposed_correlation)
    yield from _beyond(own, options)


def _below(table: pd.DataFrame, name: str, limit: float) -> Iterator[Flag]:
    for row in table[table["r"] < limit].itertuples():
        verdict = (
            "fail" if finding.judged(row.r, row.low, row.high, limit=limit, wanted="above") == "fail" else "borderline"
        )
        yield Flag(row.code, row.with_code, name, row.r, row.low, row.high, int(row.n), limit, verdict)


def _beyond(table: pd.DataFrame, options: Coherence) -> Iterator[Flag]:
    """Correlations that are too strong, in either sense: only the stronger of both names."""
    for row in table[table["r"].abs() >= options.redundant_correlation].itertuples():
        identical = abs(row.r) >= options.identical_correlation
        limit = options.identical_correlation if identical else options.redundant_correlation
        nearest = min(abs(row.low), abs(row.high)) if row.low * row.high > 0 else 0.0
        verdict = "fail" if nearest >= limit else "borderline"
        name = "identical" if identical else "redundant"
        yield Flag(row.code, row.with_code, name, row.r, row.low, row.high, int(row.n), limit, verdict)


def _of_pairs(pairs: pd.DataFrame, options: Coherence) -> Iterator[Flag]:
    """Twins, each named in the row of the other."""
    turned = pairs.rename(columns={"code": "other", "other": "code"})[list(pairs.columns)]
    yield from _beyond(pd.concat([pairs, turned], ignore_index=True).rename(columns={"other": "with_code"}), options)


def _elsewhere(own: pd.DataFrame, options: Coherence) -> Iterator[Flag]:
    """Goes with another pillar more than with the rest of its own; the threshold is its correlation with its own."""
    named = own[own["best_other"].fillna("").ne("") & (own["best_other_r"] > own["r"])]
    for row in named.itertuples():
        low, high = association.interval(row.best_other_r, n=int(row.n), kind="pearson", confidence=options.confidence)
        verdict = "fail" if low > row.r and row.high < row.best_other_r else "borderline"
        yield Flag(row.code, row.best_other, "elsewhere", row.best_other_r, low, high, int(row.n), row.r, verdict)


def _of_sizes(sizes: pd.DataFrame, options: Coherence) -> Iterator[Flag]:
    limit = options.size_correlation
    for row in sizes[sizes["flagged"].astype(bool)].itertuples() if len(sizes) else ():
        low, high = association.interval(row.r, n=int(row.n), kind="pearson", confidence=options.confidence)
        nearest = min(abs(low), abs(high)) if np.sign(low) == np.sign(high) else 0.0
        verdict = "fail" if nearest > limit else "borderline"
        yield Flag(row.code, row.size, "size", row.r, low, high, int(row.n), limit, verdict)
