"""Findings on regression: what is said of each table, and when it is not said."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import finding, findings_regression
from pipeline.construction.findings_regression import Evidence
from pipeline.data.schema import schema_of
from pipeline.framework.edition import Edition

FIT = {"outcome": "o.1", "log": True, "n": 20, "k": 2, "r2": 0.8, "reason": ""}
TERMS = [
    {"term": "intercept"},
    {"term": "1", "vif": 12.0, "implied_weight": 0.0, "selection_frequency": 0.1, "lowest_without_one": -0.1},
    {"term": "2", "vif": 2.0, "implied_weight": 1.0, "selection_frequency": 1.0, "lowest_without_one": 0.2},
]


def table(name: str, rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(schema_of(f"{name}.csv").columns))


def evidence(**changes: list[dict]) -> Evidence:
    terms = [{"outcome": "o.1", "highest_without_one": 0.5} | row for row in TERMS]
    outcome = {"outcome": "o.1", "n": 20, "r2": 0.8, "predicted_share": 0.6, "predicted_low": 0.5}
    outcome |= {"predicted_high": 0.7, "index_r2": 0.5, "index_r2_low": 0.3, "index_r2_high": 0.7, "reason": ""}
    rows = {
        "regression": terms,
        "regression_fit": [FIT],
        "influence": [{"unit_code": f"U{i}", "cooks_distance": d} for i, d in enumerate([0.5, 0.1, 0.3, np.nan])],
        "regression_outcomes": [outcome, {"outcome": "o.2", "reason": "too_few"}],
        "dominance": [
            {"term": code, "others": "all", "added": added, "low": 0.1, "high": 0.7, "n": 20}
            for code, added in (("1", 0.2), ("2", 0.6))
        ],
        "dominance_pairs": [{"term": "2", "other": "1", "complete": 1.0}, {"term": "1", "other": "2", "complete": 0.0}],
        "quantiles": [
            {"quantile": q, "term": "2", "low": low, "high": low + 1, "n": 20} for q, low in ((0.25, 0.0), (0.75, 2.0))
        ],
        "fixed_effects": [{"outcome": "o.1", "term": "", "n_rounds": 1, "reason": "one_round"}],
        "implied_shifts": [
            {"variant": "implied", "n": 20, "mean_shift": 2.0, "largest_shift": 7.0, "unit_code": "U1"},
            {"variant": "ridge", "n": 20, "mean_shift": 3.0, "largest_shift": 9.0, "unit_code": "U2"},
        ],
        "performance": [
            {"unit_code": f"U{i}", "score": score, "expected": 50.0, "low": 40.0, "high": 60.0, "verdict": verdict}
            for i, (score, verdict) in enumerate([(70.0, "above"), (65.0, "above"), *[(50.0, "within")] * 18])
        ],
    } | changes
    return Evidence(**{name: table(name, found) for name, found in rows.items()})


def found(edition: Edition, **changes: list[dict]) -> pd.DataFrame:
    return finding.table(findings_regression.findings(evidence(**changes), edition)).set_index(["finding", "subject"])


@pytest.fixture(scope="module")
def edition(tiny) -> Edition:
    return tiny.edition(regression_outcome="o.1")


def test_without_a_regression_there_is_one_finding_and_it_says_why(edition):
    none = found(edition, regression_fit=[FIT | {"reason": "no_outcome", "outcome": ""}])
    assert none.index.tolist() == [("no_regression_no_outcome", "")]
    assert none["verdict"].tolist() == ["not_applicable"]


def test_explained_and_predicted_stand_beside_each_other_with_n(edition):
    own = found(edition)
    assert own.loc[("outcome_explained", "o.1"), ["value", "n"]].tolist() == [0.8, 20]
    assert own.loc[("outcome_predicted", "o.1"), ["value", "low", "high"]].tolist() == [0.6, 0.5, 0.7]
    assert own.loc[("no_regression_too_few", "o.2"), "verdict"] == "not_applicable"


def test_a_pillar_without_an_implied_weight_is_named_with_its_selection_frequency(edition):
    own = found(edition)
    assert own.loc[("no_implied_weight", "1"), "value"] == 0.1
    assert ("no_implied_weight", "2") not in own.index


def test_inflation_is_judged_and_the_worst_is_named(edition):
    row = found(edition).loc[("inflation", "1")]
    assert (row["value"], row["threshold"], row["verdict"]) == (12.0, 10.0, "fail")


def test_a_pillar_that_leads_without_dominating_is_called_so(edition):
    assert ("dominant_pillar", "2") in found(edition).index
    weak = [{"term": "2", "other": "1", "complete": 0.5}]
    assert ("leading_pillar", "2") in found(edition, dominance_pairs=weak).index


def test_influence_is_counted_against_four_over_n(edition):
    own = found(edition)
    row = own.loc[("influential_unit", "U0")]
    assert (row["value"], row["n"], row["verdict"]) == (0.5, 3, "descriptive")
    assert row["threshold"] == pytest.approx(4 / 3)
    assert own.loc[("influential_units", ""), "value"] == 0


def test_signs_that_hang_on_one_unit_and_quantiles_that_lie_apart_are_counted(edition):
    own = found(edition)
    assert own.loc[("signs_hang_on_one", ""), "value"] == 1
    assert own.loc[("quantiles_apart", ""), "value"] == 1


def test_a_panel_that_cannot_be_estimated_is_a_finding_and_one_that_can_has_slopes(edition):
    assert found(edition).loc[("panel_one_round", "o.1"), "verdict"] == "not_applicable"
    slope = {"outcome": "o.1", "term": "1", "coefficient": 0.1, "low": 0.0, "high": 0.2, "n_units": 9, "reason": ""}
    assert found(edition, fixed_effects=[slope]).loc[("panel_slope", "1"), "n"] == 9


def test_the_implied_ranking_names_whose_place_moves_most(edition):
    own = found(edition)
    assert own.loc[("implied_mean_shift", ""), "value"] == 2.0
    assert own.loc[("implied_largest_shift", "U1"), "value"] == 7.0


def test_the_share_outside_the_band_stands_beside_its_expectation(edition):
    own = found(edition)
    row = own.loc[("outside_band", "")]
    assert (row["value"], row["threshold"], row["n"]) == (0.1, 0.05, 20)
    assert row["low"] < 0.1 < row["high"]
    assert own.loc[("furthest_above", "U0"), "value"] == 70.0
    assert not any(name == "furthest_below" for name, _ in own.index)
