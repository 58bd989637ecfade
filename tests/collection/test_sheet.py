"""One sheet as plain cells."""

from __future__ import annotations

import pytest

from pipeline.collection.cell import Cell
from pipeline.collection.sheet import Sheet, reference


@pytest.mark.parametrize(
    ("place", "written"), [((0, 0), "A1"), ((6, 4), "E7"), ((0, 25), "Z1"), ((0, 26), "AA1"), ((0, 701), "ZZ1")]
)
def test_places_are_written_as_spreadsheet_programs_do(place, written):
    assert reference(*place) == written


def test_a_place_is_its_cell_that_of_its_area_or_a_blank_one():
    first = Cell("T", "A1", 5)
    sheet = Sheet("T", {(0, 0): first}, merged=((0, 0, 1, 1),))
    assert sheet.at(0, 0) is first
    assert sheet.at(1, 1) is first
    assert sheet.at(2, 2) == Cell("T", "C3")
    assert sheet.area_of(1, 1) == (0, 0, 1, 1)
    assert sheet.area_of(2, 2) is None
    assert first.place == "T!A1"
