"""The profile of a unit says what the tables of the run say: numbers of the fictitious edition, checked by hand."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

sys.path.append(str(Path(__file__).parent))

import toy_run

from pipeline.errors import SchemaError
from pipeline.publication import unit_profiles
from pipeline.publication.unit_profile import Profile

FIRST, LAST, IMPUTED, UNRANKED = "T01", "T08", "T03", "T10"


@pytest.fixture(scope="module")
def english() -> dict[str, Profile]:
    return {profile.unit_code: profile for profile in unit_profiles.make(toy_run.run(), "en")}


@pytest.fixture(scope="module")
def vietnamese() -> dict[str, Profile]:
    return {profile.unit_code: profile for profile in unit_profiles.make(toy_run.run(), "vi")}


def column(table: str, value: str, unit: str) -> pd.Series:
    own = toy_run.run().tables[table]
    return own[own["unit_code"] == unit].set_index("code")[value]


def test_every_unit_of_the_edition_has_a_profile_in_the_order_of_the_codes(english):
    assert list(english) == toy_run.run().edition.units.codes


def test_score_and_rank_are_those_of_the_index_with_their_range(english, vietnamese):
    own = english[FIRST].standing
    assert (own.score, own.rank, own.n_ranked, own.range) == ("97.61", "1", "9", "1–1")
    assert vietnamese[FIRST].standing.score == "97,61"
    assert "declared choices" in own.range_said
    assert "không phải khoảng tin cậy" in vietnamese[FIRST].standing.range_said
    assert [(top.name, top.share) for top in own.tops] == [("Among the first 5", "100.0%")]


def test_bars_are_the_scores_beside_the_means_of_the_ranked_units(english):
    scores = toy_run.run().tables["scores"]
    wide = scores.pivot(index="unit_code", columns="code", values="score")
    neighbours = [unit.unit_code for unit in toy_run.run().edition.units.units if unit.region_code == "PL"]
    for bar in english[FIRST].bars:
        region, country = bar.means
        assert bar.score == f"{wide.at[FIRST, bar.code]:.1f}"
        assert bar.place == pytest.approx(wide.at[FIRST, bar.code], abs=0.05)
        assert region.score == f"{wide.loc[neighbours, bar.code].mean():.1f}"
        assert country.score == f"{wide[bar.code].mean():.1f}"


def test_a_pillar_with_one_sub_pillar_has_one_bar(english):
    assert [(bar.code, bar.depth) for bar in english[FIRST].bars] == [
        ("1", 0),
        ("1.1", 1),
        ("1.2", 1),
        ("2", 0),  # its only sub-pillar says the same
        ("3", 0),
        ("3.1", 1),
        ("3.2", 1),
    ]


def test_the_words_of_a_bar_say_what_is_drawn(english):
    bar = english[FIRST].bars[0]
    means = [mean.score for mean in bar.means]
    assert bar.alt == (
        f"Institutions: score 99.4, rank 1; mean of the region: {means[0]}; mean of the country: {means[1]}"
    )


def test_an_income_group_is_shown_only_where_the_edition_declares_one(english):
    assert [mean.kind for mean in english[FIRST].bars[0].means] == ["region", "country"]
    run = toy_run.run()
    told = {"T01": "high", "T02": "high"}
    units = [
        unit.model_copy(
            update={"income_code": told.get(unit.unit_code, "low"), "income_vi": "Thu nhập", "income_en": "Income"}
        )
        for unit in run.edition.units.units
    ]
    edition = run.edition.model_copy(update={"units": type(run.edition.units)(units=tuple(units))})
    profile = unit_profiles.make(replace(run, edition=edition), "en")[0]
    scores = run.tables["scores"].pivot(index="unit_code", columns="code", values="score")
    group = profile.bars[0].means[1]
    assert (profile.group, group.kind) == ("Income", "group")
    assert group.score == f"{scores.loc[['T01', 'T02'], '1'].mean():.1f}"


def test_gaps_are_weight_times_distance_in_order_and_add_up_to_what_the_index_lacks(english):
    gaps = english[FIRST].gaps
    # 1/18 x (100 - 70.339), 1/9 x (100 - 95.217), 1/12 x (100 - 97.490): all that T01 lacks of 100 - 97.61
    assert [(gap.code, gap.points) for gap in gaps.items] == [("3.1.3", "1.65"), ("2.1.2", "0.53"), ("1.2.2", "0.21")]
    assert [gap.weight for gap in gaps.items] == ["5.6%", "11.1%", "8.3%"]
    assert gaps.items[0].place == 100.0
    assert gaps.summed.startswith("These 3 make 2.4 of the 2.4 points")
    assert "not advice" in gaps.said


@pytest.mark.parametrize("unit", ["T02", "T05", "T08"])
def test_all_gaps_of_a_unit_add_up_to_a_hundred_less_its_index(english, unit):
    scores, weights = column("scores", "score", unit), toy_run.run().tables["weights"].set_index("code")["effective"]
    codes = toy_run.run().edition.framework.indicator_codes
    points = (weights[codes] * (100 - scores[codes])).sort_values(ascending=False)
    assert points.sum() == pytest.approx(100 - scores["0"])
    assert [gap.code for gap in english[unit].gaps.items] == list(points.index[:3])


def test_a_method_without_arithmetic_means_promises_no_points_of_the_index():
    run = toy_run.run()
    method = run.edition.method.replace({"aggregation": "geometric", "score_floor": 1.0})
    gaps = unit_profiles.make(replace(run, edition=run.edition.with_method(method)), "en")[0].gaps
    assert "only put the gaps in order" in gaps.said
    assert gaps.summed == ""


def test_an_indicator_has_value_measure_year_score_rank_best_and_worst(english):
    row = english["T02"].sections[0].rows[0]
    assert (row.code, row.value, row.measure, row.year) == ("1.1.1", "6.32", "score 1-10", "2024")
    assert (row.score, row.rank) == (f"{column('scores', 'score', 'T02')['1.1.1']:.1f}", "2")
    assert (row.best, row.worst) == ("6.84 (Song Mo)", "4.02 (Ben Nho)")


def test_where_less_is_better_the_best_is_the_lowest(english):
    row = next(row for section in english[FIRST].sections for row in section.rows if row.code == "3.1.3")
    assert row.best.startswith("7.5 ")
    assert row.worst.startswith("31.1 ")


def test_an_imputed_value_is_shown_and_marked_and_nobody_is_best_or_worst_by_it(english):
    own = english[IMPUTED]
    row = next(row for section in own.sections for row in section.rows if row.code == "2.1.3")
    assert row.value == "27.42"
    assert row.year == ""
    assert set(row.signs.split()) == {"b", "f"}  # imputed, for a fault at the source
    assert {sign.letter for sign in own.data.signs} >= {"b", "f"}
    ends = {row.code for row in (*own.strengths, *own.weaknesses)}
    assert "2.1.3" not in ends


def test_strengths_and_weaknesses_are_those_of_the_table_in_its_order(english):
    for unit in (FIRST, IMPUTED):
        own = toy_run.run().tables["strengths"]
        for kind, shown in (("strength", english[unit].strengths), ("weakness", english[unit].weaknesses)):
            table = own[(own["unit_code"] == unit) & (own["kind"] == kind)].sort_values("place")
            assert [row.code for row in shown] == list(table["code"])


def test_the_causes_of_a_change_add_up_to_it(english):
    own = english["T06"].change
    assert own.said.startswith("From rank 6 of 9 (toy-before) to rank 5 of 9: up 1.")
    parts = {cause.name: cause.part for cause in own.causes}
    assert parts.pop("Sum") == "+1.00"
    assert sum(map(float, parts.values())) == 1.0
    for profile in english.values():
        *single, whole = [float(cause.part.replace("\u2212", "-")) for cause in profile.change.causes] or [0.0]
        assert sum(single) == pytest.approx(whole, abs=0.01)  # two decimals each


def test_a_unit_that_is_not_ranked_says_why_and_what_is_known_of_it(english, vietnamese):
    own = english[UNRANKED]
    assert (own.standing.rank, own.standing.range, own.standing.tops) == ("", "", ())
    assert "1 of 2 computable sub-pillars" in own.standing.reason
    assert own.standing.known.startswith("What is known of it: 8 of 12 indicators")
    assert own.order.neighbours == ()
    assert own.gaps.items == ()
    assert (own.strengths, own.weaknesses) == ((), ())
    assert own.no_strengths
    assert (own.previous, own.next) == (None, None)
    assert own.sections[0].rows[0].value == "5.62"
    assert own.change.said.startswith("It does not compare directly with toy-before")
    assert vietnamese[UNRANKED].standing.reason.startswith("Lý do: ")


def test_without_a_comparison_the_profile_says_how_to_make_one():
    own = unit_profiles.make(replace(toy_run.run(), comparison=None), "en")[0].change
    assert own.causes == ()
    assert own.said.startswith("This edition has not been compared")
    assert own.command == "pii compare … toy"


def test_a_run_without_scores_cannot_be_profiled():
    run = toy_run.run()
    tables = {name: table for name, table in run.tables.items() if name != "weights"}
    with pytest.raises(SchemaError, match=r"weights\.csv is needed for publication"):
        unit_profiles.make(replace(run, tables=tables), "en")


def test_tables_are_not_modified():
    run = toy_run.run()
    before = {name: table.copy() for name, table in run.tables.items()}
    unit_profiles.make(run, "vi")
    for name, table in run.tables.items():
        pd.testing.assert_frame_equal(table, before[name])
