"""Which options of method go together: one sentence for every combination that has no meaning.

``faults`` are the rules that a method breaks by itself, ``tree_faults`` those that it breaks on one tree (siblings that
are not on one scale). What needs more of an edition (a reference unit that it lacks) is checked where that is put
together.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.framework import node_options
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.node_options import SHARE, WINS
from pipeline.framework.options import Aggregation, Normalisation, Ranking

BELOW_ZERO = ("z_score", "none", "scaled")
"""Normalisations that may give scores below zero, which no floor makes meaningful."""

AVERAGE_100 = ("adjusted",)
"""Normalisations that put the average at 100, as a Mazziotta-Pareto index wants it."""

FROM_SCORES = ("pca_first_vector", "pca_rotated", "entropy", "critic", "regression", "optimised")
"""Weightings that are computed from the scores of an edition."""

FROM_EXPERTS = ("budget_allocation", "analytic_hierarchy", "best_worst")
"""Weightings that are computed from the judgements of experts."""

_SCALES = {
    "score": "has scores",
    "total": "sums of scores",
    WINS: "wins less losses",
    SHARE: "shares of the best",
}

INTERVAL_SCALE = (
    "min_max",
    "z_score",
    "adjusted",
    "percentile_rank",
    "scaled",
    "goalposts",
    "rank",
    "borda",
    "distance_to_maximum",
    "distance_to_reference",
    "distance_to_target",
)
"""Normalisations whose zero is a convention: a score is not twice another one."""


def origin(weighting: str) -> str:
    """Where the weights of a weighting come from: ``decided``, ``experts`` or ``data``."""
    if weighting in FROM_EXPERTS:
        return "experts"
    return "data" if weighting in FROM_SCORES else "decided"


def faults(normalisation: Normalisation, aggregation: Aggregation, ranking: Ranking) -> Iterator[str]:
    """Every combination that is inadmissible, as a sentence that says what to choose."""
    yield from _means(normalisation, aggregation)
    yield from _panel_index(normalisation, aggregation)
    yield from _references(normalisation)
    yield from _classes(normalisation, ranking)
    if aggregation.weighting in FROM_SCORES and not aggregation.weighting_levels:
        yield f"weighting {aggregation.weighting!r} needs weighting_levels: the levels whose nodes it weighs"


def tree_faults(framework: Hierarchy, aggregation: Aggregation, ranking: Ranking) -> Iterator[str]:
    """Every function at a node of this tree that has no meaning there, as a sentence that says what to choose."""
    yield from node_options.faults(framework, aggregation)
    for node in framework.tree:
        if node.role == "aggregate":
            yield from _siblings(node.code, framework, aggregation)
            yield from _function_above(node.code, framework, aggregation)
    if ranking.classes == "relative_to_mean":
        for node in (framework.root, *framework.pillars):
            scale = node_options.scale_at(node.code, framework, aggregation)
            if scale.endswith(WINS):
                yield (
                    f"classes by percentages of the mean need a meaningful zero, and the scores of {node.code!r} are "
                    "wins less losses, which sum to 0: inadmissible. Choose thresholds or natural_breaks"
                )


def functions(aggregation: Aggregation) -> list[str]:
    """Every aggregation function in use, each once."""
    return sorted({aggregation.aggregation, *aggregation.aggregation_at.values()})


def _means(normalisation: Normalisation, aggregation: Aggregation) -> Iterator[str]:
    for function in functions(aggregation):
        if function == "power" and 0 < aggregation.power != 1 and normalisation.normalisation in BELOW_ZERO:
            yield (
                f"{named(function)} has no meaning for scores below 0, which normalisation "
                f"{normalisation.normalisation!r} may give: inadmissible. Choose min_max or percentile_rank"
            )
        if not node_options.needs_positive(function, aggregation):
            continue
        if normalisation.normalisation in BELOW_ZERO:
            yield (
                f"{named(function)} needs positive scores, and normalisation {normalisation.normalisation!r} does not "
                "give them: inadmissible. Choose min_max or percentile_rank"
            )
        elif _lowest(normalisation) <= 0 and aggregation.score_floor is None:
            yield (
                f"{named(function)} of scores from {_lowest(normalisation)} needs score_floor (such as 1), or a "
                "scale_low above 0"
            )


def _siblings(code: str, framework: Hierarchy, aggregation: Aggregation) -> Iterator[str]:
    """Children are on one scale; Copeland's score, which looks at the order alone, and sums of points need it not."""
    function = node_options.function_at(code, framework, aggregation)
    scales = {
        child.code: node_options.scale_at(child.code, framework, aggregation) for child in framework.children(code)
    }
    found = set(scales.values())
    if len(found) == 1 or "mixed" in found or function == "copeland":
        return
    if function == "sum" and found <= {"score", "total"}:
        return
    told = ", ".join(f"{child} {_SCALES.get(scale, f'a {scale}')}" for child, scale in scales.items())
    yield (
        f"the children of {code!r} are not on one scale ({told}): inadmissible under {function!r}. Choose one function "
        f"for all of them in aggregation_at, or copeland at {code!r}, which compares their order alone"
    )


