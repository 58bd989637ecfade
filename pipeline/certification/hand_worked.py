"""Methods beside examples worked out in exact arithmetic from the published formulas, closed forms and known truths."""

from __future__ import annotations

import numpy as np

from pipeline.certification import examples
from pipeline.certification.comparison import Tolerance
from pipeline.certification.examples import Example, Examples, Quantities, numbered
from pipeline.statistics import (
    chained_imputation,
    compensation,
    components,
    em_imputation,
    frontier,
    importance,
    natural_breaks,
    ordered_averages,
    outranking,
    reliability,
    sensitivity,
)
from pipeline.statistics.types import FloatArray

WORKED = Tolerance(
    1e-12,
    "Worked out by hand in fractions (see tests/golden/hand-worked); ours has the rounding of sixteen digits.",
)
SOLVED = Tolerance(1e-9, "Worked out by hand in fractions; ours comes from a solver (HiGHS), near rounding here.")
ITERATED = Tolerance(
    1e-8, "Worked out by hand; ours is where EM stops, when no mean or covariance changes by 1e-13 of a deviation."
)
N_BASE, SEED = 2**14, 20_240_630
ESTIMATED = Tolerance(
    0.01,
    f"Ours is an estimate from {N_BASE:,} base points of a scrambled Sobol sequence; by pseudo-random numbers alone "
    "the standard error of these indices would be about 0.01.",
    relative=False,
)
PMM_UNITS, PMM_DRAWS, PMM_ROUNDS, PMM_DONORS = 1_000, 10, 2, 5
TRUE_MEAN, TRUE_SLOPE, TRUE_NOISE = 1.0, 2.0, 1.0
DIVISION = "worked out here by hand; "


def _pareto(scores: FloatArray, weights: FloatArray, direction: int) -> FloatArray:
    return compensation.mazziotta_pareto(scores, weights=weights, direction=direction)


def _mpi(data: Examples) -> Quantities:
    scores, weights = data.inputs("scores"), data.inputs("weights").ravel()
    even = np.ones(weights.size)
    return (
        numbered("positive unit", _pareto(scores, even, 1))
        | numbered("negative unit", _pareto(scores, even, -1))
        | numbered("weighted unit", _pareto(scores, weights, 1))
    )


def _ampi(data: Examples) -> Quantities:
    years = np.stack([data.inputs("first_year"), data.inputs("second_year")])
    every = years.reshape(-1, years.shape[-1])
    scores = compensation.adjusted_scores(
        years,
        low=every.min(axis=0),
        high=every.max(axis=0),
        reference=years[0].mean(axis=0),
        direction=np.array([1, -1]),
    )
    first, second = _pareto(scores, np.ones(2), 1)
    return numbered("first year, unit", first) | numbered("second year, unit", second)


def _mean_min(data: Examples) -> Quantities:
    cases = {
        "no smoothness": ([40.0, 80.0], 0.0),
        "shortfall 6, smoothness 8": ([54.0, 66.0], 8.0),
        "shortfall 12, smoothness 5": ([48.0, 72.0], 5.0),
        "even scores": ([60.0, 60.0], 5.0),
    }
    return {
        name: float(
            compensation.mean_min(np.array([scores]), weights=np.ones(2), penalty=0.5, smoothness=smoothness)[0]
        )
        for name, (scores, smoothness) in cases.items()
    }


def _ordered(data: Examples) -> Quantities:
    scores, places = data.inputs("ordered"), data.inputs("places").ravel()
    by_importance = {"owa": np.ones(places.size), "wowa": data.inputs("importance").ravel()}
    found = {
        name: ordered_averages.ordered_weighted_average(scores, weights=weights, position_weights=places)
        for name, weights in by_importance.items()
    }
    return {f"{name} unit {unit + 1}": float(found[name][unit]) for unit in range(len(scores)) for name in found}


def _frontier(data: Examples) -> Quantities:
    scores = data.inputs("outputs")
    quantities: dict[str, float] = {}
    for name, least, greatest in (("free", 0.0, 1.0), ("between 0.3 and 0.7", 0.3, 0.7)):
        found = frontier.benefit_of_the_doubt(
            scores, least_share=np.full(2, least), greatest_share=np.full(2, greatest), floor=None
        )
        quantities |= numbered(f"{name} unit", found.scores)
    return quantities


