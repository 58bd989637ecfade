"""Findings on validity: rankings from outside, concepts, experts, the official framework."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import content_validity, finding, findings_validity
from pipeline.data.schema import schema_of

PAPERS = {
    "code": "papers",
    "name_vi": "báo",
    "name_en": "papers",
    "table": "t/papers",
    "column": "total",
    "year": 2024,
    "selection_vi": "x",
    "selection_en": "x",
}
ROW = {"external": "papers", "kind": "spearman", "n": 29, "n_all": 63, "r": 0.9, "low": 0.8, "high": 0.95}
ROW |= {"alone_r": 0.8, "alone_low": 0.6, "alone_high": 0.9, "difference": 0.1, "difference_low": 0.02}
ROW |= {"difference_high": 0.3, "upper_half": 0.8}


def table(name: str, rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(schema_of(f"{name}.csv").columns))


def found(edition, *, external=(ROW,), scores=(), sheets=None, coverage=()):
    sheets = content_validity.concept_sheets(edition).sheets if sheets is None else sheets
    tables = findings_validity.Evidence(
        table("external", list(external)),
        table("external_scores", list(scores)),
        sheets,
        table("content_coverage", list(coverage)),
    )
    return finding.table(findings_validity.findings(tables, edition)).set_index(["finding", "subject"])


@pytest.fixture(scope="module")
def edition(tiny):
    return tiny.edition(external=[PAPERS], nodes={"1.1": {"measurement": "formative"}})


@pytest.mark.parametrize(
    ("low", "high", "verdict"), [(0.02, 0.3, "clear"), (-0.1, 0.3, "borderline"), (-0.3, -0.1, "fail")]
)
def test_what_goes_beyond_development_is_judged_by_the_interval_of_the_difference(edition, low, high, verdict):
    own = found(edition, external=[ROW | {"difference_low": low, "difference_high": high}])
    assert own.loc[("external_beyond", "papers"), "verdict"] == verdict
    assert own.loc[("external_agreement", "papers"), ["value", "low", "n"]].tolist() == [0.9, 0.8, 29]
    assert own.loc[("external_selection", "papers"), ["value", "threshold"]].tolist() == [0.8, 0.5]


def test_without_an_outcome_nothing_is_said_of_development(edition):
    none = dict.fromkeys(
        ("alone_r", "alone_low", "alone_high", "difference", "difference_low", "difference_high"), np.nan
    )
    names = {name for name, _ in found(edition, external=[ROW | none]).index}
    assert "external_agreement" in names
    assert not names & {"external_beyond", "external_development"}


def test_differing_figures_are_counted(edition):
    scores = [{"external": "papers", "unit_code": f"U{i}", "n_figures": 1 + (i == 0)} for i in range(5)]
    assert found(edition, scores=scores).loc[("external_conflict", "papers"), ["value", "n"]].tolist() == [1, 5]
    assert ("external_conflict", "papers") not in found(edition, scores=scores[1:]).index


def test_an_edition_without_rankings_or_official_list_says_so(tiny):
    own = found(tiny.edition(), external=[])
    for name in ("no_external", "relevance_not_rated", "no_official_framework"):
        assert own.loc[(name, ""), "verdict"] == "not_applicable"


def test_groups_that_nobody_declared_fail(edition):
    row = found(edition).loc[("measurement_declared", "")]
    assert (row["value"], row["n"], row["verdict"]) == (pytest.approx(1 / 3), 3, "fail")


def test_ratings_are_judged_for_the_whole_and_for_each_indicator_below_the_limit(toy):
    own = found(toy.edition)
    assert own.loc[("relevance_average", ""), "verdict"] == "fail"  # 0.83 of 0.90
    low = [subject for name, subject in own.index if name == "relevance_low"]
    assert low == ["1.2.2", "3.1.2", "3.2.1"]
    assert own.loc[("relevance_low", "3.2.1"), "verdict"] == "fail"  # the whole interval of 1 in 6 is below 0.78


def test_coverage_is_counted_by_round_among_indicators(edition):
    rows = [
        {"round": round_, "level": "indicator", "name_vi": f"c{number}", "match": match}
        for round_, matches in ((2023, ["", "near"]), (2024, ["same", "", "", ""]))
        for number, match in enumerate(matches)
    ]
    own = found(edition, coverage=[*rows, {"round": 2024, "level": "pillar", "name_vi": "p", "match": ""}])
    assert own.loc[("official_covered", "2023"), ["value", "n"]].tolist() == [0.5, 2]
    assert own.loc[("official_covered", "2024"), ["value", "n"]].tolist() == [0.25, 4]
