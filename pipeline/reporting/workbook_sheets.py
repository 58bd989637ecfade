"""What stands in each sheet of the workbook: columns of cells, and which cells are coloured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.reporting import labels, report_annex, tables_rebuilding, tables_treatment, words
from pipeline.reporting.content import ReportContent

Kind = Literal["text", "number", "value", "integer", "rank", "year", "share"]
MARKED = ("earlier_year", "structural_zero", "not_published", "source_fault")


@dataclass(frozen=True)
class Column:
    """One column: its header in both languages, its kind and its cells (missing is empty)."""

    header_vi: str
    header_en: str
    kind: Kind
    cells: Sequence[object]

    def header(self, language: str) -> str:
        """Both headers on two lines, the reader's language first."""
        pair = (self.header_vi, self.header_en) if language == "vi" else (self.header_en, self.header_vi)
        return pair[0] if pair[0] == pair[1] else "\n".join(pair)


@dataclass(frozen=True)
class Grid:
    """A sheet's columns; ``marks`` colours cells by row and column number."""

    columns: Sequence[Column]
    n_frozen: int = 2
    marks: Mapping[tuple[int, int], str] = field(default_factory=dict)


def keyed(key: str, kind: Kind, cells: Sequence[object]) -> Column:
    """A column whose header is a word of the catalogue."""
    return Column(words.word(key, "vi"), words.word(key, "en"), kind, cells)


def _of_node(node: Node, kind: Kind, cells: Sequence[object], *, key: str = "") -> Column:
    def header(language: str) -> str:
        what = f", {words.word(key, language).lower()}" if key else ""
        return f"{node.code} {node.name(language)}{what}"

    return Column(header("vi"), header("en"), kind, cells)


def units(edition: Edition, codes: Sequence[str]) -> list[Column]:
    """Code, names and region of units of the edition."""
    found = [edition.units.by_code[code] for code in codes]
    return [
        keyed("code", "text", list(codes)),
        keyed("unit", "text", [unit.name_vi for unit in found]),
        keyed("name_en", "text", [unit.name_en for unit in found]),
        keyed("region", "text", [unit.region_vi for unit in found]),
    ]


def named_units(edition: Edition, codes: Sequence[str]) -> list[Column]:
    """Code and names of units, of which some may be those of an earlier edition."""
    return [
        keyed("code", "text", list(codes)),
        keyed("unit", "text", [labels.unit(edition.units, code, "vi") for code in codes]),
        keyed("name_en", "text", [labels.unit(edition.units, code, "en") for code in codes]),
    ]


def _order(content: ReportContent) -> list[str]:
    """Units by rank, unranked last; by code where there are no scores."""
    codes = content.edition.units.codes
    if content.scores.empty:
        return codes
    ranked = labels.ranked_codes(content.scores, content.edition.framework)
    return [code for code in ranked if code in codes] + [code for code in codes if code not in ranked]


def _wide(frame: pd.DataFrame, value: str, codes: list[str], nodes: Sequence[Node]) -> pd.DataFrame:
    names = [node.code for node in nodes]
    if frame.empty:
        return pd.DataFrame(np.nan, index=codes, columns=names)
    return labels.wide(frame, value, units=codes, codes=names)


def scores(content: ReportContent) -> Grid:
    """Score and rank of every aggregate, the index first."""
    framework, codes = content.edition.framework, _order(content)
    nodes = sorted((node for node in framework.tree if node.role == "aggregate"), key=lambda node: -(node.level or 0))
    points, ranks = (_wide(content.scores, name, codes, nodes) for name in ("score", "rank"))
    columns = units(content.edition, codes)
    for node in nodes:
        columns.append(_of_node(node, "number", list(points[node.code])))
        columns.append(_of_node(node, "rank", list(ranks[node.code]), key="rank_of_node"))
        if node is framework.root:
            columns += _range(content, codes)
    return Grid(columns)


