import pytest

from pipeline.data import sources, structural_zeros
from pipeline.errors import DataError, SchemaError
from pipeline.framework.sourcing import StructuralZeros

STUDENTS = "Province,2023\nALL,100\nHa Giang,30\nHa Nam,60\nHue,..\nNec.,10\n"


def rule(**changes):
    return StructuralZeros(
        **{
            "table": "tiny/students",
            "column": "{year}",
            "years": (2023,),
            "total": "ALL",
            "tolerance": 0.5,
            "reason_vi": "cộng đủ",
            "reason_en": "adds up",
            **changes,
        }
    )


@pytest.fixture
def read(tiny, four):
    def table(text, *, name="students", **more):
        tiny.write({name: text}, **more)
        return sources.read(sources.describe("tiny", root=tiny.root), name, names=four)

    return table


def test_blank_and_absent_are_zero_once_the_rows_add_up(read):
    frame = read(STUDENTS)
    filled, zeros = structural_zeros.fill(frame, rule(), 2023, guard=frame)
    assert filled.values["2023"].to_dict() == {"02": 30, "35": 60, "46": 0, "79": 0}
    assert zeros.unit_codes == ("46", "79")
    assert filled.origin["2023"].tolist() == ["published", "published", "structural_zero", "structural_zero"]
    assert filled.status["2023"].tolist() == ["A"] * 4


def test_the_table_that_was_read_stays_as_it_was(read):
    frame = read(STUDENTS)
    structural_zeros.fill(frame, rule(), 2023, guard=frame)
    assert frame.values["2023"].isna().sum() == 2


def test_rows_that_no_longer_add_up_stop_the_rule_with_the_difference(read):
    frame = read(STUDENTS.replace("Ha Nam,60\n", ""))
    with pytest.raises(DataError, match=r"students.csv, column 2023: .* ALL = 100 .* found 40, difference -60"):
        structural_zeros.fill(frame, rule(), 2023, guard=frame)


def test_a_difference_inside_the_tolerance_is_allowed(read):
    frame = read(STUDENTS.replace("ALL,100", "ALL,100.4"))
    assert structural_zeros.fill(frame, rule(), 2023, guard=frame)[1].unit_codes == ("46", "79")


def test_a_negative_value_makes_the_sum_no_proof(read):
    frame = read(STUDENTS.replace("Ha Nam,60", "Ha Nam,-60"))
    with pytest.raises(DataError, match="values that are not negative are expected .* found 35: -60"):
        structural_zeros.fill(frame, rule(), 2023, guard=frame)


def test_a_total_that_is_not_printed_stops_the_rule(read):
    frame = read(STUDENTS)
    with pytest.raises(DataError, match="exactly one row 'WHOLE' with a value is expected"):
        structural_zeros.fill(frame, rule(total="WHOLE"), 2023, guard=frame)


def test_a_column_that_is_not_there_offers_the_nearest(read):
    frame = read(STUDENTS)
    with pytest.raises(SchemaError, match="found '2033'; nearest: 2023"):
        structural_zeros.fill(frame, rule(years=(2033,)), 2033, guard=frame)


def test_a_cell_blanked_by_a_correction_stays_blank_and_counts_in_the_sum(read):
    fault = {"table": "students", "unit": "Ha Nam", "column": "2023", "found": "60", "instead": "missing"}
    frame = read(STUDENTS, corrections=[fault])
    filled, zeros = structural_zeros.fill(frame, rule(), 2023, guard=frame)
    assert zeros.unit_codes == ("46", "79")
    assert filled.values["2023"].isna().to_dict() == {"02": False, "35": True, "46": False, "79": False}


def test_a_guard_on_another_table_fills_only_what_is_blank_in_both(read):
    rates = read("Province,rate\nHa Giang,3\nHue,..\n", name="rates")
    guard = read(STUDENTS)
    there = rule(table="tiny/rates", column="rate", guard_table="tiny/students", guard_column="{year}")
    filled, zeros = structural_zeros.fill(rates, there, 2023, guard=guard)
    assert zeros.unit_codes == ("46", "79")
    assert filled.values["rate"].isna().to_dict() == {"02": False, "35": True, "46": False, "79": False}
