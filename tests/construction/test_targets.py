"""How units stand towards targets: on the fictitious edition by hand, and nothing where nothing is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import targets
from pipeline.data import assembly, params, schema, target_series
from pipeline.framework.edition import Edition
from pipeline.statistics import pace

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def toy() -> Edition:
    return params.load_edition("toy", root=ROOT)


@pytest.fixture(scope="module")
def values(toy) -> pd.DataFrame:
    return target_series.observed(toy, assembly.gather(toy, root=ROOT).panel, root=ROOT)


@pytest.fixture(scope="module")
def standing(toy, values) -> targets.Standing:
    return targets.standing(values, toy)


def row(standing: targets.Standing, target: str, unit: str) -> pd.Series:
    return standing.units.set_index(["target", "unit_code"]).loc[(target, unit)]


def test_a_linear_target_by_hand(standing):
    own = row(standing, "t.1", "T02")  # 44.7 53.4 60 63.9 70.4; wanted 100 in 2030
    assert (own["value"], own["year"], own["years_left"]) == (70.4, 2024, 6)
    assert own["gap"] == pytest.approx(29.6)
    assert own["score"] == pytest.approx(70.4)  # the baseline is 0
    assert own["required"] == pytest.approx(29.6 / 6)
    assert (own["pace_low"], own["pace_high"]) == pytest.approx((3.9, 8.7))  # 2022 to 2023, 2020 to 2021
    assert own["pace"] == pytest.approx(6.4125)  # of ten slopes the fifth, 6.4, and the sixth, 6.425
    assert (own["reached"], own["reached_first"], own["reached_last"]) == ("range", 2028, 2032)  # 3.4 and 7.6 years
    assert (own["light"], own["light_low"], own["light_high"]) == ("on_track", "moderate", "on_track")


def test_a_geometric_target_by_hand(standing):
    own = row(standing, "t.2", "T02")  # 8 9 11 13 15; wanted 30 in 2030
    assert own["required"] == pytest.approx(2 ** (1 / 6) - 1)
    assert (own["pace_low"], own["pace_high"]) == pytest.approx((1 / 8, 2 / 9))
    assert own["score"] == pytest.approx(40.0)  # 15 between 5 and 30


def test_a_unit_whose_last_value_is_older_counts_from_its_year(standing):
    own = row(standing, "t.1", "T05")
    assert (own["year"], own["years_left"], own["n_years"]) == (2023, 7, 4)


def test_two_years_give_a_gap_and_a_score_but_no_pace(standing):
    own = row(standing, "t.1", "T10")
    assert (own["n_years"], own["light"], own["reached"]) == (2, "not_estimable", "not_estimable")
    assert np.isnan([own["pace"], own["ratio"], own["reached_first"]]).all()
    assert own["score"] == pytest.approx(65.6)


def test_a_target_that_is_met_has_no_year_of_arrival(standing):
    own = row(standing, "t.2", "T04")
    assert (own["gap"], own["required"], own["light"], own["reached"]) == (0, 0, "met", "met")
    assert np.isnan(own["reached_first"])


def test_a_pace_that_may_lead_away_has_a_first_year_and_no_last(standing):
    own = row(standing, "t.1", "T01")
    assert own["reached"] == "from"
    assert own["reached_first"] == 2040
    assert np.isnan(own["reached_last"])


def test_the_lights_are_counted_and_a_share_of_growth_has_no_number(standing):
    own = standing.targets.set_index("target")
    assert own.loc["t.1", [f"n_{light}" for light in pace.LIGHTS]].tolist() == [0, 5, 1, 3, 0, 0, 1, 0]
    assert own.loc["t.4", "status"] == "refused"
    assert own.loc["t.4", ["first_year", "n_units", "n_met"]].isna().all()
    assert "t.4" not in set(standing.units["target"])


def test_a_unit_without_a_value_has_a_row_that_says_so(toy, values):
    less = values[values["unit_code"] != "T03"]
    own = row(targets.standing(less, toy), "t.1", "T03")
    assert (own["light"], own["reached"], own["n_years"]) == ("no_value", "no_value", 0)
    assert np.isnan([own["value"], own["gap"], own["score"]]).all()


def test_a_measured_target_without_any_value_is_blank_throughout(toy, values):
    found = targets.standing(values[values["target"] != "t.2"], toy)
    assert set(found.units.loc[found.units["target"] == "t.2", "light"]) == {"no_value"}


def test_the_order_of_the_values_does_not_matter(toy, values, standing):
    mixed = targets.standing(values.sample(frac=1, random_state=1), toy)
    pd.testing.assert_frame_equal(mixed.units, standing.units)


@pytest.mark.parametrize(("edition", "n"), [("open-2024", 9), ("open-2023", 0)])
def test_without_figures_or_targets_nothing_is_computed(edition, n):
    own = params.load_edition(edition, root=ROOT)
    found = targets.standing(pd.DataFrame(columns=target_series.VALUES), own)
    assert len(found.targets) == n
    assert found.units.empty
    assert found.targets[targets.COUNTS].isna().all(axis=None)
    assert targets.residuals(pd.DataFrame(columns=target_series.INPUTS), own).empty


def test_the_residual_is_growth_less_capital_and_labour(toy):
    found = targets.residuals(target_series.growth_inputs(toy, root=ROOT), toy).set_index(["unit_code", "year"])
    own = found.loc[("T01", 2023)]
    grown = [54.31 / 50.33 - 1, 85.53 / 79.35 - 1, 790.19 / 769.83 - 1]
    assert own[["output", "capital", "labour"]].tolist() == pytest.approx(grown)
    assert own["residual"] == pytest.approx(grown[0] - 0.4 * grown[1] - 0.6 * grown[2])
    assert np.isnan([found.loc[("T08", year), "residual"] for year in (2023, 2024)]).all()  # labour of 2023 is blank
    assert 2022 not in found.index.get_level_values("year")


def test_the_tables_have_the_columns_of_their_schemas(standing):
    for name, columns in (
        ("targets", standing.targets.columns),
        ("target_units", standing.units.columns),
        ("target_values", target_series.VALUES),
        ("growth_residual", targets.RESIDUALS),
    ):
        assert list(columns) == list(schema.schema_of(f"{name}.csv").columns)
