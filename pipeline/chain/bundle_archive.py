"""A bundle as a file: written so that equal contents are equal bytes, unpacked with suspicion, held against its list."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from pipeline.data import digests
from pipeline.errors import StaleInputError, listed

METADATA = "ro-crate-metadata.json"
TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
FILE, FOLDER = (stat.S_IFREG | 0o644) << 16, (stat.S_IFDIR | 0o755) << 16 | 0x10
UNIX = 3
MAX_FILES, MAX_BYTES = 20_000, 2 * 1024**3
SHOWN = 12  # digits of a digest in a sentence
FORBIDDEN = frozenset('\\:*?"<>|') | {chr(code) for code in range(32)}


def sums(files: Mapping[str, bytes]) -> bytes:
    """The digests of some files in the form of ``sha256sum``, which checks them without this program.

    >>> sums({"a.txt": b""})[:12]
    b'e3b0c44298fc'
    """
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()


def write(target: Path, files: Mapping[str, bytes]) -> None:
    """Write a zip that depends on names and contents only; it appears whole or not at all.

    Stored, not deflated: libraries for deflating differ in the bytes they give, and a bundle is known by its digest.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        with zipfile.ZipFile(partial, "w", compression=zipfile.ZIP_STORED) as archive:
            for name in sorted({*files, *_folders(files)}):
                entry = zipfile.ZipInfo(name, date_time=TIME)
                entry.create_system, entry.external_attr = UNIX, FOLDER if name.endswith("/") else FILE
                archive.writestr(entry, files.get(name, b""))
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def unpack(path: Path, folder: Path) -> None:
    """Unpack a zip into an empty folder, and nothing anywhere else.

    Raises
    ------
    StaleInputError : no zip, a torn one, a name that leaves the folder or stands twice, a link, or too much of it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_strange(entries, path.name)
            for entry in entries:
                target = folder / entry.filename
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(_content(archive, entry, path.name))
    except zipfile.BadZipFile as error:
        raise StaleInputError(f"{path.name}: a whole zip file is expected, found: {error}. Fetch it again") from None


def check(folder: Path, *, fresh: bool) -> dict[str, Any]:
    """Hold every file of an unpacked bundle against the list that it carries; return its metadata by ``@id``.

    Parameters
    ----------
    fresh : it was unpacked just now. In a folder that somebody works in, hidden files and folders and ``__pycache__``,
        which systems and programs leave, are none of it.

    Raises
    ------
    StaleInputError : no list, or one that cannot be read; a changed file, a missing one, one that is not on it.
    """
    entities = read_metadata(folder / METADATA)
    expected = {unquote(name): entity.get("sha256") for name, entity in entities.items() if _is_file(name, entity)}
    found = {name: path for name, path in _files(folder, every=fresh) if name != METADATA}
    said = [f"{name}: it is on the list and not there" for name in sorted(expected.keys() - found.keys())]
    for name in sorted(expected.keys() & found.keys()):
        now = _digest(found[name])
        if now != expected[name]:
            said.append(f"{name}: its digest on the list is {str(expected[name])[:SHOWN]}, found {now[:SHOWN]}")
    said += [f"{name}: it is not on the list" for name in sorted(found.keys() - expected.keys())]
    if said:
        raise StaleInputError(
            f"{METADATA}: every file of the bundle must be on this list, with its digest (sha256), and no other; "
            f"{len(said)} different: {listed(said)}. Fetch the bundle again"
        )
    return entities


def read_metadata(path: Path) -> dict[str, Any]:
    """The entities of a crate by ``@id``.

    Raises
    ------
    StaleInputError : the file is absent, is no JSON, or has no ``@graph`` of entities with an ``@id`` each.
    """
    try:
        entities = json.loads(path.read_text(encoding="utf-8"))["@graph"]
        return {entity["@id"]: dict(entity) for entity in entities}
    except FileNotFoundError:
        raise StaleInputError(
            f"{METADATA}: a bundle has this file, and it is not there. Fetch the bundle again"
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise StaleInputError(
            f"{METADATA}: JSON with a @graph of entities is expected, but {error!r}. Fetch the bundle again"
        ) from None


def _refuse_strange(entries: list[zipfile.ZipInfo], archive: str) -> None:
    names = [entry.filename for entry in entries]
    folded = [name.casefold() for name in names]
    strange = [repr(name) for name in names if not _stays_inside(name)]
    strange += [f"{name!r} twice" for name in sorted(set(names)) if folded.count(name.casefold()) > 1]
    folders = _folders(names)
    strange += [f"{name!r}, which is a folder too" for name in names if f"{name}/" in folders]
    strange += [f"{entry.filename!r}, a link" for entry in entries if stat.S_ISLNK(entry.external_attr >> 16)]
    if strange:
        raise StaleInputError(
            f"{archive}: plain files with names inside the bundle are expected, found {listed(strange)}. Nothing was "
            "unpacked: do not use it"
        )
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_FILES or size > MAX_BYTES:
        raise StaleInputError(
            f"{archive}: at most {MAX_FILES} files of {MAX_BYTES} bytes in all are expected, found {len(entries)} of "
            f"{size}. Nothing was unpacked; unpack it by hand if it is to be trusted, and verify the folder"
        )


def _folders(names: Iterable[str]) -> set[str]:
    """Every folder that files lie in, with a slash at its end; a crate that describes one wants it in the zip."""
    return {f"{parent}/" for name in names for parent in PurePosixPath(name).parents if parent.name}


def _stays_inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and not FORBIDDEN.intersection(name)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """The bytes of one entry, never more than it announces."""
    try:
        content = archive.read(entry)
    except (RuntimeError, NotImplementedError) as error:  # encrypted, or packed in a way that Python does not know
        raise StaleInputError(f"{name}, {entry.filename}: it cannot be unpacked: {error}. Fetch it again") from None
    if len(content) != entry.file_size:
        raise StaleInputError(
            f"{name}, {entry.filename}: {entry.file_size} bytes are announced, found {len(content)}. Fetch it again"
        )
    return content


def _is_file(name: str, entity: Mapping[str, Any]) -> bool:
    """Whether an entity is a file of the bundle: of this type, and named by a path."""
    kinds = entity.get("@type", ())
    return "File" in ([kinds] if isinstance(kinds, str) else kinds) and "://" not in name and not name.startswith("#")


def _files(folder: Path, *, every: bool) -> Iterator[tuple[str, Path]]:
    """Every file under a folder by its path; a link is followed nowhere, and is itself a file."""
    for place, folders, names in os.walk(folder):
        here = Path(place)
        linked = [name for name in folders if (here / name).is_symlink()]
        folders[:] = [name for name in folders if every or not _left_by_systems(name)]
        for name in (*names, *linked):
            if every or not _left_by_systems(name):
                yield (here / name).relative_to(folder).as_posix(), here / name


def _left_by_systems(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"


def _digest(path: Path) -> str:
    if path.is_symlink():
        return "a link"
    return digests.of_file(path)
