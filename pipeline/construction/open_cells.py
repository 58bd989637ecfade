"""The cells that nobody has published for their own round, block by block, and draws of what might stand there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import imputation_setting, imputers, matrix
from pipeline.construction.imputation import Imputed
from pipeline.errors import MethodError
from pipeline.framework.edition import Edition
from pipeline.statistics.types import FloatArray, IntArray

MODELS = ("earlier_round", "predictive_mean_matching")
"""A unit's own earlier round goes before what other units suggest (method review); both say how uncertain they are."""


@dataclass(frozen=True, eq=False)
class Block:
    """The open cells of one unit in one raw table: they are blank together, and would be filled together."""

    unit: int
    table: str
    columns: IntArray
    model: str


@dataclass(frozen=True, eq=False)
class OpenCells:
    """Blocks, and completed tables (n_draws, n_units, n_indicators) in which each is drawn; no blocks, no draws."""

    blocks: tuple[Block, ...]
    completed: FloatArray


def draw(filled: Imputed, prepared: pd.DataFrame, panel: pd.DataFrame, edition: Edition, *, seed: int) -> OpenCells:
    """Draw every blank, and every value that the year rule carried forward, by the first model that can.

    A structural zero is no open cell: it is known. What no model can draw keeps the value in use (or its blank), and is
    in no block.

    Parameters
    ----------
    filled : the imputation in use. prepared : ranked units x indicators, before it. panel : ``panel.csv``.
    """
    own, n_draws = matrix.array(filled.values), edition.method.imputation.n_imputations
    completed = np.broadcast_to(own, (n_draws, *own.shape)).copy()
    model = np.full(own.shape, "", dtype=object)
    asked = np.zeros(own.shape, dtype=bool)
    for name in MODELS:
        method = edition.method.replace({"imputation": name})
        given = imputation_setting.setting(prepared, panel, edition, method=method, seed=seed)
        asked = np.isnan(given.rounds.without_carried(np.where(filled.imputed.to_numpy(dtype=bool), np.nan, own)))
        try:
            drawn = imputers.draws(matrix.array(prepared), given, n_draws=n_draws)
        except MethodError:  # these values do not admit it; chapter 2 says why
            continue
        new = asked & (model == "") & ~np.isnan(drawn).any(axis=0)
        completed[:, new] = drawn[:, new]
        model[new] = name
    return OpenCells(_blocks(model, prepared, edition), completed)


def _blocks(model: np.ndarray, prepared: pd.DataFrame, edition: Edition) -> tuple[Block, ...]:
    places = {code: place for place, code in enumerate(prepared.columns)}
    found = []
    for table, codes in imputation_setting.tables_of(edition).items():
        columns = np.array([places[code] for code in codes if code in places], dtype=int)
        for unit in range(len(prepared)):
            open_columns = columns[model[unit, columns] != ""]
            if len(open_columns):
                found.append(Block(unit, table, open_columns, str(model[unit, open_columns[0]])))
    return tuple(sorted(found, key=lambda block: (block.unit, block.table)))
