import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.statistics import partial_order


def relation(n, *pairs):
    found = np.zeros((n, n), dtype=bool)
    for one, other in pairs:
        found[one, other] = True
    return found


def test_a_chain_keeps_only_its_links():
    found = partial_order.partial_order(relation(3, (0, 1), (1, 2), (0, 2)))
    np.testing.assert_array_equal(found.covers, relation(3, (0, 1), (1, 2)))
    assert found.layer.tolist() == [1, 2, 3]


def test_a_pair_that_follows_by_way_of_another_is_in_the_order_though_not_in_the_relation():
    found = partial_order.partial_order(relation(3, (0, 1), (1, 2)))
    assert found.above[0, 2]
    assert not found.covers[0, 2]


def test_units_that_nothing_joins_stand_in_the_first_layer():
    found = partial_order.partial_order(relation(3))
    assert found.layer.tolist() == [1, 1, 1]
    assert not found.above.any()


def test_a_diamond_has_four_lines():
    found = partial_order.partial_order(relation(4, (0, 1), (0, 2), (1, 3), (2, 3), (0, 3)))
    assert found.covers.sum() == 4
    assert found.layer.tolist() == [1, 2, 2, 3]


def test_a_circle_is_no_order_and_says_who_is_in_it():
    found = partial_order.partial_order(relation(4, (0, 1), (1, 2), (2, 0), (0, 3)))
    assert found.in_cycle.tolist() == [True, True, True, False]
    assert not found.covers.any()
    assert found.layer.tolist() == [0, 0, 0, 0]


@given(st.integers(2, 9), st.integers(0, 2**30))
def test_the_lines_say_all_of_the_order_and_no_line_can_go(n, seed):
    rng = np.random.default_rng(seed)
    wanted = np.triu(rng.random((n, n)) < 0.4, k=1)
    turn = rng.permutation(n)
    found = partial_order.partial_order(wanted[np.ix_(turn, turn)])
    np.testing.assert_array_equal(partial_order.partial_order(found.covers).above, found.above)
    for one, other in np.argwhere(found.covers):
        fewer = found.covers.copy()
        fewer[one, other] = False
        assert not partial_order.partial_order(fewer).above[one, other]
    ahead, behind = np.nonzero(found.above)
    assert (found.layer[ahead] < found.layer[behind]).all()


def test_a_relation_is_a_square():
    with pytest.raises(ValueError, match=r"needs a square table; got shape \(2, 3\)"):
        partial_order.partial_order(np.zeros((2, 3), dtype=bool))
