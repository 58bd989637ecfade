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
REVISION = re.compile(r"(?P<base>.+?)(?:-r(?P<number>[1-9]\d*))?")
REVISION_OF = re.compile(r"^revision_of:.*\n?", re.MULTILINE)
ALWAYS = (
    "edition.yaml: year, name_vi and name_en, note_vi and note_en, seed",
    "edition.yaml, left_out: reasons belong to the old year; keep only those that still hold",
    "sources.yaml: fixed years of columns, and tables of the new year (describe them in data/raw/<source>/source.yaml)",
    "units.csv: provinces, if they have changed (see params/concordance)",
)


def new_edition(name: str, *, from_: str, root: Path) -> list[str]:
    """Copy an edition under another name; return what is to be edited by hand, one note each.

    The folder appears whole or not at all. Only ``id`` is rewritten: which years and names to change is a decision. A
    revision (``open-2024-r2`` from ``open-2024``) says in ``revision_of`` whose it is; see `release`.

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
        revises = from_ if is_revision(name, from_) else None
        _rename(draft / "edition.yaml", name, revises)
        os.rename(draft, folder / name)
    finally:
        if draft.exists():
            shutil.rmtree(draft)
    notes = [f"edition.yaml: it is a revision of {from_}, and says so (revision_of)"] if revises else []
    return [*notes, *ALWAYS, *_years(folder / name, from_)]


def is_revision(name: str, of: str) -> bool:
    """Whether a name says that it is a later revision of another edition.

    >>> is_revision("open-2024-r2", "open-2024"), is_revision("open-2025", "open-2024")
    (True, False)
    """
    (base, number), (other, earlier) = _revision(name), _revision(of)
    return base == other and number > earlier


def next_revision(name: str) -> str:
    """What the next revision of an edition is called.

    >>> next_revision("open-2024"), next_revision("open-2024-r2")
    ('open-2024-r2', 'open-2024-r3')
    """
    base, number = _revision(name)
    return f"{base}-r{number + 1}"


def _revision(name: str) -> tuple[str, int]:
    """Name without its revision, and the number of that; the first edition is number 1."""
    found = REVISION.fullmatch(name)
    return (found["base"], int(found["number"] or 1)) if found else (name, 1)


def _rename(path: Path, name: str, revises: str | None) -> None:
    text = REVISION_OF.sub("", path.read_text(encoding="utf-8"))
    text, count = ID.subn(f"id: {name}" + f"\nrevision_of: {revises}" * bool(revises), text)
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
