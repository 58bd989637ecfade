"""Tables of denominators and sizes: what an indicator is divided by, and whether it still grows with a size."""

from __future__ import annotations

import pandas as pd

from pipeline.framework import sourcing
from pipeline.framework.hierarchy import Hierarchy
from pipeline.reporting import numbers, table, words
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_data import column, finished, measured, node_column, numeric, plain


def denominators(denominators: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """What every value is made from: columns above and below the line, factor, year rule and note."""
    columns = [
        node_column(denominators, framework, language, key="indicator"),
        _of_any_year(denominators, "numerator", language),
        _of_any_year(denominators, "denominator", language),
        measured(denominators, "factor", "scale_factor", language),
        table.text(words.word("year_rule", language), _year_rules(denominators, language)),
        plain(denominators, f"note_{language}", "source_note", language),
    ]
    return finished("denominators", columns, language=language)


def _of_any_year(frame: pd.DataFrame, name: str, language: str) -> Column:
    """Columns of raw tables, with a word where the data year stands in a name."""
    year = words.word("year_in_name", language)
    cells = [str(cell).replace(sourcing.YEAR, year) for cell in column(frame, name)]
    return table.text(words.word(name, language), cells)


def _year_rules(frame: pd.DataFrame, language: str) -> list[str]:
    rules = []
    for age, same in zip(column(frame, "max_age"), column(frame, "same_year"), strict=True):
        years = numbers.integer(age, language=language)
        key = "year_rule_age" if age else "year_rule_own"
        said = words.word(key, language).format(years=years)
        rules.append("; ".join(filter(None, (said, words.coded("same_year", same, language)))))
    return rules


def sizes(sizes: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """The pairs of indicator and size that are flagged; the note counts all of them."""
    flagged = sizes if sizes.empty else sizes[sizes["flagged"].astype(bool)]
    columns = [
        node_column(flagged, framework, language, key="indicator"),
        node_column(flagged, framework, language, name="size", key="size"),
        numeric(flagged, "r", "r", language),
        numeric(flagged, "n", "n_units", language, digits=0),
    ]
    count = words.word("pairs_examined", language).format(n=numbers.integer(len(sizes), language=language))
    return finished("sizes", columns, language=language, note=count)
