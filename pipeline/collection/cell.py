"""What stands in one cell of a returned form, whatever kind of file it came in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

Content = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta | None


@dataclass(frozen=True)
class Cell:
    """The content of a cell, and where it stands.

    Parameters
    ----------
    content : as the file stores it: text as text, numbers as numbers, dates as dates, and of a formula the value that
        was computed last (None where the program that wrote the file computed none).
    number_format : as the spreadsheet program writes it, such as ``0.00%``; empty where it is not known.
    formula : of a cell that has one, else empty.
    hidden : the row, the column or the sheet is not shown.
    elsewhere : the formula takes something from another file.
    """

    sheet: str
    reference: str
    content: Content = None
    number_format: str = ""
    formula: str = ""
    hidden: bool = False
    elsewhere: bool = False

    @property
    def place(self) -> str:
        """Sheet and cell, as a spreadsheet program writes them."""
        return f"{self.sheet}!{self.reference}"
