"""Dominance analysis: the published worked example's rules, LMG, all subsets by a plain loop, refusals."""

import itertools

import numpy as np
import pytest

from pipeline.statistics import dominance, importance


def noisy(seed: int, n: int, k: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, k)) @ rng.standard_normal((k, k))
    return x @ np.arange(1.0, k + 1) + rng.standard_normal(n), x


def analysed(y, x, *, n_resamples=50, seed=0):
    return dominance.dominance_analysis(y, x, confidence=0.9, n_resamples=n_resamples, rng=np.random.default_rng(seed))


def r2(y, x, chosen):
    if not chosen:
        return 0.0
    design = np.column_stack([np.ones(len(y)), x[:, list(chosen)]])
    rest = y - design @ np.linalg.lstsq(design, y, rcond=None)[0]
    return 1 - rest @ rest / np.square(y - y.mean()).sum()


def test_general_dominance_is_lmg_and_sums_to_r2():
    y, x = noisy(1, 40, 4)
    found, lmg = analysed(y, x), importance.lmg_importance(y, x)
    np.testing.assert_allclose(found.general, lmg.parts, atol=1e-12)
    assert found.general.sum() == pytest.approx(found.r2)


def test_conditional_dominance_is_the_mean_over_models_of_one_size_by_a_plain_loop():
    y, x = noisy(2, 30, 4)
    found = analysed(y, x).conditional
    for j, size in itertools.product(range(4), range(4)):
        others = itertools.combinations(sorted({0, 1, 2, 3} - {j}), size)
        rises = [r2(y, x, (*s, j)) - r2(y, x, s) for s in others]
        assert found[j, size] == pytest.approx(np.mean(rises), abs=1e-10)


def test_complete_dominance_holds_in_every_model_or_is_not_given():
    y, x = noisy(3, 30, 4)
    found = analysed(y, x).complete
    for i, j in itertools.permutations(range(4), 2):
        rest = sorted({0, 1, 2, 3} - {i, j})
        models = [s for size in range(3) for s in itertools.combinations(rest, size)]
        ahead = [r2(y, x, (*s, i)) > r2(y, x, (*s, j)) for s in models]
        assert found[i, j] == (1.0 if all(ahead) else 0.0 if not any(ahead) else 0.5)
    np.testing.assert_array_equal(found + found.T, 1.0)


def test_identical_regressors_dominate_nothing_of_each_other_and_share_alike():
    y, x = noisy(4, 30, 2)
    found = analysed(y, np.column_stack([x, x[:, 1]]))
    assert found.complete[1, 2] == 0.5
    assert found.general[1] == pytest.approx(found.general[2])


def test_a_strong_regressor_dominates_noise_in_nearly_every_resample():
    rng = np.random.default_rng(5)
    x = rng.standard_normal((63, 3))
    found = analysed(2 * x[:, 0] + 0.5 * rng.standard_normal(63), x, n_resamples=300)
    assert found.complete[0].tolist() == [0.5, 1, 1]
    assert found.reproduced[0, 1] > 0.99
    assert found.low[0] > found.high[1]
    assert found.n_fitted == 300


def test_one_regressor_has_all_of_r2():
    y, x = noisy(6, 20, 1)
    found = analysed(y, x)
    assert found.general.tolist() == pytest.approx([found.r2])
    assert found.low[0] < found.r2 < found.high[0]


def test_a_resample_without_range_is_left_out_and_counted():
    x = np.array([[0.0], [0], [0], [1]])
    found = analysed(np.array([0.0, 1, 2, 5]), x, n_resamples=200)
    assert 100 < found.n_fitted < 180


@pytest.mark.parametrize(
    ("k", "options", "told"),
    [(9, {}, "at most 8 regressors"), (2, {"n_resamples": 0}, "at least one resample")],
)
def test_what_cannot_be_compared_is_refused(k, options, told):
    y, x = noisy(7, 30, k)
    with pytest.raises(ValueError, match=told):
        analysed(y, x, **options)
