"""The correlation ratio and its company: known truths, two-unit arithmetic, the paper's discrepancy."""

import numpy as np
import pytest

from pipeline.statistics import correlation_ratio
from pipeline.statistics.smoothing import Smoothing

HOW = Smoothing("spline_reml", 10)
SQUARE = np.array([[1.0, 1], [1, -1], [-1, 1], [-1, -1], [0, 0]])  # two uncorrelated components, even spread


def options(n: int, *, n_resamples: int = 20, seed: int = 0) -> dict:
    counts = correlation_ratio.resamples(n, n_resamples=n_resamples, rng=np.random.default_rng(seed))
    return {"counts": counts, "how": HOW, "confidence": 0.95}


def test_independent_components_share_the_variance_as_their_weights_squared():
    weights = np.array([3.0, 1.0])  # 9 to 1
    found = correlation_ratio.covariance_shares(
        SQUARE, SQUARE @ weights, weights=weights, counts=np.ones((1, 5)), confidence=0.9
    )
    assert found.values == pytest.approx([0.9, 0.1])


def test_of_two_units_that_differ_in_one_component_this_one_makes_all_the_variance():
    scores = np.repeat([[0.0, 5.0], [10.0, 5.0]], 3, axis=0)  # y is 2.5 and 7.5: all of it from the first
    found = correlation_ratio.covariance_shares(
        scores, scores.mean(axis=1), weights=np.ones(2), counts=np.ones((1, 6)), confidence=0.9
    )
    assert found.values == pytest.approx([1.0, 0.0])


def test_shares_sum_to_one_in_every_resample():
    scores = np.random.default_rng(1).standard_normal((40, 4)).cumsum(axis=1)
    found = correlation_ratio.covariance_shares(
        scores, scores.mean(axis=1), weights=np.ones(4), counts=options(40)["counts"], confidence=0.95
    )
    assert found.resampled.sum(axis=1) == pytest.approx(1.0)


def test_a_component_that_goes_against_the_aggregate_has_a_negative_share():
    first = np.random.default_rng(2).standard_normal(30)
    scores = np.column_stack([first, -0.5 * first])
    found = correlation_ratio.covariance_shares(
        scores, scores.mean(axis=1), weights=np.ones(2), counts=np.ones((1, 30)), confidence=0.9
    )
    assert found.values == pytest.approx([2.0, -1.0])


def test_a_straight_relation_has_the_squared_correlation_as_its_ratio():
    rng = np.random.default_rng(3)
    x = rng.standard_normal(400)
    y = x + rng.standard_normal(400)
    found = correlation_ratio.main_effects(x[:, np.newaxis], y, **options(400))
    assert found.values[0] == pytest.approx(np.corrcoef(x, y)[0, 1] ** 2, abs=0.01)


def test_a_u_shaped_relation_has_no_linear_importance_and_a_high_ratio():
    rng = np.random.default_rng(4)
    x = np.linspace(-1.0, 1.0, 200)
    y = x**2 + 0.05 * rng.standard_normal(200)
    assert np.corrcoef(x, y)[0, 1] ** 2 < 0.02
    assert correlation_ratio.main_effects(x[:, np.newaxis], y, **options(200)).values[0] > 0.9


def test_first_order_effects_of_the_ishigami_function():
    """S = 0.3139, 0.4424, 0 for a = 7, b = 0.1 (Ishigami and Homma 1990); 4,000 points, so within 0.03."""
    x = np.random.default_rng(5).uniform(-np.pi, np.pi, (4000, 3))
    y = np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    found = correlation_ratio.main_effects(x, y, **options(4000, n_resamples=5))
    assert found.values == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)


def test_an_isolated_effect_is_the_squared_weight_times_what_is_left():
    """For a weighted sum: cov(y, z) = w V(z), so that R2 = w^2 V(z) / V(y)."""
    rng = np.random.default_rng(6)
    x = rng.standard_normal((2000, 2))
    x[:, 1] = 0.8 * x[:, 0] + 0.6 * x[:, 1]  # correlation 0.8: V(z) = 1 - 0.64
    y = 0.5 * x[:, 0] + 0.5 * x[:, 1]  # V(y) = 0.25 (2 + 1.6)
    found = correlation_ratio.isolated_effects(x, y, **options(2000, n_resamples=3))
    assert found.values == pytest.approx(0.25 * 0.36 / (0.25 * 3.6), abs=0.02)


