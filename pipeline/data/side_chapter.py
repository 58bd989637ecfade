"""What a notebook that belongs to no single edition holds in its hands: its declared tables and its language.

The certificate and the panel are such chapters. Executed by a command, one reads from and writes to the folders that
the command names. Opened by hand in JupyterLab, it reads what the command left under ``reports/`` and writes to a
folder ``scratch`` there, and says so.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.data import project
from pipeline.data.chapter import INPUTS, OUTPUTS
from pipeline.data.declared_tables import DeclaredTables
from pipeline.errors import ChainError, listed
from pipeline.framework.edition import SCRATCH

OWN_NAMES = ("LANGUAGE", "READS", "WRITES")
"""What every such chapter declares beside parameters of its own."""


@dataclass(kw_only=True)
class SideChapter(DeclaredTables):
    """One notebook beside the chain at work."""

    language: str


def begin(cells: Mapping[str, Any], *, folder: str) -> SideChapter:
    """Open a chapter that belongs to no single edition.

    Parameters
    ----------
    cells : what the notebook's tagged cells have declared, ``begin(globals(), folder="certificate")``: ``LANGUAGE``,
        ``READS`` and ``WRITES``; further names are the chapter's own.
    folder : under ``reports/``, where its tables lie when nobody names a place: by hand.

    Raises
    ------
    ChainError : a name that every such chapter declares is not there.
    """
    absent = [name for name in OWN_NAMES if name not in cells]
    if absent:
        raise ChainError(
            f"a chapter declares {listed(OWN_NAMES)} in its tagged cells; {listed(absent)} missing. Add it"
        )
    if INPUTS in os.environ:
        inputs, outputs = Path(os.environ[INPUTS]), Path(os.environ[OUTPUTS])
    else:
        inputs = project.root() / "reports" / folder
        outputs = inputs / SCRATCH
        print(f"By hand: reading reports/{folder}, writing to reports/{folder}/{SCRATCH}; nothing else is changed.")
    return SideChapter(
        language=cells["LANGUAGE"],
        reads=tuple(cells["READS"]),
        writes=tuple(cells["WRITES"]),
        inputs=inputs,
        outputs=outputs,
    )
