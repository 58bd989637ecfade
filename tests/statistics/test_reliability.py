"""Reliability: alpha by hand, the truth of parallel indicators, parity with COINr, refusals."""

import pathlib

import numpy as np
import pandas as pd
import pytest

from pipeline.statistics import association, reliability

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.exists(), reason="the numbers by COINr lie outside the repository")
ASEM = ["Raw", "Normalised", "Treated"]


def asem(step: str) -> pd.DataFrame:
    name = "newcoin_Raw" if step == "Raw" else f"example_{step}"
    return pd.read_csv(COINR / f"{name}.csv", index_col="uCode")


def test_alpha_of_two_indicators_by_hand():
    values = np.array([[1.0, 2], [2, 1], [3, 4], [4, 3], [np.nan, 9]])
    found = reliability.cronbach_alpha(values, confidence=0.9, n_resamples=200, rng=np.random.default_rng(0))
    assert found.alpha == pytest.approx(2 * (1 - (5 / 3 + 5 / 3) / (16 / 3)))  # variances 5/3, of the sum 16/3
    assert (found.n, found.k) == (4, 2)


def test_alpha_of_one_indicator_is_undefined():
    found = reliability.cronbach_alpha(
        np.arange(5.0)[:, np.newaxis], confidence=0.9, n_resamples=9, rng=np.random.default_rng(0)
    )
    assert np.isnan([found.alpha, found.low, found.high]).all()


def test_the_bootstrap_interval_of_alpha_holds_the_truth_of_parallel_indicators():
    rng = np.random.default_rng(3)
    values = rng.standard_normal((400, 1)) + rng.standard_normal((400, 4))  # r = 0.5, so alpha = 4*0.5/(1 + 3*0.5)
    found = reliability.cronbach_alpha(values, confidence=0.95, n_resamples=300, rng=rng)
    assert found.low < 0.8 < found.high
    assert found.low < found.alpha < found.high


def test_alpha_is_the_same_for_the_same_seed():
    values = np.random.default_rng(3).standard_normal((30, 4))
    first, second = (
        reliability.cronbach_alpha(values, confidence=0.9, n_resamples=20, rng=np.random.default_rng(0))
        for _ in range(2)
    )
    assert first == second


@needs_coinr
@pytest.mark.parametrize("step", ASEM)
def test_alpha_agrees_with_coinr_get_cronbach_on_complete_units(step):
    parents = pd.read_csv(COINR / "raw_ASEM_iMeta.csv").set_index("iCode")["Parent"]
    golden = pd.read_csv(COINR / "cronbach_all.csv").query("dset == @step and use == 'complete.obs'")
    for group, expected in zip(golden["group"], golden["alpha"], strict=True):
        columns = [c for c in asem(step) if group in (parents[c], parents[parents[c]], "Index")]
        found = reliability.cronbach_alpha(
            asem(step)[columns].to_numpy(), confidence=0.9, n_resamples=1, rng=np.random.default_rng(0)
        )
        assert found.alpha == pytest.approx(expected, abs=1e-10), group


def test_an_alpha_has_a_verdict_like_any_estimate_with_an_interval():
    found = reliability.Alpha(alpha=0.8, low=0.72, high=0.86, n=63, k=4)
    assert association.verdict(found, limit=0.7) == "clear"
    assert association.verdict(found, limit=0.8) == "borderline"


def test_no_resamples_and_a_percentage_are_refused_by_name():
    x = np.arange(5.0)
    with pytest.raises(ValueError, match="at least one resample; got 0"):
        reliability.cronbach_alpha(x[:, np.newaxis], confidence=0.9, n_resamples=0, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="confidence must lie between 0 and 1; got 90"):
        reliability.cronbach_alpha(x[:, np.newaxis], confidence=90, n_resamples=9, rng=np.random.default_rng(0))


def test_alpha_without_an_indicator_is_the_alpha_of_the_others():
    values = np.random.default_rng(6).standard_normal((40, 1)) + np.random.default_rng(7).standard_normal((40, 4))
    found = reliability.alpha_if_dropped(values)
    for column in range(4):
        others = np.delete(values, column, axis=1)
        alone = reliability.cronbach_alpha(others, confidence=0.9, n_resamples=1, rng=np.random.default_rng(0))
        assert found[column] == pytest.approx(alone.alpha)


def test_alpha_rises_without_the_indicator_that_does_not_go_with_the_others():
    rng = np.random.default_rng(8)
    values = np.column_stack([rng.standard_normal((200, 1)) + rng.standard_normal((200, 3)), rng.standard_normal(200)])
    whole = reliability.cronbach_alpha(values, confidence=0.9, n_resamples=1, rng=rng).alpha
    found = reliability.alpha_if_dropped(values)
    assert found[3] > whole
    assert (found[:3] < whole).all()


def test_the_units_are_the_same_whichever_indicator_is_out():
    values = np.array([[1.0, 2, 3], [2, 1, 2], [3, 4, 1], [4, 3, np.nan]])
    np.testing.assert_array_equal(reliability.alpha_if_dropped(values), reliability.alpha_if_dropped(values[:3]))


def test_of_two_indicators_none_can_be_dropped():
    assert np.isnan(reliability.alpha_if_dropped(np.array([[1.0, 2], [2, 1], [3, 4]]))).all()


def test_the_interval_of_alpha_is_that_of_samples_drawn_one_after_another():
    values = np.random.default_rng(3).standard_normal((20, 3)) + np.random.default_rng(4).standard_normal((20, 1))
    found = reliability.cronbach_alpha(values, confidence=0.8, n_resamples=60, rng=np.random.default_rng(7))
    rng = np.random.default_rng(7)
    samples = [values[rng.integers(20, size=20)] for _ in range(60)]
    alphas = [1.5 * (1 - own.var(axis=0, ddof=1).sum() / own.sum(axis=1).var(ddof=1)) for own in samples]
    np.testing.assert_allclose([found.low, found.high], np.quantile(alphas, [0.1, 0.9]), rtol=1e-12)
