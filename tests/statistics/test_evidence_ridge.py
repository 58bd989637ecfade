"""Evidence ridge: scikit-learn's Bayesian ridge, number for number."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import BayesianRidge

from pipeline.statistics.evidence_ridge import EvidenceRidge


@pytest.mark.parametrize(("n", "k"), [(63, 8), (20, 19), (6, 6), (5, 9), (3, 1)])
def test_predictions_and_their_spread_are_those_of_scikit_learn(n, k):
    rng = np.random.default_rng(4)
    x = rng.normal(size=(n, k)) + rng.normal(size=(n, 1))
    y = x @ rng.normal(size=k) + rng.normal(size=n)
    elsewhere = rng.normal(size=(7, k))
    ours, golden = EvidenceRidge().fit(x, y), BayesianRidge().fit(x, y)
    expected, spread = golden.predict(elsewhere, return_std=True)
    np.testing.assert_allclose(ours.predict(elsewhere), expected, rtol=1e-10)  # where it stops is the same iteration
    np.testing.assert_allclose(ours.predict(elsewhere, return_std=True), (expected, spread), rtol=1e-10)


def test_an_outcome_that_nothing_explains_is_predicted_by_its_mean():
    x, y = np.array([[-1.0], [0.0], [1.0], [0.0]]), np.array([1.0, 5.0, 1.0, 5.0])  # no covariance at all
    assert EvidenceRidge().fit(x, y).predict(np.array([[9.0]])) == pytest.approx(3.0)
