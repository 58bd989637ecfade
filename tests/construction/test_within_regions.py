"""Within regions: what regions alone can make, and what the method review found of the open editions."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import coherence, index, within_regions
from pipeline.statistics import association, within_groups

TREE = {"0": ("1", "2"), "1": ("a", "b", "c", "d"), "2": ("e", "f")}
ROLES = ("indicator", "pillar", "index")


@pytest.fixture(scope="module")
def apart(tiny):
    """Indicators that only differ by region: the north far above the south, noise within."""
    units = [f"U{number:02d}" for number in range(60)]
    noise = np.random.default_rng(1).standard_normal((60, 6))
    far = 4.0 * (np.arange(60) % 2)  # regions N and S alternate
    edition = tiny.edition(tree=TREE, roles=ROLES, units=units)
    table = pd.DataFrame(noise + far[:, np.newaxis], index=units, columns=list("abcdef"))
    return edition, index.build(table, edition).scores


def only(table, code, with_code, kind="pearson"):
    return table[(table["code"] == code) & (table["with_code"] == with_code) & (table["kind"] == kind)].iloc[0]


def test_a_correlation_that_only_regions_make_is_gone_within_them(apart):
    edition, scores = apart
    pooled = only(coherence.rest_correlations(scores, edition), "a", "1")
    within = only(within_regions.rest_correlations(scores, edition, seed=1), "a", "1")
    assert pooled["verdict"] == "clear"
    assert within["low"] < 0.0 < within["high"]
    assert (within["n"], within["n_groups"], within["df"]) == (60, 2, 57)


def test_the_table_agrees_with_the_array(apart):
    edition, scores = apart
    found = only(within_regions.rest_correlations(scores, edition, seed=1), "a", "1", "kendall")
    by_hand = within_groups.within_correlation(
        scores["a"].to_numpy(),
        scores[["b", "c", "d"]].mean(axis=1).to_numpy(),
        groups=np.arange(60) % 2,
        kind="kendall",
        confidence=0.95,
    )
    assert found["r"] == pytest.approx(by_hand.r)
    assert found["low"] < found["r"] < found["high"]
    assert found["verdict"] in ("borderline", "fail")


def test_every_pair_has_all_three_coefficients(apart):
    edition, scores = apart
    table = within_regions.rest_correlations(scores, edition, seed=1)
    assert table.groupby(["code", "with_code"])["kind"].agg(tuple).map(set).eq(set(association.KINDS)).all()


def test_nearly_all_the_variance_lies_between_regions_that_are_far_apart(apart):
    edition, scores = apart
    shares = within_regions.region_shares(scores, edition).set_index("code")
    assert shares.loc["0", "share"] > 0.8
    assert shares.loc["0", "expected"] == pytest.approx(1 / 59)


def test_58_per_cent_of_the_variance_of_the_index_of_the_candidates_lies_between_regions(candidates):
    """Method review: 58 % of the index variance lies between regions. That is the index of all 55 candidates."""
    shares = within_regions.region_shares(candidates.index.scores, candidates.edition).set_index("code")
    assert round(shares.loc["0", "share"], 2) == 0.58
    assert (shares.loc["0", "n"], shares.loc["0", "n_groups"]) == (63, 6)
    assert shares.loc["0", "low"] < 0.45  # the interval is wide


def test_of_the_index_of_open_2024_it_is_51_per_cent_and_of_institutions_17(open_2024):
    """The same measure for the 28 indicators: a little less than for the 55, whose outcomes follow the regions most."""
    shares = within_regions.region_shares(open_2024.index.scores, open_2024.edition).set_index("code")["share"].round(2)
    assert (shares["0"], shares["1"]) == (0.51, 0.17)


def test_within_regions_the_market_pillar_of_open_2024_hardly_hangs_together(open_2024):
    table = within_regions.rest_correlations(open_2024.index.scores, open_2024.edition, seed=1)
    own = table[(table["with_code"] == "4.1") & (table["kind"] == "pearson")]
    assert (own["r"] < 0.3).all()
    assert set(own["verdict"]) == {"borderline"}
    assert (own["n"].eq(63) & own["df"].eq(56)).all()
