"""Resampled components: the same as drawing rows, aligned, counted where undefined; and how wide weights are."""

import numpy as np
import pytest

from pipeline.statistics import bootstrap_components, components, pca_weights


@pytest.fixture
def values():
    rng = np.random.default_rng(0)
    return rng.standard_normal((30, 1)) * [1, 0.9, 0.8, 0.2] + rng.standard_normal((30, 4))


def test_each_resample_has_as_many_units_as_there_are():
    drawn = bootstrap_components.draw_units(7, n_resamples=50, rng=np.random.default_rng(0))
    assert drawn.shape == (50, 7)
    assert (drawn.sum(axis=1) == 7).all()
    assert drawn.max() > 1


def test_counting_units_is_the_same_as_repeating_their_rows(values):
    drawn = bootstrap_components.draw_units(30, n_resamples=5, rng=np.random.default_rng(1))
    found = bootstrap_components.resampled_components(values, drawn=drawn)
    for number, counts in enumerate(drawn):
        repeated = components.principal_components(np.repeat(values, counts, axis=0))
        assert found.eigenvalues[number] == pytest.approx(repeated.eigenvalues)
        assert np.abs(found.loadings[number]) == pytest.approx(np.abs(repeated.loadings), abs=1e-9)


def test_each_unit_once_is_the_sample_itself(values):
    found = bootstrap_components.resampled_components(values, drawn=np.ones((1, 30), int))
    whole = components.principal_components(values)
    aligned = bootstrap_components.aligned_loadings(found, target=whole.loadings[:, :2])
    assert aligned[0] == pytest.approx(whole.loadings[:, :2], abs=1e-9)


def test_a_unit_with_a_blank_counts_in_no_resample(values):
    blank = np.vstack([values, [np.nan, 1, 1, 1]])
    drawn = bootstrap_components.draw_units(31, n_resamples=4, rng=np.random.default_rng(2))
    found = bootstrap_components.resampled_components(blank, drawn=drawn)
    again = bootstrap_components.resampled_components(values, drawn=drawn[:, :30])
    np.testing.assert_array_equal(found.eigenvalues, again.eigenvalues)


def test_a_resample_in_which_an_indicator_lost_its_range_is_undefined_not_dropped():
    table = np.array([[1.0, 0], [2, 0], [3, 0], [4, 1]])
    drawn = np.array([[1, 1, 1, 1], [2, 1, 1, 0], [0, 0, 0, 4]])
    found = bootstrap_components.resampled_components(table, drawn=drawn)
    assert found.defined.tolist() == [True, False, False]
    assert np.isnan(found.eigenvalues[1:]).all()
    weights = bootstrap_components.resampled_weights(found.loadings[:, :, :1])
    assert weights[0] == pytest.approx([0.5, 0.5])
    assert bootstrap_components.spread(weights, confidence=0.9).n == 1


def test_weights_of_the_sample_itself_are_those_of_pca_weights(values):
    drawn = np.ones((1, 30), int)
    found = bootstrap_components.resampled_components(values, drawn=drawn)
    first = bootstrap_components.aligned_loadings(found, target=components.principal_components(values).loadings[:, :1])
    assert bootstrap_components.resampled_weights(first)[0] == pytest.approx(
        pca_weights.weights_first_vector(values).squared
    )
    rotated = pca_weights.weights_rotated(values, min_eigenvalue=1.0, min_share=0.1, cumulative_share=0.6)
    aligned = bootstrap_components.aligned_loadings(found, target=rotated.loadings)
    assert bootstrap_components.resampled_weights(aligned)[0] == pytest.approx(rotated.weights)


def test_weights_from_components_are_wide_at_63_units():
    """Four indicators with r = 0.5 weigh a quarter each in truth; 95 % of the resamples spread over 5 points or more."""
    rng = np.random.default_rng(4)
    table = rng.standard_normal((63, 1)) + rng.standard_normal((63, 4))
    drawn = bootstrap_components.draw_units(63, n_resamples=400, rng=rng)
    found = bootstrap_components.resampled_components(table, drawn=drawn)
    target = components.principal_components(table).loadings[:, :1]
    weights = bootstrap_components.resampled_weights(bootstrap_components.aligned_loadings(found, target=target))
    spread = bootstrap_components.spread(weights, confidence=0.95)
    assert (spread.high - spread.low > 0.05).all()
    assert (spread.low < 0.25).sum() >= 3
    assert weights.sum(axis=1) == pytest.approx(1.0)


def test_intervals_of_loadings_hold_the_truth():
    """Two blocks of three indicators at r = 0.64 have one component each, loadings sqrt((1 + 2 x 0.64) / 3) = 0.872."""
    rng, held = np.random.default_rng(5), []
    for _ in range(60):
        shared = np.repeat(rng.standard_normal((63, 2)), 3, axis=1)
        table = 0.8 * shared + 0.6 * rng.standard_normal((63, 6))
        target = pca_weights.varimax(components.principal_components(table).loadings[:, :2])
        drawn = bootstrap_components.draw_units(63, n_resamples=200, rng=rng)
        found = bootstrap_components.resampled_components(table, drawn=drawn)
        spread = bootstrap_components.spread(
            bootstrap_components.aligned_loadings(found, target=target), confidence=0.95
        )
        column = int(np.argmax(target[0]))
        held.append(spread.low[0, column] <= np.sqrt((1 + 2 * 0.64) / 3) <= spread.high[0, column])
    assert np.mean(held) > 0.85  # percentile intervals after alignment are a little narrow


def test_nothing_defined_has_no_spread():
    found = bootstrap_components.spread(np.full((3, 2), np.nan), confidence=0.9)
    assert found.n == 0
    assert np.isnan(found.low).all()


def test_wrong_arguments_are_refused(values):
    with pytest.raises(ValueError, match="needs units and resamples; got 5 and 0"):
        bootstrap_components.draw_units(5, n_resamples=0, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"draws are needed for 30 units; got shape \(2, 3\)"):
        bootstrap_components.resampled_components(values, drawn=np.ones((2, 3), int))
    with pytest.raises(ValueError, match="between 0 and 1; got 95"):
        bootstrap_components.spread(np.zeros((2, 1)), confidence=95)
