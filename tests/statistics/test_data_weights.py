"""Weights from data: entropy and CRITIC, against two independent libraries and a published example."""

from __future__ import annotations

import numpy as np
import pymcdm.weights
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import data_weights

PINNED = 1e-12  # relative: sixteen digits of another library, another order of summation
# Eight companies, three criteria, higher is better: Diakoulaki, Mavrotas, Papayannakis (1995), table 1.
COMPANIES = np.array(
    [[61, 1.08, 4.33], [20.7, 0.26, 4.34], [16.3, 1.98, 2.53], [9, 3.29, 1.65],
     [5.4, 2.77, 2.33], [4, 4.12, 1.21], [-6.1, 3.52, 2.10], [-34.6, 3.31, 0.98]]
)  # fmt: skip
tables = hnp.arrays(np.float64, (6, 3), elements=st.integers(1, 100)).filter(
    lambda x: (np.ptp(x, axis=0) > 0).all() and np.linalg.matrix_rank(x - x.mean(axis=0)) > 1
)


def entropy(scores):
    return data_weights.entropy_weights(scores)


def critic(scores):
    return data_weights.critic_weights(scores)


both = pytest.mark.parametrize("weigh", [entropy, critic])


def test_entropy_of_one_half_and_one_half_by_hand():
    found = entropy(np.array([[1.0, 1.0], [1.0, 3.0]]))
    uneven = -(0.25 * np.log(0.25) + 0.75 * np.log(0.75)) / np.log(2)
    assert found.entropies.tolist() == pytest.approx([1.0, uneven])
    assert found.weights.tolist() == pytest.approx([0.0, 1.0])  # an even indicator tells units apart in nothing


def test_all_with_one_unit_is_no_entropy_and_zero_logarithms_are_no_trouble():
    assert entropy(np.array([[0.0, 1.0], [5.0, 3.0]])).entropies[0] == 0.0


def test_entropy_weights_of_the_technology_achievement_index(tai):
    """pymcdm 1.4.0 entropy_weights and scikit-criteria 0.10 EntropyWeighter agree on these to sixteen digits."""
    expected = [
        4.0007232119839881e-01, 3.1731460335100697e-01, 1.8901510194774204e-01, 4.0550822473891072e-02,
        3.6665161286312994e-04, 1.0725008786117440e-03, 9.2602787282638158e-03, 4.2347719809222445e-02,
    ]  # fmt: skip
    np.testing.assert_allclose(entropy(tai).weights, expected, rtol=1e-11)  # one minus an entropy of 0.9999


def test_entropy_weights_of_a_column_with_a_zero():
    """scikit-criteria 0.10 EntropyWeighter; pymcdm 1.4.0 sets the entropy of the first column to 0 instead."""
    found = entropy(np.array([[0.0, 2.0], [1.0, 3.0], [3.0, 4.0]]))
    np.testing.assert_allclose(found.weights, [0.9342278660879337, 0.0657721339120662], rtol=PINNED)


def test_critic_by_hand():
    found = critic(np.array([[0.0, 1.0, 5.0], [1.0, 2.0, 3.0], [2.0, 3.0, 4.0]]))
    assert found.spreads.tolist() == pytest.approx([0.5, 0.5, 0.5])
    assert found.conflicts.tolist() == pytest.approx([1.5, 1.5, 3.0])  # correlations 1, -0.5, -0.5
    assert found.weights.tolist() == pytest.approx([0.25, 0.25, 0.5])


def test_critic_weights_of_the_example_of_its_authors():
    """Data of Diakoulaki et al. (1995); figures of pymcdm 1.4.0 critic_weights and scikit-criteria 0.10 CRITIC."""
    expected = [0.20222553978778, 0.4809017290197193, 0.3168727311925006]
    np.testing.assert_allclose(critic(COMPANIES).weights, expected, rtol=PINNED)


def test_critic_weights_of_the_technology_achievement_index(tai):
    """pymcdm 1.4.0 critic_weights and scikit-criteria 0.10 CRITIC(correlation="pearson")."""
    expected = [
        0.1199488284366454, 0.1421469000665232, 0.1224745574209373, 0.1592028169727245,
        0.0898171294560595, 0.0908397486077106, 0.139376931928038, 0.1361930871113616,
    ]  # fmt: skip
    np.testing.assert_allclose(critic(tai).weights, expected, rtol=PINNED)


