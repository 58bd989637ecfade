"""Smoothing: a line stays a line, a curve is found, noise is not taken for a curve."""

import numpy as np
import pytest
from scipy.interpolate import BSpline, make_smoothing_spline

from pipeline.statistics import smoothing
from pipeline.statistics.smoothing import Smoothing

SPLINE = Smoothing("spline_reml", 10)
ALL = ("spline_reml", "spline_gcv", "gaussian_process")


def noisy(seed: int, *, n: int = 63) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1.0, 1.0, n)
    return x, np.sin(3.0 * x) + 0.3 * rng.standard_normal(n)


@pytest.mark.parametrize("smoother", ["spline_reml", "spline_gcv"])
def test_a_line_is_given_back_with_two_degrees_of_freedom(smoother):
    x = np.random.default_rng(0).uniform(0.0, 100.0, 63)
    found = smoothing.fit(x, 5.0 - 2.0 * x, how=Smoothing(smoother, 10))
    assert found.values == pytest.approx(
        5.0 - 2.0 * x, abs=0.002
    )  # of a range of 200: the penalty is great, not infinite
    assert found.freedom == pytest.approx(2.0, abs=1e-2)


def test_under_the_greatest_penalty_a_spline_is_the_least_squares_line():
    rng = np.random.default_rng(1)
    x = rng.standard_normal(63)
    y = x + rng.standard_normal(63)
    found = smoothing.fit(x, y, how=SPLINE)
    assert found.freedom == pytest.approx(2.0, abs=1e-3)  # REML chose a line for this draw
    assert found.values == pytest.approx(np.polyval(np.polyfit(x, y, 1), x), abs=1e-3)


@pytest.mark.parametrize("smoother", ALL)
def test_a_curve_is_found_through_noise(smoother):
    x, y = noisy(2)
    found = smoothing.fit(x, y, how=Smoothing(smoother, 10))
    assert np.sqrt(np.mean((found.values - np.sin(3.0 * x)) ** 2)) < 0.15  # half of the noise
    assert 3.0 < found.freedom < 10.0


def test_scipys_smoothing_spline_with_gcv_says_nearly_the_same():
    x, y = noisy(3, n=120)
    order = np.argsort(x)
    theirs = make_smoothing_spline(x[order], y[order])(x)
    ours = smoothing.fit(x, y, how=Smoothing("spline_gcv", 20)).values
    assert np.abs(ours - theirs).max() < 0.1  # another basis, the same criterion


def test_the_basis_is_the_cubic_b_spline():
    u = np.linspace(-0.5, 4.5, 101)
    theirs = BSpline.basis_element(np.arange(5.0), extrapolate=False)(u)
    assert smoothing._cubic(u) == pytest.approx(np.nan_to_num(theirs), abs=1e-12)


@pytest.mark.parametrize("smoother", ALL)
def test_refitting_what_was_fitted_changes_nothing(smoother):
    x, y = noisy(4)
    found = smoothing.fit(x, y, how=Smoothing(smoother, 10))
    assert smoothing.refit(found, x, y, weights=np.ones(63)) == pytest.approx(found.values, abs=1e-6)


@pytest.mark.parametrize("smoother", ALL)
def test_a_batch_of_resamples_is_each_of_them(smoother):
    x, y = noisy(5)
    found = smoothing.fit(x, y, how=Smoothing(smoother, 10))
    counts = np.random.default_rng(6).multinomial(63, np.full(63, 1 / 63), size=3).astype(float)
    together = smoothing.refit(found, x, y, weights=counts)
    moved = smoothing.refit(found, np.tile(x, (3, 1)), np.tile(y, (3, 1)), weights=counts)
    for row in range(3):
        alone = smoothing.refit(found, x, y, weights=counts[row])
        assert together[row] == pytest.approx(alone, abs=1e-8)
        assert moved[row] == pytest.approx(alone, abs=1e-8)


def test_a_unit_that_counts_twice_is_a_unit_that_stands_twice():
    x, y = noisy(7, n=20)
    found = smoothing.fit(x, y, how=SPLINE)
    counted = smoothing.refit(found, x, y, weights=np.r_[2.0, np.ones(19)])
    repeated = smoothing.refit(found, np.r_[x, x[0]], np.r_[y, y[0]], weights=np.ones(21))
    assert counted == pytest.approx(repeated[:20], abs=1e-8)


def test_a_resample_of_one_unit_is_its_value():
    x, y = noisy(8)
    found = smoothing.fit(x, y, how=SPLINE)
    assert smoothing.refit(found, x, y, weights=63.0 * np.eye(63)[0])[0] == pytest.approx(y[0])


def test_noise_is_hardly_ever_taken_for_a_curve():
    rng = np.random.default_rng(9)
    curves = [smoothing.fit(*rng.standard_normal((2, 63)), how=SPLINE).freedom for _ in range(40)]
    assert np.mean(np.array(curves) > 4.0) <= 0.1


@pytest.mark.parametrize(
    ("x", "y", "how", "message"),
    [
        (np.arange(4.0), np.arange(4.0), SPLINE, "5 or more; got shapes"),
        (np.arange(6.0), np.arange(5.0), SPLINE, "two vectors of one length"),
        (np.ones(6), np.arange(6.0), SPLINE, "with a range"),
        (np.arange(6.0), np.ones(6), SPLINE, "with a range"),
        (np.arange(6.0), np.arange(6.0), Smoothing("spline_reml", 0), "at least one segment; got 0"),
        (np.arange(6.0), np.arange(6.0), Smoothing("lowess", 4), "must be one of spline_reml.*got 'lowess'"),
    ],
)
def test_what_cannot_be_smoothed_is_refused(x, y, how, message):
    with pytest.raises(ValueError, match=message):
        smoothing.fit(x, y, how=how)


def test_negative_weights_are_refused():
    x, y = noisy(10)
    found = smoothing.fit(x, y, how=SPLINE)
    with pytest.raises(ValueError, match="weights of 0 or more; found -1"):
        smoothing.refit(found, x, y, weights=-np.ones(63))
