"""Sensitivity: functions whose indices are known, parity with COINr's estimates, shifts by hand."""

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.statistics import sensitivity

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.exists(), reason="the numbers by COINr lie outside the repository")
N_BASE = 2**14


def read(outputs: np.ndarray, n_factors: int, n_base: int, n_resamples: int = 20) -> sensitivity.SobolIndices:
    return sensitivity.sobol_indices(
        outputs,
        n_factors=n_factors,
        n_base=n_base,
        min_variance=1e-12,
        n_resamples=n_resamples,
        confidence=0.9,
        rng=np.random.default_rng(1),
    )


def ishigami(points: np.ndarray) -> np.ndarray:
    """Ishigami and Homma (1990), a = 7, b = 0.1, doi:10.1109/ISUMA.1990.151285."""
    x = np.pi * (2 * points - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_indices() -> tuple[list[float], list[float], float]:
    """First order, total and variance in closed form, by integrating over three independent U(-pi, pi)."""
    a, b = 7.0, 0.1
    own = [(1 + b * np.pi**4 / 5) ** 2 / 2, a**2 / 8, 0.0]
    shared = b**2 * np.pi**8 * (1 / 18 - 1 / 50)  # of the first and the third variable
    variance = sum(own) + shared
    return (
        [part / variance for part in own],
        [(own[0] + shared) / variance, own[1] / variance, shared / variance],
        variance,
    )


def test_the_design_changes_one_column_at_a_time():
    points = sensitivity.sobol_design(2, n_base=4, rng=np.random.default_rng(0))
    a, b, first, second = points.reshape(4, 4, 2)
    np.testing.assert_array_equal(first, np.column_stack([b[:, 0], a[:, 1]]))
    np.testing.assert_array_equal(second, np.column_stack([a[:, 0], b[:, 1]]))
    assert ((points >= 0) & (points < 1)).all()


def test_each_column_of_the_design_fills_the_unit_interval_evenly():
    points = sensitivity.sobol_design(3, n_base=64, rng=np.random.default_rng(0))[:64]
    for column in points.T:  # a scrambled sequence still has one point in each of 64 equal cells
        assert np.sort(np.floor(64 * column)).tolist() == list(range(64))


def test_the_ishigami_function_has_its_known_indices():
    found = read(ishigami(sensitivity.sobol_design(3, n_base=N_BASE, rng=np.random.default_rng(0))), 3, N_BASE)
    first, total, variance = ishigami_indices()
    assert found.first.tolist() == pytest.approx(first, abs=0.01)
    assert found.total.tolist() == pytest.approx(total, abs=0.01)
    assert float(found.variance) == pytest.approx(variance, rel=0.01)


def test_the_g_function_has_its_known_indices():
    a = np.array([0.0, 1, 4.5, 9])  # Saltelli and Sobol (1995): V_i = 1 / (3 (1 + a_i)^2)
    points = sensitivity.sobol_design(4, n_base=N_BASE, rng=np.random.default_rng(0))
    found = read(((np.abs(4 * points - 2) + a) / (1 + a)).prod(axis=1), 4, N_BASE)
    parts = 1 / (3 * (1 + a) ** 2)
    variance = (1 + parts).prod() - 1
    totals = parts * [np.delete(1 + parts, i).prod() for i in range(4)]
    assert found.first.tolist() == pytest.approx((parts / variance).tolist(), abs=0.01)
    assert found.total.tolist() == pytest.approx((totals / variance).tolist(), abs=0.01)


def test_a_factor_that_is_never_used_has_index_zero():
    points = sensitivity.sobol_design(3, n_base=1024, rng=np.random.default_rng(0))
    found = read(points[:, 0] + 2 * points[:, 1], 3, 1024)
    assert found.total[2] == 0.0  # the very same outputs, hence exactly
    assert found.first[2] == 0.0
    assert found.first[:2].tolist() == pytest.approx([0.2, 0.8], abs=0.01)  # variances 1 and 4, no interaction


def test_an_output_without_variance_is_undefined_and_not_zero():
    points = sensitivity.sobol_design(2, n_base=64, rng=np.random.default_rng(0))
    found = read(np.column_stack([points[:, 0], np.full(len(points), 7.0)]), 2, 64)
    assert np.isfinite(found.first[:, 0]).all()
    for part in (found.first, found.total, found.first_low, found.total_high):
        assert np.isnan(part[:, 1]).all()


def test_several_outputs_are_read_as_each_alone():
    points = sensitivity.sobol_design(2, n_base=128, rng=np.random.default_rng(0))
    outputs = np.column_stack([points[:, 0] ** 2, points.prod(axis=1)])
    together, alone = read(outputs, 2, 128), read(outputs[:, 1], 2, 128)
    assert together.first.shape == (2, 2)
    assert alone.first.shape == (2,)
    np.testing.assert_allclose(together.total_high[:, 1], alone.total_high, rtol=1e-12)  # sums in another order


def test_adding_a_constant_changes_no_index():
    points = sensitivity.sobol_design(2, n_base=128, rng=np.random.default_rng(0))
    plain, moved = read(points.prod(axis=1), 2, 128), read(points.prod(axis=1) + 1000, 2, 128)
    np.testing.assert_allclose(plain.first, moved.first, atol=1e-9)


def test_the_bootstrap_interval_holds_the_estimate_and_the_truth():
    found = read(
        ishigami(sensitivity.sobol_design(3, n_base=512, rng=np.random.default_rng(3))), 3, 512, n_resamples=200
    )
    assert (found.total_low < found.total).all()
    assert (found.total < found.total_high).all()
    _, total, _ = ishigami_indices()
    assert (found.total_low < total).all()
    assert (found.total_high > total).all()


@needs_coinr
def test_total_indices_agree_with_coinr_and_first_ones_but_for_centring():
    outputs = pd.read_csv(COINR / "SA_ishigami_sample.csv")["y"].to_numpy()
    assert_parity(outputs, pd.read_csv(COINR / "SA_ishigami_indices.csv"), n_base=256)
    variance = pd.read_csv(COINR / "SA_ishigami_variance.csv")["Variance"].item()
    assert float(read(outputs, 3, 256).variance) == pytest.approx(variance, rel=1e-12)


@needs_coinr
@pytest.mark.parametrize("n_base", [100, 1000])
def test_indices_of_a_whole_index_agree_with_coinr_get_sensitivity(n_base):
    outputs = pd.read_csv(COINR / f"sa_SA4_N{n_base}_yAvDiffs.csv")["y"].to_numpy()
    assert_parity(outputs, pd.read_csv(COINR / f"sa_SA4_N{n_base}_Sensitivity.csv"), n_base=n_base)


def assert_parity(outputs: np.ndarray, golden: pd.DataFrame, *, n_base: int) -> None:
    found = read(outputs, len(golden), n_base)
    blocks = outputs.reshape(-1, n_base)
    uncentred = blocks[:2].mean() * (blocks[2:] - blocks[0]).mean(axis=1) / found.variance
    np.testing.assert_allclose(found.total, golden["STi"], rtol=1e-10)
    np.testing.assert_allclose(found.first + uncentred, golden["Si"], rtol=1e-8)


def test_the_mean_shift_is_over_units_ranked_in_both():
    reference = np.array([1.0, 2, 3, np.nan])
    ranks = np.array([[2.0, 1, 3, 4], [np.nan, 2, 5, 1], [np.nan, np.nan, np.nan, 1]])
    found = sensitivity.mean_rank_shift(reference, ranks)
    assert found[:2].tolist() == pytest.approx([2 / 3, 1.0])
    assert np.isnan(found[2])


def test_the_first_of_equal_largest_shifts_is_named():
    assert sensitivity.largest_shift(np.array([1.0, 2, 3]), np.array([3.0, 2, 1])) == (2.0, 0)


@needs_coinr
def test_rank_shifts_agree_with_coinr_remove_elements():
    ranks = pd.read_csv(COINR / "remove_L3_Ranks.csv", index_col="uCode")
    golden = pd.read_csv(COINR / "remove_L3_MeanAbsDiff.csv", index_col="name")["value"]
    largest = pd.read_csv(COINR / "remove_L3_RankAbsDiffs.csv", index_col="uCode")
    reference = ranks["Nominal"].to_numpy(float)
    for removed in ("Conn", "Sust"):
        alternative = ranks[removed].to_numpy(float)
        assert float(sensitivity.mean_rank_shift(reference, alternative)) == pytest.approx(golden[removed])
        size, unit = sensitivity.largest_shift(reference, alternative)
        assert (size, ranks.index[unit]) == (largest[removed].max(), largest[removed].idxmax())


@settings(deadline=None, max_examples=40)
@given(hnp.arrays(float, (40,), elements=st.floats(-1e3, 1e3)))
def test_total_indices_are_never_negative_and_inputs_stay_as_they_are(outputs):
    before = outputs.copy()
    found = read(outputs, 3, 8, n_resamples=3)
    np.testing.assert_array_equal(outputs, before)
    assert (found.total[np.isfinite(found.total)] >= 0).all()
    assert np.isnan(found.total).all() == (float(found.variance) <= 1e-12)


def test_what_does_not_fit_the_design_is_refused_by_name():
    with pytest.raises(ValueError, match="n_base a power of two; got 3 and 100"):
        sensitivity.sobol_design(3, n_base=100, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="3 factors and n_base 8 make 40 rows"):
        read(np.zeros(39), 3, 8)
    with pytest.raises(ValueError, match=r"every evaluation must give an output; 1 did not: rows \[5\]"):
        read(np.where(np.arange(40) == 5, np.nan, 1.0), 3, 8)
    with pytest.raises(ValueError, match="n_resamples >= 1"):
        read(np.zeros(40), 3, 8, n_resamples=0)
    with pytest.raises(ValueError, match="ranks need the units of the reference"):
        sensitivity.mean_rank_shift(np.ones(3), np.ones(4))
    with pytest.raises(ValueError, match="a unit ranked in both"):
        sensitivity.largest_shift(np.array([np.nan, 1]), np.array([1, np.nan]))
