"""What is flagged, and when a flag is certain."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import flags

REST = ["code", "with_code", "kind", "r", "low", "high", "n", "verdict", "best_other", "best_other_r"]


def rests(*rows):
    """(code, with_code, r, low, high[, best_other, best_other_r])"""
    full = [(*row[:2], "pearson", *row[2:5], 63, "", *(row[5:] or ("", np.nan))) for row in rows]
    return pd.DataFrame(full, columns=REST)


def frame(columns, *rows):
    return pd.DataFrame(rows, columns=columns.split())


NOTHING = {
    "within": rests(),
    "pairs": frame("code other r low high n"),
    "sizes": frame("code size r n divided_by flagged"),
    "rounds": frame("code round data_year earlier_year r low high n verdict"),
}


@pytest.fixture(scope="module")
def edition(tiny):
    return tiny.edition()


def flagged(edition, correlations=None, **tables):
    found = flags.flags(rests() if correlations is None else correlations, **NOTHING | tables, edition=edition)
    return [tuple(row) for row in found[["code", "with_code", "flag", "verdict"]].itertuples(index=False)]


def test_nothing_odd_is_no_flag(edition):
    assert flagged(edition, rests(("1.1.1", "1.1", 0.6, 0.4, 0.7))) == []


def test_low_is_certain_only_where_the_whole_interval_is_below(edition):
    table = rests(("1.1.1", "1.1", 0.25, 0.0, 0.47), ("1.1.2", "1.1", 0.0, -0.2, 0.2), ("2.1.1", "2.1", 0.35, 0.1, 0.5))
    assert flagged(edition, table) == [("1.1.1", "1.1", "low", "borderline"), ("1.1.2", "1.1", "low", "fail")]


def test_low_is_asked_with_the_own_parent_and_opposed_with_every_level(edition):
    table = rests(("1.1.1", "0", 0.1, -0.1, 0.2), ("1.1.2", "0", -0.5, -0.7, -0.31))
    assert flagged(edition, table) == [("1.1.2", "0", "opposed", "fail")]


def test_a_twin_is_named_in_both_rows_and_by_the_stronger_name_only(edition):
    pairs = frame(
        "code other r low high n", ("1.1.1", "2.1.1", 0.99, 0.97, 1.0, 63), ("1.1.2", "1.2.1", -0.93, -0.96, -0.89, 63)
    )
    assert flagged(edition, pairs=pairs) == [
        ("1.1.1", "2.1.1", "identical", "fail"),
        ("1.1.2", "1.2.1", "redundant", "borderline"),
        ("1.2.1", "1.1.2", "redundant", "borderline"),
        ("2.1.1", "1.1.1", "identical", "fail"),
    ]


def test_as_good_as_the_aggregate_is_redundant_too(edition):
    assert flagged(edition, rests(("1.1.1", "1.1", 0.94, 0.925, 0.96))) == [("1.1.1", "1.1", "redundant", "fail")]


def test_elsewhere_compares_with_the_rest_of_its_own_pillar(edition):
    sure = rests(("1.1.1", "1", 0.3, 0.1, 0.5, "2", 0.8))
    unsure = rests(("1.1.1", "1", 0.6, 0.4, 0.7, "2", 0.65))
    assert flagged(edition, sure)[-1] == ("1.1.1", "2", "elsewhere", "fail")
    assert flagged(edition, unsure) == [("1.1.1", "2", "elsewhere", "borderline")]
    assert flagged(edition, rests(("1.1.1", "1", 0.6, 0.4, 0.7, "2", 0.5))) == []


def test_a_size_counts_where_it_is_flagged_with_the_interval_of_its_n(edition):
    sizes = frame(
        "code size r n divided_by flagged",
        ("1.1.1", "s.1", 0.85, 63, False, True),
        ("1.1.2", "s.1", 0.65, 63, False, True),
        ("1.2.1", "s.1", 0.9, 63, True, False),
    )
    assert flagged(edition, sizes=sizes) == [("1.1.1", "s.1", "size", "fail"), ("1.1.2", "s.1", "size", "borderline")]


def test_within_regions_and_between_rounds(edition):
    within = rests(("1.1.1", "1.1", 0.2, -0.1, 0.4), ("1.1.1", "0", 0.1, -0.1, 0.2))
    rounds = frame(
        "code round data_year earlier_year r low high n verdict",
        ("1.1.1", 0, 2024, 2023, 0.3, 0.1, 0.5, 59, "fail"),
        ("1.1.2", 0, 2024, np.nan, np.nan, np.nan, np.nan, 0, "undefined"),
    )
    assert flagged(edition, within=within, rounds=rounds) == [
        ("1.1.1", "1.1", "low_within", "borderline"),
        ("1.1.1", "1.1.1", "forgetful", "fail"),
    ]


def test_every_flag_is_one_of_the_names(edition):
    table = rests(("1.1.1", "1.1", -0.5, -0.7, -0.31))
    assert {row[2] for row in flagged(edition, table)} <= set(flags.FLAGS)
