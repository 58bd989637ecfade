"""What differs between two results before anything is computed: data, framework, units, method, alternatives, screening."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from pipeline.construction.comparison import Pair, Side
from pipeline.framework.collecting import Collecting
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.framework.model import Model

COLUMNS = ["part", "kind", "code", "unit_code", "before", "after"]
DATA, FRAMEWORK, UNITS, METHOD = "data", "framework", "units", "method"
ALTERNATIVES, SCREENING, EDITION = "alternatives", "screening", "edition"
PARTS = (EDITION, UNITS, FRAMEWORK, METHOD, DATA, SCREENING, ALTERNATIVES)

NEW, GONE, CHANGED = "new", "gone", "changed"
NODE_FIELDS = (
    *("role", "level", "parent", "weight", "direction", "transformation", "goalpost_low", "goalpost_high", "target"),
    *("unit_of_measure", "unit_of_measure_vi", "name_vi", "name_en", "definition_vi", "definition_en"),
    *("plausible_low", "plausible_high", "rebuild", "rebuild_weight"),
    *Collecting.model_fields,
)
UNIT_FIELDS = ("name_vi", "name_en", "region_code")
EDITION_FIELDS = ("year", "name_vi", "name_en", "regression_outcome", "experts", "goalposts", "targets")


class Difference(NamedTuple):
    """One row: ``code`` of a node, option or field, ``unit_code`` where it concerns a unit; empty is absent."""

    part: str
    kind: str
    code: str
    unit_code: str
    before: str
    after: str


def differences(pair: Pair) -> pd.DataFrame:
    """``compare_differences.csv``: a row for everything that is not the same on both sides.

    Numbers are written as they are stored, structures (a source, a factor of the alternatives) as JSON. Values are
    compared for units and codes that mean the same on both sides, blanks included; ``origin`` and ``data_year`` say what
    differs of a value beside itself. An option that steers nothing under either method has the kind ``inert``.
    """
    rows = [*_edition(pair), *_units(pair), *_framework(pair), *_method(pair), *_data(pair), *_rules(pair)]
    return pd.DataFrame(rows, columns=COLUMNS)


def only_units(found: pd.DataFrame, players: pd.DataFrame, after: Edition) -> bool:
    """Whether the later side is the earlier one on other units, and nothing else.

    Parameters
    ----------
    found : ``compare_differences.csv``; what the later edition refuses to rebuild is gone with the units.
    players : ``compare_players.csv``; data that differ on either side's units differ there.
    """
    if after.about.rebuilt is None or not len(players):
        return False
    other = found[~found["part"].isin([EDITION, UNITS]) & ~found["code"].isin(after.refused)]
    differing = set(players.loc[players["differs"].astype(bool), "player"])
    return other.empty and differing == {UNITS}


def _edition(pair: Pair) -> Iterator[Difference]:
    before, after = (
        {name: getattr(s.edition.about, name) for name in EDITION_FIELDS} | {"rebuilt": _concordance(s.edition)}
        for s in pair.sides
    )
    yield from _compared(EDITION, before | {"id": pair.before.edition.id}, after | {"id": pair.after.edition.id})


def _concordance(edition: Edition) -> str | None:
    return None if edition.about.rebuilt is None else edition.about.rebuilt.concordance


def _units(pair: Pair) -> Iterator[Difference]:
    before, after = (side.edition.units.by_code for side in pair.sides)
    for code in sorted(before.keys() | after.keys()):
        if code in pair.same_units:
            for name in UNIT_FIELDS:
                was, now = (getattr(units[code], name) for units in (before, after))
                if was != now:
                    yield Difference(UNITS, name, "", code, was, now)
            yield from _ranked(pair, code)
        elif pair.parts(code):
            parts = "; ".join(f"{part} ({share:g})" if share < 1 else part for part, share in pair.parts(code))
            yield Difference(UNITS, "merged", "", code, parts, code)
        elif code in before and code in after:
            yield Difference(UNITS, "other", "", code, before[code].name_vi, after[code].name_vi)
        elif code in after:
            yield Difference(UNITS, NEW, "", code, "", after[code].name_vi)
        if code in before and code not in after:
            yield Difference(UNITS, GONE, "", code, before[code].name_vi, "")


def _ranked(pair: Pair, code: str) -> Iterator[Difference]:
    was, now = (code in side.screened for side in pair.sides)
    if was != now:
        yield Difference(UNITS, "ranked", "", code, _text(was), _text(now))


def _framework(pair: Pair) -> Iterator[Difference]:
    before, after = (_nodes(side.edition) for side in pair.sides)
    for code in sorted(before.keys() | after.keys()):
        was, now = before.get(code), after.get(code)
        if was is None or now is None:
            kind = NEW if was is None else GONE
            yield Difference(FRAMEWORK, kind, code, "", was.name_vi if was else "", now.name_vi if now else "")
            continue
        extra = sorted({*(was.model_extra or {}), *(now.model_extra or {})})
        for name in (*NODE_FIELDS, *extra):
            one, other = (_text(getattr(node, name, None)) for node in (was, now))
            if one != other:
                yield Difference(FRAMEWORK, "moved" if name == "parent" else name, code, "", one, other)
    experts = ({"experts": _plain(side.edition.experts)} for side in pair.sides)
    yield from _compared(FRAMEWORK, *experts, kind="experts")
    stored = ({"goalposts": _plain(side.edition.goalposts)} for side in pair.sides)
    yield from _compared(FRAMEWORK, *stored, kind="stored_goalposts")


def _nodes(edition: Edition) -> dict[str, Node]:
    """Every node that takes part: the tree without what is left out, outcomes and sizes."""
    own = edition.framework
    return {node.code: node for node in (*own.tree, *own.outcomes, *own.sizes)}


def _method(pair: Pair) -> Iterator[Difference]:
    before, after = (side.method.values | {"seed": side.seed} for side in pair.sides)
    inert = pair.before.method.inert & pair.after.method.inert
    for row in _compared(METHOD, before, after, kind="option"):
        yield row._replace(kind="inert") if row.code in inert else row


def _data(pair: Pair) -> Iterator[Difference]:
    before, after = (_cells(side, pair) for side in pair.sides)
    for key in sorted(before.keys() | after.keys()):
        (was, origin), (now, other) = before.get(key, ("", "")), after.get(key, ("", ""))
        code, unit = key
        if was != now:
            yield Difference(DATA, NEW if not was else GONE if not now else CHANGED, code, unit, was, now)
        elif origin != other:
            yield Difference(DATA, "origin", code, unit, origin, other)
    years = (_years(side, pair) for side in pair.sides)
    yield from _compared(DATA, *years, kind="data_year")
    sources = ({code: _plain(own) for code, own in side.edition.sources.indicators.items()} for side in pair.sides)
    yield from _compared(DATA, *sources, kind="source")
    zeros = (
        {f"{rule.table}:{rule.column}": _plain(rule) for rule in s.edition.sources.structural_zeros} for s in pair.sides
    )
    yield from _compared(DATA, *zeros, kind="structural_zeros")


def _cells(side: Side, pair: Pair) -> dict[tuple[str, str], tuple[str, str]]:
    """Value and origin of every cell of the units that are the same; of a code measured otherwise, its own."""
    own = side.own.values
    own = own[own["unit_code"].isin(pair.same_units)]
    return {
        (row.code, row.unit_code): (_text(row.value), _text(row.origin))
        for row in own[["unit_code", "code", "value", "origin"]].itertuples(index=False)
    }


def _years(side: Side, pair: Pair) -> dict[str, str]:
    """Data years of the values of each code, the newest first, with their number: ``2024: 62, 2023: 1``.

    Where the units are others by a concordance, of those that are the same: the others are other values.
    """
    known = side.own.values.dropna(subset=["value", "data_year"])
    if pair.concordance is not None:
        known = known[known["unit_code"].isin(pair.same_units)]
    counts = known.groupby(["code", "data_year"]).size().reset_index(name="n").sort_values("data_year", ascending=False)
    found: dict[str, list[str]] = {}
    for code, year, n in zip(counts["code"], counts["data_year"], counts["n"], strict=True):
        found.setdefault(str(code), []).append(f"{int(year)}: {n}")
    return {code: ", ".join(texts) for code, texts in found.items()}


def _rules(pair: Pair) -> Iterator[Difference]:
    screening = (_flat(side.edition.about.screening) for side in pair.sides)
    yield from _compared(SCREENING, *screening, kind="rule")
    alternatives = (_flat(side.edition.alternatives) for side in pair.sides)
    yield from _compared(ALTERNATIVES, *alternatives, kind="choice")


def _flat(model: Model) -> dict[str, Any]:
    """The fields of a model, each entry of a mapping by itself: ``pillar_floor.1``."""
    found: dict[str, Any] = {}
    for name, value in json.loads(model.model_dump_json()).items():
        found |= {f"{name}.{key}": own for key, own in value.items()} if isinstance(value, dict) else {name: value}
    return found


def _compared(
    part: str, before: Mapping[str, Any], after: Mapping[str, Any], *, kind: str = "field"
) -> Iterator[Difference]:
    for name in sorted(before.keys() | after.keys()):
        was, now = _text(before.get(name)), _text(after.get(name))
        if was != now:
            yield Difference(part, kind, name, "", was, now)


def _plain(model: Model | None) -> Any:
    return None if model is None else json.loads(model.model_dump_json(exclude_defaults=True))


def _text(value: Any) -> str:
    """A value as a table has it: shortest numbers, JSON for structures, nothing for what is missing."""
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)
