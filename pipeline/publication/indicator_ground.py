"""The tables of a run, laid out once for all pages of indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from pipeline.publication import cell_signs
from pipeline.publication.published_run import PublishedRun


@dataclass(frozen=True, eq=False)
class Ground:
    """The tables of a run, laid out once for all pages."""

    run: PublishedRun
    rows_by_code: Mapping[str, pd.DataFrame] = field(init=False)

    def __post_init__(self) -> None:
        values = self.run.table("values")
        object.__setattr__(self, "rows_by_code", {str(code): own for code, own in values.groupby("code")})

    @cached_property
    def scores(self) -> pd.DataFrame:
        return self._wide("score")

    @cached_property
    def ranks(self) -> pd.DataFrame:
        return self._wide("rank")

    def _wide(self, name: str) -> pd.DataFrame:
        wide = self.run.table("scores").pivot(index="unit_code", columns="code", values=name)
        return wide.reindex(self.run.edition.units.codes).astype(float)

    @cached_property
    def ranked(self) -> list[str]:
        """Codes of the ranked units."""
        return list(self.ranks[self.run.edition.framework.root.code].dropna().index)

    @cached_property
    def imputed(self) -> dict[tuple[str, str], float]:
        own = self.run.table("imputed")
        own = own[own["imputed"].astype(bool)]
        return {(row["unit_code"], row["code"]): row["value"] for row in own.to_dict("records")}

    @cached_property
    def signs(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return cell_signs.of_run(self.run)

    @cached_property
    def records(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Tables with a row a code -> code -> row."""
        names = ("indicator_sheet", "treatment", "goalposts", "weights", "denominators")
        return {name: {str(row["code"]): row for row in self.run.table(name).to_dict("records")} for name in names}

    @cached_property
    def rests(self) -> dict[str, dict[str, Any]]:
        """Pearson's rest-correlation of every node with its parent."""
        own = self.run.table("correlations")
        own = own[own["kind"] == "pearson"]
        parents = {node.code: node.parent for node in self.run.edition.framework.tree}
        own = own[own["with_code"] == own["code"].map(parents)]
        return {str(row["code"]): row for row in own.to_dict("records")}

    @cached_property
    def raw_tables(self) -> dict[str, list[dict[str, Any]]]:
        """Rows of ``sources.csv`` by ``<source>/<table>``."""
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self.run.table("sources").to_dict("records"):
            found.setdefault(f"{row['source']}/{row['table']}", []).append(row)
        return found
