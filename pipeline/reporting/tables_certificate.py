"""Tables of the certificate: what was compared with whom, how near it is, what was not, and where an oracle is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from pipeline.reporting import numbers, table, words
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_data import finished

WITH_SOURCES = ("published", "hand-worked", "scipy")
"""Oracles whose items are single examples, each with a source of its own."""

SHOWN = 3
EXPONENT = re.compile(r"e([+-])0(\d)$")


def small(value: float, *, language: str) -> str:
    """A difference with two digits and its power of ten; nought is equality.

    >>> small(3.2e-13, language="vi"), small(0.0, language="en"), small(0.4, language="vi")
    ('3,2e−13', 'equal', '0,4')
    """
    if numbers.missing(value):
        return ""
    if value == 0:
        return words.word("equal", language)
    text = EXPONENT.sub(r"e\1\2", f"{value:.2g}").replace("-", numbers.MINUS)
    return text.replace(".", ",") if language == "vi" else text


def summary(items: pd.DataFrame, *, language: str) -> Table:
    """How many items and values of every oracle were compared, and how many passed."""
    groups = list(items.groupby("oracle", sort=True))
    compared = [own[own["passed"].notna()] for _, own in groups]
    passed = [int(own["passed"].sum()) for own in compared]
    columns = [
        _names("oracle", [name for name, _ in groups], language),
        _counts("n_compared", [len(own) for own in compared], language),
        _counts("n_passed", passed, language),
        _counts("n_failed", [len(own) - n for own, n in zip(compared, passed, strict=True)], language),
        _counts("n_not_run", [int(own["passed"].isna().sum()) for _, own in groups], language),
        _counts("n_values_compared", [int(own["n_values"].sum()) for own in compared], language),
    ]
    return finished("certificate_summary", columns, language=language)


def stages(items: pd.DataFrame, *, language: str) -> Table:
    """Items, values, largest difference and tolerances of every stage of every oracle."""
    groups = list(items[items["passed"].notna()].groupby(["oracle", "stage"], sort=True))
    columns = [
        _names("oracle", [oracle for (oracle, _), _ in groups], language),
        table.text(
            words.word("certificate_stage", language),
            [words.coded("certified", stage, language) for (_, stage), _ in groups],
        ),
        _counts("n_compared", [len(own) for _, own in groups], language),
        _counts("n_values_compared", [int(own["n_values"].sum()) for _, own in groups], language),
        _sizes("largest_difference_found", [own["max_abs_diff"].max() for _, own in groups], language),
        table.text(
            words.word("tolerance_stated", language),
            ["; ".join(small(t, language=language) for t in sorted(own["tolerance"].unique())) for _, own in groups],
        ),
    ]
    note = words.word("certificate_relative", language)
    return finished("certificate_stages", columns, language=language, note=note)


def sources(items: pd.DataFrame, *, language: str) -> Table:
    """The methods beyond COINr: every example with its publication, its difference and its tolerance."""
    own = items[items["oracle"].isin(WITH_SOURCES) & items["passed"].notna()]
    columns = [
        _names("oracle", own["oracle"], language),
        table.text(words.word("certificate_item", language), own["item"]),
        table.text(words.word("certificate_source", language), own["call"]),
        _counts("n_values_compared", own["n_values"], language),
        _sizes("largest_difference_found", own["max_abs_diff"], language),
        _sizes("tolerance_stated", own["tolerance"], language),
        table.text(words.word("tolerance_why", language), own["tolerance_reason"]),
    ]
    note = words.word("certificate_relative", language)
    return finished("certificate_sources", columns, language=language, note=note)


def not_run(items: pd.DataFrame, *, language: str) -> Table:
    """What was not compared, by oracle and reason, with the first items of each."""
    left_out = items[items["passed"].isna()]
    groups = list(left_out.groupby(["oracle", "not_run", "reason"], sort=True))
    columns = [
        _names("oracle", [oracle for (oracle, _, _), _ in groups], language),
        table.text(
            words.word("why_not", language), [words.coded("not_run", why, language) for (_, why, _), _ in groups]
        ),
        _counts("n_not_run", [len(own) for _, own in groups], language),
        table.text(words.word("certificate_item", language), [_first(own["item"]) for _, own in groups]),
        table.text(words.word("why_in_full", language), [reason for (_, _, reason), _ in groups]),
    ]
    return finished("certificate_not_run", columns, language=language)


def defects(faults: pd.DataFrame, *, language: str) -> Table:
    """Where an oracle is wrong, what ours does, and the check that does not need the oracle."""
    columns = [
        _names("oracle", faults["oracle"], language),
        table.text(words.word("oracle_does", language), faults[f"theirs_{language}"]),
        table.text(words.word("ours_does", language), faults[f"ours_{language}"]),
        table.text(words.word("independent_check", language), faults["checks"]),
        table.text(words.word("certificate_item", language), faults["items"]),
    ]
    return finished("certificate_defects", columns, language=language)


def failures(items: pd.DataFrame, *, language: str) -> Table:
    """The items that do not agree, with the first values that differ."""
    own = items[items["passed"].notna() & ~items["passed"].fillna(value=True).astype(bool)]
    columns = [
        _names("oracle", own["oracle"], language),
        table.text(words.word("certificate_item", language), own["item"]),
        _sizes("largest_difference_found", own["max_abs_diff"], language),
        _sizes("tolerance_stated", own["tolerance"], language),
        table.text(words.word("why_in_full", language), own["fault"]),
    ]
    return finished("certificate_failures", columns, language=language, marked=frozenset(range(len(own))))


def _names(key: str, codes: Iterable[object], language: str) -> Column:
    return table.text(words.word(key, language), [words.coded("oracle", code, language) for code in codes])


def _counts(key: str, values: Iterable[int], language: str) -> Column:
    return table.figures(words.word(key, language), [numbers.integer(value, language=language) for value in values])


def _sizes(key: str, values: Iterable[float], language: str) -> Column:
    return table.figures(words.word(key, language), [small(float(value), language=language) for value in values])


def _first(items: pd.Series) -> str:
    """The first items and the number of the others."""
    names = sorted(items)
    rest = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" (+{rest})" if rest > 0 else "")
