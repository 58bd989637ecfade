"""Several editions as one object: their units, on the indicators that they share.

A unit in another edition is another unit, so a panel has a row for each edition and unit. What the editions do not
share, or share by code only, is left out by name. ``panel_index`` makes scores of it, ``panel_trends`` compares them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.errors import FrameworkError, listed
from pipeline.framework.edition import Edition, LeftOut
from pipeline.framework.hierarchy import Node

ROWS = ["edition", "unit_code"]
LEFT_OUT = ["code", "name_vi", "name_en", "reason_vi", "reason_en"]
SAME = {
    "name_vi": ("tên", "name"),
    "direction": ("chiều", "direction"),
    "unit_of_measure": ("đơn vị đo", "unit of measure"),
}
"""What must agree for an indicator to be the same in two editions, beside its code."""


@dataclass(frozen=True)
class Part:
    """One edition with its ranked units x indicators, prepared and imputed."""

    edition: Edition
    values: pd.DataFrame


@dataclass(frozen=True)
class Panel:
    """Editions by year; ``base`` is the edition that lends tree, weights and method, without what is not shared.

    ``values`` has rows (edition, unit_code) and the shared indicators as columns.
    """

    editions: tuple[Edition, ...]
    base: Edition
    values: pd.DataFrame
    left_out: pd.DataFrame

    @property
    def ids(self) -> list[str]:
        return [edition.id for edition in self.editions]


def join(parts: Sequence[Part]) -> Panel:
    """Put editions together; the first one named lends its tree, its weights and its method.

    Raises
    ------
    FrameworkError : fewer than two editions, one edition or one year twice, a unit code that means another unit, or no
        indicator in common.
    """
    editions = [part.edition for part in parts]
    check(editions)
    left_out = _left_out(editions)
    base = _without(editions[0], left_out)
    by_id = {part.edition.id: part.values[base.framework.indicator_codes] for part in parts}
    ordered = tuple(sorted(editions, key=lambda edition: edition.about.year))
    values = pd.concat({edition.id: by_id[edition.id] for edition in ordered}, names=ROWS)
    return Panel(editions=ordered, base=base, values=values, left_out=left_out)


def check(editions: Sequence[Edition]) -> None:
    """Refuse editions that are no panel, before their values are gathered; see :func:`join`."""
    if len(editions) < 2:
        raise FrameworkError(f"panel: at least two editions are needed, found {len(editions)}. Name another one")
    for what, found in (
        ("edition", [edition.id for edition in editions]),
        ("year", [str(edition.about.year) for edition in editions]),
    ):
        twice = [item for item, count in Counter(found).items() if count > 1]
        if twice:
            raise FrameworkError(
                f"panel: every {what} may stand once, found more than once: {listed(twice)}. Leave editions out until "
                "the years differ"
            )
    names: dict[str, dict[str, str]] = {}
    for edition in editions:
        for unit in edition.units.units:
            names.setdefault(unit.unit_code, {}).setdefault(unit.name_vi, edition.id)
    other = [f"{code} is {_told(own)}" for code, own in sorted(names.items()) if len(own) > 1]
    if other:
        raise FrameworkError(
            f"panel: a unit code must mean the same unit in every edition, found: {listed(other)}. Use one set of codes "
            "(see params/concordance), or one spelling"
        )
    mixed = [
        f"{edition.id} is made from the units of {other.id}"
        for edition in editions
        for other in editions
        if edition.about.rebuilt is not None
        and other.about.rebuilt is None
        and set(other.units.codes) == set(edition.raw_units.codes)
    ]
    if mixed:
        raise FrameworkError(
            f"panel: all editions must have the same units, but {listed(mixed)}. Name editions that are both rebuilt, or "
            "neither"
        )


def _left_out(editions: Sequence[Edition]) -> pd.DataFrame:
    """Indicators that some edition has and that are not shared, with the reason: ``panel_left_out.csv``."""
    held = {edition.id: {node.code: node for node in edition.framework.indicators} for edition in editions}
    every = dict.fromkeys(code for nodes in held.values() for code in nodes)
    rows = []
    for code in sorted(every):
        nodes = {name: own[code] for name, own in held.items() if code in own}
        reason = _absent(nodes, held) or _another(nodes)
        if reason is not None:
            first = next(iter(nodes.values()))
            rows.append((code, first.name_vi, first.name_en, *reason))
    left_out = pd.DataFrame(rows, columns=LEFT_OUT)
    if len(left_out) == len(every):
        raise FrameworkError(
            f"panel: the editions {listed(held)} have no indicator in common: {listed(left_out['code'])} differ or are "
            "absent. Name editions of one framework"
        )
    return left_out


def _absent(nodes: Mapping[str, Node], held: Mapping[str, object]) -> tuple[str, str] | None:
    lacking = listed(name for name in held if name not in nodes)
    return (f"không có trong {lacking}", f"absent from {lacking}") if lacking else None


def _another(nodes: Mapping[str, Node]) -> tuple[str, str] | None:
    """Why a code stands for different concepts, or None."""
    for attribute, (vi, en) in SAME.items():
        found: dict[str, str] = {}
        for name, node in nodes.items():
            found.setdefault(str(getattr(node, attribute)), name)
        if len(found) > 1:
            return f"{vi} khác nhau: {_told(found)}", f"{en} differs: {_told(found)}"
    return None


def _told(found: Mapping[str, str]) -> str:
    return ", ".join(f"{value!r} ({edition})" for value, edition in found.items())


def _without(edition: Edition, left_out: pd.DataFrame) -> Edition:
    """The edition without the indicators named; who is ranked is decided already, so no floor remains."""
    own = left_out[left_out["code"].isin(edition.framework.indicator_codes)]
    reasons = {
        row["code"]: LeftOut(reason_vi=row["reason_vi"], reason_en=row["reason_en"]) for _, row in own.iterrows()
    }
    about = edition.about.model_copy(
        update={
            "left_out": {**edition.about.left_out, **reasons},
            "screening": edition.about.screening.model_copy(update={"pillar_floor": {}}),
            "published": (),
        }
    )
    return changed(edition, about=about)


def changed(edition: Edition, **parts: object) -> Edition:
    """A copy of an edition with some of its parts replaced, cross-checked again.

    Raises
    ------
    FrameworkError : parts that do not suit each other.
    """
    own = {name: getattr(edition, name) for name in Edition.model_fields}
    return Edition.read(own | parts, where=f"panel, edition {edition.id}")
