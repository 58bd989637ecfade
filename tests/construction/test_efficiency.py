"""Outcomes on pillars, with the arbitrary zero in sight."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import efficiency


@pytest.fixture(scope="module")
def found(open_2024):
    return efficiency.compare(open_2024.index.scores, open_2024.gathered.values, open_2024.edition)


def test_every_unit_with_all_outcomes_has_an_efficiency(found):
    known = found.units.dropna(subset="efficiency")
    assert len(known) >= 60
    assert known["efficiency"].between(0.0, 1.0).all()
    assert (known.loc[known["rank"] == 1.0, "efficiency"] > 0.999).all()


def test_an_indicator_that_shares_a_table_with_an_outcome_is_left_out_of_its_pillar(open_2024, found):
    excluded = {code for o in open_2024.edition.framework.outcomes for code in open_2024.edition.made_with(o.code)}
    left_out = found.variables[found.variables["side"] == efficiency.LEFT_OUT]
    assert set(left_out["code"]) == excluded != set()


def test_shares_stay_between_their_limits(found):
    known = found.variables.dropna(subset="mean_share")
    assert (known["mean_share"] >= known["least"] - 1e-6).all()
    assert (known["mean_share"] <= known["greatest"] + 1e-6).all()
    assert known.groupby("side")["mean_share"].sum().to_numpy() == pytest.approx(1.0)
    assert known.loc[known["side"] == "input", "least"].to_numpy() == pytest.approx(0.35 / 5)


def test_another_arbitrary_zero_gives_other_ranks(found):
    """The method review: DEA on min-max scores depends on an arbitrary zero. Here by several places on average."""
    known = found.units.dropna(subset="efficiency")
    assert (known["rank"] - known["rank_other"]).abs().mean() > 2.0


def test_without_outcomes_there_is_no_efficiency(candidates):
    nothing = efficiency.compare(candidates.index.scores, candidates.gathered.values, candidates.edition)
    assert nothing.units.empty
    assert list(nothing.units.columns) == efficiency.UNITS
    assert nothing.variables.empty


def test_an_outcome_of_which_less_is_better_is_turned(tiny):
    """Two units alike in their pillar; the one with less poverty makes more of it."""
    tree = {"0": ("1",), "1": ("1.1",)}
    nodes = {"o.1": {"direction": -1}}
    edition = tiny.edition(tree=tree, roles=("indicator", "pillar", "index"), units=("a", "b", "c"), nodes=nodes)
    scores = pd.DataFrame({"1.1": [60.0, 60.0, 20.0]}, index=["a", "b", "c"])
    scores["1"] = scores["0"] = scores["1.1"]
    values = pd.DataFrame({"unit_code": ["a", "b", "c"], "code": "o.1", "value": [2.0, 12.0, 7.0]})
    found = efficiency.compare(scores, values, edition).units.set_index("unit_code")
    assert found.at["a", "efficiency"] > found.at["b", "efficiency"]
    # on 10-100: pillar 100, 100, 10; outcome 100, 10, 55; ratios 1, 0.1, 5.5
    assert found["efficiency"].tolist() == pytest.approx([1 / 5.5, 0.1 / 5.5, 1.0])
    assert found["efficiency_other"].at["c"] == pytest.approx(1.0)


def test_one_that_does_not_vary_says_nothing(tiny):
    tree = {"0": ("1",), "1": ("1.1",)}
    edition = tiny.edition(tree=tree, roles=("indicator", "pillar", "index"), units=("a", "b"))
    scores = pd.DataFrame({"1.1": [60.0, 20.0], "1": [60.0, 20.0], "0": [60.0, 20.0]}, index=["a", "b"])
    values = pd.DataFrame({"unit_code": ["a", "b"], "code": "o.1", "value": [5.0, 5.0]})
    assert efficiency.compare(scores, values, edition).units.empty
    values["value"] = [5.0, np.nan]
    assert efficiency.compare(scores, values, edition).units.empty
