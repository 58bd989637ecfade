"""The provinces that an edition ranks."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

import pydantic

from pipeline.errors import listed
from pipeline.framework.model import Model


class Unit(Model):
    """One row of ``units.csv``; further columns are kept as they are."""

    model_config = pydantic.ConfigDict(frozen=True, extra="allow", protected_namespaces=())

    unit_code: str
    name_vi: str
    name_en: str
    region_code: str
    region_vi: str
    region_en: str
    aliases: str = ""  # further spellings at the sources, separated by |
    tile_row: int | None = None  # place on the tile-grid map
    tile_column: int | None = None

    def name(self, language: str) -> str:
        return self.name_vi if language == "vi" else self.name_en

    def region(self, language: str) -> str:
        return self.region_vi if language == "vi" else self.region_en


class Units(Model):
    """All units of an edition, in the order of their codes."""

    units: tuple[Unit, ...]

    @pydantic.model_validator(mode="after")
    def _codes_are_unique(self) -> Units:
        counts = Counter(unit.unit_code for unit in self.units)
        twice = [code for code, n in counts.items() if n > 1]
        if twice:
            raise ValueError(f"unit codes must be unique; found twice: {listed(twice)}")
        if not self.units:
            raise ValueError("an edition needs at least one unit")
        return self

    @cached_property
    def codes(self) -> list[str]:
        return sorted(unit.unit_code for unit in self.units)

    @cached_property
    def by_code(self) -> dict[str, Unit]:
        return {unit.unit_code: unit for unit in self.units}

    @cached_property
    def regions(self) -> dict[str, str]:
        """Region code of every unit code."""
        return {unit.unit_code: unit.region_code for unit in self.units}
