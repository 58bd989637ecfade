"""Correlations within groups: arithmetic by hand, what groups do to a pooled correlation, degrees of freedom."""

import numpy as np
import pytest
from scipy import stats

from pipeline.statistics import association, within_groups

TWO = np.array([0, 0, 0, 1, 1, 1])


def within(x, y, groups=TWO, kind="pearson", confidence=0.95):
    return within_groups.within_correlation(
        np.array(x, dtype=float), np.array(y, dtype=float), groups=np.array(groups), kind=kind, confidence=confidence
    )


def test_groups_far_apart_make_a_correlation_that_is_not_there_within_them():
    x, y = [1, 2, 3, 11, 12, 13], [3, 2, 1, 13, 12, 11]
    pooled = association.correlation(np.array(x, float), np.array(y, float), kind="pearson", confidence=0.95)
    assert pooled.r > 0.9
    assert within(x, y).r == -1.0


def test_pearson_within_groups_by_hand():
    found = within([1, 2, 3, 10, 20, 30], [1, 3, 2, 20, 10, 30])
    # within: (-1 0 1 -10 0 10) and (-1 1 0 0 -10 10): products 1 + 0 + 0 + 0 + 0 + 100, squares 202 and 202
    assert found.r == pytest.approx(101 / 202)
    assert (found.n, found.n_groups, found.df) == (6, 2, 3)


def test_it_is_the_partial_correlation_given_the_groups():
    rng = np.random.default_rng(0)
    groups = np.repeat(np.arange(4), 10)
    x, y = rng.standard_normal((2, 40)) + groups
    dummies = (groups[:, np.newaxis] == np.arange(4)).astype(float)
    left = [v - dummies @ np.linalg.lstsq(dummies, v, rcond=None)[0] for v in (x, y)]
    found = within(x, y, groups)
    assert found.r == pytest.approx(stats.pearsonr(*left).statistic)
    assert found.df == 40 - 4 - 1
    low, high = (
        np.tanh(np.arctanh(found.r) + side * stats.norm.ppf(0.975) / np.sqrt(found.df - 1)) for side in (-1, 1)
    )
    assert (found.low, found.high) == pytest.approx((low, high))


def test_kendall_counts_pairs_of_one_group_only():
    # group 0: pairs 12 (+), 13 (+), 23 (-): one third; group 1: all three discordant
    found = within([1, 2, 3, 7, 8, 9], [1, 3, 2, 9, 8, 7], kind="kendall")
    assert found.r == pytest.approx((1 - 3) / 6)
    assert np.isnan([found.low, found.high]).all()


def test_spearman_takes_ranks_before_it_takes_groups_out():
    x, y = np.array([1.0, 2, 4, 100, 200, 300]), np.array([1.0, 3, 2, 7, 9, 8])
    ranks = [stats.rankdata(v) for v in (x, y)]
    assert within(x, y, kind="spearman").r == pytest.approx(within(*ranks).r)


def test_one_group_is_the_ordinary_correlation_in_all_kinds():
    rng = np.random.default_rng(1)
    x, y = rng.integers(0, 6, size=(2, 30)).astype(float)  # with ties
    for kind in association.KINDS:
        plain = association.correlation(x, y, kind=kind, confidence=0.9)
        assert within(x, y, np.zeros(30, int), kind).r == pytest.approx(plain.r)


def test_a_unit_alone_in_its_group_drops_out():
    found = within([1, 2, 3, 4, 99], [2, 1, 4, 5, -99], [0, 0, 0, 0, 7])
    assert (found.n, found.n_groups) == (4, 1)
    assert found.r == pytest.approx(stats.pearsonr([1, 2, 3, 4], [2, 1, 4, 5]).statistic)


def test_missing_values_leave_their_unit_out_and_may_leave_a_group_without_company():
    found = within([1, 2, 3, 4, np.nan, 6], [2, 1, 4, 5, 5, 6], [0, 0, 0, 0, 1, 1])
    assert (found.n, found.n_groups) == (4, 1)


def test_without_range_within_groups_there_is_no_correlation():
    assert np.isnan(within([1, 1, 1, 5, 5, 5], [1, 2, 3, 4, 5, 6]).r)
    assert np.isnan(within([1, 2], [2, 1], [0, 0]).r)  # no degrees of freedom


@pytest.mark.parametrize("kind", ["pearson", "spearman"])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(kind):
    """No correlation within 6 groups of 10: a 90 % interval holds zero in 86 to 94 of 100 cases (two standard errors)."""
    rng, groups = np.random.default_rng(5), np.repeat(np.arange(6), 10)
    held = 0
    for _ in range(400):
        x, y = rng.standard_normal((2, 60)) + 3.0 * rng.standard_normal(6)[groups]
        found = within(x, y, groups, kind, confidence=0.9)
        held += found.low <= 0.0 <= found.high
    assert 0.86 <= held / 400 <= 0.94


def test_wrong_arguments_are_refused():
    with pytest.raises(ValueError, match="three vectors of one length"):
        within([1, 2], [1, 2], [0])
    with pytest.raises(ValueError, match="one of pearson, spearman, kendall; got 'cosine'"):
        within([1, 2, 3], [1, 2, 3], [0, 0, 0], "cosine")
    with pytest.raises(ValueError, match="between 0 and 1; got 95"):
        within([1, 2, 3], [1, 2, 3], [0, 0, 0], confidence=95)


