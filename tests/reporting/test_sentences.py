"""Sentences carry the run's own numbers."""

from __future__ import annotations

import pandas as pd

from pipeline.reporting import sentences

COLUMNS = ["code", "size", "r", "n", "divided_by", "flagged"]


def test_indicators_that_go_with_a_size_are_named_once(edition):
    rows = [
        ("1.1", "s.1", 0.7, 9, False, True),
        ("1.1", "s.2", 0.8, 9, False, True),
        ("1.2", "s.1", 0.9, 9, True, False),
        ("1.2", "s.2", float("nan"), 2, False, False),
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    assert str(sentences.sizes(table, edition, language="en")) == (
        "2 of 3 pairs of indicator and size have |r| > 0.60 without the indicator being divided by that size: "
        "1.1 Imagined things per 10,000 people. A question to answer, not yet a fault."
    )
    assert str(sentences.sizes(table, edition, language="vi")).startswith(
        "2 trong 3 cặp chỉ tiêu và quy mô có |r| > 0,60 mà chỉ tiêu không được chia cho quy mô ấy: 1.1 "
    )


def test_an_edition_without_sizes_or_flags_says_so(edition):
    assert "no variable of size" in str(sentences.sizes(pd.DataFrame(columns=COLUMNS), edition, language="en"))
    one = pd.DataFrame([("1.1", "s.1", 0.1, 9, False, False)], columns=COLUMNS)
    assert str(sentences.sizes(one, edition, language="en")).endswith("divided by that size.")
