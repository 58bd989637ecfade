"""What experts said about importance: ``params/experts/<name>.yaml``.

Judgements are kept expert by expert and as they were given, so that weights can be made from them again and the
disagreement be shown. A parent that nobody judged keeps its nominal weights.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import pydantic

from pipeline.errors import listed, nearest
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.model import Model

SCALE = 9.0
"""The greatest comparison on Saaty's and on Rezaei's scale: extremely more important; 1 is equally important."""

RATINGS = (1.0, 2.0, 3.0, 4.0)
"""Lynn's scale of relevance: 1 not relevant, 2 somewhat, 3 quite, 4 highly relevant."""

MOST_COMPARED = 15
"""Children of one parent that can be compared in pairs: beyond, no random index is published."""

_ROUNDING = 0.01  # relative slack of the scale: a reciprocal written with three digits (0.111) is one ninth
_UNSPENT = 1e-6  # relative slack of a budget, for points with decimals


class BestWorst(Model):
    """One expert's comparisons of the best component with all, and of all with the worst, by code, 1 (equal) to 9."""

    best: str
    worst: str
    best_to_others: Mapping[str, float]
    others_to_worst: Mapping[str, float]


Judgement = TypeVar("Judgement")
Points = Mapping[str, float]
Comparisons = Mapping[str, float]


class Experts(Model):
    """Judgements by parent, then by expert.

    ``budget_allocation``: points by child, of ``budget`` in all. ``analytic_hierarchy``: comparisons ``first/second``
    of children, on Saaty's scale (3: the first is moderately more important; 0.333: the second is). ``relevance``:
    ratings of indicators by expert, 1 to 4, from the table ``params/experts/<name>.relevance.csv`` where there is one.
    """

    name: str
    note_vi: str  # who was asked, when, how
    note_en: str
    budget: pydantic.PositiveFloat = 100.0
    budget_allocation: Mapping[str, Mapping[str, Points]] = pydantic.Field(default_factory=dict)
    analytic_hierarchy: Mapping[str, Mapping[str, Comparisons]] = pydantic.Field(default_factory=dict)
    best_worst: Mapping[str, Mapping[str, BestWorst]] = pydantic.Field(default_factory=dict)
    relevance: Mapping[str, Mapping[str, float]] = pydantic.Field(default_factory=dict)
    fictitious: bool = False


def judged(framework: Hierarchy, parent: str) -> list[str]:
    """Children that experts judge: those that the framework counts, that is, gives a weight above 0."""
    return [child.code for child in framework.children(parent) if child.weight]


def faults(experts: Experts, framework: Hierarchy) -> list[str]:
    """Every judgement that the framework contradicts or that no expert can have meant, as a sentence."""

    def all_of(
        weighting: str,
        by_parent: Mapping[str, Mapping[str, Judgement]],
        check: Callable[[Judgement, Sequence[str]], Iterator[str]],
    ) -> Iterator[str]:
        for parent, by_expert in by_parent.items():
            where = f"experts {experts.name!r}, {weighting} of {parent!r}"
            astray = list(_parent_faults(parent, list(by_expert), framework))
            yield from (f"{where}: {fault}" for fault in astray)
            for expert, judgement in by_expert.items() if not astray else ():
                for fault in check(judgement, judged(framework, parent)):
                    yield f"{where} by {expert!r}: {fault}"

    return [
        *all_of("budget_allocation", experts.budget_allocation, _budgeted(experts.budget)),
        *all_of("analytic_hierarchy", experts.analytic_hierarchy, _pair_faults),
        *all_of("best_worst", experts.best_worst, _best_worst_faults),
        *_relevance_faults(experts, framework),
    ]


def _relevance_faults(experts: Experts, framework: Hierarchy) -> Iterator[str]:
    where = f"experts {experts.name!r}, relevance"
    strange = sorted(set(experts.relevance) - set(framework.indicator_codes))
    if strange:
        yield f"{where}: codes of indicators are expected, found {listed(strange)}. Correct them"
    off = [
        f"{code} by {expert!r}: {rating:g}"
        for code, by_expert in experts.relevance.items()
        for expert, rating in by_expert.items()
        if rating not in RATINGS
    ]
    if off:
        yield f"{where}: ratings are 1, 2, 3 or 4, found {listed(off)}. Ask the expert; leave a cell empty for no answer"