@both
def test_a_unit_with_a_blank_is_left_out_and_the_blank_is_no_zero(weigh, tai):
    holed = np.concatenate([tai, np.full((1, 8), 50.0)])
    holed[-1, 3] = np.nan
    found = weigh(holed)
    np.testing.assert_allclose(found.weights, weigh(tai).weights, rtol=PINNED)
    assert found.n == 23


@both
@settings(deadline=None, max_examples=40)
@given(scores=tables, data=st.data())
def test_weights_lie_on_the_simplex_whatever_the_order_and_inputs_stay(weigh, scores, data):
    before = scores.copy()
    found = weigh(scores).weights
    assert (found >= 0).all()
    assert found.sum() == pytest.approx(1.0, rel=PINNED)
    units, columns = data.draw(st.permutations(range(6))), data.draw(st.permutations(range(3)))
    np.testing.assert_allclose(weigh(scores[units]).weights, found, atol=1e-9)  # conflicts near 0 magnify rounding
    np.testing.assert_allclose(weigh(scores[:, columns]).weights, found[columns], atol=1e-9)
    np.testing.assert_array_equal(scores, before)


@settings(deadline=None, max_examples=40)
@given(scores=tables, factor=st.sampled_from([0.01, 7.0]), shift=st.integers(-50, 50))
def test_affine_changes_leave_critic_and_factors_leave_entropy_alone(scores, factor, shift):
    np.testing.assert_allclose(critic(scores * factor + shift).weights, critic(scores).weights, atol=1e-9)
    np.testing.assert_allclose(entropy(scores * factor).weights, entropy(scores).weights, atol=1e-9)


@both
def test_a_batch_is_its_loop(weigh):
    scores = np.random.default_rng(2).uniform(1, 9, size=(2, 3, 7, 4))
    scores[0, 1, 2, 3] = np.nan
    found = weigh(scores)
    loop = np.stack([[weigh(table).weights for table in block] for block in scores])
    np.testing.assert_allclose(found.weights, loop, rtol=PINNED)  # sums in another order
    assert found.n.tolist() == [[7, 6, 7], [7, 7, 7]]


def test_critic_pays_for_standing_alone():
    rng = np.random.default_rng(1)
    common = rng.standard_normal((63, 1))
    scores = np.column_stack([common + 0.3 * rng.standard_normal((63, 2)), rng.standard_normal(63)])
    assert np.argmax(critic(scores).weights) == 2


def test_what_cannot_be_weighed_is_refused_by_its_column():
    with pytest.raises(ValueError, match=r"0 or more; found -1.0 in columns \[1\]"):
        entropy(np.array([[1.0, -1.0], [2.0, 3.0]]))
    with pytest.raises(ValueError, match=r"above 0 in every column; found none in columns \[1\]"):
        entropy(np.array([[1.0, 0.0], [2.0, 0.0]]))
    with pytest.raises(ValueError, match="a column with a range; found none"):
        entropy(np.array([[1.0, 2.0], [1.0, 2.0]]))
    with pytest.raises(ValueError, match=r"a range in every column; found none in columns \[0\]"):
        critic(np.array([[1.0, 2.0], [1.0, 3.0]]))
    with pytest.raises(ValueError, match="correlations that are all 1"):
        critic(np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]))


@both
def test_one_complete_unit_is_too_few(weigh):
    with pytest.raises(ValueError, match="at least two complete units; found 1"):
        weigh(np.array([[1.0, 2.0], [np.nan, 3.0]]))


@settings(max_examples=50)
@given(tables)
def test_pymcdm_computes_the_same_entropy_weights(table):
    np.testing.assert_allclose(entropy(table).weights, pymcdm.weights.entropy_weights(table), rtol=1e-9, atol=1e-12)


@settings(max_examples=50)
@given(tables)
def test_pymcdm_computes_the_same_critic_weights(table):
    scores = (table - table.min(axis=0)) / np.ptp(table, axis=0)  # pymcdm normalises by itself
    np.testing.assert_allclose(critic(scores).weights, pymcdm.weights.critic_weights(table), rtol=1e-9, atol=1e-12)
