"""How bad would missing values have to be to change a conclusion: a unit's open cells shifted step by step."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.construction import index
from pipeline.construction.open_cells import OpenCells
from pipeline.framework.edition import Edition
from pipeline.statistics.types import FloatArray

COLUMNS = ["unit_code", "n_cells", "shift", "rank", "rank_shifted", "change"]


def shifted_ranks(
    filled: pd.DataFrame, cells: OpenCells, edition: Edition, *, outcome: FloatArray | None = None
) -> pd.DataFrame:
    """The rank of each unit with open cells if these were better or worse than what stands there: ``delta_shift.csv``.

    All open cells of one unit together are moved by ``shift`` standard deviations of their indicators (over the ranked
    units), a positive shift for the better, everything else as it is. The models presume that what is missing is like
    what is there (missing at random); a shift says what would follow if it is not.

    Parameters
    ----------
    filled : ranked units x indicators, the imputation in use. cells : which of them are open.

    References
    ----------
    Rubin (1977), Journal of the American Statistical Association 72(359), doi:10.1080/01621459.1977.10480610.
    van Buuren (2018), Flexible Imputation of Missing Data, section 9.2, doi:10.1201/9780429492259.
    """
    own = filled.to_numpy(dtype=float)
    towards_better = np.array([edition.framework.node(code).direction for code in filled.columns], dtype=float)
    spread = np.nanstd(own, axis=0, ddof=1) * towards_better
    shifts = edition.method.imputation.delta_shifts
    open_columns: dict[int, list[int]] = {}
    for block in cells.blocks:
        open_columns.setdefault(block.unit, []).extend(block.columns.tolist())
    if not open_columns:
        return pd.DataFrame(columns=COLUMNS)
    batch = np.broadcast_to(own, (1 + len(open_columns) * len(shifts), *own.shape)).copy()
    asked = [(unit, columns, shift) for unit, columns in open_columns.items() for shift in shifts]
    for place, (unit, columns, shift) in enumerate(asked, start=1):
        batch[place, unit, columns] += shift * spread[columns]
    ranks = index.index_ranks_of_batch(batch, filled, edition, outcome=outcome)
    return pd.DataFrame(
        [
            {
                "unit_code": filled.index[unit],
                "n_cells": len(columns),
                "shift": shift,
                "rank": ranks[0, unit],
                "rank_shifted": ranks[place, unit],
                "change": ranks[place, unit] - ranks[0, unit],
            }
            for place, (unit, columns, shift) in enumerate(asked, start=1)
        ],
        columns=COLUMNS,
    )
