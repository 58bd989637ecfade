"""Documents that are sent with a form: found beside it by the names on it, and kept by their digests alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

from pipeline.collection import returned_files
from pipeline.collection.data_round import EVIDENCE
from pipeline.collection.form_reading import FormReading
from pipeline.data import digests


def found(form: FormReading, path: Path, returns: Path) -> list[dict[str, str]]:
    """Every document that a form names, with its digest, or an empty one where it was not sent.

    Only the last part of a name counts, whatever folders a form writes before it, and no link is followed: nothing outside
    the returns is read. Capitals and the two ways of storing Vietnamese letters make no difference.

    Parameters
    ----------
    path : of the form itself.
    """
    places = _places(form.unit_code, path.parent, returns) if any(line.evidence for line in form.lines) else []
    rows = []
    for line in form.lines:
        for name in line.evidence:
            wanted = _folded(PureWindowsPath(PurePosixPath(name).name).name)
            document = next((files[wanted] for files in places if wanted in files), None)
            rows.append(
                {
                    "unit_code": form.unit_code,
                    "code": line.code,
                    "form": form.file,
                    "named": name,
                    "file": returned_files.named(document, returns) if document else "",
                    "sha256": _digest(document) if document else "",
                }
            )
    return rows


def _digest(document: Path) -> str:
    """Nothing where the document may not be read: it is then as good as not sent."""
    try:
        return digests.of_file(document)
    except OSError:
        return ""


def _places(unit_code: str, beside: Path, returns: Path) -> list[Mapping[str, Path]]:
    """Where a unit's documents may lie, the nearest first: of each place its files by their names."""
    folders = (
        beside / EVIDENCE / unit_code,
        beside / EVIDENCE,
        returns / EVIDENCE / unit_code,
        returns / EVIDENCE,
        beside,
    )
    return [_files(folder, returns) for folder in folders]


def _files(folder: Path, returns: Path) -> Mapping[str, Path]:
    """Plain files of a folder by their folded names; nothing of a folder that a link leads out of the returns to."""
    if not folder.is_dir() or not folder.resolve().is_relative_to(returns.resolve()):
        return {}
    return {_folded(path.name): path for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink()}


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()
