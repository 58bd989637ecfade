"""A disk that is full: named as such, the old run stays, and the next one resumes."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from stories import EDITION, REPORTS, TABLES

pytestmark = pytest.mark.chain


@pytest.fixture
def small_disk(story_of_a_run):
    """The small project after its run, with ``data/processed`` on a disk of its own of 600 kB."""
    story = story_of_a_run
    place = story.root / "data" / "processed"
    aside = place.rename(place.with_name("aside"))
    place.mkdir()
    mounted = os.name == "posix" and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if not mounted or mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip() if mounted else os.name}")
    try:
        shutil.copytree(aside, place, dirs_exist_ok=True)
        yield story
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


SMALL = "600k"


def test_a_full_disk_is_named_the_old_run_stays_and_the_next_one_resumes(small_disk):
    """A chapter writes more than there is room for; then the room is made."""
    story = small_disk
    story.mini.rewrite("notebooks/01_data.ipynb", "SKEWNESS_LIMIT, SEED, None", "SKEWNESS_LIMIT, SEED, 1.0")
    story.mini.rewrite("notebooks/02_imputation.ipynb", "<p>", f"<p>{'x' * 100} {{'y' * 700_000}}")
    before = story.mini.files(TABLES, REPORTS)
    code, out, err = story.pii("run", EDITION)
    assert code == 6, err
    assert "room on the disk is needed, and the disk of data/processed" in err
    assert "Free space there and run again" in err
    assert "Traceback" not in err
    assert "[1/2] 01_data" in out
    assert story.mini.files(TABLES, REPORTS) == before
    story.leaves_nobody()
    subprocess.run(["mount", "-o", "remount,size=3m", str(story.root / "data" / "processed")], check=True)
    code, out, err = story.pii("run", EDITION)
    assert (code, err) == (0, "")
    assert "[1/2] 01_data  kept  from a run that was stopped" in out
    assert story.pii("verify", EDITION)[0] == 0


@pytest.mark.prove
def test_a_disk_without_any_room_is_named_before_anything_is_lost(small_disk):
    story = small_disk
    story.mini.rewrite("notebooks/01_data.ipynb", "SKEWNESS_LIMIT, SEED, None", "SKEWNESS_LIMIT, SEED, 1.0")
    before = story.mini.files(TABLES, REPORTS)
    ballast = story.root / "data" / "processed" / "ballast"
    fill(ballast)
    code, _, err = story.pii("run", EDITION)
    assert (code, "Traceback" in err) == (6, False)
    assert "the disk of data/processed" in err
    assert story.mini.files(TABLES, REPORTS) == before
    ballast.unlink()
    code, _, err = story.pii("run", EDITION)
    assert (code, err) == (0, "")
    assert story.pii("verify", EDITION)[0] == 0


def fill(ballast: Path) -> None:
    """Write until the disk takes nothing more."""
    with suppress(OSError), ballast.open("wb", buffering=0) as stream:
        while True:
            stream.write(b"x" * 1024)
