"""The published profile of Khánh Hòa in the PII 2025: its groups from raw values, its pillars and index from groups."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.certification.comparison import Tolerance
from pipeline.certification.mapping import Mapped, Stage
from pipeline.statistics import aggregation, normalisation
from pipeline.statistics.types import FloatArray

HALF_DIGIT = 0.005  # every printed figure has two decimals
GROUPS = ("1.1", "1.2", "2.1")
MEANS = {"1": ("1.1", "1.2"), "2": ("2.1", "2.2"), "T": ("IN", "OUT")}


class Profile:
    """The printed figures, by code."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Value, least and greatest value of the 34 provinces."""
        table = pd.read_csv(self.path, dtype={"code": str, "min34": str, "max34": str}).set_index("code")
        return table.assign(**{end: pd.to_numeric(table[end], errors="coerce") for end in ("min34", "max34")})

    def golden(self, item: str) -> pd.DataFrame:
        """The printed score of one node."""
        return pd.DataFrame({"code": [item], "score": [self.figures.at[item, "value"]]})

    def indicators(self, group: str) -> pd.DataFrame:
        """Printed raw values of a group's indicators."""
        figures = self.figures
        return figures[figures.index.str.startswith(f"{group}.") & (figures["kind"] == "raw")]

    def scores(self, group: str) -> FloatArray:
        """Min-max scores between the printed ends."""
        own = self.indicators(group)
        return normalisation.min_max(
            own["value"].to_numpy(dtype=float)[np.newaxis],
            direction=np.ones(len(own), dtype=np.int64),
            lower=0.0,
            upper=100.0,
            low=own["min34"].to_numpy(),
            high=own["max34"].to_numpy(),
        )


def _mean(scores: FloatArray, code: str) -> pd.DataFrame:
    found = aggregation.arithmetic_mean(scores, weights=np.ones(scores.shape[-1]))
    return pd.DataFrame({"score": found}, index=pd.Index([code], name="code"))


def _group(data: Profile, code: str) -> pd.DataFrame:
    return _mean(data.scores(code), code)


def _parent(data: Profile, code: str) -> pd.DataFrame:
    children = data.figures.loc[list(MEANS[code]), "value"].to_numpy(dtype=float)
    return _mean(children[np.newaxis], code)


def propagated(data: Profile, code: str) -> Tolerance:
    r"""How far half a last digit in every printed input can move the mean of a group's scores.

    .. math:: \frac{1}{k} \sum_j \frac{100\,h}{M_j - m_j}
       \left(1 + \frac{s_j}{100} + 1 - \frac{s_j}{100}\right) + h, \quad h = 0.005

    The value moves a score by 100 h over the range, the two ends together by as much again.
    """
    own = data.indicators(code)
    moved = 200.0 * HALF_DIGIT / (own["max34"] - own["min34"])
    return Tolerance(
        float(moved.mean()) + HALF_DIGIT,
        "Values and ends are printed with two decimals: half a last digit in each of the inputs, propagated to first "
        "order through min-max and mean, and half a last digit of the printed score.",
        relative=False,
    )


PRINTED = Tolerance(
    2 * HALF_DIGIT,
    "Half a last digit of the printed inputs, and half a last digit of the printed mean.",
    relative=False,
)


def _group_of(code: str) -> Mapped:
    return Mapped(lambda data: _group(data, code), lambda data: propagated(data, code))


def _parent_of(code: str) -> Mapped:
    return Mapped(lambda data: _parent(data, code), PRINTED, note=f"The plain mean of {' and '.join(MEANS[code])}.")


PII = (
    Stage("groups", {code: _group_of(code) for code in GROUPS}),
    Stage("pillars and index", {code: _parent_of(code) for code in MEANS}),
)
