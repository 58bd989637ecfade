"""An edition worked through in memory is the edition that the chapters make."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ParameterError
from pipeline.publication import worked_edition

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def worked() -> worked_edition.WorkedEdition:
    return worked_edition.work("toy", root=ROOT)


def test_the_index_is_the_mean_of_its_pillars(worked):
    scores = worked.built.scores
    assert scores["0"].to_numpy() == pytest.approx(scores[["1", "2", "3"]].mean(axis=1).to_numpy())


def test_the_unit_with_too_little_is_not_ranked(worked):
    assert worked.edition.units.codes[-1] == "T10"
    assert worked.units == [f"T{number:02d}" for number in range(1, 10)]


def test_the_median_of_the_region_stands_in_for_a_blank(worked):
    assert worked.known["3.1.2"].isna().sum() == 1
    assert worked.complete.loc["T06", "3.1.2"] == pytest.approx((35.52 + 20.04) / 2)  # the other two of the coast


def test_under_another_choice_everything_else_stays(worked):
    other = worked.under("structural zeros left blank")
    assert other.gathered is worked.gathered
    assert other.edition.method.values["use_structural_zeros"] is False
    assert {
        name for name, value in other.edition.method.values.items() if value != worked.edition.method.values[name]
    } == {"use_structural_zeros"}
    assert (worked.ranks["T08"], other.ranks["T08"]) == (9, 8)


def test_a_choice_that_nobody_declared_names_the_nearest(worked):
    with pytest.raises(ParameterError, match="got 'geometric mean'; nearest: geometric mean, floor 1"):
        worked.under("geometric mean")


def test_a_round_before_takes_the_units_own_earlier_figures(worked):
    before = worked.earlier.values.set_index(["unit_code", "code"])
    assert before.loc[("T01", "1.1.1"), ["value", "data_year"]].tolist() == [7.12, 2023]  # survey_2023.csv
    assert before.loc[("T01", "3.1.1"), "value"] == 99.0  # there is no earlier one
    assert worked.values.set_index(["unit_code", "code"]).loc[("T01", "1.1.1"), "value"] == 6.84, "not modified"


def test_what_each_cause_moved_adds_up_to_the_change(worked):
    found = worked.since_earlier
    changes = found.changes[(found.changes["code"] == "0") & found.changes["places"].notna()].set_index("unit_code")
    parts = found.attribution[found.attribution["player"] != "sum"].groupby("unit_code")["places"].sum()
    assert parts[changes.index].to_numpy() == pytest.approx(changes["places"].to_numpy())


def test_a_change_of_method_alone_is_put_down_to_the_method(worked):
    found = worked.compared(worked.under("geometric mean, floor 1"))
    assert found.players.set_index("player")["differs"].to_dict() == {
        "own_data": False,
        "others_data": False,
        "framework": False,
        "method": True,
    }


@pytest.mark.chain
def test_it_is_what_the_chain_makes(worked, tmp_path):
    """The ladder's last step: tables in memory agree with those that papermill's run of the chapters wrote."""
    from pipeline.data import store

    folder = ROOT / "data" / "processed" / "toy" / "nominal"
    if not (folder / "scores.csv").is_file():
        pytest.skip("the toy edition has not been run in this copy of the project")
    kept = store.read_table(folder / "scores.csv").dropna(subset="rank").set_index(["unit_code", "code"])
    made = worked.scores.dropna(subset="rank").set_index(["unit_code", "code"])
    assert made.loc[kept.index, "score"].to_numpy() == pytest.approx(kept["score"].to_numpy(), abs=1e-9)
    assert made.loc[kept.index, "rank"].to_numpy() == pytest.approx(kept["rank"].to_numpy())
