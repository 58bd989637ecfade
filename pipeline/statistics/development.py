"""Performance given the level of development: what is usual at a unit's level, and where the unit stands."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import stats

from pipeline.statistics import complete_units, intervals, regression
from pipeline.statistics.types import FloatArray

Standing = Literal["above", "within", "below", "undefined"]


@dataclass(frozen=True)
class Performance:
    """What is expected of each unit at its level of development, and where it stands; NaN where it is missing."""

    expected: FloatArray  # (n_units,) the trend
    low: FloatArray  # (n_units,) band for a unit: the verdict is against this one
    high: FloatArray  # (n_units,)
    trend_low: FloatArray  # (n_units,) the narrower interval of the trend itself
    trend_high: FloatArray  # (n_units,)
    verdicts: tuple[Standing, ...]
    slope: float  # points of the score per unit of ln level
    r2: float
    n: int


def performance_given_level(scores: FloatArray, level: FloatArray, *, confidence: float) -> Performance:
    """Compare each unit with what is usual at its level of development.

    .. math:: \\hat s_i = a + b \\ln g_i, \\quad
       \\hat s_i \\pm t_{(1+c)/2,\\, n-2} \\; s_e \\sqrt{1 + h_i} \\text{ (unit)}, \\quad \\sqrt{h_i} \\text{ (trend)}

    Parameters
    ----------
    scores : (n_units,) the index. level : (n_units,) such as GRDP per head, positive, in any unit of measure; NaN is
    missing, and its unit is left out. confidence : between 0 and 1.

    Returns
    -------
    Performance. A unit is ``above`` or ``below`` where its score lies outside the band for a unit, ``within`` on its
    edge and inside, ``undefined`` where score or level is missing.

    Raises
    ------
    ValueError : a level of zero or less, fewer than three complete units, scores or levels without range, a
        confidence outside (0, 1).

    Notes
    -----
    The band holds about the share `confidence` of all units by construction: outside it is unusual, inside is no
    reproach. Against the trend's interval most units would be "above" or "below". The unit is part of the fit, which
    makes the band a little too wide for it. The level is development, not merit; the GII draws a like band by GDP.

    References
    ----------
    Seber and Lee (2003), Linear Regression Analysis, section 5.3, doi:10.1002/9780471722199.

    >>> level = np.exp(np.arange(6.0))
    >>> performance_given_level(np.array([10.0, 21, 29, 41, 49, 80]), level, confidence=0.5).verdicts[-1]
    'above'
    """
    scores, level = np.asarray(scores, dtype=float), np.asarray(level, dtype=float)
    intervals.check_confidence(confidence)
    if (level <= 0).any():
        raise ValueError(f"a level must be positive to have a logarithm; got {level[level <= 0]}")
    y, x, rows = complete_units.with_outcome(scores, np.log(level)[..., np.newaxis])
    design = np.column_stack([np.ones(len(y)), x])
    coefficients = np.linalg.lstsq(design, y, rcond=None)[0]
    fitted, leverage = design @ coefficients, regression.hat_values(design)
    squares = np.square(y - fitted).sum()
    reach = stats.t.ppf((1 + confidence) / 2, len(y) - 2) * np.sqrt(squares / (len(y) - 2))
    unit, trend = reach * np.sqrt(1 + leverage), reach * np.sqrt(leverage)
    low = complete_units.in_place(fitted - unit, rows, n_units=len(scores))
    high = complete_units.in_place(fitted + unit, rows, n_units=len(scores))
    return Performance(
        expected=complete_units.in_place(fitted, rows, n_units=len(scores)),
        low=low,
        high=high,
        trend_low=complete_units.in_place(fitted - trend, rows, n_units=len(scores)),
        trend_high=complete_units.in_place(fitted + trend, rows, n_units=len(scores)),
        verdicts=tuple(_standing(*unit) for unit in zip(scores, low, high, strict=True)),
        slope=float(coefficients[1]),
        r2=float(1 - squares / np.square(y - y.mean()).sum()),
        n=len(y),
    )


def _standing(score: float, low: float, high: float) -> Standing:
    if np.isnan(low) or np.isnan(score):
        return "undefined"
    return "above" if score > high else "below" if score < low else "within"