def _range(content: ReportContent, codes: list[str]) -> list[Column]:
    """The range of the rank in the index, which stands beside the rank wherever there is one."""
    if content.uncertainty.empty:
        return []
    own = content.uncertainty.set_index("unit_code").reindex(codes)
    return [keyed("rank_low", "rank", list(own["rank_p05"])), keyed("rank_high", "rank", list(own["rank_p95"]))]


def indicator_scores(content: ReportContent) -> Grid:
    """Score and rank of every indicator."""
    nodes, codes = content.edition.framework.indicators, _order(content)
    points, ranks = (_wide(content.scores, name, codes, nodes) for name in ("score", "rank"))
    columns = units(content.edition, codes)
    for node in nodes:
        columns.append(_of_node(node, "number", list(points[node.code])))
        columns.append(_of_node(node, "rank", list(ranks[node.code]), key="rank_of_node"))
    return Grid(columns)


def values(content: ReportContent) -> Grid:
    """Values before imputation and treatment; what is special about a cell is its colour."""
    nodes, codes = labels.coded(content.edition.framework), content.edition.units.codes
    table = _wide(content.values, "value", codes, nodes)
    first = units(content.edition, codes)
    columns = [*first, *(value_column(node, table) for node in nodes)]
    special = marks(content)
    places = {node.code: len(first) + number for number, node in enumerate(nodes)}
    rows = {code: number for number, code in enumerate(codes)}
    found = {
        (rows[unit], places[code]): mark for (unit, code), mark in special.items() if unit in rows and code in places
    }
    return Grid(columns, marks=found)


def value_column(node: Node, table: pd.DataFrame, *, scale: str = tables_treatment.OWN_SCALE) -> Column:
    """A node's values from a table of units by codes, with the unit of measure or the transformed scale in the header."""

    def header(language: str) -> str:
        measure = tables_treatment.scale_words(scale, labels.measure(node, language), language)
        return f"{node.code} {node.name(language)} ({measure})"

    return Column(header("vi"), header("en"), "value", list(table[node.code]))


def marks(content: ReportContent) -> dict[tuple[str, str], str]:
    """What is special about each cell, by unit and code.

    Imputed and treated come before the origin, and that before an approximation.
    """
    found: dict[tuple[str, str], str] = {}
    if not content.rebuilt.empty:
        own = tables_rebuilding.chosen(content.values, content.rebuilt)
        own = own[own["approximate"].astype(bool)]
        found |= {(row.unit_code, row.code): "approximate" for row in own.itertuples()}
    if not content.values.empty:
        own = content.values[content.values["origin"].isin(MARKED)]
        found |= {(row.unit_code, row.code): row.origin for row in own.itertuples()}
    if not content.treated_cells.empty:
        found |= {(row.unit_code, row.code): "treated" for row in content.treated_cells.itertuples()}
    if not content.imputed.empty:
        own = content.imputed[content.imputed["imputed"].fillna(False).astype(bool)]
        found |= {(row.unit_code, row.code): "imputed" for row in own.itertuples()}
    return found


def years(content: ReportContent) -> Grid:
    """The data year of every value."""
    nodes, codes = labels.coded(content.edition.framework), content.edition.units.codes
    table = _wide(content.values, "data_year", codes, nodes)
    columns = [_of_node(node, "year", list(table[node.code])) for node in nodes]
    return Grid([*units(content.edition, codes), *columns])


def weights(content: ReportContent) -> Grid:
    """Nominal weight, share in the group, effective weight, and the realised share of the variance."""
    frame, framework = content.weights, content.edition.framework
    codes = [] if frame.empty else list(frame["code"])
    nodes = [framework.by_code.get(code) for code in codes]
    return Grid(
        [
            keyed("code", "text", codes),
            keyed("name_vi", "text", [node.name_vi if node else "" for node in nodes]),
            keyed("name_en", "text", [node.name_en if node else "" for node in nodes]),
            keyed("parent", "text", [] if frame.empty else list(frame["parent"])),
            keyed("level", "integer", [] if frame.empty else list(frame["level"])),
            keyed("weight", "value", [] if frame.empty else list(frame["weight"])),
            keyed("share_in_parent", "share", [] if frame.empty else list(frame["share"])),
            keyed("effective_weight", "share", [] if frame.empty else list(frame["effective"])),
            keyed("covariance_share", "share", [] if frame.empty else list(frame["covariance_share"])),
        ]
    )


