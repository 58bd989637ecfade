"""Every choice of ``imputation``: which array function fills the blanks, on which columns, on which scale."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from pipeline.construction import matrix, rounds
from pipeline.construction.imputation_setting import Filling, Run, Setting, plain
from pipeline.errors import MethodError, listed
from pipeline.statistics import (
    chained_imputation,
    em_imputation,
    fitted_transformation,
    imputation,
    learned_imputation,
    neighbour_imputation,
    observed,
    panel_imputation,
    regression_imputation,
    simple_imputation,
)
from pipeline.statistics.types import BoolArray, FloatArray, IntArray

STREAM = 5  # this step's purpose of the seed, before a purpose within it
NEAR = 1e-4  # of an error: near enough for a slope, which takes an error back to first order


def fill(values: FloatArray, given: Setting) -> Filling:
    """Fill the blanks of (n_units, n_indicators); what the method cannot fill stays NaN, unmarked.

    Raises
    ------
    MethodError : values that the choice does not admit; names the node whose indicators it looked at, and their codes.
    """
    name = given.options.imputation
    if name in _OF_ROUNDS:
        with matrix.named_columns(f"imputation {name}", given.codes):
            return _OF_ROUNDS[name](values, given)
    filling = plain(imputation.none(values))
    for node, columns in given.families:
        if np.isnan(values[:, columns]).any():
            with matrix.named_columns(f"imputation {name} of {node}", [given.codes[column] for column in columns]):
                filling = _with(filling, columns, _remembered(values[:, columns], columns, node, given))
    return filling


def draws(values: FloatArray, given: Setting, *, n_draws: int) -> FloatArray:
    """Completed tables (n_draws, n_units, n_indicators) by predictive mean matching, EM, or drawn from own rounds.

    What cannot be drawn stays NaN in every table. A value that the year rule carried forward is drawn as a blank is.

    Raises
    ------
    MethodError : as :func:`fill`; a choice that has no draws.
    """
    name, open_cells = given.options.imputation, given.rounds.without_carried(values)
    if name == "earlier_round":
        known, years = given.rounds.until(open_cells)
        with matrix.named_columns(f"imputation {name}", given.codes):
            return panel_imputation.draw_from_own_rounds(
                known,
                years=years,
                block=given.tables,
                max_age=given.options.round_max_age,
                n_draws=n_draws,
                rng=_generator(given, 0),
            ).values
    if name not in ("predictive_mean_matching", "em"):
        raise MethodError(f"imputation {name}: draws are expected of {listed(CAN_BE_DRAWN)} only")
    from_others = _matched if name == "predictive_mean_matching" else _expected_draws
    drawn = np.broadcast_to(open_cells, (n_draws, *values.shape)).copy()
    for node, columns in given.families:
        if np.isnan(open_cells[:, columns]).any():
            with matrix.named_columns(f"imputation {name} of {node}", [given.codes[column] for column in columns]):
                drawn[..., columns] = from_others(open_cells[:, columns], columns, given, n_draws=n_draws)
    return drawn


def n_regressions(values: FloatArray, given: Setting, *, beside: FloatArray) -> int:
    """Regressions that a chained choice runs to fill values when those ``beside`` are remembered; 0 of the others."""
    name, total = given.options.imputation, 0
    if name not in CHAINED:
        return 0
    rounds_of = {run.node: run.iterations for run in fill(values, given).runs} if name == "iterative" else {}
    for node, columns in given.families:
        own = values[:, columns]
        if np.array_equal(own, beside[:, columns], equal_nan=True):
            continue
        if name == "iterative":
            total += rounds_of[node] * int(np.isnan(own).any(axis=0).sum())
        else:
            total += given.options.n_imputations * _n_rounds(own, given) * int(_blank_columns(own).sum())
    return total


def _remembered(values: FloatArray, columns: IntArray, node: str, given: Setting) -> Filling:
    key = (node, values.tobytes())
    if key not in given.done:
        given.done[key] = _on_scale(values, columns, node, given)
    return given.done[key]


def _on_scale(values: FloatArray, columns: IntArray, node: str, given: Setting) -> Filling:
    """Fill on the scale of the method and take the fillings back, and the error to expect of them to first order."""
    if given.options.imputation == "predictive_mean_matching":
        return _mean_of_draws(values, columns, given)
    fitted, transformed = _transformed(values, columns, given)
    found = _FILLERS[given.options.imputation](transformed, columns, node, given)
    if fitted is None:
        return found
    filled = observed.fill(values, np.where(found.imputed, fitted.back(found.values), np.nan))
    error = _back_to_first_order(found, fitted)
    return Filling(filled.values, filled.imputed, found.lag, error, found.n, found.runs)


def _back_to_first_order(found: Filling, fitted: fitted_transformation.Fitted) -> FloatArray:
    """Errors of fillings in the indicators' own units of measure: times the slope of the way back."""
    error = np.where(found.imputed, found.error, np.nan)
    if np.isnan(error).all():
        return error
    step = NEAR * error
    slope = (fitted.back(found.values + step) - fitted.back(found.values - step)) / np.where(step > 0, 2.0 * step, 1.0)
    return np.asarray(slope * error)


