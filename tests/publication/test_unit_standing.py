"""Where a unit stands: neighbours whose order is firm or open, development, and a change between editions of other size."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

sys.path.append(str(Path(__file__).parent))

import toy_run

from pipeline.publication.unit_ground import Ground
from pipeline.publication.unit_standing import Placing


@pytest.fixture(scope="module")
def placing() -> Placing:
    return Placing(Ground(toy_run.run()), "en")


def with_tables(**tables: pd.DataFrame) -> Placing:
    run = toy_run.run()
    return Placing(Ground(replace(run, tables={**run.tables, **tables})), "en")


def pairs(*rows: tuple[str, str, float, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit_code", "other", "share_ahead", "robust"])


def test_the_counts_of_firm_and_open_orders_are_those_of_the_pairs(placing):
    own = toy_run.run().tables["pairs"]
    for unit in ("T01", "T05", "T09"):
        ahead = int(own.loc[own["unit_code"] == unit, "robust"].sum())
        behind = int(own.loc[own["other"] == unit, "robust"].sum())
        said = placing.order(unit).said
        assert (
            f"Firmly ahead of {ahead} provinces and firmly behind {behind}; with the other {8 - ahead - behind} "
            in said
        )


def test_neighbours_stand_in_the_order_of_the_ranking_on_both_sides(placing):
    order = placing.ground.order
    near = [other.unit_code for other in placing.order(order[4]).neighbours]
    assert near == [*order[1:4], *order[5:8]]
    assert [other.unit_code for other in placing.order(order[0]).neighbours] == order[1:4]


def test_a_neighbour_is_firmly_ahead_firmly_behind_or_open():
    first, second, third = Ground(toy_run.run()).order[:3]
    placing = with_tables(
        pairs=pairs(
            (first, second, 0.97, True),
            (second, first, 0.03, False),
            (second, third, 0.6, False),
            (third, second, 0.4, False),
        )
    )
    near = {other.unit_code: (other.share, other.relation) for other in placing.order(second).neighbours}
    assert near[first] == ("3%", "firm: behind")
    assert near[third] == ("60%", "not firm")
    assert placing.order(first).neighbours[0].relation == "firm: ahead"


def test_without_pairs_the_profile_says_so():
    assert with_tables(pairs=pairs()).order("T01").said == "Its order against other provinces has not been analysed."


def test_without_an_uncertainty_analysis_a_rank_says_that_it_has_no_range():
    empty = toy_run.run().tables["uncertainty"].iloc[:0]
    own = with_tables(uncertainty=empty).standing("T01")
    assert (own.range, own.range_said) == ("", "no uncertainty analysis yet")


def test_performance_is_placed_on_the_scale_of_the_scores(placing):
    own, table = placing.performance("T06"), toy_run.run().tables["performance"].set_index("unit_code").loc["T06"]
    assert own.level == "GRDP per head: 66.52 million VND"
    assert f"{table['expected']:.1f} points are expected" in own.said
    assert own.own == pytest.approx(table["score"], abs=0.05)
    assert own.low == 0.0  # the band begins below the scale
    assert own.verdict == "as expected"


def test_indicators_made_with_the_measure_of_development_are_named():
    fit = toy_run.run().tables["regression_fit"].assign(excluded="3.2.1 3.2.2")
    assert with_tables(regression_fit=fit).performance("T06").said.endswith("as that measure: 3.2.1, 3.2.2.")


def test_without_a_measure_of_development_there_is_no_place(placing):
    own = placing.performance("T10")
    assert (own.own, own.level) == (None, "")
    assert own.said.startswith("There is no comparison")


def test_between_editions_of_other_size_causes_are_parts_of_the_position():
    run = toy_run.run()
    changes = run.comparison.tables["compare_changes"].assign(n_before=8)
    comparison = replace(run.comparison, tables={**run.comparison.tables, "compare_changes": changes})
    placing = Placing(Ground(replace(run, comparison=comparison)), "en")
    own = placing.change(run.edition.units.by_code["T06"])
    assert own.measure == "Position"
    assert own.causes[-1].part == "+12.5%"  # one of the eight steps between the first and the last of nine
    assert "per cent of position" in own.causes_said


def test_a_comparison_whose_causes_cannot_be_told_apart_says_so():
    run = toy_run.run()
    none = run.comparison.tables["compare_attribution"].iloc[:0]
    comparison = replace(run.comparison, tables={**run.comparison.tables, "compare_attribution": none})
    own = Placing(Ground(replace(run, comparison=comparison)), "en").change(run.edition.units.by_code["T06"])
    assert own.causes == ()
    assert own.causes_said == "The change could not be divided by cause."


def test_a_unit_that_the_earlier_edition_lacks_says_why():
    run = toy_run.run()
    changes = run.comparison.tables["compare_changes"].query("unit_code != 'T06'")
    comparison = replace(run.comparison, tables={**run.comparison.tables, "compare_changes": changes})
    own = Placing(Ground(replace(run, comparison=comparison)), "vi").change(run.edition.units.by_code["T06"])
    assert own.said == "Không so trực tiếp được với toy-before: không được xếp hạng ở cả hai bên."
