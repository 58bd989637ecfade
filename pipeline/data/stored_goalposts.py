"""Writes ``params/goalposts/<name>.yaml``: the goalposts of a panel, kept for the editions that name them."""

from __future__ import annotations

import os
from pathlib import Path

import yaml

from pipeline.data import params, project
from pipeline.errors import FrameworkError
from pipeline.framework import edition as edition_model
from pipeline.framework.goalposts import Goalposts

HEAD = """\
# Goalposts of the panel {editions}, method {method}. Written by `pii panel`; not to be edited.
# low, high: after winsorising, on the scale of the transformation. value_low, value_high: in the unit of measure.
"""


def check_is_new(name: str, *, root: Path) -> Path:
    """Where the goalposts would be stored; refuses a name that could leave its folder or that editions may rely on.

    Raises
    ------
    FrameworkError
    """
    edition_model.check_name(name, what=params.GOALPOSTS)
    path = root / "params" / params.GOALPOSTS / f"{name}.yaml"
    if path.exists():
        raise FrameworkError(
            f"{project.shown(path, root)}: stored goalposts are never changed, because editions rely on them, and these "
            "exist. Choose another name"
        )
    return path


def write(stored: Goalposts, *, root: Path) -> Path:
    """Store goalposts under their name; the file appears whole or not at all.

    Raises
    ------
    FrameworkError : the name is taken, or could leave its folder.
    """
    path = check_is_new(stored.name, root=root)
    content = stored.model_dump(mode="json", exclude={"name"}, exclude_none=True)
    text = HEAD.format(editions=", ".join(stored.editions), method=stored.method) + yaml.safe_dump(
        content, sort_keys=False, allow_unicode=True
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    return path
