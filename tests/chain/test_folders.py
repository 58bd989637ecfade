"""A folder takes another one's place as a whole; what goes wrong on the way is put back."""

from __future__ import annotations

import errno
import os

import pytest

from pipeline.chain import folders


@pytest.fixture
def pair(tmp_path):
    """A folder with a new file, and the one with an old file that it is to replace."""
    for name in ("new", "old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(name)
    return tmp_path / "new", tmp_path / "old"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_is_replaced_stands_aside(pair):
    staged, target = pair
    folders.replace(staged, target)
    assert (names(target), names(folders.aside(target))) == (["new"], ["old"])


def test_a_refused_rename_puts_the_old_one_back(pair, monkeypatch):
    staged, target = pair
    rename = os.rename

    def refuse(old, new):
        if old == staged:
            raise PermissionError(errno.EACCES, "in use")
        rename(old, new)

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(PermissionError, match="in use"):
        folders.replace(staged, target)
    assert names(target) == ["old"]
    assert not folders.aside(target).exists()


def test_what_stands_aside_is_put_back_only_where_its_place_is_free(pair):
    _, target = pair
    folders.put_back(target)
    assert names(target) == ["old"]
    folders.aside(target).mkdir()
    folders.put_back(target)
    assert names(target) == ["old"]


def test_on_one_disk_a_folder_is_renamed_from_where_it_is_and_from_another_by_way_of_a_copy(pair, monkeypatch):
    staged, target = pair
    assert folders.near(staged, target) == staged
    monkeypatch.setattr(folders, "_same_disk", lambda *_: False)
    folders.copied(target).mkdir()  # left by a process that was killed
    assert folders.near(staged, target) == folders.copied(target)
    assert names(folders.copied(target)) == ["new"]


@pytest.mark.parametrize("reason", folders.UNLINKABLE)
def test_a_file_is_linked_or_where_the_system_refuses_that_copied(pair, monkeypatch, reason):
    staged, target = pair
    folders.link(staged / "new", target / "linked")
    assert (target / "linked").samefile(staged / "new")

    def refuse(*_):
        raise OSError(reason, "no links")

    monkeypatch.setattr(os, "link", refuse)
    folders.link(staged / "new", target / "copied")
    assert (target / "copied").read_text() == "new"
    assert not (target / "copied").samefile(staged / "new")


def test_files_and_names_are_waited_for(pair, monkeypatch):
    synced = []
    fsync = os.fsync

    def noted(descriptor):
        synced.append(descriptor)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    folders.keep(pair[0])
    assert len(synced) == (2 if os.name == "posix" else 1)  # the file, then its folder


def test_a_folder_written_aside_takes_the_place_of_the_old_one(tmp_path):
    target = tmp_path / "made"
    (target / "old").mkdir(parents=True)
    with folders.written_aside(target) as partial:
        (partial / "new.txt").write_text("new", encoding="utf-8")
        assert (target / "old").is_dir()  # in force until the block ends
    assert [path.name for path in tmp_path.rglob("*")] == ["made", "new.txt"]


@pytest.mark.parametrize("stopped", [ValueError("no"), KeyboardInterrupt("no")])
def test_a_folder_that_cannot_be_written_leaves_the_old_one_and_nothing_else(tmp_path, stopped):
    target = tmp_path / "made"
    (target / "old").mkdir(parents=True)

    def half_written():
        with folders.written_aside(target) as partial:
            (partial / "half.txt").write_text("half", encoding="utf-8")
            raise stopped

    with pytest.raises(type(stopped), match="no"):
        half_written()
    assert [path.name for path in tmp_path.rglob("*")] == ["made", "old"]
