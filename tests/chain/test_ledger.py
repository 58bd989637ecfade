"""The ledger is append-only, chained, and survives a process killed while writing."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from dataclasses import asdict

import pytest

from pipeline.chain import ledger
from pipeline.chain.ledger import Entry
from pipeline.errors import StaleInputError

NEW = ("fingerprint", "reason", "machine", "peak_memory_mb", "notebook_digest", "kept")


def entry(step: str) -> Entry:
    return Entry("e", "nominal", "id", step, "s", "f", 1.0, "done", {}, {}, {"SEED": 0}, None, {}, None, None)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "ledger" / "e.jsonl"
    for step in ("01_data", "02_imputation"):
        ledger.append(path, entry(step), warn=pytest.fail)
    return path


def test_each_line_names_the_digest_of_the_line_before(path):
    first, second = ledger.read(path).lines
    assert first["previous"] is None
    assert second["previous"] is not None
    assert ledger.head(path) == ledger.read(path).head != second["previous"]


def test_append_returns_the_new_head(path):
    assert ledger.append(path, entry("03"), warn=pytest.fail) == ledger.head(path)


def test_a_ledger_that_is_not_there_is_empty(tmp_path):
    assert ledger.head(tmp_path / "none.jsonl") is None
    assert ledger.read(tmp_path / "none.jsonl").lines == ()


@pytest.mark.parametrize("rest", [b'{"schema": 1, "edi', b'{"schema": 1}', b'{"schema": 1, "edi\n', b"\xff\xfe\n"])
def test_a_torn_last_line_is_recognised_and_cut_off_by_the_next_append(path, rest):
    whole = path.read_bytes()
    head = ledger.head(path)
    path.write_bytes(whole + rest)
    assert ledger.read(path).torn == rest.rstrip(b"\n").decode("utf-8", "replace")
    assert ledger.head(path) == head
    warnings = []
    ledger.append(path, entry("03"), warn=warnings.append)
    assert len(warnings) == 1
    assert "torn" in warnings[0]
    assert path.read_bytes().startswith(whole)
    assert ledger.read(path).torn is None
    assert ledger.read(path).lines[-1]["previous"] == head


def test_a_changed_line_is_named_by_its_own_digest_even_the_last(path):
    whole = path.read_text()
    for number, step in enumerate(("01_data", "02_imputation"), start=1):
        path.write_text(whole.replace(f'"step": "{step}"', f'"step": "{step.upper()}"'))
        with pytest.raises(StaleInputError, match=rf"e.jsonl, line {number}: its digest .* this line was changed"):
            ledger.read(path)
        assert len(ledger.inspect(path)[1]) == 1


@pytest.mark.parametrize("place", range(0, 900, 37))
def test_no_byte_of_a_line_can_change_unseen(path, place):
    whole = bytearray(path.read_bytes())
    whole[-1 - place] ^= 1
    path.write_bytes(bytes(whole))
    content, faults = ledger.inspect(path)
    assert faults or content.torn


def test_a_removed_line_breaks_the_chain(path):
    path.write_text(path.read_text().splitlines(keepends=True)[1])
    with pytest.raises(StaleInputError, match="line 1: names .* found None. A line was changed or removed"):
        ledger.read(path)


@pytest.mark.parametrize("text", ['{"schema": 3}', '{"schema": 2}', "[]"])
def test_another_schema_is_refused(path, text):
    path.write_text(f"{text}\n{json.dumps({})}\n")
    with pytest.raises(StaleInputError, match="line 1: an entry of schema 1 or 2 is expected, found"):
        ledger.read(path)


def test_lines_of_the_earlier_schema_stand_in_the_same_chain(path):
    old = {name: value for name, value in asdict(entry("01_data")).items() if name not in NEW}
    first = json.dumps({"schema": 1, **old, "previous": None})
    digest = hashlib.sha256(first.encode()).hexdigest()
    path.write_text(f"{first}\n")
    assert ledger.head(path) == digest
    ledger.append(path, entry("02_imputation"), warn=pytest.fail)
    before, after = ledger.read(path).lines
    assert (before["schema"], before["digest"], after["previous"]) == (1, digest, digest)
    path.write_text(path.read_text().replace("01_data", "01_date"))
    with pytest.raises(StaleInputError, match=r"line 2: names .* as the digest of the line before"):
        ledger.read(path)


def test_the_lines_of_one_run_and_the_one_that_put_it_in_force_are_found(path):
    for run, outcome in (("gii", "committed"), ("nominal", "committed"), ("nominal", "refused")):
        closing = dataclasses.replace(entry("run"), run=run, outcome=outcome)
        ledger.append(path, closing, warn=pytest.fail)
    content = ledger.read(path)
    assert [line["step"] for line in content.lines_of("nominal")] == ["01_data", "02_imputation", "run", "run"]
    committed = content.last_committed("nominal")
    assert committed == content.lines[3]
    assert content.last_committed("jrc") is None
    assert content.with_digest(committed["digest"]) == committed
    assert content.with_digest("0" * 64) is None


def test_a_line_holds_every_field(path):
    first = ledger.read(path).lines[0]
    assert list(first) == ["schema", *(item.name for item in dataclasses.fields(Entry)), "previous", "digest"]
    assert all(re.search(rf"^``[^`]*\b{name}\b.*``|``{name}``", ledger.__doc__, re.MULTILINE) for name in first)


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_process_killed_while_appending_leaves_the_lines_before_it_whole(path, cut):
    before = path.read_bytes()
    ledger.append(path, entry("03"), warn=pytest.fail)
    path.write_bytes(path.read_bytes()[:-cut])
    content = ledger.read(path)
    assert content.torn
    assert len(content.lines) == 2
    ledger.append(path, entry("03"), warn=lambda _: None)
    assert path.read_bytes().startswith(before)
    assert [line["step"] for line in ledger.read(path).lines] == ["01_data", "02_imputation", "03"]
