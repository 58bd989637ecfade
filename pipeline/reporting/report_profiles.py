"""One page a unit: score, rank and range, pillars against region and country, strengths, and every indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.framework.hierarchy import Hierarchy, Node
from pipeline.framework.units import Unit
from pipeline.reporting import labels, numbers, words
from pipeline.reporting.content import ReportContent
from pipeline.reporting.tables_index import range_text

WIDTH, EDGE = 200.0, 5.0  # of a strip, in its own units


@dataclass(frozen=True)
class Strip:
    """The distribution of one indicator, drawn once and used by every profile: ``path`` has a tick a unit."""

    identifier: str
    path: str
    places: Mapping[str, float]


@dataclass(frozen=True)
class Bar:
    """One pillar of one unit, with the means to compare it with; places are in per cent of the bar's width."""

    name: str
    score: str
    rank: str
    place: float | None
    region: float | None
    country: float | None


@dataclass(frozen=True)
class Line:
    """One indicator, outcome or size of one unit."""

    name: str
    value: str
    measure: str
    year: str
    gap: str
    score: str
    rank: str
    region_mean: str
    best: str
    worst: str
    strip: str
    place: float | None


@dataclass(frozen=True)
class Shared:
    """What the lines of all units about one indicator, outcome or size share, in one language."""

    code: str
    name: str
    measure: str
    best: str
    worst: str


@dataclass(frozen=True)
class Profile:
    """Everything that a unit's page shows, in one language."""

    anchor: str
    name: str
    region: str
    score: str
    rank: str
    n_ranked: str
    rank_range: str
    reason: str
    bars: Sequence[Bar]
    strengths: Sequence[str]
    weaknesses: Sequence[str]
    lines: Sequence[Line]


class Ground:
    """What all profiles share, looked up once: wide tables, places in the distributions, means by region."""

    def __init__(self, content: ReportContent) -> None:
        edition = content.edition
        self.content, self.framework, self.units = content, edition.framework, edition.units
        self.codes = self.units.codes
        tree = [node.code for node in self.framework.tree]
        coded = [node.code for node in labels.coded(self.framework)]
        self.scores = _wide(content.scores, "score", self.codes, tree)
        self.ranks = _wide(content.scores, "rank", self.codes, tree)
        self.values = _wide(content.values, "value", self.codes, coded)
        self.years = _wide(content.values, "data_year", self.codes, coded)
        self.origins = _pivot(content.values, "origin")
        self.ranges = pd.DataFrame() if content.uncertainty.empty else content.uncertainty.set_index("unit_code")
        self.regions = self.scores.groupby(pd.Series(self.units.regions)).mean()
        self.country = self.scores.mean()
        self.low, self.high = _scale(self.scores, edition.method.normalisation.normalisation)
        ends = {node.code: _ends(self._known(node)) for node in labels.coded(self.framework) if node.role != "size"}
        self.ends: Mapping[str, tuple[list[str], list[str]]] = ends  # a size has neither a best nor a worst
        self.strips = {
            node.code: _strip(f"s{number}", self.oriented(node))
            for number, node in enumerate(labels.coded(self.framework))
        }
        found = content.strengths
        self.strengths = {} if found.empty else dict(iter(found.groupby(["unit_code", "kind"])))
        self.reasons = {} if content.screening.empty else content.screening.set_index("unit_code").to_dict("index")

    def oriented(self, node: Node) -> pd.Series:
        """The scores of an indicator; where there are none (an outcome), its values with more turned to better."""
        if node.code in self.scores and self.scores[node.code].notna().any():
            return self.scores[node.code]
        return self.values[node.code] * node.direction

    def share(self, value: float) -> float | None:
        """The place of a score on a bar, in per cent of its width; None where there is no score."""
        if np.isnan(value):
            return None
        return round(min(max(100.0 * (value - self.low) / (self.high - self.low), 0.0), 100.0), 1)

    def _known(self, node: Node) -> pd.Series:
        """Oriented, without what was imputed: that makes nobody the best or the worst."""
        own, known = self.oriented(node), self.values[node.code].notna()
        return own.where(known) if known.any() else own


def _wide(frame: pd.DataFrame, value: str, units: list[str], codes: list[str]) -> pd.DataFrame:
    if frame.empty:
        return pd.DataFrame(np.nan, index=units, columns=codes)
    return labels.wide(frame, value, units=units, codes=codes)


def _pivot(frame: pd.DataFrame, value: str) -> pd.DataFrame:
    return frame if frame.empty else frame.pivot(index="unit_code", columns="code", values=value)


def _scale(scores: pd.DataFrame, normalisation: str) -> tuple[float, float]:
    """The ends of the pillar bars: the method's scale where it has one, else the range of what there is."""
    points = scores.to_numpy(dtype=float)
    if not np.isfinite(points).any():
        return 0.0, 100.0
    low, high = float(np.nanmin(points)), float(np.nanmax(points))
    if normalisation in ("min_max", "percentile_rank"):
        low, high = min(low, 0.0), max(high, 100.0)
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def _ends(column: pd.Series) -> tuple[list[str], list[str]]:
    """Every unit that is best and every one that is worst: none is singled out of a tie."""
    known = column.dropna()
    best, worst = (known[known == end].index for end in (known.max(), known.min()))
    return list(map(str, best)), list(map(str, worst))


