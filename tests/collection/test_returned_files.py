"""What lies among the returns: which files are read, under which names."""

from __future__ import annotations

import os

import pytest

from pipeline.collection import returned_files
from pipeline.errors import DataError


def names(folder):
    return [name for _, name in returned_files.found(folder)]


def test_plain_files_are_found_below_all_folders_but_those_of_evidence(tmp_path):
    for name in ("b.xlsx", "a/c.ods", "a/evidence/d.xlsx", "Evidence/T01/e.xlsx", "~$b.xlsx", ".hidden", "Thumbs.db"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert names(tmp_path) == ["a/c.ods", "b.xlsx"]


def test_links_are_not_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.xlsx").write_bytes(b"x")
    returns = tmp_path / "returns"
    returns.mkdir()
    (returns / "folder").symlink_to(outside)
    (returns / "file.xlsx").symlink_to(outside / "a.xlsx")
    os.mkfifo(returns / "pipe.xlsx")  # who opens it waits for ever
    assert names(returns) == []


def test_signs_that_cannot_be_shown_are_written_out(tmp_path):
    (tmp_path / "a\x1b[2J\u202eb\n.xlsx").write_bytes(b"x")
    (tmp_path / "a\\x1b[2J\\u202eb\\n.xlsx").write_bytes(b"x")  # the same, written out by somebody
    (tmp_path / os.fsdecode(b"\xff.xlsx")).write_bytes(b"x")  # no text in any encoding of this system
    found = names(tmp_path)
    assert found == ["\\udcff.xlsx", "a\\\\x1b[2J\\\\u202eb\\\\n.xlsx", "a\\x1b[2J\\u202eb\\n.xlsx"]
    assert all(name.isprintable() and name.encode() for name in found)


def test_a_folder_given_by_mistake_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(returned_files, "MOST_FILES", 3)
    for number in range(5):
        (tmp_path / f"{number}.xlsx").write_bytes(b"x")
    with pytest.raises(DataError, match=r"at most 3 files are expected besides evidence, found more"):
        returned_files.found(tmp_path)


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(DataError, match=r"the folder with what came back is expected, found none"):
        returned_files.found(tmp_path / "returns")
