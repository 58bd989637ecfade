"""Two runs at once: of one edition the second refuses or waits, of two editions neither does."""

from __future__ import annotations

import pytest
from stories import EDITION, ended, go_on, is_at_work, wait_for, waits_in_its_second_step

pytestmark = pytest.mark.chain


def test_a_second_run_of_an_edition_refuses_and_one_that_waits_then_keeps_everything(story):
    waits_in_its_second_step(story.mini)
    first = story.starts("run", EDITION)
    is_at_work(story, first)
    code, out, err = story.pii("run", EDITION)
    assert (code, out) == (6, "")
    assert f"another is at work (process {first.pid}, run nominal). Wait until it has finished (--wait does)" in err
    third = story.starts("run", EDITION, "--wait")
    line = third.stdout.readline()
    assert line == f"edition {EDITION}: waiting for the run at work (process {first.pid}, run nominal)\n"
    assert first.poll() is None
    go_on(story)
    assert ended(first)[0] == 0
    code, out, _ = ended(third)
    assert code == 0
    assert [text.split("  ")[:2] for text in out.splitlines()[:2]] == [
        ["[1/2] 01_data", "kept"],
        ["[2/2] 02_imputation", "kept"],
    ]
    assert story.outcomes()[2:] == [("run", "committed"), ("run", "kept")]


def test_a_run_that_waits_for_so_long_then_refuses(story):
    waits_in_its_second_step(story.mini)
    first = story.starts("run", EDITION)
    is_at_work(story, first)
    code, out, err = story.pii("run", EDITION, "--method", "coinr", "--wait", "0.5")
    assert code == 6
    assert out == f"edition {EDITION}: waiting for the run at work (process {first.pid}, run nominal)\n"
    assert f"another is at work (process {first.pid}, run nominal) after 0.5 seconds of waiting" in err
    assert first.poll() is None
    go_on(story)
    assert ended(first)[0] == 0
    assert story.outcomes()[-1] == ("run", "committed")


@pytest.mark.prove
def test_two_editions_run_side_by_side(story):
    waits_in_its_second_step(story.mini)
    assert story.pii("new", "mini-2025", "--from", EDITION)[0] == 0
    both = [story.starts("run", edition) for edition in (EDITION, "mini-2025")]
    wait_for(
        lambda: all((story.root / f"at-work-{edition}").exists() for edition in (EDITION, "mini-2025")),
        "both to be at work at the same time",
    )
    go_on(story)
    assert [ended(process)[0] for process in both] == [0, 0]
    tables = [
        (story.root / f"data/processed/{edition}/nominal/values.csv").read_bytes() for edition in (EDITION, "mini-2025")
    ]
    assert tables[0] == tables[1]
