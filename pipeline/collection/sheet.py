"""One sheet of a returned workbook as plain cells, whatever kind of file it came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.collection.cell import Cell

MOST_CELLS = 50_000
"""Of one workbook that hold something; a form has some thousand."""

Place = tuple[int, int]
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, all included."""


@dataclass(frozen=True)
class Sheet:
    """Cells that hold something, by row and column from 0, and the areas that were merged into one cell."""

    name: str
    cells: Mapping[Place, Cell]
    merged: tuple[Area, ...] = ()
    hidden: bool = False

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place; of a merged area the content of its first cell, and a blank one where nothing is."""
        found = self.cells.get((row, column))
        if found is None:
            area = self.area_of(row, column)
            found = self.cells.get((area[0], area[1])) if area else None
        return found or Cell(self.name, reference(row, column), hidden=self.hidden)

    def area_of(self, row: int, column: int) -> Area | None:
        """The merged area that a place belongs to."""
        return next((area for area in self.merged if area[0] <= row <= area[2] and area[1] <= column <= area[3]), None)


def reference(row: int, column: int) -> str:
    """A place as spreadsheet programs write it.

    >>> reference(6, 4), reference(0, 27)
    ('E7', 'AB1')
    """
    letters, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row + 1}"


class TooManyCells(Exception):
    """A workbook holds more cells than any form."""
