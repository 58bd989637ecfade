import math

import pandas as pd
import pytest

from pipeline.data import year_rule

NAN = float("nan")


def cells(values, *, status="A", origins=None):
    blank = [math.isnan(value) for value in values]
    found = origins or ["not_published" if absent else "published" for absent in blank]
    return pd.DataFrame(
        {"value": values, "status": ["O" if absent else status for absent in blank], "origin": found},
        index=["a", "b", "c"],
    )


BY_YEAR = {
    2024: cells([NAN, NAN, 1.0], status="P"),
    2023: cells([NAN, 2.0, 3.0]),
    2022: cells([4.0, 5.0, 6.0]),
}


def choose(by_year=BY_YEAR, *, oldest=2022, use=True):
    return year_rule.choose(by_year, latest=2024, oldest=oldest, use_earlier_years=use)


def test_the_latest_year_is_the_newest_with_any_value():
    by_year = {2024: cells([NAN, NAN, NAN]), 2023: cells([NAN, 2.0, NAN])}
    assert year_rule.latest_year(by_year, newest=2025, oldest=2022) == 2023
    assert year_rule.latest_year(by_year, newest=2025, oldest=2024) is None


def test_each_unit_takes_its_latest_value_with_its_year():
    found = choose()
    assert found["value"].tolist() == [4.0, 2.0, 1.0]
    assert found["data_year"].tolist() == [2022, 2023, 2024]
    assert found["status"].tolist() == ["A", "A", "P"]
    assert found["origin"].tolist() == ["earlier_year", "earlier_year", "published"]


def test_a_value_older_than_the_rule_allows_stays_blank():
    found = choose(oldest=2023)
    assert found.loc["a", ["value", "data_year"]].isna().all()
    assert found.at["a", "origin"] == "not_published"


def test_earlier_years_can_be_switched_off():
    found = choose(use=False)
    assert found["value"].isna().tolist() == [True, True, False]
    assert found["origin"].tolist() == ["not_published", "not_published", "published"]


def test_an_earlier_value_stands_in_for_a_source_fault():
    by_year = BY_YEAR | {2024: cells([NAN, NAN, 1.0], origins=["source_fault", "source_fault", "published"])}
    assert choose(by_year)["origin"].tolist() == ["earlier_year", "earlier_year", "published"]
    assert choose(by_year, use=False)["origin"].tolist() == ["source_fault", "source_fault", "published"]


def test_a_structural_zero_of_an_earlier_year_stays_one():
    by_year = {
        2024: cells([NAN, 1.0, 1.0]),
        2023: cells([0.0, 1.0, 1.0], origins=["structural_zero"] + ["published"] * 2),
    }
    assert choose(by_year).at["a", "origin"] == "structural_zero"


def test_the_previous_round_is_older_than_the_latest_year():
    found = year_rule.previous(BY_YEAR, latest=2024, oldest=2020)
    assert found["value"].to_dict() == {"a": 4.0, "b": 2.0, "c": 3.0}
    assert found["data_year"].to_dict() == {"a": 2022, "b": 2023, "c": 2023}


@pytest.mark.parametrize(("oldest", "known"), [(2022, ["a", "b", "c"]), (2023, ["b", "c"])])
def test_the_previous_round_is_not_looked_for_further_back(oldest, known):
    assert year_rule.previous(BY_YEAR, latest=2024, oldest=oldest).index.tolist() == known
