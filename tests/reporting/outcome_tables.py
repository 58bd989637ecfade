"""Tables of outcomes and validity for a fictitious country: plausible random numbers, and a row of every kind."""

from __future__ import annotations

import numpy as np

from pipeline.framework.edition import Edition
from pipeline.framework.external import External

PAPERS = External(
    code="papers",
    name_vi="Bảng xếp hạng hư cấu của các báo",
    name_en="A fictitious ranking of the papers",
    table="src/papers",
    column="total",
    year=2024,
    selection_vi="Các tỉnh hư cấu mà các báo nêu tên.",
    selection_en="Fictitious provinces that the papers named.",
)


def outcomes(edition: Edition, units: list[str], rng: np.random.Generator) -> dict[str, list[tuple]]:
    """What the chapter on regression writes beyond the main regression."""
    pillars = [node.code for node in edition.framework.pillars]
    n = len(units)
    found: dict[str, list[tuple]] = {
        "regression_outcomes": [
            ("o.1", True, 9, 3, 0.8, 0.7, 0.6, 0.5, 0.7, 0.1, 2, 0.7, 0.2, 0.9, 1, "2", 0.6, "2.1", ""),
            ("o.2", False, 2, 3, *(np.nan,) * 6, None, *(np.nan,) * 3, None, "", np.nan, "", "too_few"),
        ],
        "cross_validation": [
            ("o.1", method, choice, 0.3 + 0.1 * place, 0.25, 0.5, place == 1, 9)
            for method, choices in (("ridge", (0.0, 0.1, 1.0)), ("partial_least_squares", (1.0, 2.0, 3.0)))
            for place, choice in enumerate(choices)
        ],
        "shrunken": [("o.1", code, 0.8 - 0.4 * place, 0.5, -0.1) for place, code in enumerate(pillars)],
        "quantiles": [
            ("o.1", quantile, term, 0.01 * (place + 1), 0.0, 0.05, 0.4, place > 0, 9)
            for quantile in (0.25, 0.5, 0.75)
            for place, term in enumerate(["intercept", *pillars])
        ],
        "fixed_effects": [("o.1", code, 0.01, 0.002, 0.004, 0.02, 0.03, 0.4, 20, 10, 2, "") for code in pillars],
        "implied_ranks": [(unit, "implied", 50.0 - p, float(n - p), float(p + 1)) for p, unit in enumerate(units)],
        "implied_shifts": [
            ("implied", n, 0, 3.2, 6.0, units[0], 0.8),
            ("ridge", n, 1, 0.0, 0.0, "", 1.0),
        ],
    }
    found["dominance"] = [
        ("o.1", code, others, 0.4 - 0.1 * place, *((0.1, 0.6) if others == "all" else (np.nan, np.nan)), 9)
        for place, code in enumerate(pillars)
        for others in ("all", "0", "1", "2")
    ]
    found["dominance_pairs"] = [("o.1", "1", "2", 1.0, True, 0.1, 0.9, 9), ("o.1", "2", "1", 0.0, False, -0.1, 0.9, 9)]
    return found | validity(edition, units, rng)


def validity(edition: Edition, units: list[str], rng: np.random.Generator) -> dict[str, list[tuple]]:
    """Rankings from outside, concept sheets with and without ratings, the official framework."""
    some = units[: max(5, len(units) // 2)]
    both = (0.8, 0.4, 0.95, 0.7, 0.2, 0.9, 0.1, -0.2, 0.4, 1.2, 0.8)
    found: dict[str, list[tuple]] = {
        "external": [("papers", kind, len(some), len(units), *both) for kind in ("pearson", "spearman")],
        "external_scores": [
            ("papers", unit, float(rng.uniform(20, 60)), 2, 1 + (place == 0), 20.0, 21.0, "https://example.org/a")
            for place, unit in enumerate(some)
        ],
        "content_validity": [
            ("1.1", "1", "reflective", True, True, "Một khái niệm|Hai khái niệm", "near", 0.5, 0.2, 0.8, 0.4, 6),
            ("1.2", "1", "", False, False, "", "", np.nan, np.nan, np.nan, np.nan, 0),
        ],
        "content_coverage": [
            (
                round_,
                "indicator",
                "",
                f"Khái niệm hư cấu số {number}",
                f"Fictitious concept {number}",
                said,
                by,
                how,
                "",
            )
            for round_ in (2023, 2024)
            for number, (said, by, how) in enumerate(
                [("quoted", "1.1", "same"), ("inferred", "1.2", "near"), *[("quoted", "", "")] * (3 + round_ % 3)]
            )
        ],
    }
    return found
