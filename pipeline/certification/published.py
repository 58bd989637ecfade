"""Methods that COINr lacks, beside figures that others printed: publications, manuals and independent packages."""

from __future__ import annotations

import numpy as np

from pipeline.certification import examples
from pipeline.certification.comparison import NUMBERS, Tolerance
from pipeline.certification.examples import Example, Examples, Quantities, named, numbered, printed
from pipeline.statistics import (
    best_worst,
    components,
    data_weights,
    expert_weights,
    frontier,
    natural_breaks,
    ordered_averages,
    outranking,
    pca_weights,
    regression,
    reliability,
)

TAI = "patents royalties internet exports telephones electricity schooling university"
TRACTS = "population school employment services house_value"
DRINKS = "coffee wine tea beer sodas milk water"
CAR = "quality price comfort safety style"
CAR_BEST, CAR_WORST = 1, 4
TRANSPORT_BEST, TRANSPORT_WORST = 2, 0
TAI_FACTORS = 4  # the Handbook keeps four
CLASSES = 5

CRISPYN = "quoted in the tests of the package crispyn (energyinpython)"
HANDBOOK = "OECD/JRC (2008), Handbook on Constructing Composite Indicators, doi:10.1787/9789264043466-en"
HARMAN = "Harman (1976), Modern Factor Analysis, five variables of twelve census tracts"
LENDER = "philender.com/courses/multivariate/output/fa.html"
REZAEI = "Rezaei (2015), doi:10.1016/j.omega.2014.11.009"
PACKAGES = "pymcdm 1.4.0 and scikit-criteria 0.10, which agree, on the Handbook's Technology Achievement Index"
SIXTEEN = Tolerance(
    1e-11,
    "Sixteen digits of two packages; one minus an entropy near 1 loses five of them by cancellation.",
)
HANDBOOK_DATA = (
    "The data are printed with few digits too (logarithms with two decimals): moved at random by up to half a last "
    "digit, 4,000 times, they moved these figures by up to"
)

FIVE_DECIMALS = (
    "What they were computed from is printed with five decimals: moved at random by up to half a last digit, 4,000 "
    "times, it moved these figures by up to"
)


def _entropy(name: str, labels: str = "") -> Example:
    def call(data: Examples) -> Quantities:
        weights = data_weights.entropy_weights(data.inputs(name)).weights
        return named("weight", labels, weights) if labels else numbered("weight", weights)

    return Example(call, "", NUMBERS)


def _critic(name: str, labels: str = "") -> Example:
    def call(data: Examples) -> Quantities:
        weights = data_weights.critic_weights(data.inputs(name)).weights
        return named("weight", labels, weights) if labels else numbered("weight", weights)

    return Example(call, "", NUMBERS)


def _of(example: Example, source: str, tolerance: Tolerance, note: str = "") -> Example:
    return Example(example.call, source, tolerance, note)


def _drinks(data: Examples) -> Quantities:
    numerator, denominator = data.inputs("saaty_drinks_2008").T
    found = expert_weights.analytic_hierarchy(expert_weights.comparison_matrix(numerator / denominator))
    return named("weight", DRINKS, found.weights) | {"consistency ratio": float(found.consistency_ratio)}


def _car(data: Examples) -> Quantities:
    found = best_worst.nonlinear(*data.inputs("rezaei_car_2015").T, best=CAR_BEST, worst=CAR_WORST)
    return named("weight", CAR, found.weights)


def _linear_car(data: Examples) -> Quantities:
    found = best_worst.linear(*data.inputs("tomczak_car").T, best=CAR_BEST, worst=CAR_WORST)
    return named("weight", CAR, found.weights)


def _transport(data: Examples) -> best_worst.NonlinearBestWorst:
    return best_worst.nonlinear(*data.inputs("rezaei_transport_2015").T, best=TRANSPORT_BEST, worst=TRANSPORT_WORST)


def _transport_weights(data: Examples) -> Quantities:
    names = ("load flexibility", "accessibility", "cost")
    return {f"weight {name}": float(w) for name, w in zip(names, _transport(data).weights, strict=True)}


def _transport_consistency(data: Examples) -> Quantities:
    found = _transport(data)
    return {"deviation": found.deviation, "consistency ratio": found.consistency_ratio}


