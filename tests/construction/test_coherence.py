import numpy as np
import pandas as pd
import pytest

from pipeline.construction import coherence, index
from pipeline.statistics import association

PAIRS = {"0": ("1", "2"), "1": ("a", "b", "c", "d"), "2": ("e", "f")}
ROLES = ("indicator", "pillar", "index")


@pytest.fixture(scope="module")
def noise(tiny):
    """Six indicators of pure noise for 63 units, in a tree of two pillars."""
    units = [f"U{number:02d}" for number in range(63)]
    values = np.random.default_rng(1).standard_normal((63, 6))
    edition = tiny.edition(tree=PAIRS, roles=ROLES, units=units)
    return edition, index.build(pd.DataFrame(values, index=units, columns=list("abcdef")), edition).scores


def only(table, code, with_code, kind="pearson"):
    return table[(table["code"] == code) & (table["with_code"] == with_code) & (table["kind"] == kind)].iloc[0]


@pytest.mark.parametrize("kind", ["pearson", "spearman"])
def test_a_rest_correlation_is_that_with_the_group_built_again_without_the_indicator(noise, kind):
    edition, scores = noise
    by_hand = association.correlation(
        scores["a"].to_numpy(), scores[["b", "c", "d"]].mean(axis=1).to_numpy(), kind=kind, confidence=0.95
    )
    row = only(coherence.rest_correlations(scores, edition), "a", "1", kind)
    assert row["r"] == pytest.approx(by_hand.r, abs=1e-12)
    assert (row["low"], row["high"]) == pytest.approx((by_hand.low, by_hand.high), abs=1e-12)
    assert row["n"] == 63


def test_the_rest_of_the_index_is_built_again_through_the_pillar(noise):
    edition, scores = noise
    rest = (scores[["b", "c", "d"]].mean(axis=1) + scores[["e", "f"]].mean(axis=1)) / 2
    row = only(coherence.rest_correlations(scores, edition), "a", "0")
    assert row["r"] == pytest.approx(np.corrcoef(scores["a"], rest)[0, 1], abs=1e-12)


def test_a_pillar_is_held_against_the_index_without_it(noise):
    edition, scores = noise
    row = only(coherence.rest_correlations(scores, edition), "1", "0")
    assert row["r"] == pytest.approx(np.corrcoef(scores["1"], scores["2"])[0, 1], abs=1e-12)


def test_rest_correlations_keep_the_weights_of_the_others(tiny, noise):
    _, scores = noise
    edition = tiny.edition(tree=PAIRS, roles=ROLES, units=list(scores.index), nodes={"b": {"weight": 2}})
    rest = (2 * scores["b"] + scores["c"] + scores["d"]) / 4
    row = only(coherence.rest_correlations(scores, edition), "a", "1")
    assert row["r"] == pytest.approx(np.corrcoef(scores["a"], rest)[0, 1], abs=1e-12)


def test_pure_noise_is_not_inflated_by_containing_itself(tiny):
    """An indicator in its own group of four correlates 0.5 with it; its rest-correlation lies around zero."""
    units = [f"U{number:02d}" for number in range(63)]
    rng = np.random.default_rng(2)
    edition = tiny.edition(tree=PAIRS, roles=ROLES, units=units)
    rest, own = [], []
    for _ in range(30):
        table = pd.DataFrame(rng.standard_normal((63, 6)), index=units, columns=list("abcdef"))
        scores = index.build(table, edition).scores
        rest.append(only(coherence.rest_correlations(scores, edition), "a", "1")["r"])
        own.append(np.corrcoef(scores["a"], scores["1"])[0, 1])
    assert abs(np.mean(rest)) < 0.07  # three standard errors: 1 / sqrt(60) / sqrt(30) each
    assert np.mean(own) == pytest.approx(0.5, abs=0.07)


def test_a_node_alone_below_its_parent_has_no_rest_there(tiny):
    edition = tiny.edition()
    table = coherence.rest_correlations(index.build(tiny.table(), edition).scores, edition)
    pairs = set(zip(table["code"], table["with_code"], strict=True))
    assert ("1.2.1", "1.2") not in pairs
    assert ("2.1", "2") not in pairs
    assert ("1.2.1", "1") in pairs


