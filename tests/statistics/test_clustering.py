"""Clusters of indicators: by hand, whole where they should be, refusals."""

import itertools

import numpy as np
import pytest

from pipeline.statistics import clustering

R = np.array(
    [
        [1.0, 0.9, 0.1, 0.2, 0.75],
        [0.9, 1.0, 0.2, 0.1, 0.60],
        [0.1, 0.2, 1.0, -0.8, 0.0],
        [0.2, 0.1, -0.8, 1.0, 0.1],
        [0.75, 0.60, 0.0, 0.1, 1.0],
    ]
)


def clusters(r=R, limit=0.7, linkage="complete"):
    return clustering.correlation_clusters(np.array(r), limit=limit, linkage=linkage)


def test_under_complete_linkage_every_pair_of_a_cluster_reaches_the_limit():
    assert clusters().number.tolist() == [1, 1, 2, 2, 3]  # 0.60 keeps the fifth out; -0.8 is strong as well


def test_single_linkage_chains_and_average_stands_between():
    assert clusters(linkage="single").number.tolist() == [1, 1, 2, 2, 1]
    assert clusters(linkage="average", limit=0.67).number.tolist() == [1, 1, 2, 2, 1]  # mean of 0.75 and 0.60 is 0.675
    assert clusters(linkage="average", limit=0.68).number.tolist() == [1, 1, 2, 2, 3]


def test_the_order_keeps_clusters_together():
    found = clusters(linkage="single")
    numbered = found.number[found.order].tolist()
    assert sorted(found.order.tolist()) == [0, 1, 2, 3, 4]
    assert sum(a != b for a, b in itertools.pairwise(numbered)) == len(set(numbered)) - 1


def test_a_pair_without_a_correlation_is_unrelated():
    r = np.array([[1.0, np.nan], [np.nan, 1.0]])
    assert clusters(r).number.tolist() == [1, 2]


def test_one_indicator_is_its_own_cluster():
    assert clusters([[1.0]]).number.tolist() == [1]


def test_wrong_arguments_are_refused():
    with pytest.raises(ValueError, match="square table"):
        clusters([[1.0, 0.5]])
    with pytest.raises(ValueError, match="above 0 and at most 1; got 1.5"):
        clusters(limit=1.5)
    with pytest.raises(ValueError, match="one of complete, average, single; got 'ward'"):
        clusters(linkage="ward")
