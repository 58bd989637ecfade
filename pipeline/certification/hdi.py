"""The Human Development Index 1990-2022, recomputed from UNDP's published components."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.certification.comparison import Tolerance
from pipeline.certification.mapping import Mapped, Stage
from pipeline.statistics import aggregation, scaling

PRINTED = Tolerance(0.0005, "UNDP prints three decimals, so half a thousandth is rounding.", relative=False)
KEYS = ["iso3", "year"]
LIFE_YEARS = (20.0, 85.0)
EXPECTED_YEARS, MEAN_YEARS = (0.0, 18.0), (0.0, 15.0)
INCOME = (100.0, 75_000.0)  # dollars a head, on a logarithmic scale


class HumanDevelopment:
    """UNDP's table."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def golden(self, item: str) -> pd.DataFrame:
        """Components and index by country or region and year."""
        return pd.read_csv(self.folder / "hdi_1990_2022.csv", float_precision="round_trip", keep_default_na=False)


def _dimension(values: pd.Series, ends: tuple[float, float]) -> np.ndarray:
    """A share of the way between the goalposts, at most 1."""
    found = scaling.goalposts(
        values.to_numpy(dtype=float)[:, np.newaxis],
        direction=np.array([1]),
        low=np.array([ends[0]]),
        high=np.array([ends[1]]),
        lower=0.0,
        upper=1.0,
    )
    return found.ravel()


def _index(table: pd.DataFrame) -> pd.DataFrame:
    """The geometric mean of health, education (a mean of two) and income (a logarithm)."""
    schooling = np.column_stack([_dimension(table["eys"], EXPECTED_YEARS), _dimension(table["mys"], MEAN_YEARS)])
    dimensions = np.column_stack(
        [
            _dimension(table["le"], LIFE_YEARS),
            aggregation.arithmetic_mean(schooling, weights=np.ones(2)),
            _dimension(np.log(table["gnipc"]), (float(np.log(INCOME[0])), float(np.log(INCOME[1])))),
        ]
    )
    found = aggregation.geometric_mean(dimensions, weights=np.ones(3), floor=None)
    return pd.DataFrame({"hdi": found}, index=pd.MultiIndex.from_frame(table[KEYS]))


HDI = (
    Stage(
        "published index",
        {
            "hdi_1990_2022": Mapped(
                lambda data: _index(data.golden("hdi_1990_2022")),
                PRINTED,
                theirs=lambda table: table[[*KEYS, "hdi"]],
                note="Life expectancy 20-85; expected years of schooling up to 18 and mean years up to 15; "
                "logarithm of income 100-75,000 dollars.",
            )
        },
    ),
)
