import math

import pandas as pd

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


def rounds_of(unit, by_year=BY_YEAR, *, latest=2024, later=1):
    found = year_rule.rounds(by_year, latest=latest, later=later).loc[[unit]]
    return found[["round", "data_year", "value"]].to_numpy().tolist()


def test_a_round_counts_from_the_newest_data_year_and_a_blank_has_none():
    assert rounds_of("c") == [[-2, 2022, 6.0], [-1, 2023, 3.0], [0, 2024, 1.0]]
    assert rounds_of("b") == [[-2, 2022, 5.0], [-1, 2023, 2.0]]


def test_one_later_round_is_kept_and_no_more():
    assert rounds_of("c", latest=2022) == [[0, 2022, 6.0], [1, 2023, 3.0]]
    assert rounds_of("c", latest=2022, later=0) == [[0, 2022, 6.0]]


def test_a_structural_zero_is_a_value_of_its_round():
    by_year = BY_YEAR | {2023: cells([0.0, 2.0, 3.0], origins=["structural_zero"] + ["published"] * 2)}
    assert rounds_of("a", by_year) == [[-2, 2022, 4.0], [-1, 2023, 0.0]]


def test_a_year_without_values_has_no_round():
    by_year = BY_YEAR | {2025: cells([NAN, NAN, NAN])}
    assert year_rule.rounds(by_year, latest=2024, later=1)["round"].max() == 0
