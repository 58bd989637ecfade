"""What the page of an indicator says, in one language, made from the tables of a run; no markup and no file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.construction import matrix
from pipeline.framework.hierarchy import Node
from pipeline.publication import cell_signs, indicator_agreement, indicator_facts
from pipeline.publication.cell_signs import Sign
from pipeline.publication.collation import sort_key
from pipeline.publication.indicator_facts import Fact, RawTable
from pipeline.publication.indicator_ground import Ground
from pipeline.reporting import numbers, words
from pipeline.statistics import ranking
from pipeline.statistics.types import FloatArray

SHOWN_CHAPTERS = {
    "indicator": ("01_data", "02_imputation", "03_treatment", "04_index", "05_coherence"),
    "outcome": ("01_data", "06_regression"),
    "aggregate": ("04_index", "05_coherence", "08_sensitivity"),
}


@dataclass(frozen=True)
class Row:
    """One unit's line in the table of a page; ``order`` has the numbers that it is sorted by, empty where missing."""

    unit_code: str
    unit: str
    value: str
    year: str
    signs: tuple[Sign, ...]
    score: str
    rank: str
    order: Mapping[str, str]


@dataclass(frozen=True)
class Content:
    """One page."""

    node: Node
    name: str
    role: str
    facts: list[Fact]
    made: list[Fact]
    tables: list[RawTable]
    statistics: list[Fact]
    agreement: list[str]
    children: list[tuple[Node, str, str]]  # node, share of the parent, effective weight
    rows: list[Row]
    legend: list[Sign]
    values: FloatArray
    ranks: pd.Series
    measure: str
    chapters: list[str]


def content(ground: Ground, node: Node, language: str) -> Content:
    """Everything that the page of one node says."""
    role = "outcome" if node.role == "outcome" else "aggregate" if node.role == "aggregate" else "indicator"
    rows = _rows(ground, node, language)
    values = _values(ground, node)
    known = {sign.key: sign for row in rows for sign in row.signs}
    return Content(
        node=node,
        name=node.name(language),
        role=_role(ground, node, language),
        facts=indicator_facts.facts(ground, node, language),
        made=[] if role == "aggregate" else indicator_facts.made(ground, node, language),
        tables=indicator_facts.raw_tables(ground, node),
        statistics=indicator_facts.statistics(values, node, language),
        agreement=indicator_agreement.sentences(ground, node, language),
        children=_children(ground, node, language),
        rows=rows,
        legend=[known[key] for key in cell_signs.ORDER if key in known],
        values=values.to_numpy(dtype=float),
        ranks=_ranks(ground, node, values),
        measure=node.measure(language),
        chapters=[step for step in SHOWN_CHAPTERS[role] if step in ground.run.chapters.get(language, {})],
    )


def _role(ground: Ground, node: Node, language: str) -> str:
    for level in ground.run.edition.framework.levels:
        if level.level == node.level:
            return level.name_vi if language == "vi" else level.name_en
    return words.word("outcome_name", language)


def _values(ground: Ground, node: Node) -> pd.Series:
    """What is measured: values as in force of an indicator, scores of an aggregate, by unit code."""
    codes = ground.run.edition.units.codes
    if node.role == "aggregate":
        return ground.scores[node.code]
    return matrix.wide(ground.rows_by_code[node.code], [node.code], units=codes)[node.code].astype(float)


def _ranks(ground: Ground, node: Node, values: pd.Series) -> pd.Series:
    if node.code in ground.ranks:
        return ground.ranks[node.code]
    ties = ground.run.edition.method.ranking.ties
    return pd.Series(ranking.rank(node.direction * values.to_numpy(dtype=float), ties=ties), index=values.index)


def _children(ground: Ground, node: Node, language: str) -> list[tuple[Node, str, str]]:
    weights = ground.records["weights"]

    def percent(code: str, name: str) -> str:
        return numbers.percent(weights[code][name], language=language, digits=1)

    return [
        (child, percent(child.code, "share"), percent(child.code, "effective"))
        for child in ground.run.edition.framework.children(node.code)
        if child.code in weights
    ]


def _rows(ground: Ground, node: Node, language: str) -> list[Row]:
    """Every unit of the edition, best first; the unranked and those without a value last, by name."""
    units = ground.run.edition.units
    values = _values(ground, node)
    ranks = _ranks(ground, node, values)
    cells = (
        {}
        if node.role == "aggregate"
        else {row["unit_code"]: row for row in ground.rows_by_code[node.code].to_dict("records")}
    )

    def place(code: str) -> tuple[float, Any]:
        rank = float(ranks[code])
        return (np.inf if np.isnan(rank) else rank, sort_key(units.by_code[code].name(language)))

    return [_row(ground, node, code, cells.get(code, {}), ranks, language) for code in sorted(units.codes, key=place)]


def _row(ground: Ground, node: Node, code: str, cell: Mapping[str, Any], ranks: pd.Series, language: str) -> Row:
    signs = ground.signs.get((code, node.code), ())
    value = ground.imputed.get((code, node.code), cell.get("value"))
    score = ground.scores[node.code][code] if node.code in ground.scores else None
    return Row(
        unit_code=code,
        unit=ground.run.edition.units.by_code[code].name(language),
        value=numbers.measured(value, language=language),
        year="" if "imputed" in signs else numbers.year(cell.get("data_year")),
        signs=tuple(cell_signs.sign(key, language) for key in signs),
        score=numbers.number(score, language=language),
        rank=numbers.rank(ranks[code], language=language),
        order={
            name: "" if number is None or numbers.missing(number) else repr(float(number))
            for name, number in (("value", value), ("score", score), ("rank", float(ranks[code])))
        },
    )
