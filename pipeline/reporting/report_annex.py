"""The data annex: a sheet of every indicator, and all values with their years and status flags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.framework import sourcing
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.content import ReportContent
from pipeline.reporting.table import Table

NORMAL_STATUS = "A"  # SDMX OBS_STATUS of an ordinary value


@dataclass(frozen=True)
class Cell:
    """One value as printed: text, its small mark, and the class that colours it."""

    text: str
    mark: str
    origin: str


@dataclass(frozen=True)
class Matrix:
    """All values of one pillar (or of the outcomes, or the sizes): units by indicators."""

    title: str
    headers: Sequence[tuple[str, str, str]]  # code, name, the year of most values
    rows: Sequence[tuple[str, Sequence[Cell]]]


def sheet(content: ReportContent, language: str) -> Table:
    """Definition, unit of measure, source, direction and weight of every indicator, outcome and size."""
    edition = content.edition
    nodes = labels.coded(edition.framework)
    weights = (
        {} if content.weights.empty else dict(zip(content.weights["code"], content.weights["effective"], strict=True))
    )
    producers = (
        {} if content.sources.empty else dict(zip(content.sources["source"], content.sources["producer"], strict=True))
    )

    def column(key: str, cells: list[str]) -> table.Column:
        return table.text(words.word(key, language), cells)

    return Table(
        words.word("indicator_sheet", language),
        [
            column("indicator", [labels.node(edition.framework, node.code, language) for node in nodes]),
            column("definition", [node.definition_vi if language == "vi" else node.definition_en for node in nodes]),
            column("unit_of_measure", [labels.measure(node, language) for node in nodes]),
            column("source", [source_of(edition, node, producers, language) for node in nodes]),
            column("direction", [_direction(node, language) for node in nodes]),
            table.figures(
                words.word("effective_weight", language),
                [numbers.percent(weights.get(node.code), language=language, digits=2) for node in nodes],
            ),
        ],
    )


def _direction(node: Node, language: str) -> str:
    """Which way is better; a size is neither good nor bad."""
    return "" if node.role == "size" else words.coded("direction", node.direction, language)


def source_of(edition: Edition, node: Node, producers: dict[str, str], language: str) -> str:
    """Producer, tables and columns behind a value."""
    source = edition.sources.indicators.get(node.code)
    if source is None:
        return ""
    parts = list(sourcing.columns(source.value))
    names = dict.fromkeys(producers.get(item.table.split("/")[0], "") for item in parts)
    places = "; ".join(dict.fromkeys(f"{item.table}: {item.column}" for item in parts))
    year = words.word("year_in_name", language)
    note = source.note_vi if language == "vi" else source.note_en
    shown = [", ".join(name for name in names if name), places.replace(sourcing.YEAR, year), note]
    return ". ".join(text for text in shown if text)


def matrices(content: ReportContent, language: str) -> list[Matrix]:
    """All values, a matrix a pillar, one for the outcomes and one for the sizes."""
    if content.values.empty:
        return []
    framework = content.edition.framework
    cells = {(row["unit_code"], row["code"]): row for row in content.values.to_dict("records")}
    imputed = _imputed(content)
    groups = [
        (
            labels.node(framework, pillar.code, language),
            [framework.by_code[code] for code in framework.leaves(pillar.code)],
        )
        for pillar in labels.pillars(framework)
    ]
    if all(nodes == [pillar] for (_, nodes), pillar in zip(groups, labels.pillars(framework), strict=True)):
        groups = [(framework.root.name(language), list(framework.indicators))]
    groups += [
        (words.word(key, language), list(nodes))
        for key, nodes in (("outcomes", framework.outcomes), ("sizes", framework.sizes))
        if nodes
    ]
    return [_matrix(content, title, nodes, cells, imputed, language) for title, nodes in groups]


def _imputed(content: ReportContent) -> set[tuple[str, str]]:
    if content.imputed.empty:
        return set()
    own = content.imputed[content.imputed["imputed"].fillna(False).astype(bool)]
    return set(zip(own["unit_code"], own["code"], strict=True))


def _matrix(
    content: ReportContent,
    title: str,
    nodes: Sequence[Node],
    cells: dict[tuple[str, str], dict[str, object]],
    imputed: set[tuple[str, str]],
    language: str,
) -> Matrix:
    usual = {node.code: _usual_year(content.values, node.code) for node in nodes}
    headers = [(node.code, node.name(language), usual[node.code]) for node in nodes]
    rows = []
    for unit in labels.by_region(content.edition.units):
        own = []
        for node in nodes:
            key = (unit.unit_code, node.code)
            own.append(_cell(cells.get(key, {}), usual[node.code], key in imputed, language))
        rows.append((unit.name(language), own))
    return Matrix(title, headers, rows)


def _usual_year(values: pd.DataFrame, code: str) -> str:
    years = values.loc[values["code"] == code, "data_year"].dropna()
    return "" if years.empty else numbers.year(years.mode().iloc[0])


def _cell(row: dict[str, object], usual: str, imputed: bool, language: str) -> Cell:
    origin = str(row.get("origin") or "not_published")
    text = numbers.measured(row.get("value"), language=language)
    marks = [words.word("mark_imputed", language)] if imputed else []
    year = numbers.year(row.get("data_year"))
    if year and year != usual:
        marks.append(year)
    if origin == "structural_zero":
        marks.append(words.word("mark_structural_zero", language))
    if origin == "source_fault":
        marks.append(words.word("mark_source_fault", language))
    status = str(row.get("status") or "")
    if text and status not in ("", NORMAL_STATUS):
        marks.append(status)
    return Cell(text or "…", " ".join(marks), "imputed" if imputed else origin)
