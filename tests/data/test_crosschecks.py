import pytest

from pipeline.data import assembly, crosschecks
from pipeline.data.reading import Reader

PEOPLE = "Province,2024\nALL,100\nNorth,50\nHa Giang,20\nHa Nam,30\nSouth,45\nHue,5\nHo Chi Minh city,41\nNec.,4\n"
RATES = "Province,2023,2024\nALL,5,10\nNorth,5,16\nHa Giang,5,10\nHa Nam,5,20\n"


@pytest.fixture
def check(tiny):
    def run(*cells, corrections=None, **says):
        tiny.write({"people": PEOPLE, "rates": RATES}, tables_say=says, corrections=corrections)
        edition = tiny.edition({"1": {"table": "tiny/people", "column": "{year}"}})
        return crosschecks.check(cells, Reader(edition, root=tiny.root)).set_index("group")

    return run


SUM = {"group_rows": {"rule": "sum", "tolerance": 0.5}}
MEAN = {"group_rows": {"rule": "weighted_mean", "weight": "people:{year}", "tolerance": 0.5}}


def test_group_rows_are_held_against_the_sum_of_their_units(check):
    found = check(("tiny/people", "2024"), people=SUM)
    assert found["difference"].to_dict() == {"N": 0, "S": -1, "country": 0}
    assert found["within"].to_dict() == {"N": True, "S": False, "country": True}


def test_the_country_includes_what_is_allocated_to_no_unit(check):
    assert check(("tiny/people", "2024"), people=SUM).at["country", "computed"] == 20 + 30 + 5 + 41 + 4


def test_rates_are_held_against_the_weighted_mean(check):
    found = check(("tiny/rates", "2024"), rates=MEAN)
    assert found.at["N", "computed"] == pytest.approx((20 * 10 + 30 * 20) / 50)
    assert found.at["N", "rule"] == "weighted_mean"


def test_a_year_without_weights_is_not_checked(check):
    assert check(("tiny/rates", "2023"), rates=MEAN).empty


def test_nothing_declared_nothing_checked(check):
    assert check(("tiny/people", "2024")).empty


def test_a_column_may_have_its_own_rule(check):
    by_column = {"group_rows_by_column": {"2024": SUM["group_rows"]}}
    assert len(check(("tiny/people", "2024"), people=by_column)) == 3


def test_a_cell_blanked_by_a_correction_still_counts_in_the_printed_sum(check):
    fault = {"table": "people", "unit": "Ha Nam", "column": "2024", "found": "30", "instead": "missing"}
    assert check(("tiny/people", "2024"), people=SUM, corrections=[fault]).at["N", "difference"] == 0


@pytest.fixture(scope="module")
def printed(repository, provinces):
    """A reader of the project's raw tables."""
    from pipeline.data import params

    edition = params.load_edition("open-2024", root=repository)
    return Reader(edition, root=repository)


def test_population_differs_from_its_totals_by_rounding_only(printed):
    table = "nso/E02.01_area_population_density"
    found = crosschecks.check([(table, f"pop_thousand_{year}") for year in range(2021, 2025)], printed)
    assert len(found) == 4 * 7
    assert found["difference"].abs().max() <= 0.105  # two decimals a province
    assert found["within"].all()


def test_the_area_of_the_country_is_12_70_above_its_provinces(printed):
    found = crosschecks.check([("nso/E02.01_area_population_density", "area_km2_2024")], printed).set_index("group")
    assert found.at["country", "difference"] == pytest.approx(12.70)
    assert found.index[~found["within"].astype(bool)].tolist() == ["country"]


def test_the_regions_swapped_at_the_source_agree_once_corrected(printed):
    found = crosschecks.check([("nso/E02.51_informal_employment_rate", "2021")], printed)
    assert found["within"].all()


def test_gathering_reports_differences_and_raises_nothing(tiny):
    tiny.write({"people": PEOPLE}, tables_say={"people": SUM})
    found = assembly.gather(tiny.edition({"1": {"table": "tiny/people", "column": "{year}"}}), root=tiny.root)
    assert found.crosschecks["within"].tolist() == [True, False, True]
