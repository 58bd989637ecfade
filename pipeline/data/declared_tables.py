"""The tables that a notebook declares to read and to write: no other can be read or written by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from pipeline.data import store
from pipeline.data.schema import RAW
from pipeline.errors import ChainError, listed


@dataclass(kw_only=True)
class DeclaredTables:
    """READS and WRITES of a notebook, the folders that they lie in, and what has been written."""

    reads: tuple[str, ...]
    writes: tuple[str, ...]
    inputs: Path
    outputs: Path
    written: set[str] = field(default_factory=set)

    def read(self, name: str) -> pd.DataFrame:
        """A declared table.

        Raises
        ------
        ChainError : the table is not declared in READS.
        """
        self.declared(name, self.reads, "READS")
        return store.read_table(self.inputs / name)

    def read_all(self) -> dict[str, pd.DataFrame]:
        """Every declared table by its name without the ending."""
        return {Path(name).stem: self.read(name) for name in self.reads if name != RAW}

    def save(self, **tables: pd.DataFrame) -> None:
        """Write declared tables by name, without their ending: ``step.save(values=..., panel=...)``."""
        for stem, frame in tables.items():
            name = f"{stem}.csv"
            self.declared(name, self.writes, "WRITES")
            store.write_table(frame, self.outputs / name)
            self.written.add(name)

    def save_document(self, name: str, content: str | bytes) -> None:
        """Write a declared document (a report, a workbook)."""
        self.declared(name, self.writes, "WRITES")
        data = content.encode("utf-8") if isinstance(content, str) else content
        self.outputs.mkdir(parents=True, exist_ok=True)
        (self.outputs / name).write_bytes(data)
        self.written.add(name)

    def finish(self) -> None:
        """Check that everything declared in WRITES was written.

        Raises
        ------
        ChainError
        """
        absent = [name for name in self.writes if name not in self.written]
        if absent:
            raise ChainError(f"WRITES declares {listed(absent)}, which this chapter has not saved")
        print(f"{len(self.written)} saved: {', '.join(sorted(self.written))}")

    @staticmethod
    def declared(name: str, declared: Sequence[str], where: str) -> None:
        """Refuse a name that stands in neither list.

        Raises
        ------
        ChainError
        """
        if name not in declared:
            raise ChainError(
                f"table {name!r} is not declared in {where} ({listed(declared)}). Declare it in the tagged cell"
            )
