"""What is asked about one indicator: the same for the guide, the form and whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.framework.collecting import ValueType
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node

PERCENT = "%"


@dataclass(frozen=True)
class FormField:
    """One line of a form.

    Parameters
    ----------
    code : of the indicator, outcome or size.
    low, high : plausible bounds, in the unit of measure; a value beyond them is asked about, and refused only where it
        is impossible (`least`).
    last_value, last_year : of this unit in the edition before, where there is one.
    """

    code: str
    name_vi: str
    name_en: str
    unit_of_measure: str
    unit_of_measure_vi: str
    value_type: ValueType = "number"
    low: float | None = None
    high: float | None = None
    part_of: str = ""
    last_value: float | None = None
    last_year: int | None = None

    @property
    def is_percent(self) -> bool:
        """Whether values are per cent, 0 to 100."""
        return self.unit_of_measure.strip().startswith(PERCENT)

    @property
    def least(self) -> float | None:
        """The least possible value: what cannot plausibly be below zero cannot be negative at all."""
        return 0.0 if self.low is not None and self.low >= 0 else None

    @property
    def measures(self) -> tuple[str, ...]:
        """The unit of measure as it may stand beside a number."""
        return tuple(dict.fromkeys(text for text in (self.unit_of_measure_vi, self.unit_of_measure) if text))


def asked_of_units(edition: Edition) -> tuple[Node, ...]:
    """Indicators and outcomes whose values the units send in, in the order of the framework."""
    return tuple(node for node in edition.full_framework.nodes if node.role != "aggregate" and node.supplied_by_units)


def fields_of(edition: Edition, *, last: Mapping[str, tuple[float, int]] | None = None) -> tuple[FormField, ...]:
    """What one unit is asked.

    Parameters
    ----------
    last : code -> the unit's value and its data year in the edition before; a code that is absent had none.
    """
    known = last or {}
    return tuple(_field(node, *known.get(node.code, (None, None))) for node in asked_of_units(edition))


def _field(node: Node, last_value: float | None, last_year: int | None) -> FormField:
    return FormField(
        code=node.code,
        name_vi=node.name_vi,
        name_en=node.name_en,
        unit_of_measure=node.unit_of_measure,
        unit_of_measure_vi=node.measure("vi"),
        value_type=node.value_type,
        low=node.plausible_low,
        high=node.plausible_high,
        part_of=node.part_of,
        last_value=last_value,
        last_year=last_year,
    )
