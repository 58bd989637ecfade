"""The declared tables: which golden table, and which call of ours makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from pipeline.certification.comparison import NUMBERS, Tolerance

Why = Literal["absent", "unmapped", "random", "defect", "error", "input", "choice"]


def whole(table: pd.DataFrame) -> pd.DataFrame:
    """The oracle's table as it is."""
    return table


def without(*columns: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """The oracle's table without some columns."""
    return lambda table: table.drop(columns=list(columns))


@dataclass(frozen=True)
class Mapped:
    """Our call for one golden table, given the oracle's data; how near; how that table is read; what to know about it.

    `partial` says why ours lacks some rows or columns, where it does: only those that it has are then compared.
    """

    call: Callable[[Any], pd.DataFrame]
    tolerance: Tolerance | Callable[[Any], Tolerance] = NUMBERS
    theirs: Callable[[pd.DataFrame], pd.DataFrame] = whole
    note: str = ""
    partial: str = ""


@dataclass(frozen=True)
class NotRun:
    """A golden table that is not compared: the kind of reason, and the reason."""

    why: Why
    reason: str


@dataclass(frozen=True)
class Stage:
    """One stage of the construction: its golden tables, compared and not."""

    name: str
    tables: Mapping[str, Mapped]
    not_run: Mapping[str, NotRun] = field(default_factory=dict)
