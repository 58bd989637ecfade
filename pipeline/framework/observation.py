"""What is said of a value beside itself: where it comes from, and how far it is to be trusted.

Statuses are SDMX's OBS_STATUS (code list CL_OBS_STATUS): A normal, P provisional, E estimated, O missing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

PUBLISHED, NOT_PUBLISHED, SOURCE_FAULT, STRUCTURAL_ZERO = (
    "published",
    "not_published",
    "source_fault",
    "structural_zero",
)
MISSING_STATUS = "O"
ESTIMATED = "E"
WEAKEST_LAST = "APE"
"""Statuses of values in the order of trust."""


def weakest(statuses: Sequence[Sequence[str]]) -> np.ndarray:
    """Cell by cell the least trusted status of the parts that a value is computed from; O counts for nothing
    beside another.

    >>> weakest([["A", "P"], ["E", "O"]]).tolist()
    ['E', 'P']
    >>> weakest([["O"], ["O"]]).tolist()
    ['O']
    """
    trust = np.array([[WEAKEST_LAST.find(status) for status in part] for part in statuses]).max(axis=0)
    return np.array([*WEAKEST_LAST, MISSING_STATUS], dtype=object)[trust]
