"""A run comes into force as a whole, or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pipeline.chain import folders, staging
from pipeline.chain.steps import Step
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


def test_a_leftover_without_intent_has_none_and_can_be_kept_from(area):
    (left,) = staging.leftovers("e", root=area.root)
    assert left.intention() is None
    left.open({"name": "m"})
    assert [path.name for path in left.report.iterdir()] == ["new"]
    left.close()
    assert in_force(area) == OLD


def test_a_run_that_made_nothing_leaves_nothing_and_one_that_did_leaves_that(area):
    (area.folder / "work" / "01").mkdir(parents=True)
    area.leave()
    assert sorted(path.name for path in area.folder.iterdir()) == ["report", "tables"]
    for staged, _ in area.targets:
        (staged / "new").unlink()
    area.leave()
    assert not area.folder.exists()


@pytest.fixture
def step():
    return Step("02", Path("02.ipynb"), {}, ("raw", "values.csv"), ("panel.csv", "report.html"), 1, "", ())


def test_a_step_gets_copies_of_its_tables_and_nothing_else(area, step):
    in_force = area.targets[0][1] / "values.csv"
    in_force.write_text("1")
    inputs, outputs = area.prepare(step, {"values.csv": in_force, "other.csv": in_force})
    assert [path.name for path in inputs.iterdir()] == ["values.csv"]
    assert list(outputs.iterdir()) == []
    (inputs / "values.csv").write_text("spoilt")
    assert in_force.read_text() == "1"


def test_what_a_step_wrote_is_taken_over_by_kind(area, step):
    _, outputs = area.prepare(step, {"values.csv": area.targets[0][1] / "old"})
    for name in ("panel.csv", "report.html"):
        (outputs / name).write_text("2")
    notebook = outputs.parent / "02.ipynb"
    notebook.write_text("{}")
    assert area.accept(outputs, notebook) == {
        "02.ipynb": area.report / "02.ipynb",
        "panel.csv": area.tables / "panel.csv",
        "report.html": area.report / "report.html",
    }
    assert not outputs.parent.exists()


def kept(area, refuse=None):
    """A table kept from what is in force and a document made now, among what an earlier run left."""
    table = area.targets[0][1] / "a.csv"
    table.write_text("1")
    (area.report / "report.html").write_text("2")
    area.keep({"a.csv": table, "report.html": area.report / "report.html"})
    return table


def test_what_is_kept_is_linked_and_what_is_neither_kept_nor_made_is_removed(area):
    table = kept(area)
    assert sorted(path.name for path in area.tables.iterdir()) == ["a.csv", "method.json"]
    assert [path.name for path in area.report.iterdir()] == ["report.html"]
    assert (area.tables / "a.csv").samefile(table)


def test_a_kept_file_is_not_changed_by_the_one_that_replaces_it(area):
    table = kept(area)
    (area.root / "new").write_text("3")
    os.replace(area.root / "new", area.tables / "a.csv")
    assert table.read_text() == "1"


@pytest.mark.parametrize("reason", [errno.EXDEV, errno.EPERM, errno.EMLINK])
def test_where_the_system_has_no_links_what_is_kept_is_copied(area, monkeypatch, reason):
    def refuse(old, new):
        raise OSError(reason, "no links")

    monkeypatch.setattr(os, "link", refuse)
    table = kept(area)
    assert (area.tables / "a.csv").read_text() == "1"
    assert not (area.tables / "a.csv").samefile(table)


def test_a_full_disk_is_not_taken_for_a_lack_of_links(area, monkeypatch):
    def refuse(old, new):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(OSError, match="full"):
        kept(area)


def test_in_force_means_exactly_these_files_there_under_this_method(area):
    area.swap()
    lying = {"new": area.targets[1][1] / "new"}
    (area.targets[0][1] / "new").unlink()
    assert area.is_in_force(lying, {"name": "m"})
    assert not area.is_in_force(lying, {"name": "n"})
    assert not area.is_in_force({}, {"name": "m"})
    (area.targets[1][1] / "failed").mkdir()
    assert not area.is_in_force(lying, {"name": "m"})


def test_the_publication_of_a_run_may_lie_beside_its_files_and_goes_with_them(area):
    area.swap()
    lying = {"new": area.targets[1][1] / "new"}
    (area.targets[0][1] / "new").unlink()
    for name in ("public", ".partial-public", ".old-public"):
        (area.targets[1][1] / name).mkdir()
    assert area.is_in_force(lying, {"name": "m"})
    assert area.publication == area.targets[1][1] / "public"
    area.open({"name": "m"})
    (area.report / "newer").write_text("")
    area.swap()
    assert not area.publication.exists()


def test_a_full_disk_while_folders_are_renamed_puts_everything_back(area, monkeypatch):
    rename = os.rename

    def refuse_the_reports(old, new):
        if Path(old) == area.report:
            raise OSError(errno.ENOSPC, "full")
        rename(old, new)

    area.intend({})
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", refuse_the_reports)
        with pytest.raises(OSError, match="full"):
            area.swap()
    assert in_force(area) == OLD


def on_another_disk(monkeypatch):
    """``reports`` as if it lay on another disk: nothing can be renamed into it from outside."""
    rename = os.rename

    def refuse(old, new):
        if ("reports" in Path(old).parts) != ("reports" in Path(new).parts):
            raise OSError(errno.EXDEV, "Invalid cross-device link", str(old))
        rename(old, new)

    monkeypatch.setattr(os, "rename", refuse)
    monkeypatch.setattr(
        folders, "_same_disk", lambda one, other: ("reports" in one.parts) == ("reports" in other.parts)
    )


def test_reports_on_another_disk_are_replaced_by_way_of_a_copy(area, monkeypatch):
    on_another_disk(monkeypatch)
    area.intend({})
    area.swap()
    assert in_force(area) == NEW
    assert not [path for path in area.root.rglob(".*-*") if path != area.folder]
    assert not any(staged.exists() for staged, _ in area.targets)


@pytest.mark.parametrize("refused", [1, 2, 3, 4])
def test_reports_on_another_disk_are_put_back_like_any(area, monkeypatch, refused):
    on_another_disk(monkeypatch)
    rename, calls = os.rename, []

    def refuse(old, new):
        calls.append(old)
        if len(calls) == refused:
            raise PermissionError(13, "in use", str(old))
        rename(old, new)

    monkeypatch.setattr(os, "rename", refuse)
    area.intend({})
    with pytest.raises(ChainError, match="in use: (data|reports)/.*Close programs"):
        area.swap()
    assert in_force(area) == OLD
    assert not list(area.root.rglob(".new-*"))
    area.intend({})
    monkeypatch.setattr(os, "rename", rename)
    area.swap()
    assert in_force(area) == NEW
