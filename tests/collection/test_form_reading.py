"""From bytes to what a form says: whatever the bytes are, there is an answer."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbooks import to_ods, to_xls

from pipeline.collection import form_reading
from pipeline.reporting import words_collection


@pytest.fixture(scope="module")
def contents(project):
    form = project.filled("T01")
    return {"xlsx": form.content, "ods": to_ods(form.tables), "xls": to_xls(form.tables)}


def read(content, project):
    return form_reading.read(content, "a.xlsx", asked=project.round, fields=project.fields)


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_form_says_the_same_in_every_kind_of_file(kind, contents, project):
    found = read(contents[kind], project)
    assert (found.kind, found.unit_code, found.refusal) == (kind, "T01", None)
    assert found.sha256 == hashlib.sha256(contents[kind]).hexdigest()
    assert {line.code: line.reading.value for line in found.lines} == project.filled("T01").values


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_a_form_with_changed_bytes_is_read_or_refused(data, contents, project):
    content = bytearray(contents[data.draw(st.sampled_from(["xlsx", "ods", "xls"]))])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    found = read(bytes(content[: data.draw(st.integers(1, len(content)))]), project)
    remarks = (
        [found.refusal] if found.refusal else [line.reading.refusal for line in found.lines if line.reading.refusal]
    )
    assert all(remark.key in words_collection.REMARKS for remark in remarks)
    assert found.refusal or len(found.lines) == len(project.fields)
