"""One changed byte anywhere, and a ledger that was cut off: ``pii verify`` names it."""

from __future__ import annotations

from pathlib import Path

import pytest
from stories import EDITION, LEDGER, RAW, REPORTS, TABLES

pytestmark = pytest.mark.chain


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize(
    ("path", "place", "said"),
    [
        (RAW, -2, f"the first: {RAW}: its digest on record is "),
        (f"{TABLES}/values.csv", -2, f"the first: {TABLES}/values.csv: its digest on record is .* (made by 01_data)"),
        (f"{REPORTS}/01_data.ipynb", 300, f"the first: {REPORTS}/01_data.ipynb: its digest on record is "),
        (LEDGER, 700, "the first: ledger mini-2024.jsonl, line 1: "),
        (LEDGER, -3, "the first: ledger mini-2024.jsonl, line 3"),
    ],
    ids=["raw data", "table", "executed notebook", "first ledger line", "last ledger line"],
)
def test_one_changed_byte_is_named_by_verify(story_of_a_run, path, place, said):
    story = story_of_a_run
    flip(story.root / path, place)
    code, out, err = story.pii("verify", EDITION)
    assert (code, out) == (6, "")
    assert all(part in err for part in said.split(".*"))


def test_a_truncated_ledger_is_named_by_verify(story_of_a_run):
    """An earlier ledger, whole in itself, is put in the place of the one whose head the report prints."""
    story = story_of_a_run
    early = (story.root / LEDGER).read_bytes()
    story.mini.rewrite("notebooks/01_data.ipynb", "SKEWNESS_LIMIT, SEED, None", "SKEWNESS_LIMIT, SEED, 1.0")
    assert story.pii("run", EDITION)[0] == 0
    code, out, _ = story.pii("verify", EDITION)
    assert code == 0
    head = out.splitlines()[-1].removeprefix("head of the ledger: ")
    (story.root / LEDGER).write_bytes(early)
    code, _, err = story.pii("verify", EDITION, "--head", head)
    assert code == 6
    assert f"the given head {head} is expected to be the digest of one of its 3 lines, and is of none" in err
    code, _, err = story.pii("verify", EDITION)
    assert code == 6
    assert "which report.html prints, is expected to be the digest of one of its 3 lines" in err


def test_a_ledger_whose_last_line_is_torn_is_named_and_the_next_run_cuts_it_off(story_of_a_run):
    """As a process leaves it that is killed, or loses its power, while it writes."""
    story = story_of_a_run
    whole = (story.root / LEDGER).read_bytes()
    (story.root / LEDGER).write_bytes(whole + whole.splitlines()[-1][:200])
    code, _, err = story.pii("verify", EDITION)
    assert code == 6
    assert f"the first: ledger {EDITION}.jsonl, line 4, the last: it is torn" in err
    code, out, _ = story.pii("run", EDITION)
    assert code == 0
    assert f"{EDITION}.jsonl: the last line was torn and is cut off" in out
    assert (story.root / LEDGER).read_bytes().startswith(whole)
    assert story.pii("verify", EDITION)[0] == 0
