import pytest

from pipeline.data import expressions
from pipeline.data.reading import Reader
from pipeline.errors import DataError
from pipeline.framework.sourcing import Source

PEOPLE = "Province,2023,2024p\nHa Giang,10,20\nHa Nam,40,50\nHue,5,..\n"
AREA = "Province,km2_2023,2024e\nHa Giang,100,4\nHa Nam,200,5\nHue,300,6\n"
COLUMN = {"table": "tiny/people", "column": "{year}"}
KM2 = {"table": "tiny/area", "column": "km2_2023", "year": 2023, "standing": True}
ESTIMATE = {"table": "tiny/area", "column": "{year}"}


@pytest.fixture
def evaluate(tiny):
    def at(value, year, *, factor=1.0, corrections=None):
        tiny.write({"people": PEOPLE, "area": AREA}, corrections=corrections)
        reader = Reader(tiny.edition({"1": value}), root=tiny.root)
        return expressions.evaluate(Source(value=value, factor=factor), year, reader, code="1")

    return at


def test_a_column_is_itself_times_its_factor(evaluate):
    assert evaluate(COLUMN, 2023, factor=10)["value"].tolist()[:3] == [100, 400, 50]


def test_a_ratio_takes_the_same_year_and_what_stands_for_every_year(evaluate):
    found = evaluate({"ratio": {"numerator": COLUMN, "denominator": KM2}}, 2024)
    assert found["value"].to_dict() == pytest.approx(
        {"02": 0.2, "35": 0.25, "46": float("nan"), "79": float("nan")}, nan_ok=True
    )


@pytest.mark.parametrize(("operation", "value"), [("sum", 20 + 4), ("mean", (20 + 4) / 2), ("product", 20 * 4)])
def test_sum_mean_and_product(evaluate, operation, value):
    found = evaluate({operation: [COLUMN, ESTIMATE]}, 2024)
    assert found.at["02", "value"] == value
    assert found["value"].isna().to_dict() == {"02": False, "35": False, "46": True, "79": True}


def test_a_computed_value_takes_the_weakest_status(evaluate):
    assert evaluate({"sum": [COLUMN, ESTIMATE]}, 2024)["status"].tolist() == ["E", "E", "O", "O"]
    assert evaluate({"ratio": {"numerator": COLUMN, "denominator": KM2}}, 2024).at["02", "status"] == "P"


def test_a_year_without_its_column_has_no_data(evaluate):
    assert evaluate({"sum": [COLUMN, ESTIMATE]}, 2023) is None
    assert evaluate(COLUMN, 2019) is None


def test_a_column_of_one_year_has_data_of_that_year_only(evaluate):
    fixed = {"table": "tiny/people", "column": "2023", "year": 2023}
    assert evaluate(fixed, 2023) is not None
    assert evaluate(fixed, 2024) is None


def test_a_zero_denominator_is_refused_with_the_unit(evaluate):
    zero = [{"table": "area", "unit": "Ha Nam", "column": "2024e", "found": "5", "instead": "0"}]
    with pytest.raises(DataError, match=r"indicator 1, 2024: .* found 0 for Hà Nam \(tiny/area:2024\)"):
        evaluate({"ratio": {"numerator": COLUMN, "denominator": ESTIMATE}}, 2024, corrections=zero)


def test_a_blank_is_a_source_fault_only_where_nothing_else_is_missing(evaluate):
    faults = [
        {"table": "area", "unit": unit, "column": "2024e", "found": found, "instead": "missing"}
        for unit, found in (("Ha Nam", "5"), ("Hue", "6"))
    ]
    found = evaluate({"sum": [COLUMN, ESTIMATE]}, 2024, corrections=faults)
    assert found["origin"].tolist() == ["published", "source_fault", "not_published", "not_published"]