def _monotone(data: Examples) -> Quantities:
    values = data.inputs("monotone")
    found = em_imputation.conditional_mean(values, ridge=0.0, tolerance=1e-13, max_iterations=10_000)
    blank = np.flatnonzero(np.isnan(values[:, 1]))
    return {
        "mean x": float(found.mean[0]),
        "mean y": float(found.mean[1]),
        "variance x": float(found.covariance[0, 0]),
        "covariance": float(found.covariance[0, 1]),
        "variance y": float(found.covariance[1, 1]),
        **{f"expected y of unit {unit + 1}": float(found.values[unit, 1]) for unit in blank},
        "log likelihood": float(found.log_likelihood[-1]),
    }


def _breaks(data: Examples) -> Quantities:
    levels = data.inputs("levels").ravel()
    quantities: dict[str, float] = {}
    for n_classes in (3, 4):
        found = natural_breaks.natural_breaks(levels, n_classes=n_classes)
        for place, least in enumerate(found.thresholds, start=2):
            quantities[f"{n_classes} classes, least of class {place}"] = float(least)
        quantities[f"{n_classes} classes, goodness of fit"] = found.goodness_of_fit
    return quantities


def _alpha(data: Examples) -> Quantities:
    found = reliability.cronbach_alpha(
        data.inputs("items"), confidence=0.9, n_resamples=1, rng=np.random.default_rng(0)
    )
    return {"alpha": found.alpha}


def _adequacy(data: Examples) -> Quantities:
    adequacy, sphericity = components.kmo(data.inputs("items")), components.bartlett(data.inputs("items"))
    return {
        "kmo": adequacy.overall,
        **numbered("kmo of item", adequacy.per_indicator),
        "bartlett chi square": sphericity.statistic,
        "bartlett degrees of freedom": float(sphericity.df),
    }


def _lmg(data: Examples) -> Quantities:
    found = importance.lmg_importance(data.inputs("outcome").ravel(), data.inputs("items"))
    return numbered("part of item", found.parts) | {"whole": found.r2}


def _copeland(data: Examples) -> Quantities:
    found = outranking.copeland(data.inputs("votes"), weights=data.inputs("vote_weights").ravel())
    return numbered("wins less losses of unit", found)


def _ishigami(data: Examples) -> Quantities:
    x = np.pi * (2 * sensitivity.sobol_design(3, n_base=N_BASE, rng=np.random.default_rng(SEED)) - 1)
    outputs = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    found = sensitivity.sobol_indices(
        outputs,
        n_factors=3,
        n_base=N_BASE,
        min_variance=0.0,
        n_resamples=1,
        confidence=0.9,
        rng=np.random.default_rng(SEED),
    )
    return numbered("first order", found.first) | numbered("total", found.total)


def _matched() -> tuple[FloatArray, FloatArray]:
    """y = 1 + 2 x + noise of which many are missing where x is high, and the tables that matching completes."""
    rng = np.random.default_rng(SEED)
    x = rng.standard_normal(PMM_UNITS)
    y = TRUE_MEAN + TRUE_SLOPE * x + TRUE_NOISE * rng.standard_normal(PMM_UNITS)
    blank = rng.random(PMM_UNITS) < 1 / (1 + np.exp(-x))
    found = chained_imputation.predictive_mean_matching(
        np.column_stack([x, np.where(blank, np.nan, y)]),
        n_draws=PMM_DRAWS,
        n_rounds=PMM_ROUNDS,
        n_donors=PMM_DONORS,
        ridge=0.0,
        rng=rng,
    )
    return y[~blank], found.values


def _matching_mean(data: Examples) -> Quantities:
    return {"mean": float(_matched()[1][:, :, 1].mean())}


def _matching_slope(data: Examples) -> Quantities:
    slopes = [np.polyfit(table[:, 0], table[:, 1], deg=1)[0] for table in _matched()[1]]
    return {"slope": float(np.mean(slopes))}


def _matching_values(data: Examples) -> Quantities:
    present, tables = _matched()
    return {"share of values that some unit has": float(np.isin(tables[:, :, 1], present).mean())}


