"""The next edition from an old one: a folder under ``params/editions``, not a copy of code."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.data import params
from pipeline.errors import FrameworkError, ParameterError, nearest
from pipeline.framework import edition as edition_model

ID = re.compile(r"^id:.*$", re.MULTILINE)
YEAR = re.compile(r"(?:19|20)\d\d")
ALWAYS = (
    "edition.yaml: year, name_vi and name_en, note_vi and note_en, seed",
    "edition.yaml, left_out: reasons belong to the old year; keep only those that still hold",
    "sources.yaml: fixed years of columns, and tables of the new year (describe them in data/raw/<source>/source.yaml)",
    "units.csv: provinces, if they have changed (see params/concordance)",
)


def new_edition(name: str, *, from_: str, root: Path) -> list[str]:
    """Copy an edition under another name; return what is to be edited by hand, one note each.

    The folder appears whole or not at all. Only ``id`` is rewritten: which years and names to change is a decision.

    Raises
    ------
    FrameworkError : a name that could leave its folder.
    ParameterError : an old edition that does not exist, or a new one that does.
    """
    edition_model.check_name(name, what="edition")
    known = params.editions(root=root)
    if from_ not in known:
        raise ParameterError(f"--from {from_!r}: an existing edition is expected; {nearest(from_, known)}. Choose one")
    folder = root / "params" / "editions"
    if (folder / name).exists():
        raise ParameterError(
            f"edition {name!r}: a new name is expected, and params/editions/{name} exists. Choose another"
        )
    draft = folder.parent / f".new-{name}"
    try:
        if draft.exists():
            shutil.rmtree(draft)
        shutil.copytree(folder / from_, draft)
        _rename(draft / "edition.yaml", name)
        os.rename(draft, folder / name)
    finally:
        if draft.exists():
            shutil.rmtree(draft)
    return [*ALWAYS, *_years(folder / name, from_)]


def _rename(path: Path, name: str) -> None:
    text, count = ID.subn(f"id: {name}", path.read_text(encoding="utf-8"))
    if count != 1:
        raise FrameworkError(
            f"edition.yaml: exactly one line `id: ...` is expected, found {count}. Correct the old edition"
        )
    path.write_text(text, encoding="utf-8", newline="\n")


def _years(folder: Path, old: str) -> Iterator[str]:
    """Every line of the YAML files in which the old name's year still stands."""
    year = YEAR.search(old)
    if year is None:
        return
    for path in sorted(folder.glob("*.yaml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if year[0] in line and not line.startswith("id:"):
                yield f"{path.name}, line {number}: {line.strip()}"
