"""Editions that rank other units than those of their raw tables: provinces that were merged, regions.

Every value is made from those of the old units by a rule that ``framework.csv`` declares for its node:

=========== =======================================================================================================
``sum``     an amount: added up, of a divided unit the declared share
``ratio``   numerator and denominator added up, then divided. They are those of the top ratio in ``sources.yaml``; where
            the source publishes the ratio itself, ``rebuild_weight`` names what it was divided by, and the rule is
            exact up to the rounding of the published figure
``average`` the mean by a weight that is not the denominator: an approximation, flagged with its reason
``maximum`` the largest value of the parts
``refused`` cannot be made from the parts at all: takes no part in the edition, with its reason
=========== =======================================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import Field

from pipeline.errors import listed, nearest
from pipeline.framework.concordance import Concordance
from pipeline.framework.hierarchy import BESIDE, Node
from pipeline.framework.model import Model
from pipeline.framework.sourcing import PublishedFigure, Ratio, Sources
from pipeline.framework.units import Units

REFUSED, APPROXIMATE = "refused", "average"


class Rebuilt(Model):
    """``rebuilt`` in ``edition.yaml``: from which units, and how much of one must be there.

    ``coverage`` : least share of the weight of a whole that its present parts need in a ratio or an average; 1: a missing
    part makes a missing whole. A sum and a maximum always need every part. ``published`` : figures of the new units that
    the rebuilt ones are held against.
    """

    concordance: str
    coverage: Annotated[float, Field(gt=0, le=1)]
    published: tuple[PublishedFigure, ...] = ()


def refused(nodes: Iterable[Node]) -> list[str]:
    """Codes of the nodes that cannot be rebuilt."""
    return [node.code for node in nodes if node.rebuild == REFUSED]


def rule_faults(nodes: Iterable[Node], sources: Sources) -> list[str]:
    """What is wrong with the rules that are given, whether or not an edition uses them."""
    return [
        fault for node in nodes if node.rebuild is not None or node.rebuild_weight for fault in _of_rule(node, sources)
    ]


def faults(
    rebuilt: Rebuilt | None,
    nodes: Sequence[Node],
    *,
    concordance: Concordance | None,
    before: Units | None,
    after: Units,
) -> list[str]:
    """Why an edition cannot be rebuilt, a sentence each; none where it is not to be.

    Parameters
    ----------
    nodes : but for what the edition leaves out.
    before, after : ``units_before.csv`` and ``units.csv``.
    """
    if rebuilt is None and concordance is None and before is None:
        return []
    if rebuilt is None or concordance is None or before is None:
        return ["`rebuilt` in edition.yaml, a concordance and units_before.csv go together. Give all, or none"]
    unruled = [node.code for node in nodes if node.role != "aggregate" and node.rebuild is None]
    found = [*_of_units(concordance, before, after)]
    if unruled:
        found.append(
            f"`rebuilt` needs a rule for every indicator, outcome and size, found none for {listed(unruled)}. Name one in "
            "the column rebuild of framework.csv"
        )
    known = {node.code for node in nodes if node.role == "indicator" or node.role in BESIDE}
    usable = known - set(refused(nodes))
    found += [
        f"rebuilt.published compares {item.code!r}, which is no indicator, outcome or size that is rebuilt. Correct it"
        for item in rebuilt.published
        if item.code not in usable
    ]
    return found


def _of_units(concordance: Concordance, before: Units, after: Units) -> Iterable[str]:
    for codes, units, which, file in (
        (concordance.old_codes, before, "old", "units_before.csv"),
        (concordance.new_codes, after, "new", "units.csv"),
    ):
        absent, strange = sorted(set(units.codes) - codes), sorted(codes - set(units.codes))
        if absent or strange:
            yield (
                f"concordance {concordance.name!r}: its {which} codes must be those of {file}; not in the concordance: "
                f"{listed(absent) or 'none'}; not in {file}: {listed(strange) or 'none'}. Correct one of them"
            )


def _of_rule(node: Node, sources: Sources) -> Iterable[str]:
    where = f"{node.role} {node.code!r}"
    if node.role == "aggregate":
        yield f"{where} has a rebuild rule, but only indicators, outcomes and sizes have values. Remove it"
        return
    if node.rebuild is None:
        yield f"{where} has a rebuild_weight and no rebuild rule. Name the rule, or remove the weight"
        return
    wanted, why = _wants_weight(node, sources)
    if wanted and not node.rebuild_weight:
        yield f"{where}: rebuild rule {node.rebuild!r} needs a rebuild_weight, {why}. Name a weight of sources.yaml"
    elif node.rebuild_weight and not wanted:
        yield f"{where}: rebuild rule {node.rebuild!r} takes no rebuild_weight, {why}. Remove it"
    elif wanted and node.rebuild_weight not in sources.weights:
        close = nearest(node.rebuild_weight, sorted(sources.weights)) if sources.weights else "none is declared"
        yield f"{where}: rebuild_weight {node.rebuild_weight!r} is no weight of sources.yaml; {close}. Declare it there"
    if node.rebuild in (REFUSED, APPROXIMATE) and not (node.rebuild_note_vi and node.rebuild_note_en):
        yield f"{where}: rebuild rule {node.rebuild!r} needs its reason in rebuild_note_vi and rebuild_note_en. Add it"


def _wants_weight(node: Node, sources: Sources) -> tuple[bool, str]:
    """Whether the rule of a node goes with a weight, and why."""
    if node.rebuild == APPROXIMATE:
        return True, "which says what the parts count for"
    if node.rebuild != "ratio":
        return False, "for the parts are not weighted"
    source = sources.indicators.get(node.code)
    if source is not None and isinstance(source.value, Ratio):
        return False, "for its source is a ratio with a denominator of its own"
    return True, "for its source publishes the ratio itself, and nobody knows what it was divided by"
