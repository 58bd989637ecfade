import pytest

from pipeline.errors import FrameworkError
from pipeline.framework import sourcing
from pipeline.framework.sourcing import Column, Source, Sources, StructuralZeros, columns

STUDENTS = {"table": "nso/students", "column": "{year}"}
POPULATION = {"table": "nso/population", "column": "total_{year}"}
AREA = {"table": "nso/area", "column": "km2", "year": 2020, "standing": True}


def tables(value):
    return [column.table for column in columns(Source.model_validate({"value": value}).value)]


def test_the_year_is_filled_into_table_and_column():
    column = Column(table="papi/papi_{year}", column="score_{year}")
    assert column.at(2024) == ("papi/papi_2024", "score_2024")


def test_a_column_without_a_year_anywhere_is_refused():
    with pytest.raises(FrameworkError, match=r"column nso/area:km2 needs either {year} in its name or a `year`"):
        Column.read({"table": "nso/area", "column": "km2"}, where="sources.yaml")


def test_a_column_that_says_its_year_twice_is_refused():
    with pytest.raises(FrameworkError, match=r"needs either {year} in its name or a `year`"):
        Column.read({**STUDENTS, "year": 2024}, where="sources.yaml")


def test_a_table_names_its_source():
    with pytest.raises(FrameworkError, match=r"table 'students' must be written <source>/<table>"):
        Column.read({"table": "students", "column": "{year}"}, where="sources.yaml")


def test_a_standing_column_has_every_year_and_a_dated_one_its_own():
    assert Column.model_validate(AREA).has_year(2024)
    dated = Column(table="pci/pci_2016", column="entry", year=2016)
    assert (dated.has_year(2016), dated.has_year(2017)) == (True, False)
    assert Column.model_validate(STUDENTS).has_year(1999)


def test_an_expression_names_every_column_that_it_reads():
    assert tables(STUDENTS) == ["nso/students"]
    assert tables({"sum": [STUDENTS, AREA]}) == ["nso/students", "nso/area"]
    assert tables({"mean": [STUDENTS, AREA]}) == ["nso/students", "nso/area"]
    assert tables({"product": [STUDENTS, {"sum": [AREA, POPULATION]}]}) == [
        "nso/students",
        "nso/area",
        "nso/population",
    ]
    assert tables({"ratio": {"numerator": STUDENTS, "denominator": POPULATION}}) == ["nso/students", "nso/population"]


def test_the_tables_of_a_source_are_a_set():
    source = Source.model_validate({"value": {"ratio": {"numerator": STUDENTS, "denominator": STUDENTS}}})
    assert source.tables == {"nso/students"}


@pytest.mark.parametrize("operation", ["sum", "mean", "product"])
def test_an_operation_needs_a_part(operation):
    with pytest.raises(FrameworkError, match=f"{operation}.*at least 1 item"):
        Source.read({"value": {operation: []}}, where="sources.yaml")


def test_an_unknown_operation_is_refused():
    with pytest.raises(FrameworkError, match=r"unknown key 'value\.Sum\.median'"):
        Source.read({"value": {"median": [STUDENTS]}}, where="sources.yaml")


def test_a_ratio_needs_a_denominator():
    with pytest.raises(FrameworkError, match=r"key 'value\.Ratio\.ratio\.denominator' is missing"):
        Source.read({"value": {"ratio": {"numerator": STUDENTS}}}, where="sources.yaml")


def test_the_year_rule_has_a_default_that_a_source_may_replace():
    sources = Sources.read(
        {"max_age_years": 2, "indicators": {"a": {"value": STUDENTS}, "b": {"value": STUDENTS, "max_age_years": 0}}},
        where="sources.yaml",
    )
    assert (sources.max_age("a"), sources.max_age("b")) == (2, 0)


def test_an_age_below_zero_is_refused():
    with pytest.raises(FrameworkError, match=r"max_age_years: .*greater than or equal to 0 \(found -1\)"):
        Sources.read({"max_age_years": -1, "indicators": {}}, where="sources.yaml")


def test_a_structural_zero_needs_a_year_a_total_and_a_reason():
    with pytest.raises(FrameworkError, match=r"years: .*at least 1 item.*'total' is missing.*'reason_vi' is missing"):
        StructuralZeros.read(
            {"table": "nso/students", "column": "{year}", "years": [], "tolerance": 0.5, "reason_en": "adds up"},
            where="sources.yaml",
        )


def ratio(numerator, denominator):
    return {"ratio": {"numerator": numerator, "denominator": denominator}}


def made(value, size, *, same_quantity=()):
    return Sources.read(
        {
            "max_age_years": 0,
            "indicators": {"a": {"value": value}, "s": {"value": size}},
            "same_quantity": same_quantity,
        },
        where="sources.yaml",
    ).is_divided_by("a", "s")


PER_HEAD = {"table": "nso/grdp_per_head", "column": "{year}"}
GRDP = {"product": [PER_HEAD, POPULATION]}


def test_denominators_are_found_wherever_they_stand():
    value = {"mean": [ratio(STUDENTS, POPULATION), {"product": [AREA, ratio(AREA, ratio(STUDENTS, POPULATION))]}]}
    found = list(sourcing.denominators(Source.model_validate({"value": value}).value))
    assert [type(part).__name__ for part in found] == ["Column", "Ratio", "Column"]


def test_what_a_divisor_is_divided_by_multiplies():
    above, below = sourcing.divided(Source.model_validate({"value": ratio(STUDENTS, ratio(AREA, POPULATION))}).value)
    assert [column.table for column in above] == ["nso/students", "nso/population"]
    assert [column.table for column in below] == ["nso/area"]


def test_an_indicator_is_divided_by_the_size_that_stands_below_it():
    assert made(ratio(STUDENTS, POPULATION), POPULATION)
    assert made({"sum": [AREA, {"product": [ratio(STUDENTS, POPULATION), AREA]}]}, POPULATION)
    assert not made(ratio(STUDENTS, AREA), POPULATION)
    assert not made(ratio(POPULATION, AREA), POPULATION)
    assert not made(STUDENTS, POPULATION)


def test_a_column_that_says_its_year_is_the_same_size():
    dated = {"table": "nso/population", "column": "total_2024", "year": 2024}
    assert made(ratio(STUDENTS, dated), POPULATION)
    assert made(ratio(STUDENTS, POPULATION), dated)
    assert not made(ratio(STUDENTS, dated | {"column": "urban_2024"}), POPULATION)
    assert not made(ratio(STUDENTS, POPULATION | {"where": {"sex": "women"}}), POPULATION)


def test_a_size_of_two_columns_needs_both_as_divisors():
    assert made(ratio(STUDENTS, GRDP), GRDP)
    assert made(ratio(STUDENTS, GRDP), POPULATION)
    assert not made(ratio(STUDENTS, POPULATION), GRDP)
    assert not made(ratio(STUDENTS, PER_HEAD), GRDP)


def test_a_table_of_the_same_quantity_divides_and_another_part_of_the_size_does_not():
    kin = [["nso/grdp_per_head", "nso/grdp_per_worker"]]
    per_worker = {"table": "nso/grdp_per_worker", "column": "{year}"}
    assert made(ratio(STUDENTS, per_worker), GRDP, same_quantity=kin)
    assert made(ratio(STUDENTS, PER_HEAD), GRDP, same_quantity=kin)
    assert not made(ratio(STUDENTS, POPULATION), GRDP, same_quantity=kin)
