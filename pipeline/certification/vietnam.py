"""Two published Vietnamese indices recomputed from their published parts: PCI 2006-2016 and PAPI 2011-2016."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.certification.comparison import Tolerance
from pipeline.certification.mapping import Mapped, NotRun, Stage
from pipeline.data import params
from pipeline.data.reading import Reader
from pipeline.statistics import aggregation

NINE = ["entry", "land", "transparency", "time", "informal", "proactive", "support", "labor", "legal"]
TEN = [*NINE[:5], "bias", *NINE[5:]]
WEIGHTS_PCT = {
    "2006-2008": dict(zip(TEN, (5, 5, 15, 10, 5, 5, 15, 15, 15, 10), strict=True)),
    "2009-2012": dict(zip(NINE, (10, 5, 20, 15, 10, 10, 5, 20, 5), strict=True)),
    "2013-2016": dict(zip(TEN, (5, 5, 20, 5, 10, 5, 5, 20, 20, 5), strict=True)),
}
PCI_YEARS = {
    2006: "2006-2008",
    2007: "2006-2008",
    2008: "2006-2008",
    2009: "2009-2012",
    2010: "2009-2012",
    2012: "2009-2012",
    2013: "2013-2016",
    2014: "2013-2016",
    2015: "2013-2016",
    2016: "2013-2016",
}
DIMENSIONS = ["participation", "transparency", "accountability", "corruption", "procedures", "service"]
PAPI_YEARS = range(2011, 2017)
PCI_PRINTED = Tolerance(
    1e-5, "Totals and sub-indices are printed with five decimals or more: half a last digit in each.", relative=False
)
PAPI_PRINTED = Tolerance(
    1e-5,
    "Sub-dimensions are printed with seven digits; a total is the sum of 22 of them, each rounded.",
    relative=False,
)


class Published:
    """Raw tables of the project, by unit code."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def reader(self) -> Reader:
        """Reads raw tables as the editions do; the units are the 63 provinces."""
        return Reader(params.load_edition("pci-2016", root=self.root), root=self.root)

    def golden(self, item: str) -> pd.DataFrame:
        """The published totals of one index and year."""
        name, year = item.split(" ")
        if name == "PCI":
            return self.pci(int(year))[["weighted"]].reset_index()
        return self.papi_published(int(year)).reset_index()

    def pci(self, year: int) -> pd.DataFrame:
        """Sub-indices and total."""
        return self.reader.plain(f"pci/pci_{year}").values.rename_axis("unit_code")

    def papi(self, year: int) -> pd.DataFrame:
        """Sub-dimensions."""
        return self.reader.plain(f"papi/papi_{year}").values.rename_axis("unit_code")

    def papi_published(self, year: int) -> pd.DataFrame:
        """Dimensions and total of the provinces that have them."""
        table = self.reader.plain("papi/papi_published_2011_2016").values
        own = table[table.index.get_level_values("year") == str(year)].droplevel("year")
        return own.rename_axis("unit_code")[[*DIMENSIONS, "total"]].dropna(subset="total")


def _pci(data: Published, year: int) -> pd.DataFrame:
    """Ten times the weighted mean of the sub-indices."""
    weights = WEIGHTS_PCT[PCI_YEARS[year]]
    table = data.pci(year)
    scores = 10.0 * table[list(weights)].to_numpy(dtype=float)
    found = aggregation.arithmetic_mean(scores, weights=np.array(list(weights.values()), dtype=float))
    return pd.DataFrame({"weighted": found}, index=table.index)


def _papi(data: Published, year: int) -> pd.DataFrame:
    """Sums of sub-dimensions to dimensions, and of these to the total."""
    table = data.papi(year)
    sums = {}
    for number, dimension in enumerate(DIMENSIONS, start=1):
        own = [code for code in table if code.startswith(f"{number}.") and table[code].notna().any()]
        sums[dimension] = aggregation.weighted_sum(table[own].to_numpy(dtype=float), weights=np.ones(len(own)))
    found = pd.DataFrame(sums, index=table.index)
    total = aggregation.weighted_sum(found.to_numpy(), weights=np.ones(len(DIMENSIONS)))
    return found.assign(total=total).dropna(subset="total")


def _pci_of(year: int) -> Mapped:
    weights = ", ".join(f"{name} {weight} %" for name, weight in WEIGHTS_PCT[PCI_YEARS[year]].items())
    return Mapped(lambda data: _pci(data, year), PCI_PRINTED, note=f"Weights: {weights}; times ten.")


def _papi_of(year: int) -> Mapped:
    return Mapped(lambda data: _papi(data, year), PAPI_PRINTED, note="Plain sums of 22 sub-dimensions in 6 dimensions.")


PCI = (
    Stage(
        "published totals",
        {f"PCI {year}": _pci_of(year) for year in PCI_YEARS},
        {
            "PCI 2011": NotRun(
                "defect",
                "the printed totals do not follow from the nine printed sub-indices by the weights of 2009-12: they are up to "
                "0.55 off. Independent check: 2009, 2010 and 2012 follow by the same weights and the same function",
            )
        },
    ),
)
PAPI = (Stage("published totals", {f"PAPI {year}": _papi_of(year) for year in PAPI_YEARS}),)
