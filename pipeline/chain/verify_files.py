"""The files of a run against the digests on record: what it started from, and what it left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.chain import notebook_digest
from pipeline.chain.plan import CORRECTIONS
from pipeline.chain.staging import FAILED, PUBLIC
from pipeline.chain.steps import is_table
from pipeline.data import digests, params, project

Line = Mapping[str, Any]
RAW = "data/raw/"
METHOD = "method.json"
NOTEBOOK = ".ipynb"
SHOWN = 12  # digits of a digest in a sentence
ABSENT = "not there"


@dataclass(frozen=True)
class Part:
    """One part of what is verified: sentences on what differs, and on what was looked at."""

    differences: tuple[str, ...]
    checked: tuple[str, ...]


def inputs(closing: Line, *, edition: str, root: Path) -> Part:
    """Raw data and parameter files, and those that a run would read as well and that are not on record.

    Parameters
    ----------
    closing : the line that put the run in force.
    """
    recorded: Mapping[str, str] = closing["inputs"]
    said = [_compared(root / name, name, digest) for name, digest in sorted(recorded.items(), key=_raw_first)]
    differences = [sentence for sentence in said if sentence]
    folders = {(root / name).parent for name in recorded if name.startswith(RAW)}
    beside = [folder / CORRECTIONS for folder in sorted(folders)]
    beside += [path for path in _files(root / "params" / "editions" / edition) if path.suffix != params.PROSE]
    for path in beside:
        name = project.shown(path, root)
        if path.is_file() and name not in recorded:
            differences.append(f"{name}: it is read with the edition and is not on record. Remove it, or run again")
    n_raw = sum(name.startswith(RAW) for name in recorded)
    return Part(tuple(differences), (f"raw data: {n_raw} files", f"parameters: {len(recorded) - n_raw} files"))


def outputs(closing: Line, made: Mapping[str, Line], *, edition: str, run: str, root: Path) -> Part:
    """Tables, documents and executed notebooks, and files beside them that no line records.

    Parameters
    ----------
    made : the lines of the run's steps, by step.
    """
    recorded: Mapping[str, str] = closing["outputs"]
    tables, reports = project.processed(edition, run, root=root), project.reports(edition, run, root=root)
    author = {name: step for step, line in made.items() for name in line["outputs"]}
    differences = []
    for name, digest in sorted(recorded.items(), key=_table_first):
        path = (tables if _lies_with_tables(name) else reports) / name
        sentence = _compared(path, project.shown(path, root), digest)
        if sentence and name.endswith(NOTEBOOK) and path.is_file():
            sentence += _shown_content(path, made.get(Path(name).stem), root)
        if sentence:
            differences.append(f"{sentence} (made by {author[name]})" if name in author else sentence)
    expected = {(tables if _lies_with_tables(name) else reports) / name for name in recorded}
    differences += [
        f"{project.shown(path, root)}: no step on record made it. Move it away"
        for path in (*_files(tables), *_files(reports))
        if path not in expected and path != reports / PUBLIC
    ]
    differences += _contradictions(recorded, made)
    return Part(tuple(differences), _counted(recorded))


def _compared(path: Path, name: str, recorded: str) -> str:
    """What is wrong with one file, or nothing."""
    found = digests.of_file(path) if path.is_file() else ABSENT
    return "" if found == recorded else f"{name}: its digest on record is {recorded[:SHOWN]}, found {found[:SHOWN]}"


def _shown_content(path: Path, line: Line | None, root: Path) -> str:
    """Whether a changed notebook still shows the same, where the record can tell."""
    recorded = line.get("notebook_digest") if line else None
    if not recorded:
        return ""
    try:
        same = notebook_digest.canonical(path, root=root) == recorded
    except (ValueError, KeyError, TypeError, AttributeError):
        return "; it is no notebook any more"
    return "; its sources and outputs are as recorded, something else in it is not" * same or (
        "; its sources or outputs are not those recorded"
    )


def _contradictions(recorded: Mapping[str, str], made: Mapping[str, Line]) -> list[str]:
    """Outputs of which the line of a step and the one that closed the run state other digests: one was changed.

    Raw and parameter files of a kept step may be older ones: a comment in them makes no step run again.
    """
    tables = {
        step: {name: digest for name, digest in line["inputs"].items() if is_table(name) and "/" not in name}
        for step, line in made.items()
    }
    return [
        f"ledger: step {step} and the line that closed the run disagree on {name}, {digest[:SHOWN]} and "
        f"{recorded.get(name, ABSENT)[:SHOWN]}"
        for step, line in made.items()
        for name, digest in {**tables[step], **line["outputs"]}.items()
        if recorded.get(name) != digest
    ]


def _counted(recorded: Iterable[str]) -> tuple[str, ...]:
    names = list(recorded)
    n_tables, n_notebooks = sum(map(_lies_with_tables, names)), sum(name.endswith(NOTEBOOK) for name in names)
    return (
        f"tables: {n_tables} files",
        f"documents: {len(names) - n_tables - n_notebooks} files",
        f"executed notebooks: {n_notebooks} files",
    )


def _files(folder: Path) -> list[Path]:
    """What lies in a folder, but for hidden files, which systems and editors leave, and half-run notebooks."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if not path.name.startswith(".") and path.name != FAILED]


def _lies_with_tables(name: str) -> bool:
    return is_table(name) or name == METHOD


def _raw_first(item: tuple[str, str]) -> tuple[bool, str]:
    return not item[0].startswith(RAW), item[0]


def _table_first(item: tuple[str, str]) -> tuple[bool, str]:
    return not _lies_with_tables(item[0]), item[0]