def _greatest_deviations(data: Examples) -> Quantities:
    """The greatest deviation that comparisons up to a_BW can have: the index that the ratio divides by."""
    found = {}
    for whole in range(2, 10):
        comparisons = np.array([1.0, whole, whole])
        own = best_worst.nonlinear(comparisons, comparisons[::-1], best=0, worst=2)
        found[f"index {whole}"] = own.deviation
    return found


def _shares(data: Examples) -> Quantities:
    return numbered("variance_pct", 100.0 * components.principal_components(data.inputs("tai_2008")).shares)


def _patents(data: Examples) -> Quantities:
    loadings = components.principal_components(data.inputs("tai_2008")).loadings[:, :TAI_FACTORS]
    rotated = pca_weights.varimax(loadings)
    own = rotated[:, np.argmax(np.abs(rotated[0]))]
    found = numbered("loading of patents, from the least", np.sort(np.abs(rotated[0])))
    return found | {"squared loading of patents on its own factor, scaled": float(own[0] ** 2 / (own @ own))}


def _rotated(data: Examples) -> Quantities:
    rotated = pca_weights.varimax(data.inputs("harman_factors"))
    return {
        f"{variable} factor{factor + 1}": float(rotated[row, factor])
        for row, variable in enumerate(TRACTS.split()[:4])
        for factor in (0, 1)
    }


def _multiple_correlations(data: Examples) -> Quantities:
    factors = regression.variance_inflation(data.inputs("harman_1976")).factors
    return named("squared multiple correlation", TRACTS, 1.0 - 1.0 / factors)


def _alpha(data: Examples) -> Quantities:
    found = reliability.cronbach_alpha(
        data.inputs("pingouin_alpha"), confidence=0.9, n_resamples=1, rng=np.random.default_rng(0)
    )
    return {"alpha": found.alpha}


def _breaks(data: Examples) -> Quantities:
    values = data.inputs("california_density").ravel()
    classes = natural_breaks.natural_breaks(values, n_classes=CLASSES).classes
    own = [values[classes == place] for place in range(1, CLASSES + 1)]
    greatest, counts = np.array([group.max() for group in own]), np.array([float(group.size) for group in own])
    return numbered("greatest of class", greatest) | numbered("count of class", counts)


def _branches(data: Examples) -> Quantities:
    output, constant_input = data.inputs("beasley_branches").T
    found = frontier.benefit_of_the_doubt(
        (output / constant_input)[:, np.newaxis], least_share=np.zeros(1), greatest_share=np.ones(1), floor=None
    )
    return named("efficiency_pct", "Croydon Dorking Redhill Reigate", 100.0 * found.scores)


def _ordered(data: Examples) -> Quantities:
    scores, places = data.inputs("ray_owa").T
    found = ordered_averages.ordered_weighted_average(
        scores[np.newaxis], weights=np.ones(scores.size), position_weights=places
    )
    return {"ordered average": float(found[0])}


def _tennessee(data: Examples) -> Quantities:
    *ranks, shares = data.inputs("tennessee")
    found = outranking.copeland(-np.array(ranks), weights=shares)
    return named("wins less losses", "Memphis Nashville Knoxville Chattanooga", found)


