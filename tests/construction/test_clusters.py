"""Pairs and clusters of indicators, by hand and on the open edition."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import clusters, index

TREE = {"0": ("1", "2"), "1": ("a", "b", "c", "d"), "2": ("e", "f")}
ROLES = ("indicator", "pillar", "index")


@pytest.fixture(scope="module")
def alike(tiny):
    """a and b nearly the same, e their mirror image, the others noise."""
    units = [f"U{number:02d}" for number in range(63)]
    rng = np.random.default_rng(2)
    table = pd.DataFrame(rng.standard_normal((63, 6)), index=units, columns=list("abcdef"))
    table["b"] = table["a"] + 0.2 * rng.standard_normal(63)
    table["e"] = -table["a"] + 0.2 * rng.standard_normal(63)
    edition = tiny.edition(tree=TREE, roles=ROLES, units=units)
    return edition, index.build(table, edition).scores


def test_each_pair_stands_once_with_its_interval(alike):
    edition, scores = alike
    pairs = clusters.pairs(scores, edition)
    assert len(pairs) == 15
    row = pairs[(pairs["code"] == "a") & (pairs["other"] == "b")].iloc[0]
    assert row["r"] == pytest.approx(np.corrcoef(scores["a"], scores["b"])[0, 1])
    assert row["low"] < row["r"] < row["high"]
    assert row["n"] == 63


def test_indicators_alike_in_either_sense_share_a_cluster_and_noise_stands_alone(alike):
    edition, scores = alike
    found = clusters.clusters(clusters.pairs(scores, edition), edition).set_index("code")
    assert len(set(found.loc[["a", "b", "e"], "cluster"])) == 1
    assert found.loc["a", "n_members"] == 3
    assert found.loc[["c", "d", "f"], "n_members"].tolist() == [1, 1, 1]
    assert found.loc["e", "nearest"] == "a"
    assert found.loc["e", "r"] < -0.9


def test_places_keep_a_cluster_together(alike):
    edition, scores = alike
    found = clusters.clusters(clusters.pairs(scores, edition), edition)
    assert sorted(found["place"]) == [1, 2, 3, 4, 5, 6]
    assert np.ptp(found.loc[found["code"].isin(["a", "b", "e"]), "place"]) == 2


def test_an_indicator_without_any_correlation_has_no_nearest(alike):
    edition, scores = alike
    found = clusters.clusters(clusters.pairs(scores.assign(f=np.nan), edition), edition).set_index("code")
    assert found.loc["f", ["nearest", "n"]].tolist() == ["", 0]


def test_the_limit_is_the_method_s(alike, tiny):
    edition, scores = alike
    strict = edition.with_method(edition.method.replace({"cluster_correlation": 0.999}))
    assert clusters.clusters(clusters.pairs(scores, strict), strict)["n_members"].eq(1).all()


def test_the_clusters_of_open_2024_are_five_across_pillars_and_within(open_2024):
    """Golden from this code (2024 edition, complete linkage at 0.7): a change of data or method shows here."""
    edition = open_2024.edition
    found = clusters.clusters(clusters.pairs(open_2024.index.scores, edition), edition)
    own = found[found["n_members"] > 1].groupby("cluster")["code"].agg(tuple)
    assert set(own) == {
        ("1.1.1", "1.1.5"),
        ("1.2.1", "1.2.2"),
        ("2.1.1", "3.2.3", "4.1.3"),
        ("2.1.5", "3.1.3"),
        ("5.1.1", "5.1.3", "5.1.4"),
    }
