"""Shapley's value: hand-sized games, and the properties that define it."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from pipeline.statistics import shapley


def exact(numbers: list[int]) -> np.ndarray:
    return np.array([Fraction(number) for number in numbers], dtype=object)


def games(k: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(-99, 99), min_size=2**k, max_size=2**k)


def test_three_players_by_hand():
    """Two right gloves (0, 1) and a left one (2); a pair is worth 1. The left glove gets 4/6, each right one 1/6."""
    worth = exact([0, 0, 0, 0, 0, 1, 1, 1])
    assert list(shapley.shares(worth)) == [Fraction(1, 6), Fraction(1, 6), Fraction(4, 6)]


def test_one_player_gets_everything():
    assert shapley.shares(np.array([2.0, 5.0])).tolist() == [3.0]


@pytest.mark.parametrize("k", [2, 4, 5])
@given(data=st.data())
def test_shares_of_fractions_add_up_exactly(k, data):
    worth = exact(data.draw(games(k))) / 7
    assert shapley.shares(worth).sum() == worth[-1] - worth[0]


@given(games(3))
def test_who_adds_nothing_gets_nothing(numbers):
    """The second player's bit is masked out: the worth does not depend on it."""
    worth = exact([numbers[coalition & 0b101] for coalition in range(8)])
    assert shapley.shares(worth)[1] == 0


@given(games(3))
def test_players_that_add_the_same_get_the_same(numbers):
    swapped = [coalition & 0b100 | (coalition & 1) << 1 | (coalition & 2) >> 1 for coalition in range(8)]
    worth = exact([numbers[coalition] + numbers[swapped[coalition]] for coalition in range(8)])
    first, second, _ = shapley.shares(worth)
    assert first == second


@given(games(4), games(4))
def test_the_shares_of_a_sum_are_the_sum_of_the_shares(one, other):
    both = shapley.shares(exact([a + b for a, b in zip(one, other, strict=True)]))
    assert list(both) == list(shapley.shares(exact(one)) + shapley.shares(exact(other)))


@given(npst.arrays(float, (16, 3), elements=st.floats(-1e3, 1e3)))
def test_shares_of_floats_add_up_to_rounding_and_each_column_by_itself(worth):
    found = shapley.shares(worth)
    np.testing.assert_allclose(found.sum(axis=0), worth[-1] - worth[0], rtol=0, atol=1e-9)
    np.testing.assert_allclose(found[:, 1], shapley.shares(worth[:, 1]), rtol=0, atol=1e-9)


def test_a_coalition_without_worth_leaves_no_share():
    assert np.isnan(shapley.shares(np.array([0.0, np.nan, 1.0, 2.0]))).all()


@pytest.mark.parametrize("n", [0, 1, 3, 12])
def test_coalitions_are_a_power_of_two(n):
    with pytest.raises(ValueError, match=f"2, 4, 8, ... coalitions; found {n}"):
        shapley.shares(np.zeros(n))
