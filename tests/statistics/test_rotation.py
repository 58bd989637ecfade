"""Procrustes and congruence: what was turned is turned back, and likeness has its known values."""

import numpy as np
import pytest

from pipeline.statistics import rotation

TARGET = np.array([[0.9, 0.1], [0.8, 0.2], [0.1, 0.7]])


def turn(angle):
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


@pytest.mark.parametrize("turned", [turn(0.7), turn(2.5), np.diag([-1.0, 1.0]), np.eye(2)[:, ::-1]])
def test_what_was_turned_reflected_or_swapped_is_turned_back(turned):
    assert rotation.procrustes(TARGET @ turned, target=TARGET) == pytest.approx(TARGET)


def test_communalities_stay():
    rng = np.random.default_rng(0)
    loadings = rng.standard_normal((5, 4, 2))
    found = rotation.procrustes(loadings, target=rng.standard_normal((4, 2)))
    assert (found**2).sum(axis=-1) == pytest.approx((loadings**2).sum(axis=-1))


def test_no_rotation_lies_nearer_the_target():
    loadings = np.random.default_rng(1).standard_normal((3, 2))
    best = np.linalg.norm(rotation.procrustes(loadings, target=TARGET) - TARGET)
    others = [
        np.linalg.norm(loadings @ turn(angle) @ flip - TARGET)
        for angle in np.linspace(0, 2 * np.pi, 200)
        for flip in (np.eye(2), np.diag([1.0, -1.0]))
    ]
    assert best <= min(others) + 1e-12


def test_a_resample_without_loadings_stays_without():
    both = np.stack([TARGET, np.full((3, 2), np.nan)])
    found = rotation.procrustes(both, target=TARGET)
    assert found[0] == pytest.approx(TARGET)
    assert np.isnan(found[1]).all()


def test_one_component_can_only_change_its_sign():
    column = np.array([[0.5], [0.2]])
    assert rotation.procrustes(-column, target=np.array([[0.9], [0.1]])) == pytest.approx(column)


def test_congruence_by_hand():
    first, second = np.array([[3.0], [4.0]]), np.array([[4.0], [3.0]])
    assert rotation.congruence(first, second) == pytest.approx([24 / 25])


def test_loadings_that_differ_by_a_factor_are_congruent():
    assert rotation.congruence(TARGET, 0.5 * TARGET @ turn(1.0)) == pytest.approx([1.0, 1.0])


def test_loadings_on_other_indicators_are_not():
    first, second = np.array([[1.0], [1.0], [0.0], [0.0]]), np.array([[0.0], [0.0], [1.0], [1.0]])
    assert rotation.congruence(first, second) == pytest.approx([0.0], abs=1e-12)


def test_a_component_without_loadings_has_no_congruence():
    assert np.isnan(rotation.congruence(np.zeros((2, 1)), np.ones((2, 1)))).all()


def test_congruence_takes_resamples_on_both_sides():
    rng = np.random.default_rng(2)
    first, second = rng.standard_normal((2, 6, 5, 2))
    found = rotation.congruence(first, second)
    assert found[3] == pytest.approx(rotation.congruence(first[3], second[3]))


def test_shapes_must_agree():
    with pytest.raises(ValueError, match=r"one shape; got \(2, 1\) and \(3, 2\)"):
        rotation.procrustes(np.zeros((2, 1)), target=TARGET)
    with pytest.raises(ValueError, match="two tables of one shape"):
        rotation.congruence(TARGET, TARGET[:2])
