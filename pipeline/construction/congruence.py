"""Are the components the same in another round, or in another edition? Tucker's congruence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from scipy import stats

from pipeline.construction import component_analysis
from pipeline.construction.comparison import Pair
from pipeline.framework.edition import Edition
from pipeline.statistics import association, bootstrap_components, complete_units, components, rotation
from pipeline.statistics.types import FloatArray, IntArray

ROUNDS = "rounds"
"""What stands between in ``congruence.csv`` where two rounds of one edition are compared."""

FEWEST = 3  # with two items a component is the same up to its sign, whatever the values
COLUMNS = ["between", "code", "level", "component", "n_items", "of", "phi", "low", "high", "n", "verdict", "reason"]


def between_rounds(panel: pd.DataFrame, edition: Edition, *, units: list[str], seed: int) -> pd.DataFrame:
    """Congruence of the components of each group of indicators in this round and in the one before: ``congruence.csv``.

    Parameters
    ----------
    panel : the table ``panel.csv``. units : codes of the ranked units.

    Returns
    -------
    A row for each component with an eigenvalue above the limit in this round (at least one), over the ``n_items``
    indicators ``of`` the group that have both rounds, and the ``n`` units that have all of them in both. The interval is
    of a bootstrap over the units, the same units in both rounds. A group in which fewer than three indicators have both
    rounds has one row of component 0 that says so.

    Notes
    -----
    Components of the ranks within each round, turned by direction, so that no treatment has to be chosen for the
    earlier round.
    """
    framework = edition.framework
    direction = {node.code: node.direction for node in framework.indicators}
    own = panel[panel["unit_code"].isin(units)]
    rows: list[tuple[object, ...]] = []
    for group in component_analysis.component_sets(edition):
        if group.level != 1:
            continue
        tables = [_round(own, number, group.items, units) for number in (0, -1)]
        items = [item for item in group.items if all(_ranges(table[item]) for table in tables)]
        both = pd.concat([table[items] for table in tables], axis=1).notna().all(axis=1)
        if len(items) < FEWEST or both.sum() <= len(items):
            reason = "few_items" if len(items) < FEWEST else "few_units"
            rows.append((ROUNDS, *_nothing(group, len(items), int(both.sum()), reason)))
            continue
        signs = np.array([direction[item] for item in items])
        ranks = [stats.rankdata(table.loc[both, items].to_numpy(dtype=float), axis=0) * signs for table in tables]
        drawn = component_analysis.unit_draws(int(both.sum()), edition, seed=seed)
        rows += [(ROUNDS, *row) for row in _compared(group, len(items), ranks[0], ranks[1], drawn, edition)]
    return pd.DataFrame(rows, columns=COLUMNS)


def between_editions(
    loadings: pd.DataFrame, found: pd.DataFrame, others: pd.DataFrame, edition: Edition, *, name: str
) -> pd.DataFrame:
    """Congruence of the components of two editions, from their tables: ``congruence.csv``.

    Parameters
    ----------
    loadings, found : ``loadings.csv`` and ``components.csv`` of this edition. others : ``loadings.csv`` of the other.
    edition : this edition, for the limit of congruence. name : of the other edition.

    Returns
    -------
    As :func:`between_rounds`, without n and intervals: the tables do not hold the units. A group is compared where both
    editions have the same items below the same code; one that the other lacks, or has with other items, has one row of
    component 0 that says so.
    """
    rows: list[tuple[object, ...]] = []
    theirs = dict(list(others.groupby(["code", "level"], sort=False)))
    for (code, level), own in loadings.groupby(["code", "level"], sort=False):
        items = list(dict.fromkeys(own["item"]))
        group = component_analysis.ItemSet(str(code), int(str(level)), items)
        other = theirs.get((code, level))
        if other is None or set(other["item"]) != set(items) or len(items) < FEWEST:
            reason = "few_items" if len(items) < FEWEST else "no_group" if other is None else "other_items"
            rows.append((name, *_nothing(group, len(items), None, reason)))
            continue
        kept = found[(found["code"] == code) & (found["level"] == level) & found["kept"].astype(bool)]
        count = min(max(len(kept), 1), len(items) - 1)
        first, second = (_wide(table, items)[:, :count] for table in (own, other))
        limit = edition.method.coherence.congruence_limit
        for number, phi in enumerate(rotation.congruence(first, second), start=1):
            verdict = "clear" if phi >= limit else "fail"
            figures = (len(items), len(items), float(phi), np.nan, np.nan, None, verdict, "")
            rows.append((name, group.code, group.level, number, *figures))
    return pd.DataFrame(rows, columns=COLUMNS)


def between_sides(pair: Pair) -> pd.DataFrame:
    """Congruence of the components of two results, over the units that each ranks: ``compare_congruence.csv``."""
    (others, _), (loadings, kept) = (
        component_analysis.found_in(side.points.loc[side.ranked], side.edition) for side in pair.sides
    )
    return between_editions(loadings, kept, others, pair.after.edition, name=pair.before.name)


def _round(panel: pd.DataFrame, number: int, items: Sequence[str], units: list[str]) -> pd.DataFrame:
    own = panel[(panel["round"] == number) & panel["code"].isin(items)]
    table = own.pivot(index="unit_code", columns="code", values="value")
    return table.reindex(index=units, columns=list(items)).astype(float)


def _ranges(values: pd.Series) -> bool:
    return bool(values.max() > values.min())


def _nothing(group: component_analysis.ItemSet, n_items: int, n: int | None, reason: str) -> tuple[object, ...]:
    nan = np.nan
    return (group.code, group.level, 0, n_items, len(group.items), nan, nan, nan, n, "undefined", reason)


def _compared(
    group: component_analysis.ItemSet,
    n_items: int,
    now: FloatArray,
    before: FloatArray,
    drawn: IntArray,
    edition: Edition,
) -> Iterator[tuple[object, ...]]:
    options = edition.method.coherence
    for table in (now, before):
        complete_units.check_ranges(table, "indicator")
    own = components.principal_components(now)
    count = min(max(int((own.eigenvalues > options.eigenvalue_limit).sum()), 1), n_items - 1)
    target = own.loadings[:, :count]
    phi = rotation.congruence(target, components.principal_components(before).loadings[:, :count])
    resampled = [bootstrap_components.resampled_components(table, drawn=drawn) for table in (now, before)]
    first = bootstrap_components.aligned_loadings(resampled[0], target=target)
    again = rotation.congruence(first, resampled[1].loadings[:, :, :count])
    spread = bootstrap_components.spread(again, confidence=options.confidence)
    for number in range(count):
        ends = association.Estimate(float(phi[number]), float(spread.low[number]), float(spread.high[number]), len(now))
        verdict = association.verdict(ends, limit=options.congruence_limit)
        figures = (n_items, len(group.items), ends.r, ends.low, ends.high, ends.n, verdict, "")
        yield (group.code, group.level, number + 1, *figures)


def _wide(loadings: pd.DataFrame, items: list[str]) -> FloatArray:
    table = loadings.pivot(index="item", columns="component", values="loading").loc[items]
    return table[sorted(table.columns)].to_numpy(dtype=float)
