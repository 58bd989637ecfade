"""Components and factors of every sub-pillar, every pillar and the whole: is each group one thing?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from pipeline.construction import streams
from pipeline.construction import weights as weighing
from pipeline.framework.edition import Edition
from pipeline.statistics import bootstrap_components, components, factors, pca_weights
from pipeline.statistics.types import FloatArray, IntArray

ROTATED_COLUMNS = ["code", "level", "method", "item", "component", "loading", "low", "high", "n", "communality", "note"]


class ItemSet(NamedTuple):
    """What is analysed together: items of one level below a node."""

    code: str
    level: int
    items: list[str]


@dataclass(frozen=True)
class ComponentTables:
    """``components.csv``, ``adequacy.csv``, ``adequacy_items.csv``, ``loadings.csv`` and ``rotated_loadings.csv``."""

    components: pd.DataFrame
    adequacy: pd.DataFrame
    adequacy_items: pd.DataFrame
    loadings: pd.DataFrame
    rotated: pd.DataFrame


def component_sets(edition: Edition) -> list[ItemSet]:
    """The indicators below sub-pillars and pillars, the children of what stands above, all indicators; no set twice."""
    framework, seen, sets = edition.framework, set(), []
    pillars = {node.code for node in framework.with_role("pillar")}
    for code in weighing.parents(framework):
        children = [child.code for child in framework.children(code)]
        own = [framework.leaves(code)] if code in pillars else [children]
        own += [framework.leaves(code)] if code == framework.root.code else []
        for items in own:
            level = max(framework.node(item).level or 1 for item in items)
            if len(items) >= 2 and tuple(items) not in seen:
                seen.add(tuple(items))
                sets.append(ItemSet(code, level, items))
    return sets


def principal_components(scores: pd.DataFrame, edition: Edition, *, seed: int) -> ComponentTables:
    """Components and factors of every set of items, with what says whether they mean anything.

    Parameters
    ----------
    scores : units x codes, every node (``scores.csv``).

    Returns
    -------
    ComponentTables. ``level`` is that of the items. ``rotated``: varimax loadings of the components that the Handbook's
    rules keep, with bootstrap intervals (every resample turned onto the full sample's by Procrustes), and of common
    factors by principal axes, as many as stand above random data and at least one, without intervals. ``note`` says
    where factors are not to be trusted: ``improper`` (a communality of 1), ``unsettled``, ``too_few`` (two items: no
    row for them).
    """
    drawn = unit_draws(len(scores), edition, seed=seed)
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in ComponentTables.__dataclass_fields__}
    for own in component_sets(edition):
        values = scores[own.items].to_numpy(dtype=float)
        found = components.principal_components(values)
        variances = pd.DataFrame(_variance_rows(own, found, values, edition, seed))
        parts["components"].append(variances)
        adequacy, items = _adequacy(own, values)
        parts["adequacy"].append(adequacy)
        parts["adequacy_items"].append(items)
        parts["loadings"].append(_loadings(own, found.loadings))
        parts["rotated"].append(_rotated_components(own, values, drawn, edition))
        parts["rotated"].append(_rotated_factors(own, values, int(variances["above_parallel"].sum())))
    return ComponentTables(**{name: _joined(frames) for name, frames in parts.items()})


def found_in(scores: pd.DataFrame, edition: Edition) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Loadings of every group, and which of its components are kept, as in ``loadings.csv`` and ``components.csv``.

    Without what needs resamples. A group of which an indicator does not vary, or with fewer complete units than
    indicators, has no rows.
    """
    limit, loadings, kept = edition.method.coherence.eigenvalue_limit, [], []
    for own in component_sets(edition):
        values = scores[own.items].to_numpy(dtype=float)
        complete = values[np.isfinite(values).all(axis=1)]
        if len(complete) <= len(own.items) or not (np.ptp(complete, axis=0) > 0).all():
            continue
        found = components.principal_components(values)
        loadings.append(_loadings(own, found.loadings))
        numbers = np.arange(1, found.eigenvalues.size + 1)
        above = found.eigenvalues > limit
        kept.append(pd.DataFrame({"code": own.code, "level": own.level, "component": numbers, "kept": above}))
    columns = ["code", "level", "item", "component", "loading"]
    empty = pd.DataFrame(columns=columns), pd.DataFrame(columns=["code", "level", "component", "kept"])
    return (_joined(loadings), _joined(kept)) if loadings else empty


def unit_draws(n_units: int, edition: Edition, *, seed: int) -> IntArray:
    """Resamples of the units, the same for all sets and for the weights: (n_resamples, n_units)."""
    rng = streams.generator(seed, streams.UNITS)
    return bootstrap_components.draw_units(n_units, n_resamples=edition.method.coherence.n_resamples, rng=rng)


def rotated_weights(values: FloatArray, edition: Edition) -> pca_weights.RotatedWeights:
    """Varimax loadings of the components that the method's rules keep, and the weights read off them."""
    options = edition.method.coherence
    return pca_weights.weights_rotated(
        values,
        min_eigenvalue=options.eigenvalue_limit,
        min_share=options.component_share,
        cumulative_share=options.cumulative_share,
    )


def _variance_rows(
    own: ItemSet, found: components.Components, values: FloatArray, edition: Edition, seed: int
) -> Iterator[dict[str, object]]:
    options = edition.method.coherence
    apart = (own.level,) if own.code == edition.framework.root.code and own.level == 1 else ()
    noise = components.parallel_analysis(
        values,
        n_draws=options.n_resamples,
        quantile=options.confidence,
        rng=streams.of_node(seed, streams.PARALLEL, own.code, edition, *apart),
    )
    cumulative = np.cumsum(found.shares)
    for number, eigenvalue in enumerate(found.eigenvalues):
        yield {
            "code": own.code,
            "level": own.level,
            "component": number + 1,
            "eigenvalue": eigenvalue,
            "share": found.shares[number],
            "cumulative": cumulative[number],
            "parallel": noise.thresholds[number],
            "kept": bool(eigenvalue > options.eigenvalue_limit),
            "above_parallel": number < noise.n_retained,
        }


def _adequacy(own: ItemSet, values: FloatArray) -> tuple[pd.DataFrame, pd.DataFrame]:
    """KMO and Bartlett of a set; empty where its correlations have no inverse (as many items as complete units)."""
    n, k = int(np.isfinite(values).all(axis=1).sum()), len(own.items)
    row: dict[str, object] = {"code": own.code, "level": own.level, "n_items": k, "n": n}
    row |= {"kmo": np.nan, "bartlett": np.nan, "df": k * (k - 1) // 2, "p": np.nan}
    per_item = np.full(k, np.nan)
    if n > k:
        found, sphericity = components.kmo(values), components.bartlett(values)
        per_item = found.per_indicator
        row |= {"kmo": found.overall, "bartlett": sphericity.statistic, "p": sphericity.p_value}
    items = pd.DataFrame({"code": own.code, "level": own.level, "item": own.items, "kmo": per_item})
    return pd.DataFrame([row]), items


def _loadings(own: ItemSet, loadings: FloatArray) -> pd.DataFrame:
    rows = [
        (own.code, own.level, item, number + 1, float(loadings[row, number]))
        for row, item in enumerate(own.items)
        for number in range(loadings.shape[1])
    ]
    return pd.DataFrame(rows, columns=["code", "level", "item", "component", "loading"])


def _rotated_components(own: ItemSet, values: FloatArray, drawn: IntArray, edition: Edition) -> pd.DataFrame:
    target = rotated_weights(values, edition).loadings
    resampled = bootstrap_components.resampled_components(values, drawn=drawn)
    aligned = bootstrap_components.aligned_loadings(resampled, target=target)
    spread = bootstrap_components.spread(aligned, confidence=edition.method.coherence.confidence)
    table = _loadings(own, target)
    return table.assign(
        method="components",
        low=spread.low.ravel(),
        high=spread.high.ravel(),
        n=spread.n,
        communality=np.repeat((target**2).sum(axis=1), target.shape[1]),
        note="",
    )[ROTATED_COLUMNS]


def _rotated_factors(own: ItemSet, values: FloatArray, n_above: int) -> pd.DataFrame:
    k = len(own.items)
    if k < factors.FEWEST:
        return pd.DataFrame(columns=ROTATED_COLUMNS)
    found = factors.principal_axis(values, n_factors=min(max(n_above, 1), k - 1))
    loadings = pca_weights.varimax(found.loadings)
    note = "improper" if found.improper else "" if found.converged else "unsettled"
    table = _loadings(own, loadings)
    communality = np.repeat(found.communalities, loadings.shape[1])
    return table.assign(method="factors", low=np.nan, high=np.nan, n=0, communality=communality, note=note)[
        ROTATED_COLUMNS
    ]


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Frames below each other; those without rows are left out, whose columns have no types."""
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else frames[0] if frames else pd.DataFrame()
