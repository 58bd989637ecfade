"""The files that came back: which are to be read, and how each is named in what is recorded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.collection.data_round import EVIDENCE
from pipeline.errors import DataError

LEFT_ALONE = ("~$", ".")
"""Lock files of office programs, hidden files."""

LEFT_ALONE_NAMES = ("thumbs.db", "desktop.ini")
MOST_FILES = 10_000
"""A round of a country's units has some hundred; more is a folder that was given by mistake."""


def found(returns: Path) -> list[tuple[Path, str]]:
    """Every file outside the folders of evidence with its name, in the order of the names; links are not followed.

    Raises
    ------
    DataError : there is no folder of returns; it has more than `MOST_FILES` files.
    """
    if not returns.is_dir():
        raise DataError(f"{returns}: the folder with what came back is expected, found none. Make it, and put forms in")
    files: list[Path] = []
    for path in _walked(returns):
        files.append(path)
        if len(files) > MOST_FILES:
            raise DataError(
                f"{returns}: at most {MOST_FILES} files are expected besides evidence, found more. Put only what came "
                "back into it"
            )
    return sorted(((path, named(path, returns)) for path in files), key=lambda pair: (pair[1], pair[0]))


def named(path: Path, returns: Path) -> str:
    """The name of a file below the returns, with signs that cannot be shown or stored written out; no two are equal.

    >>> named(Path("returns/a\\x1bb/c.xlsx"), Path("returns"))
    'a\\\\x1bb/c.xlsx'
    """
    name = path.relative_to(returns).as_posix()
    return "".join(
        sign if sign.isprintable() and sign != "\\" else sign.encode("unicode_escape").decode("ascii") for sign in name
    )


def _walked(folder: Path) -> Iterator[Path]:
    """Plain files below a folder, one after another, so that a huge folder is noticed before it is listed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(LEFT_ALONE) or entry.name.lower() in LEFT_ALONE_NAMES:
                continue
            if entry.is_dir(follow_symlinks=False):
                if entry.name.lower() != EVIDENCE:
                    yield from _walked(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                yield Path(entry.path)
