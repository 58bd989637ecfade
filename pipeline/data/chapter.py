"""What a notebook holds in its hands: the edition under its visible parameters, and its declared tables.

Run by the chain, a chapter reads from and writes to the folders that the chain prepared for it. Run by hand in
JupyterLab, it reads the tables of the nominal run and writes to ``scratch``, and says so.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.data import environment, params, project, workers
from pipeline.data.declared_tables import DeclaredTables
from pipeline.data.environment import INPUTS, LEDGER_HEAD, METHOD, OUTPUTS
from pipeline.data.schema import ONLY_IN, RAW
from pipeline.errors import ChainError, listed
from pipeline.framework.edition import NOMINAL, SCRATCH, Edition

OWN_NAMES = ("EDITION", "RUN", "LANGUAGE", "SEED", "READS", "WRITES")
"""What every chapter declares beside its options of method."""


@dataclass(kw_only=True)
class Chapter(DeclaredTables):
    """One notebook at work."""

    edition: Edition
    run: str
    language: str
    seed: int

    _executor: workers.Workers | None = field(default=None, init=False, repr=False)

    def executor(self) -> Executor | None:
        """Who shares the draws of this chapter, as the environment says (`workers.of_environment`); None: this process.

        It lives until the chapter is finished. The numbers are the same whoever computes them.

        Raises
        ------
        ParameterError, ChainError : a number of processes that is none; no scheduler at the address.
        """
        if self._executor is None:
            self._executor = workers.of_environment(os.environ)
        return self._executor.executor

    def said(self, done: int, of: int) -> None:
        """Tell whoever shows the run how far a long computation is; nothing appears in the notebook."""
        if environment.PROGRESS in os.environ:
            Path(os.environ[environment.PROGRESS]).write_text(f"{done}/{of}", encoding="ascii")

    def finish(self) -> None:
        """Let go of the workers, and check that everything declared in WRITES was written.

        Raises
        ------
        ChainError
        """
        if self._executor is not None:
            self._executor.close()
        super().finish()

    @property
    def ledger_head(self) -> str:
        """Digest of the ledger's last line when this chapter began; empty by hand and before the first line."""
        return os.environ.get(LEDGER_HEAD, "")

    def raw_root(self) -> Path:
        """The project's root, for a chapter that declares ``raw`` in READS."""
        self.declared(RAW, self.reads, "READS")
        return project.root()


def begin(cells: Mapping[str, Any]) -> Chapter:
    """Open a chapter: load the edition and put its visible parameters and declared tables in force.

    Parameters
    ----------
    cells : what the notebook's tagged cells have declared: ``begin(globals())``. ``EDITION``, ``RUN``, ``LANGUAGE``,
        ``SEED``, ``READS`` and ``WRITES``; every further name in capitals is an option of method. ``RUN`` counts only
        where the chain runs the notebook.

    Raises
    ------
    ChainError : a name that every chapter declares is not there.
    ParameterError : a name in capitals that is no option of method, with the nearest; a value that breaks its type.
    """
    declared = {name: value for name, value in cells.items() if name.isupper() and not name.startswith("_")}
    absent = [name for name in OWN_NAMES if name not in declared]
    if absent:
        raise ChainError(
            f"a chapter declares {listed(OWN_NAMES)} in its tagged cells; {listed(absent)} missing. Add it"
        )
    edition, language, seed = declared["EDITION"], declared["LANGUAGE"], declared["SEED"]
    options = {name.lower(): value for name, value in declared.items() if name not in (*OWN_NAMES, ONLY_IN)}
    by_chain = INPUTS in os.environ
    root = project.root()
    loaded = params.load_edition(edition, root=root, alternatives=options.get("alternatives"))
    if by_chain:
        method = params.parse_method(json.loads(Path(os.environ[METHOD]).read_text(encoding="utf-8")), where="the run")
        inputs, outputs = Path(os.environ[INPUTS]), Path(os.environ[OUTPUTS])
    else:
        method = loaded.method
        inputs = project.processed(edition, NOMINAL, root=root)
        outputs = project.processed(edition, SCRATCH, root=root)
        print(f"By hand: reading the tables of {edition}/{NOMINAL}, writing to {edition}/{SCRATCH}; no run is changed.")
    whole = loaded.with_method(method.replace(options))
    return Chapter(
        edition=whole.model_copy(update={"method": whole.method.only(options)}),  # what it does not show it cannot use
        run=declared["RUN"] if by_chain else SCRATCH,
        language=language,
        seed=seed,
        reads=tuple(declared["READS"]),
        writes=tuple(declared["WRITES"]),
        inputs=inputs,
        outputs=outputs,
    )