def _transformed(
    values: FloatArray, columns: IntArray, given: Setting
) -> tuple[fitted_transformation.Fitted | None, FloatArray]:
    """Values on the scale on which the method works, and what takes them back; None and the values where it is theirs."""
    if not given.is_transformed:
        return None, values
    key = (columns.tobytes(), values.tobytes())
    if key not in given.fits:
        nodes = [given.edition.framework.node(given.codes[column]) for column in columns]
        fitted = fitted_transformation.fit(
            values,
            [node.transformation for node in nodes],
            direction=given.directions[columns],
            gii_log_factor=given.method.treatment.gii_log_factor,
        )
        given.fits[key] = fitted, fitted.forward(values)
    return given.fits[key]


def _mean_of_draws(values: FloatArray, columns: IntArray, given: Setting) -> Filling:
    """The point value of multiple imputation: the mean of the draws, in the indicator's own unit of measure."""
    n_draws = given.options.n_imputations
    drawn = _matched(values, columns, given, n_draws=n_draws)
    filled = observed.fill(values, drawn.mean(axis=0))
    spread = drawn.std(axis=0, ddof=1) if n_draws > 1 else np.full(values.shape, np.nan)
    donors = np.where(filled.imputed, given.options.n_donors, np.nan)
    return plain(filled, error=np.where(filled.imputed, spread, np.nan), n=donors)


def _matched(values: FloatArray, columns: IntArray, given: Setting, *, n_draws: int) -> FloatArray:
    """Tables completed by matching, (n_draws, n_units, n_columns), in the indicators' own units of measure."""
    fitted, transformed = _transformed(values, columns, given)
    drawn = chained_imputation.predictive_mean_matching(
        transformed,
        n_draws=n_draws,
        n_rounds=_n_rounds(values, given),
        n_donors=given.options.n_donors,
        ridge=given.options.imputation_ridge,
        rng=_generator(given, int(columns[0])),
    ).values
    back = drawn if fitted is None else fitted.back(drawn)
    return np.where(np.isnan(values), back, values)


def _expected_draws(values: FloatArray, columns: IntArray, given: Setting, *, n_draws: int) -> FloatArray:
    """Tables completed by draws around EM's expectation, in the indicators' own units of measure."""
    fitted, transformed = _transformed(values, columns, given)
    drawn = em_imputation.draws(
        transformed,
        ridge=given.options.imputation_ridge,
        tolerance=given.options.convergence_tolerance,
        max_iterations=given.options.max_rounds,
        n_draws=n_draws,
        rng=_generator(given, int(columns[0])),
    )
    back = drawn if fitted is None else fitted.back(drawn)
    return np.where(np.isnan(values), back, values)


def _n_rounds(values: FloatArray, given: Setting) -> int:
    """Rounds of each chain; where one indicator alone has blanks no round depends on an earlier one, so one is enough."""
    return 1 if np.count_nonzero(_blank_columns(values)) == 1 else given.options.chain_rounds


def _blank_columns(values: FloatArray) -> BoolArray:
    """Indicators with a blank that a chain fills: a unit without any value takes no part."""
    return np.asarray(np.isnan(values[~np.isnan(values).all(axis=1)]).any(axis=0))


def _generator(given: Setting, purpose: int) -> np.random.Generator:
    return np.random.default_rng(np.random.SeedSequence([given.seed, STREAM, purpose]))


def _with(whole: Filling, columns: IntArray, part: Filling) -> Filling:
    """A filling with some of its columns replaced."""
    arrays = {name: getattr(whole, name).copy() for name in ("values", "imputed", "lag", "error", "n")}
    for name, own in arrays.items():
        own[:, columns] = getattr(part, name)
    return Filling(**arrays, runs=whole.runs + part.runs)


def _by_row(values: FloatArray, columns: IntArray, node: str, given: Setting) -> Filling:
    return plain(
        simple_imputation.by_row(
            values,
            indicator_group=given.parents[columns],
            direction=given.directions[columns],
            statistic=given.options.row_average,
            normalise=True,
        )
    )


def _hot_deck(values: FloatArray, columns: IntArray, node: str, given: Setting) -> Filling:
    found = neighbour_imputation.hot_deck(
        values,
        n_neighbours=given.options.n_neighbours,
        min_shared=given.options.min_shared,
        statistic=given.options.neighbour_average,
    )
    return plain(found, n=found.n_donors)


