"""The nominal tables that every replicate starts from."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Ground:
    """The tables of the first chapter, and who is ranked."""

    values: pd.DataFrame  # values.csv
    panel: pd.DataFrame  # panel.csv
    units: tuple[str, ...]  # ranked
