"""Confidence sets for ranks under an error scenario: the error of the index by hand, and what it leaves of the ranks."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.construction import rank_sets, weights
from pipeline.construction.ground import Ground
from pipeline.construction.perturbation import Engine

SETS = ["best", "worst", "best_all", "worst_all"]


def engine(tiny, **method):
    edition = tiny.edition(alternatives={}, method=method)
    return Engine(Ground(tiny.long(tiny.table()), tiny.nothing_earlier(), tuple(tiny.table().index)), edition, seed=0)


def shares(own):
    """What a point of each indicator adds to the index."""
    effective = weights.effective_weights(own.edition).set_index("code")["effective"]
    return effective[list(own.edition.framework.indicator_codes)].to_numpy()


def test_under_an_arithmetic_mean_the_error_is_that_of_the_weights(tiny):
    own = engine(tiny, score_error=2.0)
    table = rank_sets.under_errors(own)
    assert table["error"].to_numpy() == pytest.approx(2.0 * np.sqrt((shares(own) ** 2).sum()))
    assert table["score"].to_numpy() == pytest.approx(own.nodes()[own.edition.framework.root.code].to_numpy())


def test_under_a_geometric_mean_a_low_score_carries_more_error(tiny):
    """The derivative of a geometric mean is its value times weight over score; half a difference comes close to it."""
    own = engine(tiny, score_error=0.01, aggregation="geometric", scale_low=10.0)
    table, scores = rank_sets.under_errors(own), own.normalised(own.edition.method)
    by_hand = 0.01 * table["score"].to_numpy() * np.sqrt(((shares(own) / scores) ** 2).sum(axis=1))
    assert table["error"].to_numpy() == pytest.approx(by_hand, rel=1e-5)


def test_a_tiny_error_leaves_every_rank_and_a_huge_one_none(tiny):
    sure = rank_sets.under_errors(engine(tiny, score_error=1e-6))
    assert (sure[SETS].to_numpy() == sure[["rank"]].to_numpy()).all()
    lost = rank_sets.under_errors(engine(tiny, score_error=1e4, normalisation="none"))
    n = len(lost)
    assert lost[SETS].to_numpy().tolist() == [[1, n, 1, n]] * n


def test_each_set_holds_its_rank_and_lies_within_the_set_of_all_together(tiny):
    table = rank_sets.under_errors(engine(tiny, score_error=8.0))
    assert (table["best_all"] <= table["best"]).all()
    assert (table["best"] <= table["rank"]).all()
    assert (table["rank"] <= table["worst"]).all()
    assert (table["worst"] <= table["worst_all"]).all()


def test_without_a_scenario_there_is_nothing(tiny):
    assert rank_sets.under_errors(engine(tiny, score_error=0.0)).empty


def test_the_same_seed_gives_the_same_sets(tiny):
    first, second = (rank_sets.under_errors(engine(tiny, score_error=3.0)) for _ in range(2))
    assert first.equals(second)
