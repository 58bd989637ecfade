import pandas as pd
import pytest

from pipeline.construction import replication
from pipeline.errors import CoverageError


def scores(*rows):
    return pd.DataFrame(rows, columns=["unit_code", "code", "score"]).assign(level=2, rank=1)


def published(*rows):
    return pd.DataFrame(rows, columns=["unit_code", "code", "published", "tolerance"])


def test_the_largest_and_the_mean_difference_are_shown_per_node():
    found = replication.compare(
        scores(("01", "0", 60.25), ("02", "0", 50.0)), published(("01", "0", 60.0, 0.5), ("02", "0", 50.125, 0.5))
    )
    assert found.to_dict("records") == [
        {
            "code": "0",
            "n": 2,
            "largest_difference": 0.25,
            "mean_difference": 0.1875,
            "tolerance": 0.5,
            "passed": True,
        }
    ]


def test_a_difference_as_large_as_the_tolerance_does_not_pass():
    assert not replication.compare(scores(("01", "0", 60.5)), published(("01", "0", 60.0, 0.5)))["passed"].any()


def test_a_difference_below_counts_like_one_above():
    found = replication.compare(scores(("01", "0", 59.0)), published(("01", "0", 60.0, 0.5)))
    assert found["largest_difference"].tolist() == [1.0]
    assert found["passed"].tolist() == [False]


def test_every_node_is_compared_by_itself():
    found = replication.compare(
        scores(("01", "1", 5.0), ("01", "2", 6.0)), published(("01", "1", 5.0, 0.1), ("01", "2", 7.0, 0.1))
    )
    assert found.set_index("code")["passed"].to_dict() == {"1": True, "2": False}


def test_a_computed_score_that_was_never_published_is_not_compared():
    found = replication.compare(scores(("01", "0", 5.0), ("02", "0", 9.0)), published(("01", "0", 5.0, 0.1)))
    assert found["n"].tolist() == [1]


def test_a_blank_in_the_publication_is_not_compared():
    found = replication.compare(
        scores(("01", "0", 5.0), ("02", "0", 9.0)), published(("01", "0", 5.0, 0.1), ("02", "0", None, 0.1))
    )
    assert found["n"].tolist() == [1]


def test_a_published_score_without_a_computed_one_is_refused_by_name():
    with pytest.raises(CoverageError, match=r"every published score needs a computed one; without: 02/0\. Look at"):
        replication.compare(
            scores(("01", "0", 5.0), ("02", "0", None)), published(("01", "0", 5.0, 0.1), ("02", "0", 5.0, 0.1))
        )


def test_an_edition_that_publishes_nothing_has_an_empty_table():
    found = replication.compare(scores(("01", "0", 5.0)), published())
    assert list(found.columns) == replication.COLUMNS
    assert found.empty
