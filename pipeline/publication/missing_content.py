"""What the pages of missing data and of the unranked say, in one language, made from the tables of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.framework.hierarchy import Node
from pipeline.publication import cell_signs
from pipeline.publication.cell_signs import Sign
from pipeline.publication.collation import sort_key
from pipeline.publication.published_run import PublishedRun
from pipeline.reporting import labels, numbers, words

COUNTED = ("published", "earlier_year", "structural_zero", "not_published", "source_fault")
NONE = "–"


@dataclass(frozen=True)
class Cell:
    """A cell that is not simply a published figure of its own year."""

    unit_code: str
    unit: str
    code: str
    indicator: str
    sign: Sign
    rule: str
    value: str
    implied: str
    ranks: str
    moves: bool
    note: str


@dataclass(frozen=True)
class Unranked:
    """A unit without a rank: the sentences that say what it lacks, and its blank cells."""

    unit_code: str
    unit: str
    failures: list[str]
    blanks: list[tuple[str, str]]  # code, name


@dataclass(frozen=True)
class Filled:
    """What stands in cells that are not as published, by (unit, code)."""

    imputed: Mapping[tuple[str, str], Mapping[str, Any]]
    shadows: Mapping[tuple[str, str], Mapping[str, Any]]
    zeros: Mapping[str, str]  # unit -> reason
    faults: Mapping[tuple[str, str], str]  # table, unit as printed -> reason
    ranked: frozenset[str]


def counts(run: PublishedRun, language: str) -> list[tuple[str, str]]:
    """Kind of cell and how many there are, over units and everything that has values."""
    found = run.table("values")["origin"].value_counts()
    imputed = int(run.table("imputed")["imputed"].astype(bool).sum())
    told = [(words.coded("origin", key, language), int(found.get(key, 0))) for key in COUNTED]
    told.append((words.word("origin_imputed", language), imputed))
    return [(name, numbers.integer(n, language=language)) for name, n in told]


def cells(run: PublishedRun, language: str) -> list[Cell]:
    """Every cell that is not simply a published figure of its own year, indicator by indicator."""
    filled = _filled(run, language)
    order = {node.code: place for place, node in enumerate(run.edition.coded)}
    values = run.table("values")
    rows = [row for row in values[values["origin"] != cell_signs.ORDINARY].to_dict("records") if row["code"] in order]
    units = run.edition.units.by_code
    rows.sort(key=lambda row: (order[row["code"]], sort_key(units[row["unit_code"]].name(language))))
    return [_cell(run, row, filled, language) for row in rows]


def _filled(run: PublishedRun, language: str) -> Filled:
    def by_cell(name: str) -> dict[tuple[str, str], dict[str, Any]]:
        return {(row["unit_code"], row["code"]): row for row in run.table(name).to_dict("records")}

    reason = f"reason_{language}"
    screening = run.table("screening")
    return Filled(
        imputed=by_cell("imputed_cells"),
        shadows=by_cell("shadow"),
        zeros={row["unit_code"]: row[reason] for row in run.table("structural_zeros").to_dict("records")},
        faults={
            (f"{row['source']}/{row['table']}", row["unit"]): row[reason]
            for row in run.table("corrections").to_dict("records")
        },
        ranked=frozenset(screening[screening["ranked"].astype(bool)]["unit_code"]),
    )


def _cell(run: PublishedRun, row: Mapping[str, Any], filled: Filled, language: str) -> Cell:
    where = (row["unit_code"], row["code"])
    node = run.edition.framework.by_code[row["code"]]
    kind = "imputed" if where in filled.imputed else row["origin"]
    value = filled.imputed[where]["value"] if where in filled.imputed else row["value"]
    shadow = filled.shadows.get(where, {})
    before, after = (shadow.get(f"rank_{name}") for name in ("explicit", "shadow"))
    shown = [numbers.rank(rank, language=language) or NONE for rank in (before, after)]
    return Cell(
        unit_code=row["unit_code"],
        unit=labels.unit(run.edition.units, row["unit_code"], language),
        code=node.code,
        indicator=node.name(language),
        sign=cell_signs.sign(kind, language),
        rule=_rule(run, node, row, kind, filled, language),
        value=numbers.measured(value, language=language) or NONE,
        implied=numbers.measured(shadow.get("shadow_value"), language=language) or NONE,
        ranks=" → ".join(shown) if shadow else NONE,
        moves=bool(shadow) and shown[0] != shown[1],
        note=_note(run, node, row, shadow, filled, language),
    )


def _rule(run: PublishedRun, node: Node, row: Mapping[str, Any], kind: str, filled: Filled, language: str) -> str:
    if kind == "imputed":
        method = words.coded("imputation", filled.imputed[(row["unit_code"], node.code)]["method"], language)
        return words.word("missing_rule_imputed", language).format(method=method)
    if kind == "earlier_year":
        k = numbers.integer(run.edition.sources.max_age(node.code), language=language)
        return words.word("missing_rule_earlier_year", language).format(k=k, year=numbers.year(row["data_year"]))
    if kind == "structural_zero":
        return filled.zeros.get(row["unit_code"]) or words.word("signs_structural_zero", language)
    if node.role != "indicator":
        return words.word("missing_rule_outside", language)
    return words.word("missing_rule_blank" if row["unit_code"] in filled.ranked else "missing_rule_unranked", language)


def _note(
    run: PublishedRun,
    node: Node,
    row: Mapping[str, Any],
    shadow: Mapping[str, Any],
    filled: Filled,
    language: str,
) -> str:
    """Why a value is wrong at its source, and why nothing can be said of what a blank would imply."""
    told = []
    if row["origin"] == "source_fault":
        told.append(_fault(run, node, row["unit_code"], filled))
    if not numbers.missing(shadow.get("reason")):
        told.append(words.coded("shadow", shadow["reason"], language))
    return " ".join(text for text in told if text)


def _fault(run: PublishedRun, node: Node, unit_code: str, filled: Filled) -> str:
    unit, source = run.edition.units.by_code[unit_code], run.edition.sources.indicators.get(node.code)
    names = {unit.name_vi, unit.name_en, *unit.aliases.split("|")}
    tables = set() if source is None else source.tables
    found = [reason for (table, printed), reason in filled.faults.items() if table in tables and printed in names]
    return found[0] if found else ""


def unranked(run: PublishedRun, language: str) -> list[Unranked]:
    """Units without a rank, by name."""
    units, framework = run.edition.units, run.edition.framework
    screening, coverage, values = (run.table(name) for name in ("screening", "coverage", "values"))
    out = screening[~screening["ranked"].astype(bool)]["unit_code"]
    failed = coverage[~coverage["passed"].astype(bool)]
    blank = values[values["value"].isna() & values["code"].isin(framework.indicator_codes)]
    found = [
        Unranked(
            unit_code=str(code),
            unit=labels.unit(units, code, language),
            failures=_failures(failed[failed["unit_code"] == code], run, language),
            blanks=[
                (str(own), framework.by_code[own].name(language))
                for own in framework.indicator_codes
                if own in set(blank[blank["unit_code"] == code]["code"])
            ],
        )
        for code in out
    ]
    return sorted(found, key=lambda item: sort_key(item.unit))


def _failures(rows: pd.DataFrame, run: PublishedRun, language: str) -> list[str]:
    told = []
    for row in rows.to_dict("records"):
        counted = {name: numbers.integer(row[name], language=language) for name in ("present", "of", "required")}
        name = labels.node(run.edition.framework, str(row["node"]), language)
        text = words.word(f"unranked_page_fails_{row['rule']}", language).format(name=name, **counted)
        if int(row["zeros"]):
            zeros = numbers.integer(row["zeros"], language=language)
            text = f"{text} {words.word('unranked_zeros', language).format(n=zeros)}"
        told.append(text)
    return list(dict.fromkeys(told))


def rules(run: PublishedRun, language: str) -> list[str]:
    """The rules of screening, in words."""
    screening = run.edition.about.screening
    told = [
        words.word("unranked_page_rule_share", language).format(
            share=numbers.percent(screening.share, language=language)
        ),
        words.word("unranked_page_rule_sub_pillars", language).format(
            n=numbers.integer(screening.sub_pillars, language=language)
        ),
    ]
    for code, floor in screening.pillar_floor.items():
        name = labels.node(run.edition.framework, code, language)
        told.append(
            words.word("unranked_page_rule_floor", language).format(
                name=name, n=numbers.integer(floor, language=language)
            )
        )
    return [*told, words.word("unranked_page_rule_zeros", language)] if screening.zeros_are_missing else told
