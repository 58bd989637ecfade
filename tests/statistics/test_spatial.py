"""Moran's I: by hand, its expectation, its permutation test, and rules of who neighbours whom."""

import numpy as np
import pytest

from pipeline.statistics import spatial

RING = np.roll(np.eye(6), 1, axis=0) + np.roll(np.eye(6), -1, axis=0)


def moran(values, neighbours=RING, n_permutations=99, seed=0):
    return spatial.morans_i(
        np.array(values, float),
        neighbours=np.array(neighbours, float),
        n_permutations=n_permutations,
        confidence=0.95,
        rng=np.random.default_rng(seed),
    )


def test_morans_i_by_hand():
    # z = -2 -2 -2 2 2 2; the mean of the two neighbours times z: 0 4 0 0 4 0 -> 8 of 24
    found = moran([1, 1, 1, 5, 5, 5])
    assert found.i == pytest.approx(8 / 24)
    assert found.expected == pytest.approx(-1 / 5)
    assert found.n == 6


def test_neighbours_that_alternate_are_as_unlike_as_can_be():
    assert moran([1, 5, 1, 5, 1, 5]).i == pytest.approx(-1.0)


def test_in_groups_of_pairs_it_is_one_where_both_are_alike():
    pairs = spatial.group_neighbours(np.array([0, 0, 1, 1, 2, 2]))
    assert moran([1, 1, 5, 5, 9, 9], pairs).i == pytest.approx(1.0)


def test_the_mean_over_permutations_is_the_expectation():
    rng = np.random.default_rng(1)
    near = spatial.group_neighbours(np.repeat(np.arange(7), 9))
    found = [moran(rng.standard_normal(63), near, 1, seed) for seed in range(300)]
    assert np.mean([one.i for one in found]) == pytest.approx(-1 / 62, abs=0.01)


def test_the_test_rejects_chance_as_often_as_it_says():
    """At 5 % of 400 tables of noise, two standard errors are 2.2 points."""
    rng = np.random.default_rng(2)
    near = spatial.grid_neighbours(*np.divmod(np.arange(36.0), 6), contiguity="queen")
    p = [moran(rng.standard_normal(36), near, 99, seed).p_value for seed in range(400)]
    assert 0.028 <= np.mean(np.array(p) <= 0.05) <= 0.072


def test_the_smallest_p_value_counts_the_data_themselves():
    near = spatial.group_neighbours(np.repeat(np.arange(7), 9))
    assert moran(np.repeat(np.arange(7.0), 9), near, 99).p_value == pytest.approx(1 / 100)


def test_rows_are_standardised_so_that_many_neighbours_do_not_count_more():
    assert moran([1, 2, 3, 4, 5, 9], 7 * RING).i == pytest.approx(moran([1, 2, 3, 4, 5, 9]).i)


def test_a_unit_without_a_neighbour_or_a_value_is_left_out():
    near = spatial.group_neighbours(np.array([0, 0, 0, 1]))
    assert moran([1, 2, 4, 100], near).n == 3
    near = spatial.group_neighbours(np.array([0, 0, 0, 1, 1]))
    assert moran([1, 2, 4, 100, np.nan], near).n == 3  # the fifth has no value, and leaves the fourth alone


def test_without_range_or_with_two_units_there_is_none():
    assert np.isnan(moran([3, 3, 3, 3, 3, 3]).i)
    assert np.isnan(moran([1, 2], np.ones((2, 2)) - np.eye(2)).p_value)


def test_rook_shares_a_side_and_queen_a_corner_too():
    rows, columns = np.array([0.0, 0, 1, 1, np.nan]), np.array([0.0, 1, 0, 1, 1])
    rook = spatial.grid_neighbours(rows, columns, contiguity="rook")
    queen = spatial.grid_neighbours(rows, columns, contiguity="queen")
    assert rook.sum(axis=1).tolist() == [2, 2, 2, 2, 0]
    assert queen.sum(axis=1).tolist() == [3, 3, 3, 3, 0]
    assert np.array_equal(rook, rook.T)
    assert not np.diag(queen).any()


def test_wrong_arguments_are_refused():
    with pytest.raises(ValueError, match="a square table of its neighbours"):
        moran([1, 2, 3])
    with pytest.raises(ValueError, match="no unit its own neighbour"):
        moran([1, 2, 3], np.eye(3))
    with pytest.raises(ValueError, match="at least one permutation; got 0"):
        moran([1, 2, 3, 4, 5, 6], n_permutations=0)
    with pytest.raises(ValueError, match="one of rook, queen; got 'bishop'"):
        spatial.grid_neighbours(np.zeros(2), np.zeros(2), contiguity="bishop")