def _parent_faults(parent: str, by_expert: Sequence[str], framework: Hierarchy) -> Iterator[str]:
    aggregates = sorted(node.code for node in framework.tree if node.role == "aggregate")
    if parent not in aggregates:
        yield f"there is no such aggregate; {nearest(parent, aggregates)}. Correct the code"
    elif len(judged(framework, parent)) < 2:
        yield "it has a single weighted child, so there is nothing to judge. Remove it"
    elif not by_expert:
        yield "no expert stands below it. Remove it"


def _code_faults(named: Sequence[str], children: Sequence[str], *, needed: Sequence[str]) -> Iterator[str]:
    """Codes that are no children, and children that have no figure."""
    unknown = sorted(set(named) - set(children))
    missing = sorted(set(needed) - set(named))
    if unknown:
        yield f"{listed(unknown)} is none of its weighted children {listed(children)}. Correct the codes"
    if missing:
        yield f"nothing is said of {listed(missing)}. Ask the expert: a blank is not zero"


def _budgeted(budget: float) -> Callable[[Points, Sequence[str]], Iterator[str]]:
    def check(points: Points, children: Sequence[str]) -> Iterator[str]:
        wrong = list(_code_faults(list(points), children, needed=children))
        yield from wrong
        bad = [f"{code}: {value:g}" for code, value in points.items() if not (math.isfinite(value) and value >= 0)]
        if bad:
            yield f"points need to be 0 or more, found {listed(bad)}. Ask the expert"
        elif not wrong and abs(sum(points.values()) - budget) > _UNSPENT * budget:
            yield f"points must add up to {budget:g}, found {sum(points.values()):g}. Ask the expert, do not rescale"

    return check


def _pair_faults(comparisons: Comparisons, children: Sequence[str]) -> Iterator[str]:
    if len(children) > MOST_COMPARED:
        yield f"{len(children)} children cannot be compared in pairs, {MOST_COMPARED} at most. Form groups"
    pairs = {key: tuple(key.split("/")) for key in comparisons}
    unread = [
        key for key, pair in pairs.items() if len(pair) != 2 or pair[0] == pair[1] or not set(pair) <= set(children)
    ]
    if unread:
        yield f"a comparison is named 'first/second' by two of {listed(children)}, found {listed(unread)}. Correct it"
    given = [frozenset(pair) for key, pair in pairs.items() if key not in unread]
    twice = sorted("/".join(sorted(pair)) for pair in set(given) if given.count(pair) > 1)
    if twice:
        yield f"{listed(twice)} is compared both ways. Keep one"
    missing = [f"{a}/{b}" for a, b in itertools.combinations(children, 2) if frozenset((a, b)) not in given]
    if missing:
        yield f"comparisons {listed(missing)} are missing. Ask the expert"
    greatest = SCALE * (1 + _ROUNDING)
    off = [f"{key}: {value:g}" for key, value in comparisons.items() if not 1 / greatest <= value <= greatest]
    if off:
        yield f"comparisons lie between 1/9 and 9 on Saaty's scale, found {listed(off)}. Ask the expert"


def _best_worst_faults(judgement: BestWorst, children: Sequence[str]) -> Iterator[str]:
    best, worst = judgement.best, judgement.worst
    if best == worst or not {best, worst} <= set(children):
        yield f"best and worst are two of {listed(children)}, found {best!r} and {worst!r}. Correct them"
        return
    wrong = False
    for name, figures, own in (
        ("best_to_others", judgement.best_to_others, best),
        ("others_to_worst", judgement.others_to_worst, worst),
    ):
        for fault in _code_faults(list(figures), children, needed=[code for code in children if code != own]):
            wrong = True
            yield f"{name}: {fault}"
        if figures.get(own, 1.0) != 1.0:
            yield f"{name}: {own!r} against itself is 1, found {figures[own]:g}. Correct it"
        off = [f"{code}: {value:g}" for code, value in figures.items() if not 1 <= value <= SCALE]
        if off:
            yield f"{name}: comparisons lie between 1 and 9, found {listed(off)}. Ask the expert"
    if not wrong:
        yield from _extremes(judgement)


def _extremes(judgement: BestWorst) -> Iterator[str]:
    """Best against worst is asked twice and has to be the greatest comparison of all."""
    whole, again = judgement.best_to_others[judgement.worst], judgement.others_to_worst[judgement.best]
    if whole != again:
        yield f"best against worst has two answers, {whole:g} and {again:g}. Ask the expert for one"
    both = [*judgement.best_to_others.items(), *judgement.others_to_worst.items()]
    above = sorted({f"{code}: {value:g}" for code, value in both if value > whole and value != again})
    if above:
        yield f"nothing exceeds best against worst ({whole:g}), found {listed(above)}. Ask the expert"