def share(values, groups, confidence=0.95):
    return within_groups.between_share(np.array(values, float), groups=np.array(groups), confidence=confidence)


def test_the_share_between_groups_by_hand():
    found = share([1, 3, 5, 7], [0, 0, 1, 1])  # means 2 and 6: 4 x 4 = 16 of 20
    assert found.share == pytest.approx(0.8)
    assert found.expected == pytest.approx(1 / 3)
    assert found.p_value == pytest.approx(stats.f_oneway([1, 3], [5, 7]).pvalue)
    assert (found.n, found.n_groups) == (4, 2)


def test_groups_by_chance_share_what_chance_gives():
    rng = np.random.default_rng(2)
    found = [share(rng.standard_normal(63), rng.integers(0, 6, 63)) for _ in range(200)]
    assert np.mean([one.share for one in found]) == pytest.approx(5 / 62, abs=0.02)
    # a third of the intervals end at 0 exactly, so more than 95 % hold it
    assert np.mean([one.low == 0.0 for one in found]) > 0.93


def test_the_interval_of_the_share_agrees_with_steigers_published_example():
    """statpsych's help page for ci.etasqr: eta squared .241, df 3 and 116, 95 %: 0.104 to 0.349."""
    df, eta2 = (3, 116), 0.241
    low, high = within_groups._noncentral(eta2 / (1 - eta2) * df[1] / df[0], df, 0.95)
    n = sum(df) + 1
    assert (low / (low + n), high / (high + n)) == pytest.approx((0.1040, 0.3493), abs=5e-4)


def test_all_between_is_one_and_none_is_zero():
    assert share([1, 1, 5, 5], [0, 0, 1, 1]).share == 1.0
    assert share([1, 5, 1, 5], [0, 0, 1, 1]).share == 0.0


def test_a_share_needs_two_groups_with_company_and_a_range():
    for values, groups in (([1, 2, 3], [0, 0, 0]), ([1, 2, 3], [0, 1, 2]), ([2, 2, 2, 2], [0, 0, 1, 1])):
        assert np.isnan(share(values, groups).share)


def test_shapes_of_a_share_must_agree():
    with pytest.raises(ValueError, match="two vectors of one length"):
        share([1, 2], [0])


def test_kendalls_interval_holds_the_estimate_and_narrows_with_more_units():
    rng = np.random.default_rng(4)
    widths = []
    for n in (40, 160):
        x = rng.standard_normal(n)
        y, groups = x + rng.standard_normal(n), np.arange(n) % 4
        told = {"groups": groups, "confidence": 0.95}
        low, high = within_groups.kendall_interval(x, y, **told, n_resamples=400, rng=np.random.default_rng(1))
        assert low < within_groups.within_correlation(x, y, kind="kendall", **told).r < high
        widths.append(high - low)
    assert 1.6 < widths[0] / widths[1] < 2.6  # as 1 / sqrt(n): a half


def test_kendalls_interval_of_one_resample_is_scipys_tau_of_the_units_drawn():
    rng = np.random.default_rng(2)
    x, y, groups = rng.standard_normal(12), rng.standard_normal(12), np.zeros(12, int)
    drawn = np.random.default_rng(5).multinomial(12, np.full(12, 1 / 12), size=1)[0]
    copies = np.repeat(np.arange(12), drawn)
    low, high = within_groups.kendall_interval(
        x, y, groups=groups, confidence=0.9, n_resamples=1, rng=np.random.default_rng(5)
    )
    assert low == high == pytest.approx(stats.kendalltau(x[copies], y[copies]).statistic)


def test_kendalls_interval_covers_the_true_tau_within_groups():
    """Of normal pairs with correlation rho, tau is 2 asin(rho) / pi, whatever the groups' means; 95 % of 300 samples."""
    rng, rho, hits = np.random.default_rng(11), 0.6, 0
    groups = np.arange(63) % 6
    for _ in range(300):
        x = rng.standard_normal(63)
        y = rho * x + np.sqrt(1 - rho**2) * rng.standard_normal(63) + 3.0 * groups
        low, high = within_groups.kendall_interval(x, y, groups=groups, confidence=0.95, n_resamples=200, rng=rng)
        hits += low <= 2 * np.arcsin(rho) / np.pi <= high
    assert hits / 300 == pytest.approx(0.95, abs=0.05)  # four standard errors of a share of 300


def test_kendalls_interval_is_undefined_where_tau_is():
    x, y = np.array([1.0, 2, 3, 4]), np.array([5.0, 5, 7, 7])
    told = {"groups": np.array([0, 0, 1, 1]), "confidence": 0.9, "rng": np.random.default_rng(0)}
    assert np.isnan(within_groups.kendall_interval(x, y, n_resamples=9, **told)).all()
    with pytest.raises(ValueError, match="an interval from resamples needs one at least; got n_resamples=0"):
        within_groups.kendall_interval(x, y, n_resamples=0, **told)
