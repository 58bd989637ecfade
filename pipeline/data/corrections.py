"""Known faults of a source, repaired in the text before it is parsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.errors import CorrectionError, listed, nearest
from pipeline.framework.provenance import Correction

MISSING = "missing"


@dataclass(frozen=True)
class Corrected:
    """One correction and the line of the file where it applied."""

    correction: Correction
    row: int

    @property
    def to_missing(self) -> bool:
        return self.correction.instead == MISSING


def apply(
    text: pd.DataFrame, corrections: Sequence[Correction], *, unit_column: str, where: str
) -> tuple[pd.DataFrame, tuple[Corrected, ...]]:
    """Put each correction into its cell, if the cell still reads what the correction was written for.

    Parameters
    ----------
    text : the table as text, indexed by the line of the file, columns as in its header; not modified.
    corrections : those of this table; unit and column as printed.
    where : the corrections' file, as messages name it.

    Returns
    -------
    The corrected text ("missing" becomes an empty cell) and what was corrected.

    Raises
    ------
    CorrectionError : cells that no longer read ``found``, or are not there; all of them at once.
    """
    result = text.copy()
    done: list[Corrected] = []
    faults: list[str] = []
    for correction in corrections:
        fault, row = _locate(text, correction, unit_column)
        if fault:
            faults.append(f"{where}: table {correction.table}, {correction.unit}, column {correction.column}: {fault}")
            continue
        result.at[row, correction.column] = "" if correction.instead == MISSING else correction.instead
        done.append(Corrected(correction, row))
    if faults:
        raise CorrectionError(listed(faults))
    return result, tuple(done)


def _locate(text: pd.DataFrame, correction: Correction, unit_column: str) -> tuple[str, int]:
    """The line of a correction's cell, or the sentence saying why it cannot be applied."""
    if correction.column not in text.columns or correction.column == unit_column:
        return f"the table has no such column; {nearest(correction.column, list(text.columns))}. Correct its name", 0
    rows = text.index[text[unit_column].str.strip() == correction.unit]
    if len(rows) != 1:
        return f"exactly one row of that name is expected, found {len(rows)}. Write the name as printed", 0
    row = int(rows[0])
    found = str(text.at[row, correction.column]).strip()
    if found != correction.found:
        changed = "The source has changed: look at the new value, then change or remove the correction"
        return f'"{correction.found}" is expected in row {row}, found "{found}". {changed}', row
    return "", row