def _strip(identifier: str, column: pd.Series) -> Strip:
    known = column.dropna().astype(float)
    spread = float(known.max() - known.min()) if len(known) else 0.0
    shares = (known - known.min()) / spread if spread > 0 else known * 0.0 + 0.5
    places = (EDGE + (WIDTH - 2 * EDGE) * shares).round(1)
    path = "".join(f"M{place:g} 4v8" for place in places)
    return Strip(identifier, path, {str(code): float(place) for code, place in places.items()})


def profiles(ground: Ground, language: str) -> list[Profile]:
    """A profile of every unit: ranked ones from the first place on, then the others."""
    framework = ground.framework
    order = labels.ranked_codes(ground.content.scores, framework) if not ground.content.scores.empty else ground.codes
    shared = [_shared(ground, node, language) for node in labels.coded(framework)]
    known = [ground.units.by_code[code] for code in order if code in ground.units.by_code]
    return [_profile(ground, unit, shared, language) for unit in known]


def _profile(ground: Ground, unit: Unit, shared: Sequence[Shared], language: str) -> Profile:
    root, code = ground.framework.root.code, unit.unit_code
    return Profile(
        anchor=f"{language}-u{ground.codes.index(code)}",
        name=unit.name(language),
        region=unit.region(language),
        score=numbers.number(ground.scores.at[code, root], language=language),
        rank=numbers.rank(ground.ranks.at[code, root], language=language),
        n_ranked=numbers.integer(int(ground.ranks[root].notna().sum()), language=language),
        rank_range=range_text(ground.ranges, code, language),
        reason=str(ground.reasons.get(code, {}).get(f"reason_{language}") or ""),
        bars=[_bar(ground, unit, node, language) for node in labels.pillars(ground.framework)],
        strengths=_named(ground, code, "strength", language),
        weaknesses=_named(ground, code, "weakness", language),
        lines=_lines(ground, unit, shared, language),
    )


def _bar(ground: Ground, unit: Unit, node: Node, language: str) -> Bar:
    own = float(ground.scores.at[unit.unit_code, node.code])
    return Bar(
        name=labels.node(ground.framework, node.code, language),
        score=numbers.number(own, language=language, digits=1),
        rank=numbers.rank(ground.ranks.at[unit.unit_code, node.code], language=language),
        place=ground.share(own),
        region=ground.share(float(ground.regions.at[unit.region_code, node.code])),
        country=ground.share(float(ground.country[node.code])),
    )


def _named(ground: Ground, code: str, kind: str, language: str) -> list[str]:
    own = ground.strengths.get((code, kind))
    if own is None:
        return []
    return [_strength(ground.framework, item, language) for item in own.sort_values("place").to_dict("records")]


def _strength(framework: Hierarchy, item: Mapping[str, object], language: str) -> str:
    code = str(item["code"])
    node = framework.by_code.get(code)
    measure = labels.measure(node, language) if node is not None else ""
    value = labels.with_measure(numbers.measured(item["value"], language=language), measure)
    place = words.word("rank_of", language).format(rank=numbers.rank(item["rank"], language=language))
    shown = f": {value}" if value else ""
    return f"{labels.node(framework, code, language)}{shown} ({place})"


def _shared(ground: Ground, node: Node, language: str) -> Shared:
    best, worst = (extreme(ground, owners, node, language) for owners in ground.ends.get(node.code, ([], [])))
    name, measure = labels.node(ground.framework, node.code, language), labels.measure(node, language)
    return Shared(node.code, name, measure, best, worst)


def _lines(ground: Ground, unit: Unit, shared: Sequence[Shared], language: str) -> list[Line]:
    """What a unit has of every indicator, outcome and size; looked up by the row, as cell by cell takes far longer."""
    code = unit.unit_code
    values, years, scores, ranks = (
        frame.loc[code].to_dict() for frame in (ground.values, ground.years, ground.scores, ground.ranks)
    )
    regional = ground.regions.loc[unit.region_code].to_dict()
    return [
        Line(
            name=item.name,
            value=numbers.measured(values[item.code], language=language),
            measure=item.measure,
            year=numbers.year(years[item.code]),
            gap=_gap(ground, code, item.code, language),
            score=numbers.number(scores.get(item.code), language=language, digits=1),
            rank=numbers.rank(ranks.get(item.code), language=language),
            region_mean=numbers.number(regional.get(item.code), language=language, digits=1),
            best=item.best,
            worst=item.worst,
            strip=ground.strips[item.code].identifier,
            place=ground.strips[item.code].places.get(code),
        )
        for item in shared
    ]


def _gap(ground: Ground, code: str, node: str, language: str) -> str:
    if ground.origins.empty or code not in ground.origins.index or node not in ground.origins:
        return ""
    origin = ground.origins.at[code, node]
    return "" if origin == "published" else words.coded("origin", origin, language)


def extreme(ground: Ground, owners: list[str], node: Node, language: str) -> str:
    """The value at one end of an indicator, with who has it; of equal ones their number. Empty without owners."""
    if not owners:
        return ""
    value = numbers.measured(ground.values.at[owners[0], node.code], language=language)
    if len(owners) > 1:
        return f"{value} ({words.word('n_units_share', language).format(n=numbers.integer(len(owners), language=language))})"
    return f"{value} ({labels.unit(ground.units, owners[0], language)})"
