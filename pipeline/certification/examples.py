"""Small examples: the data they were worked out for, the figures, where both come from, and our call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.certification.comparison import Tolerance
from pipeline.certification.mapping import Mapped, Stage
from pipeline.statistics.types import FloatArray

Quantities = Mapping[str, float]


class Examples:
    """A folder with one table of figures for each item, and the data in ``inputs``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def golden(self, item: str) -> pd.DataFrame:
        """Quantities of one example and their values."""
        return pd.read_csv(self.folder / f"{item}.csv", float_precision="round_trip", dtype={"quantity": str})

    def inputs(self, name: str) -> FloatArray:
        """The data of an example; an empty cell is missing."""
        return pd.read_csv(self.folder / "inputs" / f"{name}.csv", float_precision="round_trip").to_numpy(dtype=float)

    @property
    def items(self) -> list[str]:
        """Every example of the folder, mapped or not."""
        return sorted(path.stem for path in self.folder.glob("*.csv"))


@dataclass(frozen=True)
class Example:
    """One example: our call, the publication with its DOI or address, how near, and what to know."""

    call: Callable[[Examples], Quantities]
    source: str
    tolerance: Tolerance
    note: str = ""


def printed(decimals: int, also: str = "", *, more: float = 0.0) -> Tolerance:
    """Half a last printed digit, and more where a stated reason asks for it."""
    reason = f"Printed with {decimals} decimals: half a last digit is rounding."
    return Tolerance(round(0.5 * 10.0**-decimals + more, 12), f"{reason} {also}".strip(), relative=False)


def numbered(name: str, values: FloatArray) -> dict[str, float]:
    """Values under a name and 1, 2, 3 and so on."""
    return {f"{name} {place}": float(value) for place, value in enumerate(np.ravel(values), start=1)}


def named(name: str, labels: str, values: FloatArray) -> dict[str, float]:
    """Values under a name and a label each."""
    return {f"{name} {label}": float(value) for label, value in zip(labels.split(), np.ravel(values), strict=True)}


def stage(name: str, examples: Mapping[str, Example]) -> Stage:
    """The comparisons of one stage."""
    return Stage(name, {item: _mapped(example) for item, example in examples.items()})


def sources(*groups: Mapping[str, Example]) -> dict[str, str]:
    """The publication of every item."""
    return {item: example.source for group in groups for item, example in group.items()}


def _mapped(example: Example) -> Mapped:
    def call(data: Examples) -> pd.DataFrame:
        found = example.call(data)
        return pd.DataFrame({"value": list(found.values())}, index=pd.Index(list(found), name="quantity"))

    return Mapped(call, example.tolerance, note=example.note)
