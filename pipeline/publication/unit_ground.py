"""What the profiles of all units share, looked up once: scores, ranks, values, means, marks, ends, ranges, orders."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from pipeline.framework.units import Unit
from pipeline.publication import cell_signs
from pipeline.publication.published_run import PublishedRun
from pipeline.reporting import content, labels, report_profiles

GROUP_CODE, GROUP_VI, GROUP_EN = "income_code", "income_vi", "income_en"
"""Columns of ``units.csv`` by which an edition declares an income group; without them profiles are silent about it."""

ON_SCALE = frozenset({"min_max", "goalposts", "percentile_rank"})
"""Normalisations whose best score is the end of the method's scale; of others it is the best score there is."""

Record = Mapping[Any, Any]


class Ground:
    """Look-ups of a run by unit and code.

    Everything that costs a pass over a table is done once; a profile then takes dictionaries.
    """

    def __init__(self, run: PublishedRun) -> None:
        self.run, self.edition, self.units = run, run.edition, run.edition.units
        self.framework = run.edition.framework
        self.base = report_profiles.Ground(
            content.collect(run.edition, run.tables, language=run.edition.about.language)
        )
        base = self.base
        self.scores, self.ranks = base.scores.to_dict("index"), base.ranks.to_dict("index")
        self.values, self.years = base.values.to_dict("index"), base.years.to_dict("index")
        self.regions, self.country = base.regions.to_dict("index"), base.country.to_dict()
        root = self.framework.root.code
        self.n_ranked = int(base.ranks[root].notna().sum())
        self.order = [code for code in labels.ranked_codes(run.table("scores"), self.framework) if self.ranked(code)]
        self.effective = run.table("weights").set_index("code")["effective"].to_dict()
        self.top = self._top()

    def ranked(self, unit: str) -> bool:
        """Whether the unit has a place in the index."""
        return bool(self.ranks[unit][self.framework.root.code] == self.ranks[unit][self.framework.root.code])

    def indexed(self, table: str) -> dict[str, Record]:
        """A table of the run with one row a unit, by unit; empty where the run has no such rows."""
        found = self.run.tables.get(table, pd.DataFrame())
        return {} if found.empty else found.set_index("unit_code", drop=False).to_dict("index")

    def rows(self, table: str) -> dict[str, list[Record]]:
        """A table with several rows a unit, by unit, in the order of the table."""
        found: dict[str, list[Record]] = {}
        for row in self.run.tables.get(table, pd.DataFrame()).to_dict("records"):
            found.setdefault(str(row["unit_code"]), []).append(row)
        return found

    @cached_property
    def ranges(self) -> dict[str, Record]:
        return self.indexed("uncertainty")

    @cached_property
    def screening(self) -> dict[str, Record]:
        return self.indexed("screening")

    @cached_property
    def performance(self) -> dict[str, Record]:
        return self.indexed("performance")

    @cached_property
    def tops(self) -> dict[str, list[Record]]:
        return self.rows("top")

    @cached_property
    def worth(self) -> dict[str, list[Record]]:
        return self.rows("information_value")

    @cached_property
    def strengths(self) -> dict[str, list[Record]]:
        return {
            unit: sorted(rows, key=lambda row: (row["kind"], row["place"]))
            for unit, rows in self.rows("strengths").items()
        }

    @cached_property
    def pairs(self) -> dict[str, dict[str, tuple[float, bool]]]:
        """Unit -> other unit -> share of common draws in which the unit is ahead, and whether that is robust."""
        found: dict[str, dict[str, tuple[float, bool]]] = {}
        columns = ["unit_code", "other", "share_ahead", "robust"]
        table = self.run.tables.get("pairs", pd.DataFrame())
        for unit, other, share, robust in [] if table.empty else table[columns].itertuples(index=False, name=None):
            found.setdefault(unit, {})[other] = (float(share), bool(robust))
        return found

    @cached_property
    def imputed(self) -> dict[str, dict[str, float]]:
        """Unit -> code -> the value that the index used in place of a missing one."""
        table = self.run.tables.get("imputed", pd.DataFrame())
        own = table if table.empty else table[table["imputed"].astype(bool)]
        found: dict[str, dict[str, float]] = {}
        for row in own.to_dict("records"):
            found.setdefault(str(row["unit_code"]), {})[str(row["code"])] = float(row["value"])
        return found

    @cached_property
    def signs(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Unit and code -> what the cell is other than a published figure of its own year (`cell_signs`)."""
        return cell_signs.of_run(self.run)

    @cached_property
    def groups(self) -> dict[str, dict[str, float]]:
        """Income group -> code -> mean score; empty unless the edition's units declare a group."""
        declared = {unit.unit_code: code for unit in self.units.units if (code := group_code(unit))}
        if not declared:
            return {}
        means = self.base.scores.groupby(pd.Series(declared)).mean()
        return {str(code): row for code, row in means.to_dict("index").items()}

    @cached_property
    def is_arithmetic(self) -> bool:
        """Whether every node is an arithmetic mean, so that weight times distance is exactly points of the index."""
        options = self.edition.method.aggregation
        return options.aggregation == "arithmetic" and all(
            other == "arithmetic" for other in options.aggregation_at.values()
        )

    def _top(self) -> dict[str, float]:
        """The best score of every indicator: the end of the scale, or the best that there is."""
        options = self.edition.method.normalisation
        best = self.base.scores[self.framework.indicator_codes].max()
        if options.normalisation in ON_SCALE:
            return dict.fromkeys(self.framework.indicator_codes, options.scale_high)
        return {str(code): float(value) for code, value in best.items()}


def group_code(unit: Unit) -> str:
    """The income group that an edition declares for a unit; empty without one."""
    return str((unit.model_extra or {}).get(GROUP_CODE) or "")


def group_name(unit: Unit, language: str) -> str:
    """The name of the declared income group; empty without one."""
    return str((unit.model_extra or {}).get(GROUP_VI if language == "vi" else GROUP_EN) or "")
