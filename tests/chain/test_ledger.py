"""The ledger is append-only, chained, and survives a process killed while writing."""

from __future__ import annotations

import json

import pytest

from pipeline.chain import ledger
from pipeline.chain.ledger import Entry
from pipeline.errors import StaleInputError


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


def test_a_changed_line_breaks_the_chain(path):
    path.write_text(path.read_text().replace("01_data", "01_date"))
    with pytest.raises(StaleInputError, match=r"line 2: names .* as the digest of the line before"):
        ledger.read(path)


def test_a_removed_line_breaks_the_chain(path):
    path.write_text(path.read_text().splitlines(keepends=True)[1])
    with pytest.raises(StaleInputError, match="line 1: names"):
        ledger.read(path)


def test_another_schema_is_refused(path):
    line = json.dumps({"schema": 2})
    path.write_text(f"{line}\n{line}\n")
    with pytest.raises(StaleInputError, match="line 1: a JSON object of schema 1"):
        ledger.read(path)


def test_versions_are_known_without_a_repository(tmp_path):
    origin = ledger.origin(tmp_path)
    assert (origin.commit, origin.dirty) == (None, None)
    assert {"python", "pandas", "pipeline"} <= set(origin.versions)
