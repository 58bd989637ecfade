"""What changed between two results: score and rank of every unit, in the index and in each pillar that both have.

Ranks of two results compare as places where as many units are ranked, and as positions (rank - 1) / (n - 1) everywhere.
Changes are counted upwards: from 12th to 9th is 3 places. A score means something within its own result only, so no
difference of scores is formed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import pandas as pd

from pipeline.construction import comparison
from pipeline.construction.comparison import Pair, Side
from pipeline.framework.hierarchy import Node

COLUMNS = [
    "unit_code",
    "code",
    "kind",
    "score_before",
    "score_after",
    "rank_before",
    "rank_after",
    "n_before",
    "n_after",
    "position_before",
    "position_after",
    "places",
    "position",
    "reason_vi",
    "reason_en",
]
RANKED, UNRANKED, GONE, NEW = "ranked", "unranked", "gone", "new"
MERGED, PART, OTHER = "merged", "part", "other"
"""``ranked`` on both sides; ``unranked`` on one at least; ``gone`` and ``new``: on one side only. With a concordance a
``merged`` unit (or one made of a part of another) stands beside a composite of its parts, and each ``part`` by itself.
``other``: the code means another unit on the other side, which only a concordance could compare."""

POPULATION = "population"


def changes(pair: Pair) -> pd.DataFrame:
    """``compare_changes.csv``.

    ``code`` is the later side's; the indices go together whatever their codes, pillars by code. Of a ``merged`` unit the
    columns "before" hold the composite: the mean of its parts' scores and positions, weighted by their population where
    both are known, each part counting with the share of it that went there; it has no rank.
    """
    rows = [_row(pair, unit, kind, earlier, later) for earlier, later in _nodes(pair) for unit, kind in _kinds(pair)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _nodes(pair: Pair) -> Iterator[tuple[Node, Node]]:
    """The node of each side: the index, then the pillars that both have."""
    before, after = (side.edition.framework for side in pair.sides)
    yield before.root, after.root
    known = {node.code: node for node in before.pillars}
    for node in after.pillars:
        if node.code in known:
            yield known[node.code], node


def _kinds(pair: Pair) -> Iterator[tuple[str, str]]:
    """Every unit of either side with what it is to the other; a code that means two units stands twice."""
    before, after = (set(side.edition.units.codes) for side in pair.sides)
    in_both = set(pair.ranked_in_both)
    for unit in sorted(before | after):
        if unit in pair.same_units:
            yield unit, RANKED if unit in in_both else UNRANKED
            continue
        if unit in before:
            yield unit, PART if pair.concordance is not None else OTHER if unit in after else GONE
        if unit in after and (unit not in before or pair.concordance is not None):
            yield unit, MERGED if pair.parts(unit) else NEW


def _row(pair: Pair, unit: str, kind: str, earlier: Node, later: Node) -> tuple[object, ...]:
    own = _Cells(pair.before, unit, earlier.code), _Cells(pair.after, unit, later.code)
    before, after = (None if kind in (NEW, MERGED) else own[0]), (None if kind in (GONE, PART) else own[1])
    if kind == MERGED:
        return _merged(pair, unit, earlier.code, later.code)
    moved = kind == RANKED
    return (
        *(unit, later.code, kind),
        *(cells.score if cells else None for cells in (before, after)),
        *(cells.rank if cells else None for cells in (before, after)),
        *(cells.n if cells else None for cells in (before, after)),
        *(_number(cells.position) if cells else None for cells in (before, after)),
        _less(own[0].rank, own[1].rank) if moved else None,
        _less(own[0].position, own[1].position) if moved else None,
        *_reasons(pair, unit, kind),
    )


class _Cells:
    """Score, rank and position of one unit in one node of one side; None where it has none."""

    def __init__(self, side: Side, unit: str, code: str) -> None:
        self.score, self.rank = (
            None if unit not in table.index or pd.isna(table.at[unit, code]) else float(table.at[unit, code])
            for table in (side.points, side.ranks)
        )
        self.n = int(side.ranks[code].notna().sum())

    @property
    def position(self) -> Fraction | None:
        return None if self.rank is None else comparison.position(self.rank, self.n)


def _less(before: Fraction | float | None, after: Fraction | float | None) -> float | None:
    return None if before is None or after is None else float(before - after)


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _merged(pair: Pair, unit: str, earlier: str, later: str) -> tuple[object, ...]:
    """A unit of the later side beside the composite of its parts."""
    parts = {code: _Cells(pair.before, code, earlier) for code, _ in pair.parts(unit)}
    ranked = {code: own for code, own in parts.items() if own.position is not None}
    weights, by_population = _weights(pair, unit, list(ranked))
    total = sum(weights.values())
    score = position = None
    if ranked and total > 0:
        score = sum(weights[code] * (own.score or 0.0) for code, own in ranked.items()) / total
        position = sum(weights[code] * float(own.position or 0) for code, own in ranked.items()) / total
    after = _Cells(pair.after, unit, later)
    moved = None if position is None or after.position is None else position - float(after.position)
    n_before = int(pair.before.ranks[earlier].notna().sum())
    return (
        *(unit, later, MERGED, score, after.score, None, after.rank, n_before, after.n, position),
        *(_number(after.position), None, moved),
        *(_composite(pair, ranked, parts, by_population, language) for language in ("vi", "en")),
    )


def _weights(pair: Pair, unit: str, parts: list[str]) -> tuple[dict[str, float], bool]:
    """What each part counts for: its population times the share of it that went to the unit, or the share alone."""
    shares = dict(pair.parts(unit))
    people = _population(pair.before)
    known = people is not None and all(pd.notna(people.get(code)) for code in parts)
    return {
        code: shares[code] * (float(people[code]) if known and people is not None else 1.0) for code in parts
    }, known


def _population(side: Side) -> pd.Series | None:
    """Population of every unit: the first size of the framework that goes by that name."""
    codes = [node.code for node in side.edition.framework.sizes if POPULATION in node.name_en.lower()]
    values = side.own.values
    return values[values["code"] == codes[0]].set_index("unit_code")["value"] if codes else None


def _reasons(pair: Pair, unit: str, kind: str) -> tuple[str, str]:
    if kind == UNRANKED:
        return tuple(_why_unranked(pair, unit, language) for language in ("vi", "en"))  # type: ignore[return-value]
    if kind == PART:
        heirs = pair.concordance.heirs(unit) if pair.concordance else ()
        return f"nay thuộc {_named(pair.after, heirs, 'vi')}", f"now in {_named(pair.after, heirs, 'en')}"
    if kind == OTHER:
        before, after = (side.edition.units.by_code[unit] for side in pair.sides)
        return (
            f"mã này trước là {before.name_vi}, nay là {after.name_vi}: không so được",
            f"the code was {before.name_en} and is {after.name_en}: not comparable",
        )
    if kind == GONE:
        return f"không có trong {pair.after.name}", f"not in {pair.after.name}"
    return (f"không có trong {pair.before.name}", f"not in {pair.before.name}") if kind == NEW else ("", "")


def _why_unranked(pair: Pair, unit: str, language: str) -> str:
    """On which side a unit is not ranked, and why."""
    parts = []
    for side in pair.sides:
        if unit not in side.ranked:
            reason = side.reason(unit, language)
            unknown = "không có điểm" if language == "vi" else "without a score"
            parts.append(f"{side.name}: {reason or unknown}")
    return "; ".join(parts)


def _composite(pair: Pair, ranked: Iterable[str], parts: Iterable[str], by_population: bool, language: str) -> str:
    """What a merged unit is set beside, in words."""
    place = 0 if language == "vi" else 1
    mean = ("trước: vị trí bình quân của", "before: mean position of")[place]
    how = (("không trọng số", "unweighted"), ("theo dân số", "weighted by population"))[by_population][place]
    said = f"{mean} {_named(pair.before, ranked, language)}, {how}"
    others = [code for code in parts if code not in set(ranked)]
    if others:
        said += f"; {('không xếp hạng', 'not ranked')[place]}: {_named(pair.before, others, language)}"
    return said


def _named(side: Side, codes: Iterable[str], language: str) -> str:
    units = side.edition.units.by_code
    return ", ".join(units[code].name(language) if code in units else code for code in codes) or "–"
