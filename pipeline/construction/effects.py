"""What the declared alternatives come to on the data: which factors vary, which choices give the same as another."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass

import numpy as np

from pipeline.construction import fitting, weight_draws
from pipeline.construction.design import Drawn
from pipeline.construction.fitting import Dropped
from pipeline.construction.variants import Variants
from pipeline.framework.alternatives import Alternatives, Choice, Factor
from pipeline.framework.edition import Edition


@dataclass(frozen=True)
class Duplicate:
    """A choice that gives the same scores as an earlier one of its factor, whatever the other factors."""

    factor: str
    choice: Choice
    same_as: Choice


@dataclass(frozen=True)
class Effects:
    """The edition with the alternatives that vary something, what a design is drawn over, and what was found."""

    edition: Edition
    drawn: Drawn
    dropped: tuple[Dropped, ...]
    duplicates: tuple[Duplicate, ...]

    def is_drawn(self, choices: tuple[int, ...]) -> bool:
        """Whether a combination imputes by draws."""
        return _is_drawn(choices, self.edition.alternatives)


def of(variants: Variants) -> Effects:
    """Look at every combination of choices on the data.

    Raises
    ------
    MethodError : a factor or a declaration of weights of a user's own set changes nothing.
    """
    declared = variants.edition.alternatives
    first = _first_equal(variants, declared)
    idle = [name for name, own in first.items() if len(set(own)) < 2]
    dropped = [Dropped(name, fitting.NO_EFFECT) for name in idle]
    centre = variants.weights_of(variants.edition.method)
    unused = weight_draws.assigned(variants.edition, centre)[1]
    dropped += [Dropped(key, reason) for key, reason in unused.items()]
    has_errors = bool((variants.tables.standard_errors > 0).any())
    if declared.error_samples and not has_errors:
        dropped.append(Dropped("survey_error", fitting.NO_ERROR))
    found = tuple(fitting.refuse_or_drop(dropped, declared))
    kept = {name: factor for name, factor in declared.factors.items() if name not in idle}
    fit = declared.model_copy(update={"factors": kept})
    drawn = Drawn(
        factors=tuple(kept),
        choices=tuple(tuple(sorted(set(first[name]))) for name in kept),
        n_tables=tuple(_n_tables(factor, variants) for factor in kept.values()),
        pool=declared.weight_samples if variants.pool_of(variants.edition.method) else 0,
        errors=(declared.error_samples or 0) if has_errors else 0,
        indicators=_may_go(variants) if declared.leave_out_indicators else (),
    )
    return Effects(
        edition=variants.edition.model_copy(update={"alternatives": fit}),
        drawn=drawn,
        dropped=found,
        duplicates=tuple(
            Duplicate(name, choice, factor.choices[same])
            for name, factor in kept.items()
            for place, (choice, same) in enumerate(zip(factor.choices, first[name], strict=True))
            if same != place
        ),
    )


def _first_equal(variants: Variants, declared: Alternatives) -> dict[str, list[int]]:
    """Of each factor, for each choice the first one with the same results in every combination with the others."""
    sizes = [len(factor.choices) for factor in declared.factors.values()]
    seen: dict[bytes, int] = {}
    results = np.empty(sizes, dtype=int)
    for choices in itertools.product(*map(range, sizes)):
        method = variants.method_of(choices, declared)
        told = variants.digest(method, drawn=_is_drawn(choices, declared))
        results[choices] = seen.setdefault(hashlib.sha256(told).digest(), len(seen))
    found: dict[str, list[int]] = {}
    for axis, name in enumerate(declared.factors):
        own = np.moveaxis(results, axis, 0).reshape(sizes[axis], -1)
        _, first, which = np.unique(own, axis=0, return_index=True, return_inverse=True)
        found[name] = [int(place) for place in first[which.ravel()]]
    return found


def _is_drawn(choices: tuple[int, ...], declared: Alternatives) -> bool:
    return any(factor.choices[choice].drawn for factor, choice in zip(declared.factors.values(), choices, strict=True))


def _n_tables(factor: Factor, variants: Variants) -> tuple[int, ...]:
    if not any(choice.drawn for choice in factor.choices):
        return (0,) * len(factor.choices)
    n_tables = variants.edition.method.imputation.n_imputations
    return tuple(n_tables if choice.drawn else 0 for choice in factor.choices)


def _may_go(variants: Variants) -> tuple[int, ...]:
    """Columns of the indicators that may be left out: those with a weight."""
    framework, weights = variants.edition.framework, variants.weights_of(variants.edition.method)
    weighed = {
        child.code
        for code, own in weights.items()
        for child, weight in zip(framework.children(code), own, strict=True)
        if weight > 0
    }
    return tuple(number for number, code in enumerate(framework.indicator_codes) if code in weighed)