def _within(standard_error: float) -> Tolerance:
    return Tolerance(
        round(4 * standard_error, 12),
        f"Four standard errors of the estimate ({standard_error}, from 60 other seeds) from {PMM_UNITS:,} units of which "
        "half miss y where x is high; the mean of the units that have y is 0.2 instead of 1.",
        relative=False,
    )


AGGREGATION = {
    "mazziotta_pareto": Example(_mpi, f"{DIVISION}Mazziotta, Pareto (2016), doi:10.1007/s11205-015-0998-2", WORKED),
    "adjusted_mazziotta_pareto": Example(
        _ampi, f"{DIVISION}Mazziotta, Pareto (2018), doi:10.1007/s11205-017-1577-5", WORKED
    ),
    "mean_min": Example(
        _mean_min, f"{DIVISION}Casadio Tarabusi, Guarini (2013), doi:10.1007/s11205-012-0070-4", WORKED
    ),
    "ordered_averages": Example(
        _ordered,
        f"{DIVISION}OWA: Yager (1988), doi:10.1109/21.87068; WOWA: Torra (1997), "
        "doi:10.1002/(SICI)1098-111X(199702)12:2<153::AID-INT3>3.0.CO;2-P",
        WORKED,
    ),
    "benefit_of_the_doubt": Example(
        _frontier,
        f"{DIVISION}Cherchye et al. (2007), doi:10.1007/s11205-006-9029-7",
        SOLVED,
        "Every corner of the programme is tried, free and with the share of each component between 0.3 and 0.7.",
    ),
    "copeland": Example(
        _copeland, f"{DIVISION}Munda, Nardo (2009), doi:10.1080/00036840601019364", WORKED, "With ties and weights."
    ),
}
IMPUTATION = {
    "em_monotone": Example(
        _monotone,
        f"{DIVISION}closed form of Anderson (1957), doi:10.1080/01621459.1957.10501379",
        ITERATED,
        "Means, covariances, expected values and the log likelihood at its maximum.",
    ),
    "matching_mean": Example(
        _matching_mean, "known truth; van Buuren (2018), doi:10.1201/9780429492259", _within(0.085)
    ),
    "matching_slope": Example(
        _matching_slope, "known truth; van Buuren (2018), doi:10.1201/9780429492259", _within(0.067)
    ),
    "matching_values": Example(
        _matching_values,
        "known truth; Little (1988), doi:10.1080/07350015.1988.10509663",
        Tolerance(0.0, "Matching puts in values that really occurred, all of them.", relative=False),
    ),
}
ASSOCIATION = {
    "cronbach": Example(_alpha, f"{DIVISION}Cronbach (1951), doi:10.1007/BF02310555", WORKED),
    "kmo_bartlett": Example(
        _adequacy,
        f"{DIVISION}Kaiser, Rice (1974), doi:10.1177/001316447403400115; Bartlett (1951), doi:10.1093/biomet/38.3-4.337",
        WORKED,
    ),
    "lmg": Example(
        _lmg,
        f"{DIVISION}Grömping (2006), doi:10.18637/jss.v017.i01",
        WORKED,
        "The mean gain over all 24 orders of four regressors.",
    ),
}
CLASSIFICATION = {
    "natural_breaks": Example(
        _breaks,
        f"{DIVISION}Fisher (1958), doi:10.1080/01621459.1958.10501479",
        WORKED,
        "Every partition is tried.",
    )
}
SENSITIVITY = {
    "sobol_ishigami": Example(
        _ishigami,
        "closed form; Ishigami, Homma (1990), doi:10.1109/ISUMA.1990.151285; estimators: Saltelli et al. (2010), "
        "doi:10.1016/j.cpc.2009.09.018",
        ESTIMATED,
    )
}
GROUPS = {
    "imputation": IMPUTATION,
    "aggregation": AGGREGATION,
    "association": ASSOCIATION,
    "classification": CLASSIFICATION,
    "sensitivity": SENSITIVITY,
}
STAGES = tuple(examples.stage(name, group) for name, group in GROUPS.items())
SOURCES = examples.sources(*GROUPS.values())
