"""Tables of the chapter on the index: the function at every node, and the classes."""

from __future__ import annotations

import pandas as pd

from pipeline.framework import node_options
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Hierarchy, Node
from pipeline.framework.options import Aggregation
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Table
from pipeline.reporting.tables_data import column, finished, node_column, numeric
from pipeline.statistics import ordered_averages, screening


def node_functions(edition: Edition, *, language: str) -> Table:
    """Function, its options and the children needed, node by node; no rows where all nodes are alike."""
    framework, options = edition.framework, edition.method.aggregation
    nodes = [] if is_uniform(edition) else aggregates(edition)
    columns = [
        table.text(words.word("node", language), [labels.node(framework, node.code, language) for node in nodes]),
        table.text(words.word("function", language), [_function(node, edition, language) for node in nodes]),
        table.text(
            words.word("function_options", language), [_options(node, framework, options, language) for node in nodes]
        ),
        table.text(words.word("least_children", language), [_needed(node, framework, options) for node in nodes]),
    ]
    return finished("node_functions", columns, language=language)


def aggregates(edition: Edition) -> list[Node]:
    """Nodes that have a function, in the order of the framework."""
    return [node for node in edition.framework.tree if node.role == "aggregate"]


def is_uniform(edition: Edition) -> bool:
    """Whether every node has the same function and the same minimum availability."""
    framework, options = edition.framework, edition.method.aggregation
    found = {
        (
            node_options.function_at(node.code, framework, options),
            node_options.least_available_at(node.code, framework, options),
        )
        for node in aggregates(edition)
    }
    return len(found) == 1


def _function(node: Node, edition: Edition, language: str) -> str:
    function = node_options.function_at(node.code, edition.framework, edition.method.aggregation)
    return words.coded("setting", function, language)


def _options(node: Node, framework: Hierarchy, options: Aggregation, language: str) -> str:
    """What steers the function of one node, in words."""

    def shown(value: float, digits: int = 2) -> str:
        return numbers.number(value, language=language, digits=digits)

    function, parts = node_options.function_at(node.code, framework, options), []
    match function:
        case "power":
            parts.append(words.word("option_power", language).format(power=shown(options.power)))
        case "mean_min":
            said = words.word("option_mean_min", language)
            parts.append(
                said.format(penalty=shown(options.mean_min_penalty), smoothness=shown(options.mean_min_smoothness))
            )
        case "ordered":
            k, asked = len(framework.children(node.code)), options.ordered_orness
            reached = (
                "–" if k < 2 else shown(ordered_averages.orness(ordered_averages.position_weights(k, orness=asked)))
            )
            parts.append(words.word("option_ordered", language).format(orness=shown(asked), reached=reached))
        case "benefit_of_the_doubt":
            share = numbers.percent(options.share_range, language=language)
            parts.append(words.word("option_share", language).format(share=share))
    floor = node_options.floor_at(node.code, framework, options)
    if floor is not None:
        parts.append(words.word("option_floor", language).format(floor=numbers.measured(floor, language=language)))
    return "; ".join(parts)


def _needed(node: Node, framework: Hierarchy, options: Aggregation) -> str:
    """Children needed of how many, where more than one must be there."""
    share, k = node_options.least_available_at(node.code, framework, options), len(framework.children(node.code))
    return f"{screening.required(k, share=share)}/{k}" if share > 0 else ""


def classes(classes: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """Every class that has units, for the index and then the pillars, the highest first: bounds, count and names."""
    rows = [] if classes.empty else _class_rows(classes, framework)
    frame = pd.DataFrame(rows, columns=["code", "class", "of", "low", "high", "n", "units"])
    frame = frame if rows else pd.DataFrame()
    names = [", ".join(labels.unit(units, code, language) for code in codes) for codes in column(frame, "units")]  # type: ignore[attr-defined]
    columns = [
        node_column(frame, framework, language, key="node"),
        table.figures(
            words.word("score_class", language),
            [f"{int(place)}/{int(of)}" for place, of in zip(column(frame, "class"), column(frame, "of"), strict=True)],  # type: ignore[call-overload]
        ),
        numeric(frame, "low", "class_low", language),
        numeric(frame, "high", "class_high", language),
        numeric(frame, "n", "n_units", language, digits=0),
        table.text(words.word("class_units", language), names),
    ]
    note = words.word("classes_note", language)
    return finished("classes", columns, language=language, note=note)


def _class_rows(classes: pd.DataFrame, framework: Hierarchy) -> list[tuple[object, ...]]:
    known = classes.dropna(subset=["class"])
    rows: list[tuple[object, ...]] = []
    for node in (framework.root, *framework.pillars):
        own = known[known["code"] == node.code].sort_values("unit_code")
        for place, members in sorted(own.groupby("class"), key=lambda item: -item[0]):
            first = members.iloc[0]
            rows.append(
                (node.code, place, first["of"], first["low"], first["high"], len(members), list(members["unit_code"]))
            )
    return rows
