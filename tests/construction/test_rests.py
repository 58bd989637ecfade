"""Each node beside aggregates without it: weight by weight, and who has no rest."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import index, rests


@pytest.fixture(scope="module")
def built(tiny):
    edition = tiny.edition()
    return edition, index.build(tiny.table(), edition).scores


def test_every_node_meets_every_aggregate_above_it_without_itself(built):
    edition, scores = built
    found = {(node.code, above.code): (own, rest) for node, above, own, rest in rests.pairs(scores, edition)}
    own, rest = found["1.1.1", "1.1"]
    np.testing.assert_allclose(own, scores["1.1.1"])
    np.testing.assert_allclose(rest, scores["1.1.2"])
    np.testing.assert_allclose(found["1.1.1", "1"][1], (scores["1.1.2"] + scores["1.2"]) / 2)
    np.testing.assert_allclose(found["1", "0"][1], scores["2"])


def test_a_node_alone_below_an_aggregate_has_no_pair(built):
    edition, scores = built
    found = {(node.code, above.code) for node, above, _, _ in rests.pairs(scores, edition)}
    assert ("1.2.1", "1.2") not in found
    assert ("2.1", "2") not in found
    assert ("2.1", "0") in found


def test_ancestors_come_nearest_first(built):
    edition, _ = built
    assert [node.code for node in rests.ancestors(edition.framework.node("1.1.1"), edition)] == ["1.1", "1", "0"]
    assert rests.ancestors(edition.framework.root, edition) == []


def test_the_scores_are_not_modified(built):
    edition, scores = built
    before = scores.copy()
    list(rests.pairs(scores, edition))
    pd.testing.assert_frame_equal(scores, before)
