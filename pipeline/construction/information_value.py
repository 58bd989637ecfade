"""What filling a gap would be worth: how much narrower ranks would be known, if the figures of one block came in."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.construction import index
from pipeline.construction.open_cells import Block, OpenCells
from pipeline.framework.edition import Edition
from pipeline.statistics import uncertainty
from pipeline.statistics.types import FloatArray

COLUMNS = [
    "unit_code",
    "table",
    "codes",
    "model",
    "width",
    "width_known",
    "narrowing",
    "narrowing_all",
    "n_draws",
    "n_answers",
]


def expected_narrowing(
    cells: OpenCells, prepared: pd.DataFrame, edition: Edition, *, outcome: FloatArray | None = None
) -> pd.DataFrame:
    """The list a data officer takes to the units, most worth first: ``information_value.csv``.

    For each block: the width of the unit's rank range while everything open is drawn, and the mean width over possible
    answers, each of which holds the block at one draw while the rest stays open.

    Parameters
    ----------
    cells : from :func:`open_cells.draw`. prepared : ranked units x indicators, for the labels.

    Returns
    -------
    ``width`` and ``width_known`` in places, of the block's own unit; ``narrowing`` their difference; ``narrowing_all``
    the same summed over all units. Under the stated model, and over sampled answers: a value near zero may come out
    slightly negative.

    References
    ----------
    Raiffa and Schlaifer (1961), Applied Statistical Decision Theory: the expected value of sample information, here in
    places of rank. Strong and Oakley (2013), Medical Decision Making 33(6), doi:10.1177/0272989X12465123.
    """
    if not cells.blocks:
        return pd.DataFrame(columns=COLUMNS)
    before = _widths(cells.completed, prepared, edition, outcome)
    n_answers = min(edition.method.imputation.n_answers, len(cells.completed))
    rows = []
    for block in cells.blocks:
        known = np.mean(
            [
                _widths(_answered(cells.completed, block, answer), prepared, edition, outcome)
                for answer in range(n_answers)
            ],
            axis=0,
        )
        rows.append(
            {
                "unit_code": prepared.index[block.unit],
                "table": block.table,
                "codes": " ".join(prepared.columns[column] for column in block.columns),
                "model": block.model,
                "width": before[block.unit],
                "width_known": known[block.unit],
                "narrowing": before[block.unit] - known[block.unit],
                "narrowing_all": float((before - known).sum()),
                "n_draws": len(cells.completed),
                "n_answers": n_answers,
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def _answered(completed: FloatArray, block: Block, answer: int) -> FloatArray:
    """The draws, with one block at the value that it has in one of them."""
    tables = completed.copy()
    tables[:, block.unit, block.columns] = completed[answer, block.unit, block.columns]
    return tables


def _widths(completed: FloatArray, prepared: pd.DataFrame, edition: Edition, outcome: FloatArray | None) -> FloatArray:
    ranks = index.index_ranks_of_batch(completed, prepared, edition, outcome=outcome)
    options = edition.method.uncertainty
    found = uncertainty.summarise_ranks(ranks, low=options.rank_low, high=options.rank_high)
    widths: FloatArray = found.high - found.low
    return widths
