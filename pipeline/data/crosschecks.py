"""Printed country and region rows against sums and weighted means over the units: reported, never raised."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from pipeline.data import raw_frame
from pipeline.data.raw_frame import RawFrame
from pipeline.data.reading import Reader
from pipeline.framework.provenance import GroupRows
from pipeline.framework.sourcing import YEAR

COLUMNS = ["table", "column", "group", "rule", "published", "computed", "difference", "tolerance", "within"]
ROUNDING = 1e-9
"""Share of the published value by which a sum of binary fractions may miss it."""


def check(cells: Iterable[tuple[str, str]], reader: Reader) -> pd.DataFrame:
    """Compare group rows with their units, as printed: before corrections to missing and before structural zeros.

    Parameters
    ----------
    cells : tables and columns to check; those whose rule is ``none``, or that print no group rows, give no lines.

    Returns
    -------
    One line per table, column and group (the country or a region code), sorted; ``difference`` is published minus
    computed, ``within`` whether it is inside the declared tolerance. The country includes rows that are not allocated
    to units.
    """
    lines = [line for table, column in sorted(set(cells)) for line in _lines(reader.plain(table), column, reader)]
    return pd.DataFrame(lines, columns=COLUMNS)


def weight_of(table: str, column: str, reader: Reader) -> tuple[str, str] | None:
    """Table and column of the weights by which a column is checked, or None where none are used or there are none."""
    described = reader.described(table)
    raw = described.table(table.split("/", 1)[1])
    header = next(name for name in raw.columns if raw_frame.bare(name, described.source) == column)
    rule = raw.rule_of(header)
    if rule.weight is None:
        return None
    year = re.search(r"(?:19|20)\d{2}", column)
    if YEAR in rule.weight and year is None:
        return None
    name, weight = rule.weight.replace(YEAR, year.group() if year else "").split(":", 1)
    found = f"{described.source.source}/{name}", weight
    return found if reader.has(*found) else None


def _lines(frame: RawFrame, column: str, reader: Reader) -> list[tuple[object, ...]]:
    rule = reader.described(frame.table).table(frame.table.split("/", 1)[1]).rule_of(frame.headers[column])
    weight = weight_of(frame.table, column, reader)
    if rule.rule == "none" or (rule.rule == "weighted_mean" and weight is None) or frame.values.index.nlevels > 1:
        return []
    published = frame.group_rows[column].droplevel("printed").dropna()
    weights = None if weight is None else _with_unallocated(reader.plain(weight[0]), weight[1])
    values = _with_unallocated(frame, column)
    regions = reader.names.units.regions
    lines = []
    for group, value in published.items():
        if group == raw_frame.UNALLOCATED:
            continue
        members = (
            values if group == raw_frame.COUNTRY else values[[regions.get(unit) == group for unit in values.index]]
        )
        computed = _computed(members, rule, weights)
        lines.append(_line(frame.table, column, str(group), rule, float(value), computed))
    return sorted(lines)


def _with_unallocated(frame: RawFrame, column: str) -> pd.Series:
    """A column of the units as printed, and of the rows that are allocated to no unit."""
    groups = frame.group_rows[column]
    unallocated = groups[groups.index.get_level_values("group") == raw_frame.UNALLOCATED].droplevel("group")
    return pd.concat([frame.as_printed[column], unallocated]).dropna()


def _computed(members: pd.Series, rule: GroupRows, weights: pd.Series | None) -> float:
    if weights is None:
        return float(members.sum()) if rule.rule == "sum" else float("nan")
    both = members.index.intersection(weights.index)
    total = float(weights[both].sum())
    return float((members[both] * weights[both]).sum()) / total if total else float("nan")


def _line(
    table: str, column: str, group: str, rule: GroupRows, published: float, computed: float
) -> tuple[object, ...]:
    difference = published - computed
    within = abs(difference) <= rule.tolerance + ROUNDING * abs(published)
    return (table, column, group, rule.rule, published, computed, difference, rule.tolerance, within)
