"""Tables of the chapter on sensitivity for a fictitious country: a row of every kind."""

from __future__ import annotations

import itertools

import numpy as np

from pipeline.framework.edition import Edition


def sensitivity(edition: Edition, units: list[str], factors: list[str]) -> dict[str, list[tuple]]:
    """What is left out in turn, and the order that weights cannot change."""
    pillars = [node.code for node in edition.framework.children(edition.framework.root.code)]
    found: dict[str, list[tuple]] = {
        "sobol_top": [
            (k, unit, factor, 0.2, 0.1, 0.3, 0.3, 0.2, 0.4) for k in (5, 10) for unit in units[:3] for factor in factors
        ],
        "leave_pillar_out": [(code, 1.5, 4, units[0], 0.97) for code in pillars],
        "leave_unit_out": [(unit, place % 3, 36, 0.1, 1, units[0]) for place, unit in enumerate(units)],
        "weight_dominance": [
            (one, other, 1.0, units.index(one) < units.index(other), units.index(one) + 3 < units.index(other))
            for one, other in itertools.permutations(units, 2)
        ],
        "weight_stability": [(code, 0.2, 0.15, 0.27, units[0], units[1], units[2], units[3]) for code in pillars],
        "swaps": [
            (one, other, 0.5, (np.nan, 0.01, 0.07)[place % 3], pillars[0], pillars[-1])
            for place, (one, other) in enumerate(itertools.pairwise(units))
        ],
    }
    found["information_value"] = [
        ("U03", "src/table", "1.1 1.2", "earlier_round", 5, 2.5, 2.5, 8.0, 100, 10),
        ("U05", "src/table", "2.1", "predictive_mean_matching", 3, 3.1, -0.1, 0.2, 100, 10),
    ]
    found["delta_shift"] = [("U03", 2, shift, 4, 4 - (shift > 1), -(shift > 1)) for shift in (-1.0, 1.0, 2.0)]
    found["worked"] = [
        ("U03", code, "1", 1 + (code == "1"), 12.0, 2024, "published", 12.0, 0.0, 20.0, 60.0, 0.5, 30.0, 2)
        for code in ("1.1", "1.2", "1")
    ]
    found["rank_sets"] = [
        (unit, place, 60.0 - place, 0.4, max(place - 1, 1), place + 1, max(place - 2, 1), place + 2, 1.0, 4000)
        for place, unit in enumerate(units[:4], start=1)
    ]
    found["mean_shift"] = [(4000, 1.2, 0.4, 2.1, 3.0, len(units))]
    found["weight_stability"][0] = (pillars[0], 0.2, 0.0, 0.27, "", "", units[2], units[3])
    return found
