"""SciPy beside our functions, computed when the certificate is made: an independent implementation, not a golden file."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import scipy
from scipy import stats

from pipeline.certification.comparison import Tolerance
from pipeline.certification.examples import Examples
from pipeline.certification.mapping import Mapped, Stage
from pipeline.certification.published import TAI
from pipeline.statistics import association, power_transformations, ranking, treatment
from pipeline.statistics.types import FloatArray

INDICATORS = TAI.split()
POWER = Tolerance(
    1e-5,
    "Both look for the top of a likelihood, which is flat there, so that half of the digits are decided; of the powers "
    "that differ most (electricity, Yeo-Johnson) ours has the higher likelihood in fifty digits.",
)
ITS_POWER = "At the power that SciPy estimates."
PAIRS = tuple((a, b) for a in range(len(INDICATORS)) for b in range(a + 1, len(INDICATORS)))


class Scipy:
    """SciPy on the Handbook's Technology Achievement Index."""

    def __init__(self, data: Examples) -> None:
        self.values = data.inputs("tai_2008")

    def golden(self, item: str) -> pd.DataFrame:
        """What SciPy makes of the data."""
        return THEIRS[item](self.values).reset_index()

    def powers(self, estimate: Callable[[FloatArray], tuple[FloatArray, float]]) -> FloatArray:
        """SciPy's power of each indicator."""
        return np.array([estimate(column)[1] for column in self.values.T])


def _by_indicator(values: FloatArray) -> pd.DataFrame:
    return pd.DataFrame({"value": np.asarray(values)}, index=pd.Index(INDICATORS, name="indicator"))


def _by_unit(values: FloatArray) -> pd.DataFrame:
    units = pd.Index(np.arange(1, len(values) + 1), name="unit")
    return pd.DataFrame(values, index=units, columns=INDICATORS)


def _by_pair(statistic: Callable[[int, int], float]) -> pd.DataFrame:
    names = [f"{INDICATORS[a]} {INDICATORS[b]}" for a, b in PAIRS]
    return pd.DataFrame({"value": [statistic(a, b) for a, b in PAIRS]}, index=pd.Index(names, name="pair"))


def _powered(values: FloatArray, function: Callable[[FloatArray], tuple[FloatArray, float]]) -> FloatArray:
    return np.column_stack([function(column)[0] for column in values.T])


THEIRS: dict[str, Callable[[FloatArray], pd.DataFrame]] = {
    "box_cox_power": lambda x: _by_indicator(np.array([stats.boxcox(column)[1] for column in x.T])),
    "box_cox_values": lambda x: _by_unit(_powered(x, stats.boxcox)),
    "yeo_johnson_power": lambda x: _by_indicator(np.array([stats.yeojohnson(column)[1] for column in x.T])),
    "yeo_johnson_values": lambda x: _by_unit(_powered(x, stats.yeojohnson)),
    "skewness": lambda x: _by_indicator(stats.skew(x, axis=0, bias=False)),
    "kurtosis": lambda x: _by_indicator(stats.kurtosis(x, axis=0, bias=False)),
    "spearman": lambda x: _by_pair(lambda a, b: float(stats.spearmanr(x[:, a], x[:, b]).statistic)),
    "ranks_average": lambda x: _by_unit(stats.rankdata(-x, axis=0, method="average")),
    "ranks_dense": lambda x: _by_unit(stats.rankdata(-x, axis=0, method="dense").astype(float)),
}
CALLS = {
    "box_cox_power": "scipy.stats.boxcox(x)[1]; Box, Cox (1964), doi:10.1111/j.2517-6161.1964.tb00553.x",
    "box_cox_values": "scipy.stats.boxcox(x)[0]",
    "yeo_johnson_power": "scipy.stats.yeojohnson(x)[1]; Yeo, Johnson (2000), doi:10.1093/biomet/87.4.954",
    "yeo_johnson_values": "scipy.stats.yeojohnson(x)[0]",
    "skewness": "scipy.stats.skew(x, bias=False)",
    "kurtosis": "scipy.stats.kurtosis(x, bias=False)",
    "spearman": "scipy.stats.spearmanr(x, y).statistic",
    "ranks_average": 'scipy.stats.rankdata(-x, method="average")',
    "ranks_dense": 'scipy.stats.rankdata(-x, method="dense")',
}
TITLE = f"SciPy {scipy.__version__} on the Handbook's Technology Achievement Index"


def _spearman(data: Scipy) -> pd.DataFrame:
    r, _ = association.correlation_matrix(data.values, kind="spearman")
    return _by_pair(lambda a, b: float(r[a, b]))


STAGES = (
    Stage(
        "transformation",
        {
            "box_cox_power": Mapped(
                lambda data: _by_indicator(power_transformations.box_cox(data.values, power=None).power), POWER
            ),
            "box_cox_values": Mapped(
                lambda data: _by_unit(
                    power_transformations.box_cox(data.values, power=data.powers(stats.boxcox)).values
                ),
                note=ITS_POWER,
            ),
            "yeo_johnson_power": Mapped(
                lambda data: _by_indicator(power_transformations.yeo_johnson(data.values, power=None).power), POWER
            ),
            "yeo_johnson_values": Mapped(
                lambda data: _by_unit(
                    power_transformations.yeo_johnson(data.values, power=data.powers(stats.yeojohnson)).values
                ),
                note=ITS_POWER,
            ),
        },
    ),
    Stage(
        "shape",
        {
            "skewness": Mapped(lambda data: _by_indicator(np.ravel(treatment.skewness(data.values)))),
            "kurtosis": Mapped(lambda data: _by_indicator(np.ravel(treatment.kurtosis(data.values)))),
        },
    ),
    Stage("association", {"spearman": Mapped(_spearman)}),
    Stage(
        "ranks",
        {
            f"ranks_{ties}": Mapped(
                lambda data, ties=ties: _by_unit(ranking.rank(data.values.T, ties=ties).T),  # type: ignore[misc]
                Tolerance(0.0, "Places are not rounded.", relative=False),
            )
            for ties in ("average", "dense")
        },
    ),
)
