"""A round: what it is made of, its identity, and folders that appear whole or not at all."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.collection import data_round
from pipeline.collection.form_field import FormField
from pipeline.errors import DataError, PipelineError

FIELD = FormField("1", "Chi", "Spending", "billion VND", "tỷ đồng")
DAYS = {"on": datetime.date(2025, 6, 1), "due": datetime.date(2025, 8, 30)}


def opened(**other):
    return data_round.opened(
        **{"edition": "toy", "name": "2025-1", "fields": [FIELD], "units": ["T01"], **DAYS, **other}
    )


def test_a_round_is_read_as_it_was_written(tmp_path):
    data_round.write(opened(last="toy"), tmp_path)
    assert data_round.read(tmp_path) == opened(last="toy")
    assert [path.name for path in tmp_path.iterdir()] == [data_round.FILE]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"fields": []}, r"an indicator that the units supply is needed for a round, found none"),
        ({"due": datetime.date(2025, 5, 1)}, r"it must be due after it is opened"),
        ({"name": "../x"}, r"round"),
    ],
)
def test_a_round_that_cannot_be_is_refused(other, said):
    with pytest.raises(PipelineError, match=said):
        opened(**other)


def test_a_folder_without_a_round_is_told(tmp_path):
    with pytest.raises(DataError, match=r"a round's folder with round.yaml is expected, found none"):
        data_round.read(tmp_path)


@pytest.mark.parametrize(
    "change",
    [{"code": "2"}, {"unit_of_measure": "million VND"}, {"value_type": "integer"}, {"low": 0.0}, {"part_of": "3"}],
)
def test_the_digest_follows_what_is_asked(change):
    assert data_round.digest([replace(FIELD, **change)]) != data_round.digest([FIELD])


def test_the_digest_does_not_follow_last_values():
    assert data_round.digest([replace(FIELD, last_value=3.0, last_year=2023)]) == data_round.digest([FIELD])


def test_every_unit_and_round_has_its_own_identity():
    one, other = opened(), opened(name="2025-2")
    assert len({one.form_id("T01"), one.form_id("T02"), other.form_id("T01")}) == 3


def test_a_folder_appears_whole_or_not_at_all(tmp_path):
    with (
        pytest.raises(DataError, match="found: No such file or directory"),
        data_round.written_whole(tmp_path / "a") as partial,
    ):
        (partial / "file").rename(tmp_path / "no-such" / "folder")
    assert list(tmp_path.iterdir()) == []
    with data_round.written_whole(tmp_path / "a") as partial:
        (partial / "file").write_text("x")
    assert (tmp_path / "a/file").read_text() == "x"
    with (
        pytest.raises(DataError, match=r"a new or empty folder is expected"),
        data_round.written_whole(tmp_path / "a"),
    ):
        pytest.fail("it was let in")


def test_what_a_killed_command_left_is_cleared_away(tmp_path):
    (tmp_path / f"{data_round.PARTIAL}a").mkdir()
    (tmp_path / f"{data_round.PARTIAL}a/old").write_text("x")
    with data_round.written_whole(tmp_path / "a") as partial:
        assert list(partial.iterdir()) == []


def test_the_folder_that_one_stands_in_can_be_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with data_round.written_whole(Path()) as partial:
        (partial / "file").write_text("x")
    assert (tmp_path / "here/file").is_file()


def test_a_text_is_replaced_whole(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError, match="surrogates"):
        data_round.write_text(path, "new \ud800")
    assert (path.read_text(), [entry.name for entry in tmp_path.iterdir()]) == ("old", ["a.html"])
