"""Do the weights mean what they say? Nominal weight beside realised importance, and the weights that would mean it.

Everything is looked at where the weight is given: a node within its parent, pillars within the index, indicators within
their sub-pillar. All intervals rest on the same bootstrap resamples of the units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import finding, index, matrix
from pipeline.construction import weights as weighing
from pipeline.framework.edition import Edition
from pipeline.statistics import complete_units, correlation_ratio, optimised_weights, smoothing
from pipeline.statistics.types import FloatArray

PAGE = [
    "code",
    "parent",
    "level",
    "nominal",
    "effective",
    "index_covariance_share",
    "r2",
    "covariance_share",
    "covariance_low",
    "covariance_high",
    "importance",
    "importance_low",
    "importance_high",
    "freedom",
    "isolated",
    "isolated_low",
    "isolated_high",
    "n",
    "verdict",
]
PARENTS = ["code", "n_children", "n", "discrepancy", "low", "high", "verdict", "largest_gap", "reached", "n_negative"]
OPTIMISED = ["code", "parent", "nominal", "realised", "optimised", "reached", "exact"]
RANKS = ["unit_code", "rank", "rank_optimised"]
_FEWEST = 5  # complete units below which there is nothing to estimate


@dataclass(frozen=True)
class Realised:
    """``weights_page.csv`` and ``importance_parents.csv``, ``importance_weights.csv``, ``importance_ranks.csv``."""

    page: pd.DataFrame
    parents: pd.DataFrame
    weights: pd.DataFrame
    ranks: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Family:
    """A parent with the children that weigh something."""

    code: str
    children: list[str]
    shares: FloatArray
    scores: FloatArray  # (n_units, n_children)
    parent: FloatArray  # (n_units,)

    @property
    def workable(self) -> bool:
        """Several children, and enough complete units in which all of them and the parent vary."""
        table = np.column_stack([self.scores, self.parent])
        complete = table[np.isfinite(table).all(axis=1)]
        if len(self.children) < 2 or len(complete) < _FEWEST:
            return False
        return bool(complete_units.has_range(complete).all())


def examine(scores: pd.DataFrame, weights: pd.DataFrame, edition: Edition, *, seed: int) -> Realised:
    """Weights of every node against what became of them, and the weights under which they would mean what they say.

    Parameters
    ----------
    scores : ranked units x codes, every node.
    weights : the table ``weights.csv``, whose weights the edition has (``tree.in_use``).
    seed : of the bootstrap.

    Returns
    -------
    Realised. Of a node that is alone, or whose family does not vary, the numbers are missing and the verdict is
    ``not_applicable`` or ``undefined``.

    Notes
    -----
    The verdict on a node compares its share of the parent's variance (by covariance) with its share of weight: *clear*
    where the whole interval lies within ``importance_gap`` of the weight, relative to the weight, *fail* where all of it
    lies beyond. That on a parent holds Paruolo's discrepancy of its children against the same number.
    """
    counts = correlation_ratio.resamples(
        len(scores), n_resamples=edition.method.coherence.n_resamples, rng=np.random.default_rng(seed)
    )
    families = [_family(code, scores, edition) for code in reversed(weighing.parents(edition.framework))]
    below = weights.set_index("code")
    page, parents, sought = [], [], []
    for family in families:
        effects = _effects(family, counts, edition) if family.workable else None
        page.append(_page_of(family, effects, below, edition))
        if len(family.children) > 1:
            found = _sought(family, edition) if effects is not None else None
            parents.append(_parent_row(family, effects, found, edition))
            sought.append(_weights_of(family, found))
    optimised = pd.concat(sought, ignore_index=True)[OPTIMISED] if sought else pd.DataFrame(columns=OPTIMISED)
    return Realised(
        pd.concat(page, ignore_index=True)[PAGE],
        pd.DataFrame(parents, columns=PARENTS),
        optimised,
        _ranks(scores, optimised, edition),
    )


@dataclass(frozen=True, eq=False)
class _Effects:
    covariance: correlation_ratio.Effects
    main: correlation_ratio.Effects
    isolated: correlation_ratio.Effects
    r2: FloatArray


@dataclass(frozen=True, eq=False)
class _Sought:
    found: optimised_weights.OptimisedWeights
    realised: FloatArray
    exact: FloatArray


def _family(code: str, scores: pd.DataFrame, edition: Edition) -> Family:
    children = [child for child in edition.framework.children(code) if child.weight]
    own = np.array([float(child.weight or 0.0) for child in children])
    codes = [child.code for child in children]
    return Family(code, codes, own / own.sum(), matrix.array(scores[codes]), scores[code].to_numpy(dtype=float))


def _effects(family: Family, counts: FloatArray, edition: Edition) -> _Effects:
    options, confidence = edition.method.importance, edition.method.coherence.confidence
    how = smoothing.Smoothing(options.importance_smoother, options.importance_segments)
    with matrix.named_columns(f"importance of the children of {family.code}", family.children):
        shares = correlation_ratio.covariance_shares(
            family.scores, family.parent, weights=family.shares, counts=counts, confidence=confidence
        )
        main = correlation_ratio.main_effects(
            family.scores, family.parent, counts=counts, confidence=confidence, how=how
        )
        isolated = correlation_ratio.isolated_effects(
            family.scores, family.parent, counts=counts, confidence=confidence, how=how
        )
    table = np.column_stack([family.scores, family.parent])
    r: FloatArray = np.asarray(np.corrcoef(table[np.isfinite(table).all(axis=1)], rowvar=False))
    return _Effects(shares, main, isolated, r[-1, :-1] ** 2)


def _page_of(family: Family, effects: _Effects | None, below: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    codes = [child.code for child in edition.framework.children(family.code)]
    table = pd.DataFrame({"code": codes, "parent": family.code})
    table["level"] = [edition.framework.node(code).level for code in codes]
    table["nominal"] = _in_places(codes, family.children, family.shares)
    table["effective"] = below.loc[codes, "effective"].to_numpy(dtype=float)
    table["index_covariance_share"] = below.loc[codes, "covariance_share"].to_numpy(dtype=float)
    table["nominal"] = table["nominal"].fillna(0.0)
    columns = {name: np.full(len(family.children), np.nan) for name in PAGE[6:17]}
    if effects is not None:
        columns = {
            "r2": effects.r2,
            **_three("covariance", effects.covariance, first="covariance_share"),
            **_three("importance", effects.main, first="importance"),
            "freedom": effects.main.freedom,
            **_three("isolated", effects.isolated, first="isolated"),
        }
    for name, numbers in columns.items():
        table[name] = _in_places(codes, family.children, numbers)
    table["n"] = pd.Series([effects.main.n if effects else None] * len(codes), dtype="Int64")
    verdicts = dict(zip(family.children, _verdicts(family, effects, edition), strict=True))
    table["verdict"] = [verdicts.get(code, "not_applicable") for code in codes]
    return table


def _in_places(codes: list[str], counted: list[str], numbers: FloatArray) -> list[float]:
    """Numbers of the children that count, in the places of all children; NaN for the others."""
    known = dict(zip(counted, numbers.tolist(), strict=True))
    return [known.get(code, np.nan) for code in codes]


def _three(name: str, effects: correlation_ratio.Effects, *, first: str) -> dict[str, FloatArray]:
    return {first: effects.values, f"{name}_low": effects.low, f"{name}_high": effects.high}


def _verdicts(family: Family, effects: _Effects | None, edition: Edition) -> list[finding.Verdict]:
    if effects is None:
        return ["undefined" if len(family.children) > 1 else "not_applicable"] * len(family.children)
    gap = edition.method.importance.importance_gap
    return [
        against_weight(low, high, weight, gap=gap)
        for low, high, weight in zip(effects.covariance.low, effects.covariance.high, family.shares, strict=True)
    ]


def against_weight(low: float, high: float, weight: float, *, gap: float) -> finding.Verdict:
    """Whether an importance with this interval is what a weight says, within a relative gap.

    >>> against_weight(0.05, 0.09, 0.2, gap=0.5), against_weight(0.15, 0.35, 0.2, gap=0.5)
    ('fail', 'borderline')
    """
    if np.isnan(low) or np.isnan(high):
        return "undefined"
    least, most = weight * (1.0 - gap), weight * (1.0 + gap)
    if least <= low and high <= most:
        return "clear"
    return "fail" if high < least or low > most else "borderline"


def _sought(family: Family, edition: Edition) -> _Sought:
    """The weights closest to the stated importance, and the exact ones of any sign."""
    options = edition.method.aggregation
    with matrix.named_columns(f"weights optimised for the children of {family.code}", family.children):
        found = optimised_weights.to_target(
            family.scores,
            target=family.shares,
            measure=options.importance_measure,
            tolerance=options.importance_tolerance,
        )
        realised = optimised_weights.importance(
            family.scores, weights=family.shares, measure=options.importance_measure
        )
        exact = optimised_weights.exact_weights(family.scores, target=family.shares)
    return _Sought(found, realised, exact)


def _parent_row(
    family: Family, effects: _Effects | None, sought: _Sought | None, edition: Edition
) -> dict[str, object]:
    row: dict[str, object] = {"code": family.code, "n_children": len(family.children), "verdict": "undefined"}
    if effects is None or sought is None:
        return row
    confidence = edition.method.coherence.confidence
    value = float(correlation_ratio.maximal_discrepancy(family.shares, effects.main.values))
    drawn = correlation_ratio.maximal_discrepancy(family.shares, effects.main.resampled)
    low, high = np.nanquantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2])
    low, high = min(low, value), max(high, value)
    gap = edition.method.importance.importance_gap
    return row | {
        "n": effects.main.n,
        "discrepancy": value,
        "low": low,
        "high": high,
        "verdict": finding.judged(value, low, high, limit=gap, wanted="below"),
        "largest_gap": float(np.abs(sought.found.importance - family.shares).max()),
        "reached": sought.found.reached,
        "n_negative": int((sought.exact < 0).sum()),
    }


def _weights_of(family: Family, sought: _Sought | None) -> pd.DataFrame:
    table = pd.DataFrame({"code": family.children, "parent": family.code, "nominal": family.shares})
    nothing = np.full(len(family.children), np.nan)
    table["realised"] = sought.realised if sought else nothing
    table["optimised"] = sought.found.weights if sought else nothing
    table["reached"] = sought.found.importance if sought else nothing
    table["exact"] = sought.exact if sought else nothing
    return table


def _ranks(scores: pd.DataFrame, sought: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Ranks of the index with the pillars' optimised weights; without them, where a family of pillars has none."""
    framework = edition.framework
    indicators, root = scores[framework.indicator_codes], framework.root.code
    own = index.assemble(indicators, edition).ranks[root]
    table = pd.DataFrame({"unit_code": own.index, "rank": own.to_numpy(), "rank_optimised": np.nan})
    weights = dict(weighing.fixed(edition))
    optimised = sought.set_index("code")["optimised"]
    for parent in sorted({node.parent or "" for node in framework.pillars}):
        codes = [child.code for child in framework.children(parent)]
        found = optimised.reindex(codes).to_numpy(dtype=float)
        if len(codes) == 1:
            continue
        if np.isnan(found[weights[parent] > 0]).any():
            return table
        weights[parent] = np.nan_to_num(found) * weights[parent].sum()
    table["rank_optimised"] = index.assemble(indicators, edition, weights=weights).ranks[root].to_numpy()
    return table
