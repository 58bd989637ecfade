import numpy as np
import pytest

from pipeline.statistics import rank_confidence

TRUTH = np.array([3.0, 2.5, 2.4, 2.4, 1.0, 0.9, 0.0, -1.0])


def sets(estimates, covariance, kind, *, seed=0, n_draws=500, confidence=0.9):
    rng = np.random.default_rng(seed)
    return rank_confidence.confidence_sets(
        estimates, covariance, kind=kind, confidence=confidence, n_draws=n_draws, rng=rng
    )


def correlated(spread, shared):
    n = TRUTH.size
    return spread**2 * (shared + (1 - shared) * np.eye(n))


@pytest.mark.parametrize(("spread", "shared"), [(0.2, 0.0), (0.6, 0.0), (0.6, 0.7)])
def test_simulated_truth_is_held_as_often_as_stated(spread, shared):
    """Coverage over 400 simulations at 90 %; a binomial proportion of 400 has a standard error of 1.5 points."""
    covariance = correlated(spread, shared)
    better = (TRUTH[np.newaxis] > TRUTH[:, np.newaxis]).sum(axis=1)
    level = (TRUTH[np.newaxis] == TRUTH[:, np.newaxis]).sum(axis=1)
    first, last = 1 + better, better + level  # places that tied true scores share
    rng, root = np.random.default_rng(11), np.linalg.cholesky(covariance)
    single, together = np.zeros(TRUTH.size), 0
    for number in range(400):
        estimates = TRUTH + root @ rng.standard_normal(TRUTH.size)
        own = sets(estimates, covariance, "marginal", seed=number, n_draws=300)
        single += (own.best <= first) & (own.worst >= last)
        every = sets(estimates, covariance, "simultaneous", seed=number, n_draws=300)
        together += ((every.best <= first) & (every.worst >= last)).all()
    assert (single / 400).min() > 0.9 - 0.045
    assert together / 400 > 0.9 - 0.045


def test_without_error_the_order_is_that_of_the_estimates():
    found = sets(np.array([3.0, 1, 2, 2]), np.zeros((4, 4)), "simultaneous")
    assert found.best.tolist() == [1, 4, 2, 2]
    assert found.worst.tolist() == [1, 4, 3, 3]


def test_an_error_that_all_units_share_changes_no_rank():
    found = sets(np.array([3.0, 2, 1]), np.full((3, 3), 100.0), "simultaneous")
    assert found.best.tolist() == found.worst.tolist() == [1, 2, 3]


def test_large_errors_leave_every_place_open():
    found = sets(np.array([3.0, 2, 1]), np.eye(3) * 1e6, "marginal")
    assert found.best.tolist() == [1, 1, 1]
    assert found.worst.tolist() == [3, 3, 3]


def test_sets_for_all_units_together_are_no_smaller():
    estimates = TRUTH + 0.1
    one, every = (sets(estimates, correlated(0.3, 0.0), kind) for kind in ("marginal", "simultaneous"))
    assert (every.best <= one.best).all()
    assert (every.worst >= one.worst).all()


@pytest.mark.parametrize(
    ("estimates", "covariance", "kind", "message"),
    [
        ([1.0, 2], np.eye(3), "marginal", "a covariance of all of them"),
        ([1.0, np.nan], np.eye(2), "marginal", "without blanks"),
        ([1.0, 2], [[1.0, 0.5], [0, 1]], "marginal", "symmetric"),
        ([1.0, 2], [[1.0, 2], [2, 1]], "marginal", "no negative eigenvalue; found -1"),
        ([1.0, 2], np.eye(2), "joint", "'marginal' or 'simultaneous'"),
    ],
)
def test_what_is_no_estimate_with_its_covariance_is_refused(estimates, covariance, kind, message):
    with pytest.raises(ValueError, match=message):
        sets(np.array(estimates), np.array(covariance), kind)


def test_a_confidence_is_a_share():
    with pytest.raises(ValueError, match="confidence must lie between 0 and 1"):
        sets(np.ones(2), np.eye(2), "marginal", confidence=95.0)