def metadata(content: ReportContent) -> Grid:
    """Every indicator, outcome and size: names, definition, unit of measure, source, direction, and what is done to it.

    A size is neither good nor bad, so it has no direction.
    """
    edition = content.edition
    nodes = labels.coded(edition.framework)
    found = content.sources
    producers = {} if found.empty else dict(zip(found["source"], found["producer"], strict=True))
    posts = {} if content.goalposts.empty else content.goalposts.set_index("code").to_dict("index")
    return Grid(
        [
            keyed("code", "text", [node.code for node in nodes]),
            keyed("name_vi", "text", [node.name_vi for node in nodes]),
            keyed("name_en", "text", [node.name_en for node in nodes]),
            keyed("parent", "text", [node.parent or "" for node in nodes]),
            keyed("unit_of_measure", "text", [_measures(node) for node in nodes]),
            keyed(
                "definition",
                "text",
                [" / ".join(filter(None, (node.definition_vi, node.definition_en))) for node in nodes],
            ),
            keyed("source", "text", [report_annex.source_of(edition, node, producers, "vi") for node in nodes]),
            keyed("direction", "integer", [None if node.role == "size" else node.direction for node in nodes]),
            keyed("transformation", "text", [node.transformation for node in nodes]),
            keyed("goalpost_low", "value", [posts.get(node.code, {}).get("low") for node in nodes]),
            keyed("goalpost_high", "value", [posts.get(node.code, {}).get("high") for node in nodes]),
        ]
    )


def _measures(node: Node) -> str:
    return " / ".join(dict.fromkeys(labels.measure(node, language) for language in ("vi", "en")))


def uncertainty(content: ReportContent) -> Grid:
    """Nominal rank, median and range of every unit of the analysis."""
    frame = content.uncertainty
    if not frame.empty:
        frame = frame[frame["unit_code"].isin(content.edition.units.codes)].sort_values(["rank", "unit_code"])
    shown = (
        ("nominal_rank", "rank"),
        ("median_rank", "rank_median"),
        ("rank_low", "rank_p05"),
        ("rank_high", "rank_p95"),
    )
    columns = [keyed(key, "rank", [] if frame.empty else list(frame[name])) for key, name in shown]
    return Grid([*units(content.edition, [] if frame.empty else list(frame["unit_code"])), *columns])


def blanks(content: ReportContent) -> Grid:
    """Every cell that is not simply published for its year, with its class, year and status."""
    frame, edition = content.values, content.edition
    if not frame.empty:
        frame = frame[frame["origin"].isin(MARKED)].sort_values(["code", "unit_code"])
    rows = [] if frame.empty else frame.to_dict("records")
    imputed = {key for key, mark in marks(content).items() if mark == "imputed"}

    def kinds(language: str) -> list[str]:
        return [words.coded("origin", row["origin"], language) for row in rows]

    handled = [words.word("yes_True", "vi") if (row["unit_code"], row["code"]) in imputed else "" for row in rows]
    return Grid(
        [
            keyed("code", "text", [row["code"] for row in rows]),
            keyed("indicator", "text", [labels.node(edition.framework, row["code"], "vi") for row in rows]),
            keyed("unit", "text", [labels.unit(edition.units, row["unit_code"], "vi") for row in rows]),
            Column(words.word("class", "vi"), words.word("class", "vi"), "text", kinds("vi")),
            Column(words.word("class", "en"), words.word("class", "en"), "text", kinds("en")),
            keyed("value", "value", [row["value"] for row in rows]),
            keyed("data_year", "year", [row["data_year"] for row in rows]),
            keyed("status", "text", [row["status"] for row in rows]),
            keyed("origin_imputed", "text", handled),
        ]
    )
