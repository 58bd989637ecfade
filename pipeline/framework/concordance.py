"""Which units of an edition became which units of a later one: ``params/concordance/<name>.csv``."""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property
from typing import Annotated

import pydantic
from pydantic import Field

from pipeline.errors import listed
from pipeline.framework.model import Model

ROUNDING = 1e-9  # shares of one unit that add up to 1 on paper do so here


class Correspondence(Model):
    """One row: the ``share`` of an old unit that went to a new one."""

    old_code: str
    old_name_vi: str = ""
    new_code: str
    new_name_vi: str = ""
    share: Annotated[float, Field(gt=0, le=1)]


class Concordance(Model):
    """All rows of one file."""

    name: str
    rows: tuple[Correspondence, ...]

    @pydantic.model_validator(mode="after")
    def _divides_each_unit_once(self) -> Concordance:
        counts = Counter((row.old_code, row.new_code) for row in self.rows)
        twice = [f"{old} to {new}" for (old, new), count in counts.items() if count > 1]
        if twice:
            raise ValueError(f"every pair of units stands once; found more than once: {listed(twice)}")
        uneven = [
            f"{old} ({total:g})" for old, total in self._totals.items() if not math.isclose(total, 1, abs_tol=ROUNDING)
        ]
        if uneven:
            raise ValueError(f"the shares of an old unit must add up to 1; found otherwise: {listed(uneven)}")
        return self

    @cached_property
    def _totals(self) -> dict[str, float]:
        totals: dict[str, float] = {}
        for row in self.rows:
            totals[row.old_code] = totals.get(row.old_code, 0.0) + row.share
        return totals

    @cached_property
    def old_codes(self) -> frozenset[str]:
        return frozenset(row.old_code for row in self.rows)

    @cached_property
    def new_codes(self) -> frozenset[str]:
        return frozenset(row.new_code for row in self.rows)

    def parts(self, new_code: str) -> tuple[tuple[str, float], ...]:
        """The old units that a new one is made of, each with the share of it that went there."""
        return tuple((row.old_code, row.share) for row in self.rows if row.new_code == new_code)

    def heirs(self, old_code: str) -> tuple[str, ...]:
        """The new units that an old one went to."""
        return tuple(row.new_code for row in self.rows if row.old_code == old_code)

    def predecessor(self, new_code: str) -> str | None:
        """The old unit that a new one is: all of it and nothing else, whatever its code; or None."""
        parts = self.parts(new_code)
        return parts[0][0] if len(parts) == 1 and parts[0][1] == 1.0 else None

    def is_same(self, code: str) -> bool:
        """Whether a code means the same unit before and after: all of one old unit and nothing else."""
        return self.predecessor(code) == code
