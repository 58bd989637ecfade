"""New prose in an executed notebook whose code has not changed: what is read is as written now, what was computed stays.

Cells of the stored notebook and of its executed copy are matched in their order: the code cells are the same ones, and
the executed copy has one more, with the injected parameters. The cell of declared parameters may differ in its
defaults: the injected ones were in force.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from pipeline.chain.running import INJECTED

PARAMETERS = "parameters"


def splice(stored: Path, executed: Path, target: Path) -> None:
    """Write the executed copy with the stored prose and the stored tags of its cells; outputs stay as they are.

    Parameters
    ----------
    stored : the notebook as it is written now.
    executed : its executed copy; left as it is, unless it is ``target`` too.
    target : where the new copy goes; it appears whole or not at all.

    Raises
    ------
    ValueError : the code cells are not the same: the executed copy belongs to another notebook.
    """
    content = _content(executed)
    code = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    injected = [cell for cell in code if _has_tag(cell, INJECTED)]
    made = iter([cell for cell in code if not _has_tag(cell, INJECTED)])
    cells: list[dict[str, Any]] = []
    for cell in _content(stored)["cells"]:
        if cell["cell_type"] != "code":
            cells.append(cell)
            continue
        cells.append(_with_outputs(cell, next(made, None), executed.name))
        if _has_tag(cell, PARAMETERS):
            cells += injected
    if next(made, None) is not None:
        raise ValueError(f"{executed.name}: it has more code cells than the stored notebook. Run the step again")
    content["cells"] = cells
    partial = target.with_name(f".{target.name}.partial")
    try:
        partial.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def _with_outputs(stored: dict[str, Any], own: dict[str, Any] | None, name: str) -> dict[str, Any]:
    """A code cell as it was run, with the source and tags that it has now."""
    if own is None or (_text(own) != _text(stored) and not _has_tag(stored, PARAMETERS)):
        raise ValueError(f"{name}: the code of the stored notebook is expected, found another. Run the step again")
    metadata = {**own["metadata"], "tags": stored["metadata"].get("tags", [])}
    return {**own, "source": stored["source"], "metadata": metadata}


def _content(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _has_tag(cell: dict[str, Any], tag: str) -> bool:
    return tag in cell["metadata"].get("tags", [])


def _text(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])
