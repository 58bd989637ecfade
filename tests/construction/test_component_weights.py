"""Weights read off components: on the simplex, with intervals, and the ranks that they would make."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import component_weights, index

PAIRS = {"0": ("1", "2"), "1": ("a", "b", "c", "d"), "2": ("e", "f")}
ROLES = ("indicator", "pillar", "index")


@pytest.fixture(scope="module")
def noise(tiny):
    units = [f"U{number:02d}" for number in range(63)]
    values = np.random.default_rng(1).standard_normal((63, 6))
    edition = tiny.edition(tree=PAIRS, roles=ROLES, units=units, method={"n_resamples": 50})
    return edition, index.build(pd.DataFrame(values, index=units, columns=list("abcdef")), edition).scores


def test_component_weights_sum_to_one_below_every_parent_beside_the_nominal(noise):
    edition, scores = noise
    weights = component_weights.weigh(scores, edition, seed=0).table
    sums = weights.groupby(["variant", "code"])[["weight", "nominal"]].sum()
    np.testing.assert_allclose(sums, 1.0, rtol=1e-9)


def test_every_resample_has_weights_on_the_simplex_around_those_of_the_sample(noise):
    edition, scores = noise
    found = component_weights.weigh(scores, edition, seed=0)
    again = found.resampled["first_vector"]["1"]
    assert again.shape == (50, 4)
    np.testing.assert_allclose(again.sum(axis=1), 1.0, rtol=1e-9)
    own = found.table[(found.table["code"] == "1") & (found.table["variant"] == "first_vector")]
    assert own["low"].to_numpy() == pytest.approx(np.quantile(again, 0.025, axis=0))
    assert own["n"].eq(50).all()


def test_weights_of_noise_are_as_uncertain_as_can_be(noise):
    """Four unrelated indicators: which of them makes the first component is a matter of the draw."""
    edition, scores = noise
    table = component_weights.weigh(scores, edition, seed=0).table
    own = table[(table["code"] == "1") & (table["variant"] == "first_vector")]
    assert (own["high"] - own["low"]).max() > 0.4


def test_an_only_child_keeps_the_whole_weight_in_every_resample(toy):
    found = component_weights.weigh(toy.index.scores, toy.edition, seed=0).table
    own = found[found["item"] == "2.1"]
    assert own[["weight", "low", "high"]].to_numpy().tolist() == [[1.0, 1.0, 1.0]] * 2


def test_nominal_weights_as_component_weights_give_the_nominal_ranks(toy):
    found = component_weights.weigh(toy.index.scores, toy.edition, seed=0)
    nominal = found.table.assign(weight=found.table["nominal"]).sample(frac=1.0, random_state=0)
    ranks = component_weights.ranks(toy.index.scores, dataclasses.replace(found, table=nominal), toy.edition)
    np.testing.assert_array_equal(ranks["rank"], ranks["rank_nominal"])
    assert ranks["rank_nominal"].tolist() == [*toy.index.ranks["0"], *toy.index.ranks["0"]]


def test_ranks_of_each_resample_are_those_of_its_weights(noise):
    edition, scores = noise
    found = component_weights.weigh(scores, edition, seed=0)
    one = {variant: {code: own[7:8] for code, own in by.items()} for variant, by in found.resampled.items()}
    ranks = component_weights.ranks(scores, dataclasses.replace(found, resampled=one), edition)
    weights = {code: own[7] for code, own in found.resampled["rotated"].items()}
    by_hand = index.assemble(scores[list("abcdef")], edition, weights=weights).ranks["0"]
    own = ranks[ranks["variant"] == "rotated"].set_index("unit_code")
    np.testing.assert_array_equal(own["rank_low"], by_hand.loc[own.index])
    np.testing.assert_array_equal(own["rank_high"], by_hand.loc[own.index])
    assert own["n"].eq(1).all()


def test_a_resample_without_weights_is_counted_out_not_hidden(noise):
    edition, scores = noise
    found = component_weights.weigh(scores, edition, seed=0)
    found.resampled["rotated"]["1"][3:10] = np.nan
    ranks = component_weights.ranks(scores, found, edition)
    assert ranks.groupby("variant")["n"].first().to_dict() == {"first_vector": 50, "rotated": 43}
    assert ranks["rank_low"].notna().all()


def test_the_range_of_ranks_is_of_ranks_that_occurred(toy):
    ranks = component_weights.ranks(
        toy.index.scores, component_weights.weigh(toy.index.scores, toy.edition, seed=0), toy.edition
    )
    assert (ranks["rank_low"] <= ranks["rank_high"]).all()
    assert (ranks["rank_low"] % 1 == 0).all()


def test_component_weights_of_open_2024_are_wide_and_so_are_the_ranks_under_them(open_2024):
    edition, scores = open_2024.edition, open_2024.index.scores
    found = component_weights.weigh(scores, edition, seed=0)
    own = found.table[(found.table["code"] == "4.1") & (found.table["variant"] == "first_vector")]
    assert (own["high"] - own["low"]).max() > 0.18  # a third of the group, give or take a tenth
    ranks = component_weights.ranks(scores, found, edition)
    assert (ranks["rank_high"] - ranks["rank_low"]).max() >= 7
    assert ranks["n"].eq(1000).all()
