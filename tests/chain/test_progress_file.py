"""How far a chapter says it is, read from its file while it works."""

from __future__ import annotations

import threading

import pytest

from pipeline.chain import progress_file


def test_a_pair_is_read_and_anything_else_is_nothing(tmp_path):
    place = tmp_path / progress_file.NAME
    assert progress_file.read(place) is None
    for text, read in {"": None, "12": None, "12/": None, "x/4": None, "12/40": (12, 40)}.items():
        place.write_text(text)
        assert progress_file.read(place) == read
    place.write_bytes(b"\xff")
    assert progress_file.read(place) is None


def test_each_change_is_told_once_while_the_work_goes_on_and_none_after(tmp_path):
    place = tmp_path / progress_file.NAME
    seen: list[tuple[int, int]] = []
    come = threading.Event()

    def told(done: int, of: int) -> None:
        seen.append((done, of))
        come.set()

    with progress_file.watched(place, told, seconds=0.01):
        for text in ("256/512", "256/512", "512/512"):
            place.write_text(text)
            if text not in ("256/512",) or not seen:
                assert come.wait(5)
                come.clear()
    place.write_text("1/2")
    assert seen == [(256, 512), (512, 512)]


def test_work_that_fails_is_watched_no_more(tmp_path):
    before = threading.active_count()
    with pytest.raises(ZeroDivisionError, match="division"), progress_file.watched(tmp_path / "progress", print):
        1 / 0  # noqa: B018
    assert threading.active_count() == before
