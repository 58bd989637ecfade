"""One scale for all indicators; the only step that turns a direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import matrix
from pipeline.errors import MethodError, listed, nearest
from pipeline.framework import suitability
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.statistics import (
    compensation,
    directions,
    distances,
    normalisation,
    observed,
    rank_scores,
    relative_spread,
    scaling,
)
from pipeline.statistics.types import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Task:
    """What a normalisation is asked for: values (..., n_units, n_indicators) with their labels, edition and method."""

    values: FloatArray
    codes: Sequence[str]
    units: Sequence[str] | None
    edition: Edition
    method: Method

    @property
    def direction(self) -> IntArray:
        return directions_of(self.codes, self.edition)

    @property
    def top(self) -> float:
        """The best score, or the score of a reference or target."""
        return self.method.normalisation.scale_high


def normalise(values: pd.DataFrame, edition: Edition, *, method: Method | None = None) -> pd.DataFrame:
    """Scores of the indicators, units x indicators; the row labels are the codes of the units.

    Raises
    ------
    MethodError : an indicator without spread, one without the goalposts or the target that the normalisation needs, a
        unit of reference that is not ranked, a value that a ratio scale does not have, or a direction that cannot be
        turned without normalisation; each by its code.
    """
    scores = normalise_batch(
        matrix.array(values), list(values.columns), edition, method=method, units=[str(unit) for unit in values.index]
    )
    return matrix.like(values, scores)


def normalise_batch(
    values: FloatArray,
    codes: Sequence[str],
    edition: Edition,
    *,
    method: Method | None = None,
    units: Sequence[str] | None = None,
) -> FloatArray:
    """As :func:`normalise`, on arrays (..., n_units, n_indicators) with leading batch axes.

    Parameters
    ----------
    units : codes of the units, (n_units,); a distance to a unit of reference needs them.
    """
    method = method or edition.method
    faults = list(suitability.faults(method, framework=edition.framework, goalposts=edition.goalposts))
    if faults:
        raise MethodError(f"normalisation, edition {edition.id}: {listed(faults)}")
    with matrix.named_columns("normalisation", codes):
        return _NORMALISATIONS[method.normalisation.normalisation](Task(values, codes, units, edition, method))


def directions_of(codes: Sequence[str], edition: Edition) -> IntArray:
    """+1 more is better, -1 less is better, in the order of ``codes``."""
    return np.array([edition.framework.node(code).direction for code in codes], dtype=int)


def fixed_goalposts(
    codes: Sequence[str], edition: Edition, *, method: Method | None = None
) -> tuple[FloatArray, FloatArray]:
    """Goalposts that do not depend on the values: low and high, (n_indicators,); NaN where there are none.

    The edition's stored goalposts where its normalisation uses them, otherwise those of framework.csv. A method without
    transformations places an indicator that the panel transformed between the panel's least and greatest value.
    """
    method = method or edition.method
    kept = suitability.stored(method, edition.goalposts)
    if kept is None:
        nodes = [edition.framework.node(code) for code in codes]
        pairs = [(node.goalpost_low, node.goalpost_high) for node in nodes]
    else:
        raw = method.treatment.transformations == "none"
        posts = [kept.goalposts[code] for code in codes]
        pairs = [
            (post.value_low, post.value_high) if raw and post.transformation != "none" else (post.low, post.high)
            for post in posts
        ]
    low, high = np.array([[np.nan if end is None else end for end in pair] for pair in pairs], dtype=float).T
    return low, high


def truncates(method: Method) -> bool:
    """Whether a value beyond fixed goalposts gets the end of the scale."""
    return method.normalisation.normalisation in ("min_max", "goalposts")


def _none(task: Task) -> FloatArray:
    return normalisation.none(task.values, direction=task.direction)


def _min_max(task: Task) -> FloatArray:
    low, high = fixed_goalposts(task.codes, task.edition, method=task.method)
    options = task.method.normalisation
    return normalisation.min_max(
        task.values, direction=task.direction, lower=options.scale_low, upper=options.scale_high, low=low, high=high
    )


def _z_score(task: Task) -> FloatArray:
    options = task.method.normalisation
    return normalisation.z_score(task.values, direction=task.direction, mean=options.z_mean, sd=options.z_sd)


def _adjusted(task: Task) -> FloatArray:
    """100 at the middle of fixed goalposts; without them, between the edition's ends, at the mean of its units."""
    fixed_low, fixed_high = fixed_goalposts(task.codes, task.edition, method=task.method)
    fixed = ~np.isnan(fixed_low)
    low = np.where(fixed, fixed_low, np.fmin.reduce(task.values, axis=-2, keepdims=True))
    high = np.where(fixed, fixed_high, np.fmax.reduce(task.values, axis=-2, keepdims=True))
    directions.refuse_columns(low == high, "adjusted scores need values that differ; found one value only")
    reference = np.where(fixed, (fixed_low + fixed_high) / 2.0, observed.mean(task.values))
    empty = np.isnan(low)  # an indicator without values has no scores and no goalposts either
    return compensation.adjusted_scores(
        task.values,
        low=np.where(empty, 0.0, low),
        high=np.where(empty, 1.0, high),
        reference=reference,
        direction=task.direction,
    )