def _function_above(code: str, framework: Hierarchy, aggregation: Aggregation) -> Iterator[str]:
    """What a function asks of the scale of the scores below it."""
    function = node_options.function_at(code, framework, aggregation)
    below = {node_options.scale_at(child.code, framework, aggregation) for child in framework.children(code)}
    counts = any(scale.endswith(WINS) for scale in below)
    if counts and (
        node_options.needs_positive(function, aggregation) or (function == "power" and aggregation.power != 1)
    ):
        yield (
            f"{named(function)} at {code!r} needs positive scores, and copeland below it gives wins less losses, which "
            f"may be negative: inadmissible. Choose arithmetic or copeland at {code!r}, or a mean below it"
        )
    if function == "mazziotta_pareto" and below - {"score", "mixed"}:
        yield (
            f"a Mazziotta-Pareto index at {code!r} needs scores around 100, and the functions below it leave that scale: "
            "inadmissible. Choose a mean (arithmetic, mazziotta_pareto) below it"
        )
    if function == "mean_min" and aggregation.mean_min_smoothness > 0 and below - {"score", "total", "mixed"}:
        yield (
            f"mean_min at {code!r} has a smoothness in points, and the functions below it leave that scale: "
            f"inadmissible. Choose mean_min_smoothness 0, or a mean below {code!r}"
        )


def _panel_index(normalisation: Normalisation, aggregation: Aggregation) -> Iterator[str]:
    """The penalty of Mazziotta and Pareto is a variance over a mean: it presumes scores around 100."""
    if "mazziotta_pareto" not in functions(aggregation):
        return
    standard = normalisation.normalisation == "z_score" and normalisation.z_mean == 100 and normalisation.z_sd == 10
    if not standard and normalisation.normalisation not in AVERAGE_100:
        yield (
            f"a Mazziotta-Pareto index needs scores around 100: normalisation z_score with z_mean 100 and z_sd 10 "
            f"(MPI), or adjusted (AMPI); {normalisation.normalisation!r} is inadmissible"
        )


def _references(normalisation: Normalisation) -> Iterator[str]:
    if normalisation.normalisation == "distance_to_reference" and normalisation.reference_unit is None:
        yield "normalisation 'distance_to_reference' needs reference_unit, the code of a ranked unit"


def _classes(normalisation: Normalisation, ranking: Ranking) -> Iterator[str]:
    thresholds = ranking.class_thresholds
    if ranking.classes in ("thresholds", "relative_to_mean") and not thresholds:
        yield f"classes {ranking.classes!r} need class_thresholds"
    if list(thresholds) != sorted(set(thresholds)):
        yield f"class_thresholds must increase, got {list(thresholds)}"
    if ranking.classes != "relative_to_mean":
        return
    if normalisation.normalisation in INTERVAL_SCALE:
        yield (
            f"classes by percentages of the mean need a meaningful zero, and the zero of "
            f"{normalisation.normalisation!r} is a convention of the edition: inadmissible. Choose thresholds or "
            "natural_breaks, or a normalisation on a ratio scale (fraction_of_maximum)"
        )
    elif not ranking.meaningful_zero:
        yield "classes by percentages of the mean need meaningful_zero: true, said by whoever answers for the method"


def _lowest(normalisation: Normalisation) -> float:
    """The lowest score that a normalisation can give, where it cannot be negative."""
    match normalisation.normalisation:
        case "min_max" | "percentile_rank" | "goalposts":
            return normalisation.scale_low
        case "rank" | "adjusted":
            return 1.0
        case _:
            return 0.0


def named(function: str) -> str:
    """What a function that may refuse scores is called in a sentence."""
    names = {
        "geometric": "a geometric mean",
        "harmonic": "a harmonic mean",
        "power": "a generalised mean",
        "benefit_of_the_doubt": "benefit of the doubt",
    }
    return names[function]
