"""A ranking from outside that an index is held against: where its figures are, and how its units were chosen."""

from __future__ import annotations

from collections.abc import Mapping

import pydantic

from pipeline.framework.hierarchy import Direction
from pipeline.framework.model import Model


class External(Model):
    """One entry of ``external`` in ``edition.yaml``; its units are those of the edition, all or some.

    Where a table prints several rows of a unit, ``where`` keeps those whose column has this text; of differing figures
    the one that is printed most often counts, and of equally frequent ones the lowest.
    """

    code: str
    name_vi: str
    name_en: str
    table: str  # <source>/<table id>
    column: str
    year: int
    where: Mapping[str, str] = pydantic.Field(default_factory=dict)
    direction: Direction = 1  # -1 for a column of places, where less is better
    selection_vi: str  # how the units with a figure came to have one
    selection_en: str

    @pydantic.field_validator("table")
    @classmethod
    def _names_its_source(cls, value: str) -> str:
        if value.count("/") != 1:
            raise ValueError(f"table {value!r} must be written <source>/<table>, such as pii-public/results_2024")
        return value

    def name(self, language: str) -> str:
        return self.name_vi if language == "vi" else self.name_en

    def selection(self, language: str) -> str:
        return self.selection_vi if language == "vi" else self.selection_en
