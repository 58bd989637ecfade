"""A lost power line: what was not yet on the disk is gone, and the next run finds the old or makes the new all the same.

The disk is looked at before every change of a name and every wait for the disk. What was written to a file since somebody
last waited until it was there is gone, the worst that a system does: a new file is found empty, an appended one as it
was before. Names are taken to be there: of those that count, a test asks whether their folder was waited for.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from stories import EDITION, LEDGER, TABLES, left_behind_in

from pipeline import cli
from pipeline.chain import kernel, ledger, verify

CHANGES = ("replace", "rename", "link", "fsync", "rmdir")


class Disk:
    """A project's disk, of which a copy is made before each change: as it would be found if the power failed then."""

    def __init__(self, root: Path, copies: Path) -> None:
        self.root, self.copies = root, copies
        self.there = {path.stat().st_ino: state_of(path) for path in self._files()}
        self.folders: list[Path] = []
        self.number = 0

    def _files(self) -> list[Path]:
        return [path for path in self.root.rglob("*") if path.is_file()]

    def waits(self, descriptor: int) -> None:
        """Somebody waits until a file, or the names in a folder, are on the disk."""
        place = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        if place.is_dir():
            self.folders.append(place)
        else:
            self.there[place.stat().st_ino] = state_of(place)

    def loses_power(self) -> None:
        """Copy what would be found."""
        self.number += 1
        copy = self.copies / str(self.number)
        shutil.copytree(self.root, copy)
        for path in self._files():
            there = self.there.get(path.stat().st_ino)
            if there != state_of(path):
                left = there[0] if there and path == self.root / LEDGER else 0  # the one file that is appended to
                os.truncate(copy / path.relative_to(self.root), left)


def state_of(path: Path) -> tuple[int, int]:
    """What tells that a file was written to."""
    return path.stat().st_size, path.stat().st_mtime_ns


@pytest.fixture
def watched(mini, monkeypatch, tmp_path) -> Disk:
    """The disk of a run of the small project over an earlier one, without kernels."""
    monkeypatch.setenv("PII_PROJECT", str(mini.root))
    monkeypatch.setattr(kernel, "execute", by_hand)
    monkeypatch.setattr(kernel, "warm_up", lambda modules=(): None)
    assert cli.main(["run", EDITION]) == 0
    for name in ("01_data", "02_imputation"):
        mini.rewrite(f"notebooks/{name}.ipynb", "step.finish()", "step.finish( )")
    disk = Disk(mini.root, tmp_path / "found")
    with pytest.MonkeyPatch.context() as patch:
        for name in CHANGES:
            patch.setattr(os, name, watching(disk, name, getattr(os, name)))
        assert cli.main(["run", EDITION, "--jobs", "1"]) == 0
    disk.loses_power()
    return disk


def watching(disk, name, original):
    def change(*arguments, **named):
        disk.loses_power()
        done = original(*arguments, **named)
        if name == "fsync":
            disk.waits(*arguments)
        return done

    return change


def by_hand(work, *, on_cell):
    """Stands for papermill: every table holds the chapter's code."""
    on_cell(1)
    text = repr(work.step.code)
    cell = {"cell_type": "raw", "metadata": {}, "source": text}
    work.output.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    for name in work.step.writes:
        (work.folder.parent / "outputs" / name).write_text(text)
    return kernel.Executed(None, None)


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="asks /proc which file is waited for")
def test_power_lost_at_any_moment_leaves_the_old_or_becomes_the_new(watched, monkeypatch):
    disk = watched
    expected = tables(disk.root)
    closings = set()
    for number in range(1, disk.number + 1):
        found = disk.copies / str(number)
        content, _ = ledger.inspect(found / LEDGER)
        n_closings = sum(line["outcome"] == "committed" for line in content.lines)
        closings.add(n_closings)
        if n_closings == 2:
            assert tables(found) == expected, f"moment {number}: the ledger says that the new tables are in force"
        monkeypatch.setenv("PII_PROJECT", str(found))
        assert cli.main(["run", EDITION, "--jobs", "1"]) == 0, f"moment {number}"
        assert tables(found) == expected, f"moment {number}"
        assert verify.verify(EDITION, "nominal", root=found).differences == (), f"moment {number}"
        assert left_behind_in(found) == [], f"moment {number}"
    assert closings == {1, 2}, "it was lost before and after the run came into force"
    assert disk.number > 20


def test_names_that_count_are_waited_for(watched):
    """Of the intent, of both folders that came into force, before the line that says so."""
    root = watched.root
    assert root / f"data/processed/{EDITION}/.staging-nominal" in watched.folders
    assert root / f"data/processed/{EDITION}" in watched.folders
    assert root / f"reports/{EDITION}" in watched.folders


def tables(root):
    return {path.name: path.read_bytes() for path in (root / TABLES).iterdir()}
