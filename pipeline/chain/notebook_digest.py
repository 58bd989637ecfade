"""The canonical digest of an executed notebook: what it says and what it shows, without what differs between equal runs.

Left out: ids, execution counts, times, papermill's and nbclient's notes, the kernel's name and version, the metadata of
cells but their tags, and the folder of the project, which a message may name. Two runs that show the same have the same
digest, on any machine that makes the same bytes of figures.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

OBJECT_ADDRESS = re.compile(r"\bat 0x[0-9a-f]{6,}\b")


def canonical(path: Path, *, root: Path | None = None) -> str:
    """SHA-256 of the canonical content of one notebook.

    Parameters
    ----------
    root : folder of the project, taken out of texts.
    """
    notebook = json.loads(path.read_text(encoding="utf-8"))
    content = [_cell(cell, str(root.resolve()) if root else None) for cell in notebook["cells"]]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _cell(cell: dict[str, Any], folder: str | None) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "type": cell["cell_type"],
        "tags": cell["metadata"].get("tags", []),
        "source": "".join(cell["source"]),
    }
    if cell["cell_type"] == "code":
        kept["outputs"] = [_output(output, folder) for output in cell["outputs"]]
    return kept


def _output(output: dict[str, Any], folder: str | None) -> dict[str, Any]:
    kept = {name: value for name, value in output.items() if name not in ("execution_count", "metadata", "transient")}
    return {name: _plain(value, folder) for name, value in kept.items()}


def _plain(value: Any, folder: str | None) -> Any:
    """Texts joined (a notebook may store lines), without the project's folder and without addresses of objects."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "".join(value)
    if isinstance(value, str):
        return OBJECT_ADDRESS.sub("at 0x", value.replace(folder, "") if folder else value)
    if isinstance(value, list):
        return [_plain(item, folder) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item, folder) for name, item in value.items()}
    return value
