"""What Vega computes of the explorer's expressions is what the engine computes, for every tree and function offered."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parent))

import trees
import vega_rows

from pipeline.publication import explorer_arithmetic, explorer_chart

TOLERANCE = 1e-9  # of points: sums in another order, and another library's logarithm


def specification(edition, indicators):
    built = trees.engine(edition, indicators, {}, geometric=False)
    arithmetic = explorer_arithmetic.of_edition(edition, trees.weights_table(edition), built.scores)
    spec = explorer_chart.specification(edition, arithmetic, built.scores, built.ranks["0"], language="en")
    return spec, arithmetic, built


def compared(computed, built, published):
    for code, row in computed.items():
        score, rank = built.scores["0"][code], built.ranks["0"][code]
        if np.isnan(score):
            assert row == {"live": None, "place": None, "move": None}
            continue
        assert row["live"] == pytest.approx(score, abs=TOLERANCE)
        assert row["place"] == rank
        assert row["move"] == published[code] - rank


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("function", ["arithmetic", "geometric"])
def test_moved_sliders_give_the_scores_and_ranks_of_the_engine(seed, function):
    rng = np.random.default_rng(seed)
    edition = trees.edition()
    indicators = trees.scores(edition, rng, blanks=seed)
    spec, arithmetic, published = specification(edition, indicators)
    percent = {node.code: float(rng.integers(0, 61) * 5) for node in arithmetic.pillars}
    signals = {f"w{place}": percent[node.code] for place, node in enumerate(arithmetic.pillars)}
    computed = vega_rows.computed(spec, aggregation=function, **signals)
    geometric = function == "geometric"
    built = trees.engine(edition, indicators, percent, geometric=geometric, floor=arithmetic.floor)
    assert len(computed) == len(indicators)
    compared(computed, built, published.ranks["0"])


@pytest.mark.parametrize("ties", ["min", "average", "dense"])
def test_equal_scores_share_a_rank_as_the_method_says(ties):
    edition = trees.edition(ties=ties)
    indicators = trees.scores(edition, np.random.default_rng(1))
    spec, _, published = specification(edition, indicators)
    assert published.ranks["0"]["U0"] == published.ranks["0"]["U1"]
    compared(vega_rows.computed(spec), published, published.ranks["0"])


def test_a_sub_index_whose_pillars_all_have_weight_zero_takes_no_part():
    edition = trees.edition()
    indicators = trees.scores(edition, np.random.default_rng(2))
    spec, arithmetic, published = specification(edition, indicators)
    percent = {"4": 0.0, "5": 0.0}
    signals = {f"w{place}": percent.get(node.code, 100.0) for place, node in enumerate(arithmetic.pillars)}
    built = trees.engine(edition, indicators, percent, geometric=False)
    assert built.scores["0"].equals(built.scores["I"])
    compared(vega_rows.computed(spec, **signals), built, published.ranks["0"])


def test_without_any_weight_there_is_no_score_and_no_rank():
    edition = trees.edition()
    spec, arithmetic, _ = specification(edition, trees.scores(edition, np.random.default_rng(3)))
    signals = {f"w{place}": 0 for place in range(len(arithmetic.pillars))}
    assert {row["place"] for row in vega_rows.computed(spec, **signals).values()} == {None}


def test_a_sum_is_rescaled_by_nothing_and_missing_where_a_part_is_missing():
    edition = trees.edition(aggregation="sum")
    indicators = trees.scores(edition, np.random.default_rng(4))
    spec, arithmetic, published = specification(edition, indicators)
    assert arithmetic.choices == ("sum",)
    built = trees.engine(edition, indicators, {"1": 50.0}, geometric=False)
    compared(vega_rows.computed(spec, w0=50.0), built, published.ranks["0"])


def test_the_floor_is_that_of_the_declared_alternative_and_the_methods_own_goes_before_it():
    edition = trees.edition()
    scores = trees.engine(edition, trees.scores(edition, np.random.default_rng(5)), {}, geometric=False).scores
    assert explorer_arithmetic.geometric(edition, scores) == (1.0, True)
    assert explorer_arithmetic.geometric(trees.edition(score_floor=2.5), scores) == (2.5, True)


def test_a_geometric_mean_is_not_offered_where_scores_may_be_negative():
    edition = trees.edition(normalisation="z_score")
    scores = trees.engine(edition, trees.scores(edition, np.random.default_rng(5)), {}, geometric=False).scores
    assert explorer_arithmetic.geometric(edition, scores) == (None, False)
    assert explorer_arithmetic.of_edition(edition, trees.weights_table(edition), scores).choices == ("arithmetic",)


def test_a_function_that_is_no_expression_here_is_named():
    assert explorer_arithmetic.unknown_function(trees.edition()) is None
    assert explorer_arithmetic.unknown_function(trees.edition(aggregation="harmonic", score_floor=1.0)) == "harmonic"
    assert explorer_arithmetic.unknown_function(trees.edition(least_available=0.5)) == "least_available"
    # below the pillars everything is published, so the function there does not matter
    below = trees.edition(aggregation_at={"pillar": "harmonic"}, score_floor=1.0)
    assert explorer_arithmetic.unknown_function(below) is None


def test_shares_add_up_to_one_and_follow_the_sub_indices():
    edition = trees.edition()
    spec, arithmetic, _ = specification(edition, trees.scores(edition, np.random.default_rng(6)))
    found = vega_rows.expressions(spec, arithmetic.shares)
    assert found == pytest.approx([1 / 13.5, 3 / 13.5, 0.5 / 13.5, 4 / 8.1, 1.4 / 8.1])
    found = vega_rows.expressions(spec, arithmetic.shares, w3=0, w4=0)
    assert found == pytest.approx([1 / 4.5, 3 / 4.5, 0.5 / 4.5, 0.0, 0.0])
