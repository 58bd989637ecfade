"""All raw tables of one edition: looked up by description, each read and parsed once, structural zeros applied."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pipeline.data import raw_frame, sources, structural_zeros
from pipeline.data.names import UnitNames
from pipeline.data.raw_frame import RawFrame
from pipeline.data.sources import Described
from pipeline.data.structural_zeros import Zeros
from pipeline.errors import FrameworkError, SchemaError, nearest
from pipeline.framework.edition import Edition
from pipeline.framework.sourcing import YEAR, Column, StructuralZeros
from pipeline.framework.units import Units


class Reader:
    """Raw tables by their name ``<source>/<table>``; lives as long as one gathering, and remembers what it read."""

    def __init__(self, edition: Edition, *, root: Path, units: Units | None = None) -> None:
        """Begin to read for an edition; ``units`` are those of the tables, where they are not those of its raw tables."""
        self.names = UnitNames(edition.raw_units if units is None else units)
        self.frames: dict[str, RawFrame] = {}
        self.zeros: list[Zeros] = []
        self._root = root
        self._rules = edition.sources.structural_zeros if edition.method.preparation.use_structural_zeros else ()
        self._plain: dict[str, RawFrame] = {}
        self._described: dict[str, Described] = {}

    def described(self, table: str) -> Described:
        """The description of the source that a table belongs to."""
        name = table.split("/", 1)[0]
        if name not in self._described:
            self._described[name] = sources.describe(name, root=self._root)
        return self._described[name]

    def has(self, table: str, column: str) -> bool:
        """Whether the source describes the table with this column (by its bare name); opens no table."""
        described = self.described(table)
        raw = described.source.tables.get(_id(table))
        return raw is not None and column in {raw_frame.bare(name, described.source) for name in raw.columns}

    def plain(self, table: str) -> RawFrame:
        """A table as read, before structural zeros."""
        if table not in self._plain:
            self._plain[table] = sources.read(self.described(table), _id(table), names=self.names)
        return self._plain[table]

    def frame(self, table: str) -> RawFrame:
        """A table with its declared structural zeros.

        Raises
        ------
        DataError : see `sources.read` and `structural_zeros.fill`.
        """
        if table not in self.frames:
            frame = self.plain(table)
            for rule, year in self.rules_of(table):
                guard = self.plain((rule.guard_table or rule.table).replace(YEAR, str(year)))
                frame, zeros = structural_zeros.fill(frame, rule, year, guard=guard)
                self.zeros.append(zeros)
            self.frames[table] = frame
        return self.frames[table]

    def rules_of(self, table: str) -> list[tuple[StructuralZeros, int]]:
        """The structural-zero rules that fill a table, with each of their data years."""
        return [
            (rule, year) for rule in self._rules for year in rule.years if rule.table.replace(YEAR, str(year)) == table
        ]

    def files(self, tables: set[str]) -> list[Path]:
        """The files of tables with their descriptions, sorted."""
        return sorted({path for table in tables for path in self.described(table).files(_id(table))})

    def check_exists(self, column: Column, *, code: str) -> None:
        """Refuse a column whose name fits no table, or no column, of any year: it is misspelt, not merely absent.

        Raises
        ------
        SchemaError : with the nearest names.
        FrameworkError : a source that has no folder.
        """
        where = f"sources.yaml, {code}"
        try:
            described = self.described(column.table)
        except FrameworkError as fault:
            raise FrameworkError(f"{where}, table {column.table}: {fault}") from None
        known = described.source.tables
        tables = [name for name in known if _pattern(_id(column.table)).fullmatch(name)]
        if not tables:
            raise SchemaError(
                f"{where}: a table of {described.where}/source.yaml is expected, found {column.table!r}; "
                f"{nearest(_id(column.table).replace(YEAR, '20'), list(known))}. Correct its name"
            )
        columns = {raw_frame.bare(name, described.source) for table in tables for name in known[table].columns}
        if not any(_pattern(column.column).fullmatch(name) for name in columns):
            raise SchemaError(
                f"{where}: a column of {column.table} is expected, found {column.column!r}; "
                f"{nearest(column.column, sorted(columns))}. Correct its name (years stand without p or e)"
            )


def _id(table: str) -> str:
    return table.split("/", 1)[1]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A name in which ``{year}`` stands for four digits."""
    return re.compile(r"\d{4}".join(re.escape(part) for part in name.split(YEAR)))
