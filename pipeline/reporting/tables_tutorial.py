"""Small tables that the tutorial shows beside those of the chapters: few columns, so that a hand can reckon with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.framework.hierarchy import Hierarchy, Node
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Column, Table


def printed(cells: pd.DataFrame, groups: pd.DataFrame, units: Units, *, title: str, language: str) -> Table:
    """A raw table as its source printed it: rows of units, then rows of groups of them, which are marked.

    Parameters
    ----------
    cells : units x columns, as printed; of the units that have a row.
    groups : the same columns, indexed by group and printed name.
    title : of the table, as its source has it.
    """
    names = [labels.unit(units, str(code), language) for code in cells.index]
    names += [str(name) for _, name in groups.index]
    columns = [table.text(words.word("unit", language), names)]
    for name in cells.columns:
        shown = [_as_printed(value, language) for value in (*cells[name], *groups[name])]
        columns.append(table.figures(str(name), shown))
    return Table(title, columns, note=_rows(len(names), language), marked=frozenset(range(len(cells), len(names))))


def tree(framework: Hierarchy, *, language: str) -> Table:
    """Every node of the tree with its level, from the index down to the indicators, and what it is measured in."""
    levels = {level.level: level.name_vi if language == "vi" else level.name_en for level in framework.levels}
    nodes = list(_downwards(framework, framework.root.code))
    aggregates = [number for number, node in enumerate(nodes) if node.level != 1]
    columns = [
        table.text(words.word("node", language), [labels.node(framework, node.code, language) for node in nodes]),
        table.text(words.word("level", language), [levels.get(node.level or 0, "") for node in nodes]),
        table.text(words.word("unit_of_measure", language), [labels.measure(node, language) for node in nodes]),
    ]
    title = words.word("table_tutorial_tree", language)
    return Table(title, columns, note=_rows(len(nodes), language), marked=frozenset(aggregates))


def by_unit(frame: pd.DataFrame, units: Units, framework: Hierarchy, *, key: str, language: str) -> Table:
    """Values or scores of a few nodes for every unit.

    Parameters
    ----------
    frame : units x codes.
    key : of the title, after ``table_tutorial_``.
    """
    columns: list[Column] = [_units(frame.index, units, language), _regions(frame.index, units, language)]
    for code in frame.columns:
        shown = [numbers.number(value, language=language) for value in frame[code]]
        columns.append(table.figures(labels.node(framework, str(code), language), shown))
    return Table(words.word(f"table_tutorial_{key}", language), columns, note=_rows(len(frame), language))


def steps(values: pd.Series, treated: pd.Series, scores: pd.Series, units: Units, *, name: str, language: str) -> Table:
    """One indicator from value to score, the best score first.

    Parameters
    ----------
    values, treated, scores : by unit.
    name : of the indicator.
    """
    order = scores.sort_values(ascending=False).index
    columns = [
        _units(order, units, language),
        _numbers("value", values[order], 2, language),
        _numbers("tutorial_treated", treated[order], 2, language),
        _numbers("score", scores[order], 1, language),
    ]
    title = words.word("table_tutorial_steps", language).format(name=name)
    return Table(title, columns, note=_rows(len(order), language))


def shapes(summary: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Skewness and kurtosis of every indicator before and after its transformation; nothing is marked.

    Parameters
    ----------
    summary : ``treatment.csv``.
    """
    columns = [
        table.text(words.word("indicator", language), [labels.node(framework, c, language) for c in summary["code"]]),
        table.text(
            words.word("transformation", language),
            [words.coded("transformation", name, language) for name in summary["transformation"]],
        ),
        _numbers("skewness_before", summary["skewness_raw"], 2, language),
        _numbers("kurtosis_before", summary["kurtosis_raw"], 2, language),
        _numbers("skewness_transformed", summary["skewness_transformed"], 2, language),
        _numbers("kurtosis_transformed", summary["kurtosis_transformed"], 2, language),
    ]
    title = words.word("table_tutorial_shapes", language)
    return Table(title, columns, note=_rows(len(summary), language))


def ranks(by_working: Mapping[str, pd.Series], units: Units, *, language: str) -> Table:
    """Ranks of the index under several workings, side by side; rows that are not the same everywhere are marked.

    Parameters
    ----------
    by_working : header of the column -> rank of every ranked unit.
    """
    frame = pd.DataFrame(by_working)
    frame = frame.sort_values([*frame.columns[:1]])
    columns = [_units(frame.index, units, language)]
    for name in frame.columns:
        columns.append(table.figures(str(name), [numbers.rank(value, language=language) for value in frame[name]]))
    moved = [number for number, row in enumerate(frame.to_numpy()) if len(set(row)) > 1]
    title = words.word("table_tutorial_ranks", language)
    return Table(title, columns, note=_rows(len(frame), language), marked=frozenset(moved))


def _units(codes: pd.Index, units: Units, language: str) -> Column:
    return table.text(words.word("unit", language), [labels.unit(units, str(code), language) for code in codes])


def _regions(codes: pd.Index, units: Units, language: str) -> Column:
    names = labels.region_names(units, language)
    return table.text(words.word("region", language), [names[units.regions[str(code)]] for code in codes])


def _numbers(key: str, values: pd.Series, digits: int, language: str) -> Column:
    shown = [numbers.number(value, language=language, digits=digits) for value in values]
    return table.figures(words.word(key, language), shown)


def _as_printed(value: float, language: str) -> str:
    """A number with the decimals that it has, no more and no fewer."""
    decimals = "" if numbers.missing(value) else f"{value:.10f}".split(".")[1].rstrip("0")
    return numbers.number(value, language=language, digits=len(decimals))


def _rows(n: int, language: str) -> str:
    return words.word("n_rows", language).format(n=numbers.integer(n, language=language))


def _downwards(framework: Hierarchy, code: str) -> Iterator[Node]:
    """A node, then its children with all that is below them."""
    yield framework.node(code)
    for child in framework.children(code):
        yield from _downwards(framework, child.code)