def test_an_indicator_that_follows_its_group_is_clear_and_noise_is_not(tiny):
    units = [f"U{number:02d}" for number in range(63)]
    rng = np.random.default_rng(3)
    common = rng.standard_normal(63)
    columns = {code: common + 0.3 * rng.standard_normal(63) for code in "abcd"}
    columns |= {"e": rng.standard_normal(63), "f": rng.standard_normal(63)}
    edition = tiny.edition(tree=PAIRS, roles=ROLES, units=units)
    scores = index.build(pd.DataFrame(columns, index=units), edition).scores
    table = coherence.rest_correlations(scores, edition)
    assert only(table, "a", "1")["verdict"] == "clear"
    assert only(table, "e", "2")["verdict"] != "clear"


def test_the_best_other_pillar_is_named_in_the_row_of_the_indicators_own(noise):
    edition, scores = noise
    table = coherence.rest_correlations(scores, edition)
    row = only(table, "a", "1")
    assert row["best_other"] == "2"
    assert row["best_other_r"] == pytest.approx(np.corrcoef(scores["a"], scores["2"])[0, 1], abs=1e-12)
    assert only(table, "a", "0")["best_other"] == ""


def test_twins_are_named_by_their_codes_strongest_first(tiny, noise):
    _, scores = noise
    edition = tiny.edition(tree=PAIRS, roles=ROLES, units=list(scores.index), method={"redundant_correlation": 0.9})
    table = scores.assign(f=-scores["a"], d=scores["c"] + 0.01 * scores["a"])
    found = coherence.twins(table, edition)
    assert list(zip(found["code"], found["other"], strict=True)) == [("a", "f"), ("c", "d")]
    assert found["r"].iloc[0] == pytest.approx(-1.0)


def test_without_twins_the_table_is_empty_with_its_columns(noise):
    edition, scores = noise
    found = coherence.twins(scores, edition)
    assert list(found.columns) == ["code", "other", "r", "n"]
    assert found.empty


def test_alpha_is_that_of_the_indicators_below_a_node(noise):
    edition, scores = noise
    k = scores[list("abcd")]
    by_hand = 4 / 3 * (1 - k.var(ddof=1).sum() / k.sum(axis=1).var(ddof=1))
    table = coherence.alphas(scores, edition, seed=0).set_index("code")
    assert table.loc["1", "alpha"] == pytest.approx(by_hand)
    assert table.loc["0", "n_items"] == 6


def test_a_single_indicator_has_no_alpha(tiny):
    edition = tiny.edition()
    table = coherence.alphas(index.build(tiny.table(), edition).scores, edition, seed=0)
    assert "1.2" not in set(table["code"])


def test_intervals_depend_on_the_seed_alone_and_zero_is_a_seed(noise):
    edition, scores = noise
    first, again, other = (coherence.alphas(scores, edition, seed=seed) for seed in (0, 0, 1))
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    assert not first["low"].equals(other["low"])
    assert first["alpha"].equals(other["alpha"])


def test_all_three_coefficients_are_there(noise):
    edition, scores = noise
    table = coherence.rest_correlations(scores, edition)
    tau = association.correlation(
        scores["a"].to_numpy(), scores[["b", "c", "d"]].mean(axis=1).to_numpy(), kind="kendall", confidence=0.95
    )
    row = only(table, "a", "1", "kendall")
    assert (row["r"], row["low"], row["high"]) == pytest.approx((tau.r, tau.low, tau.high))
    assert set(table["kind"]) == set(association.KINDS)


def test_alpha_without_an_indicator_stands_beside_that_of_all(noise):
    edition, scores = noise
    alphas = coherence.alphas(scores, edition, seed=0)
    table = coherence.alphas_without(scores, alphas, edition).set_index(["code", "item"])
    k = scores[list("bcd")]
    by_hand = 3 / 2 * (1 - k.var(ddof=1).sum() / k.sum(axis=1).var(ddof=1))
    assert table.loc[("1", "a"), "alpha_without"] == pytest.approx(by_hand)
    assert table.loc[("1", "a"), "alpha"] == alphas.set_index("code").loc["1", "alpha"]
    assert table.loc["2", "alpha_without"].isna().all()  # of two, one alone is left
