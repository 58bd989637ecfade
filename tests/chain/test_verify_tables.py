"""Numbers within a tolerance, everything else exactly."""

from __future__ import annotations

import pytest

from pipeline.chain import verify_tables

HEADER = "unit_code,code,level,score,rank\n"


@pytest.fixture
def compare(tmp_path):
    """Compare two texts of one table."""

    def compared(before, after, *, name="scores.csv", header=HEADER, tolerance=1e-9):
        paths = [tmp_path / side / name for side in ("before", "after")]
        for path, text in zip(paths, (before, after), strict=True):
            path.parent.mkdir(exist_ok=True)
            path.write_text(header + text)
        return verify_tables.compare(*paths, tolerance=tolerance)

    return compared


def test_the_same_bytes_are_said_to_be_so(compare):
    assert compare("01,0,2,50.0,1\n", "01,0,2,50.0,1\n").told() == "scores.csv: 1 rows, the same bytes"


def test_the_last_bits_of_a_number_may_differ_and_the_largest_difference_is_said(compare):
    found = compare("01,0,2,50.0,1\n01,1,1,2.0,1\n", "01,0,2,50.00000000000001,1\n01,1,1,2.0,1\n")
    assert (found.identical, found.differences) == (False, ())
    assert found.told() == "scores.csv: 2 rows, largest difference 7.1e-15 (score of 01/0)"


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("01,0,2,50.1,1\n", "column score: 01/0 50.0 -> 50.1"),
        ("01,0,2,,1\n", "column score: 01/0 50.0 -> nan"),
        ("01,0,2,50.0,1.5\n", "column rank: 01/0 1.0 -> 1.5"),
        ("01,0,3,50.0,1\n", "column level: 01/0 2 -> 3"),
        ("02,0,2,50.0,1\n", "rows unit_code/code not made: 01/0; new: 02/0"),
        ("01,0,2,50.0\n", "SchemaError|columns|expected"),
    ],
)
def test_what_differs_is_named_with_its_row(compare, after, said):
    found = compare("01,0,2,50.0,1\n", after)
    if "|" not in said:
        assert found.differences == (said,)
        assert found.told() == f"scores.csv: differs: {said}"
    else:
        assert found.differences


def test_the_tolerance_is_absolute_plus_relative(compare):
    """0.1 of 1000 is a ten-thousandth; near zero the same share would forbid everything, so the absolute part counts."""
    near, far = ("01,0,2,0.0,1\n", "01,0,2,0.00009,1\n"), ("01,0,2,1000.0,1\n", "01,0,2,1000.1,1\n")
    assert compare(*near, tolerance=1e-4).differences == ()
    assert compare(*far, tolerance=1e-4).differences == ()
    assert compare("01,0,2,1000.0,1\n", "01,0,2,1000.2,1\n", tolerance=1e-4).differences


def test_of_many_cells_the_first_are_named(compare):
    before, after = ("".join(f"0{unit},0,2,{score}.0,1\n" for unit in range(1, 6)) for score in (1, 2))
    assert "and 2 more" in compare(before, after).differences[0]


def test_a_table_that_was_not_made_is_named(tmp_path):
    (tmp_path / "scores.csv").write_text(HEADER)
    found = verify_tables.compare(tmp_path / "scores.csv", tmp_path / "none" / "scores.csv", tolerance=1e-9)
    assert found.differences == ("it was not made",)


def test_a_table_without_a_schema_is_compared_byte_by_byte(compare):
    assert compare("1\n", "2\n", name="old.csv", header="a\n").differences == ("other bytes",)