def test_without_company_or_with_siblings_that_say_it_all_nothing_is_isolated():
    x = np.random.default_rng(7).standard_normal((30, 2))
    alone = correlation_ratio.isolated_effects(x[:, :1], x[:, 0], **options(30))
    assert np.isnan(alone.values).all()
    told = np.column_stack([x, x.sum(axis=1)])
    assert np.isnan(correlation_ratio.isolated_effects(told, told.mean(axis=1), **options(30)).values).all()


def test_pure_noise_has_an_interval_that_begins_at_zero():
    rng = np.random.default_rng(8)
    found = correlation_ratio.main_effects(rng.standard_normal((63, 6)), rng.standard_normal(63), **options(63))
    assert (found.low == 0.0).sum() >= 5


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    """Normal scores with S = 0.18, as institutions have, at n = 63: 95 % of 60 draws, give or take three errors."""
    rng, held = np.random.default_rng(9), 0
    for seed in range(60):
        x = rng.standard_normal(63)
        y = np.sqrt(0.18) * x + np.sqrt(0.82) * rng.standard_normal(63)
        found = correlation_ratio.main_effects(x[:, np.newaxis], y, **options(63, n_resamples=200, seed=seed))
        held += found.low[0] <= 0.18 <= found.high[0]
    assert held >= 52


def test_a_unit_without_a_score_is_left_out():
    scores = np.random.default_rng(10).standard_normal((31, 2))
    scores[30, 0] = np.nan
    whole = correlation_ratio.main_effects(scores[:30], scores[:30].mean(axis=1), **options(30))
    given = options(30) | {"counts": np.column_stack([options(30)["counts"], np.ones(20)])}
    blank = correlation_ratio.main_effects(scores, scores.mean(axis=1), **given)
    assert blank.values == pytest.approx(whole.values)
    assert (blank.n, blank.low) == (30, pytest.approx(whole.low))


def test_a_component_without_range_has_no_ratio():
    scores = np.column_stack([np.arange(10.0), np.ones(10)])
    found = correlation_ratio.main_effects(scores, scores.mean(axis=1), **options(10))
    assert np.isnan(found.values).tolist() == [False, True]
    assert np.isnan([found.low[1], found.high[1], found.freedom[1]]).all()


def test_importance_as_the_weights_say_has_no_discrepancy():
    assert correlation_ratio.maximal_discrepancy(np.array([2.0, 1.0]), np.array([0.8, 0.4])) == pytest.approx(0.0)


def test_the_discrepancy_is_taken_to_the_heaviest_and_most_important():
    """Weights 1, 1, 1/2 of the heaviest; importance 0.6 / 0.8, 0.1 / 0.8: off by 0.25 and by 0.375."""
    importance = np.array([0.6, 0.8, 0.1])
    assert correlation_ratio.maximal_discrepancy(np.array([0.4, 0.4, 0.2]), importance) == pytest.approx(0.375)


def test_the_discrepancy_of_many_resamples_is_that_of_each():
    importance = np.random.default_rng(11).uniform(0.1, 0.9, (7, 3))
    weights = np.array([0.5, 0.3, 0.2])
    each = [float(correlation_ratio.maximal_discrepancy(weights, row)) for row in importance]
    assert correlation_ratio.maximal_discrepancy(weights, importance) == pytest.approx(np.array(each))


def test_without_importance_there_is_no_discrepancy():
    assert np.isnan(correlation_ratio.maximal_discrepancy(np.ones(2), np.array([0.0, 0.0])))
    assert np.isnan(correlation_ratio.maximal_discrepancy(np.ones(2), np.array([0.5, np.nan])))


def test_resamples_have_as_many_units_as_there_are():
    counts = correlation_ratio.resamples(9, n_resamples=4, rng=np.random.default_rng(0))
    assert counts.shape == (4, 9)
    assert counts.sum(axis=1) == pytest.approx(9.0)


@pytest.mark.parametrize(
    ("scores", "aggregate", "message"),
    [
        (np.ones((4, 2)), np.arange(4.0), "at least 5 complete units; got 4"),
        (np.ones((6, 2)), np.arange(5.0), "of the same units are needed"),
        (np.arange(12.0).reshape(6, 2), np.ones(6), "every aggregate needs a range"),
    ],
)
def test_what_has_no_ratio_is_refused(scores, aggregate, message):
    with pytest.raises(ValueError, match=message):
        correlation_ratio.main_effects(scores, aggregate, **options(len(scores)))


def test_no_resamples_and_a_wrong_number_of_importances_are_refused():
    with pytest.raises(ValueError, match="at least one unit and one resample; got 3 and 0"):
        correlation_ratio.resamples(3, n_resamples=0, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"importance for each of 2 weights; got \(3,\)"):
        correlation_ratio.maximal_discrepancy(np.ones(2), np.ones(3))
