import numpy as np
import pytest

from pipeline.statistics import rank_spread, uncertainty

RANKS = np.array([[1.0, 2, 3], [1, 3, 2], [2, 1, 3], [1, 2, 3]])


def test_the_chance_of_the_first_places_counts_draws():
    found = rank_spread.top_shares(RANKS, places=[1, 2])
    assert found.tolist() == [[0.75, 0.25, 0.0], [1.0, 0.75, 0.25]]


def test_a_unit_that_is_ranked_in_some_draws_is_counted_in_those():
    ranks = np.array([[1.0, np.nan], [1.0, np.nan], [2.0, 1.0]])
    assert rank_spread.top_shares(ranks, places=[1])[0, 1] == 1.0
    assert np.isnan(rank_spread.top_shares(np.full((2, 1), np.nan), places=[1])).all()


def test_a_shared_place_between_two_is_not_among_the_first():
    assert rank_spread.top_shares(np.array([[1.5, 1.5, 3.0]]), places=[1]).tolist() == [[0.0, 0.0, 0.0]]


def test_places_begin_at_one():
    with pytest.raises(ValueError, match=r"places from 1; got \(4, 3\), \[0\]"):
        rank_spread.top_shares(RANKS, places=[0])


def test_convergence_doubles_from_step_to_step_up_to_all_draws():
    ranks = np.random.default_rng(0).permuted(np.tile(np.arange(1.0, 6), (1000, 1)), axis=1)
    assert rank_spread.convergence(ranks, first=250, low=0.05, high=0.95).n_draws.tolist() == [250, 500, 1000]
    assert rank_spread.convergence(ranks, first=501, low=0.05, high=0.95).n_draws.tolist() == [1000]
    assert rank_spread.convergence(ranks, first=5000, low=0.05, high=0.95).n_draws.tolist() == [1000]


def test_the_last_step_is_the_range_of_all_draws_and_a_change_is_the_largest_of_its_three_numbers():
    ranks = np.random.default_rng(0).permuted(np.tile(np.arange(1.0, 6), (64, 1)), axis=1)
    found = rank_spread.convergence(ranks, first=16, low=0.1, high=0.9)
    whole, half = (uncertainty.summarise_ranks(ranks[:size], low=0.1, high=0.9) for size in (64, 32))
    np.testing.assert_array_equal(found.low[-1], whole.low)
    np.testing.assert_array_equal(found.high[-1], whole.high)
    moved = [np.abs(getattr(whole, name) - getattr(half, name)) for name in ("low", "median", "high")]
    np.testing.assert_array_equal(found.change[-1], np.max(moved, axis=0))
    assert np.isnan(found.change[0]).all()


def test_draws_that_never_differ_have_converged():
    found = rank_spread.convergence(np.tile([1.0, 2.0], (8, 1)), first=2, low=0.05, high=0.95)
    assert (found.change[1:] == 0).all()


def test_a_first_step_needs_a_draw():
    with pytest.raises(ValueError, match="at least one draw; got 0"):
        rank_spread.convergence(RANKS, first=0, low=0.05, high=0.95)


def test_all_variance_lies_between_groups_that_do_not_vary_within():
    found = rank_spread.variance_split(np.array([[1.0], [1.0], [5.0], [5.0]]), groups=np.array([7, 7, 9, 9]))
    assert (found.between[0], found.within[0], found.total[0]) == (4.0, 0.0, 4.0)


def test_the_split_recovers_known_components():
    """Fifty groups of variance 4 and forty replicates each of variance 9, over 300 outputs: about 4 and 9."""
    rng = np.random.default_rng(5)
    groups = np.repeat(np.arange(50), 40)
    values = 2.0 * rng.standard_normal((50, 300))[groups] + 3.0 * rng.standard_normal((2000, 300))
    found = rank_spread.variance_split(values, groups=groups)
    assert found.between.mean() == pytest.approx(4.0 * 49 / 50, rel=0.03)  # of these fifty groups, about their own mean
    assert found.within.mean() == pytest.approx(9.0, rel=0.02)
    np.testing.assert_allclose(found.total, values.var(axis=0), rtol=0.02)


def test_groups_that_say_nothing_explain_nothing_on_average():
    rng = np.random.default_rng(6)
    found = rank_spread.variance_split(rng.standard_normal((400, 500)), groups=np.arange(400) % 100)
    assert found.between.mean() == pytest.approx(0.0, abs=0.01)  # it would be 0.25 without the correction
    assert (found.between < 0).any()


def test_a_group_of_one_counts_with_the_variance_of_the_others():
    found = rank_spread.variance_split(np.array([[1.0], [3.0], [2.0]]), groups=np.array([0, 0, 1]))
    assert found.within[0] == pytest.approx(2.0)


def test_a_split_needs_a_group_of_two():
    with pytest.raises(ValueError, match="a group of two or more replicates; got groups of one"):
        rank_spread.variance_split(RANKS, groups=np.arange(4))


def test_a_split_needs_every_value():
    with pytest.raises(ValueError, match=r"a full table and a group for each row; got \(1, 1\), 1"):
        rank_spread.variance_split(np.array([[np.nan]]), groups=np.zeros(1, dtype=int))
