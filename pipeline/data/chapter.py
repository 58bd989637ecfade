"""What a notebook holds in its hands: the edition under its visible parameters, and its declared tables.

Run by the chain, a chapter reads from and writes to the folders that the chain prepared for it. Run by hand in
JupyterLab, it reads the tables of the nominal run and writes to ``scratch``, and says so.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.data import params, project, store
from pipeline.errors import ChainError, listed
from pipeline.framework.edition import NOMINAL, SCRATCH, Edition

INPUTS, OUTPUTS, METHOD = "PII_STEP_INPUTS", "PII_STEP_OUTPUTS", "PII_STEP_METHOD"
"""Environment variables by which the chain hands a chapter its folders and the run's resolved method (JSON)."""

RAW = "raw"
"""In READS: this chapter reads the edition's raw tables."""

LEDGER_HEAD = "PII_LEDGER_HEAD"
"""Environment variable with the digest of the ledger's last line when the chapter began."""


@dataclass
class Chapter:
    """One notebook at work."""

    edition: Edition
    run: str
    language: str
    seed: int
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
        self._declared(name, self.reads, "READS")
        return store.read_table(self.inputs / name)

    def read_all(self) -> dict[str, pd.DataFrame]:
        """Every declared table by its name without the ending."""
        return {Path(name).stem: self.read(name) for name in self.reads if name != RAW}

    def save(self, **tables: pd.DataFrame) -> None:
        """Write declared tables by name, without their ending: ``step.save(values=..., earlier=...)``."""
        for stem, frame in tables.items():
            name = f"{stem}.csv"
            self._declared(name, self.writes, "WRITES")
            store.write_table(frame, self.outputs / name)
            self.written.add(name)

    def save_document(self, name: str, content: str | bytes) -> None:
        """Write a declared document (a report, a workbook)."""
        self._declared(name, self.writes, "WRITES")
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

    @property
    def ledger_head(self) -> str:
        """Digest of the ledger's last line when this chapter began; empty by hand and before the first line."""
        return os.environ.get(LEDGER_HEAD, "")

    def raw_root(self) -> Path:
        """The project's root, for a chapter that declares ``raw`` in READS."""
        self._declared(RAW, self.reads, "READS")
        return project.root()

    @staticmethod
    def _declared(name: str, declared: Sequence[str], where: str) -> None:
        if name not in declared:
            raise ChainError(
                f"table {name!r} is not declared in {where} ({listed(declared)}). Declare it in the tagged cell"
            )


def begin(
    edition: str, run: str, language: str, seed: int, *, reads: Sequence[str], writes: Sequence[str], **parameters: Any
) -> Chapter:
    """Open a chapter: load the edition and put its visible parameters in force.

    Parameters
    ----------
    edition, run : names; ``run`` counts only where the chain runs the notebook.
    language : ``vi`` or ``en``, of figures and tables.
    seed : of every random draw.
    reads, writes : the notebook's declared tables.
    parameters : the options of method shown in its tagged cell, by their own names.
    """
    by_chain = INPUTS in os.environ
    root = project.root()
    loaded = params.load_edition(edition, root=root)
    if by_chain:
        method = params.parse_method(json.loads(Path(os.environ[METHOD]).read_text(encoding="utf-8")), where="the run")
        inputs, outputs = Path(os.environ[INPUTS]), Path(os.environ[OUTPUTS])
    else:
        method = loaded.method
        inputs = project.processed(edition, NOMINAL, root=root)
        outputs = project.processed(edition, SCRATCH, root=root)
        print(f"By hand: reading the tables of {edition}/{NOMINAL}, writing to {edition}/{SCRATCH}; no run is changed.")
    return Chapter(
        edition=loaded.with_method(method.replace(parameters)),
        run=run if by_chain else SCRATCH,
        language=language,
        seed=seed,
        reads=tuple(reads),
        writes=tuple(writes),
        inputs=inputs,
        outputs=outputs,
    )
