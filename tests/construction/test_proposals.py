"""Keep, query or drop, by the stated rule, with the reason in both languages."""

import pandas as pd
import pytest

from pipeline.construction import proposals
from pipeline.construction.flags import FLAGS, Flag


@pytest.fixture(scope="module")
def edition(tiny):
    return tiny.edition()


def flag(code, name, verdict, *, other="1.1", r=0.2, threshold=0.3):
    return Flag(code, other, name, r, r - 0.1, r + 0.1, 63, threshold, verdict)


def propose(edition, *rows, rest=()):
    correlations = pd.DataFrame(
        [(code, parent, "pearson", r) for code, parent, r in rest], columns=["code", "with_code", "kind", "r"]
    )
    return proposals.propose(pd.DataFrame(rows, columns=list(Flag._fields)), correlations, edition)


def test_nothing_odd_is_kept(edition):
    row = propose(edition).loc["1.1.1"]
    assert row.tolist() == ["", "keep", "không có dấu hiệu nào vượt ngưỡng", "no sign beyond its threshold"]


@pytest.mark.parametrize(
    ("name", "verdict", "proposal"),
    [
        ("low", "borderline", "query"),
        ("redundant", "borderline", "query"),
        ("forgetful", "borderline", "keep"),
        ("forgetful", "fail", "query"),
        ("elsewhere", "borderline", "keep"),
        ("size", "fail", "query"),
        ("low_within", "borderline", "keep"),
        ("opposed", "borderline", "query"),
        ("opposed", "fail", "drop"),
    ],
)
def test_one_flag_makes_a_proposal(edition, name, verdict, proposal):
    assert propose(edition, flag("1.1.1", name, verdict)).loc["1.1.1", "proposal"] == proposal


def test_against_another_level_than_parent_or_index_is_a_question(edition):
    assert propose(edition, flag("1.1.1", "opposed", "fail", other="1")).loc["1.1.1", "proposal"] == "query"
    assert propose(edition, flag("1.1.1", "opposed", "fail", other="0")).loc["1.1.1", "proposal"] == "drop"


def test_of_two_that_are_one_the_worse_is_proposed_to_drop(edition):
    twins = (flag("1.1.1", "identical", "fail", other="2.1.1"), flag("2.1.1", "identical", "fail", other="1.1.1"))
    found = propose(edition, *twins, rest=[("1.1.1", "1.1", 0.4), ("2.1.1", "2.1", 0.6)])
    assert found.loc[["1.1.1", "2.1.1"], "proposal"].tolist() == ["drop", "query"]


def test_reasons_carry_their_numbers_in_the_language_s_own_way(edition):
    found, name = (
        propose(edition, flag("1.1.1", "low", "borderline", r=-0.05)).loc["1.1.1"],
        edition.framework.node("1.1"),
    )
    assert found["reason_en"] == f"goes little with 1.1 {name.name_en}: r = −0.05 [−0.15; 0.05]"
    assert found["reason_vi"] == f"ít đi cùng 1.1 {name.name_vi}: r = −0,05 [−0,15; 0,05]"


def test_a_kept_indicator_says_what_is_borderline(edition):
    found = propose(edition, flag("1.1.1", "forgetful", "borderline", r=0.6)).loc["1.1.1"]
    assert found["reason_en"].startswith("borderline, no question yet: last year's order")
    assert found["flags"] == "forgetful"


def test_every_flag_has_its_reason():
    assert set(proposals._REASONS) == set(FLAGS)
