"""The annex: a size stands apart, and is neither good nor bad."""

from __future__ import annotations

import pytest

from pipeline.reporting import content, report_annex


@pytest.fixture(scope="module")
def collected(edition, tables):
    return content.collect(edition, tables, language="vi")


def test_sizes_are_a_group_of_their_own_after_the_outcomes(collected):
    titles = [matrix.title for matrix in report_annex.matrices(collected, "en")]
    assert titles[-2:] == ["Outcomes beside the index, unweighted", "Size, no part of the index"]
    assert report_annex.matrices(collected, "vi")[-1].title == "Quy mô, không thuộc chỉ số"
    assert report_annex.matrices(collected, "en")[-1].headers == [("s.1", "Fictitious population", "2024")]


def test_a_size_has_a_source_and_no_direction(collected):
    columns = {column.header: column.cells for column in report_annex.sheet(collected, "en").columns}
    assert columns["Indicator"][-1] == "s.1 Fictitious population"
    assert columns["Source"][-1] == "Cơ quan hư cấu. src/table: [year]"
    assert columns["Direction"][-2:] == ["more is better", ""]
