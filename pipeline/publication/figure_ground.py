"""What figures are drawn from: a run in one language, with names that a picture has room for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import pandas as pd

from pipeline.construction import matrix, tree
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Hierarchy, Node
from pipeline.framework.method import Method
from pipeline.framework.units import Unit, Units
from pipeline.publication.published_run import PublishedRun
from pipeline.reporting import labels
from pipeline.reporting.figures_boundaries import Shapes

COMPARED = "compare_"
LONGEST_UNIT, LONGEST_NODE = 44, 120  # letters: more than any province or indicator has
Named = TypeVar("Named", Unit, Node)


@dataclass(frozen=True)
class Ground:
    """What figures are drawn from: a run in one language, and the boundaries of its units where somebody gave them."""

    run: PublishedRun
    language: str
    shapes: Shapes | None = None

    @cached_property
    def edition(self) -> Edition:
        """With the weights in use, which the framework's may not be."""
        return tree.in_use(self.run.edition, self.run.table("weights"))

    @property
    def framework(self) -> Hierarchy:
        return self.edition.framework

    @property
    def units(self) -> Units:
        return self.edition.units

    @property
    def method(self) -> Method:
        return self.edition.method

    @property
    def outcome(self) -> Node | None:
        return self.framework.by_code.get(self.edition.about.regression_outcome or "")

    def for_pictures(self) -> Ground:
        """The same with names that a picture has room for: those of an endless length are cut, with an ellipsis."""
        edition = self.run.edition
        units, nodes = edition.units.units, edition.full_framework.nodes
        if all(_fits(unit, LONGEST_UNIT) for unit in units) and all(_fits(node, LONGEST_NODE) for node in nodes):
            return self
        own = {name: getattr(edition, name) for name in type(edition).model_fields}
        own["units"] = Units(units=tuple(_cut(unit, LONGEST_UNIT) for unit in units))
        cut = tuple(_cut(node, LONGEST_NODE) for node in nodes)
        own["full_framework"] = Hierarchy(nodes=cut, levels=edition.full_framework.levels)
        return replace(self, run=replace(self.run, edition=Edition(**own)))

    def has(self, name: str) -> bool:
        """Whether the run, or its comparison, has a table with rows."""
        return not self[name].empty

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name.startswith(COMPARED):
            beside = self.run.comparison
            return pd.DataFrame() if beside is None else beside.tables.get(name, pd.DataFrame())
        return self.run.tables.get(name, pd.DataFrame())

    def wide(self, name: str) -> pd.DataFrame:
        """A table of values as units by indicators."""
        return matrix.wide(self[name], self.framework.indicator_codes)


def _fits(named: Unit | Node, longest: int) -> bool:
    return max(len(named.name_vi), len(named.name_en)) <= longest


def _cut(named: Named, longest: int) -> Named:
    short = {key: labels.shorten(getattr(named, key), longest) for key in ("name_vi", "name_en")}
    return named.model_copy(update=short)
