import pytest

from pipeline.data import raw_frame, sources
from pipeline.errors import SchemaError
from pipeline.framework.provenance import RawSource

TABLE = """\
Province,2023,2024p
ALL,31,41.5
North,21,30
Ha Giang,10,20
Ha Nam,11,..
South,9,11
Hue,4,
Nec.,1,0.5
"""


@pytest.fixture
def frame(tiny, four):
    tiny.write(
        {"people": TABLE},
        corrections=[{"table": "people", "unit": "Ha Nam", "column": "2023", "found": "11", "instead": "missing"}],
    )
    return sources.read(sources.describe("tiny", root=tiny.root), "people", names=four)


@pytest.mark.parametrize(
    ("column", "bare", "status"),
    [
        ("2024p", "2024", "P"),
        ("pop_2025e", "pop_2025", "E"),
        ("2023", "2023", "A"),
        ("5000p", "5000p", "A"),
        ("p", "p", "A"),
    ],
)
def test_a_suffix_counts_only_behind_a_year(column, bare, status):
    source = RawSource(
        source="s",
        producer="p",
        licence="l",
        obtained="o",
        obtained_on="2026-11-22",
        unit_column="Province",
        status_suffixes={"p": "P", "e": "E"},
        tables={},
    )
    assert (raw_frame.bare(column, source), raw_frame.status_of(column, source)) == (bare, status)


def test_an_absent_row_and_a_blank_row_are_the_same(frame):
    assert frame.values["2024"].isna().to_dict() == {"02": False, "35": True, "46": True, "79": True}
    assert frame.printed == {"02", "35", "46"}


def test_group_rows_stand_apart_with_their_group(frame):
    assert frame.group_rows["2023"].to_dict() == {
        ("country", "ALL"): 31,
        ("N", "North"): 21,
        ("S", "South"): 9,
        ("unallocated", "Nec."): 1,
    }


def test_status_follows_the_column_and_blanks_are_missing(frame):
    assert frame.status["2024"].to_dict() == {"02": "P", "35": "O", "46": "O", "79": "O"}
    assert frame.status.at["02", "2023"] == "A"


def test_origin_tells_a_source_fault_from_what_was_not_published(frame):
    assert frame.origin["2023"].to_dict() == {
        "02": "published",
        "35": "source_fault",
        "46": "published",
        "79": "not_published",
    }


def test_what_was_printed_before_corrections_is_kept(frame):
    assert frame.as_printed.at["35", "2023"] == 11


def test_a_table_with_keys_is_picked_by_all_its_keys(tiny, four):
    text = "Province,year,total\nHa Giang,2015,5\nHa Giang,2016,6\nHa Nam,2016,7\n"
    tiny.write({"long": text}, tables_say={"long": {"key_columns": ["year"]}})
    frame = sources.read(sources.describe("tiny", root=tiny.root), "long", names=four)
    assert frame.cells("total", {"year": "2016"})["value"].to_dict() == {"02": 6, "35": 7}
    with pytest.raises(SchemaError, match="picked by the key columns year, .* where: nothing"):
        frame.cells("total", {})