def _scaled(task: Task) -> FloatArray:
    low, high = fixed_goalposts(task.codes, task.edition, method=task.method)
    options = task.method.normalisation
    width = options.scale_high - options.scale_low
    return options.scale_low + scaling.scaled(task.values, direction=task.direction, low=low, high=high, factor=width)


def _goalposts(task: Task) -> FloatArray:
    low, high = fixed_goalposts(task.codes, task.edition, method=task.method)
    options = task.method.normalisation
    return scaling.goalposts(
        task.values, direction=task.direction, low=low, high=high, lower=options.scale_low, upper=options.scale_high
    )


def _rank(task: Task) -> FloatArray:
    return rank_scores.rank(task.values, direction=task.direction, ties=task.method.ranking.ties)


def _borda(task: Task) -> FloatArray:
    return rank_scores.borda(task.values, direction=task.direction, ties=task.method.ranking.ties)


def _percentile_rank(task: Task) -> FloatArray:
    options = task.method.normalisation
    return normalisation.percentile_rank(
        task.values, direction=task.direction, lower=options.scale_low, upper=options.scale_high
    )


def _distance_to_maximum(task: Task) -> FloatArray:
    return distances.to_maximum(task.values, direction=task.direction, factor=task.top)


def _distance_to_reference(task: Task) -> FloatArray:
    return distances.to_reference(
        task.values,
        direction=task.direction,
        reference=reference_row(task.units, task.method),
        factor=task.top,
        cap=task.method.normalisation.cap_at_reference,
    )


def _distance_to_target(task: Task) -> FloatArray:
    return distances.to_target(
        task.values,
        direction=task.direction,
        target=targets(task.codes, task.edition),
        factor=task.top,
        cap=task.method.normalisation.cap_at_reference,
    )


def _fraction_of_maximum(task: Task) -> FloatArray:
    directions.refuse_columns(task.values < 0, "a fraction of the maximum needs a ratio scale, without negative values")
    return scaling.fraction_of_maximum(task.values, direction=task.direction, factor=task.top)


_NORMALISATIONS: dict[str, Callable[[Task], FloatArray]] = {
    "none": _none,
    "min_max": _min_max,
    "z_score": _z_score,
    "adjusted": _adjusted,
    "scaled": _scaled,
    "goalposts": _goalposts,
    "rank": _rank,
    "percentile_rank": _percentile_rank,
    "borda": _borda,
    "distance_to_maximum": _distance_to_maximum,
    "distance_to_reference": _distance_to_reference,
    "distance_to_target": _distance_to_target,
    "fraction_of_maximum": _fraction_of_maximum,
}


def targets(codes: Sequence[str], edition: Edition) -> FloatArray:
    """The declared targets, (n_indicators,); NaN where there are none."""
    nodes = [edition.framework.node(code) for code in codes]
    return np.array([np.nan if node.target is None else node.target for node in nodes])


