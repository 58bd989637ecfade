"""Tables of the chapter on coherence for a fictitious country: plausible random numbers, and a row of every kind."""

from __future__ import annotations

import numpy as np

from pipeline.framework.edition import Edition


def coherence(edition: Edition, units: list[str], rng: np.random.Generator) -> dict[str, list[tuple]]:
    """Everything beyond rest-correlations, alpha and twins."""
    framework = edition.framework
    codes = framework.indicator_codes
    found: dict[str, list[tuple]] = groups(edition, rng)
    found["within_correlations"] = [
        (
            node.code,
            node.parent,
            kind,
            0.4,
            *((np.nan, np.nan) if kind == "kendall" else (0.1, 0.6)),
            9,
            5,
            3,
            "borderline",
        )
        for node in framework.tree
        if node.parent
        for kind in ("pearson", "spearman", "kendall")
    ]
    found["region_shares"] = [(code, 0.5, 0.2, 0.7, 0.25, 0.0002, 9, 3) for code in ("0", "1", "2", "3")]
    found["pair_correlations"] = [
        (code, other, float(rng.uniform(-0.9, 0.9)), -0.2, 0.95, 9)
        for place, code in enumerate(codes)
        for other in codes[place + 1 :]
    ]
    found["clusters"] = [
        (code, 1 + place // 2, place + 1, 2, codes[place - 1], 0.8, 9) for place, code in enumerate(codes)
    ]
    found["year_on_year"] = [
        (code, number, 2024 + number, 2023 + number, 0.6, 0.3, 0.8, 9, "borderline")
        for code in (*codes[1:], "o.1")
        for number in (-1, 0)
    ] + [(codes[0], 0, 2024, np.nan, np.nan, np.nan, np.nan, 0, "undefined")]
    found["moran"] = [
        (code, rule, 0.4, -0.1, -0.3, 0.2, 0.001, 9, 2.5) for code in ("0", "1") for rule in ("region", "rook", "queen")
    ]
    found["alpha_dropped"] = [("1", code, 0.7, 0.75) for code in framework.leaves("1")]
    found["flags"] = [
        ("1.1", "2", "elsewhere", 0.5, 0.3, 0.7, 9, 0.4, "borderline"),
        ("1.2", "1.2", "forgetful", 0.2, -0.1, 0.5, 9, 0.7, "fail"),
        ("1.1", "s.1", "size", 0.7, 0.6, 0.8, 9, 0.6, "borderline"),
    ]
    found["congruence"] = [
        ("rounds", "1", 1, 1, 3, 3, 0.97, 0.9, 0.99, 9, "clear", ""),
        ("rounds", "2", 1, 0, 1, 3, np.nan, np.nan, np.nan, 9, "undefined", "few_items"),
    ]
    found["pca_ranks"] = [
        (unit, variant, 50.0, place, place, max(place - 2, 1), place + 2, 100)
        for variant in ("first_vector", "rotated")
        for place, unit in enumerate(units, start=1)
    ]
    found["indicator_sheet"] = [sheet(code, place) for place, code in enumerate(codes)]
    found["findings_coherence"] = [
        ("05_coherence", "rest_lowest", "1.1", 0.2, 0.1, 0.29, 9, 0.3, "jrc_audit", "fail"),
        ("05_coherence", "no_sizes", "", np.nan, np.nan, np.nan, None, np.nan, "", "not_applicable"),
    ]
    return found


def groups(edition: Edition, rng: np.random.Generator) -> dict[str, list[tuple]]:
    """Components and factors of the pillars' indicators, of the pillars, and of all indicators."""
    framework = edition.framework
    found: dict[str, list[tuple]] = {name: [] for name in ("components", "adequacy", "loadings", "rotated_loadings")}
    found |= {"pca_weights": [], "adequacy_items": []}
    sets = [("0", 2, ["1", "2", "3"]), ("0", 1, framework.indicator_codes)]
    sets += [(code, 1, framework.leaves(code)) for code in ("1", "2", "3")]
    for code, level, items in sets:
        found["adequacy"].append((code, level, len(items), 9, 0.55, 12.3, 3, 0.00001))
        for number, item in enumerate(items):
            row = (code, level, number + 1, 2.0 / (number + 1), 0.5, 0.5, 1.4 - 0.02 * number, number == 0, number == 0)
            found["components"].append(row)
            found["adequacy_items"].append((code, level, item, 0.6))
            found["loadings"].append((code, level, item, 1, float(rng.uniform(-0.5, 1.0))))
            for component in (1, 2):
                r = float(rng.uniform(-0.5, 1.0))
                own = (code, level, "components", item, component, r, r - 0.2, r + 0.1, 100, 0.6, "")
                found["rotated_loadings"].append(own)
            factor = (code, level, "factors", item, 1, 0.5, np.nan, np.nan, 0, 1.0, "improper")
            found["rotated_loadings"].append(factor)
            if level == 2 or code != "0":
                weight = (code, item, "first_vector", 0.3, 1.0 / len(items), 0.1, 0.5, 100)
                found["pca_weights"].append(weight)
    return found


def sheet(code: str, place: int) -> tuple:
    """A row of the indicator sheet; the third indicator has one round, no size and no denominator."""
    bare = place == 2
    nan = np.nan
    numbers = (2.5, 5.0, 0.5, 0.2, 1.75, 3.3, 0, 1, 0, 2)
    rounds = (nan, nan, nan, None) if bare else (0.6, 0.3, 0.8, 9)
    rests = (0.5, 0.3, 0.7, 9, 0.3, -0.1, 0.6, 5)
    size = ("", nan, "", nan) if bare else ("s.1", 0.1, "s.1", 0.1)
    proposal = (
        ("forgetful", "query", "khác năm trước", "unlike the year before")
        if place == 1
        else ("", "keep", "không", "none")
    )
    first = (
        code,
        code.split(".")[0],
        1 / 3,
        1 / 9,
        2024,
        2023,
        9,
        "" if bare else "src/people:{year}",
        "src/table",
        "none",
    )
    return (*first, *numbers, *rounds, *rests, "2", 0.2, "1.2", 0.5, *size, "o.1", 0.4, 0.6, *proposal)