WEIGHTS_FROM_DATA = {
    "entropy_xu_2004": _of(_entropy("xu_2004"), f"Xu (2004), doi:10.1016/S0377-2217(03)00146-2; {CRISPYN}", printed(4)),
    "entropy_zavadskas_podvezko_2016": _of(
        _entropy("zavadskas_podvezko_2016"),
        f"Zavadskas, Podvezko (2016), doi:10.1142/S0219622016500036; {CRISPYN}",
        printed(4),
    ),
    "entropy_lee_chang_2018": _of(
        _entropy("lee_chang_2018"), f"Lee, Chang (2018), doi:10.1016/j.rser.2018.05.007; {CRISPYN}", printed(3)
    ),
    "entropy_tai_pymcdm": _of(
        _entropy("tai_2008", TAI),
        f"{PACKAGES}; entropy: Shannon (1948), doi:10.1002/j.1538-7305.1948.tb01338.x",
        SIXTEEN,
    ),
    "critic_tus_adali_2019": _of(
        _critic("tus_adali_2019"),
        f"Tuş, Aytaç Adalı (2019), doi:10.1007/s12597-019-00371-6; {CRISPYN}",
        printed(3),
        "The printed weights follow without turning the criterion of cost.",
    ),
    "critic_diakoulaki_scikit_criteria": _of(
        _critic("diakoulaki_1995"),
        "the example of Diakoulaki, Mavrotas, Papayannakis (1995), doi:10.1016/0305-0548(94)00059-H; figures of the "
        "tests of scikit-criteria",
        printed(8),
    ),
    "critic_tai_pymcdm": _of(
        _critic("tai_2008", TAI), f"{PACKAGES}; CRITIC: doi:10.1016/0305-0548(94)00059-H", SIXTEEN
    ),
}
WEIGHTS_FROM_EXPERTS = {
    "ahp_saaty_drinks_2008": Example(_drinks, "Saaty (2008), doi:10.1504/IJSSCI.2008.017590", printed(3)),
    "bwm_rezaei_car_2015": Example(_car, REZAEI, printed(4)),
    "bwm_rezaei_transport_2015": Example(_transport_weights, REZAEI, printed(4)),
    "bwm_rezaei_consistency_2015": Example(
        _transport_consistency, REZAEI, printed(2), "The deviation has two decimals, the ratio three."
    ),
    "bwm_rezaei_index_2015": Example(_greatest_deviations, f"{REZAEI}, table of the consistency index", printed(2)),
    "bwm_linear_tomczak_car": Example(
        _linear_car,
        "the package BWM of J. Tomczak (R, GLPK), tests/testthat/test-example-data.R; model: Rezaei (2016), "
        "doi:10.1016/j.omega.2015.12.001",
        printed(8),
    ),
}
COMPONENTS = {
    "components_tai_handbook_table_16": Example(
        _shares, f"{HANDBOOK}, table 16", printed(1, f"{HANDBOOK_DATA} 0.35 points.", more=0.1)
    ),
    "varimax_tai_handbook_table_17": Example(
        _patents, f"{HANDBOOK}, table 17, row of patents", printed(2, f"{HANDBOOK_DATA} 0.0094.", more=0.005)
    ),
    "varimax_harman_sas": Example(
        _rotated,
        f"{HARMAN}; SAS PROC FACTOR, {LENDER}; varimax: Kaiser (1958), doi:10.1007/BF02289233",
        printed(5, f"{FIVE_DECIMALS} 0.000009.", more=1e-5),
    ),
}
ASSOCIATION = {
    "multiple_correlation_harman_sas": Example(
        _multiple_correlations,
        f"{HARMAN}; SAS PROC FACTOR, priors=smc, {LENDER}; Marquardt (1970), doi:10.1080/00401706.1970.10488699",
        printed(6, f"{FIVE_DECIMALS} 0.000055.", more=6e-5),
    ),
    "cronbach_pingouin": Example(
        _alpha,
        "pingouin, documentation of cronbach_alpha (checked there against R's psych); Cronbach (1951), "
        "doi:10.1007/BF02310555",
        printed(6),
    ),
}
AGGREGATION = {
    "bod_branches_beasley": Example(
        _branches,
        "Beasley, OR-Notes, Data envelopment analysis, four bank branches; model: Cherchye et al. (2007), "
        "doi:10.1007/s11205-006-9029-7",
        printed(0),
        "One output over one input: benefit of the doubt with one component.",
    ),
    "owa_ray": Example(
        _ordered,
        "Ray, Soft Computing and Its Applications, example 2.39; operator: Yager (1988), doi:10.1109/21.87068",
        Tolerance(1e-12, "The printed 5.1 is exact: a sum of three products."),
    ),
    "copeland_tennessee": Example(
        _tennessee,
        "the capital of Tennessee, Wikipedia, Copeland's method; in indices: Munda, Nardo (2009), "
        "doi:10.1080/00036840601019364",
        Tolerance(0.0, "Wins and losses are counted.", relative=False),
        "Groups of voters stand for indicators, their shares for weights.",
    ),
}
CLASSIFICATION = {
    "natural_breaks_california_mapclassify": Example(
        _breaks,
        "mapclassify (PySAL), FisherJenks and NaturalBreaks on its example; data: tests of statsbreaks (riatelab); "
        "Fisher (1958), doi:10.1080/01621459.1958.10501479",
        printed(2),
    )
}
GROUPS = {
    "weights from data": WEIGHTS_FROM_DATA,
    "weights from experts": WEIGHTS_FROM_EXPERTS,
    "components": COMPONENTS,
    "association": ASSOCIATION,
    "aggregation": AGGREGATION,
    "classification": CLASSIFICATION,
}
STAGES = tuple(examples.stage(name, group) for name, group in GROUPS.items())
SOURCES = examples.sources(*GROUPS.values())