def reference_row(units: Sequence[str] | None, method: Method) -> int:
    """The row of the unit that distances are taken to.

    Raises
    ------
    MethodError : the unit is not among those ranked, or nobody has said which units the rows are.
    """
    wanted = method.normalisation.reference_unit
    if units is None or wanted is None:
        raise MethodError("normalisation: a distance to a unit of reference needs the codes of the units, found none")
    if wanted not in units:
        raise MethodError(
            f"normalisation: reference_unit {wanted!r} must be a ranked unit; {nearest(wanted, list(units))}. Choose "
            "one that passes screening"
        )
    return list(units).index(wanted)


def goalpost_table(treated: pd.DataFrame, values: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """What scores are placed between, on the treated scale, and which indicators hardly vary: ``goalposts.csv``.

    ``low`` and ``high`` are empty where a normalisation has none (z-scores, ranks). For distances they are the worst
    value and the one that is measured to; a fraction of the maximum runs from zero to the greatest value, or, where
    less is better, has the least value only. ``basis`` says where they come from: ``edition`` (the values of its
    units), ``framework`` (framework.csv; of a target, its further end), ``stored`` (goalposts of a panel).

    An indicator that hardly varies is stretched over the whole scale like any other. The coefficient of variation, of
    the untreated ``values``, shows which ones, and ``near_ceiling`` flags those below the method's limit.

    Parameters
    ----------
    treated, values : ranked units x indicators after and before treatment.
    """
    codes = list(treated.columns)
    low, high, basis = _bounds(Task(matrix.array(treated), codes, list(treated.index), edition, edition.method))
    raw, limit = matrix.array(values), edition.method.normalisation.variation_limit
    near = relative_spread.near_ceiling(raw, variation_limit=limit) if limit > 0 else np.zeros(len(codes), dtype=bool)
    return pd.DataFrame(
        {
            "code": codes,
            "low": low,
            "high": high,
            "basis": basis,
            "direction": directions_of(codes, edition),
            "coefficient_of_variation": relative_spread.coefficient_of_variation(raw),
            "near_ceiling": near,
        }
    )


def truncated(treated: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Cells beyond fixed goalposts, where a better or worse value no longer changes the score: ``truncated.csv``."""
    low, high = fixed_goalposts(list(treated.columns), edition)
    beyond = matrix.like(treated, scaling.beyond_goalposts(matrix.array(treated), low=low, high=high))
    if not truncates(edition.method):
        beyond = matrix.like(treated, np.zeros(treated.shape, dtype=bool))
    cells = matrix.long(treated)[matrix.long(beyond)["value"].astype(bool)]
    ends = pd.DataFrame({"low": low, "high": high}, index=treated.columns)
    return cells.assign(low=cells["code"].map(ends["low"]), high=cells["code"].map(ends["high"]))


def _bounds(task: Task) -> tuple[FloatArray, FloatArray, list[str]]:
    """Low, high and where they come from, for one table of values."""
    least, greatest = np.fmin.reduce(task.values, axis=-2), np.fmax.reduce(task.values, axis=-2)
    good, nothing = task.direction > 0, np.full(len(task.codes), np.nan)
    match task.method.normalisation.normalisation:
        case "min_max" | "goalposts" | "scaled" | "adjusted":
            low, high = fixed_goalposts(task.codes, task.edition, method=task.method)
            fixed = "framework" if suitability.stored(task.method, task.edition.goalposts) is None else "stored"
            basis = ["edition" if np.isnan(end) else fixed for end in low]
            return np.where(np.isnan(low), least, low), np.where(np.isnan(high), greatest, high), basis
        case "distance_to_maximum":
            return least, greatest, ["edition"] * len(good)
        case "distance_to_reference":
            goal = task.values[reference_row(task.units, task.method)]
            return np.where(good, least, goal), np.where(good, goal, greatest), ["edition"] * len(good)
        case "distance_to_target":
            goal = targets(task.codes, task.edition)
            return np.where(good, least, goal), np.where(good, goal, greatest), ["framework"] * len(good)
        case "fraction_of_maximum":
            return np.where(good, 0.0, least), np.where(good, greatest, np.nan), ["edition"] * len(good)
        case _:
            return nothing, nothing, [""] * len(good)
