"""Reads what an edition needs to make values for other units than those of its raw tables; see `construction.rebuilding`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.construction import rebuilding
from pipeline.construction.rebuilding import Parts, Rebuilder
from pipeline.data import expressions
from pipeline.data.reading import Reader
from pipeline.framework import observation
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.framework.sourcing import Ratio

ByYear = dict[int, pd.DataFrame]


@dataclass(frozen=True)
class Read:
    """One node's cells by data year: of the units of the raw tables, and of the edition's; what was rebuilt on the way."""

    before: ByYear
    after: ByYear
    record: pd.DataFrame
    checks: pd.DataFrame


def read(edition: Edition, reader: Reader, years: Mapping[str, range]) -> dict[str, Read]:
    """Every indicator, outcome and size in every year in which it has data, for the edition's units.

    Parameters
    ----------
    years : to look for, by code.

    Raises
    ------
    DataError : see `expressions.evaluate` and `Rebuilder.rebuild`.
    """
    if edition.about.rebuilt is None:
        return {node.code: _read(edition, node, reader, years[node.code]) for node in edition.coded}
    rebuilder = Rebuilder(edition)
    return {node.code: _rebuilt(rebuilder, node, reader, years[node.code]) for node in edition.coded}


def _read(edition: Edition, node: Node, reader: Reader, years: range) -> Read:
    by_year = as_printed(edition, node.code, reader, years)
    return Read(by_year, by_year, stacked([], rebuilding.RECORD), stacked([], rebuilding.CHECKS))


def as_printed(edition: Edition, code: str, reader: Reader, years: range) -> ByYear:
    """Cells of the units of the raw tables, whatever units the edition has."""
    source = edition.sources.indicators[code]
    found = {year: expressions.evaluate(source, year, reader, code=code) for year in years}
    return {year: cells for year, cells in found.items() if cells is not None}


def _rebuilt(rebuilder: Rebuilder, node: Node, reader: Reader, years: range) -> Read:
    edition = rebuilder.edition
    parts = {year: own for year in years if (own := _parts(edition, node, reader, year)) is not None}
    rebuilt = {year: rebuilder.rebuild(node, own, year) for year, own in parts.items()}
    return Read(
        before={year: own.whole for year, own in parts.items()},
        after={year: own.cells for year, own in rebuilt.items()},
        record=stacked([own.record for own in rebuilt.values()], rebuilding.RECORD),
        checks=stacked([own.checks for own in rebuilt.values()], rebuilding.CHECKS),
    )


def stacked(frames: Iterable[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """Frames one under another; without rows, only the columns."""
    known = [frame for frame in frames if len(frame)]
    return pd.concat(known, ignore_index=True)[columns] if known else pd.DataFrame(columns=columns)


def _parts(edition: Edition, node: Node, reader: Reader, year: int) -> Parts | None:
    """What a node's rule needs of one year, or None where there are no data of it; a weight without data is blank."""
    source = edition.sources.indicators[node.code]
    if node.rebuild == "ratio" and isinstance(source.value, Ratio):
        terms = expressions.evaluate_terms(source, year, reader, code=node.code)
        return None if terms is None else Parts(*terms, factor=source.factor)
    whole = expressions.evaluate(source, year, reader, code=node.code)
    if whole is None or not node.rebuild_weight:
        return None if whole is None else Parts(whole)
    weight = expressions.evaluate(
        edition.sources.weights[node.rebuild_weight].source, year, reader, code=f"weight {node.rebuild_weight}"
    )
    if weight is None:
        weight = whole.assign(value=float("nan"), status=observation.MISSING_STATUS, origin=observation.NOT_PUBLISHED)
    return Parts(whole, weight=weight)


def weight_cells(edition: Edition, node: Node, reader: Reader, years: range) -> Iterator[tuple[str, str]]:
    """Tables and columns of the weight that a node is rebuilt by."""
    if edition.about.rebuilt is not None and node.rebuild_weight:
        for year in years:
            yield from expressions.resolve(edition.sources.weights[node.rebuild_weight].value, year, reader) or ()


def published_tables(edition: Edition) -> set[str]:
    """Tables of figures that were published for the new units."""
    about = edition.about.rebuilt
    return set() if about is None else {item.value.at(edition.about.year)[0] for item in about.published}


def checks(edition: Edition, values: Mapping[str, pd.DataFrame], *, root: Path) -> Iterator[pd.DataFrame]:
    """Rebuilt values against what was published for the new units; see `rebuilding.held_against`.

    Parameters
    ----------
    values : the chosen value of every unit by node, see `year_rule.choose`.
    """
    about = edition.about.rebuilt
    if about is None:
        return
    reader = Reader(edition, root=root, units=edition.units)
    for item in about.published:
        table, column = item.value.at(edition.about.year)
        figures = reader.plain(table).cells(column, item.value.where)["value"]
        yield rebuilding.held_against(
            item.code, edition.about.year, values[item.code]["value"], figures, tolerance=item.tolerance
        )
