"""When a supplied value is asked about; ``params/plausibility.yaml``. None of this ever changes a value."""

from __future__ import annotations

import pydantic

from pipeline.framework.model import Model


class Plausibility(Model):
    """Limits of the checks.

    Parameters
    ----------
    far_limit : robust standard deviations from the median of all units.
    change_limit : of the logarithm of the ratio to the last value, from the median change.
    least_change : smallest ratio of change (or its inverse) that is asked about, however unusual it is.
    power_tolerance : relative; a ratio to the last value this close to 10, 100, 1,000 or their inverses looks like another
        unit of measure.
    fewest_units : units that a comparison with others needs.
    n_trees, seed : of the isolation forest, by which questions of equal strength are sorted.
    """

    far_limit: pydantic.PositiveFloat
    change_limit: pydantic.PositiveFloat
    least_change: float = pydantic.Field(gt=1.0)
    power_tolerance: float = pydantic.Field(gt=0.0, lt=0.5)
    fewest_units: int = pydantic.Field(ge=5)
    n_trees: pydantic.PositiveInt
    seed: pydantic.NonNegativeInt
