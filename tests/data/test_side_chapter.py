"""What a notebook beside the chain holds in its hands."""

from __future__ import annotations

import pytest

from pipeline.data import chapter, side_chapter
from pipeline.errors import ChainError

CELLS = {"LANGUAGE": "en", "READS": ["scores.csv"], "WRITES": [], "LIMIT": 3}


def test_by_hand_it_reads_what_the_command_left_and_writes_to_scratch(mini, monkeypatch, capsys):
    monkeypatch.setenv("PII_PROJECT", str(mini.root))
    monkeypatch.delenv(chapter.INPUTS, raising=False)
    step = side_chapter.begin(CELLS, folder="certificate")
    assert step.inputs == mini.root / "reports" / "certificate"
    assert step.outputs == step.inputs / "scratch"
    assert "By hand: reading reports/certificate" in capsys.readouterr().out


def test_in_a_command_it_reads_and_writes_where_it_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv(chapter.INPUTS, str(tmp_path / "in"))
    monkeypatch.setenv(chapter.OUTPUTS, str(tmp_path / "out"))
    step = side_chapter.begin(CELLS, folder="certificate")
    assert (step.inputs, step.outputs, step.language) == (tmp_path / "in", tmp_path / "out", "en")


def test_a_table_that_is_not_declared_is_not_read(monkeypatch, tmp_path):
    monkeypatch.setenv(chapter.INPUTS, str(tmp_path))
    monkeypatch.setenv(chapter.OUTPUTS, str(tmp_path))
    with pytest.raises(ChainError, match=r"'values.csv' is not declared in READS \(scores.csv\)"):
        side_chapter.begin(CELLS, folder="certificate").read("values.csv")


def test_a_name_that_every_chapter_declares_is_missed():
    with pytest.raises(ChainError, match="LANGUAGE; READS; WRITES in its tagged cells; WRITES missing"):
        side_chapter.begin({"LANGUAGE": "vi", "READS": []}, folder="certificate")
