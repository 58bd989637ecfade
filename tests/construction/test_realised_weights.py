"""What a weight amounts to on the data, beside what it says."""

import numpy as np
import pytest

from pipeline.construction import realised_weights


@pytest.fixture
def scores(toy):
    """Scores of every node of the fictitious edition."""
    return toy.index.scores


def test_shares_of_the_variance_add_up_at_every_level(toy, scores):
    table = realised_weights.weights(scores, toy.edition)
    assert table.groupby("level")["covariance_share"].sum().to_numpy() == pytest.approx(1.0)
    assert table.groupby("level")["effective"].sum().to_numpy() == pytest.approx(1.0)


def test_under_arithmetic_means_the_covariances_add_up_to_the_variance(toy, scores):
    table = realised_weights.weights(scores, toy.edition)
    root = toy.edition.framework.root.code
    pillars = table[table["level"] == 3]
    sums = sum(w * scores[c].cov(scores[root]) for c, w in zip(pillars["code"], pillars["effective"], strict=True))
    assert sums == pytest.approx(scores[root].var())


def test_a_pillar_that_does_not_vary_contributes_nothing(toy, scores):
    flat = scores.copy()
    flat["1"] = 50.0
    root = toy.edition.framework.root.code
    flat[root] = flat[["1", "2", "3"]].mean(axis=1)
    table = realised_weights.weights(flat, toy.edition).set_index("code")
    assert table.at["1", "effective"] == pytest.approx(1 / 3)
    assert table.at["1", "covariance_share"] == pytest.approx(0.0, abs=1e-12)


def test_the_index_itself_has_no_correlation_with_itself(toy, scores):
    table = realised_weights.weights(scores, toy.edition).set_index("code")
    assert np.isnan(table.at[toy.edition.framework.root.code, "r"])
    assert table.loc["1", ["r_low", "r", "r_high"]].is_monotonic_increasing
