"""Association: hand-sized arithmetic, published intervals, parity with COINr, properties."""

import pathlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from pipeline.statistics import association

COINR = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "golden" / "coinr"
needs_coinr = pytest.mark.skipif(not COINR.exists(), reason="the numbers by COINr lie outside the repository")


def asem(step: str) -> pd.DataFrame:
    name = "newcoin_Raw" if step == "Raw" else f"example_{step}"
    return pd.read_csv(COINR / f"{name}.csv", index_col="uCode")


def estimate(r: float, low: float, high: float) -> association.Estimate:
    return association.Estimate(r=r, low=low, high=high, n=63)


def with_r(r: float, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Two vectors of n values whose Pearson correlation is exactly r."""
    x = stats.zscore(np.random.default_rng(1).standard_normal(n))
    noise = np.random.default_rng(2).standard_normal(n)
    noise = stats.zscore(noise - noise.mean() - (noise @ x / n) * x)
    return x, r * x + np.sqrt(1 - r**2) * noise


@pytest.mark.parametrize(("n", "low", "high"), [(63, 0.06, 0.51), (34, -0.04, 0.58)])
def test_a_correlation_of_0_30_has_the_wide_interval_of_few_units(n, low, high):
    x, y = with_r(0.30, n)  # the intervals are those of the project's method review
    found = association.correlation(x, y, kind="pearson", confidence=0.95)
    assert found.r == pytest.approx(0.30)
    assert (found.low, found.high) == (pytest.approx(low, abs=0.005), pytest.approx(high, abs=0.005))


def test_the_interval_of_pearson_agrees_with_scipy():
    x, y = with_r(0.6, 40)
    found = association.correlation(x, y, kind="pearson", confidence=0.9)
    expected = stats.pearsonr(x, y).confidence_interval(0.9)
    assert (found.low, found.high) == (pytest.approx(expected.low), pytest.approx(expected.high))


def test_spearman_has_the_wider_interval_of_bonett_and_wright():
    x = np.arange(12.0)
    y = np.array([1.0, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10])  # six swaps of neighbours: 1 - 6*12/(12*143)
    found = association.correlation(x, y, kind="spearman", confidence=0.95)
    r = 1 - 72 / 1716
    assert found.r == pytest.approx(r)
    assert found.high == pytest.approx(np.tanh(np.arctanh(r) + 1.959964 * np.sqrt((1 + r**2 / 2) / 9)), abs=1e-6)


def test_only_units_with_both_values_count_and_their_number_is_given():
    x = np.array([1.0, 2, 3, 4, np.nan, 6])
    y = np.array([2.0, 4, 6, 8, 1, np.nan])
    found = association.correlation(x, y, kind="pearson", confidence=0.95)
    assert (found.r, found.low, found.high, found.n) == (pytest.approx(1.0), pytest.approx(1.0), pytest.approx(1.0), 4)


@pytest.mark.parametrize("y", [[1.0, 2, np.nan], [5.0, 5, 5], [np.nan] * 3], ids=["two units", "no range", "nothing"])
def test_too_few_units_or_no_range_leave_the_correlation_undefined(y):
    found = association.correlation(np.array([1.0, 2, 4]), np.array(y), kind="spearman", confidence=0.95)
    assert np.isnan([found.r, found.low, found.high]).all()


def test_three_units_give_a_correlation_without_an_interval():
    found = association.correlation(np.array([1.0, 2, 3]), np.array([1.0, 3, 2]), kind="pearson", confidence=0.95)
    assert found.r == pytest.approx(0.5)
    assert np.isnan([found.low, found.high]).all()


def test_a_rest_correlation_removes_the_indicator_itself():
    values = np.array([[1.0, 1, 9], [2, 2, 5], [3, 3, 7], [4, 5, 1]])
    found = association.rest_correlations(values, weights=np.array([1.0, 3, 1]), kind="pearson", confidence=0.95)
    rest_of_first = (3 * values[:, 1] + values[:, 2]) / 4
    assert found[0].r == pytest.approx(np.corrcoef(values[:, 0], rest_of_first)[0, 1])


def test_noise_is_near_zero_against_the_rest_though_half_against_its_own_group():
    noise = np.random.default_rng(5).standard_normal((4000, 4))
    found = association.rest_correlations(noise, weights=np.ones(4), kind="pearson", confidence=0.95)
    own = [np.corrcoef(noise[:, i], noise.mean(axis=1))[0, 1] for i in range(4)]
    assert np.abs([e.r for e in found]).max() < 0.05  # three standard errors at n = 4000
    assert own == pytest.approx([0.5] * 4, abs=0.05)  # 1/sqrt(4), the method review's warning


def test_a_group_of_one_has_no_rest():
    (found,) = association.rest_correlations(
        np.arange(5.0)[:, np.newaxis], weights=np.ones(1), kind="pearson", confidence=0.95
    )
    assert np.isnan(found.r)
    assert found.n == 0


def test_a_unit_that_lacks_one_of_the_others_keeps_the_mean_of_those_it_has():
    values = np.array([[1.0, 1, 1], [2, 2, np.nan], [3, 3, 3], [4, np.nan, np.nan], [5, 5, 5]])
    found = association.rest_correlations(values, weights=np.ones(3), kind="pearson", confidence=0.95)
    assert (found[0].r, found[0].n) == (pytest.approx(1.0), 4)


def test_twins_are_named_by_strength_whatever_their_sense():
    base = np.arange(10.0)
    values = np.column_stack([base, -base, base + np.tile([0.0, 1.5], 5), np.tile([1.0, 0], 5)])
    found = association.twins(values, limit=0.9, kind="pearson")
    assert [(pair.first, pair.second) for pair in found] == [(0, 1), (0, 2), (1, 2)]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0.31, 0.6, "clear"), (0.3, 0.6, "clear"), (0.06, 0.51, "borderline"), (-0.2, 0.31, "borderline"),
     (-0.2, 0.29, "fail"), (np.nan, np.nan, "undefined")],
)  # fmt: skip
def test_a_verdict_looks_at_the_whole_interval(low, high, expected):
    assert association.verdict(estimate(0.3, low, high), limit=0.3) == expected


@needs_coinr
@pytest.mark.parametrize("kind", ["pearson", "spearman"])
@pytest.mark.parametrize(("step", "file"), [("Raw", "rawNA_L1"), ("Normalised", "L1L1")])
def test_correlations_agree_with_coinr_get_corr(kind, step, file):
    values = asem(step)  # Raw holds missing values: pairwise.complete.obs
    r, n = association.correlation_matrix(values.to_numpy(), kind=kind)
    golden = pd.read_csv(COINR / f"corr_{kind}_{file}.csv")
    expected = golden.pivot(index="Var1", columns="Var2", values="Correlation").loc[values.columns, values.columns]
    np.testing.assert_allclose(r, expected.to_numpy(), atol=1e-12)  # sums in another order
    assert n.max() == 51


tables = hnp.arrays(
    float,
    hnp.array_shapes(min_dims=2, max_dims=2, min_side=2, max_side=7),
    elements=st.integers(-20, 20) | st.just(np.nan),
)


@pytest.mark.parametrize("kind", ["pearson", "spearman"])
def test_each_cell_of_the_matrix_is_the_correlation_of_its_pair(kind):
    values = np.random.default_rng(2).normal(size=(12, 4))
    values[3, 1], values[7, 3] = np.nan, np.nan  # two columns complete, two not
    r, n = association.correlation_matrix(values, kind=kind)
    for i in range(4):
        for j in range(4):
            pair = association.correlation(values[:, i], values[:, j], kind=kind, confidence=0.9)
            assert (r[i, j], n[i, j]) == (pytest.approx(pair.r, rel=1e-12), pair.n)
    assert np.diag(r).tolist() == [1.0] * 4


@settings(deadline=None, max_examples=40)
@given(tables, st.sampled_from(["pearson", "spearman"]))
def test_a_correlation_matrix_is_symmetric_in_range_and_leaves_its_input_alone(values, kind):
    before = values.copy()
    r, n = association.correlation_matrix(values, kind=kind)
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(r, r.T)
    assert (np.abs(r[np.isfinite(r)]) <= 1).all()
    assert np.isnan(r[n < 3]).all()


@settings(deadline=None, max_examples=40)
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter(values, random):
    order = random.sample(range(len(values)), len(values))
    straight, _ = association.correlation_matrix(values, kind="spearman")
    shuffled, _ = association.correlation_matrix(values[order], kind="spearman")
    np.testing.assert_allclose(straight, shuffled, atol=1e-12)


def test_wrong_arguments_are_refused_by_name():
    x = np.arange(5.0)
    with pytest.raises(ValueError, match="two vectors of one length"):
        association.correlation(x, x[:3], kind="pearson", confidence=0.95)
    with pytest.raises(ValueError, match="must be one of pearson, spearman, kendall; got 'cosine'"):
        association.correlation(x, x, kind="cosine", confidence=0.95)
    with pytest.raises(ValueError, match="confidence must lie between 0 and 1; got 95"):
        association.correlation(x, x, kind="pearson", confidence=95)
    with pytest.raises(ValueError, match="one weight >= 0 is needed for each of 1 indicators"):
        association.rest_correlations(x[:, np.newaxis], weights=np.array([-1.0]), kind="pearson", confidence=0.95)
    with pytest.raises(ValueError, match="limit on 0 to 1; got 92"):
        association.twins(x[:, np.newaxis], limit=92, kind="pearson")
    with pytest.raises(ValueError, match="table of units by indicators"):
        association.correlation_matrix(x, kind="pearson")


def test_kendalls_tau_b_by_hand_and_with_ties_as_scipy_has_it():
    x, y = np.array([1.0, 2, 3, 4]), np.array([1.0, 3, 2, 4])  # five pairs agree, one does not
    assert association.correlation(x, y, kind="kendall", confidence=0.95).r == pytest.approx(4 / 6)
    rng = np.random.default_rng(7)
    tied = rng.integers(0, 5, size=(150, 3)).astype(float)  # more units than a block holds
    r, _ = association.correlation_matrix(tied, kind="kendall")
    assert r[0, 1] == pytest.approx(stats.kendalltau(tied[:, 0], tied[:, 1]).statistic)
    assert r[2, 2] == pytest.approx(1.0)


def test_kendalls_interval_is_that_of_fieller_hartley_and_pearson():
    x = np.arange(40.0)
    y = x + np.random.default_rng(8).normal(scale=12.0, size=40)
    found = association.correlation(x, y, kind="kendall", confidence=0.95)
    reach = stats.norm.ppf(0.975) * np.sqrt(0.437 / 36)
    assert (found.low, found.high) == pytest.approx(
        (np.tanh(np.arctanh(found.r) - reach), np.tanh(np.arctanh(found.r) + reach))
    )


def test_kendall_of_a_column_without_range_is_undefined():
    found = association.correlation(np.arange(6.0), np.ones(6), kind="kendall", confidence=0.95)
    assert np.isnan(found.r)


def test_the_interval_alone_is_that_of_the_correlation():
    x, y = np.random.default_rng(9).standard_normal((2, 34))
    for kind in association.KINDS:
        found = association.correlation(x, y, kind=kind, confidence=0.9)
        assert association.interval(found.r, n=34, kind=kind, confidence=0.9) == (found.low, found.high)


def test_pure_noise_correlates_with_its_own_group_but_not_with_the_rest_of_it():
    """Method review: at k = 4 and n = 63 noise has r about 1/sqrt(k) = 0.50 with its group and passes 0.3 in 97 %."""
    rng = np.random.default_rng(10)
    own, rest = [], []
    for _ in range(1000):
        values = rng.standard_normal((63, 4))
        whole = values.mean(axis=1)
        own.append(np.corrcoef(values[:, 0], whole)[0, 1])
        rest.append(np.corrcoef(values[:, 0], values[:, 1:].mean(axis=1))[0, 1])
    assert np.mean(own) == pytest.approx(0.5, abs=0.01)
    assert np.mean(np.array(own) >= 0.3) == pytest.approx(0.97, abs=0.015)  # two standard errors are 0.011
    assert np.mean(rest) == pytest.approx(0.0, abs=0.015)


def test_the_review_s_intervals_of_030_at_63_and_34_units():
    for n, ends in ((63, (0.06, 0.51)), (34, (-0.04, 0.58))):
        found = association.interval(0.30, n=n, kind="pearson", confidence=0.95)
        assert tuple(round(end, 2) for end in found) == ends
