"""Documents that are sent with a form: found beside it by the names on it, and kept by their digests alone."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from pipeline.collection.form_reading import FormReading
from pipeline.data import digests

FOLDER = "evidence"
"""Within the folder of returns or beside a form; what lies under it is never read as a form."""


def is_evidence(path: Path, returns: Path) -> bool:
    """Whether a file lies in a folder of evidence."""
    return FOLDER in {part.lower() for part in path.relative_to(returns).parts[:-1]}


def found(form: FormReading, returns: Path) -> list[dict[str, str]]:
    """Every document that a form names, with its digest, or an empty one where it was not sent.

    Only the last part of a name counts, whatever folders a form writes before it: nothing outside the returns is read.
    """
    rows = []
    for line in form.lines:
        for named in line.evidence:
            path = _where(named, form, returns)
            rows.append(
                {
                    "unit_code": form.unit_code,
                    "code": line.code,
                    "named": named,
                    "file": path.relative_to(returns).as_posix() if path else "",
                    "sha256": digests.of_file(path) if path else "",
                }
            )
    return rows


def _where(named: str, form: FormReading, returns: Path) -> Path | None:
    name = PureWindowsPath(PurePosixPath(named).name).name
    if not name or name in (".", ".."):
        return None
    beside = (returns / form.file).parent
    places = (
        beside / FOLDER / form.unit_code / name,
        beside / FOLDER / name,
        returns / FOLDER / form.unit_code / name,
        returns / FOLDER / name,
        beside / name,
    )
    return next((path for path in places if path.is_file() and not path.is_symlink()), None)
