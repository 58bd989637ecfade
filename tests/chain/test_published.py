"""A replication edition meets its published totals, or is refused."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.chain import published
from pipeline.data import params, store
from pipeline.errors import DataError


@pytest.fixture
def edition(mini):
    with (mini.root / "params" / "editions" / mini.edition / "edition.yaml").open("a") as stream:
        stream.write(
            "published:\n- {code: '0', value: {table: mini/table, column: b, year: 2024}, tolerance: 0.0001}\n"
        )
    return params.load_edition(mini.edition, root=mini.root)


def compared(folder, **changes):
    row = {
        "code": "0",
        "n": 3,
        "largest_difference": 7.6e-6,
        "mean_difference": 1e-6,
        "tolerance": 1e-4,
        "passed": True,
    }
    store.write_table(pd.DataFrame([row | changes]), folder / "replication.csv")


def test_the_largest_difference_is_said_per_node(edition, tmp_path):
    compared(tmp_path)
    (said,) = published.compare(edition, tmp_path)
    assert said == "node 0: largest difference 7.6e-06 against the published totals (tolerance 1e-4)"


@pytest.mark.parametrize("passed", [False, None])
def test_a_missed_total_is_refused(edition, tmp_path, passed):
    compared(tmp_path, passed=passed)
    with pytest.raises(DataError, match="must be met, but node 0: largest difference"):
        published.compare(edition, tmp_path)


def test_a_node_that_was_not_compared_is_refused(edition, tmp_path):
    compared(tmp_path, code="1")
    with pytest.raises(DataError, match="missing: 0"):
        published.compare(edition, tmp_path)


def test_an_edition_without_published_totals_says_nothing(mini, tmp_path):
    assert published.compare(params.load_edition(mini.edition, root=mini.root), tmp_path) == []
