"""Dominance tables: arrays, pairs, and an outcome too few have."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import development, index, relative_importance

UNITS = [f"U{number:02d}" for number in range(14)]


def base_of(tiny, outcome_of):
    rng = np.random.default_rng(6)
    table = pd.DataFrame(rng.uniform(1, 9, (14, 5)), index=UNITS, columns=list(tiny.table().columns))
    edition = tiny.edition(units=UNITS, regression_outcome="o.1")
    scores = index.build(table, edition).scores
    return edition, development.ground(scores, tiny.long(table.assign(**{"o.1": outcome_of(scores)})), edition)


def test_general_dominance_is_the_lmg_of_the_main_table_and_the_mean_of_the_conditional_one(tiny):
    edition, base = base_of(tiny, lambda s: np.exp((2 * s["2"] + s["1"]) / 100))
    found = relative_importance.compare(base, edition, seed=0)
    general = found.added[found.added["others"] == "all"].set_index("term")
    lmg = development.regress(base, edition, seed=0).terms.set_index("term")["lmg"]
    np.testing.assert_allclose(general["added"], lmg[["1", "2"]], atol=1e-12)
    rest = found.added[found.added["others"] != "all"].groupby("term")["added"].mean()
    np.testing.assert_allclose(rest, general["added"], atol=1e-12)
    assert general["low"].notna().all()


def test_a_pair_stands_both_ways_and_adds_up(tiny):
    edition, base = base_of(tiny, lambda s: np.exp(s["2"] / 50))
    pairs = relative_importance.compare(base, edition, seed=0).pairs.set_index(["term", "other"])
    assert pairs.loc[("2", "1"), "complete"] + pairs.loc[("1", "2"), "complete"] == 1
    assert pairs.loc[("2", "1"), "complete"] == 1
    assert bool(pairs.loc[("2", "1"), "conditional"])
    assert pairs.loc[("2", "1"), "general"] == pytest.approx(-pairs.loc[("1", "2"), "general"])


def test_without_an_outcome_the_tables_are_empty(tiny):
    edition, base = base_of(tiny, lambda s: s["1"] * np.nan)
    found = relative_importance.compare(base, edition, seed=0)
    assert found.added.empty
    assert found.pairs.empty
