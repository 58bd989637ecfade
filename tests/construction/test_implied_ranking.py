"""The ranking under weights that an outcome implies."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import development, implied_ranking, index, outcome_regressions

UNITS = [f"U{number:02d}" for number in range(14)]


def reranked(tiny, outcome_of, **more):
    rng = np.random.default_rng(5)
    table = pd.DataFrame(rng.uniform(1, 9, (14, 5)), index=UNITS, columns=list(tiny.table().columns))
    edition = tiny.edition(units=UNITS, regression_outcome="o.1", **more)
    scores = index.build(table, edition).scores
    values = tiny.long(table.assign(**{"o.1": outcome_of(scores)}))
    base = development.ground(scores, values, edition)
    return scores, implied_ranking.rerank(outcome_regressions.fit(base, edition, seed=0), edition)


def test_an_outcome_made_of_one_pillar_ranks_by_that_pillar(tiny):
    scores, found = reranked(tiny, lambda s: np.exp(s["2"] / 50))
    own = found.ranks[found.ranks["variant"] == "implied"].set_index("unit_code")["rank"]
    np.testing.assert_array_equal(own, scores["2"].rank(ascending=False))
    assert found.ranks["rank_nominal"].tolist()[:14] == scores["0"].rank(ascending=False).tolist()


def test_an_outcome_made_with_the_nominal_weights_changes_nothing(tiny):
    _, found = reranked(tiny, lambda s: np.exp((s["1"] + s["2"]) / 100))
    row = found.shifts.set_index("variant").loc["implied"]
    assert (row["mean_shift"], row["largest_shift"], row["unit_code"]) == (0, 0, "")
    assert row["spearman"] == pytest.approx(1)


def test_a_pillar_that_counts_against_a_unit_is_counted(tiny):
    _, found = reranked(tiny, lambda s: np.exp((s["2"] - s["1"]) / 100))
    shifts = found.shifts.set_index("variant")
    assert shifts["n_negative"].to_dict() == {"implied": 0, "ridge": 1, "partial_least_squares": 1}
    assert shifts.loc["implied", "unit_code"] in UNITS


def test_an_outcome_against_every_pillar_has_no_implied_ranking(tiny):
    _, found = reranked(tiny, lambda s: np.exp(-(s["1"] + s["2"]) / 50))
    assert "implied" not in set(found.shifts["variant"])
    assert found.shifts.set_index("variant").loc["ridge", "n_negative"] == 2


def test_without_a_regression_there_is_nothing_to_rank_by(tiny):
    found = implied_ranking.rerank(None, tiny.edition())
    assert found.ranks.empty
    assert found.shifts.empty
