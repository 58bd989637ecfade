"""A run comes into force as a whole, or not at all."""

from __future__ import annotations

import os

import pytest

from pipeline.chain import staging
from pipeline.errors import ChainError


@pytest.fixture
def area(tmp_path):
    """A completed run ``new`` in staging, over a run ``old`` in force."""
    area = staging.Area(root=tmp_path, edition="e", run="nominal")
    for _, target in area.targets:
        target.mkdir(parents=True)
        (target / "old").touch()
    area.open({"name": "m"})
    for staged, _ in area.targets:
        (staged / "new").touch()
    return area


def in_force(area):
    return [sorted(path.name for path in target.iterdir()) for _, target in area.targets]


NEW, OLD = [["method.json", "new"], ["new"]], [["old"], ["old"]]


def test_both_folders_are_replaced_whole(area):
    area.swap()
    assert in_force(area) == NEW
    assert not list(area.root.rglob(".old-*"))


def test_a_refused_rename_puts_everything_back(area, monkeypatch):
    rename, calls = os.rename, []

    def refuse_the_fourth(old, new):
        calls.append(old)
        if len(calls) == 4:
            raise PermissionError(13, "in use", str(old))
        rename(old, new)

    area.intend({})
    monkeypatch.setattr(os, "rename", refuse_the_fourth)
    with pytest.raises(ChainError, match="Close programs"):
        area.swap()
    assert in_force(area) == OLD
    assert area.intention() is None


@pytest.mark.parametrize("killed_after", [0, 1, 2, 3, 4])
def test_a_process_killed_between_renames_is_carried_through_later(area, monkeypatch, killed_after):
    rename, calls = os.rename, []

    def die(old, new):
        if len(calls) == killed_after:
            raise KeyboardInterrupt
        calls.append(old)
        rename(old, new)

    area.intend({"run_id": "x"})
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", die)
        if killed_after < 4:
            with pytest.raises(KeyboardInterrupt):
                area.swap()
        else:
            area.swap()
    (left,) = staging.leftovers("e", root=area.root)
    assert left.intention() == {"run_id": "x"}
    left.swap()
    assert in_force(area) == NEW


def test_a_leftover_without_intent_has_none(area):
    (left,) = staging.leftovers("e", root=area.root)
    assert left.intention() is None
    left.close()
    assert in_force(area) == OLD
