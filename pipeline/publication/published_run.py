"""A finished run in memory, with where it comes from and what stands beside it: all that a publication is made of."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from pipeline.data import store
from pipeline.errors import SchemaError
from pipeline.framework.edition import Edition
from pipeline.framework.provenance import RawSource

Tables = Mapping[str, pd.DataFrame]
LANGUAGES = ("vi", "en")


@dataclass(frozen=True)
class Provenance:
    """Where numbers come from, as every page says it.

    Parameters
    ----------
    run : name of the run; what is published is ``nominal``.
    head : digest of the ledger's last line that belongs to the run.
    made : day on which the run was put in force (by the ledger; never the clock).
    commit : of the project when the run was made; None where there is none.
    dirty : whether files differed from that commit then.
    released, embargo : days, where the edition is released.
    """

    run: str
    head: str
    made: datetime.date
    commit: str | None = None
    dirty: bool | None = None
    released: datetime.date | None = None
    embargo: datetime.date | None = None


@dataclass(frozen=True)
class Audit:
    """An audit of the edition: the tables of the run ``audit-<preset>``, and its page."""

    preset: str
    head: str
    tables: Tables
    page: Path


@dataclass(frozen=True)
class Comparison:
    """The edition beside an earlier one: tables ``compare_*`` (`pipeline.data.schema_beside`)."""

    before: str
    tables: Tables


@dataclass(frozen=True)
class PublishedRun:
    """All that a publication is made of.

    Parameters
    ----------
    tables : of the run by name without ending, such as ``scores``; read-only.
    chapters : language -> step -> executed notebook in that language. The tables of every language are the same bytes.
    audit, comparison, certificate : None where nobody has made them; the pages then say which command does.
    sources : of the raw tables, with producer, terms and home page, in the order of their names.
    documents : name -> text of what goes along as it stands: ``LICENSE`` and ``CITATION.cff``, where the project has them.
    forewords : language -> what the publisher wrote for the edition report; only the languages in which there is one.
    """

    edition: Edition
    provenance: Provenance
    tables: Tables
    chapters: Mapping[str, Mapping[str, Path]] = field(default_factory=dict)
    audit: Audit | None = None
    comparison: Comparison | None = None
    certificate: Tables | None = None
    sources: tuple[RawSource, ...] = ()
    documents: Mapping[str, str] = field(default_factory=dict)
    forewords: Mapping[str, str] = field(default_factory=dict)

    def table(self, name: str) -> pd.DataFrame:
        """A table of the run.

        Raises
        ------
        SchemaError : the run has no such table.
        """
        if name not in self.tables:
            raise SchemaError(
                f"edition {self.edition.id}, run {self.provenance.run}: the table {name}.csv is needed for publication "
                "and is not among the run's tables. Run the edition again"
            )
        return self.tables[name]


def read_tables(folder: Path, names: Iterable[str] | None = None) -> dict[str, pd.DataFrame]:
    """Every table of a folder, or those named, by name without ending, in sorted order."""
    paths = sorted(folder.glob("*.csv")) if names is None else [folder / f"{name}.csv" for name in sorted(names)]
    return {path.stem: store.read_table(path) for path in paths}