def _regression(values: FloatArray, columns: IntArray, node: str, given: Setting) -> Filling:
    found = regression_imputation.ridge_prediction(values, ridge=given.options.imputation_ridge)
    return plain(found, error=found.residual_sd, n=found.n_units)


def _em(values: FloatArray, columns: IntArray, node: str, given: Setting) -> Filling:
    found = em_imputation.conditional_mean(
        values,
        ridge=given.options.imputation_ridge,
        tolerance=given.options.convergence_tolerance,
        max_iterations=given.options.max_rounds,
    )
    runs = (_run(values, node, found.iterations, converged=found.converged),)
    return plain(found, error=found.conditional_sd, runs=runs)


def _iterative(values: FloatArray, columns: IntArray, node: str, given: Setting) -> Filling:
    found = learned_imputation.iterative(
        values,
        max_rounds=given.options.max_rounds,
        tolerance=given.options.convergence_tolerance,
        sample=False,
        rng=_generator(given, int(columns[0])),
    )
    return plain(found, runs=(_run(values, node, found.rounds, converged=found.converged),))


def _k_nearest(values: FloatArray, columns: IntArray, node: str, given: Setting) -> Filling:
    return plain(learned_imputation.k_nearest(values, n_neighbours=given.options.n_neighbours, weights="uniform"))


def _run(values: FloatArray, node: str, iterations: int, *, converged: bool) -> Run:
    return Run(node, values.shape[1], int(np.isnan(values).sum()), iterations, converged)


def _earlier_round(values: FloatArray, given: Setting) -> Filling:
    known, years = given.rounds.until(values)
    found = panel_imputation.from_own_rounds(
        known, years=years, block=given.tables, max_age=given.options.round_max_age
    )
    return _aged(values, found, found.data_year, given)


def _last_value(values: FloatArray, given: Setting) -> Filling:
    known, years = given.rounds.until(values)
    found = panel_imputation.last_value(known, years=years, max_age=given.options.round_max_age, ends="blank")
    return _aged(values, imputation.Imputed(found.values[-1], found.imputed[-1]), found.data_year[-1], given)


def _aged(values: FloatArray, found: imputation.Imputed, year: FloatArray, given: Setting) -> Filling:
    """Fillings of earlier rounds with their age and the error to expect of it."""
    lag = np.where(found.imputed, rounds.NOW - year, np.nan)
    known, years = given.rounds.until(given.rounds.without_carried(values))
    error, n = panel_imputation.lag_errors(known, years=years, lag=lag)
    return plain(found, lag=lag, error=error, n=n)


def _linear(values: FloatArray, given: Setting) -> Filling:
    if np.isnan(values).any() and not given.rounds.has_later:
        raise MethodError(
            "imputation linear: a line needs a later round to end in, and the panel has none after round 0. Choose "
            "last_value or earlier_round"
        )
    known, years = given.rounds.around(values)
    found = panel_imputation.linear(known, years=years, ends="blank")
    return plain(imputation.Imputed(found.values[given.rounds.place], found.imputed[given.rounds.place]))


_Filler = Callable[[FloatArray, IntArray, str, Setting], Filling]

_FILLERS: Mapping[str, _Filler] = MappingProxyType(
    {
        "none": lambda values, columns, node, given: plain(imputation.none(values)),
        "mean": lambda values, columns, node, given: plain(simple_imputation.mean(values)),
        "median": lambda values, columns, node, given: plain(simple_imputation.median(values)),
        "mean_by_region": lambda values, columns, node, given: plain(
            simple_imputation.mean_by_group(values, group=given.regions)
        ),
        "median_by_region": lambda values, columns, node, given: plain(
            imputation.median_by_group(values, group=given.regions)
        ),
        "by_row": _by_row,
        "hot_deck": _hot_deck,
        "regression": _regression,
        "em": _em,
        "iterative": _iterative,
        "k_nearest": _k_nearest,
    }
)
"""Choices that look at the other units and indicators of the same round."""

_OF_ROUNDS: Mapping[str, Callable[[FloatArray, Setting], Filling]] = MappingProxyType(
    {"earlier_round": _earlier_round, "last_value": _last_value, "linear": _linear}
)
"""Choices that look at the unit's own other rounds."""

CHAINED = ("predictive_mean_matching", "iterative")
"""Choices that go round the indicators, one regression after another: the slow ones."""

DRAWN = ("predictive_mean_matching", "earlier_round")
"""Choices that know how uncertain they are, and whose ranks the chapter on imputation shows over their draws."""

CAN_BE_DRAWN = (*DRAWN, "em")
"""Choices of which completed tables can be drawn; EM's would say there what predictive mean matching says."""

CHOICES: tuple[str, ...] = (*_FILLERS, *_OF_ROUNDS, "predictive_mean_matching")
"""Every choice of ``imputation``."""
