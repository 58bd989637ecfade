"""Random numbers of the review: one stream for each purpose and node, whatever else is computed before it."""

from __future__ import annotations

import numpy as np

from pipeline.framework.edition import Edition

ALPHA, PARALLEL, MORAN, UNITS = 10, 11, 12, 13
"""Purposes of the seed, apart from those of perturbation."""


def generator(seed: int, purpose: int, *numbers: int) -> np.random.Generator:
    """The stream of a purpose; ``numbers`` part it further."""
    return np.random.default_rng(np.random.SeedSequence([seed, purpose, *numbers]))


def of_node(seed: int, purpose: int, code: str, edition: Edition, *numbers: int) -> np.random.Generator:
    """The stream of a purpose for one node of the tree."""
    return generator(seed, purpose, [own.code for own in edition.framework.tree].index(code), *numbers)
