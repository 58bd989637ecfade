"""Goalposts kept for later editions: ``params/goalposts/<name>.yaml``.

Scores compare over time only where they are placed between the same goalposts. These come from a panel of editions
and are stored, so that one edition can be computed again without the others, and so can its robustness runs.
"""

from __future__ import annotations

from collections.abc import Mapping

import pydantic

from pipeline.framework.hierarchy import Transformation
from pipeline.framework.model import Model


class Goalpost(Model):
    """Bounds of one indicator: ``low`` and ``high`` on the scale after ``transformation``.

    ``value_low`` and ``value_high`` are the least and greatest value of the panel, in the indicator's unit of measure:
    transformations whose constants depend on the data (the COIN Tool's logarithm) take them from there. ``power`` is
    that of a Box-Cox or Yeo-Johnson transformation, as estimated from the panel.
    """

    transformation: Transformation
    low: float
    high: float
    value_low: float
    value_high: float
    power: float | None = None

    @pydantic.model_validator(mode="after")
    def _is_ordered(self) -> Goalpost:
        if not (self.low < self.high and self.value_low < self.value_high):
            raise ValueError(
                f"goalposts need low < high, got {self.low}, {self.high} and {self.value_low}, {self.value_high}"
            )
        return self


class Goalposts(Model):
    """Goalposts of every indicator, with the editions and the method that they come from."""

    name: str
    editions: tuple[str, ...] = pydantic.Field(min_length=1)
    method: str
    goalposts: Mapping[str, Goalpost]
