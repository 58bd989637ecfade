"""What a normalisation asks of an edition: goalposts, targets, a unit of reference; a sentence for each that is absent.

What a method breaks by itself is in ``admissibility``. The same questions are asked again where scores are computed,
because an alternative of the robustness analysis may choose another normalisation than the edition's own method.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import listed, nearest
from pipeline.framework.goalposts import Goalposts
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.method import Method
from pipeline.framework.units import Units

ON_FIXED_GOALPOSTS = ("goalposts", "scaled")
"""Normalisations that take nothing from the data: every indicator needs goalposts."""

WITH_STORED_GOALPOSTS = (*ON_FIXED_GOALPOSTS, "adjusted")
"""Normalisations that use the stored goalposts of an edition that names some."""


def stored(method: Method, goalposts: Goalposts | None) -> Goalposts | None:
    """The stored goalposts if the method's normalisation uses them, otherwise None."""
    return goalposts if method.normalisation.normalisation in WITH_STORED_GOALPOSTS else None


def rescales(method: Method) -> bool:
    """Whether a column on which winsorising is not enough leaves its scale by a logarithm or the like."""
    return method.treatment.outlier_rule != "none" and method.treatment.outlier_fallback != "none"


def faults(method: Method, *, framework: Hierarchy, goalposts: Goalposts | None) -> Iterator[str]:
    """Every reason for which the method's normalisation cannot be computed on this framework."""
    chosen = method.normalisation.normalisation
    if chosen in WITH_STORED_GOALPOSTS:
        yield from _without_goalposts(method, framework, goalposts)
    if chosen == "distance_to_target":
        yield from _without_target(framework)
        yield from _misplaced_targets(method, framework)


def faults_of_own_method(method: Method, *, units: Units, goalposts: Goalposts | None) -> Iterator[str]:
    """What an edition's own method must not do, although it could be computed.

    Stored goalposts are the ends after the winsorising of the panel: values beyond them are truncated, which does what
    the winsorising did. Winsorised a second time, an edition would leave its part of the panel.
    """
    kept = stored(method, goalposts)
    if kept is not None and method.treatment.outlier_rule != "none":
        yield (
            f"stored goalposts {kept.name!r} truncate what winsorising drew in, so normalisation "
            f"{method.normalisation.normalisation!r} on them needs outlier_rule none, found "
            f"{method.treatment.outlier_rule!r}. Set outlier_rule to none"
        )
    moved = [] if kept is None else [code for code, post in kept.goalposts.items() if post.transformation != "none"]
    if kept is not None and moved and method.treatment.transformations == "none":
        yield (
            f"stored goalposts {kept.name!r} of {listed(moved)} lie on the scale of a transformation, so they need "
            "transformations declared, found 'none'. Set transformations to declared"
        )
    reference = method.normalisation.reference_unit
    if (
        method.normalisation.normalisation == "distance_to_reference"
        and reference is not None
        and reference not in units.codes
    ):
        yield f"reference_unit {reference!r} is no unit of the edition; {nearest(reference, units.codes)}. Correct it"


def _without_goalposts(method: Method, framework: Hierarchy, goalposts: Goalposts | None) -> Iterator[str]:
    kept, chosen = stored(method, goalposts), method.normalisation.normalisation
    if kept is not None:
        absent = [node.code for node in framework.indicators if node.code not in kept.goalposts]
        if absent:
            yield (
                f"stored goalposts {kept.name!r} lack {listed(absent)}. Leave these indicators out in edition.yaml, or "
                "store goalposts of a panel that has them"
            )
        if rescales(method):
            yield (
                f"stored goalposts {kept.name!r} and outlier_fallback {method.treatment.outlier_fallback!r}: the "
                "fallback would change the scale on which they lie. Set outlier_fallback or outlier_rule to none"
            )
    elif chosen in ON_FIXED_GOALPOSTS:
        absent = [node.code for node in framework.indicators if node.goalpost_low is None]
        if absent:
            yield (
                f"normalisation {chosen!r} needs goalposts of every indicator; without: {listed(absent)}. Set "
                "goalpost_low and goalpost_high in framework.csv, or name stored goalposts in edition.yaml"
            )


def _without_target(framework: Hierarchy) -> Iterator[str]:
    absent = [node.code for node in framework.indicators if node.target is None]
    if absent:
        yield (
            f"normalisation 'distance_to_target' needs a target of every indicator; without: {listed(absent)}. Set "
            "target in framework.csv"
        )


def _misplaced_targets(method: Method, framework: Hierarchy) -> Iterator[str]:
    """Targets are set in the indicator's unit of measure, so nothing may change its scale before they apply."""
    declared = method.treatment.transformations == "declared"
    moved = [
        node.code
        for node in framework.indicators
        if node.target is not None and ((declared and node.transformation != "none") or rescales(method))
    ]
    if moved:
        yield (
            f"targets are in the indicator's unit of measure, but a transformation or outlier_fallback would change "
            f"the scale first: {listed(moved)}. Set transformations and outlier_fallback to none"
        )
